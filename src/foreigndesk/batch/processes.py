"""Chunks read by processes of this machine."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from multiprocessing.connection import wait as wait_for

from foreigndesk.batch.reading import killed
from foreigndesk.batch.work import Job, Outcome, Worker, one_thread_each
from foreigndesk.errors import UsageError
from foreigndesk.intake.piece import Piece

_worker: Worker | None = None


def outcomes(
    chunks: Iterable[list[Piece]], job: Job, workers: int, unread: Callable[[list[Piece]], list[Piece]]
) -> Iterator[Outcome]:
    """What became of each chunk, in the order in which they are done.

    A report that kills its worker is found out and set aside; ``unread`` tells which of a chunk's pieces were not read
    before the worker died. Raises UsageError FD559 where no worker can start.
    """
    one_thread_each()
    source = iter(chunks)
    chunk = next(source, None)
    running: dict[Future[Outcome], list[Piece]] = {}
    while chunk is not None or running:
        try:
            with _pool(job, workers) as pool:
                while chunk is not None or running:
                    while chunk is not None and len(running) < 2 * workers:
                        running[pool.submit(_read, chunk)] = chunk
                        chunk = next(source, None)
                    for future in wait(running, return_when=FIRST_COMPLETED).done:
                        outcome = future.result()  # a chunk whose worker died stays with those that run
                        del running[future]
                        yield outcome
        except BrokenProcessPool:
            left: list[Piece] = []
            for future, pieces in running.items():
                if future.exception() is None:
                    yield future.result()
                else:
                    left += pieces
            running.clear()
            _can_start(job)
            yield from _one_by_one(left, job, unread)


def _can_start(job: Job) -> None:
    """Tell processes that die of a report from those that never live. Raises UsageError FD559."""
    try:
        with _pool(job, 1) as pool:
            pool.submit(_read, []).result()
    except BrokenProcessPool as error:
        what = "no worker can start: call run() under `if __name__ == \"__main__\":`, and see that a worker's memory is there"
        raise UsageError("FD559", what) from error


def _one_by_one(pieces: list[Piece], job: Job, unread: Callable[[list[Piece]], list[Piece]]) -> Iterator[Outcome]:
    """Read what was at work when a worker died: in halves, each by a process of its own, down to the one that kills it."""
    waiting = [pieces]
    while waiting:
        given = waiting.pop()
        part = unread(given)
        if len(part) < len(given):  # written before the worker died; its words were never told
            yield Outcome(len(given) - len(part), 0, ())
        if not part:
            continue
        try:
            with _pool(job, 1) as pool:
                yield pool.submit(_read, part).result()
        except BrokenProcessPool:
            if len(part) == 1:
                yield Outcome(0, 0, (killed(part[0]),))
            else:
                middle = len(part) // 2
                waiting += [part[middle:], part[:middle]]


@contextmanager
def _pool(job: Job, workers: int) -> Iterator[ProcessPoolExecutor]:
    """Processes of their own, none forked; where anything fails, what they have not begun is not begun."""
    context = multiprocessing.get_context("spawn")
    pool = ProcessPoolExecutor(workers, mp_context=context, initializer=_start, initargs=(job,))
    try:
        yield pool
    finally:
        pool.shutdown(cancel_futures=True)


def _start(job: Job) -> None:
    global _worker
    _worker = Worker(job)
    signal.signal(signal.SIGINT, signal.SIG_DFL)  # on Ctrl-C a worker leaves without a word
    threading.Thread(target=_leave_with_parent, daemon=True).start()


def _leave_with_parent() -> None:
    """A run that was killed must not go on in its workers: the next one may write the same folder."""
    parent = multiprocessing.parent_process()
    assert parent is not None
    wait_for([parent.sentinel])
    os._exit(1)


def _read(pieces: list[Piece]) -> Outcome:
    assert _worker is not None
    return _worker(pieces)
