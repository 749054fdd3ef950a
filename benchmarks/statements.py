"""Who says so, judged by hand: random statements of running reports, and the shares that a careful reader accepts.

    python benchmarks/statements.py TEXTS               the drawn statements' shares, and their errors by cause
    python benchmarks/statements.py TEXTS -v            and each statement with its sentence, for a reader to judge
    python benchmarks/statements.py TEXTS --draw 60     so many statements, instead of 100
    python benchmarks/statements.py TEXTS --seed 1      another draw
    python benchmarks/statements.py TEXTS --sample 150  from a fixed sample of the reports, to save time

TEXTS is a folder of reports as JSON lines. The judgements are kept in ``statements.jsonl``: report, offset of the cue,
digest of what was judged, and what is wrong in ``speaker``, ``cue`` and ``content``: null where the reader accepts it,
else the cause in a few words. Judged strictly, by the report's own words alone: a speaker is right where the actor is who
says it (a pronoun's actor too; nobody where the report names nobody), a cue where it attributes at all and is no wider
than the words that do, a content where nothing of weight is missing or too much.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from foreigndesk.model import Reading, Statement
from foreigndesk.reader import Reader
from judged import load, wilson

SEED = 3
DRAWN = 100
JUDGED = Path(__file__).with_name("statements.jsonl")
PARTS = ("speaker", "cue", "content")
Key = tuple[str, int, str]  # report, offset of the cue, digest
Verdict = Mapping[str, str | None]  # of each part its fault, or null


@dataclass(frozen=True, slots=True)
class Drawn:
    """One statement of a report as it is shown to a reader."""

    report: str
    at: int
    said: str  # speaker, cue, content, on one line
    sentence: str

    @property
    def key(self) -> Key:
        return self.report, self.at, hashlib.sha256(self.said.encode()).hexdigest()[:12]

    def lot(self, seed: int) -> str:
        """Its place in a fixed random order, the same whatever else is found: what was judged once stays in the draw."""
        return hashlib.sha256(f"{seed} {self.report} {self.at}".encode()).hexdigest()


def statements(reading: Reading) -> Iterator[Drawn]:
    """A reading's statements, each with the sentences that it rests on."""
    text = reading.report.text
    names = {a.id: a.name for a in reading.actors}
    for s in reading.statements:
        yield Drawn(reading.report.id, s.cue[0], told(s, text, names), " | ".join(words(text, *e) for e in s.evidence))


def told(s: Statement, text: str, names: Mapping[str, str]) -> str:
    """What a statement says, on one line: the actor and the words that name it, the cue, the content."""
    who = names.get(s.speaker, s.speaker) if s.speaker is not None else "nobody"
    span = words(text, *s.speaker_span) if s.speaker_span else "-"
    return f"{who} [{span}] <{words(text, *s.cue)}> {' … '.join(words(text, *c) for c in s.content)}"


def words(text: str, begin: int, end: int) -> str:
    return " ".join(text[begin:end].split())


def judgements(file: Path) -> dict[Key, Verdict]:
    """What a reader has judged, by report, offset and digest."""
    rows = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
    return {(row["report"], row["at"], row["digest"]): {part: row[part] for part in PARTS} for row in rows}


def table(verdicts: Sequence[Verdict]) -> Iterator[str]:
    """The share of each part that is accepted, of all three at once, and the faults by part and cause."""
    n = len(verdicts)
    for part in (*PARTS, "all three"):
        good = sum(all(v[p] is None for p in (PARTS if part == "all three" else (part,))) for v in verdicts)
        low, high = wilson(good, n)
        yield f"{part:10} right {good:4} of {n:4}  {100 * good / max(1, n):5.1f} % ({low:.1f}-{high:.1f})"
    faults = Counter(f"{part}: {v[part]}" for v in verdicts for part in PARTS if v[part] is not None)
    for fault, count in sorted(faults.items(), key=lambda x: (-x[1], x[0])):
        yield f"{count:4}  {fault}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("texts", type=Path)
    parser.add_argument("--draw", type=int, default=DRAWN, metavar="N", help="how many statements")
    parser.add_argument("--seed", type=int, default=SEED, help="which draw")
    parser.add_argument("--sample", type=int, metavar="N", help="from a fixed sample of N reports")
    parser.add_argument("-v", "--verbose", action="store_true", help="print the statements")
    args = parser.parse_args()
    every = [s for reading in Reader().read_many(load(args.texts, args.sample, SEED)) for s in statements(reading)]
    drawn = sorted(every, key=lambda s: (s.lot(args.seed), s.said))[: args.draw]
    known = judgements(JUDGED)
    for number, s in enumerate(drawn, 1) if args.verbose else ():
        verdict = known.get(s.key)
        faults = {part: verdict[part] for part in PARTS if verdict[part] is not None} if verdict is not None else None
        print(f"{number:3} {' '.join(map(str, s.key))} {s.said}\n      {s.sentence}")
        print(f"      {'not judged' if faults is None else faults or 'right'}")
    judged = [known[s.key] for s in drawn if s.key in known]
    print(f"statements in all {len(every)}; drawn {len(drawn)}; of these judged {len(judged)}")
    for line in table(judged):
        print(line)


if __name__ == "__main__":
    main()
