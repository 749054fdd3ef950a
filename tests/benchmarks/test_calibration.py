"""The figures of calibration: none off where confidence is the share of right events, and a gap where it is not."""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

BENCHMARKS = Path(__file__).parents[2] / "benchmarks"


def load(name: str, alias: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(alias, BENCHMARKS / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = sys.modules[alias] = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def calibration() -> Iterator[ModuleType]:
    with pytest.MonkeyPatch.context() as patch:
        for name in ("coverage", "exam"):  # the scripts beside it, not packages of that name
            patch.setitem(sys.modules, name, load(name, f"benchmark_{name}"))
        yield load("calibration", "benchmark_calibration")


def cases(calibration: ModuleType, *groups: tuple[float, int, int]) -> list[object]:
    """Events of one confidence after the other: how many, and how many of them are right."""
    return [calibration.Case(confidence, i < right) for confidence, n, right in groups for i in range(n)]


@pytest.mark.parametrize(
    ("groups", "error", "brier", "ranked"),
    [
        ([(0.5, 4, 2)], 0.0, 0.25, 0.5),
        ([(0.9, 10, 9), (0.1, 10, 1)], 0.0, 0.09, 0.9),
        ([(1.0, 4, 2)], 0.5, 0.5, 0.5),
        ([(0.8, 5, 0), (0.2, 5, 5)], 0.8, 0.64, 0.0),
        ([(0.7, 2, 1), (0.65, 2, 2)], 0.075, 0.2063, 0.1667),
    ],
)
def test_figures(calibration: ModuleType, groups: list[tuple[float, int, int]], error: float, brier: float, ranked: float) -> None:
    given = cases(calibration, *groups)
    figures = (calibration.expected_error(given), calibration.brier(given), calibration.ranked(given))
    assert figures == pytest.approx((error, brier, ranked), abs=1e-3)


def test_bins_are_equal_and_closed_above(calibration: ModuleType) -> None:
    given = cases(calibration, (0.0, 1, 0), (0.19, 1, 0), (0.2, 1, 0), (1.0, 1, 1))
    assert [(number, len(group)) for number, group in calibration.binned(given, 5)] == [(0, 2), (1, 1), (4, 1)]
