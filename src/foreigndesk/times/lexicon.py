"""The words of time, read from lexicon/times and checked: months and units, patterns, holidays, dated events."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from foreigndesk.lexicon.loader import bad, toml

SHAPES = frozenset({"by", "until", "before", "since", "from", "after"})


@dataclass(frozen=True, slots=True)
class Pattern:
    """One form of the grammar, the rule that gives it a meaning, and the words without which it cannot match."""

    kind: str
    form: str
    needs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Holiday:
    """A named day: fixed in the calendar, counted from Easter, or listed by its known first days."""

    name: str
    days: int = 1
    month: int | None = None
    day: int | None = None
    easter: int | None = None
    starts: tuple[date, ...] = ()


@dataclass(frozen=True, slots=True)
class DatedEvent:
    """A well-known war, summit, vote or accord, and the words by which a report points at it.

    ``nouns`` are the common words ("war"), which count only where every group of ``named`` occurs in the text (each
    group lists words of which one is enough); a ``title`` counts alone.
    """

    name: str
    start: date
    end: date
    nouns: tuple[str, ...]
    named: tuple[tuple[str, ...], ...]
    titles: tuple[str, ...]


@cache
def words() -> dict[str, dict[str, Any]]:
    """The slots of the grammar: slot name → word → meaning; holidays are the slot ``holiday``."""
    slots = toml("times/words.toml")
    for slot, table in slots.items():
        if not isinstance(table, dict) or not table:
            raise bad("words.toml", slot, "table", "must hold words")
        for word, meaning in table.items():
            if word != word.lower() or not isinstance(meaning, (int, str)):
                raise bad("words.toml", slot, word, "must be in lower case and mean a number or a string")
    return {**slots, "holiday": {name: name for name in holidays()}}


@cache
def patterns() -> tuple[dict[str, str], tuple[Pattern, ...]]:
    """The macros and the patterns, in the order in which they are tried."""
    data = toml("times/patterns.toml")
    found = []
    for number, entry in enumerate(data["pattern"], start=1):
        if set(entry) not in ({"kind", "form"}, {"kind", "form", "needs"}):
            raise bad("patterns.toml", f"pattern {number}", "kind, form", "must both be given, and nothing else but needs")
        found.append(Pattern(entry["kind"], entry["form"], tuple(entry.get("needs", ()))))
    return data["macro"], tuple(found)


@cache
def holidays() -> dict[str, Holiday]:
    """The named days, by their name in lower case."""
    found = {}
    for name, entry in toml("times/holidays.toml").items():
        ways = ("day" in entry and "month" in entry, "easter" in entry, "starts" in entry)
        if sum(ways) != 1:
            raise bad("holidays.toml", name, "month+day, easter, starts", "exactly one of them must be given")
        unknown = set(entry) - {"days", "month", "day", "easter", "starts"}
        if unknown:
            raise bad("holidays.toml", name, min(unknown), "unknown key")
        found[name] = Holiday(name, **{**entry, "starts": tuple(entry.get("starts", ()))})
    return found


@cache
def context() -> dict[str, Any]:
    """What the words around an expression do: shapes, guards and cues of tense."""
    data = toml("times/context.toml")
    for word, shape in data["shape"].items():
        if shape not in SHAPES:
            raise bad("context.toml", "shape", word, f"must be one of {', '.join(sorted(SHAPES))}")
    for table in ("guard", "tense"):
        for key, entries in data[table].items():
            if not isinstance(entries, list) or not all(isinstance(e, str) for e in entries):
                raise bad("context.toml", table, key, "must be a list of strings")
    return data


@cache
def dated_events() -> tuple[DatedEvent, ...]:
    """The table of well-known events, in the order of their first day."""
    found = []
    for entry in toml("times/dated_events.toml")["event"]:
        name = entry.get("name", "an entry without a name")
        unknown = set(entry) - {"name", "start", "end", "nouns", "named", "titles"}
        if unknown:
            raise bad("dated_events.toml", name, min(unknown), "unknown key")
        start, end = entry.get("start"), entry.get("end", entry.get("start"))
        if not isinstance(start, date) or not isinstance(end, date) or end < start:
            raise bad("dated_events.toml", name, "start, end", "must be dates, in their order")
        nouns, titles = tuple(entry.get("nouns", ())), tuple(entry.get("titles", ()))
        named = tuple(tuple(group.split("|")) for group in entry.get("named", ()))
        if not titles and not (nouns and named):
            raise bad("dated_events.toml", name, "titles", "must be given where nouns and named are not")
        found.append(DatedEvent(name, start, end, nouns, named, titles))
    return tuple(sorted(found, key=lambda event: (event.start, event.name)))


def alternation(entries: Any) -> str:
    """A regular expression for any of the words, the longest first, with either apostrophe."""
    ordered = sorted(entries, key=lambda word: (-len(word), word))
    return "|".join(re.escape(word).replace(r"\ ", " ").replace("'", "['’]") for word in ordered)
