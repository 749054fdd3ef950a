"""What counting tells of a report's day: a body's members, its anniversaries, numbered congresses, a person's age."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from foreigndesk.lexicon.loader import bad, toml
from foreigndesk.times import lexicon, windows
from foreigndesk.times.evidence import Clue
from foreigndesk.times.tense import sentence
from foreigndesk.times.windows import Bounds

_GRACE = timedelta(days=31)
_ROUND = timedelta(days=366)  # what returns is prepared for, and looked back on, for a year
_COUNTED = re.compile(
    r"\b(?P<count>\d{1,3}|[a-z]+(?:-[a-z]+)?)(?:-(?:member|nation|country|state)\b|"
    r" (?:EU |NATO |other )?(?:member (?:states|countries|nations)|members|allies)\b)"
)
_YEAR = re.compile(r"\b(?:1[89]|20)\d\d\b")
_BIRTH = re.compile(r"\bborn (?:[a-z ]{0,12})?(?:on |in )(?P<day>[^.;)]{4,24}?\d{4})\b")
_AGE = re.compile(r"\b(?:aged|(?:at|the) age(?: of)?|at) (?P<age>\d\d|10\d)\b(?! (?:per ?cent|percent|km|miles|[ap]\.?m))")
_DEATH = re.compile(r"\b(?:die[sd]?|death|dead|dying|passed away)\b")


@dataclass(frozen=True, slots=True)
class Roster:
    """A body's names, its first day, and how long each of its members has belonged to it."""

    names: tuple[str, ...]
    founded: date | None
    spells: tuple[Bounds, ...]


@dataclass(frozen=True, slots=True)
class Series:
    """What recurs under a number: ``n`` of it begins ``first + (n - 1) * years`` years on and lasts so many years."""

    name: str
    forms: tuple[re.Pattern[str], ...]
    first: date
    years: int

    def bounds(self, number: int) -> Bounds:
        """When the one of that number runs."""
        begin = windows.add_months(self.first, 12 * self.years * (number - 1))
        return begin, windows.add_months(begin, 12 * self.years)


def membership_clues(text: str, rosters: Iterable[Roster]) -> Iterator[Clue]:
    """What a count of members tells: "the 28-member bloc" in a sentence that names the bloc, "NATO's 30 allies"."""
    counted = [(m.start(), whole_number(m["count"]), m[0]) for m in _COUNTED.finditer(text)]
    counted = [c for c in counted if c[1] > 2]
    anniversaries = list(_ANNIVERSARY.finditer(text))
    if not counted and not anniversaries:
        return
    for roster in rosters:
        names = re.compile(rf"(?<!\w)(?:{'|'.join(re.escape(n) for n in sorted(roster.names, key=len, reverse=True))})(?!\w)")
        for at, count, words in counted:
            first, last = sentence(text, at)
            name = names.search(text, first, last)
            if name and not _YEAR.search(text, first, last) and (spans := tuple(_while(roster.spells, count))):
                yield Clue(spans, f"counts {words!r} of {name[0]}: {' or '.join(windows.edtf(*s) for s in spans)}")
        for found in anniversaries:
            if roster.founded and names.match(text, found.end()):
                day = windows.add_months(roster.founded, 12 * int(found[1]))
                yield Clue(((day - _ROUND, day + _ROUND),), f"{found[0]!r} of {roster.names[0]} falls on {day}")


_ANNIVERSARY = re.compile(r"\b(\d{1,3})(?:st|nd|rd|th) anniversary of (?:the (?:founding|creation|establishment) of )?(?:the )?")


def whole_number(word: str) -> int:
    """A whole number in figures or words; 0 for any other word."""
    if word.isdigit():
        return int(word)
    table = lexicon.words()
    tens, _, ones = word.partition("-")
    return int(table["tens"].get(tens, 0)) + int(table["small"].get(ones or tens, 0))


def _while(spells: tuple[Bounds, ...], count: int) -> Iterator[Bounds]:
    """The stretches in which a body had so many members, with some days of grace."""
    changes = sorted({d for since, until in spells for d in (since, until and until + timedelta(days=1)) if d})
    for first, following in zip([None, *changes], [*changes, None], strict=True):
        day = first or date.min
        if sum((since or date.min) <= day <= (until or date.max) for since, until in spells) == count:
            yield first and first - _GRACE, following and following + _GRACE


def series_clues(text: str) -> Iterator[Clue]:
    """What numbers of things that recur tell ("the 116th Congress"): the latest named has begun, or is near."""
    for series in _series():
        found = [m for form in series.forms for m in form.finditer(text)]
        numbers = [(_ordinal(m["n"]), m) for m in found]
        numbers = [(n, m) for n, m in numbers if n and series.first.year + series.years * n < date.max.year]
        if not numbers:
            continue
        number, match = max(numbers, key=lambda pair: pair[0])
        begin, end = series.bounds(number)
        assert begin
        assert end
        first, last = sentence(text, match.start())
        open_end = _YEAR.search(text, first, last) is not None
        yield Clue(
            ((begin - _ROUND, None if open_end else end + _ROUND),),
            f"names {' '.join(match[0].split())!r}: {series.name}, {windows.edtf(begin, end)}",
        )


_ROMAN = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}


def _ordinal(word: str) -> int:
    digits = re.match(r"\d+", word)
    if digits:
        return int(digits[0])
    values = [_ROMAN[c] for c in word]
    return sum(-v if any(w > v for w in values[k + 1 : k + 2]) else v for k, v in enumerate(values))


@cache
def _series() -> tuple[Series, ...]:
    """The table series.toml. Raises LexiconError."""
    found = []
    for entry in toml("times/series.toml")["series"]:
        if set(entry) != {"name", "forms", "first", "years"}:
            raise bad("series.toml", str(entry.get("name")), "name, forms, first, years", "each must be given, nothing else")
        try:
            forms = tuple(re.compile(form.replace("{n}", r"(?P<n>\d{1,3}(?:st|nd|rd|th)|[IVXLC]+)")) for form in entry["forms"])
        except re.error as error:
            raise bad("series.toml", entry["name"], "forms", str(error)) from error
        found.append(Series(entry["name"], forms, entry["first"], entry["years"]))
    return tuple(found)


def age_clues(text: str, day_of: dict[str, Bounds]) -> Iterator[Clue]:
    """What an age beside a birth tells, in the news of a death: born on 26 May 1953 and dead at 66.

    ``day_of`` gives the days that each expression of the text bounds. One birth and one age must be all there are.
    """
    births = {m["day"] for m in _BIRTH.finditer(text)}
    ages = {int(m["age"]) for m in _AGE.finditer(text) if _DEATH.search(text, *sentence(text, m.start()))}
    if len(births) != 1 or len(ages) != 1:
        return
    words, age = births.pop(), ages.pop()
    bounds = next((b for said, b in day_of.items() if said and (said in words or words in said)), None)
    if bounds and bounds[0] and bounds[1]:
        first = windows.add_months(bounds[0], 12 * age)
        last = windows.add_months(bounds[1], 12 * (age + 1)) + _GRACE
        yield Clue(((first, last),), f"tells the death at {age} of one born {words}")
