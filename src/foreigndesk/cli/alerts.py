"""``foreigndesk alerts``: what has fallen due and what is newly contested since the last look."""

from __future__ import annotations

from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from foreigndesk.cli.options import RecordOption
from foreigndesk.cli.surroundings import console, plain_errors, record_at
from foreigndesk.errors import UsageError


class Form(StrEnum):
    """How alerts are given."""

    table = "table"
    jsonl = "jsonl"


def alerts(
    record: RecordOption = "record.db",
    since: Annotated[
        str | None,
        typer.Option("--since", metavar="MOMENT", help="Since this moment (2031-06-01T08:00:00Z), not since the last look."),
    ] = None,
    state: Annotated[
        Path | None, typer.Option("--state", metavar="FILE", help="Where the last look is kept; else RECORD.alerts.json.")
    ] = None,
    form: Annotated[Form, typer.Option("--format", help="How to print them.")] = Form.table,
) -> None:
    """Tell which commitments have fallen due and which disputes are new since the last look, and remember this one.

    With --since, the last look stays as it was.
    """
    with plain_errors(), record_at(record, create=False) as opened:
        import sys

        from foreigndesk.export import jsonl
        from foreigndesk.feeds import alerts as view
        from foreigndesk.views import tables

        file = None if since else view.state_file(record, state)
        found = view.alerts(opened, view.last_look(file) if file else _moment(str(since)))
        groups = (("commitment", "Fallen due", found.due), ("dispute", "New disputes", found.disputes))
        if form is Form.jsonl:
            jsonl.write(({"alert": title.lower().replace(" ", "_"), **row} for _, title, rows in groups for row in rows), sys.stdout)
        elif not (found.due or found.disputes):
            typer.echo("Nothing has fallen due, and nothing new is contested.")
        else:
            for kind, title, rows in groups:
                if rows:
                    typer.echo(f"{title}: {len(rows)}")
                    tables.show(kind, rows, console())
        sys.stdout.flush()
        if file:
            view.looked(file, found.until)


def _moment(given: str) -> datetime:
    try:
        moment = datetime.fromisoformat(given)
    except ValueError as error:
        raise UsageError("FD506", f"--since {given} is no moment: write it as 2031-06-01T08:00:00Z") from error
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
