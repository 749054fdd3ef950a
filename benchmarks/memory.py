"""Memory, time and disk of a growing record.

    python benchmarks/memory.py REPORTS.jsonl [--reports N] [--seconds S] [--record FILE]

Reads N reports, going round the file as often as needed with new ids, through ``Reader.read_many`` into a record, and
prints as it goes: reports, seconds, peak memory of the process and size of the record. Peak memory that grows with the
reports is a leak; the record's size tells what an archive will take. Stops after S seconds, whatever is read by then.
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
    print(f"{'reports':>9}{'seconds':>9}{'reports/s':>11}{'peak MB':>9}{'record MB':>11}{'kB/report':>11}")
    reader = Reader()
    start = time.perf_counter()
    done = 0

    def show() -> None:
        took = time.perf_counter() - start
        size = sum(file.stat().st_size for file in record_file.parent.glob(f"{record_file.name}*"))
        print(
            f"{done:>9}{took:>9.1f}{done / took:>11.1f}{peak_megabytes():>9.0f}{size / 2**20:>11.1f}"
            f"{size / 1024 / max(1, done):>11.1f}", flush=True,
        )  # fmt: skip

    with Record(record_file) as record:
        for reading in reader.read_many(cycled(source, count)):
            record.add(reading, reader.provenance)
            done += 1
            if done % max(1, count // LINES) == 0:
                show()
            if time.perf_counter() - start > seconds:
                break
    print("in all:")
    show()


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
