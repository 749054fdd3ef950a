"""``foreigndesk_language``: tags, morphology, lemmas, tree, sentences and names in one spaCy component.

    nlp = spacy.blank("en")
    nlp.add_pipe("foreigndesk_language")

A paragraph is read once. Sentences begin where the rules of ``sentences`` and the network agree, the more certain of the two
deciding; the tree of each is the best one with a single root.
"""

from __future__ import annotations

import functools
import itertools
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from spacy.attrs import DEP, HEAD, LEMMA, MORPH, POS, TAG
from spacy.language import Language
from spacy.tokens import Doc, Span
from spacy.vocab import Vocab

from foreigndesk.language.decoding import spans, tree
from foreigndesk.language.encoder import Encoder, Scores
from foreigndesk.language.scripts import apply
from foreigndesk.language.sentences import after_dateline, starts

WEIGHTS = Path(__file__).parent / "weights"
WORDS_A_PARAGRAPH = 110  # a longer paragraph is read in parts of whole sentences; training saw no longer ones
WORDS_A_SENTENCE = 300  # no sentence has so many; what has, rows of initials or marks, would take hours to find a tree for
RULE = 3.0  # log-odds that the rules add to the network's on where sentences begin
ROOT, SPACE_TAG = "ROOT", "_SP"


@Language.factory(
    "foreigndesk_language",
    assigns=["token.tag", "token.pos", "token.morph", "token.lemma", "token.dep", "token.head", "doc.sents", "doc.ents"],
    default_config={"weights": None, "threads": 1},
)
def make(nlp: Language, name: str, weights: str | None, threads: int) -> Component:
    """The component over the weights that ship, or those of another folder."""
    return Component(nlp.vocab, Path(weights) if weights else WEIGHTS, threads)


class Component:
    """Annotates Docs. The network is loaded at the first one."""

    def __init__(self, vocab: Vocab, weights: Path, threads: int) -> None:
        self.vocab, self.weights, self.threads = vocab, weights, threads

    @functools.cached_property
    def encoder(self) -> Encoder:
        """The network. Raises LanguageError FD301 where it cannot be loaded."""
        return Encoder(self.weights, self.threads)

    @property
    def labels(self) -> tuple[str, ...]:
        """The relations of the tree."""
        return tuple(self.encoder.labels["label"])

    @functools.cached_property
    def _numbers(self) -> dict[str, NDArray[np.uint64]]:
        """The vocabulary's number of each label."""
        strings, labels = self.vocab.strings, self.encoder.labels
        feats = [self.vocab.morphology.add("" if value == "_" else value) for value in labels["feats"]]
        plain = {column: [strings.add(value) for value in labels[column]] for column in ("upos", "tag", "label")}
        return {column: np.array(values, np.uint64) for column, values in {"feats": feats, **plain}.items()}

    @functools.cached_property
    def _lemma(self) -> Any:
        """A word's lemma from its four best scripts: the best that makes a word seen before, else the best."""
        scripts, known = self.encoder.labels["lemma"], self.encoder.known
        add = self.vocab.strings.add

        @functools.lru_cache(maxsize=200_000)
        def lemma(form: str, best: tuple[int, ...], proper: bool) -> int:
            tried = [apply(scripts[number], form) for number in best]
            if proper or not form[0].isalpha():
                return int(add(tried[0]))
            return int(add(next((made for made in tried if made.lower() in known), tried[0])))

        return lemma

    def __call__(self, doc: Doc) -> Doc:
        """Annotates a Doc."""
        if not len(doc):
            return doc
        values = self._empty(doc)
        names = []
        for tokens, begins in paragraphs(doc):
            words = [doc[i].text for i in tokens]
            spaced = [i == 0 or bool(doc[i - 1].whitespace_) or doc[i - 1].is_space for i in tokens]
            scores = self.encoder(words, spaced)
            self._fill(values, np.array(tokens), np.array(begins), words, scores)
            for start, end, label in spans(scores.names, self.encoder.labels["names"]):
                names.append(Span(doc, tokens[start], tokens[end - 1] + 1, label=label))
        doc.from_array([POS, TAG, MORPH, LEMMA, DEP, HEAD], values)  # type: ignore[arg-type]
        doc.set_ents(names)
        return doc

    def _empty(self, doc: Doc) -> NDArray[np.uint64]:
        """The columns of a Doc with its white space annotated: it hangs on the word before, or the first word after."""
        values = np.zeros((len(doc), 6), np.uint64)
        strings = self.vocab.strings
        first = next((token.i for token in doc if not token.is_space), 0)
        before = first
        for token in doc:
            if token.is_space:
                values[token.i] = (
                    strings.add("SPACE"), strings.add(SPACE_TAG), self.vocab.morphology.add(""), strings.add(token.text),
                    strings.add("dep"), np.int64(before - token.i).astype(np.uint64),
                )
            else:
                before = token.i
        return values

    def _fill(
        self, values: NDArray[np.uint64], tokens: NDArray[np.int64], rules: NDArray[np.bool_], words: list[str], scores: Scores
    ) -> None:
        numbers = self._numbers
        for place, column in enumerate(("upos", "tag", "feats")):
            values[tokens, place] = numbers[column][scores.columns[column]]
        proper = self.encoder.labels["upos"].index("PROPN")
        values[tokens, 3] = [
            self._lemma(word, tuple(best), upos == proper)
            for word, best, upos in zip(words, scores.columns["lemma"].tolist(), scores.columns["upos"].tolist(), strict=True)
        ]
        begins = scores.start + np.where(rules, RULE, -RULE) > 0
        begins[0] = True
        heads = trees(scores.arcs, begins)
        below, above = _halves(scores, heads)
        values[tokens, 4] = numbers["label"][self.encoder.arc_labels(below, above)]
        roots = heads == 0
        values[tokens[roots], 4] = self.vocab.strings.add(ROOT)
        governors = np.where(roots, tokens, tokens[heads - 1])
        values[tokens, 5] = (governors - tokens).astype(np.int64).view(np.uint64)


def paragraphs(doc: Doc) -> Iterator[tuple[list[int], list[bool]]]:
    """The tokens of each part of a Doc that is read at once, and where the rules begin sentences in it.

    A part ends with its paragraph, or before the sentence that would make it too long. White space belongs to none.
    """
    begins = starts(doc)
    for paragraph in _sentences(doc, begins):
        part: list[int] = []
        for sentence in paragraph:
            if part and len(part) + len(sentence) > WORDS_A_PARAGRAPH:
                yield part, [begins[i] for i in part]
                part = []
            part = part + sentence
        if part:
            yield part, [begins[i] for i in part]


def _sentences(doc: Doc, begins: list[bool]) -> Iterator[list[list[int]]]:
    """The tokens of the sentences of each paragraph, as the rules begin them; a dateline is one of its own."""
    paragraph: list[list[int]] = []
    words = [token.text for token in doc]
    story: int | None = after_dateline(words, 0)
    for token in doc:
        if token.i == story:
            yield paragraph
            paragraph = []
        if token.is_space:
            if "\n" in token.text:
                yield paragraph
                paragraph = []
                story = after_dateline(words, token.i + 1)
        elif begins[token.i] or not paragraph or len(paragraph[-1]) == WORDS_A_SENTENCE:
            paragraph.append([token.i])
        else:
            paragraph[-1].append(token.i)
    yield paragraph


def trees(arcs: NDArray[np.float32], begins: NDArray[np.bool_]) -> NDArray[np.int64]:
    """The node that governs each word, 0 where it is the root of its sentence."""
    heads = np.zeros(len(arcs), np.int64)
    borders = [*np.flatnonzero(begins).tolist(), len(arcs)]
    for begin, end in itertools.pairwise(borders):
        own = np.concatenate([arcs[begin:end, :1], arcs[begin:end, begin + 1 : end + 1]], 1)
        found = tree(own)
        heads[begin:end] = np.where(found > 0, found + begin, 0)
    return heads


def _halves(scores: Scores, heads: NDArray[np.int64]) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """The halves of the label of every word's arc, from the window that scored it."""
    if len(scores.windows) == 1:
        _, _, below, above = scores.windows[0]
        return below, above[heads]
    own, governing = [], []
    for word, head in enumerate(heads.tolist()):
        begin, end, below, above = scores.windows[scores.window_of[word]]
        inside = begin < head <= end
        own.append(below[word - begin])
        governing.append(above[head - begin if inside else 0])
    return np.stack(own), np.stack(governing)
