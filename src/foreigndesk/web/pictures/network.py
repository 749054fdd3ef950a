"""Who is tied to whom: actors on a circle, a line for each relation that holds."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

from foreigndesk.record.ties import UNDIRECTED, Tie
from foreigndesk.views.words import elided
from foreigndesk.web.pictures.svg import INK, drawing, element, link, text, title

_WIDTH, _EDGE = 760, 75
_WIDEST, _FOR_EACH = 215, 24  # the circle's radius: the most, and what each actor needs
_COLUMNS, _ROW = 4, 22  # of the legend
_NAME = 20  # characters of a name
COLOURS = {
    "recognition": "#1d6f5f", "diplomatic_relations": "#4f8f3a", "treaty": "#2b6cb0", "membership": "#6b46c1", "accession_bid": "#9f7aea",
    "alliance": "#0b7285", "military_presence": "#8a6d00", "occupation": "#c05621", "war": "#b91c1c", "ceasefire": "#718096",
    "sanctions": "#c2255c", "territorial_claim": "#7c4a03",
}  # fmt: skip
_DASHES = "7 5"  # of what is contested


def draw(ties: Sequence[Tie], actors: Sequence[tuple[str, str]], label: str, at: Callable[[str], str]) -> str:
    """The picture of the ties among some actors, given with their names; ``at`` says where an actor's page is."""
    if not actors:
        return drawing(_WIDTH, 60, label, [text("No relation stands on that day.", 30, 34)])
    circle = _Circle(len(actors))
    places = {id_: circle.place(number) for number, (id_, _) in enumerate(actors)}
    inside: list[str] = []
    bundles: dict[tuple[str, str], int] = {}
    for tie in ties:
        if tie.holder in places and tie.other in places and tie.holder != tie.other:
            pair = (min(tie.holder, tie.other), max(tie.holder, tie.other))
            bundles[pair] = number = bundles.get(pair, 0) + 1
            inside.append(_line(tie, places[tie.holder], places[tie.other], circle.centre, number))
    inside += (link(at(id_), _name(name, number, circle)) for number, (id_, name) in enumerate(actors))
    drawn = [tie for tie in ties if tie.holder in places and tie.other in places]
    types = sorted({tie.type for tie in drawn})
    contested = any(tie.contested for tie in drawn)
    below = round(2 * circle.centre[1])
    return drawing(
        _WIDTH, below + _ROW * -(-(len(types) + contested) // _COLUMNS), label, [*inside, *_legend(types, below, contested)]
    )


class _Circle:
    """The circle that the actors stand on, larger for more of them."""

    def __init__(self, count: int) -> None:
        self.count = count
        self.radius = min(_WIDEST, 50 + _FOR_EACH * count)
        self.centre = (_WIDTH / 2, float(_EDGE + self.radius))

    def place(self, number: int, out: float = 0) -> tuple[float, float]:
        """Where an actor stands, or some way further out."""
        angle = 2 * math.pi * number / self.count - math.pi / 2
        return self.centre[0] + (self.radius + out) * math.cos(angle), self.centre[1] + (self.radius + out) * math.sin(angle)


def _line(tie: Tie, start: tuple[float, float], end: tuple[float, float], centre: tuple[float, float], number: int) -> str:
    """Lines between the same two are bent more, one by one."""
    bend = 0.18 + 0.12 * (number - 1)
    middle = [(a + b) / 2 for a, b in zip(start, end, strict=True)]
    control = [m + (c - m) * bend for m, c in zip(middle, centre, strict=True)]
    if math.dist(middle, centre) < 1:  # two that stand opposite: the lines between them are set apart sideways
        control[0] += 40 * (number - 1)
    colour = COLOURS[tie.type]
    path = f"M{start[0]:.1f} {start[1]:.1f} Q{control[0]:.1f} {control[1]:.1f} {end[0]:.1f} {end[1]:.1f}"
    contested = f"; contested: {'; '.join(tie.contested)}" if tie.contested else ""
    tellings = f"{tie.tellings} telling{'s' * (tie.tellings != 1)}"
    told = title(f"{tie.holder_name} – {tie.other_name}: {tie.type.replace('_', ' ')}, {tellings}{contested}")
    width = min(1.5 + 0.5 * tie.tellings, 5.0)
    dashes = {"stroke_dasharray": _DASHES} if tie.contested else {}
    drawn = element("path", told, d=path, fill="none", stroke=colour, stroke_width=width, **dashes)
    if tie.type in UNDIRECTED:
        return drawn
    at = [0.08 * c + 0.92 * e for c, e in zip(control, end, strict=True)]
    return drawn + element("circle", cx=at[0], cy=at[1], r=4, fill=colour)


def _name(name: str, number: int, circle: _Circle) -> list[str]:
    x, y = circle.place(number)
    outer_x, outer_y = circle.place(number, 14)
    side = "middle" if abs(outer_x - circle.centre[0]) < 20 else "start" if outer_x > circle.centre[0] else "end"
    lift = 4 if side != "middle" else -4 if outer_y < circle.centre[1] else 12
    words = text(elided(name, _NAME), outer_x, outer_y + lift, text_anchor=side, font_size=13)
    return [title(name), element("circle", cx=x, cy=y, r=6, fill=INK), words]


def _legend(types: Sequence[str], below: int, contested: bool) -> list[str]:
    out = []
    entries = [(type_.replace("_", " "), {"stroke": COLOURS[type_]}) for type_ in types]
    if contested:
        entries.append(("contested", {"stroke": INK, "stroke_dasharray": _DASHES}))
    for number, (words, look) in enumerate(entries):
        x, y = 16 + number % _COLUMNS * (_WIDTH / _COLUMNS), below + number // _COLUMNS * _ROW
        out.append(element("line", x1=x, x2=x + 26, y1=y, y2=y, stroke_width=3, **look))
        out.append(text(words, x + 33, y + 4))
    return out
