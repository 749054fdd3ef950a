"""FollowTheMoney's entities as JSON lines, as ``ftm`` and Aleph take them in."""

from __future__ import annotations

from typing import IO, TYPE_CHECKING, Any

from foreigndesk.export import jsonl
from foreigndesk.export.formats import Asked, Format
from foreigndesk.export.ftm_entities import entities
from foreigndesk.export.told import facts
from foreigndesk.record.flat import KINDS

if TYPE_CHECKING:
    from foreigndesk.record import Record


def write(record: Record, asked: Asked, stream: IO[Any]) -> None:
    """Write the entities, one a line."""
    jsonl.write((entity.row() for entity in entities(facts(record, KINDS, asked.filters))), stream)


FORMAT = Format(write, kind=None)
