"""Descriptions, groups and pronouns: back to the most recent actor that fits."""

from __future__ import annotations

from foreigndesk.actors.cast import Cast
from foreigndesk.actors.knowledge import Knowledge
from foreigndesk.actors.mentions import FIRST, NUMBERS, PERSONAL, SINGULAR, Mention, descriptions
from foreigndesk.propositions.tree import Tree

REACH = 4  # sentences that a pronoun looks back over
SUBJECTS = frozenset({"nsubj", "nsubj:pass", "root"})


class References:
    """What has been mentioned so far in a report, and what points back to it."""

    def __init__(self, tree: Tree, cast: Cast, kb: Knowledge) -> None:
        self.tree, self.cast, self.kb = tree, cast, kb
        self.recent: list[tuple[Mention, str]] = []  # (mention, actor) in the order of the text
        self.groups: list[tuple[str, ...]] = []

    def remember(self, m: Mention) -> None:
        """Takes a resolved mention in."""
        if m.ids and not (m.place_only and m.kind == "name"):
            self.recent.extend((m, actor) for actor in m.ids)
            chain = self.cast.together.get(m.head)
            if chain is not None and chain not in self.groups[-1:]:
                self.groups.append(chain)
            conjuncts = [c for c in self.tree.conjuncts(m.head) if c in self.cast.at]
            if len(conjuncts) > 1 and conjuncts[-1] == m.head:
                self.groups.append(tuple(dict.fromkeys(a for c in conjuncts for a in self.cast.at[c])))
            elif len(m.ids) > 1:
                self.groups.append(m.ids)

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
        """The last so many actors of a type, a coordinated group first."""
        if count is None:
            return ()
        for group in reversed(self.groups):
            if len(group) == count and all(self.cast.actors[a].type in types for a in group):
                return group
        found: list[str] = []
        for _, actor in reversed(self.recent):
            if self.cast.actors[actor].type in types and actor not in found:
                found.append(actor)
                if len(found) == count:
                    return tuple(reversed(found))
        return ()

    def description(self, m: Mention, owners: tuple[str, ...], target: Mention | None = None) -> None:
        """Binds "the alliance", "both countries" to the actors that fit and are not their own owners."""
        target = target or m
        nouns, modifiers = descriptions()
        asked = nouns[m.phrase]
        tags = {modifiers[w] for w in (self.tree.lower[c] for c in self.tree.children[m.head]) if w in modifiers}
        types = frozenset(t for d in asked for t in d.types)
        if m.plural:
            count = self.count(m)
            group = self.group(m, count, types or frozenset({"state"}))
            if not group and count is not None:
                group = self._ahead(m, count, types)
            if group:
                self.cast.bind(target, group)
            return
        if any(d.plural_only for d in asked) and len(asked) == 1:
            return
        for seen, actor in reversed(self.recent):
            if seen.kind == "pronoun" or seen.plural or actor in owners:
                continue
            entity = self.kb.entities.get(actor)
            held = self.cast.actors[actor]
            fits = any((d.types and held.type in d.types) or (entity is not None and d.tags & entity.tags) for d in asked)
            if fits and (not tags or (entity is not None and tags & entity.tags)) and self._in_reach(m, seen, 3 * REACH):
                self.cast.bind(target, (actor,))
                return

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
        return ()

    def _in_reach(self, m: Mention, seen: Mention, reach: int) -> bool:
        return self.tree.sentence[m.head] - self.tree.sentence[seen.head] <= reach

    def pronoun(self, m: Mention) -> None:
        """Binds a pronoun of the third person to the likeliest actor before it."""
        low = m.phrase
        if low in FIRST:
            return  # the speaker; the statements room says who that is
        if low in PERSONAL:
            types = {"person"}
        elif low in SINGULAR:
            types = {
                "state",
                "igo",
                "contested_polity",
                "government_body",
                "armed_group",
                "armed_force",
                "company",
                "ngo",
                "media",
                "party",
                "other",
            }
        else:
            types = {"population", "armed_force", "armed_group", "state", "person", "igo", "government_body", "party", "other", "ngo"}
        best: tuple[float, tuple[str, ...]] | None = None
        here = self.tree.sentence[m.head]
        for age, (seen, actor) in enumerate(reversed(self.recent)):
            distance = here - self.tree.sentence[seen.head]
            if distance > REACH or age > 60:
                break
            if self.cast.actors[actor].type not in types or seen.form == "adjective" or seen.start == m.start:
                continue
            if low not in PERSONAL | SINGULAR and not (
                seen.plural or len(seen.ids) > 1 or self.cast.actors[actor].type in {"population", "armed_force"}
            ):
                continue
            if low in SINGULAR and seen.plural:
                continue
            dep = self.tree.deps[seen.head]
            score = -3.0 * distance - 0.05 * age + (2.0 if dep in SUBJECTS else 0.0) - (0.5 if dep.startswith("nmod") else 0.0)
            if dep == "nmod:poss" and self.tree.heads[m.head] != self.tree.heads[seen.head]:
                score += 0.4
            if best is None or score > best[0]:
                best = (score, seen.ids if low not in PERSONAL | SINGULAR else (actor,))
        if best is not None:
            self.cast.bind(m, best[1])
