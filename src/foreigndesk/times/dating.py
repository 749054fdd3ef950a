"""The day of a report that tells none: the window that its own words allow, with the reasons."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta

from foreigndesk.model import DateWindow
from foreigndesk.times import lexicon, windows
from foreigndesk.times.counts import age_clues, series_clues
from foreigndesk.times.evidence import Clue, after, agree, combined, until
from foreigndesk.times.finder import senses
from foreigndesk.times.grammar import Match
from foreigndesk.times.pointers import event_clues
from foreigndesk.times.sense import Sense
from foreigndesk.times.tense import sentence
from foreigndesk.times.tense import tense_at as tense_by_words

_HEAD = 700  # characters in which a line of its own may give the date
_LEAD = 900  # characters in which the lead is sought
_NARROW = 366 * 12  # days of a window in which days without a year are laid out over its years
_YEARLY = timedelta(days=330)  # a day further off than this is named with its year
Found = tuple[Match, Sense, DateWindow | None]
Witness = Callable[[str], Iterable[Clue]]


def date_report(
    text: str, *, tense_at: Callable[[int], str] | None = None, witness: Witness | None = None
) -> DateWindow | None:
    """The window in which an undated report was published, as its own words allow it; ``None`` when nothing is known.

    Days and years named in the past bound it from below, in the future from above; well-known events with words like
    "last month's war" place it; what ``witness`` knows of the text (offices, memberships) counts beside them. In what
    is left, weekdays beside days of a month and days without a year find their years. The weekday of the lead is kept.
    Where clues contradict each other, the days that most of them allow are taken, and the reasons say so.
    """
    lines, text = text, _WRAPPED.sub(" ", text)  # each letter stays in its place
    tense_of = tense_at or (lambda offset: tense_by_words(text, offset))
    found = senses(text, None, tense_of)
    weekday = _lead_weekday(text, found, tense_of)
    stated = _date_line(lines, found)
    if stated:
        return windows.window(stated, stated, "inferred", reasons=(f"a line of its own gives the date {stated}",))
    spans = {text[match.start : match.end]: sense.bounds for match, sense, _ in found if sense.bounds}
    clues = [
        *event_clues(text), *_named_dates(text, found, tense_of), *series_clues(text), *age_clues(text, spans),
        *(witness(text) if witness else ()),
    ]
    window, _ = combined(clues)
    for clue in _yearless(window, text, found, tense_of):
        if agree([Clue((window,), ""), clue]):
            clues.append(clue)
            window, _ = combined([Clue((window,), ""), clue])
    reasons = combined(clues)[1]
    if weekday is not None:
        reasons.append(f"the lead says {_WEEKDAYS[weekday]}")
    if not reasons:
        return None
    return windows.window(*window, "inferred", weekday=weekday, reasons=tuple(reasons))


_WRAPPED = re.compile(r"(?<=[a-z,])\n(?=\S)")
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


def _named_dates(text: str, found: list[Found], tense_of: Callable[[int], str]) -> Iterator[Clue]:
    """Full dates, months with years, and years: past ones bound from below, future ones from above."""
    past: list[tuple[date, str, bool]] = []
    future: list[tuple[date, str]] = []
    for match, sense, window in found:
        if match.kind not in ("day", "iso", "iso_time", "slashed", "month", "year", "quarter", "season"):
            continue
        if window is None or not sense.bounds:
            continue
        first, last = sense.bounds
        assert first
        assert last
        begin, end = sentence(text, match.start)
        lead = text[begin : match.start]
        if tense_of(match.start) == "future":
            if _TO_COME.search(lead) and not _ONCE_PLANNED.search(lead):
                future.append((last, _words(text, match)))
        elif window.earliest:
            near = _NEAR.search(text[begin:end]) is not None
            if match.kind == "year" and _ADJECTIVE.search(lead):  # "the 2011 version" may be far ahead
                if near or not _HAPPENED.search(lead):
                    continue
                near = True
            near = near or (match.kind == "year" and _SET_FOR.search(lead + text[match.start : match.end - 4]) is not None)
            past.append((windows.add_months(first, -12) if near else first, _words(text, match), near))
    if past:
        day, words, near = max(past)
        yield after(day, f"speaks of {words!r} as past" + (", or up to a year ahead" if near else ""))
        future = [f for f in future if f[0] >= day]  # plans that the text itself has overtaken
    if future:
        day, words = min(future)
        yield until(day, f"speaks of {words!r} as to come")


# words that put a date ahead, those that may, and a year that something is set for
_TO_COME = re.compile(
    r"\b(?:will|shall|(?:is|are) (?:to|due|set|scheduled|expected|planned|slated|going)|plans? (?:to|for)|expects?|aims?|"
    r"due|scheduled|slated|by(?: the end of)?\s*$|until\s*$)|['’]ll\b", re.IGNORECASE
)
_NEAR = re.compile(
    r"\b(?:will|shall|would|to be|plan\w*|propos\w+|budget\w*|schedul\w+|expect\w*|invit\w+|continu\w+|ahead|upcoming|coming|"
    r"forthcoming|next|future|prepar\w+|candidates?|bid|until|target\w*|goals?|agree\w*|hope\w*|wish\w*)\b|['’]ll\b", re.IGNORECASE
)
_SET_FOR = re.compile(r"\b(?:for|year|by|the)\s+$", re.IGNORECASE)
# what was planned once may be over by now
_ONCE_PLANNED = re.compile(
    r"\b(?:originally|initially|first|was|were|been|had|would)\b[^.]*$|\b(?:than|as|like|unlike|since)(?: in)?\s+$"
)
_HAPPENED = re.compile(r"\b(?:won|at|in|during|after|since|following|from|of)\s+(?:the|an?|its|their|his|her)?\s*$", re.IGNORECASE)
_ADJECTIVE = re.compile(r"(?:\b(?:the|a|an|its|their|his|her|this)|['’]s?)\s+$", re.IGNORECASE)


def _yearless(
    window: windows.Bounds, text: str, found: list[Found], tense_of: Callable[[int], str]
) -> Iterator[Clue]:
    """Days and months without a year, laid out over the years of a window that is closed and not too wide.

    A day whose weekday is named falls in the years whose calendar has it so. One in the past bounds the report from
    below and, as it would else be named with its year, from above for most of a year; one to come the other way round.
    """
    earliest, latest = window
    if earliest is None or latest is None or (latest - earliest).days > _NARROW:
        return
    years = range(earliest.year - 1, min(latest.year + 2, 9999))
    for match, sense, _ in found:
        if match.kind not in ("day", "month") or sense.bounds or not sense.value.startswith("XXXX-"):
            continue
        numbers = [int(n) for n in sense.value.split("-")[1:] if n.isdigit()]
        stretches = [stretch for year in years if (stretch := _stretch(year, numbers))]
        named = match.slots.get("weekday")
        if named and len(numbers) > 1:
            number = lexicon.words()["weekday"][named]
            stretches = [s for s in stretches if s[0].weekday() == number]
        if not stretches:
            continue
        tense = tense_of(match.start)
        due = re.search(r"\b(?:by|until|before)\s+$", text[max(0, match.start - 8) : match.start]) is not None
        if tense == "future" or (due and tense != "past"):
            spans = tuple((first - _YEARLY, last) for first, last in stretches)
            yield Clue(spans, f"speaks of {_words(text, match)!r} as to come")
        elif named:
            spans = tuple((first - _YEARLY, last + _YEARLY) for first, last in stretches)
            yield Clue(spans, f"the calendar has {_words(text, match)!r} in {', '.join(str(s[0].year) for s in stretches)}")


def _stretch(year: int, numbers: list[int]) -> tuple[date, date] | None:
    month = numbers[0]
    try:
        if len(numbers) == 1:
            return date(year, month, 1), windows.month_end(year, month)
        return (day := date(year, month, numbers[1])), day
    except ValueError:
        return None
