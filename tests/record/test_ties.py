"""Ties as of a day: counted over reports, and contested where the record has reasons."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from foreigndesk.model import Actor, DateWindow, Dispute, Reading, Relation, Report, Side
from foreigndesk.record import Record
from foreigndesk.record.queries import Question
from foreigndesk.record.ties import ties

TEXT = "Arvania keeps troops in Belmora. Belmora denies that any are there."


def day(iso: str) -> DateWindow:
    return DateWindow(date.fromisoformat(iso), date.fromisoformat(iso), iso, "as written")


def told(
    id: str,
    type: Any = "military_presence",
    since: str = "2031-01-01",
    until: str | None = None,
    *,
    disputed: bool = False,
    polity: bool = False,
) -> Reading:
    reading = Reading(Report(id, TEXT, published=day("2031-06-01")))
    reading.actors = [Actor("ARV", "Arvania", "state"), Actor("BLM", "Belmora", "contested_polity" if polity else "state")]
    end = day(until) if until else None
    reading.relations = [Relation(f"{id}-r", type, ("ARV", "BLM"), day(since), end, ((0, 32),))]
    if disputed:
        sides = (Side(("ARV",), "they are there", (), ((0, 32),)), Side(("BLM",), "they are not", (), ((33, len(TEXT)),)))
        reading.disputes = [Dispute(f"{id}-d", "the troops", sides)]
    return reading


@pytest.fixture
def found(tmp_path: Any, provenance: dict[str, str]) -> Any:
    def look(*readings: Reading, as_of: str = "2031-05-01", rejected: str = "") -> Any:
        with Record(tmp_path / "record.db") as record:
            for reading in readings:
                record.add(reading, provenance)
            if rejected:
                record.review(rejected, "rejected", reviewer="Ada")
            return record.browse(ties, Question(as_of=date.fromisoformat(as_of)))

    return look


def test_tellings_are_counted(found: Any) -> None:
    (tie,) = found(told("a"), told("b"))
    assert (tie.type, tie.holder_name, tie.other_name, tie.tellings, tie.contested) == ("military_presence", "Arvania", "Belmora", 2, ())


def test_what_a_dispute_turns_on_is_contested(found: Any) -> None:
    (tie,) = found(told("a", disputed=True))
    assert tie.contested == ("a dispute turns on it",)


def test_what_another_report_says_to_have_ended_is_contested(found: Any) -> None:
    (tie,) = found(told("a"), told("b", until="2031-03-01"))
    assert (tie.tellings, tie.contested) == (1, ("another report says that it ended by 2031-03-01",))


def test_it_is_not_before_that_end(found: Any) -> None:
    (tie,) = found(told("a"), told("b", until="2031-03-01"), as_of="2031-02-01")
    assert (tie.tellings, tie.contested) == (2, ())


def test_ties_with_a_contested_polity_are(found: Any) -> None:
    (tie,) = found(told("a", "recognition", polity=True))
    assert tie.contested == ("Belmora is a contested polity",)


def test_what_ended_or_was_rejected_is_no_tie(found: Any) -> None:
    assert found(told("a", until="2031-03-01"), told("b", "war"), rejected="b-r") == []
