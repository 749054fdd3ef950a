"""Whether two tellings are of one event: a sum of points, each with its reason, so that the decision can be read."""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass

from foreigndesk.merging.tellings import Spot, Telling
from foreigndesk.places.distance import kilometres

ENOUGH = 1.8  # points
CERTAIN_DAYS, LOOSE_DAYS = 4, 16
SURE = 0.8  # points of certain days, on which less has to be alike
HERE = 0.5  # points of one place
FAR = 120.0  # kilometres
STRANGE = 0.15  # of the words of the shorter: two tellings of one event share more
FEWEST_WORDS = 5  # a telling of fewer shares little even where it shares all
MUTUAL = frozenset({"AGREE", "CONSULT"})  # who is actor and who recipient is the writer's choice


@dataclass(frozen=True, slots=True)
class Decision:
    """Whether two tellings are of one event, by how many points, and why."""

    same: bool
    points: float
    reasons: tuple[str, ...]


def decide(one: Telling, other: Telling) -> Decision:
    """Compare two tellings of different reports."""
    for ruled_out in (_kind(one, other), _parties_apart(one, other), _days_apart(one, other)):
        if ruled_out:
            return Decision(False, 0.0, (ruled_out,))
    days = _days(one, other)
    dated = days[0] >= SURE
    where = _places(one, other)
    words = _words(one, other, dated, where[0] >= HERE)
    found = [_parties(one, other, dated), days, where, _amounts(one, other), *words]
    reasons = [(points, reason) for points, reason in found if points]
    total = round(sum(points for points, _ in reasons), 2)
    return Decision(total >= ENOUGH, total, tuple(f"{reason} ({points:+.2f})" for points, reason in reasons))


def _kind(one: Telling, other: Telling) -> str | None:
    if one.report == other.report:
        return "one report tells an event once"
    if one.type != other.type:
        return f"{one.type} is not {other.type}"
    return f"{one.status} is not {other.status}" if one.status != other.status else None


def _parties_apart(one: Telling, other: Telling) -> str | None:
    for side in () if one.type in MUTUAL else ("actors", "recipients"):
        a, b = getattr(one, side), getattr(other, side)
        if a and b and not a & b:
            return f"other {side}"
    if _persons_apart(one, other):
        return "other persons"
    return None if one.parties & other.parties else "nobody takes part in both"


def _persons_apart(one: Telling, other: Telling) -> bool:
    """Whether both name persons, and not the same; whoever met somebody met somebody else in another meeting."""
    if one.type in MUTUAL:
        a, b = one.persons | one.toward, other.persons | other.toward
        return bool(a and b) and len(a & b) < min(2, len(a), len(b))
    sides = ((one.persons, other.persons), (one.toward, other.toward))
    return any(a and b and not a & b for a, b in sides)


def _days_apart(one: Telling, other: Telling) -> str | None:
    for a, b in ((one, other), (other, one)):
        if a.latest and b.earliest and a.latest < b.earliest:
            return f"one ended by {a.latest}, the other began on {b.earliest} or later"
    return None


def _parties(one: Telling, other: Telling, dated: bool) -> tuple[float, str]:
    common, every = one.parties & other.parties, one.parties | other.parties
    if len(common) > 1:
        return round(len(common) / len(every), 2), f"{', '.join(sorted(common))} take part in both"
    whole = common == every or (dated and common in (one.parties, other.parties))  # a writer may name one party of several
    return (0.4 if whole else 0.2), f"{next(iter(common))} takes part in both"


def _days(one: Telling, other: Telling) -> tuple[float, str]:
    widths = [days for days in (one.days, other.days) if days is not None]
    if len(widths) == 2 and max(widths) <= CERTAIN_DAYS:
        return SURE, "the same days"
    if len(widths) == 2 and max(widths) <= LOOSE_DAYS:
        return 0.4, "days that overlap"
    return 0.0, "days that may overlap"


def _places(one: Telling, other: Telling) -> tuple[float, str]:
    if not one.places or not other.places:
        return 0.0, "a place is not told"
    pairs = [(a, b) for a in one.places for b in other.places]
    for a, b in pairs:
        if a[0] == b[0]:
            return HERE, f"both in {a[0]}"
    if any(_near(a, b) for a, b in pairs):
        return 0.2, "places near each other"
    if any(a[1] and a[1] == b[1] for a, b in pairs):
        return -0.3, "other places of one country"
    return -1.0, "places apart"


def _amounts(one: Telling, other: Telling) -> tuple[float, str]:
    pairs = [(a, b) for a in one.amounts for b in other.amounts if a[0] == b[0]]
    if not pairs:
        return 0.0, "no numbers to compare"
    agree = any(a[1] <= b[2] and b[1] <= a[2] for a, b in pairs)
    return (0.4, "numbers that agree") if agree else (-0.2, "numbers that differ")


def _words(one: Telling, other: Telling, dated: bool, in_one_place: bool) -> list[tuple[float, str]]:
    by_one_word = one.trigger[:5] == other.trigger[:5]
    predicate = (0.3, f"both say “{one.trigger}”") if by_one_word else (0.0, "other predicates")
    coded = dated and one.cameo is not None and one.cameo == other.cameo
    code = (0.2, f"both are CAMEO {one.cameo}") if coded else (0.0, "other codes")
    told = [(one.words, other.words), *([(one.clause, other.words), (one.words, other.clause)] if dated else ())]
    alike, common, smaller = max(_alike(a, b) for a, b in told)
    found = [predicate, code, (round(1.8 * alike, 2), f"{common} of {smaller} words alike")]
    if smaller >= FEWEST_WORDS and alike < STRANGE and not (by_one_word and in_one_place):
        found.append((-0.4, "hardly a word alike"))
    return found


def _alike(one: Set[str], other: Set[str]) -> tuple[float, int, int]:
    """How much of the shorter of two wordings is in the other, and the numbers that say so."""
    common, smaller = len(one & other), min(len(one), len(other))
    return common / max(smaller, FEWEST_WORDS), common, smaller


def _near(one: Spot, other: Spot) -> bool:
    _, _, lat1, lon1 = one
    _, _, lat2, lon2 = other
    if lat1 is None or lon1 is None or lat2 is None or lon2 is None:
        return False
    return kilometres((lat1, lon1), (lat2, lon2)) <= FAR
