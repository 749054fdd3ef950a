"""``foreigndesk explain`` on files and records."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from foreigndesk.cli import app
from foreigndesk.reader import Reader

TEXT = "Nairobi, June 2, 2031 - Kenya vowed to reopen its border with Somalia within two weeks. Peru shelled a town in Chile on Sunday."
pytestmark = pytest.mark.usefixtures("reader")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, reader: Reader) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "200")
    monkeypatch.delenv("FOREIGNDESK_RECORD", raising=False)
    Path("report.txt").write_text(TEXT, encoding="utf-8")
    assert CliRunner().invoke(app, ["read", "report.txt", "--record", "record.db", "--quiet"]).exit_code == 0
    return tmp_path


@pytest.mark.usefixtures("folder")
def test_words_of_a_file() -> None:
    done = CliRunner().invoke(app, ["explain", "report.txt", "--at", "reopen"])
    assert (done.exit_code, done.stderr) == (0, "")
    assert "under 'vowed' (promise) → promised" in done.stdout
    assert "shelled" not in done.stdout


@pytest.mark.usefixtures("folder")
def test_a_fact_of_a_record_as_the_lists_print_it() -> None:
    listed = CliRunner().invoke(app, ["events", "--type", "ASSAULT", "--format", "jsonl"])
    (event,) = map(json.loads, listed.stdout.splitlines())
    done = CliRunner().invoke(app, ["explain", event["id"][:-6], "--record", "record.db", "--format", "jsonl"])
    (row,) = map(json.loads, done.stdout.splitlines())
    assert (row["kind"], row["of"], row["id"], row["notes"]) == ("explanation", "event", event["id"], [])
    assert row["reasons"][0]["says"].endswith("Peru [shelled] a town in Chile on Sunday.")


@pytest.mark.parametrize(
    ("arguments", "line"),
    [
        (("none",), "[FD530] nothing here has the id 'none'"),
        (("event-",), "[FD531] 'event-' may be any of 2: event-"),
        (("report.txt", "--at", "Uganda"), "[FD534] the report has no words 'Uganda'"),
        (("event-", "--at", "Kenya"), "[FD536] --at asks a report's file, and event- is none"),
        (("KEN", "--record", "none.db"), "[FD401] no record at none.db"),
        (("record.db",), "[FD1"),
    ],
)
@pytest.mark.usefixtures("folder")
def test_one_clear_line_and_status_2(arguments: tuple[str, ...], line: str) -> None:
    done = CliRunner().invoke(app, ["explain", *arguments])
    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr.startswith(f"foreigndesk: {line}")
    assert done.stderr.count("\n") == 1
