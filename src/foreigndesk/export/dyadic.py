"""Events as the field's tables count them: one row for each actor with each recipient, on one day, with one CAMEO code."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from typing import TYPE_CHECKING, Any

from foreigndesk.export import cameo
from foreigndesk.export.told import Told, facts
from foreigndesk.lexicon.loader import table
from foreigndesk.rows import Row

if TYPE_CHECKING:
    from foreigndesk.record import Record

HAPPENED = ("occurred", "ongoing")
"""The statuses that the field's tables hold unless others are asked for: they know none."""

_MUTUAL = frozenset({"AGREE", "CONSULT", "COOPERATE"})
_BITS = 53  # an id must survive R and JavaScript, whose numbers are doubles
_AGENTS = frozenset("GOV MIL REB OPP PTY COP JUD SPY MED EDU BUS CRM CVL LEG LAB REL REF".split())
_ROOTS = frozenset({"IGO", "NGO", "IMG", "MNC"})


@dataclass(frozen=True)
class Party:
    """One side of a dyad, with its CAMEO code taken apart."""

    row: Row

    @property
    def name(self) -> str:
        """Its usual name."""
        name: str = self.row["name"]
        return name

    @cached_property
    def code(self) -> str:
        """Its CAMEO actor code: the one known, or its country's, with its sector where that says more."""
        code: str = self.row["cameo"] or self.row["iso3"] or ""
        sector = self.row["sector"]
        if sector and self.row["type"] not in ("state", "contested_polity") and sector not in _chunks(code):
            code += sector
        return code

    @property
    def country(self) -> str:
        """The ISO 3166 alpha-3 code of its state, or nothing."""
        return self.row["iso3"] or ""

    @property
    def root(self) -> str:
        """Its code's first part where that is a country or a kind of organisation across countries."""
        first = self.code[:3]
        return first if first in _ROOTS or first == self.country else ""

    @property
    def agents(self) -> list[str]:
        """The parts of its code that name a role: GOV, MIL, REB, …"""
        return [part for part in self._parts if part in _AGENTS or part in _ROOTS]

    @property
    def others(self) -> list[str]:
        """The parts of its code that name neither country nor role: a known group."""
        return [part for part in self._parts if part not in _AGENTS and part not in _ROOTS]

    @property
    def _parts(self) -> list[str]:
        parts = _chunks(self.code)
        return parts[1:] if self.root and self.root not in _ROOTS else parts


@dataclass(frozen=True)
class Coded:
    """One row of an event table: an event from one actor to one recipient, either of which may be unknown."""

    told: Told
    actor: Party | None
    recipient: Party | None
    first: bool

    @property
    def event(self) -> Row:
        """The event's own row."""
        return self.told.fact

    @property
    def report(self) -> Row:
        """The row of its report."""
        return self.told.report

    @cached_property
    def digest(self) -> str:
        """Hexadecimal digits that only this row has: of the event, its actor and its recipient."""
        sides = (side.row["id"] if side else "" for side in (self.actor, self.recipient))
        return hashlib.sha256("\x1f".join((self.report["id"], self.event["id"], *sides)).encode()).hexdigest()

    @property
    def number(self) -> int:
        """The same as a whole number below 2**53: among a million rows, two agree once in some 18,000 such tables."""
        return int(self.digest[:16], 16) >> (64 - _BITS)

    @property
    def row_id(self) -> str:
        """The event's id, with a mark of the dyad where the event stands in several rows."""
        return self.event["id"] if self.first else f"{self.event['id']}-{self.digest[:8]}"

    @cached_property
    def day(self) -> str | None:
        """The one day that the field asks for, as YYYY-MM-DD.

        The event's own where its window is one day; else the report's, where the window allows it; else the window's
        last known day.
        """
        own = self.event["when"] or {"earliest": None, "latest": None}
        earliest, latest = own["earliest"], own["latest"]
        if earliest and earliest == latest:
            return str(earliest)
        published = self.published
        if published and (not earliest or earliest <= published) and (not latest or published <= latest):
            return published
        return latest or earliest or published

    @property
    def published(self) -> str | None:
        """The day of the report, where one is known: the last that it can be."""
        window = self.report["published"]
        return (window["latest"] or window["earliest"]) if window else None

    @cached_property
    def code(self) -> cameo.Code:
        """Its CAMEO code."""
        return cameo.code(self.event["cameo"], self.event["type"])

    @property
    def quad(self) -> str:
        """Its quad category, that of its PLOVER type."""
        return cameo.quad(self.event["type"])

    @property
    def place(self) -> Row | None:
        """The first place of the event: the one that the field's tables have room for."""
        places = self.event["places"]
        return places[0] if places else None

    def lead(self) -> bool:
        """Whether the words that tell it stand in the title or the first paragraph of the story."""
        text, title = self.report["text"], self.report["title"]
        body = len(title) if title and text.startswith(title) else 0
        while text[body : body + 1].isspace():
            body += 1
        end = text.find("\n", body)
        return bool(end < 0 or self.event["trigger"][0] < end)


def coded(record: Record, filters: dict[str, Any]) -> Iterator[Coded]:
    """The rows of an event table, report after report; only what happened unless ``filters`` ask for a status."""
    if not filters.get("status"):
        filters = {**filters, "status": HAPPENED}
    for told in facts(record, ("event",), filters):
        for number, (actor, recipient) in enumerate(dyads(told.fact)):
            yield Coded(told, _party(told, actor), _party(told, recipient), first=number == 0)


def dyads(event: Row) -> list[tuple[str | None, str | None]]:
    """Every actor with every recipient but itself; partners of a mutual act without a recipient with one another, once."""
    actors, recipients = event["actors"], event["recipients"]
    if not recipients and len(actors) > 1 and event["type"] in _MUTUAL:
        return [(one, other) for number, one in enumerate(actors) for other in actors[number + 1 :]]
    found = [(one, other) for one in actors or [None] for other in recipients or [None] if one != other]
    pairs = {frozenset(pair) for pair in found}
    if len(pairs) < len(found) and event["type"] in _MUTUAL:  # A with B and B with A is one meeting
        return [pair for number, pair in enumerate(found) if set(pair) not in map(set, found[:number])]
    return found


def of_place(key: str, *precisions: str) -> Callable[[Coded], object]:
    """What a row's place has under a key, where it is of one of these precisions, if any are given."""

    def value(row: Coded) -> object:
        place = row.place
        return place[key] if place and (not precisions or place["precision"] in precisions) else None

    return value


def of_party(which: str, value: Callable[[Party], object]) -> Callable[[Coded], object]:
    """Something of a row's ``actor`` or ``recipient``; nothing where that is unknown."""

    def got(row: Coded) -> object:
        party: Party | None = getattr(row, which)
        return None if party is None else value(party)

    return got


def country_name(iso3: str | None) -> str:
    """A country's English name by its ISO 3166 alpha-3 code; nothing where unknown."""
    return _names().get(iso3 or "", "")


def fips(iso3: str | None) -> str:
    """A country's FIPS 10-4 code by its ISO 3166 alpha-3 code; nothing where it has none."""
    return _fips().get(iso3 or "", "")


@cache
def _names() -> dict[str, str]:
    return {row["iso3"]: row["name"] for row in table("actors/states.csv") if row["iso3"]}


@cache
def _fips() -> dict[str, str]:
    return {row["iso3"]: row["fips"] for row in table("export/fips.csv")}


def _party(told: Told, actor: str | None) -> Party | None:
    return None if actor is None else Party(told.actors[actor])


def _chunks(code: str) -> list[str]:
    return [code[start : start + 3] for start in range(0, len(code), 3)]
