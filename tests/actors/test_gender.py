"""Titles and given names that tell whom "he" or "she" may mean."""

import pytest

from foreigndesk.actors.gender import gender

CASES = [
    ("ms tarr", "f"), ("mr otara", "m"), ("queen helle", "f"), ("chairman lemm", "m"), ("anna tarr", "f"), ("carl lemm", "m"),
    ("president tarr", None), ("", None),
]


@pytest.mark.parametrize(("words", "sex"), CASES)
def test_gender(words: str, sex: str | None) -> None:
    assert gender(words.split()) == sex
