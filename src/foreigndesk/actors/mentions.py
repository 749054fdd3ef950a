"""What a mention is: a token range with what it may stand for. Who it is, is for ``resolver`` to say."""

from __future__ import annotations

import functools
from dataclasses import dataclass, field
from typing import Literal

from foreigndesk.actors.knowledge import Body, Office
from foreigndesk.lexicon.loader import bad, toml
from foreigndesk.propositions.tree import Tree

Kind = Literal["name", "person", "organisation", "body", "office", "description", "pronoun", "people"]

LOCATIVE = frozenset(
    "in at near from outside around across inside within throughout into through via out above over beyond north south east west".split()
)
PLACE_ROLES = frozenset({"obl", "nmod", "advmod"})
POSSESSIVES = frozenset({"'s", "’s", "'", "’"})
SINGULAR = frozenset({"it", "its", "itself"})
PERSONAL = frozenset({"he", "she", "him", "her", "his", "hers", "himself", "herself"})
PLURAL = frozenset({"they", "them", "their", "theirs", "themselves", "both"})
US = frozenset({"we", "us", "our", "ours", "ourselves"})
FIRST = US | {"i", "my", "me", "mine", "myself"}
OWNING = frozenset({"its", "his", "her", "their"})
OURS = frozenset({"our", "my"})
PRONOUNS = SINGULAR | PERSONAL | PLURAL | FIRST
BODIES = frozenset({"of", "for"})  # what follows them owns a body ...
GROUPS = BODIES | {"in", "from"}  # ... a group of people ...
POSTS = BODIES | {"to"}  # ... or is the post of an office
NUMBERS = {"two": 2, "both": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "2": 2, "3": 3, "4": 4, "5": 5}
COURTESY = "courtesy"  # the office of "Mr" and "Ms": none
COUNTERPART = "counterpart"
MEDIA_WORDS = frozenset("agency news newspaper times post tv television radio press media broadcaster journal tribune".split())
COMPANY_WORDS = frozenset("inc corp co ltd company corporation bank group airlines oil petroleum energy plc gmbh".split())


@dataclass(slots=True)
class Mention:
    """A stretch of tokens that mentions somebody."""

    start: int
    end: int
    head: int
    kind: Kind
    keys: tuple[str, ...] = ()
    form: str = ""
    phrase: str = ""
    label: str = ""
    office: Office | None = None
    body: Body | None = None
    title: str = ""
    owners: list[int] = field(default_factory=list)
    plural: bool = False
    place_only: bool = False
    ids: tuple[str, ...] = ()
    name_from: int = -1  # where the bare name begins, once a title has been taken in
    same: Mention | None = None  # the person whose title this is, where it stands beside the name
    why: str = ""  # by which rule it means whom it means,
    via: Mention | None = None  # and the earlier mention that told it

    @property
    def is_person(self) -> bool:
        """Whether a name was read as a person's, by the names model or the knowledge base."""
        return self.kind == "person" or self.form in {"person", "surname"}


@dataclass(frozen=True, slots=True)
class Description:
    """What a describing noun asks of the actor it points back to."""

    types: frozenset[str]
    tags: frozenset[str]
    plural_only: bool = False
    relational: bool = False  # means another than its owner: "the Chadian ally"


@functools.cache
def descriptions() -> tuple[dict[str, tuple[Description, ...]], dict[str, str]]:
    """Descriptions by noun lemma, and the tags that adjectives ask for."""
    data = toml("actors/descriptions.toml")
    out: dict[str, list[Description]] = {}
    for n, row in enumerate(data["description"]):
        unknown = set(row) - {"nouns", "types", "tags", "plural_only", "relational"}
        if unknown or not row.get("nouns") or not (row.get("types") or row.get("tags")):
            raise bad("descriptions.toml", f"#{n + 1}", min(unknown, default="nouns"), "nouns and types or tags are needed")
        types, tags = frozenset(row.get("types", ())), frozenset(row.get("tags", ()))
        entry = Description(types, tags, row.get("plural_only", False), row.get("relational", False))
        for noun in row["nouns"]:
            out.setdefault(noun, []).append(entry)
    return {noun: tuple(entries) for noun, entries in out.items()}, dict(data["modifiers"])


def head_of(tree: Tree, start: int, end: int) -> int:
    """The token of a range whose head lies outside it (the first such)."""
    for i in range(start, end):
        if not start <= tree.heads[i] < end or tree.heads[i] == i:
            return i
    return end - 1


def definite(tree: Tree, i: int) -> bool:
    """Whether "the", "this", "that" or "both" stands with a noun."""
    return any(
        tree.lower[c] in {"the", "this", "that", "these", "those", "both"} for c in tree.children[i] if tree.deps[c].startswith("det")
    ) or (i > 0 and tree.lower[i - 1] in {"the", "this", "that", "both"})
