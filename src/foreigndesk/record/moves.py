"""Finds in the record what was told of commitments in other reports than their own, and what would follow if …"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, or_, select

from foreigndesk.reading.lifecycle import Happening
from foreigndesk.record.flat import quoted, told_text
from foreigndesk.record.lives import HORIZON, Deed, Told, deed, happening, is_treaty, made, refuses
from foreigndesk.record.queries import Question, newest
from foreigndesk.record.reviewed import NONE, Standing
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
    stem: str | None  # of the act's own word
    condition: Deed | None


class Moves:
    """Answers for commitments of one moment of the record, a few at a time."""

    def __init__(self, connection: Connection, question: Question, reviews: Standing = NONE) -> None:
        self.connection, self.as_of, self.reviews = connection, question.as_of, reviews
        self._newest = newest(question.moment)
        self.text = lru_cache(_TEXTS)(self._text)

    def bonds(self, found: Sequence[tuple[Place, Row]]) -> Iterator[Bond]:
        """Commitments with the events that they speak of."""
        named = {id_ for _, row in found for id_ in _events(row)}
        of = {place[0] for place, _ in found}
        c = fact.c
        query = select(c.reading, c.ordinal, c.id, c.stems, c.body).where(c.reading.in_(sorted(of)), c.id.in_(sorted(named)))
        events = {(one.reading, one.id): one for one in self.connection.execute(query)}
        sides = self._sides([place for place, _ in found] + [(one.reading, one.ordinal) for one in events.values()])

        def told(one: Any, doers: Iterable[str] = (), toward: Iterable[str] = ()) -> Deed:
            of = sides[one.reading, one.ordinal]
            return deed(one.body, {*doers, *of["actor"]}, {*toward, *of["recipient"]})

        for place, row in found:
            owed, creditors = sides[place]["debtor"], sides[place]["creditor"]
            act = events.get((place[0], row["act"]))
            condition = events.get((place[0], (row["condition"] or {}).get("event")))
            yield Bond(
                place,
                row,
                frozenset(owed),
                told(act, owed, creditors) if act else None,
                act.body if act else None,
                ((act.stems or "").split() or [None])[0] if act else None,
                told(condition) if condition else None,
            )

    def told(self, bond: Bond) -> list[Told]:
        """What other reports tell of a commitment."""
        out: list[Told] = []
        act, condition = bond.act, bond.condition
        if act is not None and act.origin != "commitment" and (act.type != "AGREE" or is_treaty(act)):
            found = self._candidates(act.doers | bond.debtors, act.type, bond, bond.stem)
            for row, other in self._deeds(found):
                same = act.is_same(other[1])
                if not same and not (row["type"] == "REJECT" and row["status"] == "occurred" and bond.stem):
                    continue
                words = self.words(other[0], row["evidence"])
                if same:
                    what = happening(row, words, self.words(other[0], [row["trigger"]]), bond.act_row)
                    if what is not None:
                        out.append(_told(what, row, words))
                elif bond.stem and refuses(words, bond.stem):
                    out.append(_told("refused", row, words))
        if condition is not None and bond.row["state"] == "conditional":
            for row, other in self._deeds(self._candidates(condition.doers, condition.type, bond)):
                met = row["status"] in ("occurred", "negated") and other[1].denied == condition.denied
                if met and condition.is_same(other[1]):
                    out.append(_told("condition_met", row, self.words(other[0], row["evidence"])))
        return out

    def deed_of(self, place: Place, row: Row) -> Deed:
        """An event as a deed."""
        sides = self._sides([place])[place]
        return deed(row, sides["actor"], sides["recipient"])

    def words(self, of: int, spans: Iterable[list[int]]) -> str:
        """The words of some spans of a reading's text."""
        return quoted(spans, self.text(of))

    # -- asking ----------------------------------------------------------------------------------------------------

    def _candidates(self, doers: frozenset[str], type_: str, bond: Bond, refused: str | None = None) -> list[tuple[Place, Row]]:
        """The events of other reports that some did, of a type, or refusals of what begins like a word, in time to count."""
        start = made(bond.row)
        if start is None or not doers:
            return []
        due = (bond.row["due"] or {}).get("latest")
        end = (date.fromisoformat(due) if due else start) + HORIZON
        p = participant.c
        of_type = p.deed == type_ if refused is None else p.deed.in_(sorted({type_, "REJECT"}))
        query = (
            select(fact.c.reading, fact.c.ordinal, fact.c.body, report.c.published_earliest, report.c.published_latest)
            .select_from(participant)
            .join(fact, (fact.c.reading == p.reading) & (fact.c.ordinal == p.fact))
            .join(reading, reading.c.pk == fact.c.reading)
            .join(report, report.c.pk == reading.c.report)
            .where(p.principal.in_(sorted(doers)), of_type, p.deed.isnot(None))
            .where(p.day > start, p.day <= (min(end, self.as_of) if self.as_of else end))
            .where(reading.c.report_id != bond.row["report"], self._newest)
        )
        if refused is not None:
            query = query.where(or_(p.deed == type_, fact.c.stems.contains(f" {refused} ", autoescape=True)))
        out: dict[Place, Row] = {}
        for row in self.connection.execute(query):
            place = (row.reading, row.ordinal)
            if place not in self.reviews.rejected:
                day = _day(row.published_earliest, row.published_latest)
                out[place] = {**self.reviews.told(place, row.body), "published": day}
        return list(out.items())

    def _deeds(self, found: Sequence[tuple[Place, Row]]) -> list[tuple[Row, tuple[int, Deed]]]:
        """Events with their readings, as deeds."""
        sides = self._sides([place for place, _ in found])
        return [(row, (place[0], deed(row, sides[place]["actor"], sides[place]["recipient"]))) for place, row in found]

    def _sides(self, places: Sequence[Place]) -> dict[Place, dict[str, list[str]]]:
        """The principals of facts' participants, by role."""
        out: dict[Place, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
        p = participant.c
        if places:
            # Two lists, not one of pairs, for which SQLite would go through the whole table; what is too many is left lying.
            of, facts = ({place[n] for place in places} for n in (0, 1))
            query = select(p.reading, p.fact, p.role, p.principal).where(p.reading.in_(sorted(of)), p.fact.in_(sorted(facts)))
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
