"""The grammar: the forms of patterns.toml, filled with the words of words.toml, and their matches as named slots.

To compile a form is slow, and a text needs few: each is compiled when it is first tried, and it is tried only where the
words that it needs stand.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any

from foreigndesk.lexicon.loader import bad
from foreigndesk.times import lexicon

# a space in a form is white space within a paragraph
_SPACE = r"(?:[ \t\xa0]*[ \t\xa0\n](?!\s))"
_LITERAL_SPACE = re.compile(r"\[[^\]]*\]|\(\?<[=!][^)]*\)| ")  # but for classes and what looks back
_WORD = re.compile(r"[’']?\w+")
_REACH = 64  # characters before an anchor, where its expression may start
_AHEAD = 160  # characters from its start on, in which an expression ends
_BACK = 7  # characters before its start that a form looks at: "within "
_DIGIT = re.compile(r"\d")
_TOKEN = re.compile(r"\w+|[^\w\s]")
_SLOT = re.compile(r"\{([a-z][a-z_]*?)(x|\d)?\}")
_GROUP = re.compile(r"\(\?P<(\w+)>")
_AGAIN = re.compile(r"\(\?P=(\w+)\)")
# no expression starts within a word, a number, a name in dots, or after a currency sign
_EDGE = re.compile(r"(?<![\w$€£¥#@])(?<!\d[.,:/])(?<!\w-)")
_ANCHORS = (
    "month", "weekday", "unit", "period", "season", "decade", "daypart", "clock", "deictic", "vague_time", "frequency",
    "holiday",
)
_NUMBERS = r"[0-2]\d{3}|\d\d?(?:[:.]\d\d| ?[ap]\.?m\b)|[2-9]0s\b|q[1-4]\b|fy|tonight|overnight|end-year"


@dataclass(frozen=True, slots=True)
class Match:
    """One match: which rule means it, where it stands, and the words of its slots."""

    kind: str
    start: int
    end: int
    slots: dict[str, str]


@dataclass(frozen=True)
class Form:
    """One form of the grammar; ``needs`` has a bit for each choice of words of which one must stand near."""

    pattern: lexicon.Pattern
    needs: int

    @cached_property
    def _slots(self) -> tuple[str, ...]:
        """The names of the groups, in their order; a slot may stand in two places of a form."""
        return tuple(_GROUP.findall(_expand(self.pattern.form)))

    @cached_property
    def regex(self) -> re.Pattern[str]:
        """The form compiled, its groups numbered from ``g0`` on. Raises LexiconError."""
        number = itertools.count()
        text = _GROUP.sub(lambda m: f"(?P<g{next(number)}>", _expand(self.pattern.form))
        text = _AGAIN.sub(lambda m: f"(?P=g{self._slots.index(m[1])})", text)
        text = _LITERAL_SPACE.sub(lambda m: _SPACE if m[0] == " " else m[0], text)
        try:
            return re.compile(rf"(?:{text})(?!\w)")
        except re.error as error:
            raise bad("patterns.toml", self.pattern.form, "form", str(error)) from error

    def match(self, low: str, position: int) -> Match | None:
        """The expression of this form that starts at ``position``."""
        found = self.regex.match(low, position)
        if not found:
            return None
        slots = {slot: found[f"g{k}"] for k, slot in enumerate(self._slots) if found[f"g{k}"] is not None}
        return Match(self.pattern.kind, found.start(), found.end(), slots)


@dataclass(frozen=True, slots=True)
class Grammar:
    """All forms: where an expression may start, and which one starts there.

    To try every form at every word would be slow. Each expression holds an anchor (a month, a unit, a year …), and
    before it nothing but words of the grammar, so that only the few words that lead up to an anchor are tried.
    """

    forms: tuple[Form, ...]
    anchor: re.Pattern[str]
    vocabulary: frozenset[str]
    bits: dict[str, int]  # a word to the needs that it meets

    def starts(self, low: str) -> Iterator[int]:
        """Where an expression may start in a text in lower case, in order."""
        last = -1
        for found in self.anchor.finditer(low):
            at = found.start()
            leads = [at]
            for word in reversed(list(_WORD.finditer(low, max(0, at - _REACH), at))):
                if word[0] not in self.vocabulary and not word[0][0].isdigit():
                    break
                leads.append(word.start())
            for lead in reversed(leads):
                if lead > last:
                    last = lead
                    yield lead

    def match(self, low: str, position: int) -> Match | None:
        """The expression that starts at ``position``: of the first form that matches there."""
        if not _EDGE.match(low, position):
            return None
        unmet = self.unmet(low, position)
        for form in self.forms:
            if not form.needs & unmet and (match := form.match(low, position)):
                return match
        return None

    def unmet(self, low: str, position: int) -> int:
        """The bits of the needs that the words near ``position`` leave open."""
        near = _DIGIT.sub("0", low[max(0, position - _BACK) : position + _AHEAD])
        open_bits = -1
        for word in self.bits.keys() & set(_TOKEN.findall(near)):
            open_bits &= ~self.bits[word]
        return open_bits


def _expand(form: str) -> str:
    """The form with its macros and slots written out."""
    macros, _ = lexicon.patterns()
    slots = lexicon.words()

    def write(match: re.Match[str]) -> str:
        name, extra = match.groups()
        whole = name + (extra or "")
        if whole in macros:
            return _expand(macros[whole])
        if name not in slots:
            raise bad("patterns.toml", form, whole, "neither a slot nor a macro")
        return _choice(name) if extra == "x" else rf"\b(?P<{whole}>{_choice(name)})\b"

    return _SLOT.sub(write, form)


@cache
def _choice(slot: str) -> str:
    return lexicon.alternation(lexicon.words()[slot])


@cache
def grammar() -> Grammar:
    """The grammar of lexicon/times, read once."""
    _, patterns = lexicon.patterns()
    slots = lexicon.words()
    last = {slot: [re.findall(r"\w+", phrase)[-1] for phrase in phrases] for slot, phrases in slots.items()}
    bits: dict[str, int] = {}
    known: dict[str, int] = {}
    for choice in dict.fromkeys(need for pattern in patterns for need in pattern.needs):
        known[choice] = bit = 1 << len(known)
        for word in choice.split():
            slot = _SLOT.fullmatch(word)
            if slot and slot[1] not in slots:
                raise bad("patterns.toml", choice, "needs", f"{slot[1]} is no slot")
            for each in last[slot[1]] if slot else (word,):
                bits[each] = bits.get(each, 0) | bit
    forms = tuple(Form(pattern, sum(known[need] for need in set(pattern.needs))) for pattern in patterns)
    return Grammar(forms, _anchor(last), _vocabulary(slots), bits)


def _anchor(last: dict[str, list[str]]) -> re.Pattern[str]:
    """One word or number of each expression: the last word of each phrase of the anchoring slots."""
    return re.compile(rf"\b(?:{lexicon.alternation({word for slot in _ANCHORS for word in last[slot]})}|{_NUMBERS})")


def _vocabulary(slots: dict[str, dict[str, Any]]) -> frozenset[str]:
    """Every word that an expression may hold before its anchor."""
    macros, patterns = lexicon.patterns()
    forms = [_GROUP.sub("", _SLOT.sub(" ", form)) for form in (*macros.values(), *(p.form for p in patterns))]
    phrases = itertools.chain(forms, *slots.values())
    return frozenset(word for phrase in phrases for word in re.findall(r"[a-z]+", phrase))
