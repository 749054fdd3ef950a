"""What is counted from the report's day or from a day named before: "last week", "two days later"."""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import cache

from foreigndesk.model import TimeType
from foreigndesk.times import lexicon, windows
from foreigndesk.times.amount_rules import amount, unit_code
from foreigndesk.times.calendar_rules import Slots, meaning, part_word, season_bounds
from foreigndesk.times.sense import OPEN, Scene, Sense, begins_with, ends_with
from foreigndesk.times.windows import Bounds

_REFS = {
    "PRESENT_REF": "the report's time", "PAST_REF": "some time before the report", "FUTURE_REF": "some time after it",
}
_LONG = {"M": "month", "Q": "quarter", "Y": "year", "DE": "decade", "CE": "century"}


def stretch(code: str, day: date) -> tuple[str, Bounds]:
    """The TIMEX3 value and the days of the week, weekend, month, quarter, season, year … that a day lies in."""
    if code in ("W", "WE"):
        monday = day - timedelta(days=day.weekday())
        year, week, _ = monday.isocalendar()
        if code == "W":
            return f"{year}-W{week:02}", (monday, monday + timedelta(days=6))
        return f"{year}-W{week:02}-WE", (monday + timedelta(days=5), monday + timedelta(days=6))
    if code == "M":
        return f"{day:%Y-%m}", (day.replace(day=1), windows.month_end(day.year, day.month))
    if code == "Q":
        quarter = (day.month + 2) // 3
        window = windows.quarter_window(day.year, quarter)
        return f"{day.year}-Q{quarter}", (window.earliest, window.latest)
    if code in ("SP", "SU", "FA", "WI"):
        return f"{day.year}-{code}", season_bounds(day.year, code)
    if code == "FY":
        return f"FY{day.year}", (date(day.year, 1, 1), date(day.year + 1, 6, 30))
    if code == "DE":
        window = windows.decade_window(day.year)
        return f"{day.year // 10}", (window.earliest, window.latest)
    if code == "CE":
        first = day.year - day.year % 100
        return f"{first // 100}", (date(first, 1, 1), date(first + 99, 12, 31))
    if code == "Y":
        return f"{day.year}", (date(day.year, 1, 1), date(day.year, 12, 31))
    return day.isoformat(), (day, day)


def step(code: str, day: date, count: int) -> date:
    """The day moved by so many units."""
    months = {"M": 1, "Q": 3, "Y": 12, "FY": 12, "DE": 120, "CE": 1200, "ML": 12000}
    if code in months:
        return windows.add_months(day, count * months[code])
    if code in ("SP", "SU", "FA", "WI"):
        return windows.add_months(day, count * 12)
    days = {"W": 7, "WE": 7, "FN": 14}
    return day + timedelta(days=count * days.get(code, 1))


def period(slots: Slots, scene: Scene) -> Sense | None:
    """Last week, this month, next year; earlier this year; late last year; the end of the month."""
    code = str(lexicon.words()["period"][" ".join(slots["period"].split())])
    count = meaning("relation", slots["relation"]) if "relation" in slots else 0
    if scene.ref is None:
        return Sense("DATE", _unknown(code), None, "counted from the report")
    day = scene.ref
    if code in ("SP", "SU", "FA", "WI"):
        day = _season_day(code, day, count)
    else:
        day = step(code, day.replace(day=1) if code in _LONG else day, count)
    value, bounds = stretch(code, day)
    part = part_word({"part": slots["part"]}) if "part" in slots else None
    if part:
        bounds = windows.part_of(bounds, part)
    if "side" in slots and count == 0:
        bounds = _lived(bounds, scene.ref, "past" if meaning("side", slots["side"]) < 0 else "future")
    elif count == 0 and not part:  # "were there this week": what of it is over
        bounds = _lived(bounds, scene.ref, scene.tense())
    return Sense("DATE", value, bounds, "counted from the report")


def _lived(bounds: Bounds, ref: date, tense: str) -> Bounds:
    """What of a stretch is over on a day, or still to come; all of it in the present."""
    first, last = bounds
    if first is None or last is None or not first <= ref <= last:
        return bounds
    return {"past": (first, ref), "future": (ref, last)}.get(tense, bounds)


def _unknown(code: str) -> str:
    return {"W": "XXXX-WXX", "WE": "XXXX-WXX-WE", "M": "XXXX-XX", "Q": "XXXX-QX", "DE": "XXX", "CE": "XX"}.get(
        code, "XXXX" if code in ("Y", "FY") else f"XXXX-{code}")


def _season_day(code: str, ref: date, count: int) -> date:
    """The first day of the last, this or next such season."""
    options = [season_bounds(ref.year + n, code) for n in range(-2, 3)]
    if count < 0:
        chosen = [b for b in options if b[1] and b[1] < ref][-1]
    elif count > 0:
        chosen = next(b for b in options if b[0] and b[0] > ref)
    else:
        chosen = next(b for b in options if b[1] and b[1] >= ref)
    assert chosen[0]
    return chosen[0]


def past_period(slots: Slots, scene: Scene) -> Sense | None:
    """The past year: so long a stretch up to the report; "the last month" as well, the next one after it."""
    code, way = str(lexicon.words()["period"][slots["period"]]), slots["way"]
    lasting = way in ("past", "coming") or (way == "last" and scene.before(_THROUGH))
    if code not in ("W", "M", "Y", "DE", "CE") or not lasting:
        return period({"relation": way, "period": slots["period"]}, scene)
    bounds = _span(code, 1, -1 if way in ("past", "last") else 1, scene.ref)
    return Sense("DURATION", amount("1", code), bounds, "counted from the report", shaped=True)


_THROUGH = re.compile(r"\b(?:in|over|for|during|within|throughout)\s+$")


def _span(code: str, count: int, way: int, ref: date | None) -> Bounds | None:
    if ref is None:
        return None
    other = step(code, ref, way * count)
    return (other, ref) if way < 0 else (ref, other)


def counted(slots: Slots, scene: Scene) -> Sense | None:
    """In the last two weeks, for the next five years: a length, and the days that it covers."""
    if slots["way"] in ("first", "final", "following", "ensuing", "preceding", "previous"):
        ref = None
    else:
        ref = scene.ref
    number = slots.get("number") or str(lexicon.words()["vague"][slots["vague"]])
    code = unit_code(slots["plural"])
    value = amount(number, code)
    bounds = None
    if "X" not in value and "." not in value and code in ("D", "W", "M", "Y", "DE"):
        digits = int(re.sub(r"\D", "", value))
        bounds = _span("Y" if code == "DE" else code, digits, -1 if slots["way"] in ("last", "past") else 1, ref)
    return Sense("DURATION", value, bounds, "counted from the report", shaped=True)


def weekday(slots: Slots, scene: Scene) -> Sense | None:
    """Wednesday, last Friday, Monday evening: the nearest such day on the side that the tense allows."""
    word = slots["weekday"]
    if not scene.text[scene.low.find(word, scene.start)].isupper():
        return None
    if scene.before(ends_with("weekday_before")) or scene.after(begins_with("weekday_after")):
        return None
    number = meaning("weekday", word)
    suffix = _daypart(slots)
    kind: TimeType = "TIME" if suffix else "DATE"
    basis = "weekday counted from the report"
    if scene.ref is None:
        return Sense(kind, f"XXXX-WXX-{number + 1}{suffix}", None, basis, weekday=number)
    back = timedelta(days=(scene.ref.weekday() - number) % 7)
    ahead = timedelta(days=(number - scene.ref.weekday()) % 7)
    way = meaning("relation", " ".join(slots["relation"].split())) if "relation" in slots else None
    if way == -1:
        day = scene.ref - (back or timedelta(days=7))
    elif way == 1:
        day = scene.ref + (ahead or timedelta(days=7))
    elif way == 0:
        day = scene.ref + ahead if scene.tense() != "past" else scene.ref - back
    else:
        day = scene.ref + ahead if scene.tense() == "future" else scene.ref - back
    return Sense(kind, day.isoformat() + suffix, (day, day), basis, weekday=number)


def _daypart(slots: Slots) -> str:
    return "T" + str(lexicon.words()["daypart"][slots["daypart"]]) if "daypart" in slots else ""


def each_weekday(slots: Slots, scene: Scene) -> Sense | None:
    """Every Friday, Fridays."""
    word = slots["weekday"]
    if not scene.text[scene.low.find(word, scene.start)].isupper():
        return None
    return Sense("SET", f"XXXX-WXX-{meaning('weekday', word) + 1}{_daypart(slots)}", None, "repeated")


def deictic(slots: Slots, scene: Scene) -> Sense | None:
    """Today, yesterday, tomorrow morning, the day before yesterday."""
    if scene.ref is None:
        kind: TimeType = "TIME" if "daypart" in slots else "DATE"
        return Sense(kind, "XXXX-XX-XX" + _daypart(slots), None, "counted from the report")
    day = scene.ref + timedelta(days=meaning("deictic", " ".join(slots["deictic"].split())))
    suffix = _daypart(slots)
    return Sense("TIME" if suffix else "DATE", day.isoformat() + suffix, (day, day), "counted from the report")


def part_of_today(slots: Slots, scene: Scene) -> Sense | None:
    """Tonight, this morning, overnight, last night."""
    words = slots["when"].split()
    code = {"tonight": "NI", "overnight": "NI"}.get(words[-1]) or str(lexicon.words()["daypart"][words[-1]])
    if scene.ref is None:
        return Sense("TIME", f"XXXX-XX-XXT{code}", None, "counted from the report")
    day = scene.ref - timedelta(days=1) if words[0] == "last" else scene.ref
    bounds: Bounds = day, day
    if words[0] == "overnight" and scene.tense() != "future":
        bounds = (day - timedelta(days=1), day)
    if words[0] in ("last", "tonight") and code == "NI":
        bounds = (day, day + timedelta(days=1))
    return Sense("TIME", f"{day}T{code}", bounds, "counted from the report")


def year_end(slots: Slots, scene: Scene) -> Sense | None:
    """The year's end."""
    if scene.ref is None:
        return Sense("DATE", "XXXX", None, "counted from the report")
    window = windows.part_of_year(scene.ref.year, "end")
    return Sense("DATE", f"{scene.ref.year}", (window.earliest, window.latest), "counted from the report")


def prior_period(slots: Slots, scene: Scene) -> Sense | None:
    """The same day, that year, the following month: counted from what was named before."""
    prior, way, what = scene.prior, " ".join(slots["way"].split()), slots["what"]
    if what in ("night", "morning", "afternoon", "evening"):
        code, suffix = "D", "T" + str(lexicon.words()["daypart"][what])
    else:
        code, suffix = unit_code(what), ""
    if way == "the next" and code != "D":
        return period({"relation": "next", "period": what}, scene)
    count = {"the following": 1, "the next": 1, "the previous": -1, "the preceding": -1}.get(way, 0)
    anchor = prior.bounds[0] if prior and prior.bounds else None
    exact = prior is not None and prior.bounds is not None and prior.bounds[0] == prior.bounds[1]
    if anchor is None or (code == "D" and not exact):
        if way == "that" or scene.ref is None or count == 0:
            unknown = "XXXX-XX-XX" if code == "D" else _unknown(code)
            return Sense("TIME" if suffix else "DATE", unknown + suffix, None, "counted from a day before")
        anchor = scene.ref
    day = step(code, anchor.replace(day=1) if code in _LONG else anchor, count)
    value, bounds = stretch(code, day)
    return Sense("TIME" if suffix else "DATE", value + suffix, bounds, "counted from the date named before")


def _count(slots: Slots) -> str:
    number = slots.get("number") or str(lexicon.words()["vague"][" ".join(slots["vague"].split())])
    return number + (".5" if {"half", "half2"} & set(slots) else "")


def _moved(anchor: date | None, value: str, code: str, way: int, basis: str) -> Sense | None:
    """What lies a length of time before or after a day, as exact as the unit it is counted in."""
    if code in ("S", "MIN", "H"):
        if anchor is None:
            return Sense("DATE", "PAST_REF" if way < 0 else "FUTURE_REF", None, basis)
        hours = anchor - timedelta(days=way < 0), anchor + timedelta(days=way > 0)
        return Sense("DATE", anchor.isoformat(), hours, basis)
    number = value.strip("PYMWD")
    if anchor is None or "X" in number:
        return Sense("DATE", "PAST_REF" if way < 0 else "FUTURE_REF", None, basis)
    unit = value[-1]
    if "." in number:  # two and a half years
        day = windows.add_months(anchor, way * round(float(number) * 12)) if unit == "Y" else anchor + timedelta(
            days=way * round(float(number) * {"M": 30, "W": 7, "D": 1}[unit]))
        unit = "M" if unit == "Y" else unit
    else:
        day = step(unit, anchor, way * int(number))
    shown, bounds = stretch(unit, day)
    return Sense("DATE", shown, bounds, basis)


def ago(slots: Slots, scene: Scene) -> Sense | None:
    """Three days ago, two and a half years ago."""
    code = unit_code(slots["unit"])
    number = "0.5" if slots.get("half") == "half" else _count(slots)
    return _moved(scene.ref, amount(number, code), code, -1, "counted back from the report")


def ago_vague(slots: Slots, scene: Scene) -> Sense | None:
    """Years ago."""
    return Sense("DATE", "PAST_REF", OPEN if scene.ref is None else (None, scene.ref), "before the report", shaped=True)


def from_now(slots: Slots, scene: Scene) -> Sense | None:
    """Ten days from now."""
    code = unit_code(slots["unit"])
    return _moved(scene.ref, amount(_count(slots), code), code, 1, "counted on from the report")


_THAN = re.compile(r"\s+than\b")


def later(slots: Slots, scene: Scene) -> Sense | None:
    """Two years later, a day earlier: counted from the date named before, or else from the report."""
    code = unit_code(slots["unit"])
    if scene.after(_THAN):  # "three days later than planned" counts from a plan
        return Sense("DURATION", amount(_count(slots), code))
    way = -1 if slots["way"].startswith(("earlier", "before", "prior")) else 1
    prior = scene.prior
    anchor = prior.bounds[0] if prior and prior.bounds and prior.bounds[0] else (scene.ref if way < 0 else None)
    if prior and prior.bounds and prior.bounds[0] != prior.bounds[1] and code in ("S", "MIN", "H", "D"):
        anchor = None  # from a year or month no hours and days can be counted
    count = _count(slots) if {"number", "vague"} & set(slots) else "1"  # "the year before"
    moved = _moved(anchor, amount(count, code), code, way, "counted from the date named before")
    coarse = prior is not None and len(prior.value) == 4 and code == "M"
    if moved and coarse and moved.bounds and moved.bounds[0]:  # months from a mere year
        year = windows.year_window(moved.bounds[0].year)
        return Sense("DATE", moved.value[:4], (year.earliest, year.latest), moved.basis)
    return moved


def vague_time(slots: Slots, scene: Scene) -> Sense | None:
    """Now, recently, the future."""
    value = str(lexicon.words()["vague_time"][" ".join(slots["vague_time"].split())])
    if scene.low[scene.end : scene.end + 1] == "-" or scene.before(_NOT_VAGUE) or scene.after(_OF_ANOTHER):
        return None
    if scene.low.endswith("past", scene.start, scene.end) and scene.after(_counted_after()):  # "in the past decade"
        return None
    published = scene.published
    earliest, latest = (published.earliest, published.latest) if published else OPEN
    bounds = {"PRESENT_REF": (earliest, latest), "PAST_REF": (None, latest), "FUTURE_REF": (earliest, None)}[value]
    return Sense("DATE", value, bounds if bounds != OPEN else None, _REFS[value], shaped=True)


@cache
def _counted_after() -> re.Pattern[str]:
    words = lexicon.words()
    counts = lexicon.alternation([*words["unit"], *words["small"], *words["tens"], "few", "several", "couple"])
    return re.compile(rf"\s+(?:\d|(?:{counts})(?!\w))")


_OF_ANOTHER = re.compile(r"\s+(?:after|afterwards?|before|thereafter)\b")  # "shortly before the vote"
_NOT_VAGUE = re.compile(r"\b(?:as|this|until|till|first|second|third|each|every)\s+$")

RULES = {
    "period": period, "past_period": past_period, "counted": counted, "weekday": weekday, "each_weekday": each_weekday,
    "deictic": deictic, "part_of_today": part_of_today, "year_end": year_end, "prior_period": prior_period, "ago": ago,
    "ago_vague": ago_vague, "from_now": from_now, "later": later, "vague_time": vague_time,
}
