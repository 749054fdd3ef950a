"""Persons of a report: one actor for each, from their names, and who holds an office or heads a state."""

from __future__ import annotations

import re
from datetime import date

from foreigndesk.actors.cast import CONFIDENCE, Cast
from foreigndesk.actors.knowledge import Knowledge, Term
from foreigndesk.actors.mentions import COUNTERPART, POSSESSIVES, Mention
from foreigndesk.model import Actor, Affiliation, fact_id


class Persons:
    """The persons that a report names, with what the knowledge base knows of them on the report's day."""

    def __init__(self, cast: Cast, kb: Knowledge, day: date | None) -> None:
        self.cast, self.kb, self.day = cast, kb, day
        self.persons = cast.persons

    def bind(self, m: Mention, owners: tuple[str, ...]) -> None:
        """Binds a person's name, with its title and owners, to its actor."""
        name = self.bare_name(m)
        if not name:
            return
        actor = self.known(name)
        if actor is None:
            actor = self.new(m, name, owners)
        held = self.cast.actors[actor]
        if (
            (m.office is not None or m.title == COUNTERPART)
            and (owners or m.title)
            and not any(a.role == m.title for a in held.affiliation)
        ):
            owner = next((o for o in owners if o != actor), None)
            if owner is not None or not held.affiliation:
                self._affiliate(held, owner, m)
        self.cast.bind(m, (actor,), "person")

    def bare_name(self, m: Mention) -> str:
        """A mention's name without title and possessive."""
        start = m.name_from if m.name_from >= 0 else m.start
        words = [w for w in self.cast.tree.words[start : m.end] if w not in POSSESSIVES]
        return re.sub(r" ?([-’']) ?", r"\1", " ".join(words)).strip()

    def known(self, name: str) -> str | None:
        """The person of the report that a name means: the same, its ending, or a spelling that differs by a letter."""
        low = name.lower()
        if low in self.persons:
            return self.persons[low]
        for other, actor in self.persons.items():
            if " " not in low and " " not in other and _variant(low, other):
                return actor
            if (
                low.split()[-1] == other.split()[-1]
                and len(low.split()) > 1
                and len(other.split()) > 1
                and low.split()[0][0] == other.split()[0][0]
            ):
                return actor
        given = {actor for other, actor in self.persons.items() if " " in other and other.split()[0] == low}
        return given.pop() if len(given) == 1 else None

    def new(self, m: Mention, name: str, owners: tuple[str, ...]) -> str:
        """Takes in a person, as the knowledge base knows them where it does."""
        term = self._term(name, m, owners)
        if term is not None:
            entity = self.kb.entities.get(term.country)
            if entity is not None:
                self.cast.entity(entity)
            actor = Actor(
                f"person:{term.person}",
                term.name,
                "person",
                self.kb.offices[term.office].sector if term.office in self.kb.offices else "GOV",
                entity.iso3 if entity is not None else None,
                entity.cow if entity is not None else None,
                entity.cameo if entity is not None else None,
                affiliation=(Affiliation(term.country, term.office, term.since, term.until),),
                confidence=CONFIDENCE["person"],
            )
            self.cast.states[actor.id] = term.country
        else:
            actor = Actor(fact_id("actor", self.cast.report, name.lower()), name, "person", confidence=CONFIDENCE["person"])
        identity = self.cast.add(actor)
        for form in dict.fromkeys([name.lower(), actor.name.lower()]):
            words = form.split()
            for k in range(len(words)):
                self.persons.setdefault(" ".join(words[k:]), identity)
        return identity

    def _term(self, name: str, m: Mention, owners: tuple[str, ...]) -> Term | None:
        """The knowledge base's term for a name: a full name at any date, a surname only in office or with its title."""
        terms = self.kb.person(name) or self._by_post(name, m, owners)
        if not terms:
            return None
        current = [t for t in terms if self.day is None or t.covers(self.day)]
        if " " in name and len({t.person for t in terms}) == 1:
            return max(current or terms, key=lambda t: t.since)
        fitting = [
            t
            for t in current
            if (m.office is not None and t.office == m.office.key and (not owners or t.country in owners)) or t.country in owners
        ]
        if not fitting and m.office is None and not owners:
            fitting = current if len({t.person for t in current}) == 1 and self.day is not None else []
        return max(fitting, key=lambda t: t.since, default=None)

    def _by_post(self, name: str, m: Mention, owners: tuple[str, ...]) -> list[Term]:
        """The terms of whoever holds the post under that surname on the day, whatever the given name is spelt like."""
        if m.office is None or self.day is None or " " not in name:
            return []
        return [t for t in self.kb.person(name.split()[-1], self.day) if t.office == m.office.key and t.country in owners]

    def _affiliate(self, held: Actor, owner: str | None, m: Mention) -> None:
        if m.office is not None and held.sector is None:
            held.sector = m.office.sector
        if owner is None:
            return
        held.affiliation = (*held.affiliation, Affiliation(owner, m.title))
        principal = (
            self.cast.actors[self.cast.principal(owner)] if self.cast.principal(owner) in self.cast.actors else self.cast.actors[owner]
        )
        self.cast.states.setdefault(held.id, principal.id)
        held.iso3 = held.iso3 or principal.iso3
        held.cameo = held.cameo or principal.cameo

    def chief(self, owner: str) -> str | None:
        """Who leads a state or body: a person of the report who does, else the one known to on its day."""
        for actor in self.cast.actors.values():
            if actor.type == "person" and any(a.actor == owner and self._heads(a.role) for a in actor.affiliation):
                return actor.id
        if self.day is None:
            return None
        terms = [t for o in self.kb.offices.values() if o.rank == 1 and (t := self.kb.holder(o.key, owner, self.day)) is not None]
        if len({t.person for t in terms}) != 1:
            return None
        held = Mention(0, 0, 0, "person", office=self.kb.offices[terms[0].office])
        return self.new(held, terms[0].name, (owner,))

    def holder(self, owner: str, m: Mention) -> str | None:
        """Who holds the office of a title in a state or body: a person of the report, else the one known to on its day."""
        if m.office is None:
            return None
        for actor in self.cast.actors.values():
            if actor.type == "person" and any(
                a.actor == owner
                and (
                    a.role == m.office.key
                    or a.role.lower() == m.title.lower()
                    or set(m.phrase.split()[-1:]) & set(a.role.lower().split()[-1:])
                )
                for a in actor.affiliation
            ):
                return actor.id
        if m.office.key in {"leader", "head"} and m.phrase.split()[-1] in {"leader", "chief", "head", "boss"} and not m.plural:
            chief = self.chief(owner)
            if chief is not None:
                return chief
        if not m.plural and self.day is not None and m.office.rank <= 2:
            term = self.kb.holder(m.office.key, owner, self.day)
            if term is not None:
                return self.new(Mention(m.start, m.end, m.head, "person", office=m.office), term.name, (owner,))
        return None

    def _heads(self, role: str) -> bool:
        office = self.kb.offices.get(role) or self.kb.office(role)
        return office is not None and office.rank == 1


def _variant(a: str, b: str) -> bool:
    """Whether two surnames differ by one letter at most, as transliterations do."""
    if abs(len(a) - len(b)) > 1 or min(len(a), len(b)) < 5 or a[0] != b[0]:
        return False
    i = 0
    while i < min(len(a), len(b)) and a[i] == b[i]:
        i += 1
    return a[i + 1 :] == b[i + 1 :] or a[i:] == b[i + 1 :] or a[i + 1 :] == b[i:]
