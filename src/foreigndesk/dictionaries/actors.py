"""Actors and agents as entries of a reader's own file: new actors, names for known ones, kinds of bodies.

A PETRARCH code is groups of three letters: a country (or IGO, NGO, MNC, IMG), then sectors. What names one of our states and no more is
a name for it; what names a sector of a state is an actor of its own; what our knowledge base reads so already is only counted.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from foreigndesk.actors.knowledge import Entity, knowledge
from foreigndesk.dictionaries.petrarch import Named, Note
from foreigndesk.dictionaries.terms import Terms, sector, terms

Row = dict[str, Any]

_DATED = re.compile(r"^(\S*?)\s*(?:(<)\s*(\d{6,8})|(>)\s*(\d{6,8})|(\d{6,8})\s*-\s*(\d{6,8}))?$")
_CENTURY = 30  # TABARI's days have two digits of a year: below it they are this century's


@dataclass(slots=True)
class Entries:
    """What goes into the file, by key, and what is known already or was left out."""

    actors: dict[str, Row] = field(default_factory=dict)
    bodies: dict[str, Row] = field(default_factory=dict)
    known: int = 0
    notes: list[Note] = field(default_factory=list)

    @property
    def names(self) -> int:
        """How many names are given to actors that we know."""
        return sum(len(row["aliases"]) for row in self.actors.values() if "name" not in row)


class Converter:
    """Adds the entries of files to those of others; a name that two actors have is given to the first."""

    def __init__(self) -> None:
        self.terms: Terms = terms()
        self.knowledge = knowledge()
        self.entries = Entries()
        self._states: dict[str, Entity] = {}
        for entity in self.knowledge.entities.values():
            if entity.type in {"state", "contested_polity"}:
                for code in (entity.iso3, entity.cameo):
                    if code:
                        self._states.setdefault(code, entity)
        self._taken: set[str] = set()

    def actors(self, file: str, found: Iterable[Named]) -> None:
        """Takes the actors of a file over."""
        for one in found:
            why = self._actor(file, one)
            if why is not None:
                self._note(file, one, why)

    def _actor(self, file: str, one: Named) -> str | None:
        dated = [match.groups() for code in one.codes if (match := _DATED.match(code)) is not None]
        codes = [(code, _window(rest)) for code, *rest in dated if code and set(code) - set("-+")]
        if not codes:
            return "it has no code, or only the null code"
        code, window = next(((code, window) for code, window in codes if window == (None, None)), codes[-1])
        if any(mark in name for name in one.names for mark in ";*"):
            return "a name of ours has no semicolon and no star"
        if "/" in code:
            return f"{code!r} is several actors"
        if len({code for code, _ in codes}) > 1:
            self._note(file, one, f"of its codes only {code!r} is taken, for all time", part=True)
            window = (None, None)
        parts = [code[start : start + 3].upper() for start in range(0, len(code), 3)]
        if any(len(part) < 3 or not part.isalpha() for part in parts):
            return f"{code!r} is not made of groups of three letters"
        state = self._states.get(parts[0])
        if state is None and parts[0] not in self.terms.groups:
            return f"{parts[0]!r} is the code of no state that we know, nor one of {', '.join(self.terms.groups)}"
        names = self._new(one.names, code, state if len(parts) == 1 else None)
        if not names:
            return None
        if state is not None and len(parts) == 1:
            row = self.entries.actors.setdefault(state.key, {"aliases": []})
            row["aliases"] += names
            return None
        self._add(names, code, parts, state, window)
        return None

    def _new(self, given: Iterable[str], code: str, state: Entity | None) -> list[str]:
        """The names that are not known yet, as people write them."""
        out: list[str] = []
        for name in map(self._written, given):
            forms = [name, name.upper()] if len(name) <= 5 and " " not in name else [name]
            for form in forms:
                claimed = self.knowledge.by_surface(form)
                if claimed or self.knowledge.person(form) or form in self._taken or form in out:
                    self.entries.known += form == name
                    if form == name:
                        break
                else:
                    out.append(form)
        self._taken.update(out)
        return out

    def _add(self, names: list[str], code: str, parts: list[str], state: Entity | None, window: tuple[str | None, str | None]) -> None:
        sectors = parts[1:] if state is not None else parts
        told = next((self.terms.sectors[s] for s in sectors if s in self.terms.sectors), "other")
        kind = told if state is not None else self.terms.groups[parts[0]]
        untitled = self._untitled(names[0])
        if state is not None and untitled is not None:
            kind, names = "person", [untitled, *(self._untitled(name) or name for name in names[1:])]
        known = next((s for s in sectors if sector(s)), None)
        key = re.sub(r"[^a-z0-9]+", "_", names[0].lower()).strip("_")
        while key in self.entries.actors or key in self.knowledge.entities:
            key += "_"
        row: Row = {"name": names[0], "type": kind, "sector": known, "cameo": code.upper(), "country": state.key if state else None}
        row |= {"aliases": names[1:] or None, "valid_from": window[0], "valid_to": window[1]}
        self.entries.actors[key] = {column: value for column, value in row.items() if value is not None}

    def _untitled(self, name: str) -> str | None:
        """A person's name without the office before it; nothing where none stands there."""
        words = name.split()
        ends = [end for end in range(1, len(words)) if self.knowledge.office(" ".join(words[:end])) is not None]
        return " ".join(words[ends[-1] :]) if ends else None

    def agents(self, file: str, found: Iterable[Named]) -> None:
        """Takes the agents of a file over as nouns of bodies, one kind for each code."""
        for one in found:
            code = one.codes[0].upper()
            parts = [code[start : start + 3] for start in range(0, len(code), 3)]
            if not code or any(len(part) < 3 or not part.isalpha() for part in parts):
                self._note(file, one, f"{code!r} is not made of groups of three letters")
                continue
            if not one.names:
                self._note(file, one, "its substitution set is not in the file")
            for name in one.names:
                noun = name.lower()
                if self.knowledge.body(noun) is not None or self.knowledge.office(noun) is not None or noun in self._taken:
                    self.entries.known += 1
                    continue
                self._taken.add(noun)
                known = next((part for part in parts if sector(part)), None)
                kind = next((self.terms.sectors[part] for part in parts if part in self.terms.sectors), "other")
                row = {"nouns": [], "type": kind, **({"sector": known} if known else {})}
                self.entries.bodies.setdefault(f"petrarch_{code.lower()}", row)["nouns"].append(noun)
            if sector(parts[0]) is None:
                self._note(file, one, f"{parts[0]!r} is no sector of PLOVER's: it has none, or its second", part=True)

    def _written(self, name: str) -> str:
        """A name in capitals as people write it; one that is not in capitals stays as it is."""
        if name != name.upper():
            return name
        words = name.split()
        return " ".join(self._word(word, place) for place, word in enumerate(words))

    def _word(self, word: str, place: int) -> str:
        if "." in word or not re.search(r"[AEIOUY]", word) or any(map(str.isdigit, word)):
            return word
        small = word.lower() in self.terms.words["small"] and place > 0
        return word.lower() if small else "-".join(part.capitalize() for part in word.split("-"))

    def _note(self, file: str, one: Named, why: str, *, part: bool = False) -> None:
        self.entries.notes.append(Note(file, one.line.number, " ".join(one.line.text.split()), why, part))


def _window(given: list[Any]) -> tuple[str | None, str | None]:
    """The first and last day of a code's dates: ``<991231``, ``>20000101``, ``19990101-20001231``."""
    before, last, after, first, since, until = given
    window = _day(first if after else since), _day(last if before else until)
    return (None, None) if window[0] and window[1] and window[0] > window[1] else window


def _day(digits: str | None) -> str | None:
    """A day of six or eight digits; nothing where there is no such day."""
    if digits is None:
        return None
    if len(digits) == 6:
        digits = ("20" if int(digits[:2]) < _CENTURY else "19") + digits
    try:
        return date.fromisoformat(f"{digits[:4]}-{digits[4:6]}-{digits[6:]}").isoformat()
    except ValueError:
        return None
