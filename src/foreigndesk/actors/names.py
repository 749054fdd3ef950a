"""Finds every known surface in a sequence of tokens: one pass over token tries, the longest match wins.

Tokens are those of spaCy's English tokenizer ("U.S." is one, "Russia's" and "al-Qaeda" are two and three). Names are
matched in their own case, and in capitals as headlines have them, so that "US" is a state and "us" is not. A surface
that may stand for several entities gives a match for each: to choose is the resolver's work.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import Any, NamedTuple

from foreigndesk.actors.knowledge import Form, Knowledge, knowledge

# What spaCy's English tokenizer splits inside a word: a hyphen or slash before a letter, a sign between figures.
_INFIX = re.compile(r"((?<=[^\W_])[-–/](?=[^\W\d_])|(?<=\d)[-+](?=\d))")
_EDGE = re.compile(r"^([(\"]*)(.*?)('s|’s|'(?!\w))?([,:;)\"]*)$")
# Acronyms and names that are plain words when a whole headline is in capitals; "US" is far oftener the state.
_SHOUTED_WORDS = frozenset(
    (
        "AIM ALBA AM AMAL AN ANA AND APPLE ARE ART AS AT BILD BIS BRIEF CAR CARE DAS DAWN DIET DO E3 ECHO FACT FED GEO HAWKS HE "
        "HER HIS HUR I ICAN ICE IN INC IS IT LABOUR LORDS LOT ME MED MEMORIAL MIT MUD NAN NO NOR NOW OF ON OR PACE PAN PAS "
        "PETRA PT QUAD QUARTET RAND RAW RIO SHELL SWIFT THE TIGERS TIP TO TOTAL UP VOX WAS WE WHO YOU BAN BUSH KEY MAJOR MAY "
        "MOON PARK"
    ).split()
)


class Match(NamedTuple):
    """One reading of the tokens ``[start, end)``: the entity or person they may name, and in which form."""

    start: int
    end: int
    key: str
    form: Form


class NameMatcher:
    """Finds surfaces in tokens; give it (surface, key, form) triples, or take ``name_matcher()`` for the package's."""

    def __init__(self, surfaces: Iterable[tuple[str, str, Form]]) -> None:
        # Few first words of the thousands known stand in a text, so the trie behind each is made when it is first met.
        self._known: dict[str, list[tuple[str, str, Form]]] = {}  # by the first word in capitals
        self._tries: dict[str, dict[str, Any]] = {}
        for surface, key, form in surfaces:
            for variant in _variants(surface):
                self._known.setdefault(_first(variant).upper(), []).append((variant, key, form))

    def find(self, words: Sequence[str]) -> list[Match]:
        """All matches from left to right, none inside another; an ambiguous surface gives several with one extent."""
        known = self._known
        found: list[Match] = []
        taken = 0
        for start in [i for i, word in enumerate(words) if word.upper() in known]:
            if start < taken:
                continue
            node = self._trie(words[start])
            readings, end, i = node.get(""), start + 1, start + 1
            while i < len(words) and words[i] and words[i] in node:
                node = node[words[i]]
                i += 1
                if "" in node:
                    readings, end = node[""], i
            if readings is None or (end == start + 1 and _shouted(words, start)):
                continue
            taken = end
            found += [Match(start, end, key, form) for key, form in readings]
        return found

    def _trie(self, first: str) -> dict[str, Any]:
        """What may follow a first word: token → the next node, "" → the readings of the surface that ends here."""
        root = self._tries.get(first)
        if root is None:
            root = {}
            known = [(tokenize(variant), (key, form)) for variant, key, form in self._known[first.upper()]]
            for tokens, reading in known:
                if tokens[0] == first:
                    _insert(root, tokens[1:], reading)
            for tokens, reading in known:
                if tokens[0].upper() == first:
                    _insert(root, [token.upper() for token in tokens[1:]], reading)
            self._tries[first] = root
        return root


def _insert(node: dict[str, Any], tokens: Iterable[str], reading: tuple[str, Form]) -> None:
    for token in tokens:
        node = node.setdefault(token, {})
    readings: list[tuple[str, Form]] = node.setdefault("", [])
    if reading not in readings:
        readings.append(reading)


def name_matcher() -> NameMatcher:
    """The matcher of everything in the knowledge base, built once."""
    return _matcher(knowledge())


@cache
def _matcher(known: Knowledge) -> NameMatcher:
    return NameMatcher(known.surfaces())


def tokenize(surface: str) -> list[str]:
    """A name split as spaCy's English tokenizer splits it in a text."""
    return [token for word in surface.split() for token in _split(word)]


def _first(surface: str) -> str:
    """The first token of a name."""
    word = surface.split(maxsplit=1)[0]
    return word if word.isalnum() else next(_split(word))


def _split(word: str) -> Iterator[str]:
    edge = _EDGE.match(word)
    if edge is None:
        yield word
        return
    before, core, possessive, after = edge.groups()
    yield from before
    yield from filter(None, _INFIX.split(core))
    if possessive:
        yield possessive
    yield from after


def _variants(surface: str) -> Iterator[str]:
    """The surface as written, with curled apostrophes, without accents, and capitalised as at a sentence's start."""
    yield surface
    if "'" in surface:
        yield surface.replace("'", "’")
    if not surface.isascii():
        bare = "".join(c for c in unicodedata.normalize("NFKD", surface.translate(_STROKES)) if not unicodedata.combining(c))
        if bare != surface:
            yield bare
    if surface[0].islower():
        yield surface[0].upper() + surface[1:]


_STROKES = str.maketrans("łŁøØđĐı", "lLoOdDi")  # letters that Unicode does not take apart into letter and accent


def _shouted(words: Sequence[str], i: int) -> bool:
    """Whether a word that is also an acronym is only a plain word of a headline set in capitals."""
    if words[i] not in _SHOUTED_WORDS:
        return False
    near = [word for word in (*words[max(0, i - 2) : i], *words[i + 1 : i + 3]) if word.isalpha()]
    return bool(near) and all(word.isupper() for word in near)
