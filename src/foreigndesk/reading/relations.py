"""What holds: relations that the report's events start or end, or that its words state."""

from __future__ import annotations

import itertools

from foreigndesk.model import Relation, fact_id
from foreigndesk.propositions.graph import Proposition
from foreigndesk.reading.effects import Effect, effects
from foreigndesk.reading.events import Draft
from foreigndesk.reading.factuality import ACTUAL
from foreigndesk.reading.frames import frames, object_words
from foreigndesk.reading.scene import Scene

DIRECTED = frozenset({"recognition", "membership", "accession_bid", "military_presence", "occupation", "sanctions", "territorial_claim"})
PARTY_TYPES = {
    "membership": ({"state", "contested_polity", "igo", "party", "armed_group", "ngo"}, {"igo", "ngo", "other", "party"}),
    "accession_bid": ({"state", "contested_polity"}, {"igo", "other"}),
    "recognition": ({"state", "igo"}, {"state", "contested_polity", "armed_group", "party", "other", "government_body", "person"}),
    "military_presence": ({"state", "igo", "armed_group", "contested_polity"}, {"state", "contested_polity"}),
    "occupation": ({"state", "igo", "armed_group", "contested_polity"}, {"state", "contested_polity", "population"}),
    "treaty": ({"state", "contested_polity", "igo", "armed_group"}, {"state", "contested_polity", "igo", "armed_group"}),
    "alliance": ({"state", "contested_polity", "igo", "armed_group"}, {"state", "contested_polity", "igo", "armed_group"}),
    "diplomatic_relations": ({"state", "contested_polity"}, {"state", "contested_polity"}),
    "war": ({"state", "contested_polity", "igo", "armed_group"}, {"state", "contested_polity", "igo", "armed_group"}),
    "ceasefire": ({"state", "contested_polity", "armed_group", "igo"}, {"state", "contested_polity", "armed_group", "igo"}),
    "territorial_claim": ({"state"}, {"contested_polity", "state", "population"}),
    "sanctions": (
        {"state", "igo"},
        {
            "state",
            "contested_polity",
            "company",
            "person",
            "armed_group",
            "armed_force",
            "government_body",
            "other",
            "party",
            "population",
            "media",
        },
    ),
}
LANDS = frozenset({"contested_polity"})
GROUPS = frozenset("group grouping bloc alliance club union organisation organization forum association community".split())
MADE_OF = frozenset({"consist", "comprise", "include", "unite", "group"})
MOST = 8  # parties on one side beyond which a list is no list of parties


class _Relations:
    def __init__(self, scene: Scene) -> None:
        self.tree, self.graph, self.cast, self.setting, self.reader = scene.tree, scene.graph, scene.cast, scene.setting, scene.reader
        self.by_head, self.report = scene.by_head, scene.report.id
        self.out: dict[tuple[str, str, str], Relation] = {}

    def run(self) -> list[Relation]:
        table = effects()
        for i in sorted(self.graph):
            p = self.graph[i]
            entries = {"verb": table.by_verb, "noun": table.by_noun, "adjective": table.by_adjective}[p.kind].get(p.lemma, ())
            fired = [e for e, rest in entries if self._met(p, e, rest)]
            draft = self.by_head.get(i)
            if draft is not None:
                fired += [e for e in table.by_frame.get(draft.frame.id, ()) if e not in fired]
            for e in fired:
                self._apply(p, e, draft)
            self._members(p)
        return sorted(self.out.values(), key=lambda r: (r.evidence, r.type, r.parties))

    def _members(self, p: Proposition) -> None:
        """ "X is a group of seven countries, A, B and C"; "X consists of A, B and C": each is a member."""
        listing = p.lemma in MADE_OF if p.kind == "verb" else p.lemma in GROUPS
        groups = [a for t in p.roles.get("subj", ()) for a in self.cast.at.get(t, ()) if self.cast.actors[a].type == "igo"]
        if not listing or not groups or p.negated:
            return
        left, right = self.tree.subtree(p.head)
        listed = dict.fromkeys(
            a for i in range(max(left, p.head), right) for a in self.cast.together.get(i, ()) if self.cast.actors[a].type == "state"
        )
        if len(listed) >= 3:
            entry = next(e for e in effects().entries if e.relation == "membership" and not e.terminates)
            for member in listed:
                self._record(p, entry, member, groups[0], None)

    def _met(self, p: Proposition, e: Effect, rest: tuple[str, ...]) -> bool:
        tree = self.tree
        if rest:
            if p.kind == "noun":
                before = tuple(w for w in tree.lower[max(0, p.head - 2 * len(rest)) : p.head] if w != "-")
                if before[-len(rest) :] != rest:
                    return False
            elif not all(w == p.particle or w in p.roles or w in tree.lower[p.head + 1 : p.head + 4] for w in rest):
                return False
        objects = p.all("obj", "of", *rest) if p.kind == "verb" else p.all("obj", "of", "on", "to", "for", "in", "into")
        heads = object_words(tree, objects)
        if any(self.cast.actors[a].type in LANDS for t in objects for a in self.cast.at.get(t, ())):
            heads.add("territory")  # "claims X" claims a territory where X is one
        if e.object and not heads & e.object:
            return False
        if e.not_object & {tree.lemmas[t].lower() for t in p.all("obj")}:
            return False
        if e.complement and not {tree.lemmas[c].lower() for c in p.roles.get("comp", ())} & e.complement:
            return False
        if p.kind == "noun" and "subj" in e.needs and tree.child(p.head, "cop") is None:
            return False  # "X is part of Y", and not any part of Y
        return all(p.roles.get(role) for role in e.needs)

    def _parties(self, p: Proposition, roles: tuple[str, ...], draft: Draft | None, side: int, e: Effect) -> list[str]:
        for role in roles:
            if role in {"actor", "recipient"}:
                ids: tuple[str, ...] = () if draft is None else (draft.actors if role == "actor" else draft.recipients)
            else:
                tokens = self.reader.tokens(p, role)
                direct = [a for t in tokens for a in self.cast.each(t)]
                ids = tuple(
                    direct or [a for t in tokens if self.tree.lemmas[t].lower() not in frames().nouns for a in self.reader.inside(t, False)]
                )
            fit = self._fit(ids, e, side)
            if fit and len(fit) <= MOST:
                return fit
        return []

    def _fit(self, ids: tuple[str, ...], e: Effect, side: int) -> list[str]:
        """The actors, or the states they act for, that can be a party to such a relation."""
        wanted = PARTY_TYPES[e.relation][side]
        lifted = dict.fromkeys(self._lift(a, wanted) for a in ids)
        return [a for a in lifted if a in self.cast.actors and self.cast.actors[a].type in wanted and not self._nameless(a)]

    def _nameless(self, actor: str) -> bool:
        """Whether an actor is but a common noun ("an alliance")."""
        held = self.cast.actors[actor]
        return held.type == "igo" and actor.startswith("actor-") and held.name.islower()

    def _lift(self, actor: str, wanted: set[str]) -> str:
        if actor in self.cast.actors and self.cast.actors[actor].type in wanted:
            return actor
        return self.cast.principal(actor)

    def _apply(self, p: Proposition, e: Effect, draft: Draft | None) -> None:
        status = self.reader.factuality.status(p.head)
        if status not in (ACTUAL if e.terminates else e.statuses):
            return
        holders = self._parties(p, e.holder, draft, 0, e)
        others = self._parties(p, e.other, draft, 1, e)
        if p.kind == "noun" and e.relation in {"accession_bid", "membership"} and others and not holders:
            holders = self._fit(self.reader.governing_subject(p, tuple(others)), e, 0)
        if e.symmetric:
            everyone = list(dict.fromkeys([*holders, *others]))
            if len(everyone) < 2 and draft is not None:
                everyone = list(dict.fromkeys([*everyone, *self._fit((*draft.actors, *draft.recipients), e, 0)]))
                others = []
            if others and holders and not set(holders) & set(others):
                pairs = list(itertools.product(holders, others))
            else:
                pairs = list(itertools.combinations(everyone, 2))
        else:
            pairs = [(h, o) for h in holders for o in others]
        for holder, other in pairs:
            if holder != other and self.cast.principal(other) != holder and self.cast.principal(holder) != other:
                self._record(p, e, holder, other, draft)

    def _record(self, p: Proposition, e: Effect, holder: str, other: str, draft: Draft | None) -> None:
        parties = (holder, other) if e.relation in DIRECTED or holder <= other else (other, holder)
        key = (e.relation, *parties)
        when = draft.when if draft is not None and draft.when is not None else self.setting.when(p)
        event = draft.id if draft is not None else None
        evidence = self.tree.sentence_offsets(p.head)
        held = self.out.get(key)
        if e.terminates:
            if held is not None:
                held.until, held.terminated_by = when, event
                if evidence not in held.evidence:
                    held.evidence = (*held.evidence, evidence)
                return
            self.out[key] = Relation("", e.relation, parties, None, when, (evidence,), None, event)
        elif held is not None:
            held.since = held.since or when
            held.initiated_by = held.initiated_by or event
            if evidence not in held.evidence:
                held.evidence = (*held.evidence, evidence)
            return
        else:
            self.out[key] = Relation("", e.relation, parties, when, None, (evidence,), event, None)
        self.out[key].id = fact_id("relation", self.report, e.relation, parties, evidence)


def relations(scene: Scene) -> list[Relation]:
    """The relations of a report, each pair of parties once, in the order of their first evidence."""
    return _Relations(scene).run()
