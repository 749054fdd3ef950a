"""What a phrase tells by its own words: its preposition, its conjuncts, and what it stands for."""

from __future__ import annotations

from foreigndesk.propositions.tree import Tree

Roles = dict[str, list[int]]

RELATIVES = frozenset({"who", "which", "that", "whom", "whose", "where", "when"})
TITLES = frozenset({"nmod:desc", "compound", "amod", "nmod"})


def case_of(tree: Tree, i: int) -> str | None:
    """The preposition that marks a phrase: lower case, fixed words joined (``because of``)."""
    for c in tree.children[i]:
        if tree.deps[c] == "case" and tree.lower[c] not in {"'s", "’s", "'", "’"}:
            fixed = [tree.lower[f] for f in tree.children[c] if tree.deps[f] == "fixed"]
            return " ".join([tree.lower[c], *fixed])
    for c in tree.children[i]:  # the parser may hang the preposition on the first word of a titled name
        if c < i and tree.deps[c] in TITLES and c == tree.children[i][0]:
            return case_of(tree, c)
    return None


def add(tree: Tree, roles: Roles, role: str, i: int) -> None:
    """Adds a phrase and all that is coordinated with it to a role; a conjunct with its own preposition has a role of its own."""
    prepositional = any(tree.deps[k] == "case" and tree.lower[k] == role for k in tree.children[i])
    for c in tree.conjuncts(i):
        own = next((tree.lower[k] for k in tree.children[c] if tree.deps[k] == "case"), None) if prepositional and c != i else None
        held = roles.setdefault(own or role, [])
        if c not in held and (c == i or tree.pos[c] not in {"VERB", "AUX"}):
            held.append(c)


def referent(tree: Tree, i: int) -> list[int]:
    """What a noun that stands in a copula says of: "X is the only state that …" makes the state X."""
    if tree.child(i, "cop") is not None:
        subject = tree.child(i, "nsubj", "nsubj:outer")
        if subject is not None and tree.pos[subject] in {"PROPN", "NOUN", "PRON"}:
            return tree.conjuncts(subject)
    return tree.conjuncts(i) if tree.deps[i] != "conj" else [i]


def set_off(tree: Tree, i: int) -> bool:
    """Whether a comma stands before the mark of a clause."""
    mark = tree.child(i, "mark")
    return mark is not None and mark > 0 and tree.words[mark - 1] == ","
