"""ClearNLP's trees made UD: ``word/POS/TAG/label/head[/lemma]`` as the pipelines en_core_web_* would give them, heads from 0."""

from __future__ import annotations

from pathlib import Path

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc, Span

from foreigndesk.errors import LanguageError
from foreigndesk.language.clearnlp import CLEARNLP_LABELS, UD_LABELS, adapt, tables
from foreigndesk.propositions.graph import graph
from foreigndesk.propositions.tree import tree

VOCAB = spacy.blank("en").vocab


def build(marked: str, ents: tuple[tuple[int, int, str], ...] = ()) -> Doc:
    rows = [(*token.split("/"), "")[:6] for token in marked.split()]
    words, pos, tags, deps, heads, lemmas = zip(*rows, strict=True)
    doc = Doc(
        VOCAB, words=list(words), pos=list(pos), tags=list(tags), deps=list(deps), heads=[int(h) for h in heads],
        lemmas=[lemma or word.lower() for word, lemma in zip(words, lemmas, strict=True)],
    )
    doc.set_ents([Span(doc, *ent) for ent in ents])
    return doc


def mapped(doc: Doc) -> Doc:
    nlp = spacy.blank("en")
    return nlp.add_pipe("foreigndesk_clearnlp")(doc)  # type: ignore[operator]


def arcs(doc: Doc) -> str:
    """Each word's relation and the number of its head, one a word."""
    return " ".join(f"{t.dep_}/{t.head.i}" for t in mapped(doc))


# (phenomenon, ClearNLP's tree, relation and head of each word in UD)
TREES = [
    (
        "subject, object, auxiliary",
        "Chad/PROPN/NNP/nsubj/2 has/AUX/VBZ/aux/2/have bombed/VERB/VBN/ROOT/2/bomb Mali/PROPN/NNP/dobj/2",
        "nsubj/2 aux/2 ROOT/2 obj/2",
    ),
    (
        "a passive with its agent",
        "Mali/PROPN/NNP/nsubjpass/2 was/AUX/VBD/auxpass/2/be bombed/VERB/VBN/ROOT/2/bomb by/ADP/IN/agent/2 Chad/PROPN/NNP/pobj/3",
        "nsubj:pass/2 aux:pass/2 ROOT/2 case/4 obl:agent/2",
    ),
    (
        "a preposition under a verb, another under its noun",
        "Chad/PROPN/NNP/nsubj/1 fought/VERB/VBD/ROOT/1/fight in/ADP/IN/prep/1 the/DET/DT/det/4 north/NOUN/NN/pobj/2 of/ADP/IN/prep/4 "
        "Mali/PROPN/NNP/pobj/5",
        "nsubj/1 ROOT/1 case/4 det/4 obl/1 case/6 nmod/4",
    ),
    (
        "a preposition of two words",
        "Chad/PROPN/NNP/nsubj/1 fled/VERB/VBD/ROOT/1/flee because/SCONJ/IN/prep/1 of/ADP/IN/pcomp/2 rain/NOUN/NN/pobj/3",
        "nsubj/1 ROOT/1 case/4 fixed/2 obl/1",
    ),
    (
        "according to",
        "According/VERB/VBG/prep/4 to/ADP/IN/prep/0 Chad/PROPN/NNP/pobj/1 Mali/PROPN/NNP/nsubj/4 fled/VERB/VBD/ROOT/4/flee",
        "case/2 fixed/0 obl/4 nsubj/4 ROOT/4",
    ),
    (
        "coordinated prepositions",
        "Chad/PROPN/NNP/nsubj/1 flew/VERB/VBD/ROOT/1/fly to/ADP/IN/prep/1 Mali/PROPN/NNP/pobj/2 and/CCONJ/CC/cc/2 to/ADP/IN/conj/2 "
        "Niger/PROPN/NNP/pobj/5",
        "nsubj/1 ROOT/1 case/3 obl/1 cc/6 case/6 conj/3",
    ),
    (
        "an adverb on a preposition",
        "Chad/PROPN/NNP/nsubj/1 fled/VERB/VBD/ROOT/1/flee shortly/ADV/RB/advmod/3 before/ADP/IN/prep/1 noon/NOUN/NN/pobj/3",
        "nsubj/1 ROOT/1 advmod/4 case/4 obl/1",
    ),
    (
        "a preposition with a clause under a verb",
        "Chad/PROPN/NNP/nsubj/1 won/VERB/VBD/ROOT/1/win by/ADP/IN/prep/1 bombing/VERB/VBG/pcomp/2/bomb Mali/PROPN/NNP/dobj/3",
        "nsubj/1 ROOT/1 mark/3 advcl/1 obj/3",
    ),
    (
        "a preposition with a clause under a noun",
        "Hopes/NOUN/NNS/nsubj/3/hope of/ADP/IN/prep/0 winning/VERB/VBG/pcomp/1/win faded/VERB/VBD/ROOT/3/fade",
        "nsubj/3 mark/2 acl/0 ROOT/3",
    ),
    (
        "a noun as the predicate",
        "Chad/PROPN/NNP/nsubj/1 is/AUX/VBZ/ROOT/1/be a/DET/DT/det/3 member/NOUN/NN/attr/1 of/ADP/IN/prep/3 OPEC/PROPN/NNP/pobj/4",
        "nsubj/3 cop/3 det/3 ROOT/3 case/5 nmod/3",
    ),
    (
        "an adjective as the predicate of a content clause",
        "Chad/PROPN/NNP/nsubj/1 said/VERB/VBD/ROOT/1/say it/PRON/PRP/nsubj/5 would/AUX/MD/aux/5 not/PART/RB/neg/5 be/AUX/VB/ccomp/1 "
        "ready/ADJ/JJ/acomp/5",
        "nsubj/1 ROOT/1 nsubj/6 aux/6 advmod/6 cop/6 ccomp/1",
    ),
    (
        "a place as the predicate",
        "Otara/PROPN/NNP/nsubj/1 was/AUX/VBD/ROOT/1/be in/ADP/IN/prep/1 Mali/PROPN/NNP/pobj/2 ./PUNCT/./punct/1",
        "nsubj/3 cop/3 case/3 ROOT/3 punct/3",
    ),
    (
        "there is: no copula",
        "There/PRON/EX/expl/1 was/AUX/VBD/ROOT/1/be fire/NOUN/NN/attr/1 in/ADP/IN/prep/1 Mali/PROPN/NNP/pobj/3",
        "expl/1 ROOT/1 nsubj/1 case/4 obl/1",
    ),
    (
        "become takes no place",
        "Chad/PROPN/NNP/nsubj/1 became/VERB/VBD/ROOT/1/become a/DET/DT/det/3 member/NOUN/NN/attr/1",
        "nsubj/1 ROOT/1 det/3 xcomp/1",
    ),
    (
        "an infinitive under a verb",
        "Chad/PROPN/NNP/nsubj/1 refused/VERB/VBD/ROOT/1/refuse to/PART/TO/aux/3 leave/VERB/VB/xcomp/1 Mali/PROPN/NNP/dobj/3",
        "nsubj/1 ROOT/1 mark/3 xcomp/1 obj/3",
    ),
    (
        "the subject of an infinitive is the object above it",
        "Chad/PROPN/NNP/nsubj/1 urged/VERB/VBD/ROOT/1/urge Mali/PROPN/NNP/nsubj/4 to/PART/TO/aux/4 leave/VERB/VB/ccomp/1",
        "nsubj/1 ROOT/1 obj/1 mark/4 xcomp/1",
    ),
    (
        "a finite content clause keeps its subject",
        "Chad/PROPN/NNP/nsubj/1 said/VERB/VBD/ROOT/1/say that/SCONJ/IN/mark/4 Mali/PROPN/NNP/nsubj/4 fled/VERB/VBD/ccomp/1/flee",
        "nsubj/1 ROOT/1 mark/4 nsubj/4 ccomp/1",
    ),
    (
        "two objects",
        "Chad/PROPN/NNP/nsubj/1 gave/VERB/VBD/ROOT/1/give Mali/PROPN/NNP/dative/1 tanks/NOUN/NNS/dobj/1/tank",
        "nsubj/1 ROOT/1 iobj/1 obj/1",
    ),
    (
        "a recipient with to",
        "Chad/PROPN/NNP/nsubj/1 gave/VERB/VBD/ROOT/1/give tanks/NOUN/NNS/dobj/1/tank to/ADP/IN/dative/1 Mali/PROPN/NNP/pobj/3",
        "nsubj/1 ROOT/1 obj/1 case/4 obl/1",
    ),
    (
        "three conjuncts",
        "Chad/PROPN/NNP/nsubj/5 ,/PUNCT/,/punct/0 Mali/PROPN/NNP/conj/0 and/CCONJ/CC/cc/2 Niger/PROPN/NNP/conj/2 met/VERB/VBD/ROOT/5/meet",
        "nsubj/5 punct/0 conj/0 cc/4 conj/0 ROOT/5",
    ),
    (
        "coordinated verbs",
        "Chad/PROPN/NNP/nsubj/1 bombed/VERB/VBD/ROOT/1/bomb and/CCONJ/CC/cc/1 seized/VERB/VBD/conj/1/seize Goma/PROPN/NNP/dobj/3",
        "nsubj/1 ROOT/1 cc/3 conj/1 obj/3",
    ),
    (
        "a copula beside a verb",
        "Chad/PROPN/NNP/nsubj/1 fled/VERB/VBD/ROOT/1/flee and/CCONJ/CC/cc/1 was/AUX/VBD/conj/1/be weak/ADJ/JJ/acomp/3",
        "nsubj/1 ROOT/1 cc/4 cop/4 conj/1",
    ),
    (
        "a relative clause and an owner",
        "Chad/PROPN/NNP/poss/2 's/PART/POS/case/0 troops/NOUN/NNS/nsubj/6/troop who/PRON/WP/nsubj/4 fled/VERB/VBD/relcl/2/flee "
        "yesterday/NOUN/NN/npadvmod/4 returned/VERB/VBD/ROOT/6/return",
        "nmod:poss/2 case/0 nsubj/6 nsubj/4 acl:relcl/2 obl:unmarked/4 ROOT/6",
    ),
    (
        "a relative pronoun with its preposition",
        "talks/NOUN/NNS/ROOT/0/talk to/ADP/IN/prep/4 which/PRON/WDT/pobj/1 Chad/PROPN/NNP/nsubj/4 came/VERB/VBD/relcl/0/come",
        "ROOT/0 case/2 obl/4 nsubj/4 acl:relcl/0",
    ),
    (
        "a particle, a quantity, a predeterminer",
        "all/DET/PDT/predet/1 talks/NOUN/NNS/nsubjpass/3/talk were/AUX/VBD/auxpass/3/be called/VERB/VBN/ROOT/3/call off/ADP/RP/prt/3 "
        "about/ADV/RB/quantmod/6 ten/NUM/CD/nummod/7 days/NOUN/NNS/npadvmod/8/day ago/ADV/RB/advmod/3",
        "det:predet/1 nsubj:pass/3 aux:pass/3 ROOT/3 compound:prt/3 advmod/6 nummod/7 obl:unmarked/8 advmod/3",
    ),
    (
        "a stranded preposition",
        "deals/NOUN/NNS/ROOT/0/deal Chad/PROPN/NNP/nsubj/2 profits/VERB/VBZ/relcl/0/profit from/ADP/IN/prep/2",
        "ROOT/0 nsubj/2 acl:relcl/0 advmod/2",
    ),
    (
        "what somebody is called",
        "Chad/PROPN/NNP/nsubj/1 named/VERB/VBD/ROOT/1/name Otara/PROPN/NNP/dobj/1 chief/NOUN/NN/oprd/1",
        "nsubj/1 ROOT/1 obj/1 xcomp/1",
    ),
]


@pytest.mark.parametrize(("phenomenon", "marked", "expected"), TREES, ids=[case[0] for case in TREES])
def test_trees(phenomenon: str, marked: str, expected: str) -> None:
    assert arcs(build(marked)) == expected


NAMES = [
    ("a person's name hangs on its first word", ((1, 4, "PERSON"),), "compound/1 nsubj/4 flat/1 flat/1 ROOT/4", [("Ana Rua Otara", "PER")]),
    ("another name keeps its head", ((1, 4, "ORG"),), "compound/3 compound/3 compound/3 nsubj/4 ROOT/4", [("Ana Rua Otara", "ORG")]),
]


@pytest.mark.parametrize(("phenomenon", "ents", "expected", "names"), NAMES)
def test_names(
    phenomenon: str, ents: tuple[tuple[int, int, str], ...], expected: str, names: list[tuple[str, str]]
) -> None:
    title = "President/PROPN/NNP/compound/3"
    doc = build(f"{title} Ana/PROPN/NNP/compound/3 Rua/PROPN/NNP/compound/3 Otara/PROPN/NNP/nsubj/4 left/VERB/VBD/ROOT/4/leave", ents)
    assert arcs(doc) == expected
    assert [(e.text, e.label_) for e in doc.ents] == names


ENTITIES = [
    ("GPE", "LOC"), ("LOC", "LOC"), ("FAC", "LOC"), ("PERSON", "PER"), ("ORG", "ORG"), ("NORP", "NORP"), ("DATE", None), ("MONEY", None),
]


@pytest.mark.parametrize(("label", "expected"), ENTITIES)
def test_entity_labels(label: str, expected: str | None) -> None:
    doc = mapped(build("Chad/PROPN/NNP/nsubj/1 left/VERB/VBD/ROOT/1/leave", ((0, 1, label),)))
    assert [e.label_ for e in doc.ents] == ([expected] if expected else [])


def test_sentences_stay_as_they_were() -> None:
    doc = build("Chad/PROPN/NNP/nsubj/1 left/VERB/VBD/ROOT/1/leave Mali/PROPN/NNP/nsubj/3 is/AUX/VBZ/ROOT/3/be calm/ADJ/JJ/acomp/3")
    assert [s.text for s in mapped(doc).sents] == ["Chad left", "Mali is calm"]
    assert len(mapped(Doc(VOCAB))) == 0


def test_the_graph_reads_a_mapped_tree() -> None:
    doc = mapped(build(TREES[1][1]))
    [p] = graph(tree(doc), frozenset()).values()
    assert (p.passive, p.roles) == (True, {"obj": [0], "subj": [4]})


def test_white_space_hangs_where_it_did() -> None:
    doc = Doc(VOCAB, words=["Chad", "left", "\n"], pos=["PROPN", "VERB", "SPACE"], deps=["nsubj", "ROOT", "dep"], heads=[1, 1, 1])
    assert arcs(doc) == "nsubj/1 ROOT/1 dep/1"


def test_a_label_of_another_kind_is_refused() -> None:
    with pytest.raises(LanguageError, match="'subject' is no label of ClearNLP's") as caught:
        mapped(build("Chad/PROPN/NNP/subject/1 left/VERB/VBD/ROOT/1/leave"))
    assert caught.value.code == "FD302"


def with_labels(labels: frozenset[str]) -> Language:
    nlp = spacy.blank("en")
    parser = nlp.add_pipe("parser")
    for label in sorted(labels):
        parser.add_label(label)  # type: ignore[attr-defined]
    return nlp


def test_a_pipeline_with_clearnlp_labels_is_adapted_once() -> None:
    nlp = adapt(adapt(with_labels(CLEARNLP_LABELS)))
    assert nlp.pipe_names == ["parser", "foreigndesk_clearnlp"]


def test_a_pipeline_with_ud_labels_is_left_alone() -> None:
    assert adapt(with_labels(UD_LABELS)).pipe_names == ["parser"]


@pytest.mark.parametrize("nlp", [spacy.blank("en"), with_labels(frozenset({"SB", "OA", "MO"}))], ids=["no parser", "other labels"])
def test_a_pipeline_with_neither_is_refused(nlp: Language) -> None:
    with pytest.raises(LanguageError, match="choose a UD pipeline") as caught:
        adapt(nlp)
    assert caught.value.code == "FD302"


def test_a_mapped_pipeline_is_saved_and_loaded(tmp_path: Path) -> None:
    adapt(with_labels(CLEARNLP_LABELS)).to_disk(tmp_path / "web")
    assert spacy.load(tmp_path / "web").pipe_names == ["parser", "foreigndesk_clearnlp"]


def test_every_label_is_in_the_table() -> None:
    relations, names = tables()
    assert relations.keys() >= CLEARNLP_LABELS
    assert set(names.values()) == {"LOC", "NORP", "ORG", "PER"}
