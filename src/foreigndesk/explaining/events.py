"""Why an event is read: its trigger and frame, who fills which role, its status, day, place, numbers and confidence."""

from __future__ import annotations

from collections.abc import Iterator

from foreigndesk.explaining import actors, sources, status
from foreigndesk.explaining.page import Page, days
from foreigndesk.explaining.tree import Reason
from foreigndesk.model import DateWindow, Event, Time
from foreigndesk.places.gazetteer import shipped
from foreigndesk.propositions.graph import Proposition, case_of
from foreigndesk.reading.confidence import EVIDENCE, evidence, weights
from foreigndesk.reading.drafts import Draft
from foreigndesk.reading.frames import NOUN_ACTOR, NOUN_RECIPIENT, VERB_ACTOR, VERB_RECIPIENT, Frame, frames, object_words

RIVALS = 3  # other frames that are named
_ROLES = {"subj": "the subject", "obj": "the object", "iobj": "the indirect object", "poss": "the possessor", "adj": "a modifier",
          "comp": "inside the clause", "tmod": "a bare phrase"}  # fmt: skip
_KINDS = {"verb": "verbs", "noun": "nouns", "adjective": "adjectives"}


def explain(page: Page, event: Event) -> tuple[Reason, ...]:
    """The reasons of an event."""
    marked, span = page.sentence(event.trigger)
    out = [Reason("sentence", marked, span, page.words(span))]
    draft = next((d for d in page.scene.drafts if d.id == event.id), None)
    if draft is None:
        return (*out, _promised_only(page, event), *_told(page, event))
    out.append(_frame(page, draft))
    out += _rivals(page, draft)
    for role, ids in (("actor", event.actors), ("recipient", event.recipients)):
        out += [_participant(page, draft, role, a) for a in ids]
    out.append(_status(page, draft, event))
    out += _told(page, event)
    out.append(_when(page, draft, event.when))
    out += _places(page, event, draft.p)
    out += [Reason("number", f"{q.qualifier + ' ' if q.qualifier else ''}{q.value:g} {q.unit}") for q in event.quantities]
    out += [
        Reason("told again", f"{page.predicate(p.head)} tells the same event once more", page.scene.span(p.head), page.tree.words[p.head])
        for p in draft.told
    ]
    return (*out, _confidence(page, event))


def _promised_only(page: Page, event: Event) -> Reason:
    word = page.words(event.trigger)
    return Reason("frame", f"no frame reads '{word}': it stands as the act of a commitment (PLOVER AGREE)", event.trigger, word)


# -- frame ---------------------------------------------------------------------------------------------------------------


def _frame(page: Page, d: Draft) -> Reason:
    p, f = d.p, d.frame
    codes = " · ".join(filter(None, [f.type, f.mode, f"CAMEO {f.cameo}" if f.cameo else None]))
    source = sources.entry("frames", f.id)
    met = tuple(_met(page, p, f))
    if not any(frame is f for _, frame in frames().candidates(page.tree, p)):
        if f.id == "reject.refuse":
            says = f"{page.predicate(p.head)} under '{p.modal} not' is a refusal of it"
        else:
            says = f"people told to be {page.word(p.head)} have come there"
        return Reason("frame", f"{says}: {codes}", page.scene.span(p.head), page.tree.words[p.head], source, met)
    return Reason("frame", f"{page.predicate(p.head)} is {codes}", page.scene.span(p.head), page.tree.words[p.head], source, met)


def _met(page: Page, p: Proposition, f: Frame) -> Iterator[Reason]:
    """The predicate entry that fits, and each condition that the frame sets and the sentence meets."""
    tree = page.tree
    near = {tree.lower[c] for c in tree.children[p.head]} | {*tree.lower[max(0, p.head - 4) : p.head + 4], p.particle, *p.roles}
    entries = {entry: {*entry.replace("-", " ").split()} for entry in getattr(f, _KINDS[p.kind])}
    forms = {p.lemma, tree.lower[p.head]}
    fitting = [entry for entry, words in entries.items() if forms & words and words - forms <= near]
    if fitting:
        yield Reason("entry", f"{_KINDS[p.kind]}: '{max(fitting, key=len)}'")
    if f.object:
        for role, tokens in p.roles.items():
            found = object_words(tree, tokens) & f.object if role != "subj" else set()
            if found:
                span = page.scene.span(tokens[0])
                yield Reason("condition", f"object: {', '.join(sorted(found))}, {_as(page, p, role)}", span, page.words(span))
                break
    for role in f.needs:
        for t in p.roles.get(role, ())[:1]:
            span = page.scene.phrase(t)
            yield Reason("condition", f"needs: {role}, here '{page.words(span)}'", span, page.words(span))
    if f.complement:
        inside = sorted({tree.lemmas[t].lower() for t in p.roles.get("comp", ())})
        yield Reason("condition", f"complement: {', '.join(inside)}")
    if f.actor_needed:
        yield Reason("condition", "actor_needed: somebody does it")
    if f.person_needed:
        yield Reason("condition", "person_needed: it is done to somebody")


def _rivals(page: Page, d: Draft) -> list[Reason]:
    """Other frames whose words and conditions the predicate meets as well, but less well."""
    best: dict[str, float] = {}
    for score, frame in frames().candidates(page.tree, d.p):
        if frame is not d.frame:
            best[frame.id] = max(score, best.get(frame.id, 0.0))
    ranked = sorted(best, key=lambda i: (-best[i], i))[:RIVALS]
    return [Reason("other frame", "fits too, less well or without its sides", source=sources.entry("frames", i)) for i in ranked]


# -- participants --------------------------------------------------------------------------------------------------------


def _participant(page: Page, d: Draft, side: str, actor: str) -> Reason:
    acting = side == "actor"
    for p in (d.p, *d.told):
        found = _in_roles(page, p, acting, actor, d.frame.actor if acting else d.frame.recipient)
        if found is not None:
            role, token, inside = found
            return _filled(page, side, actor, f"{inside}{_as(page, p, role)}", token)
    above = page.graph.get(d.p.parent) if d.p.parent is not None else None
    while above is not None:
        found = _in_roles(page, above, acting, actor)
        if found is not None:
            role, token, inside = found
            return _filled(page, side, actor, f"{inside}{_as(page, above, role)}, above it", token)
        above = page.graph.get(above.parent) if above.parent is not None else None
    begin, end = page.tree.sentences[page.tree.sentence[d.p.head]]
    token = next((i for i in range(begin, end) if actor in page.scene.cast.at.get(i, ())), -1)
    if token >= 0:
        return _filled(page, side, actor, "named in the sentence", token)
    return Reason(side, f"{page.name(actor)}: for one who is named, or handed over from another act; {actors.sure(page, actor)}")


def _filled(page: Page, side: str, actor: str, where: str, token: int) -> Reason:
    span = page.scene.cast.span_of(token)
    says = f"{page.name(actor)}: {where}; {actors.sure(page, actor)}"
    return Reason(side, says, span, page.words(span), None, (actors.at(page, token, actor),))


def _in_roles(page: Page, p: Proposition, acting: bool, actor: str, asked: tuple[str, ...] = ()) -> tuple[str, int, str] | None:
    """The role that an actor fills, its token, and "inside " where it only belongs to what fills the role."""
    reader, cast = page.scene.reader, page.scene.cast
    first = (NOUN_ACTOR if acting else NOUN_RECIPIENT) if p.kind == "noun" else (VERB_ACTOR if acting else VERB_RECIPIENT)
    roles = tuple(dict.fromkeys((*asked, *first, *p.roles)))
    for role in roles:
        for t in reader.tokens(p, role):
            if actor in cast.at.get(t, ()) or actor in cast.each(t):
                return role, t, ""
    for role in roles:
        for t in reader.tokens(p, role):
            if actor in reader.inside(t, acting):
                left, right = page.tree.subtree(t)
                inner = next((i for i in range(left, right) if actor in cast.at.get(i, ())), t)
                return role, inner, "inside "
    return None


def _as(page: Page, p: Proposition, role: str) -> str:
    known = _ROLES.get(role.partition(".")[0])
    return f"{known} of {page.predicate(p.head)}" if known else f"after '{role}' with {page.predicate(p.head)}"


# -- status, reporter ----------------------------------------------------------------------------------------------------


def _status(page: Page, d: Draft, event: Event) -> Reason:
    steps = status.path(page, d.p.head)
    if event.status != d.status:
        steps += (Reason("commitment", f"a commitment holds it as its act: {event.status}"),)
    elif d.frame.id == "reject.refuse" and d.p.negated:
        steps += (Reason("refusal", "what is refused has not happened; the refusal has: occurred"),)
    return Reason("status", event.status, because=steps)


def _told(page: Page, event: Event) -> list[Reason]:
    """The statement that reports an event, and those that report it in turn, up to the report itself."""
    by, out = event.by, []
    known = {s.id: s for s in page.reading.statements}
    while by is not None and by in known:
        s = known[by]
        speaker = page.name(s.speaker) if s.speaker is not None else "an unnamed speaker"
        out.append(Reason("by", f"{speaker}, '{page.words(s.cue)}' ({s.id})", s.cue, page.words(s.cue)))
        by = s.by
    return out or [Reason("by", "the report itself: it stands in nobody's words")]


# -- when and where --------------------------------------------------------------------------------------------------------


def _when(page: Page, d: Draft, window: DateWindow | None) -> Reason:
    if window is None:
        return Reason("when", "no day: no time expression belongs to it")
    found = dated(page, window)
    if found is None:
        return Reason("when", f"{days(window)}: {window.basis}")
    owner, time = found
    here = page.tree.sentence[owner]
    p = next((p for p in (d.p, *d.told) if page.tree.sentence[p.head] == here), d.p)
    return Reason("when", f"{days(window)}: {_owned(page, p, owner)}", time.span, page.words(time.span), None, (timed(page, time),))


def dated(page: Page, window: DateWindow) -> tuple[int, Time] | None:
    """The time expression that gave a window, and the predicate that it belongs to."""
    owned = sorted(page.scene.setting.times.items())
    exact = [(i, t) for i, t in owned if t.window is window]
    return next(iter(exact or [(i, t) for i, t in owned if t.window is not None and _behind(t.window, window)]), None)


def _behind(told: DateWindow, window: DateWindow) -> bool:
    return window.basis == f"after {told.basis}" and told.earliest == window.earliest


def timed(page: Page, time: Time) -> Reason:
    """What a time expression means, and how that was worked out."""
    anchor = page.reading.report.published
    counted = f"; the report is of {days(anchor)}" if anchor is not None and time.window is not None else ""
    basis = f" ({time.window.basis})" if time.window is not None else ""
    return Reason("time", f"'{page.words(time.span)}' is {time.type} {time.value}{basis}{counted}", time.span, page.words(time.span))


def _owned(page: Page, p: Proposition, owner: int) -> str:
    if owner == p.head:
        return f"its own time, with {page.predicate(owner)}"
    if owner == p.light:
        return f"the time of its verb {page.predicate(owner)}"
    if page.graph[owner].kind == "noun":
        return f"the time of {page.word(owner)}, which it is set in, or which names it again"
    return f"the time of the clause of {page.predicate(owner)}, which it shares"


def _places(page: Page, event: Event, p: Proposition) -> Iterator[Reason]:
    begin, end = page.tree.sentences[page.tree.sentence[p.head]]
    for place in event.places:
        heads = [(page.scene.setting.head(span), span) for span in place.mentions]
        token, span = min(heads, key=lambda x: (not begin <= x[0] < end, abs(x[0] - p.head)))
        case = case_of(page.tree, token)
        country = f" in {place.country}" if place.country and place.precision != "country" else ""
        geonames = f", GeoNames {place.geonameid}" if place.geonameid is not None else ""
        namesakes = len(shipped().lookup(page.words(span)))
        chosen = f"; the likeliest of {namesakes} places of that name" if namesakes > 1 else ""
        says = f"{place.name} ({place.precision}{country}{geonames}), by '{f'{case} ' if case else ''}{page.words(span)}'{chosen}"
        yield Reason("where", says, span, page.words(span))


# -- confidence ------------------------------------------------------------------------------------------------------------


def _confidence(page: Page, event: Event) -> Reason:
    found = evidence(page.scene, event)
    bias, given = weights()
    parts = [Reason("part", f"{bias:+.2f} log-odds to begin with")]
    parts += (Reason("part", f"{given[name] * value:+.2f} {EVIDENCE[name]}") for name, value in found.items() if value)
    return Reason("confidence", f"{event.confidence:g}", because=tuple(parts))
