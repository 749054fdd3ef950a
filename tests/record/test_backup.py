"""Backups: whole as of one moment, taken while the record is in use, never over something else."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from typer.testing import CliRunner

from foreigndesk.cli import app
from foreigndesk.errors import RecordError
from foreigndesk.model import Reading
from foreigndesk.record import Record
from foreigndesk.record.backup import backup
from foreigndesk.record.checks import check

Make = Callable[..., Reading]
MOMENT = datetime(2024, 6, 1, tzinfo=UTC)


@pytest.fixture
def path(tmp_path: Path, make_treaty: Make, provenance: dict[str, str]) -> Path:
    with Record(tmp_path / "record.db") as record:
        record.add(make_treaty(), provenance, MOMENT)
    return tmp_path / "record.db"


def ids(path: Path) -> list[str]:
    with Record(path, create=False) as record:
        return [row["id"] for row in record.reports()]


def test_the_copy_is_the_record(path: Path) -> None:
    seen = backup(path, path.with_name("copy.db"))
    assert (seen.findings, seen.counts["reports"]) == ([], 1)
    assert ids(path.with_name("copy.db")) == ["treaty"]
    assert sorted(file.name for file in path.parent.iterdir()) == ["copy.db", "record.db"]


def test_while_it_is_written(path: Path, make_treaty: Make, provenance: dict[str, str]) -> None:
    copies = [path.with_name(f"copy-{number}.db") for number in range(4)]
    done = threading.Event()

    def write() -> None:
        with Record(path) as record:
            for number in range(200):
                record.add(make_treaty(id=f"treaty-{number:03}"), provenance, MOMENT)
                if done.is_set():
                    return

    writer = threading.Thread(target=write)
    writer.start()
    for copy in copies:
        backup(path, copy)
    done.set()
    writer.join()
    for copy in copies:
        kept = ids(copy)
        assert kept == ["treaty", *(f"treaty-{number:03}" for number in range(len(kept) - 1))]  # as of one moment


def test_nothing_is_overwritten_unless_asked(path: Path) -> None:
    copy = path.with_name("copy.db")
    copy.write_text("Something else.")
    with pytest.raises(RecordError, match=r"FD427.*there already.*--force"):
        backup(path, copy)
    assert copy.read_text() == "Something else."
    backup(path, copy, force=True)
    assert ids(copy) == ["treaty"]


def test_never_over_the_record_itself(path: Path) -> None:
    link = path.with_name("link.db")
    try:
        link.symlink_to(path)
    except OSError:
        pytest.skip("not everybody may make a link on Windows")
    for to in (path, link):
        with pytest.raises(RecordError, match=r"FD427.*the record itself"):
            backup(path, to, force=True)
    assert ids(path) == ["treaty"]


def test_never_under_a_log_that_is_still_there(path: Path) -> None:
    copy = path.with_name("copy.db")
    with Record(copy) as used:
        assert list(used.reports()) == []
        with pytest.raises(RecordError, match=r"FD427.*in use"):
            backup(path, copy, force=True)


@pytest.mark.parametrize("url", ["postgresql://me:secret@host/desk", "mysql://host/desk"])
def test_other_databases_have_their_own_tools(url: str, tmp_path: Path) -> None:
    with pytest.raises(RecordError, match=r"FD426.*pg_dump") as raised:
        backup(url, tmp_path / "copy.db")
    assert "secret" not in str(raised.value)


def test_where_there_is_nothing_to_copy_or_no_place_for_it(path: Path) -> None:
    with pytest.raises(RecordError, match="FD401"):
        backup(path.with_name("none.db"), path.with_name("copy.db"))
    with pytest.raises(RecordError, match="FD428"):
        backup(path, path.with_name("none") / "copy.db")


def test_faults_are_copied_and_told(path: Path, make_treaty: Make, provenance: dict[str, str]) -> None:
    reading = make_treaty(id="odd")
    reading.events[0].confidence = 2
    with Record(path) as record:
        record.add(reading, provenance, MOMENT)
    copy = path.with_name("copy.db")
    done = CliRunner().invoke(app, ["backup", str(path), str(copy)])
    assert (done.exit_code, done.stderr) == (1, "odd odd-opening: confidence is 2, which is not between 0 and 1\n")
    assert done.stdout.startswith(f"{copy}: 2 reports, 2 readings, ")
    assert check(copy).findings == check(path).findings
    assert CliRunner().invoke(app, ["check", str(path)]).exit_code == 1
