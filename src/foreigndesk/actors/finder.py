"""Where a report mentions actors: names, and with ``nouns`` titled persons, bodies, groups of people, descriptions; pronouns."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from foreigndesk.actors.knowledge import knowledge
from foreigndesk.actors.mentions import COURTESY, LOCATIVE, PLACE_ROLES, PLURAL, POSSESSIVES, PRONOUNS, Kind, Mention, head_of
from foreigndesk.actors.names import name_matcher
from foreigndesk.actors.nouns import common, titles_with_of
from foreigndesk.propositions.graph import case_of
from foreigndesk.propositions.tree import Tree

KINDS: dict[str, Kind] = {"PER": "person", "ORG": "organisation"}


def find(tree: Tree) -> list[Mention]:
    """All mentions of a report in the order of the text; nested ones (the country in "Russian troops") included."""
    names = _names(tree)
    covered: dict[int, Mention] = {}
    for m in names:
        for i in range(m.start, m.end):
            covered[i] = m
    out = list(names)
    out += common(tree, names, covered)
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
        for begin, stop, kind in _parts(tree, start, end, label, known):
            if not any(c.isalpha() for c in tree.words[begin]) or (tree.lower[begin] in PRONOUNS and stop - begin == 1):
                continue
            phrase = " ".join(tree.words[begin:stop])
            found.append(Mention(begin, stop, head_of(tree, begin, stop), KINDS.get(kind, "name"), label=kind, phrase=phrase))
    out: list[Mention] = []
    inside: dict[int, list[tuple[int, int, int]]] = {}
    for order, (start, end) in enumerate(known):
        inside.setdefault(start, []).append((order, start, end))
    worth = {id(m): _worth(tree, m, _inside(m, inside)) for m in (*known.values(), *found)}
    for m in sorted([*known.values(), *found], key=lambda m: (-worth[id(m)], m.start)):
        if worth[id(m)] < 0.5 or any(taken[m.start : m.end]) or (m.form == "capital" and _part_of_name(tree, m)):
            continue
        for i in range(m.start, m.end):
            taken[i] = True
        m.place_only = _is_place(tree, m)
        _described(tree, m)
        out.append(m)
    return sorted(out, key=lambda m: m.start)


def _parts(tree: Tree, start: int, end: int, label: str, known: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int, str]]:
    """The names in what the names model took for one: a title's state or house before a person, a society behind them."""
    kb = knowledge()
    if start and tree.lower[start - 1] in {"of", "to", "for"} and _titled(tree, start - 1):  # "President of Chad Jane Roe"
        cut = next((e for s, e in known if s == start and e < end), start)
        if cut > start and all(tree.pos[i] == "PROPN" for i in range(cut, end)) and kb.body(" ".join(tree.words[cut:end])) is None:
            start, label = cut, "PER"
    if (name := _after_long_title(tree, start, end)) is not None:
        start, label = name, "PER"
    if end - start > 1 and tree.lower[start] in kb.offices[COURTESY].titles:
        label = "PER"
    if label != "PER":
        yield start, end, label
        return
    start = _after_title(tree, start, end)
    if tree.lower[start] in {"of", "for", "to"}:
        return  # "Minister for Trade": a title with its post and no name
    of = next((i for i in range(start + 1, end - 1) if tree.lower[i] in {"of", "from", "at"}), None)
    if of is None:
        yield start, end, label
        return
    yield start, of, label  # "Jane Roe of Harbour University"
    behind = of + 1 + (tree.lower[of + 1] == "the")
    if behind < end and not any(s < end and e > behind for s, e in known):
        yield behind, end, "ORG"


def _after_long_title(tree: Tree, start: int, end: int) -> int | None:
    """Where a name begins that took in the end of its title: "speaker of the [House Jane Roe]"."""
    for of in range(start - 1, max(0, start - 3), -1):
        if tree.lower[of] == "of":
            for cut in range(min(end - 1, start + 2), start, -1):
                if any(tuple(tree.lower[begin:cut]) in titles_with_of() for begin in range(max(0, of - 3), of)):
                    return cut
    return None


def _titled(tree: Tree, of: int) -> bool:
    """Whether a title stands before a preposition: "president of"."""
    return of > 0 and tree.pos[of - 1] in {"NOUN", "PROPN"} and knowledge().office(tree.lemmas[of - 1].lower()) is not None


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


def _inside(m: Mention, known: dict[int, list[tuple[int, int, int]]]) -> list[tuple[int, int]]:
    """The known names in a mention, in the order they were found; ``known`` has them by their first word."""
    found = sorted(one for start in range(m.start, m.end) for one in known.get(start, ()) if one[2] <= m.end)
    return [(start, end) for _, start, end in found]


def _worth(tree: Tree, m: Mention, inside: list[tuple[int, int]]) -> float:
    """The longer name wins; the knowledge base wins over a guess that only adds words it does not need."""
    length = m.end - m.start
    if m.keys:
        if m.form == "surname":
            return length - 0.6
        return length + 0.5
    if m.label == "PER" and m.start > 0 and tree.lower[m.start - 1] == "the" and knowledge().office(m.phrase) is not None:
        return 0.3  # "the Minister"
    if m.label in {"LOC", "NORP"} and inside:
        return 0.4  # "Chadian Lake Province", "Iranian-backed Hamas": what is known inside it serves better
    if m.label == "ORG":
        if inside and (m.end - 1, m.end) not in inside and knowledge().body(" ".join(tree.words[inside[0][1] : m.end])) is not None:
            return 0.4  # "Russian Foreign Ministry": a body with its owner
        if not inside and (_mere_noun(tree, m) or knowledge().office(m.phrase) is not None):
            return 0.3
        if any(s == m.start and e < m.end and tree.lower[e] in {"of", "in", "for"} for s, e in inside):
            return 0.4  # "the Guards of Ruritania": the known name and its owner
        if tree.lower[m.start : m.end].count("of") == 1 and knowledge().office(m.phrase.split(" of ")[0]) is not None:
            return 0.3  # "Supreme Leader of Ruritania"
        if inside and knowledge().office(" ".join(tree.words[inside[0][1] : m.end])) is not None and (m.end - 1, m.end) not in inside:
            return 0.3  # "NATO Secretary-General": an office with its owner
    return length


def _mere_noun(tree: Tree, m: Mention) -> bool:
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
