"""The form by which a fact is corrected: its fields as people write them, and what of them was changed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, get_args

from foreigndesk import model
from foreigndesk.record.corrections import FIELDS
from foreigndesk.record.reviewing import Judged
from foreigndesk.rows import Row

PREFIX = "c-"
"""Before the names of a correction's fields in the form."""

_CHOICES: dict[tuple[str, str], Sequence[str]] = {
    ("event", "type"): get_args(model.EventType),
    ("event", "status"): get_args(model.Status),
    ("statement", "mode"): get_args(model.StatementMode),
    ("statement", "sort"): get_args(model.StatementSort),
    ("commitment", "strength"): get_args(model.Strength),
    ("commitment", "state"): get_args(model.CommitmentState),
    ("relation", "type"): get_args(model.RelationType),
}
_ACTORS = frozenset({"actors", "recipients", "speaker", "addressee", "debtor", "creditor", "parties"})
_DAYS = frozenset({"when", "due", "from", "to"})
_HINTS = {
    **dict.fromkeys(_DAYS, "2024-03-01, 2024-03, or two with / between"),
    **dict.fromkeys(("actors", "recipients", "debtor", "creditor"), "names as in the report; ; between several"),
    "parties": "the holder; the other",
    "places": "places of the report; ; between several",
    "quantities": "12 killed; 3 wounded",
    "cameo": "two to four digits",
}


@dataclass(frozen=True, slots=True)
class Field:
    """One field: its name, what it says now, what it can say, a hint, and whether it names actors or places of the report."""

    name: str
    value: str
    choices: Sequence[str]
    hint: str
    suggests: str | None


def fields(judged: Judged) -> list[Field]:
    """What can be corrected of a fact."""
    row = judged.shown.row
    names = _names(judged.actors)
    return [
        Field(
            name,
            _written(name, row.get(name), names),
            _CHOICES.get((row["kind"], name), ()),
            _HINTS.get(name, ""),
            "actors" if name in _ACTORS else "places" if name == "places" else None,
        )
        for name in FIELDS[row["kind"]]
    ]


def changed(judged: Judged, given: Mapping[str, str]) -> dict[str, str]:
    """The fields that a form has otherwise than the fact."""
    sent = {field.name: given[PREFIX + field.name].strip() for field in fields(judged) if PREFIX + field.name in given}
    return {field.name: sent[field.name] for field in fields(judged) if field.name in sent and sent[field.name] != field.value}


def _names(actors: Sequence[Row]) -> dict[str, str]:
    """Actors by the name that they alone have, or else by their ids."""
    shared = Counter(row["name"].casefold() for row in actors)
    return {row["id"]: row["name"] if shared[row["name"].casefold()] == 1 and ";" not in row["name"] else row["id"] for row in actors}


def _written(name: str, value: Any, names: Mapping[str, str]) -> str:
    if value is None:
        return ""
    if name in _ACTORS:
        ids = [value] if isinstance(value, str) else value
        return "; ".join(names.get(id_, id_) for id_ in ids)
    if name in _DAYS:
        earliest, latest = value["earliest"], value["latest"]
        return str(earliest) if earliest == latest else f"{earliest or '..'}/{latest or '..'}"
    if name == "places":
        return "; ".join(dict.fromkeys(one["name"] for one in value))
    if name == "quantities":
        return "; ".join(f"{one['value']:g} {one['unit'] or ''}".strip() for one in value)
    return str(value)
