"""The wide table of each kind of fact as Parquet: the same columns and values as the CSV, with their types.

Needs pyarrow, which is large and only used here: ``pip install 'foreigndesk[parquet]'``.
"""

from __future__ import annotations

import importlib.util
from datetime import date
from itertools import islice
from typing import IO, TYPE_CHECKING, Any

from foreigndesk.errors import UsageError
from foreigndesk.export.columns import Kind
from foreigndesk.export.formats import Asked, Format
from foreigndesk.export.wide import TABLES, rows

if TYPE_CHECKING:
    from foreigndesk.record import Record

_BATCH = 5_000  # rows held in memory, and a row group


def write(record: Record, asked: Asked, stream: IO[Any]) -> None:
    """Write one kind's table as Parquet. Raises UsageError FD513 where pyarrow is missing."""
    if importlib.util.find_spec("pyarrow") is None:
        raise UsageError("FD513", "Parquet needs pyarrow: install it with `pip install 'foreigndesk[parquet]'`")
    import pyarrow
    from pyarrow import parquet

    types: dict[Kind, Any] = {
        "text": pyarrow.string(),
        "list": pyarrow.string(),
        "integer": pyarrow.int64(),
        "number": pyarrow.float64(),
        "date": pyarrow.date32(),
    }
    columns = TABLES[asked.kind]
    schema = pyarrow.schema([(column.name, types[column.kind]) for column in columns])
    found = rows(record, asked)
    with parquet.ParquetWriter(stream, schema, compression="zstd") as writer:
        while batch := list(islice(found, _BATCH)):
            arrays = [
                pyarrow.array([_typed(value, column.kind) for value in values], type=types[column.kind])
                for column, values in zip(columns, zip(*batch, strict=True), strict=True)
            ]
            writer.write_table(pyarrow.table(arrays, schema=schema))


def _typed(value: object, kind: Kind) -> object:
    return date.fromisoformat(str(value)) if kind == "date" and value is not None else value


FORMAT = Format(write, kind=None, binary=True, options=frozenset({"kind"}))
