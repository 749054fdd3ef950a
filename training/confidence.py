"""The weights by which a fact's confidence is worked out, fitted on judged events of open reports.

    python training/confidence.py TEXTS             print how the fit does on reports that it has not seen
    python training/confidence.py TEXTS --write     and write src/foreigndesk/lexicon/confidence/weights.toml

TEXTS is a folder of reports as JSON lines. ``confidence.jsonl`` holds the judgements: report, offset of the trigger, digest of
type, status and sides, verdict; accepted only where all three are what a careful reader of the sentence would write. An event
that is no longer read in that way is left out. Logistic regression with a ridge penalty, by Newton's method.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
import sys
from pathlib import Path
from unittest.mock import patch

import numpy as np
from numpy.typing import NDArray

import foreigndesk.corridor
import foreigndesk.reader
from foreigndesk.intake import reports
from foreigndesk.lexicon.loader import ROOT
from foreigndesk.model import Commitment, Event, Relation, Report
from foreigndesk.reading import confidence
from foreigndesk.reading.scene import Scene

JUDGED = Path(__file__).with_suffix(".jsonl")
HEADER = """# What each piece of evidence adds to the log-odds that an event is right: made by training/confidence.py.
# reading/confidence.py says what each is.

"""
FOLDS = 10
PENALTIES = (0.5, 1.0, 2.0, 4.0, 8.0, 16.0, 32.0)
SEED = 3
STEP = 0.1
Numbers = NDArray[np.float64]


def digest(event: Event, scene: Scene) -> str:
    """What was judged of an event: its type, status and sides."""
    names = [", ".join(scene.cast.actors[a].name for a in ids) or "-" for ids in (event.actors, event.recipients)]
    return hashlib.sha256(f"{event.type} {event.status} {' > '.join(names)}".encode()).hexdigest()[:12]


def judged(texts: Path, file: Path) -> tuple[list[str], Numbers, Numbers]:
    """The reports, evidence (n, pieces) and verdicts (n,) of the judged events that are still read as they were."""
    rows = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
    verdicts = {(row["report"], row["at"], row["event"]): row["verdict"] == "accepted" for row in rows}
    wanted = {report for report, _, _ in verdicts}
    names: list[str] = []
    found: list[dict[str, float]] = []
    right: list[bool] = []

    def note(scene: Scene, promised: list[Commitment], holds: list[Relation]) -> None:
        for event in scene.events:
            verdict = verdicts.get((scene.report.id, event.trigger[0], digest(event, scene)))
            if verdict is not None:
                names.append(scene.report.id)
                found.append(confidence.evidence(scene, event))
                right.append(verdict)

    with patch.object(foreigndesk.corridor, "weigh", note):
        chosen = [r for r in reports(sorted(texts.rglob("*.jsonl"))) if isinstance(r, Report) and r.id in wanted]
        for _ in foreigndesk.reader.Reader().read_many(chosen):
            pass
    return names, np.array([[one[key] for key in confidence.EVIDENCE] for one in found]), np.array(right, float)


def fit(evidence: Numbers, right: Numbers, penalty: float) -> Numbers:
    """The bias and the weights that are likeliest, less ``penalty`` times half the squared weights."""
    x = np.column_stack([np.ones(len(evidence)), evidence])
    ridge = penalty * np.diag([0.0] + [1.0] * evidence.shape[1])
    weights = np.zeros(x.shape[1])
    for _ in range(50):
        p = 1 / (1 + np.exp(-x @ weights))
        step = np.linalg.solve(x.T @ (x * (p * (1 - p))[:, None]) + ridge, x.T @ (right - p) - ridge @ weights)
        weights += step
        if np.abs(step).max() < 1e-9:
            break
    return weights


def chances(evidence: Numbers, weights: Numbers) -> Numbers:
    found: Numbers = 1 / (1 + np.exp(-weights[0] - evidence @ weights[1:]))
    return found


def unseen(names: list[str], evidence: Numbers, right: Numbers, penalty: float) -> Numbers:
    """The chance of each event by a fit on the other folds' reports."""
    order = sorted(set(names))
    random.Random(SEED).shuffle(order)
    fold = np.array([order.index(name) % FOLDS for name in names])
    out = np.zeros(len(right))
    for k in range(FOLDS):
        out[fold == k] = chances(evidence[fold == k], fit(evidence[fold != k], right[fold != k], penalty))
    return out


def ranked(chance: Numbers, right: Numbers) -> float:
    """How often a right event is surer than a wrong one (area under the ROC curve)."""
    differences = chance[right == 1][:, None] - chance[right == 0][None, :]
    return float(((differences > 0) + 0.5 * (differences == 0)).mean())


def show(chance: Numbers, right: Numbers) -> None:
    """Chances of unseen events beside the share of them that is right."""
    print("of events not seen in the fit: chance, events, mean chance, share right")
    for low in np.arange(0.0, 1.0, STEP):
        inside = (chance >= low) & (chance < low + STEP)
        if inside.any():
            print(f"  {low:.1f}-{low + STEP:.1f}{inside.sum():6}{chance[inside].mean():7.2f}{right[inside].mean():7.2f}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("texts", type=Path)
    parser.add_argument("--write", action="store_true", help="write the weights file")
    options = parser.parse_args()
    names, evidence, right = judged(options.texts, JUDGED)
    print(f"{len(right)} events of {len(set(names))} reports, {right.mean():.3f} of them right")
    print(f"the same chance for all: Brier score {right.mean() * (1 - right.mean()):.4f}")
    scores = {}
    for penalty in PENALTIES:
        chance = unseen(names, evidence, right, penalty)
        loss = -float(np.mean(np.log(np.where(right == 1, chance, 1 - chance))))
        scores[penalty] = loss
        brier = np.mean((chance - right) ** 2)
        print(f"penalty {penalty:5}: Brier score {brier:.4f}, log loss {loss:.4f}, ranked {ranked(chance, right):.3f}")
    best = min(scores, key=lambda penalty: scores[penalty])
    show(unseen(names, evidence, right, best), right)
    weights = fit(evidence, right, best)
    print(f"the weights at penalty {best}, and how many events have the evidence:")
    for key, weight, column in zip(confidence.EVIDENCE, weights[1:], evidence.T, strict=True):
        print(f"  {key:20}{weight:7.2f}{np.count_nonzero(column):6}")
    if options.write:
        lines = [f"bias = {weights[0]:.2f}", "", "[weights]"]
        lines += [f"{key} = {weight:.2f}" for key, weight in zip(confidence.EVIDENCE, weights[1:], strict=True)]
        (ROOT / confidence.FILE).write_text(HEADER + "\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
