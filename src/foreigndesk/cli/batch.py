"""``foreigndesk batch``: an archive in, tables out."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from foreigndesk.cli.options import ColumnOption, Cues, CuesOption, OwnActorsOption, OwnFramesOption, columns, day
from foreigndesk.cli.surroundings import FAILED, complain, plain_errors, progress

if TYPE_CHECKING:
    from foreigndesk.batch import Failure, Summary


class Engine(StrEnum):
    """Where the work is done."""

    processes = "processes"
    ray = "ray"


def batch(
    inputs: Annotated[
        list[str],
        typer.Argument(metavar="INPUT... OUTPUT", help="Files or folders as for read, and last the folder to write to."),
    ],
    workers: Annotated[
        int | None, typer.Option("--workers", metavar="N", min=1, help="How many read at once; as many as there are cores.")
    ] = None,
    engine: Annotated[
        Engine, typer.Option("--engine", help="Processes of this machine, or Ray: the cluster of RAY_ADDRESS, if set.")
    ] = Engine.processes,
    chunk: Annotated[
        int, typer.Option("--chunk", metavar="N", min=1, help="Reports that a worker reads before it writes them.")
    ] = 256,
    seconds: Annotated[
        float, typer.Option("--seconds", metavar="N", help="How long one report may take before it is set aside.")
    ] = 300.0,
    published: Annotated[
        str | None, typer.Option("--published", metavar="DATE", help="The reports' day of publication (YYYY-MM-DD).")
    ] = None,
    column: ColumnOption = None,
    language: Annotated[
        str | None, typer.Option("--language", metavar="NAME", help="Another spaCy pipeline to read with.")
    ] = None,
    own: OwnActorsOption = None,
    frames: OwnFramesOption = None,
    cues: CuesOption = Cues.all,
    quiet: Annotated[bool, typer.Option("--quiet", help="Print errors only.")] = False,
) -> None:
    """Read an archive into Parquet tables by month; what is there already is not read again.

    Reports that cannot be read are set aside in OUTPUT/failed.jsonl with the reason; delete it to try them again.
    """
    with plain_errors():
        from foreigndesk.batch import run
        from foreigndesk.cli.known_actors import use
        from foreigndesk.errors import UsageError

        if len(inputs) < 2:
            raise UsageError("FD556", "a batch needs inputs and, last, the folder to write to: foreigndesk batch INPUT OUTPUT")
        use(own)
        with progress() as step:
            shown = 0

            def tell(summary: Summary, failures: Sequence[Failure]) -> None:
                nonlocal shown
                for one in failures:
                    complain(f"[{one.code}] {one.error}")
                while shown < summary.reports:
                    step()
                    shown += 1

            done = run(
                inputs[:-1],
                Path(inputs[-1]),
                workers=workers,
                engine=engine.value,
                chunk=chunk,
                seconds=seconds,
                published=day("--published", published),
                columns=columns(column),
                language=language,
                cues=cues.value,
                tell=tell,
            )
        if not quiet:
            typer.echo(_told(done))
        if done.failed:
            raise typer.Exit(FAILED)


def _told(done: Summary) -> str:
    """What a run did, in one line."""
    pace = f", {done.words / done.seconds:,.0f} words a second" if done.words else ""
    return (
        f"{done.reports:,} reports read, {done.failed:,} set aside, {done.known:,} known before; "
        f"{done.words:,} words in {done.seconds:,.1f} s{pace}"
    )
