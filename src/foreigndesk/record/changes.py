"""What a record learned since a moment: for each report read since, how its newest reading differs from the one before."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, func, select
from sqlalchemy.engine import Row as Found

from foreigndesk.record.flat import KINDS
from foreigndesk.record.queries import newest
from foreigndesk.record.tables import fact, reading, report
from foreigndesk.rows import Row


def changes(connection: Connection, since: datetime | None) -> Iterator[Row]:
    """The changes at a moment and since (all, where it is ``None``), in the order in which the record learned them.

    First the report (``added``, ``changed`` text, or ``reread`` by a newer reader), then each of its facts that was
    ``added``, ``changed`` or ``withdrawn``; a fact that was read again just the same is no change.
    The moment itself is within: moments are whole seconds, and a second may not have been over when it was last asked for.
    """
    query = (
        select(reading.c.pk, reading.c.report, reading.c.report_id, reading.c.recorded, report.c.body)
        .join(report, report.c.pk == reading.c.report)
        .where(newest())
        .order_by(reading.c.recorded, reading.c.pk)
    )
    if since is not None:
        query = query.where(reading.c.recorded >= since)
    for found in connection.execute(query, execution_options={"yield_per": 100}):
        before = _before(connection, found.report_id, since)
        moment = found.recorded.astimezone(UTC).isoformat().replace("+00:00", "Z")
        told = "added" if before is None else "reread" if before.report == found.report else "changed"
        plain = {key: value for key, value in found.body.items() if key != "text"}
        yield {"change": told, "recorded": moment, **plain}
        old = {} if before is None else _facts(connection, before.pk)
        new = _facts(connection, found.pk)
        for id_, row in new.items():
            if old.get(id_) != row:
                yield {"change": "changed" if id_ in old else "added", **row, "recorded": moment}
        for id_, row in old.items():
            if id_ not in new:
                yield {"change": "withdrawn", **row, "recorded": moment}


def _before(connection: Connection, report_id: str, since: datetime | None) -> Found[Any] | None:
    """The reading of a report that the record had before a moment, if it had one."""
    if since is None:
        return None
    latest = select(func.max(reading.c.pk)).where(reading.c.report_id == report_id, reading.c.recorded < since)
    return connection.execute(select(reading).where(reading.c.pk == latest.scalar_subquery())).first()


def _facts(connection: Connection, pk: int) -> dict[str, Row]:
    query = select(fact.c.id, fact.c.body).where(fact.c.reading == pk, fact.c.kind.in_(KINDS)).order_by(fact.c.ordinal)
    return {row.id: row.body for row in connection.execute(query)}
