"""The queue: reports that were handed in, read one after the other in a thread of its own with one reader."""

from __future__ import annotations

import io
import logging
import threading
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import count
from queue import Queue
from typing import TYPE_CHECKING, Literal

from foreigndesk.errors import ForeignDeskError, IntakeError, UsageError
from foreigndesk.record import Record, browsing, reviewing
from foreigndesk.rows import Row

if TYPE_CHECKING:
    from foreigndesk.explaining import Explanation
    from foreigndesk.model import Report
    from foreigndesk.reader import Reader

State = Literal["waiting", "reading", "done", "failed"]
WAITING = 200
"""Inputs that may wait at a time."""
_KEPT = 500  # jobs that are remembered
_LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Job:
    """One input: its name, what has become of it, the reports read from it, and what went wrong."""

    id: int
    name: str
    state: State = "waiting"
    reports: tuple[str, ...] = ()
    problems: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Input:
    data: bytes
    published: date | None


def _reader() -> Reader:
    from foreigndesk.reader import Reader

    return Reader()


@dataclass
class Readers:
    """The one reader that all share, made when it is first needed, so that the desk opens at once; one thread at a time."""

    make: Callable[[], Reader] = _reader
    lock: threading.RLock = field(default_factory=threading.RLock)
    _made: Reader | None = None

    def get(self) -> Reader:
        """The reader; hold ``lock`` while it reads."""
        with self.lock:
            if self._made is None:
                self._made = self.make()
            return self._made


class Desk:
    """A record, its reader, and the queue of what is to be read into it."""

    def __init__(self, record: Record, readers: Readers | None = None, reviewer: str = "the desk") -> None:
        self.record = record
        self.reviewer = reviewer
        self.readers = readers or Readers()
        self._jobs: OrderedDict[int, Job] = OrderedDict()
        self._inputs: Queue[tuple[int, _Input] | None] = Queue()
        self._numbers = count(1)
        self._ranking: tuple[tuple[int, int, int], list[Row]] | None = None
        self._facts: tuple[tuple[int, int, int], dict[str, int]] | None = None
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None

    def add(self, name: str, data: bytes, published: date | None = None) -> Job:
        """Put one input into the queue: a text, a page or JSON lines. Raises UsageError FD563 where too many wait."""
        with self._lock:
            if sum(job.state == "waiting" for job in self._jobs.values()) >= WAITING:
                raise UsageError("FD563", f"{WAITING} inputs wait already: add more when some are read")
            job = Job(next(self._numbers), name)
            self._jobs[job.id] = job
            while len(self._jobs) > _KEPT:
                self._jobs.popitem(last=False)
            if self._thread is None:
                self._thread = threading.Thread(target=self._work, name="foreigndesk reading", daemon=True)
                self._thread.start()
        self._inputs.put((job.id, _Input(data, published)))
        return job

    def actors(self, search: str | None = None, *, after: int = 0, limit: int = 100) -> list[Row]:
        """Some actors, most reported first, from a number on; ``search`` is part of a name, or all of other words."""
        state = self.record.browse(browsing.state)
        if self._ranking is None or self._ranking[0] != state:
            self._ranking = state, self.record.browse(browsing.ranking)
        ranking = self._ranking[1]
        if search is not None:
            called, part = self.record.browse(browsing.called, search), search.casefold()
            ranking = [row for row in ranking if part in row["name"].casefold() or row["id"] in called]
        return ranking[after : after + limit]

    def left(self) -> dict[str, int]:
        """How many facts of each kind nobody has judged yet."""
        state = self.record.browse(browsing.state)
        if self._facts is None or self._facts[0] != state:
            self._facts = state, self.record.browse(reviewing.facts)
        judged = self.record.browse(reviewing.judged)
        return {kind: count - judged[kind] for kind, count in self._facts[1].items()}

    def explained(self, id: str) -> Explanation:
        """Why the record says one thing; see `foreigndesk.explain`."""
        from foreigndesk.explaining import explain

        with self.readers.lock:
            return explain(self.record, id, reader=self.readers.get())

    def jobs(self) -> list[Job]:
        """What was handed in, the latest first."""
        with self._lock:
            return list(reversed(self._jobs.values()))

    def close(self) -> None:
        """Let the report at hand be read, and no more."""
        with self._lock:
            thread = self._thread
        if thread is not None:
            while not self._inputs.empty():
                self._inputs.get()
            self._inputs.put(None)
            thread.join()

    def _work(self) -> None:
        while (given := self._inputs.get()) is not None:
            number, one = given
            self._tell(number, state="reading")
            try:
                self._read(number, one)
            except Exception as error:  # the thread must live on; told in the queue and the log
                _LOG.exception("input %d could not be read", number)
                self._fail(number, f"could not be read: {type(error).__name__}: {error}")
            job = self._job(number)
            self._tell(number, state="done" if job and job.reports else "failed")

    def _read(self, number: int, one: _Input) -> None:
        from foreigndesk import intake

        for report in intake.reports(["-"], published=one.published, stdin=io.BytesIO(one.data)):
            try:
                if isinstance(report, IntakeError):
                    raise report
                self._keep(number, report)
            except ForeignDeskError as error:
                self._fail(number, error.message.removeprefix("standard input: ").removeprefix("standard input, "))

    def _keep(self, number: int, report: Report) -> None:
        with self.readers.lock:
            reader = self.readers.get()
            reading = reader.read(report)
        self.record.add(reading, reader.provenance)
        job = self._job(number)
        if job is not None:
            self._tell(number, reports=(*job.reports, report.id))

    def _fail(self, number: int, problem: str) -> None:
        job = self._job(number)
        if job is not None:
            self._tell(number, problems=(*job.problems, problem))

    def _job(self, number: int) -> Job | None:
        with self._lock:
            return self._jobs.get(number)

    def _tell(self, number: int, **changed: object) -> None:
        with self._lock:
            if number in self._jobs:
                self._jobs[number] = replace(self._jobs[number], **changed)  # type: ignore[arg-type]
