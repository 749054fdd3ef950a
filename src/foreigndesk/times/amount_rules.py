"""What lengths, repetitions and hours of the clock mean: "five-day", "every week", "4:00 A.M. local time"."""

from __future__ import annotations

import re
from functools import cache

from foreigndesk.times import lexicon
from foreigndesk.times.sense import Scene, Sense, ends_with

Slots = dict[str, str]

# what one unit is in TIMEX3: how many of which ISO 8601 unit
_ISO = {"S": "TS", "MIN": "TM", "H": "TH", "D": "D", "N": "D", "W": "W", "M": "M", "Y": "Y"}
_MULTIPLE = {"FN": ("W", 2), "Q": ("M", 3), "DE": ("Y", 10), "CE": ("Y", 100), "ML": ("Y", 1000), "WE": ("D", 2)}
_UNKNOWN = {"FN": "W", "Q": "M", "DE": "Y", "CE": "Y", "ML": "Y", "WE": "D"}


def unit_code(word: str) -> str:
    """The code of a unit of time: S, MIN, H, D, W, M, Y …"""
    return str(lexicon.words()["unit"][word])


def amount(number: str, code: str) -> str:
    """The TIMEX3 duration of so many units: ("ten", "D") is P10D, ("several", "Y") PXY, ("2.5", "Y") P2.5Y."""
    value = parse_number(number)
    if value is None:
        iso = _ISO[_UNKNOWN.get(code, code)]
        return f"PTX{iso[1]}" if iso.startswith("T") else f"PX{iso}"
    if code in _MULTIPLE:
        code, factor = _MULTIPLE[code]
        value *= factor
    iso = _ISO[code]
    shown = f"{value:g}" if value < 10**6 else str(int(value))
    return f"PT{shown}{iso[1]}" if iso.startswith("T") else f"P{shown}{iso}"


def parse_number(word: str) -> float | None:
    """A number in figures or words; ``None`` for "several" and the like."""
    extra = 0.5 if word.endswith(".5") and not word[0].isdigit() else 0.0
    text = " ".join(word.removesuffix(".5").split()) if extra else " ".join(word.split())
    if text in ("X", ""):
        return None
    try:
        return float(text.replace(",", ""))
    except ValueError:
        pass
    table = lexicon.words()
    total = 0.0
    for piece in re.split(r"[- ]", text):
        if piece == "hundred":
            total = (total or 1) * 100
        else:
            total += float(table["small"].get(piece, table["tens"].get(piece, 0)))
    return total + extra


def _number(slots: Slots) -> str:
    number = slots.get("number") or str(lexicon.words()["vague"][" ".join(slots["vague"].split())])
    return number + (".5" if {"half", "half2"} & set(slots) else "")


def duration(slots: Slots, scene: Scene) -> Sense | None:
    """Five days, a month-long, two and a half years, half an hour."""
    if scene.before(ends_with("age_before")):
        return None
    code = unit_code(slots["unit"])
    if slots.get("half") == "half":
        if code in ("S", "D", "WE", "N"):
            return None
        return Sense("DURATION", "PT30M" if code == "H" else amount("0.5", code))
    vague = slots.get("vague", "")
    plural = slots["unit"].endswith("s") or slots["unit"] == "millennia"
    moment = code in ("S", "MIN", "WE", "Q", "N")
    if vague in ("a", "an") and (plural or moment or scene.after(_NOT_LENGTH)):
        return None
    if vague in ("several", "a few", "few", "many", "numerous") and not plural:
        return None
    number = slots.get("number")
    if number and not plural and number not in ("1", "one") and "half2" not in slots and not _COMPOUND.search(
        scene.low, scene.start, scene.end
    ):
        return None  # "2018 day five"
    hyphen = scene.low.startswith("-", scene.end - len(slots["unit"]) - 1)
    if code in ("S", "Q", "WE", "N") and not plural and not hyphen:
        return None
    return Sense("DURATION", amount(_number(slots), code))


_COMPOUND = re.compile(r"-|long$")
_NOT_LENGTH = re.compile(r"\s+(?:when|that|which|of (?!war|fighting|talks|negotiations|violence|conflict|protests))|-")


def unit_long(slots: Slots, scene: Scene) -> Sense | None:
    """Month-long, decades-long."""
    unit = slots["unit"]
    return Sense("DURATION", amount("X" if unit.endswith("s") else "1", unit_code(unit)))


def plural(slots: Slots, scene: Scene) -> Sense | None:
    """For years, in days; not the early days of a thing."""
    if scene.before(ends_with("plural_not_before")):
        return None
    return Sense("DURATION", amount("X", unit_code(slots["plural"])))


def each(slots: Slots, scene: Scene) -> Sense | None:
    """Every day, each year, every other week; "a year" only where the words before tell how many."""
    word = slots.get("unit") or slots["plural"]
    code = unit_code(word)
    if code in ("S", "MIN") or ("rate" in slots and code in ("ML", "CE")):
        return None
    if "rate" in slots and not scene.low.startswith("per", scene.start):
        if scene.after(_AFTER_LENGTH):
            return None
        if not (scene.before(ends_with("rate_before")) or scene.before(_rate())):
            return None
    return Sense("SET", amount("2" if "other" in slots else slots.get("number", "1"), code))


_AFTER_LENGTH = re.compile(r"\s+(?:ago|later|earlier|before|after|from)\b")


@cache
def _rate() -> re.Pattern[str]:
    numbers = "|".join(w for slot in ("small", "tens") for w in lexicon.words()[slot])
    return re.compile(rf"(?:[\d%]|\b(?:km|kilomet(?:er|re)s|miles)|\b(?:{numbers}))\s+$")


def frequency(slots: Slots, scene: Scene) -> Sense | None:
    """Daily, weekly, annually; not in a title such as the Daily News."""
    word = slots["frequency"]
    if scene.text[scene.start].isupper():
        inside = scene.text[max(0, scene.start - 2) : scene.start - 1] not in (".", "\n", '"', "“", "")
        if inside or scene.text[scene.end + 1 : scene.end + 2].isupper():
            return None
    return Sense("SET", str(lexicon.words()["frequency"][word]))


def deadline(slots: Slots, scene: Scene) -> Sense | None:
    """Within ten days of something: a length."""
    return Sense("DURATION", amount(_number(slots), unit_code(slots["unit"])))


def clock(slots: Slots, scene: Scene) -> Sense | None:
    """4:00 A.M. local time, 18:00 UTC, 0100 GMT, noon; on the day named beside it, or else the report's."""
    if "clock" in slots:
        hour = str(lexicon.words()["clock"][slots["clock"]])
    else:
        number, minute = int(slots["hour"]), slots.get("minute", "00")
        half = slots.get("half", "").replace(".", "")
        if half:
            if not 1 <= number <= 12:
                return None
            number = number % 12 + (12 if half == "pm" else 0)
        elif "zone" not in slots and (scene.after(_SCORE) or scene.before(_RATIO)):
            return None
        hour = f"{number:02}:{minute}"
        if slots.get("zone") in ("utc", "gmt", "z") and not _OFFSET.search(scene.low, scene.start, scene.end):
            hour += "Z"
    if hour == "MI":
        hour = "12:00"
    day = scene.nearby
    if day and day.bounds and day.bounds[0] and day.bounds[0] == day.bounds[1]:
        return Sense("TIME", f"{day.bounds[0]}T{hour}", day.bounds, "clock on the day named")
    if scene.ref is None or (day and not day.bounds):
        return Sense("TIME", f"XXXX-XX-XXT{hour}", None, "clock")
    return Sense("TIME", f"{scene.ref}T{hour}", (scene.ref, scene.ref), "clock on the report's day")


_OFFSET = re.compile(r"(?:utc|gmt) ?[+-] ?\d")  # "GMT+8" is not Greenwich
_SCORE = re.compile(r"\s+(?:win|loss|victory|defeat|lead|ratio|majority|vote|aggregate)\b")
_RATIO = re.compile(r"\b(?:ratio of|margin of|score of|won|lost|verse|chapter|psalm|john|matthew|luke|version)\s+$")

RULES = {
    "duration": duration, "unit_long": unit_long, "plural": plural, "each": each, "frequency": frequency,
    "deadline": deadline, "clock": clock, "clock_word": clock,
}
