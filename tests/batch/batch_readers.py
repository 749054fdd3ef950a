"""Readers that stand in for the real one: quick, and with faults at will. Worker processes import them by this name."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterable, Iterator
from pathlib import Path

from foreigndesk.batch import time_limit
from foreigndesk.model import Event, Reading, Report


class QuickReader:
    """One event a report. A report that says so raises, hangs, or kills its process."""

    provenance = {"version": "0", "model": "quick", "lexicon": "none"}  # noqa: RUF012

    def read(self, report: Report) -> Reading:
        if "raises" in report.text:
            raise ZeroDivisionError("a fault\nof ours")
        if "kills" in report.text:
            os._exit(9)
        while "hangs" in report.text:
            time.sleep(0.01)
        if "does not come back" in report.text:
            signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGALRM])  # as what never returns to Python
            time.sleep(60)
        end = len(report.text)
        event = Event(f"{report.id}-met", "CONSULT", ("arvania",), ("belmora",), "occurred", (0, end), ((0, end),))
        return Reading(report, events=[event])

    def read_many(self, reports: Iterable[Report]) -> Iterator[Reading]:
        return map(self.read, reports)


class SlowReader(QuickReader):
    """Takes 20 ms a report."""

    def read(self, report: Report) -> Reading:
        time.sleep(0.02)
        return super().read(report)


def quick() -> QuickReader:
    return QuickReader()


def impatient() -> QuickReader:
    """In a process that what is interrupted must leave at once."""
    time_limit.GRACE = 0.2
    return QuickReader()


def slow() -> QuickReader:
    return SlowReader()


def dies() -> QuickReader:
    os._exit(3)


def main(inputs: str, output: str) -> None:
    """What the killed run runs."""
    from foreigndesk.batch import run

    run([inputs], Path(output), workers=2, chunk=5, make_reader=slow)


if __name__ == "__main__":
    import sys

    import batch_readers

    batch_readers.main(*sys.argv[1:])
