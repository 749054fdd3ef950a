"""``foreigndesk watch``: feeds in, what is new into the record."""

from __future__ import annotations

import importlib.util
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from foreigndesk.cli.options import Cues, CuesOption, OwnActorsOption, OwnFramesOption
from foreigndesk.cli.surroundings import FAILED, plain_errors, record_at
from foreigndesk.errors import UsageError


def watch(
    feeds: Annotated[Path, typer.Argument(metavar="FEEDS.toml", help="Which feeds, and how politely (docs/feeds.md).")],
    record: Annotated[
        str, typer.Option("--record", envvar="FOREIGNDESK_RECORD", metavar="FILE_OR_URL", help="The record to keep what is new in.")
    ] = "record.db",
    every: Annotated[
        float | None, typer.Option("--every", metavar="MINUTES", min=1, help="How often; else as the file says, or every 30 minutes.")
    ] = None,
    one_round: Annotated[bool, typer.Option("--once", help="One round, then leave; status 2 if a feed could not be had.")] = False,
    own: OwnActorsOption = None,
    frames: OwnFramesOption = None,
    cues: CuesOption = Cues.all,
) -> None:
    """Watch RSS and Atom feeds: read every new item once into the record, and print one line for each thing done."""
    with plain_errors():
        for library in ("feedparser", "httpx"):
            if importlib.util.find_spec(library) is None:
                raise UsageError("FD582", f"feeds need {library}: install it with `pip install 'foreigndesk[feeds]'`")
        from foreigndesk.cli.known_actors import use
        from foreigndesk.feeds.settings import load
        from foreigndesk.feeds.state import State
        from foreigndesk.feeds.watching import once
        from foreigndesk.reader import Reader

        settings = load(feeds)
        state = State(feeds.with_suffix(".state.json"))
        use(own)
        reader = Reader(cues=cues.value)
        with record_at(record, create=True) as kept:
            while True:
                begun = time.monotonic()
                done = once(settings, state, kept, reader, _tell)
                if one_round:
                    raise typer.Exit(FAILED if done.feeds_failed else 0)
                time.sleep(max(0.0, begun + 60 * (every or settings.every) - time.monotonic()))


def _tell(line: str) -> None:
    moment = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    typer.echo(f"{moment} {' '.join(line.split())}")
