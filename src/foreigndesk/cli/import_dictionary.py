"""``foreigndesk import-dictionary``: PETRARCH's dictionaries to own frames and actors."""

from __future__ import annotations

from collections import Counter
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from foreigndesk.cli.surroundings import plain_errors
from foreigndesk.errors import UsageError

if TYPE_CHECKING:
    from foreigndesk.dictionaries import Note

_COLUMNS = ("file", "line", "entry", "taken", "why")


class Sort(StrEnum):
    """Which dictionary a file is."""

    verbs = "verbs"
    actors = "actors"
    agents = "agents"


def import_dictionary(
    files: Annotated[list[Path], typer.Argument(metavar="FILE...", help="Verb, actor or agent dictionaries; their lines tell which.")],
    frames: Annotated[Path | None, typer.Option("--to-frames", metavar="FILE.toml", help="The new file for the frames of verbs.")] = None,
    actors: Annotated[
        Path | None, typer.Option("--to-actors", metavar="FILE.toml", help="The new file for actors, their names, and agents.")
    ] = None,
    report: Annotated[
        Path | None, typer.Option("--report", metavar="FILE.csv", help="Every line that was left out or taken in part, and why.")
    ] = None,
    sort: Annotated[Sort | None, typer.Option("--kind", help="Take all files for this, whatever their lines look like.")] = None,
) -> None:
    """Take over dictionaries of PETRARCH, UniversalPetrarch or TABARI as own frames and actors; read with --frames and --actors."""
    with plain_errors():
        from foreigndesk.dictionaries import imported

        done = imported(files, frames=frames, actors_to=actors, sort=sort.value if sort is not None else None)
        left, part = (Counter(note.why for note in done.notes if note.part is only_part) for only_part in (False, True))
        if frames is not None:
            typer.echo(f"{done.frames} frames in {frames}")
        if actors is not None:
            new = f"{done.actors} actors, {done.names} names for known ones and {done.nouns} nouns in {actors}"
            typer.echo(f"{new}; {done.known} known before")
        for what, found in (("left out", left), ("taken in part", part)):
            if found:
                typer.echo(f"{found.total()} {what}:")
                for why, number in sorted(found.items(), key=lambda pair: (-pair[1], pair[0])):
                    typer.echo(f"  {number:6}  {why}")
        if report is not None:
            _report(done.notes, report)


def _report(notes: list[Note], to: Path) -> None:
    import csv

    try:
        with to.open("w", encoding="utf-8", newline="") as stream:
            out = csv.writer(stream, lineterminator="\n")
            out.writerow(_COLUMNS)
            out.writerows((note.file, note.line, note.entry, "in part" if note.part else "no", note.why) for note in notes)
    except OSError as error:
        raise UsageError("FD509", f"{to} cannot be written: {error.strerror or error}") from error
