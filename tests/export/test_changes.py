"""The changes feed: what differs from what the record had before a moment."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from foreigndesk.errors import UsageError
from foreigndesk.export.changes import moment
from foreigndesk.model import Reading
from foreigndesk.record import Record

Export = Callable[..., str]
FIRST, LATER = "2024-06-01T12:30:00Z", "2024-06-02T12:30:00Z"


def feed(export: Export, since: str | None) -> list[dict[str, Any]]:
    return [json.loads(line) for line in export("changes", moment=since).splitlines()]


def told(lines: list[dict[str, Any]]) -> list[str]:
    return [f"{line['change']} {line['id']}" for line in lines]


def test_everything_is_new_at_first(export: Export, record: Record) -> None:
    lines = feed(export, None)
    assert {line["change"] for line in lines} == {"added"}
    assert {line["recorded"] for line in lines} == {FIRST}
    assert told(lines)[:3] == ["added treaty", "added treaty-opening", "added treaty-shelling"]
    facts = [line for line in lines if line["kind"] != "report"]
    assert {line["id"] for line in facts} == {
        row["id"] for kind in ("event", "statement", "commitment", "relation", "dispute") for row in record.facts(kind)
    }
    assert all("text" not in line for line in lines)
    assert feed(export, "2024-06-01T12:30:01Z") == []
    assert feed(export, FIRST) == lines  # the very second comes again


def test_a_newer_reading_tells_what_differs(
    export: Export, record: Record, make_treaty: Callable[..., Reading], provenance: dict[str, str]
) -> None:
    newer = make_treaty()
    newer.events[1].confidence = 0.7
    newer.disputes = []
    newer.events.append(dataclasses.replace(newer.events[2], id="treaty-new"))
    record.add(newer, provenance | {"version": "0.2.0"}, datetime(2024, 6, 2, 12, 30, tzinfo=UTC))
    lines = feed(export, LATER)
    assert told(lines) == ["reread treaty", "changed treaty-shelling", "added treaty-new", "withdrawn treaty-dispute"]
    assert {line["recorded"] for line in lines} == {LATER}
    assert lines[1]["confidence"] == 0.7
    # asked from the beginning, only what stands is told, as new
    whole = told(feed(export, None))
    assert "added treaty-new" in whole
    assert "withdrawn treaty-dispute" not in whole


def test_a_changed_text(export: Export, record: Record, make_treaty: Callable[..., Reading], provenance: dict[str, str]) -> None:
    changed = make_treaty()
    changed.report = dataclasses.replace(changed.report, text=changed.report.text + " Corrected.")
    record.add(changed, provenance, datetime(2024, 6, 2, 12, 30, tzinfo=UTC))
    assert told(feed(export, LATER)) == ["changed treaty"]  # its facts are the same


@pytest.mark.parametrize(
    ("given", "meant"),
    [
        ("2024-03-01T12:30:00Z", datetime(2024, 3, 1, 12, 30, tzinfo=UTC)),
        ("2024-03-01T12:30:00+02:00", datetime(2024, 3, 1, 12, 30, tzinfo=UTC) - timedelta(hours=2)),
        ("2024-03-01T12:30", datetime(2024, 3, 1, 12, 30, tzinfo=UTC)),
        ("2024-03-01", datetime(2024, 3, 1, tzinfo=UTC)),
        (None, None),
    ],
)
def test_moments(given: str | None, meant: datetime | None) -> None:
    assert moment(given) == meant


def test_what_is_no_moment() -> None:
    with pytest.raises(UsageError, match=r"FD514.*yesterday"):
        moment("yesterday")
