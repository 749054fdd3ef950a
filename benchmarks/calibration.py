"""Whether events are as often right as their confidence says.

    python benchmarks/calibration.py EXAM                on the open exam's reports whose list of events is complete
    python benchmarks/calibration.py EXAM --texts TEXTS  and on the judged firings of coverage.py, out of the reports of TEXTS

An event of the exam is right where it answers a gold event of its type with the sides and the status asked for; by
``--loose`` it is enough that it answers one. A firing is right where its reader accepted type, status and sides. For each
bin of confidence: how many events, their mean confidence, how many of them are right, and the 95 % interval of that share
(Wilson). The expected calibration error is the mean gap between the two, weighted by events, and beside it what perfect confidence would
show on so few events; the Brier score is the mean squared error, and beside it that of giving every event the share of all.
Neither set has fitted the weights (training/confidence.py).
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import coverage
import exam
import judged
from foreigndesk.intake import reports
from foreigndesk.model import Report
from foreigndesk.reader import Reader

ASKED = ("actors", "recipients", "status")
BINS = 5
SEED, DRAWS = 5, 500
THRESHOLDS = (0.3, 0.4, 0.5, 0.6, 0.7, 0.8)


@dataclass(frozen=True)
class Case:
    """One event: its confidence, and whether it is right."""

    confidence: float
    right: bool


def of_exam(folder: Path, reader: Reader, *, loose: bool = False) -> list[Case]:
    """The events of the reports whose gold list is complete."""
    score = exam.scorer(folder)
    out: list[Case] = []
    for one in sorted(f for patterns in exam.PARTS.values() for pattern in patterns for f in folder.glob(pattern)):
        gold = score.load(one / "facts.jsonl")
        if "event" not in next((g for g in gold if g["kind"] == "meta"), {}).get("complete", ()):
            continue
        rec = score.Record(json.loads(json.dumps(exam.record(reader, one, gold))))
        answers: dict[int, dict[str, bool]] = {}
        for _, hit, ok in score.score([g for g in gold if g["kind"] == "event"], rec):
            if hit is not None:
                answers[id(hit)] = ok
        for row in rec.by_kind["event"]:
            ok = answers.get(id(row))
            out.append(Case(row["confidence"], ok is not None and (loose or all(ok.get(key, True) for key in ASKED))))
    return out


def of_firings(texts: Path, reader: Reader) -> list[Case]:
    """The judged firings that are still read as they were judged."""
    rows = [json.loads(line) for line in coverage.JUDGED.read_text(encoding="utf-8").splitlines()]
    verdicts = {(row["report"], row["at"], row["event"]): row["verdict"] for row in rows}
    wanted = {row["report"] for row in rows}
    chosen = [r for r in reports(sorted(texts.rglob("*.jsonl"))) if isinstance(r, Report) and r.id in wanted]
    out: list[Case] = []
    for reading in reader.read_many(chosen):
        for event in reading.events:
            verdict = verdicts.get((reading.report.id, event.trigger[0], coverage.digest(reading, event)))
            if verdict is not None:
                out.append(Case(event.confidence, verdict == "accepted"))
    return out


def expected_error(cases: Sequence[Case], bins: int = BINS) -> float:
    """The mean gap between confidence and share of right events over equal bins, weighted by their events."""
    return sum(abs(sum(c.confidence - c.right for c in group)) for _, group in binned(cases, bins)) / len(cases)


def by_chance(cases: Sequence[Case], bins: int = BINS) -> float:
    """The expected calibration error that so few cases would show were each right with just the chance it is given."""
    draw = random.Random(SEED)
    drawn = ([Case(c.confidence, draw.random() < c.confidence) for c in cases] for _ in range(DRAWS))
    return sum(expected_error(one, bins) for one in drawn) / DRAWS


def brier(cases: Sequence[Case]) -> float:
    """The mean squared error of the confidences."""
    return sum((c.confidence - c.right) ** 2 for c in cases) / len(cases)


def ranked(cases: Sequence[Case]) -> float:
    """How often a right event is surer than a wrong one, ties half (area under the ROC curve)."""
    pairs = [(a.confidence, b.confidence) for a in cases if a.right for b in cases if not b.right]
    return sum((a > b) + 0.5 * (a == b) for a, b in pairs) / len(pairs) if pairs else float("nan")


def binned(cases: Iterable[Case], bins: int) -> list[tuple[int, list[Case]]]:
    """The cases by equal bins of confidence, empty ones left out."""
    groups: dict[int, list[Case]] = {}
    for case in cases:
        groups.setdefault(min(bins - 1, int(case.confidence * bins + 1e-9)), []).append(case)
    return sorted(groups.items())


def show(name: str, cases: list[Case]) -> None:
    """Print the tables of one set of cases."""
    base = sum(c.right for c in cases) / len(cases)
    print(f"{name}: {judged.told(sum(c.right for c in cases), len(cases))} right")
    print(f"{'confidence':>12}{'events':>8}{'mean':>7}{'right':>7}{'share':>7}  95 %")
    for number, group in binned(cases, BINS):
        right = sum(c.right for c in group)
        low, high = judged.wilson(right, len(group))
        mean = sum(c.confidence for c in group) / len(group)
        bounds = f"{number / BINS:.1f}-{(number + 1) / BINS:.1f}"
        print(f"{bounds:>12}{len(group):>8}{mean:>7.2f}{right:>7}{right / len(group):>7.2f}  {low / 100:.2f}-{high / 100:.2f}")
    print(f"expected calibration error {expected_error(cases):.3f}, {by_chance(cases):.3f} by chance alone; ", end="")
    print(f"Brier score {brier(cases):.4f}, all alike {base * (1 - base):.4f}")
    print(f"a right event is surer than a wrong one in {100 * ranked(cases):.1f} % of pairs")
    for least in THRESHOLDS:
        kept = [c for c in cases if c.confidence >= least]
        kept_right = sum(c.right for c in kept)
        share = 100 * kept_right / max(1, sum(c.right for c in cases))
        told = judged.told(kept_right, len(kept))
        print(f"  --min-confidence {least}: keeps {len(kept)}, {told} right; {share:.1f} % of all right ones")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("exam", type=Path)
    parser.add_argument("--texts", type=Path, help="the folder of reports that the firings were judged in")
    parser.add_argument("--loose", action="store_true", help="count an event as right where it answers a gold event at all")
    options = parser.parse_args()
    reader = Reader()
    show("open facts", of_exam(options.exam, reader, loose=options.loose))
    if options.texts is not None:
        show("judged firings", of_firings(options.texts, reader))


if __name__ == "__main__":
    sys.exit(main())
