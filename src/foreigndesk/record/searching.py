"""Full text over reports and facts: the reports that have all words sought, and their facts that rest on these words.

The words of reports stand in an index of the database (migration 0005), by their stems: "sanction" finds "sanctions". Words
between quotation marks must follow one another, and a star stands for any ending (``recogni*``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, cast, func, literal_column, or_, select, text
from sqlalchemy.dialects.postgresql import TSQUERY

from foreigndesk.record.browsing import Shown, cursor, day_of, position, shown
from foreigndesk.record.flat import KINDS, quoted, spans, told_text
from foreigndesk.record.queries import newest
from foreigndesk.record.tables import fact, reading, report
from foreigndesk.rows import Row

_SHOWN = 5  # facts of one report
_AROUND = 110  # characters before and after the first word sought, in the words that are shown of a report
_SOUGHT = re.compile(r'"([^"]*)"|([^\s"]+)')
_WORD = re.compile(r"\w+")
_STEM = 5  # letters from which two words are taken for forms of one
_SHORTEST = 3  # letters that a word has at least without its ending
_ENDINGS = ("ing", "es", "ed", "s", "d")

POSTGRESQL_WORDS = (
    "to_tsvector('foreigndesk', coalesce(title, '') || ' ' || coalesce(publisher, '') || ' ' || coalesce(agency, '') || ' ' || "
    "coalesce(byline, '') || ' ' || coalesce(url, '') || ' ' || coalesce(body ->> 'text', body ->> 'kept', ''))"
)
"""The words of a report in PostgreSQL; queries must say the same as the index."""


def sqlite_words(row: str) -> str:
    """The words of a report in SQLite, of a row by some name; of a text that is not kept, what is kept of it."""
    heads = " || ' ' || ".join(f"coalesce({row}.{name}, '')" for name in ("title", "publisher", "agency", "byline", "url"))
    kept = f"(SELECT group_concat(json_extract(value, '$[2]'), ' ') FROM json_each({row}.body, '$.kept'))"
    return f"{heads} || ' ' || coalesce(json_extract({row}.body, '$.text'), {kept}, '')"


@dataclass(frozen=True, slots=True)
class Sought:
    """One word, or several that follow one another; whether the last may go on."""

    words: tuple[str, ...]
    goes_on: bool = False

    @property
    def pattern(self) -> str:
        """A regular expression of these words and their forms, each word for itself."""
        forms = [_forms(word) for word in self.words]
        if self.goes_on:
            forms.append(re.escape(self.words[-1]) + r"\w*")
        return rf"\b(?:{'|'.join(forms)})\b"


def _forms(word: str) -> str:
    """A word with what it may end in: from five letters on, whatever begins alike."""
    if len(word) >= _STEM:
        return re.escape(word[:_STEM]) + r"\w*"
    stem = next((word.removesuffix(end) for end in _ENDINGS if word.endswith(end) and len(word) - len(end) >= _SHORTEST), word)
    return rf"{re.escape(stem)}(?:{'|'.join(_ENDINGS)})?"


def sought(given: str) -> list[Sought]:
    """What somebody looks for."""
    found = []
    for phrase, word in _SOUGHT.findall(given.replace("\0", " ")):
        words = tuple(one.casefold() for one in _WORD.findall(phrase or word))
        if words:
            found.append(Sought(words, word.endswith("*")))
    return found


@dataclass(frozen=True, slots=True)
class Hit:
    """A report that has all that is sought, some of its words with whether each stretch is sought, and the facts that rest on it."""

    report: Row
    words: tuple[tuple[str, bool], ...]
    facts: tuple[Shown, ...]


def search(connection: Connection, given: str, *, after: str | None = None, limit: int = 10) -> tuple[list[Hit], str | None]:
    """The latest reports that have all of the words, in text, title, publisher, byline or address; and the next cursor."""
    wanted = sought(given)
    if not wanted:
        return [], None
    day = day_of(report)
    query = (
        select(reading.c.pk, reading.c.report_id, reading.c.report, day.label("day"))
        .join(report, report.c.pk == reading.c.report)
        .where(_has(connection, wanted), newest())
        .order_by(day.desc(), reading.c.report_id.desc())
        .limit(limit + 1)
    )
    if after is not None:
        last, id_, _ = position(after)
        query = query.where(or_(day < last, and_(day == last, reading.c.report_id < id_)))
    found = connection.execute(query).all()
    bodies = select(report.c.pk, report.c.body).where(report.c.pk.in_([one.report for one in found[:limit]]))
    heads: dict[int, Row] = {one.pk: one.body for one in connection.execute(bodies)}
    patterns = [re.compile(one.pattern, re.IGNORECASE) for one in wanted]
    any_of = re.compile("|".join(one.pattern for one in patterns), re.IGNORECASE)
    hits = []
    for one in found[:limit]:
        told = told_text(heads[one.report])
        hits.append(Hit(heads[one.report], _around(told, any_of), tuple(_facts(connection, one.pk, told, patterns))))
    return hits, cursor((found[limit - 1].day, found[limit - 1].report_id, 0)) if len(found) > limit else None


def _has(connection: Connection, wanted: Sequence[Sought]) -> ColumnElement[bool]:
    if connection.dialect.name == "sqlite":
        asked = " ".join('"{}"{}'.format(" ".join(one.words), " *" if one.goes_on else "") for one in wanted)
        matching = text("SELECT rowid FROM words WHERE words MATCH :sought").bindparams(sought=asked)
        return report.c.pk.in_(matching.columns(report.c.pk))
    parts: list[Any] = []
    for one in wanted:
        if one.goes_on:
            words = " <-> ".join(f"'{word}'" for word in one.words)
            parts.append(func.to_tsquery("foreigndesk", f"{words}:*"))
        else:
            parts.append(func.phraseto_tsquery("foreigndesk", " ".join(one.words)))
    asked_for = parts[0]
    for part in parts[1:]:
        asked_for = cast(asked_for, TSQUERY).op("&&")(part)
    return literal_column(f"({POSTGRESQL_WORDS})").op("@@")(asked_for)


def _facts(connection: Connection, key: int, told: str, wanted: Sequence[re.Pattern[str]]) -> Iterator[Shown]:
    """The first facts whose evidence has all that is sought."""
    if not all(one.search(told) for one in wanted):
        return
    query = select(fact.c.ordinal, fact.c.body).where(fact.c.reading == key, (fact.c.kind + "").in_(KINDS)).order_by(fact.c.ordinal)
    having = []
    for ordinal, body in connection.execute(query):
        said = quoted(spans(body), told)
        if all(one.search(said) for one in wanted):
            having.append(((key, ordinal), body))
            if len(having) == _SHOWN:
                break
    yield from shown(connection, having)


def _around(told: str, wanted: re.Pattern[str]) -> tuple[tuple[str, bool], ...]:
    """The words of a text around the first that is sought, cut where what is sought begins and ends."""
    places = (word.span() for word in wanted.finditer(told))
    first = next(places, None)
    if first is None:  # it is in the publisher's name, the byline or the address
        return ()
    start = told.rfind(" ", 0, max(0, first[0] - _AROUND)) + 1
    end = told.find(" ", first[1] + _AROUND)
    end = len(told) if end < 0 else end
    pieces: list[tuple[str, bool]] = []
    at = start
    for left, right in chain([first], places):
        if left >= end:
            break
        pieces += [(told[at:left], False), (told[left:right], True)]
        at = right
    pieces.append((told[at:end] + (" …" if end < len(told) else ""), False))
    if start:
        pieces[0] = f"… {pieces[0][0]}", False
    return tuple((" ".join(words.split(" ")), lit) for words, lit in pieces if words)
