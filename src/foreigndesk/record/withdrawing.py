"""Taking a report out of the record for legal reasons: nothing of its text and facts is left, only a tombstone.

SQLite leaves deleted rows readable in the file until their pages are used again, and in the log until it is written back.
So a record's connections delete under ``secure_delete``, which overwrites with zeros what is freed; then ``VACUUM`` writes
the file anew, for pages may hold older copies of rows that moved between them, and the log is emptied. This takes about as
long as copying the file, and its size again in free disk space meanwhile. In other databases the erasure is that of their
own vacuum. What lies outside the record, like copies, exports and the disk's own freed blocks, is not reached.
"""

from __future__ import annotations

import sqlite3
from datetime import datetime

from sqlalchemy import Connection, delete, insert, or_, select, update

from foreigndesk.errors import RecordError
from foreigndesk.record.reviews import forget
from foreigndesk.record.tables import meeting, reading, report, withdrawal
from foreigndesk.rows import Row


def withdraw(connection: Connection, report_id: str, reason: str, moment: datetime) -> Row:
    """Delete all versions and readings of a report and leave a tombstone; its row is given back."""
    texts = list(connection.scalars(select(report.c.sha256).where(report.c.id == report_id).distinct().order_by("sha256")))
    if not texts:
        gone = [row for row in tombstones(connection, report_id) if row["readmitted"] is None]
        if gone:  # asked again, to have the rest of it erased
            return gone[-1]
        raise RecordError("FD407", f"the record has no report {report_id}: its ids are those of `reports()`")
    forget(connection, report_id)
    of_report = select(reading.c.pk).where(reading.c.report_id == report_id)
    connection.execute(delete(meeting).where(meeting.c.reading.in_(of_report)))
    connection.execute(delete(reading).where(reading.c.report_id == report_id))
    connection.execute(delete(report).where(report.c.id == report_id))
    stone = {"report_id": report_id, "withdrawn": moment, "reason": reason}
    connection.execute(insert(withdrawal), [{**stone, "sha256": sha256} for sha256 in texts])
    return next(row for row in tombstones(connection, report_id) if row["readmitted"] is None)


def erase(connection: Connection) -> None:
    """Write SQLite's file anew and empty its log: what was withdrawn may stand there still. Not within a transaction."""
    if connection.dialect.name != "sqlite":
        return
    raw = connection.connection.cursor()
    try:
        raw.execute("VACUUM")
        busy = bool(raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0])
        trouble = "another program reads the record, whose log has the words still" if busy else None
    except sqlite3.Error as error:
        trouble = str(error)
    finally:
        raw.close()
    if trouble:
        raise RecordError("FD412", f"it is withdrawn, but not yet erased from the file: {trouble}; mend that, and withdraw it again")


def admit(connection: Connection, report_id: str, sha256: str, moment: datetime, *, readmit: bool) -> None:
    """Refuse a report that was withdrawn, by its id or its text, or note that it comes back."""
    table = withdrawal.c
    same = or_(table.report_id == report_id, table.sha256 == sha256)
    stone = connection.execute(select(withdrawal).where(same, table.readmitted.is_(None)).limit(1)).first()
    if stone is None:
        return
    if not readmit:
        when = stone.withdrawn.date().isoformat()
        message = f"{report_id} was withdrawn on {when} ({stone.reason}): it is not read again without --readmit"
        raise RecordError("FD410", message)
    connection.execute(update(withdrawal).where(same, table.readmitted.is_(None)).values(readmitted=moment))


def tombstones(connection: Connection, report_id: str | None = None) -> list[Row]:
    """All tombstones, or those of one report, in the order of withdrawal."""
    query = select(withdrawal).order_by(withdrawal.c.withdrawn, withdrawal.c.pk)
    if report_id is not None:
        query = query.where(withdrawal.c.report_id == report_id)
    out: dict[tuple[str, datetime], Row] = {}
    for found in connection.execute(query):
        row = out.setdefault(
            (found.report_id, found.withdrawn),
            {
                "report": found.report_id,
                "sha256": [],
                "withdrawn": found.withdrawn.isoformat().replace("+00:00", "Z"),
                "reason": found.reason,
                "readmitted": found.readmitted and found.readmitted.isoformat().replace("+00:00", "Z"),
            },
        )
        row["sha256"].append(found.sha256)
    return list(out.values())
