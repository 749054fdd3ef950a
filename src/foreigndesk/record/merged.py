"""One event from the tellings of many reports: those that were found to be of one event (``noting``), put together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice

from sqlalchemy import Connection, select, tuple_

from foreigndesk.merging.clusters import clusters
from foreigndesk.merging.copies import independent
from foreigndesk.record.queries import Question, newest
from foreigndesk.record.reviewed import NONE, Standing, told_as_one
from foreigndesk.record.tables import fact, link, reading, report, sketch
from foreigndesk.rows import Row

Place = tuple[int, int]  # a fact's reading and its ordinal there

_TOGETHER = 100  # facts whose tellings are looked up together


@dataclass(frozen=True, slots=True)
class Told:
    """All tellings of one event, in their order: fact keys, rows, and the sources with what is known of each."""

    places: tuple[Place, ...]
    rows: tuple[Row, ...]
    sources: tuple[Row, ...]


class Merger:
    """Puts the events of a question's answer together; asks the record for what lies beyond the answer."""

    def __init__(self, connection: Connection, question: Question, reviews: Standing = NONE) -> None:
        self.connection, self.known_by, self.reviews = connection, question.moment, reviews
        self.left_out = frozenset() if question.rejected else reviews.rejected
        self._seen: set[Place] = set()

    def run(self, facts: Iterable[tuple[Place, Row]]) -> Iterator[tuple[Place, Row]]:
        """The facts, each event once, at the first of its tellings, with ``sources`` where others tell it too."""
        stream = iter(facts)
        while chunk := list(islice(stream, _TOGETHER)):
            yield from self._merged(chunk)

    def _merged(self, facts: Sequence[tuple[Place, Row]]) -> Iterator[tuple[Place, Row]]:
        told = self._told([place for place, row in facts if row["kind"] == "event"])
        for place, row in facts:
            if place in self._seen:
                continue
            if place not in told:
                yield place, row
                continue
            whole = told[place]
            self._seen.update(whole.places)
            yield place, whole_row(row, whole)

    def _told(self, places: Sequence[Place]) -> dict[Place, Told]:
        links = self._links(places)
        if not links:
            return {}
        every = {place for pair in links for place in pair}
        rows = self._rows(every)
        order = sorted(rows, key=lambda place: (rows[place][1], rows[place][0]["report"], place[1]))
        found = [pair for pair in links if pair[0] in rows and pair[1] in rows and self._may_be_one(pair, rows)]
        groups = [group for group in clusters(order, found, self.reviews.apart, self.reviews.together) if len(group) > 1]
        sketches = self._sketches({place[0] for group in groups for place in group})
        out: dict[Place, Told] = {}
        for group in groups:
            told = Told(tuple(group), tuple(rows[place][0] for place in group), tuple(_sources(group, rows, sketches)))
            out |= dict.fromkeys(group, told)
        return out

    def _may_be_one(self, pair: tuple[Place, Place], rows: Mapping[Place, tuple[Row, date, Row]]) -> bool:
        """Whether a link still holds where one of its tellings was corrected."""
        corrected = self.reviews.corrections.keys() & set(pair)
        return not corrected or told_as_one(rows[pair[0]][0], rows[pair[1]][0])

    def _links(self, places: Iterable[Place]) -> set[tuple[Place, Place]]:
        """The links of all tellings that are reached from some."""
        found: set[tuple[Place, Place]] = set()
        known: set[Place] = set()
        new = set(places)
        while new:
            known |= new
            here, there = tuple_(link.c.reading, link.c.fact), tuple_(link.c.other_reading, link.c.other_fact)
            wanted = sorted(new)
            query = select(link.c.reading, link.c.fact, link.c.other_reading, link.c.other_fact)
            for side in (here, there):
                for row in self.connection.execute(query.where(side.in_(wanted))):
                    found.add(((row[0], row[1]), (row[2], row[3])))
            found.update(self.reviews.partners(new))
            new = {place for pair in found for place in pair} - known
        return found

    def _rows(self, places: Iterable[Place]) -> dict[Place, tuple[Row, date, Row]]:
        """Of the tellings that count now: row, day it is sorted by, its report's row."""
        query = (
            select(fact.c.reading, fact.c.ordinal, fact.c.body, fact.c.first, report.c.body.label("report"))
            .join(reading, reading.c.pk == fact.c.reading)
            .join(report, report.c.pk == reading.c.report)
            .where(tuple_(fact.c.reading, fact.c.ordinal).in_(sorted(places)), newest(self.known_by))
        )
        found = (((row.reading, row.ordinal), row) for row in self.connection.execute(query))
        return {place: (self.reviews.told(place, row.body), row.first, row.report) for place, row in found if place not in self.left_out}

    def _sketches(self, readings: Iterable[int]) -> dict[int, frozenset[int]]:
        query = select(reading.c.pk, sketch.c.hashes).join(reading, reading.c.report == sketch.c.report)
        found = self.connection.execute(query.where(reading.c.pk.in_(sorted(readings))))
        return {row.pk: frozenset(int.from_bytes(row.hashes[i : i + 8]) for i in range(0, len(row.hashes), 8)) for row in found}


def _sources(
    group: Sequence[Place], rows: Mapping[Place, tuple[Row, date, Row]], sketches: Mapping[int, frozenset[int]]
) -> Iterator[Row]:
    """The reports that tell an event, by their day: a source is independent of those before it unless it copies one."""
    by_day = sorted(group, key=lambda place: ((rows[place][2]["published"] or {}).get("latest") or "", rows[place][0]["report"]))
    for place, own in zip(by_day, independent([sketches[place[0]] for place in by_day]), strict=True):
        row, _, told_by = rows[place]
        yield {"report": row["report"], "publisher": told_by["publisher"], "event": row["id"], "independent": own}


def whole_row(row: Row, told: Told) -> Row:
    """A telling's row with the sources of all; what it lacks, and numbers that it does not have, are taken from the others."""
    out = {**row, "sources": list(told.sources)}
    numbers = {(one["unit"], one["value"]) for one in row["quantities"]}
    for other in told.rows:
        out |= {name: other[name] for name in ("when", "places") if not out[name]}
        for one in other["quantities"]:
            if (one["unit"], one["value"]) not in numbers:
                numbers.add((one["unit"], one["value"]))
                out["quantities"] = [*out["quantities"], {**one, "report": other["report"]}]
    return out


def links_of(connection: Connection, event: str) -> list[Row]:
    """The links of an event with other reports' tellings, all in newest readings: report, id, points and reasons."""
    c = fact.c
    now = select(c.reading, c.ordinal, c.id, reading.c.report_id).join(reading, reading.c.pk == c.reading).where(newest())
    own = [(row.reading, row.ordinal) for row in connection.execute(now.where(c.id == event))]
    links: dict[Place, Row] = {}
    for here, there in (("", "other_"), ("other_", "")):
        query = select(link).where(tuple_(link.c[f"{here}reading"], link.c[f"{here}fact"]).in_(own))
        for row in connection.execute(query).mappings():
            links[row[f"{there}reading"], row[f"{there}fact"]] = {"points": row["points"], "reasons": row["reasons"]}
    found = connection.execute(now.where(tuple_(c.reading, c.ordinal).in_(sorted(links))))
    told = [{"report": row.report_id, "event": row.id, **links[row.reading, row.ordinal]} for row in found]
    return sorted(told, key=lambda one: (one["report"], one["event"]))
