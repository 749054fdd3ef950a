"""What is contested: rival positions on one point, from opposed acts and statements and not from tone.

Two holders, one point, and a stance of each: a rejection or condemnation of what the other made, said, wants or praised; a
refusal of what the other demands; a denial of what the other alleges or tells; accusations that go both ways; opposed
verdicts on one thing (void and valid, liberated and occupied); rival accounts of who did it; numbers that exclude each
other; a territory that one recognises and another claims. A condemnation alone is none, nor is one of a deed whose doer says nothing of it.
"""

from __future__ import annotations

import functools
from bisect import bisect_left
from collections.abc import Collection
from dataclasses import replace

from foreigndesk.lexicon.loader import word_lists
from foreigndesk.model import Dispute, Offsets, Relation, Side, Statement, fact_id
from foreigndesk.reading.drafts import Draft
from foreigndesk.reading.factuality import ACTUAL
from foreigndesk.reading.figures import rival_figures
from foreigndesk.reading.frames import frames
from foreigndesk.reading.scene import Scene
from foreigndesk.reading.statements import contains
from foreigndesk.reading.verdicts import opposed, verdicts

AGAINST = frozenset({"REJECT", "ACCUSE"})
ACCUSING, DISAPPROVING = ("112",), ("110", "111", "113")  # CAMEO: to charge somebody with a deed, to find fault with a thing
FAVOURING = frozenset({"AGREE", "SUPPORT", "COOPERATE", "CONSULT", "AID", "CONCEDE", "RETREAT", "REQUEST"})
IMPOSING = frozenset({"SANCTION", "COERCE"})  # who imposes a thing stands by it; whom he imposes it on need not
DELIBERATE = frozenset({"ACCUSE", "AGREE", "SANCTION", "COERCE", "REQUEST", "CONSULT", "RETREAT", "CONCEDE"})
DEEDS = frozenset({"ASSAULT", "COERCE", "MOBILIZE", "SANCTION", "AID"})
THINGS = ("obj", "of", "for", "against", "to", "on")
NEAR, FAR = 3, 8  # sentences between a refusal and the demand it may mean; between a denial and the charge
FILE = "disputes/words.toml"
LISTS = ("charges", "deeds", "denying", "disagreeing", "pointing", "statehood", "vague", "pleas", "words")


@functools.cache
def _lists() -> dict[str, frozenset[str]]:
    """The shipped words, validated. Raises LexiconError."""
    return word_lists(FILE, LISTS)


class _Disputes:
    def __init__(self, scene: Scene, holds: list[Relation]) -> None:
        self.scene, self.tree, self.cast, self.reader = scene, scene.tree, scene.cast, scene.reader
        self.drafts, self.said, self.holds, self.report = scene.drafts, scene.said, holds, scene.report.id
        self.out: dict[tuple[frozenset[str], str], Dispute] = {}

    def run(self) -> list[Dispute]:
        for d in self.drafts:
            if d.frame.type not in AGAINST or not d.actors or d.status not in ACTUAL:
                continue
            if self._coded(d, ACCUSING):
                self._mutual(d)
            elif self._coded(d, DISAPPROVING) or (d.frame.type == "REJECT" and not self._denial(d) and not self._refusal(d)):
                self._against(d)
        self._denied_acts()
        self._verdicts()
        self._rival_accounts()
        self._rival_figures()
        self._territory()
        return list(self.out.values())

    # -- one is against what the other did, said or wants ------------------------------------------------------------

    def _against(self, d: Draft) -> bool:
        """A rejects or condemns a thing: whose thing it is holds the other side, or who made, wants or praised it."""
        mine = self.scene.principals(d.actors)
        for t in self._things(d):
            owners = {a for a in self.reader.inside(t, True) if self.cast.principal(a) not in mine}
            rival = self._owner(d, t, self.scene.principals(owners)) if owners else self._makers(d, t, mine) or self._pointed(d, t, mine)
            if rival is not None:
                self._side_by_side("rejected thing", self.scene.words(self.scene.phrase(t)), self._of_draft(d), rival)
                return True
        return False

    def _owner(self, d: Draft, t: int, owners: set[str]) -> Side | None:
        """Whose thing it is, by his words of it ("Kenya's proposal") or by his act ("the American ban")."""
        noun = self.tree.lemmas[t].lower()
        told = [o for o in self._others(d, against=True) if self.scene.principals(o.actors) & owners]
        named = [o for o in told if noun in self._named(o) and o.frame.type in DELIBERATE and o.p.kind == "verb"]
        acts = named or [o for o in told if self._meant(o, t)]
        if noun in _lists()["words"]:
            about = self._nouns(d.evidence[0])
            his = (s for s in self.said if s.speaker is not None and self.cast.principal(s.speaker) in owners)
            near = [s for s in his if s.cue[0] < d.trigger[0] and self._apart(s.cue[0], d) <= FAR]
            if near:
                best = max(near, key=lambda s: (len(about & self._nouns(*s.content)), s.cue[0]))
                telling = max(best.evidence, key=lambda e: len(about & self._nouns(e)))
                return self._of_statement(best, self.scene.words(telling))
        return self._of_draft(acts[0]) if acts else None

    def _makers(self, d: Draft, t: int, mine: set[str]) -> Side | None:
        """All who made, want or praised the thing that nobody is said to own."""
        noun = self.tree.lemmas[t].lower()
        rivals = []
        for o in self._others(d):
            theirs = self.scene.principals((*o.actors, *(o.recipients if o.frame.symmetric else ())))
            if theirs and not theirs & mine and noun in self._named(o) and (o.frame.type in FAVOURING or self._imposed(o, noun)):
                rivals.append(o)
        asked = noun in _lists()["pleas"]
        if not rivals and asked:
            rivals = [o for o in self._others(d) if o.frame.type == "REQUEST" and o.actors and self._apart(o.trigger[0], d) <= NEAR][:1]
            rivals = [o for o in rivals if not self.scene.principals(o.actors) & mine]
        return self._of_drafts(rivals) if rivals else None

    def _pointed(self, d: Draft, t: int, mine: set[str]) -> Side | None:
        """Who said last what "that account" means."""
        demonstrative = any(self.tree.lower[c] in _lists()["pointing"] for c in self.tree.children[t])
        if not demonstrative or self.tree.lemmas[t].lower() not in _lists()["words"]:
            return None
        for s in sorted(self.said, key=lambda s: s.cue, reverse=True):
            near = s.cue[0] < d.trigger[0] and self._apart(s.cue[0], d) <= NEAR
            if near and s.speaker is not None and self.cast.principal(s.speaker) not in mine and not contains(s, d.trigger[0]):
                return self._account(s)
        return None

    def _account(self, last: Statement) -> Side:
        """All that one side has just said, up to its last statement: other speakers end it."""
        assert last.speaker is not None
        whose = self.cast.principal(last.speaker)
        told: list[Side] = []
        for s in sorted(self.said, key=lambda s: s.cue, reverse=True):
            if s.cue > last.cue or s.speaker is None or (told and s.evidence == told[-1].evidence):
                continue
            if self.cast.principal(s.speaker) != whose:
                break
            told.append(self._of_statement(s))
        return _joined(told[::-1], position=told[0].position)

    def _others(self, d: Draft, *, against: bool = False) -> list[Draft]:
        """The acts beside a rejection, nearest first; what is against a thing too is no rival of who is against it."""
        others = (o for o in self.drafts if o is not d and o.actors and (against or o.frame.type not in AGAINST) and o.status != "negated")
        return sorted(others, key=lambda o: abs(o.trigger[0] - d.trigger[0]))

    def _named(self, o: Draft) -> set[str]:
        """The nouns that name an act and what it is done to."""
        return {o.p.lemma, *self.scene.lemmas(o.p.all("obj", "of", "to", "for"))}

    def _imposed(self, o: Draft, noun: str) -> bool:
        """Whether a noun names what an act imposes: the ban that one bans, the sanctions that one imposes."""
        return o.frame.type in IMPOSING and any(frame.type == o.frame.type for frame, _ in frames().nouns.get(noun, ()))

    def _meant(self, o: Draft, t: int) -> bool:
        """Whether an owner's act near by may be what a noun means: of a type that the noun or its clause tells."""
        nouns = [self.tree.lemmas[t].lower(), *(self.tree.lemmas[c].lower() for c in self.tree.children[t])]
        types = {frame.type for noun in nouns for frame, _ in (*frames().nouns.get(noun, ()), *frames().verbs.get(noun, ()))}
        return o.frame.type in DELIBERATE and o.frame.type in types and self.tree.starts[t] > o.trigger[0]

    def _refusal(self, d: Draft) -> bool:
        """A refuses to do what B demands of him: "refused to withdraw" and "demanded that Kenya withdraw"."""
        mine = self.scene.principals(d.actors)
        teller = self.scene.statement_at(d.trigger[0])
        if teller is not None and teller.speaker is not None and self.cast.principal(teller.speaker) not in mine:
            return False  # what only others tell of him is no stance of his
        refused = {self.scene.graph[c].lemma for c in d.p.roles.get("comp", ()) if c in self.scene.graph}
        for o in self._others(d) if refused else ():
            asked = {self.scene.graph[c].lemma for c in o.p.roles.get("comp", ()) if c in self.scene.graph}
            at_me = not o.recipients or self.scene.principals(o.recipients) & mine
            if o.frame.type == "REQUEST" and asked & refused and at_me and not self.scene.principals(o.actors) & mine:
                self._side_by_side("refused", self._sentence(o), self._of_draft(d), self._of_draft(o))
                return True
        return False

    # -- one denies what the other alleges ---------------------------------------------------------------------------

    def _mutual(self, d: Draft) -> bool:
        """Accusations that go both ways: told in one ("accused each other"), or A accuses B, and B accuses A."""
        mine = self.scene.principals(d.actors)
        if len(mine) > 1 and any(self.tree.lower[t] in {"each", "one"} for t in d.p.roles.get("obj", ())):
            first, *rest = d.actors
            one, two = (replace(self._of_draft(d), holders=holders) for holders in ((first,), tuple(rest)))
            self._side_by_side("mutual", self._sentence(d), one, two)
            return True
        for other in self.drafts:
            theirs, them = self.scene.principals(other.actors), self.scene.principals(other.recipients)
            back = self._coded(other, ACCUSING) and other.status in ACTUAL and theirs & self.scene.principals(d.recipients)
            if back and them & mine and not theirs & mine:
                first_told, then = sorted((d, other), key=lambda x: x.trigger)
                self._side_by_side("mutual", self._sentence(first_told), self._of_draft(first_told), self._of_draft(then))
                return True
        return False

    def _denial(self, d: Draft) -> bool:
        """A denies a charge: the nearest who made it, by a verb of accusing or in words that tell what A did."""
        denied = d.p.roles.get("obj", []) if d.p.lemma in _lists()["denying"] else []
        this = any(self.tree.lower[t] in _lists()["pointing"] for t in denied)  # "denied this"
        acts = [] if denied or d.p.lemma not in _lists()["denying"] else d.p.roles.get("comp", [])  # "denied that it had …"
        charges = acts or [t for t in d.p.roles.get("obj", ()) if self.tree.lemmas[t].lower() in _lists()["charges"]]
        if not (charges or this):
            return False
        mine = self.scene.principals(d.actors)
        named = {self.cast.principal(a) for t in charges for a in self.reader.inside(t, True)} - mine
        point = {w for t in charges for w in self._nouns(self.scene.phrase(t))} - self.scene.lemmas(charges)
        point -= {w for t in charges for i in self._tokens(*self.scene.phrase(t)) if self.cast.at.get(i) for w in self.scene.lemmas((i,))}
        kinds = {frame.type for w in self._nouns(*map(self.scene.phrase, acts)) for frame, _ in frames().nouns.get(w, ())}
        deed = bool(self.scene.lemmas(charges) & _lists()["deeds"])
        found: list[tuple[tuple[bool, int, bool], str, Side]] = []
        for o in self.drafts:
            theirs = self.scene.principals(o.actors)
            at_me = self._coded(o, ACCUSING) and self.scene.principals(o.recipients) & mine
            same = not point or bool(point & self._nouns(*o.evidence))
            if same and at_me and theirs and not theirs & mine and (not named or theirs & named):
                found.append(((*self._rank(o.trigger[0], d), False), self._sentence(o), self._of_draft(o)))
        for s in self.said:
            speaker = self.cast.principal(s.speaker) if s.speaker is not None else None
            if speaker is None or speaker in mine or (named and speaker not in named) or contains(s, d.trigger[0]):
                continue
            told = self._deed_of(s, mine) if deed else self._told_of(s, mine)
            same = not point or bool(point & self._nouns(*s.evidence)) or self._promised(s, mine, kinds)
            if same and (told or this):
                found.append(((*self._rank(s.cue[0], d), not told), self.scene.words(s.content[0]), self._of_statement(s)))
        if acts and not point:
            return False
        reach = NEAR if this or acts else FAR
        near = [x for x in found if x[0][1] <= reach and (not (this or acts) or not x[0][0])]
        if near:
            _, about, side = min(near, key=lambda x: x[0])
            self._side_by_side("denied charge", about, self._of_draft(d), side)
        return bool(near)

    def _told_of(self, s: Statement, who: set[str]) -> bool:
        """Whether a statement tells what somebody did: he is its clauses' doer."""
        for a, b in s.content:
            for i in self._tokens(a, b):
                p = self.scene.graph.get(i)
                doers = self.reader.fill(p, ("subj", "by", "poss", "adj"), acting=True) if p is not None else ()
                if p is not None and p.kind != "adjective" and not p.negated and self.scene.principals(doers) & who:
                    return True
        return False

    def _deed_of(self, s: Statement, who: set[str]) -> bool:
        """Whether a statement tells a deed of somebody that he can have had a part in: an act, and no words of his."""
        done = (d for d in self.drafts if d.frame.type in DEEDS and d.status in ACTUAL and contains(s, d.trigger[0]))
        return any(self.scene.principals(d.actors) & who for d in done)

    def _promised(self, s: Statement, who: set[str], kinds: Collection[str]) -> bool:
        """Whether a statement tells of somebody's act of a kind that is denied by its noun: of his guarantee, "any new promise"."""
        told = (e for e in self.scene.events if e.type in kinds and contains(s, e.trigger[0]))
        return any(self.scene.principals(e.actors) & who for e in told)

    def _rank(self, at: int, d: Draft) -> tuple[bool, int]:
        """How near an allegation stands to its denial; what comes before it first."""
        return at > d.trigger[0], self._apart(at, d)

    def _apart(self, at: int, d: Draft) -> int:
        """Sentences between a character and an act."""
        return abs(self.tree.sentence[min(bisect_left(self.tree.starts, at), len(self.tree) - 1)] - self.tree.sentence[d.p.head])

    def _denied_acts(self) -> None:
        """A denies an act that B tells or accuses A of: "denied that its jets had struck the camp"."""
        for d in self.drafts:
            denial = self.scene.statement_at(d.trigger[0])
            if d.status != "negated" or denial is None or denial.speaker is None:
                continue
            above = self.scene.parent(d.p)
            denies = above is not None and above.lemma in _lists()["denying"]
            his = above is not None and denial.cue[0] <= self.tree.starts[above.head] < denial.cue[1]
            if not (denies and his) and not (d.p.negated and d.p.tense == "past"):
                continue
            mine = self.cast.principal(denial.speaker)
            for other in sorted(self.drafts, key=lambda o: abs(o.trigger[0] - d.trigger[0])):
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

    # -- opposed verdicts, accounts and claims -----------------------------------------------------------------------

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

    def _rival_figures(self) -> None:
        """Two speakers give numbers of one thing that exclude each other."""
        for one, two in rival_figures(self.scene, _lists()["disagreeing"]):
            about = self.scene.words(one.statement.content[0])
            self._side_by_side("rival figures", about, self._of_statement(one.statement), self._of_statement(two.statement))

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
        """What a rejection is about: nouns, and vague ones only where they are somebody's ("the American measure")."""
        nouns = [t for t in d.p.all(*THINGS) if self.tree.pos[t] == "NOUN"]
        return [t for t in nouns if self.tree.lemmas[t].lower() not in _lists()["vague"] or self.reader.inside(t, True)]

    def _coded(self, d: Draft, codes: tuple[str, ...]) -> bool:
        return d.frame.type == "ACCUSE" and (d.frame.cameo or "").startswith(codes)

    def _nouns(self, *spans: Offsets) -> set[str]:
        """The nouns in stretches of the text, names too."""
        return self.scene.lemmas(t for a, b in spans for t in self._tokens(a, b) if self.tree.pos[t] in {"NOUN", "PROPN"})

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
        return _joined(sides, position=sides[0].position)

    def _of_statement(self, s: Statement, position: str | None = None) -> Side:
        """The side of a speaker, and of those who are named together behind him: "officials of X and Y"."""
        span = self._tokens(*s.speaker_span) if s.speaker_span is not None else []
        joined = [i for i in span if self.tree.deps[i] == "conj" or any(self.tree.deps[c] == "conj" for c in self.tree.children[i])]
        named = [a for i in joined for a in self.cast.at.get(i, ())]
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


def _joined(sides: list[Side], position: str) -> Side:
    """Several sides as one."""
    return Side(
        tuple(dict.fromkeys(a for side in sides for a in side.holders)),
        position,
        tuple(dict.fromkeys(x for side in sides for x in side.statements)),
        tuple(dict.fromkeys(e for side in sides for e in side.evidence)),
    )


def disputes(scene: Scene, holds: list[Relation]) -> list[Dispute]:
    """The disputes of a report in the order of their rejections."""
    return _Disputes(scene, holds).run()
