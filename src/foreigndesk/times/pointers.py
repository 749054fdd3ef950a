"""What well-known events tell of a report's day: a war is over or begun, and "last month's war" counts from it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from functools import cache

from foreigndesk.times import lexicon, windows
from foreigndesk.times.evidence import Clue, after
from foreigndesk.times.lexicon import DatedEvent
from foreigndesk.times.relative_rules import step, stretch

_UNIT = {"week": "W", "month": "M", "year": "Y"}


_ANNIVERSARY = re.compile(r"\b(\d{1,2})(?:st|nd|rd|th) anniversary of (?:the )?(?:\w+ of (?:the )?)?$")
_ROUND = timedelta(days=366)  # it is prepared for long before, and kept all year


@cache
def _titles() -> re.Pattern[str]:
    names = [(title, n) for n, event in enumerate(lexicon.dated_events()) for title in event.titles]
    return re.compile(rf"(?<!\w)(?:{lexicon.alternation({title for title, _ in names})})(?!\w)")


@cache
def _by_title() -> dict[str, DatedEvent]:
    return {title: event for event in lexicon.dated_events() for title in event.titles}


def event_clues(text: str) -> Iterator[Clue]:
    """What well-known events tell: each was over or begun, and words like "last month's" count from it."""
    starts = {}
    for found in _titles().finditer(text):
        event = _by_title()[found[0].replace("’", "'")]
        starts[event.name] = event
        years = _ANNIVERSARY.search(text, max(0, found.start() - 60), found.start())
        if years:
            day = windows.add_months(event.start, 12 * int(years[1]))
            around = day - _ROUND, day + _ROUND
            yield Clue((around,), f"{text[years.start() : found.end()]!r} falls on {day}")
    for event in starts.values():
        if event.nouns and any(_pointed(text, noun) for noun in event.nouns):
            continue  # told more closely below
        yield after(event.start, f"names {event.name} ({event.start})")
    pointing = [(event, close) for event in lexicon.dated_events() if (close := _close(text, event))]
    if not pointing:
        return
    best = max(score for _, (score, _, _) in pointing)
    chosen = [(event, bounds, words) for event, (score, bounds, words) in pointing if score == best]
    earliest, latest = chosen[0][1]
    for _, bounds, _ in chosen[1:]:
        earliest, latest = windows.hull((earliest, latest), bounds)
    names = " or ".join(f"{event.name} ({windows.edtf(event.start, event.end)})" for event, _, _ in chosen)
    yield Clue(((earliest, latest),), f"{chosen[0][2]!r} means {names}")


def _pointed(text: str, noun: str) -> bool:
    return _pointer(noun).search(text) is not None or _length(noun).search(text) is not None


@cache
def _pointer(noun: str) -> re.Pattern[str]:
    word = re.escape(noun)
    return re.compile(
        rf"\b(?P<way>[Ll]ast|[Tt]his|[Ee]arlier this) (?P<unit>week|month|year)[’']s (?:[\w-]+ ){{0,2}}{word}\b"
        rf"|\b{word}\b(?: \w+){{0,4}} (?P<way2>last|this|earlier this) (?P<unit2>week|month|year)\b"
        rf"|\b(?P<way3>[Ll]ast|[Tt]his) (?P<month>{'|'.join(_MONTHS)})[’']s (?:[\w-]+ ){{0,2}}{word}\b"
    )


_MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
           "December")


@cache
def _length(noun: str) -> re.Pattern[str]:
    number = "|".join(lexicon.words()["small"])
    word = re.escape(noun)
    return re.compile(rf"\b(?P<count>\d+|{number})[- ](?P<unit>day|week|month) (?:[\w-]+ )?{word}\b", re.IGNORECASE)


@cache
def _in_month(noun: str) -> re.Pattern[str]:
    word = re.escape(noun)
    months = "|".join(_MONTHS)
    return re.compile(rf"\b{word}\b(?: \w+){{0,3}} in (?P<month>{months})\b(?!,? \d)|\b(?P<month2>{months}) {word}\b")


def _close(text: str, event: DatedEvent) -> tuple[int, windows.Bounds, str] | None:
    """How surely the text points at an event, when it was published if it does, and the words that do."""
    if not event.nouns or not all(any(_has(text, word) for word in group) for group in event.named):
        return None
    score, bounds, told = 0, (event.start, None), ""
    narrowed: windows.Bounds = bounds
    for noun in event.nouns:
        for found in _length(noun).finditer(text):
            if not _lasted(event, found["count"].lower(), found["unit"].lower()):
                return None
            score, told = score + 2, told or found[0]
        for found in _in_month(noun).finditer(text):
            month = _MONTHS.index(found["month"] or found["month2"]) + 1
            if not any(m == month for m in _months_of(event)):
                return None
            score, told = score + 1, told or found[0]
            if not narrowed[1]:  # a month without its year: within a year
                narrowed = (event.start, windows.add_months(event.end, 11))
        for found in _pointer(noun).finditer(text):
            told, score = found[0], score + 2
            if found["month"]:
                if _MONTHS.index(found["month"]) + 1 not in _months_of(event):
                    return None
                narrowed = (event.start, windows.add_months(event.end, 14))
            else:
                narrowed = _after(event, (found["way"] or found["way2"]).lower(), found["unit"] or found["unit2"])
    return (score, narrowed, told) if score else None


def _has(text: str, word: str) -> bool:
    return word in text and re.search(rf"(?<!\w){re.escape(word)}(?!\w)", text) is not None


def _months_of(event: DatedEvent) -> set[int]:
    months = 12 * (event.end.year - event.start.year) + event.end.month - event.start.month
    return {(event.start.month - 1 + n) % 12 + 1 for n in range(min(months, 11) + 1)}


def _lasted(event: DatedEvent, count: str, unit: str) -> bool:
    number = int(count) if count.isdigit() else int(lexicon.words()["small"][count])
    days = (event.end - event.start).days + 1
    size = {"day": 1, "week": 7, "month": 30}[unit]
    return abs(days - number * size) <= max(1, size // 2 if size > 1 else 1)


def _after(event: DatedEvent, way: str, unit: str) -> windows.Bounds:
    """When "last month's war" may be said of a war: in the month after any month that it was fought in."""
    code = _UNIT[unit]
    count = 1 if way == "last" else 0
    first = stretch(code, step(code, event.start.replace(day=1) if code != "W" else event.start, count))[1][0]
    last = stretch(code, step(code, event.end.replace(day=1) if code != "W" else event.end, count))[1][1]
    assert first
    return max(first, event.start), last
