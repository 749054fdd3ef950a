"""Counted members, anniversaries and numbered series → the days on which a text can have been written, as EDTF."""

from __future__ import annotations

from datetime import date

import pytest

from foreigndesk.times import windows
from foreigndesk.times.counts import Roster, membership_clues, series_clues, whole_number

LEAGUE = Roster(
    ("Harbour League", "HL"),
    date(1990, 5, 1),
    ((None, None), (None, None), (None, None), (date(2000, 5, 1), None), (date(2004, 5, 1), date(2010, 4, 30))),
)

CASES = [
    ("The five-member Harbour League met.", ["2004-03-31/2010-06-01"]),
    ("The HL and its four members met.", ["2000-03-31/2004-06-01 or 2010-03-31/.."]),
    ("All 4 member states of the Harbour League agreed.", ["2000-03-31/2004-06-01 or 2010-03-31/.."]),
    ("The nine-member Harbour League met.", []),
    ("In 1995 the four-member Harbour League met.", []),
    ("The four-member panel met.", []),
    ("They marked the 20th anniversary of the Harbour League.", ["2009-04-30/2011-05-02"]),
]


@pytest.mark.parametrize(("text", "expected"), CASES, ids=[text for text, _ in CASES])
def test_memberships(text: str, expected: list[str]) -> None:
    clues = [" or ".join(windows.edtf(*span) for span in clue.spans) for clue in membership_clues(text, [LEAGUE])]
    assert clues == expected


SERIES = [
    ("The 116th Congress has begun.", ["2018-01-02/2022-01-04"]),
    ("He spoke at the 73rd session of the UN General Assembly.", ["2017-09-09/2020-09-10"]),
    ("Athletes of the XXIII Winter Olympics came.", ["2017-02-07/2023-02-09"]),
    ("In 1998 the 105th Congress voted.", ["1996-01-03/.."]),
    ("Congress voted.", []),
]


@pytest.mark.parametrize(("text", "expected"), SERIES, ids=[text for text, _ in SERIES])
def test_series(text: str, expected: list[str]) -> None:
    assert [" or ".join(windows.edtf(*span) for span in clue.spans) for clue in series_clues(text)] == expected


@pytest.mark.parametrize(("word", "number"), [("28", 28), ("five", 5), ("twenty-seven", 27), ("many", 0)])
def test_whole_number(word: str, number: int) -> None:
    assert whole_number(word) == number
