"""Lemmas as edit scripts: what to cut off the end of a word and what to put there, so that unseen words get theirs.

A script reads ``case:cut:add``: ``l:3:y`` makes *ministries* ministry; ``=be`` names the lemma of a word that keeps
nothing of its own. The idea is that of Chrupała 2006, at the end of the word only, which is where English inflects.
"""

from __future__ import annotations

from collections.abc import Callable

CASES: dict[str, Callable[[str], str]] = {"k": str, "l": str.lower, "t": str.capitalize}


def script(form: str, lemma: str) -> str:
    """The shortest script from a form to its lemma."""
    best: tuple[int, str] | None = None
    for name, change in CASES.items():
        base = change(form)
        shared = 0
        while shared < min(len(base), len(lemma)) and base[shared] == lemma[shared]:
            shared += 1
        cost = len(base) - shared + len(lemma) - shared + (name != "k")
        if shared and (best is None or cost < best[0]):
            best = (cost, f"{name}:{len(base) - shared}:{lemma[shared:]}")
    return best[1] if best else f"={lemma}"


def apply(edit: str, form: str) -> str:
    """The lemma that a script makes of a form; the lower-case form where the script cuts more than there is."""
    if edit.startswith("="):
        return edit[1:]
    name, cut, add = edit.split(":", 2)
    base = CASES[name](form)
    if int(cut) >= len(base):
        return form.lower()
    return base[: len(base) - int(cut)] + add
