"""Whether a person is a man or a woman, as far as titles and given names tell: only to choose whom "he" or "she" means."""

from __future__ import annotations

import functools

from foreigndesk.lexicon.loader import bad, toml


@functools.cache
def _words() -> dict[str, str]:
    data = toml("actors/gender.toml")
    out: dict[str, str] = {}
    for key, sex in (("women", "f"), ("men", "m")):
        for word in (w for kind in ("titles", "names") for w in data[kind][key]):
            if out.setdefault(word, sex) != sex:
                raise bad("gender.toml", key, word, "stands under both women and men")
    return out


def gender(words: list[str]) -> str | None:
    """``f`` or ``m`` by the first of some lower-case words (title and name) that tells; ``None`` where none does."""
    table = _words()
    return next((table[w] for w in words if w in table), None)
