"""Blocks of verbs and their patterns as frames: each row is a ``[[frame]]`` of a reader's own file.

A frame has no condition on the subject's words nor on negation, which factuality reads by itself: patterns that rest on these
are left out, and so are codes of public statements (CAMEO 01), which are no events in PLOVER.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import product
from typing import Any, get_args

from foreigndesk.dictionaries.petrarch import Block, Line, Note, Pattern, Verb
from foreigndesk.dictionaries.terms import Terms, terms
from foreigndesk.model import EventType
from foreigndesk.reading.vocabulary import known_verbs

Row = dict[str, Any]

ALONE, PATTERN = 0.95, 1.0  # weights of a verb alone and of a pattern: what a reader took over goes before ours
_ITEM = re.compile(r"\{[^{}]*\}|\((?:[^(){}]|\{[^{}]*\})*\)|[^\s(){}]+")
_TYPES = frozenset(get_args(EventType))
_MARKS = frozenset("$+^%")
_NEGATIONS = frozenset({"not", "no", "n't", "never", "neither"})
_MOST = 400  # objects of one frame


class _Untold(Exception):
    """Why a pattern cannot be said as a frame."""


@dataclass(slots=True)
class _Conditions:
    """What a pattern asks for behind its verb."""

    rest: list[str] = field(default_factory=list)
    object: list[str] = field(default_factory=list)
    complement: list[str] = field(default_factory=list)
    needs: list[str] = field(default_factory=list)
    recipient: list[str] = field(default_factory=list)
    actor: list[str] = field(default_factory=list)
    symmetric: bool = False
    lost: list[str] = field(default_factory=list)


class Converter:
    """Makes the frames of one file; ``notes`` has what was left out."""

    def __init__(self, file: str, sets: Mapping[str, list[str]]) -> None:
        self.file, self.sets = file, sets
        self.terms: Terms = terms()
        self.notes: list[Note] = []
        self._ids: dict[str, int] = {}

    def frames(self, blocks: Iterable[Block]) -> Iterator[Row]:
        """The frames of all blocks, in their order."""
        for block in blocks:
            yield from self._block(block)

    def _block(self, block: Block) -> Iterator[Row]:
        verbs = [verb for verb in block.verbs if self._sayable(verb)]
        if not verbs:
            for pattern in block.patterns:
                self._note(pattern.line, "its block has no verb that can be taken over")
            return
        rows: list[Row] = []
        blocked: list[str] = []
        for pattern in block.patterns:
            try:
                found = self._pattern(verbs, pattern)
            except _Untold as why:
                self._note(pattern.line, str(why))
                continue
            rows += found
            blocked += () if found else self._conditions(pattern.after).object
        alone: dict[str, list[str]] = {}
        for verb in verbs:
            code = verb.code or block.code
            if code is not None:
                alone.setdefault(code, []).append(" ".join(verb.words))
        if blocked and not alone:
            self._note(block.verbs[0].line, "its patterns without a code hold an event back that none of its verbs tells alone", part=True)
        for code, words in alone.items():
            try:
                row = self._coded(code, block.verbs[0].line)
            except _Untold as why:
                self._note(block.verbs[0].line, str(why))
                continue
            yield self._named(block, row | {"verbs": words} | ({"not_object": sorted(set(blocked))} if blocked else {}), ALONE)
        for row in rows:
            yield self._named(block, row, PATTERN)

    def _named(self, block: Block, row: Row, weight: float) -> Row:
        slug = re.sub(r"[^a-z0-9]+", "-", block.name.lower()).strip("-") or "block"
        number = self._ids[slug] = self._ids.get(slug, 0) + 1
        both = {"actor_needed": True, "person_needed": True}  # PETRARCH tells nothing of which it does not know both sides
        return {"id": f"petrarch.{slug}.{number}", **row, **both, "weight": weight}

    def _sayable(self, verb: Verb) -> bool:
        if verb.head:
            self._note(verb.line, "the verb is not the first of its words")
        return verb.head == 0

    def _coded(self, code: str, line: Line) -> Row:
        """Type, code and symmetry of a code; ``057:057`` is one act that both do."""
        first, colon, second = code.partition(":")
        first, second = first.strip(), second.strip()
        if colon and not first:
            raise _Untold(f"{code!r} is a code of the target alone")
        if first in _TYPES:
            return {"type": first}
        if first not in self.terms.codes:
            raise _Untold(f"{first!r} is no CAMEO code")
        type_ = self.terms.type_of(first)
        if type_ is None:
            raise _Untold(f"{first!r} is a public statement, which is no PLOVER event; statements are read by themselves")
        if colon and second != first:
            self._note(line, f"of its two codes only {first!r} is taken", part=True)
        return {"type": type_, "cameo": first, **({"symmetric": True} if colon and second == first else {})}

    def _pattern(self, verbs: list[Verb], pattern: Pattern) -> list[Row]:
        """The frames of a pattern; none where its code is null: with its objects the verbs tell no event.

        What stands after ``TO`` may be a noun or an infinitive: where a word may be either there are two frames.
        """
        if set(pattern.before.lower().replace("_", " ").split()) - {"$", "%", "+"} - self.terms.words["empty"]:
            raise _Untold("it rests on words before the verb, of which a frame has no condition")
        found = self._conditions(pattern.after)
        if "+" in pattern.before and "$" not in pattern.before:
            found.recipient, found.actor = ["subj"], found.actor or ["by", "from", "with"]
        if not set(pattern.code) - set("-+:"):
            if not found.object or found.rest or found.needs:
                raise _Untold("it has no code, and asks for more than an object")
            return []
        row = self._coded(pattern.code, pattern.line)
        for key in ("needs", "recipient", "actor"):
            if getattr(found, key):
                row[key] = list(dict.fromkeys(getattr(found, key)))
        if found.symmetric or "%" in pattern.before:
            row["symmetric"] = True
        for lost in found.lost:
            self._note(pattern.line, lost, part=True)
        objects = {"object": list(dict.fromkeys(found.object))[:_MOST]} if found.object else {}
        rows = [row | {"verbs": list(dict.fromkeys(" ".join([*verb.words, *found.rest]) for verb in verbs))} | objects]
        if found.complement:
            rows.append(row | {"verbs": [" ".join(verb.words) for verb in verbs], "complement": found.complement})
        return rows

    def _conditions(self, after: str) -> _Conditions:
        found = _Conditions()
        loose: list[str] = []
        for item in _ITEM.findall(after.lower().replace("_", " ")):
            if item.startswith("("):
                if loose:
                    self._objects(loose, found)
                    loose = []
                self._phrase(item[1:-1].split() if "{" not in item else _ITEM.findall(item[1:-1]), found)
            elif item in _MARKS:
                self._mark(item, found)
            elif item in _NEGATIONS:
                raise _Untold("it rests on a negation, which is read by itself")
            elif not loose and not found.object and item in self.terms.words["particles"] | self.terms.words["prepositions"]:
                found.rest.append(item)
            else:
                loose += item.strip("{}").split()
        if loose:
            self._objects(loose, found)
        if found.rest == ["to"] and found.object:
            found.complement = [word for word in found.object if word in known_verbs()]
        if len(found.rest) > 2:
            raise _Untold("more than two particles or prepositions follow the verb")
        return found

    def _mark(self, mark: str, found: _Conditions) -> None:
        if mark == "%":
            found.symmetric = True
        elif mark == "+" and not found.recipient:
            found.recipient = ["obj", *found.rest]
        elif mark == "$":
            found.actor = ["by", "from", "with"]

    def _phrase(self, items: list[str], found: _Conditions) -> None:
        """``(WITH +)``, ``(IN COURT)``, ``(FOR)``: a preposition, and who or what follows it."""
        head, *rest = items or [""]
        if head not in self.terms.words["prepositions"]:
            self._objects([word for item in items for word in item.strip("{}").split()], found)
            return
        marks = [item for item in rest if item in _MARKS]
        words = [word for item in rest if item not in _MARKS for word in item.strip("{}").split()]
        if "+" in marks:
            found.recipient = [head]
        elif "$" in marks:
            found.actor = [head]
        elif "%" in marks:
            found.symmetric = True
        if words and not found.object:
            found.rest.append(head)
            self._objects(words, found)
        elif words or marks:
            found.needs.append(head)
            if words:
                found.lost.append(f"what stands after {head!r} is not asked for")
        else:
            found.rest.append(head)

    def _objects(self, words: list[str], found: _Conditions) -> None:
        """The heads that the last words may be, with the word before where there is one."""
        told = [self._meanings(word) for word in words if word not in _MARKS | self.terms.words["empty"]]
        told = [one for one in told if one]
        if not told:
            raise _Untold("its synonym set is empty or not in the file")
        if len(told) > 2:
            found.lost.append("of its words only the last two are asked for")
        made = (" ".join(pair).split() for pair in product(*told[-2:]))
        found.object += [form for pair in made for form in _forms(pair[-2:])]
        if len(found.object) > _MOST:
            found.lost.append(f"only the first {_MOST} of its synonyms are asked for")

    def _meanings(self, word: str, depth: int = 0) -> list[str]:
        """A word, or all that its synonym set holds, sets within it written out."""
        if not word.startswith("&"):
            return [word]
        members = self.sets.get(word[1:].strip("_"), []) if depth < 4 else []
        out: list[str] = []
        for member in members:
            parts = member.split()
            if any(part[0] in "(&" for part in parts):
                out += self._meanings(parts[0], depth + 1) if len(parts) == 1 and parts[0][0] == "&" else []
            else:
                out.append(member)
        return out

    def _note(self, line: Line, why: str, *, part: bool = False) -> None:
        self.notes.append(Note(self.file, line.number, " ".join(line.text.split()), why, part))


def _forms(words: list[str]) -> list[str]:
    """Words as they stand and with the last in the singular: frames look up lemmas as well as forms."""
    *before, last = words
    singular = last
    if len(last) > 3 and last.endswith("s") and not last.endswith(("ss", "us", "is")):
        singular = last[:-3] + "y" if last.endswith("ies") else last[:-2] if last.endswith(("ches", "shes", "sses", "xes")) else last[:-1]
    return list(dict.fromkeys(" ".join([*before, form]) for form in (last, singular)))
