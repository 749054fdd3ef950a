"""A writer killed at random moments; ``benchmarks/crash.py`` does it two hundred times."""

from __future__ import annotations

import os
from pathlib import Path
from types import ModuleType

import pytest


@pytest.mark.skipif(not hasattr(os, "fork"), reason="the writer is forked")
def test_a_killed_writer_leaves_whole_reports(crash: ModuleType, tmp_path: Path) -> None:
    outcome = crash.run(kills=6, seed=7, folder=tmp_path)
    assert (outcome.kills, outcome.wrong) == (6, 0)
