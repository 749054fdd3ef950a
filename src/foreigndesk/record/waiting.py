"""What a commitment waits for, and what an event of another report tells of it: pure functions on two tellings."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any, Literal

from foreigndesk.reading.lifecycle import Happening
from foreigndesk.record.lives import HORIZON, Deed, Told, counted, happening, is_treaty, made, refuses
from foreigndesk.rows import Row

_SETS = ("doers", "toward", "places")
_OF_ITS_OWN = ("id", "report")  # what a deed is told by need not be kept to know it again

Part = Literal["act", "condition"]
Quote = Callable[[Iterable[list[int]]], str]
"""The words of some spans of one text."""


@dataclass(frozen=True, slots=True)
class Awaited:
    """What a commitment waits for: its act, or its condition; told after the day it was ``made`` and not after ``until``."""

    part: Part
    deed: Deed
    made: date
    until: date
    stem: str | None = None  # of the act's own word
    owed: tuple[tuple[str, float], ...] = ()  # how many of what were promised, by unit
    days: int | None = None  # after the condition, on which the act is due

    @property
    def body(self) -> Row:
        """What is kept of it beside the columns."""
        told = {key: value for key, value in asdict(self.deed).items() if key not in _OF_ITS_OWN}
        return {"deed": told | {key: sorted(told[key]) for key in _SETS}, "owed": self.owed, "days": self.days}

    def counts(self, day: date) -> bool:
        """Whether what happened on a day is told in time."""
        return self.made < day <= self.until


def kept(columns: Any) -> Awaited:
    """What was kept of one in the columns of its table."""
    deed = columns.body["deed"]
    return Awaited(
        columns.part,
        Deed(id="", report="", **{**deed, **{key: frozenset(deed[key]) for key in _SETS}}),
        columns.made,
        columns.until,
        columns.stem,
        tuple((unit, value) for unit, value in columns.body["owed"]),
        columns.body["days"],
    )


def awaited(row: Row, act: Deed | None, promised: Row | None, stem: str | None, condition: Deed | None) -> Iterator[Awaited]:
    """What a commitment waits for: its act (as a deed, its row, its word's stem), and its condition as a deed."""
    start = made(row)
    if start is None:
        return
    due = (row["due"] or {}).get("latest")
    end = date.fromisoformat(due) if due else start
    until = end + HORIZON if date.max - HORIZON > end else date.max
    if act is not None and act.doers and act.origin != "commitment" and (act.type != "AGREE" or is_treaty(act)):
        owed = tuple((one["unit"], one["value"]) for one in promised["quantities"]) if promised else ()
        yield Awaited("act", act, start, until, stem, owed)
    if condition is not None and condition.doers and row["state"] == "conditional":
        yield Awaited("condition", condition, start, until, days=row.get("days"))


def told(of: Awaited, row: Row, deed: Deed, published: Row, quote: Quote) -> Told | None:
    """What an event, as a row and a deed, tells of a commitment that waits; ``published`` is the day of its report."""
    same = of.deed.is_same(deed)
    if of.part == "condition":
        met = row["status"] in ("occurred", "negated") and deed.denied == of.deed.denied
        return _told("condition_met", row, published, quote(row["evidence"])) if same and met else None
    if same:
        words = quote(row["evidence"])
        what = happening(row, words, quote([row["trigger"]]), dict(of.owed))
        return _told(what, row, published, words) if what is not None else None
    if of.stem and row["type"] == "REJECT" and row["status"] == "occurred" and of.deed.doers & deed.doers:
        words = quote(row["evidence"])
        return _told("refused", row, published, words) if refuses(words, of.stem) else None
    return None


def _told(what: Happening, row: Row, published: Row, words: str) -> Told:
    slipped = what == "slipped"  # then the event's day is the one that it was put off to
    when = published if slipped or not row["when"] else row["when"]
    evidence = tuple((start, end) for start, end in row["evidence"])
    return Told(what, when, row["report"], evidence, words, row["by"], row["when"] if slipped else None)


def last_day(of: Awaited, one: Told) -> date | None:
    """The last day that a happening gives a commitment: that to which it is put off, or counted from its condition."""
    if one.happening == "slipped":
        latest = (one.due or {}).get("latest")
    elif one.happening == "condition_met" and of.days is not None and (met := one.when["latest"] or one.when["earliest"]):
        latest = counted(date.fromisoformat(met), of.days, "")["latest"]
    else:
        latest = None
    return date.fromisoformat(latest) if latest else None


def body(one: Told) -> Row:
    """What is kept of a happening beside the columns of its table."""
    return {"when": one.when, "evidence": one.evidence, "words": one.words, "by": one.by, "due": one.due}


def happened(what: Any, report: str, given: Mapping[str, Any]) -> Told:
    """A happening as it was kept."""
    evidence = tuple((start, end) for start, end in given["evidence"])
    return Told(what, given["when"], report, evidence, given["words"], given["by"], given["due"])
