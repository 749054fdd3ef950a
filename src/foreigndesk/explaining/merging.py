"""Why the record takes an event for one that other reports tell too."""

from __future__ import annotations

from collections.abc import Sequence

from foreigndesk.explaining.tree import Reason
from foreigndesk.merging.same import ENOUGH
from foreigndesk.rows import Row

_TO = {"apart": "from", "together": "with"}


def same(links: Sequence[Row], reviews: Sequence[Row], event: str) -> tuple[Reason, ...]:
    """A reason for each telling that an event was linked with, and for each review that says otherwise."""
    out = []
    for one in links:
        points = tuple(Reason("points", reason) for reason in one["reasons"])
        says = f"told also in {one['report']} ({one['event']}): {one['points']:g} points, {ENOUGH:g} are enough"
        out.append(Reason("told also", says, because=points))
    for row in reviews:
        sides = [row[name]["id"] for name in ("fact", "other") if name in row]
        if len(sides) == 2 and event in sides:
            other = next(side for side in sides if side != event)
            out.append(Reason("review", f"{row['reviewer']} put it {row['verdict']} {_TO[row['verdict']]} {other}"))
        elif sides == [event]:
            out.append(Reason("review", f"{row['verdict']} by {row['reviewer']} at {row['at']}"))
    return tuple(out)
