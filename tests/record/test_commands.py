"""The commands of record time on the command line, with a reader made of the invented readings in place of the real one."""

from __future__ import annotations

import json
import sys
import types
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from foreigndesk import cli, intake
from foreigndesk.model import Reading, Report
from foreigndesk.record import Record

Make = Callable[..., Reading]
Run = Callable[..., Any]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, make_treaty: Make, make_talks: Make, provenance: dict[str, str]) -> Run:
    """Runs a command in a folder with a record of two reports; the reader of ``diff`` tells the first one otherwise."""
    newer = make_treaty()
    newer.events = newer.events[1:]
    newer.events[0].mode = "firearms"
    newer.commitments, newer.actors[2].name = [], "Ilda Korr-Vel"
    readings = {"treaty": newer, "talks": make_talks()}

    class Reader:
        def __init__(self, language: str | None = None, *, cues: str = "all", max_words: int = 0) -> None:
            self.provenance = {"version": "0.2.0", "model": "test-model", "lexicon": "test-lexicon"}

        def read(self, report: Report) -> Reading:
            assert report.text == readings[report.id].report.text
            assert report.published == readings[report.id].report.published
            return readings[report.id]

        def read_many(self, reports: list[Report]) -> list[Reading]:
            return [self.read(report) for report in reports]

    module = types.ModuleType("foreigndesk.reader")
    module.Reader = Reader  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "foreigndesk.reader", module)
    monkeypatch.setattr(intake, "reports", lambda inputs, **_: iter([readings[name].report for name in inputs]))
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "160")
    with Record("record.db") as record:
        record.add(make_treaty(), provenance)
        record.add(make_talks(), provenance)
    return lambda *arguments: CliRunner().invoke(cli.app, arguments)


def test_diff_shows_and_writes_nothing(run: Run) -> None:
    done = run("diff", "--format", "jsonl")
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    assert [(one["change"], one["kind"], one["id"], one["fields"]) for one in lines] == [
        ("changed", "actor", "korr", ["name"]),
        ("changed", "event", "treaty-shelling", ["mode"]),
        ("dropped", "event", "treaty-opening", []),
        ("dropped", "commitment", "treaty-promise", []),
    ]
    assert (lines[1]["before"]["mode"], lines[1]["after"]["mode"]) == ("artillery", "firearms")
    shown = run("diff", "treaty").stdout
    assert "mode=artillery" in shown
    assert "mode=firearms" in shown
    assert shown.endswith("In all: 1 actor changed, 1 event changed, 1 commitment dropped, 1 event dropped.\n")
    assert run("diff", "talks").stdout == "In all: no change.\n"
    assert run("diff", "treaty", "--format", "csv").stdout.splitlines()[0] == "report,change,kind,id,fields,before,after"
    assert len(run("commitments", "--format", "jsonl").stdout.splitlines()) == 1


def test_diff_applied_is_added(run: Run) -> None:
    assert run("diff", "--apply").exit_code == 0
    assert run("commitments", "--format", "jsonl").stdout == ""
    with Record("record.db") as record:
        assert {row["reader"]["version"] for row in record.reports()} == {"0.2.0"}
    assert run("diff").stdout == "In all: no change.\n"


def test_what_is_not_kept_cannot_be_compared(run: Run) -> None:
    assert run("read", "talks", "--record", "record.db", "--no-text", "--quiet").exit_code == 0
    done = run("diff", "talks", "treaty")
    assert (done.exit_code, done.stderr.count("\n")) == (2, 1)
    assert done.stderr.startswith("foreigndesk: [FD411] the text of talks is not kept, so that it cannot be read again")
    assert "mode=firearms" in done.stdout
    brief = run("brief", "--actor", "US")
    assert brief.exit_code == 0
    assert "“The US may impose sanctions on Belmora.”" in brief.stdout
    assert "The US may impose sanctions" in run("brief", "--actor", "US", "--format", "csv").stdout


def test_withdraw(run: Run) -> None:
    done = run("withdraw", "treaty", "--reason", "a court's order")
    assert done.exit_code == 0
    assert "a court's order" in done.stdout
    assert run("statements").stdout == "The record has nothing of what is asked for.\n"
    done = run("read", "treaty", "--record", "record.db", "--quiet")
    assert done.exit_code == 2
    assert "[FD410]" in done.stderr
    assert run("read", "treaty", "--record", "record.db", "--quiet", "--readmit").exit_code == 0
    assert run("withdraw", "nothing", "--reason", "x").stderr.startswith("foreigndesk: [FD407]")
    assert run("withdraw", "talks", "--reason", " ").stderr.startswith("foreigndesk: [FD516]")


@pytest.mark.parametrize(
    ("command", "rows"),
    [
        (("events", "--known-by", "2001-01-01"), 0),
        (("events", "--known-by", "2999-01-01T12:00Z"), 5),
        (("events", "--known-by", "2999-01-01T12:00"), 5),
        (("statements", "--known-by", "2001-01-01T12:00+02:00"), 0),
        (("events", "--limit", "2"), 2),
        (("commitments", "--due-before", "2024-04-02"), 1),
        (("commitments", "--due-before", "2024-04-01"), 0),
        (("commitments", "--due-before", "2024-06-01", "--state", "overdue", "--as-of", "2024-05-01"), 1),
        (("commitments", "--assume", "the shelling stops=2024-03-10"), 1),
        (("actors", "--record", "record.db", "--known-by", "2001-01-01"), 0),
    ],
)
def test_what_is_asked(run: Run, command: tuple[str, ...], rows: int) -> None:
    done = run(*command, "--format", "jsonl")
    assert (done.exit_code, len(done.stdout.splitlines())) == (0, rows), done.stderr


@pytest.mark.parametrize(
    ("command", "code"),
    [
        (("events", "--known-by", "yesterday"), "FD506"),
        (("events", "--known-by", "2024-01-01Tnoon"), "FD506"),
        (("commitments", "--assume", "the shelling stops"), "FD517"),
        (("commitments", "--assume", "=2024-03-10"), "FD517"),
        (("commitments", "--assume", "the shelling stops=soon"), "FD506"),
        (("commitments", "--assume", "the moon falls=2024-03-10"), "FD518"),
        (("commitments", "--assume", "treaty-said=2024-03-10"), "FD518"),
        (("commitments", "--state", "kept"), "FD508"),
        (("actors", "--known-by", "2024-01-01"), "FD511"),
    ],
)
def test_what_makes_no_sense(run: Run, command: tuple[str, ...], code: str) -> None:
    done = run(*command)
    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr.startswith(f"foreigndesk: [{code}]")
