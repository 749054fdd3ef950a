"""One event from the tellings of many reports."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest

from foreigndesk.model import Actor, DateWindow, Event, Quantity, Reading, Report
from foreigndesk.record import Record

Place = Callable[[str], str | Path]
MOMENT = datetime(2030, 6, 1, tzinfo=UTC)
READER = {"version": "1", "model": "m", "lexicon": "l"}
ENVOYS = "Kenya accused Uganda on Monday of moving troops to the border, and its envoys left Kampala after a night of talks about the lake."
STRIKE = "Kenyan jets bombed a camp in Uganda on Monday and killed nine people, officials in Kampala told reporters who had come to see it."
OTHER = "Nine died when Kenyan aircraft bombed a camp inside Uganda on Monday, according to doctors in the town who treated the wounded."
TWELVE = "At least twelve people were killed by bombs from Kenyan jets that struck a camp in Uganda, aid workers said on Tuesday evening."
LATER = "Kenyan jets bombed a bridge in Uganda on Friday, the second raid in a week, and no one was hurt, said the army of Uganda."
_PLACES = ("market", "school", "harbour", "road", "mill", "court", "bank")
FILLER = " ".join(f"The {place} of the region has been closed since the rains began." for place in _PLACES)


def reading(id_: str, text: str, published: int, day: int, killed: int | None = None, **changed: Any) -> Reading:
    """A report on bombs of May 2030 as it is read; all but the first sentence is the reporter's own affair."""
    story = text + " " + changed.pop("rest", f"{id_} has no more to tell.")
    word = next(verb for verb in ("bombed", "bombs", "accused") if verb in text)
    start = story.index(word)
    window = DateWindow(date(2030, 5, day), date(2030, 5, day), f"2030-05-{day:02}", "text")
    event = Event(
        f"event-{id_}", "ACCUSE" if word == "accused" else "ASSAULT", ("KEN",), ("UGA",), "occurred", (start, start + len(word)),
        ((0, len(text)),), when=window, quantities=(Quantity(killed, "killed"),) if killed else (), confidence=0.8, **changed,
    )  # fmt: skip
    day_out = DateWindow(date(2030, 5, published), date(2030, 5, published), f"2030-05-{published:02}", "given")
    made = Reading(Report(id_, story, publisher=f"The {id_}", published=day_out), events=[event])
    made.actors = [Actor(code, code, "state", iso3=code) for code in ("KEN", "UGA")]
    return made


FIRST = reading("first", STRIKE, 6, 6, 9, rest=FILLER)
COPY = reading("copy", STRIKE, 7, 6, 9, rest=FILLER)
SECOND = reading("second", OTHER, 7, 6, 9)
THIRD = reading("third", TWELVE, 7, 6, 12)
REPROACH = reading("reproach", ENVOYS, 6, 6)
WEEK = reading("week", LATER, 10, 10)
ALL = (FIRST, COPY, SECOND, THIRD, REPROACH, WEEK)


def record(path: str | Path, readings: Iterable[Reading]) -> Record:
    opened = Record(path)
    for one in readings:
        opened.add(one, READER, MOMENT)
    return opened


def grouped(opened: Record, **filters: Any) -> list[list[str]]:
    return [[source["report"] for source in row.get("sources", ({"report": row["report"]},))] for row in opened.facts("event", **filters)]


@pytest.mark.parametrize(
    ("readings", "expected"),
    [
        ((FIRST, SECOND), [["first", "second"]]),
        ((FIRST, REPROACH), [["first"], ["reproach"]]),
        ((FIRST, WEEK), [["first"], ["week"]]),
        (ALL, [["first", "copy", "second", "third"], ["reproach"], ["week"]]),
    ],
)
def test_tellings_of_one_event_are_one_entry(place: Place, readings: tuple[Reading, ...], expected: list[list[str]]) -> None:
    with record(place("r"), readings) as opened:
        assert grouped(opened) == expected
        assert len(opened.facts("event", each=True)) == len(readings)
        assert not any("sources" in row for row in opened.facts("event", each=True))


def test_a_copy_is_no_independent_source(place: Place) -> None:
    with record(place("r"), ALL) as opened:
        sources = opened.facts("event")[0]["sources"]
    assert [(one["report"], one["independent"]) for one in sources] == [
        ("first", True), ("copy", False), ("second", True), ("third", True)
    ]  # fmt: skip


def test_numbers_that_differ_stand_side_by_side(place: Place) -> None:
    with record(place("r"), ALL) as opened:
        numbers = opened.facts("event")[0]["quantities"]
    assert sorted((one["value"], one.get("report")) for one in numbers) in ([(9, None), (12, "third")], [(9, "first"), (12, None)])


def test_the_order_of_reports_does_not_matter(tmp_path: Path) -> None:
    answers = []
    for number, order in enumerate(permutations((FIRST, SECOND, THIRD, WEEK))):
        with record(tmp_path / f"{number}.db", order) as opened:
            answers.append(opened.facts("event"))
    assert all(answer == answers[0] for answer in answers)


def test_a_withdrawn_report_tells_nothing(place: Place) -> None:
    with record(place("r"), ALL) as opened:
        opened.withdraw("first", "a court's order")
        assert grouped(opened)[0] == ["copy", "second", "third"]
        assert all(one["independent"] for one in opened.facts("event")[0]["sources"])


def test_a_newer_reading_takes_the_place_of_the_older(place: Place) -> None:
    with record(place("r"), (FIRST, SECOND)) as opened:
        opened.add(reading("second", LATER, 7, 10), READER, MOMENT)
        assert grouped(opened) == [["first"], ["second"]]


def test_the_brief_tells_an_event_once(place: Place) -> None:
    with record(place("r"), (FIRST, SECOND)) as opened:
        chosen = [ids for _rows, ids in opened.chosen()]
    assert sum(len(ids) for ids in chosen) == 1
