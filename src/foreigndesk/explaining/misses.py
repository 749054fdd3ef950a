"""Why nothing is read at some words: for each predicate there, which entries know it, and what they lacked."""

from __future__ import annotations

from collections.abc import Sequence

from foreigndesk.explaining import sources
from foreigndesk.explaining.page import Page
from foreigndesk.explaining.tree import Reason
from foreigndesk.model import Offsets
from foreigndesk.propositions.graph import Proposition
from foreigndesk.reading.cues import cues
from foreigndesk.reading.frames import Frame, frames

MOST = 6  # frames that are named for one predicate
WORDS = 5  # words that are shown of a list


def explain(page: Page, spans: Sequence[Offsets]) -> tuple[Reason, ...]:
    """What was looked at in the words, and why it gave no fact."""
    heads = predicates(page, spans)
    if not heads:
        return (Reason("predicate", "no verb, and no noun or adjective that any lexicon knows as an event, stands there"),)
    return tuple(_predicate(page, page.graph[i]) for i in heads)


def predicates(page: Page, spans: Sequence[Offsets]) -> list[int]:
    """The tokens of the predicates in some words."""
    return [i for i in sorted(page.graph) if any(a <= page.tree.starts[i] < b for a, b in spans)]


def _predicate(page: Page, p: Proposition) -> Reason:
    word = page.predicate(p.head)
    table = {"verb": frames().verbs, "noun": frames().nouns, "adjective": frames().adjectives}[p.kind]
    known = {frame.id: frame for frame, _ in table.get(p.lemma, ())}
    fitting = {frame.id for _, frame in frames().candidates(page.tree, p)}
    out = [
        Reason(
            "frame",
            "fits, but its roles hold no actor, or another event tells it" if i in fitting else f"asks for {_asked(known[i], p.lemma)}",
            source=sources.entry("frames", i),
        )
        for i in sorted(known, key=lambda i: (i not in fitting, i))[:MOST]
    ]
    cue = cues().verb(p.lemma, p.particle) if p.kind == "verb" else cues().noun(p.lemma)
    if cue is not None:
        out.append(Reason("cue", f"attributes ({cue.force}), but no speaker or content was found", source=sources.entry("speech", cue.id)))
    if not out:
        return Reason("predicate", f"{word} is in no frame and no cue", page.scene.span(p.head), page.tree.words[p.head])
    return Reason("predicate", f"{word} makes no fact", page.scene.span(p.head), page.tree.words[p.head], None, tuple(out))


def _asked(frame: Frame, lemma: str) -> str:
    """What a frame asks for beside the word itself, a few words of each list."""
    entries = [e for e in (*frame.verbs, *frame.nouns, *frame.adjectives) if lemma in e.replace("-", " ").split() and e != lemma]
    lists = {"the words": entries, "an object such as": sorted(frame.object), "no object such as": sorted(frame.not_object),
             "a phrase with": frame.needs, "a clause of": sorted(frame.complement)}  # fmt: skip
    told = [f"{what} {', '.join(words[:WORDS])}{', …' if len(words) > WORDS else ''}" for what, words in lists.items() if words]
    return "; ".join(told) or "an actor"
