"""The commands that ask a record: the brief, and the list of each kind of fact."""

import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, Annotated, Any

import typer

from foreigndesk.cli.options import (
    BriefFormat,
    Cues,
    CuesOption,
    StatusOption,
    TableFormat,
    TableFormatOption,
    TypeOption,
    asking,
    known,
)
from foreigndesk.cli.output import Output
from foreigndesk.cli.surroundings import console

if TYPE_CHECKING:
    from foreigndesk.record import Record

KINDS = (
    ("event", "List who did what to whom, where and when."),
    ("statement", "List who said what to whom."),
    ("commitment", "List who promised what to whom, on what condition, due when, and whether it was done."),
    ("relation", "List what holds, or held, between two actors."),
    ("dispute", "List what is contested, and who holds which position."),
)


@asking
def brief(
    record: "Record",
    filters: dict[str, Any],
    form: Annotated[BriefFormat, typer.Option("--format", help="How to print the brief.")] = BriefFormat.brief,
) -> None:
    """Tell what the record says: what happened, who said and promised what, what holds and what is contested."""
    chosen = record.chosen(**filters)
    if form is BriefFormat.brief:
        from foreigndesk.views import brief as view

        sections = view.merged(view.brief(rows, ids) for rows, ids in chosen)
        if sections:
            view.show(sections, console(), sources=True)
        else:
            typer.echo("The record has nothing of what is asked for.")
        return
    output = Output(form)
    for rows, ids in chosen:
        output.facts(rows, ids)


def facts(kind: str) -> Callable[..., None]:
    """The command that lists one kind of fact."""

    def command(
        record: "Record",
        filters: dict[str, Any],
        types: TypeOption = None,
        status: StatusOption = None,
        form: TableFormatOption = TableFormat.table,
    ) -> None:
        filters |= {"types": known(kind, "--type", types), "status": known(kind, "--status", status)}
        _list(record, kind, filters, form)

    return asking(command)


@asking
def statements(
    record: "Record",
    filters: dict[str, Any],
    types: TypeOption = None,
    status: StatusOption = None,
    cues: CuesOption = Cues.all,
    form: TableFormatOption = TableFormat.table,
) -> None:
    """List who said what to whom."""
    filters |= {"types": known("statement", "--type", types), "status": known("statement", "--status", status)}
    _list(record, "statement", filters | {"cues": cues.value}, form)


def _list(record: "Record", kind: str, filters: dict[str, Any], form: TableFormat) -> None:
    if form is TableFormat.jsonl:
        from foreigndesk.export import jsonl

        jsonl.write(record.stream(kind, **filters), sys.stdout)
    elif form is TableFormat.csv:
        from foreigndesk.export import csv
        from foreigndesk.record.flat import columns

        header = [*columns(kind), "recorded", "review"]
        csv.header(header, sys.stdout)
        csv.write(record.table(kind, **filters), header, sys.stdout)
    else:
        from foreigndesk.views import tables

        tables.show(kind, record.table(kind, **filters), console())
