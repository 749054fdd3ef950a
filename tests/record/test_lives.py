"""What becomes of a commitment, told by other reports, and what would follow if something happened."""

from __future__ import annotations

import itertools
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from foreigndesk.errors import UsageError
from foreigndesk.model import DateWindow, StateChange
from foreigndesk.record import Record
from foreigndesk.record.queries import Question

Tell = Callable[..., Any]
MADE = "Arvania promised to withdraw its troops from Belmora by 1 May."


def promise(tell: Tell, text: str = MADE, **terms: Any) -> Any:
    told = tell("promise", "2031-03-01", text)
    act = told.event("withdraw", "RETREAT", "ARV", "BLM", status="promised", place="Tessel", mode="withdraw")
    told.promise(act, **{"due": "2031-05-01"} | terms)
    return told.reading


def state(provenance: dict[str, str], *readings: Any, **asked: Any) -> tuple[str, list[tuple[str, str | None]]]:
    """The state of the promise, and the steps that other reports told; in whatever order they came in."""
    found = set()
    for order in itertools.permutations(readings):
        with Record("sqlite://") as record:
            for reading in order:
                record.add(reading, provenance)
            (row,) = [one for one in record.facts("commitment", **asked) if one["report"] == "promise"]
            found.add((row["state"], tuple((step["state"], step["report"]) for step in row["history"] if "words" in step)))
    ((now, steps),) = found
    return now, list(steps)


@pytest.mark.parametrize(
    ("text", "event", "now"),
    [
        # done, in part, refused, called off
        ("Arvania withdrew its troops.", {"words": "withdrew"}, "fulfilled"),
        ("Arvania withdrew half of its troops.", {"words": "withdrew"}, "pending"),
        ("Arvania is withdrawing its troops.", {"words": "withdrawing", "status": "ongoing"}, "pending"),
        ("Arvania did not withdraw its troops.", {"words": "withdraw", "status": "negated"}, "broken"),
        ("Arvania called off the withdrawal.", {"words": "withdrawal", "status": "negated"}, "cancelled"),
        ("Arvania refused to withdraw.", {"words": "refused", "type": "REJECT", "to": ""}, "broken"),
        ("Arvania refused to pay.", {"words": "refused", "type": "REJECT", "to": ""}, None),
        # the same deed? its type, who did it, and whom or what place both name
        ("Arvania shelled Belmora.", {"words": "shelled", "type": "ASSAULT"}, None),
        ("Corvane withdrew its troops.", {"words": "withdrew", "who": "COR"}, None),
        ("Arvania withdrew from Corvane.", {"words": "withdrew", "to": "COR"}, None),
        ("Arvania withdrew from Tessel.", {"words": "withdrew", "to": "", "place": "Tessel"}, "fulfilled"),
        ("Arvania gave access.", {"words": "gave", "mode": "access"}, None),
        # in time? after the promise, and not years later
        ("Arvania withdrew its troops.", {"words": "withdrew", "when": "2031-02-01"}, None),
        ("Arvania withdrew its troops.", {"words": "withdrew", "when": "2034-02-01"}, None),
        # what may be, or is only demanded, moves nothing
        ("Arvania may withdraw its troops.", {"words": "withdraw", "status": "possible"}, None),
    ],
)
def test_a_later_report_moves_it(
    text: str, event: dict[str, Any], now: str | None, tell: Tell, provenance: dict[str, str]
) -> None:
    later = tell("later", "2031-04-11", text)
    given = {"type": "RETREAT", "who": "ARV", "to": "BLM", "when": "2031-04-10", "mode": "withdraw"} | event
    if given["type"] == "REJECT":
        given["mode"] = None
    later.event(**given)
    moved = [(now, "later")] if now else []
    assert state(provenance, promise(tell), later.reading) == (now or "pending", moved)


def test_the_sentence_that_moved_it_is_told(tell: Tell, provenance: dict[str, str]) -> None:
    later = tell("later", "2031-04-11", "It rained. Arvania withdrew its troops from Tessel.")
    later.event("withdrew", "RETREAT", "ARV", when="2031-04-10", place="Tessel")
    with Record("sqlite://") as record:
        record.add(promise(tell), provenance)
        record.add(later.reading, provenance)
        (row,) = record.facts("commitment")
        assert row["history"][-1]["words"] == "Arvania withdrew its troops from Tessel."
        assert later.text[slice(*row["history"][-1]["evidence"][0])] == row["history"][-1]["words"]
        (flat,) = record.table("commitment")
        assert flat["moved"] == "2031-04-10 fulfilled in later: “Arvania withdrew its troops from Tessel.”"
        # and the record itself is as it was
        assert next(one for one in record.rows("promise") if one["kind"] == "commitment")["state"] == "pending"


def test_it_slips(tell: Tell, provenance: dict[str, str]) -> None:
    later = tell("later", "2031-04-11", "Arvania postponed the withdrawal from Belmora until 1 July.")
    later.event("withdrawal", "RETREAT", "ARV", "BLM", status="planned", when="2031-07-01")
    with Record("sqlite://") as record:
        record.add(promise(tell), provenance)
        record.add(later.reading, provenance)
        for day, due, now in (
            ("2031-04-01", "2031-05-01", "pending"),  # nothing is put off yet
            ("2031-06-01", "2031-07-01", "pending"),
            ("2031-07-02", "2031-07-01", "overdue"),
        ):
            (row,) = record.facts("commitment", as_of=date.fromisoformat(day))
            assert (row["due"]["latest"], row["state"]) == (due, now)


def test_as_of_and_due_before(tell: Tell, provenance: dict[str, str]) -> None:
    later = tell("later", "2031-06-11", "Arvania withdrew its troops from Belmora.")
    later.event("withdrew", "RETREAT", "ARV", "BLM", when="2031-06-10")
    with Record("sqlite://") as record:
        record.add(promise(tell), provenance)
        record.add(later.reading, provenance)

        def states(**asked: Any) -> list[str]:
            return [row["state"] for row in record.facts("commitment", **asked)]

        assert states(as_of=date(2031, 5, 2)) == states(as_of=date(2031, 5, 2), status="overdue") == ["overdue"]
        assert states(as_of=date(2031, 6, 10)) == states() == states(status="fulfilled") == ["fulfilled"]
        assert states(as_of=date(2031, 6, 10), status="overdue") == []
        assert states(due_before=date(2031, 5, 2)) == ["fulfilled"]
        assert states(due_before=date(2031, 5, 1)) == []


def test_a_condition_comes_about(tell: Tell, provenance: dict[str, str]) -> None:
    text = "Arvania promised to withdraw its troops within ten days of the signing of the treaty."
    told = tell("promise", "2031-03-01", text)
    act = told.event("withdraw", "RETREAT", "ARV", "BLM", status="promised")
    signing = told.event("signing", "AGREE", "ARV BLM", status="possible", cameo="057")
    told.promise(act, condition="the signing of the treaty", event=signing, days=10)
    later = tell("later", "2031-04-02", "Arvania and Belmora signed the treaty.")
    later.event("signed", "AGREE", "ARV BLM", when="2031-04-01", cameo="057")
    other = tell("other", "2031-04-02", "Arvania and Belmora agreed to talk.")
    other.event("agreed", "AGREE", "ARV BLM", when="2031-04-01", cameo="036")
    assert state(provenance, told.reading, other.reading) == ("conditional", [])
    assert state(provenance, told.reading, later.reading, other.reading) == ("pending", [("pending", "later")])
    assert state(provenance, told.reading, later.reading, as_of=date(2031, 4, 12))[0] == "overdue"
    with Record("sqlite://") as record:
        record.add(told.reading, provenance)
        record.add(later.reading, provenance)
        (row,) = record.facts("commitment")
        assert (row["due"]["latest"], row["due"]["basis"]) == (
            "2031-04-11", "10 days after its condition, which came about by 2031-04-01",
        )  # fmt: skip


# --- if …


@pytest.fixture
def chain(tell: Tell, provenance: dict[str, str]) -> Any:
    """A signing, a withdrawal ten days after it, and an opening five days after the withdrawal, told elsewhere."""
    first = tell("first", "2031-03-01", "Arvania promised to withdraw its troops within ten days of the signing of the treaty.")
    act = first.event("withdraw", "RETREAT", "ARV", "BLM", status="promised")
    first.promise(act, condition="the signing of the treaty", days=10)
    then = tell("then", "2031-03-02", "Belmora promised to open its border five days after the withdrawal by Arvania.")
    opening = then.event("open", "CONCEDE", "BLM", "ARV", status="promised")
    withdrawal = then.event("withdrawal", "RETREAT", "ARV", "BLM", status="possible")
    then.promise(opening, condition="the withdrawal by Arvania", event=withdrawal, days=5)
    with Record("sqlite://") as record:
        record.add(first.reading, provenance)
        record.add(then.reading, provenance)
        yield record


@pytest.mark.parametrize(
    ("event", "first", "then"),
    [
        # the condition of the first, by words: it is bound, and due; the other is due after it, if it is kept
        ("the treaty is signed", ("pending", "2031-04-11"), ("conditional", "2031-04-16")),
        # the first is done, by words, by its event, by itself
        ("Arvania withdraws troops", ("fulfilled", None), ("pending", "2031-04-06")),
        ("event-first-1", ("fulfilled", None), ("pending", "2031-04-06")),
        ("commitment-first-2", ("fulfilled", None), ("pending", "2031-04-06")),
        ("event-then-2", ("fulfilled", None), ("pending", "2031-04-06")),
        # the last alone
        ("Belmora opens its border", ("conditional", None), ("fulfilled", None)),
    ],
)
def test_what_would_follow(chain: Record, event: str, first: tuple[str, str | None], then: tuple[str, str | None]) -> None:
    rows = {row["report"]: row for row in chain.facts("commitment", assume={event: date(2031, 4, 1)})}
    found = {report: (row["state"], row["due"] and row["due"]["latest"]) for report, row in rows.items()}
    assert found == {"first": first, "then": then}


def test_assumptions_as_of_a_day_and_together(chain: Record) -> None:
    assumed = {"the treaty is signed": date(2031, 4, 1), "event-first-1": date(2031, 4, 20)}
    for day, states in (
        ("2031-03-15", ["conditional", "conditional"]),
        ("2031-04-05", ["pending", "conditional"]),
        ("2031-04-15", ["overdue", "conditional"]),
        ("2031-04-22", ["fulfilled", "pending"]),
        ("2031-04-27", ["fulfilled", "overdue"]),
    ):
        rows = chain.facts("commitment", assume=assumed, as_of=date.fromisoformat(day))
        assert {row["report"]: row["state"] for row in rows} == dict(zip(("first", "then"), states, strict=True))
    assert [row["report"] for row in chain.facts("commitment", assume=assumed, status="overdue", as_of=date(2031, 4, 27))] == ["then"]


def test_what_nothing_waits_for_cannot_be_assumed(chain: Record) -> None:
    with pytest.raises(UsageError, match=r"FD518.*the moon falls"):
        chain.facts("commitment", assume={"the moon falls": date(2031, 4, 1)})


# --- which commitments are found by their days


SETTLED = DateWindow(date(2031, 4, 12), date(2031, 4, 12), "2031-04-12", "as written")


@pytest.fixture
def moved(tell: Tell, provenance: dict[str, str]) -> Any:
    """Promises due on four days or none; of the third the withdrawal slips, the fourth was fulfilled in its own report."""
    readings = []
    for number, (who, due) in enumerate([("ARV", "2031-04-10"), ("COR", "2031-05-01"), ("BLM", "2031-04-10"), ("ARV", "2031-04-20")]):
        told = tell(f"promise-{number}", "2031-03-01", "One promised to withdraw its troops from Tessel.")
        act = told.event("withdraw", "RETREAT", who, status="promised", place=f"Tessel {number}")
        made = told.promise(act, due=due)
        if number == 3:
            made.history += (StateChange("fulfilled", SETTLED, act.evidence, "promise-3"),)
            made.state = "fulfilled"
        readings.append(told.reading)
    slipped = tell("slipped", "2031-04-05", "One postponed the withdrawal from Tessel.")
    slipped.event("withdrawal", "RETREAT", "BLM", status="planned", when="2031-05-20", place="Tessel 2")
    done = tell("done", "2031-05-03", "One withdrew from Tessel.")
    done.event("withdrew", "RETREAT", "COR", when="2031-05-02", place="Tessel 1")
    with Record("sqlite://") as record:
        for reading in (slipped.reading, *readings, done.reading):
            record.add(reading, provenance)
        yield record


@pytest.mark.parametrize("day", ["2031-03-15", "2031-04-06", "2031-04-15", "2031-05-01", "2031-05-02", "2031-05-25"])
@pytest.mark.parametrize("before", [None, "2031-04-12", "2031-05-03", "2031-06-01"])
@pytest.mark.parametrize("status", ["pending", "overdue", "fulfilled", ["pending", "overdue"]])
def test_states_and_due_days_choose_among_all(moved: Record, day: str, before: str | None, status: Any) -> None:
    """What is looked for by its days is what one finds who looks at every commitment."""
    asked = Question(as_of=date.fromisoformat(day), due_before=before and date.fromisoformat(before), status=status)
    every = [row for row in moved.facts("commitment", as_of=asked.as_of) if asked.allows(row)]
    assert moved.facts("commitment", as_of=asked.as_of, due_before=asked.due_before, status=status) == every


def test_a_corrected_event_moves_as_corrected(tell: Tell, provenance: dict[str, str]) -> None:
    later = tell("later", "2031-04-11", "Arvania may withdraw its troops from Tessel.")
    told = later.event("withdraw", "RETREAT", "ARV", status="possible", when="2031-04-10", place="Tessel")
    with Record("sqlite://") as record:
        record.add(promise(tell), provenance)
        record.add(later.reading, provenance)
        assert [row["state"] for row in record.facts("commitment")] == ["pending"]
        record.review(told.id, "corrected", {"status": "occurred"}, reviewer="R")
        (row,) = record.facts("commitment")
        assert (row["state"], row["history"][-1]["report"]) == ("fulfilled", "later")
        assert record.facts("commitment", as_of=date(2031, 4, 9))[0]["state"] == "pending"


def test_a_withdrawn_report_moves_nothing_any_more(tell: Tell, provenance: dict[str, str], tmp_path: Path) -> None:
    later = tell("later", "2031-04-11", "Arvania withdrew its troops from Tessel.")
    later.event("withdrew", "RETREAT", "ARV", when="2031-04-10", place="Tessel")
    with Record(tmp_path / "record.db") as record:
        record.add(promise(tell), provenance)
        record.add(later.reading, provenance)
        assert record.facts("commitment")[0]["state"] == "fulfilled"
        record.withdraw("later", "asked to")
        assert record.facts("commitment")[0]["state"] == "pending"
        record.withdraw("promise", "asked to")
    with closing(sqlite3.connect(tmp_path / "record.db")) as connection:
        assert [connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in ("move", "awaited")] == [0, 0]
