"""Whether events that several reports are taken to tell are one event, and what it costs to find that out.

    python benchmarks/merged.py TEXTS [--record FILE] [-v]

Reads the reports of TEXTS (JSON lines) into a record, or takes the one that FILE holds already, draws fifty of its merged
events with a fixed seed (all where there are fewer), and prints how many of those were judged, by hand, to be rightly one
event, with the 95 % interval of that share. The judgements (merged.jsonl) name reports, offsets and verdicts alone; ``-v``
prints the words of each event drawn that is not judged yet or was judged wrong. An event is rightly one if all its tellings
are of the same doing.
When it reads, it also prints the processor seconds of reading and of merging, and of merging for each quarter of the reports.
"""

from __future__ import annotations

import argparse
import json
import random
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from foreigndesk.intake import reports
from foreigndesk.model import Report
from foreigndesk.reader import Reader
from foreigndesk.record import Record, noting, writing
from judged import wilson

JUDGED = Path(__file__).with_name("merged.jsonl")
SEED, DRAWN = 11, 50
QUARTERS = 4
Key = tuple[tuple[str, int], ...]  # of each telling its report and where its own word begins


def fill(record: Record, texts: Path) -> None:
    """Read all reports into a record, and print what reading and merging took."""
    merging: list[float] = []
    note = noting.note

    def timed(*given: Any) -> None:
        before = time.process_time()
        note(*given)
        merging.append(time.process_time() - before)

    writing.noting.note = timed  # type: ignore[assignment]
    reader, moment = Reader(), datetime.now(UTC).replace(microsecond=0)
    found = [one for one in reports(sorted(texts.rglob("*.jsonl"))) if isinstance(one, Report)]
    start = time.process_time()
    for reading in reader.read_many(found):
        record.add(reading, reader.provenance, moment)
    whole, merged = time.process_time() - start, sum(merging)
    print(f"{len(found)} reports: {whole - merged:.1f} s of reading and writing, {merged:.1f} s of merging ({100 * merged / whole:.1f} %)")
    size = -(-len(merging) // QUARTERS)
    for first in range(0, len(merging), size):
        part = merging[first : first + size]
        print(f"  reports {first + 1}–{first + len(part)}: {1000 * sum(part) / len(part):.1f} ms of merging a report")


def merged(record: Record) -> Iterator[tuple[Key, list[dict[str, Any]]]]:
    """The events that several reports tell, each as the rows of its tellings."""
    each = {row["id"]: row for row in record.stream("event", each=True)}
    for row in record.stream("event"):
        if "sources" in row:
            told = sorted((each[source["event"]] for source in row["sources"]), key=lambda one: (one["report"], one["trigger"]))
            yield tuple((one["report"], one["trigger"][0]) for one in told), told


def judgements() -> dict[Key, str]:
    """The verdicts by hand: ``same``, or ``other`` where not all tellings are of one event."""
    if not JUDGED.exists():
        return {}
    rows = [json.loads(line) for line in JUDGED.read_text(encoding="utf-8").splitlines()]
    return {tuple((report, at) for report, at in row["tellings"]): row["verdict"] for row in rows}


def show(record: Record, key: Key, told: list[dict[str, Any]], verdict: str) -> None:
    """One merged event, telling by telling."""
    print(f"\n{verdict}: {json.dumps(key)}")
    for row in told:
        words = record.text(row["report"], (row["evidence"][0][0], row["evidence"][-1][1]))
        trigger = record.text(row["report"], tuple(row["trigger"]))
        when = (row["when"] or {}).get("edtf")
        print(f"  {row['type']} {row['actors']} → {row['recipients']}, {row['status']}, {when} [{trigger}] {' '.join(words.split())[:420]}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("texts", type=Path)
    parser.add_argument("--record", type=Path)
    parser.add_argument("-v", "--verbose", action="store_true", help="print what is unjudged or wrong")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = options.record or Path(folder) / "record.db"
        there = path.exists()
        with Record(path) as record:
            if not there:
                fill(record, options.texts)
            found = dict(merged(record))
            keys = sorted(found)
            drawn = random.Random(SEED).sample(keys, min(DRAWN, len(keys)))
            verdicts = judgements()
            known = [verdicts[key] for key in drawn if key in verdicts]
            right = known.count("same")
            print(f"{len(keys)} merged events, {sum(map(len, keys))} tellings; {len(drawn)} drawn, {len(known)} of them judged")
            if known:
                low, high = wilson(right, len(known))
                print(f"rightly one event: {right} of {len(known)}, {100 * right / len(known):.0f} % [{low:.0f}–{high:.0f}]")
            if options.verbose:
                for key in drawn:
                    if verdicts.get(key) != "same":
                        show(record, key, found[key], verdicts.get(key, "not judged"))


if __name__ == "__main__":
    main()
