"""Answers a question of the record: the facts found, as of its day, commitments in the state that they have come to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from itertools import islice
from typing import Any

from sqlalchemy import Connection

from foreigndesk.record import queries
from foreigndesk.record.asof import as_of
from foreigndesk.record.assume import Assumptions
from foreigndesk.record.lives import life
from foreigndesk.record.merged import Merger
from foreigndesk.record.moves import Moves
from foreigndesk.record.moving import Place
from foreigndesk.record.queries import Question
from foreigndesk.record.reviewed import Standing, revised, standing
from foreigndesk.rows import Row

_CHUNK = 200
_TOGETHER = 50  # facts whose commitments are followed together


def asked(
    connection: Connection, kinds: Sequence[str], question: Question, *, by_report: bool = False
) -> Iterator[tuple[int, Row]]:
    """The readings and rows of the facts asked for, as of the day asked for, up to the limit."""
    reviews = standing(connection, question.moment)
    answers = _answers(connection, kinds, question, reviews, by_report)
    if not question.each and "event" in kinds:
        answers = Merger(connection, question, reviews).run(answers)
    found = ((place[0], row) for place, row in answers)
    return found if question.limit is None else islice(found, question.limit)


def _answers(
    connection: Connection, kinds: Sequence[str], question: Question, reviews: Standing, by_report: bool
) -> Iterator[tuple[Place, Row]]:
    often = question.actor is not None and bool(connection.scalar(queries.readings_with(question.actor)))
    moves = Moves(connection, question, reviews)
    touched = moves.corrected if "commitment" in kinds else ()
    query = queries.facts(kinds, question, by_report=by_report, often=often, touched=touched)
    chunk_size = min(_CHUNK, question.limit or _CHUNK)
    read = connection.execute(query, execution_options={"yield_per": max(1, chunk_size)})
    found = revised(connection, read, kinds, question, reviews, by_report=by_report)
    return answers(connection, found, question, reviews, moves)


def answers(
    connection: Connection, facts: Iterable[Any], question: Question, reviews: Standing, moves: Moves
) -> Iterator[tuple[Place, Row]]:
    """What the rows of a query of facts tell, as of the day asked for; ``limit`` is left to the caller."""
    assumed = Assumptions(moves, connection, question) if question.assume else None
    found = iter(facts)
    together = max(1, min(_TOGETHER, question.limit or _TOGETHER))
    while chunk := list(islice(found, together)):
        told = [((one.reading, one.ordinal), {**one.body, "recorded": moment_text(one.recorded)}) for one in chunk]
        lives = _lives(moves, assumed, told)
        for place, fact in told:
            row: Row | None = reviews.told(place, lives.get(place, fact))
            if row is not None and question.as_of is not None:
                row = as_of(row, question.as_of)
            if row is not None and question.allows(row):
                yield place, row


def _lives(moves: Moves, assumed: Assumptions | None, facts: Sequence[tuple[Place, Row]]) -> dict[Place, Row]:
    """The commitments among some facts, with what was told or is assumed of them."""
    promised = {place: row for place, row in facts if row["kind"] == "commitment"}
    if not promised:
        return {}
    told = moves.told(promised)
    rows = {place: life(row, told.get(place, ())) for place, row in promised.items()}
    return {place: assumed.follow(place, row) for place, row in rows.items()} if assumed else rows


def moment_text(moment: datetime) -> str:
    """A moment in UTC as rows have it: ``2024-03-02T10:00:00Z``."""
    return moment.astimezone(UTC).isoformat().replace("+00:00", "Z")
