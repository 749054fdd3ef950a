"""What an expression means, and the scene in which it is read."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from functools import cache

from foreigndesk.model import DateWindow, TimeType
from foreigndesk.times import lexicon, windows
from foreigndesk.times.windows import Bounds

OPEN: Bounds = (None, None)
_FAR = 6  # a future day in a clause of the past is taken only where it is so many times nearer than the past one


@dataclass(frozen=True, slots=True)
class Sense:
    """The TIMEX3 type and value of an expression, and the days it bounds (``None``: not known, or a mere duration)."""

    type: TimeType
    value: str
    bounds: Bounds | None = None
    basis: str = ""
    weekday: int | None = None
    shaped: bool = False  # whether its bounds already say what a word like "by" would make of them
    until: str | None = None  # of a range: the value of its other end


@dataclass(slots=True)
class Scene:
    """The words around an expression, the day on which they are read, and what was named before."""

    text: str
    low: str
    start: int
    end: int
    ref: date | None
    tense: Callable[[], str]
    published: DateWindow | None = None
    prior: Sense | None = None
    nearby: Sense | None = field(default=None)  # the day named last in the same sentence

    def before(self, words: re.Pattern[str]) -> bool:
        """Whether one of the words stands just before the expression."""
        return words.search(self.low, max(0, self.start - 30), self.start) is not None

    def after(self, words: re.Pattern[str]) -> bool:
        """Whether one of the words stands just after the expression."""
        return words.match(self.low, self.end) is not None

    def nearest(self, options: list[Bounds]) -> Bounds | None:
        """Which of several recurring stretches is meant: the nearest to the report that the tense allows."""
        if self.ref is None:
            return None
        ref, tense = self.ref, self.tense()

        def cost(option: Bounds) -> float:
            first, last = option
            assert first
            assert last
            if first > ref:
                return (first - ref).days * (_FAR if tense == "past" else 1)
            return max(0, (ref - last).days) + (10**6 if tense == "future" and last < ref else 0)

        return min(options, key=cost)

    def year_of(self, month: int, day: int | None = None) -> int | None:
        """The year that a month, or a day of it, without a year belongs to."""
        if self.ref is None:
            return None
        options: list[Bounds] = []
        for year in range(self.ref.year - 4, self.ref.year + 5) if (month, day) == (2, 29) else self._years():
            try:
                first = date(year, month, day or 1)
            except ValueError:
                continue
            options.append((first, first if day else windows.month_end(year, month)))
        best = self.nearest(options) if options else None
        return best[0].year if best and best[0] else None

    def _years(self) -> range:
        assert self.ref
        return range(max(1, self.ref.year - 1), min(9999, self.ref.year + 1) + 1)


@cache
def ends_with(key: str) -> re.Pattern[str]:
    """The words of a guard list, at the end of a text."""
    return re.compile(rf"(?:(?<!\w)|(?=['’]))(?:{lexicon.alternation(lexicon.context()['guard'][key])})[\s(]*$")


@cache
def begins_with(key: str) -> re.Pattern[str]:
    """The words of a guard list, at the beginning of a text."""
    return re.compile(rf"[\s-]*(?:{lexicon.alternation(lexicon.context()['guard'][key])})(?!\w)")


def period_value(bounds: Bounds) -> str:
    """The TIMEX3 value of a closed stretch: a day, week, month or year where it is one, else its EDTF."""
    return windows.edtf(*bounds)
