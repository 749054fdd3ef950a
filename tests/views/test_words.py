"""Dates, deeds and relations in words."""

from __future__ import annotations

from typing import Any

import pytest

from foreigndesk.model import EventType, RelationType, Status, Strength
from foreigndesk.views import phrases, words

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
        ("2008-01-01", "2008-03-31", None, "between 1 January 2008 and 31 March 2008"),
        ("2008-08-28", "2008-09-02", None, "between 28 August 2008 and 2 September 2008"),
        ("2008-08-01", "2008-08-31", 2, "a Wednesday, August 2008"),
        (None, "2024-04-01", None, "by 1 April 2024"),
        ("2024-04-01", None, None, "from 1 April 2024 on"),
        (None, None, None, ""),
    ],
)
def test_window(earliest: str | None, latest: str | None, weekday: int | None, expected: str) -> None:
    assert words.window({"earliest": earliest, "latest": latest, "weekday": weekday}) == expected


def test_no_window() -> None:
    assert words.window(None) == words.due(None) == ""


def test_due() -> None:
    assert words.due({"earliest": "2024-03-01", "latest": "2024-04-01"}) == "by 1 April 2024"
    assert words.due({"earliest": "2024-04-01", "latest": "2024-04-01"}) == "1 April 2024"


@pytest.mark.parametrize(
    ("who", "type_", "mode", "cameo", "whom", "status", "expected"),
    [
        ("a", "ASSAULT", None, "194", "b", "occurred", "Arvania shelled Belmora"),
        ("", "ASSAULT", None, None, "b", "occurred", "Someone attacked Belmora"),
        ("a", "ASSAULT", "heavy-weapons", None, "", "negated", "Arvania did not strike with heavy weapons"),
        ("a", "AID", None, "0721", "bc", "promised", "Arvania promised to give military aid to Belmora and Corvane"),
        ("abc", "CONSULT", None, None, "abc", "occurred", "Arvania, Belmora and Corvane held talks"),
        ("a", "CONSULT", None, "04", "b", "ongoing", "Arvania held talks with Belmora (ongoing)"),
        ("b", "RETREAT", "withdraw", None, "a", "demanded", "Belmora should withdraw from Arvania (demanded)"),
        ("a", "PROTEST", "unheard-of", "999", "", "possible", "Arvania may protest"),
        ("x", "REQUEST", "assist", None, "a", "occurred", "x asked Arvania for help"),
        ("x", "REQUEST", "assist", None, "", "occurred", "x asked for help"),
    ],
)  # fmt: skip
def test_deed(
    who: str, type_: str, mode: str | None, cameo: str | None, whom: str, status: str, expected: str
) -> None:
    row = event(who, type_, mode, cameo, whom, status)
    assert words.deed(row, NAMES) == expected


def event(who: str, type_: str, mode: str | None, cameo: str | None, whom: str, status: str) -> dict[str, Any]:
    return {"actors": [*who], "type": type_, "mode": mode, "cameo": cameo, "recipients": [*whom], "status": status}


def test_every_type_and_status_has_words() -> None:
    for type_ in EventType.__args__:
        for status in Status.__args__:
            assert words.deed(event("a", type_, None, None, "b", status), NAMES).startswith("Arvania ")
    for relation in RelationType.__args__:
        for to in (None, {"earliest": None, "latest": None}):
            assert "Belmora" in words.relation({"type": relation, "parties": ["a", "b"], "to": to}, NAMES)
    for strength in Strength.__args__:
        assert words.bound(strength)


@pytest.mark.parametrize("one", [*phrases.TYPES.values(), *phrases.MODES.values(), *phrases.CAMEO.values()], ids=str)
def test_every_phrase_stands_with_and_without_an_object(one: phrases.Phrase) -> None:
    alone = one.alone or one[:3]
    for verb in (one.done, one.to_do):
        assert not set("[]{}") & set(phrases.told(verb, one.rest, "Belmora"))
    for verb in alone[:2]:
        assert not set("[]{}") & set(phrases.told(verb, alone[2], ""))


def test_phrases_are_of_plover_types_and_cameo_codes() -> None:
    assert set(phrases.TYPES) == set(EventType.__args__)
    assert {type_ for type_, _ in phrases.MODES} <= set(EventType.__args__)
    assert all(code.isdigit() and len(code) >= 3 for code in phrases.CAMEO)


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
