"""Whether a record is whole: its file, its links, its tables, and every fact in it.

A check changes nothing and stops at nothing: each fault is one finding, and the rest is looked at all the same.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import Connection, Table, Text, cast, func, select
from sqlalchemy.exc import DBAPIError

from foreigndesk.record import tables
from foreigndesk.record.faults import CLASSES, Fault, faults
from foreigndesk.record.flat import KINDS, parties, spans
from foreigndesk.record.opening import engine_of
from foreigndesk.rows import Row

_MOST_OF_A_FILE = 20  # of a broken file the first faults tell enough


@dataclass(slots=True)
class Checked:
    """What a check saw: how many there are of each kind, all readings counted, and what is wrong with them."""

    counts: dict[str, int] = field(default_factory=dict)
    findings: list[Fault] = field(default_factory=list)


def check(path_or_url: str | Path) -> Checked:
    """Look through a whole record, one reading at a time. Raises RecordError where it cannot even be opened."""
    engine = engine_of(path_or_url, create=False)
    done = Checked()
    try:
        with engine.connect() as connection:
            _check(connection, done)
    except DBAPIError as error:
        done.findings.append(Fault(None, None, f"the database is damaged and cannot be read further: {error.orig}"))
    finally:
        engine.dispose()
    return done


def _check(connection: Connection, done: Checked) -> None:
    if connection.dialect.name == "sqlite":
        done.findings += _file(connection)
    reports = set(connection.scalars(select(tables.report.c.id)))
    done.counts |= {"reports": len(reports), "readings": 0, **{f"{kind}s": 0 for kind in CLASSES}}
    done.findings += _numbers(connection)
    for pk in connection.scalars(select(tables.reading.c.pk).order_by(tables.reading.c.pk)).all():
        done.counts["readings"] += 1
        report, found = _report(connection, pk)
        done.findings += found
        rows: list[Row] = []
        for table in (tables.actor, tables.fact):
            read, found = _rows(connection, table, pk, report)
            rows += read
            done.findings += found
        for row in rows:
            if row.get("kind") in CLASSES:
                done.counts[f"{row['kind']}s"] += 1
        if "text" in report:
            wrong = list(faults(report, rows, reports))
            broken = {fault.fact for fault in wrong}
            done.findings += wrong
            done.findings += _links(connection, pk, report["id"], [row for row in rows if row.get("id") not in broken])


def _file(connection: Connection) -> Iterator[Fault]:
    """What SQLite itself finds: broken pages and indexes, and rows that hang on rows which are not there."""
    for pragma in ("quick_check", "integrity_check"):  # on a broken page the second fails where the first tells which it is
        lines = connection.exec_driver_sql(f"PRAGMA {pragma}({_MOST_OF_A_FILE})").scalars().all()
        if lines != ["ok"]:
            yield from (Fault(None, None, f"the file is damaged: {' '.join(line.split())}") for line in lines)
            break
    loose = Counter((table, parent) for table, _row, parent, _ in connection.exec_driver_sql("PRAGMA foreign_key_check"))
    for (table, parent), count in sorted(loose.items()):
        yield Fault(None, None, f"{count} of the table {table} hang on a row of {parent} that is not there")


def _numbers(connection: Connection) -> Iterator[Fault]:
    """A report's readings are numbered 1, 2, 3: a gap is a reading that was lost."""
    table = tables.reading
    query = select(table.c.report_id, func.count(), func.min(table.c.number), func.max(table.c.number))
    for id_, count, first, last in connection.execute(query.group_by(table.c.report_id).order_by(table.c.report_id)):
        if (first, last) != (1, count):
            yield Fault(id_, None, f"has {count} readings, numbered from {first} to {last}: some are lost")


def _report(connection: Connection, pk: int) -> tuple[Row, list[Fault]]:
    """The report of a reading; where it cannot be read, a row that has its id alone."""
    reading, report = tables.reading.c, tables.report.c
    query = select(reading.report_id, report.id, report.digest, cast(report.body, Text).label("body"))
    found = connection.execute(query.outerjoin_from(tables.reading, tables.report).where(reading.pk == pk)).one()
    body, why = _body(found.body)
    if body is None or body.get("id") != found.report_id or found.id != found.report_id:
        return {"id": found.report_id}, [Fault(found.report_id, None, f"its report cannot be read: {why or 'it has another id'}")]
    digest = hashlib.sha256(json.dumps(body, sort_keys=True, ensure_ascii=False).encode()).hexdigest()
    changed = [] if digest == found.digest else [Fault(found.report_id, None, "its report is not as it was written: the digest differs")]
    return body, changed


def _rows(connection: Connection, table: Table, pk: int, report: Row) -> tuple[list[Row], list[Fault]]:
    """The rows of one of a reading's tables, and what is wrong with the table."""
    rows: list[Row] = []
    wrong: list[Fault] = []
    query = select(table.c.ordinal, table.c.id, cast(table.c.body, Text)).where(table.c.reading == pk).order_by(table.c.ordinal)
    for expected, (ordinal, id_, body) in enumerate(connection.execute(query)):
        if expected != ordinal and len(wrong) == 0:
            wrong.append(Fault(report["id"], id_, f"is number {ordinal} of the {table.name}s where {expected} should be: some are lost"))
        row, why = _body(body)
        if row is None:
            wrong.append(Fault(report["id"], id_, f"cannot be read: {why}"))
            continue
        if row.get("id") != id_:
            wrong.append(Fault(report["id"], id_, f"has the id {row.get('id')} in its row"))
        rows.append(row)
    return rows, wrong


def _body(text: str | None) -> tuple[Row | None, str]:
    if text is None:
        return None, "there is none"
    try:
        body = json.loads(text)
    except ValueError as error:
        return None, f"it is no JSON ({error})"
    return (body, "") if isinstance(body, dict) else (None, "it is no JSON object")


def _links(connection: Connection, pk: int, report: str, rows: list[Row]) -> Iterator[Fault]:
    """Whether participants and evidence, which queries go by, are those of the facts' own rows."""
    fact, actor, people, words = (table.c for table in (tables.fact, tables.actor, tables.participant, tables.evidence))
    named: dict[str, set[str]] = {}
    query = select(fact.id, actor.id).select_from(tables.participant.join(tables.fact).join(tables.actor))
    for id_, who in connection.execute(query.where(people.reading == pk)):
        named.setdefault(id_, set()).add(who)
    told: dict[str, list[list[int]]] = {}
    spoken = select(fact.id, words.start, words.end).select_from(tables.evidence.join(tables.fact))
    for id_, start, end in connection.execute(spoken.where(words.reading == pk).order_by(words.fact, words.ordinal)):
        told.setdefault(id_, []).append([start, end])
    for row in rows:
        if row["kind"] in KINDS:
            first, second = parties(row)
            if named.get(row["id"], set()) != {*first, *second}:
                yield Fault(report, row["id"], "the table of participants does not have those that it names")
            if told.get(row["id"], []) != spans(row):
                yield Fault(report, row["id"], "the table of evidence does not have its spans")
