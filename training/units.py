"""Treebanks and name corpora as training units: a paragraph's words with all that is known of them.

A unit is part of one paragraph, cut between sentences. Names that are annotated over a treebank's own texts (UNER over
EWT, GUM over GUM) are joined to its trees, so that one pass teaches both.
"""

from __future__ import annotations

import gzip
import json
import random
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import spacy

from corpus import name_docs, sentences, words_of
from foreigndesk.language.scripts import apply, script
from foreigndesk.language.sentences import starts

NAMES_OF = {"EWT": "uner", "GUM": "gum"}
NAME_TAGS = ["O"] + [f"{side}-{label}" for label in ("PER", "ORG", "LOC", "NORP") for side in "BI"]
COLUMNS = ("upos", "tag", "feats", "lemma", "label")
UNCHECKED = frozenset({"PROPN", "NUM", "PUNCT", "SYM", "X"})
RARE = 2  # scripts and feature bundles seen less often are not learnt


@dataclass(slots=True)
class Sentence:
    """Words, whether white space stands before each, and the annotation there is (``None`` where there is none)."""

    words: list[str]
    spaced: list[bool]
    heads: list[int] | None = None  # -1 at the root
    columns: dict[str, list[str]] = field(default_factory=dict)
    names: list[str] | None = None


Paragraph = list[Sentence]


def tree_paragraphs(path: Path) -> Iterator[Paragraph]:
    """The paragraphs of a CoNLL-U file; names too where its MISC column has ``Name=``."""
    paragraph: Paragraph = []
    for opens, rows in sentences(path):
        if opens and paragraph:
            yield paragraph
            paragraph = []
        words = words_of(rows)
        after = [space for _, space in words]
        columns = {
            "upos": [row[3] for row, _ in words],
            "tag": [row[4] for row, _ in words],
            "feats": [row[5] for row, _ in words],
            "lemma": [script(row[1], row[1] if row[2] == "_" else row[2]) for row, _ in words],
            "label": [row[7] for row, _ in words],
        }
        names = None
        if any("Name=" in row[9] for row, _ in words) or path.name.startswith("news"):
            names = [dict(p.split("=", 1) for p in row[9].split("|") if "=" in p).get("Name", "O") for row, _ in words]
        heads = [int(row[6]) - 1 for row, _ in words]
        paragraph.append(Sentence([row[1] for row, _ in words], [True, *after[:-1]], heads, columns, names))
    if paragraph:
        yield paragraph


def add_names(paragraphs: list[Paragraph], path: Path) -> None:
    """Names of another file over the same texts in the same order, matched by their characters."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        records = [json.loads(line) for line in lines]
    stream, tags = "", []
    for record in records:
        begins = [0] * (len(record["text"]) + 1)
        for start, end, label in record["entities"]:
            for at in range(start, end):
                begins[at] = NAME_TAGS.index(("B-" if at == start else "I-") + label)
        for at, char in enumerate(record["text"]):
            if not char.isspace():
                stream += char
                tags.append(begins[at])
    here = 0
    for sentence in (sentence for paragraph in paragraphs for sentence in paragraph):
        text = "".join("".join(word.split()) for word in sentence.words)
        at = stream.find(text, here, here + 20_000)
        if at < 0:
            continue
        here = at + len(text)
        sentence.names, size = [], at
        for word in sentence.words:
            sentence.names.append(NAME_TAGS[tags[size]])
            size += len("".join(word.split()))


def name_paragraphs(nlp: spacy.Language, path: Path) -> Iterator[Paragraph]:
    """The texts of a name corpus, a paragraph a line of theirs, sentences by rule."""
    for doc in name_docs(nlp, path):
        begins = starts(doc)
        paragraph: Paragraph = []
        tags = ["O"] * len(doc)
        for span in doc.ents:
            for i in range(span.start, span.end):
                tags[i] = ("B-" if i == span.start else "I-") + span.label_
        space = True
        for token in doc:
            if token.is_space:
                if "\n" in token.text and paragraph:
                    yield paragraph
                    paragraph = []
                space = True
                continue
            if begins[token.i] or not paragraph:
                paragraph.append(Sentence([], [], names=[]))
            last = paragraph[-1]
            assert last.names is not None
            last.words.append(token.text)
            last.spaced.append(space)
            last.names.append(tags[token.i])
            space = bool(token.whitespace_)
        if paragraph:
            yield paragraph


def corpora(treebanks: Path, part: str, extra: Iterable[Path] = ()) -> list[Paragraph]:
    """All paragraphs of a part (train or dev), those of ``extra`` files included."""
    nlp = spacy.blank("en")
    out: list[Paragraph] = []
    for bank, names in NAMES_OF.items():
        paragraphs = list(tree_paragraphs(treebanks / "ud" / f"{bank}-{part}.conllu.gz"))
        add_names(paragraphs, treebanks / "ner" / f"{names}-{part}.jsonl.gz")
        out += paragraphs
    for name in {"train": ["gmb4-train", "re3d-open"], "dev": ["gmb4-dev"]}[part]:
        out += name_paragraphs(nlp, treebanks / "ner" / f"{name}.jsonl.gz")
    for path in extra:
        out += tree_paragraphs(path)
    return out


def inventories(paragraphs: list[Paragraph]) -> dict[str, list[str]]:
    """The labels of each column, the commonest first."""
    out = {}
    for column in COLUMNS:
        counts = Counter(value for p in paragraphs for s in p for value in s.columns.get(column, ()))
        least = RARE if column in ("feats", "lemma") else 1
        out[column] = [value for value, count in sorted(counts.items(), key=lambda kv: (-kv[1], kv[0])) if count >= least]
    return out


def lemmas(paragraphs: list[Paragraph]) -> list[str]:
    """The lemmas of words that inflect or stand alone, lower case, sorted: what a lemma is checked against."""
    found = set()
    for sentence in (s for p in paragraphs for s in p if s.columns):
        for word, edit, upos in zip(sentence.words, sentence.columns["lemma"], sentence.columns["upos"], strict=True):
            if upos not in UNCHECKED:
                found.add(apply(edit, word).lower())
    return sorted(found)


def cut(paragraph: Paragraph, size: int, rng: random.Random | None = None) -> Iterator[Paragraph]:
    """A paragraph in parts of at most ``size`` words (a longer sentence stays whole), at random shorter ones."""
    limit = size if rng is None or rng.random() < 0.5 else rng.randint(1, size)
    part: Paragraph = []
    for sentence in paragraph:
        if part and sum(len(s.words) for s in part) + len(sentence.words) > limit:
            yield part
            part = []
        part.append(sentence)
    if part:
        yield part
