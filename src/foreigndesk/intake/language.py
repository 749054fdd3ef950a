"""Which language a text is in, as far as its function words and its script show it beyond doubt."""

from __future__ import annotations

import re

from foreigndesk.errors import IntakeError
from foreigndesk.intake.data import languages

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_SAMPLE = 6000
_FEWEST_WORDS = 12
_FEWEST_LETTERS = 20


def foreign_language(text: str) -> str | None:
    """The name of the language or script when the text is surely not English, else ``None``."""
    known = languages()
    sample = text[:_SAMPLE]
    words = [word.lower() for word in _WORD.findall(sample)]
    letters = sum(map(len, words))
    if not words:
        return None
    english = sum(word in known.english for word in words) / len(words)
    shares = {name: sum(w in list_ for w in words) / len(words) for name, list_ in known.words.items()}
    best = max(sorted(shares), key=shares.__getitem__)
    counts = {name: len(pattern.findall(sample)) for name, pattern in known.scripts.items()}
    if letters >= _FEWEST_LETTERS and sum(counts.values()) > letters * 0.6:
        # Japanese writes in two scripts, one of them Chinese
        script = "Japanese" if counts["Japanese"] > letters * 0.1 else max(sorted(counts), key=counts.__getitem__)
        return best if shares[best] > 0.08 else f"{script} script"
    if len(words) >= _FEWEST_WORDS and shares[best] >= 0.15 and shares[best] > 2.5 * english:
        return best
    return None


def require_english(text: str) -> None:
    """Raise IntakeError FD106 when the text is surely in another language."""
    if language := foreign_language(text):
        raise IntakeError("FD106", f"is in {language}; only English is read: give a translation.")
