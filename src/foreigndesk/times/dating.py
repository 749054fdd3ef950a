"""The day of a report that tells none: the window that its own words allow, with the reasons."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from foreigndesk.model import DateWindow
from foreigndesk.times import lexicon, windows
from foreigndesk.times.finder import senses
from foreigndesk.times.grammar import Match
from foreigndesk.times.lexicon import DatedEvent
from foreigndesk.times.relative_rules import step, stretch
from foreigndesk.times.sense import Sense
from foreigndesk.times.tense import tense_at as tense_by_words

_HEAD = 700  # characters in which a line of its own may give the date
_LEAD = 900  # characters in which the lead is sought
_UNIT = {"week": "W", "month": "M", "year": "Y"}
_PAST_OR_FUTURE = {"last": -1, "this": 0, "next": 1}
Found = tuple[Match, Sense, DateWindow | None]


@dataclass(frozen=True, slots=True)
class _Clue:
    """One piece of evidence: the days on which the report may have been published, and why."""

    earliest: date | None
    latest: date | None
    reason: str


def date_report(text: str, *, tense_at: Callable[[int], str] | None = None) -> DateWindow | None:
    """The window in which an undated report was published, as its own words allow it; ``None`` when nothing is known.

    Days and years named in the past bound it from below, in the future from above; well-known events with words like
    "last month's war" place it; a month without a year narrows what is known. The weekday of the lead is kept.
    Clues that contradict each other are widened to what any of them allows, and the reasons say so.
    """
    tense_of = tense_at or (lambda offset: tense_by_words(text, offset))
    found = senses(text, None, tense_of)
    weekday = _lead_weekday(text, found, tense_of)
    stated = _date_line(text, found)
    if stated:
        return windows.window(stated, stated, "inferred", reasons=(f"a line of its own gives the date {stated}",))
    clues = [*_event_clues(text, found), *_named_dates(text, found, tense_of)]
    window, reasons = _combined(clues)
    window, reasons = _months(window, reasons, text, found, tense_of)
    if weekday is not None:
        reasons.append(f"the lead says {_WEEKDAYS[weekday]}")
    if not reasons:
        return None
    earliest, latest = window
    return windows.window(earliest, latest, "inferred", weekday=weekday, reasons=tuple(reasons))


_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def _words(text: str, match: Match) -> str:
    return " ".join(text[max(0, match.start - 12) : match.end + 12].split())


def _date_line(text: str, found: list[Found]) -> date | None:
    """A full date that is a line of the report's head by itself, an optional weekday or hour beside it."""
    for match, sense, _ in found:
        if match.start > _HEAD:
            return None
        if match.kind not in ("day", "iso", "slashed", "iso_time") or not sense.bounds or "year" not in match.slots:
            continue
        begin, end = text.rfind("\n", 0, match.start) + 1, text.find("\n", match.end)
        rest = text[begin : match.start] + text[match.end : end if end >= 0 else len(text)]
        if len(re.sub(r"(?i)\b(?:published|updated|posted|on|at|utc|gmt|am|pm)\b|[\W\d]", "", rest)) <= 3:
            return sense.bounds[0]
    return None


def _lead_weekday(text: str, found: list[Found], tense_of: Callable[[int], str]) -> int | None:
    """The weekday in the report's lead that its news happened on."""
    for match, _, _ in found:
        if match.start > _LEAD:
            return None
        if match.kind == "weekday" and "relation" not in match.slots and tense_of(match.start) != "future":
            if re.search(r"\b(?:until|till|since|by|next|last)\s+$", text[max(0, match.start - 8) : match.start]):
                continue
            return int(lexicon.words()["weekday"][match.slots["weekday"]])
    return None


def _named_dates(text: str, found: list[Found], tense_of: Callable[[int], str]) -> Iterator[_Clue]:
    """Full dates, months with years, and years: past ones bound from below, future ones from above."""
    past: list[tuple[date, str]] = []
    future: list[tuple[date, str]] = []
    for match, sense, window in found:
        if match.kind not in ("day", "iso", "iso_time", "slashed", "month", "year", "quarter", "season", "year_range"):
            continue
        if window is None or not sense.bounds:
            continue
        first, last = sense.bounds
        assert first
        assert last
        lead = text[max(0, match.start - 80) : match.start]
        if tense_of(match.start) == "future":
            if not _ONCE_PLANNED.search(lead):
                future.append((last, _words(text, match)))
        elif match.kind != "year_range" and window.earliest and not (match.kind == "year" and _ADJECTIVE.search(lead)):
            past.append((first, _words(text, match)))
    if past:
        day, words = max(past)
        yield _Clue(day, None, f"speaks of {words!r} as past")
        future = [f for f in future if f[0] >= day]  # plans that the text itself has overtaken
    if future:
        day, words = min(future)
        yield _Clue(None, day, f"speaks of {words!r} as to come")


# what was planned once may be over by now, and "the 2011 version" may be ahead
_ONCE_PLANNED = re.compile(r"\b(?:originally|initially|first|was|were|been|had|would)\b[^.]*$")
_ADJECTIVE = re.compile(r"(?:\b(?:the|a|an|its|their|his|her|this)|['’]s?)\s+$", re.IGNORECASE)


@cache
def _titles() -> re.Pattern[str]:
    names = [(title, n) for n, event in enumerate(lexicon.dated_events()) for title in event.titles]
    return re.compile(rf"(?<!\w)(?:{lexicon.alternation({title for title, _ in names})})(?!\w)")


@cache
def _by_title() -> dict[str, DatedEvent]:
    return {title: event for event in lexicon.dated_events() for title in event.titles}


def _event_clues(text: str, found: list[Found]) -> Iterator[_Clue]:
    """What well-known events tell: each was over or begun, and words like "last month's" count from it."""
    starts = {}
    for name in _titles().findall(text):
        event = _by_title()[name.replace("’", "'")]
        starts[event.name] = event
    for event in starts.values():
        if event.nouns and any(_pointed(text, noun) for noun in event.nouns):
            continue  # told more closely below
        yield _Clue(event.start, None, f"names {event.name} ({event.start})")
    pointing = [(event, close) for event in lexicon.dated_events() if (close := _close(text, event))]
    if not pointing:
        return
    best = max(score for _, (score, _, _) in pointing)
    chosen = [(event, bounds, words) for event, (score, bounds, words) in pointing if score == best]
    earliest, latest = chosen[0][1]
    for _, bounds, _ in chosen[1:]:
        earliest, latest = windows.hull((earliest, latest), bounds)
    names = " or ".join(f"{event.name} ({windows.edtf(event.start, event.end)})" for event, _, _ in chosen)
    yield _Clue(earliest, latest, f"{chosen[0][2]!r} means {names}")


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


def _combined(clues: list[_Clue]) -> tuple[windows.Bounds, list[str]]:
    """The days that all clues allow; where they exclude each other, the widest that any of them does."""
    earliest: date | None = None
    latest: date | None = None
    reasons = []
    for clue in clues:
        first = max((d for d in (earliest, clue.earliest) if d), default=None)
        last = min((d for d in (latest, clue.latest) if d), default=None)
        if first and last and first > last:
            reasons.append(f"{clue.reason}, which contradicts the rest: the wider is taken")
            earliest, latest = windows.hull((earliest, latest), (clue.earliest, clue.latest))
            continue
        earliest, latest = first, last
        reasons.append(clue.reason)
    return (earliest, latest), reasons


def _months(
    window: windows.Bounds, reasons: list[str], text: str, found: list[Found], tense_of: Callable[[int], str]
) -> tuple[windows.Bounds, list[str]]:
    """Months and days without a year that are to come narrow a window of at most a year or so."""
    earliest, latest = window
    if earliest is None or latest is None or (latest - earliest).days > 400:
        return window, reasons
    for match, sense, _ in found:
        if match.kind not in ("day", "month") or sense.bounds or not sense.value.startswith("XXXX-"):
            continue
        numbers = [int(n) for n in sense.value.split("-")[1:] if n.isdigit()]
        tense = tense_of(match.start)
        due = re.search(r"\b(?:by|until|before)\s+$", text[max(0, match.start - 8) : match.start]) is not None
        if tense == "future" or (due and tense != "past"):
            ends = [e for y in range(earliest.year, latest.year + 2) if (e := _last_day(y, numbers)) and e >= earliest]
            if ends and earliest <= ends[0] < latest:
                latest = ends[0] - timedelta(days=len(numbers) > 1 and ends[0] > earliest)
                reasons.append(f"speaks of {_words(text, match)!r} as to come")
    return (earliest, latest), reasons


def _last_day(year: int, numbers: list[int]) -> date | None:
    month = numbers[0]
    try:
        return date(year, month, numbers[1]) if len(numbers) > 1 else windows.month_end(year, month)
    except ValueError:
        return None
