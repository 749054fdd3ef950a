"""Events from tellings: those that were decided to be the same, without chains in which the ends have nothing in common."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Hashable, Iterable, Sequence
from typing import TypeVar

Key = TypeVar("Key", bound=Hashable)


def clusters(
    keys: Sequence[Key],
    links: Iterable[tuple[Key, Key]],
    apart: Collection[frozenset[Key]] = (),
    together: Iterable[frozenset[Key]] = (),
) -> list[list[Key]]:
    """The keys in groups, in their own order; a key joins the first group of which it is linked to at least half.

    The order of the links does not matter; that of the keys decides ties and must be the same each time. ``together`` are
    pairs that share a group whatever the links say, ``apart`` pairs that never do; where the two cannot both be had, ``apart`` is.
    """
    linked: dict[Key, set[Key]] = defaultdict(set)
    for one, other in links:
        linked[one].add(other)
        linked[other].add(one)
    parted: dict[Key, set[Key]] = defaultdict(set)
    for one, other in map(tuple, apart):
        parted[one].add(other)
        parted[other].add(one)
    units = _units(keys, together, parted)
    groups: list[list[Key]] = []
    at: dict[Key, list[int]] = defaultdict(list)  # the groups in which a key has a linked member
    placed: set[Key] = set()
    for key in keys:
        if key in placed:
            continue
        unit = units.get(key, [key])
        for number in sorted({number for one in unit for number in at[one]}):
            group = groups[number]
            if any(parted[one].intersection(group) for one in unit):
                continue
            if any(2 * sum(member in linked[one] for member in group) >= len(group) for one in unit):
                break
        else:
            number = len(groups)
            groups.append([])
        groups[number] += unit
        placed.update(unit)
        for one in unit:
            for other in linked[one]:
                at[other].append(number)
    order = {key: number for number, key in enumerate(keys)}
    return [sorted(group, key=order.__getitem__) for group in groups]


def _units(keys: Sequence[Key], together: Iterable[frozenset[Key]], parted: dict[Key, set[Key]]) -> dict[Key, list[Key]]:
    """The keys that must share a group, each with all of them."""
    known = set(keys)
    out: dict[Key, list[Key]] = {}
    for pair in together:
        if not pair <= known:
            continue
        one, other = (out.get(key, [key]) for key in pair)
        if one is other or any(parted[key].intersection(other) for key in one):
            continue
        both = one + other
        out.update(dict.fromkeys(both, both))
    order = {key: number for number, key in enumerate(keys)} if out else {}
    return {key: sorted(unit, key=order.__getitem__) for key, unit in out.items()}
