"""Events at their coordinates on a map in degrees (plate carrée): land and borders, the disputed ones dashed, nobody's land coloured."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from foreigndesk.views.words import elided
from foreigndesk.web.outlines import Box, paths
from foreigndesk.web.pictures.svg import FAINT, INK, drawing, element, link, text, title

_WIDTH, _HEIGHT, _EDGE = 960, 500, 34
_LABELLED = 18  # places that have their names beside them: those with most events
_SEA, _LAND = "#eef3f6", "#faf7f0"
_STEPS = (1, 2, 5, 10, 15, 30)
_LINES = 10


@dataclass(frozen=True, slots=True)
class Spot:
    """A place, where it is, and how many events were there."""

    name: str
    lat: float
    lon: float
    events: int


def draw(spots: Sequence[Spot], label: str, at: Callable[[Spot], str]) -> str:
    """The picture of some places, no nearer than they need; ``at`` says where a place's events are listed."""
    west, south, east, north = frame(spots)

    def x(lon: float) -> float:
        return _EDGE + (lon - west) / (east - west) * (_WIDTH - 2 * _EDGE)

    def y(lat: float) -> float:
        return _EDGE + (north - lat) / (north - south) * (_HEIGHT - 2 * _EDGE)

    inside: list[str] = [_ground((west, south, east, north))]
    step = next((step for step in _STEPS if (east - west) / step <= _LINES), _STEPS[-1])
    for degree in _between(west, east, step):
        inside.append(element("line", x1=x(degree), x2=x(degree), y1=_EDGE, y2=_HEIGHT - _EDGE, stroke=FAINT))
        inside.append(text(_degree(degree, "E", "W"), x(degree), _HEIGHT - 14, text_anchor="middle", font_size=11))
    for degree in _between(south, north, step):
        inside.append(element("line", x1=_EDGE, x2=_WIDTH - _EDGE, y1=y(degree), y2=y(degree), stroke=FAINT))
        inside.append(text(_degree(degree, "N", "S"), 4, y(degree) + 4, font_size=11))
    inside.append(_lines((west, south, east, north)))
    ordered = sorted(spots, key=lambda spot: (-spot.events, spot.name, spot.lat, spot.lon))
    for number, spot in enumerate(ordered):
        told = f"{spot.name}: {spot.events} event{'s' * (spot.events != 1)}"
        radius = min(4 + 2.2 * spot.events**0.5, 22.0)
        mark = element("circle", cx=x(spot.lon), cy=y(spot.lat), r=radius, fill="#a63a1e", fill_opacity="0.55", stroke="#7a2410")
        name = [text(elided(spot.name, 22), x(spot.lon) + radius + 3, y(spot.lat) + 4)] if number < _LABELLED else []
        inside.append(link(at(spot), [title(told), mark, *name]))
    border = element("rect", x=_EDGE, y=_EDGE, width=_WIDTH - 2 * _EDGE, height=_HEIGHT - 2 * _EDGE, fill="none", stroke=INK)
    return drawing(_WIDTH, _HEIGHT, label, [*inside, border])


def _ground(box: Box) -> str:
    """Sea and land."""
    sea = element("rect", x=_EDGE, y=_EDGE, width=_WIDTH - 2 * _EDGE, height=_HEIGHT - 2 * _EDGE, fill=_SEA)
    return sea + _inset(box, [element("path", d=paths(box)["coast"], fill=_LAND, fill_rule="evenodd")])


def _lines(box: Box) -> str:
    """Coasts and borders, over the grid."""
    drawn = paths(box)
    looks: dict[str, dict[str, Any]] = {
        "coast": {"stroke": "#8a9aa6", "stroke_width": 0.8},
        "border": {"stroke": "#b3a994", "stroke_width": 0.9},
        "disputed": {"stroke": "#7a6a45", "stroke_width": 1.3, "stroke_dasharray": "4 3"},
    }
    lines = [element("path", d=drawn[kind], fill="none", vector_effect="non-scaling-stroke", **look) for kind, look in looks.items()]
    return _inset(box, lines)


def _inset(box: Box, inside: Sequence[str]) -> str:
    """A part of the world in the frame, cut off at its edges; one unit is a degree."""
    west, south, east, north = box
    return element(
        "svg", inside, x=_EDGE, y=_EDGE, width=_WIDTH - 2 * _EDGE, height=_HEIGHT - 2 * _EDGE,
        viewBox=f"{west:.4g} {-north:.4g} {east - west:.4g} {north - south:.4g}", preserveAspectRatio="none", aria_hidden="true",
    )  # fmt: skip


def frame(spots: Sequence[Spot]) -> Box:
    """West, south, east and north of the part that holds the places, twice as wide as high, ten degrees at the least."""
    if not spots:
        return -180, -90, 180, 90
    west, east = min(s.lon for s in spots), max(s.lon for s in spots)
    south, north = min(s.lat for s in spots), max(s.lat for s in spots)
    high = max(5.0, (north - south) * 1.2, (east - west) * 0.6)
    wide = 2 * high
    if wide >= 360:
        return -180, -90, 180, 90
    centre = min(max((west + east) / 2, wide / 2 - 180), 180 - wide / 2)
    middle = min(max((south + north) / 2, high / 2 - 90), 90 - high / 2)
    return centre - wide / 2, middle - high / 2, centre + wide / 2, middle + high / 2


def _between(low: float, high: float, step: int) -> range:
    first = -(-int(low // 1) // step) * step
    return range(first + (step if first < low else 0), int(high // 1) + 1, step)


def _degree(degree: int, positive: str, negative: str) -> str:
    return f"{abs(degree)}°{positive if degree > 0 else negative if degree < 0 else ''}"
