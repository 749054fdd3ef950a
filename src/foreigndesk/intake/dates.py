"""Days as pages and date lines write them: ISO, English and in web addresses. Nothing is guessed or rounded."""

from __future__ import annotations

import calendar
import re
from datetime import date

from foreigndesk.model import DateWindow

_MONTHS = {
    name: number
    for number in range(1, 13)
    for name in (calendar.month_name[number].lower(), calendar.month_abbr[number].lower())
} | {"sept": 9}
_MONTH = r"(?:" + "|".join(sorted(_MONTHS, key=lambda m: (-len(m), m))) + r")\b\.?"
_ORDINAL = r"(?:st|nd|rd|th)?"

_FULL = re.compile(
    rf"""(?P<iso>\b(?:19|20)\d\d-\d\d?-\d\d?(?!\d))
      |  \b(?P<m1>{_MONTH})\s*(?P<d1>\d\d?){_ORDINAL},?\s+(?P<y1>(?:19|20)\d\d)\b
      |  \b(?P<d2>\d\d?){_ORDINAL}(?:\s+of)?[\s-]+(?P<m2>{_MONTH}),?[\s-]+(?P<y2>(?:19|20)\d\d)\b
      |  \b(?P<a>\d\d?)(?P<sep>[./])(?P<b>\d\d?)(?P=sep)(?P<y3>(?:19|20)\d\d)\b
    """,
    re.IGNORECASE | re.VERBOSE,
)
_PARTIAL = re.compile(
    rf"\b(?:(?P<m1>{_MONTH})\s*(?P<d1>\d\d?)|(?P<d2>\d\d?)\s+(?P<m2>{_MONTH})){_ORDINAL}(?!\d)", re.IGNORECASE
)
_WEEKDAY = r"(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\b[.,]?"
_TRIMMINGS = re.compile(
    rf"""\b(?:first|published|posted|updated|last|modified|filed|created|issued|released|dated?|on|at|time|local)\b
      |  \b{_WEEKDAY}
      |  \b\d\d?(?:[:.h]\d\d){{1,2}}\s*(?:[ap]\.?m\b\.?)?  |  \b\d\d?\s*[ap]\.?m\b\.?  |  \b\d{{4}}\s*(?:hrs|hours)\b
      |  T\d\d:\d\d\S*
      |  \b(?:[ECMP][SD]?T|GMT|UTC|BST|CES?T|MSK|IST|JST|EES?T|AES?T)\b(?:\s*[+-]?\d{{1,2}}(?::?\d\d)?)?
      |  [\s,;:.|/•·()\[\]–—-]+
    """,
    re.IGNORECASE | re.VERBOSE,
)
_URL_DAY = re.compile(
    rf"(?<!\d)(?P<y>(?:19|20)\d\d)(?P<sep>[/_-]?)(?P<m>\d\d?|{_MONTH})(?P=sep)(?P<d>\d\d?)(?!\d)", re.IGNORECASE
)
_URL_MONTH = re.compile(r"/(?P<y>(?:19|20)\d\d)/(?P<m>0[1-9]|1[0-2])(?:/|$)")


def day_window(day: date, basis: str) -> DateWindow:
    """The window of one known day."""
    return DateWindow(day, day, day.isoformat(), basis)


def month_window(year: int, month: int, basis: str) -> DateWindow:
    """The window of a whole month, where no more is known."""
    last = calendar.monthrange(year, month)[1]
    return DateWindow(date(year, month, 1), date(year, month, last), f"{year:04}-{month:02}", basis)


def iso_day(text: str) -> date | None:
    """The day of an ISO 8601 date or date-time; ``None`` for anything else."""
    match = re.match(r"\s*(\d{4})-?(\d\d)-?(\d\d)(?!\d)", text)
    return _day(*map(int, match.groups())) if match else None


def full_day(text: str) -> date | None:
    """The first full day (with its year) that the text names; 03/04/2008, which may be two days, is none."""
    for match in _FULL.finditer(text):
        if found := _matched(match):
            return found
    return None


def date_line(line: str) -> date | None:
    """The day of a line that holds a date, its weekday, hour and "published" words, and nothing else."""
    if len(line) > 120 or not any(map(str.isdigit, line)):
        return None
    rest = _FULL.sub(" ", line)
    if rest == line or _TRIMMINGS.sub("", rest):
        return None
    return full_day(line)


def day_in_year(text: str, year: int) -> date | None:
    """The first day that the text names, its year known from elsewhere: "Sept. 17" and 2008."""
    match = _PARTIAL.search(text)
    if not match:
        return None
    month = _month(match["m1"] or match["m2"])
    return _day(year, month, int(match["d1"] or match["d2"]))


def url_window(url: str) -> DateWindow | None:
    """What a web address says of the day: /2008/09/17/, 2008-09-17, /20080917/, /2008/sep/17/, or the month alone."""
    path = re.sub(r"^\w+://[^/]*", "", url)
    for match in _URL_DAY.finditer(path):
        month = int(match["m"]) if match["m"].isdigit() else _month(match["m"])
        if not match["sep"] and len(match[0]) != 8:
            continue
        if found := _day(int(match["y"]), month, int(match["d"])):
            return day_window(found, "url")
    if month_only := _URL_MONTH.search(path):
        return month_window(int(month_only["y"]), int(month_only["m"]), "url")
    return None


def _month(name: str) -> int:
    return _MONTHS[name.lower().rstrip(".")]


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _matched(match: re.Match[str]) -> date | None:
    if match["iso"]:
        return _day(*map(int, match["iso"].split("-")))
    if match["m1"]:
        return _day(int(match["y1"]), _month(match["m1"]), int(match["d1"]))
    if match["m2"]:
        return _day(int(match["y2"]), _month(match["m2"]), int(match["d2"]))
    first, second, year = int(match["a"]), int(match["b"]), int(match["y3"])
    if match["sep"] == "." or first > 12:
        return _day(year, second, first)
    return _day(year, first, second) if second > 12 or first == second else None
