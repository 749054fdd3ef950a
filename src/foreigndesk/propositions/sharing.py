"""What English leaves unsaid, filled in: the subjects of infinitives, participles and conjuncts, the gaps of relative clauses.

Enhanced UD (Schuster & Manning 2016) adds the same arcs; control by a noun ("the role of X in going") goes beyond it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from foreigndesk.propositions.phrases import RELATIVES, Roles, add, case_of, referent, set_off
from foreigndesk.propositions.tree import Tree

if TYPE_CHECKING:
    from foreigndesk.propositions.graph import Graph, Proposition

OBJECT_CONTROL = frozenset({"advcl:of", "advcl:from", "advcl:for", "advcl:into", "advcl:against"})  # accused X of, kept X from
SUBJECT_CONTROL = frozenset({"promise", "vow", "threaten", "pledge", "swear"})
GAPLESS = frozenset({"day", "moment", "reason", "time", "way"})  # "the day we met" leaves no object out


def share(tree: Tree, out: Graph, p: Proposition) -> None:
    """Fills in what English leaves unsaid."""
    _relative_above(tree, p)
    i = p.head
    dep = tree.deps[i]
    head = tree.heads[i]
    parent = out.get(p.parent) if p.parent is not None else None
    if dep == "conj":
        first = out.get(head)
        if first is not None and (first.kind == p.kind or (_is_clause(tree, first) and _is_clause(tree, p))):
            if p.kind == first.kind == "noun":
                for role in ("poss", "adj"):
                    if not p.roles.get(role) and first.roles.get(role):
                        p.roles[role] = list(first.roles[role])
            else:
                _share_coordinated(tree, first, p)
        return
    if p.kind == "noun":
        return
    if dep.startswith("acl") and p.infinitive and p.link == "comp":
        _fill_subject(p, parent.roles.get("obj", []) if parent is not None else [])
        return
    if dep == "acl:relcl":
        _relative(tree, p, head)
    elif dep == "acl":
        marked = tree.child(i, "mark", "case")
        if p.passive or (tree.tags[i] == "VBG" and marked is None):
            _fill_subject(p, [head])
        elif p.infinitive or tree.tags[i] == "VBG":
            _fill_subject(p, _holders(tree, out, p, head, tree.lower[marked] if marked is not None else "to"))
    elif (dep == "xcomp" or (p.link == "comp" and p.infinitive)) and parent is not None:
        _fill_subject(p, _for_whom(tree, parent, i))
        subject_control = parent.lemma in SUBJECT_CONTROL or (parent.lemma == "have" and p.infinitive)
        objects = parent.roles.get("obj", []) if not subject_control else []
        controlled = [t for t in objects if tree.heads[t] == parent.head or t < p.head]
        _fill_subject(p, controlled or parent.all("iobj") or _surface_subject(parent) or parent.all("to", "on", "upon"))
        if parent.kind == "verb" and parent.lemma in {"call", "appeal"} and parent.all("on", "upon", "to"):
            p.roles["subj"] = parent.all("on", "upon", "to")
        _gap_below(tree, parent, p)
    elif dep.startswith("advcl") and parent is not None:
        if p.infinitive and parent.kind == "verb" and parent.lemma in {"call", "appeal"} and parent.all("on", "upon", "to"):
            _fill_subject(p, parent.all("on", "upon", "to"))
        if p.link in OBJECT_CONTROL:
            _fill_subject(p, parent.roles.get("obj", []))
        _fill_subject(p, _for_whom(tree, parent, i))
        if p.passive and p.infinitive and set_off(tree, i):
            _fill_subject(p, [_phrase_before(tree, i)])
        _fill_subject(p, _surface_subject(parent))
    elif dep == "ccomp" and p.infinitive and parent is not None:
        _fill_subject(p, _surface_subject(parent))


def _is_clause(tree: Tree, p: Proposition) -> bool:
    return p.kind != "noun" or tree.child(p.head, "cop") is not None


def _holders(tree: Tree, out: Graph, p: Proposition, noun: int, mark: str) -> list[int]:
    """Who does what a clause on a noun names: "X's decision to go", "the role of X in going", "X made an attempt to go".

    An adjective tells who only where it is a name's ("Libyan efforts"), which English writes with a capital.
    """
    if case_of(tree, noun) == "by" and mark == "to":
        return [noun]
    by_deps: Roles = {}
    for c in tree.children[noun]:
        dep = tree.deps[c]
        if dep == "nmod:poss":
            add(tree, by_deps, "poss", c)
        elif dep in {"amod", "compound"} and tree.words[c][:1].isupper():
            add(tree, by_deps, "adj", c)
        elif dep.startswith("nmod") and c < p.head:
            add(tree, by_deps, case_of(tree, c) or "", c)
    for role in ("poss", "adj", "by", "of", *(["to"] if mark == "in" else [])):
        if by_deps.get(role):
            return by_deps[role]
    verb = out.get(tree.heads[noun])
    if verb is None or verb.kind == "noun" or mark == "of" or tree.deps[noun].partition(":")[0] not in {"obj", "obl", "xcomp"}:
        return _surface_subject(out[noun]) if noun in out else []
    return _surface_subject(verb)


def _for_whom(tree: Tree, parent: Proposition, i: int) -> list[int]:
    """The subject of an infinitive in "called for X to go": the phrase with "for" that ends at its mark."""
    mark = tree.child(i, "mark")
    return [t for t in parent.all("for") if mark is not None and tree.right[t] + 1 == mark]


def _phrase_before(tree: Tree, i: int) -> int:
    """What a passive infinitive behind a comma tells of: the phrase that ends there ("a summit in Paris, to be held …")."""
    mark = tree.child(i, "mark")
    end = t = (mark if mark is not None else i) - 2
    while tree.deps[t] != "conj" and tree.heads[t] != t and tree.right[tree.heads[t]] <= end:
        t = tree.heads[t]
    return t


def _share_coordinated(tree: Tree, first: Proposition, p: Proposition) -> None:
    i = p.head
    bare = p.kind == "verb" and tree.tags[i] == "VBN" and tree.child(i, "aux") is None and not p.roles.get("obj")
    if bare and first.passive and not p.passive:  # "was killed or wounded": the auxiliary is shared
        p.passive = True
        p.roles["obj"] = p.roles.pop("subj", [])
    _fill_subject(p, _surface_subject(first))
    if tree.deps[first.head] == "acl:relcl" and p.kind == "verb" and not p.passive and not p.roles.get("comp"):
        gap = referent(tree, tree.heads[first.head])  # a gap runs through all conjuncts: "which they wrote and sold"
        if set(gap) <= set(first.roles.get("obj", ())) and not first.passive and not p.roles.get("obj"):
            p.roles[_stranded(tree, i) or "obj"] = gap
    near = i - first.head <= 4
    if near and first.passive == p.passive:
        for role in ("obj", "subj"):
            apart = role == "obj" and not _side_by_side(tree, first.head, i)
            if p.roles.get(role) and not first.roles.get(role) and not first.roles.get("comp") and not apart:
                first.roles[role] = [t for t in p.roles[role] if t != first.head]
    if p.tense == "none" and p.modal is None and not p.infinitive:
        p.tense, p.modal = first.tense, first.modal
        p.perfect = p.perfect or first.perfect
    if first.infinitive and tree.tags[i] == "VB":
        p.infinitive = True
    if first.negated and near and tree.tags[i] == "VB":
        p.negated = True
    p.conditional = p.conditional or first.conditional


def _side_by_side(tree: Tree, first: int, last: int) -> bool:
    """Whether nothing of the first verb's own stands between two verbs that might share an object: "bombed and seized X"."""
    between = (tree.pos[k] in {"CCONJ", "ADV", "PUNCT", "AUX", "PART"} or tree.deps[k] == "conj" for k in range(first + 1, last))
    return all(between)


def _relative(tree: Tree, p: Proposition, antecedent: int) -> None:
    targets = referent(tree, antecedent)
    replaced = False
    for role, tokens in p.roles.items():
        if role == "comp":
            continue
        for t in list(tokens):
            if tree.lower[t] in RELATIVES and t < p.head:
                tokens[:] = [x for x in tokens if x != t] + targets
                replaced = True
    if replaced:
        if p.roles.get("tmod") == targets and not p.roles.get("obj") and tree.lemmas[antecedent] not in GAPLESS and not p.passive:
            p.roles["obj"] = p.roles.pop("tmod")  # "the attack that they launched", read as a time
        return
    stranded = _stranded(tree, p.head)
    if not _surface_subject(p):
        _fill_subject(p, targets)
    elif stranded is not None:
        p.roles[stranded] = targets
    elif p.kind == "verb" and not p.roles.get("obj") and not p.roles.get("comp") and tree.lemmas[antecedent] not in GAPLESS:
        p.roles["obj"] = list(targets)


def _stranded(tree: Tree, i: int) -> str | None:
    """A preposition without its noun at the end of a clause: "something they benefit *from*"."""
    for c in tree.children[i]:
        if c > i and tree.pos[c] == "ADP" and tree.deps[c] in {"case", "obl", "advmod"} and not tree.children[c]:
            return tree.lower[c]
    return None


def _relative_above(tree: Tree, p: Proposition) -> None:
    """A relative pronoun that belongs to a clause within the relative clause: "which they intend to use"."""
    h = p.head
    while tree.deps[h] in {"xcomp", "ccomp"}:
        h = tree.heads[h]
    if h == p.head or tree.deps[h] != "acl:relcl":
        return
    for role, tokens in p.roles.items():
        for t in list(tokens) if role != "comp" else ():
            if t < h and tree.tags[t] in {"WDT", "WP"}:
                tokens[:] = [x for x in tokens if x != t] + referent(tree, tree.heads[h])


def _gap_below(tree: Tree, parent: Proposition, p: Proposition) -> None:
    """The object that a relative clause without pronoun leaves out in its infinitive: "the weapons it wished to hide"."""
    h = parent.head
    if tree.deps[h] != "acl:relcl" or not p.infinitive or p.kind != "verb" or p.passive or p.all("obj", "comp"):
        return
    gap = referent(tree, tree.heads[h])
    used = any(t in gap for tokens in parent.roles.values() for t in tokens) or tree.lemmas[tree.heads[h]] in GAPLESS
    if not used and _surface_subject(parent):
        p.roles[_stranded(tree, p.head) or "obj"] = gap


def _surface_subject(p: Proposition) -> list[int]:
    return p.roles.get("obj" if p.passive and p.kind == "verb" else "subj", [])


def _fill_subject(p: Proposition, tokens: list[int]) -> None:
    role = "obj" if p.passive and p.kind == "verb" else "subj"
    tokens = [t for t in tokens if t != p.head]
    if tokens and not p.roles.get(role):
        p.roles[role] = list(tokens)
