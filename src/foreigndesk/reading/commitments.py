"""What was promised: debtor, creditor, act, condition, due window (commitments after Singh 1999).

An act is a commitment where it stands under a commissive predicate ("pledged to", "agreed that", "plans to"), where a
speaker says in the future what he himself will do, where a treaty says what its parties will do, where money, arms or
talks are promised outright, and where a rule takes effect on a day to come.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass

from foreigndesk.model import (
    Commitment,
    CommitmentState,
    DateWindow,
    Event,
    EventType,
    Offsets,
    StateChange,
    Statement,
    Strength,
    fact_id,
)  # fmt: skip
from foreigndesk.propositions.graph import Proposition
from foreigndesk.reading.cues import cues
from foreigndesk.reading.drafts import Draft
from foreigndesk.reading.events import FORCES
from foreigndesk.reading.factuality import ACTUAL
from foreigndesk.reading.frames import classes
from foreigndesk.reading.outcomes import Promised, follow
from foreigndesk.reading.pledges import pledges
from foreigndesk.reading.scene import Scene
from foreigndesk.reading.statements import contains
from foreigndesk.reading.terms import Terms

FUTURE = frozenset({"will", "shall"})
BODIES = frozenset({"state", "contested_polity", "igo", "government_body", "armed_force", "armed_group", "company", "ngo", "party"})
OUTRIGHT = ("agree.promise-", "agree.offer-", "agree.pledge-of-", "agree.invite")
OURS = frozenset({"our", "my"})
PARTIES = frozenset({"AGREE", "SUPPORT", "COOPERATE"})
AGAINST = frozenset({"SANCTION", "COERCE", "ASSAULT", "THREATEN", "REJECT", "ACCUSE"})
MOVED = frozenset({"RETREAT", "MOBILIZE"})  # the object is who is moved
MET = frozenset({"person", "state", "contested_polity", "igo", "armed_group", "population", "government_body"})
HOSTILE = frozenset({"ASSAULT"})  # who plans an attack owes it to nobody


@dataclass(frozen=True, slots=True)
class _Found:
    """An act that somebody owes: its token, the proposition that tells it, and the one that promises it."""

    head: int
    act: Proposition
    pledge: Proposition
    debtor: tuple[str, ...]
    creditor: tuple[str, ...]
    strength: Strength
    due: DateWindow | None = None
    rule: str = ""  # which kind of promise it is


class _Commitments:
    def __init__(self, scene: Scene) -> None:
        self.scene, self.tree, self.graph, self.cast, self.reader = scene, scene.tree, scene.graph, scene.cast, scene.reader
        self.terms = Terms(scene)
        self.events = {e.id: e for e in scene.events}
        self.clause_told = -2  # the sentence that told a paper's clause last
        self.bodies = {a for m in scene.cast.mentions if m.kind == "organisation" for a in m.ids}

    def run(self) -> list[Commitment]:
        out: dict[tuple[object, ...], Promised] = {}
        for i in sorted(self.graph):
            for found in self._found(self.graph[i]):
                owed = any(not self._document(a) for a in found.debtor)
                if not owed or not (self._read(found) or self._public(found.debtor)):
                    continue
                key = self._key(found)
                if key in out:  # the title's promise, told again
                    held = out[key].commitment
                    held.evidence = tuple(dict.fromkeys((*held.evidence, self.tree.sentence_offsets(found.head))))
                    continue
                out[key] = Promised(self._commitment(found), found.head, found.act, found.pledge, found.debtor)
        promised = sorted(out.values(), key=lambda x: x.head)
        follow(self.scene, promised)
        return [x.commitment for x in promised]

    def _found(self, p: Proposition) -> list[_Found]:
        if (p.kind == "adjective" and not p.roles.get("subj")) or self._asked(p):
            return []
        if p.negated and p.tense != "past":  # "undertook not to": a promise as any other, though no act is to be seen
            forgone = self._under_commissive(p)
            return [forgone] if forgone is not None and forgone.strength != "plan" else []
        if p.negated:
            return []
        one = self._as_promised(p) or self._under_commissive(p) or self._offered(p)
        one = one or self._spoken(p) or self._under_paper(p) or self._outright(p)
        found = [one] if one is not None else self._clauses(p) or self._effective(p)
        if any(x.strength == "treaty" for x in found):
            self.clause_told = self.tree.sentence[p.head]
        return found

    def _asked(self, p: Proposition) -> bool:
        """Whether the sentence asks: "will you support this?" promises nothing."""
        first, last = self.tree.sentence_offsets(p.head)
        return self.tree.text[first:last].rstrip("\"'”’) ").endswith("?")

    def _read(self, found: _Found) -> bool:
        return found.head in self.scene.by_head or found.pledge.head in self.scene.by_head

    def _key(self, found: _Found) -> tuple[object, ...]:
        things = self.scene.lemmas(found.act.roles.get("obj", ())) if found.act.head == found.head else set()
        places = {a for t in found.act.all("to", "from", "of", "in", "with") for a in self.cast.at.get(t, ())}
        word = (self.tree.lemmas[found.head].lower(), found.act.negated)
        return frozenset(self.scene.principals(found.debtor)), word, frozenset(things), frozenset(places)

    # -- what counts -----------------------------------------------------------------------------------------------

    def _under_commissive(self, act: Proposition) -> _Found | None:
        parent = self.scene.parent(act)
        if parent is None or self._denied(parent) or act.kind == "noun":
            return None
        if act.link not in {"comp", "acl"} and not (act.link.startswith("advcl") and parent.kind == "adjective"):
            return None
        if parent.kind == "noun" and not act.infinitive:
            return None  # "the plan drawn up by the court"
        if not self._meant(parent) or (parent.passive and parent.link == "acl"):
            return None  # "guards hired to watch"
        if pledges().has("makes.future", parent.lemma) and any(self.tree.lower[t] == "it" for t in parent.roles.get("subj", ())):
            return None  # "it is going to hurt"
        if act.kind != "verb" or (pledges().has("fate.verbs", act.lemma) and pledges().has("makes.future", parent.lemma)):
            return None
        signature = self.reader.factuality.signature(act, parent)
        if signature is None or signature.positive not in {"promised", "planned"}:
            return None
        status = self.reader.factuality.status(act.head)
        if status not in {"promised", "planned"} or (act.link == "comp" and not act.infinitive and act.modal not in {*FUTURE, "would"}):
            return None
        if signature.positive == "planned" and not self._political(act, parent):
            return None
        impersonal = parent.passive and bool(self._expletive(parent))
        if impersonal:
            debtor = self._together(self.tree.starts[parent.head])  # "it was agreed to": by those who met
        else:
            doer = self.reader.fill(act, ("subj",), acting=True)
            promiser = self.reader.fill(parent, ("subj", "poss", "adj", "by"), acting=True)
            others = act.modal is not None and not self.scene.principals(doer) & self.scene.principals(promiser)
            promiser = self._hyphenated(parent, promiser)
            if parent.kind == "noun" and parent.roles.get("poss") and not promiser:
                return None  # it is somebody's, who is not known
            own = parent.kind == "noun" and promiser and not set(doer) - set(promiser)
            debtor = promiser if own or (others and promiser) else doer or promiser  # who promises that another will, owes it himself
        above = self.scene.parent(parent)
        if not debtor and above is not None and parent.kind == "noun" and not parent.roles.get("poss"):
            debtor = self.reader.fill(above, ("subj",), acting=True)
        asked = () if impersonal else self.reader.fill(parent, ("obj", "iobj", "to"), acting=False, but=debtor)
        creditor = () if impersonal else self._creditor(act, debtor) or self._other(debtor, asked)
        treaty = parent.lemma in classes()["treaty"]
        strength: Strength = "treaty" if treaty else "pledge" if signature.positive == "promised" else "plan"
        return _Found(act.head, act, parent, debtor, creditor, strength, rule="commissive")

    def _offered(self, act: Proposition) -> _Found | None:
        """ "Chile is ready to send doctors": an offer to do it."""
        parent = self.scene.parent(act)
        if parent is None or act.kind != "verb" or not act.infinitive or not pledges().has("offers.adjectives", parent.lemma):
            return None
        if self._denied(parent) or not (act.link == "comp" or act.link.startswith("advcl")) or act.head not in self.scene.by_head:
            return None  # readiness to do what no frame reads is talk
        if parent.kind != "adjective" and not parent.passive:
            return None
        if not self.scene.happened(parent) or self.scene.by_head[act.head].frame.type in HOSTILE:
            return None
        debtor = self.reader.fill(act, ("subj",), acting=True) or self.reader.fill(parent, ("subj", "obj"), acting=True)
        return _Found(act.head, act, parent, debtor, self._creditor(act, debtor), "pledge", rule="offer")

    def _as_promised(self, p: Proposition) -> _Found | None:
        """ "Chad has sent grain, as it had promised in July": what the main clause tells was owed."""
        marked = any(self.tree.deps[c] == "mark" and self.tree.lower[c] == "as" for c in self.tree.children[p.head])
        if not (marked and p.kind == "verb" and p.tense == "past" and pledges().has("makes.outright", p.lemma)):
            return None
        if p.roles.get("obj") or p.roles.get("comp") or p.parent is None:
            return None
        debtor = self.reader.fill(p, ("subj",), acting=True)
        return _Found(p.head, p, p, debtor, (), "pledge", rule="as promised")

    def _spoken(self, act: Proposition) -> _Found | None:
        """A speaker's own future: "Chad announced that it would vote", "We will protect", "the parties shall refrain"."""
        reported = act.modal == "would" and not act.perfect  # "said that it would"
        if not (act.modal in FUTURE or reported) or act.conditional is not None or act.kind != "verb":
            return None
        said = act.all("obj", "comp", "to", "from", "with", "by") or self.terms.condition(act.head, act, act)[0] is not None
        if act.head not in self.scene.by_head and not said:
            return None  # "we shall rejoice" says nothing that one could owe
        around = [self.tree.lower[c] for c in self.tree.children[act.head]]
        inside = [self.graph[c].lemma for c in act.roles.get("comp", ()) if c in self.graph]
        done = inside[0] if inside and act.lemma == "continue" else act.lemma
        if pledges().has("fate.verbs", done) or pledges().has("fate.adverbs", *around):
            return None
        at = self.tree.starts[act.head]
        subject = self.reader.fill(act, ("subj",), acting=True)
        own = self._himself(act) or any(self.tree.lower[c] in OURS for t in act.roles.get("subj", ()) for c in self.tree.children[t])
        for s in sorted((s for s in self.scene.said if contains(s, at)), key=lambda s: s.cue, reverse=True):
            if s.speaker is None or s.sort == "mental" or pledges().has("fate.hoping", *self._cue(s)):
                continue  # what one hopes, expects or threatens is no word of his
            if reported and not self._told_in_the_past(s):
                continue
            if self._document(s.speaker):
                if not act.passive and not self._himself(act):
                    return None
                debtor = subject or self._signatories(at)
                return _Found(act.head, act, act, debtor, self._creditor(act, debtor), "treaty", rule="document")
            principals = self.scene.principals(subject) if own else set()
            if (s.speaker in subject and own) or (principals and self.cast.principal(s.speaker) in principals):
                return _Found(act.head, act, act, subject, self._creditor(act, subject), "pledge", rule="own future")
        return None

    def _told_in_the_past(self, s: Statement) -> bool:
        """Whether somebody's words are given in other words, by no verb of the present: his "will" is then a "would"."""
        cue = self.graph.get(bisect_left(self.tree.starts, s.cue[0]))
        return s.mode == "indirect" and cue is not None and cue.kind == "verb" and cue.tense not in {"present", "future"}

    def _cue(self, s: Statement) -> set[str]:
        """The lemmas of a statement's cue and of its object ("expressed confidence that")."""
        first = bisect_left(self.tree.starts, s.cue[0])
        cue = range(first, max(first + 1, bisect_left(self.tree.starts, s.cue[1])))
        return self.scene.lemmas(i for t in cue for i in (t, *self.tree.children[t]))

    def _under_paper(self, act: Proposition) -> _Found | None:
        """ "Quotas will be shared under the accord", or a clause told in the sentence behind another: the parties owe it."""
        if act.modal not in FUTURE or act.kind != "verb" or act.conditional is not None:
            return None
        papers = [t for t in act.all(*sorted(pledges().lists["clauses.under"])) if self._paper(t)]
        told_on = act.passive and not act.roles.get("subj") and self.tree.sentence[act.head] == self.clause_told + 1
        if not papers and not (told_on and self.scene.statement_at(self.tree.starts[act.head]) is None):
            return None
        debtor = () if act.passive else self.reader.fill(act, ("subj",), acting=True)
        debtor = debtor or self._signatories(self.tree.starts[act.head])
        return _Found(act.head, act, act, debtor, self._creditor(act, debtor), "treaty", rule="paper")

    def _clauses(self, p: Proposition) -> list[_Found]:
        """What a paper sets down: "the treaty provides for a customs union", "requires Chile's consent", "obliges Malta to pay"."""
        if p.kind != "verb" or p.passive or not self.scene.happened(p) or not self._told_by_paper(p):
            return []
        signed = self._parties(p)
        phrase = [p.lemma, *(f"{p.lemma} {x}" for x in (p.particle, "for") if x is not None and (x == p.particle or x in p.roles))]
        clauses = [self.graph[c] for c in p.roles.get("comp", ()) if c in self.graph and not self.graph[c].negated]
        if pledges().has("clauses.debtor", p.lemma) and clauses and p.roles.get("obj"):
            debtor = self.reader.fill(p, ("obj",), acting=True) or signed
            return [_Found(c.head, c, p, debtor, self._creditor(c, debtor), "treaty", rule="clause") for c in clauses]
        if not pledges().has("clauses.act", *phrase):
            return []
        things = [t for t in p.all("obj", "for") if self.tree.pos[t] == "NOUN" and t not in self.cast.at]
        acts = [t for t in things if t in self.graph] or things[:1]
        out = []
        for c in clauses:
            debtor = self.reader.fill(c, ("subj",), acting=True) or signed
            out.append(_Found(c.head, c, p, debtor, self._creditor(c, debtor), "treaty", rule="clause"))
        for t in acts:
            debtor = tuple(dict.fromkeys(self.reader.inside(t, True))) if pledges().has("clauses.debtor", p.lemma) else ()
            debtor = debtor or signed
            out.append(_Found(t, self.graph.get(t, p), p, debtor, (), "treaty", rule="clause"))
        return out

    def _outright(self, p: Proposition) -> _Found | None:
        """ "Qatar pledged $5 million to Lebanon", "Norway's offer of talks": what is promised has no verb."""
        draft = self.scene.by_head.get(p.head)
        if draft is None or not draft.frame.id.startswith(OUTRIGHT) or draft.status not in ACTUAL or p.roles.get("comp"):
            return None
        if p.kind == "verb" and p.link == "acl":
            return None  # "the firm offering loans"
        if p.kind == "verb" and not pledges().has("makes.outright", p.lemma):
            return None
        return _Found(p.head, p, p, draft.actors, self._other(draft.actors, draft.recipients), "pledge", rule="outright")

    def _effective(self, p: Proposition) -> list[_Found]:
        """ "The decree, which takes effect on 1 May, bars foreign ships": its maker owes what it says from that day on."""
        begins = p.kind == "verb" and (
            pledges().has("rules.start", *(f"{p.lemma} {w}" for w in self.scene.lemmas(p.all("obj", "into", "comp"))))
            or pledges().has("rules.start", f"{p.lemma} {p.particle}")
        )
        rules = [t for t in p.all("subj") if pledges().has("rules.nouns", self.tree.lemmas[t].lower())] if begins else []
        window = self.scene.setting.when(p) if rules else None
        if window is None or not self.scene.ahead(window):
            return []
        same = (q for i, q in sorted(self.graph.items()) if self.tree.sentence[i] == self.tree.sentence[p.head] and q.kind == "verb")
        act = next((q for q in same if pledges().has("rules.does", q.lemma) and set(q.roles.get("subj", ())) & set(rules)), p)
        debtor = tuple(dict.fromkeys(a for t in rules for a in self.reader.inside(t, True))) or self._maker(p)
        return [_Found(act.head, act, p, debtor, (), "plan", window, "rule")]

    def _maker(self, p: Proposition) -> tuple[str, ...]:
        """Who set the rule: the one who banned, ordered or announced last before it in the report."""
        makers = [
            d
            for d in self.scene.drafts
            if d.frame.type in {"SANCTION", "COERCE"} and d.actors and d.trigger[0] < self.tree.starts[p.head] and self._public(d.actors)
        ]
        return makers[-1].actors if makers else ()

    # -- who counts ------------------------------------------------------------------------------------------------

    def _denied(self, p: Proposition) -> bool:
        """Whether a promise, or the clause that a promise's noun stands in, is denied: "has no plan to"."""
        above: Proposition | None = p
        while above is not None:
            if above.negated:
                return True
            above = self.scene.parent(above) if above.kind == "noun" and above.link not in {"relcl", "acl", "parataxis"} else None
        return False

    def _political(self, act: Proposition, parent: Proposition) -> bool:
        """Whether a plan is one that somebody could be held to."""
        draft = self.scene.by_head.get(act.head)
        foretold = pledges().has("fate.foretold", parent.lemma) and (parent.passive or parent.kind == "adjective")
        expected = pledges().has("fate.guessed", parent.lemma) or foretold
        if draft is None and pledges().has("fate.verbs", act.lemma):
            return False  # "intends to become a lawyer"
        if expected or (draft is not None and draft.frame.type in HOSTILE):
            return False
        return draft is not None or self._public(self.reader.fill(act, ("subj",), acting=True))

    def _hyphenated(self, p: Proposition, named: tuple[str, ...]) -> tuple[str, ...]:
        """Both of two that a hyphen joins: "the Chadian-Libyan agreement to"."""
        pairs = [t - 2 for t in p.all("adj", "poss") if t > 1 and self.tree.words[t - 1] == "-"] if p.kind == "noun" else []
        return tuple(dict.fromkeys((*(a for t in pairs for a in self.cast.at.get(t, ())), *named)))

    def _himself(self, p: Proposition) -> bool:
        """Whether an actor itself is the subject, not something of his ("our harvest will …")."""
        return any(t in self.cast.at for t in p.roles.get("obj" if p.passive and not p.roles.get("subj") else "subj", ()))

    def _meant(self, p: Proposition) -> bool:
        """Whether a promise or plan is told as made, and is one: a court's decision or a goal binds nobody."""
        above = self.scene.parent(p)
        undone = above is not None and pledges().has("fate.undone", above.lemma)
        if p.kind == "noun" and (undone or pledges().has("fate.nouns", p.lemma)):
            return False  # an agreement that is drafted binds nobody yet
        if p.kind == "verb" and pledges().has("fate.aims", p.lemma) and not self._himself(p):
            return False
        if p.kind == "verb" and pledges().has("fate.votes", p.lemma) and not (pledges().has("makes.future", p.lemma) and p.progressive):
            return False
        loose = p.modal is not None and p.modal not in FUTURE
        return not loose and p.conditional is None and self.reader.factuality.status(p.head) not in {"demanded", "negated", "threatened"}

    def _expletive(self, p: Proposition) -> list[int]:
        """The "it" that stands for the clause of a passive."""
        return [c for c in self.tree.children[p.head] if self.tree.deps[c].startswith(("expl", "nsubj")) and self.tree.lower[c] == "it"]

    def _together(self, before: int) -> tuple[str, ...]:
        """Those who met or agreed, by the report's first word of it."""
        for d in self.scene.drafts:
            sides = [tuple(a for a in ids if self.cast.actors[a].type in MET) for ids in (d.actors, d.recipients)]
            both = tuple(dict.fromkeys((*sides[0], *sides[1])))
            if d.frame.symmetric and d.trigger[0] <= before and len(self.scene.principals(both)) > 1:
                return tuple(a for a in both if not any(a == self.cast.principal(b) for b in both if b != a))
        return ()

    def _public(self, debtor: tuple[str, ...]) -> bool:
        """Whether a promise that no frame reads is at least a body's: not everybody's "will" is a commitment."""
        return any(a in self.cast.states or self.cast.actors[a].type in BODIES or a in self.bodies for a in debtor)

    def _document(self, actor: str) -> bool:
        held = self.cast.actors[actor]  # the World Food Programme is no paper
        return held.type not in BODIES and bool(cues().documents.intersection(held.name.lower().split()[-1:]))

    def _told_by_paper(self, p: Proposition) -> bool:
        """Whether a paper is the subject, or what a relative clause behind it tells of: "a pact between X and Y, which …"."""
        for t in p.roles.get("subj", ()):
            steps = 0
            while p.link == "relcl" and not self._paper(t) and steps < 4 and self.tree.deps[t] in {"nmod", "conj", "appos"}:
                t, steps = self.tree.heads[t], steps + 1
            if self._paper(t):
                return True
        return False

    def _paper(self, t: int) -> bool:
        if pledges().has("clauses.papers", self.tree.lemmas[t].lower()):
            return True
        return any(pledges().has("clauses.papers", *self.cast.actors[a].name.lower().split()[-1:]) for a in self.cast.at.get(t, ()))

    def _parties(self, p: Proposition) -> tuple[str, ...]:
        """Who is bound by the paper that is a clause's subject: those it names, or else the signatories told of first."""
        papers = [self.graph[t] for t in p.roles.get("subj", ()) if t in self.graph and self._paper(t)]
        named = tuple(dict.fromkeys(a for q in papers for t in q.all("between", "with") for a in self.cast.each(t)))
        if len(self.scene.principals(named)) > 1:
            return named
        signed = self._signatories(self.tree.starts[p.head])
        return signed if self.scene.principals(named) <= self.scene.principals(signed) else ()

    def _signatories(self, before: int) -> tuple[str, ...]:
        """The parties of the agreement told of first."""
        told = [d for d in self.scene.drafts if d.frame.type in PARTIES and d.trigger[0] <= before]
        signed = [d for d in told if len({*d.actors, *d.recipients}) > 1]
        treaties = [d for d in signed if d.frame.cameo == "057"] or signed
        return tuple(dict.fromkeys((*treaties[0].actors, *treaties[0].recipients))) if treaties else ()

    def _creditor(self, act: Proposition, but: tuple[str, ...]) -> tuple[str, ...]:
        draft = self.scene.by_head.get(act.head)
        kind = draft.frame.type if draft is not None else None
        if kind in AGAINST:
            return ()  # what is done against somebody is not owed to him
        roles = ("obj", "iobj", "to", "with", "for")
        moved = kind in MOVED or pledges().has("fate.unowed", act.lemma)
        owners = {
            a
            for t in act.roles.get("obj", ())
            if t not in self.cast.at
            for c in self.tree.children[t]
            if self.tree.deps[c] in {"nmod:poss", "amod", "compound"}
            for a in self.cast.at.get(c, ())
        }  # "will answer Chad's criticism", "will seek UN sanctions": nobody's due
        for role in roles[1:] if moved else roles:
            found = (a for a in self.reader.fill(act, (role,), acting=False, but=but) if a not in owners)
            owed = self._other(but, tuple(a for a in found if a in self.cast.states or self.cast.actors[a].type not in FORCES))
            if owed:
                return owed
        return ()

    def _other(self, debtor: tuple[str, ...], creditor: tuple[str, ...]) -> tuple[str, ...]:
        """Those creditors that are not the debtor's own: nobody owes his troops their withdrawal."""
        own = self.scene.principals(debtor)
        return tuple(a for a in creditor if self.cast.principal(a) not in own)

    # -- writing ---------------------------------------------------------------------------------------------------

    def _commitment(self, found: _Found) -> Commitment:
        event = self._act(found)
        condition, condition_due, days = self.terms.condition(found.head, found.act, found.pledge)
        due = found.due or condition_due or self.terms.due(found.head, found.act, found.pledge)
        state: CommitmentState = "conditional" if condition is not None else "pending"
        evidence = tuple(dict.fromkeys((self.tree.sentence_offsets(found.pledge.head), self.tree.sentence_offsets(found.head))))
        by = self.scene.statement_at(self.tree.starts[found.head])
        identity = fact_id("commitment", self.scene.report.id, sorted(found.debtor), self.tree.starts[found.head], event.id)
        self.scene.because(identity, found.rule, found.pledge.head, str(found.head))
        return Commitment(
            identity,
            found.debtor,
            found.creditor,
            event.id,
            found.strength,
            state,
            evidence,
            condition,
            due,
            (StateChange(state, self.scene.report.published, evidence, self.scene.report.id),),
            by.id if by else None,
            days=days,
            forgoes=self._forgone(found),
            founds=self._founded(found),
        )

    def _forgone(self, found: _Found) -> EventType | None:
        """The type of the act that is promised not to be done."""
        forborne = self.reader.forborne.get(found.head) if found.act.negated else None
        return forborne.frame.type if forborne is not None else None

    def _founded(self, found: _Found) -> Offsets | None:
        """What is to be made, and can act once it is there: "a joint coordination centre", by two words or more."""
        if found.act.negated or found.act.head != found.head or not pledges().has("outcomes.founding", found.act.lemma):
            return None
        for t in found.act.roles.get("obj", ()):
            article = any(self.tree.lower[c] in {"a", "an"} for c in self.tree.children[t])
            named = [c for c in self.tree.children[t] if self.tree.deps[c] in {"amod", "compound"} and c < t]
            if article and named and self.tree.pos[t] == "NOUN":
                return self.tree.offsets(min(named), t + 1)
        return None

    def _act(self, found: _Found) -> Event:
        """The event that is promised; where no frame reads the act, the promise of it stands (PLOVER: AGREE)."""
        for head in (found.head, found.pledge.head):
            draft: Draft | None = self.scene.by_head.get(head)
            if draft is not None and draft.id in self.events and (head == found.head or draft.frame.type == "AGREE"):
                event = self.events[draft.id]
                if found.strength != "plan" and (head != found.head or event.status in {"occurred", "ongoing", "planned", "possible"}):
                    event.status = "promised"
                return event
        trigger = self.scene.span(found.head)
        event = Event(
            fact_id("event", self.scene.report.id, "AGREE", trigger, sorted(found.debtor), sorted(found.creditor), "promised"),
            "AGREE",
            found.debtor,
            found.creditor,
            "promised",
            trigger,
            (self.tree.sentence_offsets(found.head),),
            when=found.due or self.scene.setting.when(found.act),
            places=self.scene.setting.where(found.act, self.reader.named, done_to=False)[:3],
            origin="commitment",
        )
        self.scene.events.append(event)
        self.events[event.id] = event
        return event


def commitments(scene: Scene) -> list[Commitment]:
    """The commitments of a report in the order of the text; an act that no frame reads is added to the scene's events."""
    out = _Commitments(scene).run()
    scene.events.sort(key=lambda e: (e.trigger, e.type))
    return out
