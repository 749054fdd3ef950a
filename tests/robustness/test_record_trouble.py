"""What can happen to a record's file: one clear line, the exit status 2, and the data as it was."""

from __future__ import annotations

import os
import random
import shutil
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from foreigndesk.cli import app
from foreigndesk.model import Reading
from foreigndesk.reader import Reader
from foreigndesk.record import Record, opening
from foreigndesk.record.checks import check
from foreigndesk.record.opening import VERSION_TABLE

resource = pytest.importorskip("resource", reason="limits of files, users and modes are those of Unix")

STORY = "Arvania recalled its ambassador from Belmora on Monday. Belmora said it would answer within a week.\n"
NOBODY = 65534


@pytest.fixture
def folder() -> Iterator[Path]:
    """A folder that anybody may look into, with a sound record and a report that is not in it."""
    path = Path(tempfile.mkdtemp())
    path.chmod(0o755)
    (path / "story.txt").write_text(STORY)
    yield path
    path.chmod(0o755)
    shutil.rmtree(path)


@pytest.fixture
def record(folder: Path, make_treaty: Callable[..., Reading], provenance: dict[str, str]) -> Path:
    with Record(folder / "record.db") as opened:
        for number in range(4):
            opened.add(make_treaty(id=f"treaty-{number}"), provenance, datetime(2024, 6, 1, tzinfo=UTC))
    return folder / "record.db"


def run(*arguments: str | Path) -> Any:
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


def refused(done: Any, code: str, *words: str) -> None:
    """One line on standard error with this code and these words, nothing else, and the status 2."""
    assert done.exit_code == 2, (done.output, done.exception)
    assert done.stderr.startswith(f"foreigndesk: [{code}] ")
    assert done.stderr.count("\n") == 1
    assert all(word in done.stderr for word in words), done.stderr


def rows(path: Path) -> list[Any]:
    with Record(path, create=False) as record:
        return [list(record.rows(report["id"])) for report in record.reports()]


@contextmanager
def files_no_larger_than(size: int) -> Iterator[None]:
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@contextmanager
def as_nobody() -> Iterator[None]:
    """Root may write everything: it steps down."""
    if os.geteuid() != 0:
        yield
        return
    os.setresuid(NOBODY, NOBODY, 0)
    try:
        yield
    finally:
        os.setresuid(0, 0, 0)


# --- writing


@pytest.mark.parametrize("room", [0, 4096, 20_000])
def test_a_full_disk(record: Path, room: int, reader: Reader) -> None:
    before = rows(record)
    with files_no_larger_than(room):
        done = run("read", record.parent / "story.txt", "--record", record, "--quiet")
    refused(done, "FD421", "make room")
    assert (rows(record), check(record).findings) == (before, [])
    assert run("read", record.parent / "story.txt", "--record", record, "--quiet").exit_code == 0
    assert len(rows(record)) == len(before) + 1


def test_a_full_disk_where_a_record_is_to_be_made(folder: Path, reader: Reader) -> None:
    with files_no_larger_than(8192):
        refused(run("read", folder / "story.txt", "--record", folder / "new.db", "--quiet"), "FD421")
    assert run("read", folder / "story.txt", "--record", folder / "new.db", "--quiet").exit_code == 0
    assert check(folder / "new.db").findings == []


def test_a_full_disk_stops_at_the_first_report(record: Path, reader: Reader) -> None:
    story = record.parent / "story.txt"
    with files_no_larger_than(0):
        refused(run("read", story, story, story, "--record", record, "--quiet"), "FD421")


def test_a_full_disk_where_a_copy_is_to_be_made(record: Path) -> None:
    with files_no_larger_than(40_000):
        refused(run("backup", record, record.parent / "copy.db"), "FD428", "copy.db cannot be written")
    assert sorted(file.name for file in record.parent.iterdir()) == ["record.db", "story.txt"]


@pytest.mark.parametrize("sealed", [False, True])
def test_a_file_that_may_not_be_written(record: Path, sealed: bool, reader: Reader) -> None:
    before, bytes_ = rows(record), record.read_bytes()
    record.chmod(0o444)
    if sealed:
        record.parent.chmod(0o555)
    with as_nobody():
        refused(run("read", record.parent / "story.txt", "--record", record, "--quiet"), "FD422", "permissions")
        assert run("events", "--each", "--record", record, "--format", "jsonl").stdout.count("\n") == 12
        assert run("check", record).stdout.startswith("ok: 4 reports")
    record.parent.chmod(0o755)
    assert (rows(record), record.read_bytes()) == (before, bytes_)


def test_a_locked_record(record: Path, reader: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "BUSY_MS", 20)
    with closing(sqlite3.connect(record, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        refused(run("read", record.parent / "story.txt", "--record", record, "--quiet"), "FD423", "another program")
        assert run("events", "--record", record).exit_code == 0
        assert run("backup", record, record.parent / "copy.db").exit_code == 0
    assert rows(record.parent / "copy.db") == rows(record)
    assert run("read", record.parent / "story.txt", "--record", record, "--quiet").exit_code == 0


# --- what is in the file

COMMANDS = ("events", "brief", "actors", "check", "backup", "read")


def ask(command: str, path: Path) -> Any:
    """A command on a record, whichever way it takes it."""
    match command:
        case "check":
            return run("check", path)
        case "backup":
            return run("backup", path, path.with_name("copy.db"), "--force")
        case "read":
            return run("read", path.with_name("story.txt"), "--record", path, "--quiet")
        case _:
            return run(command, "--record", path)


@pytest.mark.parametrize("command", COMMANDS)
def test_a_newer_record(record: Path, command: str, reader: Reader) -> None:
    with closing(sqlite3.connect(record)) as connection, connection:
        connection.execute(f"UPDATE {VERSION_TABLE} SET version_num = '9999'")
    before = record.read_bytes()
    refused(ask(command, record), "FD403", "newer foreigndesk", "update the package")
    assert record.read_bytes() == before


@pytest.mark.parametrize("command", COMMANDS)
def test_a_record_without_a_version(record: Path, command: str, reader: Reader) -> None:
    with closing(sqlite3.connect(record)) as connection, connection:
        connection.execute(f"DELETE FROM {VERSION_TABLE}")
    before = record.read_bytes()
    refused(ask(command, record), "FD424", "does not say by which version")
    assert record.read_bytes() == before


@pytest.mark.parametrize("command", COMMANDS)
def test_the_database_of_another_program(folder: Path, command: str, reader: Reader) -> None:
    path = folder / "places.db"
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("CREATE TABLE places (name TEXT)")
    before = path.read_bytes()
    refused(ask(command, path), "FD402", "not a foreigndesk record")
    assert path.read_bytes() == before  # its journal's mode, too
    assert sorted(file.name for file in folder.iterdir()) == ["places.db", "story.txt"]


@pytest.mark.parametrize("size", [100, 1000, 4096, 5000, 16_384, 50_000])
def test_a_truncated_record(record: Path, size: int, reader: Reader) -> None:
    os.truncate(record, size)
    before = record.read_bytes()
    for command in COMMANDS:
        done = ask(command, record)
        if command == "check" and done.exit_code == 1:
            assert done.stdout.startswith("the record: ")
        else:
            refused(done, done.stderr[14:19], "damaged")
    assert record.read_bytes() == before


def test_no_database_at_all(folder: Path, reader: Reader) -> None:
    path = folder / "notes.db"
    path.write_text("These are notes, and no record of anything. " * 200)
    for command in COMMANDS:
        refused(ask(command, path), "FD402", "not a database")
    assert path.read_text().startswith("These are notes")


@pytest.mark.parametrize("seed", range(6))
def test_a_corrupted_record(record: Path, seed: int, reader: Reader) -> None:
    """Bytes are overwritten anywhere: every command answers, or says in one line that it cannot."""
    random_ = random.Random(seed)
    data = bytearray(record.read_bytes())
    at = random_.randrange(len(data))
    data[at : at + 200] = random_.randbytes(200)
    record.write_bytes(data)
    for command in COMMANDS:
        done = ask(command, record)
        assert done.exit_code in (0, 1, 2), (command, done.exception)
        assert done.exit_code != 2 or done.stderr.count("\n") == 1
