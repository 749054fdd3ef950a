"""Which news agency a report came from: source lines, datelines, bylines, copyright lines."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from foreigndesk.intake.data import agencies, agency_names

_SPLIT = re.compile(r"\s*(?:,|;|/|\||&|\band\b|\bvia\b)\s*")
_EDGES = " .:()[]©*|/-–—"


@dataclass(frozen=True, slots=True)
class Dateline:
    """What the words before a story's first sentence say: ``GENEVA, Sept. 17 (Reuters) -``."""

    words: str
    agency: str | None


def agency_of(name: str) -> str | None:
    """The agency that goes by this very name (``AP``, ``the Associated Press``), or the first of several."""
    known = agencies()
    for part in (name, *_SPLIT.split(name)):
        part = part.strip(_EDGES)
        for key in (part, part.lower(), re.sub(r"^the ", "", part.lower())):
            if key in known:
                return known[key]
    return None


@cache
def _dateline_pattern() -> re.Pattern[str]:
    place = r"[A-Z][^\W\d_]*(?:[ .'’-]{1,2}[^\W\d_]+){0,4}"
    capitals = r"[A-Z][A-Z.'’-]+(?: [A-Z][A-Z.'’-]+){0,3}"
    region = r"(?:(?:,|/)\s?[A-Z][\w.'’]+(?: [A-Z][\w.'’]+){0,2}){0,2}"
    day = r"(?:,?\s+(?:[A-Z][a-z]{2,8}\.? \d{1,2}|\d{1,2} [A-Z][a-z]{2,8}\.?)(?:,? \d{4})?,?)?"
    agency = rf"\(\s?(?P<agency>{agency_names()}(?:\s?[/,]\s?[\w .]{{2,30}})?)\s?\)"
    dash = r"\s*(?:[-–—]{1,2}|:)\s*"
    return re.compile(
        rf"(?:(?:{place}{region}{day}\s*)?{agency}{dash}|{capitals}{region}{day}\s*(?:\([A-Z][\w ]{{1,30}}\)\s*)?[-–—]{{1,2}}\s)"
    )


def dateline(paragraph: str) -> Dateline | None:
    """The dateline that a paragraph begins with, if any."""
    match = _dateline_pattern().match(paragraph[:160])
    return Dateline(match[0], agency_of(match["agency"]) if match["agency"] else None) if match else None


@cache
def _notice_pattern() -> re.Pattern[str]:
    owner = rf"(?:by |the |The )?({agency_names()})\b"
    year = r"(?:\s*(?:19|20)\d\d(?:\s?[-–]\s?\d{2,4})?,?)?"
    mark = r"(?:©|\([cC]\)|[Cc]opyright)(?:\s*(?:©|\([cC]\)))?"
    return re.compile(rf"{mark}{year}\s*{owner}|^{owner}.{{0,120}}contributed\b")


def agency_in_notice(line: str) -> str | None:
    """The agency that a copyright line or "contributed to this report" line names."""
    match = _notice_pattern().search(line)
    return agency_of(match[1] or match[2]) if match else None
