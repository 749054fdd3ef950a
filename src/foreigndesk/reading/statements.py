"""Who says so: cues with their speakers and contents, direct, indirect and mixed.

Source, cue and content as in PolNeAR and PARC (Newell et al. 2018; Pareti 2012): one statement is one cue's content;
a quotation that goes on after its cue with no new cue belongs to the same statement.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import replace

from foreigndesk.actors.cast import Cast
from foreigndesk.actors.mentions import FIRST, OURS, US
from foreigndesk.model import CueChoice, Offsets, Statement, StatementMode, fact_id
from foreigndesk.propositions.graph import Graph, Proposition
from foreigndesk.propositions.signatures import signatures
from foreigndesk.propositions.tree import Tree
from foreigndesk.reading.contents import Draft
from foreigndesk.reading.cues import Cue
from foreigndesk.reading.nominal import Nominal
from foreigndesk.reading.quotations import Quotation, labels, quotations, quoted_share, signature
from foreigndesk.reading.speakers import FINITE, QUOTING, SCARE, Speaker

NOBODY = FIRST | {"you", "your"}  # where the report does not tell who that is
NAMES = frozenset({"person", "government_body", "igo", "ngo", "party", "media"})  # who may stand before a colon
WRITINGS = frozenset({"message", "letter", "telegram", "greeting", "note", "appeal", "address"})  # they speak for their writer
UNTOLD = frozenset({"name", "identify", "comment", "elaborate"})  # "asked not to be named", "declined to comment"
ANYBODY = frozenset({"everybody", "everyone", "anybody", "anyone", "somebody", "someone", "nobody", "whoever", "who"})
ASKS, ANSWERS = frozenset({"Q", "Question"}), frozenset({"A", "Answer"})  # turns of an interview
# Prepositions before a participle that speaks ("responded by saying"); after others it is only talked about.
SPOKEN_AFTER = frozenset({"by", "in", "after", "while", "as", "when", "with"})


class _Finder(Nominal):
    def __init__(self, tree: Tree, graph: Graph, cast: Cast) -> None:
        super().__init__(tree, graph, cast)
        self.drafts: list[Draft] = []

    def run(self) -> list[Draft]:
        tree = self.tree
        by_sentence: dict[int, list[Proposition]] = {}
        for i in sorted(self.graph):
            by_sentence.setdefault(tree.sentence[i], []).append(self.graph[i])
        signed = [d for q in self.quotes if (d := self._signed(q)) is not None]
        self.used.update(q for d in signed for q in d.quotes)
        for s in range(len(tree.sentences)):
            drafted = [d for p in by_sentence.get(s, ()) if (d := self._verb(p)) is not None]
            issuing = {v.head for d in drafted if (v := self._issued(self.graph[d.cue_token])) is not None}
            drafted = [d for d in drafted if d.cue_token not in issuing]  # "posted a message blaming …" says it once
            self._hand_over(drafted)
            drafted += self._fixed(s)
            drafted += self._nouns(s, drafted)
            drafted.sort(key=lambda d: d.cue_span)
            self.drafts += drafted
        self.drafts += signed
        self._labelled()
        self.drafts.sort(key=lambda d: d.cue_span)
        self._floating()
        return [d for d in self.drafts if d.content]

    def _verb(self, p: Proposition) -> Draft | None:
        if p.kind == "noun":
            return None
        p = self._active(p)
        found = self._cue(p)
        if found is None:
            return None
        cue, role = found
        if self._carries(p):
            return None  # "went on to say": said once
        if p.lemma in QUOTING and any(self._quoted_as(c) for c in self.tree.children[p.head]):
            return None  # "quoted X as saying": X says it
        speaker = self._speaker(p, cue)
        if speaker is None:
            return None
        if (cue.sort == "mental" or cue.id == "go.on") and (self._mindless(speaker) or self._anybody(speaker)):
            return None
        cue_span = self._cue_span(p, role)
        hull = cue_span
        if (
            speaker.span is not None
            and speaker.head is not None
            and not self._has_letters_between(cue_span, speaker.span)
        ):
            hull = min(cue_span[0], speaker.span[0]), max(cue_span[1], speaker.span[1])
        content, quoted = self._content(p, cue, role, hull)
        if self._hollow(p, cue) if not quoted else self._citing(p):
            return None
        if not content and not self._opens(p, cue):
            return None
        self.used.update(quoted)
        cue_span, content = self._with_object(p, cue_span, content)
        cue_span = self._with_preposition(cue_span, content)
        cue_span = self._reached(p, cue_span, content)
        return Draft(p.head, cue, speaker.ids, speaker.span, cue_span, content, self._addressee(p, cue), quoted, speaker.how)

    def _carries(self, p: Proposition) -> bool:
        """Whether a verb only carries the cue behind it."""
        for c in self.tree.children[p.head]:
            inner = self.graph.get(c)
            if inner is not None and inner.infinitive and self._cue(inner) is not None and self._carrier(inner) is p:
                return True
        return False

    def _active(self, p: Proposition) -> Proposition:
        """A participle that hangs on the root noun of a sentence without a finite verb is that sentence's verb."""
        tree, noun = self.tree, self.tree.heads[p.head]
        if not (p.passive and tree.deps[p.head] == "acl" and tree.heads[noun] == noun and p.roles.get("obj") == [noun]):
            return p
        begin, end = tree.sentences[tree.sentence[noun]]
        if any(tree.tags[i] in FINITE for i in range(begin, end)) or p.roles.get("subj"):
            return p
        roles = {role: held for role, held in p.roles.items() if role != "obj"}
        return replace(p, passive=False, tense="past", roles={**roles, "subj": [noun]})

    def _anybody(self, speaker: Speaker) -> bool:
        """Whether it is nobody in particular who thinks or wants: "everybody who is ready to help"."""
        return not speaker.ids and speaker.span is not None and self.tree.text[slice(*speaker.span)].lower() in ANYBODY

    def _mindless(self, speaker: Speaker) -> bool:
        """Whether a single thing is said to think or want: "the base aims to secure the region"."""
        things = all(self.cast.actors[a].type == "other" for a in speaker.ids)
        return bool(speaker.ids) and things and speaker.head is not None and self.tree.tags[speaker.head] == "NN"

    def _quoted_as(self, c: int) -> bool:
        p = self.graph.get(c)
        return p is not None and p.link == "advcl:as" and p.kind == "verb" and self._cue(p) is not None

    def _has_letters_between(self, a: Offsets, b: Offsets) -> bool:
        gap = self.tree.text[min(a[1], b[1]) : max(a[0], b[0])]
        return len(gap.split()) > 3

    def _hollow(self, p: Proposition, cue: Cue) -> bool:
        """Whether nothing is said: the verb is denied, wished, ordered or supposed."""
        tree = self.tree
        if (p.conditional and tree.deps[p.head] != "conj") or p.modal or (p.negated and cue.status == "occurred"):
            return True
        before, after = tree.lower[p.head - 1 : p.head], tree.lower[p.head + 1 : p.head + 2]
        if cue.force == "accusing" and before in ([","], ["("]) and after in (["with"], ["of"]):
            return True  # "a man, charged with murder, appeared"
        if any(tree.lemmas[c] in UNTOLD and tree.deps[c] == "xcomp" for c in p.roles.get("comp", ())):
            return True
        if before == ["nor"] or self._citing(p) or (tree.tags[p.head] == "VB" and not p.infinitive and p.tense == "none"):
            return True
        subject = next(iter(p.roles.get("subj", ())), None)
        if subject is not None and tree.lower[subject] in FIRST | {"you"} and p.tense != "past":
            return True
        if subject is not None and tree.lower[max(0, tree.left[subject])] == "not":
            return True  # "not everyone agreed"
        above = self.graph.get(p.parent) if p.parent is not None and p.link == "comp" else None
        if above is not None and above.kind == "verb" and tree.deps[p.head] == "ccomp" and p.tense != "past":
            held = self._cue(above)  # "proposed that the ministers agree on a date": nobody has agreed
            if held is not None and held[0].force in {"demanding", "asking"}:
                return True
        if above is not None and tree.deps[p.head] == "xcomp" and (above.modal or above.negated or above.tense == "future"):
            return True  # "they will start believing it"
        if p.infinitive:
            parent = self.graph.get(p.parent) if p.parent is not None else None
            if parent is None or p.link != "comp" or parent.kind != "verb":
                return True
            outer = signatures().verb(parent.lemma, parent.particle, "xcomp")
            return outer is None or outer.positive not in {"occurred", "ongoing"} or parent.negated
        if tree.tags[p.head] == "VBG" and not p.progressive:
            if cue.force == "promising" and not p.roles.get("comp"):
                return True  # "offering good schools", "guaranteeing security"
            mark = next((tree.lower[c] for c in tree.children[p.head] if tree.deps[c] in {"mark", "case"}), None)
            parent = self.graph.get(tree.heads[p.head])
            done = mark == "by" and parent is not None and parent.passive  # "was interrupted by protesting members"
            return done or (mark is not None and mark not in SPOKEN_AFTER)
        return p.passive and not p.roles.get("subj") and (cue.status != "occurred" or "ccomp" not in cue.takes)

    def _citing(self, p: Proposition) -> bool:
        """Whether it is somebody's words that are cited: "Reuters, citing officials, reported …"."""
        cited = [self.cast.mention_at.get(t) for t in p.roles.get("obj", ())]
        somebody = not cited or any(m is not None and m.kind != "pronoun" for m in cited)
        return p.lemma == "cite" and self.tree.tags[p.head] == "VBG" and somebody

    def _opens(self, p: Proposition, cue: Cue) -> bool:
        """Whether the content is still to come: behind a colon, or in marks right behind who spoke."""
        text, end = self.tree.text, self.bounds[self.tree.sentence[p.head]][1]
        goes_on = cue.id == "talk" and any(q.start - end in {1, 2} and "\n" not in text[end : q.start] for q in self.quotes)
        return "quote" in cue.takes and (goes_on or text[:end].endswith(":", max(0, end - 2))) and not p.infinitive

    def _addressee(self, p: Proposition, cue: Cue) -> str | None:
        for role in (*cue.addressee, *(["iobj"] if "obj" in cue.addressee else [])):
            for t in p.roles.get(role, ()):
                ids = self.cast.at.get(t)
                if ids:
                    return ids[0]
        return None

    def _hand_over(self, drafted: list[Draft]) -> None:
        """A verb that shares an earlier cue's speaker takes its words out of that cue's content."""
        tree = self.tree
        for d in drafted:
            at, i = d.cue_span[0], d.cue_token
            joined = self._joined(i) and self._matrix(self.graph[i]) is not None
            if not (joined or self._trails(i)) or self._quotation_at(at) is not None:
                continue
            if joined and (cc := tree.child(i, "cc")) is not None:
                at = tree.starts[cc]
            for outer in drafted:
                if outer is not d:
                    cut = [self._trimmed(a, at) if a <= at < b else (a, b) for a, b in outer.content]
                    outer.content = [(a, b) for a, b in cut if a < b]

    def _labelled(self) -> None:
        """``Minister: talks failed`` at the head of a paragraph, and the turns of a transcript."""
        tree = self.tree
        found = list(labels(tree.text))
        turns = sum(1 for (a, b), _, _ in found if tree.text[a:b].isupper())
        named = {tree.text[a:b] for (a, b), _, _ in found}
        interview = bool(named & ASKS and named & ANSWERS)
        for label, colon, rest in found:
            words = tree.text[label[0] : label[1]]
            first, last = bisect_left(tree.starts, label[0]), bisect_left(tree.starts, label[1])
            m = next(
                (self.cast.mention_at[i] for i in range(last - 1, first - 1, -1) if i in self.cast.mention_at), None
            )
            clause = {"VERB", "AUX", "PART"} if m is not None and m.is_person and m.end == last else {"VERB", "AUX", "ADP", "PART"}
            if last >= len(tree) or any(tree.pos[i] in clause for i in range(first, last)):
                continue
            ids: tuple[str, ...] = ()
            if interview and words in ASKS | ANSWERS:
                ids = self._interviewed(next(a for (a, b), _, _ in found if tree.text[a:b] in ASKS)) if words in ANSWERS else ()
                self._turn_of(last, ids, label, colon, rest)
                continue
            if m is not None and m.kind != "pronoun" and not m.place_only and m.start >= first:
                ids = m.ids if {self.cast.actors[a].type for a in m.ids} <= NAMES else ()
            elif m is None and last == first + 1 and first < tree.sentences[0][1]:
                ids = next(
                    (
                        x.ids
                        for x in self.cast.mentions
                        if x.kind == "person" and x.end > last and tree.words[x.end - 1] == words
                    ),
                    (),
                )
            headed = first == 0 and tree.lemmas[last - 1].lower() in self.cues.documents  # "Poll: most back the deal"
            if not ids and m is None and (headed or (turns > 1 and words.isupper())):
                actor = self.cast.adhoc(last - 1)
                ids = (actor,) if actor is not None else ()
            if ids and len(tree.text[rest[0] : rest[1]].split()) > 1:
                self._turn_of(last, ids, label, colon, rest)

    def _turn_of(self, colon_token: int, ids: tuple[str, ...], label: Offsets, colon: Offsets, rest: Offsets) -> None:
        self.used.update(self._quotes_in([rest]))
        self.drafts.append(Draft(colon_token, None, ids, label, colon, [self._trimmed(*rest)], how="label"))

    def _interviewed(self, before: int) -> tuple[str, ...]:
        """Who answers in an interview: the one person whom the report has named before its first question."""
        named = {m.ids for m in self.cast.mentions if m.is_person and m.ids and self.tree.starts[m.start] < before}
        return next(iter(named)) if len(named) == 1 else ()

    def _signed(self, q: Quotation) -> Draft | None:
        """``“…” — Name``: the quotation's speaker is who signs it."""
        signed = signature(self.tree.text, q)
        if signed is None:
            return None
        dash, name = signed
        first = bisect_left(self.tree.starts, name[0])
        head = self._phrase_after(first, min(len(self.tree), bisect_left(self.tree.starts, name[1])))
        if head is None:
            return None
        actor = self.cast.at.get(head) or tuple(filter(None, [self.cast.adhoc(head)]))
        return Draft(max(0, first - 1), None, actor, name, dash, [(q.start, q.end)], None, [q], "signed") if actor else None

    def _floating(self) -> None:
        """Quotations that no cue beside them claims go on with the speaker before or behind them."""
        text = self.tree.text
        starts = [d.cue_span[0] for d in self.drafts]
        for q in self.quotes:
            if q in self.used:
                continue
            begin = text.rfind("\n", 0, q.start) + 1
            stop = text.find("\n", q.end)
            stop = stop if stop >= 0 else len(text)
            words = self._words(q)
            s = max(0, bisect_right(self.bounds, (q.start, len(text))) - 1)
            share = (q.end - q.start) / max(1, self.bounds[s][1] - self.bounds[s][0])
            if words < (2 if share > 0.9 else SCARE) or (share < 0.6 and words < 8):
                continue
            k = bisect_left(starts, q.start)
            last = next(
                (
                    d
                    for d in reversed(self.drafts[max(0, k - 9) : k])
                    if d.speaker_span and self._quotation_at(d.cue_span[0]) is None
                ),
                None,
            )
            following = next(
                (d for d in self.drafts[k : k + 3] if q.end <= d.cue_span[0] < stop and d.speaker_span and d.quotes),
                None,
            )
            draft = self._owner(q, begin, share, last, following)
            if draft is not None:
                self.used.add(q)
                draft.content.append((q.start, q.end))
                draft.quotes.append(q)

    def _owner(
        self, q: Quotation, begin: int, share: float, last: Draft | None, following: Draft | None
    ) -> Draft | None:
        text = self.tree.text
        if last is not None and last.cue_span[0] >= begin and (last.quotes or not last.content or share > 0.6):
            return last
        if following is not None:
            return following
        if last is None or share < 0.6:
            return None
        end = max(last.cue_span[1], *(b for _, b in last.content), 0) if last.content else last.cue_span[1]
        gap = text[end : q.start]
        near = len(re.findall(r"\w+", gap)) <= 12 and len(re.findall(r"\n\s*", gap)) <= 1
        return last if near and (last.quotes or not last.content) else None


def find(tree: Tree, graph: Graph, cast: Cast, cues: CueChoice = "all") -> list[Draft]:
    """The statements of a report as drafts, in the order of their cues; ``cues`` tells which sorts."""
    return [d for d in _Finder(tree, graph, cast).run() if cues == "all" or d.sort == "speech"]


def _holders(drafts: list[Draft], offsets: Iterable[int]) -> dict[int, list[Draft]]:
    """For each offset the drafts whose content holds it; one pass over both."""
    spans = sorted(((a, b, k) for k, d in enumerate(drafts) for a, b in d.content), reverse=True)
    active: list[tuple[int, int]] = []
    out: dict[int, list[Draft]] = {}
    for at in sorted(set(offsets)):
        while spans and spans[-1][0] <= at:
            _, b, k = spans.pop()
            active.append((b, k))
        active = [(b, k) for b, k in active if b > at]
        out[at] = [drafts[k] for _, k in sorted(active, key=lambda x: x[1])]
    return out


def bind_first_person(tree: Tree, cast: Cast, drafts: list[Draft]) -> None:
    """ "I" means the speaker: of the quotation, of the turn in a transcript, of the letter. "We" means whom they speak for."""
    firsts = [m for m in cast.mentions if m.kind == "pronoun" and m.phrase in FIRST and not m.ids]
    if not firsts:
        return
    holders = _holders(drafts, (tree.starts[m.head] for m in firsts))
    floor = _floor(tree, cast, drafts)
    for m in firsts:
        at = tree.starts[m.head]
        ours = cast.at.get(tree.heads[m.head], ())
        speakers = _quoted(holders[at], at) or next((d.speakers for d in holders[at] if d.speakers), ())
        if not speakers:
            speakers = next((ids for begin, end, ids in reversed(floor) if begin <= at < end), ())
        speakers = _writers(tree, cast, speakers)
        if m.phrase in OURS and len(ours) > 1:
            cast.bind(m, ours, "together")  # "our two countries"
        elif speakers:
            states = tuple(dict.fromkeys(cast.principal(a) for a in speakers))
            public = m.phrase in US and all(a in cast.states and cast.actors[a].type == "person" for a in speakers)
            cast.bind(m, states if public and all(a in cast.actors for a in states) else speakers, "first person")
    for d in drafts:  # whoever "we" is has said so too
        if not d.speakers and d.speaker_span is not None:
            d.speakers = cast.at.get(bisect_left(tree.starts, d.speaker_span[0]), ())


def _quoted(holders: list[Draft], at: int) -> tuple[str, ...]:
    """Who speaks in the innermost marks round an offset: in “He told me ‘I am tired’” he."""
    marked = [(q.end - q.start, d) for d in holders for q in d.quotes if q.start <= at < q.end]
    return min(marked, key=lambda x: x[0])[1].speakers if marked else ()


def _floor(tree: Tree, cast: Cast, drafts: list[Draft]) -> list[tuple[int, int, tuple[str, ...]]]:
    """Who speaks on without marks of their own: in the turns of a transcript, in the paragraphs of a long quotation."""
    text = tree.text
    quotes = quotations(text)
    out = []
    turns = list(labels(text))
    stops = [*(label[0] for label, _, _ in turns[1:]), len(text)]
    for (label, colon, _), stop in zip(turns, stops, strict=False):
        last = bisect_left(tree.starts, label[1]) - 1
        m = cast.mention_at.get(last)
        if m is not None and m.kind == "person" and m.end == last + 1:
            cuts = [colon[1], *(x for q in quotes if colon[1] < q.start < stop for x in (q.start, q.end)), stop]
            out += [(begin, end, m.ids) for begin, end in zip(cuts[::2], cuts[1::2], strict=True)]
    for d in drafts:
        for q in d.quotes:
            if not q.closed and d.speakers:
                out.append((q.end, next((x.start for x in quotes if x.start > q.end), len(text)), d.speakers))
    return sorted(out)


def _writers(tree: Tree, cast: Cast, speakers: tuple[str, ...]) -> tuple[str, ...]:
    """Who wrote the message or letter that speaks: the subject of the verb that it was the object of; else the speakers."""
    voiced = [t for t, actor in cast.voices.items() if speakers == (actor,) and tree.lemmas[t].lower() in WRITINGS]
    for t in reversed(range(min(voiced, default=0))):
        if tree.lemmas[t].lower() in WRITINGS and tree.deps[t] == "obj":
            writer = tree.child(tree.heads[t], "nsubj")
            if writer is not None and writer in cast.at:
                return cast.at[writer]
    return speakers


def finish(tree: Tree, cast: Cast, drafts: list[Draft], report: str) -> list[Statement]:
    """Statements with ids, each with the one that reports it."""
    quotes = quotations(tree.text)
    starts = [tree.starts[begin] for begin, _ in tree.sentences]
    drafts = [d for d in drafts if d.speakers or d.speaker_span is None or tree.text[slice(*d.speaker_span)].lower() not in NOBODY]
    holders = _holders(drafts, (d.cue_span[0] for d in drafts))
    contents = [tuple(sorted(dict.fromkeys(d.content))) for d in drafts]
    ids = {id(d): fact_id("statement", report, d.cue_span, c) for d, c in zip(drafts, contents, strict=True)}
    out: list[Statement] = []
    for d, content in zip(drafts, contents, strict=True):
        outer = [o for o in holders[d.cue_span[0]] if o is not d]
        out.append(
            Statement(
                ids[id(d)],
                d.speakers[0] if d.speakers else None,
                d.speaker_span,
                d.cue_span,
                content,
                "direct" if _nested(quotes, d, content) else _mode(quotes, content, d.cue_span[0]),
                evidence=_evidence(tree, starts, d),
                addressee=d.addressee,
                by=ids[id(max(outer, key=lambda o: o.cue_span))] if outer else None,
                sort=d.sort,
            )
        )
    _uncircle(out)
    return out


def _nested(quotes: list[Quotation], d: Draft, content: tuple[Offsets, ...]) -> bool:
    """Whether a content stands in marks of its own within somebody's quotation."""
    own = [q for q in d.quotes if q not in quotes]
    return bool(content) and all(any(q.start <= a and b <= q.end for q in own) for a, b in content)


def _uncircle(said: list[Statement]) -> None:
    """Where contents hold each other's cues, round a circle, the first of them is reported by nobody."""
    by = {s.id: s.by for s in said}
    for s in said:
        seen, at = {s.id}, s.by
        while at is not None and at not in seen:
            seen.add(at)
            at = by.get(at)
        if at == s.id:
            s.by = by[s.id] = None


def _mode(quotes: list[Quotation], content: tuple[Offsets, ...], cue: int) -> StatementMode:
    k = bisect_right(quotes, cue, key=lambda q: q.start) - 1
    if k >= 0 and cue < quotes[k].end and all(quotes[k].start <= a and b <= quotes[k].end for a, b in content):
        return "indirect"  # cue and content in one quotation: the marks are the outer speaker's
    total = sum(b - a for a, b in content)
    inside = sum(quoted_share(quotes, a, b) * (b - a) for a, b in content)
    if inside >= 0.85 * total:
        return "direct"
    return "mixed" if inside >= 6 else "indirect"


def _evidence(tree: Tree, starts: list[int], d: Draft) -> tuple[Offsets, ...]:
    """The sentences of cue and content."""
    found = {tree.sentence[d.cue_token]}
    for a, b in d.content:
        found.update(range(max(0, bisect_right(starts, a) - 1), bisect_left(starts, b)))
    return tuple(sorted(tree.offsets(*tree.sentences[s]) for s in found))


def contains(statement: Statement, offset: int) -> bool:
    """Whether a character offset lies in a statement's content."""
    return any(a <= offset < b for a, b in statement.content)
