"""The predicates that the lexicons know: which nouns may be events, and which lemmas are words."""

from __future__ import annotations

import functools

from foreigndesk.propositions.signatures import signatures
from foreigndesk.reading.cues import cues
from foreigndesk.reading.effects import effects
from foreigndesk.reading.frames import frames


@functools.cache
def event_nouns() -> frozenset[str]:
    """The lemmas of event nouns in the frames, the effects, the cues and the embedding signatures."""
    return frozenset(frames().nouns) | effects().nouns | frozenset(cues().nouns) | frozenset(signatures().nouns)


@functools.cache
def known_verbs() -> frozenset[str]:
    """Every verb lemma in the frames, the effects, the cues and the embedding signatures."""
    phrases = [*frames().verbs, *effects().by_verb, *cues().verbs, *signatures().verbs, *(light[0] for light in signatures().lights)]
    return frozenset(p.split()[0] for p in phrases)


@functools.cache
def known_nouns() -> frozenset[str]:
    """Every noun that the lexicons name, as a predicate or as an object."""
    words = set(event_nouns())
    for frame in frames().frames.values():
        words |= frame.object
    return frozenset(w for w in words if " " not in w)
