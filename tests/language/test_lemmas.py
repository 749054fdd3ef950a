import pytest

from foreigndesk.language.lemmas import IRREGULAR, checked

KNOWN = frozenset(
    "agree attack ban begin carry cease deny die free hit impose lay lead meet pass plan refuse ship shoot stop strike "
    "tie withdraw witness ally base bus die".split()
)

CASES = [
    # form, the lemmatizer's guess, what it should be
    # a known guess stands, even where another base is known too
    ("attacks", "attack", "attack"),
    ("based", "base", "base"),
    # endings
    ("attacked", "attacke", "attack"),
    ("imposed", "impos", "impose"),
    ("imposing", "impos", "impose"),
    ("refuses", "refus", "refuse"),
    ("passes", "passe", "pass"),
    ("denies", "denie", "deny"),
    ("denied", "deni", "deny"),
    ("carried", "carri", "carry"),
    ("witness", "witnes", "witness"),
    ("agreed", "agre", "agree"),
    # doubled consonants
    ("planned", "plann", "plan"),
    ("stopping", "stopp", "stop"),
    ("banned", "bann", "ban"),
    # irregular forms
    ("struck", "strucke", "strike"),
    ("withdrew", "withdrewe", "withdraw"),
    ("shot", "shote", "shoot"),
    ("met", "mete", "meet"),
    ("began", "begane", "begin"),
    ("laid", "laide", "lay"),
    ("led", "le", "lead"),
    ("dying", "dye", "die"),
    ("freed", "fre", "free"),
    ("tied", "tye", "tie"),
    # a form that is its own lemma
    ("hit", "hitt", "hit"),
    # nothing better is known: the guess stands
    ("quibbled", "quibbl", "quibbl"),
    ("ing", "ing", "ing"),
    ("", "", ""),
]


@pytest.mark.parametrize(("form", "guess", "lemma"), CASES)
def test_checked(form: str, guess: str, lemma: str) -> None:
    assert checked(form, guess, KNOWN) == lemma


def test_without_known_words_the_guess_stands() -> None:
    assert checked("attacked", "attacke", frozenset()) == "attacke"


def test_irregular_forms_are_lower_case_and_differ_from_their_lemma() -> None:
    assert all(form.islower() and lemma.islower() and form != lemma for form, lemma in IRREGULAR.items())
