"""Who is meant: mentions to actors, with names, offices, descriptions and pronouns brought together.

Goes through a report once in the order of the text, as a reader does: a name is looked up in the knowledge base and
among the names so far; a title, description or pronoun points back to the most recent actor that fits it.
"""

from __future__ import annotations

import re
from datetime import date

from foreigndesk.actors.cast import CONFIDENCE, Cast
from foreigndesk.actors.finder import find
from foreigndesk.actors.knowledge import Entity, Office, knowledge
from foreigndesk.actors.mentions import (
    COMPANY_WORDS,
    MEDIA_WORDS,
    OWNING,
    POSSESSIVES,
    Mention,
    definite,
    descriptions,
)
from foreigndesk.actors.persons import Persons
from foreigndesk.actors.references import References
from foreigndesk.model import Actor, ActorType, Affiliation, DateWindow, fact_id
from foreigndesk.propositions.tree import Tree

# Bodies that a report on one state need not call that state's.
CENTRAL = frozenset({"government", "cabinet", "presidency", "parliament"})
CLEAR = 1.5  # how much more than of any other the report must speak of that state


class _Resolver:
    def __init__(self, tree: Tree, report: str, published: DateWindow | None) -> None:
        self.tree = tree
        self.kb = knowledge()
        self.cast = Cast(tree, report)
        self.day: date | None = None
        if published is not None:
            self.day = published.earliest or published.latest
        self.persons = Persons(self.cast, self.kb, self.day)
        self.references = References(tree, self.cast, self.kb)
        self.known_at: dict[int, Mention] = {}
        self.by_head: dict[int, Mention] = {}
        self.referred: set[int] = set()
        self.nameless: set[str] = set()
        self.told: set[str] = set()

    def run(self) -> Cast:
        mentions = find(self.tree)
        self.by_head = {m.head: m for m in mentions if m.kind not in {"name", "person", "organisation"}}
        self.told = self._told(mentions)
        for m in mentions:  # names first: an owner may stand behind its office, a state behind its airline
            if m.kind in {"name", "organisation"} and m.keys:
                self._name(m)
                self.known_at.update(dict.fromkeys(range(m.start, m.end), m))
        for m in mentions:
            if m.kind == "person":
                self.persons.bind(m, self._owners(m, pronouns=False))
        for m in mentions:
            if m.kind in {"name", "organisation"} and (not m.keys or self._a_surname(m)):
                self._name(m)
        self._coordinate(mentions)
        for m in mentions:
            self._refer(m)
            self.references.remember(m)
        self.cast.mentions = mentions
        return self.cast

    def _told(self, mentions: list[Mention]) -> set[str]:
        """The entities that a name of the report can only mean, and the states whose leaders it names in full."""
        told: set[str] = set()
        for m in mentions:
            keys = [k for k in m.keys if k in self.kb.entities]
            if len(keys) == 1 and len(m.keys) == 1 and m.form != "metonym":
                told.add(keys[0])
            elif m.form == "person":
                told.update(t.country for t in self.kb.person(m.phrase) if self.day is None or t.covers(self.day))
        return told

    def _coordinate(self, mentions: list[Mention]) -> None:
        """Names that stand in one list, though the tree may have put them asunder."""
        chain: list[Mention] = []
        joined = False
        posts = {m.start for m in mentions if m.kind in {"person", "office"}}  # "Jane Roe and US President John Doe": the US is in no list
        named = [
            m
            for m in mentions
            if m.kind in {"name", "person", "organisation"} and m.form not in {"adjective", "inhabitant"} and m.ids
            if m.kind != "name" or m.end not in posts
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
            self.cast.bind(m, (self.cast.entity(entity),), "known")
            return
        person = self.cast.persons.get(self.persons.bare_name(m).lower()) if m.kind == "name" else None
        if person is not None:  # somebody of the report whom the names model took for a place
            m.kind = "person"
            self.cast.bind(m, (person,), "person")
            return
        if m.label == "LOC" and m.kind == "name":
            dep = self.tree.deps[m.head]
            if m.place_only or dep not in {"nsubj", "nsubj:pass", "obj", "nmod:poss"}:
                m.place_only = True
                return
            self.cast.bind(m, (self._unknown(m),), "unknown")
            return
        if m.kind == "organisation" or m.label == "NORP":
            self.cast.bind(m, (self._unknown(m),), "unknown")

    def _a_surname(self, m: Mention) -> bool:
        """Whether a people's or place's name is the surname of somebody whom the report names in full."""
        person = self.cast.persons.get(m.phrase.lower())
        alone = self.tree.pos[m.head] == "PROPN" and self.tree.deps[m.head] in {"nsubj", "nsubj:pass", "obj", "nmod:poss"}
        if person is None or m.end - m.start > 1 or not alone or m.form not in {"adjective", "inhabitant", "capital"}:
            return False
        self.cast.unbind(m)
        m.keys, m.form = (), ""
        return True

    def _choose(self, entities: list[Entity]) -> Entity:
        if self.day is not None:
            entities = [e for e in entities if e.exists(self.day)] or entities
        bodies = all(e.country is not None for e in entities)  # of several states: the one whose state is told
        told = [e for e in entities if e.key in self.told or (bodies and e.country in self.told)]
        # Of namesakes the one that other words of the report tell; else the power that world news mostly means; else the first.
        return max(entities, key=lambda e: (e in told, e.key in self.cast.actors, "p5" in e.tags))

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
        bare = self.persons.bare_name(m).lower()
        if kind == "other" and bare in self.cast.persons:
            return self.cast.persons[bare]  # a surname that the names model took for something else
        if len(words_of) > 1 and self.kb.office(words_of[0]) is not None and " ".join(words_of[1:]).lower() in self.cast.persons:
            return self.cast.persons[" ".join(words_of[1:]).lower()]
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

    # -- bodies, people, offices -----------------------------------------------------------------------------------

    def _owners(self, m: Mention, *, pronouns: bool = True) -> tuple[str, ...]:
        """The actors that own a body or office, those that only a description or (once all names are known) a pronoun means among them."""
        out: list[str] = []
        for t in m.owners:
            inner = self.by_head.get(t)
            if inner is not None and inner.kind == "pronoun" and not pronouns:
                continue
            if inner is not None and inner is not m:
                self._refer(inner)
            moved = m.body is not None and m.body.type == "armed_force" and self.tree.lower[t] in OWNING
            if moved and not self._done_to(m, self.cast.at.get(t, ())):
                continue  # "Chad withdrew its troops": what a state moves is no party beside it
            out += (a for a in self.cast.at.get(t, ()) if a not in self.nameless)
        return tuple(dict.fromkeys(out))

    def _done_to(self, m: Mention, owners: tuple[str, ...]) -> bool:
        """Whether somebody or something else acts on forces: "drones attacked ships of its fleet"."""
        tree, verb = self.tree, self.tree.heads[m.head]
        while tree.pos[verb] != "VERB" and tree.heads[verb] != verb:
            verb = tree.heads[verb]
        subject = tree.child(verb, "nsubj") if tree.pos[verb] == "VERB" else None
        if subject is None or tree.left[subject] <= m.head <= tree.right[subject] or tree.pos[subject] == "PRON":
            return False
        doers = self.cast.at.get(subject, ())
        mine = {self.cast.principal(o) for o in owners}
        return bool(owners) and not mine & {self.cast.principal(a) for a in doers}

    def _holders(self, m: Mention) -> tuple[str, ...]:
        """The owners of a body or office, where "his ministers" are not the person's but the state's."""
        owners = self._owners(m)
        out: list[str] = []
        for owner in owners:
            person = self.cast.actors[owner].type == "person"
            own = m.office is not None and m.office.rank > 3  # a spokesman, a lawyer
            state = self.cast.principal(owner)
            if not person or own:
                out.append(owner)
            elif state != owner and m.kind != "people":
                out.append(state)
        return tuple(dict.fromkeys(out))

    def _refer(self, m: Mention) -> None:
        """Binds what points to other mentions, once: a body, group, office, description or pronoun."""
        if id(m) in self.referred:
            return
        self.referred.add(id(m))
        if m.kind == "person" and any(self.tree.lower[t] in OWNING for t in m.owners):
            self.persons.bind(m, self._owners(m))  # "its envoy, Jane Roe"
        elif m.kind == "body":
            self._body(m)
        elif m.kind == "people":
            self._people(m)
        elif m.kind == "office":
            self._office(m)
        elif m.kind == "description":
            self.references.description(m, self._owners(m))
        elif m.kind == "pronoun":
            self.references.pronoun(m)

    def _body(self, m: Mention) -> None:
        if m.body is None:
            return
        owners, why = self._holders(m), "owned"
        if not owners and (self._apposed(m) or self._described(m)):
            return
        if not owners:
            earlier = self._earlier(m)
            if earlier is not None:
                self.cast.bind(m, (earlier[1],), "earlier", earlier[0])
                return
            owners, why = self._understood(m), "understood"
        if owners:
            self.cast.bind(m, tuple(self.cast.owned(o, m, m.body.key, m.body.type, m.body.sector) for o in owners), why)
            return
        self._nameless(m, m.body.type, m.body.sector)

    def _earlier(self, m: Mention) -> tuple[Mention, str] | None:
        """The body that the same noun named before: "the ministry", "the army"."""
        noun = self.tree.lemmas[m.head].lower()
        for seen, actor in reversed(self.references.recent):
            if (
                seen.kind == "body"
                and seen.plural == m.plural
                and len(seen.ids) == 1
                and self.tree.lemmas[seen.head].lower() == noun
                and (seen.body is m.body or m.end - m.start == 1)
            ):
                return seen, actor
            entity = self.kb.entities.get(actor)
            if entity is not None and entity.type == "government_body" and noun in entity.name.lower():
                return seen, actor
        return None

    def _understood(self, m: Mention) -> tuple[str, ...]:
        """The states that a body without an owner belongs to: of those spoken of, "the governments", "the cabinet"."""
        assert m.body is not None
        if m.body.type != "government_body" or not (definite(self.tree, m.head) or self.references.count(m)):
            return ()
        if m.plural and self.tree.lemmas[m.head].lower() != "authority":
            return self.references.group(m, self.references.count(m), frozenset({"state"}))
        if m.body.key not in CENTRAL:
            return ()
        ordering = self.references.states_of(self.references.clause_subject(m))
        if len(ordering) == 1:
            return ordering  # "the president told the cabinet"
        state = self.references.salient(m, lambda _, actor: self.cast.actors[actor].type == "state", margin=CLEAR)
        return (state,) if state is not None else ()

    def _apposed(self, m: Mention) -> bool:
        """Whether a body is but what an organisation beside it is called: "Nordwind, a Kenyan airline, …"."""
        if m.same is None or not m.same.ids:
            return False
        self.cast.bind(m, m.same.ids, "beside", m.same)
        return True

    def _described(self, m: Mention) -> bool:
        """Whether a definite common noun ("the alliance", "the two parties") points back to actors already named."""
        noun = self.tree.lemmas[m.head].lower()
        if noun not in descriptions()[0] or not (definite(self.tree, m.head) or (m.plural and self.references.count(m))):
            return False
        self.references.description(Mention(m.start, m.end, m.head, "description", phrase=noun, title=m.title, plural=m.plural), (), m)
        return bool(m.ids)

    def _nameless(self, m: Mention, kind: ActorType, sector: str | None) -> None:
        actor = self.cast.nameless(m, kind, sector)
        self.nameless.add(actor)
        self.cast.bind(m, (actor,), "nameless")

    def _people(self, m: Mention) -> None:
        if m.body is None:
            return
        owners = self._holders(m)
        if not owners and self._described(m):
            return
        if owners:
            chiefs = [self.persons.chief(o) for o in owners] if m.body.key == "leaders" and not m.plural else []
            self.cast.bind(
                m,
                tuple(
                    chief or self.cast.owned(o, m, m.body.key, m.body.type, m.body.sector)
                    for o, chief in zip(owners, chiefs or [None] * len(owners), strict=True)
                ),
                "owned",
            )
            return
        self._nameless(m, m.body.type, m.body.sector)

    def _office(self, m: Mention) -> None:
        """A title without a name: its holder where the text or the knowledge base names one, else the office itself."""
        if m.same is not None and m.same.ids:
            self.cast.bind(m, m.same.ids, "beside", m.same)
            return
        if m.office is None and not self._as_theirs(m):
            return
        assert m.office is not None
        owners = self._holders(m)
        if m.plural and not owners:
            count = self.references.count(m)
            group = self.references.group(m, count, frozenset({"person"})) if count or definite(self.tree, m.head) else ()
            if group:
                self.cast.bind(m, group, "group")
            else:
                self._nameless(m, "person", m.office.sector)
            return
        if not owners:
            known = self._last_holder(m)
            if known is not None:
                self.cast.bind(m, (known[1],), "holder", known[0])
                return
        if owners:
            self.cast.bind(m, tuple(dict.fromkeys(self._held(o, m, m.office) for o in owners)), "office")
            return
        self._nameless(m, "person", m.office.sector)

    def _held(self, owner: str, m: Mention, office: Office) -> str:
        return self.persons.holder(owner, m) or self.cast.owned(owner, m, office.key, "person", office.sector)

    def _as_theirs(self, m: Mention) -> bool:
        """Gives "his Chadian counterpart" the office of the person whose counterpart it is."""
        for _, actor in reversed(self.references.recent):
            held = self.cast.actors[actor]
            if held.type != "person":
                continue
            for a in reversed(held.affiliation):
                office = self.kb.offices.get(a.role) or self.kb.office(a.role)
                if office is not None:
                    m.office, m.title = office, office.titles[0]
                    m.phrase = office.titles[0]
                    m.owners = [t for t in m.owners if self.tree.lower[t] not in OWNING]
                    return True
        return False

    def _last_holder(self, m: Mention) -> tuple[Mention, str] | None:
        """The last person named with an office: "the minister" after "Defence Minister Jane Roe"."""
        assert m.office is not None
        for seen, actor in reversed(self.references.recent):
            held = self.cast.actors[actor]
            if held.type == "person" and (seen.office is m.office or any(m.office.key == a.role for a in held.affiliation)):
                return seen, actor
        words = set(m.phrase.split())
        for seen, actor in reversed(self.references.recent):
            held = self.cast.actors[actor]
            titles = [seen.title.lower(), *(a.role.lower() for a in held.affiliation)]
            if held.type == "person" and any(words <= set(title.split()) for title in titles):
                return seen, actor
        return None


def resolve(tree: Tree, report: str, published: DateWindow | None) -> Cast:
    """The cast of a report: its actors and who is meant at each token."""
    return _Resolver(tree, report, published).run()
