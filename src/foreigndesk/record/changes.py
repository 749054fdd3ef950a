"""What a record learned since a moment: how each report's newest reading differs from the one before, and what reviews changed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, func, or_, select
from sqlalchemy.engine import Row as Found

from foreigndesk.record.flat import KINDS
from foreigndesk.record.queries import newest
from foreigndesk.record.reviewed import NONE, Place, Standing, standing
from foreigndesk.record.tables import anchor, fact, reading, report, review
from foreigndesk.rows import Row


def changes(connection: Connection, since: datetime | None) -> Iterator[Row]:
    """The changes at a moment and since (all, where it is ``None``), in the order in which the record learned them.

    First the report (``added``, ``changed`` text, or ``reread`` by a newer reader), then each of its facts that was
    ``added``, ``changed`` or ``withdrawn``; a fact that was read again just the same is no change. Facts are told as they
    are reviewed: a review since changes a fact that is older, one that is rejected is ``withdrawn``.
    The moment itself is within: moments are whole seconds, and a second may not have been over when it was last asked for.
    """
    reviews = _Reviews(connection, since)
    pending = reviews.changes()
    judged = next(pending, None)
    for recorded, lines in _read(connection, since, reviews):
        while judged is not None and judged[0] < recorded:
            yield judged[1]
            judged = next(pending, None)
        yield from lines
    while judged is not None:
        yield judged[1]
        judged = next(pending, None)


class _Reviews:
    """The reviews that stand, and those that stood before a moment."""

    def __init__(self, connection: Connection, since: datetime | None) -> None:
        self.connection, self.since = connection, since
        self.now = standing(connection)
        self.before = NONE if since is None or self.now is NONE else standing(connection, since - timedelta(seconds=1))

    def changes(self) -> Iterator[tuple[datetime, Row]]:
        """What reviews since the moment made of older facts, each with the moment of the last of them."""
        if self.since is None or self.now is NONE:
            return
        moments: dict[Place, datetime] = defaultdict(lambda: datetime.min.replace(tzinfo=UTC))
        query = (
            select(anchor.c.reading, anchor.c.fact, review.c.recorded)
            .join(review, or_(review.c.id == anchor.c.review, review.c.takes_back == anchor.c.review))
            .join(reading, reading.c.pk == anchor.c.reading)
            .where(review.c.recorded >= self.since, reading.c.recorded < self.since, newest())
        )
        for one in self.connection.execute(query):
            place = (one.reading, one.fact)
            moments[place] = max(moments[place], one.recorded)
        for place, recorded in sorted(moments.items(), key=lambda item: (item[1], item[0])):
            of = select(fact.c.body).where(fact.c.reading == place[0], fact.c.ordinal == place[1])
            row = self.connection.execute(of).scalar_one()
            change = _differs(_told(self.before, place, row), _told(self.now, place, row))
            if change is not None:
                yield recorded, {"change": change[0], **change[1], "recorded": _text(recorded)}


def _read(connection: Connection, since: datetime | None, reviews: _Reviews) -> Iterator[tuple[datetime, Iterator[Row]]]:
    """The readings since a moment, each with its lines."""
    query = (
        select(reading.c.pk, reading.c.report, reading.c.report_id, reading.c.recorded, report.c.body)
        .join(report, report.c.pk == reading.c.report)
        .where(newest())
        .order_by(reading.c.recorded, reading.c.pk)
    )
    if since is not None:
        query = query.where(reading.c.recorded >= since)
    for found in connection.execute(query, execution_options={"yield_per": 100}):
        yield found.recorded, _lines(connection, found, since, reviews)


def _lines(connection: Connection, found: Any, since: datetime | None, reviews: _Reviews) -> Iterator[Row]:
    before = _before(connection, found.report_id, since)
    moment = _text(found.recorded)
    told = "added" if before is None else "reread" if before.report == found.report else "changed"
    plain = {key: value for key, value in found.body.items() if key != "text"}
    yield {"change": told, "recorded": moment, **plain}
    old = {} if before is None else _facts(connection, before.pk, reviews.before)
    new = _facts(connection, found.pk, reviews.now)
    for id_, row in new.items():
        change = _differs(old.get(id_), row)
        if change is not None:
            yield {"change": change[0], **change[1], "recorded": moment}
    for id_, row in old.items():
        if id_ not in new:
            yield {"change": "withdrawn", **row, "recorded": moment}


def _differs(old: Row | None, new: Row | None) -> tuple[str, Row] | None:
    """What became of a fact, and its row; ``None`` where nothing did."""
    if new is None:
        return None if old is None else ("withdrawn", old)
    if old is None:
        return "added", new
    return None if old == new else ("changed", new)


def _told(reviews: Standing, place: Place, row: Row) -> Row | None:
    """A fact as it is reviewed; ``None`` where it is rejected."""
    return None if place in reviews.rejected else reviews.told(place, row)


def _text(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat().replace("+00:00", "Z")


def _before(connection: Connection, report_id: str, since: datetime | None) -> Found[Any] | None:
    """The reading of a report that the record had before a moment, if it had one."""
    if since is None:
        return None
    latest = select(func.max(reading.c.pk)).where(reading.c.report_id == report_id, reading.c.recorded < since)
    return connection.execute(select(reading).where(reading.c.pk == latest.scalar_subquery())).first()


def _facts(connection: Connection, pk: int, reviews: Standing) -> dict[str, Row]:
    """The facts of a reading by their ids, as they are reviewed, without those rejected."""
    c = fact.c
    query = select(c.ordinal, c.id, c.body).where(c.reading == pk, c.kind.in_(KINDS)).order_by(c.ordinal)
    told = ((row.id, _told(reviews, (pk, row.ordinal), row.body)) for row in connection.execute(query))
    return {id_: row for id_, row in told if row is not None}
