"""The graph from trees written by hand: ``word/TAG/relation/head[/lemma]``, heads count from 0."""

import pytest
import spacy
from spacy.tokens import Doc

from foreigndesk.propositions.graph import Graph, case_of, graph, referent, tense_at
from foreigndesk.propositions.tree import Tree, tree

VOCAB = spacy.blank("en").vocab
EVENT_NOUNS = frozenset({"attack", "talk", "withdrawal", "shelling", "promise", "fire"})
POS = {
    "NNP": "PROPN", "NN": "NOUN", "NNS": "NOUN", "VB": "VERB", "VBD": "VERB", "VBZ": "VERB", "VBP": "VERB", "VBG": "VERB",
    "VBN": "VERB", "MD": "AUX", "JJ": "ADJ", "RB": "ADV", "IN": "ADP", "RP": "ADP", "DT": "DET", "CC": "CCONJ", "TO": "PART",
    "POS": "PART", "PRP": "PRON", "WDT": "PRON", "WP": "PRON", ",": "PUNCT", ".": "PUNCT", "CD": "NUM", "PDT": "DET",
}


def build(marked: str) -> Tree:
    rows = [(*token.split("/"), "")[:5] for token in marked.split()]
    words, tags, deps, heads, lemmas = zip(*rows, strict=True)
    pos = [
        "AUX" if dep in {"aux", "aux:pass", "cop"} else "SCONJ" if dep == "mark" and tag == "IN" else POS[tag]
        for tag, dep in zip(tags, deps, strict=True)
    ]
    return tree(
        Doc(
            VOCAB, words=list(words), tags=list(tags), pos=pos, deps=list(deps), heads=[int(h) for h in heads],
            lemmas=[lemma or word.lower() for word, lemma in zip(words, lemmas, strict=True)],
        )
    )


def read(marked: str) -> tuple[Tree, Graph]:
    t = build(marked)
    return t, graph(t, EVENT_NOUNS)


def named(t: Tree, roles: dict[str, list[int]]) -> dict[str, list[str]]:
    return {role: [t.words[i] for i in tokens] for role, tokens in roles.items() if tokens}


# (phenomenon, sentence, token of the predicate, its roles)
ROLES = [
    ("subject and object", "Chad/NNP/nsubj/1 bombed/VBD/ROOT/1/bomb Mali/NNP/obj/1", 1, {"subj": ["Chad"], "obj": ["Mali"]}),
    (
        "two objects",
        "Chad/NNP/nsubj/1 gave/VBD/ROOT/1/give Mali/NNP/iobj/1 tanks/NNS/obj/1/tank", 1,
        {"subj": ["Chad"], "iobj": ["Mali"], "obj": ["tanks"]},
    ),
    (
        "a conjunct with a preposition of its own",
        "Chad/NNP/nsubj/1 spoke/VBD/ROOT/1/speak within/IN/case/3 Mali/NNP/obl/1 and/CC/cc/6 with/IN/case/6 Togo/NNP/conj/3", 1,
        {"subj": ["Chad"], "within": ["Mali"], "with": ["Togo"]},
    ),
    (
        "an object is not shared past another phrase",
        "Chad/NNP/nsubj/1 met/VBD/ROOT/1/meet in/IN/case/3 Goma/NNP/obl/1 and/CC/cc/5 bombed/VBD/conj/1/bomb Mali/NNP/obj/5", 1,
        {"subj": ["Chad"], "in": ["Goma"]},
    ),
    (
        "a light verb in its noun's relative clause",
        "the/DT/det/1 attack/NN/nsubj/5 that/WDT/obj/4 Chad/NNP/nsubj/4 launched/VBD/acl:relcl/1/launch failed/VBD/ROOT/5/fail", 1,
        {"subj": ["Chad"]},
    ),
    (
        "an oblique bears its preposition",
        "Chad/NNP/nsubj/1 fought/VBD/ROOT/1/fight with/IN/case/3 Mali/NNP/obl/1", 1, {"subj": ["Chad"], "with": ["Mali"]},
    ),
    (
        "a preposition of several words",
        "Chad/NNP/nsubj/1 fled/VBD/ROOT/1/flee because/IN/case/4 of/IN/fixed/2 Mali/NNP/obl/1", 1,
        {"subj": ["Chad"], "because of": ["Mali"]},
    ),
    (
        "a time without preposition",
        "Chad/NNP/nsubj/1 fled/VBD/ROOT/1/flee Monday/NNP/obl:unmarked/1", 1, {"subj": ["Chad"], "tmod": ["Monday"]},
    ),
    (
        "passive: the agent is the subject",
        "Mali/NNP/nsubj:pass/2 was/VBD/aux:pass/2/be bombed/VBN/ROOT/2/bomb by/IN/case/4 Chad/NNP/obl:agent/2", 2,
        {"obj": ["Mali"], "subj": ["Chad"]},
    ),
    (
        "passive: an agent that is called an oblique",
        "Mali/NNP/nsubj:pass/2 was/VBD/aux:pass/2/be bombed/VBN/ROOT/2/bomb by/IN/case/4 Chad/NNP/obl/2", 2,
        {"obj": ["Mali"], "subj": ["Chad"]},
    ),
    (
        "passive with a nominal subject label only",
        "Mali/NNP/nsubj/2 was/VBD/aux:pass/2/be bombed/VBN/ROOT/2/bomb", 2, {"obj": ["Mali"]},
    ),
    (
        "active by: an oblique like any",
        "Chad/NNP/nsubj/1 stood/VBD/ROOT/1/stand by/IN/case/3 Mali/NNP/obl/1", 1, {"subj": ["Chad"], "by": ["Mali"]},
    ),
    (
        "coordinated subjects",
        "Chad/NNP/nsubj/3 and/CC/cc/2 Mali/NNP/conj/0 fought/VBD/ROOT/3/fight", 3, {"subj": ["Chad", "Mali"]},
    ),
    (
        "coordinated objects",
        "Chad/NNP/nsubj/1 bombed/VBD/ROOT/1/bomb Mali/NNP/obj/1 and/CC/cc/4 Niger/NNP/conj/2", 1,
        {"subj": ["Chad"], "obj": ["Mali", "Niger"]},
    ),
    (
        "coordinated verbs share their subject, and near ones their object",
        "Chad/NNP/nsubj/1 bombed/VBD/ROOT/1/bomb and/CC/cc/3 seized/VBD/conj/1/seize Goma/NNP/obj/3", 3,
        {"subj": ["Chad"], "obj": ["Goma"]},
    ),
    (
        "the first of two coordinated verbs",
        "Chad/NNP/nsubj/1 bombed/VBD/ROOT/1/bomb and/CC/cc/3 seized/VBD/conj/1/seize Goma/NNP/obj/3", 1,
        {"subj": ["Chad"], "obj": ["Goma"]},
    ),
    (
        "a coordinated verb with its own subject",
        "Chad/NNP/nsubj/1 fled/VBD/ROOT/1/flee and/CC/cc/4 Mali/NNP/nsubj/4 stayed/VBD/conj/1/stay", 4, {"subj": ["Mali"]},
    ),
    (
        "subject control: an infinitive",
        "Chad/NNP/nsubj/1 refused/VBD/ROOT/1/refuse to/TO/mark/3 leave/VB/xcomp/1 Mali/NNP/obj/3", 3,
        {"subj": ["Chad"], "obj": ["Mali"]},
    ),
    (
        "object control",
        "Chad/NNP/nsubj/1 urged/VBD/ROOT/1/urge Mali/NNP/obj/1 to/TO/mark/4 leave/VB/xcomp/1", 4, {"subj": ["Mali"]},
    ),
    (
        "promise is subject control even with an object",
        "Chad/NNP/nsubj/1 promised/VBD/ROOT/1/promise Mali/NNP/obj/1 to/TO/mark/4 leave/VB/xcomp/1", 4, {"subj": ["Chad"]},
    ),
    (
        "call on X to: X does it",
        "Chad/NNP/nsubj/1 called/VBD/ROOT/1/call on/IN/case/3 Mali/NNP/obl/1 to/TO/mark/5 leave/VB/xcomp/1", 5, {"subj": ["Mali"]},
    ),
    (
        "control out of a passive",
        "Mali/NNP/nsubj:pass/2 was/VBD/aux:pass/2/be ordered/VBN/ROOT/2/order to/TO/mark/4 leave/VB/xcomp/2", 4, {"subj": ["Mali"]},
    ),
    (
        "a passive infinitive",
        "Mali/NNP/nsubj/1 refused/VBD/ROOT/1/refuse to/TO/mark/4 be/VB/aux:pass/4 bombed/VBN/xcomp/1/bomb", 4, {"obj": ["Mali"]},
    ),
    (
        "relative clause on the subject",
        "troops/NNS/nsubj/4/troop who/WP/nsubj/2 bombed/VBD/acl:relcl/0/bomb Goma/NNP/obj/2 fled/VBD/ROOT/4/flee", 2,
        {"subj": ["troops"], "obj": ["Goma"]},
    ),
    (
        "relative clause on the object",
        "Goma/NNP/nsubj/4 which/WDT/obj/3 Chad/NNP/nsubj/3 bombed/VBD/acl:relcl/0/bomb burned/VBD/ROOT/4/burn", 3,
        {"subj": ["Chad"], "obj": ["Goma"]},
    ),
    (
        "relative clause without a pronoun",
        "the/DT/det/1 town/NN/nsubj/4 Chad/NNP/nsubj/3 bombed/VBD/acl:relcl/1/bomb burned/VBD/ROOT/4/burn", 3,
        {"subj": ["Chad"], "obj": ["town"]},
    ),
    (
        "a participle behind its noun",
        "troops/NNS/nsubj/3/troop shelling/VBG/acl/0/shell Goma/NNP/obj/1 fled/VBD/ROOT/3/flee", 1,
        {"subj": ["troops"], "obj": ["Goma"]},
    ),
    (
        "a past participle behind its noun",
        "towns/NNS/nsubj/4/town bombed/VBN/acl/0/bomb by/IN/case/3 Chad/NNP/obl:agent/1 burned/VBD/ROOT/4/burn", 1,
        {"obj": ["towns"], "subj": ["Chad"]},
    ),
    (
        "an adverbial clause takes the subject above it",
        "Chad/NNP/nsubj/1 fled/VBD/ROOT/1/flee leaving/VBG/advcl/1/leave Goma/NNP/obj/2", 2, {"subj": ["Chad"], "obj": ["Goma"]},
    ),
    (
        "the owner of a promise does what is promised",
        "Chad/NNP/nmod:poss/2 's/POS/case/0 promise/NN/nsubj/5 to/TO/mark/4 leave/VB/acl/2 failed/VBD/ROOT/5/fail", 4, {"subj": ["Chad"]},
    ),
    (
        "an event noun with its owner and complement",
        "Chad/NNP/nmod:poss/2 's/POS/case/0 attack/NN/nsubj/5 on/IN/case/4 Mali/NNP/nmod/2 failed/VBD/ROOT/5/fail", 2,
        {"poss": ["Chad"], "on": ["Mali"]},
    ),
    (
        "an event noun with an adjective",
        "the/DT/det/2 Chadian/JJ/amod/2 attack/NN/nsubj/3 failed/VBD/ROOT/3/fail", 2, {"adj": ["Chadian"]},
    ),
    (
        "a light verb hands its roles on",
        "Chad/NNP/nsubj/1 held/VBD/ROOT/1/hold talks/NNS/obj/1/talk with/IN/case/4 Mali/NNP/obl/1", 2,
        {"subj": ["Chad"], "with": ["Mali"]},
    ),
    (
        "an inverse light verb: its subject suffers",
        "Mali/NNP/nsubj/1 came/VBD/ROOT/1/come under/IN/case/3 fire/NN/obl/1 from/IN/case/5 Chad/NNP/nmod/3", 3,
        {"from": ["Chad"], "obj": ["Mali"]},
    ),
    (
        "a predicative adjective",
        "Chad/NNP/nsubj/2 is/VBZ/cop/2/be eager/JJ/ROOT/2", 2, {"subj": ["Chad"]},
    ),
    (
        "a predicative noun",
        "Chad/NNP/nsubj/3 is/VBZ/cop/3/be a/DT/det/3 member/NN/ROOT/3 of/IN/case/5 OPEC/NNP/nmod/3", 3,
        {"subj": ["Chad"], "of": ["OPEC"]},
    ),
    (
        "what an eager state does",
        "Chad/NNP/nsubj/2 is/VBZ/cop/2/be eager/JJ/ROOT/2 to/TO/mark/4 leave/VB/xcomp/2", 4, {"subj": ["Chad"]},
    ),
    (
        "a complement clause",
        "Chad/NNP/nsubj/1 said/VBD/ROOT/1/say Mali/NNP/nsubj/3 fled/VBD/ccomp/1/flee", 1, {"subj": ["Chad"], "comp": ["fled"]},
    ),
    (
        "a gerund behind a preposition: the noun's owner does it, not the noun",
        "Chad/NNP/nmod:poss/2 's/POS/case/0 role/NN/nsubj/6 in/IN/mark/4 shelling/VBG/acl/2/shell Goma/NNP/obj/4 ended/VBD/ROOT/6/end",
        4, {"subj": ["Chad"], "obj": ["Goma"]},
    ),
    (
        "a gerund behind of: nobody is told",
        "Chad/NNP/nsubj/1 saw/VBD/ROOT/1/see ways/NNS/obj/1/way of/IN/mark/4 shelling/VBG/acl/2/shell Goma/NNP/obj/4",
        4, {"obj": ["Goma"]},
    ),
    (
        "an attempt is made by whoever makes it",
        "Chad/NNP/nsubj/1 made/VBD/ROOT/1/make attempts/NNS/obj/1/attempt to/TO/mark/4 flee/VB/acl/2", 4, {"subj": ["Chad"]},
    ),
    (
        "an attempt by somebody",
        "attempts/NNS/nsubj/5/attempt by/IN/case/2 Chad/NNP/nmod/0 to/TO/mark/4 flee/VB/acl/0 failed/VBD/ROOT/5/fail",
        4, {"subj": ["Chad"]},
    ),
    (
        "an adjective tells who only where it is a name's",
        "Chadian/JJ/amod/2 last/JJ/amod/2 attempts/NNS/nsubj/5/attempt to/TO/mark/4 flee/VB/acl/2 failed/VBD/ROOT/5/fail",
        4, {"subj": ["Chadian"]},
    ),
    (
        "a reason does nothing",
        "There/PRP/expl/1 is/VBZ/ROOT/1/be reason/NN/nsubj/1 to/TO/mark/4 flee/VB/acl/2", 4, {},
    ),
    (
        "a clause on a noun that is complete lends no subject",
        "Chad/NNP/nsubj/1 heard/VBD/ROOT/1/hear news/NN/obj/1 that/IN/mark/5 it/PRP/expl/5 rained/VBD/acl/2/rain", 5, {},
    ),
    (
        "for somebody to do it",
        "Chad/NNP/nsubj/1 called/VBD/ROOT/1/call for/IN/case/3 Mali/NNP/obl/1 to/TO/mark/5 leave/VB/advcl/1", 5, {"subj": ["Mali"]},
    ),
    (
        "for something to be done",
        "Chad/NNP/nsubj/1 called/VBD/ROOT/1/call for/IN/case/3 tolls/NNS/obl/1 to/TO/mark/6 be/VB/aux:pass/6 cut/VBN/advcl/1", 6,
        {"obj": ["tolls"]},
    ),
    (
        "used for a purpose: the user does it",
        "Chad/NNP/nsubj/1 used/VBD/ROOT/1/use planes/NNS/obj/1/plane to/TO/mark/4 bomb/VB/advcl/1 Goma/NNP/obj/4", 4,
        {"subj": ["Chad"], "obj": ["Goma"]},
    ),
    (
        "a passive infinitive behind a comma tells of the phrase before it",
        "Chad/NNP/nsubj/1 prepared/VBD/ROOT/1/prepare talks/NNS/obj/1/talk in/IN/case/4 May/NNP/nmod/2 ,/,/punct/7 to/TO/mark/8 "
        "be/VB/aux:pass/8 held/VBN/advcl/1/hold", 8, {"obj": ["talks"]},
    ),
    (
        "a verb beside a predicative adjective",
        "Chad/NNP/nsubj/2 is/VBZ/cop/2/be glad/JJ/ROOT/2 and/CC/cc/4 thanked/VBD/conj/2/thank Mali/NNP/obj/4", 4,
        {"subj": ["Chad"], "obj": ["Mali"]},
    ),
    (
        "coordinated participles share their passive",
        "Mali/NNP/nsubj:pass/2 was/VBD/aux:pass/2/be bombed/VBN/ROOT/2/bomb or/CC/cc/4 shelled/VBN/conj/2/shell", 4, {"obj": ["Mali"]},
    ),
    (
        "the first of two coordinated participles has no agent by that",
        "Mali/NNP/nsubj:pass/2 was/VBD/aux:pass/2/be bombed/VBN/ROOT/2/bomb or/CC/cc/4 shelled/VBN/conj/2/shell", 2, {"obj": ["Mali"]},
    ),
    (
        "a participle with a subject of its own is active",
        "Chad/NNP/nsubj/1 stayed/VBD/ROOT/1/stay though/IN/mark/4 Mali/NNP/nsubj/4 fled/VBN/advcl/1/flee", 4, {"subj": ["Mali"]},
    ),
    (
        "a gap runs through coordinated relative clauses",
        "tanks/NNS/ROOT/0/tank which/WDT/obj/3 Chad/NNP/nsubj/3 built/VBD/acl:relcl/0/build and/CC/cc/5 sold/VBD/conj/3/sell to/IN/case/7 "
        "Mali/NNP/obl/5", 5, {"subj": ["Chad"], "obj": ["tanks"], "to": ["Mali"]},
    ),
    (
        "a relative pronoun of the infinitive",
        "tanks/NNS/ROOT/0/tank which/WDT/obj/5 Chad/NNP/nsubj/3 wants/VBZ/acl:relcl/0/want to/TO/mark/5 sell/VB/xcomp/3", 5,
        {"subj": ["Chad"], "obj": ["tanks"]},
    ),
    (
        "a gap in the infinitive",
        "tanks/NNS/ROOT/0/tank Chad/NNP/nsubj/2 wants/VBZ/acl:relcl/0/want to/TO/mark/4 sell/VB/xcomp/2", 4,
        {"subj": ["Chad"], "obj": ["tanks"]},
    ),
    (
        "no gap where the pronoun has its place",
        "men/NNS/ROOT/0/man who/WP/nsubj/2 want/VBP/acl:relcl/0 to/TO/mark/4 sell/VB/xcomp/2", 4, {"subj": ["men"]},
    ),
    (
        "a stranded preposition",
        "deals/NNS/ROOT/0/deal that/IN/mark/3 Chad/NNP/nsubj/3 profits/VBZ/acl:relcl/0/profit from/IN/case/3", 3,
        {"subj": ["Chad"], "from": ["deals"]},
    ),
    (
        "the day that they met is no object",
        "day/NN/ROOT/0 that/IN/mark/3 Chad/NNP/nsubj/3 fled/VBD/acl:relcl/0/flee", 3, {"subj": ["Chad"]},
    ),
    (
        "have to: the subject must",
        "tanks/NNS/ROOT/0/tank that/WDT/obj/3 Chad/NNP/nsubj/3 had/VBD/acl:relcl/0/have to/TO/mark/5 flee/VB/xcomp/3", 5,
        {"subj": ["Chad"]},
    ),
    (
        "what an adjective is about",
        "Chad/NNP/nsubj/2 is/VBZ/cop/2/be glad/JJ/ROOT/2 to/TO/mark/4 leave/VB/advcl/2", 2, {"subj": ["Chad"], "comp": ["leave"]},
    ),
    (
        "a prepositional phrase hung on the first word of a titled name",
        "He/PRP/nsubj/1 met/VBD/ROOT/1/meet with/IN/case/3 President/NNP/compound/4 Otara/NNP/obl/1", 1,
        {"subj": ["He"], "with": ["Otara"]},
    ),
]


@pytest.mark.parametrize(("phenomenon", "marked", "head", "roles"), ROLES, ids=[case[0] for case in ROLES])
def test_roles(phenomenon: str, marked: str, head: int, roles: dict[str, list[str]]) -> None:
    t, g = read(marked)
    assert named(t, g[head].roles) == roles


# (sentence, token of the predicate, tense, perfect, progressive, modal, negated, infinitive)
GRAMMAR = [
    ("Chad/NNP/nsubj/1 fled/VBD/ROOT/1/flee", 1, "past", False, False, None, False, False),
    ("Chad/NNP/nsubj/1 flees/VBZ/ROOT/1/flee", 1, "present", False, False, None, False, False),
    ("Chad/NNP/nsubj/2 has/VBZ/aux/2/have fled/VBN/ROOT/2/flee", 2, "past", True, False, None, False, False),
    ("Chad/NNP/nsubj/2 had/VBD/aux/2/have fled/VBN/ROOT/2/flee", 2, "past", True, False, None, False, False),
    ("Chad/NNP/nsubj/2 is/VBZ/aux/2/be fleeing/VBG/ROOT/2/flee", 2, "present", False, True, None, False, False),
    ("Chad/NNP/nsubj/2 was/VBD/aux/2/be fleeing/VBG/ROOT/2/flee", 2, "past", False, True, None, False, False),
    ("Chad/NNP/nsubj/2 will/MD/aux/2 flee/VB/ROOT/2", 2, "future", False, False, "will", False, False),
    ("Chad/NNP/nsubj/2 'll/MD/aux/2 flee/VB/ROOT/2", 2, "future", False, False, "will", False, False),
    ("Chad/NNP/nsubj/2 shall/MD/aux/2 flee/VB/ROOT/2", 2, "future", False, False, "shall", False, False),
    ("Chad/NNP/nsubj/2 might/MD/aux/2 flee/VB/ROOT/2", 2, "none", False, False, "might", False, False),
    ("Chad/NNP/nsubj/3 did/VBD/aux/3/do not/RB/advmod/3 flee/VB/ROOT/3", 3, "past", False, False, None, True, False),
    ("Chad/NNP/nsubj/3 does/VBZ/aux/3/do n't/RB/advmod/3/not flee/VB/ROOT/3", 3, "present", False, False, None, True, False),
    ("Chad/NNP/nsubj/3 wo/MD/aux/3/will n't/RB/advmod/3/not flee/VB/ROOT/3", 3, "future", False, False, "will", True, False),
    ("Chad/NNP/nsubj/2 never/RB/advmod/2 fled/VBD/ROOT/2/flee", 2, "past", False, False, None, True, False),
    ("no/DT/det/1 troops/NNS/nsubj/2/troop fled/VBD/ROOT/2/flee", 2, "past", False, False, None, True, False),
    ("nobody/NN/nsubj/1 fled/VBD/ROOT/1/flee", 1, "past", False, False, None, True, False),
    ("Chad/NNP/nsubj/1 wants/VBZ/ROOT/1/want to/TO/mark/3 flee/VB/xcomp/1", 3, "none", False, False, None, False, True),
    ("Chad/NNP/nsubj/1 chose/VBD/ROOT/1/choose not/RB/advmod/4 to/TO/mark/4 flee/VB/xcomp/1", 4, "none", False, False, None, True, True),
    ("Chad/NNP/nsubj/2 is/VBZ/cop/2/be eager/JJ/ROOT/2", 2, "present", False, False, None, False, False),
    ("Chad/NNP/nsubj/3 was/VBD/cop/3/be not/RB/advmod/3 eager/JJ/ROOT/3", 3, "past", False, False, None, True, False),
]


@pytest.mark.parametrize(("marked", "head", "tense", "perfect", "progressive", "modal", "negated", "infinitive"), GRAMMAR)
def test_grammar(
    marked: str, head: int, tense: str, perfect: bool, progressive: bool, modal: str | None, negated: bool, infinitive: bool
) -> None:
    p = read(marked)[1][head]
    found = (p.tense, p.perfect, p.progressive, p.modal, p.negated, p.infinitive)
    assert found == (tense, perfect, progressive, modal, negated, infinitive)


COORDINATED_GRAMMAR = [
    (
        "tense and modal spread",
        "Chad/NNP/nsubj/2 will/MD/aux/2 bomb/VB/ROOT/2 and/CC/cc/4 seize/VB/conj/2 Goma/NNP/obj/4", 4, "future", False,
    ),
    (
        "negation spreads",
        "Chad/NNP/nsubj/3 did/VBD/aux/3/do not/RB/advmod/3 bomb/VB/ROOT/3 or/CC/cc/5 seize/VB/conj/3 Goma/NNP/obj/5", 5, "past", True,
    ),
]


@pytest.mark.parametrize(("phenomenon", "marked", "head", "tense", "negated"), COORDINATED_GRAMMAR)
def test_coordinated_verbs_share_their_grammar(phenomenon: str, marked: str, head: int, tense: str, negated: bool) -> None:
    p = read(marked)[1][head]
    assert (p.tense, p.negated) == (tense, negated)


# (sentence, token of the predicate, token of what it is embedded in, by which link)
EMBEDDING = [
    ("Chad/NNP/nsubj/1 said/VBD/ROOT/1/say Mali/NNP/nsubj/3 fled/VBD/ccomp/1/flee", 3, 1, "comp"),
    ("Chad/NNP/nsubj/1 wants/VBZ/ROOT/1/want to/TO/mark/3 flee/VB/xcomp/1", 3, 1, "comp"),
    ("Chad/NNP/nsubj/1 condemned/VBD/ROOT/1/condemn the/DT/det/3 attack/NN/obj/1", 3, 1, "obj"),
    ("the/DT/det/1 attack/NN/nsubj/2 failed/VBD/ROOT/2/fail", 1, 2, "subj"),
    ("the/DT/det/1 attack/NN/nsubj:pass/3 was/VBD/aux:pass/3/be condemned/VBN/ROOT/3/condemn", 1, 3, "obj"),
    ("Chad/NNP/nsubj/1 fled/VBD/ROOT/1/flee after/IN/case/4 the/DT/det/4 attack/NN/obl/1", 4, 1, "after"),
    ("Chad/NNP/nsubj/1 fled/VBD/ROOT/1/flee if/IN/mark/4 Mali/NNP/nsubj/4 attacked/VBD/advcl/1/attack", 4, 1, "advcl:if"),
    ("Chad/NNP/nsubj/1 fled/VBD/ROOT/1/flee leaving/VBG/advcl/1/leave Goma/NNP/obj/2", 2, 1, "advcl"),
    ("troops/NNS/nsubj/4/troop who/WP/nsubj/2 bombed/VBD/acl:relcl/0/bomb Goma/NNP/obj/2 fled/VBD/ROOT/4/flee", 2, 4, "relcl"),
    ("Chad/NNP/nmod:poss/2 's/POS/case/0 promise/NN/nsubj/5 to/TO/mark/4 leave/VB/acl/2 failed/VBD/ROOT/5/fail", 4, 2, "acl"),
    ("Chad/NNP/nsubj/1 fled/VBD/ROOT/1/flee", 1, None, "root"),
    ("Chad/NNP/nsubj/1 said/VBD/ROOT/1/say Mali/NNP/nsubj/3 fled/VBD/ccomp/1/flee and/CC/cc/5 burned/VBD/conj/3/burn", 5, 1, "comp"),
    ("Chad/NNP/nsubj/1 urged/VBD/ROOT/1/urge allies/NNS/obj/1/ally to/TO/mark/4 leave/VB/advcl/1", 4, 1, "comp"),
]


@pytest.mark.parametrize(("marked", "head", "parent", "link"), EMBEDDING)
def test_embedding(marked: str, head: int, parent: int | None, link: str) -> None:
    p = read(marked)[1][head]
    assert (p.parent, p.link) == (parent, link)


KINDS = [
    # sentence, the predicates that stand in the graph
    ("Chad/NNP/nsubj/1 bombed/VBD/ROOT/1/bomb Mali/NNP/obj/1", {1: "verb"}),
    ("the/DT/det/1 attack/NN/nsubj/2 failed/VBD/ROOT/2/fail", {1: "noun", 2: "verb"}),
    ("the/DT/det/1 weather/NN/nsubj/2 changed/VBD/ROOT/2/change", {2: "verb"}),
    ("attack/NN/compound/1 helicopters/NNS/nsubj/2/helicopter left/VBD/ROOT/2/leave", {2: "verb"}),
    ("armed/VBN/amod/1/arm men/NNS/nsubj/2/man left/VBD/ROOT/2/leave", {2: "verb"}),
    ("Chad/NNP/nsubj/2 is/VBZ/cop/2/be eager/JJ/ROOT/2", {2: "adjective"}),
    ("There/PRP/expl/1 was/VBD/ROOT/1/be calm/NN/nsubj/1", {1: "verb"}),
]


@pytest.mark.parametrize(("marked", "kinds"), KINDS)
def test_what_is_a_predicate(marked: str, kinds: dict[int, str]) -> None:
    assert {i: p.kind for i, p in sorted(read(marked)[1].items())} == kinds


def test_a_particle_belongs_to_its_verb() -> None:
    p = read("Chad/NNP/nsubj/1 called/VBD/ROOT/1/call off/RP/compound:prt/1 talks/NNS/obj/1/talk")[1][1]
    assert (p.lemma, p.particle) == ("call", "off")


def test_a_light_verb_is_marked_on_its_noun() -> None:
    g = read("Chad/NNP/nsubj/1 held/VBD/ROOT/1/hold talks/NNS/obj/1/talk with/IN/case/4 Mali/NNP/nmod/2")[1]
    assert g[2].light == 1
    assert g[2].light_verb is not None
    assert not g[2].light_verb.inverse


def test_conditional_marks() -> None:
    g = read("Chad/NNP/nsubj/1 fled/VBD/ROOT/1/flee if/IN/mark/4 Mali/NNP/nsubj/4 attacked/VBD/advcl/1/attack")[1]
    assert g[4].conditional == "if"
    assert g[1].conditional is None


def test_all_joins_roles_in_the_order_asked_for() -> None:
    t, g = read("Chad/NNP/nsubj/1 bombed/VBD/ROOT/1/bomb Mali/NNP/obj/1")
    assert [t.words[i] for i in g[1].all("obj", "with", "subj")] == ["Mali", "Chad"]


def test_case_of() -> None:
    t = build("fled/VBD/ROOT/0 because/IN/case/3 of/IN/fixed/1 Mali/NNP/obl/0 's/POS/case/3")
    assert case_of(t, 3) == "because of"
    assert case_of(t, 0) is None


def test_a_copula_s_noun_refers_to_its_subject() -> None:
    t = build("Chad/NNP/nsubj/3 is/VBZ/cop/3/be the/DT/det/3 state/NN/ROOT/3 that/WDT/nsubj/5 fled/VBD/acl:relcl/3/flee")
    assert [t.words[i] for i in referent(t, 3)] == ["Chad"]
    assert named(t, graph(t, EVENT_NOUNS)[5].roles) == {"subj": ["Chad"]}


def test_the_tense_of_each_sentence() -> None:
    t, g = read("Chad/NNP/nsubj/1 said/VBD/ROOT/1/say Mali/NNP/nsubj/4 will/MD/aux/4 flee/VB/ccomp/1")
    assert tense_at(t, g) == {0: "past"}
