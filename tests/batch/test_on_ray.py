"""The same on Ray: one small cluster for all cases."""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator
from pathlib import Path

import batch_readers
import pytest

import foreigndesk
from foreigndesk.batch import run
from foreigndesk.errors import UsageError

from .conftest import HERE, Write
from .test_run import KILLS, RAISES, events, reports

ray = pytest.importorskip("ray")


@pytest.fixture(scope="module", autouse=True)
def _cluster() -> Iterator[None]:
    path = {"env_vars": {"PYTHONPATH": os.pathsep.join([HERE, str(Path(foreigndesk.__file__).parents[1])])}}
    ray.init(
        address="local", num_cpus=3, include_dashboard=False, log_to_driver=False, logging_level=logging.ERROR, runtime_env=path
    )
    yield
    ray.shutdown()


def test_the_same_rows_and_failures(archive: Write, tmp_path: Path) -> None:
    out = tmp_path / "out"
    twice = [archive(10, RAISES, ""), archive(12, KILLS, name="more.jsonl"), tmp_path / "none.txt"]
    done = run(twice, out, workers=2, engine="ray", chunk=4, make_reader=batch_readers.quick)
    assert (done.reports, done.failed, done.known) == (12, 4, 10)
    assert set(reports(out).values()) == {1}
    assert events(out) == {f"r{n}": 1 for n in range(12)}


def test_small_files_are_read_together(tmp_path: Path) -> None:
    from foreigndesk.batch.on_ray import _groups

    for n in range(5):
        (tmp_path / f"{n}.txt").write_text("x")
    names = [str(tmp_path / f"{n}.txt") for n in range(5)]
    assert _groups([tmp_path], 2) == [names[:2], names[2:4], names[4:]]
    assert _groups(["none.txt"], 2) == [["none.txt"]]
    with pytest.raises(UsageError, match="FD556"):
        _groups(["-"], 2)
