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
