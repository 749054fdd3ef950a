"""All known names over a report's tokens in one pass: a trie of words, longest match first."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from foreigndesk.actors.knowledge import Form, Knowledge

_SPLIT = re.compile(r"\s+|(?<=\w)(-)(?=\w)|(?=['’]s$)|(?=['’]s\s)")


@dataclass(frozen=True, slots=True)
class Match:
    """A surface over the tokens ``[start, end)`` and one entity that it may stand for."""

    start: int
    end: int
    key: str
    form: Form


class NameMatcher:
    """Finds the knowledge base's surfaces in token lists; cased, but for headlines in capitals."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._first: dict[str, list[tuple[tuple[str, ...], list[tuple[str, Form]]]]] = {}
        table: dict[tuple[str, ...], list[tuple[str, Form]]] = {}
        for surface, key, form in knowledge.surfaces():
            words = tuple(w for w in _SPLIT.split(surface) if w)
            if words:
                table.setdefault(words, []).append((key, form))
        for words, claims in table.items():
            self._first.setdefault(words[0], []).append((words, claims))
        for rows in self._first.values():
            rows.sort(key=lambda row: (-len(row[0]), row[0]))

    def find(self, words: Sequence[str]) -> list[Match]:
        """Every longest match, left to right, none over another; a surface of several entities gives one match each."""
        out: list[Match] = []
        i, n = 0, len(words)
        while i < n:
            step = 1
            for row, claims in self._first.get(words[i], ()):
                k = len(row)
                if tuple(words[i : i + k]) == row:
                    out.extend(Match(i, i + k, key, form) for key, form in claims)
                    step = k
                    break
            i += step
        return out


def surfaces(matches: Iterable[Match]) -> list[tuple[int, int]]:
    """The token ranges of matches, each once."""
    return sorted({(m.start, m.end) for m in matches})
