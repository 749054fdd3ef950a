import pytest
import spacy
from spacy.tokens import Doc

from foreigndesk.propositions.tree import Tree, tree

VOCAB = spacy.blank("en").vocab
VERBS = frozenset({"annul", "bomb", "shell", "suspend", "veto"})
COARSE = {"N": "NOUN", "P": "PROPN", "V": "VERB", "J": "ADJ", "D": "DET", "I": "ADP", "X": "AUX", "T": "PART", ".": "PUNCT"}


def build(marked: str) -> Tree:
    """A tree from ``word/TAG/relation/head``, one a token; heads count from 0."""
    rows = [token.rsplit("/", 3) for token in marked.split()]
    tags = [tag for _, tag, _, _ in rows]
    pos = [
        "PROPN" if tag == "NNP" else "AUX" if dep.startswith(("aux", "cop")) or tag == "MD" else "PART" if tag == "TO"
        else "PRON" if tag == "PRP" else COARSE.get(tag[0], "X")
        for _, tag, dep, _ in rows
    ]
    pos = ["ADP" if tag == "IN" else p for tag, p in zip(tags, pos, strict=True)]
    doc = Doc(
        VOCAB, words=[word for word, _, _, _ in rows], tags=tags, pos=pos,
        heads=[int(head) for _, _, _, head in rows], deps=[dep for _, _, dep, _ in rows],
        lemmas=[word.lower() for word, _, _, _ in rows],
    )
    return tree(doc, VERBS)


def test_an_adjective_with_subject_and_object_is_a_verb() -> None:
    t = build("Berlin/NNP/nsubj/1 vetoed/JJ/ROOT/1 the/DT/det/3 plan/NN/obj/1")
    assert (t.pos[1], t.tags[1], t.lemmas[1]) == ("VERB", "VBD", "veto")


def test_a_noun_with_a_passive_auxiliary_is_a_participle() -> None:
    t = build("plan/NN/nsubj:pass/2 was/VBD/aux:pass/2 annulled/NN/ROOT/2 in/IN/case/4 May/NNP/obl/2")
    assert (t.pos[2], t.tags[2], t.lemmas[2]) == ("VERB", "VBN", "annul")


LEFT_ALONE = [
    ("a copula makes a predicate of it", "They/PRP/nsubj/2 were/VBD/cop/2 bombed/JJ/ROOT/2 in/IN/case/4 May/NNP/obl/2", 2, "ADJ"),
    ("no subject", "bombed/JJ/ROOT/0 the/DT/det/2 port/NN/obj/0", 0, "ADJ"),
    ("nothing but a subject", "planes/NNS/nsubj/1 bombed/JJ/ROOT/1", 1, "ADJ"),
    ("no known verb", "Berlin/NNP/nsubj/1 grumbled/JJ/ROOT/1 the/DT/det/3 plan/NN/obj/1", 1, "ADJ"),
    ("a name in capitals", "Berlin/NNP/nsubj/1 Shell/NNP/ROOT/1 the/DT/det/3 plan/NN/obj/1", 1, "PROPN"),
]


@pytest.mark.parametrize(("why", "marked", "token", "pos"), LEFT_ALONE)
def test_what_may_be_right_is_left_alone(why: str, marked: str, token: int, pos: str) -> None:
    assert build(marked).pos[token] == pos, why


@pytest.mark.parametrize(
    ("marked", "head"),
    [
        ("Chadian/JJ/amod/2 -/HYPH/punct/0 Sudanese/JJ/amod/3 talks/NNS/ROOT/3", 3),
        ("long/JJ/amod/2 -/HYPH/punct/0 Sudanese/JJ/amod/3 talks/NNS/ROOT/3", 2),
    ],
)
def test_names_joined_by_a_hyphen_both_tell_of_the_noun(marked: str, head: int) -> None:
    assert build(marked).heads[0] == head


def test_a_modifier_with_its_own_auxiliary_is_the_verb() -> None:
    t = build("Berlin/NNP/nsubj/3 had/VBD/aux/3 suspended/VBN/amod/3 operations/NNS/ROOT/3 in/IN/case/5 May/NNP/obl/2")
    assert (t.heads[2], t.deps[2]) == (2, "root")
    assert (t.heads[3], t.deps[3]) == (2, "obj")
    assert (t.heads[0], t.deps[0]) == (2, "nsubj")
    assert (t.heads[1], t.deps[1]) == (2, "aux")
    assert t.children[2] == [0, 1, 3, 5]
    assert t.children[3] == []
    assert t.subtree(2) == (0, 6)


def test_have_read_as_the_verb() -> None:
    t = build("Planes/NNS/nsubj/1 have/VBP/ROOT/1 bombed/VBN/amod/3 shipments/NNS/obj/1")
    assert (t.heads[2], t.deps[2]) == (2, "root")
    assert (t.heads[1], t.deps[1], t.pos[1]) == (2, "aux", "AUX")
    assert t.children[2] == [0, 1, 3]


def test_a_plain_modifier_stays_one() -> None:
    t = build("Berlin/NNP/nsubj/1 annulled/VBD/ROOT/1 suspended/VBN/amod/3 operations/NNS/obj/1")
    assert (t.heads[2], t.deps[2]) == (3, "amod")


GERUNDS = [
    ("came/VBD/ROOT/0 under/IN/case/3 heavy/JJ/amod/3 shelling/VBG/obl/0", 3, "NOUN"),
    ("saw/VBD/ROOT/0 the/DT/det/2 shelling/VBG/obj/0", 2, "NOUN"),
    ("began/VBD/ROOT/0 shelling/VBG/obj/0 towns/NNS/obj/1", 1, "VERB"),
]


@pytest.mark.parametrize(("marked", "token", "pos"), GERUNDS)
def test_gerunds_with_a_noun_s_company_are_nouns(marked: str, token: int, pos: str) -> None:
    assert build(marked).pos[token] == pos


# (why, sentence, token, its label)
LABELS = [
    ("a perfect is active", "Chad/NNP/nsubj:pass/2 has/VBZ/aux/2 bombed/VBN/ROOT/2 Mali/NNP/obj/2", 0, "nsubj"),
    ("a perfect passive", "Mali/NNP/nsubj:pass/3 has/VBZ/aux/3 been/VBN/aux:pass/3 bombed/VBN/ROOT/3", 0, "nsubj:pass"),
    ("that marks a content", "Chad/NNP/nsubj/1 claimed/VBD/ROOT/1 that/IN/mark/4 planes/NNS/nsubj/4 bombed/VBD/parataxis/1", 4, "ccomp"),
    ("set beside without that", "Chad/NNP/nsubj/1 left/VBD/ROOT/1 planes/NNS/nsubj/3 bombed/VBD/parataxis/1", 3, "parataxis"),
    ("remain links", "Chad/NNP/nsubj/1 remain/VBP/ROOT/1 part/NN/obj/1", 2, "xcomp"),
    ("named as something", "Chad/NNP/nsubj/1 make/VBP/ROOT/1 tolls/NNS/obj/1 an/DT/det/4 issue/NN/obj/1", 4, "xcomp"),
    ("the first object stays one", "Chad/NNP/nsubj/1 make/VBP/ROOT/1 tolls/NNS/obj/1 an/DT/det/4 issue/NN/obj/1", 2, "obj"),
    ("a passive of naming", "Otara/NNP/nsubj:pass/2 is/VBZ/aux:pass/2 elect/VBN/ROOT/2 head/NN/obj/2", 3, "xcomp"),
]


@pytest.mark.parametrize(("why", "marked", "token", "label"), LABELS)
def test_labels_that_the_clause_rules_out(why: str, marked: str, token: int, label: str) -> None:
    assert build(marked).deps[token] == label, why


def test_a_clause_after_a_comma_and_which_belongs_to_the_nouns_before_it() -> None:
    t = build(
        "Oman/NNP/nsubj/1 said/VBD/ROOT/1 Qatar/NNP/nsubj/3 shells/VBZ/ccomp/1 Egypt/NNP/obj/3 and/CC/cc/6 Jordan/NNP/conj/4 "
        ",/,/punct/11 which/PRP/obj/11 Oman/NNP/nsubj/11 has/VBZ/aux/11 bombed/VBN/ccomp/1"
    )
    assert (t.heads[11], t.deps[11]) == (4, "acl:relcl")


def test_a_question_is_no_relative_clause() -> None:
    t = build("Oman/NNP/nsubj/1 asked/VBD/ROOT/1 envoys/NNS/obj/1 who/PRP/nsubj/4 shelled/VBD/ccomp/1 Egypt/NNP/obj/4")
    assert (t.heads[4], t.deps[4]) == (1, "ccomp")


def test_a_relative_clause_right_behind_a_noun_is_the_noun_s() -> None:
    t = build(
        "Oman/NNP/nsubj/1 left/VBD/ROOT/1 after/IN/case/4 the/DT/det/4 raid/NN/obl/1 "
        "that/PRP/nsubj/6 shelled/VBD/advcl:relcl/1 Qatar/NNP/obj/6"
    )
    assert (t.heads[6], t.deps[6]) == (4, "acl:relcl")


def test_an_article_makes_a_noun() -> None:
    t = build("the/DT/det/1 airstrike/VB/nsubj/2 bombed/VBD/ROOT/2 Qatar/NNP/obj/2")
    assert (t.pos[1], t.tags[1]) == ("NOUN", "NN")


def test_a_name_right_before_the_auxiliary_is_the_subject() -> None:
    t = build(
        "talks/NNS/obl/5 in/IN/case/3 May/NNP/nmod/0 Oman/NNP/nmod/0 will/MD/aux/5 bomb/VB/ROOT/5 Qatar/NNP/obj/5"
    )
    assert [(t.heads[i], t.deps[i]) for i in (1, 3)] == [(2, "case"), (5, "nsubj")]


def test_a_clause_right_behind_an_inserted_cue_is_what_the_cue_says() -> None:
    t = build(
        "Talks/NNS/nsubj/6 which/PRP/nsubj/5 Oman/NNP/nsubj/3 said/VBD/acl:relcl/0 had/VBD/aux/5 failed/VBN/acl:relcl/0 ended/VBD/ROOT/6"
    )
    assert (t.heads[5], t.deps[5]) == (3, "ccomp")


def test_a_second_subject_behind_the_clause_is_the_speaker() -> None:
    t = build("Oman/NNP/nsubj/1 shelled/VBD/ccomp/5 Egypt/NNP/obj/1 ,/,/punct/1 envoys/NNS/nsubj/1 said/VBD/ROOT/5")
    assert (t.heads[4], t.deps[4]) == (5, "nsubj")
    assert t.heads[0] == 1


def test_an_apposition_right_before_a_verb_without_subject_speaks() -> None:
    t = build(
        "Chad/NNP/nsubj/2 will/MD/aux/2 join/VB/ccomp/10 the/DT/det/4 bank/NN/obj/2 ,/,/punct/2 its/DT/nmod:poss/7 envoy/NN/appos/4 "
        "Roe/NNP/appos/7 ,/,/punct/7 said/VBD/root/10 ././punct/10"
    )
    assert (t.heads[7], t.deps[7]) == (10, "nsubj")
    assert t.subtree(2) == (0, 6)
