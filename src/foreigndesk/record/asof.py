"""What a fact's row says as of a day: pure functions from row to row."""

from __future__ import annotations

from datetime import date
from typing import Any

from foreigndesk.rows import Row


def as_of(row: Row, day: date) -> Row | None:
    """The row as it stood on ``day``, or ``None`` where it did not (yet, or any more) stand.

    Events and statements stand from the first day of their window on, relations while they hold, commitments from the
    day they were made, each in the state of that day. What has no date stands: absent knowledge excludes nothing.
    """
    match row["kind"]:
        case "event" | "statement":
            return row if _started(row["when"], day) else None
        case "relation":
            return row if _started(row["from"], day) and not _over(row["to"], day) else None
        case "commitment":
            state = _state(row, day)
            return None if state is None else {**row, "state": state}
        case _:
            return row


def _started(window: dict[str, Any] | None, day: date) -> bool:
    return not window or not window["earliest"] or date.fromisoformat(window["earliest"]) <= day


def _over(window: dict[str, Any] | None, day: date) -> bool:
    if window is None:
        return False
    end = window["latest"] or window["earliest"]
    return not end or date.fromisoformat(end) < day  # an end on an unknown day is an end all the same


def _state(row: Row, day: date) -> str | None:
    history = row["history"]
    past = [change for change in history if _started(change["when"], day)]
    if history and not past:
        return None
    state: str = row["state"] if len(past) == len(history) else _last(past)["state"]
    if state not in ("pending", "overdue"):
        return state
    due = row["due"] and row["due"]["latest"]
    return "overdue" if due and date.fromisoformat(due) < day else "pending"


def _last(changes: list[dict[str, Any]]) -> dict[str, Any]:
    # By date; what has no date keeps its place in the list.
    return max(enumerate(changes), key=lambda pair: ((pair[1]["when"] or {}).get("earliest") or "", pair[0]))[1]
