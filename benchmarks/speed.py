"""Speed and memory of the whole way, on reports given as JSON lines, and what each room takes of it.

    python benchmarks/speed.py REPORTS.jsonl [--reports N] [--profile]

Prints words (between spaces) and tokens a second on one core for the warm library, each room's share of the processor's time from
the bytes to the record, and peak memory (which Unix tells). ``N`` reports are read by
going round the file as often as needed, each time under another id, so that nothing is shared between rounds.
"""

from __future__ import annotations

import argparse
import cProfile
import itertools
import json
import os
import pstats
import resource
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "BLIS_NUM_THREADS"):
    os.environ.setdefault(name, "1")

sys.path.insert(0, str(Path(__file__).parent))

from foreigndesk.intake import from_text
from foreigndesk.model import Report
from foreigndesk.reader import Reader
from foreigndesk.record import Record
from linear import by_room


def load(path: Path, count: int) -> Iterator[Report]:
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    made = [from_text(row["text"], id=str(row.get("id", n)), raw=True) for n, row in enumerate(rows) if row.get("text")]
    for n, report in zip(range(count), itertools.cycle(made), strict=False):
        yield replace(report, id=f"{report.id}-{n}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("reports", type=Path)
    parser.add_argument("--reports", dest="count", type=int, default=200)
    parser.add_argument("--profile", action="store_true")
    args = parser.parse_args()
    start = time.perf_counter()
    reader = Reader()
    print(f"load: {time.perf_counter() - start:.2f} s")
    for _ in reader.read_many(load(args.reports, 5)):
        pass  # everything that is loaded once is loaded
    batch = list(load(args.reports, args.count))
    words = sum(len(r.text.split()) for r in batch)
    start = time.process_time()
    for report in batch:
        from_text(report.text, raw=True)
    taken_in = time.process_time() - start
    start = time.process_time()
    tokens = 0
    for doc in reader.nlp.pipe((r.text for r in batch), batch_size=16):
        tokens += len(doc)
    language = time.process_time() - start
    profile = cProfile.Profile()
    if args.profile:
        profile.enable()
    start = time.process_time()
    with by_room() as spent:
        readings = list(reader.read_many(batch))
    whole = time.process_time() - start
    profile.disable()
    facts = sum(len(reading.events) + len(reading.statements) for reading in readings)
    with Record("sqlite://") as record:
        start = time.process_time()
        for reading in readings:
            record.add(reading, reader.provenance)
        kept = time.process_time() - start
    print(f"{len(batch)} reports, {words} words, {facts} events and statements")
    print(f"whole way: {words / whole:.0f} words ({tokens / whole:.0f} tokens) a second on one core")
    print(f"with the record: {words / (whole + taken_in + kept):.0f} words a second")
    shares = {"intake": taken_in, "language": language, **spent, "reading": whole - language - sum(spent.values()), "record": kept}
    print(", ".join(f"{room} {seconds / (whole + taken_in + kept):.1%}" for room, seconds in shares.items()))
    print(f"language alone: {words / language:.0f} words ({tokens / language:.0f} tokens) a second")
    print(f"peak memory: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")
    if args.profile:
        pstats.Stats(profile).sort_stats("tottime").print_stats(30)


if __name__ == "__main__":
    main()
