"""Mends misreadings of a small parser that its own output gives away, before anything is built on the tree.

Only what cannot be right is touched: an adjective with a subject and an object, a modifier that carries its own auxiliary.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from foreigndesk.language.lemmas import checked

if TYPE_CHECKING:
    from foreigndesk.propositions.tree import Tree

SUBJECTS = frozenset({"nsubj", "nsubj:pass"})
NOMINAL = frozenset({"obl", "obj", "nsubj", "nsubj:pass", "nmod", "conj", "obl:agent"})
LINKING = frozenset({"become", "remain"})  # what follows says what the subject is
NAMING = frozenset({"appoint", "call", "crown", "declare", "dub", "elect", "make", "name", "nickname", "proclaim"})
RELATIVE = frozenset({"which", "who", "whom"})
ASTRAY = frozenset({"ccomp", "parataxis", "conj", "advcl", "dep"})
HYPHENS = frozenset({"-", "‐", "‑", "–", "/"})
MODIFIERS = frozenset({"amod", "compound", "nmod"})
OPEN = frozenset({"VERB", "NOUN", "PROPN", "ADJ", "PRON"})  # parts of speech that anything below looks at
PERFECT = frozenset({"have", "has", "had", "having", "'ve", "’ve"})


def repair(tree: Tree, verbs: frozenset[str]) -> None:
    """Changes the tree in place; ``verbs`` are the lemmas that are known to be verbs."""
    for i in range(len(tree)):
        if tree.pos[i] not in OPEN and tree.words[i] not in HYPHENS:
            continue
        if tree.pos[i] == "VERB":
            if tree.deps[i] in NOMINAL and tree.child(i, "det") is not None:
                _noun_as_verb(tree, i)
                continue
            _labels(tree, i)
            _subject_astray(tree, i)
            _inserted_cue(tree, i)
            _speaker_astray(tree, i)
            if tree.deps[i] in {"advcl:relcl", "acl:relcl"}:
                _relative_on_clause(tree, i)
        elif tree.lower[i] in RELATIVE and tree.pos[i] == "PRON":
            _relative_astray(tree, i)
        elif tree.words[i] in HYPHENS:
            _paired_names(tree, i)
        if tree.pos[i] == "ADJ" and tree.deps[i] == "amod" and tree.heads[i] > i and tree.child(i, "cop") is not None:
            _copula_on_modifier(tree, i)
        elif tree.pos[i] in {"ADJ", "NOUN", "PROPN"}:
            _verb_in_disguise(tree, i, verbs)
        elif tree.pos[i] == "VERB" and tree.deps[i] == "amod":
            _modifier_with_auxiliary(tree, i)
        elif tree.pos[i] == "VERB" and tree.deps[i] == "acl" and tree.tags[i] in {"VBD", "VBZ", "VBP", "VBN"}:
            _clause_on_name(tree, i)
        elif tree.tags[i] == "VBG" and tree.pos[i] == "VERB" and tree.deps[i] in NOMINAL:
            _gerund_noun(tree, i)


def _paired_names(tree: Tree, i: int) -> None:
    """ "Chad-Niger talks", "the Malian-European Union summit": both names tell of the noun, the first not of the second."""
    first = i - 1
    if i + 1 >= len(tree) or tree.sentence[i + 1] != tree.sentence[first] or not _named(tree, first) or not _named(tree, i + 1):
        return
    second = tree.heads[first]
    above = tree.heads[second]
    if second <= i or tree.deps[first] not in MODIFIERS or tree.deps[second] not in MODIFIERS or above < second or not _named(tree, second):
        return
    if not any(begin <= first and second < end for begin, end, _ in tree.names):
        _hang(tree, first, above, tree.deps[first])


def _named(tree: Tree, i: int) -> bool:
    return i >= 0 and tree.words[i][:1].isupper() and tree.pos[i] in {"PROPN", "ADJ"}


def _labels(tree: Tree, i: int) -> None:
    """Labels that the rest of the clause rules out: a passive subject of "have called", a clause with "that" set beside its verb."""
    children = tree.children[i]
    deps = {tree.deps[c] for c in children}
    if "nsubj:pass" in deps and "aux:pass" not in deps and any(tree.deps[c] == "aux" and tree.lower[c] in PERFECT for c in children):
        for c in children:
            if tree.deps[c] == "nsubj:pass":
                tree.deps[c] = "nsubj"
    if "ccomp" not in deps:
        for c in children:
            if tree.deps[c] == "parataxis" and c > i and any(tree.deps[m] == "mark" and tree.lower[m] == "that" for m in tree.children[c]):
                tree.deps[c] = "ccomp"
    if tree.lemmas[i] in LINKING or tree.lemmas[i] in NAMING:
        objects = [c for c in children if tree.deps[c] == "obj" and c > i]
        passive = "aux:pass" in deps
        for c in objects if tree.lemmas[i] in LINKING or passive else objects[1:]:
            tree.deps[c] = "xcomp"


def _speaker_astray(tree: Tree, i: int) -> None:
    """ "Both sides agreed to a truce, envoys of Chad said": a second subject, behind the clause's comma, is the speaker."""
    if tree.child(i, *SUBJECTS, "csubj", "expl") is not None:
        return
    for clause in [c for c in tree.children[i] if tree.deps[c] == "ccomp" and c < i]:
        subjects = [c for c in tree.children[clause] if tree.deps[c] in SUBJECTS]
        last = subjects[-1] if len(subjects) > 1 else clause
        if clause < last < i and "," in tree.words[clause:last]:
            _hang(tree, last, i, "nsubj")
        elif (apposed := _apposed_before(tree, clause, i)) is not None:
            _hang(tree, apposed, i, "nsubj")


def _apposed_before(tree: Tree, clause: int, i: int) -> int | None:
    """ "… to the system, its envoy, Jane Roe, said", read as if the envoy were the system: what is set off right before the verb."""
    t = i - 1
    while t > clause and tree.words[t] == ",":
        t -= 1
    if t <= clause or tree.words[i - 1] != ",":
        return None
    found = None
    while t > clause:
        if tree.deps[t] == "appos":
            first = next(k for k in range(clause, i) if _under(tree, k, t))
            found = t if tree.words[first - 1] == "," else found
        if tree.heads[t] == t:
            return None  # it hangs beside the clause, not in it
        t = tree.heads[t]
    return found


def _inserted_cue(tree: Tree, i: int) -> None:
    """ "Talks, which the envoy said were over", read as two clauses of the noun: the second is what the first says."""
    if tree.deps[i] != "acl:relcl":
        return
    for c in tree.children[tree.heads[i]]:
        beside = tree.deps[c] == "acl:relcl" and c < i and all(tree.pos[k] in {"AUX", "ADV", "PART"} for k in range(c + 1, i))
        if beside and any(tree.deps[k] in SUBJECTS and tree.lower[k] not in RELATIVE for k in tree.children[c]):
            _hang(tree, i, c, "ccomp")
            return


def _relative_astray(tree: Tree, i: int) -> None:
    """ "Egypt and Jordan, which Oman has recognised", read as a clause of the verb before: it is the nouns' clause."""
    verb = tree.heads[i]
    if tree.pos[verb] != "VERB" or verb < i or tree.deps[verb] not in ASTRAY or tree.child(verb, "mark") is not None:
        return
    before = i - 1
    while before > 0 and tree.pos[before] == "ADP":
        before -= 1
    if tree.words[before] != ",":
        return
    noun = before - 1
    if noun < 0 or tree.pos[noun] not in {"NOUN", "PROPN"} or _under(tree, noun, verb):
        return
    one = tree.deps[i] in SUBJECTS and tree.tags[verb] == "VBZ"
    joined = {"flat", "compound"} if one else {"flat", "compound", "conj"}
    while tree.deps[noun] in joined and tree.pos[tree.heads[noun]] in {"NOUN", "PROPN"} and tree.heads[noun] != noun:
        noun = tree.heads[noun]
    if not _under(tree, noun, verb):
        _hang(tree, verb, noun, "acl:relcl")


def _subject_astray(tree: Tree, i: int) -> None:
    """ "In October Georgia will demand …": the name right before a clause's auxiliary, hung on the phrase before, is its subject."""
    if tree.deps[i] not in {"root", "ccomp", "parataxis"} or tree.child(i, *SUBJECTS, "csubj", "expl", "nsubj:outer") is not None:
        return
    first = next((c for c in tree.children[i] if tree.deps[c] == "aux" and c < i and tree.tags[c] in {"MD", "VBZ", "VBP", "VBD"}), 0)
    name = first - 1
    if first < 1 or tree.pos[name] != "PROPN" or tree.sentence[name] != tree.sentence[i] or _under(tree, i, name):
        return
    while tree.deps[name] == "flat" and tree.heads[name] < name:
        name = tree.heads[name]
    if tree.deps[name] != "nmod" or tree.heads[name] > name:
        return
    case = tree.child(name, "case")
    if case is not None:  # "in mid-October Georgia": the preposition is the phrase's between
        between = [c for c in tree.children[tree.heads[name]] if case < c < name and tree.child(c, "case") is None]
        if not between:
            return
        _hang(tree, case, between[-1], "case")
    _hang(tree, name, i, "nsubj")


def _relative_on_clause(tree: Tree, i: int) -> None:
    """ "In response to the raid that killed X": a relative clause right behind a noun is the noun's, not the verb's before."""
    if tree.pos[tree.heads[i]] in {"NOUN", "PROPN"}:
        tree.deps[i] = "acl:relcl"
    pronoun = next((c for c in tree.children[i] if tree.lower[c] in {"that", "who"} and tree.pos[c] == "PRON"), None)
    noun = pronoun - 1 if pronoun else 0
    if pronoun is None or tree.pos[noun] not in {"NOUN", "PROPN"} or _under(tree, noun, i):
        return
    if tree.deps[i] == "acl:relcl" and (noun < tree.heads[i] or _under(tree, noun, tree.heads[i])):
        return
    while tree.deps[noun] in {"flat", "compound"} and tree.heads[noun] != noun:
        noun = tree.heads[noun]
    if not _under(tree, noun, i):
        _hang(tree, i, noun, "acl:relcl")


def _clause_on_name(tree: Tree, i: int) -> None:
    """"Egypt called for talks", read as a name with a clause on it: the name is the verb's subject."""
    name = tree.heads[i]
    deps = {tree.deps[c] for c in tree.children[i]}
    between = all(tree.pos[k] in {"ADV", "AUX", "PUNCT"} for k in range(name + 1, i))
    if tree.heads[name] != name or tree.pos[name] != "PROPN" or name > i or not between or deps & {"mark", *SUBJECTS}:
        return
    begin, end = tree.sentences[tree.sentence[i]]
    alone = not any(tree.pos[k] in {"VERB", "AUX"} and not _under(tree, k, i) for k in range(begin, end))
    if not deps & {"obj", "obl", "xcomp", "ccomp", "advcl"} or not alone:
        return
    for c in list(tree.children[name]):
        if c > i:
            _hang(tree, c, i, tree.deps[c])
    _detach(tree, i)
    tree.heads[i], tree.deps[i] = i, "root"
    _hang(tree, name, i, "nsubj")
    if tree.tags[i] == "VBN":
        tree.tags[i] = "VBD"


def _copula_on_modifier(tree: Tree, i: int) -> None:
    """"X and Y are inseparable parts of Z": the noun is the predicate, not its adjective."""
    noun = tree.heads[i]
    for c in list(tree.children[i]):
        if c < i and tree.deps[c] in {"cop", "nsubj", "aux", "punct", "cc", "mark"}:
            _hang(tree, c, noun, tree.deps[c])


def _noun_as_verb(tree: Tree, i: int) -> None:
    """ "The airstrike that …": what has an article and nothing that a verb has is a noun."""
    deps = {tree.deps[c] for c in tree.children[i]}
    if not deps & {"obj", "aux", "aux:pass", *SUBJECTS, "mark", "xcomp", "ccomp"}:
        tree.pos[i], tree.tags[i] = "NOUN", "NNS" if tree.tags[i] == "VBZ" else "NN"
        tree.lemmas[i] = tree.lower[i] if tree.tags[i] == "NN" else tree.lemmas[i]


def _gerund_noun(tree: Tree, i: int) -> None:
    """ "Under heavy shelling": a form in -ing with a preposition or adjective of its own is a noun."""
    deps = {tree.deps[c] for c in tree.children[i]}
    if deps & {"amod", "det", "nmod:poss", "case"} and not deps & {"obj", "aux", "nsubj"}:
        tree.pos[i], tree.tags[i], tree.lemmas[i] = "NOUN", "NN", tree.lower[i]


def _verb_in_disguise(tree: Tree, i: int, verbs: frozenset[str]) -> None:
    deps = {tree.deps[c] for c in tree.children[i]}
    if "cop" in deps or not deps & SUBJECTS or not (deps & {"obj", "obl", "ccomp", "obl:agent"} or tree.deps[i] == "parataxis"):
        return
    word = tree.lower[i]
    base = checked(word, word, verbs)
    if base not in verbs or (base == word and not tree.words[i].islower()):
        return
    tree.pos[i], tree.lemmas[i] = "VERB", base
    tree.tags[i] = "VBN" if "aux:pass" in deps else "VBD" if word.endswith("ed") else "VBZ" if word.endswith("s") else "VBP"


def _modifier_with_auxiliary(tree: Tree, i: int) -> None:
    """ "Had suspended operations": the noun is the verb's object, and what hangs on it is the verb's."""
    noun = tree.heads[i]
    own = any(tree.deps[c] == "aux" and tree.lower[c] in PERFECT for c in tree.children[i])
    lent = [c for c in tree.children[noun] if tree.deps[c] == "aux" and c < i and tree.lower[c] in PERFECT]
    governor = tree.heads[noun]
    adopted = governor != noun and tree.lower[governor] in PERFECT and tree.deps[noun] == "obj" and governor == i - 1
    subject = any(tree.deps[c] in SUBJECTS and c < i for c in tree.children[i])
    if noun < i or not (own or lent or adopted or subject):
        return
    above, dep = tree.heads[noun], tree.deps[noun]
    if adopted:  # "to have bombed shipments", with "have" read as the verb
        above, dep = tree.heads[governor], tree.deps[governor]
        moved = [c for c in tree.children[governor] if c != noun]
        tree.children[governor] = []
        _hang(tree, governor, i, "aux")
        tree.pos[governor] = "AUX"
    else:
        moved = [
            c
            for c in tree.children[noun]
            if (tree.deps[c].startswith(("nsubj", "aux", "mark", "advmod", "punct", "cc")) and c < i)
            or tree.deps[c] in {"conj", "advcl", "parataxis"}
        ]
    root = above in {noun, governor} if adopted else above == noun
    for c in moved:
        if c != i:
            _hang(tree, c, i, tree.deps[c])
    if root:
        _detach(tree, i)
        tree.heads[i], tree.deps[i] = i, "root"
    else:
        _hang(tree, i, above, dep)
    _hang(tree, noun, i, "obj")


def _under(tree: Tree, k: int, i: int) -> bool:
    """Whether token ``k`` is ``i`` or hangs somewhere below it."""
    while k != i and tree.heads[k] != k:
        k = tree.heads[k]
    return k == i


def _detach(tree: Tree, i: int) -> None:
    head = tree.heads[i]
    if head != i and i in tree.children[head]:
        tree.children[head].remove(i)


def _hang(tree: Tree, i: int, head: int, dep: str) -> None:
    _detach(tree, i)
    tree.heads[i], tree.deps[i] = head, dep
    tree.children[head] = sorted({*tree.children[head], i})
