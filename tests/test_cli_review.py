"""The commands ``review`` and ``reviews``."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from foreigndesk.cli import app
from foreigndesk.model import Reading
from foreigndesk.record import Record

Run = Callable[..., Result]


@pytest.fixture
def run(tmp_path: Path, make_treaty: Callable[..., Reading], make_talks: Callable[..., Reading], provenance: dict[str, str]) -> Run:
    path = tmp_path / "r.db"
    with Record(path) as record:
        for reading in (make_treaty(), make_talks()):
            record.add(reading, provenance, datetime(2024, 6, 1, tzinfo=UTC))
    return lambda *words: CliRunner().invoke(app, [*words, "--record", str(path)])


def test_a_review_and_its_undoing(run: Run) -> None:
    done = run("review", "talks-h", "--reject", "--reviewer", "Ann", "--note", "no")
    assert done.stdout.startswith("talks-held: rejected by Ann (review-")
    assert "talks-held" not in run("events", "--format", "csv").stdout
    assert "talks-held" in run("events", "--format", "csv", "--rejected").stdout
    assert "talks-held" not in run("export", "polecat").stdout
    assert "talks-held" in run("export", "polecat", "--rejected").stdout
    assert "rejected" in run("reviews").stdout
    assert "is taken back" in run("review", "undo", "talks-held").stdout
    assert run("reviews").stdout == "The record has no reviews.\n"
    header, first, second = run("reviews", "--history", "--format", "csv").stdout.splitlines()
    assert header == "at,reviewer,verdict,fact,report,correction,state,note,id"
    assert "Ann,rejected,talks-held,talks,,superseded or taken back,no,review-" in first
    assert "withdrawn" in second


def test_a_correction_is_marked(run: Run) -> None:
    run("review", "talks-held", "--correct", "type=AID", "--correct", "actors=US; Belmora", "--correct", "when=2024-05")
    (row,) = map(json.loads, run("events", "--type", "AID", "--format", "jsonl").stdout.splitlines())
    assert (row["actors"], row["when"]["edtf"], row["review"]["was"]["type"]) == (["USA", "belmora"], "2024-05", "CONSULT")
    assert "corrected" in run("events").stdout
    assert 'type=AID; actors=[""USA"", ""belmora""]; when=2024-05' in run("reviews", "--format", "csv").stdout


def test_reviews_go_out_and_in(run: Run, tmp_path: Path) -> None:
    run("review", "together", "talks-held", "treaty-denial")
    run("review", "treaty-said", "--accept")
    told = tmp_path / "reviews.jsonl"
    told.write_text(run("review", "export").stdout, encoding="utf-8")
    assert run("review", "import", str(told)).stdout == "0 new reviews\n"
    other = tmp_path / "other.db"
    Record(other).close()
    done = CliRunner().invoke(app, ["review", "import", str(told), "--record", str(other)])
    assert done.stdout == "2 new reviews; 2 of those that stand are of facts that are not found\n"
    assert run("review", "export", "--gold", str(tmp_path / "gold")).stdout == f"1 facts written to {tmp_path / 'gold'}\n"
    assert [row["standing"] for row in map(json.loads, run("reviews", "--format", "jsonl").stdout.splitlines())] == [True, True]


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["talks-held"], "FD541"),
        (["talks-held", "--accept", "--reject"], "FD541"),
        (["talks-held", "more", "--accept"], "FD541"),
        (["apart", "talks-held"], "FD541"),
        (["undo", "talks-held", "--accept"], "FD541"),
        (["talks-held", "--accept", "--gold", "there"], "FD541"),
        (["talks-held", "--accept", "--reviewer", " "], "FD541"),
        (["talks-held", "--correct", "type"], "FD542"),
        (["import", "nowhere.jsonl"], "FD547"),
    ],
)
def test_errors_are_one_line(run: Run, words: list[str], code: str) -> None:
    done = run("review", *words)
    assert done.exit_code == 2
    assert done.stderr.startswith(f"foreigndesk: [{code}] ")
    assert done.stderr.count("\n") == 1


def test_a_login_without_a_name(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def nobody() -> str:
        raise OSError("no name")

    monkeypatch.setattr("getpass.getuser", nobody)
    assert "FD541" in run("review", "talks-held", "--accept").stderr
