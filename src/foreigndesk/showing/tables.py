"""A record as a timeline of its facts in words, or as a table of one kind of fact."""

from __future__ import annotations

from itertools import islice
from typing import Any

from foreigndesk.record import Record
from foreigndesk.showing.shown import Shown, grid, lines
from foreigndesk.views.brief import SECTIONS, brief, merged
from foreigndesk.views.tables import SHOWN, cells
from foreigndesk.views.words import elided

ROWS = 100
_LONGEST = 240  # characters of a cell

_TIMELINE = ("day", "kind", "what", "the report's words", "report")
_KINDS = {title: kind for kind, title in SECTIONS.items()}


def timeline(record: Record, *, rows: int = ROWS, **filters: Any) -> Shown:
    """All facts that a record has under its filters, by day, in words; no more than ``rows`` of them. Undated ones come last."""
    sections = merged(brief(told, ids) for told, ids in record.chosen(**filters))
    found = [(line.day or "", _KINDS[section.title], line.text, line.quote, line.source) for section in sections for line in section.lines]
    found.sort(key=lambda row: row[0] or "9999")
    shown = [tuple(elided(text, _LONGEST) for text in row) for row in found[:rows]]
    note = _note(len(found), rows)
    return Shown(grid(_TIMELINE, shown, note), lines(_TIMELINE, shown, note))


def table(record: Record, kind: str, *, rows: int = ROWS, **filters: Any) -> Shown:
    """The facts of one kind under the columns that the command line shows; no more than ``rows`` of them."""
    found = list(islice(record.table(kind, **filters), rows + 1))
    shown = [tuple(elided(text, _LONGEST) for text in cells(kind, row)) for row in found[:rows]]
    note = f"The first {rows}; there are more." if len(found) > rows else _note(len(found), rows)
    return Shown(grid(SHOWN[kind], shown, note), lines(SHOWN[kind], shown, note))


def _note(number: int, rows: int) -> str:
    if not number:
        return "The record has nothing of what is asked for."
    return f"The first {rows} of {number}." if number > rows else ""
