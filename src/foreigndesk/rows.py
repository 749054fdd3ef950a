"""The record as JSON-lines rows: every kind of fact to its row (docs/schema.md)."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from datetime import date
from typing import Any

from foreigndesk import model
from foreigndesk.model import Reading

Row = dict[str, Any]

RENAMED = {"since": "from", "until": "to"}
"""Fields of the model that the rows call otherwise."""

_CLASSES = {
    one: tuple((field.name, RENAMED.get(field.name, field.name)) for field in dataclasses.fields(one))
    for one in vars(model).values()
    if isinstance(one, type) and dataclasses.is_dataclass(one)
}
_KINDS = ("actor", "time", "place", "event", "statement", "commitment", "relation", "dispute")


def _value(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float):
        return round(value, 4)
    if isinstance(value, (tuple, list)):
        return [_value(v) for v in value]
    return _fields(value) if type(value) in _CLASSES else value


def _fields(fact: Any) -> Row:
    row = {key: _value(getattr(fact, name)) for name, key in _CLASSES[type(fact)]}
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
