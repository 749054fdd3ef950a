"""A column of an exported table: its name, what it holds, and how it is got. The documents are made from these."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import IO, Any, Generic, Literal, TypeVar

Source = TypeVar("Source", contravariant=True)
Kind = Literal["text", "integer", "number", "date", "list"]


@dataclass(frozen=True)
class Column(Generic[Source]):
    """One column. ``value`` is ``None`` for a column that is always empty; ``about`` then says why."""

    name: str
    about: str
    value: Callable[[Source], object] | None = None
    kind: Kind = "text"

    def of(self, source: Source) -> object:
        """What the column holds of one row; ``None`` where nothing is known."""
        return None if self.value is None else self.value(source)


def tabbed(columns: Sequence[Column[Source]], rows: Iterable[Source], stream: IO[str], *, header: bool) -> None:
    """Write tab-separated lines as the field's files have them: no quotes, no tab or line end within a cell."""
    if header:
        stream.write("\t".join(column.name for column in columns) + "\n")
    for row in rows:
        stream.write("\t".join(cell(column.of(row)) for column in columns) + "\n")


def cell(value: object) -> str:
    """A value as a tab-separated file can hold it, whether its reader knows of quotes or not."""
    return "" if value is None else " ".join(str(value).split()).replace('"', "'")


def comma_separated(columns: Sequence[Column[Any]], values: Iterable[object]) -> str:
    """A row as a line of CSV: text always in quotes, an absent or empty value never, so that ``NA`` is not taken for one."""
    # The csv module cannot tell the two apart: it quotes an empty cell wherever it quotes text.
    return ",".join(_comma_cell(value, column.kind) for column, value in zip(columns, values, strict=True)) + "\n"


def _comma_cell(value: object, kind: Kind) -> str:
    if value is None or value == "":
        return ""
    return str(value) if kind in ("number", "integer", "date") else '"' + str(value).replace('"', '""') + '"'


def day(iso: str | None) -> str:
    """A day as YYYYMMDD."""
    return iso.replace("-", "") if iso else ""
