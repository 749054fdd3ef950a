"""Did it happen? The status of verbs against human judgements from -3 (certainly did not) to 3 (certainly did).

    python benchmarks/factuality.py FOLDER                the figures of both corpora, a confusion table, the worst misses
    python benchmarks/factuality.py FOLDER --sample 300   on a fixed sample of sentences

FOLDER holds ``uds_ih2_dev.jsonl`` and ``rp_dev.jsonl``. A judgement past 1 is *happened*, below -1 *did not*, between them
*open*. UDS asked only whether the event happened: one figure takes all that did not, or has not yet, as one. Only verbs that
head a proposition (or are its copula) are judged; coverage says how many those are.
"""

from __future__ import annotations

import argparse
import json
import random
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from foreigndesk.propositions.graph import Graph, graph
from foreigndesk.propositions.tree import Tree, tree
from foreigndesk.reader import Reader
from foreigndesk.reading.factuality import ACTUAL, Factuality
from foreigndesk.reading.vocabulary import event_nouns, known_nouns, known_verbs

CORPORA = ("uds_ih2_dev.jsonl", "rp_dev.jsonl")
CLASSES = ("happened", "did not", "open")
AHEAD = frozenset({"planned", "promised", "demanded", "threatened"})  # UDS asks "did it happen?": what lies ahead did not, so far
SEED = 5


@dataclass(frozen=True)
class Judged:
    """One verb: the class that people gave it and the class that its status stands for."""

    text: str
    word: str
    label: float
    gold: str
    given: str
    cause: str


def class_of(label: float) -> str:
    return "happened" if label > 1 else "did not" if label < -1 else "open"


def load(path: Path, sample: int | None) -> list[dict[str, Any]]:
    out = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    if sample is None or sample >= len(out):
        return out
    return [out[i] for i in sorted(random.Random(SEED).sample(range(len(out)), sample))]


def head_of(t: Tree, g: Graph, i: int) -> int | None:
    """The head of the proposition that a verb makes, itself or as its copula; None where no proposition covers it."""
    if i in g and g[i].kind == "verb":
        return i
    return t.heads[i] if t.deps[i] == "cop" and t.heads[i] in g and g[t.heads[i]].kind == "adjective" else None


def judge(reader: Reader, corpus: list[dict[str, Any]]) -> tuple[list[Judged], int, int]:
    """The verbs judged, how many there were, and how many judged words are no verbs."""
    out: list[Judged] = []
    verbs = others = 0
    for row, doc in zip(corpus, reader.nlp.pipe(row["text"] for row in corpus), strict=True):
        t = tree(doc, known_verbs(), known_nouns())
        g = graph(t, event_nouns())
        statuses = Factuality(t, g)
        starts = [0]
        for word in row["text"].split(" "):
            starts.append(starts[-1] + len(word) + 1)
        token_at = {start: i for i, start in enumerate(t.starts)}
        for target in row["targets"]:
            i = token_at.get(starts[target["span1"][0]])
            if i is None or t.pos[i] not in {"VERB", "AUX"}:
                others += 1
                continue
            verbs += 1
            head = head_of(t, g, i)
            if head is None:
                continue
            status = statuses.status(head)
            given = "happened" if status in ACTUAL else "did not" if status == "negated" else "open"
            out.append(Judged(row["text"], t.words[i], target["label"], class_of(target["label"]), given, _cause(t, g, head, status)))
    return out, verbs, others


def _cause(t: Tree, g: Graph, head: int, status: str) -> str:
    """What the status may rest on: the verb's own grammar or the predicate above."""
    p = g[head]
    own = "negated" if p.negated else f"modal {p.modal}" if p.modal else f"conditional {p.conditional}" if p.conditional else ""
    form = own or ("infinitive" if p.infinitive else p.tense)
    above = f" {p.link} of {g[p.parent].lemma}" if p.parent is not None else " main clause"
    return f"{status}: {form},{above}"


def show(name: str, judged: list[Judged], verbs: int, others: int, worst: int) -> None:
    right = sum(j.gold == j.given for j in judged)
    ahead = sum(j.gold == j.given or (j.gold == "did not" and j.cause.partition(":")[0] in AHEAD) for j in judged)
    covered = 100 * len(judged) / verbs
    print(f"{name}: accuracy {100 * right / len(judged):.1f} %, coverage {covered:.1f} % of {verbs} verbs ({others} other words)")
    print(f"  where what is only planned, promised, demanded or threatened counts as not happened {100 * ahead / len(judged):.1f} %")
    asked = sum((j.gold == "happened") == (j.given == "happened") for j in judged)
    print(f"  happened or not, as the annotators were asked: {100 * asked / len(judged):.1f} %")
    confusion = Counter((j.gold, j.given) for j in judged)
    print(f"  {'gold / given':14}" + "".join(f"{c:>10}" for c in CLASSES))
    for gold in CLASSES:
        print(f"  {gold:14}" + "".join(f"{confusion[gold, given]:>10}" for given in CLASSES))
    missed = [j for j in judged if j.gold != j.given]
    causes = Counter((j.gold, j.cause) for j in missed)
    for (gold, cause), n in causes.most_common(worst // 2):
        print(f"  {n:4}  {gold}, read as {cause}")
    ranked = sorted(missed, key=lambda j: (-causes[j.gold, j.cause], -abs(j.label), j.text, j.word))
    for j in ranked[:worst]:
        print(f"  {j.label:5.2f} {j.given:9} [{j.word}] ({j.cause}) {j.text[:200]}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--sample", type=int, help="how many sentences of each corpus")
    parser.add_argument("--worst", type=int, default=50, help="how many misses to name")
    options = parser.parse_args()
    reader = Reader()
    for name in CORPORA:
        show(name, *judge(reader, load(options.folder / name, options.sample)), options.worst)


if __name__ == "__main__":
    main()
