"""The record as JSON-lines rows: every kind of fact to its row (docs/schema.md)."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from datetime import date
from typing import Any

from foreigndesk.model import Reading

Row = dict[str, Any]

RENAMED = {"since": "from", "until": "to"}
_KINDS = ("actor", "time", "place", "event", "statement", "commitment", "relation", "dispute")


def _value(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float):
        return round(value, 4)
    if isinstance(value, (tuple, list)):
        return [_value(v) for v in value]
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return _fields(value)
    return value


def _fields(fact: Any) -> Row:
    row = {RENAMED.get(f.name, f.name): _value(getattr(fact, f.name)) for f in dataclasses.fields(fact)}
    if "edtf" in row:  # a date window: what is absent is left out
        if row["weekday"] is None:
            del row["weekday"]
        if not row["reasons"]:
            del row["reasons"]
    return row


def rows(reading: Reading, *, reader: dict[str, str]) -> Iterator[Row]:
    """The rows of one report's record in the order of the contract; ``reader`` tells version, model and lexicon."""
    report = {"kind": "report", **_fields(reading.report), "sha256": reading.report.sha256, "reader": reader}
    text = report.pop("text")
    yield {**report, "text": text}
    for kind in _KINDS:
        for fact in getattr(reading, f"{kind}s"):
            row = _fields(fact)
            if kind == "event":
                for place in row["places"]:
                    for key in ("id", "mentions"):
                        place.pop(key, None)
            yield {"kind": kind, "id": row.pop("id"), "report": reading.report.id, **row}
