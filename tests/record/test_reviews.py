"""Reviews: made, applied to every query, kept through newer readings, exchanged, and taken back."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest

from foreigndesk.errors import UsageError
from foreigndesk.explaining.merging import same
from foreigndesk.export import gold
from foreigndesk.model import Actor, DateWindow, Event, Reading, Report
from foreigndesk.record import Record

MOMENT = datetime(2024, 6, 1, tzinfo=UTC)
READER = {"version": "1", "model": "m", "lexicon": "l"}
NEWER = READER | {"version": "2"}
Make = Callable[..., Reading]


def at(hour: int) -> datetime:
    return MOMENT + timedelta(hours=hour)


@pytest.fixture
def record(tmp_path: Path, make_treaty: Make, make_talks: Make) -> Iterator[Record]:
    with Record(tmp_path / "record.db") as opened:
        opened.add(make_treaty(), READER, MOMENT)
        opened.add(make_talks(), READER, MOMENT)
        yield opened


def ids(record: Record, kind: str = "event", **filters: Any) -> list[str]:
    return [row["id"] for row in record.facts(kind, **filters)]


def row(record: Record, id_: str, kind: str = "event", **filters: Any) -> dict[str, Any]:
    return next(one for one in record.facts(kind, **filters) if one["id"] == id_)


def lines(record: Record) -> list[str]:
    return [json.dumps({k: v for k, v in one.items() if k not in ("standing", "anchored")}) for one in record.reviews(history=True)]


# --- judging


def test_what_is_accepted_is_marked(record: Record) -> None:
    made = record.review("treaty-denial", "accepted", reviewer="Ann", at=at(1), note="read twice")
    assert row(record, "treaty-denial")["review"] == {
        "id": made["id"], "verdict": "accepted", "reviewer": "Ann", "at": "2024-06-01T01:00:00Z"
    }  # fmt: skip
    assert "review" not in row(record, "talks-held")


@pytest.mark.parametrize("kind", ["event", "statement", "commitment", "relation", "dispute"])
def test_what_is_rejected_is_left_out_of_every_kind(record: Record, kind: str) -> None:
    every = ids(record, kind)
    record.review(every[0], "rejected", reviewer="Ann")
    assert ids(record, kind) == every[1:]
    assert ids(record, kind, rejected=True) == every
    assert row(record, every[0], kind, rejected=True)["review"]["verdict"] == "rejected"
    assert every[0] not in {one for _rows, chosen in record.chosen() for one in chosen}
    assert len(list(record.table(kind))) == len(every) - 1


def test_an_event_rejected_no_longer_moves_a_commitment(tmp_path: Path, make_treaty: Make) -> None:
    promise = make_treaty()
    text = "Arvania opened its border with Belmora on 20 March 2024."
    opening = dataclasses.replace(
        promise.events[0], id="opened", status="occurred", trigger=(8, 14), evidence=((0, len(text)),),
        when=DateWindow(date(2024, 3, 20), date(2024, 3, 20), "2024-03-20", "text"),
    )  # fmt: skip
    actors = [dataclasses.replace(one, mentions=()) for one in promise.actors if one.id in ("arvania", "belmora")]
    told = Reading(Report("news", text, published=opening.when), actors=actors, events=[opening])
    with Record(tmp_path / "r.db") as record:
        record.add(promise, READER, MOMENT)
        record.add(told, READER, MOMENT)
        assert row(record, "treaty-promise", "commitment")["state"] == "fulfilled"
        record.review("opened", "rejected", reviewer="Ann")
        assert row(record, "treaty-promise", "commitment")["state"] != "fulfilled"


# (kind, fact, given, field, its value then)
CORRECTIONS = [
    ("event", "talks-held", {"type": "agree"}, "type", "AGREE"),
    ("event", "talks-held", {"status": "planned"}, "status", "planned"),
    ("event", "talks-held", {"recipients": ""}, "recipients", []),
    ("event", "talks-held", {"actors": "US; Arvania"}, "actors", ["USA", "arvania"]),
    ("event", "talks-held", {"actors": ["usa"]}, "actors", ["USA"]),
    ("event", "talks-held", {"cameo": "036"}, "cameo", "036"),
    ("event", "treaty-denial", {"places": "tessel"}, "places",
     [{"name": "Tessel", "lat": 41.25, "lon": 20.5, "geonameid": None, "country": "ARV", "precision": "city"}]),
    ("event", "treaty-denial", {"quantities": "1,200 troops"}, "quantities",
     [{"value": 1200.0, "unit": "troops", "low": None, "high": None, "qualifier": None}]),
    ("statement", "treaty-said", {"speaker": "Belmora"}, "speaker", "belmora"),
    ("commitment", "treaty-promise", {"state": "broken"}, "state", "broken"),
    ("commitment", "treaty-promise", {"debtor": "Ilda Korr"}, "debtor", ["korr"]),
    ("relation", "treaty-recognises", {"parties": "Belmora; Arvania"}, "parties", ["belmora", "arvania"]),
    ("dispute", "treaty-dispute", {"about": "who fired at Tessel"}, "about", "who fired at Tessel"),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "fact", "given", "field", "value"), CORRECTIONS)
def test_what_is_corrected_is_told_so(record: Record, kind: str, fact: str, given: Any, field: str, value: Any) -> None:
    before = row(record, fact, kind)[field]
    record.review(fact, "corrected", given, reviewer="Ann")
    after = row(record, fact, kind)
    assert after[field] == value
    assert after["review"]["was"] == {field: before}


@pytest.mark.parametrize(
    ("given", "earliest", "latest", "edtf"),
    [
        ("2024-03-01", "2024-03-01", "2024-03-01", "2024-03-01"),
        ("2024-02", "2024-02-01", "2024-02-29", "2024-02"),
        ("2023", "2023-01-01", "2023-12-31", "2023"),
        ("2024-03-01/2024-03", "2024-03-01", "2024-03-31", "2024-03"),
        ("../2024-03-05", None, "2024-03-05", "../2024-03-05"),
        ("2024-03-05/", "2024-03-05", None, "2024-03-05/.."),
    ],
)
def test_days(record: Record, given: str, earliest: str | None, latest: str | None, edtf: str) -> None:
    record.review("talks-held", "corrected", {"when": given}, reviewer="Ann")
    assert row(record, "talks-held")["when"] == {"earliest": earliest, "latest": latest, "edtf": edtf, "basis": "review"}


def test_filters_ask_what_was_corrected(record: Record) -> None:
    record.review("talks-held", "corrected", {"type": "AID", "when": "2019-05-01", "recipients": "US", "actors": "Belmora"}, reviewer="Ann")
    assert ids(record, types=["AID"]) == ["talks-held"]
    assert ids(record, types=["CONSULT"]) == []
    assert "talks-held" in ids(record, until=date(2020, 1, 1))
    assert "talks-held" not in ids(record, since=date(2020, 1, 1))
    assert ids(record, actor="US", types=["AID"]) == ["talks-held"]
    assert "talks-held" not in ids(record, actor="Arvania")
    assert ids(record)[0] == "talks-held"
    assert ids(record, as_of=date(2019, 6, 1), types=["AID"]) == ["talks-held"]
    assert ids(record, as_of=date(2019, 4, 1), types=["AID"]) == []
    assert [one[0][0]["id"] for one in record.chosen(types=["AID"])] == ["talks"]


def test_a_later_review_takes_the_place_of_the_earlier(record: Record) -> None:
    record.review("talks-held", "rejected", reviewer="Ann", at=at(2))
    record.review("talks-held", "accepted", reviewer="Bo", at=at(3))
    record.review("talks-held", "rejected", reviewer="Cy", at=at(1))
    assert row(record, "talks-held")["review"]["reviewer"] == "Bo"
    assert [one["standing"] for one in record.reviews(history=True)] == [False, False, True]


def test_a_correction_adds_to_the_one_before(record: Record) -> None:
    record.review("talks-held", "corrected", {"type": "AID"}, reviewer="Ann", at=at(1))
    record.review("talks-held", "corrected", {"status": "planned"}, reviewer="Ann", at=at(2))
    after = row(record, "talks-held")
    assert (after["type"], after["status"]) == ("AID", "planned")


def test_undo_lets_the_one_before_stand(record: Record) -> None:
    record.review("talks-held", "accepted", reviewer="Ann", at=at(1))
    record.review("talks-held", "rejected", reviewer="Ann", at=at(2))
    record.undo("talks-held", reviewer="Ann", at=at(3))
    assert row(record, "talks-held")["review"]["verdict"] == "accepted"
    record.undo(record.reviews()[0]["id"], reviewer="Ann", at=at(4))
    assert "review" not in row(record, "talks-held")
    assert len(record.reviews(history=True)) == 4
    assert record.reviews() == []


def test_what_was_known_before_a_review(record: Record) -> None:
    record.review("talks-held", "rejected", reviewer="Ann", at=at(5))
    assert "talks-held" in ids(record, known_by=at(4))
    assert "talks-held" not in ids(record, known_by=at(6))


# --- errors


def judged(fact: str, verdict: str = "accepted", given: Any = None, reviewer: str = "Ann") -> Callable[[Record], Any]:
    return lambda record: record.review(fact, verdict, given, reviewer=reviewer)


def corrected(fact: str = "talks-held", **given: str) -> Callable[[Record], Any]:
    return judged(fact, "corrected", given)


@pytest.mark.parametrize(
    ("code", "ask", "says"),
    [
        ("FD540", judged("nothing"), "no fact 'nothing'"),
        ("FD540", judged(""), "no fact ''"),
        ("FD540", judged("talks"), "may be any of 2"),
        ("FD541", judged("talks-held", "liked"), "'liked'"),
        ("FD541", judged("talks-held", "corrected"), "field=value"),
        ("FD541", judged("talks-held", "accepted", {"type": "AID"}), "field=value"),
        ("FD541", judged("talks-held", reviewer=" "), "name"),
        ("FD542", corrected(colour="red"), "give one of type, mode"),
        ("FD543", corrected(type="WAVE"), "give one of AGREE"),
        ("FD543", corrected(type="AID; AGREE"), "one thing only"),
        ("FD543", corrected(when="soon"), "2024-03-01"),
        ("FD543", corrected(when="2024-05/2024-04"), "2024-03-01"),
        ("FD543", corrected(when="2024-02-31"), "2024-03-01"),
        ("FD543", corrected(cameo="x"), "CAMEO"),
        ("FD543", corrected(quantities="many"), "12 killed"),
        ("FD543", corrected(actors="", recipients=""), "nobody is left"),
        ("FD543", corrected("treaty-recognises", parties="Arvania"), "are two"),
        ("FD543", corrected("treaty-dispute", about=""), "empty"),
        ("FD544", corrected(actors="Corvane"), "give one of Arvania"),
        ("FD544", corrected(places="Nowhere"), "its places: none"),
        ("FD545", lambda record: record.undo("talks-held", reviewer="Ann"), "no review stands"),
        ("FD545", lambda record: record.undo("", reviewer="Ann"), "no review stands"),
        ("FD546", lambda record: record.apart("talks-held", "talks-threat", reviewer="Ann"), "one report"),
        ("FD546", lambda record: record.together("talks-held", "treaty-said", reviewer="Ann"), "is a statement"),
        ("FD547", lambda record: record.take_reviews(["{"]), "line 1 is no review: it is no JSON"),
        ("FD547", lambda record: record.take_reviews(["", '{"kind": "event"}']), "line 2 is no review"),
        ("FD547", lambda record: record.take_reviews(['{"kind": "review"}']), "a field is missing"),
    ],
)
def test_errors(record: Record, code: str, ask: Callable[[Record], Any], says: str) -> None:
    with pytest.raises(UsageError) as raised:
        ask(record)
    assert raised.value.code == code
    assert says in raised.value.message
    assert "\n" not in raised.value.message
    assert record.reviews(history=True) == []


def test_undo_wants_one(record: Record) -> None:
    record.review("talks-held", "accepted", reviewer="Ann")
    record.review("talks-threat", "accepted", reviewer="Ann")
    with pytest.raises(UsageError, match=r"FD545.*2 reviews stand of 'talks': give the id of one, such as review-"):
        record.undo("talks", reviewer="Ann")


# --- newer readings


def reread(reading: Reading, event: str, **changed: Any) -> Reading:
    """The same report as a newer version reads it: one event under another id, and otherwise as given."""
    reading.events = [dataclasses.replace(one, id="newer-id", **changed) if one.id == event else one for one in reading.events]
    return reading


# (what changed, whether it is still the fact that was rejected)
REREAD = [
    ({}, True),
    ({"mode": "barrage", "confidence": 0.9}, True),
    ({"recipients": ("villagers", "belmora")}, True),
    ({"recipients": ()}, True),
    ({"type": "AID"}, False),
    ({"status": "negated"}, False),
    ({"actors": ("arvania",)}, False),
]


@pytest.mark.parametrize(("changed", "same"), REREAD)
def test_a_review_outlives_a_newer_reading(record: Record, make_treaty: Make, changed: Any, same: bool) -> None:
    record.review("treaty-shelling", "rejected", reviewer="Ann")
    record.add(reread(make_treaty(), "treaty-shelling", **changed), NEWER, at(1))
    assert ("newer-id" not in ids(record)) == same
    (kept,) = record.reviews()
    assert kept["anchored"] == same
    assert "treaty-shelling" in ids(record, known_by=MOMENT)  # what was known before anybody judged it


def test_a_fact_read_as_it_was_corrected_is_found(record: Record, make_treaty: Make) -> None:
    record.review("treaty-shelling", "corrected", {"type": "COERCE", "actors": "Belmora"}, reviewer="Ann")
    record.add(reread(make_treaty(), "treaty-shelling", type="COERCE", actors=("belmora",)), NEWER, at(1))
    assert row(record, "newer-id")["review"]["was"] == {"type": "COERCE", "actors": ["belmora"]}


def test_a_changed_text_moves_the_words(record: Record, make_treaty: Make) -> None:
    for kind in ("event", "statement", "commitment", "relation", "dispute"):
        for id_ in ids(record, kind):
            record.review(id_, "accepted", reviewer="Ann")
    moved = make_treaty(text="Corrected at noon. " + make_treaty().report.text)
    record.add(moved, READER, at(1))
    assert all(one["anchored"] for one in record.reviews())
    assert "review" in row(record, "treaty-shelling")


def test_a_fact_that_is_gone_keeps_its_review(record: Record, make_treaty: Make) -> None:
    record.review("treaty-denial", "accepted", reviewer="Ann")
    newer = make_treaty()
    newer.events = newer.events[:2]
    record.add(newer, NEWER, at(1))
    assert [(one["fact"]["id"], one["anchored"]) for one in record.reviews()] == [("treaty-denial", False)]
    record.add(make_treaty(), NEWER | {"version": "3"}, at(2))
    assert row(record, "treaty-denial")["review"]["verdict"] == "accepted"


def test_a_withdrawn_report_takes_its_reviews_along(record: Record) -> None:
    record.review("talks-held", "accepted", reviewer="Ann")
    told = lines(record)
    record.withdraw("talks", "a court's order")
    assert record.reviews(history=True) == []
    assert record.take_reviews(told) == 0


# --- another's record


def test_reviews_go_from_record_to_record(record: Record, tmp_path: Path, make_treaty: Make, make_talks: Make) -> None:
    record.review("talks-held", "corrected", {"type": "AID"}, reviewer="Ann", at=at(1))
    record.review("treaty-denial", "rejected", reviewer="Ann", at=at(2))
    record.undo("treaty-denial", reviewer="Bo", at=at(3))
    record.together("talks-held", "treaty-shelling", reviewer="Bo", at=at(4))
    told = lines(record)
    with Record(tmp_path / "other.db") as other:
        assert other.take_reviews(told) == 4  # before it has the reports
        assert not any(one["anchored"] for one in other.reviews())
        other.add(make_talks(), NEWER, MOMENT)
        other.add(make_treaty(), NEWER, MOMENT)
        assert other.take_reviews(told) == 0
        assert other.facts("event") == record.facts("event")
        assert other.reviews(history=True) == record.reviews(history=True)


def test_a_review_that_was_tampered_with_is_refused(record: Record) -> None:
    record.review("talks-held", "accepted", reviewer="Ann")
    with pytest.raises(UsageError, match="not that of its content"):
        record.take_reviews([lines(record)[0].replace("accepted", "rejected")])


def test_the_order_of_import_does_not_matter(record: Record, tmp_path: Path, make_treaty: Make, make_talks: Make) -> None:
    record.review("talks-held", "rejected", reviewer="Ann", at=at(1))
    record.review("talks-held", "corrected", {"status": "planned"}, reviewer="Bo", at=at(2))
    record.undo("talks-held", reviewer="Ann", at=at(3))
    record.review("treaty-promise", "accepted", reviewer="Cy", at=at(1))
    told = lines(record)
    answers = []
    for number, order in enumerate(permutations(told)):
        with Record(tmp_path / f"{number}.db") as other:
            if number % 2:
                other.take_reviews(order[:2])
            other.add(make_treaty(), READER, MOMENT)
            for line in order:
                other.take_reviews([line])
            other.add(make_talks(), READER, MOMENT)
            answers.append([other.facts(kind) for kind in ("event", "commitment")] + [other.reviews(history=True)])
    assert all(answer == answers[0] for answer in answers)


# --- tellings of one event

STRIKE = "Kenyan jets bombed a camp in Uganda on Monday and killed nine people, officials in Kampala told reporters who were there."
AGAIN = "Nine died when Kenyan aircraft bombed a camp inside Uganda on Monday, according to doctors who treated the wounded."
OTHER = "A bridge was bombed by Kenya in the north, and a mill burned down after it, a merchant who had fled said by telephone."


def strike(id_: str, text: str, day: int = 6) -> Reading:
    start = text.index("bombed")
    window = DateWindow(date(2030, 5, day), date(2030, 5, day), f"2030-05-{day:02}", "text")
    event = Event(f"event-{id_}", "ASSAULT", ("KEN",), ("UGA",), "occurred", (start, start + 6), ((0, len(text)),), when=window)
    made = Reading(Report(id_, text, published=window), events=[event])
    made.actors = [Actor(code, code, "state", iso3=code) for code in ("KEN", "UGA")]
    return made


@pytest.fixture
def strikes(tmp_path: Path) -> Iterator[Record]:
    with Record(tmp_path / "strikes.db") as opened:
        for id_, text, day in (("a", STRIKE, 6), ("b", AGAIN, 6), ("c", OTHER, 9)):
            opened.add(strike(id_, text, day), READER, MOMENT)
        yield opened


def grouped(record: Record, **filters: Any) -> list[list[str]]:
    return [[one["report"] for one in row.get("sources", ({"report": row["report"]},))] for row in record.facts("event", **filters)]


def test_tellings_taken_apart_and_put_together(strikes: Record) -> None:
    assert grouped(strikes) == [["a", "b"], ["c"]]
    strikes.apart("event-a", "event-b", reviewer="Ann", at=at(1))
    assert grouped(strikes) == [["a"], ["b"], ["c"]]
    strikes.together("event-c", "event-b", reviewer="Ann", at=at(2))
    assert grouped(strikes) == [["a"], ["b", "c"]]
    strikes.together("event-a", "event-c", reviewer="Ann", at=at(3))
    assert grouped(strikes) == [["a"], ["b", "c"]]  # a and b are apart still, and b and c were put together before
    strikes.together("event-b", "event-a", reviewer="Bo", at=at(4))
    assert grouped(strikes) == [["a", "b", "c"]]
    strikes.undo(strikes.reviews()[-1]["id"], reviewer="Bo", at=at(5))
    assert grouped(strikes) == [["a"], ["b", "c"]]


def test_tellings_apart_through_a_newer_reading(strikes: Record) -> None:
    strikes.apart("event-a", "event-b", reviewer="Ann")
    strikes.add(strike("a", STRIKE), NEWER, at(1))
    assert grouped(strikes) == [["a"], ["b"], ["c"]]


def test_a_rejected_telling_is_no_source(strikes: Record) -> None:
    strikes.review("event-a", "rejected", reviewer="Ann")
    assert grouped(strikes) == [["b"], ["c"]]
    assert grouped(strikes, rejected=True) == [["a", "b"], ["c"]]


def test_a_telling_corrected_to_another_type_stands_alone(strikes: Record) -> None:
    strikes.review("event-a", "corrected", {"type": "THREATEN"}, reviewer="Ann")
    assert grouped(strikes) == [["a"], ["b"], ["c"]]


def test_why_tellings_are_one(strikes: Record) -> None:
    (link,) = strikes.tellings("event-a")
    assert (link["report"], link["event"]) == ("b", "event-b")
    strikes.apart("event-a", "event-b", reviewer="Ann")
    told, review = same(strikes.tellings("event-a"), strikes.reviews(), "event-a")
    assert told.says.startswith("told also in b (event-b): ")
    assert [reason.says for reason in told.because] == link["reasons"]
    assert review.says == "Ann put it apart from event-b"


# --- gold


def test_gold_lines(record: Record, tmp_path: Path) -> None:
    for kind in ("event", "statement", "commitment", "relation", "dispute"):
        for id_ in ids(record, kind):
            record.review(id_, "accepted", reviewer="Ann")
    record.review("treaty-denial", "rejected", reviewer="Ann")
    record.review("treaty-shelling", "corrected", {"quantities": "13 killed"}, reviewer="Ann")
    written, problems = gold.write(record, tmp_path / "gold")
    assert (written, problems) == (8, [])
    folder = tmp_path / "gold" / "treaty"
    assert (folder / "report.txt").read_text() == record.text("treaty")
    meta, *facts = map(json.loads, (folder / "facts.jsonl").read_text().splitlines())
    assert meta == {
        "kind": "meta", "complete": ["event", "statement", "commitment", "relation", "dispute"], "given": {"published": "2024-03-03"}
    }  # fmt: skip
    by_kind = {one["kind"]: one for one in facts}
    shelling = next(one for one in facts if one.get("type") == ["ASSAULT"])
    assert shelling["quantity"] == [13.0, "killed"]
    assert shelling["in"] in record.text("treaty")
    assert (shelling["actors"], shelling["place"], shelling["when"]) == (["Belmoran\\ gunners"], "Tessel", ["2024-02-27", "2024-02-27"])
    assert by_kind["statement"]["speaker"] == "Ilda\\ Korr"
    assert by_kind["relation"]["parties"] == ["Arvania|ARV", "Belmora|BLM"]
    assert by_kind["commitment"]["due"] == ["2024-04-01", "2024-04-01"]
    assert by_kind["dispute"]["holders"] == ["Ilda\\ Korr", "Belmora|BLM"]


def test_a_list_with_gaps_is_not_called_complete(record: Record, tmp_path: Path) -> None:
    record.review("treaty-denial", "accepted", reviewer="Ann")
    gold.write(record, tmp_path)
    meta = json.loads((tmp_path / "treaty" / "facts.jsonl").read_text().splitlines()[0])
    assert meta["complete"] == []


def test_what_cannot_be_gold_is_told(tmp_path: Path, make_talks: Make) -> None:
    with Record(tmp_path / "r.db") as record:
        record.add(make_talks(), READER, MOMENT, keep_text=False)
        record.review("talks-held", "accepted", reviewer="Ann")
        assert gold.write(record, tmp_path / "gold") == (0, ["talks: its text is not in the record"])
