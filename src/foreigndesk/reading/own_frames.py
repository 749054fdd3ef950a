"""A reader's own frames: a TOML file like those of ``lexicon/frames``, every key of it checked (docs/own-frames.md).

``[[frame]]`` tables are frames; ``[classes]`` holds lists of words of one's own, called ``"@name"`` like ours; ``without`` names
frames of ours that are not to be used. Where a frame gives no weight it has 0.95: of two frames that fit a clause alike, the
reader's own is taken.
"""

from __future__ import annotations

import os
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any, get_args

from foreigndesk.lexicon.loader import bad, table, toml
from foreigndesk.model import ActorType

OWN = "FOREIGNDESK_FRAMES"
WEIGHT = 0.95

_TABLES = frozenset({"frame", "classes", "without"})
_TEXTS = frozenset({"id", "type", "mode", "cameo", "unit"})
_FLAGS = frozenset({"infinitive", "own_clause", "symmetric", "person_needed", "actor_needed"})
_WORDS = frozenset("verbs nouns adjectives object not_object complement context needs actor recipient not_actor".split())
_ROLES = frozenset(
    "subj obj iobj comp comp.subj comp.obj poss adj with to against for on from of in at into over toward towards between among about by "
    "after upon as off out up down through within around behind before near under".split()
)


def named() -> str | None:
    """The file of the reader's own frames that the environment names (``FOREIGNDESK_FRAMES``)."""
    file = os.environ.get(OWN)
    return os.path.abspath(file) if file else None


def read(file: Path, shipped: Collection[str]) -> tuple[list[dict[str, Any]], dict[str, frozenset[str]], frozenset[str]]:
    """The rows of the frames, the classes, and the ids of ours that are left out. Raises LexiconError FD201 or FD203."""
    data = toml(file.absolute())
    for key in data:
        if key not in _TABLES:
            raise bad(file.name, key, key, "holds tables [[frame]] and [classes] and a list called without, and nothing else")
    without = _words(file.name, "without", "without", data.get("without", []))
    for id_ in without:
        if id_ not in shipped:
            raise bad(file.name, "without", id_, "no frame of ours is called so; the codebook of frames (make docs) lists them")
    given, rows = data.get("classes", {}), data.get("frame", [])
    if not isinstance(given, dict):
        raise bad(file.name, "classes", "classes", "must be a table of lists: [classes]")
    classes = {name: frozenset(_words(file.name, name, "classes", words)) for name, words in given.items()}
    if not isinstance(rows, list):
        raise bad(file.name, "frame", "frame", "must be an array of tables: [[frame]]")
    return [_checked(file.name, row) for row in rows], classes, frozenset(without)


def _checked(file: str, row: object) -> dict[str, Any]:
    if not isinstance(row, dict):
        raise bad(file, "frame", "frame", "must be an array of tables: [[frame]]")
    entry = str(row.get("id", "?"))
    for key, value in row.items():
        if key in _TEXTS and (not isinstance(value, str) or not value.strip()):
            raise bad(file, entry, key, f"{value!r} must be text")
        if key in _FLAGS and not isinstance(value, bool):
            raise bad(file, entry, key, f"{value!r} must be true or false")
        if key in _WORDS:
            _words(file, entry, key, value)
    weight = row.get("weight", WEIGHT)
    if isinstance(weight, bool) or not isinstance(weight, (int, float)) or not 0 <= weight <= 1:
        raise bad(file, entry, "weight", f"{weight!r} must be a number from 0 to 1")
    for key, allowed in (("needs", _ROLES), ("actor", _ROLES), ("recipient", _ROLES), ("not_actor", get_args(ActorType))):
        for word in row.get(key, ()):
            if word not in allowed:
                raise bad(file, entry, key, f"{word!r} is none of {', '.join(sorted(allowed))}")
    cameo = row.get("cameo")
    if cameo is not None and cameo not in _codes():
        raise bad(file, entry, "cameo", f"{cameo!r} is no CAMEO code; write it as text with its leading zero, \"042\"")
    return {**row, "weight": float(weight)}


def _words(file: str, entry: str, key: str, value: object) -> list[str]:
    if not isinstance(value, list) or not all(isinstance(word, str) and word.strip() == word != "" for word in value):
        raise bad(file, entry, key, f"{value!r} must be a list of texts")
    if key in {"verbs", "nouns", "adjectives"}:
        for word in value:
            if word != word.lower():
                raise bad(file, entry, key, f"{word!r} must be in lower case: frames look up lemmas")
    return list(value)


def _codes() -> Mapping[str, str]:
    return {row["code"]: row["label"] for row in table("export/cameo.csv")}
