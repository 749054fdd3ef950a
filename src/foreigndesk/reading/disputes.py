"""What is contested: rival positions on one point, from opposed acts and statements and not from tone.

Four oppositions are read: a rejection or accusation of something that another did, said or praised; a denial of what
another alleges; rival accounts of who did it; a territory that one recognises and another claims.
"""

from __future__ import annotations

from bisect import bisect_left

from foreigndesk.model import Dispute, Offsets, Relation, Side, fact_id
from foreigndesk.reading.events import Draft
from foreigndesk.reading.frames import frames
from foreigndesk.reading.scene import Scene

AGAINST = frozenset({"REJECT", "ACCUSE"})
THINGS = ("obj", "of", "for", "against", "to", "on")
CHARGES = frozenset("accusation allegation charge claim report responsibility involvement suggestion".split())
VAGUE = frozenset("thing step move measure statement people country government war time day".split())


class _Disputes:
    def __init__(self, scene: Scene, holds: list[Relation]) -> None:
        self.scene, self.tree, self.cast, self.reader = scene, scene.tree, scene.cast, scene.reader
        self.drafts, self.said, self.holds, self.report = scene.drafts, scene.said, holds, scene.report.id
        self.out: dict[tuple[frozenset[str], str], Dispute] = {}

    def run(self) -> list[Dispute]:
        for d in self.drafts:
            told = d.frame.type in AGAINST and d.actors and d.status in {"occurred", "ongoing"}
            if told and not self._denial(d) and not self._against(d):
                self._rejected(d)
        self._rival_accounts()
        self._territory()
        return list(self.out.values())

    def _principals(self, actors: tuple[str, ...]) -> set[str]:
        return {self.cast.principal(a) for a in actors}

    def _things(self, d: Draft) -> list[int]:
        return [t for t in d.p.all(*THINGS) if self.tree.pos[t] == "NOUN" and self.tree.lemmas[t] not in VAGUE]

    def _against(self, d: Draft) -> bool:
        """A rejects or condemns a thing; B made it, praised it or stands by it."""
        mine = self._principals(d.actors)
        for t in self._things(d):
            noun = self.tree.lemmas[t].lower()
            types = {frame.type for frame, _ in frames().nouns.get(noun, ())}
            near = sorted((o for o in self.drafts if o is not d), key=lambda o: abs(o.trigger[0] - d.trigger[0]))
            for exact in (True, False):
                for other in near:
                    theirs = self._principals(other.actors) | (self._principals(other.recipients) if other.frame.symmetric else set())
                    if not theirs or theirs & mine or other.frame.type in AGAINST:
                        continue
                    words = {other.p.lemma, *(self.tree.lemmas[x].lower() for x in other.p.all("obj", "of", "to", "for"))}
                    if noun in words if exact else other.frame.type in types:
                        self._record(self._phrase(t), d, other)
                        return True
        return False

    def _rejected(self, d: Draft) -> None:
        """A rejects what B said or did, where the thing itself is not told again: B's nearest word or act stands for it."""
        mine = self._principals(d.actors)
        for actor in d.recipients:
            theirs = self.cast.principal(actor)
            if theirs in mine:
                continue
            words = [s for s in self.said if s.speaker is not None and self.cast.principal(s.speaker) == theirs and s.cue[0] < d.trigger[0]]
            acts = [o for o in self.drafts if o is not d and theirs in self._principals(o.actors) and o.trigger[0] < d.trigger[0]]
            things = d.p.all(*THINGS)
            about = self._phrase(things[0]) if things else self._sentence(d)
            if words:
                s = words[-1]
                self._side_by_side(
                    about,
                    d.actors,
                    self._sentence(d),
                    self._statements(d),
                    tuple(d.evidence),
                    (actor,),
                    self._span_text(s.content[0]),
                    (s.id,),
                    s.evidence,
                )
                return
            if acts:
                self._record(about, d, acts[-1])
                return

    def _denial(self, d: Draft) -> bool:
        if not any(self.tree.lemmas[t].lower() in CHARGES for t in d.p.all("obj")) or d.frame.type != "REJECT":
            return False
        mine = self._principals(d.actors)
        for other in self.drafts:
            if (
                other.frame.type == "ACCUSE"
                and self._principals(other.recipients) & mine
                and not self._principals(other.actors) & mine
                and other.actors
            ):
                self._record(self._sentence(other), d, other)
                return True
        for s in self.said:  # an allegation that no verb of accusing tells
            if s.speaker is None or self.cast.principal(s.speaker) in mine:
                continue
            inside = {self.cast.principal(a) for x, y in s.content for i in self._tokens(x, y) for a in self.cast.at.get(i, ())}
            if inside & mine:
                self._side_by_side(
                    self._span_text(s.content[0]),
                    d.actors,
                    self._sentence(d),
                    self._statements(d),
                    tuple(d.evidence),
                    (s.speaker,),
                    self._span_text(s.content[0]),
                    (s.id,),
                    s.evidence,
                )
                return True
        return False

    def _rival_accounts(self) -> None:
        """One claims responsibility for an act, or owns to it; another lays it at somebody else's door."""
        for s in self.said:
            words = {self.tree.lemmas[i].lower() for a, b in s.content for i in self._tokens(a, b)}
            if "responsibility" not in words or s.speaker is None:
                continue
            for d in self.drafts:
                if (
                    d.frame.type != "ACCUSE"
                    or not d.actors
                    or self.cast.principal(s.speaker) in self._principals((*d.actors, *d.recipients))
                ):
                    continue
                nouns = {self.tree.lemmas[t].lower() for role in ("for", "of", "over") for t in self.reader.tokens(d.p, role)}
                if nouns & words - {"responsibility"}:
                    self._side_by_side(
                        self._span_text(s.content[0]),
                        (s.speaker,),
                        self._span_text(s.evidence[0]),
                        (s.id,),
                        s.evidence,
                        d.actors,
                        self._sentence(d),
                        self._statements(d),
                        tuple(d.evidence),
                    )

    def _territory(self) -> None:
        for r in self.holds:
            if r.type != "territorial_claim":
                continue
            for other in self.holds:
                if other.type == "recognition" and other.parties[1] == r.parties[1] and other.parties[0] != r.parties[0]:
                    name = self.cast.actors[r.parties[1]].name
                    self._side_by_side(
                        f"status of {name}: {self._span_text(r.evidence[0])}",
                        (r.parties[0],),
                        self._span_text(r.evidence[0]),
                        (),
                        r.evidence,
                        (other.parties[0],),
                        f"recognition of {name}: {self._span_text(other.evidence[0])}",
                        (),
                        other.evidence,
                    )

    # -- writing ---------------------------------------------------------------------------------------------------

    def _tokens(self, start: int, end: int) -> list[int]:
        return list(range(bisect_left(self.tree.starts, start), bisect_left(self.tree.starts, end)))

    def _span_text(self, span: Offsets) -> str:
        return " ".join(self.tree.text[span[0] : span[1]].split())

    def _phrase(self, t: int) -> str:
        return self._span_text(self.tree.offsets(*self.tree.subtree(t)))

    def _sentence(self, d: Draft) -> str:
        return self._span_text(d.evidence[0])

    def _statements(self, d: Draft) -> tuple[str, ...]:
        return tuple(s.id for s in self.said if any(a <= d.trigger[0] < b for a, b in s.evidence) and s.speaker in d.actors)

    def _record(self, about: str, one: Draft, two: Draft) -> None:
        self._side_by_side(
            about,
            one.actors,
            self._sentence(one),
            self._statements(one),
            tuple(one.evidence),
            two.actors if not two.frame.symmetric else (*two.actors, *two.recipients),
            self._sentence(two),
            self._statements(two),
            tuple(two.evidence),
        )

    def _side_by_side(
        self,
        about: str,
        holders: tuple[str, ...],
        position: str,
        statements: tuple[str, ...],
        evidence: tuple[Offsets, ...],
        rivals: tuple[str, ...],
        rival_position: str,
        rival_statements: tuple[str, ...],
        rival_evidence: tuple[Offsets, ...],
    ) -> None:
        if not holders or not rivals or (evidence == rival_evidence and set(holders) == set(rivals)):
            return
        key = (frozenset((*self._principals(holders), *self._principals(rivals))), about.lower()[-20:])
        if key in self.out:
            return
        self.out[key] = Dispute(
            fact_id("dispute", self.report, about, sorted(holders), sorted(rivals)),
            about,
            (
                Side(holders, position, statements, evidence),
                Side(rivals, rival_position, rival_statements, rival_evidence),
            ),
        )


def disputes(scene: Scene, holds: list[Relation]) -> list[Dispute]:
    """The disputes of a report in the order of their rejections."""
    return _Disputes(scene, holds).run()
