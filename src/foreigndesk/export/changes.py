"""The changes feed: what the record learned since a moment, as JSON lines, each with its ``change`` first.

The next feed starts where this one ends: at the ``recorded`` of its last line. What was learned in that very second comes
again, so that nothing is missed of a record that is being written: take lines in by their ``id``.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import IO, TYPE_CHECKING, Any

from foreigndesk.errors import UsageError
from foreigndesk.export import jsonl
from foreigndesk.export.formats import Asked, Format

if TYPE_CHECKING:
    from foreigndesk.record import Record


def moment(given: str | None) -> datetime | None:
    """A moment as given on the command line: ISO 8601, in UTC where it names no zone. Raises UsageError FD514."""
    if given is None:
        return None
    try:
        found = datetime.fromisoformat(given)
    except ValueError as error:
        raise UsageError("FD514", f"{given} is no moment: write it as 2024-03-01T12:30:00Z") from error
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def write(record: Record, asked: Asked, stream: IO[Any]) -> None:
    """Write the changes since the moment asked for, or all."""
    jsonl.write(record.changes(moment(asked.moment)), stream)


FORMAT = Format(write, kind=None, options=frozenset({"moment"}))
