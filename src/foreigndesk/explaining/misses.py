"""Why nothing is read at some words: for each predicate there, which entries know it, and what they lacked."""

from __future__ import annotations

from collections.abc import Sequence

from foreigndesk.explaining import sources
from foreigndesk.explaining.page import Page
from foreigndesk.explaining.tree import Reason
from foreigndesk.model import Offsets
from foreigndesk.propositions.graph import Proposition
from foreigndesk.reading.cues import cues
from foreigndesk.reading.frames import frames

MOST = 6  # frames that are named for one predicate


def explain(page: Page, spans: Sequence[Offsets]) -> tuple[Reason, ...]:
    """What was looked at in the words, and why it gave no fact."""
    heads = [i for i in sorted(page.graph) if any(a <= page.tree.starts[i] < b for a, b in spans)]
    if not heads:
        return (Reason("predicate", "no verb, and no noun or adjective that any lexicon knows as an event, stands there"),)
    return tuple(_predicate(page, page.graph[i]) for i in heads)


def _predicate(page: Page, p: Proposition) -> Reason:
    word = page.predicate(p.head)
    table = {"verb": frames().verbs, "noun": frames().nouns, "adjective": frames().adjectives}[p.kind]
    known = dict.fromkeys(frame.id for frame, _ in table.get(p.lemma, ()))
    fitting = {frame.id for _, frame in frames().candidates(page.tree, p)}
    out = [
        Reason(
            "frame",
            "fits, but nobody in its roles is an actor" if i in fitting else "has the word, but not this object, complement or preposition",
            source=sources.entry("frames", i),
        )
        for i in sorted(known, key=lambda i: (i not in fitting, i))[:MOST]
    ]
    cue = cues().verb(p.lemma, p.particle) if p.kind == "verb" else cues().noun(p.lemma)
    if cue is not None:
        out.append(Reason("cue", f"attributes ({cue.force}), but no speaker or content was found", source=sources.entry("speech", cue.id)))
    if not out:
        return Reason("predicate", f"{word} is in no frame and no cue", page.scene.span(p.head), page.tree.words[p.head])
    if fitting:
        out.append(Reason("merged", "or it was told again elsewhere, and stands there"))
    return Reason("predicate", f"{word} makes no fact", page.scene.span(p.head), page.tree.words[p.head], None, tuple(out))
