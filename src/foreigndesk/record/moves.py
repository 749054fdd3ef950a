"""Finds in the record what was told of commitments in other reports than their own, and what would follow if …"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from sqlalchemy import Connection, select, tuple_

from foreigndesk.reading.lifecycle import Happening
from foreigndesk.record.columns import stems
from foreigndesk.record.flat import quoted, told_text
from foreigndesk.record.lives import HORIZON, Deed, Told, deed, happening, is_treaty, made, refuses
from foreigndesk.record.queries import Question, newest
from foreigndesk.record.tables import fact, participant, reading, report
from foreigndesk.rows import Row

_TEXTS = 64
Place = tuple[int, int]
"""A fact's key: its reading, and its ordinal there."""


@dataclass(frozen=True, slots=True)
class Bond:
    """A commitment at hand: its place and row, for whom its debtors act, its act and its condition as deeds."""

    place: Place
    row: Row
    debtors: frozenset[str]
    act: Deed | None
    act_row: Row | None
    condition: Deed | None


class Moves:
    """Answers for commitments of one moment of the record, a few at a time."""

    def __init__(self, connection: Connection, question: Question) -> None:
        self.connection, self.as_of = connection, question.as_of
        self._newest = newest(question.moment)
        self.text = lru_cache(_TEXTS)(self._text)

    def bonds(self, found: Sequence[tuple[Place, Row]]) -> Iterator[Bond]:
        """Commitments with the events that they speak of."""
        named = {(place[0], id_) for place, row in found for id_ in _events(row)}
        table = fact.c
        query = select(table.reading, table.ordinal, table.id, table.body).where(tuple_(table.reading, table.id).in_(named))
        events = {(row.reading, row.id): ((row.reading, row.ordinal), row.body) for row in self.connection.execute(query)}
        sides = self._sides([place for place, _ in found] + [place for place, _ in events.values()])
        for place, row in found:
            owed, creditors = sides[place]["debtor"], sides[place]["creditor"]
            act = events.get((place[0], row["act"]))
            condition = events.get((place[0], (row["condition"] or {}).get("event")))
            yield Bond(
                place,
                row,
                frozenset(owed),
                act and deed(act[1], {*owed, *sides[act[0]]["actor"]}, {*creditors, *sides[act[0]]["recipient"]} - set(owed)),
                act and act[1],
                condition and deed(condition[1], sides[condition[0]]["actor"], sides[condition[0]]["recipient"]),
            )

    def told(self, bond: Bond) -> list[Told]:
        """What other reports tell of a commitment."""
        out: list[Told] = []
        start = made(bond.row)
        if start is None:
            return out
        if bond.act is not None and bond.act.origin != "commitment" and (bond.act.type != "AGREE" or is_treaty(bond.act)):
            trigger = self.words(bond.place[0], [bond.act_row["trigger"]]) if bond.act_row else ""
            for place, row, _other in self._alike(bond, bond.act, start):
                words = self.words(place[0], row["evidence"])
                what = happening(row, words, self.words(place[0], [row["trigger"]]), bond.act_row)
                if what is not None:
                    out.append(_told(what, row, words))
            out += self._refusals(bond, trigger, start)
        if bond.condition is not None and bond.row["state"] == "conditional":
            for place, row, other in self._alike(bond, bond.condition, start):
                if row["status"] in ("occurred", "negated") and other.denied == bond.condition.denied:
                    out.append(_told("condition_met", row, self.words(place[0], row["evidence"])))
        return out

    def deed_of(self, place: Place, row: Row) -> Deed:
        """An event as a deed."""
        sides = self._sides([place])[place]
        return deed(row, sides["actor"], sides["recipient"])

    def words(self, of: int, spans: Iterable[list[int]]) -> str:
        """The words of some spans of a reading's text."""
        return quoted(spans, self.text(of))

    # -- asking ----------------------------------------------------------------------------------------------------

    def _alike(self, bond: Bond, sought: Deed, start: date) -> list[tuple[Place, Row, Deed]]:
        """The events of other reports that are a deed."""
        found = self._candidates(sought.doers, sought.type, bond, start)
        sides = self._sides([place for place, _ in found])
        out = [(place, row, deed(row, sides[place]["actor"], sides[place]["recipient"])) for place, row in found]
        return [one for one in out if sought.is_same(one[2])]

    def _refusals(self, bond: Bond, trigger: str, start: date) -> Iterator[Told]:
        for stem in list(stems(trigger))[:1]:
            for place, row in self._candidates(bond.debtors, "REJECT", bond, start, stem):
                words = self.words(place[0], row["evidence"])
                if row["status"] == "occurred" and refuses(words, trigger):
                    yield _told("refused", row, words)

    def _candidates(
        self, doers: frozenset[str], type_: str, bond: Bond, start: date, stem: str | None = None
    ) -> list[tuple[Place, Row]]:
        due = (bond.row["due"] or {}).get("latest")
        end = (date.fromisoformat(due) if due else start) + HORIZON
        p = participant.c
        query = (
            select(fact.c.reading, fact.c.ordinal, fact.c.body, report.c.published_earliest, report.c.published_latest)
            .select_from(participant)
            .join(fact, (fact.c.reading == p.reading) & (fact.c.ordinal == p.fact))
            .join(reading, reading.c.pk == fact.c.reading)
            .join(report, report.c.pk == reading.c.report)
            .where(p.principal.in_(sorted(doers)), p.deed == type_, p.deed.isnot(None))
            .where(p.day > start, p.day <= (min(end, self.as_of) if self.as_of else end))
            .where(reading.c.report_id != bond.row["report"], self._newest)
        )
        if stem is not None:
            query = query.where(fact.c.stems.contains(f" {stem} ", autoescape=True))
        return list(
            {
                (row.reading, row.ordinal): {**row.body, "published": _day(row.published_earliest, row.published_latest)}
                for row in self.connection.execute(query)
            }.items()
        )

    def _sides(self, places: Sequence[Place]) -> dict[Place, dict[str, list[str]]]:
        """The principals of facts' participants, by role."""
        out: dict[Place, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
        p = participant.c
        if places:
            query = select(p.reading, p.fact, p.role, p.principal).where(tuple_(p.reading, p.fact).in_(places))
            for row in self.connection.execute(query):
                out[row.reading, row.fact][row.role].append(row.principal)
        return out

    def _text(self, of: int) -> str:
        query = select(report.c.body).join(reading, reading.c.report == report.c.pk).where(reading.c.pk == of)
        return told_text(self.connection.execute(query).scalar_one())


def _events(row: Row) -> list[str]:
    condition = row["condition"]
    return [row["act"], *([condition["event"]] if condition and condition["event"] else [])]


def _day(earliest: date | None, latest: date | None) -> Row:
    ends = [day.isoformat() if day else None for day in (earliest, latest)]
    edtf = ends[0] if ends[0] and ends[0] == ends[1] else f"{ends[0] or '..'}/{ends[1] or '..'}"
    return {"earliest": ends[0], "latest": ends[1], "edtf": edtf, "basis": "the report's day"}


def _told(what: Happening, row: Row, words: str) -> Told:
    slipped = what == "slipped"  # then the event's day is the one that it was put off to
    when = row["published"] if slipped or not row["when"] else row["when"]
    evidence = tuple((start, end) for start, end in row["evidence"])
    return Told(what, when, row["report"], evidence, words, row["by"], row["when"] if slipped else None)
