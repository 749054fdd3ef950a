"""The commands that change what a record has: ``withdraw`` takes a report out, ``diff`` tells what reading anew would change."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any

import typer

from foreigndesk.cli.options import Cues, CuesOption, OwnActorsOption, OwnFramesOption, RecordOption
from foreigndesk.cli.surroundings import FAILED, complain, console, plain_errors, record_at
from foreigndesk.errors import RecordError, UsageError
from foreigndesk.rows import Row

if TYPE_CHECKING:
    from foreigndesk.record import Record

class ChangesFormat(StrEnum):
    """How changes are given."""

    table = "table"
    jsonl = "jsonl"
    csv = "csv"


def withdraw(
    report_id: Annotated[str, typer.Argument(metavar="REPORT_ID", help="The report's id, as the record has it.")],
    reason: Annotated[str, typer.Option("--reason", metavar="WORDS", help="Why; it stays in the tombstone.")],
    record: RecordOption = "record.db",
) -> None:
    """Take a report out of the record for good: its text and facts are erased, a tombstone stays."""
    with plain_errors(), record_at(record, create=False) as opened:
        if not reason.strip():
            raise UsageError("FD516", "--reason is empty: say why the report is withdrawn")
        stone = opened.withdraw(report_id, reason.strip())
        typer.echo(f"{report_id} is withdrawn: its text and all its facts are erased. Copies and exports of the record are not.")
        typer.echo(f"The tombstone: {stone['withdrawn']}, {', '.join(stone['sha256'])}, {stone['reason']}")


def diff(
    reports: Annotated[
        list[str] | None, typer.Argument(metavar="REPORT_ID", help="These reports only; all without any.")
    ] = None,
    record: RecordOption = "record.db",
    apply: Annotated[bool, typer.Option("--apply", help="Add the new readings to the record, too.")] = False,
    language: Annotated[
        str | None, typer.Option("--language", metavar="NAME", help="Another spaCy pipeline to read with.")
    ] = None,
    own: OwnActorsOption = None,
    frames: OwnFramesOption = None,
    cues: CuesOption = Cues.all,
    form: Annotated[ChangesFormat, typer.Option("--format", help="How to print the changes.")] = ChangesFormat.table,
) -> None:
    """Read the record's texts again and show what this version would add, drop and change; nothing is written."""
    with plain_errors(), record_at(record, create=False) as opened:
        from foreigndesk.cli.known_actors import use
        from foreigndesk.reader import Reader

        use(own)
        reader = Reader(language, cues=cues.value)
        output = _Changes(form)
        failed = False
        for id_ in reports or [row["id"] for row in opened.reports()]:
            try:
                output.put(*_compared(opened, id_, reader, apply))
            except RecordError as error:
                complain(str(error))
                failed = True
        output.end()
        if failed:
            raise typer.Exit(FAILED)


def _compared(record: Record, id_: str, reader: Any, apply: bool) -> tuple[Row, list[Row]]:
    """A report's row, and what a new reading of it changes; the reading is added where that is asked for."""
    from foreigndesk.record.comparing import changes, report_of
    from foreigndesk.rows import rows

    before = list(record.rows(id_))
    reading = reader.read(report_of(before[0]))
    found = list(changes(before[1:], rows(reading, reader=reader.provenance)))
    if apply:
        record.add(reading, reader.provenance)
    return before[0], found


class _Changes:
    """Prints changes report by report, and counts them."""

    def __init__(self, form: str) -> None:
        self.form = form
        self.counted: Counter[tuple[str, str]] = Counter()
        self.started = False

    def put(self, report: Row, found: list[Row]) -> None:
        """Print the changes of one report."""
        from foreigndesk.export import csv, jsonl
        from foreigndesk.record.comparing import COLUMNS

        self.counted.update((one["change"], one["kind"]) for one in found)
        if self.form == "jsonl":
            jsonl.write(found, sys.stdout)
        elif self.form == "csv":
            if not self.started:
                csv.header(COLUMNS, sys.stdout)
            csv.write(_lines(report, found), COLUMNS, sys.stdout)
        elif found:
            _table(report, found)
        self.started = True

    def end(self) -> None:
        """Print, for people, how much there was in all."""
        if self.form == "table":
            told = (f"{count} {kind}{'s' if count > 1 else ''} {change}" for (change, kind), count in sorted(self.counted.items()))
            print(f"In all: {', '.join(told) or 'no change'}.")


def _lines(report: Row, found: list[Row]) -> Iterator[Row]:
    from foreigndesk.record.comparing import shown
    from foreigndesk.record.flat import quoted, spans

    def quote(row: Row) -> str:
        at = row.get("mentions", [])[:1] or ([row["span"]] if "span" in row else spans(row))
        return quoted(at, report["text"])

    return (shown(one, quote) for one in found)


def _table(report: Row, found: list[Row]) -> None:
    from rich import box
    from rich.table import Table
    from rich.text import Text

    from foreigndesk.views.words import elided

    table = Table(title=report["title"] or report["id"], title_justify="left", box=box.SIMPLE_HEAD, pad_edge=False)
    for column in ("change", "kind", "fields", "before", "after"):
        table.add_column(column)
    for line in _lines(report, found):
        table.add_row(*(Text(elided(line[column], 160)) for column in ("change", "kind", "fields", "before", "after")))
    console().print(table)
