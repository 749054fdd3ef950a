"""``foreigndesk check`` and ``foreigndesk backup``: whether a record is whole, and a copy of it that is."""

from __future__ import annotations

from typing import Annotated

import typer

from foreigndesk.cli.surroundings import plain_errors

UNSOUND = 1
"""The exit status of a check that found something."""

RecordArgument = Annotated[str, typer.Argument(metavar="RECORD", envvar="FOREIGNDESK_RECORD", help="The record: a file or URL.")]


def check(record: RecordArgument) -> None:
    """Look through a record: the file, its links, and that every fact stands on words and on actors that are there.

    Prints a line for each fault, with report and fact, and leaves with 1; or `ok` and what it counted.
    """
    from foreigndesk.record.checks import check as looked_through

    with plain_errors():
        seen = looked_through(record)
        for finding in seen.findings:
            typer.echo(" ".join(str(finding).split()))
        if seen.findings:
            raise typer.Exit(UNSOUND)
        typer.echo(f"ok: {_counted(seen.counts)}")


def backup(
    record: RecordArgument,
    to: Annotated[str, typer.Argument(metavar="TO", help="The file to make.")],
    force: Annotated[bool, typer.Option("--force", help="Overwrite it where it is there already.")] = False,
) -> None:
    """Copy a record while it is in use, and check the copy; leaves with 1 where the check finds something."""
    from foreigndesk.record.backup import backup as copied

    with plain_errors():
        seen = copied(record, to, force=force)
        for finding in seen.findings:
            typer.echo(" ".join(str(finding).split()), err=True)
        typer.echo(f"{to}: {_counted(seen.counts)}")
        if seen.findings:
            raise typer.Exit(UNSOUND)


def _counted(counts: dict[str, int]) -> str:
    return ", ".join(f"{number} {name if number != 1 else name.removesuffix('s')}" for name, number in counts.items())
