"""Numbers in an event's roles: value, range, unit, qualifier."""

from __future__ import annotations

import re

from foreigndesk.model import Quantity
from foreigndesk.propositions.tree import Tree

WORDS = {
    w: n
    for n, w in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen "
        "nineteen twenty".split()
    )
} | {"thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90, "dozen": 12, "dozens": 24}
SCALES = {"hundred": 100, "thousand": 1_000, "million": 1_000_000, "billion": 1_000_000_000, "trillion": 1_000_000_000_000}
QUALIFIERS = (
    "at least",
    "more than",
    "fewer than",
    "less than",
    "up to",
    "as many as",
    "nearly",
    "almost",
    "about",
    "around",
    "roughly",
    "over",
    "some",
    "approximately",
    "under",
)
CURRENCY = {
    "$": "USD",
    "€": "EUR",
    "£": "GBP",
    "dollar": "USD",
    "euro": "EUR",
    "pound": "GBP",
    "rouble": "RUB",
    "ruble": "RUB",
    "yuan": "CNY",
}
_NUMBER = re.compile(r"^\d{1,3}(?:,\d{3})+(?:\.\d+)?$|^\d+(?:\.\d+)?$")


def number(tree: Tree, i: int) -> float | None:
    """The value of a numeral with the words that belong to it ("1.5 million", "three thousand")."""
    value: float | None = None
    tokens = sorted([i, *(c for c in tree.children[i] if tree.pos[c] == "NUM")])
    for t in tokens:
        word = tree.lower[t]
        if _NUMBER.match(word):
            value = (value or 0) + float(word.replace(",", ""))
        elif word in SCALES:
            value = (value or 1) * SCALES[word]
        elif word in WORDS:
            value = (value or 0) + WORDS[word]
    return value


def quantities(tree: Tree, tokens: list[int], unit: str | None) -> tuple[Quantity, ...]:
    """The quantities that number the heads given; ``unit`` is the frame's, else the noun's own lemma."""
    out: list[Quantity] = []
    for t in tokens:
        for c in tree.children[t]:
            if tree.deps[c] not in {"nummod", "nmod", "compound"} or tree.pos[c] not in {"NUM", "SYM"}:
                continue
            value = number(tree, c)
            if value is None or (value < 1):
                continue
            money = next((CURRENCY[w] for w in (tree.lower[t], tree.lemmas[t], tree.lower[max(0, c - 1)]) if w in CURRENCY), None)
            before = " ".join(tree.lower[max(0, c - 3) : c])
            qualifier = next((q for q in QUALIFIERS if before.endswith(q)), None)
            out.append(Quantity(value, money or unit or f"{tree.lemmas[t].lower()}", qualifier=qualifier))
    return tuple(dict.fromkeys(out))
