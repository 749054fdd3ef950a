"""``foreigndesk load``: a batch's tables into a record."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from foreigndesk.cli.options import RecordOption
from foreigndesk.cli.surroundings import plain_errors, progress, record_at

if TYPE_CHECKING:
    from foreigndesk.batch.loading import Loaded


def load(
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="What foreigndesk batch wrote.")],
    record: RecordOption = "record.db",
    no_text: Annotated[
        bool, typer.Option("--no-text", help="Keep no texts in the record, only the sentences that facts rest on.")
    ] = False,
) -> None:
    """Add the tables of a batch to a record; what it has already is passed over."""
    with plain_errors(), record_at(record, create=True) as opened, progress() as step:
        from foreigndesk.batch.loading import load

        def tell(_done: Loaded) -> None:
            step()

        done = load(folder, opened, keep_text=not no_text, tell=tell)
    refused = f", {done.refused:,} refused, for they were withdrawn" if done.refused else ""
    typer.echo(f"{done.added:,} reports added, {done.known:,} known before{refused}")
