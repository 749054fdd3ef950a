"""The pure function of a batch: pieces of reports in, rows by month and failures out."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Protocol

from foreigndesk.batch.time_limit import OutOfTime, limited
from foreigndesk.errors import ForeignDeskError, IntakeError
from foreigndesk.intake.inputs import report_of
from foreigndesk.intake.piece import Piece
from foreigndesk.model import Reading, Report
from foreigndesk.rows import Row, rows

UNDATED = "undated"


class Reads(Protocol):
    """What reads reports: ``foreigndesk.Reader``, or what stands in its place."""

    @property
    def provenance(self) -> dict[str, str]:
        """Version, model and lexicon."""

    def read(self, report: Report) -> Reading:
        """One report's record."""

    def read_many(self, reports: Iterable[Report]) -> Iterator[Reading]:
        """Many reports' records in their order."""


MakeReader = Callable[[], Reads]


@dataclass(frozen=True, slots=True)
class Failure:
    """A report that was set aside: where it lies, the digest of its piece, and why."""

    name: str
    digest: str
    code: str
    error: str

    @property
    def size(self) -> int:
        """In bytes: there is nothing to read."""
        return 0


@dataclass(slots=True)
class Part:
    """The rows, by kind, of a batch's reports of one month; ``digests`` are those of the reports' pieces."""

    month: str
    digests: list[str] = field(default_factory=list)
    rows: dict[str, list[Row]] = field(default_factory=lambda: defaultdict(list))

    @property
    def name(self) -> str:
        """The same for the same reports: writing a part again replaces it."""
        return hashlib.sha256("\n".join(sorted(self.digests)).encode()).hexdigest()[:16]


@dataclass(slots=True)
class Batch:
    """What was read of a batch: its parts by month, what was set aside, how many words."""

    parts: list[Part]
    failures: list[Failure]
    words: int


def read(pieces: Sequence[Piece], reader: Reads, published: date | None = None, seconds: float | None = None) -> Batch:
    """The rows of a batch of reports; one that cannot be read, or not in so many seconds, is set aside and costs the others nothing."""
    failures: list[Failure] = []
    made: list[tuple[Piece, Report]] = []
    for piece in pieces:
        try:
            with limited(seconds):
                report = report_of(piece, published=published)
        except Exception as error:  # a fault of ours in one report must not cost the others
            failures.append(failed(piece, error))
            continue
        if isinstance(report, IntakeError):
            failures.append(failed(piece, report))
        else:
            made.append((piece, report))
    parts: dict[str, Part] = {}
    words = 0
    for (piece, report), reading in zip(made, _readings([report for _, report in made], reader, seconds), strict=True):
        if isinstance(reading, Exception):
            failures.append(failed(piece, reading))
            continue
        month = month_of(reading.report)
        part = parts.setdefault(month, Part(month))
        part.digests.append(piece.digest)
        for row in rows(reading, reader=reader.provenance):
            part.rows[row["kind"]].append(row)
        words += len(report.text.split())
    return Batch([parts[month] for month in sorted(parts)], failures, words)


def failed(piece: Piece, error: Exception) -> Failure:
    """A piece set aside with its error."""
    if isinstance(error, ForeignDeskError):
        return Failure(piece.name, piece.digest, error.code, error.message)
    if isinstance(error, OutOfTime):
        return Failure(piece.name, piece.digest, "FD548", f"{piece.name}: takes longer to read than it may: raise --seconds to wait for it")
    return Failure(piece.name, piece.digest, "FD552", f"{piece.name}: could not be read: {type(error).__name__}: {error}")


def killed(piece: Piece) -> Failure:
    """A piece whose reading no process survives."""
    told = f"{piece.name}: kills the process that reads it, or takes more memory than there is or more time than it may"
    return Failure(piece.name, piece.digest, "FD553", told)


def unreadable(error: IntakeError) -> Failure:
    """An input in which no report was found."""
    digest = hashlib.sha256(str(error).encode("utf-8", "surrogatepass")).hexdigest()[:32]
    return Failure(error.message.split(": ")[0], digest, error.code, error.message)


def month_of(report: Report) -> str:
    """The month of publication, ``YYYY-MM``, or ``undated`` where it is not known."""
    window = report.published
    if window is None or window.earliest is None or window.latest is None:
        return UNDATED
    first, last = (day.isoformat()[:7] for day in (window.earliest, window.latest))
    return first if first == last else UNDATED


def _readings(reports: list[Report], reader: Reads, seconds: float | None) -> Iterator[Reading | Exception]:
    """The reading of each report, or why there is none: where the batch fails, its reports are read one by one."""
    try:
        with limited(seconds) as next_one:
            found: list[Reading | Exception] = []
            for reading in reader.read_many(reports):
                found.append(reading)
                next_one()
        return iter(found)
    except Exception:
        return (_reading(report, reader, seconds) for report in reports)


def _reading(report: Report, reader: Reads, seconds: float | None) -> Reading | Exception:
    try:
        with limited(seconds):
            return reader.read(report)
    except Exception as error:  # told with the report that it is of
        return error
