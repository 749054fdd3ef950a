"""What an actor may be: states, polities, organisations, groups, named bodies; offices and who held them.

Dates are ISO 8601 and may stop at the year or month; a term "1990" to "1992" is read at its widest.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from foreigndesk.model import ActorType

Form = Literal["name", "acronym", "adjective", "inhabitant", "capital", "metonym", "person", "surname"]

SECTORS = frozenset(
    "BNK BUS COP CRM CVL DEV EDU ELI GOV HLH IGO IMG JUD LAB LEG MED MIL NGO OPP PTY REB REF REL SPY UAF".split()
)
_SURFACES: tuple[Form, ...] = ("name", "acronym", "adjective", "inhabitant", "capital", "metonym")


@dataclass(frozen=True, slots=True)
class Membership:
    """One member of an organisation, with the days between which it belongs to it where they are known."""

    member: str
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Entity:
    """A state, polity, organisation, group or named body, with every surface that may stand for it in a text."""

    key: str
    name: str
    type: ActorType
    sector: str | None = None
    iso3: str | None = None
    cow: str | None = None
    cameo: str | None = None
    aliases: tuple[str, ...] = ()
    acronyms: tuple[str, ...] = ()
    adjectives: tuple[str, ...] = ()
    inhabitants: tuple[str, ...] = ()
    capital: tuple[str, ...] = ()
    metonyms: tuple[str, ...] = ()
    tags: frozenset[str] = frozenset()
    members: tuple[Membership, ...] = ()
    country: str | None = None
    claimed_by: tuple[str, ...] = ()
    predecessors: tuple[str, ...] = ()
    kind: str | None = None
    valid_from: date | None = None
    valid_to: date | None = None

    def exists(self, on: date) -> bool:
        """Whether the entity existed on that day, as far as is known."""
        return within(on, self.valid_from, self.valid_to)

    def surfaces(self) -> Iterator[tuple[str, Form]]:
        """Every surface with its form, the name first."""
        yield self.name, "name"
        for form, texts in zip(
            _SURFACES, (self.aliases, self.acronyms, self.adjectives, self.inhabitants, self.capital, self.metonyms), strict=True
        ):
            for text in texts:
                yield text, form


@dataclass(frozen=True, slots=True)
class Office:
    """An office that a person holds: its titles, sector, rank (1 heads a state or body, 5 speaks for it), and body."""

    key: str
    titles: tuple[str, ...]
    sector: str
    rank: int
    body: str | None = None


@dataclass(frozen=True, slots=True)
class Body:
    """A kind of body or group of people that common nouns name: "foreign ministry", "troops", "protesters"."""

    key: str
    nouns: tuple[str, ...]
    type: ActorType
    sector: str | None = None


@dataclass(frozen=True, slots=True)
class Term:
    """One person's time in one office of a state or organisation; ``until`` is ``None`` where no end is known."""

    person: str
    name: str
    surname: str
    aliases: tuple[str, ...]
    office: str
    country: str
    since: date
    until: date | None = None

    def covers(self, on: date) -> bool:
        """Whether the term runs on that day (its first and last day included)."""
        return within(on, self.since, self.until)


def within(on: date, since: date | None, until: date | None) -> bool:
    """Whether a day lies between two days, each of them included, where they are known."""
    return (since is None or since <= on) and (until is None or on <= until)


def folded(text: str) -> str:
    """Lower case without accents, for names that are spelt many ways."""
    if text.isascii():
        return text.lower()
    return "".join([c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c)]).lower()


def plain(phrase: str) -> str:
    """A common noun phrase in lower case, its hyphens as spaces and its apostrophes straight."""
    return phrase.lower().replace("-", " ").replace("’", "'").strip()
