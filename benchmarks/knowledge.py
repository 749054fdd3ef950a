"""How far the knowledge base agrees with the field's tables of the world, and where it has gaps of its own.

    python benchmarks/knowledge.py FACTS [-v]

FACTS is a folder with the public tables as their makers publish them: ``reign_leaderlist_3_21.csv`` (REIGN: who led each state,
by month), ``cow_states2016.csv`` and ``gw_states.csv`` (the Correlates of War's and Gleditsch and Ward's states with their
dates), ``cow_capitals.csv``, ``atop_alliance_spells.csv`` (ATOP: defence pacts by pair and year),
``countrycode_codelist_without_cldr.csv`` and ``cameo_countrynames.txt``. Prints one line a check; with ``-v`` also every
disagreement. Names are compared as REIGN writes them, mostly a surname: one word of it, four letters of five alike, must be a word
of ours. A state's dates agree where one of the two lists has the same day.
"""

from __future__ import annotations

import argparse
import csv
import difflib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

from foreigndesk.actors.entities import Entity, Term, folded, within
from foreigndesk.actors.knowledge import Knowledge, knowledge

FIRST = date(1990, 1, 1)
ERA = date(1945, 1, 1)
REIGN_ENDS = date(2021, 3, 31)
HEADS = frozenset(
    "president prime_minister chancellor king queen emperor emir sultan shah pope supreme_leader monarch captain_regent leader "
    "general_secretary administrator governor".split()
)
# Offices that one person holds at a time; ambassadors, commanders and leaders of factions may be several.
SINGLE = (HEADS - {"leader", "supreme_leader", "governor"}) | frozenset(
    "vice_president crown_prince foreign_minister secretary_of_state defence_minister secretary_general high_representative "
    "commission_president council_president director_general first_minister".split()
)
VACANT = timedelta(days=62)  # an office is often empty for some weeks between two holders
ALIKE = 0.8
# REIGN and the Correlates of War give these states two codes in turn.
SAME = {"678": "679", "260": "255", "340": "345"}


class Check:
    """One comparison: how many of how many agree, and what does not."""

    def __init__(self, title: str) -> None:
        self.title = title
        self.agreed = self.total = 0
        self.problems: list[str] = []

    def add(self, good: bool, problem: str, weight: int = 1) -> None:
        self.total += weight
        if good:
            self.agreed += weight
        else:
            self.problems.append(problem)

    def print(self, verbose: bool) -> None:
        share = f"{100 * self.agreed / self.total:5.1f} %" if self.total else "   –   "
        print(f"{self.title:<58} {self.agreed:>6} of {self.total:>6}  {share}")
        if verbose:
            for problem in self.problems:
                print("    " + problem)


def rows(file: Path) -> Iterator[dict[str, str]]:
    with file.open(encoding="utf-8-sig", errors="replace", newline="") as handle:
        yield from csv.DictReader(handle)


def months(since: date, until: date) -> Iterator[tuple[date, date]]:
    """Each month between two days, as its first and last day."""
    day = since.replace(day=1)
    while day <= until:
        following = (day + timedelta(days=31)).replace(day=1)
        yield day, following - timedelta(days=1)
        day = following


def alike(theirs: str, ours: Iterable[str]) -> bool:
    """Whether a word of one name is a word of the other, but for its spelling."""
    words = {word for name in ours for word in _words(name)}
    return any(
        word == other or difflib.SequenceMatcher(None, word, other).ratio() >= ALIKE for word in _words(theirs) for other in words
    )


def _words(name: str) -> list[str]:
    parts = "".join(c if c.isalpha() else " " for c in folded(name).replace("'", "")).split()
    return [part for part in parts if len(part) > 2] or parts


def by_cow(kb: Knowledge) -> dict[str, list[Entity]]:
    found: dict[str, list[Entity]] = defaultdict(list)
    for entity in kb.entities.values():
        if entity.cow:
            found[SAME.get(entity.cow, entity.cow)].append(entity)
    return found


def leaders(folder: Path, kb: Knowledge) -> Iterator[Check]:
    states = by_cow(kb)
    terms: dict[str, list[Term]] = defaultdict(list)
    for term in kb.terms:
        if term.office in HEADS:
            terms[term.country].append(term)
    check = Check("leader-months since 1990 whose leader we name (REIGN)")
    nobody = 0
    for row in rows(folder / "reign_leaderlist_3_21.csv"):
        if not row["syear"]:
            continue
        since = date(int(row["syear"]), int(row["smonth"]), 1)
        until = date(int(row["eyear"]), int(row["emonth"]), 28) if row["eyear"] else REIGN_ENDS  # empty: still in office
        if until < FIRST:
            continue
        code = SAME.get(row["ccode"], row["ccode"])
        held = [term for entity in states.get(code, []) for term in terms[entity.key]]
        misses: list[str] = []
        spell = list(months(max(since, FIRST), min(until, REIGN_ENDS)))
        for first, last in spell:
            there = [t for t in held if t.since <= last and (t.until is None or t.until >= first)]
            if not any(alike(row["leader"], (t.name, *t.aliases)) for t in there):
                nobody += not there
                misses.append(f"{first:%Y-%m} ({', '.join(dict.fromkeys(t.name for t in there)) or 'nobody'})")
        check.agreed += len(spell) - len(misses)
        check.total += len(spell)
        if misses:
            key = states[code][0].key if code in states else "?"
            spans = misses[0] if len(misses) == 1 else f"{misses[0]} … {misses[-1]}"
            begun = f"{row['syear']}-{int(row['smonth']):02}-{int(row['sdate'] or 0):02}"
            check.problems.append(f"{key:5}{row['leader'].strip()}, from {begun} to {until:%Y-%m}: {len(misses)} months, {spans}")
    check.problems.sort()
    check.title += f", nobody in {nobody}"
    yield check


def terms(kb: Knowledge) -> Iterator[Check]:
    held: dict[tuple[str, str], list[Term]] = defaultdict(list)
    for term in kb.terms:
        if term.office in SINGLE:
            held[term.country, term.office].append(term)
    overlaps = Check("successions since 1990 without overlap, in one office")
    holes = Check("successions since 1990 without a hole of two months")
    for (country, office), found in sorted(held.items()):
        found.sort(key=lambda t: (t.since, t.until or date.max))
        for one, other in pairwise(found):
            if (one.until or date.max) < FIRST:
                continue
            until = one.until or date.max
            what = f"{country} {office}: {one.name} until {one.until or '…'}, {other.name} from {other.since}"
            overlaps.add(until <= other.since + timedelta(days=1), what)
            holes.add(until >= other.since or other.since - until <= VACANT, what)
    yield from (overlaps, holes)


def states(folder: Path, kb: Knowledge) -> Iterator[Check]:
    ours = by_cow(kb)
    known = Check("states since 1945 that we know by COW code")
    begins = Check("… founded since, with their first day")
    ends = Check("… ended since, with their last day")
    listed: dict[str, list[tuple[date, date, str]]] = defaultdict(list)
    for row in rows(folder / "cow_states2016.csv"):
        since, until = (date(int(row[f"{e}year"]), int(row[f"{e}month"]), int(row[f"{e}day"])) for e in ("st", "end"))
        listed[row["ccode"]].append((since, until, row["statenme"]))
    for row in rows(folder / "gw_states.csv"):
        listed[row["gwcode"]].append((date.fromisoformat(row["startdate"]), date.fromisoformat(row["enddate"]), row["statename"]))
    for code, found in sorted(listed.items(), key=lambda item: int(item[0])):
        alive = [spell for spell in found if spell[1] >= ERA]
        if not alive:
            continue
        name = alive[0][2]
        entities = ours.get(SAME.get(code, code), [])
        known.add(bool(entities), f"{code} {name}, {alive[0][0]} to {alive[0][1]}")
        if not entities:
            continue
        keys = "/".join(e.key for e in entities)
        firsts = {since for since, _, _ in alive if since > ERA}
        if firsts and min(since for since, _, _ in alive) > ERA:
            given = {e.valid_from for e in entities}
            begins.add(bool(firsts & given), f"{keys} {name}: theirs {_days(firsts)}, ours {_days(given)}")
        lasts = {until for _, until, _ in alive if until < date(2016, 1, 1)}
        if lasts and len(lasts) == len({until for _, until, _ in alive}):
            given = {e.valid_to for e in entities}
            near = {day + timedelta(days=n) for day in lasts for n in (-1, 0, 1)}
            ends.add(bool(near & given), f"{keys} {name}: theirs {_days(lasts)}, ours {_days(given)}")
    yield from (known, begins, ends)
    linked = Check("states founded since 1990 with a predecessor")
    for entity in kb.entities.values():
        if entity.type == "state" and entity.valid_from and entity.valid_from >= FIRST:
            linked.add(bool(entity.predecessors), f"{entity.key} {entity.name}, since {entity.valid_from}")
    yield linked


def _days(days: Iterable[date | None]) -> str:
    return ", ".join(sorted(str(day) for day in days if day)) or "none"


def codes(folder: Path, kb: Knowledge) -> Iterator[Check]:
    cow = Check("ISO3 codes that go with the same COW code (countrycode)")
    named = Check("states and territories with an ISO3 code that we have")
    iso = {e.iso3: e for e in kb.entities.values() if e.iso3}
    for row in rows(folder / "countrycode_codelist_without_cldr.csv"):
        code, number = row["iso3c"], row["cown"]
        if not code or code == "NA":
            continue
        entity = iso.get(code)
        named.add(entity is not None, f"{code} {row['country.name.en']}")
        if entity is not None and number not in ("", "NA"):
            cow.add(entity.cow == str(int(float(number))), f"{code} {row['country.name.en']}: theirs {number}, ours {entity.cow}")
    yield from (named, cow)
    check = Check("CAMEO country codes that go with the same COW code")
    ours = by_cow(kb)
    seen: dict[str, set[str]] = defaultdict(set)
    names: dict[str, str] = {}
    for line in (folder / "cameo_countrynames.txt").read_text(encoding="utf-8", errors="replace").splitlines():
        cells = line.rstrip().split("\t")
        if len(cells) == 3 and cells[2].isdigit() and int(cells[2]):
            seen[str(int(cells[2]))].add(cells[1])
            names[str(int(cells[2]))] = cells[0]
    for number, theirs in sorted(seen.items(), key=lambda item: int(item[0])):
        entities = ours.get(SAME.get(number, number), [])
        given = {e.cameo for e in entities if e.cameo}
        what = f"{number} {names[number]}: theirs {' '.join(sorted(theirs))}, ours {' '.join(sorted(given)) or 'none'}"
        check.add(bool(given & theirs), what)
    yield check


def capitals(folder: Path, kb: Knowledge) -> Iterator[Check]:
    check = Check("capitals since 1945")
    ours = by_cow(kb)
    for row in rows(folder / "cow_capitals.csv"):
        if date.fromisoformat(row["enddate"]) < ERA or row["ccode"] not in ours:
            continue
        given = {name for e in ours[row["ccode"]] for name in e.capital}
        what = f"{row['statenme']}: theirs {row['capital']} ({row['stdate']} to {row['enddate']}), ours {', '.join(sorted(given))}"
        check.add(any(alike(row["capital"], [name]) for name in given), what)
    yield check


def alliances(folder: Path, kb: Knowledge) -> Iterator[Check]:
    pacts: dict[tuple[str, str], set[int]] = defaultdict(set)
    for row in rows(folder / "atop_alliance_spells.csv"):
        if row["defense"] == "1":
            pair = (row["ccode1"], row["ccode2"])
            pacts[min(pair), max(pair)] |= set(range(max(int(row["from_year"]), 1990), int(row["to_year"]) + 1))
    ours: dict[tuple[str, str], set[int]] = defaultdict(set)
    which: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for entity in kb.entities.values():
        if not entity.tags & {"alliance", "defence_pact"}:
            continue
        for year in range(1990, 2019):
            day = date(year, 7, 1)
            if entity.exists(day):
                there = [m.member for m in entity.members if within(day, m.since, m.until)]
                numbers = sorted(str(kb.entities[key].cow) for key in there if kb.entities[key].cow and kb.entities[key].exists(day))
                for i, one in enumerate(numbers):
                    for other in numbers[i + 1 :]:
                        ours[one, other].add(year)
                        which[one, other][entity.key] += 1
    held = Check("pair-years of our alliances with a defence pact (ATOP)")
    covered = Check("pair-years with a defence pact that an alliance of ours covers")
    missing: Counter[str] = Counter()
    for pair, years in sorted(ours.items()):
        agreed = years & pacts[pair]
        held.agreed, held.total = held.agreed + len(agreed), held.total + len(years)
        if years - agreed:
            missing[" ".join(sorted(which[pair]))] += len(years - agreed)
    held.problems = [f"{key}: {count} pair-years without a pact" for key, count in missing.most_common()]
    names = {number: entities[0].key for number, entities in by_cow(kb).items()}
    for pair, years in sorted(pacts.items()):
        agreed = years & ours[pair]
        covered.agreed, covered.total = covered.agreed + len(agreed), covered.total + len(years)
        if years - agreed:
            covered.problems.append(f"{'–'.join(names.get(code, code) for code in pair)}: {min(years - agreed)} to {max(years - agreed)}")
    yield from (held, covered)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("facts", type=Path)
    parser.add_argument("-v", "--verbose", action="store_true", help="print every disagreement")
    options = parser.parse_args()
    kb = knowledge()
    for check in (
        *leaders(options.facts, kb), *terms(kb), *states(options.facts, kb), *codes(options.facts, kb),
        *capitals(options.facts, kb), *alliances(options.facts, kb),
    ):  # fmt: skip
        check.print(options.verbose)


if __name__ == "__main__":
    main()
