"""What became of promises whose act no event answers: one not to do a thing that was done, one to found a body that acts.

Who promised not to attack ports is told to have broken it by an act of that type, done by him, to something that the promise
names too. A body that was to be made ("a joint coordination centre") is there when another report has it speak or act.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from sqlalchemy import Connection, Select, and_, select

from foreigndesk.merging.wording import clause, content_words
from foreigndesk.reading.lifecycle import Happening
from foreigndesk.record.flat import quoted, told_text
from foreigndesk.record.lives import HORIZON, Told, made
from foreigndesk.record.moving import Place
from foreigndesk.record.queries import Question, newest
from foreigndesk.record.reviewed import NONE, Standing
from foreigndesk.record.tables import alias, fact, participant, reading, report
from foreigndesk.record.writing import folded
from foreigndesk.rows import Row

ACTING = ("actor", "speaker")
FEWEST = 4  # letters of a word by which two things are taken for one
_NAME = re.compile(r"\b[A-Z]\w*")
_NOT = re.compile(r"\b(?:not|never|refrain(?:ed|s)? from)\b")


def further(connection: Connection, question: Question, place: Place, row: Row, reviews: Standing = NONE) -> list[Told]:
    """What other reports tell of a commitment's forgone act, or of the body that it founds."""
    start = made(row)
    if start is None or not (row.get("forgoes") or row.get("founds")):
        return []
    due = (row["due"] or {}).get("latest")
    end = (date.fromisoformat(due) if due else start) + HORIZON
    end = min(end, question.as_of) if question.as_of else end
    query = select(report.c.body).join(reading, reading.c.report == report.c.pk).where(reading.c.pk == place[0])
    text = told_text(connection.execute(query).scalar_one())
    of = _done if row.get("forgoes") else _acts
    found = [one for one in of(connection, question, place, row, text) if one[0] not in reviews.rejected]
    if row.get("founds") and any(day <= start for _, day, _ in found):
        return []  # it was there before
    return [told for _, day, told in found if start < day <= end]


_Found = tuple[Place, date, Told]


def _done(connection: Connection, question: Question, place: Place, row: Row, text: str) -> Iterator[_Found]:
    """Acts of the type that was forgone, by a debtor, to something of which the promise speaks."""
    p, own = participant.c, participant.alias("own").c
    debtors = select(own.principal).where(own.reading == place[0], own.fact == place[1], own.role == "debtor")
    query = _told(question, row["report"]).where(p.principal.in_(debtors), p.deed == row["forgoes"], p.role == "actor")
    said = quoted(row["evidence"], text)
    forgone = _NOT.search(said)
    promised = _things(said[forgone.end() :] if forgone else said)
    for one in connection.execute(query.order_by(p.day, reading.c.report_id, fact.c.ordinal)):
        if one.body["status"] not in ("occurred", "ongoing"):
            continue
        theirs, (first, last) = told_text(one.report), one.body["trigger"]
        sentence = next(((a, b) for a, b in one.body["evidence"] if a <= first < b), (first, last))
        start, end = clause(theirs, sentence, (first, last))
        if _share(promised, _things(f"{theirs[start:first]} {theirs[last:end]}")):
            yield (one.reading, one.ordinal), one.day, _as_told("refused", one.body, one.report, theirs)


def _acts(connection: Connection, question: Question, place: Place, row: Row, text: str) -> Iterator[_Found]:
    """The first that the body does or says, known by its name or the last words of it."""
    name = text[slice(*row["founds"])].split()
    names = [folded(" ".join(name[first:])) for first in range(len(name) - 1)]
    called = and_(alias.c.reading == participant.c.reading, alias.c.actor == participant.c.actor)
    query = _told(question, row["report"]).join(alias, called).where(alias.c.words.in_(names), participant.c.role.in_(ACTING))
    for one in connection.execute(query.order_by(fact.c.first, reading.c.report_id, fact.c.ordinal)):
        when = one.body["when"] or one.report["published"]
        day = when and (when["earliest"] or when["latest"])
        if day and one.body.get("status", "occurred") == "occurred":
            yield (one.reading, one.ordinal), date.fromisoformat(day), _as_told("done", one.body, one.report, told_text(one.report))


def _told(question: Question, own: str) -> Select[tuple[int, int, Row, date, Row]]:
    p = participant.c
    return (
        select(fact.c.reading, fact.c.ordinal, fact.c.body, p.day, report.c.body.label("report"))
        .select_from(participant)
        .join(fact, (fact.c.reading == p.reading) & (fact.c.ordinal == p.fact))
        .join(reading, reading.c.pk == fact.c.reading)
        .join(report, report.c.pk == reading.c.report)
        .where(reading.c.report_id != own, newest(question.moment))
    )


def _as_told(what: Happening, row: Row, of: Row, text: str) -> Told:
    evidence = tuple((start, end) for start, end in row["evidence"])
    return Told(what, row["when"] or of["published"], row["report"], evidence, quoted(row["evidence"], text), row["by"])


def _things(words: str) -> frozenset[str]:
    """The words that tell something, names apart."""
    return content_words(_NAME.sub(" ", words))


def _share(promised: frozenset[str], done: frozenset[str]) -> bool:
    """Whether a word of one begins a word of the other: "port" and "ports"."""
    long = [word for word in promised if len(word) >= FEWEST]
    return any(a.startswith(b) or b.startswith(a) for a in long for b in done if len(b) >= FEWEST)
