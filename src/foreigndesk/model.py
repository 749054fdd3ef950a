"""The record's plain data: what every room hands on. No dependency, no logic beyond shape.

Offsets are half-open character ranges ``(start, end)`` into the report's own ``text``. Absent knowledge is ``None`` or
an empty tuple, never a guess. The field names are those of the record's JSON lines (docs/schema.md).
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

Offsets = tuple[int, int]

ActorType = Literal[
    "state", "contested_polity", "igo", "government_body", "armed_force", "armed_group", "person", "population",
    "company", "ngo", "media", "party", "other",
]
EventType = Literal[
    "AGREE", "CONSULT", "SUPPORT", "COOPERATE", "AID", "CONCEDE", "RETREAT", "REQUEST", "ACCUSE", "REJECT", "THREATEN",
    "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
]
Status = Literal["occurred", "ongoing", "planned", "promised", "demanded", "threatened", "possible", "negated"]
StatementMode = Literal["direct", "indirect", "mixed"]
StatementSort = Literal["speech", "mental"]
CueChoice = Literal["all", "speech"]
Strength = Literal["treaty", "pledge", "plan"]
CommitmentState = Literal["pending", "conditional", "fulfilled", "overdue", "broken", "cancelled"]
RelationType = Literal[
    "recognition", "diplomatic_relations", "treaty", "membership", "accession_bid", "alliance", "military_presence",
    "occupation", "war", "ceasefire", "sanctions", "territorial_claim",
]
TimeType = Literal["DATE", "TIME", "DURATION", "SET"]
Precision = Literal["point", "city", "region", "country"]


def fact_id(kind: str, *parts: object) -> str:
    """A stable id from a fact's own content: ``kind-`` and 16 hex digits of SHA-256. Same content, same id."""
    digest = hashlib.sha256("\x1f".join(map(str, parts)).encode()).hexdigest()
    return f"{kind}-{digest[:16]}"


@dataclass(frozen=True, slots=True)
class DateWindow:
    """What is known of a day and no more: it lies between two dates, either end may be open (EDTF, ISO 8601-2)."""

    earliest: date | None
    latest: date | None
    edtf: str
    basis: str
    weekday: int | None = None
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Report:
    """One report: the story's text that all offsets refer to, and what its page said of itself."""

    id: str
    text: str
    url: str | None = None
    title: str | None = None
    publisher: str | None = None
    agency: str | None = None
    byline: str | None = None
    language: str = "en"
    published: DateWindow | None = None

    @property
    def sha256(self) -> str:
        """The hexadecimal SHA-256 of the text in UTF-8."""
        return hashlib.sha256(self.text.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Affiliation:
    """A role that an actor holds in or for another, with its term where known."""

    actor: str
    role: str
    since: date | None = None
    until: date | None = None


@dataclass(slots=True)
class Actor:
    """Somebody or something that acts, and every place where the report mentions it."""

    id: str
    name: str
    type: ActorType
    sector: str | None = None
    iso3: str | None = None
    cow: str | None = None
    cameo: str | None = None
    wikidata: str | None = None
    affiliation: tuple[Affiliation, ...] = ()
    mentions: tuple[Offsets, ...] = ()
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Time:
    """One time expression: TIMEX3 type and value, and the window of days it means (``None`` for durations)."""

    id: str
    span: Offsets
    type: TimeType
    value: str
    window: DateWindow | None


@dataclass(frozen=True, slots=True)
class Place:
    """A place with coordinates (degrees, WGS 84) and every mention of it."""

    id: str
    name: str
    mentions: tuple[Offsets, ...]
    lat: float | None
    lon: float | None
    geonameid: int | None
    country: str | None
    precision: Precision


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number in a fact: as written, with its range, unit and qualifier."""

    value: float
    unit: str
    low: float | None = None
    high: float | None = None
    qualifier: str | None = None


@dataclass(slots=True)
class Event:
    """Who did what to whom (PLOVER), where and when, and whether it happened."""

    id: str
    type: EventType
    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    status: Status
    trigger: Offsets
    evidence: tuple[Offsets, ...]
    mode: str | None = None
    context: tuple[str, ...] = ()
    cameo: str | None = None
    places: tuple[Place, ...] = ()
    when: DateWindow | None = None
    quantities: tuple[Quantity, ...] = ()
    by: str | None = None
    origin: str = "frame"
    confidence: float = 0.5
    frame: str | None = None


@dataclass(frozen=True, slots=True)
class Stance:
    """For, against or neutral, toward an actor or an event."""

    toward: str
    polarity: Literal["for", "against", "neutral"]


@dataclass(slots=True)
class Statement:
    """What somebody said, wrote, or (``sort`` is ``mental``) thinks, wants, fears: one cue's content."""

    id: str
    speaker: str | None
    speaker_span: Offsets | None
    cue: Offsets
    content: tuple[Offsets, ...]
    mode: StatementMode
    evidence: tuple[Offsets, ...]
    addressee: str | None = None
    when: DateWindow | None = None
    stance: Stance | None = None
    by: str | None = None
    sort: StatementSort = "speech"


@dataclass(frozen=True, slots=True)
class Condition:
    """What a commitment waits for: its words, and its event where that is recorded."""

    text: Offsets
    event: str | None = None


@dataclass(frozen=True, slots=True)
class StateChange:
    """One step in a commitment's life, with the sentence that moved it."""

    state: CommitmentState
    when: DateWindow | None
    evidence: tuple[Offsets, ...]
    report: str


@dataclass(slots=True)
class Commitment:
    """C(debtor, creditor, antecedent, consequent): who owes which act to whom, on what condition, due when (Singh 1999)."""

    id: str
    debtor: tuple[str, ...]
    creditor: tuple[str, ...]
    act: str
    strength: Strength
    state: CommitmentState
    evidence: tuple[Offsets, ...]
    condition: Condition | None = None
    due: DateWindow | None = None
    history: tuple[StateChange, ...] = ()
    by: str | None = None
    confidence: float | None = None
    days: int | None = None  # from its condition to its due day
    forgoes: EventType | None = None  # the type of an act that is promised not to be done
    founds: Offsets | None = None  # the words for a body that is promised to be made


@dataclass(slots=True)
class Relation:
    """A fluent between two parties (event calculus); for directed types the holder stands first."""

    id: str
    type: RelationType
    parties: tuple[str, str]
    since: DateWindow | None
    until: DateWindow | None
    evidence: tuple[Offsets, ...]
    initiated_by: str | None = None
    terminated_by: str | None = None
    confidence: float | None = None


@dataclass(frozen=True, slots=True)
class Side:
    """One position in a dispute: who holds it, in which words."""

    holders: tuple[str, ...]
    position: str
    statements: tuple[str, ...]
    evidence: tuple[Offsets, ...]


@dataclass(slots=True)
class Dispute:
    """Rival positions on one point."""

    id: str
    about: str
    sides: tuple[Side, ...]


@dataclass(slots=True)
class Reading:
    """The record of one report, each list in the order of the text."""

    report: Report
    actors: list[Actor] = field(default_factory=list)
    times: list[Time] = field(default_factory=list)
    places: list[Place] = field(default_factory=list)
    events: list[Event] = field(default_factory=list)
    statements: list[Statement] = field(default_factory=list)
    commitments: list[Commitment] = field(default_factory=list)
    relations: list[Relation] = field(default_factory=list)
    disputes: list[Dispute] = field(default_factory=list)

    def _repr_html_(self) -> str:
        from foreigndesk.showing import reading  # a notebook asks, nobody else: no room of ours depends on it

        return reading(self).html
