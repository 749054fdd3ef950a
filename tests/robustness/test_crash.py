"""A writer killed at random moments; ``benchmarks/crash.py`` does it two hundred times."""

from __future__ import annotations

import importlib.util
import os
import sys
from pathlib import Path

import pytest


@pytest.mark.skipif(not hasattr(os, "fork"), reason="the writer is forked")
def test_a_killed_writer_leaves_whole_reports(tmp_path: Path) -> None:
    spec = importlib.util.spec_from_file_location("benchmark_crash", Path(__file__).parents[2] / "benchmarks" / "crash.py")
    assert spec is not None
    assert spec.loader is not None
    crash = sys.modules[spec.name] = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(crash)
    outcome = crash.run(kills=6, seed=7, folder=tmp_path)
    assert (outcome.kills, outcome.wrong) == (6, 0)
