"""Scores of a pipeline on the held-out test files.

    python training/evaluate.py PIPELINE TREEBANKS [--texts N] [--part dev]

PIPELINE is an installed spaCy pipeline or a folder of weights as export.py writes it.
Each treebank is parsed twice: with its own tokens ("gold"), and from its text alone ("raw"), where a word that is cut
otherwise is a miss in every column. LAS counts punctuation, and relations without their
subtypes; names count where both ends and the label are right. ``--texts`` takes the first N texts of each file, for a quick look.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any

import spacy
from spacy.language import Language
from spacy.scorer import Scorer
from spacy.tokens import Doc, Token
from spacy.training import Example

from corpus import name_docs, tree_docs
from foreigndesk.language import component as component  # registers the factory

NEWS = {"PUD": "n", "GUM": "GUM_news"}  # how the ids of news begin
COLUMNS = ("UPOS", "LAS", "lemma", "sentence F1")


def blank(nlp: Language, gold: Doc) -> Doc:
    """The words of a text without their annotation."""
    return Doc(nlp.vocab, words=[token.text for token in gold], spaces=[bool(token.whitespace_) for token in gold])


def tree_scores(nlp: Language, golds: list[Doc], *, raw: bool) -> list[float]:
    """What COLUMNS name, in percent.

    LAS as in the CoNLL 2018 shared task: head and universal relation right, subtypes aside, punctuation counted. On raw text
    only the tokens that both sides cut alike can be right, and all gold tokens count.
    """
    given: Iterable[Doc] = (nlp.make_doc(gold.text) if raw else blank(nlp, gold) for gold in golds)
    right = dict.fromkeys(("pos", "tree", "lemma"), 0)
    total = starts = found = both = 0
    for gold, doc in zip(golds, nlp.pipe(given), strict=True):
        here = {(t.idx, t.idx + len(t)): t for t in doc if not t.is_space}
        for token in gold:
            if token.is_space:
                continue
            total += 1
            other = here.get((token.idx, token.idx + len(token)))
            if other is None:
                continue
            right["pos"] += token.pos_ == other.pos_
            right["lemma"] += token.lemma_ == other.lemma_
            same_head = (token.head.idx, len(token.head)) == (other.head.idx, len(other.head))
            right["tree"] += same_head and universal(token) == universal(other)
        gold_starts = {s.start_char + len(s.text) - len(s.text.lstrip()) for s in gold.sents}
        own_starts = {s.start_char + len(s.text) - len(s.text.lstrip()) for s in doc.sents}
        starts, found, both = starts + len(gold_starts), found + len(own_starts), both + len(gold_starts & own_starts)
    return [100 * right[key] / total for key in ("pos", "tree", "lemma")] + [200 * both / (starts + found)]


def universal(token: Token) -> str:
    """A relation without its subtype."""
    return token.dep_.partition(":")[0].lower()


def name_scores(nlp: Language, golds: list[Doc]) -> dict[str, Any]:
    """Precision, recall and F1 of names, in all and by label."""
    docs = nlp.pipe([nlp.make_doc(gold.text) for gold in golds])
    return Scorer.score_spans([Example(doc, gold) for doc, gold in zip(docs, golds, strict=True)], "ents")


def treebanks(nlp: Language, folder: Path, part: str, count: int | None) -> Iterator[tuple[str, list[Doc]]]:
    """The texts of each treebank; of PUD, half of which is news, and of GUM the news apart too."""
    for file in sorted(folder.glob(f"*-{part}.conllu.gz")):
        name = file.name.split("-")[0]
        yield name, list(islice(tree_docs(nlp.vocab, file), count))
        if name in NEWS:
            yield f"{name} news", list(islice(tree_docs(nlp.vocab, file, NEWS[name]), count))


def loaded(pipeline: str) -> Language:
    """The pipeline of that name, or the component over that folder of weights."""
    if not (Path(pipeline) / "words.onnx").exists():
        return spacy.load(pipeline)
    nlp = spacy.blank("en")
    nlp.add_pipe("foreigndesk_language", config={"weights": pipeline})
    return nlp


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("pipeline")
    parser.add_argument("treebanks", type=Path)
    parser.add_argument("--part", choices=["dev", "test"], default="test")
    parser.add_argument("--texts", type=int, metavar="N")
    args = parser.parse_args()
    nlp = loaded(args.pipeline)
    print(f"{'treebank':<16}{'tokens':<8}" + "".join(f"{column:>13}" for column in COLUMNS))
    for name, golds in treebanks(nlp, args.treebanks / "ud", args.part, args.texts):
        for raw in (False, True):
            scores = tree_scores(nlp, golds, raw=raw)
            figures = "".join(f"{score:>13.1f}" for score in scores)
            print(f"{name:<16}{'raw' if raw else 'gold':<8}{figures}", flush=True)
    print(f"\n{'names':<16}{'precision':>11}{'recall':>11}{'F1':>11}   F1 by label")
    for file in sorted((args.treebanks / "ner").glob(f"*-{args.part}.jsonl.gz")):
        scores = name_scores(nlp, list(islice(name_docs(nlp, file), args.texts)))
        labels = ", ".join(f"{label} {100 * one['f']:.1f}" for label, one in sorted(scores["ents_per_type"].items()))
        whole = "".join(f"{100 * scores[f'ents_{part}']:>11.1f}" for part in "prf")
        print(f"{file.name.removesuffix('-test.jsonl.gz'):<16}{whole}   {labels}", flush=True)


if __name__ == "__main__":
    main()
