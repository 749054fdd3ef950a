"""``foreigndesk merge``: which tellings in a batch's tables are of one event."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from foreigndesk.cli.surroundings import plain_errors, progress


def merge(
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="What foreigndesk batch wrote.")],
    memory: Annotated[int, typer.Option("--memory", metavar="MIB", min=64, help="How much memory DuckDB may take.")] = 1024,
) -> None:
    """Tell which events in the tables of a batch are one: writes merged.parquet into FOLDER, a row for each telling."""
    with plain_errors(), progress() as step:
        from foreigndesk.batch.merging import merge

        done = merge(folder, memory=memory, tell=step)
    typer.echo(f"{done.tellings:,} tellings in {done.reports:,} reports, of {done.events:,} events")
