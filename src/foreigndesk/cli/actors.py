"""``foreigndesk actors``: the knowledge base listed, searched, explained and added to."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from foreigndesk.cli.options import KnownByOption, OwnActorsOption, TableFormat, TableFormatOption, day, moment
from foreigndesk.cli.surroundings import FAILED, complain, console, plain_errors, record_at
from foreigndesk.errors import UsageError


def actors(
    search: Annotated[
        str | None, typer.Argument(metavar="WORDS", help="A name, code or id, or part of one; all actors without it.")
    ] = None,
    record: Annotated[
        str | None,
        typer.Option("--record", metavar="FILE_OR_URL", help="List the actors that this record knows, instead."),
    ] = None,
    as_of: Annotated[
        str | None, typer.Option("--as-of", metavar="DATE", help="Only what existed, and who held an office, on this day.")
    ] = None,
    known_by: KnownByOption = None,
    own: OwnActorsOption = None,
    dump: Annotated[
        str | None,
        typer.Option("--import", metavar="FILE.csv", help="Add a dump of office-holders, as Wikidata or REIGN give it, to --to."),
    ] = None,
    to: Annotated[
        str | None, typer.Option("--to", metavar="FILE.toml", help="The file of your own actors that --import adds to.")
    ] = None,
    form: TableFormatOption = TableFormat.table,
    as_json: Annotated[bool, typer.Option("--json", help="The same as --format jsonl.")] = False,
) -> None:
    """List, search and explain the actors of the knowledge base; an exact name, code or id tells all that is known."""
    with plain_errors():
        from foreigndesk.cli import known_actors as asked

        asked.use(own)
        form = TableFormat.jsonl if as_json else form
        if dump is not None or to is not None:
            if dump is None or to is None or search is not None or record is not None:
                raise UsageError("FD510", "--import FILE.csv goes with --to FILE.toml and with nothing else to do")
            problems = asked.add(Path(dump), Path(to))
            for problem in problems:
                complain(problem)
            if problems:
                raise typer.Exit(FAILED)
        elif record is not None:
            if as_of is not None:
                raise UsageError("FD511", "--as-of asks the knowledge base: leave it or --record out")
            with record_at(record, create=False) as opened:
                asked.recorded(opened.actors(search, known_by=moment(known_by)), form, console())
        elif known_by is not None:
            raise UsageError("FD511", "--known-by asks a record: give --record, or leave it out")
        else:
            asked.known(search, day("--as-of", as_of), form, console())
