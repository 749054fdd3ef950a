"""Dyad-months: sums that add up."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable

import pytest

from foreigndesk.export.cameo import QUADS

Export = Callable[..., str]


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


def test_sums(export: Export) -> None:
    found = rows(export("dyads", status=["occurred", "promised", "possible", "negated"]))
    assert [(row["period"], row["actor_id"], row["recipient_id"], row["events"]) for row in found] == [
        ("2024-02", "gunners", "villagers", "1"),
        ("2024-03", "arvania", "belmora", "1"),
        ("2024-03", "belmora", "", "1"),
        ("2024-05", "NAM", "AGO", "1"),
        ("2024-05", "NAM", "UNO", "1"),
        ("2024-05", "USA", "belmora", "1"),
        ("2024-05", "belmora", "arvania", "1"),
        ("2024-05", "na", "", "1"),
        ("2024-05", "odd", "", "1"),
        ("2024-06", "NAM", "odd", "1"),
    ]
    for row in found:
        assert int(row["events"]) == sum(int(row[quad]) for quad in QUADS)
        assert float(row["goldstein_min"]) <= float(row["goldstein_mean"]) <= float(row["goldstein_max"])


@pytest.mark.parametrize(
    ("by", "periods"),
    [
        ("day", ["2024-02-27", "2024-03-02", "2024-05-20", "2024-05-27", "2024-05-27"]),
        ("week", ["2024-W09", "2024-W09", "2024-W21", "2024-W22", "2024-W22"]),
        ("month", ["2024-02", "2024-03", "2024-05", "2024-05", "2024-05"]),
        ("year", ["2024"] * 5),
    ],
)
def test_periods(by: str, periods: list[str], export: Export) -> None:
    found = rows(export("dyads", by=by))
    assert [row["period"] for row in found] == periods


def test_means_are_exact(export: Export) -> None:
    (row,) = rows(export("dyads", actor="gunners", by="year"))
    expected = {
        "actor_name": "Belmoran gunners", "actor_country": "BLM", "recipient_name": "villagers", "recipient_country": "",
        "material_conflict": "1", "goldstein_sum": "-10.0", "goldstein_mean": "-10.0", "goldstein_min": "-10.0", "goldstein_max": "-10.0",
    }  # fmt: skip
    assert {key: row[key] for key in expected} == expected


def test_the_name_na_is_quoted(export: Export) -> None:
    line = next(line for line in export("dyads", status="negated").splitlines() if '"na"' in line)
    assert line == '"2024-05","na","NA","NAM",,,,1,0,0,0,1,-10.0,-10.0,-10.0,-10.0'
