"""A run over many reports: found, dealt out to workers, written, and counted."""

from __future__ import annotations

import importlib.util
import os
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from typing import Literal

from foreigndesk.batch.chunks import chunks
from foreigndesk.batch.output import Output
from foreigndesk.batch.reading import Failure, MakeReader, Reads, unreadable
from foreigndesk.batch.work import Job, Outcome
from foreigndesk.errors import IntakeError, UsageError
from foreigndesk.intake import inputs as intake
from foreigndesk.intake.piece import Part, Piece
from foreigndesk.model import CueChoice

Engine = Literal["processes", "ray"]
CHUNK = 256
"""Reports that a worker reads before it writes them: what a killed run has to read again, and the size of a part."""

SECONDS = 300.0
"""That reading one report may take: a long one takes some ten."""


@dataclass(slots=True)
class Summary:
    """What a run did: reports and words read, reports set aside, reports that were there before (or twice), seconds."""

    reports: int = 0
    words: int = 0
    failed: int = 0
    known: int = 0
    seconds: float = 0.0


def run(
    inputs: Sequence[str | Path],
    output: Path,
    *,
    workers: int | None = None,
    engine: Engine = "processes",
    chunk: int = CHUNK,
    published: date | None = None,
    columns: Mapping[str, str] | None = None,
    language: str | None = None,
    cues: CueChoice = "all",
    seconds: float | None = SECONDS,
    make_reader: MakeReader | None = None,
    tell: Callable[[Summary, Sequence[Failure]], None] | None = None,
) -> Summary:
    """Read all reports of the inputs into a folder of Parquet parts: ``OUTPUT/event/month=2031-06/part-….parquet``.

    The tables are the rows of the JSON lines (docs/schema.md), one a kind. What the folder has already is not read again, so
    that a run that was killed goes on where it was. What cannot be read is in ``failed.jsonl``, a report that takes longer than
    ``seconds`` too. ``workers`` are as many as there are cores, processes that are spawned; ``make_reader``, if any, is called
    once by each of them. ``tell`` hears of every chunk that is done.
    Raises UsageError: FD513 pyarrow is missing, FD550 another run has the folder, FD551 it was made otherwise, FD554 Ray is
    missing, FD555 no worker, an empty chunk or no time, FD558 a worker has another reader, FD559 none can start.
    """
    if importlib.util.find_spec("pyarrow") is None:
        raise UsageError("FD513", "Parquet needs pyarrow: install it with `pip install 'foreigndesk[parquet]'`")
    if engine == "ray" and importlib.util.find_spec("ray") is None:
        raise UsageError("FD554", "this engine needs Ray: install it with `pip install 'foreigndesk[ray]'`")
    count = workers if workers is not None else _cores()
    if count < 1 or chunk < 1 or (seconds is not None and seconds <= 0):
        raise UsageError("FD555", "a run needs at least one worker, chunks of at least one report, and some time for each")
    make = make_reader or partial(_reader, language, cues)
    provenance = dict(make().provenance)
    made_with = {
        "reader": provenance,
        "cues": cues,
        "published": published.isoformat() if published else None,
        "columns": dict(columns) if columns else None,
    }
    folder = Output(output)
    summary = Summary()
    start = time.perf_counter()
    with folder.opened(made_with):
        done = folder.done()
        job = Job(output.absolute(), make, provenance, published, seconds)
        outcomes: Iterator[Outcome]
        if engine == "ray":
            from foreigndesk.batch import on_ray

            outcomes = on_ray.outcomes(inputs, job, count, chunk, columns, done)
        else:
            from foreigndesk.batch import processes

            found = _new(intake.pieces(inputs, columns=columns), done, summary, folder, tell)
            outcomes = processes.outcomes(chunks(found, count, chunk), job, count, partial(_unread, folder))
        for outcome in outcomes:
            summary.reports += outcome.reports
            summary.words += outcome.words
            summary.known += outcome.known
            _set_aside(outcome.failures, folder, summary, tell)
    summary.seconds = time.perf_counter() - start
    return summary


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _reader(language: str | None, cues: CueChoice) -> Reads:
    from foreigndesk.reader import Reader

    return Reader(language, cues=cues)


def _set_aside(
    failures: Sequence[Failure],
    folder: Output,
    summary: Summary,
    tell: Callable[[Summary, Sequence[Failure]], None] | None,
) -> None:
    folder.set_aside(failures)
    summary.failed += len(failures)
    if tell is not None:
        tell(summary, failures)


def _new(
    parts: Iterator[Part],
    done: set[bytes],
    summary: Summary,
    folder: Output,
    tell: Callable[[Summary, Sequence[Failure]], None] | None,
) -> Iterator[Piece]:
    """The pieces that were not read before, each once; inputs that cannot be read are set aside."""
    for part in parts:
        told = unreadable(part) if isinstance(part, IntakeError) else part
        digest = bytes.fromhex(told.digest)
        if digest in done:
            summary.known += 1
            continue
        done.add(digest)
        if isinstance(told, Failure):
            _set_aside([told], folder, summary, tell)
        else:
            yield told


def _unread(folder: Output, pieces: list[Piece]) -> list[Piece]:
    """Those of some pieces that no part of the folder has, once what a dead worker left is out of the way."""
    folder.tidy()
    done = folder.done()
    return [piece for piece in pieces if bytes.fromhex(piece.digest) not in done]
