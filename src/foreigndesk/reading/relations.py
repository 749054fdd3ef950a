"""What holds: relations that the report's events start or end, or that its words state."""

from __future__ import annotations

import itertools
import re
from dataclasses import replace
from datetime import date

from foreigndesk.actors.knowledge import knowledge
from foreigndesk.model import DateWindow, Relation, fact_id
from foreigndesk.propositions.graph import Proposition
from foreigndesk.reading.drafts import Draft
from foreigndesk.reading.effects import Effect, effects
from foreigndesk.reading.factuality import ACTUAL
from foreigndesk.reading.frames import frames, object_words
from foreigndesk.reading.pledges import pledges
from foreigndesk.reading.scene import Scene
from foreigndesk.times.windows import month_end, window

DIRECTED = frozenset({"recognition", "membership", "accession_bid", "military_presence", "occupation", "sanctions", "territorial_claim"})
PARTY_TYPES = {
    "membership": ({"state", "contested_polity", "igo", "party", "armed_group", "ngo"}, {"igo", "ngo", "other", "party"}),
    "accession_bid": ({"state", "contested_polity"}, {"igo"}),
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
ARMED = frozenset({"war", "ceasefire", "occupation", "military_presence"})
OVER_LAND = frozenset({"occupation", "territorial_claim", "military_presence"})
LEADING = frozenset({"lead", "head", "command", "form", "join"})
NOT_LIFTED = {  # whose relation is not that of their state
    "membership": frozenset({"person", "population", "other", "company", "government_body"}),
    "accession_bid": frozenset({"population", "other", "company"}),
    "territorial_claim": frozenset({"government_body"}),
}
LANDS = frozenset({"contested_polity"})
GROUPS = frozenset("group grouping bloc alliance club union organisation organization forum association community".split())
MADE_OF = frozenset({"consist", "comprise", "include", "unite", "group"})
BECOMING = frozenset({"become", "remain", "make", "stay"})
PAST = frozenset({"former", "ex", "erstwhile", "non", "aspiring", "prospective", "would-be", "potential", "one-time", "onetime"})
VALUE = re.compile(r"([12]\d{3})(?:-(\d\d))?(?:-(\d\d))?")
ABOUT = frozenset({"regard", "respect", "reference"})  # "with regard to": nobody's counterpart
BORDERS = frozenset({"border", "frontier"})
MOST = 8  # parties on one side beyond which a list is no list of parties


class _Relations:
    def __init__(self, scene: Scene) -> None:
        self.tree, self.graph, self.cast, self.setting, self.reader = scene.tree, scene.graph, scene.cast, scene.setting, scene.reader
        self.scene, self.by_head, self.report = scene, scene.by_head, scene.report.id
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
            going_on = {e.relation for e in fired if e.holds}
            for e in fired:
                self._apply(p, replace(e, holds=e.relation in going_on), draft)
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
                self._record(p, replace(entry, holds=True), member, groups[0], None)

    def _met(self, p: Proposition, e: Effect, rest: tuple[str, ...]) -> bool:
        tree = self.tree
        if rest:
            if p.kind == "noun":
                before = tuple(w for w in tree.lower[max(0, p.head - 2 * len(rest)) : p.head] if w != "-")
                if before[-len(rest) :] != rest:
                    return False
            elif not all(w == p.particle or w in p.roles or w in tree.lower[p.head + 1 : p.head + 4] for w in rest):
                return False
        if p.kind == "noun" and not e.terminates and any(tree.lower[c] in PAST for c in tree.children[p.head]):
            return False  # "a former ally"
        objects = p.all("obj", "of", *rest) if p.kind == "verb" else p.all("obj", "of", "on", "to", "for", "in", "into")
        heads = object_words(tree, objects)
        if any(self.cast.actors[a].type in LANDS for t in objects for a in self.cast.at.get(t, ())):
            heads.add("territory")  # "claims X" claims a territory where X is one
        if e.object and not heads & e.object:
            return False
        if e.not_object & self.scene.lemmas(p.all("obj", *rest) if p.kind == "verb" else p.all("obj", "adj")):
            return False
        if e.subject and not e.subject & self.scene.lemmas(p.roles.get("subj", ())):
            return False
        if e.complement and not self.scene.lemmas(self._inside(p)) & e.complement:
            return False
        if p.kind == "noun" and "subj" in e.needs and tree.child(p.head, "cop") is None:
            return False  # "X is part of Y", and not any part of Y
        return all(self._tokens(p, role) for role in e.needs)

    def _tokens(self, p: Proposition, role: str) -> list[int]:
        """The tokens of a role; a noun may have those that the tree hangs on its verb: "the war raged between", "met soldiers in"."""
        tokens = [t for t in self.reader.tokens(p, role) if self.tree.lower[t] not in ABOUT]
        if role.startswith("comp.") and not tokens:
            return [t for c in self._inside(p) for t in self.graph[c].roles.get(role[5:], ())]
        above = self.scene.parent(p)
        if tokens or p.kind != "noun" or above is None:
            return tokens
        if role == "subj":
            return above.roles.get("subj", []) if p.link == "comp" and above.lemma in BECOMING else []
        if role in {"between", "against"} and p.link == "subj":
            return above.roles.get(role, [])
        behind = self.tree.lower[p.head + 1] == role
        return [t for t in above.roles.get(role, ()) if behind and t > p.head and self.tree.lower[t] not in ABOUT]

    def _inside(self, p: Proposition) -> list[int]:
        """The clauses that a predicate holds; a noun's infinitive is one of them: "a bid to join"."""
        inner = p.roles.get("comp", []) or [c for c in self.tree.children[p.head] if p.kind == "noun" and self.tree.deps[c] == "acl"]
        return [c for c in inner if c in self.graph]

    def _parties(self, p: Proposition, roles: tuple[str, ...], draft: Draft | None, side: int, e: Effect) -> list[str]:
        for role in roles:
            if role in {"actor", "recipient"}:
                ids: tuple[str, ...] = () if draft is None else (draft.actors if role == "actor" else draft.recipients)
            else:
                ids = self._actors(p, role, e)
            fit = self._fit(ids, e, side)
            if fit and len(fit) <= MOST:
                return fit
        return []

    def _actors(self, p: Proposition, role: str, e: Effect) -> tuple[str, ...]:
        if role == "self":
            return self.cast.at.get(p.head, ())
        if role == "clause":
            return self.reader.governing_subject(p, ())
        tokens = self._named(p.head) if role == "named" else self._tokens(p, role)
        above = self.scene.parent(p)
        led = role == "subj" and e.relation in ARMED and above is not None and above.lemma in LEADING
        if led and above is not None and set(tokens) & set(above.roles.get("obj", ())):
            tokens = [*above.roles.get("subj", ()), *tokens]  # "leads a force fighting X": the leader fights too
        direct = [a for t in tokens if self._pair(t) not in e.object for a in self.cast.each(t)]
        if direct:
            return tuple(direct)
        if e.relation == "diplomatic_relations":
            return ()  # ties between two regions are not those of their states
        based = e.relation == "military_presence"  # "in Chadian barracks"
        if e.relation in OVER_LAND:
            tokens = [t for t in tokens if not BORDERS & self._lemmas_under(t)]  # an outpost on the border with X is not in X
        return tuple(a for t in tokens if based or self.tree.lemmas[t].lower() not in frames().nouns for a in self.reader.inside(t, False))

    def _lemmas_under(self, t: int) -> set[str]:
        return self.scene.lemmas(range(*self.tree.subtree(t)))

    def _pair(self, t: int) -> str:
        return f"{self.tree.lower[t - 1]} {self.tree.lemmas[t].lower()}" if t else ""

    def _named(self, i: int) -> list[int]:
        """Whom a noun describes: "X, a member of", "its ally X", "members X and Y"."""
        tree = self.tree
        found = [tree.heads[i]] if tree.deps[i] in {"appos", "nmod:desc"} else []
        found += [c for c in tree.children[i] if tree.deps[c] in {"appos", "flat"} and tree.pos[c] == "PROPN"]
        if i + 1 < len(tree) and tree.pos[i + 1] == "PROPN" and tree.sentence[i + 1] == tree.sentence[i]:
            found += [t for t in range(i + 1, min(i + 4, len(tree))) if self.cast.at.get(t)][:1]
        return list(dict.fromkeys(x for t in found for x in (t, *(c for c in tree.conjuncts(t) if c != i and c > t))))

    def _fit(self, ids: tuple[str, ...], e: Effect, side: int) -> list[str]:
        """The actors, or the states they act for, that can be a party to such a relation."""
        wanted = PARTY_TYPES[e.relation][side]
        barred = NOT_LIFTED.get(e.relation, frozenset())
        held = [a for a in ids if a not in self.cast.actors or self.cast.actors[a].type in wanted or self.cast.actors[a].type not in barred]
        lifted = dict.fromkeys(self._of_whom(a) if e.relation == "sanctions" and side else self._lift(a, wanted) for a in held)
        known = [a for a in lifted if a in self.cast.actors and not self._nameless(a)]
        return [a for a in known if self.cast.actors[a].type in wanted or self._own(a, e)]

    def _own(self, actor: str, e: Effect) -> bool:
        """Whether an actor of another type can stand for itself: a coalition's army at war, a known land that is occupied."""
        kind = self.cast.actors[actor].type
        if kind == "armed_force":
            return e.relation in ARMED and self.cast.principal(actor) == actor and not actor.startswith("actor-")
        entity = knowledge().entities.get(actor)
        return kind == "other" and e.relation in OVER_LAND and entity is not None and bool(entity.claimed_by)

    def _nameless(self, actor: str) -> bool:
        """Whether an actor is but a common noun ("an alliance")."""
        held = self.cast.actors[actor]
        return held.type in {"igo", "population", "company"} and actor.startswith("actor-") and held.name.islower()

    def _of_whom(self, actor: str) -> str:
        """The state that unnamed people stand for: sanctions on hundreds of Chadian officials are sanctions on Chad."""
        crowd = any(m.plural and m.kind in {"people", "body", "office"} and actor in m.ids for m in self.cast.mentions)
        return self.cast.principal(actor) if crowd else actor

    def _lift(self, actor: str, wanted: set[str]) -> str:
        if actor in self.cast.actors and self.cast.actors[actor].type in wanted:
            return actor
        return self.cast.principal(actor)

    def _apply(self, p: Proposition, e: Effect, draft: Draft | None) -> None:
        status = self.reader.factuality.status(p.head)
        ending = self._ending(p) if p.kind == "noun" and not e.terminates else None
        if status not in (ACTUAL if e.terminates or ending is not None else e.statuses):
            return
        above = self.scene.parent(p)
        if e.terminates and (status == "ongoing" or (above is not None and p.link == "obj" and above.lemma in effects().under_way)):
            e = replace(e, terminates=False, holds=True)  # forces that are leaving are still there
        if e.relation == "treaty" and p.kind == "noun" and not e.terminates and self._none_yet(p, above):
            return
        holders = self._parties(p, e.holder, draft, 0, e)
        others = self._parties(p, e.other, draft, 1, e)
        if p.kind == "noun" and e.relation in {"accession_bid", "membership"} and p.lemma != "membership" and others and not holders:
            holders = self._fit(self.reader.governing_subject(p, tuple(others)), e, 0)
        if e.relation == "war" and p.kind == "verb" and len(fighting := self._fighting(p, e)) > 1:
            holders, others = fighting, []  # "settled the Chadian-Sudanese war": who ends it need not have fought
        if e.symmetric:
            everyone = list(dict.fromkeys([*holders, *others]))
            if len(everyone) < 2 and draft is not None:
                everyone = list(dict.fromkeys([*everyone, *self._fit((*draft.actors, *draft.recipients), e, 0)]))
                others = [a for a in self._fit(draft.recipients, e, 1) if a not in holders] if holders else []
            if e.relation == "war" and len(p.roles.get("between", ())) > 2:
                return  # "between A and B, C and D": who fights whom is not told
            if others and holders and not set(holders) & set(others):
                pairs = list(itertools.product(holders, others))
            else:
                pairs = list(itertools.combinations(everyone, 2))
        else:
            pairs = [(h, o) for h in holders for o in others]
        for holder, other in pairs:
            if holder != other and self.cast.principal(other) != holder and self.cast.principal(holder) != other:
                self._record(p, e, holder, other, draft, ending)

    def _fighting(self, p: Proposition, e: Effect) -> list[str]:
        """The sides that a verb's object names itself: "the Chadian-Sudanese war", "the war between Chad and Sudan"."""
        wars = [self.scene.graph[t] for t in p.roles.get("obj", ()) if t in self.scene.graph]
        return self._fit(tuple(a for war in wars for t in war.all("adj", "between") for a in self.cast.each(t)), e, 1)

    def _none_yet(self, p: Proposition, above: Proposition | None) -> bool:
        """Whether a treaty is but drafted or talked about, or is done without."""
        drafted = above is not None and pledges().has("fate.undone", above.lemma)
        return drafted or "without" in self.tree.lower[self.tree.subtree(p.head)[0] : p.head]

    def _ending(self, p: Proposition) -> Proposition | None:
        """The clause that tells a relation's end by its noun: "the war ended", "the truce has collapsed"."""
        above = self.scene.parent(p)
        return above if above is not None and p.link == "subj" and above.lemma in effects().endings and self.scene.happened(above) else None

    def _since(self, p: Proposition) -> DateWindow | None:
        """The day, month or year that "since" names: what has held since 2014 began in 2014."""
        named = p.roles.get("since", ())
        for time in self.setting.named if named else ():
            if self.setting.head(time.span) in named and (m := VALUE.fullmatch(time.value)) is not None:
                year, month, day = (int(x) if x else None for x in m.groups())
                first = date(year or 1, month or 1, day or 1)
                last = first if day else month_end(first.year, month or 12)
                return window(first, last, f"since {time.value}")
        return None

    def _gone(self, actor: str) -> bool:
        """Whether a party no longer existed when the report was published."""
        entity, published = knowledge().entities.get(actor), self.scene.report.published
        last = entity.valid_to if entity is not None else None
        return last is not None and published is not None and published.earliest is not None and last < published.earliest

    def _by_now(self) -> DateWindow | None:
        """When what is over ended, where no day is told: no later than the report."""
        published = self.scene.report.published
        return window(None, published.latest, "by the report") if published is not None and published.latest is not None else None

    def _record(
        self, p: Proposition, e: Effect, holder: str, other: str, draft: Draft | None, ending: Proposition | None = None
    ) -> None:
        parties = (holder, other) if e.relation in DIRECTED or holder <= other else (other, holder)
        key = (e.relation, *parties)
        when = draft.when if draft is not None and draft.when is not None else self.setting.when(p)
        above = self.scene.parent(p)
        if when is None and above is not None and p.link == "comp" and above.lemma in BECOMING:
            when = self.setting.when(above)
        if ending is not None:
            when = self.setting.when(ending)
        elif not e.terminates and (e.holds or self.reader.factuality.status(p.head) not in ACTUAL) and not p.roles.get("since"):
            when = None  # it holds already, and nothing tells since when
        if not e.terminates and ending is None:
            when = self._since(p) or (when if when is None or when.earliest is not None else None)  # "until 2010" begins nothing
        elif when is None and self.reader.factuality.status((ending or p).head) == "occurred":
            when = self._by_now()
        if when is None and any(self._gone(a) for a in parties):
            return  # what is told of a state that is no more is history
        event = draft.id if draft is not None else None
        evidence = self.tree.sentence_offsets(p.head)
        held = self.out.get(key)
        if held is None and e.relation == "accession_bid" and e.terminates and not e.object:
            return  # who joins ends his bid, where one is told
        identity = held.id if held is not None else fact_id("relation", self.report, e.relation, parties, evidence)
        ends = "ends" if e.terminates or ending is not None else "starts"
        self.scene.because(identity, ends, (ending or p).head, e.id, *([event] if event is not None else []))
        if e.terminates or ending is not None:
            if held is not None:
                held.until, held.terminated_by = when, event
                if evidence not in held.evidence:
                    held.evidence = (*held.evidence, evidence)
                return
            self.out[key] = Relation(identity, e.relation, parties, None, when, (evidence,), None, event)
        elif held is not None:
            held.since = held.since or when
            held.initiated_by = held.initiated_by or event
            if evidence not in held.evidence:
                held.evidence = (*held.evidence, evidence)
            return
        else:
            self.out[key] = Relation(identity, e.relation, parties, when, None, (evidence,), event, None)


def relations(scene: Scene) -> list[Relation]:
    """The relations of a report, each pair of parties once, in the order of their first evidence."""
    return _Relations(scene).run()
