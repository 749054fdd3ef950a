"""What PETRARCH's words and codes are in our terms (``lexicon/dictionaries/petrarch.toml``), validated when loaded."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from typing import get_args

from foreigndesk.actors.entities import SECTORS
from foreigndesk.lexicon.loader import Entry, bad, table, toml
from foreigndesk.model import ActorType, EventType

FILE = "dictionaries/petrarch.toml"
_LISTS = ("particles", "prepositions", "empty", "small")


@dataclass(frozen=True, slots=True)
class Terms:
    """Types by CAMEO code, lists of words, and types of actors by the parts of their codes."""

    types: dict[str, str]
    words: dict[str, frozenset[str]]
    groups: dict[str, str]
    sectors: dict[str, str]
    codes: frozenset[str]

    def type_of(self, code: str) -> str | None:
        """The PLOVER type of a CAMEO code, by the longest beginning that has one."""
        return next((self.types[code[:end]] for end in range(len(code), 1, -1) if code[:end] in self.types), None)


@functools.cache
def terms() -> Terms:
    """The terms. Raises LexiconError FD203."""
    data = toml(FILE)
    words = Entry(FILE, "words", data.get("words"), _LISTS)
    return Terms(
        _pairs(data, "types", get_args(EventType)),
        {name: frozenset(words.words(name)) for name in _LISTS},
        _pairs(data, "groups", get_args(ActorType)),
        _pairs(data, "sectors", get_args(ActorType)),
        frozenset(row["code"] for row in table("export/cameo.csv")),
    )


def _pairs(data: dict[str, object], name: str, allowed: tuple[str, ...]) -> dict[str, str]:
    given = data.get(name)
    if not isinstance(given, dict):
        raise bad(FILE, name, name, "must be a table")
    entry = Entry(FILE, name, given, given)
    return {key: entry.word(key, allowed) for key in given}


def sector(code: str) -> str | None:
    """A sector code where it is one of PLOVER's."""
    return code if code in SECTORS else None
