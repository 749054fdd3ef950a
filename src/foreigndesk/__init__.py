"""Foreign Desk reads reports on international affairs and keeps the record of who did, said and promised what.

>>> import foreigndesk
>>> reading = foreigndesk.read("report.html")
>>> with foreigndesk.Record("record.db") as record:
...     record.add(reading, foreigndesk.Reader().provenance)

Everything loads when it is first used: importing the package costs next to nothing.
"""

from __future__ import annotations

import importlib
from functools import cache
from itertools import islice
from typing import TYPE_CHECKING, Any

from foreigndesk._version import __version__

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from foreigndesk.errors import (
        ForeignDeskError,
        IntakeError,
        LanguageError,
        LexiconError,
        RecordError,
        UsageError,
    )
    from foreigndesk.explaining import Explanation, Reason, explain
    from foreigndesk.model import (
        Actor,
        Commitment,
        DateWindow,
        Dispute,
        Event,
        Place,
        Reading,
        Relation,
        Report,
        Statement,
        Time,
    )
    from foreigndesk.reader import Reader
    from foreigndesk.record import Record

__all__ = [
    "Actor",
    "Commitment",
    "DateWindow",
    "Dispute",
    "Event",
    "Explanation",
    "ForeignDeskError",
    "IntakeError",
    "LanguageError",
    "LexiconError",
    "Place",
    "Reader",
    "Reading",
    "Reason",
    "Record",
    "RecordError",
    "Relation",
    "Report",
    "Statement",
    "Time",
    "UsageError",
    "__version__",
    "explain",
    "read",
]

_HOMES = {
    "Explanation": "foreigndesk.explaining",
    "Reader": "foreigndesk.reader",
    "Reason": "foreigndesk.explaining",
    "Record": "foreigndesk.record",
    "explain": "foreigndesk.explaining",
}


def read(source: str | Path, *, published: date | None = None, min_confidence: float | None = None) -> Reading:
    """The reading of one report: a file by its path, or a text itself.

    A string is a text if it has several words and names no file. With ``min_confidence`` less sure facts are left out.
    Raises IntakeError where there is no report in it, and UsageError FD507 where there are several: those are for
    ``foreigndesk read`` or ``Reader.read_many``.
    """
    from foreigndesk.reading.confidence import at_least

    reading = _reader().read(_report(source, published))
    return reading if min_confidence is None else at_least(reading, min_confidence)


def _report(source: str | Path, published: date | None) -> Report:
    from pathlib import Path

    from foreigndesk import intake
    from foreigndesk.errors import IntakeError, UsageError

    if isinstance(source, str) and len(source.split()) > 1 and not _is_file(source):
        return intake.from_text(source, published=published)
    found: list[Report] = []
    for one in islice(intake.reports([Path(source)], published=published), 2):
        if isinstance(one, IntakeError):
            raise one
        found.append(one)
    if len(found) != 1:
        raise UsageError("FD507", f"{source} holds {'several reports' if found else 'no report'}, not one")
    return found[0]


def _is_file(source: str) -> bool:
    import os.path

    return "\n" not in source and os.path.exists(source)


@cache
def _reader() -> Reader:
    from foreigndesk.reader import Reader

    return Reader()


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    home = _HOMES.get(name) or ("foreigndesk.errors" if name.endswith("Error") else "foreigndesk.model")
    value = globals()[name] = getattr(importlib.import_module(home), name)
    return value
