"""CSV (RFC 4180 with plain line ends): flat rows under one header, for spreadsheets, R and pandas."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from typing import IO

from foreigndesk.rows import Row


def header(columns: Sequence[str], stream: IO[str]) -> None:
    """Write the line of column names."""
    csv.writer(stream, lineterminator="\n").writerow(columns)


def write(rows: Iterable[Row], columns: Sequence[str], stream: IO[str]) -> None:
    """Write flat rows, those columns of each; what is absent is an empty cell."""
    writer = csv.writer(stream, lineterminator="\n")
    for row in rows:
        writer.writerow(["" if row[column] is None else row[column] for column in columns])
