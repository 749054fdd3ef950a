"""The terms of a promise: what it waits for, and by when it is due."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta

from foreigndesk.model import Condition, DateWindow
from foreigndesk.propositions.graph import Proposition, case_of
from foreigndesk.reading.pledges import pledges
from foreigndesk.reading.scene import Scene

UNIT_ROLES = ("within", "in", "inside", "after")
AFTER_CONDITION = "after its condition"  # in the basis of a day that slips with its condition
DEADLINES = frozenset({"by", "before", "until"})

Waiting = tuple[Condition | None, DateWindow | None, int | None]


class Terms:
    """Reads conditions and due windows of one report's promises."""

    def __init__(self, scene: Scene) -> None:
        self.scene, self.tree, self.setting = scene, scene.tree, scene.setting

    # -- conditions ------------------------------------------------------------------------------------------------

    def condition(self, head: int, act: Proposition, pledge: Proposition) -> Waiting:
        """What the act waits for; the due window that follows where the condition has a day of its own; the days between."""
        clause = self._clause(head, "conditions.act") or (self._clause(pledge.head, "conditions.promise") if pledge is not act else None)
        told = self.scene.graph.get(clause) if clause is not None and pledge is act else None
        if told is not None and told.tense == "past" and act.tense == "past":
            clause = None  # "offered help after the ship sank": when it was offered
        if clause is not None:
            return self._as_condition(*self.tree.subtree(clause), None)
        for t in act.all(*sorted(pledges().lists["conditions.prepositions"])):
            if t in self.scene.graph and self.scene.graph[t].kind == "noun":
                return self._as_condition(*self.tree.subtree(t), None)
        price = self._price(act) or (self._price(pledge) if pledge is not act else None)
        if price is not None:
            return self._as_condition(*self.tree.subtree(price), None)
        return self._counted(head)

    def _clause(self, head: int, marks: str) -> int | None:
        """The conditional clause under a predicate, or under its adverb ("as soon as …")."""
        tree = self.tree
        adverbs = [c for c in tree.children[head] if tree.lower[c] in pledges().lists["conditions.as"]]
        for c in (c for h in (head, *adverbs) for c in tree.children[h] if tree.deps[c].startswith("advcl")):
            if (tree.pos[c] == "ADJ" and tree.child(c, "nsubj", "cop") is None) or tree.lower[c] in {"can", "could", "may"}:
                continue  # "as soon as possible", "as soon as we can"
            if pledges().has(marks, tree.lower[c]) and tree.tags[c] in {"VBN", "VBG"}:
                return tree.child(c, "ccomp")  # "provided that …"
            for mark in tree.children[c]:
                if mark > c or tree.deps[mark] not in {"mark", "advmod", "case", "cc"}:
                    continue
                word = tree.lower[mark]
                if pledges().has(marks, word) or (word == "as" and tree.lower[mark - 1] in pledges().lists["conditions.as"]):
                    return c
        return None

    def _price(self, p: Proposition) -> int | None:
        """What is given "in exchange for" the act."""
        for t in p.all("in", "in exchange for", "in return for"):
            if self.tree.lower[t] not in pledges().lists["conditions.exchange"]:
                if t not in p.roles.get("in", ()):
                    return t
                continue
            for c in self.tree.children[t]:
                if self.tree.deps[c].startswith(("nmod", "acl", "advcl")) and c > t:
                    return c
        return None

    def _counted(self, head: int) -> Waiting:
        """ "Within ten days of the signing": the signing is the condition, and gives the day."""
        tree = self.tree
        first, last = tree.offsets(*tree.subtree(head))
        for time in self.setting.durations:
            unit = self.setting.head(time.span)
            if not first <= time.span[0] < last or case_of(tree, unit) not in UNIT_ROLES:
                continue
            for c in tree.children[unit]:
                if tree.deps[c].startswith(("nmod", "acl")) and c > unit:
                    return self._as_condition(*tree.subtree(c), days_of(time.value))
        return None, None, None

    def _as_condition(self, left: int, right: int, days: int | None) -> Waiting:
        tree = self.tree
        while left < right - 1 and (
            tree.deps[left] in {"case", "mark"}
            or tree.pos[left] in {"PUNCT", "SPACE", "ADP"}
            or tree.lower[left] in pledges().lists["conditions.promise"] | {"as", "soon", "long", "that"}
        ):
            left += 1
        while right - 1 > left and tree.pos[right - 1] in {"PUNCT", "SPACE"}:
            right -= 1
        span = tree.offsets(left, right)
        event = next((d.id for i, d in sorted(self.scene.by_head.items()) if left <= i < right and d.id), None)
        reach = span[1] if days is None else tree.sentence_offsets(left)[1]  # "…, who are due by 1 May" may hang elsewhere
        dated = [t.window for i, t in sorted(self.setting.times.items()) if span[0] <= t.span[0] < reach and t.window is not None]
        due = next((w for w in dated if w.latest is not None), None)
        if due is not None and due.latest is not None:
            latest = due.latest + timedelta(days or 0)
            due = DateWindow(None, latest, f"../{latest.isoformat()}", f"{days or 0} days {AFTER_CONDITION}, itself due by {due.latest}")
        return Condition(span, event), due, days

    # -- due windows -----------------------------------------------------------------------------------------------

    def due(self, head: int, act: Proposition, pledge: Proposition) -> DateWindow | None:
        """By when the act is owed: its deadline, its own time where that lies ahead, or a term counted from the report."""
        published = self.scene.report.published
        window = self._deadline(head, pledge)
        if window is not None:
            return replace(window, basis=f"due: {window.basis}")
        given = act is pledge and act.tense == "past"  # "offered help in May": when it was offered
        window = self.setting.when(act) if act.head == head and not given else None
        if window is None and published is not None and published.latest is not None:
            window = self._term(head, published.latest)
        if window is None or window.latest is None:
            return None
        if published is not None and published.earliest is not None and window.latest < published.earliest:
            return None
        if pledge.tense == "past" and not self.scene.ahead(window):
            return None  # "offered to go last night": when it was offered
        vague = published is not None and published.earliest != published.latest
        if vague and published is not None and (window.earliest, window.latest) == (published.earliest, published.latest):
            return None  # all that is known is that it lies in the report's time
        return replace(window, basis=f"due: {window.basis}")

    def _deadline(self, head: int, pledge: Proposition) -> DateWindow | None:
        """ "By 20 June" under the act, or behind it where the tree hangs it on the pledge; it counts even when it has passed."""
        for time in self.setting.named:
            token = self.setting.head(time.span)
            under = self._under(token, head) or (token > head and self.tree.heads[token] == pledge.head)
            if under and case_of(self.tree, token) in DEADLINES and time.window is not None and time.window.latest is not None:
                return time.window
        return None

    def _under(self, token: int, head: int) -> bool:
        """Whether a token hangs under a predicate, and not under another that is joined to it."""
        tree = self.tree
        while token != head and tree.heads[token] != token:
            if tree.deps[token] == "conj" and tree.pos[token] == "VERB":
                return False
            token = tree.heads[token]
        return token == head

    def _term(self, head: int, day: date) -> DateWindow | None:
        """ "Within two weeks", counted from the report's last day."""
        first, last = self.tree.offsets(*self.tree.subtree(head))
        for time in self.setting.durations:
            days = days_of(time.value)
            if first <= time.span[0] < last and days is not None and case_of(self.tree, self.setting.head(time.span)) in UNIT_ROLES:
                latest = day + timedelta(days)
                return DateWindow(None, latest, f"../{latest.isoformat()}", f"{days} days from the report")
        return None


def days_of(value: str) -> int | None:
    """The days of an ISO 8601 duration of one unit ("P10D", "P2W"); a month is taken as 30."""
    m = re.fullmatch(r"P(T?)(\d+)([HDWMY])", value)
    if m is None:
        return None
    count = int(m.group(2))
    return -(-count // 24) if m.group(1) else count * {"D": 1, "W": 7, "M": 30, "Y": 365}.get(m.group(3), 1)
