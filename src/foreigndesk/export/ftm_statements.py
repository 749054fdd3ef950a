"""FollowTheMoney's statements as CSV: each value of each property of an entity apart, with where it comes from and since when.

A statement's id is the SHA-1 of dataset, entity, property and value, as the library makes it.
"""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Iterable, Iterator
from typing import IO, TYPE_CHECKING, Any

from foreigndesk.export.formats import Asked, Format
from foreigndesk.export.ftm_entities import Entity, entities
from foreigndesk.export.told import facts
from foreigndesk.record.flat import KINDS

if TYPE_CHECKING:
    from foreigndesk.record import Record

DATASET = "foreigndesk"
COLUMNS = (
    "canonical_id", "entity_id", "prop", "prop_type", "schema", "value", "dataset", "origin", "lang", "original_value", "external",
    "first_seen", "last_seen", "id",
)  # fmt: skip

TYPES = {
    **dict.fromkeys(("startDate", "endDate", "date", "publishedAt"), "date"),
    **dict.fromkeys(("proof", "organizer", "involved", "entity", "subject", "object", "member", "organization"), "entity"),
    **dict.fromkeys(("summary", "description", "bodyText"), "text"),
    "name": "name", "title": "string", "country": "country", "sourceUrl": "url", "language": "language", "location": "address",
    "wikidataId": "identifier",
}  # fmt: skip
"""The type of each property that is no mere string."""


def rows(found: Iterable[Entity]) -> Iterator[tuple[str, ...]]:
    """The cells of each statement, under ``COLUMNS``."""
    for entity in found:
        for prop, values in entity.properties.items():
            for value in values:
                key = hashlib.sha1(f"{DATASET}.{entity.id}.{prop}.{value}".encode(), usedforsecurity=False).hexdigest()
                kind = TYPES.get(prop, "string")
                yield (
                    entity.id, entity.id, prop, kind, entity.schema, value, DATASET, "", "", "", "f", entity.seen, entity.seen, key,
                )  # fmt: skip


def write(record: Record, asked: Asked, stream: IO[Any]) -> None:
    """Write the statements under their header."""
    out = csv.writer(stream, dialect=csv.unix_dialect)
    out.writerow(COLUMNS)
    out.writerows(rows(entities(facts(record, KINDS, asked.filters))))


FORMAT = Format(write, kind=None)
