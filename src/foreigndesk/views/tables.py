"""Facts as a table on the screen: a few columns a kind; CSV has them all."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from foreigndesk.rows import Row
from foreigndesk.views.words import elided

if TYPE_CHECKING:
    from rich.console import Console

SHOWN: dict[str, tuple[str, ...]] = {
    "event": ("when", "actors", "type", "mode", "recipients", "place", "status", "sources"),
    "statement": ("when", "speaker", "mode", "addressee", "content"),
    "commitment": ("debtor", "creditor", "due", "state", "evidence", "moved"),
    "relation": ("holder", "type", "other", "from", "to"),
    "dispute": ("about", "holders", "positions"),
    "actor": ("name", "type", "iso3", "reports", "id"),
}
_SHORT = frozenset({"type", "mode", "status", "state", "reports", "iso3", "review"})  # a word each: not to be broken
_LONGEST = 160  # characters of a cell: the screen has the gist, CSV the whole

# A column that two of the flat row's make: a window's ends as an ISO 8601 interval.
_WINDOWS = {
    "when": ("earliest", "latest"),
    "due": ("earliest", "latest"),
    "from": ("from_earliest", "from_latest"),
    "to": ("to_earliest", "to_latest"),
}


def cells(kind: str, row: Row) -> list[str]:
    """The cells of one flat row under the columns that the screen shows of its kind."""
    return [_cell(column, row) for column in SHOWN[kind]]


def show(kind: str, rows: Iterable[Row], console: Console) -> None:
    """Print flat rows of one kind as a table, without the columns that are empty in all of them."""
    from rich import box
    from rich.table import Table
    from rich.text import Text

    columns = (*SHOWN[kind], "review")
    found = [[*cells(kind, row), _cell("review", row)] for row in rows]
    if not found:
        console.print("The record has nothing of what is asked for.")
        return
    used = [number for number in range(len(columns)) if any(row[number] for row in found)]
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for number in used:
        column = columns[number]
        table.add_column(column, no_wrap=column in _WINDOWS or column in _SHORT)
    for row in found:
        table.add_row(*(Text(elided(row[number], _LONGEST)) for number in used))
    console.print(table)


def _cell(column: str, row: Row) -> str:
    if column in _WINDOWS:
        return interval(*(row[end] for end in _WINDOWS[column]))
    if column == "sources":
        number = row["sources"].count(";") + 1
        copies = "" if row["independent"] == number else f", {row['independent']} independent"
        return f"{number}{copies}" if number > 1 else ""
    return "" if row.get(column) is None else str(row[column])


def interval(earliest: str | None, latest: str | None) -> str:
    """A window as one day or an interval with open ends (``2024-03-01/..``); empty where nothing is known."""
    if earliest == latest:
        return earliest or ""
    return f"{earliest or '..'}/{latest or '..'}"
