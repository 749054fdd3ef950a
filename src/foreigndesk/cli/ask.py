"""The commands that ask a record: the brief, and the list of each kind of fact."""

import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, Annotated, Any

import typer

from foreigndesk.cli.options import (
    BriefFormat,
    Cues,
    CuesOption,
    EachOption,
    LimitOption,
    StatusOption,
    TableFormat,
    TableFormatOption,
    TypeOption,
    asking,
    assumed,
    day,
    known,
)
from foreigndesk.cli.output import Output
from foreigndesk.cli.surroundings import console

if TYPE_CHECKING:
    from foreigndesk.record import Record

@asking
def brief(
    record: "Record",
    filters: dict[str, Any],
    each: EachOption = False,
    form: Annotated[BriefFormat, typer.Option("--format", help="How to print the brief.")] = BriefFormat.brief,
) -> None:
    """Tell what the record says: what happened, who said and promised what, what holds and what is contested."""
    chosen = record.chosen(**filters, each=each)
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


@asking
def events(
    record: "Record",
    filters: dict[str, Any],
    types: TypeOption = None,
    status: StatusOption = None,
    each: EachOption = False,
    limit: LimitOption = None,
    form: TableFormatOption = TableFormat.table,
) -> None:
    """List who did what to whom, where and when."""
    _list(record, "event", filters | _chosen("event", types, status) | {"each": each, "limit": limit}, form)


@asking
def statements(
    record: "Record",
    filters: dict[str, Any],
    types: TypeOption = None,
    status: StatusOption = None,
    cues: CuesOption = Cues.all,
    limit: LimitOption = None,
    form: TableFormatOption = TableFormat.table,
) -> None:
    """List who said what to whom."""
    _list(record, "statement", filters | _chosen("statement", types, status) | {"cues": cues.value, "limit": limit}, form)


@asking
def commitments(
    record: "Record",
    filters: dict[str, Any],
    due_before: Annotated[
        str | None, typer.Option("--due-before", metavar="DATE", help="Only what is due before this day (YYYY-MM-DD).")
    ] = None,
    types: TypeOption = None,
    status: Annotated[
        list[str] | None,
        typer.Option("--status", "--state", metavar="STATE", help="Only commitments in this state; may be given again."),
    ] = None,
    assume: Annotated[
        list[str] | None,
        typer.Option(
            "--assume",
            metavar="EVENT=DATE",
            help="Show what would follow if this happened on a day: an event's or a commitment's id, or words; may be given again.",
        ),
    ] = None,
    limit: LimitOption = None,
    form: TableFormatOption = TableFormat.table,
) -> None:
    """List who promised what to whom, on what condition, due when, and whether it was done."""
    own = {"due_before": day("--due-before", due_before), "assume": assumed(assume), "limit": limit}
    _list(record, "commitment", filters | _chosen("commitment", types, status) | own, form)


def facts(kind: str, what: str) -> Callable[..., None]:
    """The command that lists one kind of fact, and nothing more."""

    def command(
        record: "Record",
        filters: dict[str, Any],
        types: TypeOption = None,
        status: StatusOption = None,
        limit: LimitOption = None,
        form: TableFormatOption = TableFormat.table,
    ) -> None:
        _list(record, kind, filters | _chosen(kind, types, status) | {"limit": limit}, form)

    command.__doc__ = what
    return asking(command)


relations = facts("relation", "List what holds, or held, between two actors.")
disputes = facts("dispute", "List what is contested, and who holds which position.")


def _chosen(kind: str, types: list[str] | None, status: list[str] | None) -> dict[str, Any]:
    return {"types": known(kind, "--type", types), "status": known(kind, "--status", status)}


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
