"""Effects: which acts start or end which relation (event calculus, Kowalski & Sergot 1986), as data."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from typing import Any, cast, get_args

from foreigndesk.lexicon.loader import Entry, bad, toml
from foreigndesk.model import RelationType
from foreigndesk.reading.frames import classes, shipped

FILE = "frames/effects.toml"
TYPES = frozenset(get_args(RelationType))
KEYS = frozenset({"relation", "holder", "other", "symmetric", "statuses", "initiates", "terminates"})
PREDICATE_KEYS = frozenset({"verbs", "nouns", "adjectives", "subject", "object", "not_object", "complement", "needs", "frames", "holds"})


@dataclass(frozen=True, slots=True)
class Effect:
    """One entry: the predicates, what they do to a relation, and which roles hold its parties."""

    id: str
    relation: RelationType
    terminates: bool
    verbs: frozenset[str]
    nouns: frozenset[str]
    adjectives: frozenset[str]
    subject: frozenset[str]
    object: frozenset[str]
    not_object: frozenset[str]
    complement: frozenset[str]
    frames: frozenset[str]
    holder: tuple[str, ...]
    other: tuple[str, ...]
    symmetric: bool
    statuses: frozenset[str]
    needs: tuple[str, ...]
    holds: bool


class Effects:
    """The entries by predicate and by frame."""

    def __init__(self, entries: list[Effect], endings: frozenset[str], under_way: frozenset[str]) -> None:
        self.entries, self.endings, self.under_way = entries, endings, under_way
        self.by_verb: dict[str, list[tuple[Effect, tuple[str, ...]]]] = {}
        self.by_noun: dict[str, list[tuple[Effect, tuple[str, ...]]]] = {}
        self.by_adjective: dict[str, list[tuple[Effect, tuple[str, ...]]]] = {}
        self.by_frame: dict[str, list[Effect]] = {}
        for e in entries:
            for verb in sorted(e.verbs):
                head, *rest = verb.split()
                self.by_verb.setdefault(head, []).append((e, tuple(rest)))
            for noun in sorted(e.nouns):
                *before, head = noun.replace("-", " ").split()
                self.by_noun.setdefault(head, []).append((e, tuple(before)))
            for adjective in sorted(e.adjectives):
                head, *rest = adjective.split()
                self.by_adjective.setdefault(head, []).append((e, tuple(rest)))
            for frame in sorted(e.frames):
                self.by_frame.setdefault(frame, []).append(e)
        self.nouns = frozenset(self.by_noun)


def _words(row: dict[str, Any], key: str, entry: str) -> frozenset[str]:
    out: set[str] = set()
    for word in row.get(key, ()):
        if word.startswith("@"):
            if word[1:] not in classes():
                raise bad("effects.toml", entry, key, f"no class called {word!r}")
            out |= classes()[word[1:]]
        else:
            out.add(word)
    return frozenset(out)


def _check(row: dict[str, Any], keys: frozenset[str], entry: str) -> None:
    for key in row:
        if key not in keys:
            raise bad("effects.toml", entry, key, f"no such key here; there may be {', '.join(sorted(keys))}")


@functools.cache
def effects() -> Effects:
    """The shipped entries, validated. Raises LexiconError."""
    out: list[Effect] = []
    known = shipped()
    data = toml(FILE)
    for n, row in enumerate(data["effect"]):
        entry = f"{row.get('relation', '?')} #{n + 1}"
        _check(row, KEYS, entry)
        if row.get("relation") not in TYPES:
            raise bad("effects.toml", entry, "relation", f"one of {', '.join(sorted(TYPES))} is needed")
        for what in ("initiates", "terminates"):
            for k, predicate in enumerate(row.get(what, ())):
                identity = f"{entry}.{what}.{k + 1}"
                _check(predicate, PREDICATE_KEYS, identity)
                missing = set(predicate.get("frames", ())) - set(known)
                if missing:
                    raise bad("effects.toml", identity, "frames", f"no frame {min(missing)!r}")
                out.append(
                    Effect(
                        identity,
                        cast(RelationType, row["relation"]),
                        what == "terminates",
                        frozenset(predicate.get("verbs", ())),
                        frozenset(predicate.get("nouns", ())),
                        frozenset(predicate.get("adjectives", ())),
                        _words(predicate, "subject", identity),
                        _words(predicate, "object", identity),
                        _words(predicate, "not_object", identity),
                        _words(predicate, "complement", identity),
                        frozenset(predicate.get("frames", ())),
                        tuple(row.get("holder", ("actor",))),
                        tuple(row.get("other", ("recipient",))),
                        bool(row.get("symmetric", False)),
                        frozenset(row.get("statuses", ("occurred", "ongoing"))),
                        tuple(predicate.get("needs", ())),
                        bool(predicate.get("holds", False)),
                    )
                )
    phases = Entry("effects.toml", "phases", data.get("phases", {}), ("ends", "under_way"))
    return Effects(out, frozenset(phases.words("ends")), frozenset(phases.words("under_way")))
