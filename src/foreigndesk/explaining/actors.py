"""How a mention came to its actor: from word to word back to a name, and from the name to what is known."""

from __future__ import annotations

from collections.abc import Sequence

from foreigndesk.actors.cast import CONFIDENCE
from foreigndesk.actors.knowledge import Entity, Term, knowledge
from foreigndesk.actors.mentions import Mention
from foreigndesk.explaining import sources
from foreigndesk.explaining.page import Page
from foreigndesk.explaining.tree import Reason

LONGEST = 8  # mentions in one chain
_FORMS = {"adjective": "the adjective of", "inhabitant": "the people of", "capital": "a capital, read for its state,",
          "metonym": "a seat, read for whom it stands for,", "acronym": "an acronym of", "name": "a name of"}  # fmt: skip
_BACK = {
    "pronoun": "points back to",
    "earlier": "is the same body as",
    "beside": "stands beside, and describes,",
    "holder": "is the last person named with that office:",
}
_MEANS = {
    "pronoun": "points back to those named before, among them",
    "salient": "fits the one whom the report speaks of most:",
    "called": "is part of the name of",
    "group": "means those put together last, among them",
    "owners": "means its owner, or the state behind it:",
    "ahead": "announces those who are named after it, among them",
    "announced": "runs ahead of the subject,",
    "together": "means those named with it, among them",
    "first person": "means who speaks, or whom the speaker speaks for:",
}


def chain(page: Page, m: Mention, actor: str, seen: tuple[Mention, ...] = ()) -> Reason:
    """Why a mention means an actor, with the mentions that it goes back to inside."""
    span = page.tree.offsets(m.start, m.end)
    words = page.words(span)
    if m.why in _BACK and m.via is not None and actor in m.via.ids and m.via not in seen and len(seen) < LONGEST:
        told = page.words(page.tree.offsets(m.via.start, m.via.end))
        inner = chain(page, m.via, actor, (*seen, m))
        return Reason("mention", f"'{words}' {_BACK[m.why]} '{told}'", span, words, None, (inner,))
    if m.why in _BACK or m.why in _MEANS:
        name = _named(page, m, actor)
        told_by = (chain(page, name, actor, (*seen, m)),) if name is not None and name not in seen else ()
        return Reason("mention", f"'{words}' {_MEANS.get(m.why, _BACK.get(m.why))} {page.name(actor)}", span, words, None, told_by)
    if m.why in {"owned", "understood", "office"}:
        return _belonging(page, m, actor, words, seen)
    if m.why == "nameless":
        return Reason("mention", f"'{words}' is named no further: an actor of this report alone", span, words)
    if m.why == "unknown":
        kind = page.scene.cast.actors[actor].type
        return Reason("mention", f"'{words}' is a name that the knowledge base has not: taken for type {kind}", span, words)
    if m.why == "person":
        full = _fullest(page, actor)
        if full is not m and full not in seen and not m.owners and not m.title and not actor.startswith("person:"):
            told = page.words(page.tree.offsets(full.start, full.end))
            inner = chain(page, full, actor, (*seen, m))
            return Reason("mention", f"'{words}' is the name, or its ending, of '{told}'", span, words, None, (inner,))
        return Reason("mention", _person(page, m, actor, words), span, words, None, known(page, actor))
    others = [k for k in m.keys if k != actor]
    says = f"'{words}' is {_FORMS.get(m.form, 'a name of')} {page.name(actor)} in the knowledge base"
    if others:
        says += f", chosen before {', '.join(others)}"
    return Reason("mention", says, span, words, sources.actor(actor))


def known(page: Page, actor: str) -> tuple[Reason, ...]:
    """What the knowledge base has of an actor: its entry, or a person's term of office that runs on the report's day."""
    entity = knowledge().entities.get(actor)
    if entity is not None:
        return (Reason("known", _entity(entity), source=sources.actor(actor)),)
    held = page.scene.cast.actors[actor].affiliation
    terms = [t for a in held for t in knowledge().terms if f"person:{t.person}" == actor and (t.country, t.office) == (a.actor, a.role)]
    since = {a.since for a in held}
    found = [t for t in terms if t.since in since]
    return tuple(Reason("known", _term(t), source=sources.actor(t.name)) for t in found[:1])


def sure(page: Page, actor: str) -> str:
    """How sure the report's actor is, and what that figure stands for."""
    a = page.scene.cast.actors[actor]
    if actor in knowledge().entities:
        what = "name"
    elif ":" in actor:
        what = "person" if actor.startswith("person:") else "body"
    else:
        own = ("person", "people") if a.type == "person" else ("organisation", "people")
        what = next((k for k in own if CONFIDENCE[k] == a.confidence), "")
    kinds = {"name": "a name of the knowledge base", "person": "a person by name", "body": "a body, office or group of a known actor",
             "organisation": "a name found in the report alone", "people": "a group or office that the report names no further",
             "": "a mere voice"}  # fmt: skip
    return f"confidence {a.confidence:g}: {kinds[what]}"


def at(page: Page, token: int, actor: str) -> Reason:
    """Why a token means an actor."""
    m = page.scene.cast.mention_at.get(token)
    if m is not None and actor in m.ids:
        return chain(page, m, actor)
    together = page.scene.cast.together.get(token, ())
    if actor in together:
        others = (x for x in page.scene.cast.mentions if actor in x.ids)
        near = min(others, key=lambda x: abs(x.head - token), default=None)
        if near is not None:
            return chain(page, near, actor)
    span = page.scene.span(token)
    words = page.names.get(actor, page.words(span))
    return Reason("mention", f"'{words}' is nobody's name: a voice of this report alone", span, page.words(span))


def _named(page: Page, m: Mention, actor: str) -> Mention | None:
    """The nearest mention that names an actor rather than points to it: before, or else behind; a seat only at need."""
    named = [x for x in page.scene.cast.mentions if actor in x.ids and x is not m and x.why not in {*_BACK, *_MEANS}]
    plain = [x for x in named if x.form not in {"capital", "metonym"}] or named
    before = [x for x in plain if x.start < m.start]
    return before[-1] if before else next(iter(plain), None)


def _fullest(page: Page, actor: str) -> Mention:
    """The mention that tells most of a person: with title and owner, by the longest name."""
    told = [x for x in page.scene.cast.mentions if actor in x.ids and x.why == "person"]
    return max(told, key=lambda x: (bool(x.title), bool(x.owners), x.end - x.start, -x.start))


def _belonging(page: Page, m: Mention, actor: str, words: str, seen: tuple[Mention, ...]) -> Reason:
    span = page.tree.offsets(m.start, m.end)
    cast = page.scene.cast
    owner = next(iter(cast.actors[actor].affiliation), None)
    what = m.office.key if m.office is not None else m.body.key if m.body is not None else "body"
    inner: tuple[Reason, ...] = ()
    for t in m.owners:
        held = cast.mention_at.get(t)
        if held is not None and held is not m and held not in seen and len(seen) < LONGEST:
            inner += tuple(chain(page, held, a, (*seen, m)) for a in held.ids[:1])
    whose = page.name(owner.actor) if owner is not None else "an owner unknown"
    what = what.replace("_", " ")
    if m.why == "understood":
        says = f"'{words}' has no owner beside it: the {what} of {whose}, whom the report speaks of"
        return Reason("mention", says, span, words, None, inner)
    if m.why == "office" and ":" in actor and not actor.startswith("person:"):
        says = f"'{words}' is the office of {what} of {whose}; no holder is named or known on the report's day"
    elif m.why == "office":
        says = f"'{words}' is the office of {what}: its holder is {page.name(actor)}"
        inner += known(page, actor)
        if not known(page, actor) and (name := _named(page, m, actor)) is not None and name not in seen:
            inner += (chain(page, name, actor, (*seen, m)),)
    else:
        says = f"'{words}' is the {what} of {whose}"
    return Reason("mention", says, span, words, None, inner)


def _person(page: Page, m: Mention, actor: str, words: str) -> str:
    held = page.scene.cast.actors[actor]
    if actor.startswith("person:"):
        return f"'{words}' is {page.name(actor)}, whom the knowledge base has"
    owners = [page.words(page.scene.cast.span_of(t)) for t in m.owners]
    name = page.tree.words[m.name_from if m.name_from >= 0 else m.start : m.end]
    parts = [*owners, m.title, " ".join(name)]
    shown = " + ".join(dict.fromkeys(part for part in parts if part))
    roles = ", ".join(f"{a.role} of {page.names.get(a.actor, a.actor)}" for a in held.affiliation)
    return f"'{words}' is a person known from the text itself: {shown}" + (f" ({roles})" if roles else "")


def _entity(entity: Entity) -> str:
    known = {"ISO3": entity.iso3, "COW": entity.cow, "CAMEO": entity.cameo, "since": entity.valid_from, "until": entity.valid_to}
    told = [f"{label} {value}" for label, value in known.items() if value]
    return f"{entity.name}: " + ", ".join([entity.type.replace("_", " "), *told])


def _term(term: Term) -> str:
    country = knowledge().entities[term.country].name if term.country in knowledge().entities else term.country
    return f"{term.name}: {term.office.replace('_', ' ')} of {country}, {term.since} to {term.until or 'today, as far as is known'}"


def mentions(page: Page, actor: str, most: int) -> Sequence[Mention]:
    """The first mentions of an actor, in the order of the text."""
    return [m for m in page.scene.cast.mentions if actor in m.ids][:most]
