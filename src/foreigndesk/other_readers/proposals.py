"""What another reader proposes, and what of it may enter a record: only what its quoted words bear out.

An event needs a PLOVER type and a status of ours; a quotation of one or two sentences that stands in the report to the letter; a
trigger within it; and participants whose words stand in it and mention an actor that our reader knows in the report. All else is set
aside with the reason.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol, get_args

from foreigndesk.model import Event, EventType, Offsets, Reading, Report, Status, fact_id
from foreigndesk.reading.held import Contents

SENTENCES = 2  # of a quotation, as of every span of evidence
CONFIDENCE = 0.5  # of whoever gives none that was measured
_TYPES: dict[str, EventType] = {value: value for value in get_args(EventType)}
_STATUSES: dict[str, Status] = {value: value for value in get_args(Status)}


@dataclass(frozen=True, slots=True)
class Proposal:
    """An event as another reader tells it: everything in the report's own words, but type and status."""

    type: str
    status: str
    quote: str
    trigger: str
    actors: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    when: str | None = None


@dataclass(frozen=True, slots=True)
class SetAside:
    """A proposal, or all that was answered, that did not enter the record, and why."""

    report: str
    what: str
    why: str


class OtherReader(Protocol):
    """The plug-in point: anything with a name, which marks its facts, and a way to propose events of a report."""

    @property
    def name(self) -> str:
        """What the facts are marked by: their ``origin`` is ``reader:`` and this."""
        ...

    def propose(self, report: Report) -> Iterable[Proposal | SetAside]:
        """The events that a report tells; or what could not be made one."""
        ...


class _Unverified(Exception):
    """Why a proposal is set aside."""


def verified(
    reading: Reading, sentences: Sequence[Offsets], proposals: Iterable[Proposal | SetAside], name: str
) -> tuple[list[Event], list[SetAside]]:
    """The events that proposals bear out beyond those of a reading, in the order of the text, and the proposals set aside."""
    contents = Contents(reading.statements)
    events: dict[str, Event] = {}
    aside: list[SetAside] = []
    for one in proposals:
        if isinstance(one, SetAside):
            aside.append(one)
            continue
        try:
            event = _event(reading, sentences, one, name)
            if any(_same(event, known) for known in (*reading.events, *events.values())):
                raise _Unverified("it is told already")
        except _Unverified as why:
            aside.append(SetAside(reading.report.id, f"{one.type} “{one.trigger}”", str(why)))
            continue
        holder = contents.innermost(event.trigger[0])
        event.by = holder.id if holder is not None else None
        events[event.id] = event
    return sorted(events.values(), key=lambda event: (event.trigger, event.id)), aside


def _same(event: Event, known: Event) -> bool:
    """Whether an event is told already: of the same type by words in common."""
    return event.type == known.type and event.trigger[0] < known.trigger[1] and known.trigger[0] < event.trigger[1]


def _event(reading: Reading, sentences: Sequence[Offsets], one: Proposal, name: str) -> Event:
    text, report = reading.report.text, reading.report.id
    type_, status = _TYPES.get(one.type), _STATUSES.get(one.status)
    if type_ is None:
        raise _Unverified(f"{one.type!r} is no type of event")
    if status is None:
        raise _Unverified(f"{one.status!r} is no status")
    if not one.quote.strip() or not one.trigger.strip():
        raise _Unverified("it quotes no words")
    quotes = list(_found(text, one.quote, 0, len(text)))
    if not quotes:
        raise _Unverified("its quoted words do not stand in the report")
    quote = next((span for span in quotes if _told(text, one, span)), None)
    if quote is None:
        raise _Unverified("its trigger, or somebody's words, do not stand in its quotation")
    if sum(1 for start, end in sentences if start < quote[1] and quote[0] < end) > SENTENCES:
        raise _Unverified(f"its quotation is longer than {SENTENCES} sentences")
    actors = _actors(reading, one.actors, quote)
    recipients = _actors(reading, one.recipients, quote)
    if not actors and not recipients:
        raise _Unverified("it names nobody")
    trigger = next(_found(text, one.trigger, *quote))
    when = next((time.window for time in reading.times if one.when and time.span in set(_found(text, one.when, *quote))), None)
    id_ = fact_id("event", report, type_, trigger, sorted(actors), sorted(recipients), status)
    return Event(
        id_, type_, actors, recipients, status, trigger, (quote,), when=when, origin=f"reader:{name}", confidence=CONFIDENCE
    )


def _told(text: str, one: Proposal, quote: Offsets) -> bool:
    return all(next(_found(text, words, *quote), None) is not None for words in (one.trigger, *one.actors, *one.recipients))


def _actors(reading: Reading, told: Iterable[str], quote: Offsets) -> tuple[str, ...]:
    """The actors that somebody's words mention in a quotation: the mention that has most of them in common."""
    out: list[str] = []
    for words in told:
        spans = list(_found(reading.report.text, words, *quote))
        common = {
            actor.id: max(min(b, end) - max(a, start) for a, b in actor.mentions for start, end in spans)
            for actor in reading.actors
            if actor.mentions
        }
        best = max(common.values(), default=0)
        if best <= 0:
            raise _Unverified(f"“{words}” mention nobody that is known in the report")
        out += [actor for actor, length in common.items() if length == best]
    return tuple(dict.fromkeys(out))


def _found(text: str, words: str, start: int, end: int) -> Iterator[Offsets]:
    """Where words stand in a stretch of the text, to the letter and as whole words."""
    at = text.find(words, start, end) if words.strip() else -1
    while at >= 0:
        stop = at + len(words)
        begun = at > 0 and text[at - 1].isalnum() and words[0].isalnum()
        goes_on = stop < len(text) and text[stop].isalnum() and words[-1].isalnum()
        if not begun and not goes_on:
            yield at, stop
        at = text.find(words, at + 1, end)
