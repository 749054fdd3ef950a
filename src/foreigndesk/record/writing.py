"""Writing one reading into the record: its rows taken apart into the tables' columns."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Table, desc, insert, select

from foreigndesk.errors import RecordError
from foreigndesk.record import tables
from foreigndesk.record.flat import parties, spans
from foreigndesk.rows import Row

_ARTICLE = re.compile(r"^(?:the|a|an)\s+", re.IGNORECASE)
# "US" must not find every "us": a mention by pronoun is no name to search by.
_PRONOUNS = frozenset(
    (
        *("i", "me", "mine", "my", "myself", "our", "ours", "ourselves", "us", "we"),
        *("you", "your", "yours", "yourself"),
        *("he", "her", "hers", "herself", "him", "himself", "his", "it", "its", "itself", "she"),
        *("their", "theirs", "them", "themselves", "they", "one", "that", "these", "this", "those"),
        *("which", "who", "whom", "whose"),
    )
)

_ROLES = {
    "event": ("actor", "recipient"),
    "statement": ("speaker", "addressee"),
    "commitment": ("debtor", "creditor"),
    "relation": ("holder", "other"),
    "dispute": ("holder", ""),
}


def write(connection: Connection, rows: Iterable[Row], recorded: datetime) -> bool:
    """Add one report's rows as its newest reading; ``False``, and nothing written, if that reading is there already."""
    stream = iter(rows)
    report = next(stream)
    reader = {key: report["reader"][key] for key in ("version", "model", "lexicon")}
    body = {key: value for key, value in report.items() if key != "reader"}
    digest = hashlib.sha256(json.dumps(body, sort_keys=True, ensure_ascii=False).encode()).hexdigest()
    table = tables.reading
    newest = connection.execute(
        select(table.c.number, table.c.version, table.c.model, table.c.lexicon, tables.report.c.digest)
        .join(tables.report)
        .where(table.c.report_id == report["id"])
        .order_by(desc(table.c.number))
        .limit(1)
    ).first()
    if newest and newest[1:] == (*reader.values(), digest):
        return False
    reading = _inserted(
        connection,
        table,
        report=_report(connection, body, digest),
        report_id=report["id"],
        number=newest.number + 1 if newest else 1,
        recorded=recorded,
        **reader,
    )
    _facts(connection, reading, report, stream)
    return True


def _report(connection: Connection, body: Row, digest: str) -> int:
    """The key of this version of the report, which is written unless it is there."""
    table = tables.report
    query = select(table.c.pk).where(table.c.id == body["id"], table.c.digest == digest)
    known: int | None = connection.scalar(query)
    if known is not None:
        return known
    earliest, latest = _window(body["published"])
    plain = {key: body[key] for key in ("id", "sha256", "url", "title", "publisher", "agency", "byline", "language")}
    window = {"published_earliest": earliest, "published_latest": latest}
    return _inserted(connection, table, **plain, **window, digest=digest, body=body)


def _inserted(connection: Connection, table: Table, **values: Any) -> int:
    made = connection.execute(insert(table).values(values)).inserted_primary_key
    assert made is not None  # a single-row insert always has one
    key: int = made[0]
    return key


def _facts(connection: Connection, reading: int, report: Row, rows: Iterable[Row]) -> None:
    made: dict[str, list[dict[str, Any]]] = {name: [] for name in ("actor", "alias", "fact", "participant", "evidence")}
    known: dict[str, int] = {}
    for row in rows:
        if row["kind"] == "actor":
            known[row["id"]] = ordinal = len(known)
            plain = {key: row[key] for key in ("id", "name", "type", "iso3")}
            made["actor"].append({"reading": reading, "ordinal": ordinal, **plain, "body": row})
            made["alias"] += (
                {"reading": reading, "actor": ordinal, "words": words} for words in sorted(aliases(row, report["text"]))
            )
            continue
        place = {"reading": reading, "fact": len(made["fact"])}
        made["fact"].append({"reading": reading, "ordinal": place["fact"], **_columns(row, report), "body": row})
        if row["kind"] in _ROLES:
            made["participant"] += ({**place, **one} for one in _participants(row, known))
            made["evidence"] += (
                {**place, "ordinal": ordinal, "start": start, "end": end}
                for ordinal, (start, end) in enumerate(spans(row))
            )
    for name, values in made.items():
        if values:
            connection.execute(insert(tables.metadata.tables[name]), values)


def _columns(row: Row, report: Row) -> dict[str, Any]:
    match row["kind"]:
        case "relation":
            earliest, latest = _window(row["from"])[0], _window(row["to"])[1]
        case kind:
            own = row.get("when") or row.get("window") or (row["due"] if kind == "commitment" else None)
            earliest, latest = _window(own if own and (own["earliest"] or own["latest"]) else report["published"])
    return {
        "id": row["id"],
        "kind": row["kind"],
        "type": row.get("type") or row.get("strength") or row.get("mode") or row.get("precision"),
        "status": row.get("status") or row.get("state"),
        "earliest": earliest,
        "latest": latest,
        "by": row.get("by"),
        "confidence": row.get("confidence"),
    }


def _participants(row: Row, known: Mapping[str, int]) -> Iterator[dict[str, Any]]:
    for role, ids in zip(_ROLES[row["kind"]], parties(row), strict=True):
        for ordinal, id_ in enumerate(ids):
            if id_ not in known:
                raise RecordError("FD405", f"{row['id']} names the actor {id_}, which its reading does not list")
            yield {"role": role, "ordinal": ordinal, "actor": known[id_]}


def aliases(row: Row, text: str) -> set[str]:
    """All that an actor may be searched by, case-folded: its id, codes, name, and the words it is mentioned by."""
    said = {" ".join(text[start:end].split()) for start, end in row["mentions"]}
    said = {words for words in said if words.casefold() not in _PRONOUNS}
    given = {row[key] for key in ("id", "name", "iso3", "wikidata") if row[key]}
    return {folded(words) for words in said | given if words}


def folded(words: str) -> str:
    """Words as the record searches them: case and leading article do not matter."""
    words = " ".join(words.split())
    return (_ARTICLE.sub("", words) or words).casefold()


def _window(window: Mapping[str, Any] | None) -> tuple[date | None, date | None]:
    if not window:
        return None, None
    earliest, latest = window["earliest"], window["latest"]
    return earliest and date.fromisoformat(earliest), latest and date.fromisoformat(latest)
