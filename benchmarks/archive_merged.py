"""What merging the events of an archive takes: time, memory and disk, over tables of invented reports.

    python benchmarks/archive_merged.py [--reports N] [--memory MIB] [--days D] [--tables FOLDER] [--seed S]

Writes the reports of ``archive.py`` as a batch's tables, spread over so many days, by month in parts of 256 (a folder that has
tables is taken as it is), then runs ``foreigndesk merge`` on them in a process of its own, and prints that one's time, its
highest memory, and the most that its files took on disk meanwhile.
"""

from __future__ import annotations

import argparse
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from pathlib import Path

import archive
from foreigndesk.batch.output import Output
from foreigndesk.batch.reading import Part, month_of
from foreigndesk.rows import rows

CHUNK = 256


def fill(folder: Path, count: int, seed: int) -> None:
    """Write the tables."""
    parts: dict[str, Part] = {}
    made: dict[str, int] = defaultdict(int)

    def write(month: str) -> None:
        Output(folder).write(parts.pop(month))
        made[month] += 1

    for number, reading in enumerate(archive.readings(0, count, archive.world(random.Random(seed)), seed)):
        part = parts.setdefault(month := month_of(reading.report), Part(month_of(reading.report)))
        part.digests.append(f"{number:032x}")
        for row in rows(reading, reader=archive.READER):
            part.rows[row["kind"]].append(row)
        if len(part.digests) == CHUNK:
            write(month)
    for month in sorted(parts):
        write(month)


def size(folder: Path, pattern: str) -> float:
    """What files take, in MiB; some may go meanwhile."""
    total = 0
    for file in folder.glob(pattern):
        try:
            total += file.stat().st_size
        except FileNotFoundError:
            continue
    return total / 2**20


def main() -> None:
    """Fill, merge, tell."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--reports", type=int, default=20_000)
    parser.add_argument("--memory", type=int, default=256)
    parser.add_argument("--days", type=int, default=60)
    parser.add_argument("--tables", type=Path)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = given.tables or Path(temporary)
        if not Output(folder).parts():
            archive.DAYS = given.days
            fill(folder, given.reports, given.seed)
        print(f"{len(Output(folder).parts()):,} parts", flush=True)
        start, most = time.perf_counter(), 0.0
        command = [sys.executable, "-c", "from foreigndesk.cli import main; main()", "merge", str(folder), "--memory", str(given.memory)]
        with subprocess.Popen(command) as run:
            while run.poll() is None:
                most = max(most, size(folder, ".merging-*/**/*"))
                time.sleep(0.2)
        used = resource.getrusage(resource.RUSAGE_CHILDREN)
        print(f"{time.perf_counter() - start:.0f} s by the clock, {used.ru_utime + used.ru_stime:.0f} s of a core")
        print(f"{used.ru_maxrss / 1024:.0f} MiB of memory at the highest, {most:.0f} MiB on disk; {size(folder, 'merged.parquet'):.1f} MiB")


if __name__ == "__main__":
    main()
