"""Groups of what was decided to be the same."""

from __future__ import annotations

from itertools import permutations

import pytest

from foreigndesk.merging.clusters import clusters


@pytest.mark.parametrize(
    ("links", "expected"),
    [
        ([], ["a", "b", "c", "d"]),
        (["ab"], ["ab", "c", "d"]),
        (["ab", "bc"], ["abc", "d"]),
        (["ab", "bc", "cd"], ["abc", "d"]),  # a chain is no event: d has met c alone
        (["ab", "bc", "ac", "cd", "bd"], ["abcd"]),
        (["ad"], ["ad", "b", "c"]),
    ],
)
def test_clusters(links: list[str], expected: list[str]) -> None:
    for order in permutations(links):
        found = clusters("abcd", [(link[0], link[1]) for link in order])
        assert ["".join(group) for group in found] == expected


@pytest.mark.parametrize(
    ("links", "apart", "together", "expected"),
    [
        (["ab", "bc", "ac"], ["ac"], [], ["ab", "c", "d"]),
        (["ab"], ["ab"], [], ["a", "b", "c", "d"]),
        ([], [], ["ad"], ["ad", "b", "c"]),
        ([], [], ["ad", "db"], ["abd", "c"]),
        (["cd"], [], ["ad"], ["acd", "b"]),
        ([], ["ab"], ["ac", "bc"], ["ac", "b", "d"]),  # both cannot be had: what was put together first is
        (["ab"], ["ab"], ["ab"], ["a", "b", "c", "d"]),
        (["ab"], [], ["ax"], ["ab", "c", "d"]),  # x is not asked for
    ],
)
def test_what_people_say(links: list[str], apart: list[str], together: list[str], expected: list[str]) -> None:
    found = clusters("abcd", [(a, b) for a, b in links], list(map(frozenset, apart)), list(map(frozenset, together)))
    assert ["".join(group) for group in found] == expected
