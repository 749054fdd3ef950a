"""Words to the encoder's input: word pieces of BERT's uncased vocabulary, and what the pieces lose of a word.

The scheme is that of Devlin et al. 2019: lower case, no accents, punctuation apart, then the longest piece from the left.
Words come cut by spaCy's tokeniser and repeat, so a memory of words is all the speed that is needed.
"""

from __future__ import annotations

import functools
import unicodedata
from pathlib import Path

PAD, UNKNOWN, BEGIN, END = "[PAD]", "[UNK]", "[CLS]", "[SEP]"
LONGEST_WORD = 16  # pieces; the rest of a longer word (an address, a key) tells nothing more
CASINGS = 6  # see casing()


def casing(word: str) -> int:
    """The form of a word: 0 without capitals, 1 Capital, 2 CAPITALS, 3 one capital letter, 4 mIxed, 5 with digits."""
    if word.islower():
        return 5 if any(map(str.isdigit, word)) else 0
    if any(map(str.isdigit, word)):
        return 5
    if word.istitle() or (word[:1].isupper() and word[1:].islower()):
        return 3 if len(word) == 1 else 1
    if word.isupper():
        return 2
    return 4 if any(map(str.isupper, word)) else 0


def _is_punctuation(char: str) -> bool:
    code = ord(char)
    ascii_symbol = 33 <= code <= 47 or 58 <= code <= 64 or 91 <= code <= 96 or 123 <= code <= 126
    return ascii_symbol or unicodedata.category(char).startswith("P")


def _parts(word: str) -> list[str]:
    """Lower-case runs of a word without accents or control characters, each mark of punctuation apart."""
    plain = unicodedata.normalize("NFD", word.lower())
    out: list[str] = []
    glue = False
    for char in plain:
        category = unicodedata.category(char)
        if category == "Mn" or category.startswith("C"):
            continue
        if char.isspace() or _is_punctuation(char):
            glue = False
            if not char.isspace():
                out.append(char)
        elif glue:
            out[-1] += char
        else:
            out.append(char)
            glue = True
    return out


class Pieces:
    """The vocabulary: one piece a line, its number the line's."""

    def __init__(self, vocabulary: Path) -> None:
        lines = vocabulary.read_text(encoding="utf-8").split("\n")
        self.numbers = {piece: number for number, piece in enumerate(lines) if piece}
        self.pad, self.begin, self.end = (self.numbers[mark] for mark in (PAD, BEGIN, END))
        self.of = functools.lru_cache(maxsize=200_000)(self._of)

    def _of(self, word: str) -> tuple[int, ...]:
        """The pieces of a word, at least one and at most LONGEST_WORD."""
        out: list[int] = []
        for part in _parts(word):
            out += self._longest(part)
            if len(out) >= LONGEST_WORD:
                break
        return tuple(out[:LONGEST_WORD]) or (self.numbers[UNKNOWN],)

    def _longest(self, part: str) -> list[int]:
        out: list[int] = []
        begin = 0
        while begin < len(part):
            for end in range(min(len(part), begin + 24), begin, -1):
                number = self.numbers.get(part[begin:end] if not begin else "##" + part[begin:end])
                if number is not None:
                    out.append(number)
                    begin = end
                    break
            else:
                return [self.numbers[UNKNOWN]]
        return out
