"""Did it happen? The status of verbs against human judgements from -3 (certainly did not) to 3 (certainly did).

    python benchmarks/factuality.py FOLDER                the figures of each corpus, confusion tables, the worst misses
    python benchmarks/factuality.py FOLDER --sample 300   on a fixed sample of sentences

FOLDER holds the corpora as JSON lines. A judgement past 1 is *happened*, below -1 *did not*, between them *open*. Only verbs that
head a proposition (or are its copula) are judged; coverage says how many those are.

Statuses are held against the judgements in two ways. *As it stands*: occurred and ongoing are happened, negated is did not, the
rest is open. *By the question asked*: the annotators of UDS-IH2 were asked whether the event had happened, so an order, a plan, a
wish, a condition or an ability ("Buy one", "will buy", "hopes to buy", "if you buy", "can buy") is answered with did not: it had
not. What may have been, or may be so ("probably bought", "if he bought", "seems to buy"), stays open. RP asks what may be inferred:
as it stands.
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
from foreigndesk.reading.factuality import ACTUAL, AHEAD, Factuality
from foreigndesk.reading.vocabulary import event_nouns, known_nouns, known_verbs

CLASSES = ("happened", "did not", "open")
VALUES = {"happened": 3.0, "did not": -3.0, "open": 0.0}  # how far a miss is off
WISHED = frozenset({"possible.want"})
SEEMING = frozenset({"possible.seem", "possible.believe"})
SEED = 5


@dataclass(frozen=True)
class Judged:
    """One verb: the class that people gave it and the class that its status stands for."""

    text: str
    word: str
    label: float
    gold: str
    given: str
    answered: str  # by the question that the annotators were asked
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
            answered = "did not" if given == "open" and unrealised(g, statuses, head) else given
            label = target["label"]
            out.append(Judged(row["text"], t.words[i], label, class_of(label), given, answered, _cause(t, g, head, status)))
    return out, verbs, others


def unrealised(g: Graph, statuses: Factuality, head: int) -> bool:
    """Whether a verb tells what lies ahead of its clause, or what somebody would, could or hopes to do: not what may be so."""
    p = g[head]
    above = g.get(p.parent) if p.parent is not None else None
    found = statuses.signature(p, above) if above is not None and p.link == "comp" else None
    attitude = found.id if found is not None else ""
    if statuses.status(head) in AHEAD:
        return True
    if p.tense == "past" or p.perfect or attitude in SEEMING:
        return False
    return p.tense != "present" or p.modal is not None or p.conditional is not None or attitude in WISHED


def _cause(t: Tree, g: Graph, head: int, status: str) -> str:
    """What the status may rest on: the verb's own grammar or the predicate above."""
    p = g[head]
    own = "negated" if p.negated else f"modal {p.modal}" if p.modal else f"conditional {p.conditional}" if p.conditional else ""
    form = own or ("infinitive" if p.infinitive else p.tense)
    above = f" {p.link} of {g[p.parent].lemma}" if p.parent is not None else " main clause"
    return f"{status}: {form},{above}"


def share(judged: list[Judged], answers: list[str]) -> float:
    """How many of the judgements the answers meet, in per cent."""
    return 100 * sum(j.gold == answer for j, answer in zip(judged, answers, strict=True)) / max(1, len(judged))


def table(judged: list[Judged], answers: list[str]) -> str:
    """The confusion of what people said and what the statuses say."""
    confusion = Counter((j.gold, answer) for j, answer in zip(judged, answers, strict=True))
    lines = [f"  {'gold / given':14}" + "".join(f"{c:>10}" for c in CLASSES)]
    lines += [f"  {gold:14}" + "".join(f"{confusion[gold, given]:>10}" for given in CLASSES) for gold in CLASSES]
    return "\n".join(lines)


def show(name: str, judged: list[Judged], verbs: int, others: int, worst: int) -> None:
    print(f"{name}: coverage {100 * len(judged) / max(1, verbs):.1f} % of {verbs} verbs ({others} other words)")
    plain, asked = [j.given for j in judged], [j.answered for j in judged]
    for how, answers in (("as it stands", plain), ("by the question asked", asked)):
        print(f"  accuracy {how} {share(judged, answers):.1f} %")
        print(table(judged, answers))
    happened = sum((j.gold == "happened") == (j.given == "happened") for j in judged)
    print(f"  happened or not {100 * happened / max(1, len(judged)):.1f} %")
    missed = [j for j in judged if j.gold != j.answered]
    causes = Counter((j.gold, j.cause) for j in missed)
    print(f"  {len(missed)} misses by the question asked; the commonest causes")
    for (gold, cause), n in causes.most_common(worst // 2):
        print(f"  {n:4}  {gold}, read as {cause}")
    farthest = sorted(missed, key=lambda j: (-abs(j.label - VALUES[j.answered]), j.text, j.word))[:worst]
    print(f"  the {len(farthest)} worst by cause")
    told = None
    for j in sorted(farthest, key=lambda j: (-causes[j.gold, j.cause], j.gold, j.cause)):
        if told != (j.gold, j.cause):
            told = j.gold, j.cause
            print(f"        {j.gold}, read as {j.cause}")
        print(f"        {j.label:5.2f} [{j.word}] {j.text[:200]}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--sample", type=int, help="how many sentences of each corpus")
    parser.add_argument("--worst", type=int, default=50, help="how many misses to name")
    options = parser.parse_args()
    reader = Reader()
    for path in sorted(options.folder.glob("*.jsonl")):
        show(path.stem, *judge(reader, load(path, options.sample)), options.worst)


if __name__ == "__main__":
    main()
