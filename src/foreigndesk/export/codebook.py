"""The codebook of the wide tables: a CSV that tells every column's table, place, name, type and meaning."""

from __future__ import annotations

import csv
from typing import IO, Any

from foreigndesk.export.formats import Asked, Format
from foreigndesk.export.wide import TABLES

HEADER = ("table", "position", "column", "type", "meaning")


def write(record: object, asked: Asked, stream: IO[Any]) -> None:
    """Write the codebook; it is the same for every record."""
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(HEADER)
    for kind, columns in TABLES.items():
        for position, column in enumerate(columns, 1):
            writer.writerow((kind, position, column.name, column.kind, column.about))


FORMAT = Format(write, kind=None, of_record=False)
