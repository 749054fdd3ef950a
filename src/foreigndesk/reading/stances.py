"""Where a speaker stands: for or against an event or an actor, by what is said and done in saying it.

The cue's force tells it where the act is itself a stand ("denied", "condemned", "welcomed"), else the content's own
proposition does, where the speaker is its actor ("said Ghana supports the truce"). No tone is guessed from words.
"""

from __future__ import annotations

from collections.abc import Sequence

from foreigndesk.actors.cast import Cast
from foreigndesk.model import Event, Stance, Statement
from foreigndesk.propositions.tree import Tree
from foreigndesk.reading.contents import Draft
from foreigndesk.reading.cues import Force

AGAINST: frozenset[Force] = frozenset({"denying", "accusing", "threatening"})
FOR: frozenset[Force] = frozenset({"praising"})
OPPOSING = frozenset({"REJECT", "ACCUSE", "THREATEN"})
SIDING = frozenset({"SUPPORT", "AGREE"})


def take_sides(said: Sequence[Statement], drafts: Sequence[Draft], events: Sequence[Event], tree: Tree, cast: Cast) -> None:
    """Gives each statement its stance, where it takes one."""
    forces = {d.cue_span: d.cue.force for d in drafts if d.cue is not None}
    held: dict[str, list[Event]] = {}
    for event in events:
        if event.by is not None:
            held.setdefault(event.by, []).append(event)
    for s in said:
        inside = sorted(held.get(s.id, ()), key=lambda e: e.trigger)
        force = forces.get(s.cue)
        if force in AGAINST or force in FOR:
            toward = inside[0].id if inside else _named(s, tree, cast)
            s.stance = Stance(toward, "against" if force in AGAINST else "for") if toward is not None else None
        else:
            s.stance = next((x for e in inside if (x := _own(s, e, cast)) is not None), None)


def _own(s: Statement, event: Event, cast: Cast) -> Stance | None:
    """The stand that a speaker takes in an act of theirs, or of the state that they speak for."""
    if s.speaker is None or not event.recipients or event.status == "negated":
        return None
    if event.type not in OPPOSING | SIDING or not {s.speaker, cast.principal(s.speaker)} & set(event.actors):
        return None
    return Stance(event.recipients[0], "against" if event.type in OPPOSING else "for")


def _named(s: Statement, tree: Tree, cast: Cast) -> str | None:
    """The actor that a content begins with, other than its speaker: "praised *Chad* for its patience"."""
    for m in cast.mentions:
        first = any(0 <= tree.starts[m.start] - a <= len("the ") for a, _ in s.content)
        if first and m.ids and m.ids[0] != s.speaker and m.kind != "pronoun":
            return m.ids[0]
    return None
