"""Standard output in one format, report after report."""

from __future__ import annotations

import sys
from typing import Any

from foreigndesk.cli.options import BriefFormat
from foreigndesk.cli.surroundings import console


class Output:
    """Standard output in one format, report after report."""

    def __init__(self, form: BriefFormat, min_confidence: float | None = None) -> None:
        self.form = form
        self.min_confidence = min_confidence
        self._started = False

    def report(self, rows: list[dict[str, Any]]) -> None:
        """Print all that one report's rows say."""
        if self.form is BriefFormat.brief:
            from foreigndesk.views import brief as view

            title, below = view.masthead(rows[0])
            view.show(view.brief(rows), console(), title=title, below=below)
        elif self.form is BriefFormat.jsonl:
            from foreigndesk.export import jsonl

            jsonl.write(rows, sys.stdout)
        else:
            self.facts(rows, None)
        sys.stdout.flush()

    def facts(self, rows: list[dict[str, Any]], chosen: set[str] | None) -> None:
        """Print facts alone, as JSON lines or as CSV under one header for all kinds."""
        from foreigndesk.export import csv, jsonl
        from foreigndesk.record.flat import COMMON, KINDS, common, told_text

        facts = [row for row in rows if row["kind"] in KINDS and (chosen is None or row["id"] in chosen)]
        if self.form is BriefFormat.jsonl:
            jsonl.write(facts, sys.stdout)
            return
        if not self._started:
            csv.header(COMMON, sys.stdout)
            self._started = True
        names = {row["id"]: row["name"] for row in rows if row["kind"] == "actor"}
        text = told_text(rows[0])
        csv.write((common(row, names, text) for row in facts), COMMON, sys.stdout)
