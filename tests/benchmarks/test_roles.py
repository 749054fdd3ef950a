"""The scorer of roles: which read triple answers a gold one, what counts as a triple, and the figures."""

from __future__ import annotations

import hashlib
import importlib.util
import json
import sys
from pathlib import Path
from types import ModuleType

import pytest
import spacy
from spacy.tokens import Doc

from foreigndesk.propositions.tree import tree

Words = tuple[int, int]
Row = tuple[Words, str, Words]
VOCAB = spacy.blank("en").vocab


@pytest.fixture(scope="module")
def scorer() -> ModuleType:
    spec = importlib.util.spec_from_file_location("benchmark_roles", Path(__file__).parents[2] / "benchmarks" / "roles.py")
    assert spec is not None
    assert spec.loader is not None
    module = sys.modules[spec.name] = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


A, B, C, D = (0, 3), (4, 9), (10, 14), (15, 20)
# (why, gold, read, chains, how many pairs)
MATCHES: list[tuple[str, list[Row], list[Row], list[list[Words]], int]] = [
    ("the same", [(B, "subject", A)], [(B, "subject", A)], [], 1),
    ("another role", [(B, "subject", A)], [(B, "object", A)], [], 0),
    ("another word", [(B, "subject", A)], [(B, "subject", C)], [], 0),
    ("a word cut otherwise", [(B, "subject", A)], [((4, 6), "subject", (1, 3))], [], 1),
    ("a word of the argument's chain", [(B, "subject", A)], [(B, "subject", C)], [[A, C]], 1),
    ("a word of the predicate's chain", [(B, "subject", A)], [(D, "subject", A)], [[B, D]], 1),
    ("each gold triple once", [(B, "subject", A)], [(B, "subject", A), (B, "subject", C)], [[A, C]], 1),
    ("each read triple once", [(B, "subject", A), (B, "subject", C)], [(B, "subject", A)], [[A, C]], 1),
    ("the word itself before its chain", [(B, "object", A), (B, "object", C)], [(B, "object", A), (B, "object", D)], [[A, C], [C, D]], 2),
]


@pytest.mark.parametrize(("why", "gold", "read", "chains", "pairs"), MATCHES, ids=[case[0] for case in MATCHES])
def test_match(scorer: ModuleType, why: str, gold: list[Row], read: list[Row], chains: list[list[Words]], pairs: int) -> None:
    found = scorer.match([scorer.Triple(*g) for g in gold], [scorer.Triple(*r) for r in read], chains)
    assert len(found) == pairs


# (sentence as word/POS/TAG/relation/head, its triples)
TRIPLES = [
    ("Chad/PROPN/NNP/nsubj/1 fled/VERB/VBD/ROOT/1", ["fled subject Chad"]),
    ("Chad/PROPN/NNP/nsubj/1 gave/VERB/VBD/ROOT/1 Mali/PROPN/NNP/iobj/1 tanks/NOUN/NNS/obj/1",
     ["gave object Mali", "gave object tanks", "gave subject Chad"]),
    ("Mali/PROPN/NNP/nsubj:pass/2 was/AUX/VBD/aux:pass/2 bombed/VERB/VBN/ROOT/2 by/ADP/IN/case/4 Chad/PROPN/NNP/obl:agent/2",
     ["bombed agent Chad", "bombed object Mali"]),
    ("Chad/PROPN/NNP/nsubj/2 is/AUX/VBZ/cop/2 glad/ADJ/JJ/ROOT/2", ["glad subject Chad"]),
    ("Chad/PROPN/NNP/nsubj/1 wants/VERB/VBZ/ROOT/1 to/PART/TO/mark/3 flee/VERB/VB/xcomp/1",
     ["wants complement flee", "wants subject Chad", "flee subject Chad"]),
    ("Chad/PROPN/NNP/nsubj/1 made/VERB/VBD/ROOT/1 it/PRON/PRP/obj/1 public/ADJ/JJ/xcomp/1", ["made object it", "made subject Chad"]),
    ("the/DET/DT/det/1 attack/NOUN/NN/nsubj/2 failed/VERB/VBD/ROOT/2", ["failed subject attack"]),
]


@pytest.mark.parametrize(("marked", "expected"), TRIPLES)
def test_triples(scorer: ModuleType, marked: str, expected: list[str]) -> None:
    words, pos, tags, deps, heads = zip(*(token.split("/") for token in marked.split()), strict=True)
    doc = Doc(
        VOCAB, words=list(words), pos=list(pos), tags=list(tags), deps=list(deps), heads=[int(h) for h in heads],
        lemmas=[w.lower() for w in words],
    )
    found = [f"{doc.text[slice(*p)]} {role} {doc.text[slice(*a)]}" for p, role, a in scorer.triples(tree(doc))]
    assert sorted(found) == sorted(expected)


def test_scores(scorer: ModuleType) -> None:
    assert scorer.scores(scorer.Count(3, 4, 6)) == pytest.approx((0.75, 0.5, 0.6))
    assert scorer.scores(scorer.Count(0, 0, 0)) == (0.0, 0.0, 0.0)


def test_the_interval_is_seeded_and_holds_the_figure(scorer: ModuleType) -> None:
    counts = [scorer.Count(k % 2, 1, 1) for k in range(100)]
    low, high = scorer.interval(counts)
    assert 0.35 < low < 0.5 < high < 0.65
    assert scorer.interval(counts) == (low, high)


def test_texts_are_checked(scorer: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    row = {"file": "a.jsonl", "report": "r1", "start": 2, "end": 12, "roles": [[[5, 9], "subject", [0, 4]]]}
    gold = tmp_path / "roles.jsonl"
    gold.write_text(json.dumps(row | {"sha256": hashlib.sha256(b"Chad fled.").hexdigest()}))
    monkeypatch.setattr(scorer, "GOLD", gold)
    (tmp_path / "a.jsonl").write_text(json.dumps({"id": "r1", "text": "- Chad fled."}))
    [sentence] = scorer.sentences(tmp_path)
    assert sentence.text == "Chad fled."
    assert sentence.faults([]) == ["  missed   fled –subject→ Chad"]
    (tmp_path / "a.jsonl").write_text(json.dumps({"id": "r1", "text": "- Mali fled."}))
    with pytest.raises(SystemExit, match="r1, 2–12: not the text that was annotated"):
        scorer.sentences(tmp_path)
