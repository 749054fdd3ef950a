"""Which common nouns may be predicates: all that a lexicon after the propositions room looks up."""

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
