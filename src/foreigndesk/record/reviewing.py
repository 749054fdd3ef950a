"""What a reviewer's desk needs of the record: a report as judged, one fact with what it may be corrected to, and what is left."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from sqlalchemy import Connection, func, select

from foreigndesk.errors import UsageError
from foreigndesk.record.browsing import Shown, shown
from foreigndesk.record.flat import KINDS
from foreigndesk.record.queries import newest, report_of
from foreigndesk.record.reviewed import standing
from foreigndesk.record.tables import actor, fact, reading
from foreigndesk.rows import Row


@dataclass(frozen=True, slots=True)
class Judged:
    """A fact as judged, and the actors and places that its report names."""

    shown: Shown
    actors: list[Row]
    places: list[Row]


def one(connection: Connection, id_: str) -> Judged:
    """One fact of the newest readings, by its whole id. Raises UsageError FD540."""
    query = select(fact.c.reading, fact.c.ordinal, fact.c.body).join(reading, reading.c.pk == fact.c.reading)
    found = connection.execute(query.where(fact.c.id == id_, fact.c.kind.in_(KINDS), newest())).first()
    if found is None:
        raise UsageError("FD540", f"the record has no fact {id_!r}: ids are those that the lists print with --format jsonl or csv")
    place = found.reading, found.ordinal
    of_kind = select(fact.c.body).where(fact.c.reading == found.reading, fact.c.kind + "" == "place").order_by(fact.c.ordinal)
    people = select(actor.c.body).where(actor.c.reading == found.reading).order_by(actor.c.ordinal)
    (told,) = shown(connection, [(place, standing(connection).told(place, found.body))])
    return Judged(told, list(connection.scalars(people)), list(connection.scalars(of_kind)))


def report(connection: Connection, report_id: str, rows: list[Row]) -> list[Row]:
    """The rows of a report with its facts as judged; what was rejected is among them, and says so in its ``review``."""
    reviews = standing(connection)
    if not reviews.reviews:
        return rows
    key = connection.execute(report_of(report_id)).one().pk
    ordinals = select(fact.c.id, fact.c.ordinal).where(fact.c.reading == key)
    places = {id_: (key, ordinal) for id_, ordinal in connection.execute(ordinals)}
    return [reviews.told(places[row["id"]], row) if row["kind"] in KINDS else row for row in rows]


def latest(connection: Connection, count: int) -> list[Shown]:
    """The facts that were judged last, the last of all first."""
    reviews = standing(connection)
    places = sorted(reviews.reviews, key=lambda place: (reviews.reviews[place].at, reviews.reviews[place].id), reverse=True)[:count]
    keys = sorted({key for key, _ in places})
    query = select(fact.c.reading, fact.c.ordinal, fact.c.body).where(fact.c.reading.in_(keys))
    bodies = {(row.reading, row.ordinal): row.body for row in connection.execute(query)}
    return list(shown(connection, [(place, reviews.told(place, bodies[place])) for place in places]))


def facts(connection: Connection) -> dict[str, int]:
    """How many facts of each kind the newest readings have. Worth keeping while the record is the same."""
    query = select(fact.c.kind, func.count()).join(reading, reading.c.pk == fact.c.reading).where(newest(), fact.c.kind.in_(KINDS))
    found: dict[str, int] = {row.kind: row[1] for row in connection.execute(query.group_by(fact.c.kind))}
    return {kind: found.get(kind, 0) for kind in KINDS}


def judged(connection: Connection) -> Counter[str]:
    """How many facts of each kind of the newest readings have been judged."""
    places = set(standing(connection).reviews)
    keys = sorted({key for key, _ in places})
    query = select(fact.c.reading, fact.c.ordinal, fact.c.kind).where(fact.c.reading.in_(keys))
    return Counter(row.kind for row in connection.execute(query) if (row.reading, row.ordinal) in places)
