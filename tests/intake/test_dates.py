from datetime import date

import pytest

from foreigndesk.intake.dates import date_line, day_in_year, day_window, full_day, iso_day, month_window, url_window
from foreigndesk.model import DateWindow

DAY = date(2015, 3, 4)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2015-03-04", DAY),
        ("Wednesday, March 4, 2015", DAY),
        ("4 March 2015", DAY),
        ("Mar. 4th, 2015", DAY),
        ("4th of March, 2015", DAY),
        ("on 04.03.2015 in Zenda", DAY),
        ("04-Mar-2015", DAY),
        ("25/12/2015", date(2015, 12, 25)),
        ("12/25/2015", date(2015, 12, 25)),
        ("03/04/2015", None),  # two days are possible
        ("Sept. 17", None),
        ("February 30, 2015", None),
        ("the 2015 accord", None),
    ],
)
def test_full_days(text: str, day: date | None) -> None:
    assert full_day(text) == day


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("Wednesday, March 4, 2015", DAY),
        ("Published On 4 Mar 2015", DAY),
        ("Updated 3:15 PM EDT, Wed March 4, 2015", DAY),
        ("Last updated on: March 4, 2015 at 15:20 GMT", DAY),
        ("2015-03-04T10:00:00Z", DAY),
        ("The war began on March 4, 2015", None),
        ("Wednesday, March 4", None),
    ],
)
def test_date_lines_hold_nothing_else(line: str, day: date | None) -> None:
    assert date_line(line) == day


@pytest.mark.parametrize(
    ("url", "edtf"),
    [
        ("https://news.example/2015/03/04/bridge", "2015-03-04"),
        ("https://news.example/world/2015/mar/04/bridge", "2015-03-04"),
        ("https://news.example/bridge-2015-03-04.html", "2015-03-04"),
        ("https://news.example/20150304/bridge", "2015-03-04"),
        ("https://news.example/2015/03/bridge-opens", "2015-03"),
        ("https://news.example/story/20151304", None),
        ("https://news.example/id/120150304", None),
        ("https://news.example/bridge", None),
    ],
)
def test_web_addresses(url: str, edtf: str | None) -> None:
    window = url_window(url)
    assert (window.edtf if window else None) == edtf
    assert window is None or window.basis == "url"


def test_windows_keep_their_precision() -> None:
    assert day_window(DAY, "given") == DateWindow(DAY, DAY, "2015-03-04", "given")
    assert month_window(2016, 2, "url") == DateWindow(date(2016, 2, 1), date(2016, 2, 29), "2016-02", "url")


def test_a_year_from_elsewhere_and_iso() -> None:
    assert day_in_year("ZENDA, March 4 (AP) -", 2015) == DAY
    assert day_in_year("ZENDA (AP) -", 2015) is None
    assert iso_day("2015-03-04T23:59:00+02:00") == DAY
    assert iso_day("Wednesday") is None
