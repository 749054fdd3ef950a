import pytest
import spacy
from spacy.tokens import Doc

from foreigndesk.errors import LexiconError
from foreigndesk.propositions.graph import Proposition
from foreigndesk.propositions.tree import Tree, tree
from foreigndesk.reading.frames import TYPES, Frame, Frames, _frame, classes, frames, object_words

VOCAB = spacy.blank("en").vocab
CLASSES = {"force": ["troop", "soldier"]}

WRONG = [
    # a frame's row, key the error names, words of the error
    ({"id": "a.b", "type": "AID", "verbs": ["send"], "colour": "red"}, "colour", "no such key"),
    ({"type": "AID", "verbs": ["send"]}, "type", "an id and one of the types"),
    ({"id": "a.b", "verbs": ["send"]}, "type", "an id and one of the types"),
    ({"id": "a.b", "type": "HELP", "verbs": ["send"]}, "type", "ASSAULT"),
    ({"id": "a.b", "type": "AID"}, "verbs", "needs verbs, nouns or adjectives"),
    ({"id": "a.b", "type": "AID", "verbs": []}, "verbs", "needs verbs, nouns or adjectives"),
    ({"id": "a.b", "type": "AID", "verbs": ["send"], "object": ["@navy"]}, "object", "no class called '@navy'"),
    ({"id": "a.b", "type": "AID", "verbs": ["send"], "complement": ["@navy"]}, "complement", "no class called '@navy'"),
]


@pytest.mark.parametrize(("row", "key", "words"), WRONG)
def test_frames_that_break_the_schema(row: dict[str, object], key: str, words: str) -> None:
    with pytest.raises(LexiconError) as caught:
        _frame(row, CLASSES, "aid.toml")
    assert caught.value.code == "FD203"
    assert f"aid.toml: entry {row.get('id', '?')!r}, key {key!r}" in str(caught.value)
    assert words in str(caught.value)


def test_a_frame_with_a_class() -> None:
    frame = _frame({"id": "a.b", "type": "MOBILIZE", "verbs": ["send"], "object": ["@force", "tank"]}, CLASSES, "mobilize.toml")
    assert frame.object == {"troop", "soldier", "tank"}
    assert frame.verbs == ("send",)
    assert frame.weight == 0.7


def test_the_shipped_frames() -> None:
    shipped = frames()
    assert {f.type for f in shipped.frames.values()} == TYPES
    assert all(identity == frame.id for identity, frame in shipped.frames.items())
    assert all(0 < frame.weight <= 1 for frame in shipped.frames.values())
    assert all(identity.split(".")[0] == frame.type.lower() for identity, frame in shipped.frames.items())
    assert all(word == word.lower() for words in classes().values() for word in words)


def verb_phrase(verb: str, obj: str, *, before: str = "the", particle: str | None = None) -> tuple[Tree, Proposition]:
    words = ["Chad", verb, *([particle] if particle else []), before, obj]
    n = len(words)
    t = tree(
        Doc(
            VOCAB, words=words, heads=[1, 1, *([1] if particle else []), n - 1, 1],
            deps=["nsubj", "ROOT", *(["compound:prt"] if particle else []), "det", "obj"],
            pos=["PROPN", "VERB", *(["ADP"] if particle else []), "DET", "NOUN"],
            tags=["NNP", "VBD", *(["RP"] if particle else []), "DT", "NNS"],
            lemmas=["Chad", verb, *([particle] if particle else []), before, obj],
        )
    )
    return t, Proposition(1, "verb", verb, particle=particle, roles={"subj": [0], "obj": [n - 1]})


def best(lexicon: list[Frame], t: Tree, p: Proposition) -> str | None:
    found = sorted(((score, frame.id) for score, frame in Frames(lexicon).candidates(t, p)), reverse=True)
    return found[0][1] if found else None


SEND = Frame("plain", "AID", verbs=("send",))
SEND_TROOPS = Frame("troops", "MOBILIZE", verbs=("send",), object=frozenset({"troop"}))
SEND_NO_MAIL = Frame("no-mail", "AID", verbs=("send",), not_object=frozenset({"letter"}))
SEND_BACK = Frame("back", "COERCE", verbs=("send back",))
SEND_WITH = Frame("with", "AID", verbs=("send",), needs=("with",))
SEND_HEAVY = Frame("heavy", "AID", verbs=("send",), weight=0.9)

CHOICES = [
    # frames, verb, particle, object, the best frame
    ([SEND], "send", None, "food", "plain"),
    ([SEND], "give", None, "food", None),
    ([SEND, SEND_TROOPS], "send", None, "troop", "troops"),  # more conditions met
    ([SEND, SEND_TROOPS], "send", None, "food", "plain"),
    ([SEND_TROOPS], "send", None, "food", None),
    ([SEND_NO_MAIL], "send", None, "food", "no-mail"),
    ([SEND_NO_MAIL], "send", None, "letter", None),
    ([SEND, SEND_BACK], "send", "back", "migrant", "back"),  # more words
    ([SEND, SEND_BACK], "send", None, "migrant", "plain"),
    ([SEND_WITH], "send", None, "food", None),  # a role is missing
    ([SEND, SEND_HEAVY], "send", None, "food", "heavy"),  # the weightier
]


@pytest.mark.parametrize(("lexicon", "verb", "particle", "obj", "chosen"), CHOICES)
def test_which_frame_fits_best(lexicon: list[Frame], verb: str, particle: str | None, obj: str, chosen: str | None) -> None:
    t, p = verb_phrase(verb, obj, particle=particle)
    assert best(lexicon, t, p) == chosen


NOUNS = [
    # frames' noun, words of the text, whether it fits
    ("strike", ["the", "strike"], True),
    ("air strike", ["the", "air", "strike"], True),
    ("air strike", ["the", "air", "-", "strike"], True),
    ("air-strike", ["the", "air", "strike"], True),
    ("air strike", ["the", "missile", "strike"], False),
    ("air strike", ["strike"], False),
]


@pytest.mark.parametrize(("noun", "words", "fits"), NOUNS)
def test_compound_nouns(noun: str, words: list[str], fits: bool) -> None:
    last = len(words) - 1
    t = tree(
        Doc(
            VOCAB, words=words, heads=[last] * len(words), deps=[*["compound"] * last, "ROOT"], pos=["NOUN"] * len(words),
            tags=["NN"] * len(words), lemmas=words,
        )
    )
    found = best([Frame("f", "ASSAULT", nouns=(noun,))], t, Proposition(last, "noun", "strike"))
    assert (found == "f") is fits


def test_a_noun_that_its_own_modifier_forbids() -> None:
    t = tree(
        Doc(
            VOCAB, words=["custody", "battle"], heads=[1, 1], deps=["compound", "ROOT"], pos=["NOUN"] * 2, tags=["NN"] * 2,
            lemmas=["custody", "battle"],
        )
    )
    p = Proposition(1, "noun", "battle")
    assert best([Frame("f", "ASSAULT", nouns=("battle",))], t, p) == "f"
    assert best([Frame("f", "ASSAULT", nouns=("battle",), not_object=frozenset({"custody"}))], t, p) is None


def case_against() -> tuple[Tree, Proposition]:
    """ "filed case against Chad": the phrase hangs on the object."""
    t = tree(
        Doc(
            VOCAB, words=["filed", "case", "against", "Chad"], heads=[0, 0, 3, 1], deps=["ROOT", "obj", "case", "nmod"],
            pos=["VERB", "NOUN", "ADP", "PROPN"], tags=["VBD", "NN", "IN", "NNP"], lemmas=["file", "case", "against", "Chad"],
        )
    )
    return t, Proposition(0, "verb", "file", roles={"obj": [1]})


def test_a_needed_phrase_may_hang_on_the_object() -> None:
    assert best([Frame("f", "ACCUSE", verbs=("file",), needs=("against",))], *case_against()) == "f"
    assert best([Frame("f", "ACCUSE", verbs=("file",), needs=("with",))], *case_against()) is None


def test_both_spellings_of_toward() -> None:
    frame = _frame({"id": "a.b", "type": "AID", "verbs": ["send"], "recipient": ["toward", "to"]}, CLASSES, "aid.toml")
    assert frame.recipient == ("toward", "towards", "to")


def test_complements() -> None:
    t = tree(
        Doc(
            VOCAB, words=["agreed", "to", "withdraw"], heads=[0, 2, 0], deps=["ROOT", "mark", "xcomp"], pos=["VERB", "PART", "VERB"],
            tags=["VBD", "TO", "VB"], lemmas=["agree", "to", "withdraw"],
        )
    )
    p = Proposition(0, "verb", "agree", roles={"comp": [2]})
    named = Frame("named", "AGREE", verbs=("agree",), complement=frozenset({"withdraw"}))
    other = Frame("other", "AGREE", verbs=("agree",), complement=frozenset({"pay"}))
    some = Frame("some", "AGREE", verbs=("agree",), complement=frozenset({"*"}))
    assert best([named], t, p) == "named"
    assert best([other], t, p) is None
    assert best([some], t, p) == "some"
    assert best([some], t, Proposition(0, "verb", "agree")) is None


def test_object_words_name_what_a_quantity_is_of() -> None:
    t = tree(
        Doc(
            VOCAB, words=["some", "of", "its", "tanks"], heads=[0, 3, 3, 0], deps=["ROOT", "case", "nmod:poss", "nmod"],
            pos=["DET", "ADP", "PRON", "NOUN"], tags=["DT", "IN", "PRP$", "NNS"], lemmas=["some", "of", "its", "tank"],
        )
    )
    assert object_words(t, [0]) == {"some", "tank", "tanks"}
    assert object_words(t, [3]) == {"tank", "tanks", "its tank"}
    assert object_words(t, []) == set()


def test_object_words_join_a_noun_and_what_it_is_of() -> None:
    t = tree(
        Doc(
            VOCAB, words=["state", "of", "emergency"], heads=[0, 2, 0], deps=["ROOT", "case", "nmod"], pos=["NOUN", "ADP", "NOUN"],
            tags=["NN", "IN", "NN"], lemmas=["state", "of", "emergency"],
        )
    )
    assert object_words(t, [0]) == {"state", "state of emergency"}
