"""What the components put on a Doc, its spans and its tokens, all of it with ``fd_`` before the name.

A Doc keeps tuples of facts, in the classes of `foreigndesk.model`, or ``None`` where the room has not been entered; spans and tokens
look up those that lie in them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

from spacy.language import Language
from spacy.tokens import Doc, Span, Token

from foreigndesk.errors import UsageError
from foreigndesk.model import Actor, Offsets, Reading, Report, fact_id

if TYPE_CHECKING:
    from foreigndesk.corridor import Corridor
    from foreigndesk.propositions.graph import Proposition

FACTS = ("actors", "times", "places", "propositions", "events", "statements", "commitments", "relations", "disputes")
READING = ("actors", "times", "places", "events", "statements", "commitments", "relations", "disputes")

_WAYS: WeakKeyDictionary[Doc, Corridor] = WeakKeyDictionary()


def document(nlp: Language, report: Report) -> Doc:
    """The Doc of a report, for ``nlp(doc)`` or ``nlp.pipe``: its facts then have the report's id, and its day dates them."""
    doc = nlp.make_doc(report.text)
    doc._.fd_report = report
    return doc


def corridor(doc: Doc) -> Corridor:
    """The way of a Doc's report through the rooms; the same for all components. Raises UsageError FD590."""
    from foreigndesk.corridor import Corridor  # all rooms: spaCy loads this module for everybody who makes a pipeline of whatever kind

    way = _WAYS.get(doc)
    if way is None:
        report = doc._.fd_report or Report(fact_id("report", doc.text), doc.text)
        if report.text != doc.text:
            what = f"the report {report.id} has another text than its Doc: make the Doc with components.document(nlp, report)"
            raise UsageError("FD590", what)
        way = _WAYS[doc] = Corridor(doc, report)
    return way


def _reading(doc: Doc) -> Reading | None:
    """The whole record of the report, where all rooms have been entered."""
    found = [doc._.get(f"fd_{kind}") for kind in READING]
    return None if any(one is None for one in found) else Reading(doc._.fd_report, *map(list, found))


def _in(start: int, end: int, spans: Iterable[Offsets | None]) -> bool:
    return any(span is not None and span[0] < end and start < span[1] for span in spans)


def _bounds(part: Span | Token) -> tuple[int, int]:
    start = part.start_char if isinstance(part, Span) else part.idx
    return start, start + len(part.text)


def _there(kind: str, spans: Callable[[Any], Sequence[Offsets | None]]) -> Callable[[Span | Token], list[Any] | None]:
    """A getter of the facts of one kind that have one of their spans in a span or token."""

    def found(part: Span | Token) -> list[Any] | None:
        facts = part.doc._.get(f"fd_{kind}")
        start, end = _bounds(part)
        return None if facts is None else [fact for fact in facts if _in(start, end, spans(fact))]

    return found


def _innermost(token: Token) -> list[Actor] | None:
    """The actors that a token mentions: in a mention within another, those of the inner one."""
    actors: tuple[Actor, ...] | None = token.doc._.fd_actors
    if actors is None:
        return None
    start, end = _bounds(token)
    found = [(b - a, actor) for actor in actors for a, b in actor.mentions if a < end and start < b]
    shortest = min((length for length, _ in found), default=0)
    return [actor for length, actor in found if length == shortest]


def _predicate(token: Token) -> Proposition | None:
    return next((p for p in token.doc._.fd_propositions or () if p.head == token.i), None)


def register() -> None:
    """Sets the extension attributes; once is enough, twice does no harm."""
    if Doc.has_extension("fd_report"):
        return
    Doc.set_extension("fd_report", default=None)
    for kind in FACTS:
        Doc.set_extension(f"fd_{kind}", default=None)
    Doc.set_extension("fd_reading", getter=_reading)
    Span.set_extension("fd_actors", getter=_there("actors", lambda one: one.mentions))
    Span.set_extension("fd_times", getter=_there("times", lambda one: (one.span,)))
    Span.set_extension("fd_places", getter=_there("places", lambda one: one.mentions))
    Span.set_extension("fd_events", getter=_there("events", lambda one: (one.trigger,)))
    Span.set_extension("fd_statements", getter=_there("statements", lambda one: (one.cue,)))
    Token.set_extension("fd_actors", getter=_innermost)
    Token.set_extension("fd_proposition", getter=_predicate)
    Token.set_extension("fd_events", getter=_there("events", lambda one: (one.trigger,)))


register()
