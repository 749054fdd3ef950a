"""What was promised: debtor, creditor, act, condition, due window (commitments after Singh 1999).

An act is a commitment where it stands under a commissive predicate ("pledged to", "agreed that", "plans to"), where a
speaker says in the future what he himself will do, and where a document says what its parties will do.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta

from foreigndesk.actors.cast import Cast
from foreigndesk.model import (
    Commitment,
    CommitmentState,
    Condition,
    DateWindow,
    Event,
    Report,
    StateChange,
    Statement,
    Strength,
    fact_id,
)
from foreigndesk.propositions.graph import Graph, Proposition, case_of
from foreigndesk.propositions.tree import Tree
from foreigndesk.reading.cues import cues
from foreigndesk.reading.events import FORCES, Draft, EventReader
from foreigndesk.reading.frames import classes
from foreigndesk.reading.settings import Setting
from foreigndesk.reading.statements import contains

CONDITION_MARKS = frozenset({"if", "once", "when", "after", "unless", "provided", "as", "until"})
CONDITION_ROLES = ("after", "upon", "following", "pending")
FUTURE = frozenset({"will", "shall"})
PUBLIC = frozenset({"state", "contested_polity", "igo", "government_body", "armed_force", "armed_group"})
UNIT_ROLES = ("within", "in", "inside", "after")
DEADLINES = frozenset({"by", "before", "until"})


class _Commitments:
    def __init__(
        self,
        tree: Tree,
        graph: Graph,
        cast: Cast,
        setting: Setting,
        reader: EventReader,
        drafts: list[Draft],
        events: list[Event],
        said: list[Statement],
        report: Report,
    ) -> None:
        self.tree, self.graph, self.cast, self.setting, self.reader = tree, graph, cast, setting, reader
        self.drafts, self.events, self.said, self.report = drafts, events, said, report
        self.by_head = {d.p.head: d for d in drafts}
        self.event_by_id = {e.id: e for e in events}

    def run(self) -> list[Commitment]:
        out: dict[tuple[tuple[str, ...], int], Commitment] = {}
        for i in sorted(self.graph):
            act = self.graph[i]
            if act.negated or (act.kind == "adjective" and not act.roles.get("subj")):
                continue
            found = self._under_commissive(act) or self._spoken(act) or self._noun(act)
            if found is None:
                continue
            debtor, creditor, strength, pledge = found
            if not debtor or (act.head not in self.by_head and pledge.head not in self.by_head and not self._public(debtor)):
                continue
            commitment = self._commitment(act, debtor, creditor, strength, pledge)
            out.setdefault((commitment.debtor, i), commitment)
        return list(out.values())

    # -- what counts -----------------------------------------------------------------------------------------------

    def _under_commissive(self, act: Proposition) -> tuple[tuple[str, ...], tuple[str, ...], Strength, Proposition] | None:
        parent = self.graph.get(act.parent) if act.parent is not None else None
        if parent is None or parent.negated or act.kind == "noun":
            return None
        if act.link not in {"comp", "acl"} and not (act.link.startswith("advcl") and parent.kind == "adjective"):
            return None
        signature = self.reader.factuality.signature(act, parent)
        if signature is None or signature.positive not in {"promised", "planned"}:
            return None
        status = self.reader.factuality.status(act.head)
        if status not in {"promised", "planned"} or (act.link == "comp" and not act.infinitive and act.modal not in {*FUTURE, "would"}):
            return None
        if signature.positive == "planned" and not self._political(act):
            return None
        debtor = self.reader.fill(act, ("subj",), acting=True) or self.reader.fill(parent, ("subj", "poss", "adj", "by"), acting=True)
        if not debtor and parent.parent is not None and parent.kind == "noun":
            debtor = self.reader.fill(self.graph[parent.parent], ("subj",), acting=True)
        creditor = self._creditor(act, debtor) or self.reader.fill(parent, ("obj", "iobj", "to"), acting=False, but=debtor)
        treaty = parent.lemma in classes()["treaty"]
        strength: Strength = "treaty" if treaty else "pledge" if signature.positive == "promised" else "plan"
        return debtor, creditor, strength, parent

    def _spoken(self, act: Proposition) -> tuple[tuple[str, ...], tuple[str, ...], Strength, Proposition] | None:
        """A speaker's own future: "Russia has said it will deploy", "We will protect", "the parties shall refrain"."""
        if act.modal not in FUTURE or act.conditional is not None or act.kind == "noun":
            return None
        at = self.tree.starts[act.head]
        holders = [s for s in self.said if contains(s, at)]
        subject = self.reader.fill(act, ("subj",), acting=True)
        for s in sorted(holders, key=lambda s: s.cue, reverse=True):
            if s.speaker is None:
                continue
            speaker = s.speaker
            if self._document(speaker):
                return subject or self._signatories(at), self._creditor(act, subject), "treaty", act
            principals = {self.cast.principal(a) for a in subject}
            if speaker in subject or (principals and self.cast.principal(speaker) in principals):
                return subject, self._creditor(act, subject), "pledge", act
        return None

    def _noun(self, act: Proposition) -> tuple[tuple[str, ...], tuple[str, ...], Strength, Proposition] | None:
        """What a document envisages: "the treaty provides for a customs union"."""
        parent = self.graph.get(act.parent) if act.parent is not None else None
        if act.kind != "noun" or parent is None or act.link not in {"obj", "for"} or parent.kind != "verb" or act.head not in self.by_head:
            return None
        if not any(self.tree.lemmas[t].lower() in cues().documents for t in parent.roles.get("subj", ())):
            return None
        signature = self.reader.factuality.signature(act, parent)
        if signature is None or signature.positive not in {"promised", "planned", "demanded"}:
            return None
        return self._signatories(self.tree.starts[act.head]), (), "treaty", parent

    def _political(self, act: Proposition) -> bool:
        return act.head in self.by_head or any(
            self.cast.actors[a].type not in {"person", "other", "population"} or a in self.cast.states
            for a in self.reader.fill(act, ("subj",), acting=True)
        )

    def _public(self, debtor: tuple[str, ...]) -> bool:
        """Whether a promise that no frame reads is at least a public body's: not everybody's "will" is a commitment."""
        return any(a in self.cast.states or self.cast.actors[a].type in PUBLIC for a in debtor)

    def _document(self, actor: str) -> bool:
        return bool(cues().documents.intersection(self.cast.actors[actor].name.lower().split()[-1:]))

    def _signatories(self, before: int) -> tuple[str, ...]:
        """The parties of the agreement told of last."""
        signed = [
            d
            for d in self.drafts
            if d.frame.type in {"AGREE", "SUPPORT", "COOPERATE"} and d.trigger[0] <= before and len({*d.actors, *d.recipients}) > 1
        ]
        if not signed:
            return ()
        return tuple(dict.fromkeys((*signed[0].actors, *signed[0].recipients)))

    def _creditor(self, act: Proposition, but: tuple[str, ...]) -> tuple[str, ...]:
        found = self.reader.fill(act, ("obj", "iobj", "to", "with", "for"), acting=False, but=but)
        return tuple(a for a in found if a in self.cast.states or self.cast.actors[a].type not in FORCES)

    # -- its parts -------------------------------------------------------------------------------------------------

    def _commitment(
        self, act: Proposition, debtor: tuple[str, ...], creditor: tuple[str, ...], strength: Strength, pledge: Proposition
    ) -> Commitment:
        event = self._act(act, pledge, debtor, creditor, strength)
        condition, condition_due = self._condition(act)
        due = self._due(act, pledge, condition_due)
        state: CommitmentState = "conditional" if condition is not None else "pending"
        evidence = tuple(dict.fromkeys((self.tree.sentence_offsets(pledge.head), self.tree.sentence_offsets(act.head))))
        at = self.tree.starts[act.head]
        by = max((s for s in self.said if contains(s, at)), key=lambda s: s.cue, default=None)
        return Commitment(
            fact_id("commitment", self.report.id, sorted(debtor), self.tree.starts[act.head], event.id),
            debtor,
            creditor,
            event.id,
            strength,
            state,
            evidence,
            condition,
            due,
            (StateChange(state, self.report.published, evidence, self.report.id),),
            by.id if by else None,
        )

    def _act(self, act: Proposition, pledge: Proposition, debtor: tuple[str, ...], creditor: tuple[str, ...], strength: Strength) -> Event:
        """The event that is promised; where no frame reads the act, the promise of it stands (PLOVER: AGREE)."""
        for head in (act.head, pledge.head):
            draft = self.by_head.get(head)
            if draft is not None and draft.id in self.event_by_id:
                event = self.event_by_id[draft.id]
                if strength != "plan" and (head != act.head or event.status in {"occurred", "ongoing", "planned", "possible"}):
                    event.status = "promised"
                return event
        trigger = (self.tree.starts[act.head], self.tree.ends[act.head])
        event = Event(
            fact_id("event", self.report.id, "AGREE", trigger, sorted(debtor), sorted(creditor), "promised"),
            "AGREE",
            debtor,
            creditor,
            "promised",
            trigger,
            (self.tree.sentence_offsets(act.head),),
            when=self.setting.when(act),
            places=self.setting.where(act)[:3],
            origin="commitment",
            confidence=0.5,
        )
        self.events.append(event)
        self.event_by_id[event.id] = event
        return event

    def _condition(self, act: Proposition) -> tuple[Condition | None, DateWindow | None]:
        tree = self.tree
        for c in tree.children[act.head]:
            if tree.deps[c].startswith("advcl"):
                mark = tree.child(c, "mark")
                if mark is not None and tree.lower[mark] in CONDITION_MARKS:
                    left, right = tree.subtree(c)
                    return self._as_condition(left, right, None)
        for role in CONDITION_ROLES:
            for t in act.roles.get(role, ()):
                if t in self.graph and self.graph[t].kind == "noun":
                    left, right = tree.subtree(t)
                    return self._as_condition(left, right, None)
        first, last = tree.offsets(*tree.subtree(act.head))
        for time in self.setting.durations:
            unit = self.setting.head(time.span)
            if not first <= time.span[0] < last or case_of(tree, unit) not in UNIT_ROLES:
                continue
            for c in tree.children[unit]:
                if tree.deps[c].startswith(("nmod", "acl")) and c > unit:
                    left, right = tree.subtree(c)
                    return self._as_condition(left, right, _days_of(time.value))
        return None, None

    def _as_condition(self, left: int, right: int, days: int | None) -> tuple[Condition, DateWindow | None]:
        tree = self.tree
        while left < right - 1 and (tree.deps[left] in {"case", "mark"} or tree.pos[left] in {"PUNCT", "SPACE", "ADP"}):
            left += 1
        while right - 1 > left and tree.pos[right - 1] in {"PUNCT", "SPACE"}:
            right -= 1
        span = tree.offsets(left, right)
        event = next((d.id for i, d in sorted(self.by_head.items()) if left <= i < right and d.id), None)
        reach = span[1] if days is None else tree.sentence_offsets(left)[1]  # "…, who are due by 1 May" may hang elsewhere
        dated = [t.window for i, t in sorted(self.setting.times.items()) if span[0] <= t.span[0] < reach and t.window is not None]
        due = next((w for w in dated if w.latest is not None), None)
        if due is not None and due.latest is not None:
            latest = due.latest + timedelta(days or 0)
            due = DateWindow(None, latest, f"../{latest.isoformat()}", f"{days or 0} days after its condition, itself due by {due.latest}")
        return Condition(span, event), due

    def _term(self, act: Proposition, day: date) -> DateWindow | None:
        """ "Within two weeks", counted from the report's last day."""
        first, last = self.tree.offsets(*self.tree.subtree(act.head))
        for time in self.setting.durations:
            days = _days_of(time.value)
            if first <= time.span[0] < last and days is not None and case_of(self.tree, self.setting.head(time.span)) in UNIT_ROLES:
                latest = day + timedelta(days)
                return DateWindow(None, latest, f"../{latest.isoformat()}", f"{days} days from the report")
        return None

    def _deadline(self, act: Proposition, pledge: Proposition) -> DateWindow | None:
        """ "Promised on Monday to leave by 20 June": a deadline behind the act that the tree hangs on the pledge is the act's."""
        for time in self.setting.named:
            token = self.setting.head(time.span)
            if token > act.head and self.tree.heads[token] == pledge.head and case_of(self.tree, token) in DEADLINES:
                return time.window
        return None

    def _due(self, act: Proposition, pledge: Proposition, condition_due: DateWindow | None) -> DateWindow | None:
        if condition_due is not None:
            return condition_due
        window = self.setting.when(act) or self._deadline(act, pledge)
        published = self.report.published
        if window is None and published is not None and published.latest is not None:
            window = self._term(act, published.latest)
        if window is None or window.latest is None:
            return None
        if published is not None and published.earliest is not None and window.latest < published.earliest:
            return None
        return replace(window, basis=f"due: {window.basis}")


def _days_of(value: str) -> int | None:
    """The days of an ISO 8601 duration of one unit ("P10D", "P2W"); a month is taken as 30."""
    m = re.fullmatch(r"P(T?)(\d+)([HDWMY])", value)
    if m is None:
        return None
    count = int(m.group(2))
    return -(-count // 24) if m.group(1) else count * {"D": 1, "W": 7, "M": 30, "Y": 365}.get(m.group(3), 1)


def commitments(
    tree: Tree,
    graph: Graph,
    cast: Cast,
    setting: Setting,
    reader: EventReader,
    drafts: list[Draft],
    events: list[Event],
    said: list[Statement],
    report: Report,
) -> list[Commitment]:
    """The commitments of a report in the order of the text; an act that no frame reads is added to ``events``."""
    out = _Commitments(tree, graph, cast, setting, reader, drafts, events, said, report).run()
    events.sort(key=lambda e: (e.trigger, e.type))
    return out
