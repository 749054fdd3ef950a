"""What common nouns mention: titles with and without a name, bodies with and without an owner, groups of people, descriptions."""

from __future__ import annotations

import functools
from collections.abc import Callable, Container

from foreigndesk.actors.knowledge import Body, Office, knowledge
from foreigndesk.actors.mentions import (
    BODIES,
    COUNTERPART,
    COURTESY,
    GROUPS,
    OURS,
    OWNING,
    POSSESSIVES,
    POSTS,
    Mention,
    definite,
    descriptions,
    head_of,
)
from foreigndesk.propositions.graph import case_of
from foreigndesk.propositions.tree import Tree

PLURALS = frozenset({"NNS", "NNPS"})
IN = BODIES | {"in"}  # the authorities in a state are its own


def common(tree: Tree, names: list[Mention], covered: dict[int, Mention]) -> list[Mention]:
    """The mentions by common nouns, where names do not cover them; names take in the titles that stand with them."""
    return _Finder(tree, names, covered).run()


class _Finder:
    def __init__(self, tree: Tree, names: list[Mention], covered: dict[int, Mention]) -> None:
        self.tree, self.names, self.covered = tree, names, covered
        self.kb = knowledge()
        self.nouns, _ = descriptions()
        self.by_start = {m.start: m for m in names}
        self.by_end: dict[int, list[tuple[int, Mention]]] = {}
        for order, m in enumerate(names):
            self.by_end.setdefault(m.end, []).append((order, m))
        self.claimed: set[int] = set()
        self.out: list[Mention] = []

    def run(self) -> list[Mention]:
        tree = self.tree
        for begin, head, end, office in _long_titles(tree, self.covered):
            self._long_title(begin, head, end, office)
        courtesies = frozenset(self.kb.offices[COURTESY].titles)
        for i in range(len(tree) - 1, -1, -1):
            if (
                i not in self.claimed
                and i not in self.covered
                and tree.pos[i] in {"NOUN", "PROPN"}
                and not (tree.deps[i] == "compound" and _goes_on(tree, i, self.covered) and tree.lower[i] not in courtesies)
            ):
                self._noun(i)
        return self.out

    def _long_title(self, begin: int, head: int, end: int, office: Office) -> None:
        tree = self.tree
        owners = _owners(tree, head, begin, self.covered, POSTS)
        title = " ".join(tree.words[begin:end])
        self.claimed.update(range(begin, end))
        person = self.by_start.get(end)
        if person is not None and person.is_person:
            person.name_from = person.start
            person.office, person.title, person.owners, person.start = office, title, person.owners or owners, begin
            return
        plural = tree.tags[head] in PLURALS
        self.out.append(
            Mention(begin, end, head, "office", phrase=title.lower(), office=office, title=title, owners=owners, plural=plural)
        )

    def _noun(self, i: int) -> None:
        tree = self.tree
        start, words = i, [tree.lower[i]]
        while (
            start > 0
            and start - 1 not in self.covered
            and len(words) < 5
            and (tree.pos[start - 1] in {"NOUN", "PROPN", "ADJ"} or tree.words[start - 1] == "-")
        ):
            start -= 1
            words.insert(0, tree.lower[start])
        plural = tree.tags[i] in PLURALS
        lemma = tree.lemmas[i].lower()
        words[-1] = lemma
        phrase = " ".join(w for w in words if w != "-")
        office, body = self.kb.office(phrase), self.kb.body(phrase)
        if office is not None:
            self._title(i, start + _skip(words, self.kb.office), phrase, office, plural)
        elif lemma == COUNTERPART:
            self._counterpart(i, plural)
        elif body is not None:
            self._body(i, start + _skip(words, self.kb.body), body, plural)
        elif lemma in self.nouns and (plural or definite(tree, i) or any(tree.lower[c] in OWNING | OURS for c in tree.children[i])):
            owners = _owners(tree, i, start, self.covered, BODIES)
            title = " ".join(tree.words[start : i + 1])
            self.out.append(Mention(start, i + 1, i, "description", phrase=lemma, plural=plural, owners=owners, title=title))

    def _title(self, i: int, begin: int, phrase: str, office: Office, plural: bool) -> None:
        tree = self.tree
        person = self.by_start.get(i + 1) or _after_post(tree, i, self.by_start) or _untagged(tree, i, self.covered)
        if person is not None and person.start == i + 1 and not person.keys and not plural:
            person.kind = "person"  # a name behind a title is a person's, whatever the names model took it for
        if person is not None and all(person != m for _, m in self.by_end.get(person.end, ())):
            self.by_end.setdefault(person.end, []).append((len(self.names), person))
            self.names.append(person)
            self.out.append(person)
        if office.key == COURTESY:  # "Ms" says that a person follows, and nothing of an office
            if person is not None and person.is_person and person.start == i + 1:
                person.name_from, person.start = person.start, i
                self.claimed.add(i)
            return
        if person is None and i + 2 < len(tree) and tree.words[i + 1] == ",":
            after = self.by_start.get(i + 2)
            person = None if after is None or not after.is_person or tree.deps[after.head] != "appos" else after
        if person is None and not plural:
            person = _behind_post(tree, i, self.names)
        owners = _owners(tree, i, begin, self.covered, POSTS | {"from"} if plural else POSTS)
        title = " ".join(tree.words[begin : i + 1])
        self.claimed.update(range(begin, i + 1))
        if person is not None and person.is_person and not plural:
            person.office, person.title = office, title
            person.owners = person.owners or owners
            if person.start == i + 1 or tree.words[i + 1] != ",":
                person.name_from, person.start = person.start, begin
                return
        m = Mention(begin, i + 1, i, "office", phrase=phrase, office=office, title=title, owners=owners, plural=plural)
        m.same = _beside(tree, i, begin, self.by_end) or (person if person is not None and person.start > i + 1 and not plural else None)
        if m.same is not None and m.same.office is None:
            m.same.office, m.same.title, m.same.owners = office, title, owners
        self.out.append(m)

    def _counterpart(self, i: int, plural: bool) -> None:
        tree = self.tree
        owners = _owners(tree, i, i, self.covered, BODIES)
        named = self.by_start.get(i + 1) or (self.by_start.get(i + 2) if i + 2 < len(tree) and tree.words[i + 1] == "," else None)
        if named is not None and not named.keys and not plural:
            named.kind, named.title = "person", COUNTERPART
            named.owners = owners
        elif named is None or not named.is_person:
            self.out.append(
                Mention(i, i + 1, i, "office", phrase=COUNTERPART, title=tree.words[i], owners=owners, plural=plural)
            )

    def _body(self, i: int, begin: int, body: Body, plural: bool) -> None:
        tree = self.tree
        people = body.type in {"population", "other"}
        m = Mention(
            begin,
            i + 1,
            i,
            "people" if people else "body",
            phrase=body.key,
            body=body,
            owners=_owners(tree, i, begin, self.covered, self._ties(i, body, plural)),
            plural=plural,
            title=" ".join(tree.words[begin : i + 1]),
        )
        m.same = self._apposed(m)
        self.out.append(m)
        self.claimed.update(range(begin, i + 1))

    def _ties(self, i: int, body: Body, plural: bool) -> frozenset[str]:
        """The prepositions that tie a body to its owner; troops that do something are those of where they are "from"."""
        if body.type in {"population", "other"}:
            return GROUPS
        if body.type == "government_body":
            return IN
        return BODIES | {"from"} if plural and self.tree.deps[i].startswith("nsubj") else BODIES

    def _apposed(self, m: Mention) -> Mention | None:
        """The organisation that a noun in apposition only describes: "Nordwind, a Kenyan airline, …"."""
        tree = self.tree
        if m.plural or tree.deps[m.head] != "appos":
            return None
        before = self.covered.get(tree.heads[m.head])
        return before if before is not None and before.kind == "organisation" and before.end < m.start else None


@functools.cache
def titles_with_of() -> dict[tuple[str, ...], Office]:
    """The titles of several words joined by "of", as tuples of lower-case words."""
    return {
        tuple(title.replace("-", " ").split()): office
        for office in knowledge().offices.values()
        for title in office.titles
        if " of " in title
    }


def _long_titles(tree: Tree, covered: dict[int, Mention]) -> list[tuple[int, int, int, Office]]:
    """Titles of several words joined by "of": "heads of state", "the secretary of state", as (start, head, end, office)."""
    table = titles_with_of()
    out = []
    for i, word in enumerate(tree.lower):
        if word != "of" or i == 0 or i - 1 in covered:
            continue
        for before in (3, 2, 1):
            for after in (3, 2, 1):
                begin, end = i - before, i + 1 + after
                if begin < 0 or end > len(tree):
                    continue
                words = [*tree.lower[begin : i - 1], tree.lemmas[i - 1].lower(), *tree.lower[i : end - 1]]
                office = table.get((*words, tree.lower[end - 1])) or table.get((*words, tree.lemmas[end - 1].lower()))
                if office is not None and not any(k in covered for k in range(begin, end)):
                    out.append((begin, i - 1, end, office))
                    break
            else:
                continue
            break
    return out


def _untagged(tree: Tree, i: int, covered: dict[int, Mention]) -> Mention | None:
    """A name behind a title that the names model overlooked: a run of capitalised proper nouns."""
    end = i + 1
    while end < len(tree) and end - i <= 3 and end not in covered and tree.pos[end] == "PROPN" and tree.words[end][:1].isupper():
        end += 1
    if end == i + 1 or tree.sentence[end - 1] != tree.sentence[i]:
        return None
    m = Mention(i + 1, end, head_of(tree, i + 1, end), "person", label="PER", phrase=" ".join(tree.words[i + 1 : end]))
    covered.update(dict.fromkeys(range(i + 1, end), m))
    return m


def _beside(tree: Tree, i: int, begin: int, by_end: dict[int, list[tuple[int, Mention]]]) -> Mention | None:
    """The person before a title in apposition: "Jane Roe, the foreign minister of Chad, …"."""
    near = sorted((order, end) for end in range(begin - 6, begin) for order, _ in by_end.get(end, ()))
    for order, end in near:
        m = next(m for n, m in by_end[end] if n == order)
        if not m.is_person:
            continue
        if tree.words[m.end] == "," and tree.sentence[m.head] == tree.sentence[i]:
            between = range(m.end + 1, begin)
            plain = all(tree.pos[k] in {"DET", "ADJ", "PROPN", "PART", "NOUN", "ADV"} for k in between)
            if plain and (tree.deps[i] == "appos" or tree.lower[m.end + 1] in {"the", "a", "an"} or m.end + 1 == begin):
                return m
    return None


def _after_post(tree: Tree, i: int, by_start: dict[int, Mention]) -> Mention | None:
    """The person behind a title with its post: "Ambassador to Chad Jane Roe"."""
    if i + 2 >= len(tree) or tree.lower[i + 1] not in {"to", "of", "for"}:
        return None
    k = i + 2 + (tree.lower[i + 2] == "the")
    while k < min(len(tree), i + 10):  # "to Chad", "of Economic Development and Trade": up to the name
        at = by_start.get(k)
        if at is not None and at.is_person:
            return at
        if at is not None:
            k = at.end
        elif tree.words[k][:1].isupper() or tree.lower[k] == "and":
            k += 1
        else:
            return None
    return None


def _behind_post(tree: Tree, i: int, names: list[Mention]) -> Mention | None:
    """The person in apposition behind a title with its post: "the speaker of the assembly, Jane Roe, …"."""
    if i + 1 >= len(tree) or tree.lower[i + 1] not in {"of", "to", "for", "in", "at"}:
        return None
    end = tree.sentences[tree.sentence[i]][1]
    comma = next((k for k in range(i + 2, min(end - 1, i + 12)) if tree.words[k] == ","), None)
    if comma is None or any(tree.pos[k] in {"VERB", "AUX", "PUNCT"} for k in range(i + 1, comma)):
        return None
    person = next((m for m in names if m.is_person and m.start == comma + 1), None)
    return person if person is not None and tree.deps[person.head] == "appos" and i <= tree.heads[person.head] < comma else None


def _goes_on(tree: Tree, i: int, covered: Container[int]) -> bool:
    """Whether a compound's noun goes on to a common noun (and not to the name that a title introduces)."""
    return i + 1 < len(tree) and i + 1 not in covered and tree.pos[i + 1] in {"NOUN", "PROPN"}


def _skip(words: list[str], lookup: Callable[[str], object]) -> int:
    """How many leading words of a phrase the office or body does not need."""
    whole = lookup(" ".join(w for w in words if w != "-"))
    for k in range(len(words) - 1, 0, -1):
        if lookup(" ".join(w for w in words[k:] if w != "-")) is whole:
            return k
    return 0


def _owners(tree: Tree, i: int, begin: int, covered: Container[int], prepositions: frozenset[str]) -> list[int]:
    """Tokens that own a body or office: "Russian troops", "Georgia's minister", "president of Chad", "its army".

    Common nouns are among them ("the leaders of both countries"): whether they mean an owner is for the resolver to say.
    """
    out: list[int] = []
    k = begin - 1
    possessed = False
    while k >= 0 and (tree.lower[k] in POSSESSIVES or (tree.pos[k] in {"ADJ", "NUM"} and k not in covered) or tree.words[k] == "-"):
        possessed = possessed or tree.lower[k] in POSSESSIVES
        k -= 1
    if k >= 0 and (k in covered or tree.lower[k] in OWNING or (possessed and tree.pos[k] == "NOUN")):
        out.append(k)
    for token in [i, *range(begin, i)]:
        for c in tree.children[token]:
            if c < begin and tree.deps[c].partition(":")[0] in {"amod", "compound", "nmod"} and (c in covered or tree.lower[c] in OWNING):
                out.append(c)
            elif c > i and tree.deps[c] == "nmod" and case_of(tree, c) in prepositions:
                out.extend(x for x in tree.conjuncts(c) if x in covered or tree.pos[x] == "NOUN")
    if i + 2 < len(tree) and not out and tree.lower[i + 1] in {"of", "for"}:
        k = i + 2 + (tree.lower[i + 2] == "the")
        if k in covered:
            out.append(k)
    return list(dict.fromkeys(out))
