"""The room's lexicons, read once: patterns of boilerplate, agencies, languages. A broken one is a LexiconError."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Any

from foreigndesk.errors import LexiconError
from foreigndesk.lexicon.loader import bad, toml


@dataclass(frozen=True, slots=True)
class Notice:
    """A family of lines that are no story: its pattern, and the length past which a line is story after all."""

    pattern: re.Pattern[str]
    max_words: int
    whole: bool


@dataclass(frozen=True, slots=True)
class Boilerplate:
    """All that boilerplate.toml holds, compiled."""

    notices: tuple[Notice, ...]
    links: re.Pattern[str]
    closing: re.Pattern[str]
    captions: re.Pattern[str]
    credit: re.Pattern[str]
    source: re.Pattern[str]
    byline: re.Pattern[str]
    staff: re.Pattern[str]
    function_words: frozenset[str]


@dataclass(frozen=True, slots=True)
class Languages:
    """All that languages.toml holds: function words a language, and code points a script."""

    english: frozenset[str]
    words: dict[str, frozenset[str]]
    scripts: dict[str, re.Pattern[str]]


def _bad(name: str, entry: str, key: str, wanted: str) -> LexiconError:
    return bad(name, entry, key, f"{wanted} is wanted there")


def _strings(name: str, table: dict[str, Any], entry: str, key: str) -> list[str]:
    value = table.get(key)
    if not isinstance(value, list) or not all(isinstance(word, str) for word in value):
        raise _bad(name, entry, key, "a list of strings")
    return value


def _string(name: str, table: dict[str, Any], entry: str, key: str) -> str:
    value = table.get(key)
    if not isinstance(value, str) or not value:
        raise _bad(name, entry, key, "a string")
    return value


def _compile(name: str, entry: str, key: str, pattern: str, flags: int = 0) -> re.Pattern[str]:
    try:
        return re.compile(pattern, flags)
    except re.error as error:
        raise _bad(name, entry, key, f"a regular expression ({error})") from error


@cache
def agencies() -> dict[str, str]:
    """Every name that an agency goes by → the agency. Acronyms as written, other names in lower case."""
    known: dict[str, str] = {}
    for number, entry in enumerate(toml("intake/agencies.toml").get("agency", []), 1):
        where = f"agency {number}"
        name = _string("agencies.toml", entry, where, "name")
        for alias in (name, *_strings("agencies.toml", entry, where, "aliases")):
            key = alias if len(alias) <= 6 else alias.lower()
            if known.setdefault(key, name) != name:
                raise _bad("agencies.toml", where, "aliases", f"a name that {known[key]} does not have ({alias})")
    return known


def agency_names() -> str:
    """An alternation of every agency name, longest first, to put into a pattern."""
    names = sorted(agencies(), key=lambda name: (-len(name), name))
    return "(?:" + "|".join(re.escape(n) if len(n) <= 6 else f"(?i:{re.escape(n)})" for n in names) + ")"


@cache
def boilerplate() -> Boilerplate:
    """boilerplate.toml, validated and compiled."""
    name = "boilerplate.toml"
    table = toml(f"intake/{name}")
    notices = []
    for number, entry in enumerate(table.get("notice", []), 1):
        where = f"notice {number}"
        patterns = _strings(name, entry, where, "patterns")
        if not isinstance(entry.get("max_words"), int):
            raise _bad(name, where, "max_words", "a whole number")
        whole = entry.get("whole", False)
        if not isinstance(whole, bool):
            raise _bad(name, where, "whole", "true or false")
        ending = r"\Z" if whole else ""
        pattern = _compile(name, where, "patterns", f"(?:{'|'.join(patterns)}){ending}", re.IGNORECASE)
        notices.append(Notice(pattern, entry["max_words"], whole))
    sections, captions, furniture = (table.get(key, {}) for key in ("sections", "captions", "furniture"))

    def heading(key: str) -> re.Pattern[str]:
        inner = "|".join(_strings(name, sections, "sections", key))
        return _compile(name, "sections", key, rf"(?:{inner})\s*:?\Z", re.IGNORECASE)

    def row(key: str, flags: int = 0) -> re.Pattern[str]:
        return _compile(name, "furniture", key, _string(name, furniture, "furniture", key), flags)

    legend = "|".join(_strings(name, captions, "captions", "patterns"))
    credit = _string(name, captions, "captions", "credit").replace("AGENCY", f"(?P<agency>{agency_names()})")
    return Boilerplate(
        notices=tuple(notices),
        links=heading("links"),
        closing=heading("closing"),
        captions=_compile(name, "captions", "patterns", legend),
        credit=_compile(name, "captions", "credit", credit),
        source=row("source", re.IGNORECASE),
        byline=row("byline"),
        staff=row("staff"),
        function_words=frozenset(_strings(name, table.get("function_words", {}), "function_words", "words")),
    )


@cache
def languages() -> Languages:
    """languages.toml, validated."""
    name = "languages.toml"
    table = toml(f"intake/{name}")
    words, scripts = {}, {}
    for number, entry in enumerate(table.get("language", []), 1):
        where = f"language {number}"
        words[_string(name, entry, where, "name")] = frozenset(_strings(name, entry, where, "words"))
    for number, entry in enumerate(table.get("script", []), 1):
        where, ranges = f"script {number}", entry.get("ranges", [])
        if not ranges or not all(isinstance(r, list) and len(r) == 2 and r[0] <= r[1] for r in ranges):
            raise _bad(name, where, "ranges", "a list of [first, last] code points")
        inner = "".join(f"{chr(first)}-{chr(last)}" for first, last in ranges)
        scripts[_string(name, entry, where, "name")] = re.compile(f"[{inner}]")
    english = frozenset(_strings(name, table.get("english", {}), "english", "words"))
    return Languages(english, words, scripts)
