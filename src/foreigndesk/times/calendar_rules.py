"""What calendar expressions mean: days, months, quarters, years, decades, centuries and ranges of them."""

from __future__ import annotations

import re
from datetime import date

from foreigndesk.model import DateWindow
from foreigndesk.times import lexicon, windows
from foreigndesk.times.sense import Scene, Sense, begins_with, ends_with
from foreigndesk.times.windows import Bounds

Slots = dict[str, str]

_NOT_COUNTED = (
    "was|is|has|as|this|his|its|elections|talks|clashes|polls|protests|levels|prices|rates|figures|emissions|results|borders|"
    "lines|standards"
)
_QUANTITY = re.compile(rf"\s+(?!(?:{_NOT_COUNTED})\b)(?:[a-z]{{3,}}s|[a-z]*(?:children|women|men|people))\b")
_EVENT_AFTER = re.compile(r"[ \-–](?!and\b|or\b|of\b|to\b|in\b|at\b|on\b|from\b|were\b|are\b)[a-z]")
_SEASON_START = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}


def meaning(slot: str, word: str) -> int:
    """The number that a word of a slot stands for."""
    number = lexicon.words()[slot][word]
    assert isinstance(number, int)
    return number


def part_word(slots: Slots) -> str | None:
    """Which part of a stretch is named: "early", "mid", "late" or "end"."""
    word = slots.get("part")
    if word is None:
        return None
    word = " ".join(word.split()).replace("very ", "")
    table = lexicon.words()["part"]
    return str(table.get(word) or table[word.removesuffix(" of")])


def _capital(scene: Scene, word: str) -> bool:
    at = scene.low.find(word, scene.start, scene.end)
    return scene.text[at].isupper()


def _bounds(window: DateWindow) -> Bounds:
    return window.earliest, window.latest


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def iso(slots: Slots, scene: Scene) -> Sense | None:
    """2008-09-17."""
    day = _day(int(slots["year"]), int(slots["mm"]), int(slots["dd"]))
    return Sense("DATE", day.isoformat(), (day, day), "day named") if day else None


def iso_time(slots: Slots, scene: Scene) -> Sense | None:
    """2008-09-17T04:00."""
    sense = iso(slots, scene)
    return sense and Sense("TIME", f"{sense.value}T{slots['hour']}:{slots['minute']}", sense.bounds, "day named")


def slashed(slots: Slots, scene: Scene) -> Sense | None:
    """17/09/2008, where only one reading is a date or both are the same."""
    a, b, year = int(slots["a"]), int(slots["b"]), int(slots["year"])
    days = {day for day in (_day(year, a, b), _day(year, b, a)) if day}
    if len(days) != 1:
        return None
    day = days.pop()
    return Sense("DATE", day.isoformat(), (day, day), "day named")


def day(slots: Slots, scene: Scene) -> Sense | None:
    """A day of a month, with its year or in the year that tense and report make likeliest."""
    if not _capital(scene, slots["month"]):
        return None
    month, number = meaning("month", slots["month"]), int(slots["day"])
    year = int(slots["year"]) if "year" in slots else None
    basis = "day named"
    if year is None:
        for known in lexicon.context()["known_day"]:
            after = re.compile(rf"\s+(?:{'|'.join(known['after'])})\b")
            if (month, number) == (known["month"], known["day"]) and scene.after(after):
                year = known["year"]
    if year is None:
        year, basis = scene.year_of(month, number), "day named, year by the report"
    if year is None:
        return Sense("DATE", f"XXXX-{month:02}-{number:02}", None, basis) if number <= 31 else None
    found = _day(year, month, number)
    return Sense("DATE", found.isoformat(), (found, found), basis) if found else None


def month(slots: Slots, scene: Scene) -> Sense | None:
    """A month, or part of one, with its year or in the likeliest one."""
    word = slots["month"]
    if not _capital(scene, word):
        return None
    bare = not {"year", "relation", "part"} & set(slots)
    if bare and word in lexicon.context()["guard"]["ambiguous_months"] and not _month_is_meant(scene, word):
        return None
    number, part = meaning("month", word), part_word(slots)
    basis = "month named"
    year: int | None
    if "year" in slots:
        year = int(slots["year"])
    elif scene.ref and "relation" in slots:
        year, basis = _related_year(slots, scene, number), "month counted from the report"
    else:
        year, basis = scene.year_of(number), "month named, year by the report"
    if year is None:
        return Sense("DATE", f"XXXX-{number:02}", None, basis)
    bounds = _bounds(windows.month_window(year, number))
    return Sense("DATE", f"{year:04}-{number:02}", windows.part_of(bounds, part) if part else bounds, basis)


def _related_year(slots: Slots, scene: Scene, number: int) -> int:
    assert scene.ref
    step = meaning("relation", slots["relation"])
    if scene.low.endswith("year", scene.start, scene.end):
        return scene.ref.year + step
    if step < 0:
        return scene.ref.year - (number >= scene.ref.month)
    if step > 0:
        return scene.ref.year + (number <= scene.ref.month)
    return scene.ref.year


def _month_is_meant(scene: Scene, word: str) -> bool:
    """"Whether "May" or "April" is a month: after "in" and the like, or where no name goes on behind it."""
    if scene.before(ends_with("month_before")):
        return True
    if word in ("may", "march", "mar", "jan", "dec", "sep"):
        inside = scene.start > 1 and scene.text[scene.start - 2] not in ".\n"
        return inside and scene.low.startswith(("'s", "’s"), scene.end)
    following = scene.text[scene.end : scene.end + 2].strip(" ")
    return not following[:1].isupper()


def half_year(slots: Slots, scene: Scene) -> Sense | None:
    """The first half of 2008."""
    which = 1 if slots["which"] == "first" else 2
    year = _of_year(slots, scene)
    if year is None:
        return Sense("DATE", f"XXXX-H{which}", None, "half of a year")
    bounds = date(year, 6 * which - 5, 1), windows.month_end(year, 6 * which)
    return Sense("DATE", f"{year}-H{which}", bounds, "half of a year")


def quarter(slots: Slots, scene: Scene) -> Sense | None:
    """The third quarter, of a year named or of the likeliest one."""
    number = int(slots["q"]) if "q" in slots else meaning("ordinal", slots["ordinal"])
    year = _of_year(slots, scene)
    if year is None and scene.ref and not {"year", "ofyear"} & set(slots):
        years = (scene.ref.year - 1, scene.ref.year, scene.ref.year + 1)
        best = scene.nearest([_bounds(windows.quarter_window(y, number)) for y in years])
        year = best[0].year if best and best[0] else None
    if year is None:
        return Sense("DATE", f"XXXX-Q{number}", None, "quarter named")
    bounds = _bounds(windows.quarter_window(year, number))
    part = part_word(slots)
    return Sense("DATE", f"{year}-Q{number}", windows.part_of(bounds, part) if part else bounds, "quarter named")


def _of_year(slots: Slots, scene: Scene) -> int | None:
    if "year" in slots:
        return int(slots["year"])
    if "ofyear" not in slots or scene.ref is None:
        return None
    return scene.ref.year + {"last": -1, "next": 1}.get(slots["ofyear"].split()[0], 0)


def fiscal(slots: Slots, scene: Scene) -> Sense | None:
    """Fiscal 2009: which months it spans differs from land to land, so a year and a half may hold it."""
    year = int(slots["year"])
    return Sense("DATE", f"FY{year}", (date(year - 1, 7, 1), date(year, 12, 31)), "fiscal year")


def season(slots: Slots, scene: Scene) -> Sense | None:
    """A northern season: spring from March, summer from June, autumn from September, winter from December."""
    code = str(lexicon.words()["season"][slots["season"]])
    part = part_word(slots)
    if "year" in slots:
        year: int | None = int(slots["year"])
    elif scene.ref:
        best = scene.nearest([season_bounds(y, code) for y in range(scene.ref.year - 1, scene.ref.year + 2)])
        year = best[0].year if best and best[0] else None
    else:
        year = None
    if year is None:
        return Sense("DATE", f"XXXX-{code}", None, "season named")
    bounds = season_bounds(year, code)
    if code == "WI" and "year" in slots:  # "winter 2008" may be either end of the year
        bounds = (date(year, 1, 1), bounds[1])
    return Sense("DATE", f"{year}-{code}", windows.part_of(bounds, part) if part else bounds, "season named")


def season_bounds(year: int, code: str) -> Bounds:
    """The days of a season that begins in a year."""
    first = date(year, _SEASON_START[code], 1)
    last = windows.add_months(first, 2)
    return first, windows.month_end(last.year, last.month)


def decade(slots: Slots, scene: Scene) -> Sense | None:
    """The 1990s, the mid-1980s, the nineties."""
    if "decade" in slots:
        first = int(slots["decade"])
    else:
        tens = int(slots["tens"]) if "tens" in slots else meaning("decade", slots["word"])
        first = 1900 + tens
    if first % 100 == 0 and "part" not in slots and first < 2000:
        return Sense("DATE", f"{first // 100}", (date(first, 1, 1), date(first + 99, 12, 31)), "century named")
    bounds = _bounds(windows.decade_window(first))
    part = part_word(slots)
    if part:
        years = {"early": (0, 3), "mid": (3, 6), "late": (6, 9), "end": (8, 9)}[part]
        bounds = date(first + years[0], 1, 1), date(first + years[1], 12, 31)
    return Sense("DATE", f"{first // 10}", bounds, "decade named")


def century(slots: Slots, scene: Scene) -> Sense | None:
    """The 19th century."""
    number = int(slots["nth"]) if "nth" in slots else meaning("century", slots["century"])
    first, last = date(100 * (number - 1), 1, 1), date(100 * number - 1, 12, 31)
    part = part_word(slots)
    if part:
        thirds = {"early": (0, 33), "mid": (34, 66), "late": (67, 99), "end": (85, 99)}[part]
        first, last = date(first.year + thirds[0], 1, 1), date(first.year + thirds[1], 12, 31)
    return Sense("DATE", f"{number - 1}", (first, last), "century named")


def year(slots: Slots, scene: Scene) -> Sense | None:
    """A year, where the words around it speak of one and not of a number."""
    number = int(slots["year"])
    part = part_word(slots)
    if not part and not scene.low.startswith("the year", scene.start) and not _is_year(scene, number):
        return None
    bounds = _bounds(windows.year_window(number))
    return Sense("DATE", f"{number}", windows.part_of(bounds, part) if part else bounds, "year named")


def _is_number(scene: Scene) -> bool:
    """Whether the words around a number name a thing by it or count something."""
    return scene.before(ends_with("number_before")) or scene.after(begins_with("year_not_after"))


def _is_year(scene: Scene, number: int) -> bool:
    if not 1500 <= number <= 2100 or _is_number(scene):
        return False
    if number % 50 == 0 and number != 2000 and scene.after(_QUANTITY):  # "in 1500 villages"
        return False
    previous = scene.low[scene.start - 1 : scene.start]
    if previous in ("(", "["):
        return True
    if scene.before(ends_with("year_before")):
        return not ((number % 100 == 0 or number < 1900) and scene.after(_QUANTITY))
    if scene.before(ends_with("year_determiner")):
        return scene.after(_EVENT_AFTER) and number >= 1800
    if number >= 1900 and scene.before(_CAPTION) and scene.after(_LINE_END):
        return True
    if scene.ref and number == scene.ref.year and _NAME.search(scene.text, max(0, scene.start - 24), scene.start):
        return True  # "World Cup 2018" in a report of that year
    if previous in ("", "\n") and number >= 1900:
        return scene.low[scene.end : scene.end + 1] in (" ", ":", "\n", ",")
    return number >= 1900 and scene.before(_LISTED_YEAR)


_NAME = re.compile(r"\b[A-Z][\w’'-]* $")
_CAPTION = re.compile(r"[a-z], $")  # "The minister at the border, 2008." and no more
_LINE_END = re.compile(r"\.?[ \t]*(?:\n|$)")
_LISTED_YEAR = re.compile(r"(?:1[5-9]|20)\d\d(?:,| and| or| to)\s+$")


def day_range(slots: Slots, scene: Scene) -> Sense | None:
    """From 3 to 5 May."""
    if not _capital(scene, slots["month"]):
        return None
    number, first, last = meaning("month", slots["month"]), int(slots["day"]), int(slots["day2"])
    if last <= first:
        return None
    found = int(slots["year"]) if "year" in slots else scene.year_of(number, min(first, 28))
    if found is None:
        ends = f"XXXX-{number:02}-{first:02}", f"XXXX-{number:02}-{last:02}"
        return Sense("DATE", ends[0], None, "range of days", shaped=True, until=ends[1])
    return _days(_day(found, number, first), _day(found, number, last))


def _days(start: date | None, end: date | None) -> Sense | None:
    if not start or not end or end < start:
        return None
    return Sense("DATE", start.isoformat(), (start, end), "range of days", shaped=True, until=end.isoformat())


def long_range(slots: Slots, scene: Scene) -> Sense | None:
    """From 28 May to 3 June 2008."""
    if not _capital(scene, slots["month"]):
        return None
    (month1, day1), (month2, day2) = ((meaning("month", slots["month" + n]), int(slots["day" + n])) for n in ("", "2"))
    over = (month2, day2) < (month1, day1)  # over the turn of the year
    if "year2" in slots:
        last = int(slots["year2"])
        return _days(_day(int(slots.get("year", last - over)), month1, day1), _day(last, month2, day2))
    if "year" in slots:
        first = int(slots["year"])
        return _days(_day(first, month1, day1), _day(first + over, month2, day2))
    if scene.ref is None:
        ends = f"XXXX-{month1:02}-{day1:02}", f"XXXX-{month2:02}-{day2:02}"
        return Sense("DATE", ends[0], None, "range of days", shaped=True, until=ends[1])
    years = range(scene.ref.year - 1, scene.ref.year + 2)
    pairs = [(_day(year, month1, day1), _day(year + over, month2, day2)) for year in years]
    options = [pair for pair in pairs if all(pair)]
    best = scene.nearest(options) if options else None
    return _days(*best) if best else None


def month_range(slots: Slots, scene: Scene) -> Sense | None:
    """Between March and June 2008."""
    if not _capital(scene, slots["month"]):
        return None
    first, last = meaning("month", slots["month"]), meaning("month", slots["month2"])
    named = slots.get("year2", slots.get("year"))
    found = int(named) if named else scene.year_of(last)
    if found is None:
        return Sense("DATE", f"XXXX-{first:02}", None, "range of months", shaped=True, until=f"XXXX-{last:02}")
    start = date(int(slots["year"]) if "year" in slots else found - (first > last), first, 1)
    end = windows.month_end(found + ("year2" not in slots and "year" in slots and first > last), last)
    if end < start:
        return None
    return Sense("DATE", f"{start:%Y-%m}", (start, end), "range of months", shaped=True, until=f"{end:%Y-%m}")


_OVER = re.compile(r"\bover\s+$")  # "over 1990-2010" is a time, "over 2000" a number


def year_range(slots: Slots, scene: Scene) -> Sense | None:
    """Between 2001 and 2005, 2007-2008."""
    first, tail = int(slots["year"]), slots["year2"]
    last = int(tail) if len(tail) == 4 else first - first % 100 + int(tail)
    counted = _is_number(scene) and not scene.before(_OVER)
    if not first < last <= 2100 or last - first > 150 or counted:
        return None
    bounds = date(first, 1, 1), date(last, 12, 31)
    return Sense("DATE", f"{first}", bounds, "range of years", shaped=True, until=f"{last}")


_NAMED_SO = re.compile(r"[a-z,] [A-Z][a-z]+ $")  # "by Anna Christmas", "for the Persian New Year"


def holiday(slots: Slots, scene: Scene) -> Sense | None:
    """A named day, in the year named or the likeliest one."""
    found = lexicon.holidays()[slots["holiday"].replace("’", "'")]
    if not scene.text[scene.low.find(slots["holiday"], scene.start)].isupper():
        return None
    if _NAMED_SO.search(scene.text, max(0, scene.start - 24), scene.start) or scene.before(ends_with("holiday_before")):
        return None
    if "year" in slots:
        years = [int(slots["year"])]
    elif scene.ref:
        years = list(range(scene.ref.year - 1, scene.ref.year + 2))
    else:
        value = f"XXXX-{found.month:02}-{found.day:02}" if found.month and found.day else "XXXX"
        return Sense("DATE", value, None, found.name)
    options = [bounds for y in years if (bounds := windows.holiday_bounds(found, y))]
    if not options:
        return Sense("DATE", str(years[0]) if len(years) == 1 else "XXXX", None, found.name)
    step = meaning("relation", slots["relation"]) if "relation" in slots else 0
    ref = scene.ref
    if step and ref:
        options = [b for b in options if b[0] and b[1] and (b[1] < ref if step < 0 else b[0] > ref)] or options
        best: Bounds | None = options[-1] if step < 0 else options[0]
    else:
        best = scene.nearest(options) if len(options) > 1 else options[0]
    assert best
    assert best[0]
    value = best[0].isoformat() if found.days == 1 else f"{best[0]:%Y}"
    return Sense("DATE", value, best, found.name)


RULES = {
    "iso": iso, "iso_time": iso_time, "slashed": slashed, "day": day, "month": month, "half_year": half_year,
    "quarter": quarter, "fiscal": fiscal, "season": season, "decade": decade, "decade_short": decade,
    "decade_word": decade, "century": century, "year": year, "day_range": day_range, "long_range": long_range,
    "month_range": month_range, "year_range": year_range, "holiday": holiday,
}
