"""One act told twice: by a light verb and its noun, by a promise and what is promised, by the title and the lead."""

from __future__ import annotations

from collections.abc import Callable

from foreigndesk.actors.cast import Cast
from foreigndesk.propositions.graph import Proposition
from foreigndesk.propositions.tree import Tree
from foreigndesk.reading.drafts import Draft
from foreigndesk.reading.factuality import ACTUAL, Factuality

COMMISSIVE = frozenset({"AGREE"})
LEAD = 2  # sentences that tell the title's event again


class OneAct:
    """Tells which drafts of a report are of one act. ``meant`` gives the actors that a token's phrase means."""

    def __init__(
        self, tree: Tree, cast: Cast, factuality: Factuality, title_sentences: int, meant: Callable[[int], tuple[str, ...]]
    ) -> None:
        self.tree, self.cast, self.factuality = tree, cast, factuality
        self.title_sentences, self.meant = title_sentences, meant

    def prune(self, drafts: dict[int, Draft]) -> None:
        """Of two events told by one act keep one: the light verb's noun, the promised act rather than its promise."""
        for i, d in list(drafts.items()):
            if i not in drafts:
                continue
            p = d.p
            if p.light is not None and p.light in drafts:
                verb = drafts[p.light]
                if d.status in ACTUAL and verb.status not in ACTUAL and self.ended(p, verb.p):
                    continue  # "must end its attacks": they go on, and are to end
                sides, verb_sides = bool(d.actors) + bool(d.recipients), bool(verb.actors) + bool(verb.recipients)
                if sides > verb_sides and d.status != "negated":
                    del drafts[p.light]
                    continue
                if verb.score > d.score + 1.0 or (d.status == "negated" and verb.status in ACTUAL and verb.frame.type != d.frame.type):
                    del drafts[i]
                else:
                    del drafts[p.light]
                continue
            parent = drafts.get(p.parent) if p.parent is not None else None
            if parent is None:
                continue
            undone = (d.status == "negated" and parent.status in ACTUAL) or self.ended(p, parent.p)
            if undone and p.kind == "noun" and p.link == "obj" and parent.frame.object:
                del drafts[i]  # "lifted the sanctions": what ended is told by the act that ended it
            elif parent.p.kind == "noun" and p.kind == "verb" and p.link == "relcl" and self._one_act(parent, d):
                d.actors = d.actors or tuple(a for a in parent.actors if a not in d.recipients)
                d.when, d.places = d.when or parent.when, d.places or parent.places
                del drafts[parent.p.head]
            elif self._one_launch(parent, d) or self._its_promise(parent, d):
                del drafts[parent.p.head]
            elif parent.frame.type == d.frame.type and p.kind == "noun" and p.link == "subj" and d.recipients in ((), parent.recipients):
                parent.actors = parent.actors or d.actors  # "an Israeli strike hit the port" is one strike
                del drafts[i]
            elif parent.frame.type == d.frame.type and p.kind == "noun" and p.link in {"obj", "of", "in", "to"}:
                if d.actors and d.recipients and not (parent.actors and parent.recipients):
                    del drafts[parent.p.head]
                elif parent.p.kind == "verb":
                    del drafts[i]

    def ended(self, p: Proposition, above: Proposition) -> bool:
        """Whether a noun names what the verb above it puts an end to."""
        signature = self.factuality.signature(p, above)
        return signature is not None and signature.aspect == "ends"

    def _one_act(self, noun: Draft, verb: Draft) -> bool:
        """ "The strike that killed X": the clause on an act tells the same act."""
        same = noun.frame.type == verb.frame.type and noun.p.head in verb.p.roles.get("subj", ())
        return same and set(noun.recipients) <= {*verb.recipients, *verb.actors, *self.hosts(noun)}

    def hosts(self, d: Draft) -> tuple[str, ...]:
        """The recipients that only the place of an act has brought in."""
        named = {a for t in d.p.all("on", "against", "obj", "of", "to", "with") for a in self.meant(t)}
        return tuple(r for r in d.recipients if r not in named)

    def _one_launch(self, launch: Draft, hit: Draft) -> bool:
        """ "Launched missiles aimed at X": the weapon was not tried out, it was used."""
        p = hit.p
        if launch.frame.type != "MOBILIZE" or hit.frame.type != "ASSAULT" or p.kind != "verb" or p.link not in {"advcl", "acl", "within"}:
            return False
        same = hit.actors in ((), launch.actors) and bool(hit.recipients)
        return same and p.tense == "none" and self.tree.lower[p.head - 1] != ","

    def _its_promise(self, promise: Draft, act: Draft) -> bool:
        """ "Agreed to withdraw": what is promised stands, not its promise."""
        return promise.frame.type in COMMISSIVE and act.status == "promised" and act.p.link in {"comp", "acl"}

    def merge(self, drafts: list[Draft]) -> list[Draft]:
        """The events, each once, with all that tells it."""
        out: list[Draft] = []
        kinds: dict[str, list[Draft]] = {}
        for d in drafts:
            alike = kinds.setdefault(d.frame.type, [])  # what is of another type is another event
            for other in alike:
                if self._same(other, d) or self._again(other, d):
                    other.told.append(d.p)
                    if {*other.actors, *other.recipients} < {*d.actors, *d.recipients}:
                        other.actors, other.recipients = d.actors, d.recipients
                    other.evidence.extend(e for e in d.evidence if e not in other.evidence)
                    other.when = other.when or d.when
                    other.places = tuple(dict.fromkeys((*other.places, *d.places)))
                    break
            else:
                alike.append(d)
                out.append(d)
        return out

    def _again(self, a: Draft, b: Draft) -> bool:
        """Whether a known act is spoken of once more: "hit X in a raid … made the raid on Y"."""
        if b.p.kind != "noun" or a.frame.type != b.frame.type or a.status not in ACTUAL or b.status not in ACTUAL:
            return False
        if not self.factuality.definite(b.p.head) or (a.when is not None and b.when is not None and a.when != b.when):
            return False
        if a.evidence[0] == b.evidence[0] or self.tree.tags[b.p.head] == "NNS":
            return False
        lemmas = {p.lemma for p in (a.p, *a.told)}
        lemmas.update(self.tree.lemmas[t].lower() for p in (a.p, *a.told) for t in p.all("in", "by", "during", "with"))
        sides = {*a.actors, *a.recipients}
        homes = sides | {self.cast.principal(x) for x in sides}
        named = {x for x in (*b.actors, *b.recipients) if x not in self.hosts(b)}
        return b.p.lemma in lemmas and named <= homes

    def _same(self, a: Draft, b: Draft) -> bool:
        """Whether a report tells one event twice: the title's event in its lead, or the same words again."""
        if a.frame.type != b.frame.type or (a.status in ACTUAL) != (b.status in ACTUAL):
            return False
        sides_a, sides_b = {*a.actors, *a.recipients}, {*b.actors, *b.recipients}
        titled = self.tree.sentence[a.p.head] < self.title_sentences <= self.tree.sentence[b.p.head]
        nested = sides_a <= sides_b or sides_b <= sides_a
        if a.when is not None and b.when is not None and a.when != b.when:
            return False
        if titled and a.p.lemma == b.p.lemma and self.tree.sentence[b.p.head] < self.title_sentences + LEAD:
            homes_a, homes_b = ({self.cast.actors[x].iso3 for x in sides} - {None} for sides in (sides_a, sides_b))
            if homes_a and homes_a == homes_b:
                return True
        if titled:
            return nested and bool(sides_a & sides_b) and (a.p.lemma == b.p.lemma or a.frame.cameo == b.frame.cameo)
        same_word = a.p.lemma == b.p.lemma or a.frame.id == b.frame.id
        return same_word and sides_a == sides_b and a.actors == b.actors and a.evidence[0] != b.evidence[0]
