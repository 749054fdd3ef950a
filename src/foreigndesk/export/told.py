"""A fact as exports need it: its row, with its report and the actors that the report tells of."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from foreigndesk.record.flat import quoted, spans
from foreigndesk.rows import Row

if TYPE_CHECKING:
    from foreigndesk.record import Record


@dataclass(frozen=True, slots=True)
class Told:
    """One fact's row and what its report says around it."""

    fact: Row
    report: Row
    actors: dict[str, Row]
    rows: dict[str, Row]

    @property
    def evidence(self) -> str:
        """The words that the fact rests on, on one line."""
        return quoted(spans(self.fact), self.report["text"])

    def words(self, *ranges: Sequence[int] | None) -> str | None:
        """The words of some spans on one line; ``None`` where there are none."""
        found = [list(span) for span in ranges if span]
        return quoted(found, self.report["text"]) if found else None

    def name(self, actor: str | None) -> str | None:
        """An actor's name, or its id where the report does not list it."""
        return None if actor is None else self.actors.get(actor, {}).get("name", actor)


def facts(record: Record, kinds: Sequence[str], filters: dict[str, Any]) -> Iterator[Told]:
    """The facts of some kinds under a record's filters, report after report: only one report at a time is in memory."""
    for rows, chosen in record.chosen(**filters):
        report = rows[0]
        actors = {row["id"]: row for row in rows if row["kind"] == "actor"}
        known = {row["id"]: row for row in rows[1:]}
        for row in rows[1:]:
            if row["kind"] in kinds and row["id"] in chosen:
                yield Told(row, report, actors, known)
