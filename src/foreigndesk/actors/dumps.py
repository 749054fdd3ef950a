"""Dumps of office-holders, as Wikidata's query service or the REIGN leader list give them (CSV), to a reader's own actors.

A dump has the columns name, country, office, start and end, or those that Wikidata and REIGN use in their place. Countries
may be given by name, key, ISO3 or COW code, offices by any of their titles; days stop where the dump's precision does.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path

from foreigndesk.actors.knowledge import Knowledge, knowledge, load
from foreigndesk.errors import LexiconError
from foreigndesk.lexicon import loader

OwnTerm = dict[str, str]

_COLUMNS = {
    "name": ("name", "personLabel", "person", "leader"),
    "country": ("country", "countryLabel", "ccode"),
    "office": ("office", "officeLabel", "positionLabel", "position"),
    "start": ("start", "from", "startDate"),
    "end": ("end", "to", "endDate"),
}
_PARTS = {"start": ("syear", "smonth", "sdate"), "end": ("eyear", "emonth", "edate")}  # REIGN gives a day in parts
_HEAD = "leader"  # the office where a dump has none: REIGN lists whoever leads in fact


def read(file: Path) -> Iterator[OwnTerm | LexiconError]:
    """Each row of a dump as a term of our own form, or what is wrong with it; raises LexiconError for the file itself."""
    header, *lines = loader.cells(file.absolute()) or [[]]
    columns = {key: next((name for name in names if name in header), None) for key, names in _COLUMNS.items()}
    lacking = [key for key in ("name", "country") if columns[key] is None]
    if columns["start"] is None and _PARTS["start"][0] not in header:
        lacking.append("start")
    if lacking:
        raise LexiconError("FD202", f"{file.name}: has no column {lacking[0]!r}; give name, country, office, start and end")
    known = knowledge()
    for number, cells in enumerate(lines, 2):
        try:
            yield _term(dict(zip(header, cells, strict=False)), columns, known)
        except _WrongCell as wrong:
            yield LexiconError("FD203", f"{file.name}, entry {number}, key {wrong.column!r}: {wrong.what}")


def write(terms: Iterable[OwnTerm], to: Path) -> int:
    """Adds terms to a file of a reader's own actors, which it makes where there is none; gives the number of those that are new."""
    there = [dict(term) for term in loader.toml(to.absolute()).get("terms", [])] if to.exists() else []
    before = to.read_text(encoding="utf-8").rstrip("\n") if to.exists() else ""
    new: list[OwnTerm] = []
    for term in terms:
        if term not in there:
            there.append(term)
            new.append(term)
    entries = ["[[terms]]\n" + "".join(f"{key} = {json.dumps(text, ensure_ascii=False)}\n" for key, text in term.items()) for term in new]
    to.write_text("\n".join(filter(None, [before and before + "\n", *entries])), encoding="utf-8")
    load(loader.ROOT / "actors", to)  # what was in the file before may not fit
    return len(new)


class _WrongCell(Exception):
    def __init__(self, column: str, what: str) -> None:
        self.column, self.what = column, what


def _term(row: Mapping[str, str], columns: Mapping[str, str | None], known: Knowledge) -> OwnTerm:
    cells = {key: row.get(name, "").strip() if name else "" for key, name in columns.items()}
    for key, parts in _PARTS.items():
        cells[key] = (cells[key] or _day(row, parts))[:10]  # Wikidata's days go on with a time
    if not cells["name"]:
        raise _WrongCell("name", "is empty; fill it in")
    since, until = (_whole(key, cells[key]) for key in ("start", "end"))
    if since is None:
        raise _WrongCell("start", "is empty; fill it in")
    if until is not None and cells["end"] < cells["start"][: len(cells["end"])]:
        raise _WrongCell("end", f"{cells['end']} lies before {cells['start']}")
    term = {"name": cells["name"], "office": _office(cells["office"], known), "country": _country(cells["country"], since, known)}
    return {**term, "from": cells["start"], **({"to": cells["end"]} if cells["end"] else {})}


def _day(row: Mapping[str, str], parts: Iterable[str]) -> str:
    """A day given in columns of its own, as far as they are filled."""
    found: list[str] = []
    for part in parts:
        cell = row.get(part, "").strip()
        if not cell.isdigit():
            break
        found.append(cell.zfill(2))
    return "-".join(found)


def _whole(key: str, text: str) -> date | None:
    """The first day that a date of any precision may mean."""
    if not text:
        return None
    try:
        return date.fromisoformat(text + "-01-01"[len(text) - 4 :] if len(text) < 10 else text)
    except ValueError:
        raise _WrongCell(key, f"{text!r} is no date; write YYYY, YYYY-MM or YYYY-MM-DD") from None


def _office(title: str, known: Knowledge) -> str:
    if not title:
        return _HEAD
    office = known.offices.get(title) or known.office(title)
    if office is None:
        raise _WrongCell("office", f"{title!r} is the title of no office")
    return office.key


def _country(name: str, on: date, known: Knowledge) -> str:
    """The key of the one entity that a name or code means on a day."""
    if name in known.entities:
        return name
    number = name.lstrip("0")
    coded = [e for e in known.entities.values() if name and (name == e.iso3 or number == e.cow)]
    named = [entity for entity, form in known.by_surface(name) if form in ("name", "acronym")]
    found = {entity.key for entity in coded or named}
    then = {entity.key for entity in coded or named if entity.exists(on)}
    keys = then if len(then) == 1 else found
    if len(keys) != 1:
        raise _WrongCell("country", f"{name!r} names " + (f"several: {', '.join(sorted(keys))}" if keys else "no actor that is known"))
    return keys.pop()
