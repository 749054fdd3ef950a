"""Clues laid together: stretches of days → what most of them allow, and which contradict."""

from __future__ import annotations

from datetime import date

import pytest

from foreigndesk.times import windows
from foreigndesk.times.evidence import Clue, agree, combined


def day(text: str) -> date | None:
    return None if text == ".." else date.fromisoformat(text)


def clue(text: str) -> Clue:
    """"2001-01-01/2002-01-01 or 2005-01-01/.." as a clue."""
    spans = (part.split("/") for part in text.split(" or "))
    return Clue(tuple((day(first), day(last)) for first, last in spans), text)


CASES = [
    (["2001-01-01/.."], "2001-01-01/..", 0),
    (["2001-01-01/..", "../2003-05-05"], "2001-01-01/2003-05-05", 0),
    # of two terms of office, the one that the rest allows
    (["2000-01-01/2004-01-01 or 2008-01-01/2012-01-01", "2006-06-06/.."], "2008-01-01/2012-01-01", 0),
    (["2000-01-01/2004-01-01 or 2008-01-01/2012-01-01"], "2000-01-01/2012-01-01", 0),
    # two against one, and one against one
    (["2001-01-01/2002-01-01", "2001-06-01/2003-01-01", "2010-01-01/.."], "2001-06-01/2002-01-01", 1),
    (["../2002-01-01", "2010-01-01/.."], "../..", 2),
    (["2001-01-01/2002-01-01", "2010-01-01/2011-01-01"], "2001-01-01/2011-01-01", 2),
]


@pytest.mark.parametrize(("clues", "edtf", "contradicted"), CASES)
def test_combined(clues: list[str], edtf: str, contradicted: int) -> None:
    window, reasons = combined([clue(c) for c in clues])
    assert windows.edtf(*window) == edtf
    assert sum("contradicts" in r for r in reasons) == contradicted
    assert len(reasons) == len(clues)


def test_agree() -> None:
    assert agree([clue("2001-01-01/.."), clue("../2001-01-01")])
    assert not agree([clue("2001-01-02/.."), clue("../2001-01-01")])
    assert agree([])
    assert combined([]) == ((None, None), [])
