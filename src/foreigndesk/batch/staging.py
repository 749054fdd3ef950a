"""The tellings of an archive, taken out of a batch's tables into DuckDB, which keeps on disk what does not fit into memory.

A telling is kept with the keys under which it may meet others (``Telling.keys``) and those that it looks for (``sought``), each
with its last day: what may be one event is a join of the two within so many days.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import duckdb
import pyarrow

from foreigndesk.merging.copies import sketch
from foreigndesk.merging.tellings import Telling
from foreigndesk.record.columns import columns, principal
from foreigndesk.record.noting import REACH, tellings, told_again, told_body
from foreigndesk.rows import Row

Place = tuple[int, int]
"""A telling's key: the number of its report, and its ordinal there."""

_FETCHED = 10_000
_TABLES = """
CREATE TABLE report (number INTEGER, id VARCHAR, latest VARCHAR, sketch BLOB);
CREATE TABLE event (number INTEGER, ordinal INTEGER, id VARCHAR, report VARCHAR, first DATE, latest DATE, body VARCHAR);
CREATE TABLE meets (key VARCHAR, latest DATE, number INTEGER, ordinal INTEGER);
CREATE TABLE seeks (key VARCHAR, latest DATE, number INTEGER, ordinal INTEGER);
CREATE TABLE merged (number INTEGER, ordinal INTEGER, merged VARCHAR, independent BOOLEAN, sources INTEGER, independent_sources INTEGER);
"""
_TEXT, _WHOLE, _DAY = pyarrow.string(), pyarrow.int32(), pyarrow.date32()
_KEYS = pyarrow.schema([("key", _TEXT), ("latest", _DAY), ("number", _WHOLE), ("ordinal", _WHOLE)])
_COLUMNS = {
    "report": pyarrow.schema([("number", _WHOLE), ("id", _TEXT), ("latest", _TEXT), ("sketch", pyarrow.binary())]),
    "event": pyarrow.schema(
        [("number", _WHOLE), ("ordinal", _WHOLE), ("id", _TEXT), ("report", _TEXT), ("first", _DAY), ("latest", _DAY), ("body", _TEXT)]
    ),
    "meets": _KEYS,
    "seeks": _KEYS,
    "merged": pyarrow.schema(
        {"number": _WHOLE, "ordinal": _WHOLE, "merged": _TEXT, "independent": pyarrow.bool_()}
        | {"sources": _WHOLE, "independent_sources": _WHOLE}
    ),
}
_PAIRS = """
SELECT DISTINCT one.number, one.ordinal, other.number, other.ordinal
FROM seeks one JOIN meets other ON one.key = other.key AND one.number <> other.number
    AND other.latest BETWEEN one.latest AND one.latest + CAST(? AS INTEGER)
    AND (other.latest > one.latest OR other.number > one.number)
WHERE one.latest BETWEEN ? AND ?
"""
_MERGED = """
SELECT event.id AS event, event.report, coalesce(merged.merged, event.id) AS merged, coalesce(merged.independent, true) AS independent,
    coalesce(merged.sources, 1) AS sources, coalesce(merged.independent_sources, 1) AS independent_sources
FROM event LEFT JOIN merged USING (number, ordinal) ORDER BY event.number, event.ordinal
"""


@dataclass(frozen=True, slots=True)
class Staged:
    """A telling, and the day that its event is sorted by."""

    telling: Telling
    first: date


class Staging:
    """An archive's tellings in a DuckDB file of their own, with a bound on the memory in MiB."""

    def __init__(self, folder: Path, memory: int) -> None:
        config: dict[str, Any] = {"memory_limit": f"{memory}MiB", "temp_directory": str(folder / "spilled")}
        config["preserve_insertion_order"] = "false"
        self.connection = duckdb.connect(str(folder / "tellings.duckdb"), config=config)
        self.connection.execute(_TABLES)
        self.reports = 0

    def close(self) -> None:
        """Let go of the file."""
        self.connection.close()

    def add(self, reports: Sequence[Sequence[Row]]) -> None:
        """Take in some reports, each as its rows; of one that comes twice the last counts."""
        made: dict[str, list[Row]] = {name: [] for name in ("report", "event", "meets", "seeks")}
        for report, *facts in reports:
            self.reports += 1
            number = {"number": self.reports}
            hashes = b"".join(one.to_bytes(8) for one in sorted(sketch(report["text"])))
            made["report"].append({**number, "id": report["id"], "latest": (report["published"] or {}).get("latest"), "sketch": hashes})
            told = tellings(report, facts, {row["id"]: principal(row) for row in facts if row["kind"] == "actor"})
            for ordinal, row in enumerate(row for row in facts if row["kind"] != "actor"):
                if row["kind"] != "event":
                    continue
                place, one = {**number, "ordinal": ordinal}, told.get(ordinal)
                event = {**place, "id": row["id"], "report": report["id"], "first": columns(row, report)["first"]}
                made["event"].append({**event, **({"latest": one.latest, "body": json.dumps(told_body(one))} if one else {})})
                if one is not None:
                    made["meets"] += ({**place, "key": key, "latest": one.latest} for key in sorted(one.keys))
                    made["seeks"] += ({**place, "key": key, "latest": one.latest} for key in sorted(one.sought))
        for name, rows in made.items():
            self._insert(name, rows)

    def settle(self) -> None:
        """Leave out what an earlier report said of which a later text is there."""
        for table in ("event", "meets", "seeks"):
            self.connection.execute(f"DELETE FROM {table} WHERE number NOT IN (SELECT max(number) FROM report GROUP BY id)")

    def days(self) -> list[tuple[date, int]]:
        """How many tellings there are of each last day."""
        query = "SELECT latest, count(*) FROM event WHERE latest IS NOT NULL GROUP BY latest ORDER BY latest"
        return self.connection.execute(query).fetchall()

    def tellings(self, first: date, last: date) -> Iterator[tuple[Place, Staged]]:
        """The tellings of some last days."""
        query = "SELECT number, ordinal, first, body FROM event WHERE latest BETWEEN ? AND ?"
        for number, ordinal, day, body in self._rows(query, [first, last]):
            yield (number, ordinal), Staged(told_again(json.loads(body)), day)

    def pairs(self, first: date, last: date) -> Iterator[tuple[Place, Place]]:
        """What may be one event, each pair once: tellings of some last days with those of the same days and the ``REACH`` after."""
        for a, b, c, d in self._rows(_PAIRS, [REACH // timedelta(1), first, last]):
            yield (a, b), (c, d)

    def sketches(self, numbers: Collection[int]) -> dict[int, tuple[str, frozenset[int]]]:
        """Of some reports the last day of publication, or "", and what tells their copies."""
        query = "SELECT number, coalesce(latest, ''), sketch FROM report WHERE number IN (SELECT unnest(?))"
        found = self._rows(query, [sorted(numbers)])
        return {n: (day, frozenset(int.from_bytes(told[i : i + 8]) for i in range(0, len(told), 8))) for n, day, told in found}

    def merge(self, rows: Sequence[Row]) -> None:
        """Keep which event some tellings are of."""
        self._insert("merged", rows)

    def write(self, file: Path) -> tuple[int, int]:
        """Write the table ``merged``; gives how many events there are, and how many tellings."""
        told = str(file).replace("'", "''")
        self.connection.execute(f"COPY ({_MERGED}) TO '{told}' (FORMAT parquet, COMPRESSION zstd)")
        query = "SELECT (SELECT count(*) FROM event), (SELECT count(*) - count(DISTINCT merged) FROM merged)"
        tellings, more = self.connection.execute(query).fetchall()[0]
        return tellings - more, tellings

    def _insert(self, name: str, rows: Sequence[Row]) -> None:
        if rows:
            self.connection.register("given", pyarrow.Table.from_pylist(list(rows), schema=_COLUMNS[name]))
            self.connection.execute(f"INSERT INTO {name} SELECT * FROM given")
            self.connection.unregister("given")

    def _rows(self, query: str, given: list[Any]) -> Iterator[tuple[Any, ...]]:
        cursor = self.connection.cursor()
        found = cursor.execute(query, given)
        while rows := found.fetchmany(_FETCHED):
            yield from rows
        cursor.close()
