"""What happened between two actors, week by week: cooperation above the line, conflict below it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta

from foreigndesk.export import cameo
from foreigndesk.web.pictures.svg import FAINT, INK, drawing, element, link, text, title

Counts = dict[str, int]

_WIDTH, _HALF, _TOP, _LEFT = 960, 110, 34, 44
_BARS = 260  # more than so many weeks are drawn as months, more months as years
_COLOURS = {
    "verbal_cooperation": "#7fb3a6",
    "material_cooperation": "#1d6f5f",
    "verbal_conflict": "#dd9c86",
    "material_conflict": "#a63a1e",
}


def week(day: date) -> date:
    """The Monday of a day's week."""
    return day - timedelta(day.weekday())


def _month(day: date) -> date:
    return day.replace(day=1)


def _year(day: date) -> date:
    return day.replace(month=1, day=1)


def _after(start: date, unit: str) -> date:
    """The first day of the next period."""
    match unit:
        case "week":
            return start + timedelta(7)
        case "month":
            return _month(start + timedelta(31))
        case _:
            return _year(start + timedelta(366))


_STARTS: dict[str, Callable[[date], date]] = {"week": week, "month": _month, "year": _year}


def periods(days: Iterable[tuple[date, str, int]]) -> tuple[str, dict[date, Counts]]:
    """Events by week and quad category; by month or year where they spread over more than some hundred weeks."""
    days = list(days)
    unit = "week"
    if days:
        reach = (max(day for day, _, _ in days) - min(day for day, _, _ in days)).days
        unit = next((unit for unit, length in (("week", 7), ("month", 30)) if reach / length < _BARS), "year")
    found: dict[date, Counts] = defaultdict(lambda: defaultdict(int))
    for day, type_, count in days:
        found[_STARTS[unit](day)][cameo.quad(type_)] += count
    return unit, {start: dict(found[start]) for start in sorted(found)}


def draw(counts: dict[date, Counts], unit: str, label: str, at: Callable[[date, date], str]) -> str:
    """The picture; ``at`` says where a period's events are listed, by its first and last day."""
    bottom = _TOP + 2 * _HALF
    if not counts:
        return drawing(_WIDTH, 60, label, [text("No events between the two.", _LEFT, 34)])
    starts = list(_all(min(counts), max(counts), unit))
    most = max(max(_sides(one)) for one in counts.values())
    wide = min(40.0, (_WIDTH - _LEFT - 12) / len(starts))
    scale = _HALF / most
    inside = [*_legend(), *_scale(most, bottom)]
    for number, start in enumerate(starts):
        if start in counts:
            last = _after(start, unit) - timedelta(1)
            bar = _bar(counts[start], _LEFT + number * wide, max(1.0, wide - 1), scale)
            inside.append(link(at(start, last), [title(_told(counts[start], start, unit)), *bar]))
    shown = max(1, round(72 / wide))
    for number in range(0, len(starts), shown):
        words = f"{starts[number]:%Y}" if unit == "year" else f"{starts[number]:%Y-%m}" if unit == "month" else starts[number].isoformat()
        inside.append(text(words, _LEFT + number * wide, bottom + 18, font_size=11))
    return drawing(_WIDTH, bottom + 28, label, inside)


def _all(start: date, last: date, unit: str) -> Iterator[date]:
    while start <= last:
        yield start
        start = _after(start, unit)


def _sides(counts: Counts) -> tuple[int, int]:
    above = sum(count for quad, count in counts.items() if quad.endswith("cooperation"))
    return above, sum(counts.values()) - above


def _told(counts: Counts, start: date, unit: str) -> str:
    parts = [f"{count} {quad.replace('_', ' ')}" for quad in cameo.QUADS if (count := counts.get(quad))]
    return f"{unit} of {start.isoformat()}: {', '.join(parts)}"


def _bar(counts: Counts, x: float, width: float, scale: float) -> Iterator[str]:
    middle = float(_TOP + _HALF)
    for side, sign in (("cooperation", -1), ("conflict", 1)):
        y = middle
        for quad in (f"material_{side}", f"verbal_{side}"):
            height = counts.get(quad, 0) * scale
            if height:
                yield element("rect", x=x, y=y - height if sign < 0 else y, width=width, height=height, fill=_COLOURS[quad])
                y += sign * height


def _scale(most: int, bottom: int) -> Iterator[str]:
    middle = _TOP + _HALF
    yield element("line", x1=_LEFT, x2=_WIDTH - 12, y1=middle, y2=middle, stroke=INK)
    for y, words in ((_TOP, str(most)), (middle, "0"), (bottom, str(most))):
        yield element("line", x1=_LEFT - 4, x2=_WIDTH - 12, y1=y, y2=y, stroke=FAINT)
        yield text(words, _LEFT - 8, y + 4, text_anchor="end", font_size=11)


def _legend() -> Iterator[str]:
    x = float(_LEFT)
    for quad, colour in _COLOURS.items():
        yield element("rect", x=x, y=8, width=12, height=12, fill=colour)
        yield text(quad.replace("_", " "), x + 17, 18)
        x += 170
