"""GraphML: actors as nodes; events and relations between two of them as edges of a directed multigraph.

Source: the GraphML specification (graphml.graphdrawing.org). Events without an actor or recipient are no edge.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from typing import IO, TYPE_CHECKING, Any
from xml.sax.saxutils import escape, quoteattr

from foreigndesk.export.columns import Column
from foreigndesk.export.dyadic import HAPPENED, Coded, Party, dyads
from foreigndesk.export.formats import Asked, Format
from foreigndesk.export.told import Told, facts
from foreigndesk.rows import Row

if TYPE_CHECKING:
    from foreigndesk.record import Record

_TYPES = {"text": "string", "date": "string", "list": "string", "integer": "int", "number": "double"}
_NOT_XML = {code: None for code in (*range(32), 0xFFFE, 0xFFFF) if code not in (9, 10, 13)}

NODE: tuple[Column[Row], ...] = (
    Column("name", "the actor's usual name", lambda row: row["name"]),
    Column("actor_type", "state, igo, armed_group, person, …", lambda row: row["type"]),
    Column("sector", "its PLOVER sector", lambda row: row["sector"]),
    Column("country", "the ISO 3166 alpha-3 code of its state", lambda row: row["iso3"]),
)


def _event(key: str) -> Any:
    return lambda edge: edge.event[key] if isinstance(edge, Coded) else None


def _either(event: Any, relation: Any) -> Any:
    return lambda edge: event(edge) if isinstance(edge, Coded) else relation(edge.fact)


def _bound(window: Row | None, part: str) -> object:
    return window[part] if window else None


Edge = Coded | Told
"""A row of an event, or a relation."""

EDGE: tuple[Column[Edge], ...] = (
    Column("kind", "event or relation", _either(lambda row: "event", lambda row: "relation")),
    Column("fact", "the fact's id", _either(lambda row: row.event["id"], lambda row: row["id"])),
    Column("type", "the PLOVER type, or the relation's", _either(lambda row: row.event["type"], lambda row: row["type"])),
    Column("mode", "the PLOVER mode", _event("mode")),
    Column("status", "the event's status", _event("status")),
    Column("cameo", "the CAMEO code in three or four digits", _either(lambda row: row.code.digits, lambda row: None)),
    Column("goldstein", "its Goldstein value", _either(lambda row: row.code.goldstein, lambda row: None), "number"),
    Column(
        "earliest",
        "the first day that it can have happened or begun",
        _either(lambda row: _bound(row.event["when"], "earliest"), lambda row: _bound(row["from"], "earliest")),
    ),
    Column(
        "latest",
        "the last day that it can have happened or ended",
        _either(lambda row: _bound(row.event["when"], "latest"), lambda row: _bound(row["to"], "latest")),
    ),
    Column("confidence", "how sure the event is, 0 to 1", _event("confidence"), "number"),
    Column("report", "the id of its report", _either(lambda row: row.report["id"], lambda row: row["report"])),
)


def edges(told: Told) -> Iterator[tuple[str, Row, Row, Edge]]:
    """The edges of an event or relation: an id, the nodes at both ends, what the columns tell of."""
    if told.fact["kind"] == "relation":
        holder, other = told.fact["parties"]
        yield told.fact["id"], told.actors[holder], told.actors[other], told
        return
    for number, (actor, recipient) in enumerate(dyads(told.fact)):
        if actor and recipient:
            ends = Party(told.actors[actor]), Party(told.actors[recipient])
            row = Coded(told, *ends, first=number == 0)
            yield row.row_id, ends[0].row, ends[1].row, row


def write(record: Record, asked: Asked, stream: IO[Any]) -> None:
    """Write the graph. Each node stands once, before its first edge; which stand already is kept on disk."""
    filters = asked.filters
    statuses = filters.get("status") or HAPPENED
    stream.write('<?xml version="1.0" encoding="UTF-8"?>\n<graphml xmlns="http://graphml.graphdrawing.org/xmlns">\n')
    for what, columns in (("node", NODE), ("edge", EDGE)):
        for column in columns:
            attributes = f'id="{what}_{column.name}" for="{what}" attr.name="{column.name}" attr.type="{_TYPES[column.kind]}"'
            stream.write(f"<key {attributes}/>\n")
    stream.write('<graph id="record" edgedefault="directed">\n')
    with closing(sqlite3.connect("")) as scratch:
        scratch.execute("CREATE TABLE node (id TEXT PRIMARY KEY) WITHOUT ROWID")
        for told in facts(record, ("event", "relation"), {**filters, "status": None}):
            if told.fact["kind"] == "event" and told.fact["status"] not in statuses:
                continue  # relations have no status to be chosen by
            for id_, *ends, edge in edges(told):
                for actor in ends:
                    if scratch.execute("INSERT OR IGNORE INTO node VALUES (?)", (actor["id"],)).rowcount:
                        stream.write(f"<node id={_attribute(actor['id'])}>{_data('node', NODE, actor)}</node>\n")
                source, target = (_attribute(actor["id"]) for actor in ends)
                stream.write(f"<edge id={_attribute(id_)} source={source} target={target}>{_data('edge', EDGE, edge)}</edge>\n")
    stream.write("</graph>\n</graphml>\n")


def _attribute(value: str) -> str:
    return quoteattr(value.translate(_NOT_XML))


def _data(what: str, columns: tuple[Column[Any], ...], source: Any) -> str:
    values = ((column.name, column.of(source)) for column in columns)
    return "".join(
        f'<data key="{what}_{name}">{escape(str(value).translate(_NOT_XML))}</data>' for name, value in values if value is not None
    )


FORMAT = Format(write)
