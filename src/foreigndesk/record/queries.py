"""The record's questions as SQL: which readings count, and which of their facts are asked for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, CompoundSelect, Select, and_, exists, func, literal, nulls_last, or_, select, union_all

from foreigndesk.errors import UsageError
from foreigndesk.model import CueChoice
from foreigndesk.record.flat import KINDS
from foreigndesk.record.tables import actor, alias, fact, participant, reading, report
from foreigndesk.record.writing import folded
from foreigndesk.rows import Row

newest = (
    select(func.max(reading.c.pk).label("pk"), reading.c.report_id).group_by(reading.c.report_id).subquery("newest")
)
"""The newest reading of each report: the one that queries speak of."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What is asked of the record; whatever is ``None`` is not asked."""

    actor: str | None = None
    since: date | None = None
    until: date | None = None
    as_of: date | None = None
    types: Sequence[str] | None = None
    status: str | Sequence[str] | None = None
    min_confidence: float | None = None
    cues: CueChoice = "all"

    def __post_init__(self) -> None:
        if self.since and self.until and self.since > self.until:
            raise UsageError("FD502", f"nothing lies since {self.since} and until {self.until}: swap the two")

    def allows(self, row: Row) -> bool:
        """Whether a row, in the state that it had on the day asked for, has a status asked for."""
        return self.statuses is None or (row.get("status") or row.get("state")) in self.statuses

    @property
    def statuses(self) -> tuple[str, ...] | None:
        """The statuses asked for, one or several."""
        return (self.status,) if isinstance(self.status, str) else None if self.status is None else tuple(self.status)


def facts(kinds: Sequence[str], question: Question, *, by_report: bool = False) -> Select[Any]:
    """The facts asked for, by date or report by report; ``as_of``, and the status then, is left to the caller."""
    for kind in kinds:
        if kind not in KINDS:
            raise UsageError("FD501", f"no kind of fact is called {kind!r}: ask for one of {', '.join(KINDS)}")
    wanted: list[ColumnElement[bool]] = [fact.c.kind.in_(kinds)]
    if question.actor is not None:
        wanted.append(_takes_part(question.actor))
    if question.since is not None:
        wanted.append(or_(fact.c.latest.is_(None), fact.c.latest >= question.since))
    if question.until is not None:
        wanted.append(or_(fact.c.earliest.is_(None), fact.c.earliest <= question.until))
    if question.types is not None:
        wanted.append(fact.c.type.in_(list(question.types)))
    if question.statuses is not None and question.as_of is None:
        wanted.append(fact.c.status.in_(question.statuses))
    if question.min_confidence is not None:
        wanted.append(or_(fact.c.confidence.is_(None), fact.c.confidence >= question.min_confidence))
    if question.cues == "speech":
        sort = fact.c.body["sort"].as_string()
        wanted.append(or_(sort.is_(None), sort != "mental"))
    place = (fact.c.reading, fact.c.ordinal)
    order = place if by_report else (nulls_last(fact.c.earliest), nulls_last(fact.c.latest), *place)
    return (
        select(fact.c.reading, fact.c.body, reading.c.recorded)
        .join(newest, newest.c.pk == fact.c.reading)
        .join(reading, reading.c.pk == fact.c.reading)
        .where(*wanted)
        .order_by(*order)
    )


def _takes_part(words: str) -> ColumnElement[bool]:
    same_actor = and_(alias.c.reading == participant.c.reading, alias.c.actor == participant.c.actor)
    same_fact = and_(participant.c.reading == fact.c.reading, participant.c.fact == fact.c.ordinal)
    return exists().where(same_fact, same_actor, alias.c.words == folded(words)).correlate(fact)


def report_of(report_id: str) -> Select[Any]:
    """The newest reading of one report: its key, reader and time, and the report's body."""
    return (
        select(reading.c.pk, reading.c.version, reading.c.model, reading.c.lexicon, reading.c.recorded, report.c.body)
        .join(report, report.c.pk == reading.c.report)
        .where(reading.c.report_id == report_id)
        .order_by(reading.c.number.desc())  # by its index: `newest` would go through all readings for each report
        .limit(1)
    )


def named(beginning: str) -> CompoundSelect[Any]:
    """Kind, id and report of all that has an id which begins so, in the newest readings."""

    def found(kind: ColumnElement[str], id_: ColumnElement[str], of: ColumnElement[int]) -> Select[Any]:
        query = select(kind, id_, newest.c.report_id).join(newest, newest.c.pk == of)
        return query.where(id_.startswith(beginning, autoescape=True))

    return union_all(
        found(fact.c.kind, fact.c.id, fact.c.reading),
        found(literal("actor"), actor.c.id, actor.c.reading),
        found(literal("report"), reading.c.report_id, reading.c.pk),
    )


def report_ids() -> Select[Any]:
    """The ids of all reports, by their day of publication."""
    return (
        select(reading.c.report_id)
        .join(newest, newest.c.pk == reading.c.pk)
        .join(report, report.c.pk == reading.c.report)
        .order_by(nulls_last(report.c.published_earliest), reading.c.pk)
    )


def actors(search: str | None) -> Select[Any]:
    """The actors of all newest readings with the number of reports that name them, the most named first."""
    query = (
        select(actor.c.id, func.min(actor.c.name), func.min(actor.c.type), func.min(actor.c.iso3), func.count())
        .join(newest, newest.c.pk == actor.c.reading)
        .group_by(actor.c.id)
        .order_by(func.count().desc(), func.min(actor.c.name), actor.c.id)
    )
    if search is None:
        return query
    found = and_(alias.c.reading == actor.c.reading, alias.c.actor == actor.c.ordinal)
    return query.where(exists().where(found, alias.c.words.contains(folded(search), autoescape=True)).correlate(actor))
