"""Why a statement, a commitment, a relation or a dispute is read."""

from __future__ import annotations

import re
from bisect import bisect_left
from datetime import timedelta

from foreigndesk.explaining import actors, events, sources
from foreigndesk.explaining.page import Page, days
from foreigndesk.explaining.tree import Reason
from foreigndesk.model import Commitment, Dispute, Relation, Statement
from foreigndesk.propositions.graph import case_of
from foreigndesk.reading.contents import Draft as Said
from foreigndesk.reading.lifecycle import FINAL
from foreigndesk.reading.scene import Why

_HOW = {
    "subject": "the subject of the cue",
    "shared": "the subject of an earlier cue or clause, which this one shares",
    "beside": "the name between the marks right beside the cue",
    "relative": "whom the relative clause of the cue describes",
    "phrase": "the name in the fixed phrase",
    "owner": "who owns or signs the word of speech",
    "maker": "who does what is done with the word of speech",
    "label": "the name before the colon",
    "signed": "the name that signs the quotation",
    "untold": "the report does not tell who",
}
_PROMISES = {
    "commissive": "it stands under a word of promising or planning,",
    "offer": "somebody is told to be ready to do it,",
    "document": "a paper says what its parties will do,",
    "own future": "a speaker says what he himself will do,",
    "paper": "it is to be done under a paper,",
    "clause": "a paper sets it down,",
    "outright": "it is promised outright,",
    "rule": "a rule takes effect on a day to come,",
}
_HAPPENED = {
    "condition_met": "its condition came about", "condition_failed": "its condition failed", "done": "it was done",
    "done_in_part": "part of it was done", "refused": "it was refused", "called_off": "it was called off",
    "slipped": "it was put off", "deadline_passed": "its day passed with nothing told of it",
}  # fmt: skip
_DISPUTES = {
    "rejected thing": "the one side rejects or condemns a thing that the other made, did or praised",
    "mutual": "each side accuses the other",
    "denied charge": "the one side denies a charge that the other makes",
    "denied act": "the one side denies an act that the other tells",
    "verdicts": "the two give opposed verdicts on one thing",
    "refused": "the one refuses to do what the other demands",
    "rival accounts": "the one claims what the other lays at somebody else's door",
    "territory": "the one claims a land that the other recognises, claims, or is",
}


# -- statements ------------------------------------------------------------------------------------------------------------


def statement(page: Page, s: Statement) -> tuple[Reason, ...]:
    """The reasons of a statement: its cue, speaker, content, mode and reporter."""
    marked, span = page.sentence(s.cue)
    said = page.said(s.cue, s.content)
    out = [Reason("sentence", marked, span, page.words(span)), _cue(page, s, said), _speaker(page, s, said)]
    out += [Reason("content", f"'{page.words(c)}'", c, page.words(c)) for c in s.content]
    marks = {"direct": "all of it stands in quotation marks", "indirect": "none of it stands in quotation marks",
             "mixed": "part of it stands in quotation marks"}  # fmt: skip
    out.append(Reason("mode", f"{s.mode}: {marks[s.mode]}"))
    if s.addressee is not None:
        out.append(Reason("addressee", page.name(s.addressee)))
    outer = next((x for x in page.reading.statements if x.id == s.by), None)
    if outer is None:
        out.append(Reason("by", "the report itself: its cue stands in nobody else's words"))
    else:
        speaker = page.name(outer.speaker) if outer.speaker is not None else "an unnamed speaker"
        out.append(Reason("by", f"{speaker}: the cue stands in that statement ({outer.id})", outer.cue, page.words(outer.cue)))
    return tuple(out)


def _cue(page: Page, s: Statement, said: Said | None) -> Reason:
    words = page.words(s.cue)
    if said is None or said.cue is None:
        return Reason("cue", f"'{words}': a mark that puts words into somebody's mouth", s.cue, words)
    cue = said.cue
    says = f"'{words}' is {cue.sort}, {cue.force}; it takes {', '.join(cue.takes)}"
    if cue.status != "occurred":
        says += f" and makes what it holds {cue.status}"
    return Reason("cue", says, s.cue, words, sources.entry("speech", cue.id))


def _speaker(page: Page, s: Statement, said: Said | None) -> Reason:
    how = _HOW[said.how if said is not None else "subject"]
    words = page.words(s.speaker_span) if s.speaker_span is not None else None
    if s.speaker is None:
        how = how if words is None else f"'{words}', and whom that means the report does not tell"
        return Reason("speaker", how, s.speaker_span, words)
    inner: tuple[Reason, ...] = ()
    if s.speaker_span is not None:
        cast, starts = page.scene.cast, page.tree.starts
        tokens = range(bisect_left(starts, s.speaker_span[0]), bisect_left(starts, s.speaker_span[1]))
        known = (i for i in tokens if s.speaker in cast.at.get(i, ()) or cast.voices.get(i) == s.speaker)
        inner = tuple(actors.at(page, i, s.speaker) for i in (*known, *tokens)[:1])
    return Reason("speaker", f"{page.name(s.speaker)}: {how}; {actors.sure(page, s.speaker)}", s.speaker_span, words, None, inner)


# -- commitments -----------------------------------------------------------------------------------------------------------


def commitment(page: Page, c: Commitment) -> tuple[Reason, ...]:
    """The reasons of a commitment: what makes it one, who owes what to whom, its terms, and its life."""
    first, *steps = page.scene.why[c.id]
    act = next(e for e in page.reading.events if e.id == c.act)
    assert first.token is not None
    words = page.predicate(first.token)
    marked, span = page.sentence(act.trigger)
    out = [
        Reason("sentence", marked, span, page.words(span)),
        Reason("promise", f"{_PROMISES[first.rule]} {words}: {c.strength}", page.scene.span(first.token), source=_word(page, first)),
        Reason("debtor", page.listed(c.debtor), because=_sides(page, c.debtor, first)),
        Reason("creditor", page.listed(c.creditor), because=_sides(page, c.creditor, first)),
        Reason("act", f"{act.type} {act.status}, '{page.words(act.trigger)}' ({act.id})", act.trigger, page.words(act.trigger)),
    ]
    if c.condition is not None:
        what = f" ({c.condition.event})" if c.condition.event else ""
        out.append(Reason("condition", f"'{page.words(c.condition.text)}'{what}", c.condition.text, page.words(c.condition.text)))
    out.append(_due(page, c))
    out.append(_life(page, c, steps))
    return (*out, *_by(page, c))


def _word(page: Page, first: Why) -> str | None:
    """The lexicon entry of the word of promising, where there is one."""
    act, pledge = page.graph.get(int(first.of[0])), page.graph.get(first.token or 0)
    if first.rule != "commissive" or act is None or pledge is None:
        return None
    found = page.scene.reader.factuality.signature(act, pledge)
    return sources.entry("embedding", found.id) if found is not None else None


def _sides(page: Page, ids: tuple[str, ...], first: Why) -> tuple[Reason, ...]:
    """The nearest mention of each side: in the sentence of the promise, or before it."""
    out = []
    for actor in ids:
        near = [m for m in page.scene.cast.mentions if actor in m.ids]
        if near:
            here = page.tree.sentence[first.token or 0]
            m = min(near, key=lambda x: (page.tree.sentence[x.head] != here, abs(x.head - (first.token or 0))))
            out.append(actors.chain(page, m, actor))
    return tuple(out)


def _due(page: Page, c: Commitment) -> Reason:
    if c.due is None or c.due.latest is None:
        return Reason("due", "no day: no time that lies ahead belongs to it")
    basis = c.due.basis.removeprefix("due: ")
    counted, after = re.fullmatch(r"(\d+) days from the report", basis), re.fullmatch(r"(\d+) days after its condition, .*", basis)
    published = page.reading.report.published
    if counted is not None and published is not None and published.latest is not None:
        sum_ = f"{published.latest} (the report's last day) + {counted[1]} days = {published.latest + timedelta(int(counted[1]))}"
        return Reason("due", f"{days(c.due)}: {sum_}", because=tuple(_durations(page, c)))
    if after is not None:
        start = c.due.latest - timedelta(int(after[1]))
        says = f"{days(c.due)}: {start} (the day of its condition) + {after[1]} days = {c.due.latest}"
        return Reason("due", says, because=tuple(_durations(page, c)))
    ends = (c.due.earliest, c.due.latest)
    found = [t for t in page.scene.setting.named if t.window is not None and (t.window.earliest, t.window.latest) == ends]
    near = min(found, key=lambda t: abs(t.span[0] - c.evidence[-1][0]), default=None)
    if near is None:
        return Reason("due", f"{days(c.due)}: {basis}")
    case = case_of(page.tree, page.scene.setting.head(near.span))
    words = f"{case} {page.words(near.span)}" if case and not page.words(near.span).startswith(case) else page.words(near.span)
    return Reason("due", f"{days(c.due)}: '{words}'", near.span, page.words(near.span), None, (events.timed(page, near),))


def _durations(page: Page, c: Commitment) -> list[Reason]:
    return [events.timed(page, t) for t in page.scene.setting.durations if any(a <= t.span[0] < b for a, b in c.evidence)]


def _life(page: Page, c: Commitment, steps: list[Why]) -> Reason:
    start = c.history[0].state if c.history else c.state
    first = "it has a condition" if start == "conditional" else "it waits for nothing"
    out = [Reason("made", f"{start}: {first}", c.evidence[0], page.words(c.evidence[0]))]
    for step in steps:
        before, then = step.of
        says = f"{before} → {then}: {_HAPPENED[step.rule]}"
        if step.token is None:
            out.append(Reason("moved", says))
            continue
        marked, span = page.sentence(page.scene.span(step.token))
        out.append(Reason("moved", f"{says}: {marked}", span, page.words(span)))
    ended = ", for good" if c.state in FINAL else ""
    return Reason("state", f"{c.state}{ended}", because=tuple(out))


def _by(page: Page, c: Commitment) -> list[Reason]:
    s = next((s for s in page.reading.statements if s.id == c.by), None)
    if s is None:
        return [Reason("by", "the report itself: it stands in nobody's words")]
    speaker = page.name(s.speaker) if s.speaker is not None else "an unnamed speaker"
    return [Reason("by", f"{speaker}, '{page.words(s.cue)}' ({s.id})", s.cue, page.words(s.cue))]


# -- relations and disputes --------------------------------------------------------------------------------------------------


def relation(page: Page, r: Relation) -> tuple[Reason, ...]:
    """The reasons of a relation: the effects that started, told or ended it, and its days."""
    out: list[Reason] = []
    reasons = page.scene.why[r.id]
    for token in dict.fromkeys(why.token for why in reasons):
        assert token is not None
        why = next(why for why in reasons if why.token == token)
        entries = dict.fromkeys(sources.effect(why.of[0]) for why in reasons if why.token == token)
        marked, span = page.sentence(page.scene.span(token))
        word, kind = page.predicate(token), r.type.replace("_", " ")
        inner = (Reason("sentence", marked, span, page.words(span)), *(Reason("event", event) for event in why.of[1:]))
        says = f"{word} ends {kind}" if why.rule == "ends" else f"{word} starts {kind}, or tells that it holds"
        out.append(Reason(why.rule, says, page.scene.span(token), word.strip("'"), "; ".join(entries), inner))
    for actor, side in zip(r.parties, ("holder", "other"), strict=True):
        near = [m for m in page.scene.cast.mentions if actor in m.ids]
        m = min(near, key=lambda x: abs(x.head - (reasons[0].token or 0)), default=None)
        inner = (actors.chain(page, m, actor),) if m is not None else actors.known(page, actor)
        out.append(Reason(side, f"{page.name(actor)}; {actors.sure(page, actor)}", because=inner))
    for what, window in (("from", r.since), ("to", r.until)):
        if window is not None:
            found = events.dated(page, window)
            inner = (events.timed(page, found[1]),) if found is not None else ()
            out.append(Reason(what, f"{days(window)} ({window.basis})", because=inner))
    return tuple(out)


def dispute(page: Page, d: Dispute) -> tuple[Reason, ...]:
    """The reasons of a dispute: the opposition, and the words of each side."""
    why = page.scene.why[d.id][0]
    out = [Reason("opposition", _DISPUTES[why.rule])]
    for side in d.sides:
        span = side.evidence[0] if side.evidence else None
        told = tuple(Reason("statement", s) for s in side.statements)
        position = " ".join(side.position.split())
        out.append(Reason("side", f"{page.listed(side.holders)}: '{position}'", span, page.words(span) if span else None, None, told))
    return tuple(out)
