"""Who is tied to whom: actors on a circle, a line for each relation that holds."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

from foreigndesk.record.browsing import Tie
from foreigndesk.views.words import elided
from foreigndesk.web.pictures.svg import INK, drawing, element, link, text, title

_WIDTH, _HEIGHT, _RADIUS = 760, 600, 215
_CENTRE = (380.0, 290.0)
_COLUMNS, _ROW = 4, 22  # of the legend
_NAME = 20  # characters of a name
COLOURS = {
    "recognition": "#1d6f5f", "diplomatic_relations": "#4f8f3a", "treaty": "#2b6cb0", "membership": "#6b46c1", "accession_bid": "#9f7aea",
    "alliance": "#0b7285", "military_presence": "#8a6d00", "occupation": "#c05621", "war": "#b91c1c", "ceasefire": "#718096",
    "sanctions": "#c2255c", "territorial_claim": "#7c4a03",
}  # fmt: skip
DIRECTED = frozenset(
    ("recognition", "membership", "accession_bid", "military_presence", "occupation", "sanctions", "territorial_claim")
)
"""The relations whose holder stands first: their lines end in a dot at the other."""


def draw(ties: Sequence[Tie], actors: Sequence[tuple[str, str]], label: str, at: Callable[[str], str]) -> str:
    """The picture of the ties among some actors, given with their names; ``at`` says where an actor's page is."""
    if not actors:
        return drawing(_WIDTH, 60, label, [text("No relation stands on that day.", 30, 34)])
    places = {id_: _place(number, len(actors)) for number, (id_, _) in enumerate(actors)}
    inside: list[str] = []
    bundles: dict[tuple[str, str], int] = {}
    for tie in ties:
        if tie.holder in places and tie.other in places and tie.holder != tie.other:
            pair = (min(tie.holder, tie.other), max(tie.holder, tie.other))
            bundles[pair] = number = bundles.get(pair, 0) + 1
            inside.append(_line(tie, places[tie.holder], places[tie.other], number))
    inside += (link(at(id_), _name(name, number, len(actors))) for number, (id_, name) in enumerate(actors))
    types = sorted({tie.type for tie in ties if tie.holder in places and tie.other in places})
    return drawing(_WIDTH, _HEIGHT + _ROW * -(-len(types) // _COLUMNS), label, [*inside, *_legend(types)])


def _place(number: int, count: int, radius: float = _RADIUS) -> tuple[float, float]:
    angle = 2 * math.pi * number / count - math.pi / 2
    return _CENTRE[0] + radius * math.cos(angle), _CENTRE[1] + radius * math.sin(angle)


def _line(tie: Tie, start: tuple[float, float], end: tuple[float, float], number: int) -> str:
    """Lines between the same two are bent more, one by one."""
    bend = 0.18 + 0.12 * (number - 1)
    middle = [(a + b) / 2 for a, b in zip(start, end, strict=True)]
    control = [m + (c - m) * bend for m, c in zip(middle, _CENTRE, strict=True)]
    colour = COLOURS[tie.type]
    path = f"M{start[0]:.1f} {start[1]:.1f} Q{control[0]:.1f} {control[1]:.1f} {end[0]:.1f} {end[1]:.1f}"
    told = title(f"{tie.holder_name} – {tie.other_name}: {tie.type.replace('_', ' ')}, {tie.tellings} tellings")
    drawn = element("path", told, d=path, fill="none", stroke=colour, stroke_width=min(1.5 + 0.5 * tie.tellings, 5.0))
    if tie.type not in DIRECTED:
        return drawn
    at = [0.08 * c + 0.92 * e for c, e in zip(control, end, strict=True)]
    return drawn + element("circle", cx=at[0], cy=at[1], r=4, fill=colour)


def _name(name: str, number: int, count: int) -> list[str]:
    x, y = _place(number, count)
    outer_x, outer_y = _place(number, count, _RADIUS + 14)
    side = "middle" if abs(outer_x - _CENTRE[0]) < 20 else "start" if outer_x > _CENTRE[0] else "end"
    lift = -4 if outer_y < _CENTRE[1] and side == "middle" else 12 if side == "middle" else 4
    words = text(elided(name, _NAME), outer_x, outer_y + lift, text_anchor=side, font_size=13)
    return [title(name), element("circle", cx=x, cy=y, r=6, fill=INK), words]


def _legend(types: Sequence[str]) -> list[str]:
    out = []
    for number, type_ in enumerate(types):
        x, y = 16 + number % _COLUMNS * (_WIDTH / _COLUMNS), _HEIGHT + number // _COLUMNS * _ROW
        out.append(element("line", x1=x, x2=x + 26, y1=y, y2=y, stroke=COLOURS[type_], stroke_width=3))
        out.append(text(type_.replace("_", " "), x + 33, y + 4))
    return out
