"""The words of promises (``lexicon/commitments/words.toml``): clauses, offers, rules, conditions and outcomes."""

from __future__ import annotations

import functools
from dataclasses import dataclass

from foreigndesk.lexicon.loader import Entry, bad, toml

FILE = "commitments/words.toml"
KEYS = {
    "clauses": ("act", "debtor", "under", "papers"),
    "offers": ("adjectives",),
    "makes": ("outright", "future"),
    "fate": ("verbs", "adverbs", "nouns", "undone", "votes", "aims", "guessed", "foretold", "hoping", "unowed"),
    "rules": ("nouns", "start", "does"),
    "conditions": ("act", "promise", "as", "prepositions", "exchange", "lasting", "stopping"),
    "outcomes": ("promises", "done", "refused", "called_off", "slipped", "refusing", "part", "founding"),
}
PAIRED = ("done", "refused", "called_off", "slipped")  # happenings that a verb tells of a promise's noun


@dataclass(frozen=True, slots=True)
class Pledges:
    """The file's lists; ``outcome`` gives the happening that a verb (with its particle) tells of a promise."""

    lists: dict[str, frozenset[str]]
    outcome: dict[str, str]

    def has(self, name: str, *words: str | None) -> bool:
        """Whether any of the words stands in a list, called ``table.key``."""
        return any(w in self.lists[name] for w in words if w is not None)


@functools.cache
def pledges() -> Pledges:
    """The shipped words, validated. Raises LexiconError."""
    data = toml(FILE)
    unknown = set(data) - set(KEYS)
    if unknown:
        raise bad(FILE, min(unknown), "", f"no such table; there are {', '.join(sorted(KEYS))}")
    lists: dict[str, frozenset[str]] = {}
    outcome: dict[str, str] = {}
    for table, keys in KEYS.items():
        entry = Entry(FILE, table, data.get(table, {}), keys)
        for key in keys:
            words = entry.words(key)
            if not words:
                raise entry.wrong(key, "is missing or empty")
            lists[f"{table}.{key}"] = frozenset(words)
            for word in words if table == "outcomes" and key in PAIRED else ():
                if word in outcome:
                    raise entry.wrong(key, f"{word!r} tells {outcome[word]!r} already")
                outcome[word] = key
    return Pledges(lists, outcome)
