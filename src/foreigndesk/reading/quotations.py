"""Stretches between quotation marks, paragraph by paragraph: no unbalanced mark reaches past its paragraph."""

from __future__ import annotations

import re
from dataclasses import dataclass

PAIRS = {"“": "”", "«": "»", "„": "“", "〝": "〞"}
_PARAGRAPH = re.compile(r"[^\n]+")
_SINGLE = re.compile(r"(?<![\w’'])[‘']([^‘’'\n]*(?:[’']\w[^‘’'\n]*)*)[’'](?!\w)")


@dataclass(frozen=True, slots=True)
class Quotation:
    """The words between two marks ``[start, end)``, the marks left out; ``closed`` where the second mark is there."""

    start: int
    end: int
    closed: bool = True


def quotations(text: str) -> list[Quotation]:
    """All quotations of a text in order; a paragraph's opening mark that is never closed runs to the paragraph's end."""
    out: list[Quotation] = []
    for paragraph in _PARAGRAPH.finditer(text):
        found = list(_double(text, paragraph.start(), paragraph.end()))
        out.extend(found)
        for m in _SINGLE.finditer(text, paragraph.start(), paragraph.end()):
            inside = any(q.start <= m.start() < q.end for q in found)
            if not inside and len(m.group(1).split()) >= 4:
                out.append(Quotation(m.start(1), m.end(1)))
    return sorted(out, key=lambda q: (q.start, q.end))


def _double(text: str, start: int, end: int) -> list[Quotation]:
    out: list[Quotation] = []
    opened: int | None = None
    closer = ""
    for i in range(start, end):
        ch = text[i]
        if opened is None:
            if ch in PAIRS:
                opened, closer = i + 1, PAIRS[ch]
            elif ch == '"' and (i + 1 < end and not text[i + 1].isspace()):
                opened, closer = i + 1, '"'
        elif ch == closer or (ch in '"”' and closer in '"”'):
            if i > opened:
                out.append(Quotation(opened, i))
            opened = None
    if opened is not None and opened < end:
        out.append(Quotation(opened, end, closed=False))
    return out


def quoted_share(quotes: list[Quotation], start: int, end: int) -> float:
    """How much of a stretch stands in quotation marks, 0–1."""
    inside = sum(max(0, min(end, q.end) - max(start, q.start)) for q in quotes if q.start < end and q.end > start)
    return inside / max(1, end - start)
