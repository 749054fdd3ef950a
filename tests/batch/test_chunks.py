"""How pieces are dealt out."""

from __future__ import annotations

import pytest

from foreigndesk.batch.chunks import LARGEST_CHUNK, chunks
from foreigndesk.intake.piece import Piece


def pieces(count: int, size: int = 1) -> list[Piece]:
    return [Piece(str(n), b"x" * size, "text") for n in range(count)]


@pytest.mark.parametrize(
    ("count", "workers", "most", "sizes"),
    [
        (0, 2, 8, []),
        (3, 2, 8, [3]),
        (8, 1, 100, [4, 4]),
        (40, 1, 10, [10, 10, 10, 5, 4, 1]),
        (40, 2, 256, [10, 8, 6, 4, 4, 4, 4]),
        (100, 2, 10, [10, 10, 10, 10, 10, 10, 10, 8, 6, 4, 4, 4, 4]),
    ],
)
def test_sizes(count: int, workers: int, most: int, sizes: list[int]) -> None:
    dealt = list(chunks(pieces(count), workers, most))
    assert [len(one) for one in dealt] == sizes
    assert [piece.name for one in dealt for piece in one] == [str(n) for n in range(count)]


def test_large_pieces_go_by_their_bytes() -> None:
    assert [len(one) for one in chunks(pieces(5, LARGEST_CHUNK // 2), 1, 100)] == [2, 2, 1]
    assert [len(one) for one in chunks(pieces(2, LARGEST_CHUNK * 2), 1, 100)] == [1, 1]
