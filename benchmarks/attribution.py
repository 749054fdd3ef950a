"""Who says so: attribution against PolNeAR's development part, with a table of errors by cause.

    python benchmarks/attribution.py ATTRIBUTION                 all reports, all cues
    python benchmarks/attribution.py ATTRIBUTION --cues speech   speech alone
    python benchmarks/attribution.py ATTRIBUTION --reports 25    a fixed sample of that many
    python benchmarks/attribution.py ATTRIBUTION -v              and every attribution that was missed or is spurious

ATTRIBUTION is the exam's folder with ``dev.jsonl`` (Newell et al. 2018); its scorer, ``score_corpus.py``, stands two
folders above. PolNeAR counts thought and knowledge as attribution too, so that speech alone can't find all of it: its
gold tells no sorts, so ``--cues speech`` leaves out what we recorded of the others and nothing of the gold.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import random
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from types import ModuleType
from typing import Any, NamedTuple

from foreigndesk.intake import from_text
from foreigndesk.model import Offsets
from foreigndesk.reader import Reader
from foreigndesk.reading.cues import cues
from foreigndesk.rows import rows

SEED = 11
HALF = 0.5  # of the characters that either content covers, as the scorer asks
Gold = dict[str, Any]
Row = dict[str, Any]


class Error(NamedTuple):
    """Why an attribution was missed, or what is recorded without one; and the words."""

    cause: str
    words: str


def scorer(folder: Path) -> ModuleType:
    """The exam's own scorer."""
    file = folder.resolve().parents[1] / "score_corpus.py"
    spec = importlib.util.spec_from_file_location("score_corpus", file)
    if spec is None or spec.loader is None:
        raise SystemExit(f"{file}: no scorer there")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def statements(reader: Reader, gold: Sequence[Gold]) -> Iterator[list[Row]]:
    """The rows of each report, read as it stands."""
    reports = [
        from_text(g["text"], raw=True, id=g["id"], published=date.fromisoformat(g["date"][:10]) if g.get("date") else None)
        for g in gold
    ]
    for reading in reader.read_many(reports):
        yield json.loads(json.dumps(list(rows(reading, reader=reader.provenance))))


def characters(text: str, spans: Sequence[Sequence[int]]) -> set[int]:
    """The places of the letters and marks that spans cover."""
    return {i for a, b in spans for i in range(a, b) if not text[i].isspace()}


def shared(a: set[int], b: set[int]) -> float:
    """How much of what either covers both do, 0–1."""
    return len(a & b) / max(1, len(a | b))


def errors(g: Gold, said: Sequence[Row]) -> Iterator[Error]:
    """Every attribution that the scorer counts as missed, and every statement that answers none, with its cause."""
    text, left = g["text"], list(said)
    missed = []
    for a in attributions(g):
        want = characters(text, a.get("content") or [])
        hit = next(
            (s for s in left if shared(characters(text, s["content"]), want) >= HALF and (not a.get("source") or meets(s, a))),
            None,
        )
        if hit is None:
            missed.append((a, want))
        else:
            left.remove(hit)
    for a, want in missed:
        yield Error(cause(text, a, want, said), told(text, a))
    answered = [want for _, want in missed]
    for s in left:
        have = characters(text, s["content"])
        near = any(shared(have, want) >= 0.2 for want in answered)
        again = any(shared(have, characters(text, a.get("content") or [])) >= HALF for a in attributions(g)) and not near
        kind = "said twice" if again else "half right" if near else "nobody's: " + sort_of(text, [s["cue"]])
        yield Error(f"spurious, {kind}", told(text, {**s, "cue": [s["cue"]], "source": [s["speaker_span"]] if s["speaker_span"] else []}))


def meets(s: Row, a: Gold) -> bool:
    """Whether speaker and source share a letter."""
    span = s["speaker_span"]
    return bool(span) and any(span[0] < y and x < span[1] for x, y in a["source"])


def cause(text: str, a: Gold, want: set[int], said: Sequence[Row]) -> str:
    """Why no statement answers an attribution."""
    cue = a.get("cue") or []
    same = [s for s in said if shared(characters(text, s["content"]), want) >= HALF]
    if same:
        return "missed, speaker: none" if not any(s["speaker_span"] for s in same) else "missed, speaker: another"
    here = [s for s in said if any(s["cue"][0] < y and x < s["cue"][1] for x, y in cue)]
    if here:
        have = characters(text, here[0]["content"])
        if not have & want:
            return "missed, content: elsewhere"
        return "missed, content: too long" if len(have) > len(want) else "missed, content: too short"
    if not cue:
        return "missed, no cue in the gold"
    return "missed, no statement: " + sort_of(text, cue)


def sort_of(text: str, spans: Sequence[Sequence[int]]) -> str:
    """The sort of cue that some words are: of our cues, by form alone; unknown where none."""
    known = cues()
    words = [w.lower().strip(".,:;'’\"“”") for a, b in spans for w in text[a:b].split()]
    for word in words:
        for stem in forms(word):
            for table, name in ((known.verbs, "verb"), (known.nouns, "noun"), (known.adjectives, "adjective")):
                if stem in table:
                    return f"{table[stem].sort} {name}"
    return "according to" if "according" in words else "unknown cue"


def forms(word: str) -> Iterator[str]:
    """A word and what it may be a form of."""
    yield {"said": "say", "told": "tell", "thought": "think", "knew": "know", "saw": "see", "felt": "feel"}.get(word, word)
    for ending, instead in (("ies", "y"), ("ied", "y"), ("es", ""), ("s", ""), ("ed", ""), ("d", ""), ("ing", ""), ("ing", "e")):
        if word.endswith(ending):
            yield word.removesuffix(ending) + instead


def attributions(g: Gold) -> list[Gold]:
    """The gold attributions: of the first annotator where several worked."""
    found: list[Gold] = g.get("attributions") or g["annotations"][0]["attributions"]
    return found


def told(text: str, a: Gold) -> str:
    """Source, cue and content, on one line."""

    def words(spans: Sequence[Offsets]) -> str:
        return " … ".join(" ".join(text[x:y].split()) for x, y in spans)

    return f"[{words(a.get('source') or [])}] [{words(a.get('cue') or [])}] {words(a.get('content') or [])[:160]}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("attribution", type=Path)
    parser.add_argument("--cues", choices=("all", "speech"), default="all", help="which of our statements count")
    parser.add_argument("--reports", type=int, metavar="N", help="a fixed sample of N reports")
    parser.add_argument("-v", "--verbose", action="store_true", help="name each error")
    args = parser.parse_args()
    score = scorer(args.attribution)
    gold: list[Gold] = score.load(args.attribution / "dev.jsonl")
    if args.reports:
        gold = random.Random(SEED).sample(gold, args.reports)
    records: dict[str, defaultdict[str, list[Row]]] = {}
    causes: Counter[str] = Counter()
    examples: list[Error] = []
    for g, report in zip(gold, statements(Reader(cues=args.cues), gold), strict=True):
        record: defaultdict[str, Any] = defaultdict(list)
        for row in report[1:]:
            record[row["kind"]].append(row)
        record["report"] = report[0]
        records[g["id"]] = record
        found = list(errors(g, record["statement"]))
        causes.update(e.cause for e in found)
        examples += found
    score.attribution(gold, records)
    print()
    for name, count in sorted(causes.items(), key=lambda x: (x[0].split(",")[0], -x[1], x[0])):
        print(f"{name:44} {count:5}")
    if args.verbose:
        for e in sorted(examples):
            print(f"{e.cause} :: {e.words}")


if __name__ == "__main__":
    main()
