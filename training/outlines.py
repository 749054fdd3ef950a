"""Makes the map's outlines, ``src/foreigndesk/web/outlines/world.csv``, from Natural Earth (public domain).

    pip install pyogrio
    python training/outlines.py

The package pyogrio carries Natural Earth's countries at 1:110 million among its tests' files. What two countries have in common
is a border, the rest of their outlines is coast; borders that ``disputed.toml`` names are dashed. Nothing else of pyogrio is used.
"""

from __future__ import annotations

import csv
import struct
import tomllib
from collections import defaultdict
from collections.abc import Iterator
from importlib import resources
from itertools import pairwise
from pathlib import Path

FOLDER = Path(__file__).parents[1] / "src/foreigndesk/web/outlines"
NAME = "tests/fixtures/naturalearth_lowres/naturalearth_lowres"

Point = tuple[float, float]
Edge = tuple[Point, Point]


def names(data: bytes) -> list[str]:
    """The countries' names, of a dBASE table."""
    count, head, size = struct.unpack("<IHH", data[4:12])
    fields, at, offset = {}, 32, 1
    while data[at] != 0x0D:
        fields[data[at : at + 11].split(b"\0")[0].decode()] = offset, data[at + 16]
        offset, at = offset + data[at + 16], at + 32
    start, length = fields["name"]
    return [data[head + n * size + start :][:length].decode("utf-8", "replace").strip() for n in range(count)]


def polygons(data: bytes) -> Iterator[list[list[Point]]]:
    """The rings of each country, of a shapefile."""
    at = 100
    while at < len(data):
        (words,) = struct.unpack(">i", data[at + 4 : at + 8])
        body = data[at + 8 : at + 8 + 2 * words]
        parts, points = struct.unpack("<ii", body[36:44])
        starts = [*struct.unpack(f"<{parts}i", body[44 : 44 + 4 * parts]), points]
        flat = struct.unpack(f"<{2 * points}d", body[44 + 4 * parts : 44 + 4 * parts + 16 * points])
        every = list(zip(flat[::2], flat[1::2], strict=True))
        yield [every[a:b] for a, b in pairwise(starts)]
        at += 8 + 2 * words


def main() -> None:
    """Write the table."""
    base = resources.files("pyogrio").joinpath(NAME + ".shp")
    called = names(base.with_suffix(".dbf").read_bytes())  # type: ignore[attr-defined]
    owners: dict[Edge, list[str]] = defaultdict(list)
    for name, rings in zip(called, polygons(base.read_bytes()), strict=True):
        for ring in rings:
            for one, other in pairwise(ring):
                if one != other:
                    owners[min(one, other), max(one, other)].append(name)
    disputed = tomllib.loads((FOLDER / "disputed.toml").read_text(encoding="utf-8"))["disputed"]
    found: dict[tuple[str, str], list[Edge]] = defaultdict(list)
    for edge, who in owners.items():
        pair = sorted(set(who))
        if len(pair) < 2:
            found["coast", ""].append(edge)
            continue
        dashed = any(sorted(one["between"]) == pair and inside(edge, one.get("within")) for one in disputed)
        found["disputed" if dashed else "border", "–".join(pair)].append(edge)
    with (FOLDER / "world.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("kind", "between", "points"))
        for (kind, between), edges in sorted(found.items()):
            for line in sorted(lines(edges)):
                if points := written(line):
                    writer.writerow((kind, between, points))


def inside(edge: Edge, within: list[float] | None) -> bool:
    """Whether an edge's middle lies in a part of the world."""
    x, y = ((a + b) / 2 for a, b in zip(*edge, strict=True))
    return within is None or (within[0] <= x <= within[2] and within[1] <= y <= within[3])


def lines(edges: list[Edge]) -> Iterator[list[Point]]:
    """Edges put together to lines that are as long as may be; a closed one ends where it begins."""
    at: dict[Point, list[Point]] = defaultdict(list)
    for one, other in sorted(edges):
        at[one].append(other)
        at[other].append(one)
    ends = sorted(point for point, others in at.items() if len(others) != 2)
    for start in [*ends, *sorted(at)]:
        while at[start]:
            line = [start]
            while at[line[-1]]:
                following = at[line[-1]].pop(0)
                at[following].remove(line[-1])
                line.append(following)
                if following == start or len(at[following]) != 1:
                    break
            yield line


def written(line: list[Point]) -> str:
    """A line in tenths of degrees: the first point, then how far each next one lies from the one before."""
    tenths = [(round(x * 10), round(y * 10)) for x, y in line]
    steps = [(b[0] - a[0], b[1] - a[1]) for a, b in pairwise(tenths)]
    steps = [step for step in steps if step != (0, 0)]
    return " ".join(f"{x},{y}" for x, y in [tenths[0], *steps]) if steps else ""


if __name__ == "__main__":
    main()
