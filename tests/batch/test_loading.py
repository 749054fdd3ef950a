"""A batch's tables loaded into a record make the record that reading into it makes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from foreigndesk.batch.loading import load
from foreigndesk.batch.output import Output
from foreigndesk.batch.reading import Part
from foreigndesk.cli import app
from foreigndesk.errors import UsageError
from foreigndesk.model import Reading
from foreigndesk.record import Record
from foreigndesk.rows import rows

MOMENT = datetime(2031, 7, 1, tzinfo=UTC)


@pytest.fixture
def tables(tmp_path: Path, make_treaty: Callable[..., Reading], make_talks: Callable[[], Reading], provenance: dict[str, str]) -> Path:
    for number, reading in enumerate((make_treaty(), make_talks())):
        part = Part(f"2031-0{number + 1}", [f"{number:032x}"])
        for row in rows(reading, reader=provenance):
            part.rows[row["kind"]].append(row)
        Output(tmp_path / "tables").write(part)
    return tmp_path / "tables"


def everything(record: Record) -> list[Any]:
    return [list(row.items()) for report in record.reports() for row in record.rows(report["id"])]


def test_as_if_read_into_it(
    tables: Path, tmp_path: Path, make_treaty: Callable[..., Reading], make_talks: Callable[[], Reading], provenance: dict[str, str]
) -> None:
    with Record(tmp_path / "read.db") as read, Record(tmp_path / "loaded.db") as loaded:
        for reading in (make_treaty(), make_talks()):
            read.add(reading, provenance, MOMENT)
        done = load(tables, loaded, recorded=MOMENT)
        assert (done.added, done.known, done.refused) == (2, 0, 0)
        assert everything(loaded) == everything(read)
        assert (again := load(tables, loaded, recorded=MOMENT)).known == 2
        assert again.added == 0
        assert not any(read.add(reading, provenance, MOMENT) for reading in (make_treaty(), make_talks()))


def test_what_was_withdrawn_stays_out(tables: Path, tmp_path: Path) -> None:
    with Record(tmp_path / "loaded.db") as record:
        load(tables, record)
        gone = next(record.reports())["id"]
        record.withdraw(gone, "asked to")
        done = load(tables, record)
        assert (done.added, done.known, done.refused) == (0, 1, 1)
        assert gone not in [report["id"] for report in record.reports()]


def test_no_tables_there(tmp_path: Path) -> None:
    with Record("sqlite://") as record, pytest.raises(UsageError, match=r"FD549.*foreigndesk batch"):
        load(tmp_path, record)


def test_the_command(tables: Path, tmp_path: Path) -> None:
    given = ["load", str(tables), "--record", str(tmp_path / "record.db")]
    assert CliRunner().invoke(app, given).output == "2 reports added, 0 known before\n"
    assert CliRunner().invoke(app, given).output == "0 reports added, 2 known before\n"
