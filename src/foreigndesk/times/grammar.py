"""The grammar compiled: patterns.toml and words.toml become one regular expression, and its matches named slots."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from foreigndesk.errors import LexiconError
from foreigndesk.times import lexicon

# a space in a form is white space within a paragraph
_SPACE = r"(?:(?:[ \t\xa0]+\n?|\n)(?!\s))"
_LITERAL_SPACE = re.compile(r"\[[^\]]*\]|\(\?<[=!][^)]*\)| ")  # but for classes and what looks back
_WORD = re.compile(r"[’']?\w+")
_REACH = 64  # characters before an anchor, where its expression may start
_SLOT = re.compile(r"\{([a-z][a-z_]*?)(x|\d)?\}")
_GROUP = re.compile(r"\(\?P<(\w+)>")
_BACK = re.compile(r"\(\?P=(\w+)\)")
# no expression starts within a word, a number, a name in dots, or after a currency sign
_EDGE = r"(?<![\w$€£¥#@])(?<!\d[.,:/])(?<!\w-)"


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


@dataclass(frozen=True, slots=True)
class Grammar:
    """The compiled grammar: where an expression may start, and which one starts there.

    To try every form at every word would be slow. Each expression holds an anchor (a month, a unit, a year …), and
    before it nothing but words of the grammar, so that only the few words that lead up to an anchor are tried.
    """

    regex: re.Pattern[str]
    anchor: re.Pattern[str]
    vocabulary: frozenset[str]
    forms: dict[str, tuple[str, tuple[tuple[str, int], ...]]]

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
        """The expression that starts at ``position``."""
        found = self.regex.match(low, position)
        if not found:
            return None
        kind, groups = self.forms[found.lastgroup or ""]
        slots = {slot: found[group] for slot, group in groups if found[group] is not None}
        return Match(kind, found.start(), found.end(), slots)


def _expand(form: str, macros: dict[str, str], slots: dict[str, dict[str, Any]]) -> str:
    """The form with its macros and slots written out."""

    def write(match: re.Match[str]) -> str:
        name, extra = match.groups()
        whole = name + (extra or "")
        if whole in macros:
            return _expand(macros[whole], macros, slots)
        if name not in slots:
            raise LexiconError("FD202", f"times/patterns.toml: {form}: {whole}: neither a slot nor a macro")
        choice = lexicon.alternation(slots[name])
        return choice if extra == "x" else rf"\b(?P<{whole}>{choice})\b"

    return _SLOT.sub(write, form)


@cache
def grammar() -> Grammar:
    """The grammar of lexicon/times, compiled once."""
    macros, patterns = lexicon.patterns()
    slots = lexicon.words()
    branches, names = [], []
    for number, pattern in enumerate(patterns):
        form = _expand(pattern.form, macros, slots)
        groups = _GROUP.findall(form)  # a slot may stand in two places of a form: groups are numbered
        order = itertools.count()
        form = _GROUP.sub(lambda m, n=number, k=order: f"(?P<p{n}_{next(k)}>", form)  # type: ignore[misc]
        form = _BACK.sub(lambda m, n=number, g=groups: f"(?P=p{n}_{g.index(m[1])})", form)  # type: ignore[misc]
        try:
            re.compile(form)
        except re.error as error:
            raise LexiconError("FD202", f"times/patterns.toml: {pattern.form}: form: {error}") from error
        branches.append(f"(?P<p{number}>{form})")
        names.append((f"p{number}", pattern.kind, groups))
    text = _EDGE + "(?:" + "|".join(branches) + r")(?!\w)"
    regex = re.compile(_LITERAL_SPACE.sub(lambda m: _SPACE if m[0] == " " else m[0], text))
    forms = {
        name: (kind, tuple((slot, regex.groupindex[f"{name}_{k}"]) for k, slot in enumerate(groups)))
        for name, kind, groups in names
    }
    return Grammar(regex, _anchor(slots), _vocabulary(slots), forms)


def _anchor(slots: dict[str, dict[str, Any]]) -> re.Pattern[str]:
    """One word or number of each expression: the last word of each phrase of the anchoring slots."""
    words = {re.findall(r"\w+", phrase)[-1] for slot in _ANCHORS for phrase in slots[slot]}
    return re.compile(rf"\b(?:{lexicon.alternation(words)}|{_NUMBERS})")


def _vocabulary(slots: dict[str, dict[str, Any]]) -> frozenset[str]:
    """Every word that an expression may hold before its anchor."""
    macros, patterns = lexicon.patterns()
    forms = [_GROUP.sub("", _SLOT.sub(" ", form)) for form in (*macros.values(), *(p.form for p in patterns))]
    phrases = itertools.chain(forms, *slots.values())
    return frozenset(word for phrase in phrases for word in re.findall(r"[a-z]+", phrase))
