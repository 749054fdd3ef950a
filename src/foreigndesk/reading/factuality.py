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

ACTUAL = frozenset({"occurred", "ongoing"})
PHASES = frozenset(
    "begin start take occur happen continue resume open end follow come go last erupt break intensify escalate conclude unfold "
    "hold remain".split()
)
PRESUMING = frozenset({"possible.suspect"})
AHEAD = frozenset({"planned", "promised", "demanded", "threatened"})
HYPOTHETICAL = frozenset({"may", "might", "could", "would"})
MOMENT_CASES = frozenset({"at", "since", "until", "before", "after", "by", "from", "toward", "towards"})
MOMENTS = frozenset({"advcl:when", "advcl:once", "advcl:after", "advcl:before", "advcl:as"})
WHEN = frozenset({"when", "once"})
DEFINITE = frozenset({"the", "this", "that", "these", "those"})
ORDINALS = frozenset("first second third fourth fifth sixth seventh eighth ninth tenth last latest only".split())
MANAGED = frozenset({"able"})  # of the past: and did
PERFORMED = frozenset(  # done in saying so
    "thank congratulate express welcome wish apologise apologize condemn emphasise emphasize stress reiterate underline note assure "
    "remind point say add extend convey offer pay".split()
)
TEMPORAL_LINKS = frozenset({"of", "after", "before", "within", "upon", "until", "on", "during", "following"})


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
        obliged = self.signatures.modal(f"{parent.lemma} to", negated=parent.negated) if p.link == "comp" and p.infinitive else None
        if obliged is not None and obliged != "keep" and parent.kind == "verb" and not parent.roles.get("obj"):
            if parent.lemma == "have" and parent.tense == "past" and not parent.negated:
                return self._weigh(own, "occurred", parent)  # "had to leave": and left
            return self._weigh(own, obliged, parent)  # "has to leave", "needs to leave"
        if parent.lemma == "be" and p.link == "comp" and p.infinitive and p.head > parent.head:
            return self._weigh(own, "negated" if parent.negated else "planned", parent)  # "is to leave in May"
        if p.lemma in PERFORMED and p.infinitive and self._performs(parent):
            return own  # "I would like to thank": and does
        if parent.lemma in MANAGED and parent.tense == "past" and not parent.negated and p.link == "comp":
            return self._weigh(own, "occurred", parent)  # "was able to leave"
        if p.kind == parent.kind == "noun" and p.link == "of" and parent.link in MOMENT_CASES and not parent.roles.get("adj"):
            return own  # "at the end of the summit": a time
        signature = self.signature(p, parent)
        if signature is not None and self._is_complement(p, parent):
            negated = parent.negated or (p.kind != "noun" and self.status(parent.head) == "negated")
            told = signature.negative if negated else signature.positive
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
        if p.kind == "noun":
            return self._noun(p, parent, own)
        if p.link == "subj" and p.infinitive and not p.perfect and own in ACTUAL:
            return "possible"  # "it is hard to withdraw"
        if p.link.startswith("advcl") or p.link in {"acl", "within", "comp"}:
            if p.link == "acl" and p.infinitive and self._nth(p):
                return self.status(parent.head)
            if p.infinitive and own in ACTUAL and not p.perfect:
                above = self.status(parent.head)
                return "planned" if above in ACTUAL else above
            if p.tense == "none" and p.modal is None and own in ACTUAL:
                return self.status(parent.head) if parent.kind != "noun" else own
            if p.tense == "present" and p.link in MOMENTS and own in ACTUAL and self.status(parent.head) in AHEAD:
                return "planned"  # "when the treaty enters into force, both will withdraw"
            if p.tense == "past" and not p.perfect and own in ACTUAL and parent.modal == "would" and self._moment(p):
                return "possible"  # "it would return only when the West lifted the ban"
        return own

    def _moment(self, p: Proposition) -> bool:
        """Whether a clause tells a moment: "once it left", "only when it left"."""
        tree = self.tree
        return p.link in MOMENTS or (p.link == "advcl" and any(tree.lower[c] in WHEN and c < p.head for c in tree.children[p.head]))

    def definite(self, i: int) -> bool:
        """Whether a noun is named as known: "the attack", "this war"."""
        return any(self.tree.deps[c] == "det" and self.tree.lower[c] in DEFINITE for c in self.tree.children[i])

    def _known_of(self, i: int) -> bool:
        """Whether a noun is named as known, by an article or by whose it is."""
        return self.definite(i) or self.tree.child(i, "nmod:poss") is not None

    def _performs(self, parent: Proposition) -> bool:
        """Whether a clause is said by who does it in saying so: "I would like to", "we want to"."""
        asks = parent.lemma in {"like", "want", "wish"} and (parent.modal == "would" or parent.tense == "present")
        return asks and any(self.tree.lower[t] in {"i", "we"} for t in parent.roles.get("subj", ()))

    def _nth(self, p: Proposition) -> bool:
        """ "The third state to ratify", "the only one to refuse": who comes in a row has done it."""
        noun = self.tree.heads[p.head]
        return any(
            self.tree.deps[c] == "amod" and self.tree.lower[c] in ORDINALS for c in self.tree.children[noun]
        )

    def _hypothetical(self, p: Proposition) -> bool:
        return p.conditional is not None or p.modal in HYPOTHETICAL or (p.modal == "should" and _inverted(self.tree, p))

    def _weigh(self, own: Status, told: Status, parent: Proposition) -> Status:
        if own == "negated":
            return "negated" if told in ACTUAL else told
        if told in {"planned", "promised"} and self._hypothetical(parent):
            return "possible"  # "if they vote to leave", "might agree to meet"
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
        if p.link in {"subj", "obj"} and parent.lemma in PHASES:
            return above
        if p.link == "obj" and parent.kind == "verb" and above != "negated" and not self._known_of(p.head):
            return above  # "ready to develop contacts"
        if above == "negated" and p.link == "of" and parent.kind != "verb" and self.tree.child(parent.head, "cop") is not None:
            return above  # "is not part of a plan"
        if p.link in TEMPORAL_LINKS and above in AHEAD:
            return "planned"
        return own

    def _own(self, p: Proposition, *, affirmed: bool = False) -> Status:
        sig, tree = self.signatures, self.tree
        if p.negated and not affirmed:
            return "negated"
        if p.conditional is not None:
            return "possible"
        if p.modal == "should" and _inverted(tree, p):
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
        if _imperative(tree, p):
            return "demanded"
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
        if p.link in {"comp", "acl"} or (p.link.startswith("advcl") and parent.kind == "adjective"):
            return True
        if p.kind == "noun":
            return (
                p.link == "obj"
                or (parent.kind == "noun" and p.link in {"of", "for", "to"})
                or (parent.kind == "verb" and p.link in {"for", "to", "on"} and not parent.roles.get("obj"))
            )
        if p.link.startswith("advcl:") and p.tense == "none" and not p.infinitive and parent.kind == "verb":
            return self.signatures.verb(parent.lemma, _marked(p), "xcomp") is not None  # "plans on leaving", "refrained from striking"
        return p.link.startswith("advcl") and p.infinitive and parent.lemma in {"call", "appeal", "ask", "order", "urge"}


def _marked(p: Proposition) -> str:
    """The preposition that a phrase or a gerund hangs on its verb by."""
    return p.link.removeprefix("advcl:")


def _imperative(tree: Tree, p: Proposition) -> bool:
    """ "Sign the treaty.": a bare verb at the head of its sentence, with nobody named who does it."""
    i = p.head
    while tree.deps[i] == "conj":
        i = tree.heads[i]
    bare = tree.tags[p.head] == "VB" and not p.infinitive and p.modal is None
    return bare and tree.deps[i] in {"root", "parataxis"} and tree.child(i, "nsubj", "aux", "nsubj:pass", "cop") is None


def _inverted(tree: Tree, p: Proposition) -> bool:
    """Whether the modal stands before the subject at the head of a sentence that asks nothing."""
    begin, end = tree.sentences[tree.sentence[p.head]]
    first = begin if tree.pos[begin] != "PUNCT" else begin + 1
    return tree.heads[first] == p.head and tree.tags[first] == "MD" and tree.words[end - 1] != "?"
