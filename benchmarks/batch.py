"""How `foreigndesk batch` grows with workers: one process, two, and Ray, on the same reports in one run.

    python benchmarks/batch.py REPORTS.jsonl [--reports N] [--workers W] [--rounds R] [--chunk C] [--ray]

Takes N reports of the file, so that every engine reads the same, and prints for each engine words a second of its *steady
state*: from the moment when all workers have their model and have done their first chunk to the last one that was done while
all were still at work. Start and end are the same few seconds in an archive of any size; they are printed apart. The best of
R rounds that go by turns is taken, as other work on the machine only ever slows a round down; so do the cores that a virtual
machine has to share.
"""

from __future__ import annotations

import argparse
import itertools
import json
import os
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "BLIS_NUM_THREADS"):
    os.environ.setdefault(name, "1")

from foreigndesk.batch import Failure, Summary, run


def measured(given: Path, workers: int, engine: Any, chunk: int) -> tuple[float, float]:
    """Words a second in the steady state, and over all."""
    done: list[tuple[float, int]] = []

    def tell(summary: Summary, failures: Sequence[Failure]) -> None:
        done.append((time.perf_counter(), summary.words))

    with tempfile.TemporaryDirectory() as folder:
        summary = run([given], Path(folder) / "out", workers=workers, engine=engine, chunk=chunk, tell=tell)
    first, last = done[workers - 1], done[-workers]
    return (last[1] - first[1]) / (last[0] - first[0]), summary.words / summary.seconds


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("reports", type=Path)
    parser.add_argument("--reports", dest="count", type=int, default=40)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--rounds", type=int, default=2)
    parser.add_argument("--chunk", type=int, default=2)
    parser.add_argument("--ray", action="store_true")
    given = parser.parse_args()
    engines = [("processes", 1), ("processes", given.workers)] + ([("ray", given.workers)] if given.ray else [])
    best = dict.fromkeys(engines, (0.0, 0.0))
    with tempfile.TemporaryDirectory() as folder:
        few = Path(folder) / "reports.jsonl"
        with given.reports.open(encoding="utf-8") as lines:
            rows = [json.loads(line) for line in itertools.islice(lines, given.count)]
        few.write_text("".join(json.dumps({**row, "raw": True}) + "\n" for row in rows if row.get("text")), encoding="utf-8")
        for number in range(given.rounds):
            for engine, workers in engines:
                steady, whole = measured(few, workers, engine, given.chunk)
                told = f"round {number + 1}, {engine}, {workers} workers: {steady:,.0f} words a second"
                print(f"{told}, {whole:,.0f} with start and end", flush=True)
                best[engine, workers] = max(best[engine, workers], (steady, whole))
    one = best["processes", 1][0]
    for (engine, workers), (steady, _) in best.items():
        print(f"best of {engine}, {workers} workers: {steady:,.0f} words a second, {steady / one:.2f} times one process")
    if given.ray:
        print(f"Ray over processes: {best['ray', given.workers][0] / best['processes', given.workers][0]:.2f}")


if __name__ == "__main__":
    main()
