"""What is noted when a report is added, so that commitments are followed through all reports (``moves``).

What each commitment of the report waits for is kept, and what events of other reports tell of it; and what each event of the
report tells of the commitments of others. A move rests on the two tellings alone, so the order in which reports come does
not matter; which of them count is chosen when the record is asked.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache, partial
from typing import Any, get_args

from sqlalchemy import Connection, Select, and_, bindparam, exists, func, insert, or_, select

from foreigndesk.model import EventType
from foreigndesk.record import waiting
from foreigndesk.record.columns import told_on, told_stems, window
from foreigndesk.record.flat import quoted, told_text
from foreigndesk.record.lives import Deed, Told, deed
from foreigndesk.record.tables import awaited, fact, move, participant, reading, report
from foreigndesk.record.waiting import Awaited, Quote
from foreigndesk.rows import Row

Place = tuple[int, int]
"""A fact's key: its reading, and its ordinal there."""

_side = participant.alias("side")
SIDES = (
    select(func.aggregate_strings(_side.c.role + ":" + _side.c.principal, "\n"))
    .where(_side.c.reading == fact.c.reading, _side.c.fact == fact.c.ordinal)
    .correlate(fact)
    .scalar_subquery()
    .label("sides")
)
"""The principals of a fact's participants, each after its role and a colon, on lines of their own."""

_QUERIES = 6
_LONG = 3  # letters from which on a stem is known by its beginning


@dataclass(frozen=True, slots=True)
class Telling:
    """An event that can move commitments: its place, row and deed, its day, its report's, and how to quote its text."""

    place: Place
    row: Row
    deed: Deed
    day: date
    published: Row
    quote: Quote
    stems: frozenset[str] = frozenset()  # of a refusal's sentence


@dataclass(frozen=True, slots=True)
class Moved:
    """A commitment's place, what it waits for, the event that moves it, and what is told."""

    place: Place
    of: Awaited
    by: Telling
    told: Told

    @property
    def columns(self) -> dict[str, Any]:
        """As it is kept."""
        here, there = (dict(zip(("reading", "fact"), place, strict=True)) for place in (self.place, self.by.place))
        kept = {"happening": self.told.happening, "day": self.by.day, "due": waiting.last_day(self.of, self.told)}
        return {**here, **{f"other_{key}": value for key, value in there.items()}, **kept, "body": waiting.body(self.told)}


def note(connection: Connection, key: int, found: Row, facts: Sequence[Row], principals: Mapping[str, str]) -> None:
    """Keep what the commitments of a new reading wait for, and what is told of them and by its events.

    ``found`` is the report's row, ``facts`` all but its actors in their order, ``principals`` says for whom those act.
    """
    note_waits(connection, key, found, facts, principals)
    text, published = told_text(found), published_on(*window(found["published"]))
    tellings = []
    for ordinal, row in enumerate(facts):
        if row["kind"] == "event" and (day := told_on(row, found)) is not None:
            sides = _principals(row["actors"], principals), _principals(row["recipients"], principals)
            quote = partial(quoted, text=text)
            tellings.append(Telling((key, ordinal), row, deed(row, *sides), day, published, quote, refusing(row, text)))
    _keep(connection, moved_by(connection, tellings))


def note_waits(connection: Connection, key: int, found: Row, facts: Sequence[Row], principals: Mapping[str, str]) -> None:
    """Keep what the commitments of a reading wait for, and what other reports that are there tell of them."""
    waits = list(_waits(key, facts, told_text(found), principals))
    columns = [
        {"reading": place[0], "fact": place[1], "principal": name, "deed": one.deed.type, "until": one.until, "made": one.made}
        | {"part": one.part, "stem": one.stem, "body": one.body}
        for place, one in waits
        for name in sorted(one.deed.doers)
    ]
    if columns:
        connection.execute(insert(awaited), columns)
    _keep(connection, _told_before(connection, found["id"], waits))


def _keep(connection: Connection, found: Iterable[Moved]) -> None:
    if moves := [moved.columns for moved in found]:
        connection.execute(insert(move), moves)


def moved_by(connection: Connection, tellings: Sequence[Telling]) -> Iterator[Moved]:
    """The commitments of all other reports that some events move, in whatever reading."""
    tellings = [one for one in tellings if one.deed.doers]
    if not tellings:
        return
    found: dict[tuple[str, str], list[tuple[Place, str, Awaited]]] = defaultdict(list)
    for one in _waiting(connection, tellings):
        place = (one.reading, one.fact)
        found[one.principal, one.deed].append((place, one.report_id, waiting.kept(one)))
    for telling in tellings:
        types = {telling.deed.type} if telling.deed.type != "REJECT" else {type_ for _, type_ in found}
        keys = ((name, type_) for name in sorted(telling.deed.doers) for type_ in sorted(types))
        seen = set()
        for place, report_id, of in (one for key in keys for one in found.get(key, ())):
            if (place, of.part) in seen or report_id == telling.row["report"] or not of.counts(telling.day):
                continue
            seen.add((place, of.part))
            told = waiting.told(of, telling.row, telling.deed, telling.published, telling.quote)
            if told is not None:
                yield Moved(place, of, telling, told)


def refusing(row: Row, text: str) -> frozenset[str]:
    """The stems of a refusal's sentence, and their beginnings that are long enough to know a word by."""
    said = (told_stems(row, text) or "").split() if row["type"] == "REJECT" else ()
    return frozenset(stem[:length] for stem in said for length in {len(stem), *range(_LONG + 1, len(stem))})


def published_on(earliest: date | None, latest: date | None) -> Row:
    """The window of a report's day."""
    ends = [day.isoformat() if day else None for day in (earliest, latest)]
    edtf = ends[0] if ends[0] and ends[0] == ends[1] else f"{ends[0] or '..'}/{ends[1] or '..'}"
    return {"earliest": ends[0], "latest": ends[1], "edtf": edtf, "basis": "the report's day"}


def sides(told: str | None) -> dict[str, list[str]]:
    """Principals by role, out of ``SIDES``."""
    out: dict[str, list[str]] = defaultdict(list)
    for line in (told or "").splitlines():
        role, _, name = line.partition(":")
        out[role].append(name)
    return out


# -- what the report's own commitments wait for --------------------------------------------------------------------------------


def _waits(key: int, facts: Sequence[Row], text: str, principals: Mapping[str, str]) -> Iterator[tuple[Place, Awaited]]:
    events = {row["id"]: row for row in facts if row["kind"] == "event"}

    def as_deed(row: Row, doers: Iterable[str] = (), toward: Iterable[str] = ()) -> Deed:
        acting, met = (_principals(row[side], principals) for side in ("actors", "recipients"))
        return deed(row, {*doers, *acting}, {*toward, *met})

    for ordinal, row in enumerate(facts):
        if row["kind"] != "commitment":
            continue
        owed, creditors = (_principals(row[side], principals) for side in ("debtor", "creditor"))
        act, condition = events.get(row["act"]), events.get((row["condition"] or {}).get("event"))
        stem = next(iter((told_stems(act, text) or "").split()), None) if act else None
        promised, met = as_deed(act, owed, creditors) if act else None, as_deed(condition) if condition else None
        for one in waiting.awaited(row, promised, act, stem, met):
            yield (key, ordinal), one


def _principals(ids: Iterable[str], principals: Mapping[str, str]) -> list[str]:
    return [principals[id_] for id_ in ids]


def _told_before(connection: Connection, own: str, waits: Iterable[tuple[Place, Awaited]]) -> Iterator[Moved]:
    """What other reports that are there tell of commitments, in whatever reading."""
    quote = _quotes(connection)
    for place, of in waits:
        sought = of.deed
        asked = {
            "doers": sorted(sought.doers),
            "type": sought.type,
            "toward": sorted(sought.toward),
            "cameo": sought.cameo,
            "start": of.made,
            "end": of.until,
            "own": own,
            **({"stem": f"% {of.stem}%"} if of.stem else {}),
        }
        known_by = "places" if sought.places else "toward" if sought.toward else "cameo"
        seen = set()
        for one in connection.execute(_deeds_told(known_by, of.stem is not None), asked):
            by = (one.reading, one.ordinal)
            if by in seen:
                continue
            seen.add(by)
            parties = sides(one.sides)
            published = published_on(one.published_earliest, one.published_latest)
            other = deed(one.body, parties["actor"], parties["recipient"])
            told = waiting.told(of, one.body, other, published, quote(one.reading))
            if told is not None:
                yield Moved(place, of, Telling(by, one.body, other, one.day, published, quote(one.reading)), told)


def _quotes(connection: Connection) -> Callable[[int], Quote]:
    """How to quote the text of a reading, which is only looked up for those that are quoted."""

    @lru_cache(None)
    def text(of: int) -> str:
        query = select(report.c.body).join(reading, reading.c.report == report.c.pk).where(reading.c.pk == of)
        return told_text(connection.execute(query).scalar_one())

    return lambda of: lambda spans: quoted(spans, text(of))


@lru_cache(_QUERIES)
def _deeds_told(known_by: str, or_refused: bool) -> Select[Any]:
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
        select(fact.c.reading, fact.c.ordinal, fact.c.body, p.day, report.c.published_earliest, report.c.published_latest, SIDES)
        .select_from(participant)
        .join(fact, (fact.c.reading == p.reading) & (fact.c.ordinal == p.fact))
        .join(reading, reading.c.pk == fact.c.reading)
        .join(report, report.c.pk == reading.c.report)
        .where(p.principal.in_(bindparam("doers", expanding=True)))
        .where(p.day > bindparam("start"), p.day <= bindparam("end"))
        .where(reading.c.report_id != bindparam("own"))
    )
    if not or_refused:
        return query.where(of_type, alike)
    refused = and_(p.deed == "REJECT", fact.c.stems.like(bindparam("stem")))
    return query.where(p.deed.in_((bindparam("type"), "REJECT")), or_(and_(of_type, alike), refused))


# -- what others wait for ----------------------------------------------------------------------------------------------------


def _waiting(connection: Connection, tellings: Sequence[Telling]) -> Iterator[Any]:
    """What waits for deeds of these types by these actors, or may be refused by these, about these days."""
    first, last = min(one.day for one in tellings), max(one.day for one in tellings)
    query = select(awaited, reading.c.report_id).join(reading, reading.c.pk == awaited.c.reading)
    query = query.where(awaited.c.until >= first, awaited.c.made < last)
    doers = {name for one in tellings for name in one.deed.doers}
    types = {one.deed.type for one in tellings}
    yield from connection.execute(query.where(awaited.c.principal.in_(sorted(doers)), awaited.c.deed.in_(sorted(types))))
    refusals = [one for one in tellings if one.stems]
    if refusals:
        refusing = {name for one in refusals for name in one.deed.doers}
        stems = {stem for one in refusals for stem in one.stems}
        others = sorted({*get_args(EventType)} - types)
        other = query.where(awaited.c.principal.in_(sorted(refusing)), awaited.c.deed.in_(others))
        yield from connection.execute(other.where(awaited.c.stem.in_(sorted(stems))))
