"""The formats that a record can be exported in: one module each, loaded when asked for."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import IO, Any

from foreigndesk.errors import UsageError

_FORMATS = {
    "polecat": "events in the columns of POLECAT's weekly files",
    "icews": "events in the columns of ICEWS' yearly files",
    "phoenix": "events in the columns of Phoenix' daily files",
    "gdelt": "events in the 61 columns of GDELT 2.0",
    "wide": "facts of one kind (--kind) as a wide CSV",
    "parquet": "the same as Parquet",
    "codebook": "what every column of wide and parquet holds, as CSV",
    "dyads": "counts and intensity of events for each pair of actors and each day, week, month or year (--by), as CSV",
    "changes": "what the record learned since a moment (--since), as JSON lines",
    "jsonld": "the facts in RDF: SEM, PROV-O and Web Annotation, as JSON-LD",
    "ftm": "reports, actors and facts as entities of FollowTheMoney, as JSON lines",
    "ftm_statements": "the same as FollowTheMoney's statements, as CSV",
    "graphml": "actors and what passes between them, as a GraphML graph",
    "ics": "the due days of commitments, as an iCalendar",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What is to be exported: a record's filters, and the options that only some formats know."""

    filters: dict[str, Any] = field(default_factory=dict)
    kind: str = "event"
    by: str = "month"
    moment: str | None = None


@dataclass(frozen=True, slots=True)
class Format:
    """One format: ``write`` puts what is asked of a `Record` on a stream, text or bytes, as it comes."""

    write: Callable[[Any, Asked, IO[Any]], None]
    kind: str | None = "event"
    """Whose types and statuses ``--type`` and ``--status`` choose by; ``None`` where they choose nothing."""
    binary: bool = False
    of_record: bool = True
    """Whether what it writes depends on the record at all."""
    options: frozenset[str] = frozenset()
    """Which of ``kind``, ``by`` and ``moment`` it knows."""


def formats() -> dict[str, str]:
    """The name of every format and what it is."""
    return dict(_FORMATS)


def format_of(name: str) -> Format:
    """The format of a name. Raises UsageError FD512 for a name that there is not."""
    if name not in _FORMATS:
        raise UsageError("FD512", f"no format is called {name!r}: give one of {', '.join(_FORMATS)}")
    made: Format = importlib.import_module(f"foreigndesk.export.{name}").FORMAT
    return made
