"""The scorer of references: which recorded mention answers a gold one, and whether the recorded actor is the right one."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

from foreigndesk.model import Actor


@pytest.fixture(scope="module")
def scorer() -> ModuleType:
    spec = importlib.util.spec_from_file_location("benchmark_references", Path(__file__).parents[2] / "benchmarks" / "references.py")
    assert spec is not None
    assert spec.loader is not None
    module = sys.modules[spec.name] = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


SPANS = [
    ((10, 20), [(0, 20), (10, 15)], (0, 20)),  # a title before the name
    ((0, 20), [(14, 20), (0, 6)], (14, 20)),  # the head noun alone; not the adjective within
    ((0, 7), [(0, 14)], (0, 14)),  # half of what is recorded
    ((0, 4), [(0, 14), (20, 30)], None),
]


@pytest.mark.parametrize(("gold", "spans", "expected"), SPANS)
def test_answering(scorer: ModuleType, gold: tuple[int, int], spans: list[tuple[int, int]], expected: tuple[int, int] | None) -> None:
    assert scorer.answering(gold, spans) == expected


ACTORS = [
    (Actor("FRA:navy", "French navy", "armed_force", iso3="FRA"), "French Navy", "FRA", True),
    (Actor("FRA:government", "French government", "government_body", iso3="FRA"), "Government of France", "FRA", True),
    (Actor("FRA", "France", "state", iso3="FRA"), "French Navy", "FRA", False),
    (Actor("FRA", "France", "state", iso3="FRA"), "France", "FRA", True),
    (Actor("actor-1", "Roe", "person", iso3="FRA"), "Jane Roe", "FRA", True),
    (Actor("actor-1", "Jane", "person"), "Jane Roe", "FRA", False),
    (Actor("actor-1", "Jane Roe", "person", iso3="TCD"), "Jane Roe", "FRA", False),
    (Actor("actor-2", "Jane Roe of Lake University", "person"), "Lake University", "TCD", False),
    (Actor("actor-3", "LU", "other"), "Lake University", "TCD", False),
]


@pytest.mark.parametrize(("actor", "name", "iso3", "expected"), ACTORS)
def test_same_actor(scorer: ModuleType, actor: Actor, name: str, iso3: str, expected: bool) -> None:
    assert scorer.same(actor, {"name": name, "iso3": iso3}) is expected


def test_wilson_interval(scorer: ModuleType) -> None:
    assert scorer.wilson(50, 100) == pytest.approx((40.38, 59.62), abs=1e-2)
