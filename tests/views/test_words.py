"""Dates, deeds and relations in words."""

from __future__ import annotations

from typing import Any

import pytest

from foreigndesk.model import EventType, RelationType, Status, Strength
from foreigndesk.views import words

NAMES = {"a": "Arvania", "b": "Belmora", "c": "Corvane"}


@pytest.mark.parametrize(
    ("earliest", "latest", "weekday", "expected"),
    [
        ("2008-08-08", "2008-08-08", None, "8 August 2008"),
        ("2008-08-08", "2008-08-08", 4, "8 August 2008"),
        ("2008-08-08", "2008-08-12", None, "8–12 August 2008"),
        ("2008-08-01", "2008-08-31", None, "August 2008"),
        ("2024-02-01", "2024-02-29", None, "February 2024"),
        ("1994-01-01", "1994-12-31", None, "1994"),
        ("2008-01-01", "2008-03-31", None, "1 January 2008 – 31 March 2008"),
        ("2008-08-28", "2008-09-02", None, "28 August 2008 – 2 September 2008"),
        ("2008-08-01", "2008-08-31", 2, "a Wednesday, August 2008"),
        (None, "2024-04-01", None, "by 1 April 2024"),
        ("2024-04-01", None, None, "from 1 April 2024 on"),
        (None, None, None, ""),
    ],
)
def test_window(earliest: str | None, latest: str | None, weekday: int | None, expected: str) -> None:
    assert words.window({"earliest": earliest, "latest": latest, "weekday": weekday}) == expected


def test_no_window() -> None:
    assert words.window(None) == ""


@pytest.mark.parametrize(
    ("who", "type_", "mode", "whom", "status", "expected"),
    [
        ("a", "ASSAULT", "artillery", "b", "occurred", "Arvania attacked Belmora (artillery)"),
        ("", "ASSAULT", None, "b", "occurred", "Someone attacked Belmora"),
        ("a", "ASSAULT", None, "", "negated", "Arvania did not attack someone"),
        ("a", "AID", "arms_sale", "bc", "promised", "Arvania promised to give aid to Belmora and Corvane (arms sale)"),
        ("abc", "CONSULT", None, "abc", "occurred", "Arvania, Belmora and Corvane held talks"),
        ("a", "CONSULT", None, "b", "ongoing", "Arvania held talks (ongoing) with Belmora"),
        ("a", "PROTEST", None, "", "possible", "Arvania may protest"),
        ("x", "REQUEST", None, "a", "occurred", "x made a request to Arvania"),
    ],
)  # fmt: skip
def test_deed(who: str, type_: str, mode: str | None, whom: str, status: str, expected: str) -> None:
    row: dict[str, Any] = {"actors": [*who], "type": type_, "mode": mode, "recipients": [*whom], "status": status}
    assert words.deed(row, NAMES) == expected


def test_every_type_and_status_has_words() -> None:
    for type_ in EventType.__args__:
        for status in Status.__args__:
            row = {"actors": ["a"], "type": type_, "mode": None, "recipients": ["b"], "status": status}
            assert words.deed(row, NAMES).startswith("Arvania ")
    for type_ in RelationType.__args__:
        assert "Belmora" in words.relation({"type": type_, "parties": ["a", "b"]}, NAMES)
    for strength in Strength.__args__:
        assert words.bound(strength)


@pytest.mark.parametrize(
    ("text", "length", "expected"),
    [
        ("short", 10, "short"),
        ("exactly so", 10, "exactly so"),
        ("a few words more", 10, "a few…"),
        ("one, two, three", 10, "one, two…"),
        ("unbreakable", 5, "unbr…"),
    ],
)
def test_elided(text: str, length: int, expected: str) -> None:
    assert words.elided(text, length) == expected
