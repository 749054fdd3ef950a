"""Our own wide table of each kind of fact as CSV: one row a fact, columns that never change their name or meaning.

The rules of every cell: what is known is quoted, what is not is empty and without quotes, so that the text ``NA`` (or
``None``, ``null``) is never taken for a missing value by a reader that tells the two apart; countries are ISO 3166 alpha-3
codes (``NAM``); days are ISO 8601; a CAMEO code is text with its leading zero; a list's members are joined by ``;``, and a
backslash stands before a ``;`` or backslash within one (`join`, `split`). Lists about the same actors or places run in parallel.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import IO, TYPE_CHECKING, Any

from foreigndesk.export import cameo
from foreigndesk.export.columns import Column, comma_separated
from foreigndesk.export.formats import Asked, Format
from foreigndesk.export.told import Told, facts
from foreigndesk.record.flat import parties, quantity, spans
from foreigndesk.rows import Row

if TYPE_CHECKING:
    from foreigndesk.record import Record

Value = Callable[[Told], object]
WideColumn = Column[Told]


def join(members: Sequence[object]) -> str | None:
    """A list as one cell: members joined by ``;``, a backslash before each ``;`` or backslash within; ``None`` if empty."""
    if not members:
        return None
    return ";".join("" if one is None else str(one).replace("\\", "\\\\").replace(";", "\\;") for one in members)


def split(joined: str | None) -> list[str]:
    """The members of a list's cell: what ``join`` made of them."""
    if joined is None or joined == "":
        return []
    members, escaped = [""], False
    for letter in joined:
        if escaped or letter not in "\\;":
            members[-1] += letter
            escaped = False
        elif letter == "\\":
            escaped = True
        else:
            members.append("")
    return members


def _fact(key: str) -> Value:
    return lambda told: told.fact.get(key)


def _report(key: str) -> Value:
    return lambda told: told.report.get(key)


def _window(key: str, part: str) -> Value:
    return lambda told: (told.fact[key] or {}).get(part)


def _each(side: int, key: str) -> Value:
    """One field of all actors on one side of a fact; ``id`` is known even of an actor that the report does not list."""

    def value(told: Told) -> list[object]:
        ids = parties(told.fact)[side]
        return list(ids) if key == "id" else [told.actors.get(one, {}).get(key) for one in ids]

    return value


def _one(side: int, key: str) -> Value:
    each = _each(side, key)

    def value(told: Told) -> object:
        found = each(told)
        assert isinstance(found, list)
        return found[0] if found else None

    return value


def _places(key: str) -> Value:
    return lambda told: [place[key] for place in told.fact["places"]]


def _first_place(key: str) -> Value:
    return lambda told: told.fact["places"][0][key] if told.fact["places"] else None


def _act(key: str) -> Value:
    """A field of the event that a commitment is about."""
    return lambda told: told.rows.get(told.fact["act"], {}).get(key)


def _span_texts(ranges: Sequence[Sequence[int]]) -> list[str]:
    return [f"{start}-{end}" for start, end in ranges]


def _published(part: str) -> Value:
    return lambda told: (told.report["published"] or {}).get(part)


def _code(row: Row) -> cameo.Code:
    return cameo.code(row["cameo"], row["type"])


_HEAD: tuple[WideColumn, ...] = (
    Column("id", "the fact's id: unique in the table, and the same in every export", _fact("id")),
    Column("report", "the id of its report", _fact("report")),
)
_TAIL: tuple[WideColumn, ...] = (
    Column("by", "the id of the statement that reports it; empty where the report says so itself", _fact("by")),
    Column("evidence", "the words that it rests on", lambda told: told.evidence),
    Column(
        "evidence_spans",
        "where those words stand in the report's text, each as start-end in characters",
        lambda told: _span_texts(spans(told.fact)),
        "list",
    ),
    Column("report_url", "the report's address", _report("url")),
    Column("report_title", "its headline", _report("title")),
    Column("publisher", "who printed it", _report("publisher")),
    Column("agency", "the news agency that wrote it", _report("agency")),
    Column("published_earliest", "the first day that it can have been published", _published("earliest"), "date"),
    Column("published_latest", "the last day that it can have been published", _published("latest"), "date"),
    Column("reader_version", "the version of foreigndesk that read it", lambda told: told.report["reader"]["version"]),
    Column("recorded", "when the record learned it: a moment in UTC, ISO 8601", _fact("recorded")),
)


def _window_columns(prefix: str, key: str, what: str) -> tuple[WideColumn, ...]:
    return (
        Column(f"{prefix}earliest", f"the first day {what}", _window(key, "earliest"), "date"),
        Column(f"{prefix}latest", f"the last day {what}", _window(key, "latest"), "date"),
        Column(f"{prefix}edtf", "the same window as an EDTF expression", _window(key, "edtf")),
    )


def _many(name: str, side: int, what: str) -> tuple[WideColumn, ...]:
    return (
        Column(f"{name}_ids", f"ids of {what}", _each(side, "id"), "list"),
        Column(f"{name}_names", "their usual names", _each(side, "name"), "list"),
        Column(f"{name}_types", "what they are: state, igo, armed_group, person, …", _each(side, "type"), "list"),
        Column(f"{name}_sectors", "their PLOVER sectors", _each(side, "sector"), "list"),
        Column(f"{name}_countries", "the ISO 3166 alpha-3 codes of their states", _each(side, "iso3"), "list"),
    )


def _single(name: str, side: int, what: str) -> tuple[WideColumn, ...]:
    return (
        Column(f"{name}_id", f"the id of {what}", _one(side, "id")),
        Column(f"{name}_name", "its usual name", _one(side, "name")),
        Column(f"{name}_type", "what it is: state, igo, armed_group, person, …", _one(side, "type")),
        Column(f"{name}_country", "the ISO 3166 alpha-3 code of its state", _one(side, "iso3")),
    )


TABLES: dict[str, tuple[WideColumn, ...]] = {
    "event": (
        *_HEAD,
        *_window_columns("", "when", "that it can have happened"),
        Column("date_basis", "in a few words, how the day is known", _window("when", "basis")),
        Column("type", "the PLOVER type", _fact("type")),
        Column("mode", "the PLOVER mode", _fact("mode")),
        Column("contexts", "the PLOVER contexts", _fact("context"), "list"),
        Column("status", "occurred, ongoing, planned, promised, demanded, threatened, possible or negated", _fact("status")),
        Column("cameo", "the CAMEO code that was read, as text with its leading zero", _fact("cameo")),
        Column(
            "cameo_full",
            "the same in three or four digits (17 is 170); where none was read, the general code of the type",
            lambda told: _code(told.fact).digits,
        ),
        Column("cameo_label", "the name of that code", lambda told: _code(told.fact).label),
        Column("goldstein", "its Goldstein value, -10 to 10", lambda told: _code(told.fact).goldstein, "number"),
        Column(
            "quad",
            "verbal_cooperation, material_cooperation, verbal_conflict or material_conflict",
            lambda told: cameo.quad(told.fact["type"]),
        ),
        *_many("actor", 0, "those who do it"),
        *_many("recipient", 1, "those it is done to or with"),
        Column("place_names", "where it happened", _places("name"), "list"),
        Column("place_countries", "the ISO 3166 alpha-3 codes of those places", _places("country"), "list"),
        Column("lat", "latitude of the first place, degrees (WGS 84)", _first_place("lat"), "number"),
        Column("lon", "its longitude", _first_place("lon"), "number"),
        Column("geonameid", "its number in GeoNames", _first_place("geonameid"), "integer"),
        Column("place_precision", "what its coordinates stand for: point, city, region or country", _first_place("precision")),
        Column(
            "quantities",
            "its numbers with their units: at least 12 killed",
            lambda told: [quantity(one) for one in told.fact["quantities"]],
            "list",
        ),
        Column("trigger", "the words that tell it", lambda told: told.words(told.fact["trigger"])),
        Column("confidence", "how sure it is, 0 to 1", _fact("confidence"), "number"),
        Column("origin", "what found it: frame for the lexicon", _fact("origin")),
        Column("frame", "the lexicon's frame that read it", _fact("frame")),
        *_TAIL,
    ),
    "statement": (
        *_HEAD,
        *_window_columns("", "when", "that it can have been said"),
        *_single("speaker", 0, "who speaks"),
        *_single("addressee", 1, "who is spoken to"),
        Column("mode", "direct, indirect or mixed", _fact("mode")),
        Column("sort", "speech (said or written) or mental (thought, wished, feared)", lambda told: told.fact.get("sort", "speech")),
        Column("cue", "the words of saying", lambda told: told.words(told.fact["cue"])),
        Column("content", "what is said", lambda told: told.words(*told.fact["content"])),
        Column(
            "content_spans", "where that stands, each as start-end in characters", lambda told: _span_texts(told.fact["content"]), "list"
        ),
        Column("stance", "for, against or neutral", lambda told: (told.fact["stance"] or {}).get("polarity")),
        Column(
            "stance_toward",
            "the id of the actor or event that the stance is toward",
            lambda told: (told.fact["stance"] or {}).get("toward"),
        ),
        *_TAIL,
    ),
    "commitment": (
        *_HEAD,
        *_many("debtor", 0, "those who owe it"),
        *_many("creditor", 1, "those it is owed to"),
        Column("act", "the id of the event that is owed", _fact("act")),
        Column("act_type", "its PLOVER type", _act("type")),
        Column("act_mode", "its PLOVER mode", _act("mode")),
        Column("act_cameo", "its CAMEO code, as text", _act("cameo")),
        Column("strength", "treaty, pledge or plan", _fact("strength")),
        Column("state", "pending, conditional, fulfilled, overdue, broken or cancelled", _fact("state")),
        Column("condition", "the words of what it waits for", lambda told: told.words((told.fact["condition"] or {}).get("text"))),
        Column("condition_event", "the id of that event", lambda told: (told.fact["condition"] or {}).get("event")),
        *_window_columns("due_", "due", "that it can be due"),
        *_TAIL,
    ),
    "relation": (
        *_HEAD,
        Column("type", "recognition, treaty, membership, alliance, war, sanctions, …", _fact("type")),
        *_single("holder", 0, "who recognises, is member, keeps sanctions, …"),
        *_single("other", 1, "whom it is with or toward"),
        *_window_columns("from_", "from", "that it can have begun"),
        *_window_columns("to_", "to", "that it can have ended"),
        Column("initiated_by", "the id of the event that began it", _fact("initiated_by")),
        Column("terminated_by", "the id of the event that ended it", _fact("terminated_by")),
        *(column for column in _TAIL if column.name != "by"),
    ),
    "dispute": (
        *_HEAD,
        Column("about", "what is contested", _fact("about")),
        Column("sides", "how many positions there are", lambda told: len(told.fact["sides"]), "integer"),
        Column(
            "holder_names",
            "who holds each position, comma-joined within a position",
            lambda told: [", ".join(str(told.name(one)) for one in side["holders"]) for side in told.fact["sides"]],
            "list",
        ),
        Column(
            "holder_ids",
            "their ids, comma-joined within a position",
            lambda told: [",".join(side["holders"]) for side in told.fact["sides"]],
            "list",
        ),
        Column("positions", "the words of each position", lambda told: [side["position"] for side in told.fact["sides"]], "list"),
        Column(
            "statements",
            "ids of the statements, comma-joined within a position",
            lambda told: [",".join(side["statements"]) for side in told.fact["sides"]],
            "list",
        ),
        *(column for column in _TAIL if column.name != "by"),
    ),
}
"""The columns of each kind's table. Columns may be added at the end of a later version's; none is dropped, renamed or moved."""


def values(column: WideColumn, told: Told) -> object:
    """What a column holds of a fact, a list already joined."""
    value = column.of(told)
    if column.kind == "list":
        assert isinstance(value, list)
        value = join(value)
    return None if value == "" else value


def rows(record: Record, asked: Asked) -> Iterator[list[object]]:
    """The rows of one kind's table, each in the order of its columns."""
    columns = TABLES[asked.kind]
    for told in facts(record, (asked.kind,), asked.filters):
        yield [values(column, told) for column in columns]


def write(record: Record, asked: Asked, stream: IO[Any]) -> None:
    """Write one kind's table as CSV under its header; text is always quoted, an absent value never."""
    columns = TABLES[asked.kind]
    stream.write(",".join(column.name for column in columns) + "\n")
    for row in rows(record, asked):
        stream.write(comma_separated(columns, row))


FORMAT = Format(write, kind=None, options=frozenset({"kind"}))
