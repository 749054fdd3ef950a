"""The predicates that the lexicons know: which nouns may be events, and which lemmas are words."""

from __future__ import annotations

import functools

from foreigndesk.propositions.signatures import signatures
from foreigndesk.reading.cues import cues
from foreigndesk.reading.effects import effects
from foreigndesk.reading.frames import Frames, frames


def event_nouns() -> frozenset[str]:
    """The lemmas of event nouns in the frames, the effects, the cues and the embedding signatures."""
    return _vocabulary(frames())[0]


def known_verbs() -> frozenset[str]:
    """Every verb lemma in the frames, the effects, the cues and the embedding signatures."""
    return _vocabulary(frames())[1]


def known_nouns() -> frozenset[str]:
    """Every noun that the lexicons name, as a predicate or as an object."""
    return _vocabulary(frames())[2]


@functools.cache
def _vocabulary(known: Frames) -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    """Event nouns, verbs and all nouns with these frames."""
    events = frozenset(known.nouns) | effects().nouns | frozenset(cues().nouns) | frozenset(signatures().nouns)
    phrases = [*known.verbs, *effects().by_verb, *cues().verbs, *signatures().verbs, *(light[0] for light in signatures().lights)]
    nouns = events.union(*(frame.object for frame in known.frames.values()))
    return events, frozenset(p.split()[0] for p in phrases), frozenset(w for w in nouns if " " not in w)
