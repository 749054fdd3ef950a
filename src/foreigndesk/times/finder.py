"""Finding the time expressions of a report: matches of the grammar, each given its meaning and the window it bounds."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import cache, lru_cache

from foreigndesk.model import DateWindow, Time, fact_id
from foreigndesk.times import amount_rules, calendar_rules, lexicon, relative_rules, tense, windows
from foreigndesk.times.grammar import Match, grammar
from foreigndesk.times.sense import Scene, Sense
from foreigndesk.times.windows import Bounds

TenseAt = Callable[[int], str]
_RULES: dict[str, Callable[[dict[str, str], Scene], Sense | None]] = {
    **calendar_rules.RULES, **relative_rules.RULES, **amount_rules.RULES,
}
# counted from the report's own day: where only a window is known for it, the expression keeps that window
_OF_THE_DAY = frozenset({"weekday", "deictic", "part_of_today", "clock", "clock_word"})
_CLOCKS = frozenset({"clock", "clock_word"})
_STEADY = frozenset({"DURATION", "SET"})


def find(text: str, *, published: DateWindow | None, report: str, tense_at: TenseAt | None = None) -> list[Time]:
    """All time expressions of a report in the order of its text, none over another.

    ``published`` anchors what is counted from the report; without it such expressions keep an unknown value, and
    nothing is ever counted from the clock. ``tense_at`` tells the tense of the clause around an offset ("past",
    "present", "future"); without it the words do.
    """
    return [
        Time(fact_id("time", report, m.start, m.end, s.value), (m.start, m.end), s.type, s.value, w)
        for m, s, w in senses(text, published, tense_at)
    ]


def senses(
    text: str, published: DateWindow | None, tense_at: TenseAt | None = None
) -> list[tuple[Match, Sense, DateWindow | None]]:
    """Every expression with its match, its meaning and its window."""
    low = _lower(text)
    tense_of = tense_at or (lambda offset: tense.tense_at(text, offset))
    found: list[tuple[Match, Sense, DateWindow | None]] = []
    end, prior = 0, None
    for start in _starts(low):
        if start < end:
            continue
        match = _match(low, start)
        if not match:
            continue
        sense = _read(match, text, low, published, tense_of, prior, found)
        if sense is None:
            continue
        window = _shaped(sense, match, low, published)
        found.extend((part, value, window) for part, value in _ends(match, sense, low))
        end = match.end
        if sense.type == "DATE" and sense.bounds and all(sense.bounds) and not sense.shaped:
            prior = sense
    return _with_clocks(found, text)


# An undated report is gone through twice: for its own day, and with it.


@lru_cache(maxsize=2)
def _starts(low: str) -> tuple[int, ...]:
    return tuple(grammar().starts(low))


@lru_cache(maxsize=2000)
def _match(low: str, start: int) -> Match | None:
    return grammar().match(low, start)


# between the two ends of a range
_JOINT = re.compile(r"\s*(?:\b(?:to|and|until|through)\b|[-–—/])\s*(?:the\s+)?")
_LEAD = re.compile(r"(?:from|between)\s+")


def _ends(match: Match, sense: Sense, low: str) -> list[tuple[Match, Sense]]:
    """A range is two expressions, its ends, which share the window of the whole; anything else is itself."""
    if sense.until is None:
        return [(match, sense)]
    lead = _LEAD.match(low, match.start, match.end)
    joint = _JOINT.search(low, match.start, match.end)
    assert joint
    first = replace(match, start=lead.end() if lead else match.start, end=joint.start())
    return [(first, sense), (replace(match, start=joint.end()), replace(sense, value=sense.until))]


def _lower(text: str) -> str:
    low = text.lower()
    return low if len(low) == len(text) else "".join(c.lower() if len(c.lower()) == 1 else c for c in text)


def _read(
    match: Match,
    text: str,
    low: str,
    published: DateWindow | None,
    tense_of: TenseAt,
    prior: Sense | None,
    found: list[tuple[Match, Sense, DateWindow | None]],
) -> Sense | None:
    """The meaning of a match, read on the report's day, or on both ends of what is known of that day."""
    rule = _RULES[match.kind]
    known: list[str] = []

    def tense_here() -> str:
        if not known:
            known.append(tense_of(match.start))
        return known[0]

    nearby = None
    if match.kind in _CLOCKS and found:
        last_match, last, _ = found[-1]
        between = low[last_match.end : match.start]
        if last.type in ("DATE", "TIME") and "\n" not in between and len(between) < 60:
            nearby = last

    def read(ref: date | None) -> Sense | None:
        scene = Scene(text, low, match.start, match.end, ref, tense_here, published, prior, nearby)
        return rule(match.slots, scene)

    first, last_day = (published.earliest, published.latest) if published else (None, None)
    try:
        if first is None or last_day is None or first == last_day:
            sense = read(first if first == last_day else None)
        else:
            sense = _between(read(first), read(last_day), read(None))
    except (OverflowError, ValueError):  # beyond the calendar's years
        return None
    if sense and published and first != last_day and match.kind in _OF_THE_DAY and sense.value.startswith("XXXX"):
        basis = f"{sense.basis}, known only to a window"
        return Sense(sense.type, sense.value, (first, last_day), basis, sense.weekday)
    return sense


def _between(early: Sense | None, late: Sense | None, unknown: Sense | None) -> Sense | None:
    """One meaning of two readings at both ends of the report's window."""
    if early is None or late is None or unknown is None or early == late:
        return early if early == late else unknown
    bounds: Bounds | None = None
    if early.bounds and late.bounds:
        bounds = windows.hull(early.bounds, late.bounds)
    value = early.value if early.value == late.value else unknown.value
    return Sense(early.type, value, bounds, early.basis, unknown.weekday, early.shaped)


@cache
def _shape_words() -> re.Pattern[str]:
    words = lexicon.alternation(lexicon.context()["shape"])
    return re.compile(rf"(?<!\w)({words})(?:\s+(?:about|around))?\s+$")


def _shaped(sense: Sense, match: Match, low: str, published: DateWindow | None) -> DateWindow | None:
    """The window of an expression, with what a word before it ("by", "since") makes of its bounds."""
    if sense.bounds is None:
        return None
    window = windows.window(*sense.bounds, sense.basis, weekday=sense.weekday)
    if sense.shaped or sense.type in _STEADY or low.startswith(("'s", "’s"), match.end):  # "after last week's vote"
        return window
    word = _shape_words().search(low, max(0, match.start - 30), match.start)
    if not word:
        return window
    shape = lexicon.context()["shape"][" ".join(word[1].split())]
    if shape in ("by", "until"):
        return windows.by(window)
    if shape == "before":
        return windows.before(window)
    if shape == "since":
        return windows.since(window, published.latest if published else None)
    if shape == "from":
        return windows.window(window.earliest, None, f"from the {window.basis} on")
    return windows.after(window)


_BREAK = re.compile(r"[.;]\s|\n")


def _with_clocks(
    found: list[tuple[Match, Sense, DateWindow | None]], text: str
) -> list[tuple[Match, Sense, DateWindow | None]]:
    """An hour before its day ("at 4 p.m. on Monday") takes the day that follows it in the same clause."""
    for n, (match, sense, _) in enumerate(found[:-1]):
        if match.kind not in _CLOCKS:
            continue
        following, day, _ = found[n + 1]
        between = text[match.end : following.start]
        if day.type != "DATE" or not day.bounds or len(between) > 25 or _BREAK.search(between):
            continue
        if day.bounds[0] and day.bounds[0] == day.bounds[1]:
            value = f"{day.bounds[0]}T{sense.value.split('T', 1)[1]}"
            moved = Sense("TIME", value, day.bounds, "clock on the day named")
            found[n] = (match, moved, windows.window(*day.bounds, moved.basis))
    return found
