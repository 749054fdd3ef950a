"""What is known of the world's actors before a report is read: states, polities, organisations, groups, people.

The knowledge is data (``lexicon/actors``), written by hand and validated when loaded.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache, lru_cache
from pathlib import Path

from foreigndesk.actors.entities import Body, Entity, Form, Office, Term, folded, plain, within
from foreigndesk.actors.tables import read
from foreigndesk.lexicon.loader import ROOT

__all__ = ["OWN", "Body", "Entity", "Form", "Knowledge", "Office", "Term", "knowledge", "load", "own_actors"]

OWN = "FOREIGNDESK_ACTORS"
TITLES = 20_000  # phrases remembered

_QUALIFIER = re.compile(
    r"^(?:(?:the|a|an|his|her|its|their|former|ex|then|acting|interim|outgoing|incoming|current|new|newly elected|late|"
    r"one|senior|top|caretaker) )+"
)


class Knowledge:
    """The whole knowledge base, indexed by key, by surface, by office and by person."""

    def __init__(
        self,
        entities: Mapping[str, Entity],
        offices: Mapping[str, Office],
        bodies: Mapping[str, Body],
        terms: tuple[Term, ...],
        claims: Mapping[str, list[tuple[Entity, Form]]],
    ) -> None:
        self.entities = entities
        self.offices = offices
        self.bodies = bodies
        self.terms = terms
        self._surfaces = claims
        self._titles = {title: office for office in offices.values() for title in map(plain, office.titles)}
        self._nouns = {noun: body for body in bodies.values() for name in body.nouns for noun in _numbers(name)}
        self._persons: dict[str, list[Term]] = {}
        self._held: dict[tuple[str, str], list[Term]] = {}
        for term in terms:
            for name in {term.name, term.surname, *term.aliases}:
                self._persons.setdefault(folded(name), []).append(term)
            self._held.setdefault((term.office, term.country), []).append(term)
        self.office = lru_cache(TITLES)(self._office)  # reports name the same few again and again
        self.body = lru_cache(TITLES)(self._body)

    def entity(self, key: str) -> Entity:
        """The entity with that key; ``KeyError`` where there is none."""
        return self.entities[key]

    def by_surface(self, surface: str, on: date | None = None) -> list[tuple[Entity, Form]]:
        """Every entity that the surface may stand for, with the form it takes; with ``on``, only what existed then."""
        found = self._surfaces.get(surface.replace("’", "'"), [])
        return [claim for claim in found if on is None or claim[0].exists(on)]

    def surfaces(self) -> Iterator[tuple[str, str, Form]]:
        """Every (surface, key, form) of entities and persons, in the order of the files; a person's key is theirs."""
        for surface, claims in self._surfaces.items():
            for entity, form in claims:
                yield surface, entity.key, form
        seen: set[tuple[str, str]] = set()
        for term in self.terms:
            named: tuple[tuple[str, Form], ...] = ((term.name, "person"), *((a, "person") for a in term.aliases), (term.surname, "surname"))
            for surface, form in named:
                if (surface, term.person) not in seen:
                    seen.add((surface, term.person))
                    yield surface, term.person, form

    def _office(self, phrase: str) -> Office | None:
        """The office that a title names: "Russian Foreign Minister", "the president of the commission"."""
        title = _QUALIFIER.sub("", plain(phrase))
        for part in dict.fromkeys((title, title.split(" of ")[0], title.split(" for ")[0], title.split(" to ")[0])):
            words = part.split()
            for start in range(len(words)):
                office = self._titles.get(" ".join(words[start:]))
                if office:
                    return office
        return None

    def _body(self, noun: str) -> Body | None:
        """The kind of body that a common noun phrase names, singular or plural; the longest ending that is known."""
        words = _QUALIFIER.sub("", plain(noun)).split()
        for start in range(len(words)):
            body = self._nouns.get(" ".join(words[start:]))
            if body:
                return body
        return None

    def members(self, key: str, on: date | None = None) -> tuple[str, ...]:
        """The keys of an organisation's members, as of a day where one is given."""
        members = self.entities[key].members
        return tuple(dict.fromkeys(m.member for m in members if on is None or within(on, m.since, m.until)))

    def holder(self, office: str, country: str, on: date | None = None) -> Term | None:
        """Who holds an office (by key) of a state or organisation on a day; with no day, the latest known holder."""
        terms = self._held.get((office, country), [])
        if on is not None:
            terms = [term for term in terms if term.covers(on)]
        return max(terms, key=lambda term: term.since, default=None)

    def person(self, name: str, on: date | None = None) -> list[Term]:
        """The terms of everybody who goes by that full name or surname; with a day, those that run on it."""
        return [term for term in self._persons.get(folded(name), []) if on is None or term.covers(on)]


def knowledge() -> Knowledge:
    """The knowledge base of the package and of the reader's own file, read and validated once."""
    return _load(own_actors())


def own_actors() -> Path | None:
    """The file of the reader's own actors that the environment names (``FOREIGNDESK_ACTORS``)."""
    file = os.environ.get(OWN)
    return Path(file).absolute() if file else None


@cache
def _load(own: Path | None) -> Knowledge:
    return load(ROOT / "actors", own)


def load(folder: Path, own: Path | None = None) -> Knowledge:
    """The knowledge in a folder, and in a reader's own file; a ``LexiconError`` names file, entry and key of what is wrong."""
    return Knowledge(*read(folder, own))


def _numbers(noun: str) -> tuple[str, ...]:
    """A noun phrase in lower case and its regular plural: "ministry", "ministries"."""
    one = plain(noun)
    if one.endswith("s") and not one.endswith("ss"):
        return (one,)
    if one.endswith("y") and one[-2] not in "aeou":
        return one, one[:-1] + "ies"
    if one.endswith("man"):
        return one, one[:-2] + "en"
    return one, one + ("es" if one.endswith(("ss", "ch", "sh", "x")) else "s")
