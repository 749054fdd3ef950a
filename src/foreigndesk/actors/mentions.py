"""Where a report mentions actors: names, titled persons, bodies of government, groups of people, metonyms.

A mention is a token range with what it may stand for; who it is, is for ``resolver`` to say.
"""

from __future__ import annotations

import functools
from dataclasses import dataclass, field
from typing import Literal

from foreigndesk.actors.knowledge import Body, Office, knowledge
from foreigndesk.actors.names import name_matcher
from foreigndesk.lexicon.loader import bad, toml
from foreigndesk.propositions.graph import case_of
from foreigndesk.propositions.tree import Tree

Kind = Literal["name", "person", "organisation", "body", "office", "description", "pronoun", "people"]

LOCATIVE = frozenset(
    "in at near from outside around across inside within throughout into through via out above over beyond north south east west".split()
)
PLACE_ROLES = frozenset({"obl", "nmod", "advmod"})
POSSESSIVES = frozenset({"'s", "’s", "'", "’"})
SINGULAR = frozenset({"it", "its", "itself"})
PERSONAL = frozenset({"he", "she", "him", "her", "his", "hers", "himself", "herself"})
PLURAL = frozenset({"they", "them", "their", "theirs", "themselves", "both"})
FIRST = frozenset({"i", "we", "us", "our", "ours", "my", "me", "mine", "ourselves", "myself"})
PRONOUNS = SINGULAR | PERSONAL | PLURAL | FIRST
BODIES = frozenset({"of", "for"})  # what follows them owns a body ...
GROUPS = BODIES | {"in", "from"}  # ... a group of people ...
POSTS = BODIES | {"to"}  # ... or is the post of an office
NUMBERS = {"two": 2, "both": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "2": 2, "3": 3, "4": 4, "5": 5}
MEDIA_WORDS = frozenset("agency news newspaper times post tv television radio press media broadcaster journal tribune".split())
COMPANY_WORDS = frozenset("inc corp co ltd company corporation bank group airlines oil petroleum energy plc gmbh".split())


@dataclass(slots=True)
class Mention:
    """A stretch of tokens that mentions somebody."""

    start: int
    end: int
    head: int
    kind: Kind
    keys: tuple[str, ...] = ()
    form: str = ""
    phrase: str = ""
    label: str = ""
    office: Office | None = None
    body: Body | None = None
    title: str = ""
    owners: list[int] = field(default_factory=list)
    plural: bool = False
    place_only: bool = False
    ids: tuple[str, ...] = ()
    name_from: int = -1  # where the bare name begins, once a title has been taken in
    same: Mention | None = None  # the person whose title this is, where it stands beside the name

    @property
    def is_person(self) -> bool:
        """Whether a name was read as a person's, by the names model or the knowledge base."""
        return self.kind == "person" or self.form in {"person", "surname"}


@dataclass(frozen=True, slots=True)
class Description:
    """What a describing noun asks of the actor it points back to."""

    types: frozenset[str]
    tags: frozenset[str]
    plural_only: bool = False


@functools.cache
def descriptions() -> tuple[dict[str, tuple[Description, ...]], dict[str, str]]:
    """Descriptions by noun lemma, and the tags that adjectives ask for."""
    data = toml("actors/descriptions.toml")
    out: dict[str, list[Description]] = {}
    for n, row in enumerate(data["description"]):
        unknown = set(row) - {"nouns", "types", "tags", "plural_only"}
        if unknown or not row.get("nouns") or not (row.get("types") or row.get("tags")):
            raise bad("descriptions.toml", f"#{n + 1}", min(unknown, default="nouns"), "nouns and types or tags are needed")
        entry = Description(frozenset(row.get("types", ())), frozenset(row.get("tags", ())), row.get("plural_only", False))
        for noun in row["nouns"]:
            out.setdefault(noun, []).append(entry)
    return {noun: tuple(entries) for noun, entries in out.items()}, dict(data["modifiers"])


def head_of(tree: Tree, start: int, end: int) -> int:
    """The token of a range whose head lies outside it (the first such)."""
    for i in range(start, end):
        if not start <= tree.heads[i] < end or tree.heads[i] == i:
            return i
    return end - 1


def find(tree: Tree) -> list[Mention]:
    """All mentions of a report in the order of the text; nested ones (the country in "Russian troops") included."""
    names = _names(tree)
    covered: dict[int, Mention] = {}
    for m in names:
        for i in range(m.start, m.end):
            covered[i] = m
    out = list(names)
    out += _offices_and_bodies(tree, names, covered)
    for i, low in enumerate(tree.lower):
        if low in PRONOUNS and tree.pos[i] in {"PRON", "DET"} and tree.deps[i] != "expl" and not (low == "us" and tree.words[i] == "US"):
            out.append(Mention(i, i + 1, i, "pronoun", phrase=low, plural=low in PLURAL))
    return sorted(out, key=lambda m: (m.start, -m.end, m.kind))


def _names(tree: Tree) -> list[Mention]:
    """Names that the knowledge base knows, and names that the language room found; the longer of two that cross."""
    taken = [False] * len(tree)
    known: dict[tuple[int, int], Mention] = {}
    for match in name_matcher().find(tree.words):
        span = (match.start, match.end)
        m = known.get(span)
        if m is None:
            m = known[span] = Mention(
                match.start,
                match.end,
                head_of(tree, match.start, match.end),
                "name",
                form=match.form,
                phrase=" ".join(tree.words[match.start : match.end]),
            )
        if match.key not in m.keys:
            m.keys = (*m.keys, match.key)
    found: list[Mention] = []
    for start, end, label in tree.names:
        while end - start > 1 and (tree.lower[end - 1] in POSSESSIVES or tree.pos[end - 1] in {"PUNCT", "SPACE", "ADP", "CCONJ"}):
            end -= 1
        while end - start > 1 and (tree.lower[start] in {"the", "a", "an"} or tree.pos[start] in {"PUNCT", "SPACE", "ADP"}):
            start += 1
            if tree.pos[start - 1] == "ADP" and label == "PER":  # "ambassador to Chad Jane Roe"
                post = next((e for s, e in known if s == start and e < end), None)
                start = post if post is not None else start
        if label != "NORP" and "PROPN" not in tree.pos[start:end]:
            continue  # a common noun that opens a sentence is no name
        if label == "PER":
            if start and tree.lower[start - 1] in {"of", "to", "for"}:  # "President of Chad Jane Roe"
                start = next((e for s, e in known if s == start and e < end), start)
            start = _after_title(tree, start, end)
        if not any(c.isalpha() for c in tree.words[start]) or (tree.lower[start] in PRONOUNS and end - start == 1):
            continue
        kind: Kind = {"PER": "person", "ORG": "organisation"}.get(label, "name")  # type: ignore[assignment]
        found.append(Mention(start, end, head_of(tree, start, end), kind, label=label, phrase=" ".join(tree.words[start:end])))
    out: list[Mention] = []
    worth = {id(m): _worth(tree, m, known) for m in (*known.values(), *found)}
    for m in sorted([*known.values(), *found], key=lambda m: (-worth[id(m)], m.start)):
        if worth[id(m)] < 0.5 or any(taken[m.start : m.end]) or (m.form == "capital" and _part_of_name(tree, m)):
            continue
        for i in range(m.start, m.end):
            taken[i] = True
        m.place_only = _is_place(tree, m)
        _described(tree, m)
        out.append(m)
    return sorted(out, key=lambda m: m.start)


def _part_of_name(tree: Tree, m: Mention) -> bool:
    """Whether a capital's name is but part of a longer one: "Lake Victoria", "San Salvador Street"."""
    first = tree.sentences[tree.sentence[m.start]][0]
    word = tree.words[m.start - 1] if m.start > first else ""
    capitalised = word[:1].isupper() and word[1:].islower() and tree.pos[m.start - 1] in {"PROPN", "NOUN", "ADJ"}
    before = capitalised and not name_matcher().find([word])
    after = m.end < len(tree) and tree.pos[m.end] == "PROPN" and tree.heads[m.head] == m.end
    return bool((before and knowledge().office(word) is None) or after)


def _described(tree: Tree, m: Mention) -> None:
    """Takes in the common noun that stands before an unknown name: "airline Nordwind", "the newspaper Dawn"."""
    if m.keys or m.kind == "person" or m.start == 0 or tree.pos[m.start - 1] != "NOUN" or tree.tags[m.start - 1] == "NNS":
        return
    body = knowledge().body(tree.lemmas[m.start - 1].lower())
    if body is not None:
        m.body, m.title = body, tree.words[m.start - 1]
        m.kind = "organisation"


def _worth(tree: Tree, m: Mention, known: dict[tuple[int, int], Mention]) -> float:
    """The longer name wins; the knowledge base wins over a guess that only adds words it does not need."""
    length = m.end - m.start
    if m.keys:
        if m.form == "surname":
            return length - 0.6
        return length + 0.5
    if m.label in {"LOC", "NORP"} and any(m.start <= s and e <= m.end for s, e in known):
        return 0.4  # "Chadian Lake Province", "Iranian-backed Hamas": what is known inside it serves better
    if m.label == "ORG":
        inside = [(s, e) for s, e in known if m.start <= s and e <= m.end]
        if inside and (m.end - 1, m.end) not in inside and knowledge().body(" ".join(tree.words[inside[0][1] : m.end])) is not None:
            return 0.4  # "Russian Foreign Ministry": a body with its owner
        if not inside and (_common(tree, m) or knowledge().office(m.phrase) is not None):
            return 0.3
        if any(s == m.start and e < m.end and tree.lower[e] in {"of", "in", "for"} for s, e in inside):
            return 0.4  # "the Guards of Ruritania": the known name and its owner
        if tree.lower[m.start : m.end].count("of") == 1 and knowledge().office(m.phrase.split(" of ")[0]) is not None:
            return 0.3  # "Supreme Leader of Ruritania"
        if inside and knowledge().office(" ".join(tree.words[inside[0][1] : m.end])) is not None and (m.end - 1, m.end) not in inside:
            return 0.3  # "NATO Secretary-General": an office with its owner
    return length


def _common(tree: Tree, m: Mention) -> bool:
    """Whether a supposed name is but the common noun of a body ("Foreign Ministry")."""
    body = knowledge().body(m.phrase)
    return body is not None and m.phrase.lower() in body.nouns


def _after_title(tree: Tree, start: int, end: int) -> int:
    """Where a person's name begins, after titles that the names model took in."""
    kb = knowledge()
    for cut in range(min(end - 1, start + 4), start, -1):
        phrase = " ".join(tree.words[start:cut])
        office = kb.office(phrase)
        if office is not None and tree.lower[cut - 1] in {t.lower().split()[-1] for t in office.titles}:
            return cut
    return start


def _is_place(tree: Tree, m: Mention) -> bool:
    """Whether a country, capital or region stands where it can only be a place."""
    if m.kind != "name" or m.form in {"adjective", "inhabitant"}:
        return False
    case = case_of(tree, m.head)
    base = tree.deps[m.head].partition(":")[0]
    if base in PLACE_ROLES and case is not None and case.split()[0] in LOCATIVE:
        return True
    return m.form == "capital" and (
        base in {"appos", "list"} or case in {"of", "to", "for", "on"} or (base == "conj" and _in_place(tree, m))
    )


def _in_place(tree: Tree, m: Mention) -> bool:
    head = tree.heads[m.head]
    case = case_of(tree, head)
    return case is not None and case.split()[0] in LOCATIVE


def _offices_and_bodies(tree: Tree, names: list[Mention], covered: dict[int, Mention]) -> list[Mention]:
    """Titles with and without a name, bodies with and without an owner, groups of people, descriptions."""
    kb = knowledge()
    nouns, _ = descriptions()
    out: list[Mention] = []
    claimed: set[int] = set()
    by_start = {m.start: m for m in names}
    for begin, head, end, held in _long_titles(tree, covered):
        claimed.update(range(begin, end))
        owners = _owners(tree, head, begin, covered, POSTS)
        title = " ".join(tree.words[begin:end])
        person = by_start.get(end)
        if person is not None and person.is_person:
            person.name_from = person.start
            person.office, person.title, person.owners, person.start = held, title, person.owners or owners, begin
        else:
            out.append(
                Mention(
                    begin,
                    end,
                    head,
                    "office",
                    phrase=title.lower(),
                    office=held,
                    title=title,
                    owners=owners,
                    plural=tree.tags[head] in {"NNS", "NNPS"},
                )
            )
    for i in range(len(tree) - 1, -1, -1):
        if (
            i in claimed
            or i in covered
            or tree.pos[i] not in {"NOUN", "PROPN"}
            or (tree.deps[i] == "compound" and _goes_on(tree, i, covered))
        ):
            continue
        start, phrase_words = i, [tree.lower[i]]
        while (
            start > 0
            and start - 1 not in covered
            and len(phrase_words) < 5
            and (tree.pos[start - 1] in {"NOUN", "PROPN", "ADJ"} or tree.words[start - 1] == "-")
        ):
            start -= 1
            phrase_words.insert(0, tree.lower[start])
        plural = tree.tags[i] in {"NNS", "NNPS"}
        lemma_words = [*phrase_words[:-1], tree.lemmas[i].lower()]
        phrase = " ".join(w for w in lemma_words if w != "-")
        office, body = kb.office(phrase), kb.body(phrase)
        if office is not None:
            begin = start + _skip(lemma_words, kb, "office")
            person = by_start.get(i + 1) or _after_post(tree, i, by_start) or _untagged(tree, i, covered)
            if person is not None and person.start == i + 1 and not person.keys and not plural:
                person.kind = "person"  # a name behind a title is a person's, whatever the names model took it for
            if person is not None and person not in names:
                names.append(person)
                out.append(person)
            if person is None and i + 2 < len(tree) and tree.words[i + 1] == ",":
                after = by_start.get(i + 2)
                person = None if after is None or not after.is_person or tree.deps[after.head] != "appos" else after
            owners = _owners(tree, i, begin, covered, POSTS)
            title = " ".join(tree.words[begin : i + 1])
            if person is not None and person.is_person and not plural:
                person.office, person.title = office, title
                person.owners = person.owners or owners
                if person.start == i + 1 or tree.words[i + 1] != ",":
                    person.name_from, person.start = person.start, begin
                    claimed.update(range(begin, i + 1))
                    continue
            m = Mention(begin, i + 1, i, "office", phrase=phrase, office=office, title=title, owners=owners, plural=plural)
            m.same = _beside(tree, i, begin, names)
            if m.same is not None and m.same.office is None:
                m.same.office, m.same.title, m.same.owners = office, title, owners
            out.append(m)
            claimed.update(range(begin, i + 1))
        elif tree.lemmas[i].lower() == "counterpart" and not plural:
            named = by_start.get(i + 1) or (by_start.get(i + 2) if i + 2 < len(tree) and tree.words[i + 1] == "," else None)
            if named is not None and not named.keys:
                named.kind, named.title = "person", "counterpart"
                named.owners = _owners(tree, i, i, covered, BODIES)
        elif body is not None:
            begin = start + _skip(lemma_words, kb, "body")
            m = Mention(
                begin,
                i + 1,
                i,
                "people" if body.type in {"population", "other"} else "body",
                phrase=body.key,
                body=body,
                owners=_owners(tree, i, begin, covered, GROUPS if body.type in {"population", "other"} else BODIES),
                plural=plural,
                title=" ".join(tree.words[begin : i + 1]),
            )
            out.append(m)
            claimed.update(range(begin, i + 1))
        elif tree.lemmas[i].lower() in nouns and (plural or definite(tree, i)):
            out.append(
                Mention(
                    start,
                    i + 1,
                    i,
                    "description",
                    phrase=tree.lemmas[i].lower(),
                    plural=plural,
                    owners=_owners(tree, i, start, covered, BODIES),
                    title=" ".join(tree.words[start : i + 1]),
                )
            )
    return out


@functools.cache
def _titles_with_of() -> dict[tuple[str, ...], Office]:
    return {
        tuple(title.replace("-", " ").split()): office
        for office in knowledge().offices.values()
        for title in office.titles
        if " of " in title
    }


def _long_titles(tree: Tree, covered: dict[int, Mention]) -> list[tuple[int, int, int, Office]]:
    """Titles of several words joined by "of": "heads of state", "the secretary of state", as (start, head, end, office)."""
    table = _titles_with_of()
    out = []
    for i, word in enumerate(tree.lower):
        if word != "of" or i == 0 or i - 1 in covered:
            continue
        for before in (3, 2, 1):
            for after in (3, 2, 1):
                begin, end = i - before, i + 1 + after
                if begin < 0 or end > len(tree):
                    continue
                words = [*tree.lower[begin : i - 1], tree.lemmas[i - 1].lower(), *tree.lower[i:end]]
                office = table.get(tuple(words))
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


def _beside(tree: Tree, i: int, begin: int, names: list[Mention]) -> Mention | None:
    """The person before a title in apposition: "Jane Roe, the foreign minister of Chad, …"."""
    for m in names:
        if not m.is_person:
            continue
        if m.end < begin and tree.words[m.end] == "," and begin - m.end <= 6 and tree.sentence[m.head] == tree.sentence[i]:
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


def _goes_on(tree: Tree, i: int, covered: dict[int, Mention]) -> bool:
    """Whether a compound's noun goes on to a common noun (and not to the name that a title introduces)."""
    return i + 1 < len(tree) and i + 1 not in covered and tree.pos[i + 1] in {"NOUN", "PROPN"}


def _skip(words: list[str], kb: object, what: str) -> int:
    """How many leading words of a phrase the office or body does not need."""
    lookup = getattr(knowledge(), what)
    whole = lookup(" ".join(w for w in words if w != "-"))
    for k in range(len(words) - 1, 0, -1):
        if lookup(" ".join(w for w in words[k:] if w != "-")) is whole:
            return k
    return 0


def definite(tree: Tree, i: int) -> bool:
    """Whether "the", "this", "that" or "both" stands with a noun."""
    return any(
        tree.lower[c] in {"the", "this", "that", "these", "those", "both"} for c in tree.children[i] if tree.deps[c].startswith("det")
    ) or (i > 0 and tree.lower[i - 1] in {"the", "this", "that", "both"})


def _owners(tree: Tree, i: int, begin: int, covered: dict[int, Mention], prepositions: frozenset[str]) -> list[int]:
    """Tokens of the names that own a body or office: "Russian troops", "Georgia's minister", "president of Chad"."""
    out: list[int] = []
    k = begin - 1
    while k >= 0 and (tree.lower[k] in POSSESSIVES or (tree.pos[k] in {"ADJ", "NUM"} and k not in covered) or tree.words[k] == "-"):
        k -= 1
    if k in covered:
        out.append(k)
    for token in [i, *range(begin, i)]:
        for c in tree.children[token]:
            if c < begin and c in covered and tree.deps[c].partition(":")[0] in {"amod", "compound", "nmod"}:
                out.append(c)
            elif c > i and tree.deps[c] == "nmod" and case_of(tree, c) in prepositions:
                out.extend(x for x in tree.conjuncts(c) if x in covered)
    if i + 2 < len(tree) and not out and tree.lower[i + 1] in {"of", "for"}:
        k = i + 2 + (tree.lower[i + 2] == "the")
        if k in covered:
            out.append(k)
    return list(dict.fromkeys(out))
