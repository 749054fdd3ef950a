"""Who is tied to whom on a day, each pair and type once; and which of it is contested.

A tie is contested where a dispute of the record turns on the words it rests on, where another report says that it had ended, or
where one of the two is itself a contested polity. What reports contest is told, no side taken.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import Connection, and_, or_, select

from foreigndesk.record import queries
from foreigndesk.record.columns import columns
from foreigndesk.record.queries import Question
from foreigndesk.record.reviewed import Standing, corrected, standing
from foreigndesk.record.tables import actor, evidence, fact, reading

TIED = 1_000
"""Relations that are looked at, at the most: of many, the latest by their days."""

UNDIRECTED = frozenset(("diplomatic_relations", "treaty", "alliance", "war", "ceasefire"))
"""The relations that are no other from the other side."""

_Key = tuple[str, str, str]
_OVER = date.min  # the last day, in the record's columns, of what ended on an unknown day


@dataclass(frozen=True, slots=True)
class Tie:
    """What reports say to hold between two actors: type, holder and other with their names, how many tellings, why contested."""

    type: str
    holder: str
    holder_name: str
    other: str
    other_name: str
    tellings: int
    contested: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Told:
    """One report's telling of a relation: its place, what it is a telling of, and on which day it says that it ended, where it did."""

    place: tuple[int, int]
    key: _Key
    ended: date | None


def _key(type_: str, holder: str, other: str) -> _Key:
    """From either side the same for what has no holder."""
    return (type_, other, holder) if type_ in UNDIRECTED and other < holder else (type_, holder, other)


def ties(connection: Connection, question: Question, *, limit: int = 200) -> list[Tie]:
    """The relations that stand under a question's filters, the most told first."""
    reviews = standing(connection, question.moment)
    told = list(_told(connection, question, reviews))
    stand = [one for one in told if one.ended is None]
    counted = Counter(one.key for one in stand)
    chosen = sorted(counted, key=lambda key: (-counted[key], key))[:limit]
    found: dict[_Key, list[_Told]] = defaultdict(list)
    for one in told:
        found[one.key].append(one)
    names, polities = _actors(connection, [one for key in chosen for one in found[key]])
    disputed = _disputed(connection, [one.place for key in chosen for one in found[key] if one.ended is None])
    out = []
    for key in chosen:
        type_, holder, other = key
        why = [f"{names.get(id_, id_)} is a contested polity" for id_ in (holder, other) if id_ in polities]
        ends = [one.ended for one in found[key] if one.ended]
        if ends:
            why.append(f"another report says that it ended by {max(ends).isoformat()}")
        if any(one.place in disputed for one in found[key]):
            why.append("a dispute turns on it")
        out.append(Tie(type_, holder, names.get(holder, holder), other, names.get(other, other), counted[key], tuple(why)))
    return out


def _told(connection: Connection, question: Question, reviews: Standing) -> Iterator[_Told]:
    """The tellings of relations that had begun by the day asked for, standing or ended."""
    open_ended = replace(question, as_of=None)
    wanted = [*queries.conditions(open_ended), fact.c.kind == "relation"]
    if question.as_of is not None:
        wanted.append(or_(fact.c.begins.is_(None), fact.c.begins <= question.as_of))
    if question.actor is not None:
        wanted.append(queries.takes_part_in(question.actor))
    keys = select(fact.c.reading, fact.c.ordinal).join(reading, reading.c.pk == fact.c.reading).where(*wanted)
    latest = keys.order_by(fact.c.first.desc()).limit(TIED).subquery()
    sides = [fact.c.body["parties"][number].as_string() for number in (0, 1)]
    rows = select(fact.c.reading, fact.c.ordinal, fact.c.type, fact.c.ends, *sides)
    rows = rows.join(latest, and_(latest.c.reading == fact.c.reading, latest.c.ordinal == fact.c.ordinal))
    left_out = set(reviews.corrections) | (set() if question.rejected else reviews.rejected)
    for key, ordinal, type_, ends, holder, other in connection.execute(rows).all():
        if (key, ordinal) not in left_out and (ended := _ended(ends, question.as_of)) != _OVER:
            yield _Told((key, ordinal), _key(type_, holder, other), ended)
    for one in corrected(connection, ("relation",), open_ended, reviews) if reviews.corrections else ():
        place = one.reading, one.ordinal
        row = reviews.told(place, one.body)
        found = columns(row, {})
        begun = question.as_of is None or found["begins"] is None or found["begins"] <= question.as_of
        if begun and (ended := _ended(found["ends"], question.as_of)) != _OVER:
            yield _Told(place, _key(row["type"], *row["parties"]), ended)


def _ended(ends: date | None, as_of: date | None) -> date | None:
    """The day by which it had ended, ``None`` where it stands, ``_OVER`` where it ended on a day that nobody tells."""
    return None if ends is None or (as_of is not None and ends >= as_of) else ends


def _actors(connection: Connection, told: Sequence[_Told]) -> tuple[dict[str, str], set[str]]:
    """The names of those tied, and which of them are contested polities."""
    query = select(actor.c.id, actor.c.name, actor.c.type).where(actor.c.reading.in_(sorted({one.place[0] for one in told})))
    ids = sorted({id_ for one in told for id_ in one.key[1:]})
    rows = connection.execute(query.where(actor.c.id.in_(ids)).order_by(actor.c.reading)).all()
    return {id_: name for id_, name, _ in rows}, {id_ for id_, _, type_ in rows if type_ == "contested_polity"}


def _disputed(connection: Connection, places: Sequence[tuple[int, int]]) -> set[tuple[int, int]]:
    """Which relations rest on words that a dispute of their report rests on, too."""
    mine, theirs = evidence.alias("mine"), evidence.alias("theirs")
    overlap = and_(theirs.c.reading == mine.c.reading, theirs.c.start < mine.c.end, mine.c.start < theirs.c.end)
    disputes = and_(fact.c.reading == theirs.c.reading, fact.c.ordinal == theirs.c.fact, fact.c.kind + "" == "dispute")
    query = select(mine.c.reading, mine.c.fact).select_from(mine).join(theirs, overlap).join(fact, disputes)
    of, ordinals = (sorted({place[n] for place in places}) for n in (0, 1))
    found = connection.execute(query.where(mine.c.reading.in_(of), mine.c.fact.in_(ordinals)).distinct()).all()
    return {(key, ordinal) for key, ordinal in found} & set(places)
