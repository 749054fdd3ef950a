"""The batch command."""

from __future__ import annotations

import sys
import types
from pathlib import Path

import batch_readers
import pytest
from typer.testing import CliRunner

from foreigndesk import cli
from foreigndesk.batch.work import Job, Worker
from foreigndesk.errors import UsageError

from .conftest import Write


@pytest.fixture(autouse=True)
def _one_process(monkeypatch: pytest.MonkeyPatch) -> None:
    """The stand-in reader, in this process."""
    from foreigndesk.batch import processes

    class Reader(batch_readers.QuickReader):
        def __init__(self, language: str | None = None, *, cues: str = "all") -> None:
            pass

    module = types.ModuleType("foreigndesk.reader")
    module.Reader = Reader  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "foreigndesk.reader", module)
    monkeypatch.setattr(processes, "outcomes", lambda chunks, job, workers, unread: map(Worker(job), chunks))


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["only-one"], "FD556"),
        (["a.csv", "out", "--column", "nonsense=x"], "FD557"),
        (["a.csv", "out", "--column", "text"], "FD557"),
        (["a.jsonl", "out", "--published", "soon"], "FD506"),
    ],
)
def test_what_makes_no_sense(arguments: list[str], code: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    done = CliRunner().invoke(cli.app, ["batch", *arguments])
    assert (done.exit_code, code in done.stderr) == (2, True)


def test_it_says_what_it_did(archive: Write, tmp_path: Path) -> None:
    out = str(tmp_path / "out")
    done = CliRunner().invoke(cli.app, ["batch", str(archive(3)), out])
    assert (done.exit_code, done.stderr) == (0, "")
    assert done.stdout.startswith("3 reports read, 0 set aside, 0 known before; 36 words in ")
    done = CliRunner().invoke(cli.app, ["batch", str(archive(3, "")), out, "--quiet"])
    assert (done.exit_code, done.stdout) == (2, "")
    assert "[FD107]" in done.stderr


def test_a_worker_with_another_reader(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="FD558"):
        Worker(Job(tmp_path, batch_readers.quick, {"version": "9"}))([])
