"""Date windows: what is known of a day and no more, and the arithmetic on them."""

from __future__ import annotations

import calendar
import re
from datetime import date, timedelta

from foreigndesk.model import DateWindow
from foreigndesk.times.lexicon import Holiday

Bounds = tuple[date | None, date | None]

_PERIOD = re.compile(r"P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?")
# "early", "mid" and "late" of a month; the last day is cut to the month's own
_MONTH_PARTS = {"early": (1, 10), "mid": (10, 20), "late": (20, 31), "end": (25, 31)}
_YEAR_PARTS = {"early": (1, 4), "mid": (5, 8), "late": (9, 12), "end": (12, 12)}


def edtf(earliest: date | None, latest: date | None) -> str:
    """The shortest EDTF (ISO 8601-2) that says the two bounds: a day, month, year, decade, century or interval."""
    if earliest is None or latest is None:
        return "/".join(day.isoformat() if day else ".." for day in (earliest, latest))
    if earliest == latest:
        return earliest.isoformat()
    if earliest.day == 1 and latest == month_end(latest.year, latest.month):
        if (earliest.year, earliest.month) == (latest.year, latest.month):
            return f"{earliest:%Y-%m}"
        if (earliest.month, latest.month) == (1, 12):
            for width, digits in ((1, 4), (10, 3), (100, 2)):
                if latest.year - earliest.year == width - 1 and earliest.year % width == 0:
                    return f"{earliest.year:04}"[:digits].ljust(4, "X")
    return f"{earliest}/{latest}"


def window(
    earliest: date | None, latest: date | None, basis: str, *, weekday: int | None = None, reasons: tuple[str, ...] = ()
) -> DateWindow:
    """A window between two days, either end open, with its EDTF worked out."""
    return DateWindow(earliest, latest, edtf(earliest, latest), basis, weekday, reasons)


def month_end(year: int, month: int) -> date:
    """The last day of a month."""
    return date(year, month, calendar.monthrange(year, month)[1])


def day_window(day: date, basis: str = "day named") -> DateWindow:
    """One day."""
    return window(day, day, basis)


def month_window(year: int, month: int, basis: str = "month named") -> DateWindow:
    """All days of a month."""
    return window(date(year, month, 1), month_end(year, month), basis)


def year_window(year: int, basis: str = "year named") -> DateWindow:
    """All days of a year."""
    return window(date(year, 1, 1), date(year, 12, 31), basis)


def decade_window(year: int, basis: str = "decade named") -> DateWindow:
    """The ten years that share all but the last digit with ``year``."""
    first = year - year % 10
    return window(date(first, 1, 1), date(first + 9, 12, 31), basis)


def week_window(day: date, basis: str = "week named") -> DateWindow:
    """Monday to Sunday of the week that ``day`` lies in."""
    monday = day - timedelta(days=day.weekday())
    return window(monday, monday + timedelta(days=6), basis)


def quarter_window(year: int, quarter: int, basis: str = "quarter named") -> DateWindow:
    """Three months of a year, ``quarter`` from 1 to 4."""
    return window(date(year, 3 * quarter - 2, 1), month_end(year, 3 * quarter), basis)


def part_of_month(year: int, month: int, part: str, basis: str = "part of a month") -> DateWindow:
    """The "early" (1-10), "mid" (10-20), "late" (20-end) or "end" (25-end) days of a month."""
    first, last = _MONTH_PARTS[part]
    end = month_end(year, month)
    return window(date(year, month, first), min(end, end.replace(day=min(last, end.day))), basis)


def part_of_year(year: int, part: str, basis: str = "part of a year") -> DateWindow:
    """The "early", "mid" or "late" third of a year, or its "end" (December)."""
    first, last = _YEAR_PARTS[part]
    return window(date(year, first, 1), month_end(year, last), basis)


def part_of(bounds: Bounds, part: str) -> Bounds:
    """The "early", "mid" or "late" third of any closed stretch, or its "end" (last tenth)."""
    earliest, latest = bounds
    if earliest is None or latest is None:
        return bounds
    if (earliest.day, latest) == (1, month_end(earliest.year, earliest.month)):
        cut = part_of_month(earliest.year, earliest.month, part)
        return cut.earliest, cut.latest
    if (earliest.month, earliest.day, latest) == (1, 1, date(earliest.year, 12, 31)):
        cut = part_of_year(earliest.year, part)
        return cut.earliest, cut.latest
    days = (latest - earliest).days
    third = days // 3
    if part == "early":
        return earliest, earliest + timedelta(days=third)
    if part == "mid":
        return earliest + timedelta(days=third), latest - timedelta(days=third)
    return latest - timedelta(days=third if part == "late" else days // 10), latest


def intersect(a: DateWindow | None, b: DateWindow | None) -> DateWindow | None:
    """The days that both windows allow, ``None`` where they exclude each other; an absent window allows all."""
    if a is None or b is None:
        return a or b
    starts = [d for d in (a.earliest, b.earliest) if d]
    ends = [d for d in (a.latest, b.latest) if d]
    earliest, latest = max(starts, default=None), min(ends, default=None)
    if earliest and latest and earliest > latest:
        return None
    if None not in (a.weekday, b.weekday) and a.weekday != b.weekday:
        return None
    weekday = a.weekday if a.weekday is not None else b.weekday
    reasons = a.reasons + tuple(r for r in b.reasons if r not in a.reasons)
    return window(earliest, latest, a.basis, weekday=weekday, reasons=reasons)


def hull(a: Bounds, b: Bounds) -> Bounds:
    """The narrowest stretch that holds both; an open end stays open."""
    earliest = min(a[0], b[0]) if a[0] and b[0] else None
    latest = max(a[1], b[1]) if a[1] and b[1] else None
    return earliest, latest


def shift(w: DateWindow, days: int) -> DateWindow:
    """The window moved by so many days, its weekday with it."""
    by = timedelta(days=days)
    weekday = None if w.weekday is None else (w.weekday + days) % 7
    moved = (w.earliest + by if w.earliest else None, w.latest + by if w.latest else None)
    return window(*moved, w.basis, weekday=weekday, reasons=w.reasons)


def add_months(day: date, months: int) -> date:
    """The same day so many months on, cut to the month's end; years beyond the calendar are an ``OverflowError``."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if not 1 <= year <= 9999:
        raise OverflowError(f"year {year}")
    return min(month_end(year, month + 1), date(year, month + 1, 1) + timedelta(days=day.day - 1))


def add_period(w: DateWindow, period: str, *, back: bool = False) -> DateWindow:
    """The window moved by an ISO 8601 period of days and more ("P10D", "P2M", "P1Y"), ``back`` in time if asked."""
    match = _PERIOD.fullmatch(period)
    if not match or period == "P":
        raise ValueError(f"not a period of whole days: {period}")
    years, months, weeks, days = (int(n or 0) * (-1 if back else 1) for n in match.groups())

    def move(day: date | None) -> date | None:
        return day and add_months(day, 12 * years + months) + timedelta(days=7 * weeks + days)

    basis = f"{w.basis}, {'minus' if back else 'plus'} {period}"
    return window(move(w.earliest), move(w.latest), basis, reasons=w.reasons)


def by(w: DateWindow) -> DateWindow:
    """On or before the window: its last day bounds, nothing else."""
    return window(None, w.latest, f"{w.basis}, at the latest")


def before(w: DateWindow) -> DateWindow:
    """Before the window begins."""
    return window(None, w.earliest - timedelta(days=1) if w.earliest else None, f"before the {w.basis}")


def since(w: DateWindow, until: date | None) -> DateWindow:
    """From the window's first day on, to ``until`` where that is known."""
    if until and w.earliest and until < w.earliest:
        until = None
    return window(w.earliest, until, f"since the {w.basis}")


def after(w: DateWindow) -> DateWindow:
    """After the window is over."""
    return window(w.latest + timedelta(days=1) if w.latest else None, None, f"after the {w.basis}")


def holiday_bounds(holiday: Holiday, year: int) -> Bounds | None:
    """The days of a holiday that begins in a year, a day more at each side where the moon decides."""
    length = timedelta(days=holiday.days - 1)
    if holiday.starts:
        for start in holiday.starts:
            if start.year == year:
                return start - timedelta(days=1), start + length + timedelta(days=1)
        return None
    if holiday.easter is not None:
        first = easter(year) + timedelta(days=holiday.easter)
    else:
        assert holiday.month
        assert holiday.day
        first = date(year, holiday.month, holiday.day)
    return first, first + length


def easter(year: int) -> date:
    """Western Easter Sunday (the anonymous Gregorian computus)."""
    a, b, c = year % 19, year // 100, year % 100
    h = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    k = (32 + 2 * (b % 4) + 2 * (c // 4) - h - c % 4) % 7
    month, day = divmod(h + k - 7 * ((a + 11 * h + 22 * k) // 451) + 114, 31)
    return date(year, month, day + 1)
