"""Evidence on the day of a report: clues, each a set of stretches of days, and what they leave when laid together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from foreigndesk.times import windows
from foreigndesk.times.windows import Bounds


@dataclass(frozen=True, slots=True)
class Clue:
    """One piece of evidence: the stretches of days in which the report may have been published, and why."""

    spans: tuple[Bounds, ...]
    reason: str


def after(day: date, reason: str) -> Clue:
    """The report was published on that day or later."""
    return Clue(((day, None),), reason)


def until(day: date, reason: str) -> Clue:
    """The report was published on that day or earlier."""
    return Clue(((None, day),), reason)


def combined(clues: Sequence[Clue]) -> tuple[Bounds, list[str]]:
    """The stretch that most clues allow, and every clue's reason; a clue that it contradicts says so.

    Where all agree, that is what they have in common. Where they do not, the days that the most of them allow are taken,
    and of several such stretches the one around them all.
    """
    if not clues:
        return (None, None), []
    best, _ = _most(clues)
    window = best[0]
    for stretch in best[1:]:
        window = windows.hull(window, stretch)
    reasons = []
    for clue in clues:
        kept = all(any(meet(span, stretch) for span in clue.spans) for stretch in best)
        reasons.append(clue.reason if kept else f"{clue.reason}, which contradicts the rest: the wider is taken")
    return window, list(dict.fromkeys(reasons))


def agree(clues: Sequence[Clue]) -> bool:
    """Whether there is a day that all clues allow."""
    return _most(clues)[1] == len(clues)


def _most(clues: Sequence[Clue]) -> tuple[list[Bounds], int]:
    """The stretches that the most clues allow, earliest first, and how many clues that is."""
    cuts = {date.min}
    for clue in clues:
        for first, last in clue.spans:
            cuts.add(first or date.min)
            if last and last < date.max:
                cuts.add(last + timedelta(days=1))
    starts = sorted(cuts)
    ends: list[date | None] = [day - timedelta(days=1) for day in starts[1:]]
    pieces: list[Bounds] = list(zip([None, *starts[1:]], [*ends, None], strict=True))
    counts = [sum(any(meet(span, piece) for span in clue.spans) for clue in clues) for piece in pieces]
    return [piece for piece, count in zip(pieces, counts, strict=True) if count == max(counts)], max(counts)


def meet(a: Bounds, b: Bounds) -> bool:
    """Whether two stretches share a day."""
    return (a[0] or date.min) <= (b[1] or date.max) and (b[0] or date.min) <= (a[1] or date.max)
