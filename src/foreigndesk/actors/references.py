"""Descriptions, groups and pronouns: back to the actor that fits and that the report is talking of."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from foreigndesk.actors.cast import Cast
from foreigndesk.actors.gender import gender
from foreigndesk.actors.knowledge import Knowledge
from foreigndesk.actors.mentions import (
    FIRST,
    NUMBERS,
    OURS,
    OWNING,
    PERSONAL,
    SINGULAR,
    Description,
    Mention,
    definite,
    descriptions,
)
from foreigndesk.propositions.graph import case_of
from foreigndesk.propositions.tree import Tree

REACH = 4  # sentences that a pronoun looks back over,
FAR = 12  # that a description does,
NEAR = 5  # and that a plural without a number ("the parties") does
FADING = 0.75  # what a mention is worth when a sentence has passed
CERTAIN = 9.0  # more than any mention is worth to a pronoun by its place
MEETING = frozenset("meet talk speak confer".split())  # what two persons do with each other
SUBJECTS = frozenset({"nsubj", "nsubj:pass", "root"})
OBJECTS = frozenset({"obj", "iobj", "obl"})
POLITIES = frozenset({"state", "contested_polity"})
NAMED = frozenset({"name", "organisation", "person"})
NOBODY: tuple[str, ...] = ()
THINGS = frozenset(
    {"state", "igo", "contested_polity", "government_body", "armed_group", "armed_force", "company", "ngo", "media", "party", "other"}
)
# Of one organisation English may say "they", of a state hardly.
TEAMS = {"company": 1.5, "ngo": 1.5, "media": 1.5, "party": 1.5, "other": 2.0, "armed_group": 1.0, "government_body": 2.0, "igo": 2.5}


@dataclass(frozen=True, slots=True)
class Group:
    """Actors that the text put together, at the head of the first of them."""

    ids: tuple[str, ...]
    at: int
    score: float  # how well it stands for a pronoun to mean it


Candidate = tuple[float, tuple[str, ...], Mention | None]  # how well it fits a pronoun, whom it means, where it stands


class References:
    """What has been mentioned so far in a report, and what points back to it."""

    def __init__(self, tree: Tree, cast: Cast, kb: Knowledge) -> None:
        self.tree, self.cast, self.kb = tree, cast, kb
        self.recent: list[tuple[Mention, str]] = []  # (mention, actor) in the order of the text
        self.spoken_of: list[tuple[Mention, str]] = []  # the same, with names that only say where
        self.groups: list[Group] = []
        self.genders: dict[str, str] = {}

    def remember(self, m: Mention) -> None:
        """Takes a resolved mention in."""
        if not m.ids:
            return
        self.spoken_of.extend((m, actor) for actor in m.ids)
        if m.place_only and m.kind == "name":
            return
        self.recent.extend((m, actor) for actor in m.ids)
        if (m.is_person or m.kind == "office") and (sex := gender(self.tree.lower[m.start : m.end])) is not None:
            self.genders.setdefault(m.ids[0], sex)
        tree, cast = self.tree, self.cast
        first = m.head
        while tree.deps[first] == "conj" and tree.heads[first] in cast.at:
            first = tree.heads[first]
        listed = [c for c in tree.conjuncts(first) if c in cast.at and not self._crowd(c)]
        if (chain := cast.together.get(m.head)) is not None and not self._parted(m.head):
            self._put_together(chain, m.head)
        if len(listed) > 1 and listed[-1] == m.head and not self._parted(listed[-1]):
            self._put_together(tuple(a for c in listed for a in cast.at[c]), first)
        elif len(listed) < 2 and len(m.ids) > 1:
            self._put_together(m.ids, m.head)
        if (other := self._partner(m)) is not None:
            self._put_together((*cast.at[other], *m.ids), other)

    def _parted(self, token: int) -> bool:
        """Whether a list's last part is set apart from the others: "neither Chad nor Peru"."""
        return any(self.tree.lower[c] == "nor" for c in self.tree.children[token])

    def _crowd(self, token: int) -> bool:
        """Whether a plural stands for one actor at a token: "officials"."""
        seen = self.cast.mention_at.get(token)
        return seen is not None and seen.plural and len(seen.ids) == 1

    def _put_together(self, ids: tuple[str, ...], at: int) -> None:
        group = tuple(dict.fromkeys(ids))
        if len(group) > 1 and group not in [g.ids for g in self.groups[-1:]]:
            dep = self.tree.deps[at]
            self.groups.append(Group(group, at, (2.0 if dep in SUBJECTS else 0.0) - (0.5 if dep.startswith("nmod") else 0.0)))

    def _partner(self, m: Mention) -> int | None:
        """Who does something together with somebody: "Chad held talks with Peru", "Jane Roe met John Doe"."""
        tree, cast = self.tree, self.cast
        dep = tree.deps[m.head].partition(":")[0]
        kinds = {cast.actors[a].type for a in m.ids}
        case = case_of(tree, m.head) if dep in {"obl", "nmod"} else None
        absolute = m.end < len(tree) and tree.tags[m.end] == "VBG"  # "with Chad saying that"
        together = (case == "with" and not absolute) or (case == "to" and kinds == {"person"})
        if not (together or (dep == "obj" and kinds == {"person"})):
            return None
        k = m.head
        for _ in range(4 if together else 1):
            k = tree.heads[k]
            subject = tree.child(k, "nsubj", "nsubj:pass")
            if subject is not None and subject != m.head and subject in cast.at:
                same = {cast.actors[a].type for a in cast.at[subject]} == kinds
                return subject if same and not set(cast.at[subject]) & set(m.ids) else None
        return None

    def count(self, m: Mention) -> int | None:
        """The number that stands with a plural ("both", "the four")."""
        for i in range(max(0, m.start - 2), m.end):
            if self.tree.lower[i] in NUMBERS:
                return NUMBERS[self.tree.lower[i]]
        for c in self.tree.children[m.head]:
            if self.tree.lower[c] in NUMBERS:
                return NUMBERS[self.tree.lower[c]]
        return None

    def group(self, m: Mention, count: int | None, types: frozenset[str] = frozenset({"person", "state"})) -> tuple[str, ...]:
        """The last group of a type that was put together, a sentence's subjects before its others; else the last so many actors."""
        here = self.tree.sentence[m.head]
        types = types | POLITIES if "state" in types else types
        for group in sorted(self.groups, key=lambda g: (-self.tree.sentence[g.at], -g.score, -g.at)):
            if count is None and here - self.tree.sentence[group.at] > NEAR:
                break
            if count is not None and len(group.ids) != count:
                continue
            behind = self.states_of(group.ids) if types & POLITIES else NOBODY
            if len(behind) == len(group.ids):
                return behind  # of two ministers "the parties" are their states
            if all(self.cast.actors[a].type in types for a in group.ids):
                return group.ids
        if count is None:
            return NOBODY
        found: list[str] = []
        for _, actor in reversed(self.recent):
            if self.cast.actors[actor].type in types and actor not in found:
                found.append(actor)
                if len(found) == count:
                    return tuple(reversed(found))
        return NOBODY

    def states_of(self, ids: tuple[str, ...]) -> tuple[str, ...]:
        """The states that actors are or belong to, each once; nothing where one of them belongs to none."""
        states = [self.cast.principal(a) for a in ids]
        if any(s not in self.cast.actors or self.cast.actors[s].type not in POLITIES for s in states):
            return NOBODY
        return tuple(dict.fromkeys(states))

    def description(self, m: Mention, owners: tuple[str, ...], target: Mention | None = None) -> None:
        """Binds "the alliance", "both countries" to the actors that fit and are not their own owners."""
        target = target or m
        nouns, modifiers = descriptions()
        asked = nouns[m.phrase]
        types = frozenset(t for d in asked for t in d.types)
        ids, why = self._of_owners(m, owners, asked, types), "owners"
        if not ids and m.plural:
            why = "group"
            count = self.count(m)
            if count is not None or definite(self.tree, m.head) or self._possessed(m):
                ids = self.group(m, count, types or frozenset({"state"}))
                if count is not None and not self._near(m, ids):
                    ids = self._listed_ahead(m, count) or ids
            if not ids and count is not None:
                ids, why = self._ahead(m, count, types), "ahead"
        elif not ids and not (len(asked) == 1 and asked[0].plural_only):
            tags = {modifiers[w] for w in (self.tree.lower[c] for c in self.tree.children[m.head]) if w in modifiers}
            called = self._called(m)
            best = called or self.salient(m, lambda seen, actor: self._fits(seen, actor, asked, tags), owners)
            ids, why = (best,) if best is not None else NOBODY, "called" if called else "salient"
        if ids:
            self.cast.bind(target, ids, why)

    def _near(self, m: Mention, ids: tuple[str, ...]) -> bool:
        """Whether actors were put together a few sentences back at most."""
        here = self.tree.sentence[m.head]
        return any(here - self.tree.sentence[g.at] <= NEAR and {*ids} & {*g.ids, *self.states_of(g.ids)} for g in self.groups)

    def _listed_ahead(self, m: Mention, count: int) -> tuple[str, ...]:
        """So many that a later list of the sentence names: "thanked both sides and promised talks with Chad and Peru"."""
        sentence = range(m.end, self.tree.sentences[self.tree.sentence[m.head]][1])
        lists = (self.cast.together[i] for i in sentence if i in self.cast.together)
        return next((ids for ids in lists if len(ids) == count and all(self.cast.actors[a].type in POLITIES for a in ids)), NOBODY)

    def _possessed(self, m: Mention) -> bool:
        return any(self.tree.lower[c] in OWNING | OURS for c in self.tree.children[m.head])

    def _of_owners(self, m: Mention, owners: tuple[str, ...], asked: tuple[Description, ...], types: frozenset[str]) -> tuple[str, ...]:
        """The owners themselves ("the Peruvian side"), or the states that they belong to ("his country")."""
        if not owners or "state" not in types or any(d.relational for d in asked):
            return NOBODY
        if all(self.cast.actors[o].type in POLITIES for o in owners):
            before = all(t < m.head and self.cast.mention_at[t].form == "adjective" for t in m.owners if t in self.cast.mention_at)
            return owners if before else NOBODY
        return self.states_of(owners)

    def _fits(self, seen: Mention, actor: str, asked: tuple[Description, ...], tags: set[str]) -> bool:
        entity = self.kb.entities.get(actor)
        kind = self.cast.actors[actor].type
        if kind == "other" and (entity is not None or seen.kind not in NAMED):
            return False  # a company or society that only the report names
        fits = any((d.types and kind in d.types) or (entity is not None and d.tags & entity.tags) for d in asked)
        return fits and (not tags or (entity is not None and bool(tags & entity.tags)))

    def _called(self, m: Mention) -> str | None:
        """The last actor in whose name the noun stands: "the Assembly" after "the Peace Assembly of …"."""
        for seen, actor in reversed(self.recent):
            held = self.cast.actors[actor]
            if seen.kind in NAMED and held.type not in POLITIES | {"person"} and m.phrase in held.name.lower().split():
                return actor
        return None

    def salient(
        self, m: Mention, fits: Callable[[Mention, str], bool], but: tuple[str, ...] = NOBODY, margin: float = 1.0
    ) -> str | None:
        """The actor most spoken of so far: often, lately, as a subject; ``margin`` is how much more than the next."""
        scores = {a: w for a, w in self._of_the_clause(m).items() if fits(m, a)}
        barred = {*but, *self.clause_subject(m)}
        for age, seen, actor in self._back(m):
            weight = FADING**age
            weight *= 1.5 if self.tree.deps[seen.head] in SUBJECTS else 0.5 if seen.form == "adjective" or seen.kind == "pronoun" else 1.0
            if self.tree.sentence[seen.head] == 0:
                weight *= 1.5  # the title
            if fits(seen, actor):
                scores[actor] = scores.get(actor, 0.0) + weight
            elif (state := self.cast.principal(actor)) != actor and state in self.cast.actors and fits(seen, state):
                scores[state] = scores.get(state, 0.0) + 0.4 * weight
        ranked = sorted(((s, a) for a, s in scores.items() if a not in barred), reverse=True)
        if not ranked or (len(ranked) > 1 and ranked[0][0] < margin * ranked[1][0]):
            return None
        return ranked[0][1]

    def _of_the_clause(self, m: Mention) -> dict[str, float]:
        """The states of those who act or speak in the clause that a description stands in, with what that is worth."""
        tree = self.tree
        out: dict[str, float] = {}
        i = m.head
        while tree.heads[i] != i:
            dep, i = tree.deps[i], tree.heads[i]
            subject = tree.child(i, "nsubj", "nsubj:pass")
            if subject is None or tree.left[subject] <= m.head <= tree.right[subject]:
                continue
            for t in range(tree.left[subject], tree.right[subject] + 1):
                for actor in self.cast.at.get(t, NOBODY):
                    state = self.cast.principal(actor)
                    if state in self.cast.actors and (state != actor or t != subject):
                        out[state] = max(out.get(state, 0.0), 2.0 if dep == "ccomp" else 3.0)
        return out

    def _back(self, m: Mention) -> Iterator[tuple[int, Mention, str]]:
        here = self.tree.sentence[m.head]
        for seen, actor in reversed(self.spoken_of):
            age = here - self.tree.sentence[seen.head]
            if age > FAR:
                return
            if seen.plural or len(seen.ids) > 1 or seen.start >= m.start:
                continue
            yield age, seen, actor

    def clause_subject(self, m: Mention) -> tuple[str, ...]:
        """The subject of the verb whose object a mention is: what acts on it is another."""
        tree = self.tree
        if tree.deps[m.head].partition(":")[0] not in OBJECTS:
            return NOBODY
        subject = tree.child(tree.heads[m.head], "nsubj", "nsubj:pass")
        return self.cast.at.get(subject, NOBODY) if subject is not None else NOBODY

    def _ahead(self, m: Mention, count: int, types: frozenset[str]) -> tuple[str, ...]:
        """The actors that a description announces before they are named."""
        found: list[str] = []
        for i in range(m.end, len(self.tree)):
            for actor in self.cast.at.get(i, ()):
                if (
                    self.cast.actors[actor].type in types
                    and actor not in found
                    and not (types >= {"state"} and i in self.cast.mention_at and self.cast.mention_at[i].place_only)
                ):
                    found.append(actor)
                    if len(found) == count:
                        return tuple(found)
        return NOBODY

    def pronoun(self, m: Mention) -> None:
        """Binds a pronoun of the third person to the likeliest actor before it."""
        low = m.phrase
        if low in FIRST:
            return  # the speaker; the statements room says who that is
        candidates = self._persons(m) if low in PERSONAL else self._things(m) if low in SINGULAR else self._several(m)
        barred = set(self.clause_subject(m)) if low not in {"itself", "himself", "herself", "themselves"} else set()
        best = max((c for c in candidates if not barred & set(c[1])), key=lambda c: c[0], default=None)
        if best is not None:
            self.cast.bind(m, best[1], "pronoun", best[2])
        elif ids := self._announced(m):
            self.cast.bind(m, ids, "announced")

    def _announced(self, m: Mention) -> tuple[str, ...]:
        """The subject that a pronoun of an opening clause runs ahead of: "In its reply, Chad …"."""
        tree = self.tree
        root = next((i for i in range(*tree.sentences[tree.sentence[m.head]]) if tree.heads[i] == i), m.head)
        subject = tree.child(root, "nsubj", "nsubj:pass")
        if subject is None or subject < m.head or any(w in {"”", '"', "''"} for w in tree.lower[m.head : subject]):
            return NOBODY  # “He is tired,” Chad said
        ids = self.cast.at.get(subject, NOBODY)
        kinds = {self.cast.actors[a].type for a in ids}
        if m.phrase in PERSONAL:
            return ids if kinds == {"person"} and len(ids) == 1 else NOBODY
        return ids if (len(ids) == 1 and kinds <= THINGS if m.phrase in SINGULAR else len(ids) > 1) else NOBODY

    def _within(self, m: Mention) -> Iterator[tuple[float, Mention, str]]:
        """The mentions in reach of a pronoun, the latest first, each with what its place is worth."""
        here = self.tree.sentence[m.head]
        for age, (seen, actor) in enumerate(reversed(self.recent)):
            distance = here - self.tree.sentence[seen.head]
            if distance > REACH or age > 60:
                return
            if seen.form == "adjective" or seen.start == m.start or self.tree.child(seen.head, "cop") is not None:
                continue
            dep = self.tree.deps[seen.head]
            score = -3.0 * distance - 0.05 * age + (2.0 if dep in SUBJECTS else 0.0) - (0.5 if dep.startswith("nmod") else 0.0)
            if dep == "nmod:poss" and self.tree.heads[m.head] != self.tree.heads[seen.head]:
                score += 0.4
            if distance == 0 and self._says(seen, m):
                score += 1.0
            yield score, seen, actor

    def _says(self, seen: Mention, m: Mention) -> bool:
        """Whether a pronoun stands in what the subject of the sentence says or does: "Chad said that it …"."""
        tree = self.tree
        verb = tree.heads[seen.head]
        return tree.deps[seen.head] in SUBJECTS and any(
            tree.deps[c] == "ccomp" and tree.left[c] <= m.head <= tree.right[c] for c in tree.children[verb]
        )

    def _persons(self, m: Mention) -> Iterator[Candidate]:
        sex = "m" if m.phrase.startswith("h") and not m.phrase.startswith("her") else "f"
        for score, seen, actor in self._within(m):
            if self.cast.actors[actor].type == "person" and self.genders.get(actor, sex) == sex and not self._crowd(seen.head):
                yield score, (actor,), seen

    def _things(self, m: Mention) -> Iterator[Candidate]:
        for score, seen, actor in self._within(m):
            if self.cast.actors[actor].type in THINGS and not seen.plural and seen.form != "inhabitant":
                yield score, (actor,), seen

    def _meeting(self, m: Mention) -> tuple[str, ...]:
        """The two persons of a sentence who meet in its clause: "Jane Roe said that she trusted John Doe and that they would meet"."""
        tree = self.tree
        verb = tree.heads[m.head]
        if tree.deps[m.head] not in SUBJECTS or tree.lemmas[verb] not in MEETING or tree.child(verb, "obj") is not None:
            return NOBODY
        found = [seen for seen, _ in self.recent if tree.sentence[seen.head] == tree.sentence[m.head] and seen.start < m.start]
        persons = dict.fromkeys(a for seen in found for a in seen.ids if self.cast.actors[a].type == "person" and len(seen.ids) == 1)
        return tuple(persons) if len(persons) == 2 else NOBODY

    def _several(self, m: Mention) -> Iterator[Candidate]:
        here = self.tree.sentence[m.head]
        if both := self._meeting(m):
            yield CERTAIN, both, None
        for score, seen, actor in self._within(m):
            kind = self.cast.actors[actor].type
            if seen.plural or len(seen.ids) > 1 or kind in {"population", "armed_force"} or seen.form == "inhabitant":
                yield score, seen.ids, seen
            elif kind in TEAMS and seen.kind != "pronoun":
                yield score - TEAMS[kind], seen.ids, seen
        for group in reversed(self.groups):
            distance = here - self.tree.sentence[group.at]
            if distance > REACH:
                return
            yield group.score - 3.0 * distance - 0.2, group.ids, self.cast.mention_at.get(group.at)
