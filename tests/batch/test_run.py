"""Batches on this machine: what comes out, what is set aside, and what a kill leaves."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import batch_readers
import pyarrow.parquet
import pytest

import foreigndesk
from foreigndesk.batch import processes, run
from foreigndesk.batch.output import MANIFEST, Output
from foreigndesk.batch.work import Job
from foreigndesk.errors import UsageError
from foreigndesk.intake.piece import Piece

from .conftest import HERE, Write

RAISES = "The envoy of Arvania raises his hat to the envoys of Belmora on the bridge."
KILLS = "The frost kills the vines of Arvania and of Belmora in the night of the talks."


def reports(folder: Path) -> Counter[tuple[str, str]]:
    """How often each report's row is in the tables, with its month."""
    found: Counter[tuple[str, str]] = Counter()
    for file in sorted(folder.glob("report/month=*/part-*.parquet")):
        for row in pyarrow.parquet.ParquetFile(file).read().to_pylist():
            found[row["id"], file.parent.name] += 1
    return found


def events(folder: Path) -> Counter[str]:
    files = sorted(folder.glob("event/month=*/part-*.parquet"))
    return Counter(row["report"] for file in files for row in pyarrow.parquet.ParquetFile(file).read().to_pylist())


def test_parts_by_month(archive: Write, tmp_path: Path) -> None:
    out = tmp_path / "out"
    done = run([archive(12)], out, workers=1, chunk=5, make_reader=batch_readers.quick)
    assert (done.reports, done.failed, done.known) == (12, 0, 0)
    found = reports(out)
    assert set(found.values()) == {1}
    assert Counter(month for _, month in found) == {"month=undated": 3, "month=2031-01": 3, "month=2031-02": 3, "month=2031-03": 3}
    assert events(out) == {f"r{n}": 1 for n in range(12)}


def test_a_part_knows_its_reports(archive: Write, tmp_path: Path) -> None:
    out = tmp_path / "out"
    run([archive(3)], out, workers=1, make_reader=batch_readers.quick)
    for file in out.glob("*/month=*/part-*.parquet"):
        assert len(json.loads(pyarrow.parquet.read_metadata(file).metadata[MANIFEST])) == 1


def test_the_second_run_reads_what_is_new(archive: Write, tmp_path: Path) -> None:
    out = tmp_path / "out"
    run([archive(4)], out, workers=1, make_reader=batch_readers.quick)
    done = run([archive(6)], out, workers=1, make_reader=batch_readers.quick)
    assert (done.reports, done.known) == (2, 4)
    assert set(reports(out).values()) == {1}


def test_the_same_bytes_whatever_the_order_of_workers(archive: Write, tmp_path: Path) -> None:
    for name in ("one", "two"):
        run([archive(40)], tmp_path / name, workers=2, chunk=7, make_reader=batch_readers.quick)
    one, two = ({f.relative_to(tmp_path / n): f.read_bytes() for f in (tmp_path / n).rglob("*.parquet")} for n in ("one", "two"))
    assert one == two


def test_poison_is_set_aside_and_the_rest_done(archive: Write, tmp_path: Path) -> None:
    out = tmp_path / "out"
    done = run([archive(20, RAISES, "", KILLS), tmp_path / "none.txt"], out, workers=2, chunk=6, make_reader=batch_readers.quick)
    assert (done.reports, done.failed) == (20, 4)
    assert set(reports(out).values()) == {1}
    told = [json.loads(line) for line in (out / "failed.jsonl").read_text().splitlines()]
    assert {one["code"] for one in told} == {"FD102", "FD107", "FD552", "FD553"}
    assert all("\n" not in one["name"] for one in told)
    again = run([archive(20, RAISES, "", KILLS), tmp_path / "none.txt"], out, workers=2, make_reader=batch_readers.quick)
    assert (again.reports, again.failed, again.known) == (0, 0, 24)


def test_what_hangs_is_set_aside_and_the_rest_done(archive: Write, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    given, out = archive(20, "This report hangs.", "This one does not come back."), tmp_path / "out"
    make = batch_readers.impatient
    done = run([given], out, workers=2, chunk=6, seconds=0.3, make_reader=make)
    assert (done.reports, done.failed) == (20, 2)
    assert set(reports(out).values()) == {1}
    told = [json.loads(line) for line in (out / "failed.jsonl").read_text().splitlines()]
    assert {one["code"] for one in told} == {"FD548", "FD553"}


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="Windows has no SIGKILL")
def test_a_killed_run_goes_on_without_a_duplicate_or_a_gap(archive: Write, tmp_path: Path) -> None:
    given, out = archive(120), tmp_path / "out"
    draw = random.Random(11)
    command = [sys.executable, str(Path(HERE) / "batch_readers.py"), str(given), str(out)]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([HERE, str(Path(foreigndesk.__file__).parents[1])])}
    killed = 0
    for _ in range(2):
        before = len(reports(out))
        process = subprocess.Popen(command, env=environment, start_new_session=True)
        limit = time.monotonic() + 20
        while process.poll() is None and len(list(out.glob("report/month=*/*"))) <= before // 5 and time.monotonic() < limit:
            time.sleep(0.01)
        time.sleep(draw.uniform(0, 0.3))
        killed += process.poll() is None
        process.send_signal(signal.SIGKILL)
        process.wait()
    assert killed
    time.sleep(0.3)  # its workers leave with it
    assert len(reports(out)) < 120
    done = run([given], out, workers=2, chunk=9, make_reader=batch_readers.slow)
    assert done.reports + done.known == 120
    assert set(reports(out).values()) == {1}
    assert len(reports(out)) == 120
    assert events(out) == {f"r{n}": 1 for n in range(120)}
    assert not list(out.rglob(".unfinished-*"))


def test_what_a_kill_leaves_at_any_point(archive: Write, tmp_path: Path) -> None:
    """A part of whose files only the first so many were written is no part: it goes, and its reports are read again."""
    for left in range(3):
        out = tmp_path / f"out{left}"
        run([archive(6)], out, workers=1, make_reader=batch_readers.quick)
        (out / "report" / "month=2031-01").rename(tmp_path / f"gone{left}")
        if left < 2:
            next((out / "event" / "month=2031-01").iterdir()).rename(out / "event" / "month=2031-01" / ".unfinished-1-x")
        if left < 1:
            (out / "failed.jsonl").write_text('{"digest": "00"}\n{"dig')
        done = run([archive(6)], out, workers=1, make_reader=batch_readers.quick)
        assert (done.reports, done.known) == (1, 5)
        assert set(reports(out).values()) == {1}
        assert events(out) == {f"r{n}": 1 for n in range(6)}


def test_workers_that_cannot_start_blame_no_report(tmp_path: Path) -> None:
    job = Job(tmp_path, batch_readers.dies, batch_readers.QuickReader.provenance)
    with pytest.raises(UsageError, match="FD559"):
        list(processes.outcomes([[Piece("a", b"text", "text")]], job, 1, lambda pieces: pieces))


def test_another_reader_wants_another_folder(archive: Write, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out = tmp_path / "out"
    run([archive(1)], out, workers=1, make_reader=batch_readers.quick)
    monkeypatch.setattr(batch_readers.QuickReader, "provenance", {"version": "1", "model": "quick", "lexicon": "none"})
    with pytest.raises(UsageError, match="FD551"):
        run([archive(1)], out, workers=1, make_reader=batch_readers.quick)


def test_one_run_at_a_time(archive: Write, tmp_path: Path) -> None:
    out = tmp_path / "out"
    with Output(out).opened({}), pytest.raises(UsageError, match="FD550"):
        run([archive(1)], out, workers=1, make_reader=batch_readers.quick)


def test_no_worker(archive: Write, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="FD555"):
        run([archive(1)], tmp_path / "out", workers=0)


@pytest.mark.parametrize(("module", "engine", "code"), [("pyarrow", "processes", "FD513"), ("ray", "ray", "FD554")])
def test_libraries_that_are_missing(module: str, engine: str, code: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from importlib import util

    find = util.find_spec
    monkeypatch.setattr(util, "find_spec", lambda name: None if name == module else find(name))
    with pytest.raises(UsageError, match=code):
        run([], tmp_path / "out", engine=engine)  # type: ignore[arg-type]
