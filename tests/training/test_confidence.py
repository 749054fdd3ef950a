"""The fit of confidence: finds the odds that made the verdicts, and its judgements are well formed."""

from __future__ import annotations

import importlib.util
import json
import re
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest

SCRIPT = Path(__file__).parents[2] / "training" / "confidence.py"


@pytest.fixture(scope="module")
def training() -> ModuleType:
    spec = importlib.util.spec_from_file_location("training_confidence", SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_fit_finds_the_odds(training: ModuleType) -> None:
    # of those with the evidence one in four is right, of the others three in four
    evidence = np.repeat([[1.0], [0.0]], 40, axis=0)
    right = np.tile([1.0, 0.0, 0.0, 0.0], 10).tolist() + np.tile([1.0, 1.0, 1.0, 0.0], 10).tolist()
    bias, weight = training.fit(evidence, np.array(right), 1e-9)
    assert (bias, weight) == pytest.approx((np.log(3), -2 * np.log(3)), abs=1e-4)
    assert training.ranked(training.chances(evidence, np.array([bias, weight])), np.array(right)) == pytest.approx(0.75)


def test_a_penalty_draws_the_weights_in(training: ModuleType) -> None:
    evidence, right = np.array([[1.0], [1.0], [0.0], [0.0]]), np.array([1.0, 1.0, 0.0, 1.0])
    loose, tight = (training.fit(evidence, right, penalty)[1] for penalty in (0.5, 5.0))
    assert 0 < tight < loose


def test_judgements_name_no_sentence() -> None:
    rows = [json.loads(line) for line in SCRIPT.with_suffix(".jsonl").read_text(encoding="utf-8").splitlines()]
    assert len({(row["report"], row["at"], row["event"]) for row in rows}) == len(rows)
    for row in rows:
        assert set(row) == {"report", "at", "event", "verdict"}
        assert re.fullmatch("[0-9a-f]{12}", row["event"])
        assert row["verdict"] in {"accepted", "rejected"}
