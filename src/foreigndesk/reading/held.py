"""Which statement a stretch of the text stands in."""

from __future__ import annotations

from collections.abc import Iterable

from foreigndesk.model import Statement
from foreigndesk.reading.statements import contains

_STRETCH = 256  # characters


class Contents:
    """Which statements' contents hold a character: looked up by stretches of the text, not in all of them."""

    def __init__(self, said: Iterable[Statement]) -> None:
        self._by_stretch: dict[int, list[Statement]] = {}
        for statement in said:
            stretches = {k for a, b in statement.content for k in range(a // _STRETCH, (b - 1) // _STRETCH + 1)}
            for k in stretches:
                self._by_stretch.setdefault(k, []).append(statement)

    def innermost(self, offset: int) -> Statement | None:
        """The statement whose content holds the character, the last to begin where several do."""
        holders = (s for s in self._by_stretch.get(offset // _STRETCH, ()) if contains(s, offset))
        return max(holders, key=lambda s: s.cue, default=None)
