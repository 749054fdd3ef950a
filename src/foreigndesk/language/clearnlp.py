"""ClearNLP's trees made Universal Dependencies: what lets an ``en_core_web_*`` pipeline take the place of ours.

The labels and the names of entities are mapped by ``lexicon/language/clearnlp.toml``. Four habits differ in structure and
are changed here: ClearNLP hangs a noun on its preposition, a predicate on its copula, a conjunct on the one before it, and
the words of a name on its last (de Marneffe et al. 2021, Universal Dependencies; Choi & Palmer 2012, ClearNLP guidelines).
"""

from __future__ import annotations

import functools
from typing import Any

import numpy as np
from spacy.attrs import DEP, HEAD
from spacy.language import Language
from spacy.tokens import Doc, Span

from foreigndesk.errors import LanguageError
from foreigndesk.lexicon.loader import Entry, bad, toml

FILE = "language/clearnlp.toml"
UD_LABELS = frozenset({"nsubj", "obj", "obl", "case", "conj", "ccomp", "xcomp"})
CLEARNLP_LABELS = frozenset({"nsubj", "dobj", "pobj", "prep", "conj", "ccomp", "xcomp"})
CLAUSAL = frozenset({"VERB", "AUX", "ADJ", "ADV"})
GIVEN = "ud:"  # before a UD relation that a step has given; both sets have an ``nmod``, and mean different things
SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "csubjpass"})


def adapt(nlp: Language) -> Language:
    """The pipeline as one with UD trees: unchanged where it has them, mapped at its end where its labels are ClearNLP's.

    Raises LanguageError FD302 where its parser has neither, or where it has no parser.
    """
    labels = set(nlp.pipe_labels.get("parser", ()))
    if labels >= UD_LABELS or "foreigndesk_clearnlp" in nlp.pipe_names:
        return nlp
    if not labels >= CLEARNLP_LABELS:
        name = f"{nlp.meta['lang']}_{nlp.meta['name']}"
        raise LanguageError("FD302", f"{name!r} has no parser with Universal Dependencies or ClearNLP labels; choose a UD pipeline")
    nlp.add_pipe("foreigndesk_clearnlp", last=True)
    return nlp


@functools.cache
def tables() -> tuple[dict[str, str], dict[str, str]]:
    """The relations by ClearNLP label and the entity labels by OntoNotes label. Raises LexiconError."""
    data = toml(FILE)
    out = []
    for key in ("relations", "names"):
        if key not in data:
            raise bad(FILE, key, key, "is missing")
        entry = Entry(FILE, key, data[key], data[key])
        out.append({label: entry.word(label) for label in entry.values})
    return out[0], out[1]


@Language.factory(
    "foreigndesk_clearnlp",
    assigns=["token.dep", "token.head", "doc.ents"],
    requires=["token.dep", "token.head", "token.pos", "token.tag", "token.lemma"],
)
class ClearNLP:
    """The component: rewrites a Doc's heads, relations and entity labels."""

    def __init__(self, nlp: Language, name: str) -> None:
        self.name = name
        self.relations, self.names = tables()

    def __call__(self, doc: Doc) -> Doc:
        """Changes the Doc in place. Raises LanguageError FD302 at a label that is not ClearNLP's."""
        if not len(doc):
            return doc
        arcs = Arcs(doc)
        for begin, end in [(s.start, s.end) for s in doc.sents]:
            for step in (arcs.preposition, arcs.infinitive, arcs.copula, arcs.raised):
                for i in range(begin, end):
                    step(i)
            for i in range(begin, end):
                arcs.conjunct(i)
            for i in range(begin, end):
                arcs.conjunction(i)
        for ent in doc.ents:
            if ent.label_ == "PERSON":
                arcs.name(ent.start, ent.end)
        deps = [self.relation(dep) for dep in arcs.deps]
        strings = doc.vocab.strings
        offsets = (np.array(arcs.heads) - np.arange(len(doc))).astype(np.int64).view(np.uint64)
        labels = np.array([strings.add("ROOT" if dep == "root" else dep) for dep in deps], np.uint64)
        values: Any = np.stack([offsets, labels], axis=1)
        doc.from_array([HEAD, DEP], values)
        doc.set_ents([Span(doc, e.start, e.end, self.names[e.label_]) for e in doc.ents if e.label_ in self.names])
        return doc

    def relation(self, dep: str) -> str:
        """The UD relation of a label: the one that a step has given, or else the table's."""
        if dep.startswith(GIVEN):
            return dep.removeprefix(GIVEN)
        if dep in self.relations:
            return self.relations[dep]
        raise LanguageError("FD302", f"{dep!r} is no label of ClearNLP's; choose a UD pipeline")


class Arcs:
    """The heads and labels of a Doc, with the steps that change them token by token."""

    def __init__(self, doc: Doc) -> None:
        self.pos = [t.pos_ for t in doc]
        self.tags = [t.tag_ for t in doc]
        self.lower = [t.lower_ for t in doc]
        self.lemmas = [t.lemma_ for t in doc]
        self.heads = [t.head.i for t in doc]
        self.deps = [t.dep_ or f"{GIVEN}dep" for t in doc]
        self.children: list[list[int]] = [[] for _ in doc]
        for i, h in enumerate(self.heads):
            if h != i:
                self.children[h].append(i)

    def child(self, i: int, *deps: str) -> int | None:
        """The first child with one of these labels."""
        return next((c for c in self.children[i] if self.deps[c] in deps), None)

    def hang(self, i: int, head: int, dep: str) -> None:
        """Moves a token with all below it; a head of itself is a root."""
        if self.heads[i] != i:
            self.children[self.heads[i]].remove(i)
        self.heads[i], self.deps[i] = head, dep
        if head != i:
            self.children[head] = sorted([*self.children[head], i])

    def replace(self, old: int, new: int, dep: str) -> None:
        """Puts ``new``, which stands below ``old``, in its place; ``old`` goes below it with this label."""
        head, label = self.heads[old], self.deps[old]
        self.hang(new, new if head == old else head, label)
        self.hang(old, new, dep)

    def preposition(self, i: int) -> None:
        """``in ← Paris`` becomes ``Paris → in``: the noun takes the preposition's place, and what else hung on it."""
        dep, head = self.deps[i], self.heads[i]
        beside = dep == "conj" and self.pos[i] == "ADP" and self.child(i, "pobj") is not None  # "to Mali and *to* Niger"
        if head == i or not (beside or dep in {"prep", "agent"} or (dep == "dative" and self.pos[i] == "ADP")):
            return
        words = [i]  # "because of", "out of": a preposition under a preposition
        noun = self.child(i, "pobj")
        while noun is None:
            below = self.children[words[-1]]
            inner = next((c for c in below if self.deps[c] in {"prep", "pcomp"} and self.pos[c] in {"ADP", "SCONJ"}), None)
            if inner is None:
                break
            words.append(inner)
            noun = self.child(inner, "pobj")
        clause = self.child(words[-1], "pcomp") if noun is None else None
        if clause is not None and self.pos[clause] not in {"VERB", "AUX"}:
            noun, clause = clause, None  # "from there"
        if noun is None and clause is None:
            return
        governed = noun if noun is not None else clause
        assert governed is not None
        for inner in words[1:]:
            self.hang(inner, i, "ud:fixed")
        nominal = self.pos[head] not in CLAUSAL
        label = {"agent": "ud:obl:agent", "conj": "conj"}.get(dep, "ud:nmod" if nominal else "ud:obl")
        if clause is not None:
            label = "ud:acl" if nominal else "ud:advcl"
        self.hang(governed, head, label)
        self.hang(i, governed, "ud:mark" if clause is not None else "ud:case")
        for word in words:
            for c in list(self.children[word]):
                if self.deps[c] != "ud:fixed":
                    self.hang(c, governed, self.deps[c])

    def infinitive(self, i: int) -> None:
        """The "to" of an infinitive is a mark, not an auxiliary."""
        if self.deps[i] == "aux" and self.tags[i] == "TO":
            self.deps[i] = "ud:mark"

    def copula(self, i: int) -> None:
        """What "be" predicates takes its place: an attribute, an adjective, or a phrase with a preposition."""
        if self.lemmas[i] != "be" or self.pos[i] not in {"AUX", "VERB"} or self.deps[i] in {"aux", "auxpass"}:
            return
        predicate = self.child(i, "attr", "acomp")
        there = self.child(i, "expl")
        if there is not None and self.lower[there] == "there":
            if predicate is not None:
                self.deps[predicate] = "nsubj"
            return
        if predicate is None and self.child(i, *SUBJECTS) is not None and self.child(i, "ccomp", "xcomp") is None:
            phrases = [c for c in self.children[i] if c > i and self.deps[c] == "ud:obl" and self.child(c, "ud:case") is not None]
            predicate = phrases[0] if phrases else None
        if predicate is None or self.pos[predicate] in {"VERB", "AUX"}:
            return
        rest = [c for c in self.children[i] if c != predicate]
        self.replace(i, predicate, "ud:cop")
        for c in rest:
            self.hang(c, predicate, self.deps[c])

    def raised(self, i: int) -> None:
        """ "Urged Mali to leave": the subject of an infinitive without a mark of its own is its governor's object."""
        head = self.heads[i]
        marks = [c for c in self.children[i] if self.deps[c] in {"mark", "ud:mark"}]
        subject = self.child(i, "nsubj")
        infinitive = [self.tags[m] for m in marks] == ["TO"]
        if self.deps[i] == "ccomp" and infinitive and subject is not None and self.child(head, "dobj", "ud:obj") is None and head < subject:
            self.hang(subject, head, "ud:obj")
            self.deps[i] = "xcomp"

    def conjunct(self, i: int) -> None:
        """Every conjunct hangs on the first."""
        if self.deps[i] != "conj":
            return
        first = self.heads[i]
        while self.deps[first] == "conj":
            first = self.heads[first]
        if first != self.heads[i]:
            self.hang(i, first, "conj")

    def conjunction(self, i: int) -> None:
        """A conjunction hangs on the conjunct behind it."""
        if self.deps[i] != "cc":
            return
        first = self.heads[i]
        while self.deps[first] == "conj":
            first = self.heads[first]
        following = next((c for c in self.children[first] if self.deps[c] == "conj" and c > i), None)
        if following is not None:
            self.hang(i, following, "cc")

    def name(self, begin: int, end: int) -> None:
        """The words of a person's name hang on its first, which stands for all."""
        roots = [i for i in range(begin, end) if not begin <= self.heads[i] < end or self.heads[i] == i]
        last = roots[0]
        others = [i for i in range(begin, end) if i != last and self.deps[i] == "compound" and self.heads[i] == last]
        if len(roots) != 1 or last != end - 1 or len(others) != end - begin - 1 or not others:
            return
        rest = [c for c in self.children[last] if c not in others]
        self.replace(last, begin, "ud:flat")
        for c in others[1:]:
            self.hang(c, begin, "ud:flat")
        for c in rest:
            self.hang(c, begin, self.deps[c])
