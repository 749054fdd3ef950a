"""Pieces dealt out in chunks: large ones while there is much to read, ever smaller ones so that all end together."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from typing import Protocol, TypeVar

_LEAST = 4
LARGEST_CHUNK = 16 * 1024 * 1024
"""Bytes that go together, but for a single report that is larger."""


class _Sized(Protocol):
    @property
    def size(self) -> int:
        """In bytes."""


P = TypeVar("P", bound=_Sized)


def chunks(pieces: Iterable[P], workers: int, most: int) -> Iterator[list[P]]:
    """Chunks of up to ``most`` reports; no more than two a worker are held in memory."""
    source = iter(pieces)
    held: deque[P] = deque()
    size = 0
    over = False
    while True:
        while not over and len(held) < 2 * workers * most and size < 2 * workers * LARGEST_CHUNK:
            piece = next(source, None)
            if piece is None:
                over = True
            else:
                held.append(piece)
                size += piece.size
        if not held:
            return
        share = -(-len(held) // (2 * workers)) if over else most
        chunk: list[P] = []
        room = LARGEST_CHUNK
        while held and len(chunk) < min(most, max(_LEAST, share)) and (not chunk or held[0].size <= room):
            chunk.append(held.popleft())
            room -= chunk[-1].size
            size -= chunk[-1].size
        yield chunk
