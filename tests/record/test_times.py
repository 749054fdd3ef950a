"""Record time, the order in which reports come in, records without texts, and reports withdrawn."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from foreigndesk.errors import RecordError, UsageError
from foreigndesk.model import Reading
from foreigndesk.record import Record, opening
from foreigndesk.record.flat import KINDS

MOMENT = datetime(2024, 6, 1, 12, tzinfo=UTC)
Make = Callable[..., Reading]
Place = Callable[[str], str | Path]
Tell = Callable[..., Any]


# --- what the record knew


@pytest.fixture
def revised(place: Place, make_treaty: Make, make_talks: Make, provenance: dict[str, str]) -> Any:
    """A report read twice, a day apart, the newer reading added first, and another report later."""
    newer = make_treaty()
    newer.events, newer.disputes = newer.events[:1], []
    with Record(place("revised")) as record:
        record.add(newer, provenance | {"version": "0.2.0"}, MOMENT + timedelta(1))
        record.add(make_treaty(), provenance, MOMENT)
        record.add(make_talks(), provenance, MOMENT + timedelta(2))
        yield record


@pytest.mark.parametrize(
    ("known_by", "events", "disputes"),
    [
        (MOMENT - timedelta(seconds=1), 0, 0),
        (date(2024, 5, 31), 0, 0),
        (MOMENT, 3, 1),
        (date(2024, 6, 1), 3, 1),  # to the end of the day
        (MOMENT + timedelta(1), 1, 0),
        (date(2024, 6, 3), 3, 0),
        (None, 3, 0),
    ],
)
def test_queries_choose_what_was_known_by_then(revised: Record, known_by: Any, events: int, disputes: int) -> None:
    assert len(revised.facts("event", known_by=known_by)) == events
    assert len(revised.facts("dispute", known_by=known_by)) == disputes
    assert len(list(revised.chosen(known_by=known_by))) == len(list(revised.reports(known_by=known_by)))


def test_reports_actors_and_rows_of_then(revised: Record) -> None:
    assert [row["reader"]["version"] for row in revised.reports(known_by=MOMENT)] == ["0.1.0"]
    assert revised.actors("united states", known_by=MOMENT) == []
    assert sum(row["kind"] == "event" for row in revised.rows("treaty", known_by=MOMENT)) == 3
    with pytest.raises(RecordError, match="FD407"):
        list(revised.rows("talks", known_by=MOMENT))
    with pytest.raises(UsageError, match="FD503"):
        revised.facts("event", known_by=datetime(2024, 6, 1))


def test_limit(revised: Record) -> None:
    assert [row["id"] for row in revised.facts("event", limit=2)] == [row["id"] for row in revised.facts("event")][:2]


# --- the order in which reports come in


def snapshot(record: Record) -> dict[str, Any]:
    """All that the record says, record times apart."""

    def timeless(row: dict[str, Any]) -> dict[str, Any]:
        return {key: value for key, value in row.items() if key != "recorded"}

    answers: dict[str, Any] = {kind: [timeless(row) for row in record.facts(kind)] for kind in KINDS}
    answers |= {f"{kind} as of": [timeless(row) for row in record.facts(kind, as_of=date(2031, 4, 15))] for kind in KINDS}
    answers["reports"] = [timeless(row) for row in record.reports()]
    answers["actors"] = record.actors()
    answers["chosen"] = [([timeless(row) for row in rows], ids) for rows, ids in record.chosen(actor="ARV")]
    return answers


STATUSES = st.sampled_from(["occurred", "negated", "ongoing", "planned"])
DAYS = st.dates(date(2031, 3, 2), date(2031, 6, 30)).map(str)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(told=st.lists(st.tuples(STATUSES, DAYS), max_size=4), data=st.data())
def test_any_order_gives_the_same_record(
    told: list[tuple[Any, str]], data: st.DataObject, tell: Tell, make_treaty: Make, make_talks: Make, provenance: dict[str, str]
) -> None:
    promise = tell("promise", "2031-03-01", "Arvania promised to withdraw its troops from Belmora by 1 May.")
    promise.promise(promise.event("withdraw", "RETREAT", "ARV", "BLM", status="promised"), due="2031-05-01")
    readings = [promise.reading, make_treaty(), make_talks()]
    for number, (status, day) in enumerate(told):
        later = tell(f"later-{number}", day, "Arvania withdrew some, or postponed the withdrawal.")
        later.event("withdrew", "RETREAT", "ARV", "BLM", status=status, when=day)
        readings.append(later.reading)
    newer = dataclasses.replace(make_treaty(), disputes=[])
    changed = [(reading, provenance, MOMENT) for reading in readings]
    changed.append((newer, provenance | {"version": "0.2.0"}, MOMENT + timedelta(1)))
    records = []
    for order in (changed, data.draw(st.permutations(changed))):
        with Record("sqlite://") as record:
            for reading, reader, moment in order:
                assert record.add(reading, reader, moment)
            records.append(snapshot(record))
    assert records[0] == records[1]


# --- without texts


def test_a_record_without_texts_keeps_what_facts_rest_on(make_treaty: Make, provenance: dict[str, str], tmp_path: Path) -> None:
    full = make_treaty()
    full.report = dataclasses.replace(full.report, text=full.report.text + " A sentence of no interest. Another one.")
    with Record(tmp_path / "record.db") as record, Record("sqlite://") as other:
        record.add(full, provenance, MOMENT, keep_text=False)
        other.add(full, provenance, MOMENT)
        assert not record.add(full, provenance, keep_text=False)
        (row,) = record.reports()
        assert row["text"] is None
        assert all(full.report.text[start:end] == words for start, end, words in row["kept"])
        for kind in KINDS:
            assert list(record.table(kind)) == list(other.table(kind))
        (said,) = record.facts("statement")
        assert record.text("treaty", tuple(said["evidence"][0])).startswith("“We keep our word,”")
        with pytest.raises(RecordError, match=r"FD411.*not kept"):
            record.text("treaty")
        with pytest.raises(RecordError, match="FD411"):
            record.text("treaty", (len(full.report.text) - 5, len(full.report.text)))
        assert b"no interest" not in bytes_of(tmp_path / "record.db")
        assert record.add(full, provenance)  # the text comes with a further reading
        assert record.text("treaty") == full.report.text


def test_words_that_are_not_kept_are_an_ellipsis(place: Place, make_treaty: Make, provenance: dict[str, str]) -> None:
    reading = make_treaty()
    (said,) = reading.statements
    start = reading.report.text.index("He called us liars")
    said.content = (*said.content, (start, start + len("He called us liars")))
    with Record(place("bare")) as record:
        record.add(reading, provenance, keep_text=False)
        (row,) = record.table("statement")
    assert row["content"] == "“We keep our word,” … …"


# --- withdrawn


def bytes_of(path: Path) -> bytes:
    return b"".join(file.read_bytes() for file in sorted(path.parent.glob(f"{path.name}*")))


def test_a_withdrawn_report_is_gone_from_the_file(
    tmp_path: Path, make_treaty: Make, make_talks: Make, provenance: dict[str, str]
) -> None:
    path = tmp_path / "record.db"
    changed = make_treaty()
    changed.report = dataclasses.replace(changed.report, text=changed.report.text + " Corrected.")
    with Record(path) as record:
        record.add(make_treaty(), provenance, MOMENT)
        record.add(changed, provenance, MOMENT)
        for number in range(40):
            record.add(dataclasses.replace(make_talks(), report=dataclasses.replace(make_talks().report, id=f"talks-{number}")), provenance)
        assert b"We keep our word" in bytes_of(path)
        stone = record.withdraw("treaty", "a court's order", MOMENT)
        assert {changed.report.sha256, make_treaty().report.sha256} == set(stone["sha256"])
        assert (stone["report"], stone["withdrawn"], stone["reason"]) == ("treaty", "2024-06-01T12:00:00Z", "a court's order")
        for words in (b"We keep our word", b"Corrected.", b"treaty-shelling", b"Ilda Korr", b"ilda korr"):
            assert words not in bytes_of(path)
        # queries say nothing of it
        assert "treaty" not in {row["id"] for row in record.reports()}
        assert record.facts("statement") == record.facts("statement", known_by=MOMENT) == []
        assert record.withdrawals() == [stone]
        assert record.withdraw("treaty", "again") == stone  # asked again, for what may not have been erased
        with pytest.raises(RecordError, match="FD407"):
            record.withdraw("nothing", "no reason")


def test_what_was_withdrawn_does_not_come_back_unasked(place: Place, make_treaty: Make, provenance: dict[str, str]) -> None:
    with Record(place("withdrawn")) as record:
        record.add(make_treaty(), provenance)
        record.withdraw("treaty", "a court's order", MOMENT)
        with pytest.raises(RecordError, match=r"FD410.*withdrawn on 2024-06-01 \(a court's order\).*--readmit"):
            record.add(make_treaty(), provenance)
        with pytest.raises(RecordError, match="FD410"):  # its text under another name
            record.add(make_treaty(id="other"), provenance)
        assert record.add(make_treaty(), provenance, MOMENT + timedelta(1), readmit=True)
        assert record.withdrawals()[0]["readmitted"] == "2024-06-02T12:00:00Z"
        assert len(record.facts("event")) == 3
        record.withdraw("treaty", "once more", MOMENT + timedelta(2))
        assert [row["reason"] for row in record.withdrawals()] == ["a court's order", "once more"]


def test_a_log_that_is_read_is_not_erased(tmp_path: Path, make_treaty: Make, provenance: dict[str, str], monkeypatch: Any) -> None:
    monkeypatch.setattr(opening, "BUSY_MS", 10)
    with Record(tmp_path / "record.db") as record, Record(tmp_path / "record.db") as reader:
        record.add(make_treaty(), provenance)
        reading = reader.stream("event")
        next(reading)
        with pytest.raises(RecordError, match=r"FD412.*not yet erased"):
            record.withdraw("treaty", "a court's order")
        reading.close()  # type: ignore[attr-defined]
        assert record.withdraw("treaty", "a court's order")["reason"] == "a court's order"
    assert b"We keep our word" not in bytes_of(tmp_path / "record.db")
