"""A report's text cut into stretches, each with what is marked there: actors, events, cues, statements, commitments."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from urllib.parse import urlencode

from foreigndesk.record.flat import KINDS, spans, told_text
from foreigndesk.rows import Row

COLOURS = 10
"""Colours that actors are told apart by; the most mentioned come first, and from there on they come round again."""

_PARAGRAPH = re.compile(r"\n\s*\n")


@dataclass(frozen=True, slots=True)
class Stretch:
    """Some words of the text and what is marked there.

    ``classes`` say how they look, ``href`` leads to the explanation of what is marked by just these words; ``facts`` are the
    numbers of the facts that pointing at them shows, ``evidence`` of those that rest on them; ``anchor`` is where a fact's
    words begin.
    """

    text: str
    classes: tuple[str, ...] = ()
    href: str | None = None
    label: str | None = None
    facts: tuple[int, ...] = ()
    evidence: tuple[int, ...] = ()
    anchor: str | None = None

    @property
    def is_plain(self) -> bool:
        """Whether nothing at all is marked there."""
        return not (self.classes or self.href or self.evidence or self.anchor)


@dataclass(frozen=True, slots=True)
class Marked:
    """The text in paragraphs of stretches, where each fact's words begin, and each actor's colour."""

    paragraphs: tuple[tuple[Stretch, ...], ...]
    anchors: Mapping[str, str]
    colours: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class _Mark:
    start: int
    end: int
    rank: int  # of several marks at one place, the link is that of the first by rank
    classes: tuple[str, ...]
    fact: int | None = None
    href: str | None = None
    label: str | None = None


def explanation(id_: str) -> str:
    """Where a fact or actor is explained."""
    return f"/explain?{urlencode({'id': id_})}"


def marked(rows: Sequence[Row]) -> Marked:
    """The text of a report's rows with the marks of its facts; facts are numbered in the order of the rows."""
    text = told_text(rows[0])
    actors = [row for row in rows if row["kind"] == "actor"]
    facts = [row for row in rows if row["kind"] in KINDS]
    often = sorted(actors, key=lambda row: (-len(row["mentions"]), row["id"]))
    colours = {row["id"]: number % COLOURS for number, row in enumerate(often)}
    marks = [*_actors(actors, colours), *_facts(facts)]
    rests = {number: spans(row) for number, row in enumerate(facts)}
    begins = {number: min(start for start, _ in found) for number, found in rests.items() if found}
    anchors = {facts[number]["id"]: f"s{start}" for number, start in begins.items()}
    paragraphs = tuple(
        tuple(_stretches(text, start, end, marks, rests, frozenset(begins.values()))) for start, end in _paragraphs(text)
    )
    return Marked(paragraphs, anchors, colours)


def _paragraphs(text: str) -> Iterable[tuple[int, int]]:
    start = 0
    for gap in _PARAGRAPH.finditer(text):
        yield start, gap.start()
        start = gap.end()
    yield start, len(text)


def _actors(actors: Iterable[Row], colours: Mapping[str, int]) -> Iterable[_Mark]:
    for row in actors:
        for start, end in row["mentions"]:
            classes = ("actor", f"c{colours[row['id']]}")
            yield _Mark(start, end, 2, classes, None, explanation(row["id"]), row["name"])


def _facts(facts: Sequence[Row]) -> Iterable[_Mark]:
    number_of = {row["id"]: number for number, row in enumerate(facts)}
    promised: dict[str, list[Row]] = defaultdict(list)
    for row in facts:
        if row["kind"] == "commitment":
            promised[row["act"]].append(row)
    for number, row in enumerate(facts):
        if row["kind"] == "event":
            start, end = row["trigger"]
            yield _Mark(start, end, 1, ("event",), number, explanation(row["id"]), _event(row))
            for promise in promised[row["id"]]:
                label = f"commitment, {promise['strength']}: {promise['state']}"
                yield _Mark(start, end, 0, ("promise",), number_of[promise["id"]], explanation(promise["id"]), label)
        elif row["kind"] == "statement":
            start, end = row["cue"]
            yield _Mark(start, end, 1, ("cue",), number, explanation(row["id"]), f"statement, {row['mode']}")
            for start, end in row["content"]:
                yield _Mark(start, end, 9, ("said",), number)
        elif row["kind"] == "commitment":
            for start, end in row["evidence"]:
                yield _Mark(start, end, 9, ("owed",), number)


def _event(row: Row) -> str:
    """What a mark says at once; the rest is explained a click away."""
    sure = f"{row['confidence']:.0%} sure" if row.get("confidence") is not None else None
    frame = f"frame {row['frame']}" if row.get("frame") else None
    return ", ".join(part for part in (f"event {row['type']}", row["status"], frame, sure) if part)


def _stretches(
    text: str, start: int, end: int, marks: Sequence[_Mark], rests: Mapping[int, list[list[int]]], begins: frozenset[int]
) -> Iterable[Stretch]:
    here = [mark for mark in marks if mark.start < end and start < mark.end and mark.start < mark.end]
    under = [(number, first, last) for number, found in rests.items() for first, last in found if first < end and start < last]
    cuts = {start, end, *(at for at in begins if start < at < end)}
    for first, last in [*((mark.start, mark.end) for mark in here), *((first, last) for _, first, last in under)]:
        cuts |= {max(start, first), min(end, last)}
    ordered = sorted(cuts)
    for left, right in pairwise(ordered):
        on = sorted((m for m in here if m.start <= left and right <= m.end), key=lambda m: (m.rank, m.end - m.start, m.start))
        classes: dict[str, None] = {}
        coloured = False
        for mark in on:
            if "actor" in mark.classes:
                if coloured:
                    continue  # of mentions within one another, the innermost has the colour
                coloured = True
            classes |= dict.fromkeys(mark.classes)
        link = next((mark for mark in on if mark.href), None)
        yield Stretch(
            text[left:right],
            tuple(classes),
            link.href if link else None,
            link.label if link else None,
            tuple(sorted({mark.fact for mark in on if mark.fact is not None})),
            tuple(sorted({number for number, first, last in under if first <= left and right <= last})),
            f"s{left}" if left in begins else None,
        )
