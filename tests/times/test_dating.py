"""The day of a report that tells none: text → EDTF of its window, weekday."""

from __future__ import annotations

import pytest

from foreigndesk.times import date_report

CASES = [
    # well-known events, and words that count from them
    ("Ministers in London met on Tuesday.\n\nArgentina buried its dead after last month's war over the Falklands.",
     "1982-05-01/1982-07-31", 1),
    ("Argentina buried its dead after last month's war over the Falklands.", "1982-05-01/1982-07-31", None),
    ("The rebels met in Bonn. It was the first visit since the Dayton agreement.", "1995-11-21/..", None),
    ("Iraq rejected the claims over this week's invasion of Kuwait.", "1990-08-02/1990-08-05", None),
    ("NATO will send more trainers after last week's summit in Vilnius.", "2023-07-17/2023-07-23", None),
    ("Turkey said on Sunday that last year's coup attempt was over. Gulen denied it.", "2017", 6),
    # years and dates named
    ("He resigned in 2006. It has been calm since 2011.", "2011-01-01/..", None),
    ("The two signed a pact on 3 May 2007. Its terms were kept.", "2007-05-03/..", None),
    ("The two signed a pact in 2006. Troops will leave in 2010.", "2006-01-01/2010-12-31", None),
    # a line of its own
    ("Border reopens\nMay 12, 2010\nThe border was reopened, and trucks crossed.", "2010-05-12", None),
    # what is only planned bounds nothing from below but a year back
    ("The cabinet sent the budget for 2006 to parliament. It will pass.", "2005-01-01/..", None),
    ("Both met in 2003. They will meet again by the end of 2005.", "2003-01-01/2005-12-31", None),
    ("Trade was lower than in 2009, and it will grow.", "2008-01-01/..", None),
    # a line broken within a sentence
    ("The premier was invited to\nLima. His visit in\nMay 2018 is being prepared.", "2017-05-01/..", None),
    # days without a year in a window of some years: by their weekdays, and by what is to come
    ("They met in 2004. Troops left on Sunday, March 5. They will be home by the end of 2008.", "2005-04-09/2007-01-29", None),
    ("They met in 2004. The vote will be held on May 5. A new census will be held by the end of 2004.", "2004", None),
    # anniversaries, numbers and ages
    ("Ministers marked the 20th anniversary of the Dayton agreement.", "2014-11-20/2016-11-21", None),
    ("Members of the 112th Congress were sworn in.", "2010-01-02/2014-01-04", None),
    ("The painter has died at the age of 70. She was born on 1 May 1940 in Lund.", "2010-05-01/2011-06-01", None),
    # the lead's weekday
    ("The premier resigned on Friday, his office said.", "../..", 4),
]


@pytest.mark.parametrize(("text", "edtf", "weekday"), CASES, ids=[text[:40] for text, *_ in CASES])
def test_window(text: str, edtf: str, weekday: int | None) -> None:
    window = date_report(text)
    assert window
    assert (window.edtf, window.weekday, window.basis) == (edtf, weekday, "inferred")
    assert window.reasons


@pytest.mark.parametrize("text", ["The talks failed.", "They may march on.", "Some 2000 troops left.", ""])
def test_nothing_is_known(text: str) -> None:
    assert date_report(text) is None


def test_contradiction_is_told_and_widened() -> None:
    window = date_report(
        "The pact was signed on 3 May 2010. Iraq rejected the claims over this week's invasion of Kuwait in a film."
    )
    assert window
    assert window.edtf == "1990-08-02/.."
    assert any("contradicts" in reason for reason in window.reasons)
