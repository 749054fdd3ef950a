"""Cues of attribution: the words with which a report says who said what (``lexicon/speech/cues.toml``).

A cue has a force (what the speaker does by saying it), a sort (speech, thought, text, perception), the complements that
may hold its content, the roles that may hold its addressee, and the status that it lends to the events it holds.
"""

from __future__ import annotations

import functools
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, cast, get_args

from foreigndesk.lexicon.loader import ROOT, Entry, bad, entries, toml

Force = Literal[
    "neutral", "affirming", "denying", "conceding", "threatening", "promising", "asking", "demanding", "accusing",
    "praising", "warning", "guessing", "planning",
]
Sort = Literal["speech", "mental", "text", "perception"]
CueStatus = Literal["occurred", "negated", "promised", "demanded", "threatened", "possible", "planned"]

PREPOSITIONS = frozenset({
    "about", "against", "as", "at", "before", "for", "from", "in", "into", "of", "on", "over", "to", "with",
})
TAKES = PREPOSITIONS | {"quote", "ccomp", "xcomp", "obj", "obj+xcomp", "obj+as", "obj+for", "obj+to", "obj+with"}
ADDRESSEES = PREPOSITIONS | {"obj", "iobj"}
FILE = ROOT / "speech" / "cues.toml"
SPEAKER = "X"


@dataclass(frozen=True, slots=True)
class Cue:
    """A group of words that attribute in the same way.

    ``takes``: what holds the content. ``speaks_object``: a mere noun object is content too ("denied the charges").
    ``medium``: the noun also heads "in a statement". ``status``: how the content's events are to be read, where
    ``occurred`` means as they are said.
    """

    id: str
    force: Force
    sort: Sort
    takes: tuple[str, ...]
    status: CueStatus
    addressee: tuple[str, ...] = ()
    speaks_object: bool = False
    medium: bool = False


@dataclass(frozen=True, slots=True)
class Phrase:
    """A fixed phrase with the speaker inside or behind it: the words before the speaker, and after ("in", "'s view")."""

    before: tuple[str, ...]
    after: tuple[str, ...]
    cue: Cue


@dataclass(frozen=True, slots=True)
class Cues:
    """All cues by their words; phrases with the most words first, so that the longest match wins, also by first word."""

    verbs: dict[str, Cue]
    nouns: dict[str, Cue]
    adjectives: dict[str, Cue]
    phrases: tuple[Phrase, ...]
    documents: frozenset[str]
    auxiliaries: frozenset[str]
    copulas: frozenset[str]
    by_word: dict[str, list[Phrase]]

    def verb(self, lemma: str, particle: str | None = None) -> Cue | None:
        """A verb of attribution; "point out" may come as ``("point", "out")`` or in one piece."""
        return self.verbs.get(f"{lemma} {particle}" if particle else lemma)

    def noun(self, lemma: str) -> Cue | None:
        """A noun that takes a content ("the claim that") or heads "in a statement"."""
        return self.nouns.get(lemma)

    def adjective(self, lemma: str) -> Cue | None:
        """A predicative adjective that takes a content ("is confident that")."""
        return self.adjectives.get(lemma)


@functools.cache
def cues() -> Cues:
    """The cues that ship with the package, read once."""
    return load(FILE)


def load(path: Path) -> Cues:
    """Reads and validates a file of cues. Raises LexiconError naming file, entry and key."""
    data, file = toml(path), path.name
    for table in data:
        if table not in {"cue", "documents", "auxiliaries"}:
            raise bad(file, table, table, "unknown table; use cue, documents, auxiliaries")
    words: dict[str, dict[str, Cue]] = {"verbs": {}, "nouns": {}, "adjectives": {}, "phrases": {}}
    keys = {"id", "force", "sort", "takes", "status", "addressee", "speaks_object", "medium", *words}
    ids: set[str] = set()
    for entry in entries(file, data, "cue", keys, "id"):
        cue = _cue(entry)
        if cue.id in ids:
            raise entry.wrong("id", "stands twice")
        ids.add(cue.id)
        if not any(entry.words(kind) for kind in words):
            raise entry.wrong("verbs", "an entry needs verbs, nouns, adjectives or phrases")
        for kind, held in words.items():
            for word in entry.words(kind):
                if word in held:
                    raise entry.wrong(kind, f"{word!r} is in {held[word].id} already")
                held[word] = cue
    documents = Entry(file, "documents", data.get("documents", {}), {"nouns"}).words("nouns")
    carriers = Entry(file, "auxiliaries", data.get("auxiliaries", {}), {"verbs", "copulas"})
    phrases = [_phrase(file, text, cue) for text, cue in words["phrases"].items()]
    phrases.sort(key=lambda p: (-len(p.before + p.after), p.before, p.after))
    by_word: dict[str, list[Phrase]] = {}
    for phrase in phrases:
        by_word.setdefault(phrase.before[0], []).append(phrase)
    return Cues(
        words["verbs"], words["nouns"], words["adjectives"], tuple(phrases), frozenset(documents),
        frozenset(carriers.words("verbs")), frozenset(carriers.words("copulas")), by_word,
    )


def _cue(entry: Entry) -> Cue:
    takes = entry.words("takes", TAKES)
    if not takes:
        raise entry.wrong("takes", "must name what holds the content")
    return Cue(
        id=entry.word("id"),
        force=cast(Force, entry.word("force", get_args(Force))),
        sort=cast(Sort, entry.word("sort", get_args(Sort))),
        takes=takes,
        status=cast(CueStatus, entry.word("status", get_args(CueStatus))),
        addressee=entry.words("addressee", ADDRESSEES),
        speaks_object=entry.flag("speaks_object"),
        medium=entry.flag("medium"),
    )


def _phrase(file: str, text: str, cue: Cue) -> Phrase:
    before, found, after = text.partition(SPEAKER)
    if not found or SPEAKER in after or not before.strip():
        raise bad(file, cue.id, "phrases", f"{text!r} must hold {SPEAKER}, the speaker, once, behind other words")
    return Phrase(tuple(before.split()), tuple(after.split()), cue)
