"""Mentions in trees written by hand: ``word/TAG/relation/head[/lemma]``, heads count from 0."""

import pytest
import spacy
from spacy.tokens import Doc, Span

from foreigndesk.actors.finder import find
from foreigndesk.actors.mentions import Mention, definite, descriptions, head_of
from foreigndesk.propositions.tree import Tree, tree

VOCAB = spacy.blank("en").vocab
POS = {
    "NNP": "PROPN", "NNPS": "PROPN", "NN": "NOUN", "NNS": "NOUN", "VB": "VERB", "VBD": "VERB", "VBZ": "VERB", "JJ": "ADJ", "IN": "ADP",
    "DT": "DET", "CC": "CCONJ", "POS": "PART", "PRP": "PRON", "PRP$": "PRON", ",": "PUNCT", "CD": "NUM", "EX": "PRON",
}


def build(marked: str, names: tuple[tuple[int, int, str], ...] = ()) -> Tree:
    rows = [(*token.split("/"), "")[:5] for token in marked.split()]
    words, tags, deps, heads, lemmas = zip(*rows, strict=True)
    doc = Doc(
        VOCAB, words=list(words), tags=list(tags), pos=[POS[tag] for tag in tags], deps=list(deps), heads=[int(h) for h in heads],
        lemmas=[lemma or (word if tag == "NNP" else word.lower()) for word, tag, lemma in zip(words, tags, lemmas, strict=True)],
    )
    doc.ents = [Span(doc, a, b, label=label) for a, b, label in names]
    return tree(doc)


def mentions(marked: str, names: tuple[tuple[int, int, str], ...] = ()) -> list[tuple[str, str]]:
    t = build(marked, names)
    return [(" ".join(t.words[m.start : m.end]), m.kind) for m in find(t)]


def only(marked: str, kind: str, names: tuple[tuple[int, int, str], ...] = ()) -> tuple[Tree, Mention]:
    t = build(marked, names)
    (found,) = [m for m in find(t) if m.kind == kind]
    return t, found


# (phenomenon, tree, names of the language room, mentions)
CASES = [
    ("a state", "Chad/NNP/nsubj/1 fled/VBD/ROOT/1", (), [("Chad", "name")]),
    ("an organisation by its acronym", "NATO/NNP/nsubj/1 left/VBD/ROOT/1", (), [("NATO", "name")]),
    (
        "a body with an adjective before it",
        "Russian/JJ/amod/1 troops/NNS/nsubj/2/troop fled/VBD/ROOT/2", (), [("Russian", "name"), ("troops", "body")],
    ),
    (
        "a body with its owner before it",
        "Chad/NNP/nmod:poss/2 's/POS/case/0 army/NN/nsubj/3 fled/VBD/ROOT/3", (), [("Chad", "name"), ("army", "body")],
    ),
    (
        "a body with its owner behind it",
        "the/DT/det/1 army/NN/nsubj/4 of/IN/case/3 Chad/NNP/nmod/1 fled/VBD/ROOT/4", (), [("army", "body"), ("Chad", "name")],
    ),
    ("people", "villagers/NNS/nsubj/1/villager fled/VBD/ROOT/1", (), [("villagers", "people")]),
    (
        "an office without a name",
        "the/DT/det/2 defence/NN/compound/2 minister/NN/nsubj/3 fled/VBD/ROOT/3", (), [("defence minister", "office")],
    ),
    (
        "a title belongs to its person",
        "President/NNP/compound/1 Otara/NNP/nsubj/2 fled/VBD/ROOT/2", ((1, 2, "PER"),), [("President Otara", "person")],
    ),
    (
        "a title that the names model took in",
        "President/NNP/compound/1 Otara/NNP/nsubj/2 fled/VBD/ROOT/2", ((0, 2, "PER"),), [("President Otara", "person")],
    ),
    ("a person without a title", "Ilda/NNP/nsubj/2 Korr/NNP/flat/0 fled/VBD/ROOT/2", ((0, 2, "PER"),), [("Ilda Korr", "person")]),
    (
        "an organisation that nobody knows",
        "the/DT/det/2 Harbour/NNP/compound/2 Union/NNP/nsubj/3 fled/VBD/ROOT/3", ((1, 3, "ORG"),), [("Harbour Union", "organisation")],
    ),
    (
        "a name with an article in it loses it",
        "the/DT/det/2 Harbour/NNP/compound/2 Union/NNP/nsubj/3 fled/VBD/ROOT/3", ((0, 3, "ORG"),), [("Harbour Union", "organisation")],
    ),
    (
        "a description with an article",
        "the/DT/det/1 country/NN/nsubj/2 fled/VBD/ROOT/2", (), [("country", "description")],
    ),
    ("a description without one is none", "a/DT/det/1 country/NN/nsubj/2 fled/VBD/ROOT/2", (), []),
    ("pronouns", "They/PRP/nsubj/1 left/VBD/ROOT/1 it/PRP/obj/1", (), [("They", "pronoun"), ("it", "pronoun")]),
    ("possessives", "Chad/NNP/nsubj/1 left/VBD/ROOT/1 its/PRP$/nmod:poss/3 base/NN/obj/1", (), [("Chad", "name"), ("its", "pronoun")]),
    ("an expletive is nobody", "It/PRP/expl/1 rained/VBD/ROOT/1", (), []),
    ("the US is no pronoun", "US/NNP/nsubj/1 left/VBD/ROOT/1", (), [("US", "name")]),
    ("plain nouns are nobody", "the/DT/det/1 weather/NN/nsubj/2 changed/VBD/ROOT/2", (), []),
]


@pytest.mark.parametrize(("phenomenon", "marked", "names", "expected"), CASES, ids=[case[0] for case in CASES])
def test_mentions(
    phenomenon: str, marked: str, names: tuple[tuple[int, int, str], ...], expected: list[tuple[str, str]]
) -> None:
    assert mentions(marked, names) == expected


OWNERS = [
    ("Russian/JJ/amod/1 troops/NNS/nsubj/2/troop fled/VBD/ROOT/2", "body", ["Russian"]),
    ("Chad/NNP/nmod:poss/2 's/POS/case/0 army/NN/nsubj/3 fled/VBD/ROOT/3", "body", ["Chad"]),
    ("the/DT/det/1 army/NN/nsubj/4 of/IN/case/3 Chad/NNP/nmod/1 fled/VBD/ROOT/4", "body", ["Chad"]),
    ("the/DT/det/1 president/NN/nsubj/4 of/IN/case/3 Chad/NNP/nmod/1 fled/VBD/ROOT/4", "office", ["Chad"]),
    ("the/DT/det/1 ambassador/NN/nsubj/4 to/IN/case/3 Chad/NNP/nmod/1 fled/VBD/ROOT/4", "office", ["Chad"]),
    ("villagers/NNS/nsubj/3/villager from/IN/case/2 Chad/NNP/nmod/0 fled/VBD/ROOT/3", "people", ["Chad"]),
    ("troops/NNS/nsubj/1/troop fled/VBD/ROOT/1", "body", []),
    ("the/DT/det/1 army/NN/nsubj/6 of/IN/case/3 Chad/NNP/nmod/1 and/CC/cc/5 Niger/NNP/conj/3 fled/VBD/ROOT/6", "body", ["Chad", "Niger"]),
]


@pytest.mark.parametrize(("marked", "kind", "owners"), OWNERS)
def test_owners(marked: str, kind: str, owners: list[str]) -> None:
    t, m = only(marked, kind)
    assert [t.words[i] for i in m.owners] == owners


TITLES = [
    # tree, names, office, title
    ("President/NNP/compound/1 Otara/NNP/nsubj/2 fled/VBD/ROOT/2", ((1, 2, "PER"),), "president", "President"),
    (
        "Foreign/NNP/compound/1 Minister/NNP/compound/2 Mbele/NNP/nsubj/3 fled/VBD/ROOT/3", ((2, 3, "PER"),),
        "foreign_minister", "Foreign Minister",
    ),
    ("General/NNP/compound/1 Hamdan/NNP/nsubj/2 fled/VBD/ROOT/2", ((1, 2, "PER"),), "general", "General"),
]


@pytest.mark.parametrize(("marked", "names", "office", "title"), TITLES)
def test_titles(marked: str, names: tuple[tuple[int, int, str], ...], office: str, title: str) -> None:
    _, m = only(marked, "person", names)
    assert m.office is not None
    assert (m.office.key, m.title) == (office, title)


PLACES = [
    # tree, the token of the name, whether it can only be a place
    ("troops/NNS/nsubj/1/troop fought/VBD/ROOT/1 in/IN/case/3 Chad/NNP/obl/1", 3, True),
    ("troops/NNS/nsubj/1/troop fled/VBD/ROOT/1 from/IN/case/3 Chad/NNP/obl/1", 3, True),
    ("troops/NNS/nsubj/1/troop attacked/VBD/ROOT/1 Chad/NNP/obj/1", 2, False),
    ("Chad/NNP/nsubj/1 fled/VBD/ROOT/1", 0, False),
    ("talks/NNS/nsubj/3/talk with/IN/case/2 Chad/NNP/nmod/0 failed/VBD/ROOT/3", 2, False),
    ("they/PRP/nsubj/1 met/VBD/ROOT/1 in/IN/case/3 Moscow/NNP/obl/1", 3, True),
    ("Moscow/NNP/nsubj/1 protested/VBD/ROOT/1", 0, False),
    ("they/PRP/nsubj/1 met/VBD/ROOT/1 near/IN/case/4 the/DT/det/4 Kremlin/NNP/obl/1", 4, True),
]


@pytest.mark.parametrize(("marked", "token", "place"), PLACES)
def test_places_and_metonyms(marked: str, token: int, place: bool) -> None:
    (m,) = [m for m in find(build(marked)) if m.head == token]
    assert m.kind == "name"
    assert m.place_only is place


def test_plural_mentions() -> None:
    plural = [m.plural for m in find(build("Ministers/NNS/nsubj/1/minister left/VBD/ROOT/1 the/DT/det/3 army/NN/obj/1"))]
    assert plural == [True, False]


def test_the_head_of_a_range_has_its_own_outside() -> None:
    t = build("the/DT/det/2 Harbour/NNP/compound/2 Union/NNP/nsubj/3 fled/VBD/ROOT/3")
    assert head_of(t, 0, 3) == 2
    assert head_of(t, 1, 4) == 3


def test_definite() -> None:
    t = build("the/DT/det/1 army/NN/nsubj/2 left/VBD/ROOT/2 a/DT/det/4 town/NN/obj/2")
    assert definite(t, 1)
    assert not definite(t, 4)


def test_the_shipped_descriptions() -> None:
    nouns, modifiers = descriptions()
    assert all(entry.types or entry.tags for entries in nouns.values() for entry in entries)
    assert "country" in nouns
    assert all(isinstance(tag, str) for tag in modifiers.values())
