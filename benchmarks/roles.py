"""Who does what to whom: the roles of each clause against 199 sentences annotated by hand in roles.jsonl.

    python benchmarks/roles.py TEXTS [--language NAME] [-v]

TEXTS is the folder of the open texts; the gold keeps only offsets, so that none of their words is stored here. Each
sentence is read alone. Its gold is triples of predicate, role and argument: ``subject`` (who does or is it), ``object``
(direct and indirect; the surface subject of a passive), ``agent`` (the by-phrase) and ``complement`` (the predicate of a
content clause), with subjects that English leaves out filled in. Predicates are verbs and what stands with a copula; an
adjective under a verb ("made it public") is none, nor is an event noun. A chain lists words of one phrase or predicate that will do for
each other. Figures come with a 95 % interval, bootstrapped over sentences; ``-v`` prints the misses and what is spurious.
The last line reads the trees as the parser left them, without our repairs. The graph has been mended by what these
sentences showed, so that their figure is one of development since: only a first figure, before that, was one of unseen text.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

from spacy.tokens import Doc

from foreigndesk.language.pipeline import load
from foreigndesk.model import Offsets
from foreigndesk.propositions.graph import Proposition, graph
from foreigndesk.propositions.tree import Tree, tree
from foreigndesk.reading.vocabulary import event_nouns, known_nouns, known_verbs

GOLD = Path(__file__).with_name("roles.jsonl")
ROLES = ("subject", "object", "agent", "complement")
SAMPLES = 2000
SEED = 7


class Triple(NamedTuple):
    """A predicate, a role and an argument, by the offsets of their head words in the sentence."""

    predicate: Offsets
    role: str
    argument: Offsets


class Count(NamedTuple):
    """How many triples are right, read and in the gold."""

    right: int
    read: int
    gold: int


def meets(word: Offsets, other: Offsets) -> bool:
    """Whether two words share a character (tokenisers may differ)."""
    return word[0] < other[1] and other[0] < word[1]


def words(word: Offsets, chains: Sequence[Sequence[Offsets]]) -> list[Offsets]:
    """A gold word and all that will do for it, itself first."""
    return [word, *sorted({other for chain in chains if word in chain for other in chain} - {word})]


def match(gold: Sequence[Triple], read: Sequence[Triple], chains: Sequence[Sequence[Offsets]]) -> list[tuple[Triple, Triple]]:
    """Pairs of gold and read triples, each used once; the annotated words themselves come before their chains."""
    pairs: list[tuple[Triple, Triple]] = []
    gold_left, read_left = list(gold), list(read)
    for allowed in ([], chains):
        for g in list(gold_left):
            predicates, arguments = words(g.predicate, allowed), words(g.argument, allowed)
            for r in read_left:
                if (
                    r.role == g.role
                    and any(meets(r.predicate, w) for w in predicates)
                    and any(meets(r.argument, w) for w in arguments)
                ):
                    pairs.append((g, r))
                    gold_left.remove(g)
                    read_left.remove(r)
                    break
    return pairs


def is_predicate(t: Tree, p: Proposition) -> bool:
    """Whether a proposition is a clause: not an event noun, nor an adjective that another verb predicates."""
    copular = t.child(p.head, "cop") is not None
    return copular or p.kind == "verb" or (p.kind == "adjective" and t.deps[p.head] != "xcomp")


def triples(t: Tree) -> list[Triple]:
    """The triples of a read sentence, in the order of the text."""
    found: set[Triple] = set()
    g = graph(t, event_nouns())
    clauses = {i for i, p in g.items() if is_predicate(t, p)}
    for i in clauses:
        p = g[i]
        passive = p.passive and p.kind == "verb"
        by_role = {
            "subject": () if passive else p.all("subj"),
            "object": p.all("obj", "iobj"),
            "agent": p.all("subj") if passive else (),
            "complement": [c for c in p.all("comp") if c in clauses],
        }
        for role, tokens in by_role.items():
            found |= {Triple((t.starts[i], t.ends[i]), role, (t.starts[k], t.ends[k])) for k in tokens}
    return sorted(found)


def scores(count: Count) -> tuple[float, float, float]:
    """Precision, recall and F1 of a count."""
    precision = count.right / count.read if count.read else 0.0
    recall = count.right / count.gold if count.gold else 0.0
    return precision, recall, 2 * count.right / (count.read + count.gold) if count.read + count.gold else 0.0


def interval(counts: Sequence[Count]) -> tuple[float, float]:
    """The 95 % interval of F1, by drawing sentences anew; the draws are seeded."""
    draw = random.Random(SEED)
    values = []
    for _ in range(SAMPLES):
        picked = draw.choices(counts, k=len(counts))
        values.append(scores(Count(*(sum(column) for column in zip(*picked, strict=True))))[2])
    values.sort()
    return values[int(0.025 * SAMPLES)], values[int(0.975 * SAMPLES) - 1]


class Sentence:
    """One annotated sentence, its text taken from the folder of texts."""

    def __init__(self, row: dict[str, Any], text: str) -> None:
        self.text = text
        self.gold = [Triple(tuple(p), role, tuple(a)) for p, role, a in row["roles"]]
        self.chains = [[(begin, end) for begin, end in chain] for chain in row.get("chains", ())]

    def count(self, read: Sequence[Triple]) -> dict[str, Count]:
        """The counts of each role."""
        pairs = match(self.gold, read, self.chains)
        right = Counter(g.role for g, _ in pairs)
        return {
            role: Count(right[role], sum(r.role == role for r in read), sum(g.role == role for g in self.gold)) for role in ROLES
        }

    def faults(self, read: Sequence[Triple]) -> list[str]:
        """What was missed and what is spurious, in words."""
        pairs = match(self.gold, read, self.chains)
        missed = [g for g in self.gold if all(g is not pair[0] for pair in pairs)]
        spurious = [r for r in read if all(r is not pair[1] for pair in pairs)]
        return [f"  {sign} {self.text[slice(*t.predicate)]} –{t.role}→ {self.text[slice(*t.argument)]}" for sign, group in
                (("missed  ", missed), ("spurious", spurious)) for t in group]


def sentences(texts: Path) -> list[Sentence]:
    """The annotated sentences. Raises SystemExit where a text is not the annotated one."""
    rows = [json.loads(line) for line in GOLD.read_text(encoding="utf-8").splitlines()]
    reports: dict[tuple[str, str], str] = {}
    for file in sorted({row["file"] for row in rows}):
        for line in (texts / file).read_text(encoding="utf-8").splitlines():
            report = json.loads(line)
            reports[file, report["id"]] = report["text"]
    out = []
    for row in rows:
        text = reports.get((row["file"], row["report"]), "")[row["start"] : row["end"]]
        if hashlib.sha256(text.encode()).hexdigest() != row["sha256"]:
            raise SystemExit(f"{row['file']}, {row['report']}, {row['start']}–{row['end']}: not the text that was annotated")
        out.append(Sentence(row, text))
    return out


def line(name: str, counts: Sequence[Count]) -> str:
    total = Count(*(sum(column) for column in zip(*counts, strict=True)))
    precision, recall, f1 = (100 * share for share in scores(total))
    low, high = (100 * share for share in interval(counts))
    return (
        f"{name:16} right {total.right:4} read {total.read:4} gold {total.gold:4}   "
        f"P {precision:5.1f}  R {recall:5.1f}  F1 {f1:5.1f} [{low:.1f}–{high:.1f}]"
    )


def overall(by_role: Sequence[dict[str, Count]]) -> list[Count]:
    return [Count(*(sum(column) for column in zip(*roles.values(), strict=True))) for roles in by_role]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("texts", type=Path)
    parser.add_argument("--language", metavar="NAME", help="an installed spaCy pipeline; the shipped one if left out")
    parser.add_argument("-v", "--verbose", action="store_true", help="print the misses and what is spurious")
    options = parser.parse_args()
    gold = sentences(options.texts)
    docs: list[Doc] = list(load(options.language).pipe(s.text for s in gold))
    read = [triples(tree(doc, known_verbs(), known_nouns())) for doc in docs]
    if options.verbose:
        for number, (sentence, found) in enumerate(zip(gold, read, strict=True), 1):
            faults = sentence.faults(found)
            if faults:
                print("\n".join([f"{number}: {sentence.text}", *faults]))
    by_role = [s.count(found) for s, found in zip(gold, read, strict=True)]
    for role in ROLES:
        print(line(role, [counts[role] for counts in by_role]))
    print(line("all", overall(by_role)))
    plain = [s.count(triples(tree(doc))) for s, doc in zip(gold, docs, strict=True)]
    print(line("without repairs", overall(plain)))


if __name__ == "__main__":
    main()
