import pytest
import spacy
from spacy.tokens import Doc, Span

from foreigndesk.propositions.tree import Tree, tree

VOCAB = spacy.blank("en").vocab


def two_sentences() -> Doc:
    """Rebels shelled Goma. The army fled"""
    doc = Doc(
        VOCAB,
        words=["Rebels", "shelled", "Goma", ".", "The", "army", "fled"],
        spaces=[True, True, False, True, True, True, False],
        heads=[1, 1, 1, 1, 5, 6, 6],
        deps=["nsubj", "ROOT", "obj", "punct", "det", "nsubj", "ROOT"],
        pos=["NOUN", "VERB", "PROPN", "PUNCT", "DET", "NOUN", "VERB"],
        tags=["NNS", "VBD", "NNP", ".", "DT", "NN", "VBD"],
        lemmas=["rebel", "shell", "Goma", ".", "the", "army", "flee"],
        sent_starts=[True, False, False, False, True, False, False],
    )
    doc.ents = [Span(doc, 2, 3, label="LOC")]
    return doc


@pytest.fixture
def t() -> Tree:
    return tree(two_sentences())


def test_columns(t: Tree) -> None:
    assert len(t) == 7
    assert t.text == "Rebels shelled Goma. The army fled"
    assert t.words[:4] == ["Rebels", "shelled", "Goma", "."]
    assert t.lower[0] == "rebels"
    assert t.lemmas == ["rebel", "shell", "Goma", ".", "the", "army", "flee"]
    assert t.pos[5] == "NOUN"
    assert t.tags[1] == "VBD"
    assert t.deps == ["nsubj", "root", "obj", "punct", "det", "nsubj", "root"]
    assert t.heads == [1, 1, 1, 1, 5, 6, 6]
    assert t.names == [(2, 3, "LOC")]


def test_characters(t: Tree) -> None:
    assert [t.text[a:b] for a, b in zip(t.starts, t.ends, strict=True)] == t.words
    assert t.text[slice(*t.offsets(4, 7))] == "The army fled"


def test_sentences(t: Tree) -> None:
    assert t.sentences == [(0, 4), (4, 7)]
    assert t.sentence == [0, 0, 0, 0, 1, 1, 1]
    assert t.text[slice(*t.sentence_offsets(2))] == "Rebels shelled Goma."
    assert t.text[slice(*t.sentence_offsets(6))] == "The army fled"


def test_children_and_subtrees(t: Tree) -> None:
    assert t.children[1] == [0, 2, 3]
    assert t.child(1, "obj") == 2
    assert t.child(1, "iobj", "obj") == 2
    assert t.child(1, "iobj") is None
    assert t.subtree(1) == (0, 4)
    assert t.subtree(5) == (4, 6)
    assert t.subtree(2) == (2, 3)


def test_conjuncts() -> None:
    """Chad, Niger and Mali agreed, with the list in a chain, as parsers often have it."""
    doc = Doc(
        VOCAB,
        words=["Chad", ",", "Niger", "and", "Mali", "agreed"],
        heads=[5, 2, 0, 4, 2, 5],
        deps=["nsubj", "punct", "conj", "cc", "conj", "ROOT"],
        pos=["PROPN", "PUNCT", "PROPN", "CCONJ", "PROPN", "VERB"],
        tags=["NNP", ",", "NNP", "CC", "NNP", "VBD"],
        lemmas=["Chad", ",", "Niger", "and", "Mali", "agree"],
    )
    t = tree(doc)
    assert t.conjuncts(0) == [0, 2, 4]
    assert t.conjuncts(2) == [2, 4]
    assert t.conjuncts(5) == [5]


def test_white_space_is_no_part_of_a_range() -> None:
    doc = Doc(
        VOCAB,
        words=["Talks", "failed", "\n\n"],
        spaces=[True, False, False],
        heads=[1, 1, 1],
        deps=["nsubj", "ROOT", "dep"],
        pos=["NOUN", "VERB", "SPACE"],
        tags=["NNS", "VBD", "_SP"],
        lemmas=["talk", "fail", "\n\n"],
    )
    t = tree(doc)
    assert t.text[slice(*t.sentence_offsets(0))] == "Talks failed"


LEMMAS = [
    # form, part of speech, the lemmatizer's guess, lemma
    ("Imposed", "VERB", "Impos", "impose"),  # a verb known to the lexicons
    ("Quibbled", "VERB", "Quibbl", "quibbl"),  # one that is not
    ("Envoys", "NOUN", "Envoys", "envoy"),
    ("Berlin", "PROPN", "Berlin", "Berlin"),  # a name keeps its capital
]


@pytest.mark.parametrize(("form", "pos", "guess", "lemma"), LEMMAS)
def test_lemmas_are_checked(form: str, pos: str, guess: str, lemma: str) -> None:
    doc = Doc(VOCAB, words=[form], heads=[0], deps=["ROOT"], pos=[pos], tags=["XX"], lemmas=[guess])
    assert tree(doc, frozenset({"impose"}), frozenset({"envoy"})).lemmas == [lemma]


def test_an_empty_text() -> None:
    t = tree(Doc(VOCAB, words=[]))
    assert len(t) == 0
    assert t.sentences == []
    assert t.names == []
