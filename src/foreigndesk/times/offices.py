"""What offices tell of a report's day: nobody writes "President X" of somebody who has not taken office.

Who held which office when is handed in: this room keeps calendars, not people.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from foreigndesk.times import lexicon, windows
from foreigndesk.times.evidence import Clue, meet
from foreigndesk.times.tense import sentence
from foreigndesk.times.windows import Bounds

_GRACE = timedelta(days=14)  # the handing over, and reports that lag behind
_ELECTED = timedelta(days=150)  # between an election and the oath
_BEFORE, _BEHIND = 100, 80  # characters around a name in which its title stands
_NAME = re.compile(r"(?<![^\W_])[A-Z][\w’'-]*")
_CAPITAL = re.compile(r"[- ](?:(?:al|el|bin|ibn|von|van|de|da|den)[- ])?[A-Z]")
_GIVEN = re.compile(r"(?<![^\W_])[A-Z][\w’'-]+ $")
_RETOLD = re.compile(r"\b(?:1[89]|20)\d\d\b|\bago\b")  # in a sentence with these, the office may be one of back then
_FORMER = re.compile(r"\b(?:former|ex|one-?time|retired|previous|late|then)[ -](?:[\w’'-]+[ -]){0,4}$", re.IGNORECASE)
_GONE = re.compile(r"\b(?:former|ex)[ -]", re.IGNORECASE)
_UNDER = re.compile(r"\b(?:under|during|by|since)(?: the)?(?: [\w’'-]+){0,2} $", re.IGNORECASE)
_LESSER = re.compile(r"\b(?:vice|deputy|assistant|party|first|co|[a-z]+-)[ -]$", re.IGNORECASE)
_ANOTHER = re.compile(r"[’']s +[A-Z]")  # "President of Norland's National Council"
_COMING = re.compile(
    r"elect\b|designate\b|\b(?:incoming|next|future|nominee|nominat\w+|candidate|would-be|hopeful|won|re-?elect\w*|elect(?:ed|ion)|"
    r"victory|congratulat\w+|tak(?:es?|ing) office|sworn|inaugurat\w+)\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Tenure:
    """One person's time in an office: the names, the titles in lower case, the words for the land, and the days."""

    names: tuple[str, ...]
    surname: str
    titles: frozenset[str]
    lands: frozenset[str]
    since: date | None
    until: date | None


@dataclass(slots=True)
class _Named:
    """A person named with an office: the words, the tenures that they may mean, and what the words around make of them."""

    words: str
    held: list[Tenure]
    former: bool
    retold: bool
    coming: bool

    def spans(self) -> set[Bounds]:
        """The days on which it can be written so."""
        found: set[Bounds] = set()
        for tenure in self.held:
            if not self.former:
                since = tenure.since and tenure.since - (_ELECTED if self.coming else _GRACE)
                found.add((since, None if self.retold or not tenure.until else tenure.until + _GRACE))
            elif tenure.until:
                found.add((tenure.until - _GRACE, None))
        return found


class Offices:
    """Tenures by the last word of a name, with their titles as one expression: made once, used on every report."""

    def __init__(self, tenures: Iterable[Tenure]) -> None:
        self._by_last: defaultdict[str, list[tuple[str, Tenure]]] = defaultdict(list)
        titles: set[str] = set()
        for tenure in tenures:
            titles |= tenure.titles
            for name in dict.fromkeys(map(_folded, (*tenure.names, tenure.surname))):
                words = _NAME.findall(name)
                if words:
                    self._by_last[words[-1]].append((name, tenure))
        choice = lexicon.alternation(titles)
        place = r"(?:the )?[A-Z][\w’'.-]*(?: (?:(?:of|and|the) )*[A-Z][\w’'.-]*){0,5}"
        self._left = re.compile(
            rf"\b(?P<title>(?i:{choice}))(?:-elect|-designate|s(?: [A-Z][\w’'-]+){{1,3}} and)?(?P<land>(?:,? (?:of|to|for) {place})?),? ?"
            r"(?:(?:Mr|Mrs|Ms|Dr|Sir|Gen|General)\.? )?$"
        )
        self._right = re.compile(
            rf"(?:,|(?: on [\w -]{{3,30}})? as)(?: who is)? (?:the )?(?P<land>(?:[\w’'-]+ ){{0,3}}?)"
            rf"(?P<title>(?i:{choice}))\b(?P<of>(?: (?:of|to|for) (?:the )?[A-Z][\w’'.-]+(?: [A-Z][\w’'.-]+)*)?)"
        )

    def clues(self, text: str) -> Iterator[Clue]:
        """One clue for each person who is named with an office; several terms of it are several stretches.

        Of two who held the same office of one land at different times, the earlier is a memory: only the later bounds
        the report from above.
        """
        text = _folded(text)
        by_person: dict[tuple[str, ...], list[_Named]] = {}
        for found in _NAME.finditer(text):
            word = re.sub(r"[’']s?$", "", found[0])
            if word in self._by_last and (named := self._named(text, found.start(), found.start() + len(word))):
                by_person.setdefault(tuple(sorted({t.names[0] for t in named.held})), []).append(named)
        spans: dict[tuple[str, ...], set[Bounds]] = {}
        for person, several in by_person.items():
            for named in several:
                spans[person] = _common(spans[person], named.spans()) if person in spans else named.spans()
        for person, several in by_person.items():
            days = spans[person]
            if any(_replaced(several[0], days, other[0], spans[key]) for key, other in by_person.items() if key != person):
                days = {(since, None) for since, _ in days}
            if days:
                ordered = sorted(days, key=lambda s: (s[0] or date.min, s[1] or date.max))
                yield Clue(tuple(ordered), f"names {several[0].words!r}: {' or '.join(windows.edtf(*s) for s in ordered)}")

    def _named(self, text: str, start: int, end: int) -> _Named | None:
        """The person and office that the name which ends here is given, if its title stands beside it."""
        options = self._by_last[text[start:end]]
        full = [n for n, _ in options if len(n) > end - start and text.endswith(f" {n}", 0, end)]
        full += [n for n, _ in options if len(n) == end > end - start and text.startswith(n)]
        name = max(full, key=len, default=text[start:end])
        if not full and _CAPITAL.match(text, end):  # "Hassan" of "Hassan Rouhani"
            return None
        held = [t for n, t in options if n == name]
        begin = end - len(name)
        title = self._title(text, begin)
        given = None
        if not title and not full and (given := _GIVEN.search(text, max(0, begin - 24), begin)):
            title = self._title(text, given.start())  # "Alexander" for "Aleksander"
            held = [t for t in held if _folded(t.names[0])[0] == given[0][0]]
        if title:
            at = title.start("title")
            near = f"{text[max(0, at - 30) : at]} {title['land']}"
        else:
            title = self._right.match(text, end, end + _BEHIND)
            if not title:
                return None
            at = title.start("title")
            near = f"{title['land']} {title['of']}"
        before = text[max(0, at - 40) : at]
        office = " ".join(title["title"].lower().split())
        held = [t for t in held if office in t.titles]
        if not held or _LESSER.search(before) or _ANOTHER.search(near):
            return None
        here = [t for t in held if any(re.search(rf"(?<!\w){re.escape(w)}(?!\w)", near) for w in t.lands)]
        if not full and not here and (given or title["land"].strip() or len({t.names[0] for t in held}) > 1):
            return None  # a surname alone means the one who has it, if no other land is named
        first, last = sentence(text, begin)
        around = text[max(first, begin - 120) : min(last, end + 120)]
        former = _FORMER.search(before)
        return _Named(
            words=" ".join(text[min(at, begin) : max(end, title.end())].split()),
            held=here or held,
            former=former is not None and _GONE.match(former[0]) is not None,
            retold=former is not None or _RETOLD.search(text, first, last) is not None or _UNDER.search(before) is not None,
            coming=_COMING.search(around) is not None,
        )

    def _title(self, text: str, end: int) -> re.Match[str] | None:
        """The last title that leads up to a place."""
        last, at = None, max(0, end - _BEFORE)
        while found := self._left.search(text, at, end):
            last, at = found, found.end("title")
        return last


def _folded(text: str) -> str:
    """The text without accents, each letter still in its place."""
    if text.isascii():
        return text
    return "".join(c if c.isascii() else unicodedata.normalize("NFD", c)[0] for c in text)


def _common(a: set[Bounds], b: set[Bounds]) -> set[Bounds]:
    """The days of both sets of stretches; where there are none, those of the later."""
    both: set[Bounds] = set()
    for x in a:
        for y in b:
            if meet(x, y):
                first = max((d for d in (x[0], y[0]) if d), default=None)
                last = min((d for d in (x[1], y[1]) if d), default=None)
                both.add((first, last))
    return both or a or b


def _replaced(one: _Named, days: set[Bounds], other: _Named, later: set[Bounds]) -> bool:
    """Whether the other held the same office of the same land after the one, and never with them."""
    if not any(t.titles & o.titles and t.lands & o.lands for t in one.held for o in other.held):
        return False
    return all(not meet(d, o) and (d[0] or date.min) < (o[0] or date.min) for d in days for o in later)
