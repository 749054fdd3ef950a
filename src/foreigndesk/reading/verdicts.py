"""Opposed verdicts: who calls one thing valid and who calls it void (``lexicon/disputes/poles.toml``)."""

from __future__ import annotations

import functools
from dataclasses import dataclass

from foreigndesk.lexicon.loader import bad, entries, toml
from foreigndesk.model import Statement
from foreigndesk.propositions.graph import Proposition
from foreigndesk.reading.frames import frames
from foreigndesk.reading.scene import Scene

FILE = "disputes/poles.toml"
KEYS = ("id", "thing", "for", "against")
PRONOUNS = frozenset({"it", "this", "that", "them"})
THINGS = ("obj", "of", "for", "against", "to", "on")
CLIMB = 5  # steps from a verdict's word up to what it judges


@dataclass(frozen=True, slots=True)
class Pole:
    """One opposition: its name, the words of either side by which they tell, and where the thing judged stands."""

    id: str
    words: dict[str, bool]
    of_object: bool


@dataclass(frozen=True, slots=True)
class Verdict:
    """A statement that puts a thing (a token) on one side of a pole."""

    statement: Statement
    thing: int
    pole: str
    favours: bool


@functools.cache
def poles() -> tuple[Pole, ...]:
    """The shipped oppositions, validated. Raises LexiconError."""
    out: list[Pole] = []
    for entry in entries(FILE, toml(FILE), "pole", KEYS, "id"):
        name, thing = entry.word("id"), entry.word("thing", ("subject", "object"))
        if any(p.id == name for p in out):
            raise entry.wrong("id", "stands twice")
        sides = {side: entry.words(side) for side in ("for", "against")}
        for side, words in sides.items():
            if not words:
                raise entry.wrong(side, "is missing or empty")
        both = set(sides["for"]) & set(sides["against"])
        if both:
            raise entry.wrong("against", f"{min(both)!r} stands on both sides")
        out.append(Pole(name, {w: side == "for" for side, words in sides.items() for w in words}, thing == "object"))
    if not out:
        raise bad(FILE, "pole", "pole", "there is none")
    return tuple(out)


@functools.cache
def _last_words() -> frozenset[str]:
    """The words that a verdict may end in: most tokens are none."""
    return frozenset(word.replace("-", " ").split()[-1] for pole in poles() for word in pole.words) | {
        word for pole in poles() for word in pole.words if " " not in word
    }


def verdicts(scene: Scene) -> list[Verdict]:
    """Every verdict of the report's statements, in the order of the text."""
    out: list[Verdict] = []
    last = _last_words()
    for i in range(len(scene.tree)):
        word = scene.tree.lemmas[i].lower()
        if word not in last and scene.tree.lower[i] not in last:
            continue
        for pole in poles():
            favours = next((pole.words[w] for w in (_joined(scene, i), word, scene.tree.lower[i]) if w in pole.words), None)
            if favours is None:
                continue
            statement = scene.statement_at(scene.tree.starts[i])
            found = _judged(scene, i, pole.of_object)
            if statement is not None and statement.speaker is not None and found is not None:
                thing, denied = found
                out.append(Verdict(statement, thing, pole.id, favours != denied))
    return out


def opposed(scene: Scene, one: Verdict, two: Verdict) -> bool:
    """Whether two verdicts of different sides contradict each other on one thing."""
    speakers = {scene.cast.principal(v.statement.speaker) for v in (one, two) if v.statement.speaker is not None}
    if one.pole != two.pole or one.favours == two.favours or len(speakers) < 2:
        return False
    words = [scene.tree.lemmas[v.thing].lower() for v in (one, two)]
    kinds = [{frame.type for frame, _ in frames().nouns.get(w, ())} for w in words]
    return words[0] == words[1] or ("ASSAULT" in kinds[0] and "ASSAULT" in kinds[1])


def _joined(scene: Scene, i: int) -> str:
    """The word with the one before it: "legal force", "self-defence"."""
    tree, word = scene.tree, scene.tree.lemmas[i].lower()
    if i > 1 and tree.words[i - 1] == "-":
        return f"{tree.lower[i - 2]}-{word}"
    return f"{tree.lower[i - 1]} {word}" if i else word


def _meant(scene: Scene, p: Proposition, t: int) -> int:
    """What a pronoun judged stands for: the thing of the clause above ("condemned the raid, calling it a crime")."""
    above = scene.parent(p)
    if above is None or scene.tree.lower[t] not in PRONOUNS:
        return t
    return next((x for x in above.all(*THINGS) if x < t and scene.tree.pos[x] == "NOUN"), t)


def _judged(scene: Scene, i: int, of_object: bool) -> tuple[int, bool] | None:
    """The noun that a verdict's word judges, and whether the verdict is denied ("is not legal", "carry no force")."""
    path, denied = {i}, False
    for _ in range(CLIMB):
        p = scene.graph.get(i)
        if p is not None:
            denied = denied or p.negated
            roles = ("obj",) if of_object else ("obj", "subj") if p.kind == "verb" else ("subj",)
            for t in p.all(*roles):
                t = _meant(scene, p, t)
                if t not in path and scene.tree.pos[t] == "NOUN" and not any(i in scene.tree.conjuncts(t) for i in path):
                    return t, denied
            if of_object or p.kind == "adjective":
                return None
        if scene.tree.heads[i] == i:
            return None
        i = scene.tree.heads[i]
        path.add(i)
    return None
