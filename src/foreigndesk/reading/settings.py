"""When and where: which time and place in a sentence belongs to which proposition."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection

from foreigndesk.model import DateWindow, Place, Time
from foreigndesk.propositions.graph import Graph, Proposition, case_of
from foreigndesk.propositions.tree import Tree
from foreigndesk.reading.counted import counted

INHERITING = ("advcl", "conj", "comp", "within", "acl", "parataxis")
BEFORE_AND_AFTER = frozenset({"after", "since", "before", "until", "following", "from"})
COUNTED_FROM = frozenset({"after", "before"})
BEGINNINGS = frozenset({"begin", "start", "erupt", "break", "happen", "occur", "take", "end", "resume"})
FRAMING = ("during", "in", "after", "at", "since", "amid")
BELONGING = frozenset({"amod", "compound", "nmod:poss"})
WITHIN = frozenset("in at near outside around across inside within throughout off along beside".split())  # these make even an actor a place
LOCATIVE = ("in", "at", "near", "outside", "around", "across", "inside", "over", "into", "to", "on", "of", "from", "off")


class Setting:
    """Times and places of a report by the proposition that they belong to."""

    def __init__(self, tree: Tree, graph: Graph, times: list[Time], places: list[Place], published: DateWindow | None) -> None:
        self.tree, self.graph, self.published = tree, graph, published
        self.times: dict[int, Time] = {}
        self.places: dict[int, Place] = {}
        self.durations = [t for t in times if t.type == "DURATION"]
        self.named = [t for t in times if t.window is not None]
        self._dated_nouns: dict[str, DateWindow] = {}
        self._memo: dict[int, DateWindow | None] = {}
        loose: list[tuple[int, Time]] = []
        for time in times:
            if time.window is None:
                continue
            head = self.head(time.span)
            owner = self._owner(head)
            if owner is None:
                continue
            if owner not in self.times:
                self.times[owner] = time
            if (tree.deps[head].startswith(("nmod", "obl")) and tree.deps[head] != "nmod:poss" and tree.heads[head] != owner) or (
                graph[owner].kind == "noun" and tree.deps[head].startswith("nmod") and tree.deps[head] != "nmod:poss"
            ):
                loose.append((owner, time))
        loose = [(owner, time) for owner, time in loose if case_of(tree, owner) not in BEFORE_AND_AFTER]
        for owner, time in loose:  # "ties with X on Wednesday": the clause's time too, where it has no other
            clause = self._clause(owner)
            if clause is not None:
                self.times.setdefault(clause, time)
        for place in places:
            for span in place.mentions:
                self.places[self.head(span)] = place
        for i in sorted(graph):
            if graph[i].kind == "noun" and i in self.times:
                window = self.times[i].window
                if window is not None:
                    self._dated_nouns.setdefault(graph[i].lemma, window)

    def head(self, span: tuple[int, int]) -> int:
        """The token that heads a stretch of characters."""
        first = max(0, bisect_right(self.tree.starts, span[0]) - 1)
        last = max(first, bisect_right(self.tree.starts, span[1] - 1) - 1)
        for i in range(first, last + 1):
            h = self.tree.heads[i]
            if (not first <= h <= last or h == i) and self.tree.pos[i] not in {"ADP", "DET", "PUNCT"}:
                return i
        return last

    def _owner(self, token: int) -> int | None:
        """The nearest proposition above a token."""
        steps = 0
        while steps < 12:
            if token in self.graph:
                return token
            head = self.tree.heads[token]
            if head == token:
                return None
            token = head
            steps += 1
        return None

    def _clause(self, i: int) -> int | None:
        """The verb of the clause that a noun stands in."""
        steps = 0
        while i in self.graph and self.graph[i].kind == "noun" and steps < 4:
            parent = self.graph[i].parent
            if parent is None or self.graph[i].link in {"relcl", "acl"}:
                return None
            i, steps = parent, steps + 1
        return i if i in self.graph and self.graph[i].kind != "noun" else None

    def when(self, p: Proposition) -> DateWindow | None:
        """The window of a proposition: its own time, its light verb's, that of the event it is set in, its clause's."""
        if p.head not in self._memo:
            self._memo[p.head] = None
            self._memo[p.head] = self._when(p)
        return self._memo[p.head]

    def _when(self, p: Proposition) -> DateWindow | None:
        if p.head in self.times:
            return self.times[p.head].window
        if p.light is not None and p.light in self.graph:
            return self.when(self.graph[p.light])
        for role in FRAMING:
            for t in p.roles.get(role, ()):
                inner = self.graph.get(t)
                if inner is not None and inner.kind == "noun" and inner.head != p.head:
                    window = self.when(inner)
                    if window is not None:
                        return self._after(window) if role in {"after", "since"} else window
        if p.kind == "noun":
            parent = self.graph.get(p.parent) if p.parent is not None else None
            if parent is not None and p.link == "subj" and parent.lemma in BEGINNINGS and parent.head in self.times:
                return self.times[parent.head].window
            return (self._dated_nouns.get(p.lemma) if self._definite(p.head) else None) or self._within(p.head)
        if p.parent is not None and p.link.startswith(INHERITING) and p.modal is None:
            parent = self.graph[p.parent]
            window = self._counted(p)
            if window is not None:
                return window
            apart = p.link == "parataxis" and p.roles.get("subj") and p.roles.get("subj") != parent.roles.get("subj")
            if parent.kind != "noun" and not apart and not (p.link == "comp" and (self.tree.deps[p.head] == "ccomp" or p.infinitive)):
                return self.when(parent)
        for c in self.tree.children[p.head]:  # "was bombed and seized in August": the last of the pair bears the time
            if self.tree.deps[c] == "conj" and c in self.graph and c - p.head <= 4 and c in self.times:
                return self.times[c].window
            if self.tree.deps[c] == "conj" and c in self.graph and c - p.head <= 4 and self.graph[c].roles.get("during"):
                return self.when(self.graph[c])
        if self.tree.deps[p.head] == "conj" and self.tree.heads[p.head] in self.graph:
            return self.when(self.graph[self.tree.heads[p.head]])
        return None

    def _counted(self, p: Proposition) -> DateWindow | None:
        """ "Four days after it had left": four days before what the sentence has dated so far."""
        tree = self.tree
        mark = next((c for c in tree.children[p.head] if tree.lower[c] in COUNTED_FROM and tree.deps[c] == "mark"), 0)
        term = next((t for t in self.durations if mark and t.span[1] == tree.ends[mark - 1]), None)
        first = tree.sentences[tree.sentence[p.head]][0]
        dated = [i for i in self.times if first <= i < mark and self.graph[i].kind != "noun"]
        anchor = self.times[max(dated)].window if term is not None and dated else None
        if term is None or anchor is None:
            return None
        return counted(anchor, term.value, tree.text[slice(*term.span)], back=tree.lower[mark] == "after")

    def _after(self, window: DateWindow) -> DateWindow:
        """What came after a dated event: from its first day to the report's last."""
        latest = self.published.latest if self.published is not None else None
        if latest is not None and window.earliest is not None and latest < window.earliest:
            latest = None
        first = window.earliest.isoformat() if window.earliest is not None else ""
        last = latest.isoformat() if latest is not None else ""
        return DateWindow(window.earliest, latest, f"{first or '..'}/{last or '..'}", f"after {window.basis}")

    def _within(self, head: int) -> DateWindow | None:
        """Any time inside an event noun's own phrase."""
        left, right = self.tree.subtree(head)
        first, last = self.tree.offsets(left, right)
        inside = [t for t in self.times.values() if first <= t.span[0] < last]
        return inside[0].window if len(inside) == 1 else None

    def _definite(self, i: int) -> bool:
        return any(self.tree.lower[c] in {"the", "this", "that", "these"} for c in self.tree.children[i])

    def where(self, p: Proposition, named: Collection[int] = (), *, done_to: bool = True) -> tuple[Place, ...]:
        """The places of a proposition, nearest first: its locative phrases, then places inside its objects.

        ``named`` are the tokens that name somebody: "accused Moscow" was not in Moscow, and a capital that acts is no place;
        one that the act is ``done_to`` ("bombed Moscow") is.
        """
        heads = [p.head] if p.light is None else [p.head, p.light]
        out: list[Place] = []
        acting = frozenset(named)
        barred = frozenset() if done_to else acting
        for head in heads:
            q = self.graph[head]
            self._located(q, out, barred)
            for t in q.roles.get("obj", ()):
                self._collect(t, out, 2, barred)
            for t in q.roles.get("subj", ()):
                self._collect(t, out, 2, acting, itself=t in self.places and self.places[t].precision in {"point", "city"})
        if not out and p.link.startswith("advcl") and p.tense == "none" and p.parent is not None and not p.infinitive:
            self._located(self.graph[p.parent], out, barred)  # "fired missiles in X, hitting a base"
        return tuple(dict.fromkeys(out))

    def _located(self, p: Proposition, out: list[Place], barred: frozenset[int]) -> None:
        """The places of a proposition's own locative phrases: "in X", "west of X"."""
        for role in LOCATIVE:
            for t in p.roles.get(role, ()):
                self._collect(t, out, 4, barred)
        for c in self.tree.children[p.head]:
            if self.tree.deps[c] == "advmod" and self.tree.children[c]:
                self._collect(c, out, 1, barred)

    def _collect(self, t: int, out: list[Place], depth: int, barred: frozenset[int], *, itself: bool = True) -> None:
        """The places of a phrase; a country that only says whose a thing is ("US troops") is none, nor is somebody who is ``barred``."""
        if t in barred and not self._inside(t):
            return
        if itself and t in self.places and self.places[t] not in out:
            out.append(self.places[t])
        if depth:
            for c in self.tree.children[t]:
                if c in self.places and self.places[c].precision == "country" and self.tree.deps[c] in BELONGING:
                    continue
                if c not in self.graph or c in self.places:
                    self._collect(c, out, depth - 1, barred)
                elif self.tree.deps[c] == "acl":  # "a summit planned in X"
                    for inner in (c, *self.graph[c].roles.get("comp", ())):
                        if inner in self.graph:
                            self._located(self.graph[inner], out, barred)

    def _inside(self, t: int) -> bool:
        """Whether a name stands behind "in", "at", "near"."""
        while self.tree.deps[t] == "conj":
            t = self.tree.heads[t]
        return case_of(self.tree, t) in WITHIN
