"""Days counted from a clause's."""

from __future__ import annotations

from datetime import date

import pytest

from foreigndesk.model import DateWindow
from foreigndesk.reading.counted import counted

DAY = DateWindow(date(2024, 5, 15), date(2024, 5, 15), "2024-05-15", "day named")  # a Wednesday


@pytest.mark.parametrize(
    ("term", "words", "back", "expected"),
    [
        ("P4D", "four days", True, "2024-05-11"),
        ("P4D", "four days", False, "2024-05-19"),
        ("P1D", "less than a day", True, "2024-05-14/2024-05-15"),
        ("PT5H", "five hours", True, "2024-05-14/2024-05-15"),
        ("PT5H", "five hours", False, "2024-05-15/2024-05-16"),
        ("P2W", "two weeks", True, "2024-04-29/2024-05-05"),
        ("P1M", "a month", True, "2024-04"),
        ("P2Y", "two years", False, "2026"),
        ("P3D", "more than three days", True, "../2024-05-12"),
        ("P3D", "at least three days", False, "2024-05-18/.."),
        ("P3D", "Nearly three days", False, "2024-05-15/2024-05-18"),
        ("PXD", "a few days", True, None),
        ("P9999Y", "9999 years", True, None),
    ],
)
def test_counted(term: str, words: str, back: bool, expected: str | None) -> None:
    window = counted(DAY, term, words, back=back)
    assert (window.edtf if window is not None else None) == expected


def test_an_open_window_counts_nothing() -> None:
    assert counted(DateWindow(None, date(2024, 5, 15), "../2024-05-15", "by"), "P4D", "four days", back=True) is None
