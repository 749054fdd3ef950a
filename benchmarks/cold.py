"""The cold start: what a fresh process pays before its first report is read.

    python benchmarks/cold.py [TEXT] [--times N]

Starts N processes, one after the other, and prints the least and the median seconds of the way to a first reading, by the
clock and by the processor's own count: importing the reader, loading the language pipeline, reading the first report of TEXT
(a file; without it a short story of our own), which loads the lexicons, and reading it again, which loads nothing. Python keeps
compiled modules only from a run that may write them: with PYTHONDONTWRITEBYTECODE set, each import compiles anew.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

STORY = """Lake treaty signed

GENEVA, Oct. 6 (Reuters) - The foreign ministers of Kenya and Uganda signed a treaty on Monday that ends a two-year dispute over
fishing on Lake Victoria, the Kenyan government said.

Nairobi promised to withdraw its patrol boats from the island of Migingo by December 15 if Kampala releases the 14 fishermen it
arrested last month. "We will keep our word," the minister told reporters.
"""
PARTS = ("import", "load", "first report", "again")


def parts(text: str) -> Iterator[tuple[float, float]]:
    """The seconds of each part by the clock and by the processor, in this process, which must not have done any before."""
    last = time.perf_counter(), time.process_time()

    def lap() -> tuple[float, float]:
        nonlocal last
        now = time.perf_counter(), time.process_time()
        took = now[0] - last[0], now[1] - last[1]
        last = now
        return took

    from foreigndesk.intake import from_text
    from foreigndesk.reader import Reader

    yield lap()
    reader = Reader()
    yield lap()
    reader.read(from_text(text))
    yield lap()
    reader.read(from_text(text))
    yield lap()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("text", nargs="?", type=Path)
    parser.add_argument("--times", type=int, default=5, metavar="N")
    parser.add_argument("--one", action="store_true", help="measure this very process, and print its seconds as JSON")
    args = parser.parse_args()
    if args.one:
        print(json.dumps(list(parts(args.text.read_text(encoding="utf-8") if args.text else STORY))))
        return
    command = [sys.executable, __file__, "--one", *([str(args.text)] if args.text else [])]
    environment = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "BLIS_NUM_THREADS": "1", **os.environ}
    runs = []
    for _ in range(args.times):
        done = subprocess.run(command, capture_output=True, text=True, check=True, env=environment)
        runs.append(json.loads(done.stdout))
    columns = [*zip(*runs, strict=True)]
    columns.append(tuple([sum(part[k] for part in run[:3]) for k in (0, 1)] for run in runs))
    print(f"{'seconds, of ' + str(args.times):>18}{'clock: least':>14}{'median':>9}{'processor: least':>19}{'median':>9}")
    for name, column in zip((*PARTS, "to the first"), columns, strict=True):
        clock, processor = zip(*column, strict=True)
        least = f"{min(clock):>14.2f}{statistics.median(clock):>9.2f}"
        print(f"{name:>18}{least}{min(processor):>19.2f}{statistics.median(processor):>9.2f}")


if __name__ == "__main__":
    main()
