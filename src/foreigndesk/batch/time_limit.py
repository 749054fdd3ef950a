"""A limit to the time that reading one report may take, kept in a worker process.

What runs over it is interrupted, so that the report is set aside and the worker goes on. What cannot be interrupted, for it
does not come back to Python, ends with its process a while later: who hands out the work then finds out which report it was.
"""

from __future__ import annotations

import faulthandler
import os
import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, NoReturn

GRACE = 10.0
"""Seconds after the limit, and again as long as it, in which what was interrupted must have come back."""


class OutOfTime(Exception):
    """Reading took longer than it may."""


@contextmanager
def limited(seconds: float | None) -> Iterator[Callable[[], None]]:
    """Raise OutOfTime in here once so much time is over; what is given starts it anew. Without ``seconds`` nothing is limited."""
    if seconds is None:
        yield lambda: None
        return
    can_interrupt = hasattr(signal, "setitimer") and threading.current_thread() is threading.main_thread()
    before: Any = signal.signal(signal.SIGALRM, _over) if can_interrupt else None
    with open(os.devnull, "w", encoding="utf-8") as nowhere:

        def start() -> None:
            if can_interrupt:
                signal.setitimer(signal.ITIMER_REAL, seconds)
            faulthandler.dump_traceback_later(2 * seconds + GRACE, exit=True, file=nowhere)

        try:
            start()
            yield start
        finally:
            faulthandler.cancel_dump_traceback_later()
            if can_interrupt:
                signal.setitimer(signal.ITIMER_REAL, 0)
                signal.signal(signal.SIGALRM, before)


def _over(_signal: int, _frame: object) -> NoReturn:
    raise OutOfTime
