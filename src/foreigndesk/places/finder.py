"""Place mentions in a text: what a names model marks as a location, and what the gazetteer knows beside it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from foreigndesk.lexicon import loader
from foreigndesk.places.folding import fold
from foreigndesk.places.gazetteer import Candidate, Gazetteer, adjectives, shipped
from foreigndesk.places.resolver import PlaceMention

_WORDS_FILE = "places/words.toml"
_LONGEST = 5  # words of a name
_LARGE = 150_000  # inhabitants from which a town's bare name is taken for the town
_INNER = {"of", "the", "de", "del", "la", "al", "el", "and", "-", "’", "'", "es", "ez", "du", "da", "do", "dos", "sur"}
_EDGE = re.compile(r"^(?:the|a|an|greater|downtown|nearby|['\"“”‘’(\[-])\s+|['’]s$|[\s'\"“”’,.;:)\]-]+$", re.IGNORECASE)
_INITIALS = re.compile(r"(?:[A-Za-z]\.){1,}$")
_LIST = re.compile(r"\s*(?:,|;|/|\band\b|\bor\b)\s*")
_BEFORE = re.compile(r"(?!The )(?:[A-Z][\w’']+ ){1,2}(?:of (?:the )?)?$")
_OF = re.compile(r" of (?:the )?[A-Z][\w’']+(?<!['’]s)")
_LOWER = re.compile(r"[a-z]+ +")
_AFTER = re.compile(r" ([A-Za-z]+)\b")
_IN = re.compile(r",? (?:a (?:city|town|village) )?in (?:the )?(?:(?:north|south|east|west|central|far)[a-z]*[ -])*")


@dataclass(frozen=True, slots=True)
class _Words:
    locative: frozenset[str]
    surely_locative: frozenset[str]
    of_heads: frozenset[str]
    settlement: frozenset[str]
    not_before: frozenset[str]
    doubtful: frozenset[str]
    illness: frozenset[str]
    personal: frozenset[str]
    areas: frozenset[str]
    capitals: frozenset[str]


@cache
def _words() -> _Words:
    data = loader.toml(_WORDS_FILE)
    sets = {}
    for key in _Words.__slots__:
        values = data.get(key)
        if not isinstance(values, list) or not all(isinstance(value, str) and value for value in values):
            raise loader.bad("words.toml", key, key, "is no list of words")
        sets[key] = frozenset(values)
    return _Words(**sets)


Span = tuple[int, int]  # characters


def find_mentions(
    text: str,
    *,
    words: Sequence[str],
    offsets: Sequence[int],
    names: Sequence[tuple[int, int, str]],
    times: Sequence[Span] = (),
    gazetteer: Gazetteer | None = None,
) -> list[PlaceMention]:
    """The place mentions of a text, in its order, with hints from the words around them.

    ``words`` and ``offsets`` are the tokens and where each starts; ``names`` the token spans of a names model with
    label PER, ORG, LOC or NORP, which may be empty: then the gazetteer and the words around a name decide alone.
    ``times`` are the stretches that tell a time: August is a month there and no town.
    """
    gazetteer = gazetteer or shipped()
    found = _Finder(text, words, offsets, names, gazetteer).mentions()
    return [m for m in found if not any(start <= m.span[0] and m.span[1] <= end for start, end in times)]


class _Finder:
    def __init__(
        self,
        text: str,
        words: Sequence[str],
        offsets: Sequence[int],
        names: Sequence[tuple[int, int, str]],
        gazetteer: Gazetteer,
    ) -> None:
        self.text, self.words, self.offsets, self.gazetteer = text, words, offsets, gazetteer
        self.names, self.lexicon = names, _words()
        self.label: list[str] = [""] * len(words)
        for start, end, label in names:
            self.label[start:end] = [label] * (end - start)

    def mentions(self) -> list[PlaceMention]:
        """LOC spans, bodies that are named as a place is, then the gazetteer's own; hints last."""
        found: list[Span] = []
        taken = [False] * len(self.words)
        for start, end, label in self.names:
            if label == "LOC":
                found += self._location(start, end)
                taken[start:end] = [True] * (end - start)
            elif self._certain(start, end, label):
                found.append(self._trim(self._chars(start, end)))
            if label in ("ORG", "PER", "NORP"):
                taken[start:end] = [True] * (end - start)
        found += self._known(taken)
        return self._hinted([self._widened(span) for span in sorted(set(found))])

    def _chars(self, start: int, end: int) -> Span:
        return self.offsets[start], self.offsets[end - 1] + len(self.words[end - 1])

    def _trim(self, span: Span) -> Span:
        start, end = span
        while True:
            name = self.text[start:end]
            edge = _EDGE.search(name)
            if not edge or (edge.group() == "." and _INITIALS.search(name)) or not edge.group():
                return start, end
            if edge.start() == 0:
                start += edge.end()
            elif name[edge.start() :] == "." and _INITIALS.search(name):
                return start, end
            else:
                end -= len(name) - edge.start()

    def _location(self, start: int, end: int) -> Iterator[Span]:
        """The places in one LOC span, which may hold a list ("Gori, Georgia") or no place at all ("Syrian")."""
        low, high = self._chars(start, end)
        whole = self.text[low:high]
        if not any(c.isupper() for c in whole) or self._after(end) in self.lexicon.illness:
            return
        parts = [(low, high)]
        if not self.gazetteer.lookup(whole):
            cuts = [low, *(low + at for gap in _LIST.finditer(whole) for at in gap.span()), high]
            parts = list(zip(cuts[::2], cuts[1::2], strict=True))
        for part in parts:
            span = self._trim(part)
            while lower := _LOWER.match(self.text, *span):
                span = lower.end(), span[1]
            name = self.text[slice(*span)]
            if len(name) < 2 or not any(c.isupper() for c in name) or self._adjectival(name):
                continue
            # a name that no table knows is believed only where the words before it say that it is a place
            if self.gazetteer.lookup(name) or self._placed(start):
                yield span

    def _adjectival(self, name: str) -> bool:
        """Whether a name is a people's adjective and no country's name ("Syrian", but not "US" or "New Zealand")."""
        if fold(name) not in adjectives():
            return False
        found = self.gazetteer.lookup(name)
        return not found or found[0].precision != "country"

    def _widened(self, span: Span) -> Span:
        """A name with what belongs to it: "People’s" before a republic, "province" or "state" after an area's name."""
        start, end = span
        name = self.text[start:end]
        before = _BEFORE.search(self.text, max(0, start - 28), start)
        if before and (found := self.gazetteer.lookup(before.group() + name)) and found[0].precision == "country":
            start = before.start()
        rest = _OF.match(self.text, end)
        if rest and (found := self.gazetteer.lookup(name + rest.group())) and found[0].precision == "country":
            return start, rest.end()
        after = _AFTER.match(self.text, end)
        if after and after[1].lower() in self.lexicon.areas:
            found = self.gazetteer.lookup(f"{name} {after[1]}")
            if found and found[0].precision == "region":
                end = after.end()
        return start, end

    def _certain(self, start: int, end: int, label: str) -> bool:
        """Whether a span marked as a person, body or people is, word for word, a place beyond doubt."""
        name = self.text[slice(*self._trim(self._chars(start, end)))]
        if name in self.lexicon.capitals:
            return True
        key, found = fold(name), self.gazetteer.lookup(name)
        if not found or self._adjectival(name):
            return False
        if start and self.words[start - 1].lower() in self.lexicon.surely_locative:
            return not found[0].alias or found[0].precision == "country"
        if key in self.lexicon.doubtful or (label != "ORG" and key in self.lexicon.personal):
            return False
        if found[0].precision == "country":
            return not name.isupper() or len(name) > 2
        return found[0].precision == "region" and not found[0].alias and label == "ORG"

    def _placed(self, start: int) -> bool:
        """Whether the words before say that a place follows."""
        at = start - 1
        if at >= 0 and self.words[at].lower() == "the":
            at -= 1
        if at < 0:
            return False
        word = self.words[at].lower()
        if word == "of":
            return at > 0 and self.words[at - 1].lower() in self.lexicon.of_heads
        if word in ("and", ",", "or") and at > 0:
            return self.label[at - 1] == "LOC"
        return word in self.lexicon.locative

    def _known(self, taken: list[bool]) -> Iterator[Span]:
        """Capitalised names that the gazetteer knows, outside what the names model has marked."""
        words, i = self.words, 0
        while i < len(words):
            if taken[i] or not words[i][:1].isupper():
                i += 1
                continue
            end = self._run(i, taken)
            for stop in range(end, i, -1):
                if self._is_place(i, stop, end):
                    yield self._trim(self._chars(i, stop))
                    i = stop - 1
                    break
            i += 1

    def _run(self, start: int, taken: list[bool]) -> int:
        """The end of the run of capitalised words from ``start``, at most ``_LONGEST`` words."""
        end = at = start + 1
        while at < len(self.words) and at < start + _LONGEST and not taken[at]:
            word = self.words[at]
            if word[:1].isupper():
                end = at + 1
            elif word.lower() not in _INNER:
                break
            at += 1
        return end

    def _is_place(self, start: int, stop: int, end: int) -> bool:
        name = self.text[slice(*self._chars(start, stop))]
        found = self.gazetteer.lookup(name)
        if not found:
            return False
        key = fold(name)
        if name in self.lexicon.capitals:
            return True
        if len(key) < 3 or (name.isupper() and len(name) < 4 and found[0].alias and found[0].precision != "country"):
            return False
        following = self._after(stop)
        if following in self.lexicon.illness:
            return False
        title = start > 0 and self.words[start - 1][:1].isupper() and self.label[start - 1] == "" and stop < end
        if (following in self.lexicon.not_before and stop < end) or title or self._adjectival(name):
            return False
        placed = self._placed(start) or self._in_wider(stop)
        if key in self.lexicon.doubtful:
            return placed and stop == end and not (name.isupper() or found[0].alias)
        if placed:
            return stop == end or self._plain(found)
        return self._plain(found) and (stop == end or found[0].precision == "country")

    def _after(self, stop: int) -> str:
        return self.words[stop].lower() if stop < len(self.words) else ""

    def _in_wider(self, stop: int) -> bool:
        """Whether a comma and a country or region follow: "Gori, Georgia"."""
        if stop + 1 >= len(self.words) or self.words[stop] != ",":
            return False
        return any(
            self._rank(self.text[slice(*self._chars(stop + 1, end))]) > 1
            for end in range(stop + 2, min(stop + 4, len(self.words)) + 1)
            if self.words[end - 1][:1].isupper()
        )

    @staticmethod
    def _plain(found: list[Candidate]) -> bool:
        """Whether the name by itself is most likely the place."""
        if found[0].precision in ("country", "region"):
            return True
        return any(not place.alias and (place.population >= _LARGE or place.precision == "point") for place in found)

    def _hinted(self, spans: list[Span]) -> list[PlaceMention]:
        text = self.text
        made: list[PlaceMention] = []
        for n, (start, end) in enumerate(spans):
            if made and start < made[-1].span[1]:
                continue
            name, hint, contains = text[start:end], None, False
            if n + 1 < len(spans):
                then = spans[n + 1]
                gap, wider = text[end : then[0]], text[slice(*then)]
                joined = gap == ", " or _IN.fullmatch(gap)
                if joined and self._rank(wider) > self._rank(name):
                    hint = wider
            if made and text[made[-1].span[1] : start] == ", " and made[-1].hint == name:
                contains = True
            made.append(PlaceMention(name, (start, end), hint or self._adjective(start), contains))
        return made

    def _rank(self, name: str) -> int:
        """What can contain what: 3 a country, 2 a region, 1 a large town, 0 the rest."""
        found = self.gazetteer.lookup(name)
        if not found:
            return 0
        if any(place.precision == "country" for place in found):
            return 3
        if any(place.precision == "region" and place.kind != "sea" for place in found):
            return 2
        return int(found[0].population >= _LARGE)

    def _adjective(self, start: int) -> str | None:
        """The country that the words before name: "the Syrian city of Idlib", "Syria's Idlib province"."""
        before = self.text[max(0, start - 48) : start].split()
        if before and before[-1].lower() == "the":
            before = before[:-1]
        if not before:
            return None
        if before[-1] == "of" and len(before) > 2 and before[-2].lower() in self.lexicon.settlement:
            near = [word for word in before[-5:-2] if word[:1].isupper()]
        else:
            near = [word for word in before[-1:] if word[:1].isupper()]
        for word in reversed(near):
            key = fold(word)
            if key in adjectives():
                return adjectives()[key]
            if word.endswith(("'s", "’s")):
                found = self.gazetteer.lookup(word)
                if found and found[0].precision == "country":
                    return found[0].country
        return None
