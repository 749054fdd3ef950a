"""Memory, time and disk of a growing record, and whether a report costs the more the more there are.

    python benchmarks/memory.py REPORTS.jsonl [--reports N] [--seconds S] [--record FILE]

Reads N reports, going round the file as often as needed with new ids, through ``Reader.read_many`` into a record, and
prints as it goes: reports, seconds by the clock and of the processor, milliseconds of the processor for each report since the
last line, peak memory of the process and size of the record. Peak memory that grows with the reports is a leak; the record's size
tells what an archive will take. At the end, what the second half's reports cost against the first half's: 1 where cost is linear.
The first hundred reports pay for what is loaded once and count in neither. Stops after S seconds, whatever is read by then. Needs
Unix, which tells how much memory a process took.
"""

from __future__ import annotations

import argparse
import itertools
import os
import resource
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "BLIS_NUM_THREADS"):
    os.environ.setdefault(name, "1")

from foreigndesk.intake import reports
from foreigndesk.model import Report
from foreigndesk.reader import Reader
from foreigndesk.record import Record

LINES = 10  # of output, one each tenth of the way
WARM = 100  # reports


def cycled(path: Path, count: int) -> Iterator[Report]:
    """``count`` reports of a file, each time round under new ids."""
    given = [report for report in reports([path]) if isinstance(report, Report)]
    if not given:
        raise SystemExit(f"{path}: no report in it can be read")
    for number, report in zip(range(count), itertools.cycle(given), strict=False):
        yield replace(report, id=f"{report.id}-{number}")


def peak_megabytes() -> float:
    """The most memory that this process has held."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (1024 * 1024 if sys.platform == "darwin" else 1024)


def run(source: Path, record_file: Path, count: int, seconds: float) -> None:
    print(f"{'reports':>9}{'seconds':>9}{'processor':>11}{'ms/report':>11}{'peak MB':>9}{'record MB':>11}{'kB/report':>11}")
    reader = Reader()
    start = time.perf_counter()
    begun = time.process_time()
    done = 0
    seen = [(0, 0.0)]  # reports and the processor's seconds at each line
    costs: dict[int, float] = {}

    def show() -> None:
        took, worked = time.perf_counter() - start, time.process_time() - begun
        before, then = seen[-1]
        each = 1000 * (worked - then) / max(1, done - before)
        seen.append((done, worked))
        size = sum(file.stat().st_size for file in record_file.parent.glob(f"{record_file.name}*"))
        print(
            f"{done:>9}{took:>9.1f}{worked:>11.1f}{each:>11.1f}{peak_megabytes():>9.0f}{size / 2**20:>11.1f}"
            f"{size / 1024 / max(1, done):>11.1f}", flush=True,
        )  # fmt: skip

    with Record(record_file) as record:
        for reading in reader.read_many(cycled(source, count)):
            record.add(reading, reader.provenance)
            done += 1
            costs[done] = time.process_time()
            if done % max(1, count // LINES) == 0:
                show()
            if time.perf_counter() - start > seconds:
                break
    if done > 2 * WARM:
        middle = (WARM + done) // 2
        first, second = ((costs[b] - costs[a]) / (b - a) for a, b in ((WARM, middle), (middle, done)))
        print(f"of {done} reports, the second half cost {second / first:.3f} times what the first did")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("reports", type=Path)
    parser.add_argument("--reports", dest="count", type=int, default=1000, metavar="N")
    parser.add_argument("--seconds", type=float, default=600, metavar="S")
    parser.add_argument("--record", type=Path, metavar="FILE", help="keep the record there; it must not exist")
    args = parser.parse_args()
    if args.record is not None:
        if args.record.exists():
            raise SystemExit(f"{args.record} exists: give a new file")
        run(args.reports, args.record, args.count, args.seconds)
        return
    with tempfile.TemporaryDirectory() as folder:
        run(args.reports, Path(folder) / "record.db", args.count, args.seconds)


if __name__ == "__main__":
    main()
