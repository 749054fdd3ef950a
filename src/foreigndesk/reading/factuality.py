"""Did it happen? The status of an event by composition along its embedding path.

Each embedding predicate tells of the event inside it, under its own polarity (implicative signatures, Karttunen 1971;
FactBank, Saurí & Pustejovsky 2009); tense, modality and negation give the innermost value, and what stands above an
actual event can only weaken it.
"""

from __future__ import annotations

from foreigndesk.model import Status
from foreigndesk.propositions.graph import Graph, Proposition
from foreigndesk.propositions.signatures import Complement, Signature, Signatures, signatures
from foreigndesk.propositions.tree import Tree
from foreigndesk.reading import moods

ACTUAL = frozenset({"occurred", "ongoing"})
PRESUMING = frozenset({"possible.suspect"})
AHEAD = frozenset({"planned", "promised", "demanded", "threatened"})
HYPOTHETICAL = frozenset({"may", "might", "could", "would"})
TELLING = frozenset({"demand.tell"})
LETTING = frozenset({"implicative.let"})
TRYING = frozenset({"possible.try"})


class Factuality:
    """Statuses of a report's propositions, each worked out once."""

    def __init__(self, tree: Tree, graph: Graph) -> None:
        self.tree = tree
        self.graph = graph
        self.signatures: Signatures = signatures()
        self._known: dict[int, Status] = {}

    def status(self, head: int) -> Status:
        """Whether the event of a predicate occurred, is planned, promised, demanded, threatened, possible or negated."""
        if head not in self._known:
            self._known[head] = "possible"  # what a cycle would see; trees have none, light verbs might
            self._known[head] = self._compose(self.graph[head], self._own(self.graph[head]))
        return self._known[head]

    def _affirmed(self, head: int) -> Status:
        """The status that a predicate would have without its own negation: "did not fail to act" rests on "failed" being told."""
        p = self.graph[head]
        return self._compose(p, self._own(p, affirmed=True)) if p.negated else self.status(head)

    def _compose(self, p: Proposition, own: Status) -> Status:
        parent = self.graph.get(p.parent) if p.parent is not None else None
        if parent is None:
            return "planned" if p.infinitive and own in ACTUAL else own
        if p.light_verb is not None and p.light == parent.head:
            return self._under_light(p, parent, own)
        fixed = self._construed(p, parent, own)
        if fixed is not None:
            return fixed
        signature = self.signature(p, parent)
        if signature is not None and self._is_complement(p, parent):
            return self._under(signature, p, parent, own)
        return self._noun(p, parent, own) if p.kind == "noun" else self._adjunct(p, parent, own)

    def _construed(self, p: Proposition, parent: Proposition, own: Status) -> Status | None:
        """What constructions of two predicates tell, whatever the lexicon says of the outer one."""
        sig, tree = self.signatures, self.tree
        complement = p.link == "comp"
        obliged = sig.modal(f"{parent.lemma} to", negated=parent.negated) if complement and p.infinitive else None
        if obliged is not None and obliged != "keep" and parent.kind == "verb" and not parent.roles.get("obj"):
            if parent.lemma == "have" and parent.tense == "past" and not parent.negated:
                return self._weigh(own, "occurred", parent)  # "had to leave": and left
            return self._weigh(own, obliged, parent)  # "has to leave", "needs to leave"
        if parent.lemma == "be" and complement and p.infinitive and p.head > parent.head:
            return self._weigh(own, "negated" if parent.negated else "planned", parent)  # "is to leave in May"
        if p.lemma in sig.words("performed") and p.infinitive and self._performs(parent):
            return own  # "I would like to thank": and does
        simple = parent.tense == "past" and not parent.progressive and not parent.negated
        if parent.lemma in sig.words("managed") and simple and complement:
            return self._weigh(own, "occurred", parent)  # "was able to leave", "went to see"
        if p.kind == parent.kind == "noun" and p.link == "of" and parent.link in sig.words("moment_cases") and not parent.roles.get("adj"):
            return own  # "at the end of the summit": a time
        if parent.lemma in sig.words("tried") and complement and tree.tags[p.head] == "VBG":
            return self._weigh(own, "occurred", parent)  # "tried calling": called
        if p.infinitive and p.kind == "verb" and (seizing := self._seizing(p)) is not None:
            return self._weigh(own, "occurred", seizing)  # "took the opportunity to announce"
        return None

    def _under(self, signature: Signature, p: Proposition, parent: Proposition, own: Status) -> Status:
        """What the predicate above tells of its complement."""
        if signature.id in TELLING and p.infinitive and parent.kind == "verb" and not (parent.passive or self._other_doer(p, parent)):
            return self._adjunct(p, parent, own)  # "called to check": in order to
        if signature.id in LETTING and own in ACTUAL and self.status(parent.head) == "demanded":
            return "demanded"  # "let us know", "urged Chad to let the convoys pass"
        if parent.lemma in self.signatures.words("wanting") and p.kind == "verb" and own in ACTUAL and self._other_doer(p, parent):
            return self._weigh(own, "demanded", parent)  # "wants Chad to leave"
        negated = parent.negated or (p.kind != "noun" and self.status(parent.head) == "negated")
        told = signature.negative if negated else signature.positive
        if told == "possible" and parent.kind == "noun" and parent.lemma in self.signatures.words("charges"):
            told = "negated" if self.status(parent.head) == "negated" else told  # "denied charges that it helped"
        if p.kind == "noun" and told == "possible" and signature.id in PRESUMING and self.definite(p.head):
            told = "keep"  # "pointed to the attack": what is named as known took place
        if signature.aspect == "ends" and told == "negated" and self._affirmed(parent.head) not in ACTUAL and own in ACTUAL:
            return own  # "must stop the shelling": it goes on
        if told == "keep":
            return "possible" if p.infinitive and own in ACTUAL and not p.perfect else own
        if p.kind == "noun" and told in ACTUAL:
            return own
        if signature.positive == signature.negative == "occurred":
            return own  # a factive: true whatever stands above it
        return self._weigh(own, told, parent)

    def _adjunct(self, p: Proposition, parent: Proposition, own: Status) -> Status:
        """What a clause shares with the one that it hangs on, and no lexicon tells."""
        if own not in ACTUAL:
            return own
        above = self.status(parent.head)
        if p.link == "subj" and not p.perfect and (p.infinitive or self._gerund(p)):
            return "possible" if p.infinitive or above not in ACTUAL else own  # "it is hard to withdraw", "leaving would help"
        if p.link == "relcl":
            return self._described(p, parent, own)
        if not p.link.startswith("advcl") and p.link not in {"acl", "within", "comp"}:
            return own
        if self._reduced(p) and p.link != "comp" and self.tree.tags[p.head] == "VBN":
            return own  # "view the plan as conceived by Cairo", "the shares listed there": done before
        if p.link == "acl" and p.infinitive and self._nth(p):
            return above
        if p.infinitive and not p.perfect:
            if (asked := self._asked_by_noun(p, parent)) is not None:
                return asked if above in ACTUAL else "possible"
            if above == "occurred" and p.link == "advcl:to" and parent.tense == "past" and parent.lemma in self.signatures.words("means"):
                return "occurred"  # "used its veto to block it", "met to discuss it": told as done with the deed
            return "planned" if above in ACTUAL else above
        if p.tense == "none" and p.modal is None:
            if p.link == "advcl:by" and self._tried(parent):
                return "occurred"  # "tried to win them by lifting the ban": lifted it
            return above if parent.kind != "noun" else own
        if p.tense == "present" and self._moment(p) and above in AHEAD:
            return "planned"  # "when the treaty enters into force, both will withdraw"
        if p.tense == "present" and self._moment(p) and above == "possible" and parent.modal is not None:
            return "possible"  # "when a fleet arrives it can be shelled"
        if p.tense == "past" and not p.perfect and parent.modal == "would" and self._moment(p):
            return "possible"  # "it would return only when the West lifted the ban"
        return own

    def _asked_by_noun(self, p: Proposition, parent: Proposition) -> Status | None:
        """ "Gave orders to the army *to attack*": what the noun of a light verb tells of an infinitive that the parser hung on the verb."""
        noun = next((q for t in parent.roles.get("obj", ()) if (q := self.graph.get(t)) is not None and q.light == parent.head), None)
        signature = self.signature(p, noun) if noun is not None else None
        return signature.positive if signature is not None and signature.positive != "keep" else None

    def _described(self, p: Proposition, parent: Proposition, own: Status) -> Status:
        """ "Denied that he ran a squad that killed": a clause that tells what new thing is meant falls with the thing."""
        denied = parent.tense == "past" and not parent.infinitive and self.status(parent.head) == "negated"
        return "possible" if denied and p.tense == "past" and not p.perfect and self._restricts(p) else own

    def _restricts(self, p: Proposition) -> bool:
        """Whether a relative clause, not set off, belongs to a noun that is named as new."""
        tree = self.tree
        noun = tree.heads[p.head]
        first = tree.left[p.head]
        return tree.pos[noun] != "PROPN" and not self._known_of(noun) and first > 0 and tree.words[first - 1] not in {",", "("}

    def _tried(self, parent: Proposition) -> bool:
        """Whether a clause tells what somebody tried, in fact, to do."""
        trier = self.graph.get(parent.parent) if parent.parent is not None else None
        signature = self.signature(parent, trier) if trier is not None and parent.link == "comp" else None
        return trier is not None and signature is not None and signature.id in TRYING and self.status(trier.head) in ACTUAL

    def _gerund(self, p: Proposition) -> bool:
        return self.tree.tags[p.head] == "VBG" and self.tree.child(p.head, "aux", "nsubj") is None

    def _moment(self, p: Proposition) -> bool:
        """Whether a clause tells a moment: "once it left", "only when it left"."""
        tree = self.tree
        if p.link.startswith("advcl:"):
            return _marked(p) in self.signatures.words("moments")
        whens = self.signatures.words("whens")
        return p.link == "advcl" and any(tree.lower[c] in whens and c < p.head for c in tree.children[p.head])

    def _bound(self, p: Proposition) -> bool:
        """Whether a clause tells what put an end to a past event: "they fought until the army withdrew"."""
        parent = self.graph.get(p.parent) if p.parent is not None else None
        told = p.conditional in self.signatures.words("bounds") and p.tense == "past" and p.modal is None
        if not told or parent is None or parent.tense != "past" or parent.modal is not None or parent.infinitive:
            return False
        inner = (q for q in self.graph.values() if q.parent == parent.head and q.link in {"obj", "comp"})
        return all(self.status(q.head) not in AHEAD for q in inner)  # "promised protests until it joined": not yet joined

    def definite(self, i: int) -> bool:
        """Whether a noun is named as known: "the attack", "this war"."""
        return any(self.tree.deps[c] == "det" and self.tree.lower[c] in self.signatures.words("definite") for c in self.tree.children[i])

    def _known_of(self, i: int) -> bool:
        """Whether a noun is named as known, by an article or by whose it is."""
        return self.definite(i) or self.tree.child(i, "nmod:poss") is not None

    def _performs(self, parent: Proposition) -> bool:
        """Whether a clause is said by who does it in saying so: "I would like to", "we want to"."""
        asks = parent.lemma in {"like", "want", "wish"} and (parent.modal == "would" or parent.tense == "present")
        return asks and moods.first_person(self.tree, parent)

    def _seizing(self, p: Proposition) -> Proposition | None:
        """The verb that takes what one needs to do something: "*took* the opportunity to announce"."""
        tree, above = self.tree, self.tree.heads[p.head]
        verb = self.graph.get(above if above in self.graph and self.graph[above].kind == "verb" else tree.heads[above])
        if tree.deps[p.head] not in {"acl", "advcl"} or verb is None or verb.lemma not in self.signatures.words("seizing"):
            return None
        held = {tree.lemmas[t].lower() for t in verb.roles.get("obj", ()) if above in {t, verb.head}}
        return verb if held & self.signatures.words("seized") else None

    def _other_doer(self, p: Proposition, parent: Proposition) -> bool:
        """Whether somebody else than the one who wants it is to act."""
        doers = p.roles.get("obj" if p.passive else "subj", ())
        return any(t not in parent.roles.get("subj", ()) for t in doers)

    def _nth(self, p: Proposition) -> bool:
        """ "The third state to ratify", "the only one to refuse": who comes in a row has done it."""
        noun = self.tree.heads[p.head]
        return any(
            self.tree.deps[c] == "amod" and self.tree.lower[c] in self.signatures.words("ordinals") for c in self.tree.children[noun]
        )

    def _hypothetical(self, p: Proposition) -> bool:
        return p.conditional is not None or p.modal in HYPOTHETICAL or (p.modal == "should" and moods.inverted(self.tree, p))

    def _weigh(self, own: Status, told: Status, parent: Proposition) -> Status:
        if own == "negated":
            return "negated" if told in ACTUAL else told
        if told in {"planned", "promised"} and self._hypothetical(parent):
            return "possible"  # "if they vote to leave", "might agree to meet"
        if told == "negated" and own in ACTUAL and self._affirmed(parent.head) == "possible":
            return "possible"  # "could avoid an attack", "if they refuse to leave"
        if told not in ACTUAL:
            return told
        if own not in ACTUAL:
            return own
        above = self._affirmed(parent.head)
        return told if above in ACTUAL else above

    def _under_light(self, p: Proposition, parent: Proposition, own: Status) -> Status:
        light = p.light_verb
        above = self.status(parent.head)
        if own not in ACTUAL:
            return own
        if light is not None and light.aspect == "ends" and above not in ACTUAL and above != "negated":
            return own  # "must stop the shelling": it goes on
        if light is not None and light.status is not None:
            return light.status if above in ACTUAL else above
        return above

    def _noun(self, p: Proposition, parent: Proposition, own: Status) -> Status:
        if own not in ACTUAL:
            return own
        above = self.status(parent.head)
        if above in ACTUAL:
            return own
        if p.link in {"subj", "obj"} and parent.lemma in self.signatures.words("phases"):
            return above
        if p.link == "obj" and parent.kind == "verb" and above != "negated" and not self._known_of(p.head):
            return above  # "ready to develop contacts"
        if above == "negated" and p.link == "of" and parent.kind != "verb" and self.tree.child(parent.head, "cop") is not None:
            return above  # "is not part of a plan"
        if p.link in self.signatures.words("temporal") and above in AHEAD:
            return "planned"
        return own

    def _own(self, p: Proposition, *, affirmed: bool = False) -> Status:
        sig, tree = self.signatures, self.tree
        if p.negated and not affirmed:
            return "negated"
        if p.conditional is not None and not self._bound(p):
            return "possible"
        if moods.requested(tree, sig, p):
            return "demanded"
        if moods.avowed(tree, sig, p):
            return "occurred"
        if p.modal == "should" and moods.inverted(tree, p):
            return "possible"  # "should they agree, …"
        if p.modal is not None:
            told = sig.modal(p.modal)
            if told is not None and told != "keep" and not (p.perfect and p.modal == "will"):
                return told
        for c in tree.children[p.head]:
            word = tree.lemmas[c].lower()
            if p.kind == "noun" and tree.deps[c].startswith(("amod", "compound")):
                told = sig.modifier(word) or sig.modifier(tree.lower[c])
            elif tree.deps[c].startswith("advmod"):
                told = sig.adverb(word)
            else:
                continue
            if told is not None and told != "keep":
                return told
        if moods.imperative(tree, p):
            return "demanded"
        if moods.asked(tree, sig, p):
            return "possible"
        if moods.prescribed(tree, p) or moods.futurate(tree, sig, p):
            return "planned"
        if p.lemma == "go" and p.progressive and any(tree.child(c, "mark") is not None for c in p.roles.get("comp", ())):
            return "planned"  # "is going to strike"
        lasting = p.perfect and not any(tree.lower[c] == "had" for c in tree.children[p.head])
        if p.progressive and (p.tense == "present" or lasting):
            return "ongoing"
        return "occurred"

    def signature(self, p: Proposition, parent: Proposition) -> Signature | None:
        """What a predicate tells of the event inside it."""
        complement = self._complement(p)
        if parent.kind == "noun":
            return self.signatures.noun(parent.lemma, complement)
        if parent.kind == "adjective":
            return self.signatures.adjective(parent.lemma, complement)
        for particle in (parent.particle, _marked(p)):
            phrasal = self.signatures.verb(parent.lemma, particle, complement) if particle is not None else None
            if phrasal is not None:
                return phrasal
        return self.signatures.verb(parent.lemma, None, complement)

    def _complement(self, p: Proposition) -> Complement:
        if p.kind == "noun":
            return "obj"
        return "xcomp" if self.tree.deps[p.head] == "xcomp" or p.infinitive else "ccomp"

    def _is_complement(self, p: Proposition, parent: Proposition) -> bool:
        if p.link == "subj" and p.kind != "noun" and (parent.kind == "adjective" or p.head > parent.head):
            return True  # "it is possible that …", "it seems that …"
        if p.link == "acl" and self._reduced(p):
            return False
        gerund = p.kind == "verb" and p.tense == "none" and not p.infinitive
        if parent.kind == "noun" and gerund and p.link in self.signatures.words("about"):
            return True  # "speculation about leaving"
        if p.link in {"comp", "acl"} or (p.link.startswith("advcl") and parent.kind == "adjective"):
            return True
        if p.kind == "noun":
            return (
                p.link == "obj"
                or (parent.kind == "noun" and p.link in self.signatures.words("about"))
                or (parent.kind == "verb" and p.link in {"for", "to", "on"} and not parent.roles.get("obj"))
            )
        if p.link.startswith("advcl:") and p.tense == "none" and not p.infinitive and parent.kind == "verb":
            return self.signatures.verb(parent.lemma, _marked(p), "xcomp") is not None  # "plans on leaving", "refrained from striking"
        return p.link.startswith("advcl") and p.infinitive and parent.lemma in {"call", "appeal", "ask", "order", "urge"}

    def _reduced(self, p: Proposition) -> bool:
        """ "The charges filed there": a participle that tells of its noun is none of its complements."""
        tree = self.tree
        return tree.tags[p.head] in {"VBN", "VBG"} and tree.child(p.head, "mark", "case", "nsubj", "aux") is None


def _marked(p: Proposition) -> str:
    """The preposition that a phrase or a gerund hangs on its verb by."""
    return p.link.removeprefix("advcl:")
