"""How `foreigndesk batch` grows with workers: one process, two, and Ray, on the same reports in one run.

    python benchmarks/batch.py REPORTS.jsonl [--reports N] [--workers W] [--rounds R] [--chunk C] [--ray]

Takes N reports of the file and prints words a second of the *steady state*: each worker's from the end of its first chunk,
when the model is loaded, to the end of its last, all workers' added up. Start and end are the same few seconds in an archive
of any size. Two figures a round: by the clock, and on cores of their own, without the time in which a worker was ready to
run but other programs had the cores (Linux counts it in /proc/…/schedstat). What a worker waits for the others or for its
next chunk stays in. Where the machine is not idle, only the second can be compared. The ratios are those of the medians.
"""

from __future__ import annotations

import argparse
import itertools
import json
import os
import statistics
import tempfile
import threading
import time
from collections.abc import Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "BLIS_NUM_THREADS"):
    os.environ.setdefault(name, "1")

from foreigndesk.batch import run
from foreigndesk.model import Reading, Report
from foreigndesk.reader import Reader


class TimedReader(Reader):
    """Notes after each chunk, in a file of its process: the clock, what it waited for a core, the words read."""

    def __init__(self, notes: Path) -> None:
        super().__init__()
        self._notes = notes / str(os.getpid())

    def read_many(self, reports: Iterable[Report]) -> Iterator[Reading]:
        texts = list(reports)
        yield from list(super().read_many(texts))
        thread = threading.get_native_id()
        waited = int(Path(f"/proc/self/task/{thread}/schedstat").read_text().split()[1]) / 1e9
        words = sum(len(report.text.split()) for report in texts)
        with self._notes.open("a") as file:
            file.write(f"{thread} {time.perf_counter()} {waited} {words}\n")


def measured(given: Path, workers: int, engine: Any, chunk: int) -> tuple[float, float]:
    """Words a second in the steady state: by the clock, and on cores of their own."""
    clock = alone = 0.0
    with tempfile.TemporaryDirectory() as folder:
        notes = Path(folder) / "notes"
        notes.mkdir()
        run([given], Path(folder) / "out", workers=workers, engine=engine, chunk=chunk, make_reader=partial(TimedReader, notes))
        for file in sorted(notes.iterdir()):
            rows = [line.split() for line in file.read_text().splitlines()]
            if len({row[0] for row in rows}) != 1 or len(rows) < 2:
                raise SystemExit("a worker had one chunk or several threads: give more reports or smaller chunks")
            took, waited = (float(rows[-1][n]) - float(rows[0][n]) for n in (1, 2))
            words = sum(int(row[3]) for row in rows[1:])
            clock += words / took
            alone += words / (took - waited)
    return clock, alone


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("reports", type=Path)
    parser.add_argument("--reports", dest="count", type=int, default=40)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--chunk", type=int, default=2)
    parser.add_argument("--ray", action="store_true")
    given = parser.parse_args()
    engines = [("processes", 1), ("processes", given.workers)] + ([("ray", given.workers)] if given.ray else [])
    found: dict[tuple[str, int], list[float]] = {engine: [] for engine in engines}
    with tempfile.TemporaryDirectory() as folder:
        few = Path(folder) / "reports.jsonl"
        with given.reports.open(encoding="utf-8") as lines:
            rows = [json.loads(line) for line in itertools.islice(lines, given.count)]
        few.write_text("".join(json.dumps({**row, "raw": True}) + "\n" for row in rows if row.get("text")), encoding="utf-8")
        for number in range(given.rounds):
            for engine, workers in engines:
                clock, alone = measured(few, workers, engine, given.chunk)
                found[engine, workers].append(alone)
                told = f"round {number + 1}, {engine}, {workers} workers: {clock:,.0f} words a second by the clock"
                print(f"{told}, {alone:,.0f} on cores of their own", flush=True)
    medians = {engine: statistics.median(rates) for engine, rates in found.items()}
    for (engine, workers), rate in medians.items():
        print(f"{engine}, {workers} workers: {rate:,.0f} words a second, {rate / medians['processes', 1]:.2f} times one process")
    if given.ray:
        print(f"Ray over processes: {medians['ray', given.workers] / medians['processes', given.workers]:.2f}")


if __name__ == "__main__":
    main()
