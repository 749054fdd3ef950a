"""The tense of the words around an offset."""

from __future__ import annotations

import pytest

from foreigndesk.times.tense import tense_at

CASES = [
    ("Ministers will meet on @.", "future"),
    ("Ministers met on @.", "past"),
    ("On @ ministers will meet.", "future"),
    ("Trains are supposed to run again by @.", "future"),
    ("They will meet, he said @.", "past"),
    ("He said they would meet on @.", "future"),
    ("Nothing ended. Talks will go on @.", "future"),
    ("Gen. Adams will go on @.", "future"),
    ("It is to be deployed by @.", "future"),
    ("@", "past"),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_tense(text: str, expected: str) -> None:
    assert tense_at(text.replace("@", "Friday"), text.index("@")) == expected
