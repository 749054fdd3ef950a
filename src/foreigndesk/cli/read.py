"""``foreigndesk read``: reports in, the record out."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from itertools import islice
from typing import TYPE_CHECKING, Annotated

import typer

from foreigndesk import limits
from foreigndesk.cli.options import (
    BriefFormat,
    ColumnOption,
    ConfidenceOption,
    Cues,
    CuesOption,
    EndpointModelOption,
    EndpointOption,
    OwnActorsOption,
    OwnFramesOption,
    columns,
    day,
)
from foreigndesk.cli.output import Output
from foreigndesk.cli.surroundings import FAILED, beside, complain, plain_errors, progress, record_at
from foreigndesk.errors import ForeignDeskError, IntakeError

if TYPE_CHECKING:
    from foreigndesk.model import Reading, Report
    from foreigndesk.other_readers import Joined
    from foreigndesk.reader import Reader
    from foreigndesk.record import Record

    Found = Report | IntakeError

_BATCH = 16  # reports that go through the language pipeline together


def read(
    reports: Annotated[
        list[str],
        typer.Argument(
            metavar="REPORT", help="Pages, texts, JSON lines, tables, holdings, also gzipped, or folders of them; - is standard input."
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
    frames: OwnFramesOption = None,
    cues: CuesOption = Cues.all,
    min_confidence: ConfidenceOption = None,
    no_text: Annotated[
        bool, typer.Option("--no-text", help="Keep no texts in the record, only the sentences that facts rest on.")
    ] = False,
    readmit: Annotated[bool, typer.Option("--readmit", help="Take in again what was withdrawn from the record.")] = False,
    megabytes: Annotated[
        float, typer.Option("--max-megabytes", metavar="N", min=0, help="The largest file, or line of JSON, that is read, unpacked.")
    ] = limits.MEGABYTES,
    words: Annotated[
        int, typer.Option("--max-words", metavar="N", min=1, help="The longest report that is read.")
    ] = limits.WORDS,
    seconds: Annotated[
        float, typer.Option("--max-seconds", metavar="N", min=0.001, help="The longest that one report may take.")
    ] = limits.SECONDS,
    column: ColumnOption = None,
    endpoint: EndpointOption = None,
    model: EndpointModelOption = None,
    quiet: Annotated[bool, typer.Option("--quiet", help="Print errors only.")] = False,
) -> None:
    """Read reports: print what they say, and keep it in a record where one is given."""
    with plain_errors(), ExitStack() as stack:
        from foreigndesk import intake
        from foreigndesk.cli.known_actors import use
        from foreigndesk.reader import Reader

        known_day = day("--published", published)
        use(own)
        kept = stack.enter_context(record_at(record, create=True)) if record else None
        output = None if quiet else Output(form, min_confidence)
        reader = beside(Reader(language, cues=cues.value, max_words=words), endpoint, model)
        step = stack.enter_context(progress())
        failed = False
        found = intake.reports(reports, published=known_day, columns=columns(column), megabytes=megabytes, seconds=seconds)
        for batch in _batches(found):
            for report, reading in zip(batch, _readings(batch, reader, seconds), strict=True):
                if isinstance(reading, Exception):
                    problem: str | None = _told(report, reading)
                else:
                    problem = _keep(reading, reader.provenance, kept, output, keep_text=not no_text, readmit=readmit)
                if problem:
                    complain(problem)
                    failed = True
                step()
        if failed:
            raise typer.Exit(FAILED)


def _batches(found: Iterator[Found]) -> Iterator[list[Found]]:
    """What was found, a few at a time: the first alone, so that the first answer comes at once."""
    size = 1
    while batch := list(islice(found, size)):
        yield batch
        size = _BATCH


def _readings(batch: list[Found], reader: Reader | Joined, seconds: float) -> Iterator[Reading | Exception]:
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


def _reading(report: Report, reader: Reader | Joined, seconds: float) -> Reading | Exception:
    try:
        with limits.within(seconds):
            return reader.read(report)
    except Exception as error:  # told by the caller, and the status is 2
        return error


def _keep(
    reading: Reading, reader: dict[str, str], record: Record | None, output: Output | None, *, keep_text: bool, readmit: bool
) -> str | None:
    """Keep and print one reading; what went wrong, if anything did."""
    from foreigndesk.reading.confidence import at_least
    from foreigndesk.rows import rows

    try:
        if record is not None:
            record.add(reading, reader, keep_text=keep_text, readmit=readmit)
    except ForeignDeskError as error:
        if error.code not in ("FD405", "FD406", "FD410"):  # those are this report's own; a full disk stops all that follow, too
            raise
        return f"{_name(reading.report)}: {error}"
    if output is not None:
        shown = reading if output.min_confidence is None else at_least(reading, output.min_confidence)
        output.report(list(rows(shown, reader=reader)))
    return None


def _told(report: Found, error: Exception) -> str:
    if isinstance(report, IntakeError):
        return str(error)
    if isinstance(error, ForeignDeskError):
        return f"{_name(report)}: {error}"
    return f"{_name(report)}: could not be read: {type(error).__name__}: {error}"


def _name(report: Report) -> str:
    return report.url or report.title or report.id
