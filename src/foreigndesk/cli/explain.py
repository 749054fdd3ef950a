"""``foreigndesk explain``: why the record, or a report, is read as it is."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from foreigndesk.cli.options import OwnActorsOption, OwnFramesOption
from foreigndesk.cli.surroundings import console, plain_errors
from foreigndesk.errors import IntakeError, UsageError


class TreeFormat(StrEnum):
    """How an explanation is given."""

    tree = "tree"
    jsonl = "jsonl"


def explain(
    what: Annotated[
        str, typer.Argument(metavar="ID_OR_FILE", help="The id of a fact, actor or report, or its beginning; or a report's file.")
    ],
    record: Annotated[
        str, typer.Option("--record", envvar="FOREIGNDESK_RECORD", metavar="FILE_OR_URL", help="The record that has the id.")
    ] = "record.db",
    at: Annotated[str | None, typer.Option("--at", metavar="WORDS", help="Of a file, only what is read at these words.")] = None,
    language: Annotated[str | None, typer.Option("--language", metavar="NAME", help="Another spaCy pipeline to read with.")] = None,
    own: OwnActorsOption = None,
    frames: OwnFramesOption = None,
    form: Annotated[TreeFormat, typer.Option("--format", help="How to print the explanation.")] = TreeFormat.tree,
) -> None:
    """Show why a fact is read: trigger, frame, roles, status step by step, days, places, and the chain to each actor."""
    with plain_errors():
        _print(what, record, at, language, own, form)


def _print(what: str, record: str, at: str | None, language: str | None, own: str | None, form: TreeFormat) -> None:
    from foreigndesk import intake
    from foreigndesk.cli.known_actors import use
    from foreigndesk.explaining import explain as of_record
    from foreigndesk.explaining import explained
    from foreigndesk.export import jsonl
    from foreigndesk.reader import Reader
    from foreigndesk.record import Record
    from foreigndesk.views import explain as view

    use(own)
    if Path(what).exists() or what == "-":
        reader, found = Reader(language), []
        for report in intake.reports([what]):
            if isinstance(report, IntakeError):
                raise report
            found += explained(report, at, reader=reader)
    elif at is not None:
        raise UsageError("FD536", f"--at asks a report's file, and {what} is none: give the file, or leave --at out")
    else:
        with Record(record, create=False) as opened:
            found = [of_record(opened, what, reader=Reader(language) if language is not None else None)]
    if form is TreeFormat.jsonl:
        jsonl.write(map(view.row, found), sys.stdout)
    else:
        view.show(found, console())

