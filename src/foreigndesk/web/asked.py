"""What an address asks: the filters of pages and API alike, all of them in the query string."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Annotated, Any, Literal
from urllib.parse import urlencode

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field

from foreigndesk.errors import UsageError
from foreigndesk.model import CommitmentState, EventType, RelationType, StatementMode, Status, Strength
from foreigndesk.record.queries import Question

LIMIT = 50
"""Facts on a page."""

MOST = 200
"""Facts on a page, at the most."""


def _blank(value: Any) -> Any:
    """An empty field of a form asks nothing."""
    if isinstance(value, list):
        return [one for one in value if one not in ("", None)] or None
    return None if isinstance(value, str) and not value.strip() else value


def _words(value: Any) -> Any:
    value = _blank(value)
    if isinstance(value, str) and "\0" in value:
        raise ValueError("a name has no null character")
    return value


def _zoned(value: Any) -> Any:
    if isinstance(value, datetime):
        if value.tzinfo is None:
            raise ValueError("a moment needs its time zone, as in 2024-03-01T12:00:00Z")
        try:
            return value.astimezone(UTC)
        except OverflowError as error:
            raise ValueError("there is no such moment in UTC") from error
    return value


_Blank = BeforeValidator(_blank)
_Kind = BeforeValidator(lambda value: value or "event")
Day = Annotated[date | None, _Blank]
Moment = Annotated[Annotated[date | datetime, Field(union_mode="left_to_right"), AfterValidator(_zoned)] | None, _Blank]
Words = Annotated[Annotated[str, Field(max_length=200)] | None, BeforeValidator(_words)]


class Asked(BaseModel):
    """The filters that every list of facts knows; see `foreigndesk.record.Record`."""

    model_config = ConfigDict(extra="ignore")

    actor: Words = Field(None, description="A name, code, id or words that somebody who takes part is mentioned by.")
    other: Words = Field(None, description="A second actor who takes part, too.")
    place: Words = Field(None, description="A place where it was, or the beginning of its name.")
    since: Day = Field(None, description="Only what may lie on this day or later.")
    until: Day = Field(None, description="Only what may lie on this day or earlier.")
    as_of: Day = Field(None, description="Only what stood on this day, in the state that it had then.")
    known_by: Moment = Field(None, description="Only what the record knew at this moment, or at the end of this day (UTC).")
    min_confidence: Annotated[Annotated[float, Field(ge=0, le=1)] | None, _Blank] = Field(None, description="Only what is so sure.")
    order: Annotated[Literal["first", "latest"] | None, _Blank] = Field(None, description="The first, or the latest, day at the head.")
    cursor: Words = Field(None, description="Where to go on: the `next` of the page before.", max_length=400)
    limit: Annotated[int, Field(ge=1, le=MOST)] = Field(LIMIT, description="Facts on a page.")

    def question(self, **more: Any) -> Question:
        """The record's question. Raises UsageError."""
        if self.other is not None and self.actor is None:
            raise UsageError("FD564", "a second actor was given and no first: give both")
        names = ("actor", "since", "until", "as_of", "known_by", "min_confidence", "limit")
        given = {name: getattr(self, name) for name in names}
        return Question(**given | self._chosen() | more)

    def _chosen(self) -> dict[str, Any]:
        return {name: getattr(self, own) for own, name in (("type", "types"), ("status", "status")) if getattr(self, own, None)}

    @property
    def given(self) -> dict[str, Any]:
        """What is asked, as it stands in an address; what is not asked is left out."""
        found = self.model_dump(mode="json", exclude_none=True)
        return {name: value for name, value in found.items() if (name, value) != ("limit", LIMIT) and value != []}

    def query(self, **changed: Any) -> str:
        """The query string of this, with some changed; what is ``None`` is left out."""
        given = {name: value for name, value in (self.given | changed).items() if value is not None}
        return urlencode(given, doseq=True)


def _several(kind: Any) -> Any:
    return Annotated[list[kind] | None, _Blank]


class EventsAsked(Asked):
    """The filters of events."""

    type: _several(EventType) = Field(None, description="PLOVER types.")  # type: ignore[valid-type]
    status: _several(Status) = Field(None, description="Whether it happened.")  # type: ignore[valid-type]


class StatementsAsked(Asked):
    """The filters of statements."""

    type: _several(StatementMode) = Field(None, description="How it is quoted.")  # type: ignore[valid-type]


class CommitmentsAsked(Asked):
    """The filters of commitments."""

    type: _several(Strength) = Field(None, description="How firmly it binds.")  # type: ignore[valid-type]
    status: _several(CommitmentState) = Field(None, description="The states that it may be in.")  # type: ignore[valid-type]
    due_before: Day = Field(None, description="Only what is due before this day.")
    assume: Words = Field(None, description="An event's or commitment's id, or words of it, that is taken to happen …")
    assume_on: Day = Field(None, description="… on this day.")

    def question(self, **more: Any) -> Question:
        """The record's question. Raises UsageError."""
        if (self.assume is None) != (self.assume_on is None):
            raise UsageError("FD565", "an assumption needs both what happens and the day: give both, or neither")
        assume = {self.assume: self.assume_on} if self.assume and self.assume_on else None
        return super().question(**{"due_before": self.due_before, "assume": assume} | more)


class RelationsAsked(Asked):
    """The filters of relations."""

    type: _several(RelationType) = Field(None, description="What kind of relation.")  # type: ignore[valid-type]


class DisputesAsked(Asked):
    """The filters of disputes."""


class ReviewAsked(Asked):
    """The filters of what is left to judge."""

    kind: Annotated[Literal["event", "statement", "commitment", "relation", "dispute"], _Kind] = Field("event", description="Of facts.")
    type: Words = Field(None, description="A type of that kind.")
    limit: Annotated[int, Field(ge=1, le=MOST)] = Field(20, description="Facts on a page.")

    def _chosen(self) -> dict[str, Any]:
        return {"types": [self.type]} if self.type else {}


ASKED: dict[str, type[Asked]] = {
    "event": EventsAsked,
    "statement": StatementsAsked,
    "commitment": CommitmentsAsked,
    "relation": RelationsAsked,
    "dispute": DisputesAsked,
}


