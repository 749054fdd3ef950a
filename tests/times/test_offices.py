"""Office-holders named in a text → the days on which it can have been written, as EDTF."""

from __future__ import annotations

from datetime import date

import pytest

from foreigndesk.times import windows
from foreigndesk.times.offices import Offices, Tenure

PRESIDENT = frozenset({"president"})
PREMIER = frozenset({"prime minister", "premier"})
NORLAND, SUDIA = frozenset({"Norland", "Norlandic"}), frozenset({"Sudia", "Sudian"})
OFFICES = Offices([
    Tenure(("Ana Brok", "Anna Brok"), "Brok", PRESIDENT, NORLAND, date(2001, 1, 15), date(2005, 1, 15)),
    Tenure(("Ana Brok",), "Brok", PRESIDENT, NORLAND, date(2009, 1, 15), date(2013, 1, 15)),
    Tenure(("Jon Viik",), "Viik", PRESIDENT, NORLAND, date(2005, 1, 15), date(2009, 1, 15)),
    Tenure(("Jon Viik",), "Viik", PREMIER, NORLAND, date(2013, 1, 15), None),
    Tenure(("Tomás Sula",), "Sula", PREMIER, SUDIA, date(2004, 6, 1), date(2010, 6, 1)),
    Tenure(("Piet Sula",), "Sula", PREMIER, NORLAND, date(1990, 6, 1), date(1994, 6, 1)),
])

CASES = [
    ("President Jon Viik spoke.", ["2005-01-01/2009-01-29"]),
    ("President Viik spoke.", ["2005-01-01/2009-01-29"]),
    ("Jon Viik, the Norlandic president, spoke.", ["2005-01-01/2009-01-29"]),
    ("The president of Norland, Jon Viik, spoke.", ["2005-01-01/2009-01-29"]),
    ("President Ana Brok spoke.", ["2001-01-01/2005-01-29 or 2009-01-01/2013-01-29"]),
    ("Prime Minister Jon Viik spoke.", ["2013-01-01/.."]),
    ("They met Sudian Prime Minister Tomas Sula.", ["2004-05-18/2010-06-15"]),
    ("They met the premier of Sudia, Mr Sula.", ["2004-05-18/2010-06-15"]),
    # the title that stands nearest, in a list of them
    ("Prime Minister of Sudia Tomás Sula met President of Norland Jon Viik.", ["2004-05-18/2010-06-15", "2005-01-01/2009-01-29"]),
    # elected but not sworn in
    ("The Sudian leader congratulated Jon Viik on his election as President of Norland.", ["2004-08-18/2009-01-29"]),
    # what was before, and what is retold
    ("Former President Jon Viik spoke.", ["2009-01-01/.."]),
    ("In 2007 President Jon Viik signed it.", ["2005-01-01/.."]),
    ("The law was passed under President Jon Viik.", ["2005-01-01/.."]),
    ("President Jon Viik recalled it. Then-president Brok had signed it.", ["2001-01-01/.. or 2009-01-01/..", "2005-01-01/2009-01-29"]),
    # no such holder, another office, another person
    ("Jon Viik spoke.", []),
    ("Vice President Jon Viik spoke.", []),
    ("President Sula spoke.", []),
    ("Prime Minister Sula spoke.", []),
    ("Prime Minister Sula Ramo spoke.", []),
    ("President of Sudia Viik spoke.", []),
    ("President of Norland's National Council Jon Viik spoke.", []),
]


@pytest.mark.parametrize(("text", "expected"), CASES, ids=[text[:60] for text, _ in CASES])
def test_clues(text: str, expected: list[str]) -> None:
    clues = list(OFFICES.clues(text))
    assert sorted(" or ".join(windows.edtf(*span) for span in clue.spans) for clue in clues) == expected


def test_reason_names_the_words() -> None:
    (clue,) = OFFICES.clues("A letter from President Jon Viik came.")
    assert clue.reason == "names 'President Jon Viik': 2005-01-01/2009-01-29"
