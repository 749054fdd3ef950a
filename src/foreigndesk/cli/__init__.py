"""The command line: ``foreigndesk read`` makes the record, the other commands ask it.

Heavy libraries load only in the commands that need them, so that ``--help`` and queries answer at once.
"""

from __future__ import annotations

from typing import Annotated

import typer

from foreigndesk import __version__
from foreigndesk.cli import ask
from foreigndesk.cli.actors import actors
from foreigndesk.cli.alerts import alerts
from foreigndesk.cli.batch import batch
from foreigndesk.cli.check import backup, check
from foreigndesk.cli.explain import explain
from foreigndesk.cli.export import export
from foreigndesk.cli.import_dictionary import import_dictionary
from foreigndesk.cli.load import load
from foreigndesk.cli.merge import merge
from foreigndesk.cli.read import read
from foreigndesk.cli.record import diff, withdraw
from foreigndesk.cli.review import review, reviews
from foreigndesk.cli.serve import serve
from foreigndesk.cli.surroundings import plain_streams
from foreigndesk.cli.watch import watch

app = typer.Typer(
    add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False, no_args_is_help=True, help=
    "Reads reports on international affairs and keeps the record of who did, said and promised what.",
)  # fmt: skip


def _version(asked: bool) -> None:
    if asked:
        typer.echo(f"foreigndesk {__version__}")
        raise typer.Exit


@app.callback()
def _root(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version and leave.")
    ] = False,
) -> None:
    pass


app.command("read")(read)
app.command("batch")(batch)
app.command("load")(load)
app.command("merge")(merge)
app.command("watch")(watch)
app.command("brief")(ask.brief)
app.command("events")(ask.events)
app.command("statements")(ask.statements)
app.command("commitments")(ask.commitments)
app.command("relations")(ask.relations)
app.command("disputes")(ask.disputes)
app.command("actors")(actors)
app.command("alerts")(alerts)
app.command("import-dictionary")(import_dictionary)
app.command("explain")(explain)
app.command("export")(export)
app.command("diff")(diff)
app.command("withdraw")(withdraw)
app.command("check")(check)
app.command("backup")(backup)
app.command("review")(review)
app.command("reviews")(reviews)
app.command("serve")(serve)


def main() -> None:
    """Run the command line."""
    plain_streams()
    app()
