"""What people judged of the record's facts: accepted, rejected or corrected, and which tellings are of one event.

Reviews are added and never changed. Of a fact's reviews the last one stands (by its moment, then its id); taking it back is
a review of its own, after which the one before it stands again. Each keeps the fact as it was judged, so that it is found
again when a newer version has read the report (``anchoring``), and can be given to another's record. In whatever order
reviews and reports come in, the same ones make the same record.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, delete, insert, or_, select

from foreigndesk.errors import UsageError
from foreigndesk.model import fact_id
from foreigndesk.record import tables
from foreigndesk.record.anchoring import found, kept
from foreigndesk.record.corrections import FIELDS, Around, Given, corrected
from foreigndesk.record.flat import KINDS, told_text
from foreigndesk.record.queries import moment_of, newest
from foreigndesk.record.tables import anchor, review
from foreigndesk.rows import Row

OF_FACTS = ("accepted", "rejected", "corrected")
OF_PAIRS = ("apart", "together")
TAKEN_BACK = "withdrawn"
_SHOWN = 4  # ids that an ambiguous beginning names
_KEYS = frozenset({"kind", "id", "fact", "other", "verdict", "correction", "reviewer", "at", "note", "takes_back"})


# -- judging -----------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Page:
    """One reading of a report, as reviews need it."""

    key: int
    text: str
    sha256: str
    facts: list[Row]
    actors: dict[str, Row]


def judge(
    connection: Connection,
    beginning: str,
    verdict: str,
    given: Mapping[str, Given] | None,
    reviewer: str,
    at: datetime,
    note: str | None,
) -> Row:
    """Add the review of a fact, which is given back; a correction comes on top of the one that stands."""
    if verdict not in OF_FACTS:
        raise UsageError("FD541", f"a fact cannot be {verdict!r}: give one of {', '.join(OF_FACTS)}")
    if (verdict == "corrected") != bool(given):
        raise UsageError("FD541", "what is corrected needs fields, and nothing else has them: give field=value with a correction alone")
    id_, report = _named(connection, beginning)
    page = _page(connection, report)
    row = next(one for one in page.facts if one["id"] == id_)
    fact = _kept(page, row)
    correction = None
    if given:
        before = next((one["correction"] for one in reversed(_of_fact(connection, id_, report)) if one["standing"]), None) or {}
        places = [one for one in page.facts if one["kind"] == "place"]
        around = Around(report, page.text, list(page.actors.values()), places)
        correction = {**before, **corrected({**row, **before}, given, around)}
        fact["actors"] |= _mentioned(correction, page.actors)
    body = {"fact": fact, "verdict": verdict, "correction": correction}
    return _add(connection, body, reviewer, at, note)


def pair(
    connection: Connection, one: str, other: str, verdict: str, reviewer: str, at: datetime, note: str | None
) -> Row:
    """Add the review that two reports' events are one, or are not, which is given back. Raises UsageError FD546."""
    sides = sorted([_named(connection, one), _named(connection, other)], key=lambda side: side[1])
    if sides[0][1] == sides[1][1]:
        raise UsageError("FD546", f"{one} and {other} are told by one report: what is put together or apart is told by two")
    facts = []
    for id_, report in sides:
        page = _page(connection, report)
        row = next(row for row in page.facts if row["id"] == id_)
        if row["kind"] != "event":
            raise UsageError("FD546", f"{id_} is a {row['kind']}: only events are put together or apart")
        facts.append(_kept(page, row))
    return _add(connection, {"fact": facts[0], "other": facts[1], "verdict": verdict, "correction": None}, reviewer, at, note)


def undo(connection: Connection, beginning: str, reviewer: str, at: datetime, note: str | None) -> Row:
    """Take back a review, by its id or, of a fact, the one that stands; the withdrawal is given back. Raises UsageError FD545."""
    standing = [one for one in history(connection) if one["standing"]]
    own = [one for one in standing if one["id"].startswith(beginning)] if beginning.startswith("review-") else []
    for verdicts in (OF_FACTS, OF_PAIRS):
        if not own and beginning:
            own = [one for one in standing if one["verdict"] in verdicts and any(id_.startswith(beginning) for id_ in _ids(one))]
    if not own:
        raise UsageError("FD545", f"no review stands of {beginning!r}: give the id of one that `foreigndesk reviews` lists, or its fact's")
    if len(own) > 1:
        shown = ", ".join(one["id"] for one in own[:_SHOWN])
        raise UsageError("FD545", f"{len(own)} reviews stand of {beginning!r}: give the id of one, such as {shown}")
    taken = own[0]
    fact = {name: taken["fact"][name] for name in ("id", "report", "kind")}
    body = {"fact": fact, "verdict": TAKEN_BACK, "correction": None, "takes_back": taken["id"]}
    return _add(connection, body, reviewer, at, note)


def _ids(row: Row) -> list[str]:
    """The ids of the facts that a review is of."""
    return [row[name]["id"] for name in ("fact", "other") if name in row]


def _add(connection: Connection, body: Row, reviewer: str, at: datetime, note: str | None) -> Row:
    if not reviewer.strip():
        raise UsageError("FD541", "a review needs somebody who stands for it: give the reviewer's name")
    moment = moment_of(at)
    assert moment is not None
    row = {"kind": "review", "id": "", **body, "reviewer": reviewer.strip(), "at": _moment(moment)}
    if note:
        row["note"] = note
    row["id"] = _id(row)
    take(connection, [row], moment)
    return row


def _moment(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat().replace("+00:00", "Z")


def _id(row: Row) -> str:
    said = {name: value for name, value in row.items() if name not in ("id", "kind")}
    return fact_id("review", json.dumps(said, sort_keys=True, ensure_ascii=False))


def _named(connection: Connection, beginning: str) -> tuple[str, str]:
    """The id and report of the one fact whose id begins so, in the newest readings. Raises UsageError FD540."""
    c = tables.fact.c
    query = select(c.id, tables.reading.c.report_id).join(tables.reading, tables.reading.c.pk == c.reading)
    query = query.where(c.kind.in_(KINDS), newest())
    hits: list[tuple[str, str]] = []
    # The id itself is looked up in its index; only for a beginning all ids are gone through.
    for known in (c.id == beginning, c.id.startswith(beginning, autoescape=True)):
        if not hits and beginning:
            hits = sorted({(row[0], row[1]) for row in connection.execute(query.where(known))})
    if not hits:
        raise UsageError("FD540", f"the record has no fact {beginning!r}: ids are those that the lists print with --format jsonl or csv")
    if len(hits) > 1:
        shown = ", ".join(hit[0] for hit in hits[:_SHOWN])
        more = f" and {len(hits) - _SHOWN} more" if len(hits) > _SHOWN else ""
        raise UsageError("FD540", f"{beginning!r} may be any of {len(hits)} facts: {shown}{more}; give more of the one you mean")
    return hits[0]


def _page(connection: Connection, report: str) -> _Page:
    reading, c = tables.reading, tables.report.c
    query = select(reading.c.pk, c.body, c.sha256).join(reading, reading.c.report == c.pk)
    row = connection.execute(query.where(reading.c.report_id == report, newest())).one()
    return _read(connection, row.pk, told_text(row.body), row.sha256)


def _read(connection: Connection, key: int, text: str, sha256: str) -> _Page:
    facts, actors = (
        list(connection.scalars(select(table.c.body).where(table.c.reading == key).order_by(table.c.ordinal)))
        for table in (tables.fact, tables.actor)
    )
    return _Page(key, text, sha256, facts, {row["id"]: row for row in actors})


def _kept(page: _Page, row: Row) -> Row:
    return kept(row, page.facts, page.actors, page.text, page.sha256)


def _mentioned(correction: Row, actors: Mapping[str, Row]) -> dict[str, Row]:
    """The actors that a correction names."""
    values = [value if isinstance(value, list) else [value] for value in correction.values()]
    ids = {one for several in values for one in several if isinstance(one, str) and one in actors}
    return {id_: {name: actors[id_][name] for name in ("name", "type", "iso3")} for id_ in sorted(ids)}


# -- taking in and anchoring ---------------------------------------------------------------------------------------------


def take(connection: Connection, rows: Sequence[Row], recorded: datetime) -> int:
    """Take in reviews that the record does not have yet, unless their report was withdrawn; how many were new."""
    stone = tables.withdrawal
    gone = set(connection.scalars(select(stone.c.report_id).where(stone.c.readmitted.is_(None))))
    new: dict[str, list[Row]] = defaultdict(list)  # by report
    count = 0
    for row in rows:
        other = row.get("other") and row["other"]["report"]
        known = connection.scalar(select(review.c.id).where(review.c.id == row["id"]))
        if known is not None or {row["fact"]["report"], other} & gone:
            continue
        count += 1
        values = {name: row.get(name) for name in ("id", "verdict", "takes_back", "reviewer", "correction")}
        at = datetime.fromisoformat(row["at"])
        connection.execute(
            insert(review),
            {**values, "report_id": row["fact"]["report"], "other_report_id": other, "at": at, "recorded": recorded, "body": row},
        )
        for report in {row["fact"]["report"], other} - {None}:
            new[report].append(row)
    for report, added in new.items():
        for one in _readings(connection, report):
            _anchor(connection, _read(connection, *one), report, added)
    return count


def anchor_all(connection: Connection, key: int, report_id: str) -> None:
    """Find in a new reading what was judged of its report."""
    query = select(review.c.body).where(or_(review.c.report_id == report_id, review.c.other_report_id == report_id))
    rows = list(connection.scalars(query.order_by(review.c.id)))
    if rows:
        page = next(_read(connection, *one) for one in _readings(connection, report_id) if one[0] == key)
        _anchor(connection, page, report_id, rows)


def _readings(connection: Connection, report: str) -> list[tuple[int, str, str]]:
    reading, c = tables.reading, tables.report.c
    query = select(reading.c.pk, c.body, c.sha256).join(reading, reading.c.report == c.pk)
    return [(row.pk, told_text(row.body), row.sha256) for row in connection.execute(query.where(reading.c.report_id == report))]


def _anchor(connection: Connection, page: _Page, report: str, rows: Iterable[Row]) -> None:
    anchors = []
    for row in rows:
        for side, name in enumerate(("fact", "other")):
            if row["verdict"] != TAKEN_BACK and name in row and row[name]["report"] == report:
                place = found(row[name], row["correction"], page.facts, page.actors, page.text, page.sha256)
                if place is not None:
                    anchors.append({"review": row["id"], "side": side, "reading": page.key, "fact": place})
    if anchors:
        connection.execute(insert(anchor), anchors)


def forget(connection: Connection, report_id: str) -> None:
    """Delete the reviews of a report that is withdrawn: they have its words."""
    connection.execute(delete(review).where(or_(review.c.report_id == report_id, review.c.other_report_id == report_id)))


# -- listing -----------------------------------------------------------------------------------------------------------------


def history(connection: Connection) -> list[Row]:
    """All reviews by their moment, each with ``standing`` (neither superseded nor taken back) and ``anchored`` (found in the
    newest reading, or readings); a withdrawal has ``standing`` false."""
    rows = list(connection.scalars(select(review.c.body).order_by(review.c.at, review.c.id)))
    places: dict[str, dict[int, tuple[int, int]]] = defaultdict(dict)
    query = select(anchor).join(tables.reading, tables.reading.c.pk == anchor.c.reading).where(newest())
    for one in connection.execute(query):
        places[one.review][one.side] = one.reading, one.fact
    taken = {row["takes_back"] for row in rows if row["verdict"] == TAKEN_BACK}
    last: dict[Any, str] = {}
    for row in rows:
        if row["verdict"] != TAKEN_BACK and row["id"] not in taken:
            last[_subject(row, places[row["id"]])] = row["id"]
    standing = set(last.values())
    out = []
    for row in rows:
        anchored = len(places[row["id"]]) == 1 + ("other" in row)
        out.append({**row, "standing": row["id"] in standing, "anchored": anchored})
    return out


def _subject(row: Row, places: Mapping[int, tuple[int, int]]) -> Any:
    """What a review is of: places in the newest readings, or what was judged itself, where it is not found there."""
    sides = ["fact", *(["other"] if "other" in row else [])]
    named = [places.get(side) or (row[name]["report"], row[name]["id"]) for side, name in enumerate(sides)]
    return len(named), frozenset(named)


def _of_fact(connection: Connection, id_: str, report: str) -> list[Row]:
    """The reviews of a fact in a newest reading, by their moment."""
    c = tables.fact.c
    query = (
        select(anchor.c.review)
        .join(tables.fact, (c.reading == anchor.c.reading) & (c.ordinal == anchor.c.fact))
        .join(tables.reading, tables.reading.c.pk == c.reading)
        .where(c.id == id_, tables.reading.c.report_id == report, newest())
    )
    ids = set(connection.scalars(query))
    return [row for row in history(connection) if row["id"] in ids and row["verdict"] in OF_FACTS]


# -- another's reviews -----------------------------------------------------------------------------------------------------


def parsed(lines: Iterable[str]) -> Iterator[Row]:
    """Reviews from JSON lines, as ``history`` or an export gives them. Raises UsageError FD547 with the number of a bad line."""
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
            problem = _problem(row)
        except ValueError as error:
            row, problem = {}, f"it is no JSON ({error})"
        except (KeyError, TypeError, AttributeError) as error:
            row, problem = {}, f"a field is missing or of another kind ({error})"
        if problem:
            raise UsageError("FD547", f"line {number} is no review: {problem}; give a file that `foreigndesk review export` wrote")
        yield {name: value for name, value in row.items() if name in _KEYS}


def _problem(row: Row) -> str | None:
    """What is wrong with a review from elsewhere."""
    if row.get("kind") != "review":
        return "its kind is not review"
    said = {name: value for name, value in row.items() if name in _KEYS}
    if row["id"] != _id(said):
        return "its id is not that of its content"
    at = datetime.fromisoformat(row["at"])
    if at.tzinfo is None or not row["reviewer"]:
        return "it has no reviewer or no time zone"
    verdict, correction = row["verdict"], row["correction"]
    if verdict == TAKEN_BACK:
        return None if row["takes_back"] and row["fact"]["report"] else "it takes nothing back"
    if verdict not in (*OF_FACTS, *OF_PAIRS):
        return f"its verdict {verdict!r} is unknown"
    if (verdict in OF_PAIRS) != ("other" in row) or (verdict == "corrected") != bool(correction):
        return f"it does not have what {verdict!r} needs"
    for fact in (row["fact"], *([row["other"]] if "other" in row else [])):
        if fact["kind"] not in KINDS or not fact["words"] or not {"id", "report", "sha256", "turns", "actors", "row"} <= set(fact):
            return "it does not keep its fact"
    unknown = set(correction or ()) - set(FIELDS[row["fact"]["kind"]])
    return f"there is nothing called {', '.join(sorted(unknown))} to correct" if unknown else None
