"""Date windows: their EDTF and their arithmetic."""

from __future__ import annotations

from datetime import date

import pytest

from foreigndesk.times import windows


@pytest.mark.parametrize(
    ("earliest", "latest", "expected"),
    [
        (date(2008, 9, 17), date(2008, 9, 17), "2008-09-17"),
        (date(2008, 9, 1), date(2008, 9, 30), "2008-09"),
        (date(2008, 1, 1), date(2008, 12, 31), "2008"),
        (date(1990, 1, 1), date(1999, 12, 31), "199X"),
        (date(1900, 1, 1), date(1999, 12, 31), "19XX"),
        (date(2008, 10, 10), date(2008, 10, 20), "2008-10-10/2008-10-20"),
        (None, date(2008, 10, 1), "../2008-10-01"),
        (date(2011, 1, 1), None, "2011-01-01/.."),
    ],
)
def test_edtf(earliest: date | None, latest: date | None, expected: str) -> None:
    assert windows.edtf(earliest, latest) == expected


@pytest.mark.parametrize(
    ("part", "expected"),
    [("early", (1, 10)), ("mid", (10, 20)), ("late", (20, 29)), ("end", (25, 29))],
)
def test_part_of_month(part: str, expected: tuple[int, int]) -> None:
    window = windows.part_of_month(2008, 2, part)
    assert (window.earliest, window.latest) == (date(2008, 2, expected[0]), date(2008, 2, expected[1]))


def test_intersect() -> None:
    september = windows.month_window(2008, 9)
    until = windows.window(None, date(2008, 9, 10), "named", reasons=("due",))
    both = windows.intersect(september, until)
    assert both
    assert (both.edtf, both.reasons) == ("2008-09-01/2008-09-10", ("due",))
    assert windows.intersect(september, windows.month_window(2008, 10)) is None
    assert windows.intersect(september, None) == september


@pytest.mark.parametrize(
    ("period", "back", "expected"),
    [
        ("P10D", False, "2008-02-10"),
        ("P2W", False, "2008-02-14"),
        ("P1M", False, "2008-02-29"),
        ("P1Y", True, "2007-01-31"),
    ],
)
def test_add_period(period: str, back: bool, expected: str) -> None:
    assert windows.add_period(windows.day_window(date(2008, 1, 31)), period, back=back).edtf == expected


def test_add_period_takes_whole_days() -> None:
    with pytest.raises(ValueError, match="PT5H"):
        windows.add_period(windows.year_window(2008), "PT5H")


def test_shift_moves_the_weekday() -> None:
    window = windows.shift(windows.window(date(2008, 9, 1), date(2008, 9, 30), "named", weekday=6), 1)
    assert (window.edtf, window.weekday) == ("2008-09-02/2008-10-01", 0)


def test_shapes() -> None:
    march = windows.month_window(2008, 3)
    assert windows.by(march).edtf == "../2008-03-31"
    assert windows.before(march).edtf == "../2008-02-29"
    assert windows.after(march).edtf == "2008-04-01/.."
    assert windows.since(march, date(2008, 9, 1)).edtf == "2008-03-01/2008-09-01"


def test_week_and_quarter() -> None:
    assert windows.week_window(date(2008, 9, 17)).edtf == "2008-09-15/2008-09-21"
    assert windows.quarter_window(2008, 4).edtf == "2008-10-01/2008-12-31"


@pytest.mark.parametrize(("year", "expected"), [(2000, "04-23"), (2008, "03-23"), (2019, "04-21"), (2025, "04-20")])
def test_easter(year: int, expected: str) -> None:
    assert windows.easter(year).isoformat() == f"{year}-{expected}"
