"""What one worker does, on this machine or another: a chunk read and its parts written."""

from __future__ import annotations

import os
import platform
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from foreigndesk.batch import reading
from foreigndesk.batch.output import Output
from foreigndesk.batch.reading import Failure, MakeReader, Reads
from foreigndesk.errors import UsageError
from foreigndesk.intake.piece import Piece

_ONE_THREAD = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "BLIS_NUM_THREADS", "MKL_NUM_THREADS")


@dataclass(frozen=True, slots=True)
class Job:
    """What all workers of a run are told."""

    output: Path
    make_reader: MakeReader
    provenance: dict[str, str]
    published: date | None = None
    seconds: float | None = None  # that reading one report may take


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one chunk; ``known`` are the reports that another chunk had."""

    reports: int
    words: int
    failures: tuple[Failure, ...]
    known: int = 0


class Worker:
    """Holds the model, which is loaded when the first chunk comes."""

    def __init__(self, job: Job) -> None:
        self.job = job
        self._reader: Reads | None = None

    def __call__(self, pieces: Sequence[Piece]) -> Outcome:
        """Read a chunk and write its parts."""
        batch = reading.read(pieces, self._ready(), self.job.published, self.job.seconds)
        output = Output(self.job.output)
        for part in batch.parts:
            output.write(part)
        return Outcome(sum(len(part.digests) for part in batch.parts), batch.words, tuple(batch.failures))

    def rehearse(self, piece: Piece) -> None:
        """Read one report and keep nothing of it."""
        reading.read([piece], self._ready(), self.job.published, self.job.seconds)

    def _ready(self) -> Reads:
        if self._reader is None:
            reader = self.job.make_reader()
            if reader.provenance != self.job.provenance:  # another machine may have another version, or not our own actors
                here, wanted = reader.provenance, self.job.provenance
                raise UsageError("FD558", f"{platform.node()} reads with {here}, the run with {wanted}: install the same on all machines")
            self._reader = reader
        return self._reader


def one_thread_each() -> None:
    """One core a worker: what its libraries' own threads would take, another worker has."""
    for name in _ONE_THREAD:
        os.environ[name] = "1"
