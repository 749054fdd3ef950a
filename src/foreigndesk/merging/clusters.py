"""Events from tellings: those that were decided to be the same, without chains in which the ends have nothing in common."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Sequence
from typing import TypeVar

Key = TypeVar("Key", bound=Hashable)


def clusters(keys: Sequence[Key], links: Iterable[tuple[Key, Key]]) -> list[list[Key]]:
    """The keys in groups, in their own order; a key joins the first group of which it is linked to at least half.

    The order of the links does not matter; that of the keys decides ties and must be the same each time.
    """
    linked: dict[Key, set[Key]] = defaultdict(set)
    for one, other in links:
        linked[one].add(other)
        linked[other].add(one)
    groups: list[list[Key]] = []
    at: dict[Key, list[int]] = defaultdict(list)  # the groups in which a key has a linked member
    for key in keys:
        for number in sorted(set(at[key])):
            group = groups[number]
            if 2 * sum(member in linked[key] for member in group) >= len(group):
                break
        else:
            number = len(groups)
            groups.append([])
        groups[number].append(key)
        for other in linked[key]:
            at[other].append(number)
    return groups
