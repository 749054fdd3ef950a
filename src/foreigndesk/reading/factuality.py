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
            self._known[head] = self._compose(self.graph[head])
        return self._known[head]

    def _compose(self, p: Proposition) -> Status:
        own = self._own(p)
        parent = self.graph.get(p.parent) if p.parent is not None else None
        if parent is None:
            return "planned" if p.infinitive and own in ACTUAL else own
        if p.light_verb is not None and p.light == parent.head:
            return self._under_light(p, parent, own)
        signature = self.signature(p, parent)
        if signature is not None and self._is_complement(p, parent):
            told = signature.negative if parent.negated else signature.positive
            if told == "keep":
                return "possible" if p.infinitive and own in ACTUAL and not p.perfect else own
            if p.kind == "noun" and told in ACTUAL:
                return own
            return self._weigh(own, told, parent)
        if p.kind == "noun":
            return self._noun(p, parent, own)
        if p.link.startswith("advcl") or p.link in {"acl", "within", "comp"}:
            if p.infinitive and own in ACTUAL and not p.perfect:
                above = self.status(parent.head)
                return "planned" if above in ACTUAL else above
            if p.tense == "none" and p.modal is None and own in ACTUAL:
                return self.status(parent.head) if parent.kind != "noun" else own
        return own

    def _weigh(self, own: Status, told: Status, parent: Proposition) -> Status:
        if own == "negated":
            return "negated" if told in ACTUAL else told
        if told not in ACTUAL:
            return told
        if own not in ACTUAL:
            return own
        above = self.status(parent.head)
        return told if above in ACTUAL else above

    def _under_light(self, p: Proposition, parent: Proposition, own: Status) -> Status:
        light = p.light_verb
        above = self.status(parent.head)
        if own not in ACTUAL:
            return own
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
        if p.link in TEMPORAL_LINKS and above in {"planned", "promised", "demanded", "threatened"}:
            return "planned"
        return own

    def _own(self, p: Proposition) -> Status:
        sig, tree = self.signatures, self.tree
        if p.negated:
            return "negated"
        if p.conditional is not None:
            return "possible"
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
        for particle in (parent.particle, p.link):
            phrasal = self.signatures.verb(parent.lemma, particle, complement) if particle is not None else None
            if phrasal is not None:
                return phrasal
        return self.signatures.verb(parent.lemma, None, complement)

    def _complement(self, p: Proposition) -> Complement:
        if p.kind == "noun":
            return "obj"
        return "xcomp" if self.tree.deps[p.head] == "xcomp" or p.infinitive else "ccomp"

    def _is_complement(self, p: Proposition, parent: Proposition) -> bool:
        if p.link == "subj" and p.kind == "verb" and parent.kind == "adjective":
            return True  # "it is possible that …"
        if p.link in {"comp", "acl"} or (p.link.startswith("advcl") and parent.kind == "adjective"):
            return True
        if p.kind == "noun":
            return (
                p.link == "obj"
                or (parent.kind == "noun" and p.link in {"of", "for", "to"})
                or (parent.kind == "verb" and p.link in {"for", "to", "on"} and not parent.roles.get("obj"))
            )
        return p.link.startswith("advcl") and p.infinitive and parent.lemma in {"call", "appeal", "ask", "order", "urge"}
