"""How reviews bear on an answer: what is rejected is left out, what is corrected is told as corrected."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from heapq import merge
from typing import Any, NamedTuple

from sqlalchemy import Connection, select

from foreigndesk.record.columns import columns
from foreigndesk.record.flat import parties
from foreigndesk.record.queries import Question, newest
from foreigndesk.record.tables import actor, alias, anchor, fact, reading, report, review
from foreigndesk.record.writing import folded
from foreigndesk.rows import Row

Place = tuple[int, int]  # a fact's reading and its ordinal there
Pair = frozenset[Place]


_DAYS = (report.c.published_earliest, report.c.published_latest)


class Found(NamedTuple):
    """A fact with what it is sorted by, as the record's question gives it."""

    reading: int
    ordinal: int
    body: Row
    recorded: datetime
    first: date
    report_id: str


@dataclass(frozen=True, slots=True)
class Standing:
    """The reviews that stand at one moment of the record, by the places of the facts that they are of."""

    reviews: dict[Place, Any] = field(default_factory=dict)
    corrections: dict[Place, Row] = field(default_factory=dict)
    rejected: frozenset[Place] = frozenset()
    apart: frozenset[Pair] = frozenset()
    together: tuple[Pair, ...] = ()  # in the order in which they were judged

    def told(self, place: Place, row: Row) -> Row:
        """A fact's row as corrected, with its ``review``; a corrected one's also has what it ``was``."""
        found = self.reviews.get(place)
        if found is None:
            return row
        mark = _mark(found)
        correction = self.corrections.get(place)
        if correction is None:
            return {**row, "review": mark}
        return {**row, **correction, "review": {**mark, "was": {name: row.get(name) for name in correction}}}

    def partners(self, places: Iterable[Place]) -> Iterator[tuple[Place, Place]]:
        """The pairs put together that have one of some places."""
        wanted = set(places)
        for pair in self.together:
            if pair & wanted:
                one, other = sorted(pair)
                yield one, other


NONE = Standing()


def standing(connection: Connection, known_by: datetime | None = None) -> Standing:
    """The reviews that stood at a moment, or stand; nothing is looked up in a record that has none."""
    c = review.c
    if connection.execute(select(c.id).limit(1)).first() is None:
        return NONE
    known = select(c.id, c.verdict, c.takes_back, c.reviewer, c.at, c.correction)
    if known_by is not None:
        known = known.where(c.recorded <= known_by)
    rows = connection.execute(known.order_by(c.at, c.id)).all()
    places: dict[str, list[Place]] = defaultdict(list)
    at = select(anchor).join(reading, reading.c.pk == anchor.c.reading).where(newest(known_by))
    for one in connection.execute(at):
        places[one.review].append((one.reading, one.fact))
    taken = {row.takes_back for row in rows}
    facts: dict[Place, Any] = {}
    pairs: dict[Pair, str] = {}
    for row in rows:
        of = places[row.id]
        if row.id in taken or not of:
            continue
        if row.verdict not in ("apart", "together"):
            facts[of[0]] = row
        elif len(of) == 2:
            pairs.pop(frozenset(of), None)  # so that the pair stands where it was judged last
            pairs[frozenset(of)] = row.verdict
    return Standing(
        facts,
        {place: row.correction for place, row in facts.items() if row.correction},
        frozenset(place for place, row in facts.items() if row.verdict == "rejected"),
        frozenset(pair for pair, verdict in pairs.items() if verdict == "apart"),
        tuple(pair for pair, verdict in pairs.items() if verdict == "together"),
    )


def _mark(row: Any) -> Row:
    at = row.at.isoformat().replace("+00:00", "Z")
    return {"id": row.id, "verdict": row.verdict, "reviewer": row.reviewer, "at": at}


def revised(
    connection: Connection, facts: Iterable[Any], kinds: Sequence[str], question: Question, known: Standing, *, by_report: bool
) -> Iterator[Any]:
    """The facts found, without those rejected unless they are asked for, and with those corrected that the question asks for.

    Facts were found by what was read; what was corrected is asked again by what it was corrected to.
    """
    if not known.reviews:
        return iter(facts)
    left_out = set(known.corrections) | (set() if question.rejected else known.rejected)
    kept = (one for one in facts if (one.reading, one.ordinal) not in left_out)

    def order(one: Any) -> tuple[Any, ...]:
        return (one.report_id, one.ordinal) if by_report else (one.first, one.report_id, one.ordinal)

    return merge(kept, sorted(corrected(connection, kinds, question, known), key=order), key=order)


def corrected(
    connection: Connection,
    kinds: Sequence[str],
    question: Question,
    known: Standing,
    *,
    first: bool = False,
    other: str | None = None,
) -> Iterator[Found]:
    """The corrected facts that a question asks for, as they were read: they are told as corrected later.

    With ``first`` the actor asked for must be of those who act, speak, owe or hold; ``other`` must take part, too.
    """
    query = (
        select(fact.c.reading, fact.c.ordinal, fact.c.body, reading.c.recorded, reading.c.report_id, *_DAYS)
        .select_from(review)
        .join(anchor, anchor.c.review == review.c.id)
        .join(fact, (fact.c.reading == anchor.c.reading) & (fact.c.ordinal == anchor.c.fact))
        .join(reading, reading.c.pk == fact.c.reading)
        .join(report, report.c.pk == reading.c.report)
        .where(review.c.verdict == "corrected")
    )
    found_at = {(row.reading, row.ordinal): row for row in connection.execute(query)}
    # By kind only now: asked for it, SQLite would begin with all facts of the kind.
    rows = [row for place, row in found_at.items() if place in known.corrections and row.body["kind"] in kinds]
    readings = {row.reading for row in rows}
    asked_for = [(words, first and words == question.actor) for words in (question.actor, other) if words is not None]
    named = [(_named(connection, readings, words), of_first) for words, of_first in asked_for]
    for row in rows:
        body = {**row.body, **known.corrections[row.reading, row.ordinal]}
        ends = {name: day and day.isoformat() for name, day in zip(("earliest", "latest"), row[-2:], strict=True)}
        found = columns(body, {"published": ends})
        sides = parties(body)
        taking_part = all(ids[row.reading] & {*sides[0], *([] if of_first else sides[1])} for ids, of_first in named)
        if taking_part and _asked(body, found, question):
            yield Found(row.reading, row.ordinal, row.body, row.recorded, found["first"], row.report_id)


def _named(connection: Connection, readings: set[int], words: str) -> dict[int, set[str]]:
    """The actors that go by some words, by reading."""
    query = (
        select(alias.c.reading, actor.c.id)
        .join(actor, (actor.c.reading == alias.c.reading) & (actor.c.ordinal == alias.c.actor))
        .where(alias.c.words == folded(words), alias.c.reading.in_(sorted(readings)))
    )
    out: dict[int, set[str]] = defaultdict(set)
    for row in connection.execute(query):
        out[row.reading].add(row.id)
    return out


def _asked(row: Row, found: Row, question: Question) -> bool:
    """What ``queries.facts`` asks of columns, asked of a row; states and due days are left to the caller here as there."""
    q = question
    speech = q.cues == "all" or row.get("sort") != "mental"
    sure = q.min_confidence is None or found["confidence"] is None or found["confidence"] >= q.min_confidence
    typed = q.types is None or found["type"] in q.types
    stands = q.statuses is None or row["kind"] != "event" or found["status"] in q.statuses
    late = q.since is None or found["latest"] is None or found["latest"] >= q.since
    early = q.until is None or found["earliest"] is None or found["earliest"] <= q.until
    begun = q.as_of is None or found["begins"] is None or found["begins"] <= q.as_of
    return speech and sure and typed and stands and late and early and begun


def told_as_one(one: Row, other: Row) -> bool:
    """Whether two tellings, as corrected, can still be of one event: of one type, and both happened or neither."""
    return one["type"] == other["type"] and _happened(one["status"]) == _happened(other["status"])


def _happened(status: str) -> str:
    return "occurred" if status == "ongoing" else status


