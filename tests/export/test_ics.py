"""Due days, read back by icalendar."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest

from foreigndesk.export.ics import folded

icalendar = pytest.importorskip("icalendar", reason="icalendar, a development dependency, is not installed")

Export = Callable[..., str]


def events(text: str) -> list[Any]:
    return list(icalendar.Calendar.from_ical(text).walk("VEVENT"))


def test_due_days(export: Export) -> None:
    text = export("ics")
    treaty, windhoek = events(text)  # a commitment without a due day is none
    assert (str(treaty["UID"]), treaty["DTSTART"].dt, treaty["DTEND"].dt) == (
        "treaty-promise@foreigndesk",
        date(2024, 4, 1),
        date(2024, 4, 2),
    )
    assert treaty["DTSTAMP"].dt == datetime(2024, 6, 1, 12, 30, tzinfo=UTC)
    assert str(treaty["SUMMARY"]) == "Due: Arvania, toward Belmora"
    assert "“Arvania promised on 2 March 2024 to open its border with Belmora by 1 April”" in str(treaty["DESCRIPTION"])
    assert str(windhoek["SUMMARY"]) == 'Due: Namibia, toward None; "or" \\ else\tÖdön'
    assert (windhoek["DTSTART"].dt, str(windhoek["X-FOREIGNDESK-DUE"])) == (date(2024, 6, 20), "2024-06-10/2024-06-20")
    assert str(windhoek["URL"]) == "https://example.org/na?a=1&b=2"
    assert text.endswith("END:VCALENDAR\r\n")
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))


def test_states_as_of_a_day(export: Export) -> None:
    (overdue,) = events(export("ics", as_of=date(2024, 5, 1), status="overdue"))
    assert (str(overdue["STATUS"]), str(overdue["UID"])) == ("TENTATIVE", "treaty-promise@foreigndesk")


@pytest.mark.parametrize("line", ["short", "x" * 75, "x" * 76, "ö" * 200, "日本" * 80, "X:" + "\\n" * 100])
def test_folding(line: str) -> None:
    made = folded(line)
    assert made.endswith("\r\n")
    assert all(len(piece.encode()) <= 75 for piece in made.split("\r\n"))
    assert made.replace("\r\n ", "").removesuffix("\r\n") == line
