"""The record: adding once, choosing the newest, and every filter."""

from __future__ import annotations

import dataclasses
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, select, text

from foreigndesk.errors import RecordError, UsageError
from foreigndesk.model import Reading
from foreigndesk.record import Record
from foreigndesk.record.opening import engine_of
from foreigndesk.record.tables import metadata
from foreigndesk.rows import rows

MOMENT = datetime(2024, 6, 1, 12, 30, tzinfo=UTC)
Make = Callable[..., Reading]
Place = Callable[[str], str | Path]


@pytest.fixture
def path(place: Place) -> str | Path:
    return place("record")


@pytest.fixture
def record(path: str | Path, make_treaty: Make, make_talks: Make, provenance: dict[str, str]) -> Iterator[Record]:
    with Record(path) as opened:
        assert opened.add(make_treaty(), provenance, MOMENT)
        assert opened.add(make_talks(), provenance, MOMENT)
        yield opened


def dump(path: str | Path) -> list[Any]:
    """All rows of all tables."""
    with closing_engine(path) as connection:
        tables = [(table.name, select(table).order_by(*table.primary_key.columns)) for table in metadata.sorted_tables]
        return [(name, connection.execute(query).all()) for name, query in tables]


@contextmanager
def closing_engine(path: str | Path) -> Iterator[Connection]:
    engine = engine_of(path, create=False)
    with engine.begin() as connection:
        yield connection
    engine.dispose()


def ids(found: list[dict[str, Any]]) -> list[str]:
    return [row["id"] for row in found]


# --- adding


def test_rows_come_back_as_they_went_in(record: Record, make_treaty: Make, provenance: dict[str, str]) -> None:
    back = list(record.rows("treaty"))
    assert {row.pop("recorded") for row in back if "recorded" in row} == {"2024-06-01T12:30:00Z"}
    assert back == list(rows(make_treaty(), reader=provenance))


def test_speech_alone(path: str | Path, make_treaty: Make, provenance: dict[str, str]) -> None:
    reading = make_treaty()
    (said,) = reading.statements
    reading.statements.append(dataclasses.replace(said, id="treaty-thought", sort="mental"))
    with Record(path) as record:
        record.add(reading, provenance, MOMENT)
        assert ids(record.facts("statement")) == ["treaty-said", "treaty-thought"]
        assert ids(record.facts("statement", cues="speech")) == ["treaty-said"]


def test_reading_again_changes_nothing(
    record: Record, path: str | Path, make_treaty: Make, provenance: dict[str, str]
) -> None:
    before = dump(path)
    assert not record.add(make_treaty(), provenance)
    assert dump(path) == before


def test_same_readings_make_the_same_tables(
    record: Record, path: str | Path, place: Place, make_treaty: Make, make_talks: Make, provenance: dict[str, str]
) -> None:
    other_path = place("other")
    with Record(other_path) as other:
        other.add(make_treaty(), provenance, MOMENT)
        other.add(make_talks(), provenance, MOMENT)
    assert dump(other_path) == dump(path)


def test_a_newer_reader_adds_and_queries_choose_it(
    record: Record, path: str | Path, make_treaty: Make, provenance: dict[str, str]
) -> None:
    newer = make_treaty()
    newer.events = newer.events[:1]
    newer.disputes, newer.statements = [], []
    assert record.add(newer, provenance | {"version": "0.2.0"}, MOMENT)
    assert ids(record.facts("event", until=date(2024, 4, 30))) == ["treaty-opening"]
    assert record.facts("dispute") == []
    assert [row["reader"]["version"] for row in record.reports()] == ["0.2.0", "0.1.0"]
    with closing_engine(path) as connection:
        assert connection.scalar(text("SELECT count(*) FROM fact WHERE kind = 'dispute'")) == 1  # kept
        assert connection.scalar(text("SELECT count(*) FROM report")) == 2  # its text is not kept twice


def test_a_changed_text_adds_and_is_the_newest(record: Record, make_treaty: Make, provenance: dict[str, str]) -> None:
    changed = make_treaty()
    changed.report = dataclasses.replace(changed.report, text=changed.report.text + " Corrected.")
    assert record.add(changed, provenance)
    assert record.text("treaty").endswith(" Corrected.")
    assert record.add(make_treaty(), provenance)  # and back: the newest is the first text again
    assert not record.text("treaty").endswith(" Corrected.")
    assert len(ids(list(record.reports()))) == 2


def test_a_reading_that_fails_leaves_nothing(
    record: Record, path: str | Path, make_treaty: Make, provenance: dict[str, str]
) -> None:
    before = dump(path)
    dangling = make_treaty(id="dangling")
    dangling.events[0].recipients = ("nobody",)
    with pytest.raises(RecordError, match=r"FD405.*nobody"):
        record.add(dangling, provenance)
    twice = make_treaty(id="twice")
    twice.events.append(twice.events[0])
    with pytest.raises(RecordError, match="FD406"):
        record.add(twice, provenance)
    assert dump(path) == before


def test_a_moment_without_zone_is_refused(record: Record, make_treaty: Make, provenance: dict[str, str]) -> None:
    with pytest.raises(UsageError, match="FD503"):
        record.add(make_treaty(id="other"), provenance, datetime(2024, 6, 1))


def test_deleting_a_report_takes_its_facts_along(record: Record, path: str | Path) -> None:
    with closing_engine(path) as connection:
        connection.execute(text("DELETE FROM report WHERE id = 'treaty'"))
    assert [row["id"] for row in record.reports()] == ["talks"]
    assert record.facts("statement") == []


def test_two_writers_take_turns(record: Record, path: str | Path, make_treaty: Make, provenance: dict[str, str]) -> None:
    with Record(path) as second:
        assert second.add(make_treaty(id="second"), provenance)
        assert record.add(make_treaty(id="first"), provenance)
        assert not record.add(make_treaty(id="second"), provenance)


# --- asking


@pytest.mark.parametrize(
    ("kind", "filters", "expected"),
    [
        ("event", {}, ["treaty-shelling", "treaty-denial", "treaty-opening", "talks-held", "talks-threat"]),
        # who: names, codes, ids, mentions; case and article do not matter, pronouns are no names
        ("event", {"actor": "united states"}, ["talks-threat"]),
        ("event", {"actor": "usa"}, ["talks-threat"]),
        ("event", {"actor": "US"}, ["talks-threat"]),
        ("event", {"actor": "the us"}, ["talks-threat"]),
        ("event", {"actor": "BELMORA"}, ["treaty-denial", "treaty-opening", "talks-held", "talks-threat"]),
        (
            "event",
            {"actor": "BLM"},
            ["treaty-shelling", "treaty-denial", "treaty-opening", "talks-held", "talks-threat"],
        ),
        ("event", {"actor": "he"}, []),
        ("event", {"actor": "Nowhere"}, []),
        ("statement", {"actor": "prime minister Ilda Korr"}, ["treaty-said"]),
        ("dispute", {"actor": "belmora"}, ["treaty-dispute"]),
        ("dispute", {"actor": "USA"}, []),
        ("relation", {"actor": "ARV"}, ["treaty-recognises"]),
        # when: the window must touch; an undated event has its report's day; one that only ends is sorted by its end
        ("event", {"since": date(2024, 5, 1)}, ["talks-held", "talks-threat"]),
        ("event", {"since": date(2024, 5, 21)}, ["talks-threat"]),
        ("event", {"until": date(2024, 2, 27)}, ["treaty-shelling", "treaty-opening"]),
        ("event", {"since": date(2024, 3, 1), "until": date(2024, 3, 31)}, ["treaty-denial", "treaty-opening"]),
        ("relation", {"since": date(2030, 1, 1)}, ["treaty-recognises"]),  # it holds to this day
        ("relation", {"until": date(1993, 1, 1)}, []),
        # as of
        ("event", {"as_of": date(2024, 3, 1)}, ["treaty-shelling", "treaty-opening", "talks-threat"]),
        ("relation", {"as_of": date(1993, 1, 1)}, []),
        ("commitment", {"as_of": date(2024, 3, 1)}, []),
        ("commitment", {"as_of": date(2024, 5, 1), "status": "overdue"}, ["treaty-promise"]),
        ("commitment", {"as_of": date(2024, 5, 1), "status": "pending"}, []),
        # what
        ("event", {"types": ["ASSAULT", "SANCTION"]}, ["treaty-shelling", "talks-threat"]),
        ("event", {"status": "possible"}, ["talks-threat"]),
        ("event", {"status": ["promised", "possible"]}, ["treaty-opening", "talks-threat"]),
        ("commitment", {"status": "pending"}, ["treaty-promise"]),
        ("event", {"min_confidence": 0.6}, ["treaty-denial", "talks-held", "talks-threat"]),
        ("statement", {"min_confidence": 0.6}, ["treaty-said"]),  # it rests on no event
    ],
)
def test_filters(record: Record, kind: str, filters: dict[str, Any], expected: list[str]) -> None:
    assert ids(record.facts(kind, **filters)) == expected


def test_as_of_gives_the_state_of_the_day(record: Record) -> None:
    assert [row["state"] for row in record.facts("commitment", as_of=date(2024, 3, 20))] == ["pending"]
    assert [row["state"] for row in record.facts("commitment", as_of=date(2024, 4, 2))] == ["overdue"]


def test_questions_that_make_no_sense(record: Record) -> None:
    with pytest.raises(UsageError, match="FD501"):
        record.facts("events")
    with pytest.raises(UsageError, match="FD502"):
        record.facts("event", since=date(2024, 2, 1), until=date(2024, 1, 1))


def test_text_and_spans(record: Record) -> None:
    (row,) = record.facts("statement")
    assert record.text("treaty", tuple(row["cue"])) == "said in"
    with pytest.raises(UsageError, match="FD505"):
        record.text("treaty", (0, 10_000))
    with pytest.raises(RecordError, match="FD407"):
        record.text("unknown")


def test_chosen_gives_whole_reports_and_the_ids_asked_for(record: Record) -> None:
    found = list(record.chosen(actor="USA"))
    assert [(rows_[0]["id"], chosen) for rows_, chosen in found] == [("talks", {"talks-threat"})]
    ((treaty, chosen),) = record.chosen(
        actor="arvania", as_of=date(2024, 4, 2), until=date(2024, 4, 1), status="overdue"
    )
    assert chosen == {"treaty-promise"}
    assert [row["state"] for row in treaty if row["kind"] == "commitment"] == ["overdue"]


def test_actors(record: Record) -> None:
    assert record.actors()[:2] == [
        {"id": "arvania", "name": "Arvania", "type": "state", "iso3": "ARV", "reports": 2},
        {"id": "belmora", "name": "Belmora", "type": "state", "iso3": "BLM", "reports": 2},
    ]
    assert ids(record.actors("minister")) == ["korr"]
    assert ids(record.actors("gunner")) == ["gunners"]
    assert record.actors("100%") == []


def test_frame_has_names_and_sentences(record: Record) -> None:
    pandas = pytest.importorskip("pandas")
    frame = record.frame("event", types=["ASSAULT"])
    assert isinstance(frame, pandas.DataFrame)
    assert frame.loc[0, ["actors", "recipients", "place", "quantities"]].tolist() == [
        "Belmoran gunners", "villagers", "Tessel", "at least 12 killed",
    ]  # fmt: skip
    assert frame.loc[0, "evidence"].startswith("Belmoran gunners had killed")
    assert list(record.frame("event", actor="Nowhere").columns) == list(frame.columns)


def test_frame_without_pandas_says_what_to_do(record: Record, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    with pytest.raises(UsageError, match=r"FD504.*pip install"):
        record.frame("event")


def test_streams_give_every_row(make_treaty: Make, provenance: dict[str, str]) -> None:
    with Record("sqlite://") as record:
        for number in range(205):  # more than one chunk
            record.add(make_treaty(id=f"report-{number:03}"), provenance, MOMENT)
        assert next(record.stream("statement"))["report"] == "report-000"
        assert len(record.facts("statement")) == 205
        assert len({row["report"] for row in record.table("statement")}) == 205


def test_opening_a_current_record_imports_no_alembic(record: Record, path: str | Path) -> None:
    code = (
        "import sys; from foreigndesk.record import Record\n"
        f"with Record({str(path)!r}) as r: assert len(r.facts('event')) == 5\n"
        "assert 'alembic' not in sys.modules and 'pandas' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
