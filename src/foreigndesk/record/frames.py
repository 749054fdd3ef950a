"""Flat rows as data frames: pandas, polars and Arrow, each library loaded only where somebody asks for its frames.

Arrow and polars get typed columns, the same whether there are rows or none: days are dates, ``recorded`` a moment in UTC, numbers
numbers, all else text. pandas gets the flat rows as they are.
"""

from __future__ import annotations

import importlib.util
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Literal

from foreigndesk.errors import UsageError
from foreigndesk.record.flat import columns
from foreigndesk.rows import Row

if TYPE_CHECKING:
    import pandas
    import polars
    import pyarrow

Sort = Literal["text", "day", "moment", "number", "count"]

_SORTS: dict[str, Sort] = {
    **dict.fromkeys(("earliest", "latest", "from_earliest", "from_latest", "to_earliest", "to_latest"), "day"),
    **dict.fromkeys(("lat", "lon", "confidence"), "number"),
    "independent": "count",
    "recorded": "moment",
}


def header(kind: str) -> tuple[str, ...]:
    """The columns of one kind's frame."""
    return (*columns(kind), "recorded", "review")


def to_pandas(kind: str, rows: Iterable[Row]) -> pandas.DataFrame:
    """A pandas data frame. Raises UsageError FD504 where pandas is missing."""
    _require("pandas", "frames")
    import pandas

    return pandas.DataFrame(rows, columns=list(header(kind)))


def to_polars(kind: str, rows: Iterable[Row]) -> polars.DataFrame:
    """A polars data frame. Raises UsageError FD504 where polars is missing."""
    _require("polars", "polars")
    import polars

    types: dict[Sort, Any] = {
        "text": polars.String, "day": polars.Date, "moment": polars.Datetime("us", "UTC"), "number": polars.Float64, "count": polars.Int64,
    }  # fmt: skip
    names, found = _columns(kind, rows)
    return polars.DataFrame(dict(zip(names, found, strict=True)), schema={name: types[_sort(name)] for name in names})


def to_arrow(kind: str, rows: Iterable[Row]) -> pyarrow.Table:
    """An Arrow table. Raises UsageError FD504 where pyarrow is missing."""
    _require("pyarrow", "parquet")
    import pyarrow

    types: dict[Sort, Any] = {
        "text": pyarrow.string(), "day": pyarrow.date32(), "moment": pyarrow.timestamp("us", "UTC"), "number": pyarrow.float64(),
        "count": pyarrow.int64(),
    }  # fmt: skip
    names, found = _columns(kind, rows)
    schema = pyarrow.schema([(name, types[_sort(name)]) for name in names])
    arrays = [pyarrow.array(values, type=types[_sort(name)]) for name, values in zip(names, found, strict=True)]
    return pyarrow.Table.from_arrays(arrays, schema=schema)


def _require(library: str, extra: str) -> None:
    if importlib.util.find_spec(library) is None:
        raise UsageError("FD504", f"these data frames need {library}: install it with `pip install 'foreigndesk[{extra}]'`")


def _sort(column: str) -> Sort:
    return _SORTS.get(column, "text")


def _columns(kind: str, rows: Iterable[Row]) -> tuple[Sequence[str], list[list[Any]]]:
    """The names of the columns and what each holds."""
    names = header(kind)
    found: list[list[Any]] = [[] for _ in names]
    for row in rows:
        for name, values in zip(names, found, strict=True):
            values.append(_typed(_sort(name), row[name]))
    return names, found


def _typed(sort: Sort, value: Any) -> Any:
    if value is None:
        return None
    if sort == "day":
        return date.fromisoformat(value)
    if sort == "moment":
        return datetime.fromisoformat(value)
    return float(value) if sort == "number" else value
