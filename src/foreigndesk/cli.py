"""The command line: ``foreigndesk read`` makes the record, the other commands ask it.

Heavy libraries load only in the commands that need them, so that ``--help`` and queries answer at once.
"""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import date
from enum import StrEnum
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, get_args

import typer

from foreigndesk import __version__, cli_check, limits
from foreigndesk.errors import ForeignDeskError, IntakeError, UsageError

if TYPE_CHECKING:
    from rich.console import Console

    from foreigndesk.model import Reading, Report
    from foreigndesk.reader import Reader
    from foreigndesk.record import Record

    Found = Report | IntakeError

FAILED = 2
_BATCH = 16  # reports that go through the language pipeline together
_BAR_FROM = 4  # reports: below it a progress bar only flickers


class BriefFormat(StrEnum):
    """How a brief is given."""

    brief = "brief"
    jsonl = "jsonl"
    csv = "csv"


class TableFormat(StrEnum):
    """How a list of facts is given."""

    table = "table"
    jsonl = "jsonl"
    csv = "csv"


class Cues(StrEnum):
    """Which cues make statements."""

    all = "all"
    speech = "speech"


RecordOption = Annotated[
    str,
    typer.Option("--record", envvar="FOREIGNDESK_RECORD", metavar="FILE_OR_URL", help="The record to ask."),
]
ActorOption = Annotated[
    str | None,
    typer.Option("--actor", metavar="A", help="Only what this actor takes part in: a name, code, id or mention."),
]
SinceOption = Annotated[
    str | None, typer.Option("--since", metavar="DATE", help="Only what may lie on this day or later (YYYY-MM-DD).")
]
UntilOption = Annotated[
    str | None, typer.Option("--until", metavar="DATE", help="Only what may lie on this day or earlier (YYYY-MM-DD).")
]
AsOfOption = Annotated[
    str | None, typer.Option("--as-of", metavar="DATE", help="Only what stood on this day, in the state it had then.")
]
ConfidenceOption = Annotated[
    float | None, typer.Option("--min-confidence", metavar="X", min=0, max=1, help="Only events at least so certain.")
]
TypeOption = Annotated[
    list[str] | None, typer.Option("--type", metavar="TYPE", help="Only facts of this type; may be given again.")
]
StatusOption = Annotated[
    list[str] | None,
    typer.Option("--status", metavar="STATUS", help="Only facts of this status or state; may be given again."),
]
OwnActorsOption = Annotated[
    str | None,
    typer.Option("--actors", envvar="FOREIGNDESK_ACTORS", metavar="FILE.toml", help="Your own actors, beside those known."),
]
CuesOption = Annotated[
    Cues, typer.Option("--cues", help="Which statements: all, or speech alone, without thoughts, wishes and plans.")
]
TableFormatOption = Annotated[TableFormat, typer.Option("--format", help="How to print the facts.")]

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


@app.command()
def read(
    reports: Annotated[
        list[str],
        typer.Argument(
            metavar="REPORT", help="Pages, texts, JSON lines, also gzipped, or folders of them; - is standard input."
        ),
    ],
    record: Annotated[
        str | None, typer.Option("--record", metavar="FILE_OR_URL", help="Keep what is read in this record, too.")
    ] = None,
    published: Annotated[
        str | None, typer.Option("--published", metavar="DATE", help="The reports' day of publication (YYYY-MM-DD).")
    ] = None,
    form: Annotated[BriefFormat, typer.Option("--format", help="How to print what was read.")] = BriefFormat.brief,
    language: Annotated[
        str | None, typer.Option("--language", metavar="NAME", help="Another spaCy pipeline to read with.")
    ] = None,
    own: OwnActorsOption = None,
    cues: CuesOption = Cues.all,
    megabytes: Annotated[
        float, typer.Option("--max-megabytes", metavar="N", min=0, help="The largest file, or line of JSON, that is read, unpacked.")
    ] = limits.MEGABYTES,
    words: Annotated[
        int, typer.Option("--max-words", metavar="N", min=1, help="The longest report that is read.")
    ] = limits.WORDS,
    seconds: Annotated[
        float, typer.Option("--max-seconds", metavar="N", min=0.001, help="The longest that one report may take.")
    ] = limits.SECONDS,
    quiet: Annotated[bool, typer.Option("--quiet", help="Print errors only.")] = False,
) -> None:
    """Read reports: print what they say, and keep it in a record where one is given."""
    with plain_errors(), ExitStack() as stack:
        from foreigndesk import intake
        from foreigndesk.cli_actors import use
        from foreigndesk.reader import Reader

        day = _day("--published", published)
        use(own)
        kept = stack.enter_context(_record(record, create=True)) if record else None
        output = None if quiet else _Output(form)
        reader = Reader(language, cues=cues.value, max_words=words)
        step = stack.enter_context(_progress())
        failed = False
        for batch in _batches(intake.reports(reports, published=day, megabytes=megabytes, seconds=seconds)):
            for report, reading in zip(batch, _readings(batch, reader, seconds), strict=True):
                if isinstance(reading, Exception):
                    problem: str | None = _told(report, reading)
                else:
                    problem = _keep(reading, reader.provenance, kept, output)
                if problem:
                    _complain(problem)
                    failed = True
                step()
        if failed:
            raise typer.Exit(FAILED)


@app.command()
def brief(
    record: RecordOption = "record.db",
    as_of: AsOfOption = None,
    actor: ActorOption = None,
    since: SinceOption = None,
    until: UntilOption = None,
    min_confidence: ConfidenceOption = None,
    form: Annotated[BriefFormat, typer.Option("--format", help="How to print the brief.")] = BriefFormat.brief,
) -> None:
    """Tell what the record says: what happened, who said and promised what, what holds and what is contested."""
    with plain_errors(), _record(record, create=False) as opened:
        chosen = opened.chosen(**_filters(actor, since, until, as_of, min_confidence))
        if form is BriefFormat.brief:
            from foreigndesk.views import brief as view

            sections = view.merged(view.brief(rows, ids) for rows, ids in chosen)
            if sections:
                view.show(sections, _console(), sources=True)
            else:
                typer.echo("The record has nothing of what is asked for.")
            return
        output = _Output(form)
        for rows, ids in chosen:
            output.facts(rows, ids)


def _facts_command(kind: str) -> Callable[..., None]:
    def command(
        record: RecordOption = "record.db",
        as_of: AsOfOption = None,
        actor: ActorOption = None,
        since: SinceOption = None,
        until: UntilOption = None,
        min_confidence: ConfidenceOption = None,
        types: TypeOption = None,
        status: StatusOption = None,
        form: TableFormatOption = TableFormat.table,
    ) -> None:
        with plain_errors(), _record(record, create=False) as opened:
            filters = _filters(actor, since, until, as_of, min_confidence)
            filters |= {"types": _known(kind, "--type", types), "status": _known(kind, "--status", status)}
            _list(opened, kind, filters, form)

    return command


def _statements(
    record: RecordOption = "record.db",
    as_of: AsOfOption = None,
    actor: ActorOption = None,
    since: SinceOption = None,
    until: UntilOption = None,
    min_confidence: ConfidenceOption = None,
    types: TypeOption = None,
    status: StatusOption = None,
    cues: CuesOption = Cues.all,
    form: TableFormatOption = TableFormat.table,
) -> None:
    with plain_errors(), _record(record, create=False) as opened:
        filters = _filters(actor, since, until, as_of, min_confidence)
        filters |= {"types": _known("statement", "--type", types), "status": _known("statement", "--status", status)}
        _list(opened, "statement", filters | {"cues": cues.value}, form)


def _list(opened: Record, kind: str, filters: dict[str, Any], form: TableFormat) -> None:
    if form is TableFormat.jsonl:
        from foreigndesk.export import jsonl

        jsonl.write(opened.stream(kind, **filters), sys.stdout)
    elif form is TableFormat.csv:
        from foreigndesk.export import csv
        from foreigndesk.record.flat import columns

        header = [*columns(kind), "recorded"]
        csv.header(header, sys.stdout)
        csv.write(opened.table(kind, **filters), header, sys.stdout)
    else:
        from foreigndesk.views import tables

        tables.show(kind, opened.table(kind, **filters), _console())


for _kind, _what in (
    ("event", "List who did what to whom, where and when."),
    ("statement", "List who said what to whom."),
    ("commitment", "List who promised what to whom, on what condition, due when, and whether it was done."),
    ("relation", "List what holds, or held, between two actors."),
    ("dispute", "List what is contested, and who holds which position."),
):
    app.command(f"{_kind}s", help=_what)(_statements if _kind == "statement" else _facts_command(_kind))


@app.command()
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
        from foreigndesk import cli_actors as asked

        asked.use(own)
        form = TableFormat.jsonl if as_json else form
        if dump is not None or to is not None:
            if dump is None or to is None or search is not None or record is not None:
                raise UsageError("FD510", "--import FILE.csv goes with --to FILE.toml and with nothing else to do")
            problems = asked.add(Path(dump), Path(to))
            for problem in problems:
                _complain(problem)
            if problems:
                raise typer.Exit(FAILED)
        elif record is not None:
            if as_of is not None:
                raise UsageError("FD511", "--as-of asks the knowledge base: leave it or --record out")
            with _record(record, create=False) as opened:
                asked.recorded(opened.actors(search), form, _console())
        else:
            asked.known(search, _day("--as-of", as_of), form, _console())


class _Output:
    """Standard output in one format, report after report."""

    def __init__(self, form: BriefFormat) -> None:
        self.form = form
        self._started = False

    def report(self, rows: list[dict[str, Any]]) -> None:
        """Print all that one report's rows say."""
        if self.form is BriefFormat.brief:
            from foreigndesk.views import brief as view

            title, below = view.masthead(rows[0])
            view.show(view.brief(rows), _console(), title=title, below=below)
        elif self.form is BriefFormat.jsonl:
            from foreigndesk.export import jsonl

            jsonl.write(rows, sys.stdout)
        else:
            self.facts(rows, None)
        sys.stdout.flush()

    def facts(self, rows: list[dict[str, Any]], chosen: set[str] | None) -> None:
        """Print facts alone, as JSON lines or as CSV under one header for all kinds."""
        from foreigndesk.export import csv, jsonl
        from foreigndesk.record.flat import COMMON, KINDS, common

        facts = [row for row in rows if row["kind"] in KINDS and (chosen is None or row["id"] in chosen)]
        if self.form is BriefFormat.jsonl:
            jsonl.write(facts, sys.stdout)
            return
        if not self._started:
            csv.header(COMMON, sys.stdout)
            self._started = True
        names = {row["id"]: row["name"] for row in rows if row["kind"] == "actor"}
        csv.write((common(row, names, rows[0]["text"]) for row in facts), COMMON, sys.stdout)


def _batches(found: Iterator[Found]) -> Iterator[list[Found]]:
    """What was found, a few at a time: the first alone, so that the first answer comes at once."""
    size = 1
    while batch := list(islice(found, size)):
        yield batch
        size = _BATCH


def _readings(batch: list[Found], reader: Reader, seconds: float) -> Iterator[Reading | Exception]:
    """The reading of each report in a batch, or why there is none.

    A fault of ours in one report must not cost the others: where a batch fails, its reports are read one by one.
    """
    reports = [one for one in batch if not isinstance(one, IntakeError)]
    together: Iterator[Reading | Exception]
    try:
        with limits.within(seconds):
            together = iter(list(reader.read_many(reports)))
    except Exception:
        together = (_reading(one, reader, seconds) for one in reports)
    for one in batch:
        yield one if isinstance(one, IntakeError) else next(together)


def _reading(report: Report, reader: Reader, seconds: float) -> Reading | Exception:
    try:
        with limits.within(seconds):
            return reader.read(report)
    except Exception as error:  # told by the caller, and the status is 2
        return error


def _keep(reading: Reading, reader: dict[str, str], record: Record | None, output: _Output | None) -> str | None:
    """Keep and print one reading; what went wrong, if anything did."""
    from foreigndesk.rows import rows

    try:
        if record is not None:
            record.add(reading, reader)
    except ForeignDeskError as error:
        if error.code not in ("FD405", "FD406"):  # those are this report's own; a full disk stops all that follow, too
            raise
        return f"{_name(reading.report)}: {error}"
    if output is not None:
        output.report(list(rows(reading, reader=reader)))
    return None


def _told(report: Found, error: Exception) -> str:
    if isinstance(report, IntakeError):
        return str(error)
    if isinstance(error, ForeignDeskError):
        return f"{_name(report)}: {error}"
    return f"{_name(report)}: could not be read: {type(error).__name__}: {error}"


def _name(report: Report) -> str:
    return report.url or report.title or report.id


@contextmanager
def plain_errors() -> Iterator[None]:
    """What every command runs in: an error of ours is one line on standard error, and the status 2."""
    try:
        yield
        sys.stdout.flush()
    except ForeignDeskError as error:
        _complain(str(error))
        raise typer.Exit(FAILED) from error
    except OSError as error:
        if error.errno == errno.EPIPE:  # whoever reads has enough: no error, typer leaves quietly
            raise
        _complain(f"[FD509] the output cannot be written: {error.strerror or error}")
        with open(os.devnull, "w") as nowhere:
            os.dup2(nowhere.fileno(), sys.stdout.fileno())  # what is left in the buffer would fail again on leaving
        raise typer.Exit(FAILED) from error


def _complain(problem: str) -> None:
    typer.echo(f"foreigndesk: {' '.join(problem.split())}", err=True)


@contextmanager
def _record(path_or_url: str, *, create: bool) -> Iterator[Record]:
    from foreigndesk.record import Record

    with Record(path_or_url, create=create) as opened:
        yield opened


def _filters(
    actor: str | None, since: str | None, until: str | None, as_of: str | None, min_confidence: float | None
) -> dict[str, Any]:
    return {
        "actor": actor,
        "since": _day("--since", since),
        "until": _day("--until", until),
        "as_of": _day("--as-of", as_of),
        "min_confidence": min_confidence,
    }


def _day(option: str, given: str | None) -> date | None:
    if given is None:
        return None
    try:
        return date.fromisoformat(given)
    except ValueError as error:
        raise UsageError("FD506", f"{option} {given} is not a date: write it as 2024-03-01") from error


def _known(kind: str, option: str, given: list[str] | None) -> list[str] | None:
    """The types or statuses asked for as the record writes them; case does not matter."""
    if not given:
        return None
    from foreigndesk import model

    values: dict[tuple[str, str], Any] = {
        ("event", "--type"): model.EventType,
        ("event", "--status"): model.Status,
        ("statement", "--type"): model.StatementMode,
        ("commitment", "--type"): model.Strength,
        ("commitment", "--status"): model.CommitmentState,
        ("relation", "--type"): model.RelationType,
    }
    if (kind, option) not in values:
        raise UsageError("FD508", f"a {kind} has nothing that {option} could choose by: leave it out")
    known = get_args(values[kind, option])
    written = {value.casefold(): value for value in known}
    for value in given:
        if value.casefold() not in written:
            raise UsageError("FD508", f"{option} {value} is no {kind}'s: give one of {', '.join(known)}")
    return [written[value.casefold()] for value in given]


def _console() -> Console:
    from rich.console import Console

    return Console(file=sys.stdout, highlight=False, markup=False, emoji=False)


@contextmanager
def _progress() -> Iterator[Callable[[], None]]:
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


cli_check.register(app)


def main() -> None:
    """Run the command line."""
    app()


if __name__ == "__main__":
    main()
