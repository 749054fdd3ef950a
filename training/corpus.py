"""Treebanks (CoNLL-U) and name corpora (JSON lines of text with labelled character spans) as spaCy Docs.

Sentences are joined to texts with their paragraphs kept, as the reader will see them.
"""

from __future__ import annotations

import gzip
import itertools
import json
from collections.abc import Iterator
from pathlib import Path

import spacy
from spacy.tokens import Doc, Span
from spacy.util import filter_spans
from spacy.vocab import Vocab

PARAGRAPHS_A_TEXT = 3
SENTENCES_A_TEXT = 12
RE3D_LABELS = {"Person": "PER", "Organisation": "ORG", "Location": "LOC", "Nationality": "NORP"}
LONGEST_NAME = 6  # words; re3d also marks whole descriptions, which are no names

Row = list[str]


def sentences(path: Path, ids: str = "") -> Iterator[tuple[bool, list[Row]]]:
    """Each sentence of a CoNLL-U file whose id begins so: whether it opens a paragraph, and its word rows."""
    opens, rows, wanted = True, [], True
    with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as lines:
        for line in itertools.chain(lines, ["\n"]):
            line = line.rstrip("\n")
            if line.startswith("#"):
                opens = opens or line.startswith(("# newpar", "# newdoc"))
                if line.startswith("# sent_id = "):
                    wanted = line.removeprefix("# sent_id = ").startswith(ids)
            elif line and wanted:
                rows.append(line.split("\t"))
            elif rows:
                yield opens, rows
                opens, rows = False, []


def words_of(rows: list[Row]) -> list[tuple[Row, bool]]:
    """The syntactic words of a sentence, each with whether a space follows (multiword tokens split alike)."""
    glued_until, space_after, out = 0, True, []
    for row in rows:
        if "." in row[0]:
            continue
        if "-" in row[0]:
            glued_until = int(row[0].split("-")[1])
            space_after = "SpaceAfter=No" not in row[9]
            continue
        number = int(row[0])
        if number < glued_until:
            out.append((row, False))
        elif number == glued_until:
            out.append((row, space_after))
        else:
            out.append((row, "SpaceAfter=No" not in row[9]))
    return out


def text_doc(vocab: Vocab, paragraphs: list[list[list[Row]]]) -> Doc:
    """One Doc of a few paragraphs, blank-line tokens between them as the tokeniser leaves them."""
    words, spaces, tags, pos, morphs, lemmas, heads, deps, starts = [], [], [], [], [], [], [], [], []
    for p, paragraph in enumerate(paragraphs):
        if p:
            spaces[-1] = False
            for column, value in zip(
                (words, spaces, tags, pos, morphs, lemmas, heads, deps, starts),
                ("\n\n", False, "_SP", "SPACE", "", "\n\n", len(words) - 1, "dep", False),
                strict=True,
            ):
                column.append(value)
        for rows in paragraph:
            first = len(words)
            for i, (row, space) in enumerate(words_of(rows)):
                head = int(row[6])
                words.append(row[1])
                spaces.append(space)
                tags.append(row[4])
                pos.append(row[3])
                morphs.append("" if row[5] == "_" else row[5])
                lemmas.append(row[1] if row[2] == "_" else row[2])
                heads.append(first + (head - 1 if head else i))
                deps.append("ROOT" if not head else row[7])
                starts.append(i == 0)
    return Doc(
        vocab, words=words, spaces=spaces, tags=tags, pos=pos, morphs=morphs, lemmas=lemmas, heads=heads, deps=deps,
        sent_starts=starts,
    )


def tree_docs(vocab: Vocab, path: Path, ids: str = "") -> Iterator[Doc]:
    """The texts of a treebank file, a few paragraphs each."""
    paragraphs: list[list[list[Row]]] = []
    for opens, rows in sentences(path, ids):
        size = sum(map(len, paragraphs))
        if paragraphs and (size >= SENTENCES_A_TEXT or (opens and len(paragraphs) >= PARAGRAPHS_A_TEXT)):
            yield text_doc(vocab, paragraphs)
            paragraphs = []
        if opens or not paragraphs:
            paragraphs.append([])
        paragraphs[-1].append(rows)
    if paragraphs:
        yield text_doc(vocab, paragraphs)


def name_docs(nlp: spacy.Language, path: Path) -> Iterator[Doc]:
    """The texts of a name corpus, tokenised by our own tokeniser, with the spans that fall on token borders."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for record in map(json.loads, lines):
            doc = nlp.make_doc(record["text"])
            spans = []
            for start, end, label in record["entities"]:
                label = RE3D_LABELS.get(label, label)
                span = doc.char_span(start, end, label=label, alignment_mode="strict")
                if span is None or label not in {"PER", "ORG", "LOC", "NORP"}:
                    continue
                if path.name.startswith("re3d") and (len(span) > LONGEST_NAME or not span[-1].text[:1].isupper()):
                    continue
                while len(span) > 1 and span[0].lower_ in {"the", "a"}:
                    span = Span(doc, span.start + 1, span.end, label=label)
                spans.append(span)
            doc.set_ents(filter_spans(spans))
            yield doc
