"""The brief: what a record says, section by section, each line with the sentence that it rests on.

Facts that rest on the same sentence stand together above it, so that nothing is quoted twice in a row.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterable, Iterator, Set
from dataclasses import dataclass, field
from itertools import groupby
from typing import TYPE_CHECKING, Any

from foreigndesk.record.flat import quantity, quoted, spans, told_text
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

_QUOTE = 240
_CONTENT = 160
_INNER = str.maketrans("“”", "‘’")  # quotation marks within the quotation
_UNSURE = 0.5
# A cue that reads well after the speaker's name; any other ("told", "according to", "statement") becomes "said".
_CUE = re.compile(
    r"((?:(?!alleged\b|reported\b|quoted\b)[a-z]+ed|swore|forbade)(?: (?:for|about|against|of|on|out))?)"
    r"(?: (?:in|on|at|via|by|during) .+)?"
)
_TAKES_OBJECT = frozenset(
    "accused advised asked assured begged blamed challenged charged condemned congratulated criticised criticized encouraged informed "
    "instructed invited ordered praised pressed promised reassured reminded thanked urged warned".split()
)
_NOTHING = "Nothing was found in it that happened, was said, promised, holds or is contested."


@dataclass(frozen=True, slots=True)
class Line:
    """One fact in words, its sides, the report's words that it rests on, the day it is sorted by, and its report."""

    text: str
    quote: str
    day: str
    source: str
    points: tuple[str, ...] = ()


@dataclass(slots=True)
class Section:
    """A title and its lines."""

    title: str
    lines: list[Line] = field(default_factory=list)


def brief(rows: Iterable[Row], chosen: Set[str] | None = None) -> list[Section]:
    """The sections of one report's rows, in the order of the text; only the facts with ``chosen`` ids where given.

    An event that is the act of a promise is told there, not among what happened; one that the title only announces is
    told where the story tells it. Sections without lines are left out.
    """
    report = _Report(rows, chosen)
    sections: list[Section] = []
    for kind, title in SECTIONS.items():
        lines = [report.line(row) for row in report.told if row["kind"] == kind]
        if lines:
            sections.append(Section(title, list(dict.fromkeys(lines))))
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
    publisher = report["publisher"] or report["agency"]
    parts = (report["title"] or report["id"], publisher, words.window(report["published"]))
    return ", ".join(part for part in parts if part)


def masthead(report: Row) -> tuple[str, str]:
    """A report's title, and a line on who published it when, and how that is known."""
    parts = [one for one in (report["publisher"], report["agency"], report["byline"]) if one]
    when = words.window(report["published"])
    if when:
        inferred = report["published"]["basis"] == "inferred"
        parts.append(f"{when} (inferred from the text)" if inferred else when)
    return report["title"] or report["id"], " · ".join(dict.fromkeys(parts))


def show(
    sections: Iterable[Section], console: Console, *, title: str | None = None, below: str = "", sources: bool = False
) -> None:
    """Print sections under a title; with ``sources``, each quotation has its report's number, listed at the end."""

    def put(text: str, indent: int, style: str = "", hang: int = 0) -> None:
        # Wrapped here: rich would fill each line with spaces up to the margin, also in a file.
        width = max(console.width - indent, 20)
        wrapped = textwrap.wrap(
            text, width, subsequent_indent=" " * hang, break_long_words=False, break_on_hyphens=False
        )
        for piece in wrapped:
            console.print(" " * indent + piece, style=style, soft_wrap=True)

    sections = list(sections)
    numbers: dict[str, int] = {}
    if title:
        put(title, 0, "bold")
        if below:
            put(below, 0, "dim")
        if not sections:
            console.print()
            put(_NOTHING, 0)
    for section in sections:
        console.print()
        put(section.title, 0, "bold cyan")
        for (quote, source), lines in groupby(section.lines, key=lambda line: (line.quote, line.source)):
            number = f" [{numbers.setdefault(source, len(numbers) + 1)}]" if sources else ""
            for line in lines:
                put(line.text, 2, hang=2)
                for point in line.points:
                    put(f"{point}{number}", 4, hang=2)
            if quote:
                put(f"“{quote.translate(_INNER)}”{number}", 6, "dim")
    if numbers:
        console.print()
        put("Sources", 0, "bold cyan")
        for source, count in numbers.items():
            put(f"[{count}] {source}", 2, hang=4)
    console.print()


def _also(row: Row) -> str:
    """Who else tells an event, and whether from a copy."""
    others = [source for source in row.get("sources", ()) if source["report"] != row["report"]]
    named = (f"{one['publisher'] or one['report']}{'' if one['independent'] else ' (a copy)'}" for one in others)
    return f"; also told by {words.listed(list(dict.fromkeys(named)))}" if others else ""


class _Report:
    """One report's rows at hand: its facts, and what their ids stand for."""

    def __init__(self, rows: Iterable[Row], chosen: Set[str] | None) -> None:
        facts: list[Row] = []
        self.names: dict[str, str] = {}
        for row in rows:
            match row["kind"]:
                case "report":
                    self.text = told_text(row)
                    self.heading = heading(row)
                    self.published: dict[str, Any] | None = row["published"]
                    title = row["title"] or ""
                    self.title = len(title) if self.text.startswith(title) else 0
                case "actor":
                    self.names[row["id"]] = row["name"]
                case kind if kind in SECTIONS:
                    facts.append(row)
        self.by_id = {row["id"]: row for row in facts}
        told = [row for row in facts if chosen is None or row["id"] in chosen]
        promised = {row["act"] for row in told if row["kind"] == "commitment"}
        self.told = [row for row in told if row["id"] not in promised and not self._is_announced(row, told)]

    def _is_announced(self, row: Row, told: list[Row]) -> bool:
        """Whether an event rests on the title alone, and the story tells one of its type with one of its actors."""
        return row["kind"] == "event" and self._in_title(row) and any(
            other["kind"] == "event" and other["type"] == row["type"] and not self._in_title(other)
            and set(other["actors"] + other["recipients"]) & set(row["actors"] + row["recipients"])
            for other in told
        )  # fmt: skip

    def _in_title(self, row: Row) -> bool:
        return all(end <= self.title for _, end in row["evidence"])

    def line(self, row: Row) -> Line:
        text, *points = _TELLERS[row["kind"]](self, row)
        window = row.get("when") or row.get("due") or row.get("from") or self.published or {}
        day = window.get("earliest") or window.get("latest") or ""
        story = [span for span in spans(row) if span[0] >= self.title] or spans(row)  # the title is above already
        quote = "" if row["kind"] == "dispute" else words.elided(quoted(story, self.text), _QUOTE)
        return Line(f"{text[:1].upper()}{text[1:]}", quote, day, self.heading + _also(row), tuple(points))

    def name(self, id_: str | None) -> str:
        return self.names.get(id_, id_) if id_ else "Someone"

    def listed(self, ids: list[str]) -> str:
        return words.listed([self.name(id_) for id_ in ids]) if ids else "Someone"

    def by(self, row: Row, *known: str) -> str:
        """Who says so, unless it is one of those who are named already."""
        statement = self.by_id.get(row["by"] or "")
        speaker = statement["speaker"] if statement else None
        return f"according to {self.name(speaker)}" if speaker and speaker not in known else ""

    def event(self, row: Row) -> Iterator[str]:
        named = {self.name(id_) for id_ in row["actors"] + row["recipients"]}
        places = [place["name"] for place in row["places"] if place["precision"] != "country"]
        places = [place for place in dict.fromkeys(places) if place not in named]
        aside = [*map(quantity, row["quantities"])]
        if row["confidence"] < _UNSURE:
            aside.append(f"confidence {row['confidence']:.2f}")
        where = f" in {words.listed(places)}" if places else ""
        deed = words.deed(row, self.names)
        said = _sentence(f"{deed}{where}", words.window(row["when"]), self.by(row, *row["actors"]))
        yield f"{said[:-1]} ({'; '.join(aside)})." if aside else said

    def statement(self, row: Row) -> Iterator[str]:
        cue = " ".join(self.text[slice(*row["cue"])].lower().split())
        told = _CUE.fullmatch(cue)
        verb = told[1] if told else "said"
        whom = self.name(row["addressee"]) if row["addressee"] else ""
        to = f" {whom}" if whom and (verb in _TAKES_OBJECT or verb.endswith(" on")) else f" to {whom}" if whom else ""
        stance = row["stance"]
        toward = stance and (self.names.get(stance["toward"]) or self.deed(stance["toward"]))
        details = (
            words.window(row["when"]),
            f"{stance['polarity']} {toward}" if toward and stance["polarity"] != "neutral" else "",
            self.by(row, row["speaker"] or ""),
        )
        aside = ", ".join(detail for detail in details if detail)
        content = words.elided(quoted(row["content"], self.text).strip("“”\" ,;"), _CONTENT).translate(_INNER)
        yield f"{self.name(row['speaker'])} {verb}{to}{f' ({aside})' if aside else ''}: “{content}”"

    def deed(self, id_: str) -> str:
        event = self.by_id.get(id_)
        return words.deed(event, self.names) if event and event["kind"] == "event" else ""

    def commitment(self, row: Row) -> Iterator[str]:
        event = self.by_id.get(row["act"])
        told = {*row["debtor"], *(event["recipients"] if event else ())}
        creditors = [id_ for id_ in row["creditor"] if id_ not in told]
        condition, due = row["condition"], words.due(row["due"])
        waits = words.elided(quoted([condition["text"]], self.text), _CONTENT).translate(_INNER) if condition else ""
        bound, act = f"{self.listed(row['debtor'])} {words.bound(row['strength'])}", self.act(event)
        if act.startswith("“not to "):
            bound, act = bound.removesuffix("to") + "not to", "“" + act.removeprefix("“not to ")
        said = _sentence(
            f"{bound} {act}",
            f"toward {self.listed(creditors)}" if creditors else "",
            self.by(row, *row["debtor"]),
        )
        terms = (f"condition: “{waits}”" if waits else "", f"due {due}" if due else "", row["state"])
        yield "; ".join((said[:-1], *(term for term in terms if term))) + "."

    def act(self, event: Row | None) -> str:
        """The promised act: in a frame's words, or in the report's own where no frame reads it."""
        if event is None:
            return "act"
        is_promise = event["type"] == "AGREE" and event["origin"] != "commitment"  # what was agreed to stands behind the word
        start = event["trigger"][1 if is_promise else 0]
        end = next((e for s, e in event["evidence"] if s <= start < e), start)
        told = self.text[start:end].split("\"")[0].split("”")[0].strip(" ,.;")
        if event["origin"] != "commitment" and not (is_promise and told.startswith(("to ", "not to "))):
            return words.act(event, self.names)
        told = told.removeprefix("to ") if is_promise else told
        return f"“{words.elided(told, _CONTENT).translate(_INNER)}”"

    def relation(self, row: Row) -> Iterator[str]:
        since, until = words.window(row["from"]), words.window(row["to"])
        # a day, month or year may follow a preposition; "between … and …" and "by …" cannot
        began = f"since {since}" if since[:1].isdigit() or since[:1].isupper() else since and f"begun {since}"
        ended = f"until {until}" if until[:1].isdigit() or until[:1].isupper() else until and f"ended {until}"
        over = "which is over" if row["to"] and not until else ""
        yield _sentence(words.relation(row, self.names), began, ended, over)

    def dispute(self, row: Row) -> Iterator[str]:
        about = row["about"].rstrip(". ")
        yield about
        for side in row["sides"]:
            position = side["position"].translate(_INNER)
            same = position.rstrip(". ").casefold() == about.translate(_INNER).casefold()
            yield f"{self.listed(side['holders'])}: {'says so.' if same else f'“{position}”'}"


def _sentence(*parts: str) -> str:
    return ", ".join(part for part in parts if part) + "."


_TELLERS = {kind: getattr(_Report, kind) for kind in SECTIONS}
