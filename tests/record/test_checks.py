"""Checks: every kind of damage is done to a record, and seen."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from foreigndesk.errors import RecordError
from foreigndesk.model import Reading
from foreigndesk.record import Record
from foreigndesk.record.checks import check

MOMENT = datetime(2024, 6, 1, 12, 30, tzinfo=UTC)


@pytest.fixture
def path(tmp_path: Path, make_treaty: Callable[[], Reading], make_talks: Callable[[], Reading], provenance: dict[str, str]) -> Path:
    """A sound record of two reports, one of them read twice."""
    with Record(tmp_path / "record.db") as record:
        record.add(make_treaty(), provenance, MOMENT)
        record.add(make_talks(), provenance, MOMENT)
        record.add(make_talks(), provenance | {"version": "0.2.0"}, MOMENT)
    return tmp_path / "record.db"


def damaged(path: Path, *statements: str) -> list[str]:
    with closing(sqlite3.connect(path)) as connection, connection:
        for statement in statements:
            assert connection.execute(statement).rowcount, statement
    return [str(finding) for finding in check(path).findings]


def test_a_sound_record(path: Path) -> None:
    seen = check(path)
    assert seen.findings == []
    assert seen.counts == {
        "reports": 2, "readings": 3, "actors": 11, "times": 1, "places": 1, "events": 7, "statements": 1, "commitments": 1,
        "relations": 1, "disputes": 1,
    }  # fmt: skip


def test_no_record_is_no_finding(tmp_path: Path) -> None:
    with pytest.raises(RecordError, match="FD401"):
        check(tmp_path / "none.db")


SET = "UPDATE fact SET body = json_set(body, {}) WHERE id = 'treaty-{}'"
STEP = "json_object('state', '{}', 'when', null, 'evidence', json('[[0, 7]]'), 'report', '{}')"

# what is changed of which fact's row, and what is said of it
ROWS = [
    # spans
    ("'$.trigger', json('[90, 9000]')", "opening", "trigger [90, 9000] is not in the text, which has 340 characters"),
    ("'$.evidence[0]', json('[-1, 5]')", "opening", "evidence [-1, 5] is not in the text, which has 340 characters"),
    ("'$.cue', json('[9, 9]')", "said", "cue [9, 9] is not in the text, which has 340 characters"),
    ("'$.content[0]', json('[30, 20]')", "said", "content [30, 20] is not in the text, which has 340 characters"),
    ("'$.speaker_span', json('[0, 341]')", "said", "speaker_span [0, 341] is not in the text, which has 340 characters"),
    ("'$.condition.text[1]', 999", "promise", "condition [109, 999] is not in the text, which has 340 characters"),
    ("'$.history[0].evidence[0][1]', 999", "promise", "history [33, 999] is not in the text, which has 340 characters"),
    ("'$.sides[1].evidence[0][1]', 999", "dispute", "sides [266, 999] is not in the text, which has 340 characters"),
    ("'$.span[1]', 999", "time", "span [53, 999] is not in the text, which has 340 characters"),
    ("'$.mentions[0][1]', 999", "place", "mentions [185, 999] is not in the text, which has 340 characters"),
    # evidence
    ("'$.evidence', json('[]')", "recognises", "has no evidence"),
    ("'$.content', json('[]')", "said", "has no content"),
    # ids
    ("'$.id', 'treaty-denial'", "shelling", "has the id treaty-denial in its row"),
    ("'$.actors[0]', 'nobody'", "shelling", "actors is nobody, and the report has no such actor"),
    ("'$.recipients[0]', 'treaty-said'", "shelling", "recipients is treaty-said, and the report has no such actor"),
    ("'$.by', 'treaty-unsaid'", "shelling", "by is treaty-unsaid, and the report has no such statement"),
    ("'$.speaker', 'nobody'", "said", "speaker is nobody, and the report has no such actor"),
    ("'$.stance.toward', 'nobody'", "said", "stance is nobody, and the report has no such actor or event"),
    ("'$.by', 'treaty-said'", "said", "is reported by itself, round a circle of statements"),
    ("'$.act', 'treaty-said'", "promise", "act is treaty-said, and the report has no such event"),
    ("'$.condition.event', 'gone'", "promise", "condition is gone, and the report has no such event"),
    ("'$.debtor[0]', 'nobody'", "promise", "debtor is nobody, and the report has no such actor"),
    ("'$.initiated_by', 'gone'", "recognises", "initiated_by is gone, and the report has no such event"),
    ("'$.terminated_by', 'gone'", "recognises", "terminated_by is gone, and the report has no such event"),
    ("'$.parties[1]', 'nobody'", "recognises", "parties is nobody, and the report has no such actor"),
    ("'$.sides[0].holders[0]', 'nobody'", "dispute", "sides is nobody, and the report has no such actor"),
    ("'$.sides[0].statements[0]', 'gone'", "dispute", "sides is gone, and the report has no such statement"),
    ("'$.report', 'talks'", "denial", "says that it is of the report talks"),
    # windows
    ("'$.when.earliest', '2024-02-28'", "shelling", "when begins on 2024-02-28, after its end on 2024-02-27"),
    ("'$.when.weekday', 7", "shelling", "when has the weekday 7, which is not one of 0 to 6"),
    ("'$.due.earliest', '2025-01-01'", "promise", "due begins on 2025-01-01, after its end on 2024-04-01"),
    ("'$.window.latest', '2000-01-01'", "time", "window begins on 2024-03-02, after its end on 2000-01-01"),
    (
        "'$.to', json_object('earliest', null, 'latest', '1990-01-01')", "recognises",
        "begins on 1994-01-01, after its end on 1990-01-01",
    ),
    # values
    ("'$.type', 'WAR'", "denial", "type is 'WAR', which is none of its values"),
    ("'$.status', 'certain'", "denial", "status is 'certain', which is none of its values"),
    ("'$.confidence', 1.5", "denial", "confidence is 1.5, which is not between 0 and 1"),
    ("'$.kind', 'rumour'", "denial", "is of the kind 'rumour', which a record does not have"),
    ("'$.actors', json('[]'), '$.recipients', json('[]')", "denial", "has no participant"),
    ("'$.parties', json('[\"arvania\"]')", "recognises", "has 1 parties, not two"),
    ("'$.sides', json_array(json_extract(body, '$.sides[0]'))", "dispute", "has fewer than two sides"),
    ("'$.when', 'in March'", "denial", "is not built as docs/schema.md says (TypeError: string indices must be integers, not 'str')"),
    # the life of a commitment
    ("'$.state', 'fulfilled'", "promise", "state is fulfilled, but its history ends with pending"),
    ("'$.history[0].state', 'broken'", "promise", "history begins with broken: a commitment begins conditional or pending"),
    (
        f"'$.state', 'pending', '$.history[1]', {STEP.format('cancelled', 'treaty')}, '$.history[2]', {STEP.format('pending', 'treaty')}",
        "promise", "history goes from cancelled to pending, which no happening does",
    ),
    ("'$.history[0].report', 'gone'", "promise", "history names the report gone, which is not there"),
]  # fmt: skip


@pytest.mark.parametrize(("change", "fact", "said"), ROWS)
def test_a_fact_that_is_wrong(path: Path, change: str, fact: str, said: str) -> None:
    assert f"treaty treaty-{fact}: {said}" in damaged(path, SET.format(change, fact))


@pytest.mark.parametrize("good", [
    "'$.state', 'overdue'",
    f"'$.state', 'fulfilled', '$.history[1]', {STEP.format('overdue', 'talks')}, '$.history[2]', {STEP.format('fulfilled', 'treaty')}",
])  # fmt: skip
def test_lives_that_are_lived(path: Path, good: str) -> None:
    assert damaged(path, SET.format(good, "promise")) == []


# what is done to the tables, and how what is said of it begins
TABLES = [
    ("DELETE FROM reading WHERE pk = 2", "talks: has 1 readings, numbered from 2 to 2: some are lost"),
    ("DELETE FROM fact WHERE id = 'treaty-shelling'", "the record: 2 of the table participant hang on a row of fact"),
    ("UPDATE fact SET body = json_set(body, '$.id', 'korr') WHERE id = 'treaty-said'", "treaty korr: is the id of two rows: actor and"),
    ("DELETE FROM evidence WHERE fact = 3", "treaty treaty-shelling: the table of evidence does not have its spans"),
    ("UPDATE evidence SET start = start + 1 WHERE fact = 3", "treaty treaty-shelling: the table of evidence does not have its spans"),
    ("DELETE FROM participant WHERE fact = 4", "treaty treaty-denial: the table of participants does not have those that it names"),
    ("UPDATE fact SET body = '{' WHERE id = 'treaty-said'", "treaty treaty-said: cannot be read: it is no JSON"),
    ("UPDATE fact SET body = '[]' WHERE id = 'treaty-said'", "treaty treaty-said: cannot be read: it is no JSON object"),
    ("UPDATE fact SET body = json_remove(body, '$.cue', '$.by') WHERE id = 'treaty-said'", "treaty treaty-said: lacks cue, by"),
    ("UPDATE fact SET ordinal = 99 WHERE id = 'treaty-dispute'", "treaty treaty-dispute: is number 99 of the facts where 8 should be"),
    ("UPDATE report SET body = '' WHERE id = 'treaty'", "treaty: its report cannot be read: it is no JSON"),
    ("UPDATE report SET body = json_set(body, '$.id', 'x') WHERE id = 'treaty'", "treaty: its report cannot be read: it has another id"),
    ("UPDATE report SET body = json_set(body, '$.text', 'x') WHERE id = 'talks'", "talks: its report is not as it was written"),
    ("UPDATE report SET body = json_set(body, '$.text', 'x') WHERE id = 'talks'", "talks: its text is not the one that its sha256"),
    ("UPDATE report SET body = json_set(body, '$.url', 'x') WHERE id = 'talks'", "talks: its report is not as it was written"),
    ("UPDATE report SET body = json_set(body, '$.published.latest', '1999-01-01') WHERE id = 'talks'", "talks: published begins on"),
    ("DELETE FROM report WHERE id = 'talks'", "talks: its report cannot be read: there is none"),
]  # fmt: skip


@pytest.mark.parametrize(("statement", "said"), TABLES)
def test_tables_that_are_wrong(path: Path, statement: str, said: str) -> None:
    found = damaged(path, statement)
    assert any(line.startswith(said) for line in found), found


def test_broken_pages(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        (page,) = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = 'ix_fact_id'").fetchone()
        (size,) = connection.execute("PRAGMA page_size").fetchone()
    with path.open("r+b") as file:
        file.seek((page - 1) * size)
        file.write(b"\xff" * size)
    assert any(str(finding).startswith("the record: the file is damaged: ") for finding in check(path).findings)
