"""The record's questions as SQL: which readings count, and which of their facts are asked for."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any

from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    Select,
    Subquery,
    and_,
    exists,
    func,
    literal,
    nulls_last,
    or_,
    select,
    text,
    tuple_,
    union,
    union_all,
)

from foreigndesk.errors import UsageError
from foreigndesk.model import CueChoice
from foreigndesk.record.flat import KINDS
from foreigndesk.record.tables import OVER_DAYS, actor, alias, fact, move, participant, reading, report
from foreigndesk.record.writing import folded
from foreigndesk.rows import Row

_later = reading.alias("later")
_OPEN = {"conditional", "pending", "overdue"}
_FEW = 1_000
"""Readings with an actor: up to so many his facts are looked up one by one, beyond it the facts are gone through by date."""


def newest(known_by: datetime | None = None) -> ColumnElement[bool]:
    """That a reading is the newest of its report, or was on a moment: the one that queries speak of."""
    later = tuple_(_later.c.recorded, _later.c.number) > tuple_(reading.c.recorded, reading.c.number)
    superseded = exists().where(_later.c.report_id == reading.c.report_id, later)
    if known_by is None:
        return ~superseded.correlate(reading)
    then = superseded.where(_later.c.recorded <= known_by).correlate(reading)
    return and_(reading.c.recorded <= known_by, ~then)


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What is asked of the record; whatever is ``None`` is not asked."""

    actor: str | None = None
    since: date | None = None
    until: date | None = None
    as_of: date | None = None
    known_by: datetime | date | None = None
    due_before: date | None = None
    types: Sequence[str] | None = None
    status: str | Sequence[str] | None = None
    min_confidence: float | None = None
    cues: CueChoice = "all"
    assume: Mapping[str, date] | None = None
    limit: int | None = None
    each: bool = False
    rejected: bool = False

    def __post_init__(self) -> None:
        if self.since and self.until and self.since > self.until:
            raise UsageError("FD502", f"nothing lies since {self.since} and until {self.until}: swap the two")

    def allows(self, row: Row) -> bool:
        """Whether a row, in the state that it had on the day asked for, has a status asked for and is due by then."""
        if self.due_before is not None:
            due = (row.get("due") or {}).get("latest")
            if due is None or date.fromisoformat(due) >= self.due_before:
                return False
        return self.statuses is None or (row.get("status") or row.get("state")) in self.statuses

    @property
    def moment(self) -> datetime | None:
        """The moment by which the record is asked; a day counts to its end (UTC)."""
        return moment_of(self.known_by)

    @property
    def statuses(self) -> tuple[str, ...] | None:
        """The statuses asked for, one or several."""
        return (self.status,) if isinstance(self.status, str) else None if self.status is None else tuple(self.status)


def moment_of(known_by: datetime | date | None) -> datetime | None:
    """A moment in UTC; a day stands for its last instant, a moment without a zone is refused."""
    if known_by is None:
        return None
    if not isinstance(known_by, datetime):
        return datetime.combine(known_by, time.max, UTC)
    if known_by.tzinfo is None:
        raise UsageError("FD503", f"the moment {known_by} has no time zone: give one in UTC")
    return known_by


def facts(
    kinds: Sequence[str],
    question: Question,
    *,
    by_report: bool = False,
    often: bool = False,
    seldom: bool = False,
    more: Sequence[ColumnElement[bool]] = (),
    touched: Collection[tuple[int, int]] = (),
) -> Select[Any] | CompoundSelect[Any]:
    """The facts asked for, by date or report by report.

    The states of commitments, and so their status and due day, are left to the caller, as is ``limit``. ``often`` says
    that many readings name the actor asked for, so that going through the facts by date finds his soon. ``more`` are
    further conditions on the same tables; ``seldom`` says that few facts fulfil them. ``touched`` are the places of the
    commitments whose lives the tables do not tell, for a correction bears on them.
    """
    for kind in kinds:
        if kind not in KINDS:
            raise UsageError("FD501", f"no kind of fact is called {kind!r}: ask for one of {', '.join(KINDS)}")
    wanted = [newest(question.moment), *_as_asked(question), *more]
    seldom = seldom or (question.actor is not None and not often)
    due = _due_between(question, touched) if tuple(kinds) == ("commitment",) else None
    if "commitment" in kinds:
        others = [fact.c.kind != "commitment"] if len(kinds) > 1 else []
        wanted += (or_(*others, one) for one in _perhaps_open(question, touched))
        seldom = seldom or due is not None
    if question.actor is not None:
        wanted.append(takes_part_as(question.actor) if often else takes_part_in(question.actor))
    # A seldom named actor's facts are looked up by their keys: that the kind is no bare column keeps SQLite from going by date.
    kind_of = fact.c.kind + "" if seldom else fact.c.kind
    wanted.append(kind_of == kinds[0] if len(kinds) == 1 else kind_of.in_(kinds))
    columns = (fact.c.reading, fact.c.ordinal, fact.c.body, reading.c.recorded, fact.c.first, reading.c.report_id)
    query = select(*columns).join(reading, reading.c.pk == fact.c.reading).where(*wanted)
    if due is not None:
        query = query.join(due, and_(due.c.reading == fact.c.reading, due.c.fact == fact.c.ordinal))
    # By the report's id, not by its key: in whatever order reports came in, they go out in the same.
    if by_report:
        return query.where(*_in_period(question)).order_by(reading.c.report_id, fact.c.ordinal)
    if seldom or (question.since is None and question.until is None):
        return query.where(*_in_period(question)).order_by(fact.c.first, reading.c.report_id, fact.c.ordinal)
    # What lies on one day is found by it; what spans several is gone through, each in order, and the two are merged.
    on_a_day = query.where(fact.c.earliest == fact.c.latest)
    if question.since is not None:
        on_a_day = on_a_day.where(fact.c.first >= question.since)
    if question.until is not None:
        on_a_day = on_a_day.where(fact.c.first <= question.until)
    over_days = query.where(text(OVER_DAYS), *_in_period(question))
    both = union_all(on_a_day, over_days)
    return both.order_by(*(both.selected_columns[name] for name in ("first", "report_id", "ordinal")))


def conditions(question: Question) -> list[ColumnElement[bool]]:
    """What facts must be by a question's day, period, type, status and confidence, whoever takes part."""
    return [newest(question.moment), *_as_asked(question), *_in_period(question)]


def _in_period(question: Question) -> list[ColumnElement[bool]]:
    wanted: list[ColumnElement[bool]] = []
    if question.since is not None:
        wanted.append(or_(fact.c.latest.is_(None), fact.c.latest >= question.since))
    if question.until is not None:
        wanted.append(or_(fact.c.earliest.is_(None), fact.c.earliest <= question.until))
    return wanted


def _as_asked(question: Question) -> list[ColumnElement[bool]]:
    """What columns alone can tell: the day, the type, the status of events, confidence and cue."""
    wanted: list[ColumnElement[bool]] = []
    if question.as_of is not None:
        wanted.append(or_(fact.c.begins.is_(None), fact.c.begins <= question.as_of))
        wanted.append(or_(fact.c.kind != "relation", fact.c.ends.is_(None), fact.c.ends >= question.as_of))
    if question.types is not None:
        types = list(question.types)
        wanted.append(fact.c.type == types[0] if len(types) == 1 else fact.c.type.in_(types))
    if question.statuses is not None:
        wanted.append(or_(fact.c.kind != "event", fact.c.status.in_(question.statuses)))
    if question.min_confidence is not None:
        wanted.append(or_(fact.c.confidence.is_(None), fact.c.confidence >= question.min_confidence))
    if question.cues == "speech":
        sort = fact.c.body["sort"].as_string()
        wanted.append(or_(sort.is_(None), sort != "mental"))
    return wanted


def _perhaps_open(question: Question, touched: Collection[tuple[int, int]]) -> list[ColumnElement[bool]]:
    """What a commitment has that may be in a state asked for and due in time: the caller looks closer.

    A commitment is due on its own last day, or on one that was told elsewhere. What is overdue was due before the day asked
    for, what is pending was not; and what its own report tells to be settled by then is neither.
    """
    if question.assume:
        return []
    perhaps: list[ColumnElement[bool]] = []
    first, before = _bounds(question)
    if first is not None or before is not None:
        told = exists().where(move.c.reading == fact.c.reading, move.c.fact == fact.c.ordinal, _due(move.c.due, first, before))
        also = [tuple_(fact.c.reading, fact.c.ordinal).in_(sorted(touched))] if touched else []
        never = [fact.c.due.is_(None)] if before is None else []
        perhaps.append(or_(_due(fact.c.due, first, before), *never, told.correlate(fact), *also))
    if _is_of_a_day(question):
        perhaps.append(or_(fact.c.ends.is_(None), fact.c.ends > question.as_of))
    return perhaps


def _due_between(question: Question, touched: Collection[tuple[int, int]]) -> Subquery | None:
    """The places of the commitments that are due between two days, to find them by: there are few; or ``None``."""
    first, before = _bounds(question)
    if question.assume or first is None or before is None:
        return None
    places = select(fact.c.reading, fact.c.ordinal.label("fact"))
    own = places.where(_due(fact.c.due, first, before))
    told = select(move.c.reading, move.c.fact).where(_due(move.c.due, first, before))
    also = [places.where(fact.c.reading.in_(sorted({place[0] for place in touched})))] if touched else []
    return union(own, told, *also).subquery()


def _bounds(question: Question) -> tuple[date | None, date | None]:
    """The day from which on, and that before which, a commitment asked for is due."""
    day, states = question.as_of, set(question.statuses or ())
    of_a_day = _is_of_a_day(question)
    bounds = [end for end in (question.due_before, day if of_a_day and states == {"overdue"} else None) if end]
    return day if of_a_day and states == {"pending"} else None, min(bounds, default=None)


def _is_of_a_day(question: Question) -> bool:
    """Whether a day's open commitments alone are asked for."""
    return question.as_of is not None and bool(question.statuses) and set(question.statuses or ()) <= _OPEN


def _due(column: ColumnElement[date], first: date | None, before: date | None) -> ColumnElement[bool]:
    bounds = [*([column >= first] if first else []), *([column < before] if before else [])]
    return and_(*bounds)


def readings_with(words: str) -> Select[Any]:
    """How many actors of readings go by some words, counted up to a few."""
    few = select(alias.c.reading).where(alias.c.words == folded(words)).limit(_FEW + 1).subquery()
    return select(func.count() > _FEW).select_from(few)


def takes_part_in(words: str) -> ColumnElement[bool]:
    """That an actor who goes by some words takes part in a fact; it is looked up by the actor."""
    same_actor = and_(alias.c.reading == participant.c.reading, alias.c.actor == participant.c.actor)
    places = select(participant.c.reading, participant.c.fact).join(alias, same_actor).where(alias.c.words == folded(words))
    return tuple_(fact.c.reading, fact.c.ordinal).in_(places)


def take_part_together(one: str, other: str) -> ColumnElement[bool]:
    """That two actors who go by some words both take part in a fact; it is looked up by the reports that have both."""
    a, b = alias.alias("one"), alias.alias("other")
    p, q = participant.alias("of_one"), participant.alias("of_other")
    together = (
        select(p.c.reading, p.c.fact)
        .select_from(a)
        .join(b, and_(b.c.words == folded(other), b.c.reading == a.c.reading, b.c.actor != a.c.actor))
        .join(p, and_(p.c.reading == a.c.reading, p.c.actor == a.c.actor))
        .join(q, and_(q.c.reading == b.c.reading, q.c.actor == b.c.actor, q.c.fact == p.c.fact))
        .where(a.c.words == folded(one))
    )
    return tuple_(fact.c.reading, fact.c.ordinal).in_(together)


def takes_part_as(words: str, role: str | None = None) -> ColumnElement[bool]:
    """That an actor who goes by some words takes part in a fact, in a role where one is given; each fact is looked at."""
    same_actor = and_(alias.c.reading == participant.c.reading, alias.c.actor == participant.c.actor)
    same_fact = and_(participant.c.reading == fact.c.reading, participant.c.fact == fact.c.ordinal)
    in_role = [participant.c.role == role] if role else []
    return exists().where(same_fact, same_actor, alias.c.words == folded(words), *in_role).correlate(fact)


def report_of(report_id: str, known_by: datetime | None = None) -> Select[Any]:
    """The newest reading of one report: its key, reader and time, and the report's body."""
    return (
        select(reading.c.pk, reading.c.version, reading.c.model, reading.c.lexicon, reading.c.recorded, report.c.body)
        .join(report, report.c.pk == reading.c.report)
        .where(reading.c.report_id == report_id, newest(known_by))
    )


def named(beginning: str) -> CompoundSelect[Any]:
    """Kind, id and report of all that has an id which begins so, in the newest readings."""

    def found(kind: ColumnElement[str], id_: ColumnElement[str], of: ColumnElement[int]) -> Select[Any]:
        query = select(kind, id_, reading.c.report_id).where(reading.c.pk == of, newest())
        return query.where(id_.startswith(beginning, autoescape=True))

    return union_all(
        found(fact.c.kind, fact.c.id, fact.c.reading),
        found(literal("actor"), actor.c.id, actor.c.reading),
        found(literal("report"), reading.c.report_id, reading.c.pk),
    )


def report_ids(known_by: datetime | None = None) -> Select[Any]:
    """The ids of all reports, by their day of publication."""
    return (
        select(reading.c.report_id)
        .join(report, report.c.pk == reading.c.report)
        .where(newest(known_by))
        .order_by(nulls_last(report.c.published_earliest), reading.c.report_id)
    )


def actors(search: str | None, known_by: datetime | None = None) -> Select[Any]:
    """The actors of all newest readings with the number of reports that name them, the most named first."""
    query = (
        select(actor.c.id, func.min(actor.c.name), func.min(actor.c.type), func.min(actor.c.iso3), func.count())
        .join(reading, reading.c.pk == actor.c.reading)
        .where(newest(known_by))
        .group_by(actor.c.id)
        .order_by(func.count().desc(), func.min(actor.c.name), actor.c.id)
    )
    if search is None:
        return query
    found = and_(alias.c.reading == actor.c.reading, alias.c.actor == actor.c.ordinal)
    return query.where(exists().where(found, alias.c.words.contains(folded(search), autoescape=True)).correlate(actor))
