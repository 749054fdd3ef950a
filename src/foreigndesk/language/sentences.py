"""Sentence starts by paragraph, stop and quotation mark, set before the parser and kept by it.

A parser guesses sentence borders from syntax and breaks news at titles and quotations; news itself marks them well. The
component decides every token, so it can stand in any pipeline in front of a parser.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from spacy.attrs import ORTH, SENT_START, SPACY
from spacy.language import Language
from spacy.tokens import Doc

STOPS = frozenset({".", "!", "?", "…", "...", "?!", "!?", "!!", "??", ".."})
CLOSERS = frozenset({'"', "'", "''", "”", "’", ")", "]", "»", "}"})
OPENERS = frozenset({'"', "'", "``", "“", "‘", "(", "[", "«", "{", "—", "–", "-", "„"})
SPEECH = frozenset({"said", "says", "asked", "told", "added", "asks", "wrote", "replied", "adds", "exclaimed", "shouted"})
# An abbreviation that may end a sentence does so only before a word that seldom goes on inside one.
STARTERS = frozenset(
    "The It He She They We In On At But And However Meanwhile This That These Those A An There Its His Her Their Our If When "
    "While After Before As For Last Earlier Later Since According I You Some Many Most Both What Who Now Also".split()
)
NEVER_LAST = frozenset(
    "Mr. Mrs. Ms. Dr. Prof. Gen. Lt. Col. Maj. Sgt. Capt. Cmdr. Adm. Brig. Sen. Rep. Gov. Pres. Rev. Hon. St. Mt. Ft. vs. No. Nos. "
    "Jan. Feb. Mar. Apr. Jun. Jul. Aug. Sep. Sept. Oct. Nov. Dec. Mon. Tue. Tues. Wed. Thu. Thurs. Fri. Sat. Sun. e.g. i.e. cf. ca. "
    "Art. Vol. pp. p. approx. est. Amb. Supt. Pvt. Cpl. Msgr. Fr. al.".split()
)

DASHES = frozenset({"-", "–", "—", "--"})
MONTHS = frozenset(
    "Jan Jan. Feb Feb. Mar Mar. Apr Apr. Jun Jun. Jul Jul. Aug Aug. Sep Sep. Sept Sept. Oct Oct. Nov Nov. Dec Dec. "
    "January February March April May June July August September October November December".split()
)
LONGEST_DATELINE = 16  # tokens


def _is_abbreviation(word: str) -> bool:
    return len(word) > 1 and word.endswith(".") and word not in STOPS


def _speech_follows(words: list[str], i: int) -> bool:
    """Whether a short name and a verb of speech come next: a quotation's stop before its cue ends no sentence."""
    for word in words[i : i + 6]:
        if word in SPEECH:
            return True
        if not word[:1].isupper() and word not in {"the", "of", "-"}:
            return False
    return False


def starts(doc: Doc) -> list[bool]:
    """For each token, whether it begins a sentence."""
    strings = doc.vocab.strings
    columns = doc.to_array([ORTH, SPACY])
    words = [strings[w] for w in columns[:, 0].tolist()]
    spaced = [bool(space) for space in columns[:, 1].tolist()]
    out = [False] * len(words)
    begin = True  # the next real token begins a sentence
    i, n = 0, len(words)
    while i < n:
        word = words[i]
        if word.isspace():
            begin = begin or "\n" in word
            i += 1
            continue
        if begin:
            out[i] = True
            begin = False
            if i == 0 or "\n" in words[i - 1]:
                story = after_dateline(words, i)
                if story is not None:
                    i, begin = story, True
                    continue
        ends = word in STOPS and not (word == "." and i and not spaced[i - 1] and f"{words[i - 1]}." in NEVER_LAST)
        may_end = False
        if not ends and _is_abbreviation(word):
            initial = len(word) == 2 and word[0].isupper()
            may_end = word not in NEVER_LAST and not initial
        if ends or may_end:
            j, closed = i + 1, False
            while j < n and (words[j] in STOPS or (words[j] in CLOSERS and not spaced[j - 1])):
                closed = closed or words[j] in CLOSERS - {")", "]"}
                j += 1
            if j < n and not words[j].isspace():
                begin = _begins(words, j, certain=ends and word not in {"…", "...", ".."}, closed=closed)
                if not spaced[j - 1] and word == "." and not closed and words[j] not in OPENERS:
                    begin = False
            i = j
        else:
            i += 1
    return out


def after_dateline(words: list[str], i: int) -> int | None:
    """The token after the dateline that a paragraph begins with: "NAIROBI, May 3 (Agency) - ", or ``None``."""
    if i >= len(words) or (not (words[i].isupper() and len(words[i]) > 2) and words[i] not in MONTHS):
        return None
    for j in range(i, min(i + LONGEST_DATELINE, len(words) - 1)):
        word = words[j]
        if word in DASHES:
            return j + 1 if words[j + 1][:1].isupper() or words[j + 1] in OPENERS - DASHES else None
        if not (word[0].isupper() or word[0].isdigit() or word in {",", ".", "(", ")", "/"}):
            return None
    return None


def _begins(words: list[str], j: int, *, certain: bool, closed: bool) -> bool:
    """Whether the token after a stop begins a sentence."""
    k = j
    while k < len(words) and words[k] in OPENERS:
        k += 1
    following = words[k] if k < len(words) else ""
    if closed and k == j and _speech_follows(words, k):
        return False
    if certain:
        return k > j or not following[:1].islower()
    return (k > j and following[:1].isupper()) or following in STARTERS


@Language.factory("foreigndesk_sentences", assigns=["token.is_sent_start"])
class Sentences:
    """The component: sets ``token.is_sent_start`` on every token."""

    def __init__(self, nlp: Language, name: str) -> None:
        self.name = name

    def __call__(self, doc: Doc) -> Doc:
        """Sets the sentence starts of a Doc."""
        if len(doc):
            values: Any = np.where(np.array(starts(doc)), 1, -1).astype("int64").view("uint64").reshape(-1, 1)
            doc.from_array([SENT_START], values)
        return doc
