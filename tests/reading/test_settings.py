"""Which time and place belongs to which act; trees written by hand, times by their words, places by theirs."""

from datetime import date

import pytest
import spacy
from spacy.tokens import Doc

from foreigndesk.model import DateWindow, Place, Time
from foreigndesk.propositions.graph import graph
from foreigndesk.propositions.tree import Tree, tree
from foreigndesk.reading.settings import Setting

VOCAB = spacy.blank("en").vocab
EVENT_NOUNS = frozenset({"attack", "talk", "war", "visit"})
POS = {
    "NNP": "PROPN", "NN": "NOUN", "NNS": "NOUN", "VB": "VERB", "VBD": "VERB", "VBG": "VERB", "IN": "ADP", "DT": "DET", "CC": "CCONJ",
    "TO": "PART", "PRP": "PRON", "RB": "ADV", "CD": "NUM", "MD": "AUX",
}
DAY = DateWindow(date(2024, 5, 13), date(2024, 5, 13), "2024-05-13", "as written")
PUBLISHED = DateWindow(date(2024, 5, 15), date(2024, 5, 15), "2024-05-15", "given")


def build(marked: str) -> Tree:
    rows = [(*token.split("/"), "")[:5] for token in marked.split()]
    words, tags, deps, heads, lemmas = zip(*rows, strict=True)
    return tree(
        Doc(
            VOCAB, words=list(words), tags=list(tags), pos=[POS[tag] for tag in tags], deps=list(deps), heads=[int(h) for h in heads],
            lemmas=[lemma or word.lower() for word, lemma in zip(words, lemmas, strict=True)],
        )
    )


def setting(t: Tree, times: dict[str, str], places: tuple[str, ...] = ()) -> Setting:
    """``times`` maps words of the text to a day or a year."""
    found = []
    for words, day in times.items():
        at = t.text.index(words)
        first, last = (f"{day}-01-01", f"{day}-12-31") if len(day) == 4 else (day, day)
        window = DateWindow(date.fromisoformat(first), date.fromisoformat(last), day, "as written")
        found.append(Time(f"t-{at}", (at, at + len(words)), "DATE", day, window))
    where = [
        Place(name, name, ((t.text.index(name), t.text.index(name) + len(name)),), 0.0, 0.0, None, None, "city") for name in places
    ]
    return Setting(t, graph(t, EVENT_NOUNS), found, where, PUBLISHED)


# (phenomenon, sentence, its times, token of the predicate, when)
WHEN = [
    ("a verb's own", "Chad/NNP/nsubj/1 fled/VBD/ROOT/1/flee on/IN/case/3 Monday/NNP/obl/1", {"Monday": "2024-05-13"}, 1, "2024-05-13"),
    ("without a preposition", "Chad/NNP/nsubj/1 fled/VBD/ROOT/1/flee Monday/NNP/obl:unmarked/1", {"Monday": "2024-05-13"}, 1, "2024-05-13"),
    ("none", "Chad/NNP/nsubj/1 fled/VBD/ROOT/1/flee", {}, 1, None),
    (
        "a noun's own",
        "the/DT/det/1 attack/NN/nsubj/4 on/IN/case/3 Monday/NNP/nmod/1 failed/VBD/ROOT/4/fail", {"Monday": "2024-05-13"}, 1, "2024-05-13",
    ),
    (
        "a light verb's noun",
        "Chad/NNP/nsubj/1 held/VBD/ROOT/1/hold talks/NNS/obj/1/talk on/IN/case/4 Monday/NNP/obl/1", {"Monday": "2024-05-13"}, 2,
        "2024-05-13",
    ),
    (
        "a light verb, its noun dated",
        "Chad/NNP/nsubj/1 held/VBD/ROOT/1/hold talks/NNS/obj/1/talk on/IN/case/4 Monday/NNP/nmod/2", {"Monday": "2024-05-13"}, 2,
        "2024-05-13",
    ),
    (
        "the first of two verbs, the second dated",
        "Chad/NNP/nsubj/1 came/VBD/ROOT/1/come and/CC/cc/3 left/VBD/conj/1/leave on/IN/case/5 Monday/NNP/obl/3", {"Monday": "2024-05-13"},
        1, "2024-05-13",
    ),
    (
        "the second of two verbs, the first dated",
        "Chad/NNP/nsubj/1 came/VBD/ROOT/1/come on/IN/case/3 Monday/NNP/obl/1 and/CC/cc/5 left/VBD/conj/1/leave", {"Monday": "2024-05-13"},
        5, "2024-05-13",
    ),
    (
        "what happened in a dated war",
        "Chad/NNP/nsubj/1 fled/VBD/ROOT/1/flee in/IN/case/4 the/DT/det/4 war/NN/obl/1 of/IN/case/6 1984/CD/nmod/4", {"1984": "1984"}, 1,
        "1984",
    ),
    (
        "what happened after a dated war: no earlier, and no later than the report",
        "Chad/NNP/nsubj/1 fled/VBD/ROOT/1/flee after/IN/case/5 the/DT/det/5 1984/CD/compound/5 war/NN/obl/1", {"1984": "1984"}, 1,
        "1984-01-01/2024-05-15",
    ),
    (
        "an infinitive does not take the day of its demand",
        "Chad/NNP/nsubj/1 asked/VBD/ROOT/1/ask Mali/NNP/obj/1 on/IN/case/4 Monday/NNP/obl/1 to/TO/mark/6 leave/VB/xcomp/1",
        {"Monday": "2024-05-13"}, 6, None,
    ),
    (
        "a participle takes the day of its clause",
        "Chad/NNP/nsubj/1 fled/VBD/ROOT/1/flee Monday/NNP/obl:unmarked/1 leaving/VBG/advcl/1/leave Goma/NNP/obj/3",
        {"Monday": "2024-05-13"}, 3, "2024-05-13",
    ),
    (
        "what is said does not take the day of the saying",
        "Chad/NNP/nsubj/1 said/VBD/ROOT/1/say Monday/NNP/obl:unmarked/1 Mali/NNP/nsubj/4 fled/VBD/ccomp/1/flee",
        {"Monday": "2024-05-13"}, 4, None,
    ),
]


@pytest.mark.parametrize(("phenomenon", "marked", "times", "head", "when"), WHEN, ids=[case[0] for case in WHEN])
def test_when(phenomenon: str, marked: str, times: dict[str, str], head: int, when: str | None) -> None:
    s = setting(build(marked), times)
    window = s.when(s.graph[head])
    assert (window.edtf if window is not None else None) == when


# (phenomenon, sentence, places, token of the predicate, where)
WHERE = [
    ("a locative phrase", "Chad/NNP/nsubj/1 fled/VBD/ROOT/1/flee to/IN/case/3 Goma/NNP/obl/1", ("Goma",), 1, ["Goma"]),
    (
        "a place inside the object",
        "Chad/NNP/nsubj/1 bombed/VBD/ROOT/1/bomb ports/NNS/obj/1/port in/IN/case/4 Goma/NNP/nmod/2", ("Goma",), 1, ["Goma"],
    ),
    ("the object itself", "Chad/NNP/nsubj/1 bombed/VBD/ROOT/1/bomb Goma/NNP/obj/1", ("Goma",), 1, ["Goma"]),
    (
        "where first, then whom",
        "Chad/NNP/nsubj/1 bombed/VBD/ROOT/1/bomb Goma/NNP/obj/1 near/IN/case/4 Kivu/NNP/obl/1", ("Goma", "Kivu"), 1, ["Kivu", "Goma"],
    ),
    (
        "an event noun under a light verb",
        "Chad/NNP/nsubj/1 held/VBD/ROOT/1/hold talks/NNS/obj/1/talk in/IN/case/4 Goma/NNP/obl/1", ("Goma",), 2, ["Goma"],
    ),
    ("with is no place", "Chad/NNP/nsubj/1 fought/VBD/ROOT/1/fight with/IN/case/3 Goma/NNP/obl/1", ("Goma",), 1, []),
    ("nowhere", "Chad/NNP/nsubj/1 fled/VBD/ROOT/1/flee", (), 1, []),
]


@pytest.mark.parametrize(("phenomenon", "marked", "places", "head", "where"), WHERE, ids=[case[0] for case in WHERE])
def test_where(phenomenon: str, marked: str, places: tuple[str, ...], head: int, where: list[str]) -> None:
    s = setting(build(marked), {}, places)
    assert [place.name for place in s.where(s.graph[head])] == where


LEFT = (
    "Chad/NNP/nsubj/1 returned/VBD/ROOT/1/return on/IN/case/3 Monday/NNP/obl/1 four/CD/nummod/5 days/NNS/obl:unmarked/8/day "
    "after/IN/mark/8 it/PRP/nsubj/8 left/VBD/advcl/1/leave"
)


@pytest.mark.parametrize(
    ("marked", "term", "when"),
    [
        (LEFT, "P4D", "2024-05-09"),
        (LEFT.replace("after/", "before/"), "P4D", "2024-05-17"),
        (LEFT.replace("on/IN/case/3 Monday/NNP/obl/1 ", "then/RB/advmod/1 soon/RB/advmod/1 "), "P4D", None),
        (LEFT, "PXD", "2024-05-13"),  # "a few days": the clause's own
    ],
)
def test_days_counted_from_the_clause_before(marked: str, term: str, when: str | None) -> None:
    t = build(marked)
    monday = [Time("t-1", (at, at + 6), "DATE", "2024-05-13", DAY) for at in (t.text.find("Monday"),) if at >= 0]
    at = t.text.index("four days")
    s = Setting(t, graph(t, EVENT_NOUNS), [*monday, Time("t-2", (at, at + 9), "DURATION", term, None)], [], PUBLISHED)
    window = s.when(s.graph[8])
    assert (window.edtf if window is not None else None) == when


def test_the_head_of_characters() -> None:
    t = build("Chad/NNP/nsubj/1 fled/VBD/ROOT/1/flee on/IN/case/3 Monday/NNP/obl/1")
    s = setting(t, {})
    assert t.words[s.head((10, 19))] == "Monday"
    assert t.words[s.head((0, 4))] == "Chad"
