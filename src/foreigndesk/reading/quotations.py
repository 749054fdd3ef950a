"""Stretches between quotation marks, paragraph by paragraph: no unbalanced mark reaches past its paragraph.

Also the two written forms that attribute without a verb: a quotation signed with a dash and a name, and a paragraph
that begins with its speaker and a colon, as transcripts and headlines do.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from foreigndesk.model import Offsets

PAIRS = {"“": "”", "«": "»", "„": "“", "〝": "〞", "「": "」", "『": "』", '"': '"', "''": "''", "``": "''"}
TURNED = {"”": "”", "»": "«"}  # these open too, at the head of a word: writers turn marks round, Germans and Danes set »so«
CLOSERS = frozenset(PAIRS.values())
ENGLISH = frozenset({"”", '"', "''"})  # writers and converters mix these, so any closes any
_PARAGRAPH = re.compile(r"[^\n]+")
_MARK = re.compile(r"''|``|[“”„«»〝〞「」『』\"]")
_NEXT_OPENS = re.compile(r"\s*(?:''|``|[“”„«»〝‘'\"])")  # the paragraph behind goes on with a mark of its own
_SENTENCE = re.compile(r"[.!?…]+(?=\s+[A-ZÀ-ÞА-Я])")
# A single quotation: its marks stand outside words; apostrophes inside it stand within words.
_SINGLE = re.compile(r"(?<![\w’'])[‘'](?=[\w“])([^‘’'\n]{2,600}(?:[’'](?=\w)[^‘’'\n]*){0,40})[’'](?!\w)|‚(?=\w)([^‚‘’\n]{2,600})[‘’](?!\w)")
_SIGNED = re.compile(r"[”\"']*\s*(?:[―—–]|--?)\s*(?=[A-Z])([^\n“\"―—–:]{3,80})")
_ASIDE = re.compile(r"\s*\([^()]*\)$")  # "Jane Roe (retranslated):"
_LABEL = re.compile(r"(?:(?<=\n)|\A)[“\"]?([A-Z][^\n:“”\"?!;]{0,60}):[ \t]+(?=\S)")


@dataclass(frozen=True, slots=True)
class Quotation:
    """The words between two marks ``[start, end)``, the marks left out; ``closed`` where the second mark is there."""

    start: int
    end: int
    closed: bool = True


def quotations(text: str) -> list[Quotation]:
    """All quotations of a text in order, none in another; a mark that is never closed reaches no further than its paragraph."""
    out: list[Quotation] = []
    for paragraph in _PARAGRAPH.finditer(text):
        at = paragraph.start()
        for q in _double(text, paragraph.start(), paragraph.end()):
            out.extend(_single(text, at, q.start - 1))
            out.append(q)
            at = q.end
        out.extend(_single(text, at, paragraph.end()))
    return out


def _double(text: str, start: int, end: int) -> Iterator[Quotation]:
    opened: int | None = None
    closer = ""
    for m in _MARK.finditer(text, start, end):
        mark = m.group()
        if opened is None:
            turned = mark in TURNED and (m.start() == start or text[m.start() - 1].isspace())
            spaced = mark == "«"  # the French set a space within
            if (mark in PAIRS or turned) and m.end() < end and (spaced or not text[m.end()].isspace()):
                opened, closer = m.end(), TURNED[mark] if turned else PAIRS[mark]
        elif mark == closer or (mark in ENGLISH and closer in ENGLISH):
            yield from _stripped(text, opened, m.start(), True)
            opened = None
    if opened is not None:
        yield from _stripped(text, opened, _stop(text, start, opened, end), False)


def _stop(text: str, start: int, opened: int, end: int) -> int:
    """Where a quotation ends whose mark is never closed: with its paragraph where it goes on in the next, else with its sentence."""
    if not text[start : opened - 1].strip() or _NEXT_OPENS.match(text, end):
        return end
    sentence = _SENTENCE.search(text, opened, end)
    return sentence.end() if sentence is not None else end


def _stripped(text: str, start: int, end: int, closed: bool) -> Iterator[Quotation]:
    """The quotation without the space that stands within its marks; nothing where they hold nothing."""
    words = text[start:end]
    start, end = start + len(words) - len(words.lstrip()), end - (len(words) - len(words.rstrip()))
    if start < end:
        yield Quotation(start, end, closed)


def _single(text: str, start: int, end: int) -> Iterator[Quotation]:
    if end - start < 5:
        return
    for m in _SINGLE.finditer(text, start, end):
        yield Quotation(*m.span(m.lastindex or 0))


def within(text: str, q: Quotation) -> list[Quotation]:
    """The quotations in single marks that stand in a quotation."""
    return list(_single(text, q.start, q.end))


def quoted_share(quotes: list[Quotation], start: int, end: int) -> float:
    """How much of a stretch stands in quotation marks, 0–1."""
    inside = 0
    for k in range(bisect_right(quotes, start, key=lambda q: q.end), len(quotes)):
        q = quotes[k]
        if q.start >= end:
            break
        inside += min(end, q.end) - max(start, q.start)
    return inside / max(1, end - start)


def signature(text: str, q: Quotation) -> tuple[Offsets, Offsets] | None:
    """The dash and the name that sign a quotation: ``“…” — Name``."""
    m = _SIGNED.match(text, q.end)
    if m is None or not q.closed:
        return None
    name = m.group(1)
    if len(name.split()) > 8 or (m.end() < len(text) and text[m.end()] not in '\n“"'):
        return None
    end = m.start(1) + len(name.rstrip(" .,;"))
    dash = re.compile(r"[―—–-]+").search(text, q.end, m.start(1))
    return ((dash.start(), dash.end()), (m.start(1), end)) if dash is not None else None


def labels(text: str) -> Iterator[tuple[Offsets, Offsets, Offsets]]:
    """Label, colon and the rest of the paragraph, wherever a paragraph begins ``Somebody: …``."""
    for m in _LABEL.finditer(text):
        stop = text.find("\n", m.end())
        stop = len(text) if stop < 0 else stop
        name = _ASIDE.sub("", m.group(1))
        if name:
            yield (m.start(1), m.start(1) + len(name)), (m.end(1), m.end(1) + 1), (m.end(), stop)
