"""The benchmark of judged statements: its draw, its digests, its table."""

from __future__ import annotations

import importlib.util
import json
import sys
from pathlib import Path
from types import ModuleType

import pytest


@pytest.fixture(scope="module")
def benchmark() -> ModuleType:
    spec = importlib.util.spec_from_file_location("benchmark_statements", Path(__file__).parents[2] / "benchmarks" / "statements.py")
    assert spec is not None
    assert spec.loader is not None
    module = sys.modules[spec.name] = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_a_draw_depends_on_the_seed_and_the_place_alone(benchmark: ModuleType) -> None:
    a = benchmark.Drawn("r1", 5, "Roe [Roe] <said> so", "Roe said so.")
    b = benchmark.Drawn("r1", 5, "Roe [Roe] <said> not so", "Roe said not so.")
    assert a.lot(1) == b.lot(1) != a.lot(2)
    assert a.key != b.key  # what is judged is what is shown


def test_the_table_counts_parts_and_causes(benchmark: ModuleType) -> None:
    right = {"speaker": None, "cue": None, "content": None}
    wrong = {"speaker": "nothing is said", "cue": "nothing is said", "content": None}
    lines = list(benchmark.table([right, right, right, wrong]))
    assert [line.split("right")[1].split("%")[0].split() for line in lines[:4]] == [
        ["3", "of", "4", "75.0"],
        ["3", "of", "4", "75.0"],
        ["4", "of", "4", "100.0"],
        ["3", "of", "4", "75.0"],
    ]
    assert lines[4:] == ["   1  cue: nothing is said", "   1  speaker: nothing is said"]


def test_no_judgement_is_a_whole_interval(benchmark: ModuleType) -> None:
    assert benchmark.wilson(0, 0) == (0.0, 100.0)
    low, high = benchmark.wilson(87, 100)
    assert (round(low, 1), round(high, 1)) == (79.0, 92.2)


def test_the_judgements_hold_verdicts_and_no_sentences(benchmark: ModuleType) -> None:
    rows = [json.loads(line) for line in benchmark.JUDGED.read_text(encoding="utf-8").splitlines()]
    assert len(rows) == len(benchmark.judgements(benchmark.JUDGED)) >= 200
    assert {frozenset(row) for row in rows} == {frozenset({"report", "at", "digest", "speaker", "cue", "content"})}
    assert max(len(row[part] or "") for row in rows for part in benchmark.PARTS) <= 60
