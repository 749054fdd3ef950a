"""Reading ``lexicon/actors``: its tables to entities, offices, bodies and terms, each entry checked.

A cell that ends in ``*`` owns up to an ambiguity: another entity has the same surface in the same form ("Congo",
"Korea"), and the reader is handed both.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from itertools import chain
from pathlib import Path
from typing import Any, NamedTuple, cast, get_args

from foreigndesk.actors.entities import SECTORS, Body, Entity, Form, Membership, Office, Term, folded, plain
from foreigndesk.errors import LexiconError
from foreigndesk.lexicon import loader
from foreigndesk.model import ActorType

_TYPES = frozenset(get_args(ActorType))
_ENTITY_FILES = ("states.csv", "polities.csv", "organisations.csv", "groups.csv")
_BODIES_FILE = "bodies.toml"
_LEADERS_FILE = "leaders.csv"

# What a reader's own file may say of an actor and of a term of office; the columns of our tables.
_OWN_ACTOR = frozenset(
    "name type sector iso3 cow cameo country aliases adjectives inhabitants capital metonyms tags members claimed_by predecessors "
    "valid_from valid_to".split()
)
_OWN_NAMES = frozenset("aliases adjectives inhabitants capital metonyms".split())  # what it may add to an actor of ours
_OWN_BODY = frozenset("nouns type sector".split())
_OWN_TERM = frozenset("name aliases surname office country from to".split())

Claims = dict[str, list[tuple[Entity, Form]]]


class Tables(NamedTuple):
    """All that the folder holds: entities, offices and bodies by key, terms, and who goes by each surface."""

    entities: dict[str, Entity]
    offices: dict[str, Office]
    bodies: dict[str, Body]
    terms: tuple[Term, ...]
    claims: Claims


def read(folder: Path, own: Path | None = None) -> Tables:
    """Reads and validates a folder, and a reader's own file; a ``LexiconError`` names file, entry and key of what is wrong."""
    entities: dict[str, Entity] = {}
    rows: dict[str, _Row] = {}
    for file in _ENTITY_FILES:
        kind = "state" if file == "states.csv" else None
        for row in _rows(folder, file):
            _add(entities, rows, row, _entity(row, kind))
    bodies = _bodies(folder, entities, rows)
    own_actors, own_bodies, own_terms = _own(own) if own is not None else ((), (), ())
    for row in own_actors:
        if row.key in entities and row.cells.keys() <= _OWN_NAMES:
            _name(entities, rows, row)
        else:
            _add(entities, rows, row, _entity(row, None))
    for row in own_bodies:
        _add_body(bodies, row)
    offices = {row.key: _office(row, bodies) for row in _rows(folder, "offices.csv")}
    terms = tuple(_term(row, offices, entities) for row in chain(_rows(folder, _LEADERS_FILE), own_terms))
    _check_references(entities, rows)
    return Tables(entities, offices, bodies, terms, _claims(entities, rows))


class _Row:
    """One entry of a table: its cells by column, and the error that names it."""

    __slots__ = ("cells", "file", "key", "shared")

    def __init__(self, file: str, key: str, cells: dict[str, str]) -> None:
        self.file, self.key, self.cells = file, key, cells
        self.shared: set[str] = set()  # the surfaces that end in "*"

    def error(self, code: str, column: str, what: str) -> LexiconError:
        return LexiconError(code, f"{self.file}, entry {self.key!r}, key {column!r}: {what}")

    def text(self, column: str) -> str | None:
        return self.cells.get(column) or None

    def need(self, column: str) -> str:
        text = self.cells.get(column)
        if not text:
            raise self.error("FD201", column, "is empty; fill it in")
        return text

    def texts(self, column: str) -> tuple[str, ...]:
        cell = self.cells.get(column)
        if not cell:
            return ()
        items = cell.split(";")
        if "*" in cell:
            self.shared.update(item[:-1] for item in items if item.endswith("*"))
            items = [item.removesuffix("*") for item in items]
        return tuple(items)

    def day(self, column: str, *, last: bool = False) -> date | None:
        text = self.cells.get(column)
        return self.as_day(column, text, last=last) if text else None

    def as_day(self, column: str, text: str, *, last: bool) -> date:
        try:
            if len(text) == 10 and text[4] == text[7] == "-":
                return date.fromisoformat(text)
            year, month, day = (*map(int, text.split("-")), 0, 0)[:3]
            month = month or (12 if last else 1)
            return date(year, month, day or (monthrange(year, month)[1] if last else 1))
        except ValueError:
            raise self.error("FD204", column, f"{text!r} is no date; write YYYY, YYYY-MM or YYYY-MM-DD") from None

    def choice(self, column: str, text: str, allowed: Collection[str]) -> str:
        if text not in allowed:
            raise self.error("FD203", column, f"{text!r} is not known; one of {', '.join(sorted(allowed))}")
        return text


def _rows(folder: Path, file: str) -> Iterator[_Row]:
    header, *lines = loader.cells(folder / file)
    keys: set[str] = set()
    for cells in lines:
        row = _Row(file, cells[0], dict(zip(header, cells, strict=False)))
        if len(cells) != len(header):
            raise row.error("FD201", header[0], f"has {len(cells)} cells where the header has {len(header)}")
        if file != _LEADERS_FILE and row.key in keys:
            raise row.error("FD202", header[0], "stands twice; give each entry a key of its own")
        keys.add(row.key)
        yield row


def _entity(row: _Row, kind: str | None) -> Entity:
    names, acronyms = _names(row)
    sector = row.text("sector")
    valid_from, valid_to = row.day("valid_from"), row.day("valid_to", last=True)
    if valid_from and valid_to and valid_from > valid_to:
        raise row.error("FD204", "valid_to", "lies before valid_from")
    members = row.text("members")
    return Entity(
        key=row.key,
        name=row.need("name"),
        type=cast(ActorType, kind or row.choice("type", row.need("type"), _TYPES)),
        sector=row.choice("sector", sector, SECTORS) if sector else None,
        iso3=row.text("iso3"),
        cow=row.text("cow"),
        cameo=row.text("cameo"),
        aliases=names,
        acronyms=acronyms,
        adjectives=row.texts("adjectives"),
        inhabitants=row.texts("inhabitants"),
        capital=row.texts("capital"),
        metonyms=row.texts("metonyms"),
        tags=frozenset(row.texts("tags")),
        members=tuple(_membership(row, item) for item in members.split(";")) if members else (),
        country=row.text("country"),
        claimed_by=row.texts("claimed_by"),
        predecessors=row.texts("predecessors"),
        valid_from=valid_from,
        valid_to=valid_to,
    )


def _names(row: _Row) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The aliases of an entry, and the acronyms among them apart."""
    names = row.texts("aliases")
    acronyms = tuple(name for name in names if _is_acronym(name))
    return (tuple(name for name in names if name not in acronyms) if acronyms else names), acronyms


def _membership(row: _Row, item: str) -> Membership:
    member, _, span = item.partition("@")
    since, _, until = span.partition("/")
    return Membership(
        member,
        row.as_day("members", since, last=False) if since else None,
        row.as_day("members", until, last=True) if until else None,
    )


def _add(entities: dict[str, Entity], rows: dict[str, _Row], row: _Row, entity: Entity) -> None:
    if entity.key in entities:
        raise row.error("FD202", "key", "is the key of another entity; give each entry a key of its own")
    entities[entity.key], rows[entity.key] = entity, row


def _name(entities: dict[str, Entity], rows: dict[str, _Row], row: _Row) -> None:
    """Adds a reader's own names to an entity of ours."""
    known, (names, acronyms) = entities[row.key], _names(row)
    entities[row.key] = replace(
        known,
        aliases=(*known.aliases, *names),
        acronyms=(*known.acronyms, *acronyms),
        adjectives=(*known.adjectives, *row.texts("adjectives")),
        inhabitants=(*known.inhabitants, *row.texts("inhabitants")),
        capital=(*known.capital, *row.texts("capital")),
        metonyms=(*known.metonyms, *row.texts("metonyms")),
    )
    row.shared |= rows[row.key].shared
    rows[row.key] = row  # a name that another entity has already is a fault of this file


def _add_body(bodies: dict[str, Body], row: _Row) -> None:
    """Adds a reader's own kind of body, or nouns to a kind of ours."""
    nouns, known = row.texts("nouns"), bodies.get(row.key)
    if not nouns:
        raise row.error("FD201", "nouns", "is empty; fill it in")
    for noun in nouns:
        owner = next((key for key, body in bodies.items() if plain(noun) in map(plain, body.nouns)), None)
        if owner is not None:
            raise row.error("FD205", "nouns", f"{noun!r} is also a noun of {owner!r}; keep it in one kind")
    if known is not None:
        if row.cells.keys() != {"nouns"}:
            raise row.error("FD202", "bodies", "is a kind of ours: give it nouns and nothing else")
        bodies[row.key] = replace(known, nouns=(*known.nouns, *nouns))
        return
    sector = row.text("sector")
    kind = cast(ActorType, row.choice("type", row.need("type"), _TYPES))
    bodies[row.key] = Body(row.key, nouns, kind, row.choice("sector", sector, SECTORS) if sector else None)


def _bodies(folder: Path, entities: dict[str, Entity], rows: dict[str, _Row]) -> dict[str, Body]:
    """The kinds of bodies; the bodies with a name of their own ("the Duma") join the entities."""
    data: dict[str, dict[str, dict[str, Any]]] = loader.toml(folder / _BODIES_FILE)
    bodies: dict[str, Body] = {}
    nouns: dict[str, str] = {}
    for key, entry in data["kinds"].items():
        row = _toml_row(_BODIES_FILE, key, entry)
        for noun in map(plain, entry["nouns"]):
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
        row = _toml_row(_BODIES_FILE, key, entry)
        body = bodies[row.choice("kind", row.need("kind"), bodies)]
        names, acronyms = _names(row)
        entity = Entity(
            key=key,
            name=row.need("name"),
            type=body.type,
            sector=body.sector,
            aliases=names,
            acronyms=acronyms,
            metonyms=row.texts("metonyms"),
            inhabitants=row.texts("inhabitants"),
            country=row.need("country"),
            kind=body.key,
            valid_from=row.day("valid_from"),
            valid_to=row.day("valid_to", last=True),
        )
        _add(entities, rows, row, entity)
    return bodies


def _toml_row(file: str, key: str, entry: Mapping[str, Any]) -> _Row:
    """A TOML entry seen as a row, so that both kinds of file are checked by the same rules."""
    return _Row(file, key, {k: ";".join(v) if isinstance(v, list) else str(v) for k, v in entry.items()})


def _own(file: Path) -> tuple[Sequence[_Row], Sequence[_Row], Sequence[_Row]]:
    """The actors ``[actors.KEY]``, bodies ``[bodies.KEY]`` and terms ``[[terms]]`` of a reader's own file, keys and values checked."""
    data = loader.toml(file.absolute())
    actors, bodies, terms = data.get("actors", {}), data.get("bodies", {}), data.get("terms", [])
    odd = data.keys() - {"actors", "bodies", "terms"}
    if not isinstance(actors, dict) or not isinstance(bodies, dict) or not isinstance(terms, list) or odd:
        what = "holds tables [actors.KEY], [bodies.KEY] and [[terms]], and nothing else"
        raise LexiconError("FD201", f"{file.name}, entry {next(iter(sorted(odd)), 'actors')!r}: {what}")
    return (
        [_checked(file.name, key, entry, _OWN_ACTOR) for key, entry in actors.items()],
        [_checked(file.name, key, entry, _OWN_BODY) for key, entry in bodies.items()],
        [_checked(file.name, f"terms {number}", entry, _OWN_TERM) for number, entry in enumerate(terms, 1)],
    )


def _checked(file: str, key: str, entry: object, allowed: Collection[str]) -> _Row:
    """An entry of a reader's own file as a row, where it has no key that is not known and texts, dates or lists of texts."""
    row = _Row(file, key, {})
    if not isinstance(entry, dict):
        raise row.error("FD201", key, "must be a table")
    for column, value in entry.items():
        row.choice(column, column, allowed)
        items = value if isinstance(value, list) else [value]
        if not all(isinstance(item, (str, date)) and item != "" and ";" not in str(item) for item in items):
            raise row.error("FD201", column, f"{value!r} must be text, a date or a list of texts, none of them with a semicolon")
    return _toml_row(file, key, {column: list(map(str, v)) if isinstance(v, list) else v for column, v in entry.items()})


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
    since, until = row.day("from"), row.day("to", last=True)
    country = row.need("country")
    if since is None or (until and until < since):
        raise row.error("FD204", "from", "a term needs a first day, no later than its last")
    if country not in entities:
        raise row.error("FD203", "country", f"{country!r} is the key of no entity")
    return Term(
        person=folded(name).replace(" ", "_"),
        name=name,
        surname=row.text("surname") or name.rsplit(" ", 1)[-1],
        aliases=row.texts("aliases"),
        office=row.choice("office", row.need("office"), offices),
        country=country,
        since=since,
        until=until,
    )


def _check_references(entities: Mapping[str, Entity], rows: Mapping[str, _Row]) -> None:
    """Every key that an entity names is the key of an entity."""
    for entity in entities.values():
        members = [m.member for m in entity.members]
        if members or entity.country or entity.claimed_by or entity.predecessors:
            country = (entity.country,) if entity.country else ()
            named = {"members": members, "country": country, "claimed_by": entity.claimed_by, "predecessors": entity.predecessors}
            for column, keys in named.items():
                for key in keys:
                    if key not in entities:
                        raise rows[entity.key].error("FD203", column, f"{key!r} is the key of no entity")


def _claims(entities: Mapping[str, Entity], rows: Mapping[str, _Row]) -> Claims:
    """Which entities go by each surface; where several do in one form, each entry but one must say so."""
    found: Claims = {}
    for entity in entities.values():
        for surface, form in entity.surfaces():
            claims = found.setdefault(surface, [])
            if (entity, form) not in claims:
                claims.append((entity, form))
    for surface, claims in found.items():
        if len(claims) == 1:
            continue
        owners: dict[Form, Entity] = {}
        for entity, form in claims:
            row = rows[entity.key]
            if surface not in row.shared and owners.setdefault(form, entity) is not entity:
                owner = rows[owners[form].key]
                what = f"{surface!r} is also claimed by {owner.key!r} ({owner.file}); end it with * where it is truly shared"
                raise row.error("FD205", form, what)
    return found


def _is_acronym(text: str) -> bool:
    return (text.upper() == text and " " not in text.replace(". ", ".") and sum(map(str.isupper, text)) > 1) or (
        len(text) < 5 and text[:1].isupper() and text[1:].strip("-+").isdigit()
    )
