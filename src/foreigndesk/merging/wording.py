"""The words by which tellings of one event are compared: of the sentence, and of the clause that the act stands in."""

from __future__ import annotations

import functools
import re

from foreigndesk.lexicon.loader import word_lists

FILE = "merging/words.toml"
LISTS = ("empty", "days", "bounds")
STEM = 6  # letters, so that forms of one word meet
_WORD = re.compile(r"[^\W\d_]{3,}")
_MARK = re.compile(r"[,;:()—–]|\s-\s|[^\W\d_]+")


@functools.cache
def _lists() -> dict[str, frozenset[str]]:
    """The shipped words, validated. Raises LexiconError FD203."""
    return word_lists(FILE, LISTS)


def content_words(said: str) -> frozenset[str]:
    """The words that tell something, in small letters and cut to ``STEM``; names of days tell nothing that days do not."""
    lists = _lists()
    words = map(str.casefold, _WORD.findall(said))
    return frozenset(word[:STEM] for word in words if word not in lists["empty"] and word not in lists["days"])


def clause(text: str, sentence: tuple[int, int], word: tuple[int, int]) -> tuple[int, int]:
    """Where the clause of a word stands in its sentence, by the marks and words around it that open another: offsets into ``text``.

    A clause that follows without a mark ("agreed not to attack harbours that ship grain") belongs to the word's own.
    """
    bounds = _lists()["bounds"]
    start, end = sentence
    for found in _MARK.finditer(text, start, word[0]):
        if not found[0][-1].isalpha() or found[0].casefold() in bounds:
            start = found.end()
    for found in _MARK.finditer(text, word[1], end):
        if not found[0][-1].isalpha():
            return start, found.start()
    return start, end
