"""An explanation: a small tree of reasons, each in words, with the words of the report and the lexicon entry it rests on."""

from __future__ import annotations

from dataclasses import dataclass

from foreigndesk.model import Offsets


@dataclass(frozen=True, slots=True)
class Reason:
    """One step: what it explains, what it says, and the steps that it rests on.

    ``span`` and ``words`` are the report's; ``source`` is a lexicon file with its line and entry (``frames/agree.toml:12 [agree.sign]``).
    """

    what: str
    says: str
    span: Offsets | None = None
    words: str | None = None
    source: str | None = None
    because: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why the record says one thing: a fact, an actor, or the day of a report.

    ``notes`` tell what stands between the record and the explanation, such as a reader of another version.
    """

    id: str
    kind: str
    report: str | None
    says: str
    reasons: tuple[Reason, ...]
    notes: tuple[str, ...] = ()
