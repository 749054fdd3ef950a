"""What the exports know of CAMEO: names and Goldstein values of codes, quad classes, and codes for PLOVER's types.

Sources: the CAMEO codebook (Schrodt 2012, version 1.1b3) and its scale file, after Goldstein (1992), "A Conflict-Cooperation
Scale for WEIS Events Data", Journal of Conflict Resolution 36; the PLOVER codebook for types and quad categories.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import get_args

from foreigndesk.lexicon.loader import bad, table
from foreigndesk.model import EventType

QUADS = ("verbal_cooperation", "material_cooperation", "verbal_conflict", "material_conflict")
"""The four quad categories, in the order of the field's numbers 1 to 4."""

_GENERAL = 2  # digits of a root code: "17" stands for "170", coerce, not specified below


@dataclass(frozen=True, slots=True)
class Code:
    """One CAMEO code: its digits, its name and its Goldstein value (-10 to 10)."""

    digits: str
    label: str
    goldstein: float

    @property
    def root(self) -> str:
        """The two digits of its root category."""
        return self.digits[:2]

    @property
    def base(self) -> str:
        """The three digits that it refines, or itself."""
        return self.digits[:3]


@dataclass(frozen=True, slots=True)
class Kind:
    """A PLOVER type's quad category, and its CAMEO code where an event has none of its own."""

    quad: str
    cameo: str


def code(digits: str | None, type_: str) -> Code:
    """The CAMEO code of an event, never a bare root: ``17`` is ``170``; without one, the general code of its type."""
    known = codes()
    digits = digits or kinds()[type_].cameo
    if len(digits) == _GENERAL:
        digits += "0"
    while digits not in known:  # a refinement that this edition of CAMEO has not: what it refines
        digits = digits[:-1]
    return known[digits]


def quad(type_: str) -> str:
    """The quad category of a PLOVER type, one of ``QUADS``."""
    return kinds()[type_].quad


@cache
def codes() -> dict[str, Code]:
    """Every CAMEO code. Raises LexiconError FD203 for a value that is none."""
    found: dict[str, Code] = {}
    for row in table("export/cameo.csv"):
        try:
            value = float(row["goldstein"])
        except ValueError as error:
            raise bad("cameo.csv", row["code"], "goldstein", f"{row['goldstein']!r} is not a number") from error
        if not row["code"].isdigit() or (len(row["code"]) > 2 and row["code"][:-1] not in found):
            raise bad("cameo.csv", row["code"], "code", "must be digits, below the code that it refines")
        found[row["code"]] = Code(row["code"], row["label"], value)
    return found


@cache
def kinds() -> dict[str, Kind]:
    """PLOVER's types. Raises LexiconError FD203 where one is missing or its quad category or code is unknown."""
    found: dict[str, Kind] = {}
    for row in table("export/plover.csv"):
        if row["quad"] not in QUADS:
            raise bad("plover.csv", row["type"], "quad", f"must be one of {', '.join(QUADS)}")
        if row["cameo"] not in codes():
            raise bad("plover.csv", row["type"], "cameo", f"{row['cameo']!r} is no code of cameo.csv")
        found[row["type"]] = Kind(row["quad"], row["cameo"])
    for type_ in get_args(EventType):
        if type_ not in found:
            raise bad("plover.csv", type_, "type", "is missing")
    return found
