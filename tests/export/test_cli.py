"""``foreigndesk export``: formats by name, files whole or not at all, options that make no sense refused."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from typer.testing import CliRunner

from foreigndesk.cli import app
from foreigndesk.export.formats import format_of, formats
from foreigndesk.record import Record

runner = CliRunner()


def run(path: Path, *arguments: str) -> tuple[int, str, str]:
    result = runner.invoke(app, ["export", *arguments, "--record", str(path)])
    return result.exit_code, result.stdout, result.stderr


def test_help_lists_every_format() -> None:
    said = " ".join(runner.invoke(app, ["export", "--help"]).stdout.split())
    for name, what in formats().items():
        assert f"{name}: {what}" in said.replace("│", "")


@pytest.mark.parametrize("name", formats())
def test_every_format_is_written(name: str, record: Record, path: Path, tmp_path: Path) -> None:
    file = tmp_path / "made"
    assert run(path, name, "--to", str(file)) == (0, "", "")
    assert file.stat().st_size
    assert [one.name for one in tmp_path.iterdir() if one.name.startswith(".")] == []
    if not format_of(name).binary:
        assert run(path, name)[1].replace("\r\n", "\n") == file.read_text(encoding="utf-8")


def test_the_usual_filters(record: Record, path: Path) -> None:
    lines = run(path, "icews", "--actor", "Namibia", "--type", "assault", "--status", "negated")[1].splitlines()
    assert len(lines) == 1  # the header
    lines = run(path, "icews", "--actor", "Namibia", "--since", "2024-05-01", "--until", "2024-06-01")[1].splitlines()
    assert len(lines) == 3
    assert run(path, "wide", "--kind", "commitment", "--status", "PENDING")[1].count("\n") == 4
    assert run(path, "dyads", "--by", "year", "--min-confidence", "0.9")[1].count('"2024",') == 2


def test_changes_since_a_moment(record: Record, path: Path) -> None:
    code, out, _ = run(path, "changes", "--since", "2024-06-01T12:00:00Z")
    assert code == 0
    assert json.loads(out.splitlines()[0])["change"] == "added"
    assert run(path, "changes", "--since", "2024-06-01T13:00:00Z") == (0, "", "")


def test_the_codebook_needs_no_record(tmp_path: Path) -> None:
    code, out, _ = run(tmp_path / "none.db", "codebook")
    assert code == 0
    assert out.startswith("table,position,column,type,meaning\n")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["xlsx"], "[FD512] no format is called 'xlsx': give one of polecat, icews"),
        (["gdelt", "--by", "month"], "[FD515] gdelt has no --by"),
        (["icews", "--kind", "event"], "[FD515] icews has no --kind"),
        (["wide", "--kind", "actor"], "[FD515] --kind actor is none of event, statement"),
        (["dyads", "--by", "decade"], "[FD515] --by decade is none of day, week, month, year"),
        (["jsonld", "--type", "ASSAULT"], "[FD515] jsonld cannot be chosen by --type"),
        (["changes", "--actor", "Namibia"], "[FD515] changes takes --since and no other filter"),
        (["changes", "--since", "noon"], "[FD514] noon is no moment"),
        (["wide", "--since", "noon"], "[FD506] --since noon is not a date"),
        (["wide", "--kind", "relation", "--status", "pending"], "[FD508] a relation has nothing that --status"),
        (["polecat", "--status", "sure"], "[FD508] --status sure is no event's"),
    ],
)
def test_what_makes_no_sense(arguments: list[str], said: str, record: Record, path: Path) -> None:
    code, out, error = run(path, *arguments)
    assert (code, out) == (2, "")
    assert said in error
    assert error.count("\n") == 1


def test_a_file_is_whole_or_as_it_was(record: Record, path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "events.tsv"
    file.write_text("before", encoding="utf-8")

    def fails(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("foreigndesk.export.icews.tabbed", fails)
    code, _, error = run(path, "icews", "--to", str(file))
    assert (code, "FD509" in error, file.read_text(encoding="utf-8")) == (2, True, "before")
    assert sorted(one.name for one in tmp_path.iterdir() if one.suffix != ".db-wal" and one.suffix != ".db-shm") == [
        "events.tsv",
        "record.db",
    ]


def test_a_file_has_the_usual_rights(record: Record, path: Path, tmp_path: Path) -> None:
    mask = os.umask(0o027)
    try:
        run(path, "icews", "--to", str(tmp_path / "made"))
    finally:
        os.umask(mask)
    assert (tmp_path / "made").stat().st_mode & 0o777 == 0o640


def test_nowhere_to_write(record: Record, path: Path, tmp_path: Path) -> None:
    code, _, error = run(path, "icews", "--to", str(tmp_path / "no" / "made"))
    assert (code, "FD509" in error) == (2, True)
