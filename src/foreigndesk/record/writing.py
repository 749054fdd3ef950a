"""Writing one reading into the record: its rows taken apart into the tables' columns."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Table, desc, insert, select

from foreigndesk.errors import RecordError
from foreigndesk.record import moving, noting, tables
from foreigndesk.record.columns import columns, principal, told_on, told_stems, window
from foreigndesk.record.flat import KINDS, parties, spans
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


def write(connection: Connection, rows: Iterable[Row], recorded: datetime, *, keep_text: bool = True) -> int | None:
    """Add one report's rows as a reading recorded at a moment; its key, or ``None``, and nothing written, if the newest is the same.

    Without ``keep_text`` the text itself is left out; the words that its facts rest on are kept (see ``kept``).
    """
    stream = iter(rows)
    report = next(stream)
    facts = list(stream)
    reader = {key: report["reader"][key] for key in ("version", "model", "lexicon")}
    body = {key: value for key, value in report.items() if key != "reader"}
    if not keep_text:
        body |= {"text": None, "kept": kept(facts, report["text"])}
    digest = hashlib.sha256(json.dumps(body, sort_keys=True, ensure_ascii=False).encode()).hexdigest()
    table = tables.reading
    before = connection.execute(
        select(table.c.number, table.c.recorded, table.c.version, table.c.model, table.c.lexicon, tables.report.c.digest)
        .join(tables.report)
        .where(table.c.report_id == report["id"])
        .order_by(desc(table.c.recorded), desc(table.c.number))
    ).all()
    newest = next((found for found in before if found.recorded <= recorded), None)
    if newest and newest[2:] == (*reader.values(), digest):
        return None
    reading = _inserted(
        connection,
        table,
        report=_report(connection, body, digest, report["text"]),
        report_id=report["id"],
        number=max((found.number for found in before), default=0) + 1,
        recorded=recorded,
        **reader,
    )
    _facts(connection, reading, report, facts)
    return reading


def kept(facts: Iterable[Row], text: str) -> list[list[Any]]:
    """What is kept of a text that is not: ``[start, end, words]`` of each stretch that facts rest on, in order.

    These are the sentences and clauses that facts have for evidence, the words that they are told by, and conditions; what
    else somebody said at length, and what stands between, is not kept.
    """
    stretches: list[list[int]] = []
    for start, end in sorted(span for row in facts if row["kind"] in KINDS for span in _rests_on(row)):
        if stretches and start <= stretches[-1][1]:
            stretches[-1][1] = max(stretches[-1][1], end)
        else:
            stretches.append([start, end])
    return [[start, end, text[start:end]] for start, end in stretches]


def _rests_on(row: Row) -> list[list[int]]:
    told_by = [row[key] for key in ("trigger", "cue") if key in row]
    condition = row.get("condition")
    steps = [span for change in row.get("history", ()) for span in change["evidence"]]
    return [*spans(row), *told_by, *([condition["text"]] if condition else []), *steps]


def _report(connection: Connection, body: Row, digest: str, text: str) -> int:
    """The key of this version of the report, which is written unless it is there."""
    table = tables.report
    query = select(table.c.pk).where(table.c.id == body["id"], table.c.digest == digest)
    known: int | None = connection.scalar(query)
    if known is not None:
        return known
    earliest, latest = window(body["published"])
    plain = {key: body[key] for key in ("id", "sha256", "url", "title", "publisher", "agency", "byline", "language")}
    published = {"published_earliest": earliest, "published_latest": latest}
    made = _inserted(connection, table, **plain, **published, digest=digest, body=body)
    noting.note_text(connection, made, text)
    return made


def _inserted(connection: Connection, table: Table, **values: Any) -> int:
    made = connection.execute(insert(table).values(values)).inserted_primary_key
    assert made is not None  # a single-row insert always has one
    key: int = made[0]
    return key


def _facts(connection: Connection, reading: int, report: Row, rows: Sequence[Row]) -> None:
    made: dict[str, list[dict[str, Any]]] = {name: [] for name in ("actor", "alias", "fact", "participant", "evidence")}
    known: dict[str, tuple[int, str]] = {}
    for row in rows:
        if row["kind"] == "actor":
            ordinal = len(known)
            known[row["id"]] = ordinal, principal(row)
            plain = {key: row[key] for key in ("id", "name", "type", "iso3")}
            made["actor"].append({"reading": reading, "ordinal": ordinal, **plain, "body": row})
            made["alias"] += (
                {"reading": reading, "actor": ordinal, "words": words} for words in sorted(aliases(row, report["text"]))
            )
            continue
        place = {"reading": reading, "fact": len(made["fact"])}
        found = columns(row, report) | {"stems": told_stems(row, report["text"])}
        made["fact"].append({"reading": reading, "ordinal": place["fact"], **found, "body": row})
        if row["kind"] in KINDS:
            made["participant"] += ({**place, **one} for one in _participants(row, known, told_on(row, report)))
            made["evidence"] += (
                {**place, "ordinal": ordinal, "start": start, "end": end}
                for ordinal, (start, end) in enumerate(spans(row))
            )
    for name, values in made.items():
        if values:
            connection.execute(insert(tables.metadata.tables[name]), values)
    principals = {id_: acts_for for id_, (_, acts_for) in known.items()}
    noting.note(connection, reading, report, rows, principals)
    moving.note(connection, reading, report, [fact["body"] for fact in made["fact"]], principals)


def _participants(row: Row, known: Mapping[str, tuple[int, str]], day: date | None) -> Iterator[dict[str, Any]]:
    for role, ids in zip(_ROLES[row["kind"]], parties(row), strict=True):
        deed = {"deed": row["type"], "day": day} if day and role == "actor" else {"deed": None, "day": None}
        for ordinal, id_ in enumerate(ids):
            if id_ not in known:
                raise RecordError("FD405", f"{row['id']} names the actor {id_}, which its reading does not list")
            actor, acts_for = known[id_]
            yield {"role": role, "ordinal": ordinal, "actor": actor, "principal": acts_for, **deed}


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
