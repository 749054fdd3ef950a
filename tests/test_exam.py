"""The open exam, where its files are at hand: the first issue's figures must stand."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

EXAM = Path(os.environ.get("FOREIGNDESK_EXAM", ""))
ROOT = Path(__file__).parents[1]
WEIGHTS = ROOT / "src" / "foreigndesk" / "language" / "weights"
FLOORS = [
    ("seed", "total", "found", 65),
    ("seed", "total", "right", 45),
    ("facts", "total", "found", 45),
    ("facts", "total", "right", 25),
    ("facts", "event", "precision", 45),
]

pytestmark = [
    pytest.mark.skipif(not os.environ.get("FOREIGNDESK_EXAM"), reason="FOREIGNDESK_EXAM names no folder with the open exam"),
    pytest.mark.skipif(not WEIGHTS.exists(), reason="the language weights are not in this checkout"),
]


@pytest.fixture(scope="module")
def figures(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, dict[str, float]]]:
    out = tmp_path_factory.mktemp("exam") / "figures.json"
    subprocess.run([sys.executable, "benchmarks/exam.py", str(EXAM), "--json", str(out)], cwd=ROOT, check=True)
    return json.loads(out.read_text())


@pytest.mark.parametrize(("part", "kind", "key", "least"), FLOORS)
def test_figures_stand(figures: dict[str, dict[str, dict[str, float]]], part: str, kind: str, key: str, least: float) -> None:
    assert figures[part][kind][key] >= least
