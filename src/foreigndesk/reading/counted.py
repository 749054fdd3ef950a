"""Days counted from another clause's: "four days after it had walked out", "less than a day before the vote was held"."""

from __future__ import annotations

import re

from foreigndesk.model import DateWindow
from foreigndesk.times.relative_rules import step, stretch
from foreigndesk.times.windows import window

_TERM = re.compile(r"P(?:T(?=\d+H))?(\d+)([HDWMY])")
_LESS = re.compile(r"(?:less|fewer|no more|not more) than|under|within|almost|nearly|at most|hardly|barely|scarcely")
_MORE = re.compile(r"(?:more|no less|not less) than|over|at least")


def counted(anchor: DateWindow, term: str, words: str, *, back: bool) -> DateWindow | None:
    """What lies a term of time before a window (``back``) or after it, as exact as the term's unit.

    ``term`` is a TIMEX3 duration, ``words`` say it: "less than a day" is up to a day. ``None`` where the term is no whole
    number of hours, days, weeks, months or years, or the window has an open end.
    """
    match = _TERM.fullmatch(term)
    first, last = anchor.earliest, anchor.latest
    if match is None or first is None or last is None:
        return None
    number, unit = int(match[1]), match[2]
    if unit == "H":
        number, unit = -(-number // 24), "D"
    way = -number if back else number
    try:
        earliest, latest = stretch(unit, step(unit, first, way))[1][0], stretch(unit, step(unit, last, way))[1][1]
    except (OverflowError, ValueError):
        return None
    assert earliest is not None
    assert latest is not None
    up_to = match[2] == "H" or _LESS.match(words.casefold()) is not None
    beyond = _MORE.match(words.casefold()) is not None
    if back:
        return window(None if beyond else earliest, last if up_to else min(latest, last), f"{term} before the {anchor.basis}")
    return window(first if up_to else max(earliest, first), None if beyond else latest, f"{term} after the {anchor.basis}")
