"""Which place a mention means: namesakes told apart by hint, country, containment, neighbourhood and size."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from foreigndesk.model import Offsets, Place, fact_id
from foreigndesk.places.distance import kilometres
from foreigndesk.places.folding import fold
from foreigndesk.places.gazetteer import Candidate, Gazetteer, adjectives, shipped

_NEAR = 300.0  # km: the scale at which a report's places lie together
_FAR = 600.0  # km from which a small town is not of the report's surroundings
_KNOWN = 200_000  # inhabitants from which a town needs no introduction
_SIZE = {"country": 8.0, "region": 5.6, "city": 3.0, "point": 5.2}  # as log10 of inhabitants
_HINTED, _CONTAINS, _NAMED, _TOGETHER, _ALIAS = 6.0, 3.0, 2.0, 1.6, 0.7  # weights, in powers of ten of inhabitants


Key = tuple[str, str | None, bool]  # folded name, hint, whether it contains another


@dataclass(frozen=True, slots=True)
class PlaceMention:
    """A place name in the text; ``hint`` is the ISO3 code or the name of what contains it ("Gori, Georgia").

    ``contains`` tells that it is itself what contains the name before it ("Buffalo, New York").
    """

    text: str
    span: Offsets
    hint: str | None = None
    contains: bool = False


def _apart(one: Candidate, other: Candidate) -> float:
    return kilometres((one.lat, one.lon), (other.lat, other.lon))


def _size(place: Candidate) -> float:
    if place.population:
        return math.log10(place.population)
    return _SIZE[place.precision]


def _contained(place: Candidate, containers: Sequence[Candidate]) -> float:
    """How well a place lies in one of the containers: 1 surely, 0 not at all."""
    best = 0.0
    for container in containers:
        if container.precision == "country":
            fit = float(place.country == container.country and place.precision != "country")
        elif container.country and place.country and container.country != place.country:
            fit = 0.0
        elif container.admin1 and place.admin1 and container.country == place.country:
            fit = float(container.admin1 == place.admin1 and place.name != container.name)
        else:
            fit = math.exp(-((_apart(place, container) / (2 * _NEAR)) ** 2))
            if place.name == container.name:
                fit *= 0.3
        best = max(best, fit)
    return best


def _share(place: Candidate, named: Mapping[str, int], most: int) -> float:
    """How much the report speaks of the place's country, 0 to 1; seas and continents stand between."""
    if place.country is None:
        return 0.6
    count = named.get(place.country, 0)
    return 0.5 + 0.5 * count / most if count else 0.0


def _hint_fit(place: Candidate, hint: str | None, gazetteer: Gazetteer) -> float:
    if not hint:
        return 0.0
    if len(hint) == 3 and hint.isupper() and (hint == place.country or not gazetteer.lookup(hint)):
        return float(hint == place.country and place.precision != "country")
    return _contained(place, gazetteer.lookup(hint))


def _fixed(base: Mapping[Candidate, float], ranked: list[Candidate]) -> bool:
    """Whether a mention is plain enough to speak for its neighbours."""
    return len(ranked) == 1 or base[ranked[0]] - base[ranked[1]] > 1.0


def resolve(
    mentions: Sequence[PlaceMention],
    *,
    report: str,
    countries: Mapping[str, int],
    gazetteer: Gazetteer | None = None,
) -> list[Place]:
    """The places of a report, each with all its mentions, in the order of the text.

    ``report`` is the report's id; ``countries`` counts the ISO3 codes of the states that it names. A name that no table
    knows is kept as a place without coordinates.
    """
    gazetteer = gazetteer or shipped()
    named = Counter(dict(countries))
    options: dict[Key, list[Candidate]] = {}
    hints: dict[str, str] = {}
    for mention in mentions:
        if mention.hint:
            hints.setdefault(fold(mention.text), mention.hint)
    keys = [(fold(m.text), m.hint or hints.get(fold(m.text)), m.contains) for m in mentions]
    for key, mention in zip(keys, mentions, strict=True):
        found = options.setdefault(key, gazetteer.lookup(mention.text))
        if found and found[0].precision == "country" and found[0].country:
            named[found[0].country] += 1
        if key[1] and key[1] in named:
            named[key[1]] += 1
    most = max(named.values(), default=0)
    scores: dict[Key, dict[Candidate, float]] = {}
    for key, found in options.items():
        scores[key] = {
            place: _size(place)
            - _ALIAS * place.alias
            + _HINTED * _hint_fit(place, key[1], gazetteer)
            + _CONTAINS * (key[2] and place.precision in ("region", "country"))
            + _NAMED * _share(place, named, most)
            for place in found
        }
    chosen = {key: sorted(base, key=base.__getitem__, reverse=True) for key, base in scores.items()}
    fixed = {key for key, ranked in chosen.items() if ranked and _fixed(scores[key], ranked)}
    # plain mentions first speak for the rest; then all together, once
    for voices in (fixed, set(options)):
        heard = [(key, chosen[key][0]) for key in options if key in voices and chosen[key]]
        heard = [(key, place) for key, place in heard if place.precision != "country"]
        for key, base in scores.items():
            if len(base) > 1:
                others = [place for other, place in heard if other[0] != key[0]]
                near = {place: score + _TOGETHER * _company(place, others) for place, score in base.items()}
                chosen[key] = sorted(near, key=near.__getitem__, reverse=True)
    around = [ranked[0] for ranked in chosen.values() if ranked and ranked[0].precision != "country"]
    for key, ranked in chosen.items():
        if ranked and not key[1] and _stranger(ranked[0], around, named):
            chosen[key] = []
    return _merged(mentions, keys, chosen, report)


def _stranger(place: Candidate, heard: Sequence[Candidate], named: Mapping[str, int]) -> bool:
    """Whether a small town lies in a country that the report never names, far from all else: then it is a namesake."""
    if not named or place.precision != "city" or place.population >= _KNOWN or named.get(place.country or "", 0):
        return False
    return all(other is place or _apart(place, other) > _FAR for other in heard)


def _company(place: Candidate, others: Iterable[Candidate]) -> float:
    """How near the report's other places are: 0 alone, towards 2 in the midst of them."""
    total = sum(math.exp(-_apart(place, other) / _NEAR) for other in others)
    return 2 * total / (1 + total)


def _merged(
    mentions: Sequence[PlaceMention],
    keys: Sequence[Key],
    chosen: Mapping[Key, list[Candidate]],
    report: str,
) -> list[Place]:
    spans: dict[str, list[Offsets]] = {}
    made: dict[str, tuple[str, Candidate | None, str | None]] = {}
    for mention, key in zip(mentions, keys, strict=True):
        if not key[0]:
            continue
        place = chosen[key][0] if chosen[key] else None
        mark = str(place.geonameid or f"{place.name}/{place.country}") if place else f"?{key[0]}"
        identity = fact_id("place", report, mark)
        spans.setdefault(identity, []).append(mention.span)
        hint = key[1] if key[1] and key[1].isupper() and key[1] in adjectives().values() else None
        made.setdefault(identity, (mention.text, place, hint))
    places = []
    for identity, (text, place, hint) in made.items():
        where = tuple(sorted(set(spans[identity])))
        if place:
            at = place.lat, place.lon, place.geonameid, place.country, place.precision
            places.append(Place(identity, place.name, where, *at))
        else:
            places.append(Place(identity, text, where, None, None, None, hint, "point"))
    return sorted(places, key=lambda place: place.mentions)
