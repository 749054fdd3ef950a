"""What a review may correct of a fact, and how what is given is understood: values as people write them, to values as rows have them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, get_args

from foreigndesk import model
from foreigndesk.errors import UsageError
from foreigndesk.record.flat import parties
from foreigndesk.record.writing import aliases, folded
from foreigndesk.rows import Row
from foreigndesk.times.windows import month_end, window

Given = str | Sequence[str]
_BASIS = "review"
_OPEN = ("", "..")
_DAY = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?")
_QUANTITY = re.compile(r"(\d[\d,]*(?:\.\d+)?)\s+(\S.*)")
_CAMEO = re.compile(r"\d{2,4}")


@dataclass(frozen=True, slots=True)
class Around:
    """What the report of a fact has, that a correction may name: its text, actors and places."""

    report: str
    text: str
    actors: Sequence[Row]
    places: Sequence[Row]


def corrected(row: Row, given: Mapping[str, Given], around: Around) -> Row:
    """The correction of a fact as rows have it: field to value.

    Lists are given as lists, or as words between semicolons; nothing is given as an empty string. Raises UsageError FD542 (no
    such field), FD543 (a value that the field cannot have) and FD544 (an actor or place that the report does not name).
    """
    fields = FIELDS[row["kind"]]
    out: Row = {}
    for name, value in given.items():
        if name not in fields:
            known = ", ".join(fields)
            raise UsageError("FD542", f"of a {row['kind']} there is no {name!r} to correct: give one of {known}")
        parts = value.split(";") if isinstance(value, str) else value
        out[name] = fields[name](name, [part.strip() for part in parts if part.strip()], around)
    whole = {**row, **out}
    if row["kind"] != "dispute" and not any(parties(whole)) and any(parties(row)):
        raise UsageError("FD543", f"nobody is left in {row['id']}: reject it, or name somebody")
    return out


Maker = Callable[[str, list[str], Around], Any]


def _one(name: str, given: list[str]) -> str | None:
    if len(given) > 1:
        raise UsageError("FD543", f"{name} can be one thing only, not {'; '.join(given)}")
    return given[0] if given else None


def _choice(allowed: Iterable[str]) -> Maker:
    written = {value.casefold(): value for value in allowed}

    def make(name: str, given: list[str], around: Around) -> str:
        value = _one(name, given) or ""
        if value.casefold() not in written:
            raise UsageError("FD543", f"{name} cannot be {value!r}: give one of {', '.join(written.values())}")
        chosen: str = written[value.casefold()]
        return chosen

    return make


def _text(name: str, given: list[str], around: Around) -> str | None:
    return _one(name, given)


def _words(name: str, given: list[str], around: Around) -> str:
    if not given:
        raise UsageError("FD543", f"{name} cannot be empty: reject the fact instead")
    return "; ".join(given)


def _cameo(name: str, given: list[str], around: Around) -> str | None:
    value = _one(name, given)
    if value is not None and not _CAMEO.fullmatch(value):
        raise UsageError("FD543", f"cameo cannot be {value!r}: give a CAMEO code of two to four digits")
    return value


def _actors(name: str, given: list[str], around: Around) -> list[str]:
    return list(dict.fromkeys(_actor(words, around) for words in given))


def _actor(words: str, around: Around) -> str:
    """The one actor of the report that goes by some words; of several, the one whose id or name they are."""
    hits: dict[str, Row] = {row["id"]: row for row in around.actors if folded(words) in aliases(row, around.text)}
    if len(hits) > 1:
        exact = {id_ for id_, row in hits.items() if folded(words) in (folded(id_), folded(row["name"]))}
        hits = {id_: hits[id_] for id_ in (sorted(exact) if len(exact) == 1 else hits)}
    if not hits:
        known = ", ".join(sorted(row["name"] for row in around.actors))
        raise UsageError("FD544", f"{around.report} names no actor {words!r}: give one of {known}")
    if len(hits) > 1:
        raise UsageError("FD544", f"{words!r} may be any of {', '.join(sorted(hits))} in {around.report}: give the id")
    return next(iter(hits))


def _single(name: str, given: list[str], around: Around) -> str | None:
    value = _one(name, given)
    return None if value is None else _actor(value, around)


def _pair(name: str, given: list[str], around: Around) -> list[str]:
    found = _actors(name, given, around)
    if len(found) != 2:
        raise UsageError("FD543", f"{name} are two, the holder first: give them as 'ONE; OTHER'")
    return found


def _window(name: str, given: list[str], around: Around) -> Row | None:
    value = _one(name, given)
    if value is None:
        return None
    first, between, last = value.partition("/")
    try:
        earliest = None if first in _OPEN else _ends(first)[0]
        latest = None if between and last in _OPEN else _ends(last if between else first)[1]
        if (earliest or latest) is None or (earliest and latest and earliest > latest):
            raise ValueError
    except ValueError as error:
        message = f"{name} cannot be {value!r}: give a day, month or year as 2024-03-01, 2024-03 or 2024, or two with / between"
        raise UsageError("FD543", message) from error
    made = window(earliest, latest, _BASIS)
    ends = {"earliest": earliest and earliest.isoformat(), "latest": latest and latest.isoformat()}
    return {**ends, "edtf": made.edtf, "basis": _BASIS}


def _ends(given: str) -> tuple[date, date]:
    found = _DAY.fullmatch(given.strip())
    if found is None:
        raise ValueError(given)
    year, month, day = (int(part) if part else None for part in found.groups())
    assert year is not None
    if month is None:
        return date(year, 1, 1), date(year, 12, 31)
    return (date(year, month, 1), month_end(year, month)) if day is None else (date(year, month, day),) * 2


def _places(name: str, given: list[str], around: Around) -> list[Row]:
    out = []
    for words in given:
        found = next((row for row in around.places if folded(row["name"]) == folded(words)), None)
        if found is None:
            known = ", ".join(sorted({row["name"] for row in around.places})) or "none"
            raise UsageError("FD544", f"{around.report} names no place {words!r}; its places: {known}")
        out.append({key: found[key] for key in ("name", "lat", "lon", "geonameid", "country", "precision")})
    return out


def _quantities(name: str, given: list[str], around: Around) -> list[Row]:
    out = []
    for words in given:
        found = _QUANTITY.fullmatch(words)
        if found is None:
            raise UsageError("FD543", f"{name} cannot be {words!r}: give a number and a unit, as '12 killed; 3 wounded'")
        out.append({"value": float(found[1].replace(",", "")), "unit": found[2], "low": None, "high": None, "qualifier": None})
    return out


FIELDS: dict[str, dict[str, Maker]] = {
    "event": {
        "type": _choice(get_args(model.EventType)),
        "mode": _text,
        "cameo": _cameo,
        "status": _choice(get_args(model.Status)),
        "actors": _actors,
        "recipients": _actors,
        "when": _window,
        "places": _places,
        "quantities": _quantities,
    },
    "statement": {
        "speaker": _single,
        "addressee": _single,
        "mode": _choice(get_args(model.StatementMode)),
        "sort": _choice(get_args(model.StatementSort)),
        "when": _window,
    },
    "commitment": {
        "debtor": _actors,
        "creditor": _actors,
        "strength": _choice(get_args(model.Strength)),
        "state": _choice(get_args(model.CommitmentState)),
        "due": _window,
    },
    "relation": {"type": _choice(get_args(model.RelationType)), "parties": _pair, "from": _window, "to": _window},
    "dispute": {"about": _words},
}
"""What can be corrected of each kind of fact, and the maker of its value."""
