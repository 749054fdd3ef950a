"""Flat rows: names, days and words in place of ids, windows and spans."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from foreigndesk.model import Reading
from foreigndesk.record.flat import COMMON, KINDS, columns, common, flat, quantity
from foreigndesk.rows import rows


@pytest.mark.parametrize(
    ("quantified", "expected"),
    [
        ({"value": 12.0, "unit": "killed", "qualifier": "at least"}, "at least 12 killed"),
        ({"value": 2000.0, "unit": "troops"}, "2,000 troops"),
        ({"value": 1.5, "unit": "USD"}, "1.5 USD"),
        ({"value": 40.0, "low": 40.0, "high": 50.0, "unit": "wounded"}, "40–50 wounded"),
        ({"value": 40.0, "low": 40.0, "high": 40.0, "unit": "wounded"}, "40 wounded"),
        ({"value": 40.0, "low": 40.0, "unit": "wounded"}, "40 wounded"),
    ],
)
def test_quantity(quantified: dict[str, Any], expected: str) -> None:
    assert quantity({"low": None, "high": None, "qualifier": None} | quantified) == expected


def test_every_kind_has_plain_cells_in_the_order_of_its_columns(
    make_treaty: Callable[[], Reading], provenance: dict[str, str]
) -> None:
    reading = make_treaty()
    names = {actor.id: actor.name for actor in reading.actors}
    seen = set()
    for row in rows(reading, reader=provenance):
        if row["kind"] not in KINDS:
            continue
        made, both = flat(row, names, reading.report.text), common(row, names, reading.report.text)
        assert tuple(made) == columns(row["kind"])
        assert tuple(both) == COMMON
        assert not any(isinstance(cell, list | dict) for cell in (*made.values(), *both.values()))
        assert made["evidence"] == both["evidence"] != ""
        assert tuple(flat({**row, "recorded": "then"}, names, reading.report.text)) == (*made, "recorded", "review")
        seen.add(row["kind"])
    assert seen == set(KINDS)
