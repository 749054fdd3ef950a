"""What an embedding predicate tells of the event inside it: the lexicon of ``lexicon/embedding`` and its loader.

A signature holds two outcomes, one for the predicate affirmed and one for it negated (implicative signatures, Karttunen
1971; factuality of FactBank, Saurí & Pustejovsky 2009; veridicality, White & Rawlins 2018). An outcome is an event's
status, or ``keep``: the event keeps the status it has by itself.
"""

from __future__ import annotations

import functools
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal, cast, get_args

from foreigndesk.lexicon.loader import ROOT, Entry, bad, entries, toml
from foreigndesk.model import Status

Outcome = Status | Literal["keep"]
Complement = Literal["xcomp", "ccomp", "obj", "subj", "any"]
Aspect = Literal["begins", "continues", "ends"]

STATUSES = frozenset(get_args(Status))
OUTCOMES = STATUSES | {"keep"}
ASPECTS = frozenset(get_args(Aspect))
# The order in which a predicate's signatures are tried when the caller does not say which complement stands there.
COMPLEMENTS: tuple[str, ...] = ("any", "xcomp", "ccomp", "obj", "subj")
CLASSES = frozenset(
    "phases performed avowed wishes wanting managed means tried seized seizing charges moment_cases moments whens bounds temporal carried "
    "definite ordinals ahead ahead_of_unit units asking merely about entertaining".split()
)
FOLDER = ROOT / "embedding"


@dataclass(frozen=True, slots=True)
class Signature:
    """The outcome for the event inside when the predicate is affirmed, and when it is negated."""

    positive: Outcome
    negative: Outcome
    aspect: Aspect | None = None
    id: str = ""


@dataclass(frozen=True, slots=True)
class LightVerb:
    """A verb that hands its roles on to an event noun; ``inverse`` where its subject is the noun's recipient.

    ``status`` and ``aspect`` are there where the verb tells them; ``nouns``, where filled, are the only ones it takes.
    """

    verb: str
    particle: str | None = None
    via: str | None = None
    preposition: str | None = None
    inverse: bool = False
    aspect: Aspect | None = None
    status: Status | None = None
    nouns: frozenset[str] = frozenset()


Predicates = dict[str, dict[str, Signature]]
LightKey = tuple[str, str | None, str | None, str | None]


@dataclass(frozen=True, slots=True)
class Signatures:
    """The whole lexicon of embedding. Predicates of several words are looked up joined: ``verb("rule out")``."""

    verbs: Predicates = field(default_factory=dict)
    nouns: Predicates = field(default_factory=dict)
    adjectives: Predicates = field(default_factory=dict)
    modals: dict[str, Signature] = field(default_factory=dict)
    conditionals: dict[str, Outcome] = field(default_factory=dict)
    negators: frozenset[str] = frozenset()
    adverbs: dict[str, Outcome] = field(default_factory=dict)
    modifiers: dict[str, Outcome] = field(default_factory=dict)
    lights: dict[LightKey, LightVerb] = field(default_factory=dict)
    classes: dict[str, frozenset[str]] = field(default_factory=dict)

    def words(self, name: str) -> frozenset[str]:
        """The words of a class ("phases", "charges"); none where the lexicon has no such class."""
        return self.classes.get(name, frozenset())

    def verb(self, lemma: str, particle: str | None = None, complement: Complement | None = None) -> Signature | None:
        """A verb's signature; "forget *to*" and "forget *that*" differ, so say the complement where it is known."""
        return _pick(self.verbs.get(f"{lemma} {particle}" if particle else lemma), complement)

    def noun(self, lemma: str, complement: Complement | None = None) -> Signature | None:
        """A noun's signature ("the *refusal* to withdraw")."""
        return _pick(self.nouns.get(lemma), complement)

    def adjective(self, lemma: str, complement: Complement | None = None) -> Signature | None:
        """A predicative adjective's signature ("is *ready* to withdraw")."""
        return _pick(self.adjectives.get(lemma), complement)

    def modal(self, lemma: str, *, negated: bool = False) -> Outcome | None:
        """What a modal makes of the verb under it."""
        found = self.modals.get(lemma)
        if found is None:
            return None
        return found.negative if negated else found.positive

    def conditional(self, word: str) -> Outcome | None:
        """What a mark such as "if" makes of the clause that it opens."""
        return self.conditionals.get(word)

    def negator(self, word: str) -> bool:
        """Whether a word negates what it belongs to."""
        return word in self.negators

    def adverb(self, lemma: str) -> Outcome | None:
        """What an adverb tells of its verb ("*allegedly* shelled")."""
        return self.adverbs.get(lemma)

    def modifier(self, lemma: str) -> Outcome | None:
        """What an adjective or participle tells of its event noun ("the *planned* withdrawal")."""
        return self.modifiers.get(lemma)

    def light(
        self,
        verb: str,
        particle: str | None = None,
        preposition: str | None = None,
        *,
        via: str | None = None,
        noun: str | None = None,
    ) -> LightVerb | None:
        """The light verb of "carry *out*", "come *under*", "take *part* (via) in"; ``noun`` is its event noun.

        A verb that is light with some nouns only ("lay siege", "fight a war") is found only when the noun is named.
        """
        found = self.lights.get((verb, particle, via, preposition))
        if found is None or (found.nouns and noun not in found.nouns):
            return None
        return found


def _pick(found: dict[str, Signature] | None, complement: Complement | None) -> Signature | None:
    if found is None:
        return None
    tried = COMPLEMENTS if complement is None else (complement, "any")
    return next((found[kind] for kind in tried if kind in found), None)


@functools.cache
def signatures() -> Signatures:
    """The lexicon that ships with the package, read once."""
    return load(FOLDER)


def load(folder: Path) -> Signatures:
    """Reads and validates every TOML file of a folder. Raises LexiconError naming file, entry and key."""
    out: dict[str, Any] = {name: {} for name in (
        "verbs", "nouns", "adjectives", "modals", "conditionals", "adverbs", "modifiers", "lights", "classes", "ids",
    )}
    negators: set[str] = set()
    for path in sorted(folder.glob("*.toml")):
        data, file = toml(path), path.name
        known = {"predicate", "modal", "light", "conditionals", "negators", "adverbs", "adjectives", "classes"}
        for table in data:
            if table not in known:
                raise bad(file, table, table, f"unknown table; use {', '.join(sorted(known))}")
        _predicates(file, data, out)
        _modals(file, data, out["modals"])
        _lights(file, data, out["lights"])
        for table, kept in (("conditionals", "conditionals"), ("adverbs", "adverbs"), ("adjectives", "modifiers")):
            _by_outcome(file, table, data.get(table, {}), out[kept])
        _classes(file, data.get("classes", {}), out["classes"])
        negators.update(Entry(file, "negators", data.get("negators", {}), {"words"}).words("words"))
    del out["ids"]
    return Signatures(**out, negators=frozenset(negators))


def _predicates(file: str, data: dict[str, Any], out: dict[str, Any]) -> None:
    kinds = ("verbs", "nouns", "adjectives")
    keys = {"id", *kinds, "complement", "positive", "negative", "aspect"}
    for entry in entries(file, data, "predicate", keys, "id"):
        key = entry.word("id")
        if key in out["ids"]:
            raise entry.wrong("id", f"stands in {out['ids'][key]} already")
        out["ids"][key] = file
        signature = Signature(
            positive=cast(Outcome, entry.word("positive", OUTCOMES)),
            negative=cast(Outcome, entry.word("negative", OUTCOMES)),
            aspect=cast("Aspect | None", entry.maybe("aspect", ASPECTS)),
            id=key,
        )
        complements = entry.words("complement", COMPLEMENTS)
        if not complements:
            raise entry.wrong("complement", f"must name at least one of {', '.join(COMPLEMENTS)}")
        words = {kind: entry.words(kind) for kind in kinds}
        if not any(words.values()):
            raise entry.wrong("verbs", "an entry needs verbs, nouns or adjectives")
        for kind, lemmas in words.items():
            for lemma in lemmas:
                held = out[kind].setdefault(lemma, {})
                for complement in complements:
                    if complement in held:
                        raise entry.wrong(kind, f"{lemma!r} with complement {complement} is in {held[complement].id}")
                    held[complement] = signature


def _modals(file: str, data: dict[str, Any], out: dict[str, Signature]) -> None:
    for entry in entries(file, data, "modal", {"words", "positive", "negative"}, "id"):
        positive = cast(Outcome, entry.word("positive", OUTCOMES))
        negative = cast(Outcome, entry.word("negative", OUTCOMES))
        words = entry.words("words")
        if not words:
            raise entry.wrong("words", "is missing or empty")
        for word in words:
            if word in out:
                raise entry.wrong("words", f"{word!r} stands in two entries")
            out[word] = Signature(positive, negative)


def _classes(file: str, values: object, out: dict[str, frozenset[str]]) -> None:
    entry = Entry(file, "classes", values, CLASSES)
    for name in entry.values:
        if name in out:
            raise entry.wrong(name, "stands in another file already")
        out[name] = frozenset(entry.words(name))


def _by_outcome(file: str, table: str, values: object, out: dict[str, Outcome]) -> None:
    entry = Entry(file, table, values, OUTCOMES)
    for outcome in entry.values:
        for word in entry.words(outcome):
            if word in out:
                raise entry.wrong(outcome, f"{word!r} is listed under {out[word]} already")
            out[word] = cast(Outcome, outcome)


def _lights(file: str, data: dict[str, Any], out: dict[LightKey, LightVerb]) -> None:
    keys = {"verb", "particle", "via", "preposition", "nouns", "inverse", "aspect", "status"}
    for entry in entries(file, data, "light", keys, "verb"):
        light = LightVerb(
            verb=entry.word("verb"),
            particle=entry.maybe("particle"),
            via=entry.maybe("via"),
            preposition=entry.maybe("preposition"),
            inverse=entry.flag("inverse"),
            aspect=cast("Aspect | None", entry.maybe("aspect", ASPECTS)),
            status=cast("Status | None", entry.maybe("status", STATUSES)),
            nouns=frozenset(entry.words("nouns")),
        )
        key = (light.verb, light.particle, light.via, light.preposition)
        if key in out:
            raise entry.wrong("verb", f"{' '.join(part for part in key if part)!r} stands twice")
        out[key] = light
