"""Trees to a predicate–argument graph: who does what to whom, and what it is embedded in.

A proposition stands for one predicate: a verb, a predicative adjective or noun, or an event noun. Its roles name tokens
(heads of phrases): ``subj`` is who does it and ``obj`` to whom, whatever the voice; obliques bear their preposition;
``poss`` and ``adj`` are the possessor and modifiers of an event noun. Subjects that English leaves out (infinitives,
participles, coordinated verbs, relative clauses) are filled in, as in Enhanced UD (Schuster & Manning 2016).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from foreigndesk.propositions.phrases import RELATIVES as RELATIVES
from foreigndesk.propositions.phrases import Roles, add, set_off
from foreigndesk.propositions.phrases import case_of as case_of
from foreigndesk.propositions.phrases import referent as referent
from foreigndesk.propositions.sharing import share
from foreigndesk.propositions.signatures import LightVerb, Signatures, signatures
from foreigndesk.propositions.tree import Tree

Tense = Literal["past", "present", "future", "none"]

PREDICATES = frozenset({"VERB", "AUX", "NOUN", "PROPN", "ADJ", "ADV", "PRON", "NUM"})
NOT_SHARED = frozenset({"subj", "obj", "comp", "poss", "adj", "tmod", "iobj"})


@dataclass(slots=True)
class Proposition:
    """One predicate with its roles and its place in the sentence."""

    head: int
    kind: Literal["verb", "noun", "adjective"]
    lemma: str
    particle: str | None = None
    roles: Roles = field(default_factory=dict)
    passive: bool = False
    negated: bool = False
    tense: Tense = "none"
    progressive: bool = False
    perfect: bool = False
    infinitive: bool = False
    modal: str | None = None
    conditional: str | None = None
    parent: int | None = None
    link: str = "root"
    light: int | None = None
    light_verb: LightVerb | None = None

    def all(self, *roles: str) -> list[int]:
        """The tokens of several roles, in the order asked for."""
        return [t for role in roles for t in self.roles.get(role, ())]


Graph = dict[int, Proposition]


def graph(tree: Tree, event_nouns: frozenset[str]) -> Graph:
    """The propositions of a report by the token of their predicate.

    ``event_nouns`` are the lemmas of common nouns that may be predicates; the rooms after this one say which they need.
    """
    sig = signatures()
    out: Graph = {}
    named = {i for begin, end, label in tree.names if label in {"LOC", "PER"} for i in range(begin, end)}
    for begin, end in tree.sentences:
        for i in _top_down(tree, begin, end):
            if tree.pos[i] not in PREDICATES:
                continue
            kind = _kind(tree, i, event_nouns)
            if kind is None or (kind == "noun" and i in named):
                continue
            p = Proposition(i, kind, tree.lemmas[i].lower())
            _arguments(tree, p)
            _grammar(tree, p, sig)
            _embed(tree, out, p)
            _as_complement(tree, out, p, sig)
            share(tree, out, p)
            out[i] = p
    for p in list(out.values()):
        if p.kind == "noun":
            _light(tree, out, p, sig)
        elif p.kind == "verb" and tree.deps[p.head] == "acl:relcl":
            _light_above(tree, out, p, sig)
    return out


def _top_down(tree: Tree, begin: int, end: int) -> list[int]:
    queue = [i for i in range(begin, end) if tree.heads[i] == i]
    for i in queue:
        queue.extend(tree.children[i])
    return queue


def _kind(tree: Tree, i: int, event_nouns: frozenset[str]) -> Literal["verb", "noun", "adjective"] | None:
    pos, dep = tree.pos[i], tree.deps[i]
    if pos == "VERB":
        return None if dep in {"amod", "compound", "case", "fixed", "mark"} else "verb"
    if pos == "AUX" and dep not in {"aux", "aux:pass", "cop"}:
        return "verb"
    if pos in {"NOUN", "PROPN"} and tree.lemmas[i].lower() in event_nouns and dep != "compound":
        return "noun"
    if pos in {"ADJ", "NOUN", "PROPN", "ADV", "PRON", "NUM"} and (
        tree.child(i, "cop") is not None or (pos == "ADJ" and dep in {"xcomp", "ccomp", "root", "advcl"})
    ):
        return "adjective"
    return None


def _arguments(tree: Tree, p: Proposition) -> None:
    i, roles = p.head, p.roles
    children = tree.children[i]
    p.passive = any(tree.deps[c] in {"aux:pass", "nsubj:pass", "csubj:pass", "obl:agent"} for c in children) or (
        p.kind == "verb" and tree.tags[i] == "VBN" and tree.deps[i] in {"acl", "advcl"} and tree.child(i, "aux", "nsubj") is None
    )
    for c in children:
        dep = tree.deps[c]
        base = dep.partition(":")[0]
        if dep in {"nsubj:pass", "csubj:pass"}:
            add(tree, roles, "obj", c)
        elif base in {"nsubj", "csubj"}:
            add(tree, roles, "obj" if p.passive and p.kind == "verb" else "subj", c)
        elif dep in {"obj", "iobj"}:
            add(tree, roles, dep, c)
        elif dep == "obl:agent":
            add(tree, roles, "subj", c)
        elif dep == "nmod:poss":
            add(tree, roles, "poss", c)
        elif base in {"obl", "nmod"}:
            preposition = case_of(tree, c)
            if preposition is None:
                add(tree, roles, "tmod" if base == "obl" else "adj", c)
            elif preposition == "by" and p.passive:
                add(tree, roles, "subj", c)
            else:
                add(tree, roles, preposition, c)
        elif base in {"amod", "compound"} and dep != "compound:prt":
            if p.kind != "verb":
                add(tree, roles, "adj", c)
        elif dep == "compound:prt":
            p.particle = tree.lower[c]
        elif base in {"xcomp", "ccomp"}:
            roles.setdefault("comp", []).append(c)
    if len(roles.get("obj", ())) == 2 and "iobj" not in roles and p.kind == "verb" and not p.passive:
        first, second = roles["obj"]
        if first < second and tree.heads[first] == tree.heads[second] == i:
            roles["iobj"], roles["obj"] = [first], [second]  # "sent Mr Roe a letter": two objects that nothing joins
    if "iobj" in roles and "obj" not in roles and not any(tree.child(c, "nsubj") is not None for c in roles.get("comp", ())):
        roles["obj"] = list(roles["iobj"])  # "asked citizens to leave": who alone is named is the object
    for c in list(roles.get("comp", ())):
        roles["comp"] += [k for k in tree.conjuncts(c) if k not in roles["comp"]]


def _grammar(tree: Tree, p: Proposition, sig: Signatures) -> None:
    """Tense, aspect, modality, polarity: from the auxiliaries, the tag and the negators."""
    i = p.head
    tag = tree.tags[i]
    finite = tag
    for c in tree.children[i]:
        dep, low = tree.deps[c], tree.lower[c]
        if dep in {"aux", "aux:pass", "cop"}:
            if tree.tags[c] == "MD":
                p.modal = {"'ll": "will", "’ll": "will", "ll": "will", "wo": "will", "ca": "can", "'d": "would", "d": "would"}.get(low, low)
            elif tree.lemmas[c] == "have":
                p.perfect = True
                finite = tree.tags[c] if finite not in {"VBD"} or tag == "VBN" else finite
            elif tree.lemmas[c] == "be" and tree.tags[c] not in {"VBN", "VBG", "VB"}:
                finite = tree.tags[c] if not p.perfect else finite
                p.progressive = p.progressive or (tag == "VBG" and dep == "aux")
            elif tree.lemmas[c] == "be" and tag == "VBG":
                p.progressive = True
            elif tree.lemmas[c] in {"do", "get"}:
                finite = tree.tags[c]
        elif dep == "mark":
            if low == "to":
                p.infinitive = True
            if sig.conditional(low):
                p.conditional = low
            if sig.negator(low):
                p.negated = True
        if dep.partition(":")[0] in {"advmod", "det", "cc", "case", "neg", "obl"} and sig.negator(low):
            merely = sig.words("merely").intersection(tree.lower[c + 1 : c + 2])  # "not only attacked": attacked
            p.negated = p.negated if merely else not p.negated
    if p.kind == "verb":
        for role in ("subj", "obj"):
            for t in p.roles.get(role, ()):
                if any(tree.deps[c] == "det" and tree.lower[c] == "no" for c in tree.children[t]) or tree.lower[t] in {
                    "nobody",
                    "none",
                    "nothing",
                }:
                    p.negated = True
    if p.modal in {"will", "shall"}:
        p.tense = "future"
    elif finite == "VBD" or (p.perfect and not p.infinitive):
        p.tense = "past"
    elif finite in {"VBZ", "VBP"}:
        p.tense = "present"


def _embed(tree: Tree, out: Graph, p: Proposition) -> None:
    """The proposition that this one stands in, and by which link."""
    i = p.head
    dep = tree.deps[i]
    while dep == "conj":
        i = tree.heads[i]
        dep = tree.deps[i]
    base = dep.partition(":")[0]
    if dep == "root":
        return
    head = tree.heads[i]
    links = {"ccomp": "comp", "xcomp": "comp", "nsubj": "subj", "csubj": "subj", "acl": "acl", "parataxis": "parataxis"}
    link = links.get(base, base)
    if dep == "acl:relcl":
        link = "relcl"
    elif dep in {"nsubj:pass", "csubj:pass"}:
        link = "obj"
    elif base in {"obl", "nmod"}:
        link = case_of(tree, i) or base
    elif base == "advcl":
        mark = tree.child(i, "mark")
        link = f"advcl:{tree.lower[mark]}" if mark is not None else "advcl"
    steps = 0
    while head not in out and tree.heads[head] != head and steps < 6:
        if tree.deps[head] != "conj":
            link = "relcl" if link == "relcl" else "within"
        head = tree.heads[head]
        steps += 1
    if head in out and head != p.head:
        p.parent, p.link = head, link


def _as_complement(tree: Tree, out: Graph, p: Proposition, sig: Signatures) -> None:
    """An infinitive after a verb that controls one ("urged allies to restrict") or an adjective ("glad to see") is its complement."""
    parent = out.get(p.parent) if p.parent is not None else None
    if parent is None or not p.infinitive or p.link not in {"advcl:to", "acl"} or p.kind == "noun" or parent.head > p.head:
        return
    if parent.roles.get("comp") or set_off(tree, p.head) or (parent.lemma == "use" and parent.roles.get("obj")):
        return  # what one uses something for is its purpose; "used to" has no object
    takes = parent.kind == "verb" and sig.verb(parent.lemma, parent.particle, "xcomp") is not None
    if takes or (tree.pos[parent.head] == "ADJ" and p.link == "advcl:to"):
        parent.roles["comp"] = [p.head]
        p.link = "comp"


def _light(tree: Tree, out: Graph, p: Proposition, sig: Signatures) -> None:
    """Hands the roles of a light verb on to its event noun ("held talks with", "came under fire from")."""
    verb = out.get(p.parent) if p.parent is not None else None
    if verb is None or verb.kind == "noun" or p.link == "subj":
        return
    preposition = None if p.link == "obj" else p.link
    light = None
    if verb.kind == "verb":
        if p.link != "obj" and p.link not in verb.roles:
            return
        light = sig.light(verb.lemma, verb.particle, preposition, noun=p.lemma)
        for t in verb.roles.get("obj", ()) if light is None and preposition is not None else ():
            light = light or sig.light(verb.lemma, verb.particle, preposition, via=tree.lemmas[t], noun=p.lemma)
    elif preposition is not None:
        light = sig.light("be", None, preposition, via=verb.lemma, noun=p.lemma) or sig.light("be", None, preposition, noun=p.lemma)
    if light is None:
        return
    p.light, p.light_verb = verb.head, light
    p.roles = {role: list(tokens) for role, tokens in p.roles.items()}
    doers = verb.roles.get("subj", [])
    if p.link != "obj" and verb.passive:
        doers = verb.roles.get("obj", [])
    role = "obj" if light.inverse else "subj"
    fresh = [t for t in doers if t not in p.roles.get(role, ())]
    if fresh:
        p.roles[role] = fresh + p.roles.get(role, [])
    for name, tokens in verb.roles.items():
        if name in NOT_SHARED or name == p.link:
            if name == "iobj" and not light.inverse:
                p.roles.setdefault("to", []).extend(tokens)
            continue
        held = p.roles.setdefault(name, [])
        held.extend(t for t in tokens if t not in held and t != p.head)


def _light_above(tree: Tree, out: Graph, verb: Proposition, sig: Signatures) -> None:
    """A light verb in a relative clause of its event noun: "the attack that they launched", "the raid that he took part in"."""
    p = out.get(tree.heads[verb.head])
    if p is None or p.kind != "noun" or p.light is not None:
        return
    stranded = next((tree.lower[c] for c in tree.children[verb.head] if c > verb.head and tree.pos[c] == "ADP"), None)
    for role, tokens in verb.roles.items():
        if p.head not in tokens or role == "subj":
            continue
        preposition = stranded if role == "obj" else role
        light = sig.light(verb.lemma, verb.particle, preposition, noun=p.lemma)
        for t in verb.roles.get("obj", ()):
            if light is None and preposition is not None and t != p.head:
                light = sig.light(verb.lemma, verb.particle, preposition, via=tree.lemmas[t], noun=p.lemma)
        if light is not None:
            doers = [t for t in verb.roles.get("subj", ()) if t != p.head]
            side = "obj" if light.inverse else "subj"
            p.roles[side] = doers + [t for t in p.roles.get(side, ()) if t not in doers]
            for name in ("on", "against", "with"):
                p.roles.setdefault(name, []).extend(t for t in verb.roles.get(name, ()) if t != p.head)
                if not p.roles[name]:
                    del p.roles[name]
            p.light, p.light_verb = verb.head, light
            return


def tense_at(tree: Tree, out: Graph) -> dict[int, Tense]:
    """For each sentence, the tense of its main clause: what bare weekdays and months are read by."""
    found: dict[int, Tense] = {}
    for i in sorted(out):
        p = out[i]
        s = tree.sentence[i]
        if p.kind != "noun" and (s not in found or tree.heads[i] == i) and p.tense != "none":
            found[s] = p.tense
    return found


def expected(tree: Tree, out: Graph, token: int) -> bool:
    """Whether a token stands in an infinitive or future clause: what comes after its main verb's time."""
    steps = 0
    while steps < 8:
        p = out.get(token)
        if p is not None and p.kind != "noun":
            return (p.infinitive and not p.perfect) or p.tense == "future"
        if tree.heads[token] == token:
            return False
        token, steps = tree.heads[token], steps + 1
    return False
