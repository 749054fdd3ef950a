"""Finds in the record what was told of commitments in other reports than their own, and what would follow if …"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, Select, and_, bindparam, exists, func, or_, select

from foreigndesk.reading.lifecycle import Happening
from foreigndesk.record.flat import quoted, told_text
from foreigndesk.record.lives import HORIZON, Deed, Told, deed, happening, is_treaty, made, refuses
from foreigndesk.record.queries import Question, newest
from foreigndesk.record.reviewed import NONE, Standing
from foreigndesk.record.tables import fact, participant, reading, report
from foreigndesk.rows import Row

_TEXTS = 64
_QUERIES = 12
Place = tuple[int, int]
"""A fact's key: its reading, and its ordinal there."""


_side = participant.alias("side")
_PARTIES = (
    select(func.aggregate_strings(_side.c.role + ":" + _side.c.principal, "\n"))
    .where(_side.c.reading == fact.c.reading, _side.c.fact == fact.c.ordinal)
    .correlate(fact)
    .scalar_subquery()
    .label("sides")
)
"""The principals of a fact's participants, each after its role and a colon, on lines of their own."""

_FACTS = select(fact.c.reading, fact.c.ordinal, fact.c.id, fact.c.stems, fact.c.body, _PARTIES).where(
    fact.c.reading.in_(bindparam("readings", expanding=True)), fact.c.id.in_(bindparam("ids", expanding=True))
)


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
        self.moment = question.moment
        self.text = lru_cache(_TEXTS)(self._text)

    def bonds(self, found: Sequence[tuple[Place, Row]]) -> Iterator[Bond]:
        """Commitments with the events that they speak of."""
        named = {id_ for _, row in found for id_ in (row["id"], *_events(row))}
        of = {place[0] for place, _ in found}
        asked = {"readings": sorted(of), "ids": sorted(named)}
        facts = {(one.reading, one.id): one for one in self.connection.execute(_FACTS, asked)}

        def told(one: Any, doers: Iterable[str] = (), toward: Iterable[str] = ()) -> Deed:
            sides = _sides(one.sides)
            return deed(one.body, {*doers, *sides["actor"]}, {*toward, *sides["recipient"]})

        for place, row in found:
            parties = _sides(facts[place[0], row["id"]].sides)
            owed, creditors = parties["debtor"], parties["creditor"]
            act = facts.get((place[0], row["act"]))
            condition = facts.get((place[0], (row["condition"] or {}).get("event")))
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
            found = self._candidates(act, bond, bond.stem)
            for row, other in found:
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
            for row, other in self._candidates(condition, bond):
                met = row["status"] in ("occurred", "negated") and other[1].denied == condition.denied
                if met and condition.is_same(other[1]):
                    out.append(_told("condition_met", row, self.words(other[0], row["evidence"])))
        return out

    def deeds(self, of: int, ids: Sequence[str]) -> list[Deed]:
        """Events of a reading as deeds."""
        found = self.connection.execute(_FACTS, {"readings": [of], "ids": list(ids)})
        sides = ((one, _sides(one.sides)) for one in found)
        return [deed(one.body, parties["actor"], parties["recipient"]) for one, parties in sides]

    def words(self, of: int, spans: Iterable[list[int]]) -> str:
        """The words of some spans of a reading's text."""
        return quoted(spans, self.text(of))

    # -- asking ----------------------------------------------------------------------------------------------------

    def _candidates(self, sought: Deed, bond: Bond, refused: str | None = None) -> list[tuple[Row, tuple[int, Deed]]]:
        """What other reports tell, in time to count, that may be a deed, or a refusal of what begins like a word."""
        start = made(bond.row)
        if start is None or not sought.doers:
            return []
        due = (bond.row["due"] or {}).get("latest")
        end = (date.fromisoformat(due) if due else start) + HORIZON
        asked = {
            "doers": sorted(sought.doers),
            "type": sought.type,
            "toward": sorted(sought.toward),
            "cameo": sought.cameo,
            "start": start,
            "end": min(end, self.as_of) if self.as_of else end,
            "own": bond.row["report"],
        }
        known_by = "places" if sought.places else "toward" if sought.toward else "cameo"
        query = _deeds_told(self.moment, known_by, refused is not None)
        found = self.connection.execute(query, asked if refused is None else asked | {"stem": f"% {refused}%"})
        out: dict[Place, tuple[Row, tuple[int, Deed]]] = {}
        for one in found:
            place = (one.reading, one.ordinal)
            if place in self.reviews.rejected:
                continue
            published, sides = _day(one.published_earliest, one.published_latest), _sides(one.sides)
            row = {**self.reviews.told(place, one.body), "published": published}
            out[place] = row, (one.reading, deed(row, sides["actor"], sides["recipient"]))
        return list(out.values())

    def _text(self, of: int) -> str:
        query = select(report.c.body).join(reading, reading.c.report == report.c.pk).where(reading.c.pk == of)
        return told_text(self.connection.execute(query).scalar_one())


@lru_cache(_QUERIES)
def _deeds_told(moment: datetime | None, known_by: str, or_refused: bool) -> Select[Any]:
    """Events that some actors did in a time, told by any report but one; made once, for it is asked for each commitment.

    ``known_by`` says by what a deed can be the one sought: by its ``places`` or whom it is toward, by ``toward`` alone, or,
    where the one sought names neither, by its ``cameo``. ``or_refused`` adds the refusals told by a word.
    """
    p = participant.c
    toward = exists().where(
        *(_side.c.reading == p.reading, _side.c.fact == p.fact), _side.c.principal.in_(bindparam("toward", expanding=True))
    ).correlate(participant)  # by the participant's keys: what is not alike is left before its fact is looked up
    placed = fact.c.body["places"][0]["name"].as_string().isnot(None)
    same_code = fact.c.body["cameo"].as_string() == bindparam("cameo")
    alike = {"places": or_(toward, placed), "toward": toward, "cameo": same_code}[known_by]
    of_type = p.deed == bindparam("type")
    query = (
        select(fact.c.reading, fact.c.ordinal, fact.c.body, report.c.published_earliest, report.c.published_latest, _PARTIES)
        .select_from(participant)
        .join(fact, (fact.c.reading == p.reading) & (fact.c.ordinal == p.fact))
        .join(reading, reading.c.pk == fact.c.reading)
        .join(report, report.c.pk == reading.c.report)
        .where(p.principal.in_(bindparam("doers", expanding=True)), p.deed.isnot(None))
        .where(p.day > bindparam("start"), p.day <= bindparam("end"))
        .where(reading.c.report_id != bindparam("own"), newest(moment))
    )
    if not or_refused:
        return query.where(of_type, alike)
    refused = and_(p.deed == "REJECT", fact.c.stems.like(bindparam("stem")))
    return query.where(p.deed.in_((bindparam("type"), "REJECT")), or_(and_(of_type, alike), refused))


def _sides(told: str | None) -> dict[str, list[str]]:
    """Principals by role."""
    out: dict[str, list[str]] = defaultdict(list)
    for line in (told or "").splitlines():
        role, _, name = line.partition(":")
        out[role].append(name)
    return out


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
