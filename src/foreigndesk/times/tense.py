"""The tense of the words around an expression, for a reader that has no tree: the last cue before it decides."""

from __future__ import annotations

import re
from functools import cache

from foreigndesk.times import lexicon

_SENTENCE_END = re.compile(r"[.!?][\"”’)]?\s+(?=[A-Z\"“])|\n")
_REACH = 240


@cache
def _cues() -> re.Pattern[str]:
    cues = lexicon.context()["tense"]
    future, past, present = ("|".join(cues[tense]) for tense in ("future", "past", "present"))
    return re.compile(rf"(?<!\w)(?:(?P<future>{future})|(?<!\bbe )(?P<past>{past})|(?P<present>{present}))(?!\w)")


def sentence(text: str, offset: int) -> tuple[int, int]:
    """Where the sentence around an offset begins and ends, roughly."""
    begin = max(0, offset - _REACH)
    start = begin
    for found in _SENTENCE_END.finditer(text, begin, offset):
        if not _ABBREVIATION.search(text, max(0, found.start() - 6), found.start() + 1):
            start = found.end()
    for found in _SENTENCE_END.finditer(text, offset, offset + _REACH):
        if not _ABBREVIATION.search(text, max(0, found.start() - 6), found.start() + 1):
            return start, found.start()
    return start, min(len(text), offset + _REACH)


_ABBREVIATION = re.compile(
    r"\b(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|Mr|Mrs|Ms|Dr|Gen|Col|Lt|Sgt|Sen|Rep|Gov|St|[A-Z])\.$"
)


def tense_at(text: str, offset: int) -> str:
    """"past", "present" or "future": by the last cue before the offset in its sentence, or else the first after it."""
    start, end = sentence(text, offset)
    low = text[start:end].lower()
    at = offset - start
    last = None
    for found in _cues().finditer(low):
        if found.start() >= at and last is not None:
            break
        last = found
        if found.start() >= at:
            break
    return last.lastgroup or "past" if last else "past"
