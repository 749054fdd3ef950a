"""What became of a promise: later sentences of the same report that move a commitment's state."""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast as as_type

from foreigndesk.model import Commitment, DateWindow, Offsets, StateChange
from foreigndesk.propositions.graph import Proposition
from foreigndesk.reading.effects import effects
from foreigndesk.reading.lifecycle import Happening, after
from foreigndesk.reading.pledges import pledges
from foreigndesk.reading.scene import Scene
from foreigndesk.reading.terms import AFTER_CONDITION

STEM = 5  # letters that a verb and the noun of its act share: withdraw, withdrawal


@dataclass(frozen=True, slots=True)
class Promised:
    """A commitment with the act's token, the proposition that tells it, the one that promises it, and who owes it."""

    commitment: Commitment
    head: int
    act: Proposition
    pledge: Proposition
    debtor: tuple[str, ...]


class _Outcomes:
    def __init__(self, scene: Scene, promised: list[Promised]) -> None:
        self.scene, self.promised = scene, promised
        self._doers: dict[int, set[str]] = {}  # every proposition is held against every promise
        self._told: dict[int, Happening | None] = {}
        self._debtors = {x.debtor: scene.principals(x.debtor) for x in promised}

    def run(self) -> None:
        tree = self.scene.tree
        for x in self.promised:
            told = self._as_promised(x)
            if told is not None:
                self._move(x, "done_in_part" if self._in_part(told) else "done", told)
        for i in sorted(self.scene.graph):
            q = self.scene.graph[i]
            earlier = [x for x in self.promised if tree.sentence[x.head] < tree.sentence[i] or self._after(q, x)]
            for x in earlier:
                happening = self._of_act(q, x)
                if happening is not None:
                    self._move(x, happening, q)
            for x in self.promised:
                happening = self._of_condition(q, x) if x in earlier or self._behind(q, x) else None
                if happening is not None:
                    self._move(x, happening, q, of_condition=True)
            happening = self._of_promise(q)
            if happening is None:
                continue
            owed = [x for x in earlier if self._ours(q, x) or self._owner(q, x)]
            owed += [x for x in self.promised if x.pledge.head in q.roles.get("obj", ()) and x not in owed]
            if owed:
                self._move(owed[-1], happening, q)
        self._overdue()

    def _behind(self, q: Proposition, x: Promised) -> bool:
        """Whether a clause follows a promise in its sentence, outside of it: "…, but Belarus has ruled that out"."""
        tree = self.scene.tree
        left, right = tree.subtree(x.head)
        condition = x.commitment.condition
        beyond = condition is not None and tree.starts[q.head] >= condition.text[1]
        return beyond and tree.sentence[q.head] == tree.sentence[x.head] and not left <= q.head < right

    def _as_promised(self, x: Promised) -> Proposition | None:
        """What has been done "as promised": the clause that the promise hangs on, or what is said there."""
        if x.act is not x.pledge or x.act.link not in {"advcl:as", "within"}:
            return None
        above = self.scene.parent(x.act)
        said = [self.scene.graph[c] for c in above.roles.get("comp", ()) if c in self.scene.graph] if above is not None else []
        told = next((q for q in (*said, above) if q is not None and q.kind == "verb"), None)
        return told if told is not None and self.scene.happened(told) and (told.perfect or told.tense == "past") else None

    def _after(self, q: Proposition, x: Promised) -> bool:
        """Whether a clause tells what came after a promise in its own sentence: "shelled the port a day after it agreed not to"."""
        above, tree = x.pledge.parent, self.scene.tree
        mark = tree.child(x.pledge.head, "mark")
        beside = above is not None and (above == q.head or (above == q.parent and q.link == "comp"))
        return x.act.negated and beside and mark is not None and tree.lower[mark] == "after" and q.head != x.pledge.head

    # -- what a later proposition tells ------------------------------------------------------------------------------

    def _of_act(self, q: Proposition, x: Promised) -> Happening | None:
        """The act itself, told again: done, in part, refused; or called off and put off by its noun."""
        if x.act.negated:
            return "refused" if self._done_all_the_same(q, x) else None
        if q.kind != "verb" or q.conditional is not None:
            return None
        told = self.scene.happened(q)
        if q.lemma == self._lemma(x) and self._same_things(q, x):
            parent = self.scene.parent(q)
            if parent is not None and q.link == "comp" and pledges().has("outcomes.refusing", parent.lemma):
                refused = self.scene.happened(parent) and self._ours(parent, x)
                return "refused" if refused else None
            if not self._ours(q, x) or self._before(q, x):
                return None
            if told and (q.tense == "past" or q.progressive):
                return "done_in_part" if self._in_part(q) else "done"
            return "refused" if q.negated and q.tense == "past" and not q.perfect and q.modal is None else None
        outcome = self._outcome(q)
        if outcome is None or not told or not (self._ours(q, x) or not q.roles.get("subj")):
            return None
        return outcome if any(self._names_act(t, x) for t in q.roles.get("obj", ())) else None

    def _done_all_the_same(self, q: Proposition, x: Promised) -> bool:
        """Whether a debtor does what he promised not to do: the same word, or an act of the same type, to the same thing."""
        act, forgone = self.scene.by_head.get(q.head), self.scene.reader.forborne.get(x.head)
        alike = act is not None and forgone is not None and act.frame.type == forgone.frame.type
        if q.negated or not self.scene.happened(q) or not (alike or q.lemma == self._lemma(x)):
            return False
        doers = self.scene.principals(act.actors) if act is not None else set()
        ours = bool(doers & self._debtors[x.debtor]) or (not doers and bool(q.roles.get("subj")) and self._ours(q, x))
        return ours and (self._after(q, x) or self._same_things(q, x) or bool(self._things(q) & self._things(x.act)))

    def _things(self, p: Proposition) -> set[str]:
        """All nouns in the phrases of an act's objects: "port facilities" tells of ports."""
        tree = self.scene.tree
        return {tree.lemmas[i].lower() for t in p.all("obj", "on") for i in range(*tree.subtree(t)) if tree.pos[i] == "NOUN"}

    def _of_promise(self, q: Proposition) -> Happening | None:
        """ "Broke its promise", "called off the plan"."""
        if q.kind != "verb" or not self.scene.happened(q):
            return None
        things = self.scene.lemmas(q.all("obj", "on", "of"))
        return self._outcome(q) if pledges().has("outcomes.promises", *things) else None

    def _of_condition(self, q: Proposition, x: Promised) -> Happening | None:
        """The condition, told again: come about, failed, or put off."""
        if x.commitment.condition is None or x.commitment.state != "conditional" or q.kind != "verb" or q.conditional is not None:
            return None
        inside = self._conditions(x)
        heads = {p.head for p in inside}
        for p in inside:
            if p.parent in heads:
                stops = pledges().lists["conditions.stopping"]
                stopping = p.parent is not None and self.scene.graph[p.parent].lemma in stops
                if stopping and self._alike(p, q) and self.scene.happened(q) and not self._within(q, stops):
                    return "condition_failed"  # what was to stop goes on
                continue
            happening = self._again(p, q) or self._noun_of(p, q) or self._ended(p, q)
            if happening is not None:
                return happening
        return None

    def _conditions(self, x: Promised) -> list[Proposition]:
        return self.scene.told_in(*x.commitment.condition.text) if x.commitment.condition is not None else []

    def _alike(self, p: Proposition, q: Proposition) -> bool:
        return (p.lemma == q.lemma or (p.kind == "noun" and _akin(q.lemma, p.lemma))) and self._share_actors(p, q)

    def _within(self, q: Proposition, words: frozenset[str]) -> bool:
        """Whether a proposition stands under a verb ("refused to", "ruled out", "stopped"), told as fact."""
        parent = self.scene.parent(q)
        return (
            parent is not None
            and q.link in {"comp", "obj"}
            and bool(words & {parent.lemma, f"{parent.lemma} {parent.particle}"})
            and self.scene.happened(parent)
        )

    def _again(self, p: Proposition, q: Proposition) -> Happening | None:
        """ "Belarus reopened the border", "did not reopen", "refused to reopen"."""
        if not self._alike(p, q):
            return None
        if self._within(q, pledges().lists["outcomes.refusing"]):
            return "condition_failed"
        if q.negated:
            return "condition_failed" if q.tense == "past" and not q.perfect and q.modal is None else None
        return "condition_met" if self.scene.happened(q) else None

    def _noun_of(self, p: Proposition, q: Proposition) -> Happening | None:
        """ "The summit was cancelled", "put off the signing": the condition by its noun."""
        outcome = self._outcome(q)
        if outcome not in {"called_off", "slipped"} or not self.scene.happened(q):
            return None
        nouns = self.scene.lemmas(q.roles.get("obj", ()))
        if p.lemma not in nouns and not (p.kind == "verb" and any(_akin(p.lemma, noun) for noun in nouns)):
            return None
        return "slipped" if outcome == "slipped" else "condition_failed"

    def _ended(self, p: Proposition, q: Proposition) -> Happening | None:
        """ "If the truce holds", and it collapsed, or was broken."""
        if not pledges().has("conditions.lasting", p.lemma) or not self.scene.happened(q):
            return None
        role = "subj" if q.lemma in effects().endings else "obj" if self._outcome(q) == "refused" else "none"
        same = self.scene.lemmas(q.roles.get(role, ())) & self.scene.lemmas(p.roles.get("subj", ()))
        return "condition_failed" if same else None

    def _outcome(self, q: Proposition) -> Happening | None:
        if q.head not in self._told:
            self._told[q.head] = self._told_by(q)
        return self._told[q.head]

    def _told_by(self, q: Proposition) -> Happening | None:
        table = pledges().outcome
        for word in (f"{q.lemma} {q.particle}", *(f"{q.lemma} {role}" for role in sorted(q.roles)), q.lemma):
            if word in table and not q.negated:
                return as_type(Happening, table[word])
        return None

    # -- whether it is the same -------------------------------------------------------------------------------------

    def _lemma(self, x: Promised) -> str:
        return self.scene.tree.lemmas[x.head].lower()

    def _ours(self, q: Proposition, x: Promised) -> bool:
        doers = self._doers.get(q.head)
        if doers is None:
            doers = self._doers[q.head] = self.scene.principals(self.scene.reader.fill(q, ("subj",), acting=True))
        return bool(doers & self._debtors[x.debtor]) or (q.passive and not q.roles.get("subj"))

    def _owner(self, q: Proposition, x: Promised) -> bool:
        """Whether the promise told of is the debtor's: "Kenya's promise was kept"."""
        held = {a for t in q.roles.get("obj", ()) for a in self.scene.reader.inside(t, True)}
        return bool(self.scene.principals(held) & self._debtors[x.debtor])

    def _same_things(self, q: Proposition, x: Promised) -> bool:
        """Whether both tell of the same thing: their objects share a word or an actor, or neither has one."""
        one, two = x.act.roles.get("obj", []), q.roles.get("obj", [])
        if not one or not two:
            return not one and not two
        if self.scene.lemmas(one) & self.scene.lemmas(two):
            return True
        actors = [{a for t in tokens for a in self.scene.cast.at.get(t, ())} for tokens in (one, two)]
        parts = {c for t in two for c in self.scene.tree.children[t]}
        return bool(actors[0] & actors[1]) or (self._in_part(q) and bool(self.scene.lemmas(one) & self.scene.lemmas(parts)))

    def _share_actors(self, p: Proposition, q: Proposition) -> bool:
        """Whether two propositions have an actor in common, or one of them none."""
        one, two = ({a for tokens in r.roles.values() for t in tokens for a in self.scene.cast.at.get(t, ())} for r in (p, q))
        things = self.scene.lemmas(p.all("obj", "of", "subj")) & self.scene.lemmas(q.all("obj", "subj"))
        return bool(self.scene.principals(one) & self.scene.principals(two)) or bool(things)

    def _names_act(self, token: int, x: Promised) -> bool:
        """Whether a noun tells the promised act: the withdrawal of who promised to withdraw."""
        noun = self.scene.tree.lemmas[token].lower()
        draft, act = self.scene.by_head.get(token), self.scene.by_head.get(x.head)
        alike = draft is not None and act is not None and draft.frame.type == act.frame.type
        return _akin(self._lemma(x), noun) or alike or (noun == self._lemma(x) and x.act.kind == "noun")

    def _in_part(self, q: Proposition) -> bool:
        tree = self.scene.tree
        around = {tree.lower[c] for t in (*q.roles.get("obj", ()), q.head) for c in (t, *tree.children[t])}
        return q.progressive or self.scene.reader.factuality.status(q.head) == "ongoing" or pledges().has("outcomes.part", *around)

    def _before(self, q: Proposition, x: Promised) -> bool:
        """Whether what is told lies before the report of the promise: "last year it withdrew others"."""
        window, published = self.scene.setting.when(q), self.scene.report.published
        if window is None or window.latest is None or published is None or published.earliest is None:
            return False
        return (published.earliest - window.latest).days > 31 and x.commitment.due is None

    # -- moving -------------------------------------------------------------------------------------------------------

    def _move(self, x: Promised, happening: Happening, q: Proposition, *, of_condition: bool = False) -> None:
        held = x.commitment
        when = self.scene.setting.when(q)
        if happening == "slipped" and of_condition:
            held.due = None if held.due is not None and AFTER_CONDITION in held.due.basis else held.due
        elif happening == "slipped":
            later = self._put_off_to(q)
            held.due = later or held.due
            when = self.scene.report.published if when == later else when
        evidence = self.scene.tree.sentence_offsets(q.head)
        if any(evidence in change.evidence for change in held.history[1:]):
            return
        self._step(held, happening, when or self.scene.report.published, evidence, q.head)

    def _put_off_to(self, q: Proposition) -> DateWindow | None:
        """The new day: "postponed the withdrawal until 1 July"."""
        first, last = self.scene.phrase(q.head)
        for time in self.scene.setting.named:
            if first <= time.span[0] < last and time.window is not None and self.scene.ahead(time.window):
                return time.window
        return None

    def _overdue(self) -> None:
        """What has passed its day by the report's, with nothing told of it."""
        published = self.scene.report.published
        for x in self.promised:
            held = x.commitment
            due = held.due.latest if held.due is not None else None
            day = published.earliest if published is not None else None
            if due is not None and day is not None and due < day and held.state == "pending":
                self._step(held, "deadline_passed", published, held.evidence[0])

    def _step(
        self, held: Commitment, happening: Happening, when: DateWindow | None, evidence: Offsets, token: int | None = None
    ) -> None:
        state = after(held.state, happening)
        self.scene.because(held.id, happening, token, held.state, state)
        if state != held.state or happening in {"slipped", "done_in_part"}:
            held.history = (*held.history, StateChange(state, when, (evidence,), self.scene.report.id))
        held.state = state


def _akin(verb: str, noun: str) -> bool:
    """Whether a noun is a verb's own: they share their first letters."""
    return len(verb) >= STEM - 1 and verb[:STEM] == noun[: len(verb[:STEM])] and noun != verb[:-1]


def follow(scene: Scene, promised: list[Promised]) -> None:
    """Moves each commitment through what the report tells of it later; their states and histories change in place."""
    if promised:
        _Outcomes(scene, promised).run()
