"""What happened: propositions looked up in the frames, their roles filled with actors, times, places and numbers."""

from __future__ import annotations

from foreigndesk.actors.cast import Cast
from foreigndesk.propositions.graph import Graph, Proposition, case_of
from foreigndesk.propositions.tree import Tree
from foreigndesk.reading.counterparts import Counterparts
from foreigndesk.reading.cues import cues
from foreigndesk.reading.drafts import Draft
from foreigndesk.reading.factuality import AHEAD, Factuality
from foreigndesk.reading.frames import (
    NOUN_ACTOR,
    NOUN_RECIPIENT,
    VERB_ACTOR,
    VERB_RECIPIENT,
    Frame,
    classes,
    frames,
    shipped,
)
from foreigndesk.reading.idle import Idle
from foreigndesk.reading.one_act import OneAct
from foreigndesk.reading.screening import AT_A_PLACE, Screening
from foreigndesk.reading.settings import Setting

INNER = ("nmod:poss", "amod", "compound", "nmod", "nmod:desc", "nmod:unmarked", "appos", "flat")
PLAIN_ROLES = frozenset({"subj", "obj", "iobj", "comp", "poss", "adj", "tmod"})
MOVING = frozenset({"MOBILIZE", "RETREAT", "AID"})
BOUND = frozenset({"SUPPORT", "COOPERATE"})
FORCES = frozenset({"armed_force", "population", "other"})  # what is moved is nobody's opposite
GIVING_UP = frozenset({"RETREAT", "MOBILIZE", "REJECT", "SANCTION"})  # what one takes back or sends is one's own
WILLING = frozenset({"CONCEDE", "AID", "RETREAT", "AGREE", "CONSULT", "COOPERATE", "SUPPORT"})  # not to do these is to refuse
REFUSING = frozenset({"will", "shall"})
DONE_THERE = AT_A_PLACE | {"RETREAT", "PROTEST"}  # a country that these name is where they were
CASUALTIES = frozenset({"killed", "wounded"})
VISITS = ("consult.visit", "consult.pay-visit", "consult.arrive")
TOPICAL = frozenset({"discussion", "debate", "consideration", "exchange"})  # their "of" is what they are about
DOERS = frozenset({"of", "by", "from", None})  # what these bring may be who did it
OWNED = frozenset({"belong", "own", "operate", "run", "control"})  # "facilities belonging to X": X's
PARTICIPANTS = 12  # more actors on one side than this is a misread list


class EventReader:
    """Reads the events of one report."""

    def __init__(self, tree: Tree, graph: Graph, cast: Cast, setting: Setting, title_sentences: int) -> None:
        self.tree, self.graph, self.cast, self.setting = tree, graph, cast, setting
        self.factuality = Factuality(tree, graph)
        self.idle = Idle(graph, self.factuality)
        self.one_act = OneAct(tree, cast, self.factuality, title_sentences, self._meant)
        self.counterparts = Counterparts(tree, cast)
        self.screening = Screening(tree, graph, cast, self.one_act)
        self.voices = frozenset(cast.voices.values())
        self.named = frozenset(i for i, m in cast.mention_at.items() if not m.place_only or (m.ids and case_of(tree, i) == "from"))
        self.forborne: dict[int, Draft] = {}  # acts that somebody promised, or was asked, not to do

    def run(self) -> list[Draft]:
        """The events, merged where the report tells one twice."""
        drafts: dict[int, Draft] = {}
        for i in sorted(self.graph):
            draft = self._read(self.graph[i]) or self._presence(self.graph[i])
            if draft is not None:
                drafts[i] = draft
        drafts = {i: d for i, d in drafts.items() if not self.idle(d)}
        self.forborne = {i: drafts.pop(i) for i in list(drafts) if self._forgone(self.graph[i])}
        for d in list(drafts.values()):
            if d.frame.type == "REJECT" and d.p.kind == "verb":
                self._refusal(d, drafts)
        self.one_act.prune(drafts)
        half = self.counterparts.complete(drafts)
        drafts = {i: d for i, d in drafts.items() if i not in half and not self.screening.out(d)}
        for d in drafts.values():
            if d.frame.type == "REQUEST" and not d.recipients:
                near = (c for t in d.p.all("comp", "obj", "for", "that") for c in (t, *self.tree.children[t]) if c != d.p.head)
                asked = [x for c in near if (x := drafts.get(c) or self.forborne.get(c)) is not None]
                doers = [a for x in asked for a in x.actors] or self._asked(d.p)
                d.recipients = tuple(dict.fromkeys(a for a in doers if a not in d.actors))
        return self.one_act.merge([drafts[i] for i in sorted(drafts)])

    # -- one proposition -----------------------------------------------------------------------------------------

    def _read(self, p: Proposition) -> Draft | None:
        best: tuple[float, Frame, tuple[str, ...], tuple[str, ...]] | None = None
        ahead = p.lemma == "go" and p.progressive and p.all("comp") and not p.all("to")  # "is going to end it": goes nowhere
        for score, frame in frames().candidates(self.tree, p) if not ahead else ():
            if frame.complement and "*" not in frame.complement and self._forgoes(p):
                continue  # "pledged not to attack" tells of no attack
            acting, receiving = _roles(p, frame)
            if self._cut_short(p):
                acting, receiving = ("by",), ("subj",)
            actors = self.fill(p, acting, acting=True) or (self._wielder(p) if p.kind == "verb" else ())
            if frame.type == "ASSAULT" and p.kind == "noun":
                towns = {a for t in p.roles.get("adj", ()) if self._town(t) for a in self._direct(t, True)}
                actors = tuple(a for a in actors if a not in towns)  # "the Tripoli attack": where it was
            recipients = self.fill(p, receiving, acting=False, but=actors)
            if frame.type in GIVING_UP and any(self._own_side(r, actors) for r in recipients):
                others = tuple(r for r in recipients if not self._own_side(r, actors))
                own = tuple(r for r in recipients if r not in others)
                recipients = others or self.fill(p, ("from", "of", "to", "with"), acting=False, but=(*actors, *own))
            if frame.type in MOVING:
                recipients = tuple(r for r in recipients if r in self.cast.states or self.cast.actors[r].type not in FORCES)
            if frame.symmetric:
                actors, recipients = self._together(p, frame, actors, recipients)
            if not actors and p.kind == "noun":
                actors = self._clause_subject(p, recipients)
            if (frame.actor_needed and not actors and not self._instrument(p)) or (frame.person_needed and not recipients):
                continue
            if not actors and not recipients:
                continue
            his = self._own_clause(p, actors) if frame.type == "THREATEN" and frame.complement else None
            if (frame.own_clause and not his) or (his is False and "comp.subj" not in frame.recipient):
                continue  # "warned Chad to leave", "warned that Chad would": no threat to do it oneself
            if {self.cast.actors[a].type for a in actors} & frame.not_actor:
                continue
            if frame.type == "ASSAULT" and p.kind == "verb" and any(self._calamity(t, frame) for t in p.roles.get("subj", ())):
                continue
            if frame.type == "CONSULT" and actors and any(self._own_side(r, actors) for r in recipients):
                recipients = tuple(r for r in recipients if not self._own_side(r, actors))
                if frame.id.startswith(VISITS) and not recipients:
                    continue  # nobody visits at home: somebody else's "my" and "we"
            score += 0.3 * bool(actors) + 0.3 * bool(recipients)
            if best is None or score > best[0]:
                best = (score, frame, actors, recipients)
        if best is None:
            return None
        score, frame, actors, recipients = best
        status = self.factuality.status(p.head)
        if status == "negated" and frame.type in WILLING and actors and p.kind == "verb" and p.negated and p.modal in REFUSING:
            frame, status = shipped()["reject.refuse"], "occurred"  # "will not lift the ban": a refusal
        trigger = (self.tree.starts[p.head], self.tree.ends[p.head])
        return Draft(
            p,
            frame,
            actors,
            recipients,
            status,
            trigger,
            [self.tree.sentence_offsets(p.head)],
            self.setting.when(p),
            self.setting.where(p, self.named, done_to=frame.type in DONE_THERE or frame.id.startswith(VISITS)),
            score,
            [*p.roles.get("obj", ()), *p.roles.get("subj", ()), *p.roles.get("of", ())],
        )

    def _cut_short(self, p: Proposition) -> bool:
        """ "Two rebels killed": a headline's passive without its auxiliary."""
        bare = p.kind == "verb" and not p.passive and not p.all("obj", "comp") and p.modal is None and not p.perfect
        return bare and self.tree.tags[p.head] in {"VBD", "VBN"} and p.lemma in classes()["done_to"]

    def _own_clause(self, p: Proposition, actors: tuple[str, ...]) -> bool | None:
        """Whether somebody tells what he or his side would do: "warned that Chad would leave"; None where nobody does it."""
        clauses = [self.graph[c] for c in p.roles.get("comp", ()) if c in self.graph]
        doers = {self.cast.principal(a) for c in clauses for a in self.fill(c, ("subj",), acting=True)}
        return bool(doers & {self.cast.principal(a) for a in actors}) if doers else None

    def _calamity(self, t: int, frame: Frame) -> bool:
        """Whether nature or accident stands as the subject: "the storm battered X", "it killed nine"."""
        words = {self.tree.lemmas[k].lower() for k in (t, *self.tree.children[t])}
        return bool(words & classes()["calamity"]) or (frame.unit in CASUALTIES and self.tree.lower[t] == "it")

    def _forgone(self, p: Proposition) -> bool:
        """Whether an act is promised, demanded or planned *not* to be done: "undertook not to shell", "not to use it for raids"."""
        while p.kind == "noun" and p.parent is not None and p.link in {"obj", "for"}:
            p = self.graph[p.parent]
        return p.kind == "verb" and p.negated and p.tense != "past" and self.factuality.status(p.head) in AHEAD

    def _forgoes(self, p: Proposition) -> bool:
        """Whether all clauses that a predicate takes tell what is not to be done."""
        clauses = [self.graph[c] for c in p.roles.get("comp", ()) if c in self.graph]
        return bool(clauses) and all(c.negated and c.tense != "past" for c in clauses)

    def _refusal(self, d: Draft, drafts: dict[int, Draft]) -> None:
        """ "Refused to meet X", "failed to agree": the act that did not come about names the other side of its refusal."""
        for c in d.p.roles.get("comp", ()):
            if c not in self.graph or not self.graph[c].infinitive:
                continue
            below = [x for x in (drafts.get(c), *(drafts.get(t) for t in self.tree.children[c])) if x is not None]
            inner = [x for x in below if x.status == "negated" or self.one_act.ended(x.p, self.graph[c])]
            for other in inner:
                sides = tuple(a for a in (*other.actors, *other.recipients) if a not in d.actors)
                if other.frame.symmetric and not d.recipients and not sides and len(d.actors) > 1:
                    d.actors, sides = d.actors[:1], d.actors[1:]
                d.recipients = d.recipients or tuple(dict.fromkeys(sides))
                if {*other.actors, *other.recipients} <= {*d.actors, *d.recipients}:
                    del drafts[other.p.head]

    def _asked(self, p: Proposition) -> list[str]:
        """Who is to do what is asked for, by its possessor or adjective: "called for NATO action"."""
        return [
            a
            for t in p.all("for", "obj")
            if t not in self.cast.at
            for c in self.tree.children[t]
            if self.tree.deps[c] in {"nmod:poss", "amod", "compound"}
            for a in self._direct(c, True)
        ]

    def _own_side(self, recipient: str, actors: tuple[str, ...]) -> bool:
        """Whether somebody is the state or the forces that an actor acts for: "withdrew the country from the pact"."""
        homes = {self.cast.principal(a) for a in actors}
        forces = self.cast.actors[recipient].type == "armed_force" and self.cast.principal(recipient) in homes
        return recipient not in actors and (recipient in homes or forces)

    def _presence(self, p: Proposition) -> Draft | None:
        """ "The envoys were in X": people of one state in another's country visit it."""
        if p.kind != "adjective" or case_of(self.tree, p.head) not in {"in", "at"} or p.negated:
            return None
        m = self.cast.mention_at.get(p.head)
        visitors = [
            a
            for t in p.roles.get("subj", ())
            if (v := self.cast.mention_at.get(t)) is not None and v.kind in {"person", "office", "people"}
            for a in self.cast.at[t]
        ]
        hosts = tuple(a for a in (m.ids if m is not None else ()) if self.cast.actors[a].type in {"state", "contested_polity"})
        guests = tuple(dict.fromkeys(a for a in visitors if a in self.cast.states and self.cast.principal(a) not in hosts))
        if not hosts or not guests:
            return None
        frame = shipped()["consult.visit"]
        return Draft(
            p,
            frame,
            guests,
            hosts,
            self.factuality.status(p.head),
            (self.tree.starts[p.head], self.tree.ends[p.head]),
            [self.tree.sentence_offsets(p.head)],
            self.setting.when(p),
            self.setting.where(p),
            1.0,
        )

    def fill(self, p: Proposition, roles: tuple[str, ...], *, acting: bool, but: tuple[str, ...] = ()) -> tuple[str, ...]:
        """The actors of the first role that holds any besides those already on the other side."""
        for role in roles:
            tokens = self.tokens(p, role)
            ids = [a for t in tokens for a in self._direct(t, acting)]
            if not ids:
                ids = [a for t in tokens for a in self.inside(t, acting)]
            ids = [a for a in dict.fromkeys(ids) if a not in but]
            if ids and len(ids) <= PARTICIPANTS:
                return tuple(ids)
        return ()

    def _instrument(self, p: Proposition) -> bool:
        """Whether a weapon or an attack stands as the subject ("was hit by missile strikes")."""
        lemmas = [self.tree.lemmas[t].lower() for t in p.roles.get("subj", ())]
        return any(w in classes()["weapon"] or any(f.type == "ASSAULT" for f, _ in frames().nouns.get(w, ())) for w in lemmas)

    def _wielder(self, p: Proposition) -> tuple[str, ...]:
        """Who launched the weapon or wrote the words that do it: "fired rockets that hit X", "sent a letter asking X"."""
        written = cues().documents.intersection(self.tree.lemmas[t].lower() for t in p.roles.get("subj", ()))
        for t in p.roles.get("subj", ()) if written or self._instrument(p) else ():
            source = self.graph.get(self.tree.heads[t])
            if source is not None and source.kind == "verb" and source is not p and t in source.roles.get("obj", ()):
                return self.fill(source, ("subj",), acting=True)
        return ()

    def governing_subject(self, p: Proposition, but: tuple[str, ...]) -> tuple[str, ...]:
        """The subject of the clause that a noun stands in, through the nouns between."""
        above, steps = p.parent, 0
        while above is not None and self.graph[above].kind == "noun" and steps < 4:
            above, steps = self.graph[above].parent, steps + 1
        return self.fill(self.graph[above], ("subj",), acting=True, but=but) if above is not None else ()

    def _clause_subject(self, p: Proposition, but: tuple[str, ...]) -> tuple[str, ...]:
        """For an act that a clause is set in ("in a message of support, X said …"): the clause's subject did it."""
        inner, above, steps = p, p.parent, 0
        while above is not None and steps < 3:
            outer = self.graph[above]
            if inner.link not in {"in", "with", "by", "of", "within", "through"} and inner.kind == "noun":
                return ()
            if outer.kind != "noun":
                return self.fill(outer, ("subj",), acting=True, but=but) if inner.link in {"in", "with", "by", "through"} else ()
            inner, above, steps = outer, outer.parent, steps + 1
        return ()

    def tokens(self, p: Proposition, role: str) -> list[int]:
        """The tokens of a role; ``comp.subj`` and its like are roles of the clause inside."""
        if role.startswith("comp."):
            return [t for c in p.roles.get("comp", ()) if c in self.graph for t in self.graph[c].roles.get(role[5:], ())]
        tokens = p.roles.get(role, [])
        if not tokens and p.kind != "adjective" and role not in PLAIN_ROLES:
            # A phrase that the parser hung on the object may be the verb's own: "withdraw forces from X".
            tokens = [
                c
                for t in p.roles.get("obj" if p.kind == "verb" else "of", ())
                if role != "from" or p.kind != "verb" or not self._departure(t)
                for c in self.tree.children[t]
                if self.tree.deps[c].startswith("nmod") and case_of(self.tree, c) == role
            ]
        return tokens

    def _departure(self, t: int) -> bool:
        """Whether a noun is a withdrawal: its "from" is its own, whatever the verb ("demanded a withdrawal from X")."""
        return any(frame.type == "RETREAT" for frame, _ in frames().nouns.get(self.tree.lemmas[t].lower(), ()))

    def _direct(self, t: int, acting: bool) -> tuple[str, ...]:
        m = self.cast.mention_at.get(t)
        if m is None or (acting and m.place_only):
            return ()
        return tuple(a for a in self.cast.each(t) if a not in self.voices)  # a thing that speaks ("the notice") does no more

    def inside(self, t: int, acting: bool) -> list[str]:
        """The actors inside a thing's phrase: its possessor, adjective, or of/in/by complement."""
        out: list[str] = []
        if self.tree.lemmas[t].lower() in classes()["kin"]:
            return out  # "the minister's son": what is done to him is not done to the minister
        for c in self.tree.children[t]:
            if acting and self.tree.deps[c] in {"amod", "compound"} and self._town(c):
                continue  # "a Kigali car bombing": where it was
            if self.tree.deps[c] in INNER and not (acting and self.tree.deps[c] == "nmod" and case_of(self.tree, c) not in DOERS):
                for x in self.tree.conjuncts(c):
                    out.extend(self._direct(x, acting))
        for c in self.tree.children[t]:
            if self.tree.deps[c].startswith("acl") and self.tree.lemmas[c] in OWNED and c in self.graph:
                out.extend(a for x in self.graph[c].all("to", "by", "obj") for a in self._direct(x, acting))
        if not out:
            for c in self.tree.children[t]:
                aside = acting and self.tree.deps[c] == "nmod" and case_of(self.tree, c) not in DOERS
                if self.tree.deps[c] in {"nmod", "nmod:poss", "appos"} and not aside:
                    for k in self.tree.children[c]:
                        if self.tree.deps[k] in INNER:
                            out.extend(self._direct(k, acting))
        return out

    def _meant(self, t: int) -> tuple[str, ...]:
        """The actors that a token's phrase means, itself and inside it."""
        return (*self._direct(t, False), *self.inside(t, False))

    def _town(self, c: int) -> bool:
        """Whether a name is a town's: it tells where a thing was, not whose."""
        place = self.setting.places.get(c)
        return place is not None and place.precision in {"point", "city"}

    def _together(
        self, p: Proposition, frame: Frame, actors: tuple[str, ...], recipients: tuple[str, ...]
    ) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Both sides of what is done together: "with", "between" and coordination name them."""
        between = self.fill(p, ("between",), acting=False) if p.kind == "noun" else ()
        if len(between) > 1:
            return between[:1], between[1:]  # whoever submitted "the treaty between X and Y"
        if len(actors) > 1 and recipients and set(recipients) <= set(self.fill(p, ("in",), acting=False)):
            recipients = ()  # "X and Y fight in Z": it is where they fight
        if not recipients or not actors:
            wide = p.kind == "noun" and p.lemma not in TOPICAL  # a verb's "of" is its topic
            beside = ("with", "between", "among", "and", *(("to", "of") if wide else ()))
            extra = self.fill(p, beside, acting=False, but=(*actors, *recipients))
            if not extra and p.kind == "verb" and frame.type in BOUND:  # "develop Chadian-Peruvian ties": with the other named
                homes = {self.cast.principal(a) for a in (*actors, *recipients)}
                tied = dict.fromkeys(a for t in p.all("obj") for a in self.inside(t, False) if self.cast.principal(a) not in homes)
                extra = tuple(tied) if len(tied) == 1 else ()
            if not actors:
                actors = extra
            elif not recipients:
                recipients = extra
        if p.kind == "noun" and bool(actors) != bool(recipients) and p.light is None and p.roles.get("with"):
            side = self.governing_subject(p, (*actors, *recipients))
            if len(side) == 1:
                actors, recipients = side, recipients or actors
        if p.kind == "noun" and actors and any(self._own_side(a, recipients) for a in actors):
            actors = tuple(a for a in actors if not self._own_side(a, recipients))  # "talks with the president of X"
        if len(actors) > 1 and recipients and all(self._own_side(r, actors) for r in recipients):
            recipients = ()  # "the leaders strengthened the partnership between X and Y"
        if not recipients and len(actors) > 1:
            actors, recipients = actors[:1], actors[1:]
        return actors, recipients


def _roles(p: Proposition, frame: Frame) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Where a frame looks for its two sides; what a light verb has handed on comes first."""
    if p.kind != "noun":
        return frame.actor or VERB_ACTOR, frame.recipient or VERB_RECIPIENT
    actor, recipient = frame.actor or NOUN_ACTOR, frame.recipient or NOUN_RECIPIENT
    if frame.recipient == () and frame.type not in AT_A_PLACE:
        recipient = tuple(role for role in recipient if role != "in")
    if frame.type == "RETREAT" and "of" in actor:
        actor = ("of", *actor)  # "completed the withdrawal of X": X leaves
    if p.light_verb is not None:
        if p.light_verb.inverse:
            recipient = ("obj", *recipient)
        else:
            actor = ("of", "subj", *actor) if actor[0] == "of" else ("subj", *actor)
    return actor, recipient
