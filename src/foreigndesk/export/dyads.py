"""Dyad-months (or days, weeks, years): how often and how intensely one actor acted on another, as CSV for models.

The sums are made in a temporary database on disk, so that memory does not grow with the record. Rows may be added up to
larger units: counts, ``goldstein_sum``; the mean is the sum by the count.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import date
from typing import IO, TYPE_CHECKING, Any

from foreigndesk.export import cameo
from foreigndesk.export.columns import Column, comma_separated
from foreigndesk.export.dyadic import Coded, Party, coded
from foreigndesk.export.formats import Asked, Format

if TYPE_CHECKING:
    from foreigndesk.record import Record

_TENTHS = 10  # Goldstein values have one decimal: summed as whole tenths they are exact in any order

PERIODS: dict[str, Callable[[date], str]] = {
    "day": date.isoformat,
    "week": lambda when: "{}-W{:02}".format(*when.isocalendar()),
    "month": lambda when: f"{when:%Y-%m}",
    "year": lambda when: f"{when:%Y}",
}
"""How a day's period is written: 2031-06-02, 2031-W23, 2031-06, 2031."""


def _at(place: int) -> Callable[[tuple[Any, ...]], object]:
    return lambda row: row[place]


def _tenths(place: int) -> Callable[[tuple[Any, ...]], object]:
    return lambda row: row[place] / _TENTHS


COLUMNS: tuple[Column[tuple[Any, ...]], ...] = (
    Column("period", "the month, or what `--by` asks for: 2031-06-02, 2031-W23, 2031-06, 2031; empty for events without any day", _at(0)),
    Column("actor_id", "the id of who acts; empty where unknown", _at(1)),
    Column("actor_name", "its usual name", _at(2)),
    Column("actor_country", "the ISO 3166 alpha-3 code of its state", _at(3)),
    Column("recipient_id", "the id of whom it is done to or with; empty where unknown", _at(4)),
    Column("recipient_name", "its usual name", _at(5)),
    Column("recipient_country", "the ISO 3166 alpha-3 code of its state", _at(6)),
    Column("events", "how many events", _at(7), "integer"),
    *(
        Column(quad, f"how many of them are {quad.replace('_', ' ')}", _at(8 + number), "integer")
        for number, quad in enumerate(cameo.QUADS)
    ),
    Column("goldstein_sum", "the sum of their Goldstein values", _tenths(12), "number"),
    Column("goldstein_mean", "that by their number, to four decimals", lambda row: round(row[12] / _TENTHS / row[7], 4), "number"),
    Column("goldstein_min", "the lowest", _tenths(13), "number"),
    Column("goldstein_max", "the highest", _tenths(14), "number"),
)

_TABLE = "CREATE TABLE dyad (period TEXT, actor TEXT, recipient TEXT, quad TEXT, goldstein INTEGER)"
_PARTIES = "CREATE TABLE party (id TEXT PRIMARY KEY, name TEXT, country TEXT) WITHOUT ROWID"
_SUMS = f"""
SELECT period, actor, a.name, a.country, recipient, r.name, r.country, count(*),
    {", ".join(f"count(*) FILTER (WHERE quad = '{quad}')" for quad in cameo.QUADS)},
    sum(goldstein), min(goldstein), max(goldstein)
FROM dyad JOIN party a ON a.id = actor JOIN party r ON r.id = recipient
GROUP BY period, actor, recipient ORDER BY period, actor, recipient
"""  # the quads are ours, not a user's


def sums(rows: Iterator[Coded], by: str) -> Iterator[tuple[Any, ...]]:
    """The sums of event rows for each period and dyad, in their order."""
    with closing(sqlite3.connect("")) as scratch:  # the empty name: a private file on disk, gone when closed
        scratch.execute(_TABLE)
        scratch.execute(_PARTIES)
        for row in rows:
            for party in (row.actor, row.recipient):
                scratch.execute("INSERT OR IGNORE INTO party VALUES (?, ?, ?)", _identity(party))
            period = PERIODS[by](date.fromisoformat(row.day)) if row.day else ""
            ids = (_identity(row.actor)[0], _identity(row.recipient)[0])
            tenths = round(row.code.goldstein * _TENTHS)
            scratch.execute("INSERT INTO dyad VALUES (?, ?, ?, ?, ?)", (period, *ids, row.quad, tenths))
        yield from scratch.execute(_SUMS)


def _identity(party: Party | None) -> tuple[str, str, str]:
    return ("", "", "") if party is None else (party.row["id"], party.name, party.country)


def write(record: Record, asked: Asked, stream: IO[Any]) -> None:
    """Write the dyads as CSV under their header."""
    stream.write(",".join(column.name for column in COLUMNS) + "\n")
    for row in sums(coded(record, asked.filters), asked.by):
        stream.write(comma_separated(COLUMNS, [column.of(row) for column in COLUMNS]))


FORMAT = Format(write, options=frozenset({"by"}))
