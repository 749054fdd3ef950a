"""Copies and light rewrites of one text, told from independent reports by the runs of words that they share.

A text's *sketch* is a fixed share of the hashes of its runs of words, the same share of every text, so that sketches
compare as the texts would: the share of the smaller one that the other holds too estimates how much of the shorter
text stands in the longer (scaled MinHash, Irber et al. 2022; shingles, Broder 1997).
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence, Set

RUN = 4  # words: long enough that two writers seldom share one, short enough to outlive a changed word
SHARE = 8  # one hash in so many is kept
COPY = 0.5  # of the shorter text's runs
FEWEST = 4  # hashes: of a shorter sketch nothing can be said
_WORD = re.compile(r"[^\W_]+")


def sketch(text: str) -> frozenset[int]:
    """The kept hashes, each below 2**63, of the text's runs of four words; case and punctuation do not matter."""
    words = [word.casefold() for word in _WORD.findall(text)]
    runs = {" ".join(words[i : i + RUN]) for i in range(len(words) - RUN + 1)}
    hashes = (int.from_bytes(hashlib.blake2b(run.encode(), digest_size=8).digest()) >> 1 for run in runs)
    return frozenset(number for number in hashes if number % SHARE == 0)


def shared(one: Set[int], other: Set[int]) -> float:
    """How much of the shorter text stands in the other, 0–1, estimated from their sketches."""
    smaller = min(len(one), len(other))
    return len(one & other) / smaller if smaller >= FEWEST else 0.0


def copied(one: Set[int], other: Set[int]) -> bool:
    """Whether one of the two texts is a copy, a part or a light rewrite of the other."""
    return shared(one, other) >= COPY


def independent(sketches: Sequence[Set[int]]) -> list[bool]:
    """Which texts, in the order of their days, are no copies of those before them."""
    return [not any(copied(one, earlier) for earlier in sketches[:number]) for number, one in enumerate(sketches)]
