"""Reading a record a page at a time: facts and reports by cursor, and counts over many facts, for views of large records.

A page looks at no more than some hundred facts, however few of them are kept: where it stops early, ``next`` leads on from there.
A cursor names a place in the order, not a number, so that pages stay right while reports are added.
"""

from __future__ import annotations

import base64
import binascii
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from heapq import merge
from itertools import islice
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, func, or_, select, tuple_

from foreigndesk.errors import UsageError
from foreigndesk.record import queries
from foreigndesk.record.asking import answers, moment_text
from foreigndesk.record.columns import LAST
from foreigndesk.record.flat import KINDS, told_text
from foreigndesk.record.merged import Merger, Place
from foreigndesk.record.moves import Moves
from foreigndesk.record.queries import Question, newest
from foreigndesk.record.reviewed import corrected, standing
from foreigndesk.record.tables import actor, alias, fact, reading, report, withdrawal
from foreigndesk.record.writing import folded
from foreigndesk.rows import Row

SCAN = 600
"""Facts that one page looks at, at the most."""

_HAPPENED = ("occurred", "ongoing")
_FIRST = date.min

Position = tuple[date, str, int]
"""A place in the order: the day sorted by, the report's id, the fact's ordinal."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A fact with what its words need: the names of its report's actors, the report, its text, and the facts it speaks of."""

    row: Row
    names: dict[str, str]
    report: Row
    related: dict[str, Row] = field(default_factory=dict)

    @property
    def text(self) -> str:
        """The report's text, or what is kept of it."""
        return told_text(self.report)


@dataclass(frozen=True, slots=True)
class Page:
    """Some facts in their order, the cursor of the page after them, and how many facts were looked at for them."""

    shown: tuple[Shown, ...]
    next: str | None
    looked_at: int


def cursor(position: Position) -> str:
    """A position as it stands in an address."""
    day, id_, ordinal = position
    return base64.urlsafe_b64encode(f"{day.isoformat()} {ordinal} {id_}".encode()).decode().rstrip("=")


def position(cursor: str) -> Position:
    """The position that a cursor names. Raises UsageError FD560."""
    try:
        words = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)).decode()
        day, ordinal, id_ = words.split(" ", 2)
        return date.fromisoformat(day), id_, int(ordinal)
    except (ValueError, binascii.Error) as error:
        raise UsageError("FD560", f"{cursor!r} is no cursor: take the one that a page gives for the next") from error


def page(
    connection: Connection,
    kind: str,
    question: Question,
    *,
    other: str | None = None,
    role: str | None = None,
    after: str | None = None,
    backwards: bool = False,
    keep: Callable[[Row], bool] = lambda row: True,
) -> Page:
    """One page of the facts of a kind under a question's filters, by date: ``question.limit`` of them, or fewer.

    ``other`` is a second actor that must take part beside ``question.actor``, ``role`` what the first must take part as
    (actor, recipient, speaker, debtor, holder, …), ``after`` the cursor of the page before, ``backwards`` the latest first;
    ``keep`` chooses among what is found. Raises UsageError.
    """
    limit = question.limit or 50
    start = position(after) if after is not None else None
    reviews = standing(connection, question.moment)
    moves = Moves(connection, question, reviews)
    touched = moves.corrected if kind == "commitment" else ()
    more: list[ColumnElement[bool]] = []
    if other is not None and question.actor is not None:
        more.append(queries.take_part_together(question.actor, other))
    together = bool(more)
    if role is not None and question.actor is not None:
        more.append(queries.takes_part_as(question.actor, role))
    often = question.actor is not None and not together and bool(connection.scalar(queries.readings_with(question.actor)))
    sought = replace(question, actor=None) if together else question

    def asked(conditions: Sequence[ColumnElement[bool]], *, by_report: bool = False) -> Any:
        further = [*more, *conditions]
        return queries.facts((kind,), sought, by_report=by_report, often=often, seldom=together, more=further, touched=touched)

    query = asked([_beyond(start, backwards)] if start else [])
    if backwards:
        columns = query.selected_columns
        query = query.order_by(None).order_by(*(columns[name].desc() for name in ("first", "report_id", "ordinal")))
    looked: list[Any] = []  # how far the query has been gone through: its last row, and how many there were before
    seen: dict[Place, Position] = {}

    def looking() -> Iterator[Any]:
        left_out = set(reviews.corrections) | (set() if question.rejected else reviews.rejected)
        for number, one in enumerate(connection.execute(query.limit(SCAN), execution_options={"yield_per": min(SCAN, limit)}), 1):
            looked[:] = number, _at(one)
            if (one.reading, one.ordinal) not in left_out:
                yield one

    def with_corrected() -> Iterator[Any]:
        """What was found by what was read, and what is found by what it was corrected to."""
        found = reviews.corrections and corrected(connection, (kind,), question, reviews, first=role is not None, other=other)
        further = [one for one in found or () if start is None or (_at(one) < start if backwards else _at(one) > start)]
        for one in merge(looking(), sorted(further, key=_at, reverse=backwards), key=_at, reverse=backwards):
            if looked and looked[0] == SCAN and (_at(one) < looked[1] if backwards else _at(one) > looked[1]):
                return  # it stands on a later page
            seen[one.reading, one.ordinal] = _at(one)
            yield one

    raw = with_corrected()
    found = answers(connection, raw, question, reviews, moves)
    if kind == "event" and not question.each:
        found = Merger(connection, question, reviews).run(found)
    chosen: list[tuple[Place, Row]] = []
    kept = (pair for pair in found if keep(pair[1]))
    while len(chosen) < limit and (some := list(islice(kept, limit - len(chosen)))):
        told_before = _told_before(connection, asked, start, backwards, [row for _, row in some], keep) if start else set()
        chosen += (pair for pair in some if pair[1]["id"] not in told_before)
    is_full = bool(looked) and looked[0] == SCAN
    last = looked[1] if is_full else next(reversed(seen.values()), None)
    reached = seen[chosen[-1][0]] if len(chosen) == limit else last
    goes_on = reached != last or is_full or next(raw, None) is not None
    return Page(tuple(shown(connection, chosen)), cursor(reached) if reached and goes_on else None, looked[0] if looked else 0)


def _at(one: Any) -> Position:
    return one.first, one.report_id, one.ordinal


def _beyond(start: Position, backwards: bool) -> ColumnElement[bool]:
    here = tuple_(fact.c.first, reading.c.report_id, fact.c.ordinal)
    if backwards:
        return and_(fact.c.first <= start[0], here < start)
    return and_(fact.c.first >= start[0], here > start)


def _told_before(
    connection: Connection,
    asked: Callable[..., Any],
    start: Position,
    backwards: bool,
    rows: Sequence[Row],
    keep: Callable[[Row], bool],
) -> set[str]:
    """The ids of events that an earlier page has shown at another report's telling."""
    tellings = {(one["report"], one["event"]): row["id"] for row in rows for one in row.get("sources", ())}
    if not tellings:
        return set()
    earlier = [fact.c.id.in_(sorted({id_ for _, id_ in tellings})), ~_beyond(start, backwards)]
    found = [one for one in connection.execute(asked(earlier, by_report=True)) if keep(one.body)]
    return {tellings[place] for one in found if (place := (one.report_id, one.body["id"])) in tellings}


def shown(connection: Connection, chosen: Sequence[tuple[Place, Row]]) -> Iterator[Shown]:
    """The rows with their reports, their names, and the facts that they speak of."""
    keys = sorted({place[0] for place, _ in chosen})
    names: dict[int, dict[str, str]] = defaultdict(dict)
    for key, id_, name in connection.execute(select(actor.c.reading, actor.c.id, actor.c.name).where(actor.c.reading.in_(keys))):
        names[key][id_] = name
    query = select(reading.c.pk, report.c.body).join(report, report.c.pk == reading.c.report).where(reading.c.pk.in_(keys))
    heads: dict[int, Row] = {one.pk: one.body for one in connection.execute(query)}
    wanted = sorted({id_ for _, row in chosen for id_ in _spoken_of(row)})
    related: dict[int, dict[str, Row]] = defaultdict(dict)
    for key, body in connection.execute(select(fact.c.reading, fact.c.body).where(fact.c.reading.in_(keys), fact.c.id.in_(wanted))):
        related[key][body["id"]] = body
    for (key, _), row in chosen:
        yield Shown(row, names[key], heads[key], {id_: related[key][id_] for id_ in _spoken_of(row) if id_ in related[key]})


def _spoken_of(row: Row) -> list[str]:
    condition, stance = row.get("condition") or {}, row.get("stance") or {}
    spoken = [row.get(key) for key in ("act", "by", "initiated_by", "terminated_by")]
    spoken += [condition.get("event"), stance.get("toward")]
    told = [id_ for side in row.get("sides", ()) for id_ in side["statements"]]
    return [id_ for id_ in (*spoken, *told) if id_]


# -- reports -----------------------------------------------------------------------------------------------------------------


def reports(connection: Connection, *, after: str | None = None, limit: int = 50) -> tuple[list[Row], str | None]:
    """The reports without their texts, the latest published first, with how many facts each has; and the next cursor."""
    found = connection.execute(_by_day(after).limit(limit + 1)).all()
    keys = [one.pk for one in found[:limit]]
    of_kind = (fact.c.kind + "").in_(KINDS)  # no bare column: SQLite shall go by the readings
    counted = select(fact.c.reading, func.count().label("facts")).where(fact.c.reading.in_(keys), of_kind).group_by(fact.c.reading)
    facts: dict[int, int] = {one.reading: one.facts for one in connection.execute(counted)}
    query = select(reading.c.pk, reading.c.recorded, report.c.body).join(report, report.c.pk == reading.c.report)
    read = {one.pk: one for one in connection.execute(query.where(reading.c.pk.in_(keys)))}
    rows = []
    for key in keys:
        head = {name: value for name, value in read[key].body.items() if name not in ("text", "kept")}
        rows.append({**head, "recorded": moment_text(read[key].recorded), "facts": facts.get(key, 0)})
    return rows, cursor((found[limit - 1].day, found[limit - 1].report_id, 0)) if len(found) > limit else None


def day_of(of: Any) -> ColumnElement[date]:
    """The day that a report is sorted by."""
    return func.coalesce(of.c.published_earliest, of.c.published_latest, _FIRST)


def _by_day(after: str | None) -> Any:
    day = day_of(report).label("day")
    query = (
        select(reading.c.pk, reading.c.report_id, reading.c.report, day)
        .join(report, report.c.pk == reading.c.report)
        .where(newest())
        .order_by(day.desc(), reading.c.report_id.desc())
    )
    if after is None:
        return query
    last, id_, _ = position(after)
    return query.where(or_(day < last, and_(day == last, reading.c.report_id < id_)))


def span(connection: Connection) -> tuple[date | None, date | None]:
    """The first and last day that the record has events of."""
    ends = [
        connection.scalar(select(fact.c.first).where(fact.c.kind == "event", fact.c.first < LAST).order_by(order).limit(1))
        for order in (fact.c.first, fact.c.first.desc())
    ]
    return ends[0], ends[1]


# -- counts ------------------------------------------------------------------------------------------------------------------


def days(connection: Connection, question: Question, one: str, other: str) -> list[tuple[date, str, int]]:
    """Day, type and number of the events told between two actors, that occurred or are ongoing or have a status asked for.

    Each report's telling counts: an event that two reports tell is counted twice.
    """
    conditions = queries.conditions(question)
    statuses = question.statuses or _HAPPENED
    query = (
        select(fact.c.first, fact.c.type, func.count())
        .join(reading, reading.c.pk == fact.c.reading)
        .where(*conditions, queries.take_part_together(one, other))
        .where(fact.c.kind + "" == "event", fact.c.status.in_(statuses), fact.c.first < LAST)
        .group_by(fact.c.first, fact.c.type)
        .order_by(fact.c.first, fact.c.type)
    )
    return [(day, type_, count) for day, type_, count in connection.execute(query)]


# -- actors ------------------------------------------------------------------------------------------------------------------


def ranking(connection: Connection) -> list[Row]:
    """All actors, most reported first: id, name, type, iso3, number of reports. Worth keeping while the record is the same."""
    keys = ("id", "name", "type", "iso3", "reports")
    return [dict(zip(keys, row, strict=True)) for row in connection.execute(queries.actors(None))]


def state(connection: Connection) -> tuple[int, int, int]:
    """What changes whenever a report is added or withdrawn."""
    last, readings = connection.execute(select(func.max(reading.c.pk), func.count()).select_from(reading)).one()
    return last or 0, readings, connection.scalar(select(func.count()).select_from(withdrawal)) or 0


def called(connection: Connection, words: str) -> set[str]:
    """The ids of the actors that go by just these words in some report."""
    same = and_(alias.c.reading == actor.c.reading, alias.c.actor == actor.c.ordinal)
    query = select(actor.c.id).join(alias, same).where(alias.c.words == folded(words)).distinct().limit(SCAN)
    return set(connection.scalars(query))


def known_as(connection: Connection, id_: str, *, latest: int = 40) -> Row | None:
    """One actor: its latest row, in how many reports it is, and of the latest of these the words it goes by and its roles."""
    by_id = and_(alias.c.words == folded(id_), newest())
    mine = select(alias.c.reading, alias.c.actor).join(reading, reading.c.pk == alias.c.reading).where(by_id)
    places = {tuple(one) for one in connection.execute(mine.order_by(alias.c.reading.desc()).limit(latest))}
    # By two lists, not one of pairs: for those SQLite would go through the whole table.
    of, ordinals = (sorted({place[n] for place in places}) for n in (0, 1))
    query = select(actor.c.reading, actor.c.ordinal, actor.c.body).where(actor.c.reading.in_(of), actor.c.ordinal.in_(ordinals))
    found = connection.execute(query.where(actor.c.id == id_).order_by(actor.c.reading.desc())).all()
    if not found:
        return None
    places, bodies = {(one.reading, one.ordinal) for one in found}, [one.body for one in found]
    words = select(alias.c.reading, alias.c.actor, alias.c.words).where(alias.c.reading.in_(of), alias.c.actor.in_(ordinals))
    said = Counter(one.words for one in connection.execute(words) if (one.reading, one.actor) in places)
    roles = {(one["actor"], one["role"], one["from"], one["to"]): one for body in bodies for one in body["affiliation"]}
    own = {folded(bodies[0]["name"]), folded(id_)}
    return {
        **bodies[0],
        "reports": connection.scalar(select(func.count()).select_from(mine.subquery())),
        "words": sorted((one for one in said if one not in own), key=lambda one: (-said[one], one))[:latest],
        "affiliation": [roles[key] for key in sorted(roles, key=str)],
    }
