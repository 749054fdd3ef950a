"""``foreigndesk export``: the record in the formats that others read."""

import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import IO, Annotated, Any

import typer

from foreigndesk.cli.options import (
    ActorOption,
    AsOfOption,
    ConfidenceOption,
    KnownByOption,
    RecordOption,
    RejectedOption,
    TypeOption,
    UntilOption,
    filters,
    known,
)
from foreigndesk.cli.surroundings import plain_errors, record_at
from foreigndesk.errors import UsageError
from foreigndesk.export.formats import Asked, Format, format_of, formats

_FORMAT_HELP = "; ".join(f"{name}: {what}" for name, what in formats().items()) + "."
_KINDS = ("event", "statement", "commitment", "relation", "dispute")
_PERIODS = ("day", "week", "month", "year")


def export(
    form: Annotated[str, typer.Argument(metavar="FORMAT", help=_FORMAT_HELP)],
    record: RecordOption = "record.db",
    to: Annotated[
        Path | None, typer.Option("--to", metavar="FILE", help="Write this file, whole or not at all, not standard output.")
    ] = None,
    kind: Annotated[str | None, typer.Option("--kind", metavar="KIND", help=f"For wide and parquet: {', '.join(_KINDS)}.")] = None,
    by: Annotated[str | None, typer.Option("--by", metavar="PERIOD", help=f"For dyads: {', '.join(_PERIODS)}.")] = None,
    as_of: AsOfOption = None,
    actor: ActorOption = None,
    since: Annotated[
        str | None,
        typer.Option(
            "--since",
            metavar="DATE",
            help="Only what may lie on this day or later (YYYY-MM-DD); for changes, what the record learned at this "
            "moment or later (YYYY-MM-DDTHH:MM:SSZ).",
        ),
    ] = None,
    until: UntilOption = None,
    min_confidence: ConfidenceOption = None,
    known_by: KnownByOption = None,
    rejected: RejectedOption = False,
    types: TypeOption = None,
    status: Annotated[
        list[str] | None,
        typer.Option(
            "--status",
            metavar="STATUS",
            help="Only facts of this status or state; may be given again. Without it, polecat, icews, phoenix, gdelt, "
            "dyads and graphml have events that occurred or are ongoing.",
        ),
    ] = None,
) -> None:
    """Write the record in a format that other programs read: tables of the field, our own, RDF, graph, calendar."""
    with plain_errors():
        made = format_of(form)
        _only_known(form, made, kind=kind, by=by)
        moment, day = (since, None) if "moment" in made.options else (None, since)
        chosen = filters(as_of, actor, day, until, min_confidence, known_by, rejected)
        of = _one_of("--kind", kind or "event", _KINDS) if "kind" in made.options else made.kind
        for option, given, key in (("--type", types, "types"), ("--status", status, "status")):
            if given and of is None:
                raise UsageError("FD515", f"{form} cannot be chosen by {option}: leave it out")
            chosen[key] = known(of, option, given) if of else None
        if "moment" in made.options and any(value not in (None, False) for value in chosen.values()):
            raise UsageError("FD515", f"{form} takes --since and no other filter: leave the others out")
        period = _one_of("--by", by or "month", _PERIODS)
        asked = Asked(filters=chosen, kind=of or "event", by=period, moment=moment)
        with ExitStack() as stack:
            opened = stack.enter_context(record_at(record, create=False)) if made.of_record else None
            made.write(opened, asked, stack.enter_context(_output(to, made.binary)))


def _only_known(form: str, made: Format, **given: str | None) -> None:
    """Refuse an option that the format does not know. Raises UsageError FD515."""
    for option, value in given.items():
        if value is not None and option not in made.options:
            raise UsageError("FD515", f"{form} has no --{option}: leave it out")


def _one_of(option: str, value: str, allowed: tuple[str, ...]) -> str:
    if value not in allowed:
        raise UsageError("FD515", f"{option} {value} is none of {', '.join(allowed)}")
    return value


@contextmanager
def _output(to: Path | None, binary: bool) -> Iterator[IO[Any]]:
    """Standard output, or a file that is there whole at the end or, where anything fails, as it was before."""
    if to is None:
        if binary and sys.stdout.isatty():
            raise UsageError("FD515", "this format is no text: write it to a file with --to FILE")
        yield sys.stdout.buffer if binary else sys.stdout
        sys.stdout.flush()
        return
    try:
        with _replaced(to, binary) as stream:
            yield stream
    except OSError as error:
        raise UsageError("FD509", f"{to} cannot be written: {error.strerror or error}") from error


@contextmanager
def _replaced(to: Path, binary: bool) -> Iterator[IO[Any]]:
    """A new file beside one's place, moved there when all is written."""
    handle, name = tempfile.mkstemp(dir=to.parent, prefix=f".{to.name}.")
    try:
        form: dict[str, Any] = {"mode": "wb"} if binary else {"mode": "w", "encoding": "utf-8", "newline": ""}
        with open(handle, **form) as stream:
            yield stream
        os.chmod(name, 0o666 & ~_umask())
        os.replace(name, to)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
