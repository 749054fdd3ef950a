"""What may be wrong with the rows of one report: pure functions, from rows to faults.

A sound report's facts stand on words that are there, name actors and facts that are there, and agree with themselves.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, fields
from datetime import date
from itertools import pairwise
from typing import Any, Literal, get_args, get_origin, get_type_hints

from foreigndesk import model
from foreigndesk.reading.lifecycle import TRANSITIONS
from foreigndesk.record.flat import KINDS, spans
from foreigndesk.rows import RENAMED, Row

CLASSES: dict[str, type] = {
    "actor": model.Actor,
    "time": model.Time,
    "place": model.Place,
    "event": model.Event,
    "statement": model.Statement,
    "commitment": model.Commitment,
    "relation": model.Relation,
    "dispute": model.Dispute,
}
_FIELDS = {kind: [RENAMED.get(one.name, one.name) for one in fields(class_)] for kind, class_ in CLASSES.items()}
_VALUES = {
    kind: {name: get_args(hint) for name, hint in get_type_hints(class_).items() if get_origin(hint) is Literal}
    for kind, class_ in CLASSES.items()
}
_WINDOWS = ("window", "when", "due", "from", "to")
_FIRST_STATES = ("conditional", "pending")


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault: the report and the fact it is in, where it is in one, and what is wrong."""

    report: str | None
    fact: str | None
    what: str

    def __str__(self) -> str:
        where = " ".join(id_ for id_ in (self.report, self.fact) if id_) or "the record"
        return f"{where}: {self.what}"


def faults(report: Row, facts: Iterable[Row], reports: Collection[str] = ()) -> Iterator[Fault]:
    """All that is wrong with a report's row and its facts'; ``reports`` are the others that they may refer to."""
    known: dict[str, str] = {}
    sound: list[Row] = []
    yield from _guarded(report["id"], None, _report(report))
    for row in facts:
        kind, id_ = row.get("kind"), row.get("id")
        if kind not in CLASSES or not isinstance(id_, str):
            yield Fault(report["id"], str(id_), f"is of the kind {kind!r}, which a record does not have")
        elif missing := [name for name in _FIELDS[kind] if name not in row]:
            yield Fault(report["id"], id_, f"lacks {', '.join(missing)}")
        else:
            if id_ in known:
                yield Fault(report["id"], id_, f"is the id of two rows: {known[id_]} and {kind}")
            known[id_] = kind
            sound.append(row)
    for row in sound:
        yield from _guarded(report["id"], row["id"], _fact(row, report, known, reports))
    yield from _circles(report["id"], sound)


def _guarded(report: str, fact: str | None, found: Iterator[str]) -> Iterator[Fault]:
    """What was found, or that the row is so broken that nothing can be looked for in it."""
    try:
        for what in found:
            yield Fault(report, fact, what)
    except (AttributeError, LookupError, TypeError, ValueError) as error:
        yield Fault(report, fact, f"is not built as docs/schema.md says ({type(error).__name__}: {error})")


def _report(report: Row) -> Iterator[str]:
    if hashlib.sha256(report["text"].encode()).hexdigest() != report["sha256"]:
        yield "its text is not the one that its sha256 was made of"
    yield from _window("published", report["published"])


def _fact(row: Row, report: Row, known: dict[str, str], reports: Collection[str]) -> Iterator[str]:
    length = len(report["text"])
    if row["report"] != report["id"]:
        yield f"says that it is of the report {row['report']}"
    for name, (start, end) in _spans(row, report["id"]):
        if not 0 <= start < end <= length:
            yield f"{name} [{start}, {end}] is not in the text, which has {length} characters"
    if row["kind"] in KINDS and not spans(row):
        yield "has no evidence"
    for name, allowed in _VALUES[row["kind"]].items():
        if row[name] not in allowed:
            yield f"{name} is {row[name]!r}, which is none of its values"
    for name in _WINDOWS:
        yield from _window(name, row.get(name))
    if not 0 <= (row.get("confidence") or 0) <= 1:
        yield f"confidence is {row['confidence']}, which is not between 0 and 1"
    for name, id_, kinds in _named(row):
        if known.get(id_) not in kinds:
            yield f"{name} is {id_}, and the report has no such {' or '.join(kinds)}"
    yield from _OWN.get(row["kind"], _nothing)(row, {report["id"], *reports})


def _spans(row: Row, report: str) -> Iterator[tuple[str, list[int]]]:
    """Every span of a fact with its field's name; those of another report's text are left out."""
    for name in ("span", "trigger", "speaker_span", "cue"):
        if row.get(name) is not None:
            yield name, row[name]
    for name in ("mentions", "content", "evidence"):
        yield from ((name, span) for span in row.get(name) or ())
    if row.get("condition"):
        yield "condition", row["condition"]["text"]
    for change in row.get("history") or ():
        yield from (("history", span) for span in change["evidence"] if change["report"] == report)
    for side in row.get("sides") or ():
        yield from (("sides", span) for span in side["evidence"])


def _window(name: str, window: Row | None) -> Iterator[str]:
    if window is None:
        return
    earliest, latest = _days(window)
    if earliest and latest and earliest > latest:
        yield f"{name} begins on {earliest}, after its end on {latest}"
    if window.get("weekday", 0) not in range(7):
        yield f"{name} has the weekday {window['weekday']}, which is not one of 0 to 6"


def _days(window: Row) -> tuple[date | None, date | None]:
    earliest, latest = window["earliest"], window["latest"]
    return earliest and date.fromisoformat(earliest), latest and date.fromisoformat(latest)


def _named(row: Row) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """Every id that a fact names: in which field, and the kinds of fact that it may be."""
    for name in ("actors", "recipients", "debtor", "creditor", "parties"):
        yield from ((name, id_, ("actor",)) for id_ in row.get(name) or ())
    single: list[tuple[str, Any, tuple[str, ...]]] = [
        *((name, row.get(name), ("actor",)) for name in ("speaker", "addressee")),
        *((name, row.get(name), ("event",)) for name in ("act", "initiated_by", "terminated_by")),
        ("by", row.get("by"), ("statement",)),
        ("stance", (row.get("stance") or {}).get("toward"), ("actor", "event")),
        ("condition", (row.get("condition") or {}).get("event"), ("event",)),
    ]
    yield from (one for one in single if one[1] is not None)
    for side in row.get("sides") or ():
        yield from (("sides", id_, ("actor",)) for id_ in side["holders"])
        yield from (("sides", id_, ("statement",)) for id_ in side["statements"])


def _event(row: Row, reports: Collection[str]) -> Iterator[str]:
    if not row["actors"] and not row["recipients"]:
        yield "has no participant"


def _statement(row: Row, reports: Collection[str]) -> Iterator[str]:
    if not row["content"]:
        yield "has no content"


def _commitment(row: Row, reports: Collection[str]) -> Iterator[str]:
    states = [change["state"] for change in row["history"]]
    for change in row["history"]:
        yield from _window("history", change["when"])
        if change["report"] not in reports:
            yield f"history names the report {change['report']}, which is not there"
    if states and states[0] not in _FIRST_STATES:
        yield f"history begins with {states[0]}: a commitment begins {' or '.join(_FIRST_STATES)}"
    for before, after in pairwise(states):
        if after not in TRANSITIONS.get(before, {}).values():
            yield f"history goes from {before} to {after}, which no happening does"
    if states and row["state"] != states[-1] and (row["state"], states[-1]) != ("overdue", "pending"):
        yield f"state is {row['state']}, but its history ends with {states[-1]}"


def _relation(row: Row, reports: Collection[str]) -> Iterator[str]:
    if len(row["parties"]) != 2:
        yield f"has {len(row['parties'])} parties, not two"
    if row["from"] and row["to"]:
        (begins, _), (_, ends) = _days(row["from"]), _days(row["to"])
        if begins and ends and begins > ends:
            yield f"begins on {begins}, after its end on {ends}"


def _dispute(row: Row, reports: Collection[str]) -> Iterator[str]:
    if len(row["sides"]) < 2:
        yield "has fewer than two sides"


def _nothing(row: Row, reports: Collection[str]) -> Iterator[str]:
    return iter(())


_OWN = {"event": _event, "statement": _statement, "commitment": _commitment, "relation": _relation, "dispute": _dispute}


def _circles(report: str, rows: list[Row]) -> Iterator[Fault]:
    """Statements that report each other in a circle, so that nobody says them first."""
    by = {row["id"]: row["by"] for row in rows if row["kind"] == "statement"}
    for id_ in by:
        seen, at = {id_}, by[id_]
        while at is not None and at in by and at not in seen:
            seen.add(at)
            at = by[at]
        if at == id_:
            yield Fault(report, id_, "is reported by itself, round a circle of statements")
