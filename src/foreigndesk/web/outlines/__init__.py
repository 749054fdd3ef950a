"""Outlines of land, borders, and borders that are disputed: Natural Earth at 1:110 million, made by ``training/outlines.py``."""

from __future__ import annotations

import csv
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources
from itertools import accumulate

Box = tuple[float, float, float, float]
"""West, south, east and north, in degrees."""

KINDS = ("coast", "border", "disputed")


@dataclass(frozen=True, slots=True)
class Outline:
    """A line in tenths of degrees: its kind, between whom it runs, and each point by how far it lies from the one before."""

    kind: str
    between: str
    steps: tuple[tuple[int, int], ...]
    box: Box

    @property
    def path(self) -> str:
        """The line as SVG's path data, in degrees, south downwards."""
        (x, y), *rest = self.steps
        close = "z" if self.kind == "coast" else ""
        return f"M{x / 10:g} {-y / 10:g}l{' '.join(f'{a / 10:g} {-b / 10:g}' for a, b in rest)}{close}"

    def touches(self, box: Box) -> bool:
        """Whether it may be seen in a part of the world."""
        west, south, east, north = self.box
        return west <= box[2] and box[0] <= east and south <= box[3] and box[1] <= north


@dataclass(frozen=True, slots=True)
class Disputed:
    """A border that is drawn dashed: between whom, and why."""

    between: str
    why: str


@cache
def world() -> Sequence[Outline]:
    """All lines. Raises ValueError where the table is not as it should be."""
    out = []
    file = resources.files("foreigndesk.web.outlines").joinpath("world.csv")
    for number, row in enumerate(csv.DictReader(file.read_text(encoding="utf-8").splitlines()), 2):
        steps = tuple((int(x), int(y)) for x, y in (point.split(",") for point in row["points"].split()))
        if row["kind"] not in KINDS or len(steps) < 2:
            raise ValueError(f"world.csv, line {number}: no line of a kind that is known")
        xs, ys = (list(accumulate(step[n] for step in steps)) for n in (0, 1))
        box = min(xs) / 10, min(ys) / 10, max(xs) / 10, max(ys) / 10
        out.append(Outline(row["kind"], row["between"], steps, box))
    return tuple(out)


@cache
def disputed() -> Sequence[Disputed]:
    """The borders that are drawn dashed, by name."""
    text = resources.files("foreigndesk.web.outlines").joinpath("disputed.toml").read_text(encoding="utf-8")
    found = [Disputed("–".join(sorted(one["between"])), one["why"]) for one in tomllib.loads(text)["disputed"]]
    return tuple(sorted(found, key=lambda one: one.between))


@lru_cache(16)
def paths(box: Box) -> dict[str, str]:
    """The path data of each kind of line that may be seen in a part of the world."""
    seen = [line for line in world() if line.touches(box)]
    return {kind: "".join(line.path for line in seen if line.kind == kind) for kind in KINDS}


def dashed(box: Box) -> list[Disputed]:
    """The disputed borders that may be seen in a part of the world."""
    seen = {line.between for line in world() if line.kind == "disputed" and line.touches(box)}
    return [one for one in disputed() if one.between in seen]
