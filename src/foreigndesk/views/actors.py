"""The knowledge base on the screen: its actors in a list, or all that is known of one, at any time or as of a day."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from foreigndesk.actors.entities import Entity, Form, Term, folded, within
from foreigndesk.actors.knowledge import Knowledge
from foreigndesk.rows import Row

if TYPE_CHECKING:
    from rich.console import Console

COLUMNS = ("id", "name", "type", "iso3", "country", "role", "from", "to")
_NAMES = {
    "aliases": "also", "acronyms": "acronyms", "adjectives": "adjective", "inhabitants": "people", "capital": "capital",
    "metonyms": "seat", "tags": "described as",
}  # fmt: skip
_LINKS = {
    "country": "of", "claimed_by": "claimed by", "predecessors": "came after", "successors": "came before",
    "memberships": "member of", "members": "members", "offices": "offices", "terms": "terms", "bodies": "bodies", "groups": "groups",
}  # fmt: skip


def listed(known: Knowledge, words: str | None = None, on: date | None = None) -> Iterator[Row]:
    """A row for each actor with those words in a name, id or code; with ``on``, only who existed or held an office then."""
    sought = folded(words) if words else ""
    for entity in known.entities.values():
        if (on is None or entity.exists(on)) and _has(sought, (entity.key, *_codes(entity), *(name for name, _ in entity.surfaces()))):
            yield {
                "id": entity.key, "name": entity.name, "type": entity.type, "iso3": entity.iso3, "country": entity.country,
                "role": None, "from": _iso(entity.valid_from), "to": _iso(entity.valid_to),
            }  # fmt: skip
    for person, terms in _persons(known).items():
        held = [term for term in terms if on is None or term.covers(on)]
        if held and _has(sought, (_person_id(person), *(name for t in terms for name in (t.name, *t.aliases)))):
            last = max(held, key=lambda term: term.since)
            yield {
                "id": _person_id(person), "name": last.name, "type": "person", "iso3": known.entities[last.country].iso3,
                "country": last.country, "role": last.office, "from": _iso(last.since), "to": _iso(last.until),
            }  # fmt: skip


def named(known: Knowledge, words: str) -> list[str]:
    """The ids of the actors whose id, code or whole name the words are: those that are meant, not merely found."""
    sought = folded(words)
    forms: set[Form] = {"name", "acronym"}
    found = [
        entity.key
        for entity in known.entities.values()
        if sought in map(folded, (entity.key, *_codes(entity), *(name for name, form in entity.surfaces() if form in forms)))
    ]
    for person, terms in _persons(known).items():
        if sought in {folded(name) for t in terms for name in (_person_id(person), t.name, *t.aliases)}:
            found.append(_person_id(person))
    return found


def explained(known: Knowledge, identity: str, on: date | None = None) -> Row:
    """All that is known of one actor by its id; with ``on``, only the memberships and terms that ran on that day."""
    if identity in known.entities:
        return _entity(known, known.entities[identity], on)
    terms = _persons(known)[identity.removeprefix("person:")]
    held = [term for term in sorted(terms, key=lambda t: t.since) if on is None or term.covers(on)]
    return {
        "kind": "actor",
        "id": identity,
        "name": terms[-1].name,
        "type": "person",
        "as_of": _iso(on),
        "aliases": sorted({alias for term in terms for alias in term.aliases}),
        "terms": [
            {"office": t.office, "id": t.country, "name": known.entities[t.country].name, **_span(t.since, t.until)} for t in held
        ],
    }


def show_list(rows: Iterable[Row], console: Console) -> None:
    """Print the rows of a list, a line an actor."""
    empty = True
    for row in rows:
        about = " of ".join(filter(None, [(row["role"] or row["type"]).replace("_", " "), row["country"]]))
        console.print(f"{row['name']} ({row['id']}): " + ", ".join(filter(None, [about, _dates(row)])), soft_wrap=True)
        empty = False
    if empty:
        console.print("The knowledge base has nothing of what is asked for.")


def show(actors: Iterable[Row], console: Console) -> None:
    """Print what is known of each actor, a line a fact."""
    for number, actor in enumerate(actors):
        if number:
            console.print()
        for line in _lines(actor):
            console.print(line, soft_wrap=True)


def _lines(actor: Row) -> Iterator[str]:
    codes = [f"{label} {actor[key]}" for key, label in (("iso3", "ISO3"), ("cow", "COW"), ("cameo", "CAMEO")) if actor.get(key)]
    about = [actor["type"].replace("_", " "), actor.get("sector"), *codes, _dates(actor)]
    yield f"{actor['name']} ({actor['id']})" + (f", as of {actor['as_of']}" if actor["as_of"] else "")
    yield "  " + ", ".join(filter(None, about)) + (", did not exist then" if actor.get("exists") is False else "")
    for key, label in _NAMES.items():
        if actor.get(key):
            yield f"  {label + ':':<13} " + ", ".join(actor[key])
    for key, label in _LINKS.items():
        for number, link in enumerate(actor.get(key) or ()):
            yield f"  {'' if number else label + ':':<13} " + _line(link)


def _entity(known: Knowledge, entity: Entity, on: date | None) -> Row:
    def there(since: date | None, until: date | None) -> bool:
        return on is None or within(on, since, until)

    everyone = known.entities.values()
    successors = [other for other in everyone if entity.key in other.predecessors]
    of_it = [other for other in everyone if other.country == entity.key and (on is None or other.exists(on))]
    terms = sorted((t for t in known.terms if t.country == entity.key and there(t.since, t.until)), key=lambda t: (t.office, t.since))
    return {
        "kind": "actor",
        "id": entity.key,
        "name": entity.name,
        "type": entity.type,
        "sector": entity.sector,
        "iso3": entity.iso3,
        "cow": entity.cow,
        "cameo": entity.cameo,
        **_span(entity.valid_from, entity.valid_to),
        "as_of": _iso(on),
        "exists": None if on is None else entity.exists(on),
        **{key: sorted(getattr(entity, key)) if key == "tags" else list(getattr(entity, key)) for key in _NAMES},
        "country": [_link(known.entities[entity.country])] if entity.country else [],
        "claimed_by": [_link(known.entities[key]) for key in entity.claimed_by],
        "predecessors": [_link(known.entities[key]) for key in entity.predecessors],
        "successors": list(map(_link, successors)),
        "memberships": [
            {**_link(other), **_span(m.since, m.until)}
            for other in everyone
            for m in other.members
            if m.member == entity.key and there(m.since, m.until) and (on is None or other.exists(on))
        ],
        "members": [
            {**_link(known.entities[m.member]), **_span(m.since, m.until)} for m in entity.members if there(m.since, m.until)
        ],
        "offices": [
            {"office": t.office, "id": _person_id(t.person), "name": t.name, **_span(t.since, t.until)} for t in terms
        ],
        "bodies": [_link(other) for other in of_it if other.kind is not None],
        "groups": [_link(other) for other in of_it if other.kind is None],
    }  # fmt: skip


def _persons(known: Knowledge) -> Mapping[str, list[Term]]:
    found: dict[str, list[Term]] = {}
    for term in known.terms:
        found.setdefault(term.person, []).append(term)
    return found


def _person_id(person: str) -> str:
    return f"person:{person}"


def _has(sought: str, texts: Iterable[str]) -> bool:
    return not sought or any(sought in folded(text) for text in texts)


def _codes(entity: Entity) -> tuple[str, ...]:
    return tuple(filter(None, (entity.iso3, entity.cow, entity.cameo)))


def _link(entity: Entity) -> dict[str, str]:
    return {"id": entity.key, "name": entity.name}


def _span(since: date | None, until: date | None) -> dict[str, str | None]:
    return {"from": _iso(since), "to": _iso(until)}


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _dates(row: Mapping[str, Any]) -> str:
    """The days between which something held: "1990-01-01 to 1992-05-03", "since …", "until …"; empty where none is known."""
    since, until = row.get("from"), row.get("to")
    if since and until:
        return f"{since} to {until}"
    return f"since {since}" if since else f"until {until}" if until else ""


def _line(link: Mapping[str, Any]) -> str:
    office = link["office"].replace("_", " ") + ": " if "office" in link else ""
    return " ".join(filter(None, [f"{office}{link['name']} ({link['id']})", _dates(link)]))
