"""The actors of one report, and which tokens mention them."""

from __future__ import annotations

from foreigndesk.actors.knowledge import Entity, knowledge
from foreigndesk.actors.mentions import Mention
from foreigndesk.model import Actor, ActorType, Affiliation, fact_id
from foreigndesk.propositions.tree import Tree

CONFIDENCE = {
    "name": 0.95,
    "person": 0.9,
    "organisation": 0.85,
    "body": 0.85,
    "people": 0.7,
    "office": 0.75,
}


class Cast:
    """The actors of one report and the tokens that mention them."""

    def __init__(self, tree: Tree, report: str) -> None:
        self.tree = tree
        self.report = report
        self.actors: dict[str, Actor] = {}
        self.at: dict[int, tuple[str, ...]] = {}
        self.mention_at: dict[int, Mention] = {}
        self.mentions: list[Mention] = []
        self._spans: dict[str, set[tuple[int, int]]] = {}
        self.states: dict[str, str] = {}
        self.voices: dict[int, str] = {}
        self.persons: dict[str, str] = {}  # a person's name or its ending, lower case → actor
        self.together: dict[int, tuple[str, ...]] = {}

    def add(self, actor: Actor) -> str:
        """Takes an actor in, once."""
        self.actors.setdefault(actor.id, actor)
        return actor.id

    def entity(self, entity: Entity) -> str:
        """Takes in an actor that the knowledge base knows."""
        affiliation: tuple[Affiliation, ...] = ()
        iso3 = entity.iso3
        if entity.country is not None:
            affiliation = (Affiliation(entity.country, "of"),)
            owner = knowledge().entities.get(entity.country)
            iso3 = iso3 or (owner.iso3 if owner is not None else None)
            if entity.type in {"government_body", "armed_force", "media"} or (owner is not None and owner.type == "igo"):
                self.states[entity.key] = entity.country
        return self.add(
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

    def owned(self, owner: str, m: Mention, key: str, kind: ActorType, sector: str | None) -> str:
        """Takes in a body, office or group of people that belongs to an actor: "Russian troops"."""
        entity = knowledge().entities.get(owner)
        if owner not in self.actors and entity is not None:
            self.entity(entity)  # the owner is known, and not mentioned by name
        holder = self.actors[owner]
        words = m.title or m.phrase
        adjective = entity.adjectives[0] if entity is not None and entity.adjectives else holder.name
        name = f"{adjective} {words}" if entity is not None else f"{words} of {holder.name}"
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
        self.states[actor.id] = self.principal(owner)
        return self.add(actor)

    def nameless(self, m: Mention, kind: ActorType, sector: str | None) -> str:
        """Takes in a body, office or group of people of which the report says no more: "rebels"."""
        name = m.title or m.phrase
        return self.add(Actor(fact_id("actor", self.report, name.lower()), name, kind, sector, confidence=CONFIDENCE["people"]))

    def bind(self, m: Mention, ids: tuple[str, ...], why: str = "", via: Mention | None = None) -> None:
        """Says that a mention means these actors, by which rule, and what earlier mention told it."""
        m.ids, m.why, m.via = ids, why, via
        for i in range(m.start, m.end):
            inner = self.mention_at.get(i)
            if inner is None or inner is m or (inner.end - inner.start > m.end - m.start) or i == m.head:
                if inner is not None and inner is not m and inner.end - inner.start < m.end - m.start and i != m.head:
                    continue
                if inner is not None and inner is not m and inner.kind == "name" and inner.head == i and m.kind != "person" and m.head != i:
                    continue
                self.at[i] = ids
                self.mention_at[i] = m
        span = self.tree.offsets(m.start, m.end)
        for actor in ids:
            self._spans.setdefault(actor, set()).add(span)

    def unbind(self, m: Mention) -> None:
        """Takes back what a mention was said to mean."""
        for i in range(m.start, m.end):
            if self.mention_at.get(i) is m:
                del self.mention_at[i], self.at[i]
        span = self.tree.offsets(m.start, m.end)
        for actor in m.ids:
            self._spans[actor].discard(span)
        m.ids = ()

    def principal(self, actor: str) -> str:
        """The state or organisation that an actor speaks and acts for, or the actor itself."""
        return self.states.get(actor, actor)

    def adhoc(self, token: int) -> str | None:
        """An actor for a noun phrase that no mention covers (a document, a thing that speaks): a voice, no more."""
        if token in self.voices:
            return self.voices[token]
        tree = self.tree
        if tree.pos[token] not in {"NOUN", "PROPN", "ADJ", "NUM"} or not any(c.isalnum() for c in tree.words[token]):
            return None
        start = token
        while start - 1 >= tree.left[token] and start <= tree.heads[start - 1] <= token and tree.pos[start - 1] in {"ADJ", "NOUN", "PROPN"}:
            start -= 1
        name = " ".join(tree.words[start : token + 1])
        actor = self.persons.get(name.lower()) or self.add(
            Actor(fact_id("actor", self.report, name.lower()), name, "other", confidence=0.5)
        )
        self.voices[token] = actor
        self._spans.setdefault(actor, set()).add(tree.offsets(start, token + 1))
        return actor

    def span_of(self, token: int) -> tuple[int, int]:
        """The characters of the mention at a token, or of the token's own words."""
        m = self.mention_at.get(token)
        return self.tree.offsets(m.start, m.end) if m is not None else self.tree.offsets(token, token + 1)

    def each(self, token: int) -> tuple[str, ...]:
        """The actors at a token and all that are coordinated with it by the words between ("A, B and C")."""
        return self.together.get(token) or self.at.get(token, ())

    def finished(self, named: set[str]) -> list[Actor]:
        """The actors that the text mentions, by their first mention, then others that a fact names ("Mr X signed": his state).

        A mere voice is one only where it speaks.
        """
        for missing in sorted(named - set(self.actors)):
            self.entity(knowledge().entities[missing])
        idle = set(self.voices.values()) - named - {a for ids in self.at.values() for a in ids}
        for actor in self.actors.values():
            actor.mentions = tuple(sorted(self._spans.get(actor.id, ())))
        kept = (a for a in self.actors.values() if (a.mentions or a.id in named) and a.id not in idle)
        return sorted(kept, key=lambda a: (not a.mentions, a.mentions[:1], a.id))
