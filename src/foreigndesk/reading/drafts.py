"""An event being put together, and the event that comes of it."""

from __future__ import annotations

from dataclasses import dataclass, field

from foreigndesk.model import DateWindow, Event, Offsets, Place, Status, fact_id
from foreigndesk.propositions.graph import Proposition
from foreigndesk.propositions.tree import Tree
from foreigndesk.reading.frames import Frame
from foreigndesk.reading.quantities import quantities


@dataclass(slots=True)
class Draft:
    """An event being put together, with the proposition it comes from."""

    p: Proposition
    frame: Frame
    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    status: Status
    trigger: Offsets
    evidence: list[Offsets]
    when: DateWindow | None
    places: tuple[Place, ...]
    score: float
    heads: list[int] = field(default_factory=list)
    told: list[Proposition] = field(default_factory=list)  # what told it again
    id: str = ""


def finish(tree: Tree, drafts: list[Draft], report: str) -> list[Event]:
    """Events with ids, in the order of the text."""
    out: list[Event] = []
    for d in sorted(drafts, key=lambda d: (d.trigger, d.frame.id)):
        d.id = fact_id("event", report, d.frame.type, d.trigger, sorted(d.actors), sorted(d.recipients), d.status)
        out.append(
            Event(
                d.id,
                d.frame.type,
                d.actors,
                d.recipients,
                d.status,
                d.trigger,
                tuple(sorted(d.evidence)),
                mode=d.frame.mode,
                context=d.frame.context,
                cameo=d.frame.cameo,
                places=d.places[:3],
                when=d.when,
                quantities=quantities(tree, d.heads, d.frame.unit),
                frame=d.frame.id,
            )
        )
    return out
