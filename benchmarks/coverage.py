"""Which predicates tie two political actors in running reports, and on how many of them a frame fires.

    python benchmarks/coverage.py TEXTS                  the share that is covered, and what is not, most frequent first
    python benchmarks/coverage.py TEXTS --sample 150     on a fixed sample of the reports, to save time
    python benchmarks/coverage.py TEXTS -v               and a sentence for each predicate that is not covered
    python benchmarks/coverage.py TEXTS --firings 60     random firings, for a reader to judge; with those judged, the share accepted

TEXTS is a folder of reports as JSON lines. A predicate is a verb with its particle, an adjective or any common noun; it
ties two actors when its roles name two that do not speak for one another. Which lemmas name no political act is judged
in ``not_acts.toml``, the firings in ``firings.jsonl`` (report, offset, digest of type, status and sides, verdict):
accepted only where all three are what a careful reader of the sentence would write.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from foreigndesk.actors.cast import Cast
from foreigndesk.actors.resolver import resolve
from foreigndesk.model import Event, Reading, Report
from foreigndesk.propositions.graph import Graph, Proposition, graph
from foreigndesk.propositions.tree import Tree, tree
from foreigndesk.reader import Reader
from foreigndesk.reading.events import EventReader
from foreigndesk.reading.frames import frames
from foreigndesk.reading.settings import Setting
from foreigndesk.reading.vocabulary import event_nouns, known_nouns, known_verbs
from judged import load, told

LOT = 211  # of the sample of firings; a new one whenever firings have been read to mend the frames
NOT_ACTS = Path(__file__).with_name("not_acts.toml")
JUDGED = Path(__file__).with_name("firings.jsonl")
DOERS = frozenset({"subj", "poss", "adj", "by"})
SETTINGS = frozenset(  # roles that say where, when, on what topic and in whose name, not to whom
    "tmod in at near within during after before since until under as like unlike because because_of despite besides according "
    "according_to ahead_of following about including such_as without except through throughout".split()
)
POLITICAL = frozenset({"state", "contested_polity", "igo", "government_body", "armed_force", "armed_group", "party"})
PEOPLE = frozenset({"person", "population"})  # political where they speak or act for a state


@dataclass(frozen=True)
class Tie:
    """One predicate that ties two political actors."""

    key: str  # kind, lemma, particle, the role of the second actor
    noun: str  # what stands as the verb's object, or ""
    covered: bool
    direct: bool  # the roles are the actors themselves, no things that belong to them
    sentence: str
    sides: str

    @property
    def lemma(self) -> str:
        return self.key.split()[1]


def readings(reader: Reader, chosen: list[Report]) -> Iterator[tuple[Reading, Tree]]:
    for report in chosen:
        doc = reader.nlp(report.text)
        yield reader._reading(report, doc), tree(doc, known_verbs(), known_nouns())


def political(cast: Cast, actor: str) -> bool:
    a = cast.actors[actor]
    return a.type in POLITICAL or (a.type in PEOPLE and (actor in cast.states or a.iso3 is not None))


def ties(reading: Reading, t: Tree) -> Iterator[Tie]:
    """Every predicate of a report that ties two political actors."""
    known = graph(t, event_nouns())
    every = graph(t, event_nouns() | {t.lemmas[i].lower() for i in range(len(t)) if t.pos[i] == "NOUN"})
    cast = resolve(t, reading.report.id, reading.report.published)
    filler = EventReader(t, every, cast, Setting(t, every, [], [], None), 0)
    fired = {e.trigger[0]: e for e in reading.events}
    for i in sorted(every):
        p = every[i]
        if i in cast.mention_at or (p.kind == "noun" and p.light is not None and p.head not in known):
            continue
        doers = {a for role in DOERS for a in filler.fill(p, (role,), acting=True) if political(cast, a)}
        for role in p.roles:
            if role in DOERS or role.replace(" ", "_") in SETTINGS or role == "comp":
                continue
            others = [a for a in filler.fill(p, (role,), acting=False) if political(cast, a)]
            pair = next(((a, b) for a in sorted(doers) for b in others if apart(cast, a, b)), None)
            if pair is None and role == "between" and len(others) > 1:
                pair = (others[0], others[1])
            if pair is None:
                continue
            noun = next((t.lemmas[o].lower() for o in p.roles.get("obj", ()) if o not in cast.mention_at), "") if p.kind == "verb" else ""
            key = " ".join([p.kind, p.lemma, *([p.particle] if p.particle else []), "-" if role == "obj" else role])
            words = " ".join(reading.report.text[slice(*t.sentence_offsets(i))].split())
            sides = f"{cast.actors[pair[0]].name} > {cast.actors[pair[1]].name}"
            heads = {a for tokens in p.roles.values() for o in tokens for a in cast.each(o)}
            yield Tie(key, noun, covered(t, every, p, fired, reading.events), heads >= set(pair), words, sides)
            break


def apart(cast: Cast, a: str, b: str) -> bool:
    """Whether two actors are two: neither the other's state."""
    return a != b and cast.principal(a) != b and cast.principal(b) != a


def covered(t: Tree, g: Graph, p: Proposition, fired: dict[int, Event], events: list[Event]) -> bool:
    """Whether the record has an event of this predicate, of its light verb or noun, or of the act that it embeds."""
    near = [p.head, *p.all("obj", "comp"), *([p.light] if p.light is not None else [])]
    near += [c for o in p.all("obj") for c in t.children[o] if c in g]
    near += [q.head for q in g.values() if q.light == p.head]
    if p.kind == "noun" and p.parent is not None and p.link in {"obj", "subj"}:
        near.append(p.parent)
    if any(t.starts[i] in fired for i in near):
        return True
    sentence = t.sentence_offsets(p.head)  # told before: the event has this sentence as further evidence
    return any(sentence in e.evidence[1:] and e.type in types_of(p.lemma) for e in events)


def types_of(lemma: str) -> set[str]:
    """The types of act that a lemma can tell."""
    tables = (frames().verbs, frames().nouns, frames().adjectives)
    return {frame.type for table in tables for frame, _ in table.get(lemma, ())}


def lot(reading: Reading, event: Event) -> str:
    """A firing's place in a fixed random order, the same whatever else fires: what was judged once stays in the sample."""
    return hashlib.sha256(f"{LOT} {reading.report.id} {event.trigger[0]} {event.type}".encode()).hexdigest()


def told_sides(reading: Reading, event: Event) -> str:
    """An event's sides by name."""
    names = {a.id: a.name for a in reading.actors}
    return " > ".join(", ".join(names.get(a, a) for a in ids) or "-" for ids in (event.actors, event.recipients))


def digest(reading: Reading, event: Event) -> str:
    """What is judged of a firing: its type, status and sides."""
    return hashlib.sha256(f"{event.type} {event.status} {told_sides(reading, event)}".encode()).hexdigest()[:12]


def firings(read: list[Reading], n: int) -> None:
    """Random firings with their judgements, where they have been judged."""
    rows = [json.loads(line) for line in JUDGED.read_text(encoding="utf-8").splitlines()]
    verdicts = {(row["report"], row["at"], row["event"]): row["verdict"] for row in rows}
    every = sorted(((r, e) for r in read for e in r.events), key=lambda pair: lot(*pair))
    marked = Counter[str]()
    for number, (r, e) in enumerate(every[:n], 1):
        sides, key = told_sides(r, e), digest(r, e)
        verdict = verdicts.get((r.report.id, e.trigger[0], key), "not judged")
        marked[verdict] += 1
        words = " ".join(r.report.text[slice(*e.evidence[0])].split())
        print(f"{number:3} {r.report.id} {e.trigger[0]} {key} {e.type} {e.frame} {e.status} [{r.report.text[slice(*e.trigger)]}] {sides}")
        print(f"      {words[:400]}\n      {verdict}")
    judged = marked["accepted"] + marked["rejected"]
    print(f"firings in all {len(every)}; judged {judged} of {sum(marked.values())}; accepted {told(marked['accepted'], judged)}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("texts", type=Path)
    parser.add_argument("--sample", type=int, help="how many reports")
    parser.add_argument("--top", type=int, default=60, help="how many predicates to list")
    parser.add_argument("--firings", type=int, default=0, help="how many random firings to print")
    parser.add_argument("-v", "--verbose", action="store_true", help="a sentence for each predicate that is not covered")
    options = parser.parse_args()
    none = {kind: set(lemmas) for kind, lemmas in tomllib.loads(NOT_ACTS.read_text(encoding="utf-8"))["not_acts"].items()}
    read: list[Reading] = []
    found: list[Tie] = []
    for reading, t in readings(Reader(), load(options.texts, options.sample)):
        read.append(reading)
        found.extend(ties(reading, t))
    acts = [x for x in found if x.lemma not in none[x.key.split()[0]]]
    print(f"predicates that tie two political actors {len(found)} in {len(read)} reports; of political acts {len(acts)}")
    print(f"covered by a frame {told(sum(x.covered for x in acts), len(acts))}")
    parts = {kind: [x for x in acts if x.key.startswith(kind)] for kind in ("verb", "noun", "adjective")}
    parts["roles that are the actors themselves"] = [x for x in acts if x.direct]
    for name, part in parts.items():
        print(f"  {name:38} {told(sum(x.covered for x in part), len(part))}")
    table(acts, options.top, options.verbose)
    if options.firings:
        firings(read, options.firings)


def table(acts: list[Tie], top: int, verbose: bool) -> None:
    """The predicates by how often no frame fires on them."""
    groups: dict[str, list[Tie]] = defaultdict(list)
    for x in acts:
        groups[x.key].append(x)
    missed = {key: [x for x in group if not x.covered] for key, group in groups.items()}
    order = sorted((key for key in groups if missed[key]), key=lambda key: (-len(missed[key]), -len(groups[key]), key))
    for key in order[:top]:
        nouns = Counter(x.noun for x in missed[key] if x.noun)
        print(f"{len(missed[key]):4} of {len(groups[key]):4}  {key:30} {', '.join(f'{w} {n}' for w, n in nouns.most_common(6))}")
        for x in missed[key][:3] if verbose else ():
            print(f"             {x.sides}: {x.sentence[:300]}")


if __name__ == "__main__":
    sys.exit(main())
