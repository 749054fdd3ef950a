"""Finds in the record what was told of commitments in other reports than their own, and commitments with their events.

What was told was noted when the reports were added (``moving``); here it is chosen what of it counts: the newest readings,
or those known by a moment, up to a day, without what was rejected, and with what was corrected as it is told now.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache, partial
from typing import Any

from sqlalchemy import Connection, bindparam, select

from foreigndesk.record import waiting
from foreigndesk.record.columns import told_on, window
from foreigndesk.record.flat import quoted, told_text
from foreigndesk.record.further import further
from foreigndesk.record.lives import Deed, Told, deed
from foreigndesk.record.moving import SIDES, Place, Telling, moved_by, published_on, refusing, sides
from foreigndesk.record.queries import Question, newest
from foreigndesk.record.reviewed import NONE, Standing
from foreigndesk.record.tables import fact, move, reading, report
from foreigndesk.rows import Row

_TEXTS = 64

_FACTS = select(fact.c.reading, fact.c.ordinal, fact.c.id, fact.c.body, SIDES).where(
    fact.c.reading.in_(bindparam("readings", expanding=True)), fact.c.id.in_(bindparam("ids", expanding=True))
)


@dataclass(frozen=True, slots=True)
class Bond:
    """A commitment at hand: its place and row, its act and its condition as deeds."""

    place: Place
    row: Row
    act: Deed | None
    act_row: Row | None
    condition: Deed | None


class Moves:
    """Answers for commitments of one moment of the record, some at a time."""

    def __init__(self, connection: Connection, question: Question, reviews: Standing = NONE) -> None:
        self.connection, self.question, self.reviews = connection, question, reviews
        self.as_of = question.as_of
        self.moment = question.moment
        self.text = lru_cache(_TEXTS)(self._text)

    def told(self, commitments: Mapping[Place, Row]) -> dict[Place, list[Told]]:
        """What other reports tell of commitments."""
        out: dict[Place, list[Told]] = defaultdict(list)
        query = (
            select(move, reading.c.report_id)
            .join(reading, reading.c.pk == move.c.other_reading)
            .where(move.c.reading.in_(sorted({place[0] for place in commitments})), newest(self.moment))
        )
        if self.as_of is not None:
            query = query.where(move.c.day <= self.as_of)
        judged = self.reviews.rejected | self.reviews.corrections.keys()
        for one in self.connection.execute(query):
            if (one.other_reading, one.other_fact) not in judged:
                out[one.reading, one.fact].append(waiting.happened(one.happening, one.report_id, one.body))
        for place in self.corrected.keys() & commitments.keys():
            out[place] += self.corrected[place]
        for place, row in commitments.items():
            out[place] += further(self.connection, self.question, place, row, self.reviews)
        return out

    @cached_property
    def corrected(self) -> Mapping[Place, list[Told]]:
        """What events as corrected tell, by the places of the commitments that they move."""
        out: dict[Place, list[Told]] = defaultdict(list)
        for moved in moved_by(self.connection, list(self._corrected())):
            out[moved.place].append(moved.told)
        return out

    def bonds(self, found: Sequence[tuple[Place, Row]]) -> Iterator[Bond]:
        """Commitments with the events that they speak of."""
        named = {id_ for _, row in found for id_ in (row["id"], *_events(row))}
        of = {place[0] for place, _ in found}
        asked = {"readings": sorted(of), "ids": sorted(named)}
        facts = {(one.reading, one.id): one for one in self.connection.execute(_FACTS, asked)}

        def as_deed(one: Any, doers: Iterable[str] = (), toward: Iterable[str] = ()) -> Deed:
            known = sides(one.sides)
            return deed(one.body, {*doers, *known["actor"]}, {*toward, *known["recipient"]})

        for place, row in found:
            parties = sides(facts[place[0], row["id"]].sides)
            act = facts.get((place[0], row["act"]))
            condition = facts.get((place[0], (row["condition"] or {}).get("event")))
            yield Bond(
                place,
                row,
                as_deed(act, parties["debtor"], parties["creditor"]) if act else None,
                act.body if act else None,
                as_deed(condition) if condition else None,
            )

    def deeds(self, of: int, ids: Sequence[str]) -> list[Deed]:
        """Events of a reading as deeds."""
        found = self.connection.execute(_FACTS, {"readings": [of], "ids": list(ids)})
        told = ((one, sides(one.sides)) for one in found)
        return [deed(one.body, parties["actor"], parties["recipient"]) for one, parties in told]

    def words(self, of: int, spans: Iterable[list[int]]) -> str:
        """The words of some spans of a reading's text."""
        return quoted(spans, self.text(of))

    # -- asking ----------------------------------------------------------------------------------------------------

    def _corrected(self) -> Iterator[Telling]:
        """The events of newest readings that were corrected, as they are told now, and in time to count."""
        places = self.reviews.corrections.keys() - self.reviews.rejected
        if not places:
            return
        query = (
            select(fact.c.reading, fact.c.ordinal, fact.c.body, report.c.body.label("report"), SIDES)
            .join(reading, reading.c.pk == fact.c.reading)
            .join(report, report.c.pk == reading.c.report)
            .where(fact.c.reading.in_(sorted({place[0] for place in places})), fact.c.kind + "" == "event")
        )
        for one in self.connection.execute(query):
            place = (one.reading, one.ordinal)
            if place not in places:
                continue
            row = self.reviews.told(place, one.body)
            day = told_on(row, one.report)
            if day is None or (self.as_of is not None and day > self.as_of):
                continue
            told, parties = told_text(one.report), sides(one.sides)
            made = deed(row, parties["actor"], parties["recipient"])
            published = published_on(*window(one.report["published"]))
            yield Telling(place, row, made, day, published, partial(quoted, text=told), refusing(row, told))

    def _text(self, of: int) -> str:
        query = select(report.c.body).join(reading, reading.c.report == report.c.pk).where(reading.c.pk == of)
        return told_text(self.connection.execute(query).scalar_one())


def _events(row: Row) -> list[str]:
    condition = row["condition"]
    return [row["act"], *([condition["event"]] if condition and condition["event"] else [])]
