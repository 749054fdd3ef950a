"""What was promised, what holds, what is contested: random facts of running reports, for a reader to judge.

    python benchmarks/standing.py TEXTS                      50 facts of each kind with their sentences and judgements
    python benchmarks/standing.py TEXTS --kind dispute       one kind alone: commitment, relation or dispute
    python benchmarks/standing.py TEXTS --seed 7 --count 20  another draw
    python benchmarks/standing.py TEXTS --waiting            only those that are not judged yet, as lines to fill in

TEXTS is a folder of reports as JSON lines. A fact's place in the draw hangs on the seed, its report and its place there
alone, so that what was judged once stays in the sample whatever else is read. Judgements stand in ``standing.jsonl``:
kind, report, offset, digest of what is judged, verdict. Accepted is only what a careful reader of the report would write:

* a commitment whose debtor does owe, plan or offer that act, to that creditor (where one is named), with its condition, day and state;
* a relation of that type between those parties, in that direction, begun or ended then (where a day is told);
* a dispute in which the two sides do hold rival positions on one point, both in the sentences shown.

The open texts hold few facts of each kind (some 170, 80 and 10), and most were seen while the readers were mended: their share
is one of development. The campaign news (the folder of the attribution corpus) is of another field; some of its disputes
and promises, and none of its relations, were used to mend by.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from foreigndesk.model import Commitment, DateWindow, Dispute, Offsets, Reading, Relation
from foreigndesk.reader import Reader
from judged import load, told

SEED = 29
COUNT = 50
KINDS = ("commitment", "relation", "dispute")
JUDGED = Path(__file__).with_name("standing.jsonl")

Key = tuple[str, str, int, str]


@dataclass(frozen=True)
class Drawn:
    """One fact as it is shown: where it stands, what is judged of it, and the words it rests on."""

    kind: str
    report: str
    at: int
    name: str  # which of the facts that stand there
    judged: str
    words: tuple[str, ...]

    @property
    def key(self) -> Key:
        """What a judgement holds to: it lapses where the fact is read otherwise."""
        return self.kind, self.report, self.at, hashlib.sha256(self.judged.encode()).hexdigest()[:12]

    def lot(self, seed: int) -> str:
        """The fact's place in the order of a draw."""
        return hashlib.sha256(f"{seed} {self.kind} {self.report} {self.at} {self.name}".encode()).hexdigest()


def day(window: DateWindow | None) -> str:
    return window.edtf if window is not None else "-"


class Shown:
    """The facts of one reading, in words."""

    def __init__(self, reading: Reading) -> None:
        self.reading, self.report = reading, reading.report
        self.names = {a.id: a.name for a in reading.actors}
        self.triggers = {e.id: e.trigger for e in reading.events}

    def all(self) -> Iterator[Drawn]:
        for c in self.reading.commitments:
            yield self.commitment(c)
        for r in self.reading.relations:
            yield self.relation(r)
        for d in self.reading.disputes:
            yield self.dispute(d)

    def commitment(self, c: Commitment) -> Drawn:
        trigger = self.triggers[c.act]
        condition = self.words(c.condition.text) if c.condition is not None else "-"
        parts = (self.who(c.debtor), self.who(c.creditor), self.words(trigger), condition, day(c.due), c.state)
        judged = "{} owes {} [{}]; condition: {}; due: {}; {}".format(*parts)
        moved = (e for change in c.history[1:] for e in change.evidence)
        return self.drawn("commitment", trigger[0], "", judged, (*c.evidence, *moved))

    def relation(self, r: Relation) -> Drawn:
        name = f"{r.type}: {self.who(r.parties[:1])} > {self.who(r.parties[1:])}"
        over = "over" if r.until is None and r.terminated_by is not None else day(r.until)
        judged = f"{name}; from {day(r.since)} to {over}"
        return self.drawn("relation", r.evidence[0][0], name, judged, r.evidence)

    def dispute(self, d: Dispute) -> Drawn:
        judged = f"{d.about} | " + " / ".join(f"{self.who(s.holders)}: {s.position}" for s in d.sides)
        evidence = [e for s in d.sides for e in s.evidence]
        return self.drawn("dispute", evidence[0][0], "", judged, ())

    def drawn(self, kind: str, at: int, name: str, judged: str, evidence: tuple[Offsets, ...]) -> Drawn:
        return Drawn(kind, self.report.id, at, name, judged, tuple(dict.fromkeys(self.words(e) for e in evidence)))

    def words(self, span: Offsets) -> str:
        return " ".join(self.report.text[slice(*span)].split())

    def who(self, ids: tuple[str, ...]) -> str:
        return ", ".join(self.names.get(a, a) for a in ids) or "-"


def judgements() -> dict[Key, str]:
    rows = (json.loads(line) for line in JUDGED.read_text(encoding="utf-8").splitlines())
    return {(row["fact"], row["report"], row["at"], row["digest"]): row["verdict"] for row in rows}


def draw(facts: list[Drawn], kind: str, seed: int, count: int) -> list[Drawn]:
    """The first of a kind in the seed's order; the same fact twice in one place counts once."""
    once = {fact.key: fact for fact in facts if fact.kind == kind}
    return sorted(once.values(), key=lambda fact: (fact.lot(seed), fact.judged))[:count]


def share(drawn: list[Drawn], verdicts: dict[Key, str]) -> str:
    """The share of a draw that was accepted, of those that have been judged."""
    marked = Counter(verdicts.get(fact.key, "not judged") for fact in drawn)
    judged = marked["accepted"] + marked["rejected"]
    return f"judged {judged} of {len(drawn)}; accepted {told(marked['accepted'], judged)}"


def show(fact: Drawn, verdict: str) -> None:
    print(f"{fact.report} {fact.at} {fact.key[3]} {verdict}\n      {fact.judged}")
    for words in fact.words:
        print(f"      “{words}”")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("texts", type=Path)
    parser.add_argument("--kind", choices=KINDS, help="one kind alone")
    parser.add_argument("--seed", type=int, default=SEED, help="of the draw")
    parser.add_argument("--count", type=int, default=COUNT, help="how many facts of each kind")
    parser.add_argument("--waiting", action="store_true", help="only what is not judged yet")
    options = parser.parse_args()
    reader, verdicts = Reader(), judgements()
    chosen = load(options.texts, None)
    facts = [fact for report in chosen for fact in Shown(reader.read(report)).all()]
    lines: list[str] = []
    for kind in (options.kind,) if options.kind else KINDS:
        drawn = draw(facts, kind, options.seed, options.count)
        for fact in drawn:
            if not (options.waiting and fact.key in verdicts):
                show(fact, verdicts.get(fact.key, "not judged"))
        every = sum(fact.kind == kind for fact in facts)
        lines.append(f"{kind:11} {every} in {len(chosen)} reports; {share(drawn, verdicts)}")
    print("\n".join(lines))


if __name__ == "__main__":
    sys.exit(main())
