"""Memory does not grow with the record."""

from __future__ import annotations

import copy
import io
import tracemalloc
from collections.abc import Iterator
from typing import Any

import pytest

from foreigndesk.export.formats import Asked, format_of, formats
from foreigndesk.record import Record

TEXT = [name for name in formats() if name not in ("codebook", "changes", "parquet")]


class Nowhere(io.TextIOBase):
    """A stream that keeps nothing."""

    def write(self, text: str) -> int:
        return len(text)


class Many:
    """A record of so many reports that are all one, with other ids."""

    def __init__(self, record: Record, number: int) -> None:
        self.number = number
        self.one = next((rows, chosen) for rows, chosen in record.chosen() if rows[0]["id"] == "windhoek")

    def chosen(self, **filters: Any) -> Iterator[tuple[list[dict[str, Any]], set[str]]]:
        rows, chosen = self.one
        for number in range(self.number):
            report, *others = copy.deepcopy(rows)
            report["id"] = f"report {number}"
            yield [report, *others], chosen


def peak(name: str, record: Any) -> int:
    tracemalloc.start()
    try:
        format_of(name).write(record, Asked(), Nowhere())
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize("name", TEXT)
def test_memory_does_not_grow(name: str, record: Record) -> None:
    few, many = Many(record, 10), Many(record, 60)
    peak(name, few)  # tables are loaded
    assert peak(name, many) < 1.2 * peak(name, few) + 20_000
