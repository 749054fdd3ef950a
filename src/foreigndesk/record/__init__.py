"""The record: what was read, in a database, with the day a fact held and the day the record learned it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from foreigndesk.record.record import Record

__all__ = ["Record"]


def __getattr__(name: str) -> Any:
    # The database library loads only when a record is opened: printing a report's rows needs none.
    if name == "Record":
        from foreigndesk.record.record import Record

        return Record
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
