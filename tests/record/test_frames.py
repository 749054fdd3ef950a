"""Facts as polars and Arrow frames: the flat table's values, in typed columns."""

from __future__ import annotations

import importlib.util
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from typing import Any

import pytest

from foreigndesk.errors import UsageError
from foreigndesk.model import Reading
from foreigndesk.record import Record
from foreigndesk.record.flat import KINDS

MOMENT = datetime(2024, 6, 1, 12, 30, tzinfo=UTC)
DAYS = {"earliest", "latest", "from_earliest", "from_latest", "to_earliest", "to_latest"}


@pytest.fixture
def record(make_treaty: Callable[..., Reading], make_talks: Callable[..., Reading], provenance: dict[str, str]) -> Iterator[Record]:
    with Record("sqlite://") as opened:
        for reading in (make_treaty(), make_talks()):
            opened.add(reading, provenance, MOMENT)
        yield opened


def expected(record: Record, kind: str) -> list[dict[str, Any]]:
    def typed(name: str, value: Any) -> Any:
        if value is None:
            return None
        return date.fromisoformat(value) if name in DAYS else datetime.fromisoformat(value) if name == "recorded" else value

    return [{name: typed(name, value) for name, value in row.items()} for row in record.table(kind)]


@pytest.mark.parametrize("kind", KINDS)
def test_arrow(record: Record, kind: str) -> None:
    pytest.importorskip("pyarrow")
    table = record.arrow(kind)
    assert table.num_rows > 0
    assert table.to_pylist() == expected(record, kind)
    assert record.arrow(kind, actor="Nowhere").schema == table.schema


@pytest.mark.parametrize("kind", KINDS)
def test_polars(record: Record, kind: str) -> None:
    pytest.importorskip("polars")
    frame = record.polars(kind)
    assert frame.height > 0
    assert frame.to_dicts() == expected(record, kind)
    assert record.polars(kind, actor="Nowhere").schema == frame.schema


@pytest.mark.parametrize(
    ("ask", "library", "extra"), [("polars", "polars", "polars"), ("arrow", "pyarrow", "parquet"), ("frame", "pandas", "frames")]
)
def test_a_missing_library(record: Record, monkeypatch: pytest.MonkeyPatch, ask: str, library: str, extra: str) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    with pytest.raises(UsageError, match="FD504") as raised:
        getattr(record, ask)("event")
    assert raised.value.message == f"these data frames need {library}: install it with `pip install 'foreigndesk[{extra}]'`"
