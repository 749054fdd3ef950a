"""Dates a report that tells no day: by its own words, and by what is known of offices and memberships."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache

from foreigndesk.actors.entities import Entity
from foreigndesk.actors.knowledge import knowledge
from foreigndesk.model import DateWindow
from foreigndesk.times import date_report
from foreigndesk.times.counts import Roster, membership_clues
from foreigndesk.times.evidence import Clue
from foreigndesk.times.offices import Offices, Tenure


def date_undated(text: str, *, tense_at: Callable[[int], str] | None = None) -> DateWindow | None:
    """The window in which an undated report was published, with its reasons; ``None`` when nothing is known."""
    return date_report(text, tense_at=tense_at, witness=_known)


def _known(text: str) -> Iterator[Clue]:
    yield from _offices().clues(text)
    yield from membership_clues(text, _rosters())


@cache
def _offices() -> Offices:
    known = knowledge()
    return Offices(
        Tenure(
            (term.name, *term.aliases), term.surname,
            frozenset(known.offices[term.office].titles) if term.office in known.offices else frozenset(),
            _words(known.entities[term.country]) if term.country in known.entities else frozenset(),
            term.since, term.until,
        )
        for term in known.terms
    )


@cache
def _rosters() -> tuple[Roster, ...]:
    return tuple(
        Roster((entity.name, *entity.aliases, *entity.acronyms), entity.valid_from, tuple((m.since, m.until) for m in entity.members))
        for entity in knowledge().entities.values()
        if entity.members
    )


def _words(entity: Entity) -> frozenset[str]:
    return frozenset((entity.name, *entity.aliases, *entity.acronyms, *entity.adjectives, *entity.capital))
