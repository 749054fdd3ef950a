"""What a desk must not miss: commitments that have fallen due, and disputes that are new, since it last looked."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from foreigndesk.errors import UsageError
from foreigndesk.record import Record
from foreigndesk.rows import Row


@dataclass(frozen=True, slots=True)
class Alerts:
    """Flat rows, as ``Record.table`` has them; ``until`` is the moment up to which the record was looked at."""

    due: list[Row]
    disputes: list[Row]
    until: datetime


def alerts(record: Record, since: datetime | None, now: datetime | None = None) -> Alerts:
    """Commitments that are overdue now and were not (or not known) at a moment, and disputes not known then; ``None``: all.

    What was recorded in the running second is left for the next look, as more may come in it.
    """
    until = (now or datetime.now(UTC)).replace(microsecond=0) - timedelta(seconds=1)

    def overdue(at: datetime) -> Iterable[Row]:
        return record.table("commitment", status="overdue", as_of=at.date(), known_by=at)

    def contested(at: datetime) -> Iterable[Row]:
        return record.table("dispute", known_by=at)

    return Alerts(_new(overdue, since, until), _new(contested, since, until), until)


def _new(look: Callable[[datetime], Iterable[Row]], since: datetime | None, until: datetime) -> list[Row]:
    found = list(look(until))
    if since is None or not found:
        return found
    before = {row["id"] for row in look(since)}
    return [row for row in found if row["id"] not in before]


def state_file(record: str, given: Path | None) -> Path:
    """Where the last look is remembered: as given, else beside the record's file. Raises UsageError FD583."""
    if given is not None:
        return given
    if "://" in record:
        raise UsageError("FD583", "a record at a URL has no folder for the last look: give --state FILE, or --since MOMENT")
    path = Path(record)
    return path.with_name(f"{path.name}.alerts.json")


def last_look(state: Path) -> datetime | None:
    """The moment of the last look, ``None`` where there was none. Raises UsageError FD584."""
    if not state.exists():
        return None
    try:
        return datetime.fromisoformat(json.loads(state.read_text(encoding="utf-8"))["looked"])
    except (ValueError, KeyError, TypeError) as error:
        raise UsageError("FD584", f"{state}: tells no moment; delete it, and all is told anew") from error


def looked(state: Path, until: datetime) -> None:
    """Remember a look."""
    unfinished = state.with_name(f".{state.name}.new")
    unfinished.write_text(json.dumps({"looked": until.isoformat()}) + "\n", encoding="utf-8")
    unfinished.replace(state)
