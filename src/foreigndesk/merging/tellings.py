"""A telling: what one report's event says, in the form in which tellings of different reports are compared."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from foreigndesk.merging.wording import content_words
from foreigndesk.rows import Row

_NAME = re.compile(r"[^\W\d_]{2,}")  # initials tell nothing
_HAPPENED = {"occurred": "happened", "ongoing": "happened"}
_WORD_GIVEN = "03"

Spot = tuple[str, str | None, float | None, float | None]
"""A place's name, country (ISO3), latitude and longitude."""


@dataclass(frozen=True, slots=True)
class Telling:
    """One report's event: for whom both sides act, days as a window, the content words of its evidence."""

    report: str
    id: str
    type: str
    status: str  # "happened", or the status itself
    actors: frozenset[str]
    recipients: frozenset[str]
    persons: frozenset[str]  # who acts, where persons are named
    earliest: date | None
    latest: date | None
    places: tuple[Spot, ...]
    amounts: tuple[tuple[str, float, float], ...]  # unit, least, most
    trigger: str
    words: frozenset[str]
    toward: frozenset[str] = frozenset()  # whom it is done to, where persons are named
    cameo: str | None = None
    clause: frozenset[str] = frozenset()  # of its words, those beside the predicate

    @property
    def parties(self) -> frozenset[str]:
        """All who take part, on either side."""
        return self.actors | self.recipients

    @property
    def keys(self) -> frozenset[str]:
        """Under which it is found (``sought``): its pairs of two sides, and each who takes part, by the number of its sides."""
        pairs = self._pairs()
        sides = 2 if pairs else 1
        return frozenset(pairs | {f"{self.type}:{sides}:{one}" for one in self.parties})

    @property
    def sought(self) -> frozenset[str]:
        """The keys of what may tell the same event: the same pair, or, where a telling has one side alone, one of the parties."""
        pairs = self._pairs()
        sides = (1,) if pairs else (1, 2)
        return frozenset(pairs | {f"{self.type}:{number}:{one}" for number in sides for one in self.parties})

    def _pairs(self) -> set[str]:
        return {f"{self.type}:{'&'.join(sorted((a, b)))}" for a in self.actors for b in self.recipients}

    @property
    def days(self) -> int | None:
        """The width of the window, in days; ``None`` where an end is open."""
        return (self.latest - self.earliest).days + 1 if self.earliest and self.latest else None


def person(actor: Row) -> str | None:
    """What a person is known by in all reports: first and last names in small letters, without initials."""
    name = " ".join(_NAME.findall(actor["name"])).casefold()
    return name if actor["type"] == "person" and " " in name else None


def telling(
    event: Row,
    principals: Mapping[str, str],
    persons: Mapping[str, str],
    published: Mapping[str, Any] | None,
    said: str,
    trigger: str,
    clause: str = "",
) -> Telling:
    """A telling from an event's row, its evidence (``said``) and its predicate.

    ``principals`` says for whom each actor acts, ``persons`` who is a person known by name, both by the actors' ids. An
    undated event lies in the time up to its report's publication: it has that window's end, and no beginning.
    """
    when: Mapping[str, Any] = event["when"] or {}
    by_then = published["latest"] if published else None
    return Telling(
        event["report"],
        event["id"],
        event["type"],
        _status(event),
        frozenset(principals[one] for one in event["actors"]),
        frozenset(principals[one] for one in event["recipients"]),
        frozenset(persons[one] for one in event["actors"] if one in persons),
        _day(when.get("earliest")),
        _day(when.get("latest") or by_then),
        tuple((place["name"], place["country"], place["lat"], place["lon"]) for place in event["places"]),
        tuple(_amounts(event["quantities"])),
        trigger.casefold(),
        content_words(said),
        frozenset(persons[one] for one in event["recipients"] if one in persons),
        event["cameo"],
        content_words(clause),
    )


def _status(event: Row) -> str:
    """Whether it happened, or else its status; a promise is owed, but that the word was given ("agreed to", CAMEO 03) happened."""
    given = event["type"] == "AGREE" and event["origin"] == "frame" and (event["cameo"] or "").startswith(_WORD_GIVEN)
    status: str = event["status"]
    return "happened" if given and status == "promised" else _HAPPENED.get(status, status)


def _amounts(quantities: Iterable[Row]) -> Iterable[tuple[str, float, float]]:
    for one in quantities:
        low = one["low"] if one["low"] is not None else one["value"]
        high = one["high"] if one["high"] is not None else one["value"]
        yield one["unit"], low, high


def _day(given: str | None) -> date | None:
    return date.fromisoformat(given) if given else None
