"""What a clause tells by its own grammar: an order, a question, a date to come, a word that is the deed.

These are the innermost values of ``reading.factuality``; what stands above a clause weighs on them there.
"""

from __future__ import annotations

from foreigndesk.propositions.graph import Proposition, case_of
from foreigndesk.propositions.signatures import Signatures
from foreigndesk.propositions.tree import Tree

HEDGES = frozenset({"would", "must", "can", "should", "may", "might", "could"})
REQUESTS = frozenset({"can", "could", "would", "will"})


def imperative(tree: Tree, p: Proposition) -> bool:
    """ "Sign the treaty.": a bare verb at the head of its sentence, with nobody named who does it."""
    if p.infinitive or p.modal is not None or tree.child(p.head, "nsubj", "aux", "nsubj:pass", "cop") is not None:
        return False
    if tree.tags[p.head] != "VB" and (tree.tags[p.head] != "VBP" or tree.deps[p.head] != "conj"):
        return False  # the tagger takes "and sign" for a present
    first = _first(tree, p.head)
    return tree.deps[first] in {"root", "parataxis"} and (first == p.head or tree.tags[first] == "VB" or tree.tags[p.head] == "VB")


def inverted(tree: Tree, p: Proposition) -> bool:
    """ "Should they agree, …": whether the modal stands before the subject at the head of a sentence that asks nothing."""
    begin, _ = tree.sentences[tree.sentence[p.head]]
    first = begin if tree.pos[begin] != "PUNCT" else begin + 1
    return tree.heads[first] == p.head and tree.tags[first] == "MD" and not _asks(tree, p)


def asked(tree: Tree, sig: Signatures, p: Proposition) -> bool:
    """ "Did Chad attack?": a clause turned round that asks for yes or no."""
    subjects = [c for c in tree.children[p.head] if tree.deps[c].startswith("nsubj")]
    turned = [c for c in tree.children[p.head] if tree.deps[c] in {"aux", "aux:pass", "cop"} and subjects and c < subjects[0]]
    if not turned or not _asks(tree, p):
        return False
    return not any(w in sig.words("asking") for w in tree.lower[tree.left[p.head] : turned[0]])


def requested(tree: Tree, sig: Signatures, p: Proposition) -> bool:
    """ "Can you open the border?": a question that asks the hearer to act."""
    hearer = any(tree.lower[t] == "you" for t in p.roles.get("subj", ()))
    return p.modal in REQUESTS and hearer and not p.perfect and asked(tree, sig, p)


def avowed(tree: Tree, sig: Signatures, p: Proposition) -> bool:
    """ "I would argue", "we must stress", "they would like": hedged, and done or felt all the same."""
    if p.conditional is not None or p.perfect:
        return False
    if p.modal == "would" and p.lemma in sig.words("wishes") and p.roles.get("comp"):
        return True
    return p.modal in HEDGES and p.lemma in sig.words("avowed") and first_person(tree, p)


def first_person(tree: Tree, p: Proposition) -> bool:
    """Whether the one who speaks does it."""
    return any(tree.lower[t] in {"i", "we"} for t in p.roles.get("subj", ()))


def prescribed(tree: Tree, p: Proposition) -> bool:
    """ "All that they need to do is sign": a bare verb in a copula."""
    return tree.tags[p.head] == "VB" and not p.infinitive and p.modal is None and tree.child(p.head, "cop") is not None


def futurate(tree: Tree, sig: Signatures, p: Proposition) -> bool:
    """ "The envoy is flying to Cairo next week", "the port opens tomorrow": the present of what is arranged."""
    if p.kind != "verb" or p.tense != "present" or p.perfect:
        return False
    return any(_ahead(tree, sig, c, soon=p.progressive) for c in tree.children[p.head])


def _ahead(tree: Tree, sig: Signatures, c: int, *, soon: bool) -> bool:
    """Whether a phrase names a time that lies ahead; ``soon``: "in a month" does too."""
    if tree.lower[c] in sig.words("ahead"):
        return True
    if tree.lemmas[c].lower() not in sig.words("units") or not tree.deps[c].startswith(("obl", "advmod", "nmod")):
        return False
    if any(tree.lower[k] in sig.words("ahead_of_unit") for k in tree.children[c]):
        return True
    return soon and case_of(tree, c) == "in" and any(tree.pos[k] == "NUM" or tree.lower[k] in {"a", "an"} for k in tree.children[c])


def _first(tree: Tree, i: int) -> int:
    """The first of the clauses that one is coordinated with."""
    while tree.deps[i] == "conj":
        i = tree.heads[i]
    return i


def _asks(tree: Tree, p: Proposition) -> bool:
    """Whether a sentence ends in a question mark, inside a closing quotation mark or not."""
    _, end = tree.sentences[tree.sentence[p.head]]
    return "?" in tree.words[max(0, end - 3) : end]
