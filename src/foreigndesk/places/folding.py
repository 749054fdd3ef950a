"""One spelling for the many ways in which a place's name is written."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_LETTERS = str.maketrans(
    {"ł": "l", "đ": "d", "ð": "d", "ø": "o", "ı": "i", "ß": "ss", "æ": "ae", "œ": "oe", "þ": "th", "ħ": "h", "ə": "a"}
)
_APOSTROPHES = re.compile(r"['’‘ʼʻ`´ʹ.]+")
_POSSESSIVE = re.compile(r"(?<=\w)['’]s\b|(?<=s)['’]$")
_APART = re.compile(r"[^\w]+")
_WHOLE = {"st": "saint", "ste": "sainte", "mt": "mount", "ft": "fort", "pt": "point"}


@lru_cache(maxsize=65536)
def fold(name: str) -> str:
    """The key of a name: lower case, no marks, apostrophes or hyphens; "the" dropped, "St." and "Mt." written out.

    A possessive ending goes too: ``fold("Syria’s")`` is ``"syria"``. What has no letters folds to the empty string.
    """
    text = name.casefold()
    if not (text.isascii() and text.replace(" ", "").isalnum()):  # most names are plain words
        text = _POSSESSIVE.sub("", name.strip()).casefold()
        if not text.isascii():
            text = unicodedata.normalize("NFKD", text.translate(_LETTERS))
            text = "".join(c for c in text if not unicodedata.combining(c))
        text = _APART.sub(" ", _APOSTROPHES.sub("", text))
    words = text.split()
    if len(words) > 1:
        if words[0] == "the":
            del words[0]
        words = [_WHOLE.get(word, word) for word in words[:-1]] + words[-1:]
    return " ".join(words)
