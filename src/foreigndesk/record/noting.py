"""What is noted when a report is added, so that the tellings of one event can be put together (``merged``).

Each event of a new report is compared with those of other reports that it may meet: same type, shared parties, days within
reach. Every pair that is decided to be one event is kept with its reasons. A decision rests on the two tellings alone, so
the order in which reports come does not matter. Of a text only hashes of some runs of its words are kept for this, and of
an event's evidence the beginnings of its words.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Connection, and_, insert, or_, select

from foreigndesk.merging.copies import sketch
from foreigndesk.merging.same import decide
from foreigndesk.merging.tellings import Telling, person, telling
from foreigndesk.merging.wording import clause
from foreigndesk.record.tables import link, meeting, reading
from foreigndesk.record.tables import sketch as sketch_table
from foreigndesk.record.tables import telling as telling_table
from foreigndesk.rows import Row

Place = tuple[int, int]  # a fact's reading and its ordinal there

REACH = timedelta(days=10)  # between the last days of two tellings of one event
_SETS = ("actors", "recipients", "persons", "words", "toward", "clause")
_ENDS = ("earliest", "latest")


def note(connection: Connection, key: int, found: Row, facts: Sequence[Row], principals: Mapping[str, str]) -> None:
    """Keep what the facts of a new reading, in their order, tell, and which tellings of other reports are of the same events.

    ``found`` is the report's row, ``principals`` says for whom its actors act.
    """
    told = tellings(found, facts, principals)
    if not told:
        return
    others = _met(connection, told.values(), found["id"])
    bodies, meetings, links = [], [], []
    for ordinal, one in told.items():
        place = {"reading": key, "fact": ordinal}
        bodies.append({**place, "body": told_body(one)})
        meetings += [{**place, "key": name, "latest": one.latest} for name in sorted(one.keys)]
        sought = one.sought
        for (other_reading, other_fact), their in others.items():
            if sought & their.keys and in_reach(one, their) and (decision := decide(one, their)).same:
                other = {"other_reading": other_reading, "other_fact": other_fact}
                links.append({**place, **other, "points": decision.points, "reasons": list(decision.reasons)})
    for table, rows in ((telling_table, bodies), (meeting, meetings), (link, links)):
        if rows:
            connection.execute(insert(table), rows)


def tellings(found: Row, facts: Sequence[Row], principals: Mapping[str, str]) -> dict[int, Telling]:
    """What the events of a reading tell, as far as their days are known, by their ordinals among what are no actors."""
    mentions = {row["id"]: row["mentions"] for row in facts if row["kind"] == "actor"}
    persons = {row["id"]: name for row in facts if row["kind"] == "actor" and (name := person(row))}
    told = {}
    others_than_actors = (row for row in facts if row["kind"] != "actor")
    for ordinal, row in enumerate(others_than_actors):
        if row["kind"] == "event":
            named = [span for one in (*row["actors"], *row["recipients"]) for span in mentions[one]]
            said = _without(found["text"], row["evidence"], named)
            start, end = row["trigger"]
            sentence = next(((a, b) for a, b in row["evidence"] if a <= start < b), (start, end))
            beside = _without(found["text"], [list(clause(found["text"], sentence, (start, end)))], named)
            one = telling(row, principals, persons, found["published"], said, found["text"][start:end], beside)
            if one.latest is not None:
                told[ordinal] = one
    return told


def in_reach(one: Telling, other: Telling) -> bool:
    """Whether the last days of two tellings are near enough for them to be compared."""
    return one.latest is not None and other.latest is not None and abs(one.latest - other.latest) <= REACH


def note_text(connection: Connection, key: int, text: str) -> None:
    """Keep of a report's text what tells its copies."""
    hashes = sorted(sketch(text))
    connection.execute(insert(sketch_table), {"report": key, "hashes": b"".join(number.to_bytes(8) for number in hashes)})


def _without(text: str, spans: Sequence[list[int]], named: Sequence[list[int]]) -> str:
    """The words of some spans, but for those that name who takes part: that is compared by itself."""
    kept = []
    for start, end in spans:
        for first, last in sorted(one for one in named if one[0] < end and start < one[1]):
            kept.append(text[start : max(start, first)])
            start = max(start, last)
        kept.append(text[start:end])
    return " ".join(kept)


def _met(connection: Connection, told: Collection[Telling], report_id: str) -> dict[Place, Telling]:
    """The tellings of other reports that those of one report may be the same as."""
    by_day: dict[date, set[str]] = defaultdict(set)
    for one in told:
        assert one.latest is not None
        by_day[one.latest] |= one.sought
    within = [
        and_(meeting.c.key.in_(sorted(keys)), meeting.c.latest.between(day - REACH, day + REACH)) for day, keys in sorted(by_day.items())
    ]
    met = select(meeting.c.reading, meeting.c.fact).where(or_(*within)).distinct().subquery()
    query = (
        select(telling_table)
        .join(met, and_(met.c.reading == telling_table.c.reading, met.c.fact == telling_table.c.fact))
        .join(reading, reading.c.pk == telling_table.c.reading)
        .where(reading.c.report_id != report_id)
    )
    return {(row.reading, row.fact): told_again(row.body) for row in connection.execute(query)}


def told_body(one: Telling) -> Row:
    """A telling as it is kept."""
    body = asdict(one)
    for name in _SETS:
        body[name] = sorted(body[name])
    for name in _ENDS:
        body[name] = body[name] and body[name].isoformat()
    return body


def told_again(body: Mapping[str, Any]) -> Telling:
    """A telling that was kept."""
    given = dict(body)
    for name in _SETS:
        given[name] = frozenset(given.get(name, ()))
    for name in _ENDS:
        given[name] = given[name] and date.fromisoformat(given[name])
    for name in ("places", "amounts"):
        given[name] = tuple(map(tuple, given[name]))
    return Telling(**given)
