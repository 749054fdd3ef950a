import pytest
import spacy
from spacy.tokens import Doc

from foreigndesk.model import Quantity
from foreigndesk.propositions.tree import Tree, tree
from foreigndesk.reading.quantities import number, quantities

VOCAB = spacy.blank("en").vocab


def phrase(text: str, numerals: dict[str, int] | None = None) -> Tree:
    """A noun phrase whose last word is its head; words in ``numerals`` are numerals with the head at a token."""
    words = text.split()
    head = len(words) - 1
    numerals = numerals or {}
    heads = [numerals.get(word, head) for word in words]
    return tree(
        Doc(
            VOCAB,
            words=words,
            heads=heads,
            deps=["ROOT" if i == head else "nummod" if w in numerals and heads[i] == head else "dep" for i, w in enumerate(words)],
            pos=["NOUN" if i == head else "NUM" if w in numerals else "ADV" for i, w in enumerate(words)],
            tags=["NNS" if i == head else "CD" if w in numerals else "RB" for i, w in enumerate(words)],
            lemmas=[w.removesuffix("s") if i == head else w for i, w in enumerate(words)],
        )
    )


# phrase, its numerals and their heads, unit of the frame, what is counted
CASES = [
    ("12 soldiers", {"12": 1}, "killed", Quantity(12, "killed")),
    ("5,000 troops", {"5,000": 1}, None, Quantity(5000, "troop")),
    ("1,250,000 refugees", {"1,250,000": 1}, None, Quantity(1_250_000, "refugee")),
    ("twelve soldiers", {"twelve": 1}, "wounded", Quantity(12, "wounded")),
    ("three thousand troops", {"three": 1, "thousand": 2}, None, Quantity(3000, "troop")),
    ("1.5 million refugees", {"1.5": 1, "million": 2}, None, Quantity(1_500_000, "refugee")),
    ("two hundred prisoners", {"two": 1, "hundred": 2}, "released", Quantity(200, "released")),
    ("at least 40 protesters", {"40": 3}, "arrested", Quantity(40, "arrested", qualifier="at least")),
    ("more than 40 protesters", {"40": 3}, "arrested", Quantity(40, "arrested", qualifier="more than")),
    ("nearly 40 protesters", {"40": 2}, "arrested", Quantity(40, "arrested", qualifier="nearly")),
    ("up to 300 troops", {"300": 3}, "troops", Quantity(300, "troops", qualifier="up to")),
    ("some 300 troops", {"300": 2}, "troops", Quantity(300, "troops", qualifier="some")),
    ("500 million dollars", {"500": 1, "million": 2}, None, Quantity(500_000_000, "USD")),
    ("20 million euros", {"20": 1, "million": 2}, "troops", Quantity(20_000_000, "EUR")),
]


@pytest.mark.parametrize(("text", "numerals", "unit", "counted"), CASES)
def test_quantities(text: str, numerals: dict[str, int], unit: str | None, counted: Quantity) -> None:
    t = phrase(text, numerals)
    assert quantities(t, [len(t) - 1], unit) == (counted,)


NONE = [("soldiers", {}), ("many soldiers", {}), ("0.5 soldiers", {"0.5": 1}), ("zero soldiers", {"zero": 1}), ("T-72 tanks", {"T-72": 1})]


@pytest.mark.parametrize(("text", "numerals"), NONE)
def test_nothing_is_counted(text: str, numerals: dict[str, int]) -> None:
    t = phrase(text, numerals)
    assert quantities(t, [len(t) - 1], "killed") == ()


def test_one_count_is_told_once() -> None:
    t = phrase("12 soldiers", {"12": 1})
    assert quantities(t, [1, 1], "killed") == (Quantity(12, "killed"),)


NUMBERS = [
    ("7", 7.0), ("1,000", 1000.0), ("3.5", 3.5), ("nineteen", 19.0), ("ninety", 90.0), ("dozen", 12.0), ("million", 1e6),
    ("many", None), ("1,00", None), ("9/11", None),
]


@pytest.mark.parametrize(("word", "value"), NUMBERS)
def test_numbers(word: str, value: float | None) -> None:
    assert number(phrase(word), 0) == value
