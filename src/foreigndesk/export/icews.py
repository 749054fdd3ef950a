"""ICEWS: the tab-separated columns of its yearly ``events.YYYY`` files, under their header.

Source: ICEWS Coded Event Data (Boschee, Lautenschlager, O'Brien, Shellman, Starz and Ward, Harvard Dataverse,
doi:10.7910/DVN/28075) and its codebooks.
"""

from __future__ import annotations

from functools import cache
from typing import IO, TYPE_CHECKING, Any

from foreigndesk.export.columns import Column, tabbed
from foreigndesk.export.dyadic import Coded, coded, country_name, of_party, of_place
from foreigndesk.export.formats import Asked, Format
from foreigndesk.lexicon.loader import table

if TYPE_CHECKING:
    from foreigndesk.record import Record


@cache
def _sectors() -> dict[str, str]:
    return {row["sector"]: row["icews"] for row in table("export/sectors.csv")}


def _party(role: str, which: str) -> tuple[Column[Coded], ...]:
    return (
        Column(f"{role} Name", f"the {which}'s usual name", of_party(which, lambda one: one.name)),
        Column(
            f"{role} Sectors",
            "its sector in ICEWS' words, with those above it, comma-joined; empty for states",
            of_party(which, lambda one: _sectors().get(one.row["sector"] or "", "") if one.row["type"] != "state" else ""),
        ),
        Column(f"{role} Country", "the English name of its state", of_party(which, lambda one: country_name(one.row["iso3"]))),
    )


COLUMNS: tuple[Column[Coded], ...] = (
    Column(
        "Event ID",
        "a whole number below 2^53 made from the event and its two parties: the same in every export",
        lambda row: row.number,
    ),
    Column("Event Date", "the event's day, YYYY-MM-DD (see *One day*)", lambda row: row.day),
    *_party("Source", "actor"),
    Column("Event Text", "the name of the CAMEO code", lambda row: row.code.label),
    Column("CAMEO Code", "the CAMEO code with its leading zero, three or four digits", lambda row: row.code.digits),
    Column("Intensity", "the Goldstein value of the code, -10 to 10", lambda row: row.code.goldstein),
    *_party("Target", "recipient"),
    Column("Story ID", "the report's id", lambda row: row.report["id"]),
    Column("Sentence Number", "empty: the record points at characters, not at numbered sentences"),
    Column("Publisher", "the report's publisher", lambda row: row.report["publisher"]),
    Column("City", "the name of the event's first place where it is a town or a point", of_place("name", "city", "point")),
    Column("District", "empty: the record's places have no districts"),
    Column("Province", "the place's name where it is a region", of_place("name", "region")),
    Column("Country", "the English name of the place's country", lambda row: country_name(row.place["country"]) if row.place else None),
    Column("Latitude", "degrees north (WGS 84)", of_place("lat")),
    Column("Longitude", "degrees east", of_place("lon")),
)


def write(record: Record, asked: Asked, stream: IO[Any]) -> None:
    """Write the events as ICEWS' tab-separated file."""
    tabbed(COLUMNS, coded(record, asked.filters), stream, header=True)


FORMAT = Format(write)
