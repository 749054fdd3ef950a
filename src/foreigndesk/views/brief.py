"""The brief: what a record says, section by section, each line with the sentence that it rests on."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Set
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from foreigndesk.record.flat import quantity, quoted, spans
from foreigndesk.rows import Row
from foreigndesk.views import words

if TYPE_CHECKING:
    from rich.console import Console

SECTIONS = {
    "event": "What happened",
    "statement": "Who said what",
    "commitment": "What was promised",
    "relation": "What holds",
    "dispute": "What is contested",
}
"""The sections in their order, by the kind of fact that they tell."""

_QUOTE = 200
_CONTENT = 120
_INNER = str.maketrans("“”", "‘’")  # quotation marks within the quotation
_UNSURE = 0.5


@dataclass(frozen=True, slots=True)
class Line:
    """One fact in words, the words of the report that it rests on, the day it is sorted by, and its report."""

    text: str
    quote: str
    day: str
    source: str


@dataclass(slots=True)
class Section:
    """A title and its lines."""

    title: str
    lines: list[Line] = field(default_factory=list)


def brief(rows: Iterable[Row], chosen: Set[str] | None = None) -> list[Section]:
    """The sections of one report's rows, in the order of the text; only the facts with ``chosen`` ids where given.

    An event that is the act of a promise is told there, not among what happened. Sections without lines are left out.
    """
    report = _Report(rows, chosen)
    sections: list[Section] = []
    for kind, title in SECTIONS.items():
        lines = [report.line(row) for row in report.told if row["kind"] == kind]
        if lines:
            sections.append(Section(title, lines))
    return sections


def merged(briefs: Iterable[list[Section]]) -> list[Section]:
    """The sections of several reports in one, each sorted by date."""
    found = {title: Section(title) for title in SECTIONS.values()}
    for sections in briefs:
        for section in sections:
            found[section.title].lines += section.lines
    for section in found.values():
        section.lines.sort(key=lambda line: line.day or "9999")
    return [section for section in found.values() if section.lines]


def heading(report: Row) -> str:
    """A report's title, publisher and date, as far as they are known."""
    parts = (report["title"] or report["id"], report["publisher"], words.window(report["published"]))
    return ", ".join(part for part in parts if part)


def show(sections: Iterable[Section], console: Console, *, title: str | None = None, sources: bool = False) -> None:
    """Print sections under a title, with the source beneath each line where ``sources`` asks for it."""

    def put(text: str, indent: int, style: str = "") -> None:
        # Wrapped here: rich would fill each line with spaces up to the margin, also in a file.
        width = max(console.width - indent, 20)
        for piece in textwrap.wrap(text, width, break_long_words=False, break_on_hyphens=False):
            console.print(" " * indent + piece, style=style, soft_wrap=True)

    if title:
        put(title, 0, "bold")
    for section in sections:
        console.print()
        put(section.title, 0, "bold cyan")
        for line in section.lines:
            put(line.text, 2)
            if line.quote:
                put(f"“{line.quote.translate(_INNER)}”", 4, "dim")
            if sources:
                put(f"— {line.source}", 4, "dim italic")
    console.print()


class _Report:
    """One report's rows at hand: its facts, and what their ids stand for."""

    def __init__(self, rows: Iterable[Row], chosen: Set[str] | None) -> None:
        facts: list[Row] = []
        self.names: dict[str, str] = {}
        for row in rows:
            match row["kind"]:
                case "report":
                    self.text: str = row["text"]
                    self.heading = heading(row)
                    self.published: dict[str, Any] | None = row["published"]
                case "actor":
                    self.names[row["id"]] = row["name"]
                case kind if kind in SECTIONS:
                    facts.append(row)
        self.by_id = {row["id"]: row for row in facts}
        told = [row for row in facts if chosen is None or row["id"] in chosen]
        promised = {row["act"] for row in told if row["kind"] == "commitment"}
        self.told = [row for row in told if row["id"] not in promised]

    def line(self, row: Row) -> Line:
        text = _TELLERS[row["kind"]](self, row)
        window = row.get("when") or row.get("due") or row.get("from") or self.published or {}
        day = window.get("earliest") or window.get("latest") or ""
        return Line(text, words.elided(quoted(spans(row), self.text), _QUOTE), day, self.heading)

    def name(self, id_: str | None) -> str:
        return self.names.get(id_, id_) if id_ else "Someone"

    def listed(self, ids: list[str]) -> str:
        return words.listed([self.name(id_) for id_ in ids]) if ids else "Someone"

    def by(self, row: Row) -> str:
        statement = self.by_id.get(row["by"] or "")
        return f"according to {self.name(statement['speaker'])}" if statement else ""

    def event(self, row: Row) -> str:
        places = [place["name"] for place in row["places"]]
        aside = [*map(quantity, row["quantities"])]
        if row["confidence"] < _UNSURE:
            aside.append(f"confidence {row['confidence']:.2f}")
        where = f" in {words.listed(places)}" if places else ""
        said = _sentence(f"{words.deed(row, self.names)}{where}", words.window(row["when"]), self.by(row))
        return f"{said[:-1]} ({'; '.join(aside)})." if aside else said

    def statement(self, row: Row) -> str:
        to = f" to {self.name(row['addressee'])}" if row["addressee"] else ""
        stance = row["stance"]
        toward = stance and (self.names.get(stance["toward"]) or self.deed(stance["toward"]))
        details = (
            words.window(row["when"]),
            f"{stance['polarity']} {toward}" if toward and stance["polarity"] != "neutral" else "",
            self.by(row),
        )
        aside = ", ".join(detail for detail in details if detail)
        content = words.elided(quoted(row["content"], self.text), _CONTENT)
        return f"{self.name(row['speaker'])} said{to}{f' ({aside})' if aside else ''}: {content}"

    def deed(self, id_: str) -> str:
        event = self.by_id.get(id_)
        return words.deed(event, self.names) if event and event["kind"] == "event" else ""

    def commitment(self, row: Row) -> str:
        event = self.by_id.get(row["act"])
        told = set(event["recipients"]) if event else set()
        creditors = [id_ for id_ in row["creditor"] if id_ not in told]
        condition, due = row["condition"], words.window(row["due"])
        act = f"to {words.act(event, self.names)}" if event else "something"
        return _sentence(
            f"{self.listed(row['debtor'])} {words.bound(row['strength'])} {act}",
            f"toward {self.listed(creditors)}" if creditors else "",
            f"on condition “{words.elided(quoted([condition['text']], self.text), _CONTENT)}”" if condition else "",
            f"due {due}" if due else "",
            self.by(row),
            row["state"],
        )

    def relation(self, row: Row) -> str:
        since, until = words.window(row["from"]), words.window(row["to"])
        ended = f"until {until}" if until else "ended" if row["to"] else ""
        return _sentence(words.relation(row, self.names), f"since {since}" if since else "", ended)

    def dispute(self, row: Row) -> str:
        sides = "; ".join(
            f"{self.listed(side['holders'])}: “{words.elided(side['position'], _CONTENT)}”" for side in row["sides"]
        )
        return f"{row['about'][:1].upper()}{row['about'][1:]} — {sides}"


def _sentence(*parts: str) -> str:
    return ", ".join(part for part in parts if part) + "."


_TELLERS = {kind: getattr(_Report, kind) for kind in SECTIONS}
