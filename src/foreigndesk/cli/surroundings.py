"""What every command needs around it: plain errors, the record opened, a console, a progress bar."""

from __future__ import annotations

import errno
import io
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import typer

from foreigndesk.errors import ForeignDeskError, UsageError

if TYPE_CHECKING:
    from rich.console import Console

    from foreigndesk.other_readers import Joined
    from foreigndesk.reader import Reader
    from foreigndesk.record import Record

FAILED = 2
_BAR_FROM = 4  # reports: below it a progress bar only flickers


@contextmanager
def plain_errors() -> Iterator[None]:
    """Tell what went wrong in one line, and leave with status 2."""
    try:
        yield
        sys.stdout.flush()
    except ForeignDeskError as error:
        complain(str(error))
        raise typer.Exit(FAILED) from error
    except OSError as error:
        if error.errno == errno.EPIPE:  # whoever reads has enough: no error, typer leaves quietly
            raise
        complain(f"[FD509] the output cannot be written: {error.strerror or error}")
        with open(os.devnull, "w", encoding="utf-8") as nowhere:
            os.dup2(nowhere.fileno(), sys.stdout.fileno())  # what is left in the buffer would fail again on leaving
        raise typer.Exit(FAILED) from error


def plain_streams() -> None:
    """UTF-8 and bare line ends in what goes to a file or another program; PYTHONIOENCODING may say otherwise.

    Else Windows would write it in its own code page, which has no room for most names.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper) and not stream.isatty() and not os.environ.get("PYTHONIOENCODING"):
            stream.reconfigure(encoding="utf-8", newline="\n")


def complain(problem: str) -> None:
    """One line on standard error."""
    typer.echo(f"foreigndesk: {' '.join(problem.split())}", err=True)


@contextmanager
def record_at(path_or_url: str, *, create: bool) -> Iterator[Record]:
    """The record at a path or URL, closed afterwards."""
    from foreigndesk.record import Record

    with Record(path_or_url, create=create) as opened:
        yield opened


def beside(reader: Reader, endpoint: str | None, model: str | None) -> Reader | Joined:
    """Our reader, with the model behind an endpoint beside it where one is named; what is set aside is told."""
    if endpoint is None and model is None:
        return reader
    from foreigndesk.other_readers import Endpoint, Joined

    if endpoint is None or model is None:
        raise UsageError("FD594", "--endpoint URL and --endpoint-model NAME go together: give both or neither")
    other = Endpoint(endpoint, model=model, key=os.environ.get("FOREIGNDESK_ENDPOINT_KEY"))
    return Joined(reader, other, lambda one: complain(f"{one.report}: {one.what} set aside: {one.why}"))


def console() -> Console:
    """Standard output, without any markup of its own."""
    from rich.console import Console

    return Console(file=sys.stdout, highlight=False, markup=False, emoji=False)


@contextmanager
def progress() -> Iterator[Callable[[], None]]:
    """A step function that moves a bar on standard error, where somebody watches and nothing else is printed there."""
    if not sys.stderr.isatty() or sys.stdout.isatty():
        yield lambda: None
        return
    from rich.console import Console
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    shown = Progress(
        SpinnerColumn(), TextColumn("{task.completed} reports read"), TimeElapsedColumn(), console=Console(stderr=True)
    )
    task = shown.add_task("read", total=None)
    done = 0

    def step() -> None:
        nonlocal done
        done += 1
        if done == _BAR_FROM:
            shown.start()
        shown.update(task, completed=done)

    try:
        yield step
    finally:
        shown.stop()
