"""Where an entry of a lexicon stands: its file and line, for a reader who wants to look it up or mend it."""

from __future__ import annotations

import re
from functools import cache

from foreigndesk.lexicon.loader import ROOT
from foreigndesk.reading.effects import FILE as EFFECTS

_ID = re.compile(r'\s*id\s*=\s*"([^"]*)"')
_EFFECT = re.compile(r"\S+ #(\d+)\.(\w+)\.(\d+)")


def entry(folder: str, identity: str) -> str | None:
    """The file, line and id of a TOML entry, ``embedding/future.toml:41 [promise.pledge]``; ``None`` where it has none."""
    return _entries(folder).get(identity)


@cache
def _entries(folder: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for file in sorted((ROOT / folder).glob("*.toml")):
        for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
            if match := _ID.match(line):
                found.setdefault(match[1], f"{folder}/{file.name}:{number} [{match[1]}]")
    return found


@cache
def effect(identity: str) -> str:
    """The file and line of an effect, by its place in the file: ``recognition #1.initiates.2``."""
    match = _EFFECT.fullmatch(identity)
    number = 0
    if match is not None:
        left, inner = int(match[1]), int(match[3])
        for at, line in enumerate((ROOT / EFFECTS).read_text(encoding="utf-8").splitlines(), 1):
            left -= line.strip() == "[[effect]]"
            inner -= left == 0 and line.strip() == f"[[effect.{match[2]}]]"
            if left == 0 and inner == 0:
                number = at
                break
    return f"{EFFECTS}{f':{number}' if number else ''} [{identity}]"


@cache
def actor(key: str) -> str | None:
    """The file and line of an actor of the knowledge base, or of a person's first term."""
    for file in sorted((ROOT / "actors").glob("*.csv")):
        for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
            if line.startswith(f"{key},"):
                return f"actors/{file.name}:{number} [{key}]"
    return None
