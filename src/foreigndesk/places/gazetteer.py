"""The gazetteer: what places a name can mean, from the shipped table of towns and the project's own regions."""

from __future__ import annotations

import zipfile
from bisect import bisect_right
from collections import defaultdict
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import get_args

from foreigndesk.lexicon import loader
from foreigndesk.model import Precision
from foreigndesk.places.folding import fold

EXTRA = "places/extra.csv"
TOWNS = loader.ROOT / "places" / "gazetteer.zip"
# what may be said after or before the name of an area, and asks for the area rather than the town of the same name
_AREA = tuple(
    f" {word}" for word in (
        "administrative region", "autonomous region", "region", "province", "oblast", "governorate", "state", "county",
        "prefecture", "department", "district", "territory", "krai", "republic", "division", "canton", "emirate",
    )
)
_AREA_BEFORE = (
    "province of ", "state of ", "governorate of ", "region of ", "republic of ", "county of ", "county ", "kingdom of ",
)
_TOWN_BEFORE = ("city of ", "town of ", "village of ", "port of ", "downtown ", "central ", "greater ")
_TOWN = (" city", " town", " village", " municipality")
_PART = frozenset(
    f"{way}{end}" for way in ("north", "south", "east", "west", "northeast", "northwest", "southeast", "southwest")
    for end in ("", "ern")
) | {"upper", "lower", "inner", "mainland"}
_BIG = 100_000  # inhabitants of a town that has parts with names
_PRECISIONS: dict[str, Precision] = {precision: precision for precision in get_args(Precision)}


@dataclass(frozen=True, slots=True)
class Candidate:
    """One place that a name can mean. ``alias`` tells that the name is not the place's main one."""

    name: str
    lat: float
    lon: float
    geonameid: int | None
    country: str | None
    admin1: str | None
    population: int
    precision: Precision
    kind: str
    alias: bool = False


def _degrees(row: dict[str, str], key: str, limit: float) -> float:
    try:
        value = float(row[key])
    except (KeyError, TypeError, ValueError):
        raise loader.bad(EXTRA, row.get("name") or "", key, "is no number") from None
    if not -limit <= value <= limit:
        raise loader.bad(EXTRA, row["name"], key, f"is not within ±{limit:g} degrees")
    return value


def _own(row: dict[str, str], alias: bool) -> Candidate:
    name, country, geonameid = row["name"], row["country"], row["geonameid"]
    lat, lon = _degrees(row, "lat", 90), _degrees(row, "lon", 180)
    precision = _PRECISIONS.get(row["precision"])
    if precision is None:
        raise loader.bad(EXTRA, name, "precision", "is none of " + ", ".join(get_args(Precision)))
    if country and not (len(country) == 3 and country.isupper()):
        raise loader.bad(EXTRA, name, "country", "is no ISO3 code")
    if geonameid and not geonameid.isdigit():
        raise loader.bad(EXTRA, name, "geonameid", "is no number")
    identity = int(geonameid) if geonameid else None
    return Candidate(name, lat, lon, identity, country or None, row["code"] or None, 0, precision, row["kind"], alias)


def _without_area(key: str) -> str | None:
    """A folded name without the word that says what kind of area it is; ``None`` where there is none."""
    return _without_end(key, _AREA) or _without_start(key, _AREA_BEFORE)


def _without_town(key: str) -> str | None:
    return _without_start(key, _TOWN_BEFORE) or _without_end(key, _TOWN)


def _without_end(key: str, ends: tuple[str, ...]) -> str | None:
    return next(key[: -len(end)] for end in ends if key.endswith(end)) if key.endswith(ends) else None


def _without_start(key: str, starts: tuple[str, ...]) -> str | None:
    return next(key[len(start) :] for start in starts if key.startswith(start)) if key.startswith(starts) else None


class Gazetteer:
    """Names to candidate places. Opens at once; the table's parts are unpacked as they are asked for and then kept.

    Of the project's own rows each is checked when it is asked for: LexiconError FD203 names file, entry and key.
    """

    def __init__(self, towns: Path = TOWNS, extra: str | Path = EXTRA) -> None:
        self._archive = zipfile.ZipFile(towns)
        self._firsts = self._archive.namelist()
        self._parts: dict[int, str] = {}
        self._known: dict[str, list[Candidate]] = {}
        self._towns_known: dict[str, list[Candidate]] = {}
        # the project's own rows by folded name, and whether it is an alias; a row is checked when it is looked up
        self._extra: dict[str, list[tuple[dict[str, str], bool]]] = defaultdict(list)
        for row in loader.table(extra):
            key = fold(row["name"])
            self._extra[key].append((row, False))
            bare = _without_area(key) if row["precision"] == "region" else None
            aliases = set(map(fold, filter(None, row["aliases"].split("|"))))
            if bare:
                aliases.add(bare)
            for alias in aliases - {key}:
                self._extra[alias].append((row, alias != bare))

    def lookup(self, name: str) -> list[Candidate]:
        """The places that a name can mean: the project's own entries first, then towns by inhabitants; [] if unknown.

        "Kaluga Oblast" and "the province of Idlib" mean only areas, "Gori city" and "the town of Gori" only towns.
        """
        key = fold(name)
        found = self._known.get(key)
        if found is None:
            found = self._known[key] = self._look_up(key) if key else []
        return found

    def _look_up(self, key: str) -> list[Candidate]:
        found = self._both(key)
        if found:
            return found
        if bare := _without_area(key):
            return [place for place in self._own(bare) if place.precision in ("region", "country")]
        if bare := _without_town(key):
            return [place for place in self._both(bare) if place.precision in ("city", "point")]
        first, _, rest = key.partition(" ")
        if rest and first in _PART:  # "North Dallas", "Western Iraq": the whole, for want of the part
            return [place for place in self._both(rest) if place.precision != "city" or place.population >= _BIG]
        return []

    def _both(self, key: str) -> list[Candidate]:
        """The project's own entries and the towns; an own entry that is one of the towns gives way to it."""
        towns = self._towns(key)
        known = {(town.country, round(town.lat), round(town.lon)) for town in towns}
        own = [
            place
            for place in self._own(key)
            if place.precision != "city" or (place.country, round(place.lat), round(place.lon)) not in known
        ]
        return own + towns

    def _own(self, key: str) -> list[Candidate]:
        return [_own(row, alias) for row, alias in self._extra.get(key, ())]

    def _lines(self, key: str) -> list[list[str]]:
        number = bisect_right(self._firsts, key) - 1
        if number < 0:
            return []
        part = self._parts.get(number)
        if part is None:
            part = self._parts[number] = self._archive.read(self._firsts[number]).decode()
        lines, at = [], part.find(f"\n{key}\t")
        while at >= 0:
            end = part.index("\n", at + 1)
            lines.append(part[at + 1 : end].split("\t"))
            at = end if part.startswith(f"\n{key}\t", end) else -1
        return lines

    def _towns(self, key: str) -> list[Candidate]:
        found = self._towns_known.get(key)
        if found is not None:
            return found
        found = []
        for line in self._lines(key):
            if line[1].startswith("="):
                wanted = int(line[2])
                found += [replace(place, alias=True) for place in self._mains(line[1][1:]) if place.geonameid == wanted]
            else:
                found.append(self._main(line))
        found.sort(key=lambda place: (-place.population, place.geonameid))
        self._towns_known[key] = found
        return found

    def _mains(self, key: str) -> list[Candidate]:
        return [self._main(line) for line in self._lines(key) if not line[1].startswith("=")]

    @staticmethod
    def _main(line: list[str]) -> Candidate:
        _, name, lat, lon, geonameid, country, admin1, population = line
        return Candidate(
            name, float(lat), float(lon), int(geonameid), country, admin1 or None, int(population), "city", "town"
        )


@cache
def shipped() -> Gazetteer:
    """The gazetteer that comes with the package, opened once."""
    return Gazetteer()


@cache
def adjectives() -> dict[str, str]:
    """Folded adjectives of states ("syrian") and their ISO3 codes, from the actors' lexicon."""
    found: dict[str, str] = {}
    for row in loader.table("actors/states.csv"):
        if row["iso3"]:
            for adjective in filter(None, row["adjectives"].split(";")):
                found.setdefault(fold(adjective), row["iso3"])
    return found
