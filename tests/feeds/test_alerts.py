"""What has fallen due and what is newly contested since the last look."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from typer.testing import CliRunner

from foreigndesk import cli
from foreigndesk.errors import UsageError
from foreigndesk.feeds.alerts import alerts, last_look, looked, state_file
from foreigndesk.model import Reading
from foreigndesk.record import Record

Make = Callable[..., Reading]


def moment(day: str) -> datetime:
    return datetime.fromisoformat(day).replace(tzinfo=UTC)


@pytest.fixture
def record(tmp_path: Path, make_treaty: Make, make_talks: Make, provenance: dict[str, str]) -> Iterator[Record]:
    """A promise due by 1 April 2024, known since 4 March, and a dispute."""
    with Record(tmp_path / "record.db") as made:
        made.add(make_talks(), provenance, moment("2024-03-01"))
        made.add(make_treaty(), provenance, moment("2024-03-04"))
        yield made


@pytest.mark.parametrize(
    ("since", "now", "due", "disputes"),
    [
        (None, "2024-03-02", 0, 0),  # nothing known yet
        (None, "2024-03-05", 0, 1),
        ("2024-03-02", "2024-03-05", 0, 1),
        ("2024-03-05", "2024-03-06", 0, 0),
        ("2024-03-05", "2024-04-03", 1, 0),  # the day has passed
        ("2024-04-03", "2024-04-04", 0, 0),  # told before
        ("2024-03-02", "2024-04-03", 1, 1),
        (None, "2024-04-03", 1, 1),
    ],
)
def test_what_is_new(since: str | None, now: str, due: int, disputes: int, record: Record) -> None:
    found = alerts(record, moment(since) if since else None, moment(now))
    assert (len(found.due), len(found.disputes)) == (due, disputes)


def test_a_report_read_again_is_nothing_new(record: Record, make_treaty: Make, provenance: dict[str, str]) -> None:
    record.add(make_treaty(), {**provenance, "version": "9"}, moment("2024-03-10"))
    assert alerts(record, moment("2024-03-05"), moment("2024-03-11")).disputes == []


def test_every_look_is_remembered(record: Record, tmp_path: Path) -> None:
    def run(*arguments: str) -> str:
        done = CliRunner().invoke(cli.app, ["alerts", "--record", str(tmp_path / "record.db"), *arguments])
        assert done.exit_code == 0, done.output
        return done.stdout

    first = run("--format", "jsonl")
    assert [json.loads(line)["alert"] for line in first.splitlines()] == ["fallen_due", "new_disputes"]
    assert run() == "Nothing has fallen due, and nothing new is contested.\n"
    assert "Fallen due: 1" in run("--since", "2024-03-01T00:00:00Z")
    assert run() == "Nothing has fallen due, and nothing new is contested.\n"
    (tmp_path / "record.db.alerts.json").unlink()
    assert "New disputes: 1" in run("--state", str(tmp_path / "mine.json"))
    assert (tmp_path / "mine.json").exists()


def test_moments_and_states_that_cannot_be_used(tmp_path: Path, record: Record) -> None:
    done = CliRunner().invoke(cli.app, ["alerts", "--record", str(tmp_path / "record.db"), "--since", "soon"])
    assert (done.exit_code, "FD506" in done.stderr) == (2, True)
    with pytest.raises(UsageError, match="FD583"):
        state_file("postgresql://desk/record", None)
    broken = tmp_path / "state.json"
    broken.write_text("{}")
    with pytest.raises(UsageError, match="FD584"):
        last_look(broken)
    looked(broken, moment("2031-01-01"))
    assert last_look(broken) == moment("2031-01-01")
