"""A report's trees as plain lists: read once from the Doc, then cheap to walk.

Everything after the language room works on token numbers into these lists.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from spacy.attrs import DEP, ENT_IOB, ENT_TYPE, HEAD, IDX, LEMMA, ORTH, POS, SENT_START, TAG
from spacy.tokens import Doc

from foreigndesk.language.lemmas import checked
from foreigndesk.propositions.repair import repair

MASK = (1 << 64) - 1  # string hashes are unsigned
COLUMNS: list[int | str] = [POS, TAG, DEP, LEMMA, ORTH, ENT_TYPE, IDX, HEAD, SENT_START, ENT_IOB]
NAMED = 6  # columns: those that hold strings
INSIDE, BEGINS = 1, 3  # a name's tokens, in spaCy's numbers


@dataclass(slots=True)
class Tree:
    """Token columns of a report. ``head[i] == i`` at a root; ``children`` keeps the order of the text."""

    text: str
    words: list[str]
    lower: list[str]
    lemmas: list[str]
    pos: list[str]
    tags: list[str]
    deps: list[str]
    heads: list[int]
    children: list[list[int]]
    starts: list[int]
    ends: list[int]
    sentence: list[int]
    sentences: list[tuple[int, int]]
    names: list[tuple[int, int, str]]
    left: list[int] = field(default_factory=list)
    right: list[int] = field(default_factory=list)

    def __len__(self) -> int:
        return len(self.words)

    def subtree(self, i: int) -> tuple[int, int]:
        """The token range ``[start, end)`` that a token's subtree spans."""
        return self.left[i], self.right[i] + 1

    def offsets(self, start: int, end: int) -> tuple[int, int]:
        """The character range of a token range, without white space at either end."""
        while end - 1 > start and self.pos[end - 1] == "SPACE":
            end -= 1
        return self.starts[start], self.ends[end - 1]

    def sentence_offsets(self, i: int) -> tuple[int, int]:
        """The character range of the sentence that token ``i`` stands in."""
        return self.offsets(*self.sentences[self.sentence[i]])

    def child(self, i: int, *deps: str) -> int | None:
        """The first child with one of these relations."""
        for c in self.children[i]:
            if self.deps[c] in deps:
                return c
        return None

    def conjuncts(self, i: int) -> list[int]:
        """The token and all that is coordinated with it, in the order of the text."""
        out, queue = [i], [i]
        while queue:
            for c in self.children[queue.pop()]:
                if self.deps[c] == "conj":
                    out.append(c)
                    queue.append(c)
        return sorted(out)


def tree(doc: Doc, verbs: frozenset[str] = frozenset(), nouns: frozenset[str] = frozenset()) -> Tree:
    """The lists of one Doc; lemmas are checked against the verbs and nouns that are known."""
    strings = doc.vocab.strings
    n = len(doc)
    columns = doc.to_array(COLUMNS).astype("int64").T.tolist() if n else [[]] * len(COLUMNS)
    known = {v: strings[v & MASK] for v in set().union(*columns[:NAMED])}
    pos, tags, deps, lemmas, words, labels = ([known[v] for v in column] for column in columns[:NAMED])
    starts, offsets, sentence_starts, inside = columns[NAMED:]
    heads = [i + o for i, o in enumerate(offsets)]
    children: list[list[int]] = [[] for _ in range(n)]
    for i, h in enumerate(heads):
        if h != i:
            children[h].append(i)
    sentences: list[tuple[int, int]] = []
    sentence = [0] * n
    borders = [i for i in range(n) if i == 0 or sentence_starts[i] == 1]
    for k, (begin, end) in enumerate(zip(borders, [*borders[1:], n], strict=False)):
        sentences.append((begin, end))
        sentence[begin:end] = [k] * (end - begin)
    deps = ["root" if d == "ROOT" else d for d in deps]
    lower = [w.lower() for w in words]
    # A verb's or common noun's lemma is lower case; a name keeps its own.
    lemmas = [m.lower() if p != "PROPN" else m for m, p in zip(lemmas, pos, strict=True)]
    for i, p in enumerate(pos):
        if p == "VERB" and verbs:
            lemmas[i] = checked(lower[i], lemmas[i], verbs)
        elif p == "NOUN" and nouns:
            lemmas[i] = checked(lower[i], lemmas[i], nouns)
    out = Tree(
        text=doc.text,
        words=words,
        lower=lower,
        lemmas=lemmas,
        pos=pos,
        tags=tags,
        deps=deps,
        heads=heads,
        children=children,
        starts=starts,
        ends=[s + len(w) for s, w in zip(starts, words, strict=True)],
        sentence=sentence,
        sentences=sentences,
        names=list(_names(inside, labels)),
        left=list(range(n)),
        right=list(range(n)),
    )
    if verbs:
        repair(out, verbs)
    for begin, end in sentences:
        _spread(out.heads, out.left, out.right, begin, end)
    return out


def _names(inside: list[int], labels: list[str]) -> Iterator[tuple[int, int, str]]:
    """The names as (start, end, label): what ``doc.ents`` has, without its objects."""
    start = None
    for i, (place, label) in enumerate(zip(inside, labels, strict=True)):
        if place == INSIDE and start is not None:
            continue
        if start is not None:
            yield start, i, labels[start]
        start = i if place in {INSIDE, BEGINS} and label else None
    if start is not None:
        yield start, len(labels), labels[start]


def _spread(heads: list[int], left: list[int], right: list[int], begin: int, end: int) -> None:
    """Widens the range of every head above a token, up to the root."""
    for i in range(begin, end):
        child, h = i, heads[i]
        while h != child:
            if left[h] > i:
                left[h] = i
            if right[h] < i:
                right[h] = i
            child, h = h, heads[h]
