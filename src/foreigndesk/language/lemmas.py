"""Lemmas checked against known words: an edit script that makes a word nobody knows is overruled by one that does not."""

from __future__ import annotations

import functools
from collections.abc import Iterator

IRREGULAR = {
    "fought": "fight",
    "shot": "shoot",
    "struck": "strike",
    "stricken": "strike",
    "withdrew": "withdraw",
    "withdrawn": "withdraw",
    "broke": "break",
    "broken": "break",
    "seized": "seize",
    "led": "lead",
    "held": "hold",
    "met": "meet",
    "sent": "send",
    "sought": "seek",
    "fled": "flee",
    "slain": "slay",
    "slew": "slay",
    "swore": "swear",
    "sworn": "swear",
    "forbade": "forbid",
    "forbidden": "forbid",
    "froze": "freeze",
    "frozen": "freeze",
    "overthrew": "overthrow",
    "overthrown": "overthrow",
    "overran": "overrun",
    "spoke": "speak",
    "spoken": "speak",
    "laid": "lay",
    "paid": "pay",
    "sold": "sell",
    "taken": "take",
    "took": "take",
    "gave": "give",
    "given": "give",
    "won": "win",
    "lost": "lose",
    "told": "tell",
    "said": "say",
    "thought": "think",
    "brought": "bring",
    "bought": "buy",
    "caught": "catch",
    "taught": "teach",
    "built": "build",
    "dealt": "deal",
    "left": "leave",
    "kept": "keep",
    "felt": "feel",
    "found": "find",
    "bound": "bind",
    "fell": "fall",
    "fallen": "fall",
    "rose": "rise",
    "risen": "rise",
    "drew": "draw",
    "drawn": "draw",
    "threw": "throw",
    "thrown": "throw",
    "undertook": "undertake",
    "undertaken": "undertake",
    "began": "begin",
    "begun": "begin",
    "agreed": "agree",
    "freed": "free",
    "tied": "tie",
    "died": "die",
    "lied": "lie",
    "dying": "die",
    "tying": "tie",
    "lying": "lie",
    "rebutted": "rebut",
}


def _bases(form: str) -> Iterator[str]:
    """What a regular English form may be a form of, the commonest first."""
    if form in IRREGULAR:
        yield IRREGULAR[form]
    yield form
    if form.endswith("ies"):
        yield form[:-3] + "y"
    if form.endswith("ied"):
        yield form[:-3] + "y"
    if form.endswith("es"):
        yield form[:-1]
        yield form[:-2]
    elif form.endswith("s") and not form.endswith("ss"):
        yield form[:-1]
    for ending in ("ed", "ing"):
        if form.endswith(ending) and len(form) > len(ending) + 1:
            stem = form[: -len(ending)]
            yield stem
            yield stem + "e"
            if len(stem) > 2 and stem[-1] == stem[-2]:
                yield stem[:-1]


@functools.lru_cache(maxsize=20_000)
def checked(form: str, lemma: str, known: frozenset[str]) -> str:
    """The lemma where it is known or nothing better is; else the first known base of the (lower-case) form."""
    if lemma in known:
        return lemma
    return next((base for base in _bases(form) if base in known), lemma)
