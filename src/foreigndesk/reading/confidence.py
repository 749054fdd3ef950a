"""How sure a fact is: the chance that a careful reader of the sentence would write it with this type, status and sides.

A logistic regression over a handful of named pieces of evidence; ``lexicon/confidence/weights.toml`` holds a weight for each,
and ``training/confidence.py`` fits them. A commitment is as sure as its act, a relation as the least sure of the events
that began and ended it.
"""

from __future__ import annotations

import functools
import math
from bisect import bisect_right
from dataclasses import replace

from foreigndesk.actors.cast import Cast
from foreigndesk.lexicon.loader import bad, toml
from foreigndesk.model import Commitment, Event, Reading, Relation
from foreigndesk.propositions.graph import Proposition
from foreigndesk.reading.scene import Scene

FILE = "confidence/weights.toml"
EVIDENCE = {
    "outsider_acts": "who acts is neither a state, body, party or force nor speaks or acts for one",
    "outsider_receives": "the same of a recipient",
    "thing": "a side is something that has no kind of its own (a document, a storm)",
    "pointed_to": "a side is mentioned in the sentence by a pronoun or description alone",
    "indirect": "a side fills no role of the predicate itself, only something that is theirs does",
    "one_home": "both sides speak or act for the same state or body",
    "light_verb": "a noun with a light verb: held talks, made a visit",
    "unreal": "the status is possible or negated",
    "nonfinite": "a verb without tense: an infinitive or participle",
    "embedded": "how many propositions it stands in, three at most",
    "long_sentence": "the sentence's tokens by thirty, two at most",
}
"""The pieces of evidence by the names that the weights file uses; each is 0 or 1 but the last two."""

PUBLIC = frozenset({"state", "contested_polity", "igo", "government_body", "armed_force", "armed_group", "party"})
POINTING = frozenset({"pronoun", "description"})
DEEPEST = 3
FLOOR = 0.3  # of a hundred firings less sure than this a careful reader accepts a quarter
LONG, LONGEST = 30.0, 2.0


def evidence(scene: Scene, event: Event) -> dict[str, float]:
    """What speaks for and against an event: a number for each of ``EVIDENCE``."""
    tree, cast = scene.tree, scene.cast
    head = max(0, bisect_right(tree.starts, event.trigger[0]) - 1)
    begin, end = tree.sentences[tree.sentence[head]]
    p = scene.graph.get(head)
    sides = {*event.actors, *event.recipients}
    ways: dict[str, set[str]] = {}
    for m in cast.mentions:
        if begin <= m.head < end:
            for actor in sides.intersection(m.ids):
                ways.setdefault(actor, set()).add(m.kind)
    filling = {a for tokens in p.roles.values() for t in tokens for a in cast.each(t)} if p is not None else set()
    found = {
        "outsider_acts": any(_outsider(cast, a) for a in event.actors),
        "outsider_receives": any(_outsider(cast, a) for a in event.recipients),
        "thing": any(cast.actors[a].type == "other" for a in sides),
        "pointed_to": any(kinds <= POINTING for kinds in ways.values()),
        "indirect": not sides <= filling,
        "one_home": bool(scene.principals(event.actors) & scene.principals(event.recipients)),
        "light_verb": p is not None and p.light is not None,
        "unreal": event.status in {"possible", "negated"},
        "nonfinite": p is not None and p.kind == "verb" and p.tense == "none",
        "embedded": _depth(scene, p),
        "long_sentence": min(LONGEST, (end - begin) / LONG),
    }
    return {name: float(value) for name, value in found.items()}


def _outsider(cast: Cast, actor: str) -> bool:
    """Whether somebody neither is public nor belongs to a state or body."""
    who = cast.actors[actor]
    return who.type not in PUBLIC and actor not in cast.states and who.iso3 is None


def _depth(scene: Scene, p: Proposition | None) -> int:
    """How many propositions one stands in, ``DEEPEST`` at most."""
    depth = -1
    while p is not None and depth < DEEPEST:
        p, depth = scene.parent(p), depth + 1
    return max(depth, 0)


@functools.cache
def weights() -> tuple[float, dict[str, float]]:
    """The bias and the weight of each piece of evidence, validated. Raises LexiconError FD203."""
    data = toml(FILE)
    name = FILE.rpartition("/")[2]
    for key in data:
        if key not in {"bias", "weights"}:
            raise bad(name, "weights", key, "unknown key; use bias, weights")
    given = data.get("weights")
    if not isinstance(given, dict) or set(given) != set(EVIDENCE):
        odd = sorted(set(EVIDENCE) ^ set(given)) if isinstance(given, dict) else list(EVIDENCE)
        raise bad(name, "weights", odd[0], "each piece of evidence needs one weight, and nothing else has any")
    for key, value in (("bias", data.get("bias")), *given.items()):
        if isinstance(value, bool) or not isinstance(value, (int, float)) or not math.isfinite(value):
            raise bad(name, "weights", key, f"{value!r} must be a number")
    return float(data["bias"]), {key: float(value) for key, value in given.items()}


def chance(found: dict[str, float]) -> float:
    """The confidence that pieces of evidence give, to two decimals."""
    bias, given = weights()
    total = bias + math.fsum(given[name] * value for name, value in found.items())
    return round(1 / (1 + math.exp(-total)), 2)


def weigh(scene: Scene, promised: list[Commitment], holds: list[Relation]) -> None:
    """Give each event its confidence, and to commitments and relations that of the events they rest on.

    An event less sure than ``FLOOR`` on which nothing rests is left out.
    """
    for event in scene.events:
        event.confidence = chance(evidence(scene, event))
    sure = {event.id: event.confidence for event in scene.events}
    for commitment in promised:
        commitment.confidence = sure.get(commitment.act)
    for relation in holds:
        ends = (relation.initiated_by, relation.terminated_by)
        relation.confidence = min((sure[one] for one in ends if one in sure), default=None)
    rests = {c.act for c in promised} | {c.condition.event for c in promised if c.condition is not None}
    rests |= {one for relation in holds for one in (relation.initiated_by, relation.terminated_by)}
    rests |= {s.stance.toward for s in scene.said if s.stance is not None}
    scene.events[:] = [e for e in scene.events if e.confidence >= FLOOR or e.id in rests]


def at_least(reading: Reading, confidence: float) -> Reading:
    """A reading without the facts that are less sure; what rests on no event (statements, disputes) stays.

    Statements and commitments that refer to an event that falls lose the reference.
    """
    events = [e for e in reading.events if e.confidence >= confidence]
    kept = {e.id for e in events}
    fallen = {e.id for e in reading.events} - kept
    statements = [replace(s, stance=None) if s.stance is not None and s.stance.toward in fallen else s for s in reading.statements]
    commitments = [
        replace(c, condition=replace(c.condition, event=None)) if c.condition is not None and c.condition.event in fallen else c
        for c in reading.commitments
        if c.confidence is None or c.confidence >= confidence
    ]
    relations = [r for r in reading.relations if r.confidence is None or r.confidence >= confidence]
    return replace(reading, events=events, statements=statements, commitments=commitments, relations=relations)
