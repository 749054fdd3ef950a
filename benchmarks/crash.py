"""Kills a writer at random moments and looks at the record that it leaves: nothing lost, nothing half.

    python benchmarks/crash.py [--kills 200] [--seed 1] [--folder FOLDER]

Each round a process opens the record, making it where it is the first, and adds invented reports, telling each one that it
has added; it is killed (SIGKILL) at a random moment. Then the record must open, pass ``foreigndesk check``, and hold every report
that was told, whole, and besides them at most the one that was being told. After every 20 rounds a new record is begun.
"""

from __future__ import annotations

import argparse
import os
import random
import signal
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

import alembic.command  # noqa: F401  # else the first writers would be killed while importing it

from foreigndesk.model import Actor, DateWindow, Event, Reading, Report, Statement
from foreigndesk.record import Record
from foreigndesk.record.checks import check
from foreigndesk.rows import rows

PROVENANCE = {"version": "crash", "model": "none", "lexicon": "none"}
MOMENT = datetime(2031, 6, 1, tzinfo=UTC)
ROUNDS_A_RECORD = 20
LATEST_S = 0.4


@dataclass(slots=True)
class Outcome:
    """What the rounds came to; ``in_midst`` counts the kills after the first report and before the writer was done."""

    kills: int = 0
    told: int = 0
    in_midst: int = 0
    wrong: int = 0


def reading(number: int) -> Reading:
    """The invented reading of a number, always the same: from a handful of facts to some hundreds."""
    day = date(2031, 1 + number % 12, 1 + number % 28)
    window = DateWindow(day, day, day.isoformat(), "given")
    sentences = [f"Arvania told Belmora {n} times that the bridge was shut." for n in range(3 + number * 37 % 90)]
    text = " ".join(sentences)
    made = Reading(Report(f"report-{number}", text, title=None, published=window))
    made.actors = [Actor("arvania", "Arvania", "state", mentions=((0, 7),)), Actor("belmora", "Belmora", "state", mentions=((13, 20),))]
    at = 0
    for n, sentence in enumerate(sentences):
        span = (at, at + len(sentence))
        cue = (at + 8, at + 12)
        said, content = f"s-{number}-{n}", (at + 21, span[1])
        made.statements.append(Statement(said, "arvania", None, cue, (content,), "indirect", (span,), "belmora", window))
        made.events.append(Event(f"e-{number}-{n}", "CONSULT", ("arvania",), ("belmora",), "occurred", cue, (span,), by=said))
        at = span[1] + 1
    return made


def write(path: Path, first: int, told: int) -> None:
    """The writer: adds report after report and tells each number once it is kept."""
    with Record(path) as record:
        for number in range(first, first + 1000):
            record.add(reading(number), PROVENANCE, MOMENT)
            os.write(told, f"{number}\n".encode())


def killed(path: Path, first: int, after: float) -> list[int]:
    """Let a writer run for a while, kill it, and give the numbers that it told."""
    out, told = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(out)
        try:
            write(path, first, told)
        finally:
            os._exit(1)
    os.close(told)
    time.sleep(after)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    with os.fdopen(out) as stream:
        return [int(line) for line in stream.read().splitlines()]


def faults(path: Path, told: list[int], last: int) -> Iterator[str]:
    """What is wrong with the record that was left."""
    if not path.exists():  # killed before it was made
        yield from ["reports were told and there is no record"] if told else []
        return
    with Record(path) as record:  # as the next writer would: one that was killed while making it is made now
        kept = {row["id"] for row in record.reports()}
        for number in told:
            if f"report-{number}" not in kept:
                yield f"report {number} was told and is lost"
        for id_ in sorted(kept):
            number = int(id_.removeprefix("report-"))
            if number > last:
                yield f"{id_} was never begun"
            back = [{key: value for key, value in row.items() if key != "recorded"} for row in record.rows(id_)]
            if back != list(rows(reading(number), reader=PROVENANCE)):
                yield f"{id_} is not whole"
    yield from map(str, check(path).findings)


def run(kills: int, seed: int, folder: Path) -> Outcome:
    """All rounds; every fault is printed."""
    random_ = random.Random(seed)
    outcome = Outcome()
    told: list[int] = []
    for round_ in range(kills):
        if round_ % ROUNDS_A_RECORD == 0:
            path, told, first = folder / f"record-{round_ // ROUNDS_A_RECORD}.db", [], 0
        new = killed(path, first, random_.uniform(0, LATEST_S))
        outcome.kills += 1
        outcome.told += len(new)
        outcome.in_midst += bool(new)
        told += new
        found = list(faults(path, told, first + len(new)))
        for fault in found:
            print(f"kill {round_ + 1}: {fault}")
        outcome.wrong += bool(found)
        if path.exists():
            with Record(path) as record:
                first = sum(1 for _ in record.reports())
    return outcome


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--folder", type=Path)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=args.folder) as folder:
        outcome = run(args.kills, args.seed, Path(folder))
    print(f"{outcome.kills} kills, {outcome.in_midst} of them after a report was kept, {outcome.told} reports kept and told")
    print(f"records found wrong: {outcome.wrong}")
    raise SystemExit(bool(outcome.wrong))


if __name__ == "__main__":
    main()
