"""Numbers that two speakers give of one thing and that cannot both be true: tolls, terms, counts."""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

from foreigndesk.model import Statement
from foreigndesk.propositions.graph import Proposition
from foreigndesk.reading.quantities import number
from foreigndesk.reading.scene import Scene

AT_MOST = ("no more than", "not more than", "at most", "less than", "fewer than", "up to", "under", "as many as", "only")
AT_LEAST = ("at least", "more than", "no less than", "no fewer than", "over")
LOOSE = 0.1  # of a number: two that differ by less are one number, told twice
CLIMB = 4  # steps from a number up to its verb
NEAR = 3  # sentences between two speakers
SIDES = frozenset({"person", "state", "contested_polity", "igo", "government_body", "armed_force", "armed_group", "party"})
ANYBODY = frozenset({"person", "people", "man", "other"})  # who is counted without a name for them


@dataclass(frozen=True, slots=True)
class Figure:
    """A number that a statement tells: from least to most, of what (a noun), and what befell it."""

    statement: Statement
    least: float
    most: float
    noun: str | None
    p: Proposition
    whose: frozenset[str]


def rival_figures(scene: Scene, disagreeing: frozenset[str]) -> list[tuple[Figure, Figure]]:
    """Pairs of figures of two speakers, one shortly after the other, that tell of one thing and exclude each other.

    One thing is what the same befell ("killed"), or what is counted where the speakers name something else in common or
    the report has just said that they differ (``disagreeing``: verbs, by lemma).
    """
    told = [one for s in scene.said if s.sort == "speech" and _partisan(scene, s) for one in _alone(list(_figures(scene, s)))]
    out = []
    for one, two in combinations(sorted(told, key=lambda one: one.statement.cue), 2):
        near = 0 <= _sentence(scene, two.statement.cue[0]) - _sentence(scene, one.statement.cue[0]) <= NEAR
        if near and _two_sides(scene, one, two) and _apart(one, two) and _of_one_thing(scene, one, two, disagreeing):
            out.append((one, two))
    return out


def _partisan(scene: Scene, s: Statement) -> bool:
    """Whether a side speaks: a state, a body, a person, and no study, office of statistics or company."""
    return s.speaker is not None and scene.cast.actors[s.speaker].type in SIDES


def _alone(figures: list[Figure]) -> list[Figure]:
    """Those that are the only ones told of their verb: of several in one breath each is of something else."""
    return [one for one in figures if sum(other.p.lemma == one.p.lemma for other in figures) == 1]


def _figures(scene: Scene, s: Statement) -> Iterator[Figure]:
    tree, dated = scene.tree, [t.span for t in scene.setting.named]
    for start, end in s.content:
        for i in range(bisect_left(tree.starts, start), bisect_left(tree.starts, end)):
            counts = tree.deps[i] == "nummod" and tree.pos[tree.heads[i]] == "NOUN"
            if tree.pos[i] != "NUM" or not (counts or tree.deps[i].startswith(("nsubj", "obj"))):
                continue
            value = number(tree, i)
            p = _above(scene, i)
            if value is None or value < 2 or p is None or any(a <= tree.starts[i] < b for a, b in dated):
                continue
            noun = tree.heads[i] if counts else None
            before = " ".join(tree.lower[max(0, i - 3) : i])
            least = -math.inf if before.endswith(AT_MOST) else value * (1 - LOOSE)
            most = math.inf if before.endswith(AT_LEAST) and not before.endswith(AT_MOST) else value * (1 + LOOSE)
            whose = scene.principals(scene.reader.inside(noun, False)) if noun is not None else set()
            yield Figure(s, least, most, tree.lemmas[noun].lower() if noun is not None else None, p, frozenset(whose))


def _above(scene: Scene, i: int) -> Proposition | None:
    """The verb that a number stands under."""
    for _ in range(CLIMB):
        i = scene.tree.heads[i]
        if i in scene.graph and scene.graph[i].kind == "verb":
            return scene.graph[i]
    return None


def _sentence(scene: Scene, at: int) -> int:
    return scene.tree.sentence[min(bisect_left(scene.tree.starts, at), len(scene.tree) - 1)]


def _apart(one: Figure, two: Figure) -> bool:
    return one.most < two.least or two.most < one.least


def _two_sides(scene: Scene, one: Figure, two: Figure) -> bool:
    """Whether two speak, and neither of the other's words."""
    a, b = one.statement, two.statement
    if a.speaker is None or b.speaker is None or scene.cast.principal(a.speaker) == scene.cast.principal(b.speaker):
        return False
    return not any(x < d and c < y for x, y in a.content for c, d in b.content)


def _of_one_thing(scene: Scene, one: Figure, two: Figure, disagreeing: frozenset[str]) -> bool:
    for a, b in (
        (one.whose, two.whose),
        (scene.principals(_doers(scene, one.p)), scene.principals(_doers(scene, two.p))),
        ({place.name for place in scene.setting.where(one.p)}, {place.name for place in scene.setting.where(two.p)}),
    ):
        if a and b and not a & b:
            return False
    if one.p.negated or two.p.negated or one.p.modal or two.p.modal:
        return False
    if one.p.lemma == two.p.lemma:
        return one.noun == two.noun or None in (one.noun, two.noun) or _more_than_all(one, two) or _more_than_all(two, one)
    if one.noun is None or one.noun != two.noun:
        return False
    shared = _nouns(scene, one.statement) & _nouns(scene, two.statement)
    return bool(shared - {one.noun}) or _told_to_differ(scene, one, disagreeing)


def _more_than_all(some: Figure, everybody: Figure) -> bool:
    """Whether more of some are told than of all together: of fewer the two may both be true."""
    return everybody.noun in ANYBODY and some.least > everybody.most


def _doers(scene: Scene, p: Proposition) -> tuple[str, ...]:
    return scene.reader.fill(p, ("subj", "by"), acting=True)


def _nouns(scene: Scene, s: Statement) -> set[str]:
    tree = scene.tree
    tokens = (i for a, b in s.content for i in range(bisect_left(tree.starts, a), bisect_left(tree.starts, b)))
    return scene.lemmas(i for i in tokens if tree.pos[i] == "NOUN")


def _told_to_differ(scene: Scene, one: Figure, disagreeing: frozenset[str]) -> bool:
    """Whether the sentence before says that they differ, or do not agree."""
    at = _sentence(scene, one.statement.cue[0])
    before = [p for i, p in scene.graph.items() if scene.tree.sentence[i] == at - 1]
    return any(p.negated if p.lemma == "agree" else p.lemma in disagreeing and not p.negated for p in before)
