"""What is contested: rival positions on one point, from opposed acts and statements and not from tone.

Six oppositions are read: a rejection or accusation of something that another did, said or praised; a denial of what
another alleges or tells; accusations that go both ways; opposed verdicts on one thing (void and valid, liberated and
occupied); rival accounts of who did it; a territory that one recognises and another claims.
"""

from __future__ import annotations

import functools
from bisect import bisect_left
from dataclasses import replace

from foreigndesk.lexicon.loader import Entry, toml
from foreigndesk.model import Dispute, Relation, Side, Statement, fact_id
from foreigndesk.reading.events import Draft
from foreigndesk.reading.factuality import ACTUAL
from foreigndesk.reading.frames import frames
from foreigndesk.reading.scene import Scene
from foreigndesk.reading.verdicts import opposed, verdicts

AGAINST = frozenset({"REJECT", "ACCUSE"})
THINGS = ("obj", "of", "for", "against", "to", "on")
NEAR = 3  # sentences between a rejection and what it may mean
FILE = "disputes/words.toml"
LISTS = ("charges", "denying", "statehood", "vague")


@functools.cache
def _lists() -> dict[str, frozenset[str]]:
    """The shipped words, validated. Raises LexiconError."""
    entry = Entry(FILE, "words", toml(FILE), LISTS)
    lists = {key: frozenset(entry.words(key)) for key in LISTS}
    for key, words in lists.items():
        if not words:
            raise entry.wrong(key, "is missing or empty")
    return lists


class _Disputes:
    def __init__(self, scene: Scene, holds: list[Relation]) -> None:
        self.scene, self.tree, self.cast, self.reader = scene, scene.tree, scene.cast, scene.reader
        self.drafts, self.said, self.holds, self.report = scene.drafts, scene.said, holds, scene.report.id
        self.out: dict[tuple[frozenset[str], str], Dispute] = {}

    def run(self) -> list[Dispute]:
        for d in self.drafts:
            told = d.frame.type in AGAINST and d.actors and d.status in ACTUAL
            if told and not self._mutual(d) and not self._denial(d) and not self._against(d):
                self._rejected(d)
        self._denied_acts()
        self._verdicts()
        self._rival_accounts()
        self._territory()
        return list(self.out.values())

    def _against(self, d: Draft) -> bool:
        """A rejects or condemns a thing; all who made it, praised it or stand by it are of the other side."""
        mine = self.scene.principals(d.actors)
        others = (o for o in self.drafts if o is not d and o.frame.type not in AGAINST)
        near = sorted(others, key=lambda o: abs(o.trigger[0] - d.trigger[0]))
        for t in self._things(d):
            noun = self.tree.lemmas[t].lower()
            types = {frame.type for frame, _ in frames().nouns.get(noun, ())}
            for exact in (True, False):
                rivals = []
                for other in near:
                    theirs = self.scene.principals((*other.actors, *(other.recipients if other.frame.symmetric else ())))
                    if not theirs or theirs & mine:
                        continue
                    words = {other.p.lemma, *self.scene.lemmas(other.p.all("obj", "of", "to", "for"))}
                    if noun in words if exact else other.frame.type in types and self._near(other, d):
                        rivals.append(other)
                if rivals:
                    about = self.scene.words(self.scene.phrase(t))
                    self._side_by_side("rejected thing", about, self._of_draft(d), self._of_drafts(rivals if exact else rivals[:1]))
                    return True
        return False

    def _near(self, one: Draft, two: Draft) -> bool:
        """Whether two acts are told close enough that the one may be meant by the other."""
        return abs(self.tree.sentence[one.p.head] - self.tree.sentence[two.p.head]) <= NEAR

    def _mutual(self, d: Draft) -> bool:
        """Accusations that go both ways: told in one ("accused each other"), or A accuses B, and B accuses A."""
        if d.frame.type != "ACCUSE":
            return False
        mine = self.scene.principals(d.actors)
        if len(mine) > 1 and any(self.tree.lower[t] in {"each", "one"} for t in d.p.roles.get("obj", ())):
            first, *rest = d.actors
            one, two = (replace(self._of_draft(d), holders=holders) for holders in ((first,), tuple(rest)))
            self._side_by_side("mutual", self._sentence(d), one, two)
            return True
        for other in self.drafts:
            theirs, them = self.scene.principals(other.actors), self.scene.principals(other.recipients)
            back = other.frame.type == "ACCUSE" and other.status in ACTUAL and theirs & self.scene.principals(d.recipients)
            if back and them & mine and not theirs & mine:
                first_told, then = sorted((d, other), key=lambda x: x.trigger)
                self._side_by_side("mutual", self._sentence(first_told), self._of_draft(first_told), self._of_draft(then))
                return True
        return False

    def _rejected(self, d: Draft) -> None:
        """A rejects what B said or did, where the thing itself is not told again: B's nearest word or act stands for it."""
        mine = self.scene.principals(d.actors)
        for actor in d.recipients:
            theirs = self.cast.principal(actor)
            if theirs in mine:
                continue
            words = [s for s in self.said if s.speaker is not None and self.cast.principal(s.speaker) == theirs and s.cue[0] < d.trigger[0]]
            before = (o for o in self.drafts if o.trigger[0] < d.trigger[0] and self._near(o, d))
            acts = [o for o in before if theirs in self.scene.principals(o.actors)]
            things = [t for t in d.p.all(*THINGS) if t not in self.cast.at]
            about = self.scene.words(self.scene.phrase(things[0])) if things else self._sentence(d)
            if words:
                said = words[-1]
                side = Side((actor,), self.scene.words(said.evidence[0]), (said.id,), said.evidence)
                self._side_by_side("rejected", about, self._of_draft(d), side)
                return
            if acts:
                self._side_by_side("rejected", about, self._of_draft(d), self._of_draft(acts[-1]))
                return

    def _denial(self, d: Draft) -> bool:
        """A denies a charge: who made it, by a verb of accusing or in words that name A."""
        if not self.scene.lemmas(d.p.all("obj")) & _lists()["charges"] or d.frame.type != "REJECT":
            return False
        mine = self.scene.principals(d.actors)
        for other in self.drafts:
            at_me = other.frame.type == "ACCUSE" and self.scene.principals(other.recipients) & mine
            if at_me and other.actors and not self.scene.principals(other.actors) & mine:
                self._side_by_side("denied charge", self._sentence(other), self._of_draft(d), self._of_draft(other))
                return True
        for s in self.said:
            if s.speaker is None or self.cast.principal(s.speaker) in mine:
                continue
            inside = {self.cast.principal(a) for x, y in s.content for i in self._tokens(x, y) for a in self.cast.at.get(i, ())}
            if inside & mine:
                about = self.scene.words(s.content[0])
                self._side_by_side("denied charge", about, self._of_draft(d), self._of_statement(s, about))
                return True
        return False

    def _denied_acts(self) -> None:
        """A denies an act that B tells or accuses A of: "denied that its jets had struck the camp"."""
        for d in self.drafts:
            denial = self.scene.statement_at(d.trigger[0])
            if d.status != "negated" or denial is None or denial.speaker is None:
                continue
            above = self.scene.parent(d.p)
            if not (above is not None and above.lemma in _lists()["denying"]) and not (d.p.negated and d.p.tense == "past"):
                continue
            mine = self.cast.principal(denial.speaker)
            for other in self.drafts:
                same = other.frame.type == d.frame.type and (other.p.lemma == d.p.lemma or self._shared(other, d))
                if not same or other.status == "negated":
                    continue
                told = self.scene.statement_at(other.trigger[0])
                if told is not None and told.speaker is not None and self.cast.principal(told.speaker) != mine:
                    about = self.scene.words(told.content[0])
                    self._side_by_side("denied act", about, self._of_statement(denial), self._of_statement(told))
                    break

    def _shared(self, one: Draft, two: Draft) -> bool:
        """Whether two acts are done by one and to the same thing."""
        doers = self.scene.principals(one.actors) & self.scene.principals(two.actors)
        return bool(doers) and bool(self.scene.lemmas(one.p.all("obj")) & self.scene.lemmas(two.p.all("obj")))

    def _verdicts(self) -> None:
        """One calls a thing what the other denies that it is."""
        found = verdicts(self.scene)
        for i, one in enumerate(found):
            for two in found[i + 1 :]:
                if opposed(self.scene, one, two):
                    about = f"{self.scene.words(self.scene.phrase(two.thing))} ({two.pole})"
                    self._side_by_side("verdicts", about, self._of_statement(one.statement), self._of_statement(two.statement))

    def _rival_accounts(self) -> None:
        """One claims responsibility for an act, or owns to it; another lays it at somebody else's door."""
        for s in self.said:
            words = self.scene.lemmas(i for a, b in s.content for i in self._tokens(a, b))
            if "responsibility" not in words or s.speaker is None:
                continue
            for d in self.drafts:
                involved = self.scene.principals((*d.actors, *d.recipients))
                if d.frame.type != "ACCUSE" or not d.actors or self.cast.principal(s.speaker) in involved:
                    continue
                nouns = self.scene.lemmas(t for role in ("for", "of", "over") for t in self.reader.tokens(d.p, role))
                if nouns & words - {"responsibility"}:
                    side = self._of_statement(s, self.scene.words(s.evidence[0]))
                    self._side_by_side("rival accounts", self.scene.words(s.content[0]), side, self._of_draft(d))

    def _territory(self) -> None:
        """A land that one claims and another recognises, claims too, or that calls itself sovereign."""
        claims = [r for r in self.holds if r.type == "territorial_claim"]
        for i, r in enumerate(claims):
            name, claim = self.cast.actors[r.parties[1]].name, self.scene.words(r.evidence[0])
            mine = Side((r.parties[0],), claim, (), r.evidence)
            for other in (*(x for x in self.holds if x.type == "recognition"), *claims[i + 1 :]):
                if other.parties[1] == r.parties[1] and other.parties[0] != r.parties[0]:
                    what = other.type.replace("territorial_", "")
                    told = f"{what} of {name}: {self.scene.words(other.evidence[0])}"
                    self._side_by_side("territory", f"status of {name}: {claim}", mine, Side((other.parties[0],), told, (), other.evidence))
            for s in self.said:
                words = self.scene.lemmas(t for a, b in s.content for t in self._tokens(a, b))
                if s.speaker is not None and self.cast.principal(s.speaker) == r.parties[1] and words & _lists()["statehood"]:
                    self._side_by_side("territory", f"status of {name}: {claim}", mine, self._of_statement(s))
                    break

    # -- writing ---------------------------------------------------------------------------------------------------

    def _things(self, d: Draft) -> list[int]:
        return [t for t in d.p.all(*THINGS) if self.tree.pos[t] == "NOUN" and self.tree.lemmas[t] not in _lists()["vague"]]

    def _tokens(self, start: int, end: int) -> list[int]:
        return list(range(bisect_left(self.tree.starts, start), bisect_left(self.tree.starts, end)))

    def _sentence(self, d: Draft) -> str:
        return self.scene.words(d.evidence[0])

    def _of_draft(self, d: Draft) -> Side:
        """The side of those who did or said something."""
        holders = d.actors if not d.frame.symmetric else (*d.actors, *d.recipients)
        told = tuple(s.id for s in self.said if any(a <= d.trigger[0] < b for a, b in s.evidence) and s.speaker in d.actors)
        return Side(holders, self._sentence(d), told, tuple(d.evidence))

    def _of_drafts(self, drafts: list[Draft]) -> Side:
        """The side of several who did the like; the first one's sentence is its position."""
        sides = [self._of_draft(d) for d in drafts]
        return Side(
            tuple(dict.fromkeys(a for side in sides for a in side.holders)),
            sides[0].position,
            tuple(dict.fromkeys(x for side in sides for x in side.statements)),
            tuple(dict.fromkeys(e for side in sides for e in side.evidence)),
        )

    def _of_statement(self, s: Statement, position: str | None = None) -> Side:
        """The side of a speaker, and of those who speak with or behind him: "officials of X and Y"."""
        named = [a for i in self._tokens(*s.speaker_span) for a in self.cast.at.get(i, ())] if s.speaker_span is not None else []
        holders = tuple(dict.fromkeys(a for a in (s.speaker, *named) if a is not None))
        return Side(holders, position or self.scene.words(s.evidence[0]), (s.id,), s.evidence)

    def _side_by_side(self, rule: str, about: str, one: Side, two: Side) -> None:
        if not one.holders or not two.holders or (one.evidence == two.evidence and set(one.holders) == set(two.holders)):
            return
        key = (frozenset((*self.scene.principals(one.holders), *self.scene.principals(two.holders))), about.lower()[-20:])
        if key in self.out:
            return
        identity = fact_id("dispute", self.report, about, sorted(one.holders), sorted(two.holders))
        self.out[key] = Dispute(identity, about, (one, two))
        self.scene.because(identity, rule)


def disputes(scene: Scene, holds: list[Relation]) -> list[Dispute]:
    """The disputes of a report in the order of their rejections."""
    return _Disputes(scene, holds).run()
