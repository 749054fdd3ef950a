"""Frames: which predicate with which roles is which event (lexicon/frames/README.md).

The types are PLOVER's (Open Event Data Alliance, PLOVER manual 2021), the codes CAMEO's (Schrodt 2012).
"""

from __future__ import annotations

import functools
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any, get_args

from foreigndesk.lexicon.loader import ROOT, bad, toml
from foreigndesk.model import EventType
from foreigndesk.propositions.graph import Proposition, case_of
from foreigndesk.propositions.tree import Tree
from foreigndesk.reading import own_frames

FOLDER = ROOT / "frames"
CLASSES = "classes*.toml"  # lists of words that the frames refer to
EFFECTS = "effects.toml"  # what the effects room reads; all other files hold frames
TYPES = frozenset(get_args(EventType))
VERB_ACTOR = ("subj",)
VERB_RECIPIENT = ("obj", "to", "against", "with", "on")
NOUN_ACTOR = ("subj", "poss", "adj", "by", "of")
NOUN_RECIPIENT = ("obj", "against", "on", "of", "with", "to", "in")


@dataclass(frozen=True, slots=True)
class Frame:
    """One entry of the lexicon."""

    id: str
    type: EventType
    mode: str | None = None
    context: tuple[str, ...] = ()
    cameo: str | None = None
    verbs: tuple[str, ...] = ()
    nouns: tuple[str, ...] = ()
    adjectives: tuple[str, ...] = ()
    object: frozenset[str] = frozenset()
    not_object: frozenset[str] = frozenset()
    needs: tuple[str, ...] = ()
    complement: frozenset[str] = frozenset()
    infinitive: bool = False
    own_clause: bool = False
    not_actor: frozenset[str] = frozenset()
    actor: tuple[str, ...] = ()
    recipient: tuple[str, ...] = ()
    symmetric: bool = False
    person_needed: bool = False
    actor_needed: bool = False
    unit: str | None = None
    weight: float = 0.7


CALENDAR = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september october "
    "november december day week month year morning evening afternoon night noon decade century".split()
)
QUANTITY_NOUNS = frozenset(
    "number hundred thousand million dozen score group part rest remainder majority most some half series wave round range lot amount "
    "member all".split()
)
KEYS = {f.name for f in fields(Frame)}
Entry = tuple[Frame, tuple[str, ...]]


class Frames:
    """The lexicon by predicate."""

    def __init__(self, frames: list[Frame]) -> None:
        self.frames = {f.id: f for f in frames}
        self.verbs: dict[str, list[Entry]] = {}
        self.nouns: dict[str, list[Entry]] = {}
        self.adjectives: dict[str, list[Entry]] = {}
        for frame in frames:
            for verb in frame.verbs:
                head, *rest = verb.split()
                self.verbs.setdefault(head, []).append((frame, tuple(rest)))
            for noun in frame.nouns:
                *rest, head = noun.replace("-", " ").split()
                self.nouns.setdefault(head, []).append((frame, tuple(rest)))
            for adjective in frame.adjectives:
                head, *rest = adjective.split()
                self.adjectives.setdefault(head, []).append((frame, tuple(rest)))

    def candidates(self, tree: Tree, p: Proposition) -> Iterator[tuple[float, Frame]]:
        """The frames whose words and conditions a proposition meets, each with how closely (best is largest)."""
        table = {"verb": self.verbs, "noun": self.nouns, "adjective": self.adjectives}[p.kind]
        entries = table.get(p.lemma, ())
        if p.kind == "noun" and tree.lower[p.head] != p.lemma:
            entries = [*entries, *table.get(tree.lower[p.head], ())]
        for frame, rest in entries:
            score = _words(tree, p, rest)
            if score is None:
                continue
            met = _conditions(tree, p, frame, rest)
            if met is not None:
                yield score + met + frame.weight, frame


def _words(tree: Tree, p: Proposition, rest: tuple[str, ...]) -> float | None:
    if not rest:
        return 0.0
    if p.kind == "noun":
        before = tuple(w for w in tree.lower[max(0, p.head - 2 * len(rest)) : p.head] if w != "-")
        return 1.5 * len(rest) if before[-len(rest) :] == rest else None
    around = {tree.lower[c] for c in tree.children[p.head] if tree.deps[c] != "mark"}  # "to condemn X": no "condemn to"
    after = tree.lower[p.head + 1 : p.head + 4]
    for word in rest:
        beside = word in around or word in after[:2]
        if word != p.particle and not (_names_thing(tree, p.roles.get(word, [])) if word in p.roles else beside):
            return None
    return 1.5 * len(rest)


def _names_thing(tree: Tree, tokens: list[int]) -> bool:
    """Whether a preposition's phrase is more than a date: "turned on Monday" is no "turn on"."""
    return any(tree.lower[t] not in CALENDAR and not tree.words[t].isdigit() for t in tokens)


def object_words(tree: Tree, tokens: list[int]) -> set[str]:
    """The lemmas, forms and names of objects ("trade ban", "state of emergency"); "some of its troops" counts as troops."""
    out: set[str] = set()
    for t in tokens:
        lemma = tree.lemmas[t].lower()
        out.update((lemma, tree.lower[t]))
        if t:
            out.add(f"{tree.lower[t - 1]} {lemma}")
        if lemma in QUANTITY_NOUNS or tree.pos[t] in {"NUM", "DET", "PRON"}:
            for c in tree.children[t]:
                if tree.deps[c].startswith("nmod"):
                    out.update((tree.lemmas[c].lower(), tree.lower[c]))
        else:
            out.update(f"{lemma} of {tree.lemmas[c].lower()}" for c in _with_case(tree, t, "of"))
    return out


def _with_case(tree: Tree, t: int, preposition: str) -> list[int]:
    """The phrases that a noun takes by a preposition."""
    return [c for c in tree.children[t] if tree.deps[c].startswith("nmod") and case_of(tree, c) == preposition]


def _modifiers(tree: Tree, t: int) -> set[str]:
    """A noun's compounds and adjectives as they stand: a "custody battle" is no battle, a "planned visit" still a visit."""
    return {tree.lower[c] for c in tree.children[t] if tree.deps[c] in {"amod", "compound"}}


def _conditions(tree: Tree, p: Proposition, frame: Frame, rest: tuple[str, ...]) -> float | None:
    score = 0.0
    objects = p.all("obj", *rest) if p.kind == "verb" else p.all("obj") or p.all("of", "on", "to", "for", "into")
    if p.kind == "verb" and not objects and (frame.object or frame.not_object):
        objects = p.all("on", "to", "of", "for", "with", "in", "into", "from")
    heads = object_words(tree, objects) if frame.object or frame.not_object else set()
    if frame.object:
        if not heads & frame.object:
            return None
        score += 1.0
    if frame.not_object and (heads & frame.not_object or (p.kind == "noun" and _modifiers(tree, p.head) & frame.not_object)):
        return None
    for role in frame.needs:
        if not p.roles.get(role) and not (p.kind == "verb" and any(_with_case(tree, t, role) for t in p.roles.get("obj", ()))):
            return None  # the parser may hang the verb's own phrase on its object: "filed a case against X"
        score += 0.5
    if frame.complement:
        complements = p.roles.get("comp", [])
        if "*" in frame.complement:
            if not complements:
                return None
        elif not {tree.lemmas[c].lower() for c in complements} & frame.complement:
            return None
        if frame.infinitive and not any(tree.lower[m] == "to" for c in complements for m in tree.children[c] if tree.deps[m] == "mark"):
            return None
        score += 1.0
    return score


def _expand(value: list[str], named: Mapping[str, Iterable[str]], file: str, entry: str, key: str) -> frozenset[str]:
    out: set[str] = set()
    for word in value:
        if word.startswith("@"):
            if word[1:] not in named:
                raise bad(file, entry, key, f"no class called {word!r} in classes*.toml")
            out.update(named[word[1:]])
        else:
            out.add(word)
    return frozenset(out)


def _frame(row: dict[str, Any], named: Mapping[str, Iterable[str]], file: str) -> Frame:
    entry = str(row.get("id", "?"))
    for key in row:
        if key not in KEYS:
            raise bad(file, entry, key, f"no such key; a frame has {', '.join(sorted(KEYS))}")
    if "id" not in row or row.get("type") not in TYPES:
        raise bad(file, entry, "type", f"an id and one of the types {', '.join(sorted(TYPES))} are needed")
    if not any(row.get(k) for k in ("verbs", "nouns", "adjectives")):
        raise bad(file, entry, "verbs", "a frame needs verbs, nouns or adjectives")
    values: dict[str, Any] = {}
    for key, value in row.items():
        if key in {"object", "not_object", "complement", "not_actor"}:
            values[key] = _expand(value, named, file, entry, key)
        elif key in {"actor", "recipient"}:
            values[key] = tuple(spelt for role in value for spelt in ((role, "towards") if role == "toward" else (role,)))
        else:
            values[key] = tuple(value) if isinstance(value, list) else value
    return Frame(**values)


def frames() -> Frames:
    """The shipped lexicon and the reader's own frames, validated, read once. Raises LexiconError."""
    return _frames(own_frames.named())


@functools.cache
def _frames(own: str | None) -> Frames:
    return Frames(list(shipped().values())) if own is None else load(Path(own))


def load(file: Path) -> Frames:
    """The shipped frames with those of a reader's own file. Raises LexiconError that names file, entry and key."""
    rows, added, without = own_frames.read(file, shipped())
    out = {id_: frame for id_, frame in shipped().items() if id_ not in without}
    for row in rows:
        frame = _frame(row, {**classes(), **added}, file.name)
        if frame.id in out:
            raise bad(file.name, frame.id, "id", "another frame is called so; give each an id of its own, or leave ours out by `without`")
        out[frame.id] = frame
    return Frames(list(out.values()))


@functools.cache
def shipped() -> dict[str, Frame]:
    """The frames that ship, by id, validated. Raises LexiconError."""
    named = classes()
    out: dict[str, Frame] = {}
    for file in sorted(FOLDER.glob("*.toml")):
        if file.name == EFFECTS or file.match(CLASSES):
            continue
        for row in toml(file).get("frame", ()):
            frame = _frame(row, named, file.name)
            if frame.id in out:
                raise bad(file.name, frame.id, "id", "this id is used twice")
            out[frame.id] = frame
    return out


@functools.cache
def classes() -> dict[str, frozenset[str]]:
    """The named lists of head lemmas."""
    out: dict[str, frozenset[str]] = {}
    for file in sorted(FOLDER.glob(CLASSES)):
        for name, words in toml(file)["classes"].items():
            if name in out:
                raise bad(file.name, name, "classes", "this class stands in another file already")
            out[name] = frozenset(words)
    return out
