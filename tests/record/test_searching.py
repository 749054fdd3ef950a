"""Full text: what words find, in each database; and that what is withdrawn is found no more."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from foreigndesk.model import DateWindow, Reading, Report
from foreigndesk.record import Record, searching
from foreigndesk.record.searching import Sought, sought

NewRecord = Callable[[str], Any]
TEXTS = {
    "sanctions": "Arvania imposed sanctions on Belmora over its minefields. The market at Tessel stays closed.",
    "border": "Belmora opens the border\n\nBelmora opened its border with Arvania. Officials called it a first step.",
    "quote": "“It is our señorial right,” said the envoy of Corvane; the border is 100% ours.",
}


@pytest.fixture
def record(place: NewRecord, provenance: dict[str, str]) -> Any:
    with Record(place("words")) as made:
        for number, (id_, text) in enumerate(TEXTS.items(), 1):
            day = date(2031, 3, number)
            title = text.split("\n\n")[0] if "\n\n" in text else None
            report = Report(id_, text, title=title, publisher="The Post", published=DateWindow(day, day, day.isoformat(), "given"))
            made.add(Reading(report), provenance)
        yield made


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("border", ["quote", "border"]),
        ("BORDER arvania", ["border"]),
        ("sanction", ["sanctions"]),  # by the stem
        ("open", ["border"]),
        ("minefield*", ["sanctions"]),
        ("mine*", ["sanctions"]),
        ("mine", []),
        ('"its border"', ["border"]),
        ('"border its"', []),
        ("post", ["quote", "border", "sanctions"]),  # the publisher
        ("100%", ["quote"]),
        ("no-such-word", []),
        ("", []),
        ('"', []),
        ("' ; -- OR ( NOT * ^ :", []),
        ("border ' ( AND", []),
        ("border )", ["quote", "border"]),
        ("\0", []),
    ],
)
def test_what_words_find(record: Record, words: str, found: list[str]) -> None:
    hits, following = record.browse(searching.search, words)
    assert [hit.report["id"] for hit in hits] == found
    assert following is None


def test_it_goes_on_by_cursor(record: Record) -> None:
    seen: list[str] = []
    cursor: str | None = None
    for _ in range(4):
        hits, cursor = record.browse(searching.search, "post", after=cursor, limit=1)
        seen += [hit.report["id"] for hit in hits]
        if cursor is None:
            break
    assert seen == ["quote", "border", "sanctions"]


def test_a_hit_shows_the_words_sought_among_those_around(record: Record) -> None:
    (hit,) = record.browse(searching.search, "market tessel")[0]
    assert [words for words, lit in hit.words if lit] == ["market", "Tessel"]
    assert "".join(words for words, _ in hit.words).endswith("at Tessel stays closed.")


def test_facts_are_those_that_rest_on_the_words(place: NewRecord, make_treaty: Any, provenance: dict[str, str]) -> None:
    with Record(place("facts")) as record:
        record.add(make_treaty(), provenance)
        (hit,) = record.browse(searching.search, "villagers")[0]
    assert hit.facts
    assert all("villagers" in one.text[slice(*one.row["evidence"][0])] for one in hit.facts)


def test_only_the_newest_version_of_a_text_is_found(place: NewRecord, provenance: dict[str, str]) -> None:
    with Record(place("versions")) as record:
        for text in ("Arvania attacked.", "Arvania apologised."):
            record.add(Reading(Report("one", text)), provenance)
        assert record.browse(searching.search, "attacked")[0] == []
        assert len(record.browse(searching.search, "apologised")[0]) == 1


def test_what_is_withdrawn_is_in_no_index(tmp_path: Path, provenance: dict[str, str]) -> None:
    path = tmp_path / "record.db"
    with Record(path) as record:
        for number in range(3):
            record.add(Reading(Report(f"r{number}", f"Arvania met Belmora {number} times, said Zerubbavel{number}.")), provenance)
        record.withdraw("r1", "asked for")
        assert record.browse(searching.search, "zerubbavel1")[0] == []
        assert len(record.browse(searching.search, "zerubbavel2")[0]) == 1
    assert b"erubbavel2" in path.read_bytes()
    for file in (path, Path(f"{path}-wal")):
        assert not file.exists() or b"erubbavel1" not in file.read_bytes()


def test_words_that_are_kept_are_found(tmp_path: Path, make_treaty: Any, provenance: dict[str, str]) -> None:
    with Record(tmp_path / "record.db") as record:
        record.add(make_treaty(), provenance, keep_text=False)
        assert len(record.browse(searching.search, "villagers")[0]) == 1


@pytest.mark.parametrize(
    ("given", "found"),
    [
        ('a "b C" d*', [Sought(("a",)), Sought(("b", "c")), Sought(("d",), True)]),
        ("U.S.-led", [Sought(("u", "s", "led"))]),
        ('"open', [Sought(("open",))]),
    ],
)
def test_what_is_sought(given: str, found: list[Sought]) -> None:
    assert sought(given) == found


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [("war", "wars", True), ("wars", "war", True), ("war", "warned", False), ("sanction", "sanctioned", True), ("a", "an", False)],
)
def test_forms_of_one_word(one: str, other: str, same: bool) -> None:
    assert bool(re.fullmatch(Sought((one,)).pattern, other)) is same
