"""The open PLOVER relations: which root code the record gives a pair of source and target, and what neutral sentences give.

    python benchmarks/plover.py EXAM                the figures, a confusion table, the misses by cause
    python benchmarks/plover.py EXAM --sample 300   on a fixed sample, to save time
    python benchmarks/plover.py EXAM --worst 50     and how many misses to name

EXAM is the folder that holds ``score_corpus.py`` and ``corpora/plover``. The scorer's own choice of an event for a pair
is followed; the table and the causes say why a pair was missed. Neutral sentences ought to give no material event; the gold goes
by the main verb alone (a comment, a denial, a claim, an appeal), so a sentence may be neutral and still tell of an act that took
place, is denied or is asked for: the second figure counts only what is told as having happened.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import random
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from types import ModuleType
from typing import Any

from foreigndesk.model import Report
from foreigndesk.reader import Reader
from foreigndesk.rows import rows

MATERIAL = frozenset({"AID", "COOPERATE", "SANCTION", "COERCE", "PROTEST", "MOBILIZE", "ASSAULT"})
SEED = 5
SIDE = 2.0  # what the scorer gives a party on its own side …
EITHER = 0.5  # … and on whichever side it stands
LEAST = 0.4  # an event that touches neither party does not count

Row = dict[str, Any]
Record = dict[str, Any]


@dataclass
class Judged:
    """One pair with the codes that the record gives it."""

    gold: Row
    want: str
    codes: list[str] = field(default_factory=list)
    cause: str = "right"
    events: list[Row] = field(default_factory=list)

    @property
    def share(self) -> float:
        """How much of the vote is right."""
        return self.codes.count(self.want) / len(self.codes) if self.codes else 0.0


def module(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location(path.stem, path)
    assert spec is not None
    assert spec.loader is not None
    out = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(out)
    return out


def load(path: Path, sample: int | None) -> list[Row]:
    """The rows of a corpus, or a fixed sample of them in the order of the file."""
    out = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    if sample is None or sample >= len(out):
        return out
    return [out[i] for i in sorted(random.Random(SEED).sample(range(len(out)), sample))]


def records(reader: Reader, texts: Iterable[tuple[str, str]]) -> Iterator[tuple[str, Record]]:
    """The record of each text under the key that the scorer looks for."""
    wanted = dict(texts)
    for reading in reader.read_many(Report(key, text) for key, text in wanted.items()):
        out: Record = defaultdict(list)
        for row in json.loads(json.dumps(list(rows(reading, reader={})))):
            if row["kind"] == "report":
                out["report"] = row
            else:
                out[row["kind"]].append(row)
        yield reading.report.id, out


def party(marked: str, tag: str) -> tuple[int, int] | None:
    """Where a marked party stands in the unmarked sentence."""
    found = re.search(rf"<{tag}>(.*?)</{tag}>", marked)
    if found is None:
        return None
    begin = len(re.sub(r"</?[st]>", "", marked[: found.start()]))
    return begin, begin + len(re.sub(r"</?[st]>", "", found.group(1)))


def judge(score: ModuleType, gold: Row, record: Record) -> Judged:
    """The codes of the events that touch the pair best, and the cause where they are wrong."""
    want = score.PLOVER_OLD.get(gold["root"], gold["root"])
    out = Judged(gold, score.YIELD.get(want, want))
    place = score.shift(record, gold["sentence"])
    actors = {a["id"]: a for a in record["actor"]}
    source, target = party(gold["marked"], "s"), party(gold["marked"], "t")

    def touches(ids: list[str], span: tuple[int, int] | None) -> bool:
        mentions = [place(*m) for i in ids for m in actors.get(i, {}).get("mentions", ())]
        return span is not None and any(m and score.overlap(m, span) for m in mentions)

    best = LEAST
    for event in record["event"]:
        both = [*event["actors"], *event["recipients"]]
        value = SIDE * (touches(event["actors"], source) + touches(event["recipients"], target))
        value += EITHER * (touches(both, source) + touches(both, target))
        if value > best:
            best, out.events = value, [event]
        elif value == best and out.events:
            out.events.append(event)
    out.codes = [score.intent(e) for e in out.events]
    if out.share < 1.0:
        out.cause = _cause(score, out, record)
    return out


def _cause(score: ModuleType, judged: Judged, record: Record) -> str:
    every = record["event"]
    if not every:
        return "no event in the sentence"
    if not judged.events:
        return "no event touches the pair"
    if judged.want in judged.codes:
        return "right, and another as well"
    if any(score.YIELD.get(e["type"], e["type"]) == judged.want for e in judged.events):
        return "right type, its status gives another code"
    if any(score.intent(e) == judged.want for e in every):
        return "right code in the sentence, its sides miss the pair"
    if {"AGREE", "REQUEST", "THREATEN"} & set(judged.codes) and not {e["type"] for e in judged.events} & set(judged.codes):
        return "coded by a status that is wrong"
    return "another type"


def figures(judged: list[Judged]) -> tuple[float, float, Counter[tuple[str, str]]]:
    """Root macro-F1, accuracy and the confusion of wanted and given codes; a tie shares its vote."""
    confusion: Counter[tuple[str, str]] = Counter()
    for j in judged:
        for code in j.codes or ["NONE"]:
            confusion[j.want, code] += 1 / max(1, len(j.codes))  # type: ignore[assignment]
    labels = sorted({want for want, _ in confusion})
    scores = []
    for label in labels:
        given = sum(n for (_, code), n in confusion.items() if code == label)
        gold = sum(n for (want, _), n in confusion.items() if want == label)
        right = confusion[label, label]
        scores.append(2 * right / (given + gold) if given + gold else 0.0)
    right = sum(n for (want, code), n in confusion.items() if want == code)
    return 100 * sum(scores) / len(scores), 100 * right / len(judged), confusion


def table(confusion: Counter[tuple[str, str]]) -> str:
    wanted = sorted({want for want, _ in confusion})
    given = [*sorted({code for _, code in confusion} - {"NONE"}), "NONE"]
    lines = [f"{'want / given':12}" + "".join(f"{code[:6]:>7}" for code in given)]
    for want in wanted:
        lines.append(f"{want:12}" + "".join(f"{confusion[want, code]:>7.1f}" if confusion[want, code] else f"{'.':>7}" for code in given))
    return "\n".join(lines)


def told(event: Row, actors: dict[str, str], text: str) -> str:
    sides = " > ".join(", ".join(actors.get(a, a) for a in event[side]) or "-" for side in ("actors", "recipients"))
    return f"{event['type']} {event['status']} [{text[slice(*event['trigger'])]}] {sides}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("exam", type=Path)
    parser.add_argument("--sample", type=int, help="how many rows of each corpus")
    parser.add_argument("--worst", type=int, default=50, help="how many misses to name")
    options = parser.parse_args()
    score = module(options.exam / "score_corpus.py")
    folder = options.exam / "corpora" / "plover"
    reader = Reader()
    gold = load(folder / "train.jsonl", options.sample)
    key = {g["id"]: "s" + str(abs(score.hash_text(g["sentence"]))) for g in gold}
    found = dict(records(reader, ((key[g["id"]], g["sentence"]) for g in gold)))
    judged = [judge(score, g, found[key[g["id"]]]) for g in gold]
    score.plover(gold, found)
    _, _, confusion = figures(judged)
    print(table(confusion))
    missed = sorted((j for j in judged if j.cause != "right"), key=lambda j: (j.cause, j.share, j.want, j.gold["id"]))
    causes = Counter(j.cause for j in missed)
    for cause, n in causes.most_common():
        print(f"{n:5}  {cause}")
        for j in [m for m in missed if m.cause == cause][: -(-options.worst * n // len(missed))]:
            record = found[key[j.gold["id"]]]
            names = {a["id"]: a["name"] for a in record["actor"]}
            print(f"       {j.want}: {j.gold['marked']}")
            for event in j.events or record["event"]:
                print(f"         {told(event, names, record['report']['text'])}")
    neutral(reader, load(folder / "quad_with_neutral.jsonl", None), options.sample, options.worst)


def neutral(reader: Reader, quad: list[Row], sample: int | None, worst: int) -> None:
    """How many neutral sentences give no material event."""
    texts = [row["sentence"] for row in quad if row["penta"] == 0][:sample]
    found = dict(records(reader, ((f"n{n}", text) for n, text in enumerate(texts))))
    material = {k: [e for e in record["event"] if e["type"] in MATERIAL] for k, record in found.items()}
    loud = [k for k in found if material[k]]
    actual = [k for k in loud if any(e["status"] in {"occurred", "ongoing"} for e in material[k])]
    print(f"neutral sentences without a material event {100 * (1 - len(loud) / len(found)):.1f} % of {len(found)}")
    print(f"  without one that is told as having happened {100 * (1 - len(actual) / len(found)):.1f} %")
    kinds = Counter(e["type"] for k in loud for e in material[k])
    print("  " + ", ".join(f"{kind} {n}" for kind, n in kinds.most_common()))
    for k in loud[:worst]:
        names = {a["id"]: a["name"] for a in found[k]["actor"]}
        text = found[k]["report"]["text"]
        print(f"  {text}\n      " + "; ".join(told(e, names, text) for e in material[k]))


if __name__ == "__main__":
    main()
