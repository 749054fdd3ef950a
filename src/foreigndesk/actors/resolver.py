"""Who is meant: mentions to actors, with names, offices, descriptions and pronouns brought together.

Goes through a report once in the order of the text, as a reader does: a name is looked up in the knowledge base and
among the names so far; a title, description or pronoun points back to the most recent actor that fits it.
"""

from __future__ import annotations

import re
from datetime import date

from foreigndesk.actors.cast import Cast
from foreigndesk.actors.knowledge import Entity, Term, knowledge
from foreigndesk.actors.mentions import (
    COMPANY_WORDS,
    MEDIA_WORDS,
    POSSESSIVES,
    Mention,
    definite,
    descriptions,
    find,
)
from foreigndesk.actors.references import References
from foreigndesk.model import Actor, ActorType, Affiliation, DateWindow, fact_id
from foreigndesk.propositions.tree import Tree

CONFIDENCE = {
    "name": 0.95,
    "person": 0.9,
    "organisation": 0.85,
    "body": 0.85,
    "people": 0.7,
    "office": 0.75,
}


class _Resolver:
    def __init__(self, tree: Tree, report: str, published: DateWindow | None) -> None:
        self.tree = tree
        self.kb = knowledge()
        self.cast = Cast(tree, report)
        self.day: date | None = None
        if published is not None:
            self.day = published.earliest or published.latest
        self.persons = self.cast.persons
        self.references = References(tree, self.cast, self.kb)
        self.known_at: dict[int, Mention] = {}

    def run(self) -> Cast:
        mentions = find(self.tree)
        for m in mentions:  # names first: an owner may stand behind its office, a state behind its airline
            if m.kind in {"name", "organisation"} and m.keys:
                self._name(m)
                self.known_at.update(dict.fromkeys(range(m.start, m.end), m))
        for m in mentions:
            if m.kind == "person":
                self._person(m)
        for m in mentions:
            if m.kind in {"name", "organisation"} and not m.keys:
                self._name(m)
        self._coordinate(mentions)
        for m in mentions:
            if m.kind == "body":
                self._body(m)
            elif m.kind == "people":
                self._people(m)
            elif m.kind == "office":
                self._office(m)
            elif m.kind == "description":
                self.references.description(m, self._owners(m))
            elif m.kind == "pronoun":
                self.references.pronoun(m)
            self.references.remember(m)
        self.cast.mentions = mentions
        return self.cast

    def _coordinate(self, mentions: list[Mention]) -> None:
        """Names that stand in one list, though the tree may have put them asunder."""
        chain: list[Mention] = []
        joined = False
        named = [
            m for m in mentions if m.kind in {"name", "person", "organisation"} and m.form not in {"adjective", "inhabitant"} and m.ids
        ]
        for m in [*named, None]:
            link = None if m is None or not chain else self._link(chain[-1], m)
            if m is not None and link is not None and not (joined and link == ","):
                chain.append(m)
                joined = joined or link != ","
                continue
            if joined and len(chain) > 1:
                ids = tuple(dict.fromkeys(a for c in chain for a in c.ids))
                for c in chain:
                    for i in range(c.start, c.end):
                        if self.cast.mention_at.get(i) is c:
                            self.cast.together[i] = ids
            chain, joined = [m] if m is not None else [], False

    def _link(self, a: Mention, b: Mention) -> str | None:
        tree = self.tree
        between = [w for w in tree.lower[a.end : b.start] if w not in {"the", "both"}]
        if b.start <= a.end or between not in ([","], ["and"], ["or"], [",", "and"], ["as", "well", "as"]):
            return None
        dep = tree.deps[b.head].partition(":")[0]
        if dep == "nsubj" and tree.heads[b.head] != tree.heads[a.head]:
            return None
        return between[-1] if between != [","] else ","

    # -- names ---------------------------------------------------------------------------------------------------

    def _name(self, m: Mention) -> None:
        keys = [k for k in m.keys if k in self.kb.entities]
        if m.form in {"person", "surname"} and not keys:
            m.kind = "person"
            return
        if keys:
            entity = self._choose([self.kb.entity(k) for k in keys])
            self.cast.bind(m, (self._entity(entity),))
            return
        if m.label == "LOC" and m.kind == "name":
            dep = self.tree.deps[m.head]
            if m.place_only or dep not in {"nsubj", "nsubj:pass", "obj", "nmod:poss"}:
                m.place_only = True
                return
            self.cast.bind(m, (self._unknown(m),))
            return
        if m.kind == "organisation" or m.label == "NORP":
            self.cast.bind(m, (self._unknown(m),))

    def _choose(self, entities: list[Entity]) -> Entity:
        if self.day is not None:
            entities = [e for e in entities if e.exists(self.day)] or entities
        for e in entities:
            if e.key in self.cast.actors:
                return e
        return max(entities, key=lambda e: "p5" in e.tags)  # of namesakes the power that world news mostly means; else the first

    def _entity(self, entity: Entity) -> str:
        affiliation: tuple[Affiliation, ...] = ()
        iso3 = entity.iso3
        if entity.country is not None:
            affiliation = (Affiliation(entity.country, "of"),)
            owner = self.kb.entities.get(entity.country)
            iso3 = iso3 or (owner.iso3 if owner is not None else None)
            if entity.type in {"government_body", "armed_force", "media"} or (owner is not None and owner.type == "igo"):
                self.cast.states[entity.key] = entity.country
        return self.cast.add(
            Actor(
                entity.key,
                entity.name,
                entity.type,
                entity.sector,
                iso3,
                entity.cow,
                entity.cameo,
                affiliation=affiliation,
                confidence=CONFIDENCE["name"],
            )
        )

    def _unknown(self, m: Mention) -> str:
        words = {w.lower() for w in m.phrase.split()}
        kind: ActorType = "other"
        sector = None
        if m.body is not None:
            kind, sector = m.body.type, m.body.sector
        elif m.label == "NORP":
            kind = "population"
        elif words & MEDIA_WORDS:
            kind, sector = "media", "MED"
        elif words & COMPANY_WORDS:
            kind, sector = "company", "BUS"
        elif "party" in words:
            kind, sector = "party", "PTY"
        words_of = m.phrase.split()
        bare = self._bare_name(m).lower()
        if kind == "other" and bare in self.persons:
            return self.persons[bare]  # a surname that the names model took for something else
        if len(words_of) > 1 and self.kb.office(words_of[0]) is not None and " ".join(words_of[1:]).lower() in self.persons:
            return self.persons[" ".join(words_of[1:]).lower()]
        for known in self.cast.actors.values():  # the short form of a longer name
            longer = known.name.startswith(m.phrase + " ") or m.phrase.startswith(known.name + " ")
            if longer and len(m.phrase) > 3 and known.type in {"other", "company", "media", "party", "ngo"}:
                return known.id
        for known in self.cast.actors.values():  # an acronym of a name that stands written out
            if m.phrase.isupper() and len(m.phrase) > 1 and m.phrase == "".join(w[0] for w in known.name.split() if w[:1].isupper()):
                return known.id
        name = re.sub(r" ([’']s|-)", r"\1", m.phrase).replace("- ", "-").strip() or m.phrase
        home = self._home(m)
        return self.cast.add(
            Actor(
                fact_id("actor", self.cast.report, name.lower()),
                name,
                kind,
                sector,
                home.iso3 if home is not None else None,
                affiliation=(Affiliation(home.id, "of"),) if home is not None else (),
                confidence=CONFIDENCE["organisation"],
            )
        )

    def _home(self, m: Mention) -> Actor | None:
        """The state that the words round an unknown name give it: "Iranian airline X", "the Aviation Office of Chad"."""
        lower = self.tree.lower
        before = m.start - 1 - len(m.title.split()) if m.title else m.start - 1
        after = (
            m.end + 1 + (m.end + 1 < len(self.tree) and lower[m.end + 1] == "the")
            if m.end < len(self.tree) and lower[m.end] == "of"
            else -1
        )
        if before > 0 and lower[before] in POSSESSIVES:
            before -= 1
        for token in (before, after):
            seen = self.known_at.get(token)
            if seen is not None:
                for actor in seen.ids:
                    if self.cast.actors[actor].type in {"state", "contested_polity"}:
                        return self.cast.actors[actor]
        return None

    # -- persons -------------------------------------------------------------------------------------------------

    def _owners(self, m: Mention) -> tuple[str, ...]:
        return tuple(dict.fromkeys(a for t in m.owners for a in self.cast.at.get(t, ())))

    def _person(self, m: Mention) -> None:
        name = self._bare_name(m)
        if not name:
            return
        owners = self._owners(m)
        actor = self._known_person(name)
        if actor is None:
            actor = self._new_person(m, name, owners)
        held = self.cast.actors[actor]
        if (
            (m.office is not None or m.title == "counterpart")
            and (owners or m.title)
            and not any(a.role == m.title for a in held.affiliation)
        ):
            owner = next((o for o in owners if o != actor), None)
            if owner is not None or not held.affiliation:
                self._affiliate(held, owner, m)
        self.cast.bind(m, (actor,))

    def _bare_name(self, m: Mention) -> str:
        start = m.name_from if m.name_from >= 0 else m.start
        words = [w for w in self.tree.words[start : m.end] if w not in POSSESSIVES]
        return re.sub(r" ?([-’']) ?", r"\1", " ".join(words)).strip()

    def _known_person(self, name: str) -> str | None:
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
        return None

    def _new_person(self, m: Mention, name: str, owners: tuple[str, ...]) -> str:
        term = self._term(name, m, owners)
        if term is not None:
            entity = self.kb.entities.get(term.country)
            if entity is not None:
                self._entity(entity)
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
        terms = self.kb.person(name)
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

    # -- bodies, people, offices -----------------------------------------------------------------------------------

    def _owned(self, owner: str, m: Mention, key: str, kind: ActorType, sector: str | None) -> str:
        holder = self.cast.actors[owner]
        words = m.title or m.phrase
        entity = self.kb.entities.get(owner)
        adjective = entity.adjectives[0] if entity is not None and entity.adjectives else holder.name
        name = f"{adjective} {words}" if entity is not None else f"{words} of {holder.name}"
        state = self.cast.principal(owner)
        actor = Actor(
            f"{owner}:{key}",
            name,
            kind,
            sector,
            holder.iso3,
            holder.cow,
            (holder.cameo or "") + (sector or "") if holder.cameo else None,
            affiliation=(Affiliation(owner, "of"),),
            confidence=CONFIDENCE["body"],
        )
        self.cast.add(actor)
        self.cast.states[actor.id] = state
        return actor.id

    def _body(self, m: Mention) -> None:
        if m.body is None:
            return
        owners = self._owners(m)
        if not owners and self._described(m):
            return
        if owners:
            self.cast.bind(m, tuple(self._owned(o, m, m.body.key, m.body.type, m.body.sector) for o in owners))
            return
        noun = self.tree.lemmas[m.head].lower()
        for seen, actor in reversed(self.references.recent):
            if seen.kind == "body" and self.tree.lemmas[seen.head].lower() == noun and (seen.body is m.body or m.end - m.start == 1):
                self.cast.bind(m, (actor,))
                return
            entity = self.kb.entities.get(actor)
            if entity is not None and entity.type == "government_body" and noun in entity.name.lower():
                self.cast.bind(m, (actor,))
                return
        self.cast.bind(m, (self._plain(m, m.body.type, m.body.sector),))

    def _described(self, m: Mention) -> bool:
        """Whether a definite common noun ("the alliance") points back to an actor already named."""
        noun = self.tree.lemmas[m.head].lower()
        if m.plural or noun not in descriptions()[0] or not definite(self.tree, m.head):
            return False
        self.references.description(Mention(m.start, m.end, m.head, "description", phrase=noun, title=m.title), (), m)
        return bool(m.ids)

    def _plain(self, m: Mention, kind: ActorType, sector: str | None) -> str:
        name = m.title or m.phrase
        return self.cast.add(Actor(fact_id("actor", self.cast.report, name.lower()), name, kind, sector, confidence=CONFIDENCE["people"]))

    def _people(self, m: Mention) -> None:
        if m.body is None:
            return
        owners = self._owners(m)
        if not owners and self._described(m):
            return
        if owners:
            chiefs = [self._chief(o) for o in owners] if m.body.key == "leaders" and not m.plural else []
            self.cast.bind(
                m,
                tuple(
                    chief or self._owned(o, m, m.body.key, m.body.type, m.body.sector)
                    for o, chief in zip(owners, chiefs or [None] * len(owners), strict=True)
                ),
            )
            return
        self.cast.bind(m, (self._plain(m, m.body.type, m.body.sector),))

    def _chief(self, owner: str) -> str | None:
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
        return self._new_person(held, terms[0].name, (owner,))

    def _office(self, m: Mention) -> None:
        """A title without a name: its holder where the text or the knowledge base names one, else the office itself."""
        if m.office is None:
            return
        if m.same is not None and m.same.ids:
            self.cast.bind(m, m.same.ids)
            return
        owners = self._owners(m)
        count = self.references.count(m)
        if m.plural and not owners:
            group = self.references.group(m, count, frozenset({"person"}))
            self.cast.bind(m, group or (self._plain(m, "person", m.office.sector),))
            return
        if owners:
            self.cast.bind(m, tuple(dict.fromkeys(self._holder(o, m) for o in owners)))
            return
        for seen, actor in reversed(self.references.recent):
            held = self.cast.actors[actor]
            if held.type == "person" and (seen.office is m.office or any(m.office.key == a.role for a in held.affiliation)):
                self.cast.bind(m, (actor,))
                return
        words = set(m.phrase.split())
        for _, actor in reversed(self.references.recent):
            held = self.cast.actors[actor]
            if held.type == "person" and any(words & set(a.role.lower().split()) for a in held.affiliation):
                self.cast.bind(m, (actor,))
                return
        self.cast.bind(m, (self._plain(m, "person", m.office.sector),))

    def _holder(self, owner: str, m: Mention) -> str:
        assert m.office is not None
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
            chief = self._chief(owner)
            if chief is not None:
                return chief
        if not m.plural and self.day is not None and m.office.rank <= 2:
            term = self.kb.holder(m.office.key, owner, self.day)
            if term is not None:
                return self._new_person(Mention(m.start, m.end, m.head, "person", office=m.office), term.name, (owner,))
        return self._owned(owner, m, m.office.key, "person", m.office.sector)

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


def resolve(tree: Tree, report: str, published: DateWindow | None) -> Cast:
    """The cast of a report: its actors and who is meant at each token."""
    return _Resolver(tree, report, published).run()
