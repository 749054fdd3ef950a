"""Which tellings are of one event, and why."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from foreigndesk.merging.same import decide
from foreigndesk.merging.tellings import Telling, person, telling
from foreigndesk.merging.wording import content_words

VELM = ("Velm", "NOR", 60.0, 5.0)
SAID = "Norland's jets bombed the harbour of Velm on Monday and killed nine"


def one(report: str = "b", said: str = SAID, **changed: Any) -> Telling:
    given: dict[str, Any] = {
        "type": "ASSAULT", "status": "happened", "actors": {"NOR"}, "recipients": {"EST"}, "persons": (), "days": (3, 3), "places": (VELM,),
        "amounts": (("killed", 9.0, 9.0),), "trigger": "bombed",
    }  # fmt: skip
    given |= changed
    first, last = given["days"]
    return Telling(
        report, f"event-{report}", given["type"], given["status"], frozenset(given["actors"]), frozenset(given["recipients"]),
        frozenset(given["persons"]),
        first and date(2030, 5, first), last and date(2030, 5, last), given["places"], given["amounts"], given["trigger"],
        content_words(said), frozenset(given.get("toward", ())), given.get("cameo"), content_words(given.get("clause", "")),
    )  # fmt: skip


FIRST = one("a")


@pytest.mark.parametrize(
    ("other", "same"),
    [
        (one(), True),
        (one(said="Nine people died when aircraft of Norland struck Velm", trigger="struck"), True),
        (one(said="Aircraft of Norland struck Velm, leaving twelve dead", trigger="struck", amounts=(("killed", 12.0, 12.0),)), True),
        (one(days=(None, 20)), True),
        (one(report="a"), False),
        (one(type="ACCUSE"), False),
        (one(status="threatened"), False),
        (one(days=(5, 6)), False),
        (one(actors={"EST"}, recipients={"NOR"}), False),
        (one(recipients={"SUD"}, said="Norland's jets bombed a camp in the desert"), False),
        (one(said="A fire broke out, cargo burned, sailors fled", places=(), amounts=()), False),  # the same day and verb, no word
        (one(places=(("Askar", "EST", 63.0, 9.0),), said="A camp near Askar was shelled by Norland", trigger="shelled", amounts=()), False),
    ],
)
def test_decide(other: Telling, same: bool) -> None:
    decision = decide(FIRST, other)
    assert decision.same is same, decision
    assert decide(other, FIRST).same is same
    assert decision.reasons


def test_sides_of_a_meeting_are_the_writers_choice() -> None:
    met = {"type": "CONSULT", "trigger": "met", "said": "The ministers met in Velm for talks on gas", "amounts": ()}
    assert decide(one("a", **met), one("b", **met | {"actors": {"EST"}, "recipients": {"NOR"}})).same


def test_two_persons_of_one_state_are_two() -> None:
    said = {"type": "ACCUSE", "trigger": "accused", "said": "He accused Estavia of theft", "amounts": ()}
    one_of_them = one("a", **said, persons={"ada quist"})
    assert not decide(one_of_them, one("b", **said, persons={"bo li"})).same
    assert decide(one_of_them, one("b", **said)).same


@pytest.mark.parametrize(
    ("type_", "whom", "other", "same"),
    [
        ("CONSULT", {"bo li"}, {"cy moss"}, False),  # she met one, and then another
        ("CONSULT", {"bo li", "cy moss"}, {"cy moss"}, True),
        ("CONSULT", {"bo li"}, set(), True),
        ("ACCUSE", {"bo li"}, {"cy moss"}, False),
        ("ACCUSE", {"bo li"}, {"bo li"}, True),
    ],
)
def test_whom_it_is_done_to(type_: str, whom: set[str], other: set[str], same: bool) -> None:
    told = {"type": type_, "persons": {"ada quist"}, "trigger": "met", "said": "The two spoke of gas, prices, harbours, fish"}
    assert decide(one("a", **told, toward=whom), one("b", **told, toward=other)).same is same


LEFT = {"type": "SANCTION", "recipients": (), "places": (), "amounts": (), "cameo": "16"}


@pytest.mark.parametrize(
    ("changed", "same"),
    [
        ({}, True),
        ({"days": (None, 3)}, False),  # only certain days let so little be enough
        ({"cameo": "163", "said": "resumed talks on the pact, four days after it had walked out"}, False),
        ({"said": "shelled a camp, burned huts, and walked out of a cinema"}, False),
    ],
)
def test_other_words_on_certain_days(changed: dict[str, Any], same: bool) -> None:
    stopped = one("a", **LEFT, trigger="suspended", said="suspended its membership of the fishing pact when boats collided off Velm")
    walked = {"trigger": "walked", "said": "resumed its membership of the pact, four days after it had walked out"} | LEFT | changed
    assert decide(stopped, one("b", **walked)).same is same


def test_one_word_at_one_place_between_one_pair() -> None:
    taken = {"type": "COERCE", "trigger": "annexation", "days": (None, 3), "amounts": ()}
    said = ("annexation renewed fears along its southern flank", "avoids condemning an invasion, including annexation of ports")
    one_of_them = one("a", **taken, said=said[0])
    assert decide(one_of_them, one("b", **taken, said=said[1])).same
    assert not decide(one_of_them, one("b", **taken | {"places": ()}, said=said[1])).same
    other = "avoids condemning an invasion, a blockade of ports"
    assert not decide(one_of_them, one("b", **taken | {"trigger": "blockade"}, said=other)).same


def test_one_party_of_several_and_its_own_clause() -> None:
    signed = one(
        "a", type="AGREE", actors={"NOR", "EST"}, recipients={"UN"}, places=(), amounts=(), trigger="agreements", cameo="057",
        said="signed agreements to let fish leave three ports, the first in a year",
    )  # fmt: skip
    agreed = {
        "type": "AGREE", "recipients": (), "places": (), "amounts": (), "trigger": "agreed", "cameo": "03",
        "said": "Bombs fell upon quays, boats burned, sirens wailed, less than a day after it had agreed not to shell boats that ship fish",
    }  # fmt: skip
    assert not decide(signed, one("b", **agreed)).same
    assert decide(signed, one("b", **agreed, clause="it had agreed not to shell boats that ship fish")).same


@pytest.mark.parametrize(
    ("type_", "cameo", "origin", "status", "expected"),
    [
        ("AGREE", "035", "frame", "promised", "happened"),  # "agreed to withdraw": the word was given
        ("AGREE", "057", "frame", "promised", "promised"),  # "will sign"
        ("AGREE", "035", "commitment", "promised", "promised"),
        ("AGREE", "035", "frame", "planned", "planned"),
        ("RETREAT", "087", "frame", "promised", "promised"),
        ("ASSAULT", None, "frame", "ongoing", "happened"),
    ],
)
def test_a_word_that_was_given_happened(type_: str, cameo: str | None, origin: str, status: str, expected: str) -> None:
    row = {
        "id": "e", "report": "r", "type": type_, "cameo": cameo, "origin": origin, "status": status, "actors": [], "recipients": [],
        "when": None, "places": [], "quantities": [],
    }  # fmt: skip
    assert telling(row, {}, {}, None, "", "").status == expected


def test_few_words_tell_little() -> None:
    met = {"trigger": "bombed", "places": (), "amounts": (), "days": (None, 3)}
    assert not decide(one("a", **met, said="bombed Askar"), one("b", **met, said="bombed Velm, it was reported")).same


@pytest.mark.parametrize(
    ("sides", "other", "meet"),
    [
        (({"NOR"}, {"EST"}), ({"EST"}, {"NOR"}), True),
        (({"NOR"}, {"EST"}), ({"NOR"}, set()), True),
        (({"NOR"}, set()), ({"NOR"}, {"EST"}), True),
        (({"NOR"}, set()), (set(), {"NOR"}), True),
        (({"NOR"}, {"EST"}), ({"NOR"}, {"SUD"}), False),
        (({"NOR"}, set()), ({"EST"}, set()), False),
    ],
)
def test_tellings_meet_under_a_key(sides: Any, other: Any, meet: bool) -> None:
    first, second = one("a", actors=sides[0], recipients=sides[1]), one("b", actors=other[0], recipients=other[1])
    assert bool(first.sought & second.keys) is bool(second.sought & first.keys) is meet


@pytest.mark.parametrize(
    ("type_", "name", "expected"),
    [
        ("state", "France", None), ("person", "Ada B. Quist", "ada quist"), ("person", "Bo Li", "bo li"), ("person", "Quist", None),
        ("population", "Quiet Officials", None),
    ],
)  # fmt: skip
def test_person(type_: str, name: str, expected: str | None) -> None:
    assert person({"type": type_, "name": name}) == expected


def test_a_telling_from_a_row() -> None:
    row = {
        "id": "event-1", "report": "r", "type": "ASSAULT", "status": "ongoing", "actors": ["NOR"], "recipients": [], "when": None,
        "cameo": "190", "origin": "frame",
        "places": [], "quantities": [{"value": 9, "low": None, "high": 12, "unit": "killed", "qualifier": None}],
    }  # fmt: skip
    made = telling(row, {"NOR": "NOR"}, {}, {"earliest": "2030-05-03", "latest": "2030-05-03"}, "They shelled the towns", "Shelled")
    assert (made.status, made.earliest, made.latest) == ("happened", None, date(2030, 5, 3))
    assert made.amounts == (("killed", 9, 12),)
    assert made.words == {"shelle", "towns"}
