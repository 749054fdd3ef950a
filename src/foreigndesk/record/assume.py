"""What would follow if an event happened on a day: commitments whose act or condition it is, and those that wait for theirs.

The event is named by its id, by the id of the commitment whose act it is, or by words. An id means that event and every
telling of the same deed (see ``lives``). Words mean each condition that has them all, and each act whose own word is one of
them and whose sentence has the others; words count by their first four letters, small words not at all.

A condition that is assumed sets a conditional commitment pending and its due day, where it is counted from the condition
(``days``). An act that is assumed fulfils its commitment. Both go on: who waits for an act that is done is bound from that
day, who waits for one that is due is due his own days after it at the latest.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from itertools import islice
from typing import Any

from sqlalchemy import Connection, select

from foreigndesk.errors import UsageError
from foreigndesk.record import queries
from foreigndesk.record.lives import Deed, Told, counted, life
from foreigndesk.record.moves import Bond, Moves
from foreigndesk.record.moving import Place
from foreigndesk.record.queries import Question
from foreigndesk.record.tables import fact, reading
from foreigndesk.rows import Row

_TOGETHER = 200
_BEGINNING = 4
_WORD = re.compile(r"[^\W_]{2,}")
_SMALL = frozenset(
    "the an of to in on at by for from with and or if once when after that this its it is are was were be been being has "
    "have had will would shall their his her they he she as soon long unless upon".split()
)


@dataclass(slots=True)
class _Fate:
    """What is assumed of a commitment: happenings, and the due day that follows from another's."""

    told: list[Told] = field(default_factory=list)
    due: dict[str, Any] | None = None


class Assumptions:
    """All commitments of the record, with what the assumptions of a question make of them."""

    def __init__(self, moves: Moves, connection: Connection, question: Question) -> None:
        self.moves, self.connection, self.question = moves, connection, question
        self.bonds = list(self._bonds())
        self.fates: dict[Place, _Fate] = {}
        for said, day in sorted((question.assume or {}).items()):
            hit = list(self._assumed(said, day))
            if not hit:
                raise UsageError("FD518", f"nothing that was promised is, or waits for, {said!r}: give other words, or an id")
            self._spread(hit)

    def follow(self, place: Place, row: Row) -> Row:
        """A commitment's row with what is assumed of it."""
        fate = self.fates.get(place)
        if fate is None:
            return row
        row = life(row, fate.told)
        return {**row, "due": fate.due} if fate.due and row["state"] == "conditional" else row

    def _bonds(self) -> Iterator[Bond]:
        query = queries.facts(("commitment",), Question(known_by=self.question.known_by))
        found = iter(self.connection.execute(query))
        while chunk := [((one.reading, one.ordinal), one.body) for one in islice(found, _TOGETHER)]:
            yield from self.moves.bonds(chunk)

    # -- what is assumed -------------------------------------------------------------------------------------------

    def _assumed(self, said: str, day: date) -> Iterator[Bond]:
        """The commitments that an assumption touches at once, with it noted in their fates."""
        deeds = self._named(said)
        sought = _beginnings(said)
        for bond in self.bonds:
            if deeds is not None:
                waits = any(_is(bond.condition, one) for one in deeds)
                acts = any(_is(bond.act, one) for one in deeds)
            else:
                waits, acts = self._waits_for(bond, sought), self._acts(bond, sought)
            if waits and self._note(bond, "condition_met", day, said):
                yield bond
            if acts and self._note(bond, "done", day, said):
                yield bond

    def _named(self, said: str) -> list[Deed] | None:
        """The deeds that an id names; ``None`` where it is none, but words."""
        query = (
            select(fact.c.reading, fact.c.ordinal, fact.c.kind, fact.c.body)
            .join(reading, reading.c.pk == fact.c.reading)
            .where(fact.c.id == said, queries.newest(self.question.moment))
        )
        found = self.connection.execute(query).all()
        if not found:
            return None
        events = {(one.reading, one.body["act"] if one.kind == "commitment" else said) for one in found}
        if any(one.kind not in ("commitment", "event") for one in found):
            raise UsageError("FD518", f"{said} is neither an event nor a commitment: assume one of those, or give words")
        deeds = [bond.act for bond in self.bonds if bond.act and (bond.place[0], bond.act.id) in events]
        deeds += [bond.condition for bond in self.bonds if bond.condition and (bond.place[0], bond.condition.id) in events]
        return deeds or [told for one in found for told in self.moves.deeds(one.reading, [said])]

    def _waits_for(self, bond: Bond, sought: set[str]) -> bool:
        condition = bond.row["condition"]
        return bool(condition and sought) and sought <= _beginnings(self.moves.words(bond.place[0], [condition["text"]]))

    def _acts(self, bond: Bond, sought: set[str]) -> bool:
        if bond.act_row is None or not sought & _beginnings(self.moves.words(bond.place[0], [bond.act_row["trigger"]])):
            return False
        text = self.moves.text(bond.place[0])
        if bond.row["condition"]:
            start, end = bond.row["condition"]["text"]
            text = f"{text[:start]}{' ' * (end - start)}{text[end:]}"
        return sought <= _beginnings(" ".join(text[start:end] for start, end in bond.row["evidence"]))

    def _note(self, bond: Bond, what: Any, day: date, said: str) -> bool:
        """Whether it was new that this is assumed of a commitment."""
        fate = self.fates.setdefault(bond.place, _Fate())
        if any(told.happening == what for told in fate.told):
            return False
        when = {"earliest": day.isoformat(), "latest": day.isoformat(), "edtf": day.isoformat(), "basis": "assumed"}
        fate.told.append(Told(what, when, None, (), f"assumed: {said}"))
        return True

    # -- what follows ----------------------------------------------------------------------------------------------

    def _spread(self, touched: list[Bond]) -> None:
        """Carries what became of some commitments on to those that wait for their acts."""
        waiting = [bond for bond in self.bonds if bond.condition is not None]
        while touched:
            first, *touched = touched
            told = self.moves.told({first.place: first.row}).get(first.place, ())
            row = self.follow(first.place, life(first.row, told))
            for bond in waiting:
                if bond.place == first.place or first.act is None or not _is(bond.condition, first.act):
                    continue
                if row["state"] == "fulfilled":
                    done = next(step["when"] for step in reversed(row["history"]) if step["state"] == "fulfilled")
                    day = done["latest"] or done["earliest"]
                    if day and self._note(bond, "condition_met", date.fromisoformat(day), f"{first.row['id']} done"):
                        touched.append(bond)
                elif self._bound(bond, row):
                    touched.append(bond)

    def _bound(self, bond: Bond, waited_for: Row) -> bool:
        """Whether a commitment gets a new last day from that of the one that it waits for."""
        days, due = bond.row.get("days"), (waited_for["due"] or {}).get("latest")
        fate = self.fates.setdefault(bond.place, _Fate())
        if days is None or due is None or fate.due is not None:
            return False
        fate.due = counted(date.fromisoformat(due), days, f"{days} days after its condition, itself due by {due}")
        return True


def _is(one: Deed | None, other: Deed) -> bool:
    if one is None:
        return False
    return (one.report == other.report and one.id == other.id) or (one.denied == other.denied and one.is_same(other))


def _beginnings(words: str) -> set[str]:
    return {word.casefold()[:_BEGINNING] for word in _WORD.findall(words) if word.casefold() not in _SMALL}
