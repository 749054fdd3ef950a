"""What is known of the world's actors before a report is read: states, polities, organisations, groups, people.

The knowledge is data (``lexicon/actors``), written by hand and validated when loaded. A cell that ends in ``*`` owns
up to an ambiguity: another entity has the same surface in the same form ("Congo", "Korea"), and the reader is handed
both. Dates are ISO 8601 and may stop at the year or month; a term "1990" to "1992" is read at its widest.
"""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from calendar import monthrange
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any, Literal, cast, get_args

import tomli as tomllib

from foreigndesk.errors import LexiconError
from foreigndesk.model import ActorType

Form = Literal["name", "acronym", "adjective", "inhabitant", "capital", "metonym", "person", "surname"]

SECTORS = frozenset(
    {
        "BNK",
        "BUS",
        "COP",
        "CRM",
        "CVL",
        "DEV",
        "EDU",
        "ELI",
        "GOV",
        "HLH",
        "IGO",
        "IMG",
        "JUD",
        "LAB",
        "LEG",
        "MED",
        "MIL",
        "NGO",
        "OPP",
        "PTY",
        "REB",
        "REF",
        "REL",
        "SPY",
        "UAF",
    }
)
_TYPES = frozenset(get_args(ActorType))
_ENTITY_FILES = ("states.csv", "polities.csv", "organisations.csv", "groups.csv")
_SURFACES: tuple[Form, ...] = ("name", "acronym", "adjective", "inhabitant", "capital", "metonym")
_QUALIFIER = re.compile(
    r"^(?:(?:the|a|an|his|her|its|their|former|ex|then|acting|interim|outgoing|incoming|current|new|newly elected|late|"
    r"one|senior|top|caretaker) )+"
)


@dataclass(frozen=True, slots=True)
class Membership:
    """One member of an organisation, with the days between which it belongs to it where they are known."""

    member: str
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Entity:
    """A state, polity, organisation, group or named body, with every surface that may stand for it in a text."""

    key: str
    name: str
    type: ActorType
    sector: str | None = None
    iso3: str | None = None
    cow: str | None = None
    cameo: str | None = None
    aliases: tuple[str, ...] = ()
    acronyms: tuple[str, ...] = ()
    adjectives: tuple[str, ...] = ()
    inhabitants: tuple[str, ...] = ()
    capital: tuple[str, ...] = ()
    metonyms: tuple[str, ...] = ()
    tags: frozenset[str] = frozenset()
    members: tuple[Membership, ...] = ()
    country: str | None = None
    claimed_by: tuple[str, ...] = ()
    predecessors: tuple[str, ...] = ()
    kind: str | None = None
    valid_from: date | None = None
    valid_to: date | None = None

    def exists(self, on: date) -> bool:
        """Whether the entity existed on that day, as far as is known."""
        return _within(on, self.valid_from, self.valid_to)

    def surfaces(self) -> Iterator[tuple[str, Form]]:
        """Every surface with its form, the name first."""
        yield self.name, "name"
        for form, texts in zip(
            _SURFACES, (self.aliases, self.acronyms, self.adjectives, self.inhabitants, self.capital, self.metonyms), strict=True
        ):
            for text in texts:
                yield text, form


@dataclass(frozen=True, slots=True)
class Office:
    """An office that a person holds: its titles, sector, rank (1 heads a state or body, 5 speaks for it), and body."""

    key: str
    titles: tuple[str, ...]
    sector: str
    rank: int
    body: str | None = None


@dataclass(frozen=True, slots=True)
class Body:
    """A kind of body or group of people that common nouns name: "foreign ministry", "troops", "protesters"."""

    key: str
    nouns: tuple[str, ...]
    type: ActorType
    sector: str | None = None


@dataclass(frozen=True, slots=True)
class Term:
    """One person's time in one office of a state or organisation; ``until`` is ``None`` where no end is known."""

    person: str
    name: str
    surname: str
    aliases: tuple[str, ...]
    office: str
    country: str
    since: date
    until: date | None = None

    def covers(self, on: date) -> bool:
        """Whether the term runs on that day (its first and last day included)."""
        return _within(on, self.since, self.until)


class Knowledge:
    """The whole knowledge base, indexed by key, by surface, by office and by person."""

    def __init__(
        self,
        entities: Mapping[str, Entity],
        offices: Mapping[str, Office],
        bodies: Mapping[str, Body],
        terms: tuple[Term, ...],
    ) -> None:
        self.entities = entities
        self.offices = offices
        self.bodies = bodies
        self.terms = terms
        self._surfaces: dict[str, list[tuple[Entity, Form]]] = {}
        for entity in entities.values():
            for surface, form in entity.surfaces():
                claims = self._surfaces.setdefault(surface, [])
                if (entity, form) not in claims:
                    claims.append((entity, form))
        self._titles = {title: office for office in offices.values() for title in map(_plain, office.titles)}
        self._nouns = {noun: body for body in bodies.values() for name in body.nouns for noun in _numbers(name)}
        self._persons: dict[str, list[Term]] = {}
        self._held: dict[tuple[str, str], list[Term]] = {}
        for term in terms:
            for name in {term.name, term.surname, *term.aliases}:
                self._persons.setdefault(_fold(name), []).append(term)
            self._held.setdefault((term.office, term.country), []).append(term)

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

    def office(self, phrase: str) -> Office | None:
        """The office that a title names: "Russian Foreign Minister", "the president of the commission"."""
        plain = _QUALIFIER.sub("", _plain(phrase))
        for part in dict.fromkeys((plain, plain.split(" of ")[0], plain.split(" for ")[0], plain.split(" to ")[0])):
            words = part.split()
            for start in range(len(words)):
                office = self._titles.get(" ".join(words[start:]))
                if office:
                    return office
        return None

    def body(self, noun: str) -> Body | None:
        """The kind of body that a common noun phrase names, singular or plural; the longest ending that is known."""
        words = _QUALIFIER.sub("", _plain(noun)).split()
        for start in range(len(words)):
            body = self._nouns.get(" ".join(words[start:]))
            if body:
                return body
        return None

    def members(self, key: str, on: date | None = None) -> tuple[str, ...]:
        """The keys of an organisation's members, as of a day where one is given."""
        members = self.entities[key].members
        return tuple(dict.fromkeys(m.member for m in members if on is None or _within(on, m.since, m.until)))

    def holder(self, office: str, country: str, on: date | None = None) -> Term | None:
        """Who holds an office (by key) of a state or organisation on a day; with no day, the latest known holder."""
        terms = self._held.get((office, country), [])
        if on is not None:
            terms = [term for term in terms if term.covers(on)]
        return max(terms, key=lambda term: term.since, default=None)

    def person(self, name: str, on: date | None = None) -> list[Term]:
        """The terms of everybody who goes by that full name or surname; with a day, those that run on it."""
        return [term for term in self._persons.get(_fold(name), []) if on is None or term.covers(on)]


@cache
def knowledge() -> Knowledge:
    """The knowledge base of the package, read and validated once."""
    return load(files("foreigndesk.lexicon").joinpath("actors"))


def load(folder: Traversable) -> Knowledge:
    """Reads and validates the knowledge in a folder; a ``LexiconError`` names file, entry and key of what is wrong."""
    entities: dict[str, Entity] = {}
    claims: dict[tuple[str, Form], tuple[str, str]] = {}
    origin: dict[str, str] = {}
    for name in _ENTITY_FILES:
        kind = "state" if name == "states.csv" else None
        for row in _Row.read(folder, name):
            _add(entities, claims, row, _entity(row, kind))
            origin[row.key] = name
    bodies = _bodies(folder, entities, claims)
    offices = {row.key: _office(row, bodies) for row in _Row.read(folder, "offices.csv")}
    terms = tuple(_term(row, offices, entities) for row in _Row.read(folder, "leaders.csv"))
    _check_references(entities, origin)
    return Knowledge(entities, offices, bodies, terms)


class _Row:
    """One entry of a table: its cells by column, and the error that names it."""

    __slots__ = ("file", "key", "shared", "text")

    def __init__(self, file: str, key: str, cells: dict[str, str]) -> None:
        self.file, self.key = file, key
        self.text = cells.get  # the text of a column, None where the cell is empty
        self.shared: set[str] = set()

    @classmethod
    def read(cls, folder: Traversable, file: str) -> Iterator[_Row]:
        table = csv.reader(io.StringIO(folder.joinpath(file).read_text(encoding="utf-8")))
        header = next(table)
        keys: set[str] = set()
        for cells in table:
            row = cls(file, cells[0], {column: cell for column, cell in zip(header, cells, strict=False) if cell})
            if len(cells) != len(header):
                raise row.error("FD201", header[0], f"has {len(cells)} cells where the header has {len(header)}")
            if file != "leaders.csv" and row.key in keys:
                raise row.error("FD202", header[0], "stands twice; give each entry a key of its own")
            keys.add(row.key)
            yield row

    def error(self, code: str, column: str, what: str) -> LexiconError:
        return LexiconError(code, f"{self.file}, entry {self.key!r}, key {column!r}: {what}")

    def need(self, column: str) -> str:
        text = self.text(column)
        if text is None:
            raise self.error("FD201", column, "is empty; fill it in")
        return text

    def texts(self, column: str) -> tuple[str, ...]:
        cell = self.text(column)
        if cell is None:
            return ()
        if "*" not in cell:
            return tuple(cell.split(";"))
        items = cell.split(";")
        self.shared.update(item[:-1] for item in items if item.endswith("*"))
        return tuple(item.removesuffix("*") for item in items)

    def day(self, column: str, *, last: bool = False) -> date | None:
        text = self.text(column)
        return self.as_day(column, text, last=last) if text else None

    def as_day(self, column: str, text: str, *, last: bool) -> date:
        try:
            year, month, day = (*map(int, text.split("-")), 0, 0)[:3]
            month = month or (12 if last else 1)
            return date(year, month, day or (monthrange(year, month)[1] if last else 1))
        except ValueError:
            raise self.error("FD204", column, f"{text!r} is no date; write YYYY, YYYY-MM or YYYY-MM-DD") from None

    def choice(self, column: str, text: str, allowed: Iterable[str]) -> str:
        if text not in allowed:
            raise self.error("FD203", column, f"{text!r} is not known; one of {', '.join(sorted(allowed))}")
        return text


def _entity(row: _Row, kind: str | None) -> Entity:
    names = row.texts("aliases")
    short = tuple(name for name in names if _is_acronym(name))
    sector = row.text("sector")
    valid_from, valid_to = row.day("valid_from"), row.day("valid_to", last=True)
    if valid_from and valid_to and valid_from > valid_to:
        raise row.error("FD204", "valid_to", "lies before valid_from")
    return Entity(
        key=row.key,
        name=row.need("name"),
        type=cast(ActorType, kind or row.choice("type", row.need("type"), _TYPES)),
        sector=row.choice("sector", sector, SECTORS) if sector else None,
        iso3=row.text("iso3"),
        cow=row.text("cow"),
        cameo=row.text("cameo"),
        aliases=tuple(name for name in names if name not in short),
        acronyms=short,
        adjectives=row.texts("adjectives"),
        inhabitants=row.texts("inhabitants"),
        capital=row.texts("capital"),
        metonyms=row.texts("metonyms"),
        tags=frozenset(row.texts("tags")),
        members=tuple(_membership(row, item) for item in row.texts("members")),
        country=row.text("country"),
        claimed_by=row.texts("claimed_by"),
        predecessors=row.texts("predecessors"),
        valid_from=valid_from,
        valid_to=valid_to,
    )


def _membership(row: _Row, item: str) -> Membership:
    member, _, span = item.partition("@")
    since, _, until = span.partition("/")
    return Membership(
        member,
        row.as_day("members", since, last=False) if since else None,
        row.as_day("members", until, last=True) if until else None,
    )


def _add(entities: dict[str, Entity], claims: dict[tuple[str, Form], tuple[str, str]], row: _Row, entity: Entity) -> None:
    if entity.key in entities:
        raise row.error("FD202", "key", "is the key of another entity; give each entry a key of its own")
    for surface, form in entity.surfaces():
        if surface in row.shared:
            continue
        owner = claims.setdefault((surface, form), (entity.key, row.file))
        if owner[0] != entity.key:
            raise row.error(
                "FD205", form, f"{surface!r} is also claimed by {owner[0]!r} ({owner[1]}); end it with * where it is truly shared"
            )
    entities[entity.key] = entity


def _bodies(folder: Traversable, entities: dict[str, Entity], claims: dict[tuple[str, Form], tuple[str, str]]) -> dict[str, Body]:
    """The kinds of bodies; the bodies with a name of their own ("the Duma") join the entities."""
    file = "bodies.toml"
    data: dict[str, dict[str, dict[str, Any]]] = tomllib.loads(folder.joinpath(file).read_text(encoding="utf-8"))
    bodies: dict[str, Body] = {}
    nouns: dict[str, str] = {}
    for key, entry in data["kinds"].items():
        row = _row(file, key, entry)
        for noun in map(_plain, entry["nouns"]):
            if nouns.setdefault(noun, key) != key:
                raise row.error("FD205", "nouns", f"{noun!r} is also a noun of {nouns[noun]!r}; keep it in one kind")
        sector = row.text("sector")
        bodies[key] = Body(
            key=key,
            nouns=tuple(entry["nouns"]),
            type=cast(ActorType, row.choice("type", row.need("type"), _TYPES)),
            sector=row.choice("sector", sector, SECTORS) if sector else None,
        )
    for key, entry in data["named"].items():
        row = _row(file, key, entry)
        body = bodies[row.choice("kind", row.need("kind"), bodies)]
        names = row.texts("aliases")
        short = tuple(name for name in names if _is_acronym(name))
        _add(
            entities,
            claims,
            row,
            Entity(
                key=key,
                name=row.need("name"),
                type=body.type,
                sector=body.sector,
                aliases=tuple(name for name in names if name not in short),
                acronyms=short,
                metonyms=row.texts("metonyms"),
                inhabitants=row.texts("inhabitants"),
                country=row.need("country"),
                kind=body.key,
                valid_from=row.day("valid_from"),
                valid_to=row.day("valid_to", last=True),
            ),
        )
    return bodies


def _row(file: str, key: str, entry: Mapping[str, Any]) -> _Row:
    """A TOML entry seen as a row, so that both kinds of file are checked by the same rules."""
    return _Row(file, key, {k: ";".join(v) if isinstance(v, list) else str(v) for k, v in entry.items()})


def _office(row: _Row, bodies: Mapping[str, Body]) -> Office:
    body = row.text("body")
    rank = row.choice("rank", row.need("rank"), "12345")
    return Office(
        key=row.key,
        titles=row.texts("titles"),
        sector=row.choice("sector", row.need("sector"), SECTORS),
        rank=int(rank),
        body=row.choice("body", body, bodies) if body else None,
    )


def _term(row: _Row, offices: Mapping[str, Office], entities: Mapping[str, Entity]) -> Term:
    name = row.need("name")
    surname = row.text("surname") or name.rsplit(" ", 1)[-1]
    since, until = row.day("from"), row.day("to", last=True)
    country = row.need("country")
    if since is None or (until and until < since):
        raise row.error("FD204", "from", "a term needs a first day, no later than its last")
    if country not in entities:
        raise row.error("FD203", "country", f"{country!r} is the key of no entity")
    return Term(
        person=_fold(name).replace(" ", "_"),
        name=name,
        surname=surname,
        aliases=row.texts("aliases"),
        office=row.choice("office", row.need("office"), offices),
        country=country,
        since=since,
        until=until,
    )


def _check_references(entities: Mapping[str, Entity], origin: Mapping[str, str]) -> None:
    for entity in entities.values():
        for column, keys in (
            ("members", [m.member for m in entity.members]),
            ("country", [entity.country] if entity.country else []),
            ("claimed_by", entity.claimed_by),
            ("predecessors", entity.predecessors),
        ):
            for key in keys:
                if key not in entities:
                    file = origin.get(entity.key, "bodies.toml")
                    raise LexiconError("FD203", f"{file}, entry {entity.key!r}, key {column!r}: {key!r} is the key of no entity")


def _within(on: date, since: date | None, until: date | None) -> bool:
    return (since is None or since <= on) and (until is None or on <= until)


def _is_acronym(text: str) -> bool:
    return (text.upper() == text and " " not in text.replace(". ", ".") and sum(map(str.isupper, text)) > 1) or (
        len(text) < 5 and text[:1].isupper() and text[1:].strip("-+").isdigit()
    )


def _fold(text: str) -> str:
    """Lower case without accents, for names that are spelt many ways."""
    if text.isascii():
        return text.lower()
    return "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c)).lower()


def _plain(phrase: str) -> str:
    return phrase.lower().replace("-", " ").replace("’", "'").strip()


def _numbers(noun: str) -> tuple[str, ...]:
    """A noun phrase in lower case and its regular plural: "ministry", "ministries"."""
    plain = _plain(noun)
    if plain.endswith("s") and not plain.endswith("ss"):
        return (plain,)
    if plain.endswith("y") and plain[-2] not in "aeou":
        return plain, plain[:-1] + "ies"
    if plain.endswith("man"):
        return plain, plain[:-2] + "en"
    return plain, plain + ("es" if plain.endswith(("ss", "ch", "sh", "x")) else "s")
