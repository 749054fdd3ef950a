"""The few columns that the screen shows."""

from __future__ import annotations

import io
from collections.abc import Callable

import pytest
from rich.console import Console

from foreigndesk.model import Reading
from foreigndesk.record import Record
from foreigndesk.views import tables


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("event", ["2024-02-27", "Belmoran gunners", "ASSAULT", "artillery", "villagers", "Tessel", "occurred", ""]),
        ("statement", ["2024-03-02", "Ilda Korr", "direct", "", "“We keep our word,”"]),
        ("relation", ["Arvania", "recognition", "Belmora", "1994-01-01/1994-12-31", ""]),
        ("dispute", ["the shelling near Tessel", "Ilda Korr / Belmora",
                     "Belmoran gunners killed villagers / it did not happen"]),
    ],
)  # fmt: skip
def test_cells(kind: str, expected: list[str], make_treaty: Callable[[], Reading], provenance: dict[str, str]) -> None:
    with Record("sqlite://") as record:
        record.add(make_treaty(), provenance)
        assert tables.cells(kind, next(record.table(kind))) == expected
        stream = io.StringIO()
        tables.show(kind, record.table(kind), Console(file=stream, width=200))
    assert all(cell in stream.getvalue() for cell in expected)


@pytest.mark.parametrize(
    ("earliest", "latest", "expected"),
    [
        ("2024-03-01", "2024-03-01", "2024-03-01"),
        ("2024-03-01", "2024-03-09", "2024-03-01/2024-03-09"),
        (None, "2024-03-09", "../2024-03-09"),
        ("2024-03-01", None, "2024-03-01/.."),
        (None, None, ""),
    ],
)
def test_interval(earliest: str | None, latest: str | None, expected: str) -> None:
    assert tables.interval(earliest, latest) == expected
