"""The components: one factory a room, what each needs before it, and what it adds to the Doc."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from spacy.language import Language
from spacy.tokens import Doc

from foreigndesk.components import packing as packing  # registers how facts are serialised
from foreigndesk.components.attributes import READING, corridor
from foreigndesk.errors import LanguageError
from foreigndesk.language import component as component  # registers foreigndesk_language
from foreigndesk.language.clearnlp import CLEARNLP_LABELS, UD_LABELS
from foreigndesk.model import Actor, Event, Offsets, Place, Reading, Statement, Time

if TYPE_CHECKING:
    from foreigndesk.corridor import Corridor

_TREE = ("TAG", "POS", "LEMMA", "DEP", "SENT_START")
_FOREIGN = CLEARNLP_LABELS - UD_LABELS  # relations that no UD tree has
_ATTRIBUTES = ["token.tag", "token.pos", "token.lemma", "token.dep", "token.head", "doc.sents", "doc.ents"]
Marks = Iterator[tuple[Offsets, str, str]]


@dataclass(frozen=True, slots=True)
class Room:
    """What one component does: the rooms that must come before it, the facts that it adds, and the words that it marks."""

    needs: tuple[str, ...]
    adds: tuple[str, ...]
    of: Callable[[Corridor, str], list[Any]]
    marks: Callable[[Any], Marks] | None = None


class Component:
    """Adds one room's facts to Docs; ``name`` is the one it goes by in its pipeline."""

    def __init__(self, room: str, name: str) -> None:
        self.room, self.name = room, name

    def __call__(self, doc: Doc) -> Doc:
        """Adds the facts. Raises LanguageError FD303 or FD304 where what the room needs is not there."""
        room = _ROOMS[self.room]
        self._require(doc, room)
        way = corridor(doc)
        for kind in room.adds:
            doc._.set(f"fd_{kind}", tuple(room.of(way, kind)))
        doc._.fd_report = way.report
        if doc._.fd_actors is not None:  # facts name actors that no words mention: the state that an envoy acts for
            doc._.fd_actors = tuple(way.actors(Reading(way.report, *(list(doc._.get(f"fd_{kind}") or ()) for kind in READING))))
        if room.marks is not None:
            _mark(doc, f"fd_{self.room}", (mark for fact in doc._.get(f"fd_{self.room}") for mark in room.marks(fact)))
        return doc

    def _require(self, doc: Doc, room: Room) -> None:
        lacking = [attribute for attribute in _TREE if not doc.has_annotation(attribute)]
        if lacking and len(doc):
            what = f"needs {', '.join(lacking)}: put foreigndesk_language, or a pipeline with Universal Dependencies, before it"
            raise LanguageError("FD303", f"{self.name} {what}")
        if any(token.dep_ in _FOREIGN for token in doc):
            what = "needs trees in Universal Dependencies, these are ClearNLP's: put foreigndesk_clearnlp before it"
            raise LanguageError("FD303", f"{self.name} {what}")
        missing = [f"foreigndesk_{name}" for name in room.needs if doc._.get(f"fd_{name}") is None]
        if missing:
            what = f"needs {', '.join(missing)} before it: nlp.add_pipe({missing[0]!r}, before={self.name!r})"
            raise LanguageError("FD304", f"{self.name} {what}")


def _mark(doc: Doc, group: str, marks: Marks) -> None:
    """Spans in a group of the Doc's own; a stretch that ends within a token takes all of it."""
    found = [doc.char_span(*span, label=label, kb_id=link, alignment_mode="expand") for span, label, link in marks]
    whole = {span for span in found if span is not None}
    doc.spans[group] = sorted(whole, key=lambda span: (span.start, span.end, span.label_, span.kb_id_))


def _actor(one: Actor) -> Marks:
    return ((span, one.type, one.id) for span in one.mentions)


def _time(one: Time) -> Marks:
    yield one.span, one.type, one.value


def _place(one: Place) -> Marks:
    return ((span, one.precision, str(one.geonameid or "")) for span in one.mentions)


def _event(one: Event) -> Marks:
    yield one.trigger, one.type, one.id


def _statement(one: Statement) -> Marks:
    yield one.cue, one.mode, one.id


def _read(way: Corridor, kind: str) -> list[Any]:
    found: list[Any] = getattr(way.reading, kind)
    return found


_ROOMS = {
    "actors": Room((), ("actors",), lambda way, _: way.actors(Reading(way.report)), _actor),
    "times": Room((), ("times",), lambda way, _: way.times, _time),
    "places": Room(("actors", "times"), ("places",), lambda way, _: way.places, _place),
    "propositions": Room((), ("propositions",), lambda way, _: [way.graph[head] for head in sorted(way.graph)]),
    "events": Room(
        ("actors", "times", "places", "propositions"),
        ("events", "commitments", "relations", "disputes"),  # what is read from events comes with them
        _read, _event,
    ),
    "statements": Room(("actors", "propositions"), ("statements",), _read, _statement),
}  # fmt: skip
ROOMS = ("language", *_ROOMS)
"""The components in an order that serves, each called ``foreigndesk_`` and this name."""


def _factory(room: str) -> Callable[[Language, str], Component]:
    def make(nlp: Language, name: str) -> Component:
        return Component(room, name)

    return make


for _name, _room in _ROOMS.items():
    Language.factory(
        f"foreigndesk_{_name}",
        assigns=[f"doc._.fd_{kind}" for kind in _room.adds],
        requires=[*_ATTRIBUTES, *(f"doc._.fd_{kind}" for kind in _room.needs)],
        func=_factory(_name),
    )
