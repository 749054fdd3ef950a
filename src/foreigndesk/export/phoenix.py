"""Phoenix: the 26 tab-separated columns of its daily files, which have no header.

Source: the Phoenix dataset of the Open Event Data Alliance (phoenixdata.org) and its pipeline's order of columns; the
names are those that the data's users gave them.
"""

from __future__ import annotations

from typing import IO, TYPE_CHECKING, Any

from foreigndesk.export.columns import Column, day, tabbed
from foreigndesk.export.dyadic import Coded, coded, of_party, of_place
from foreigndesk.export.formats import Asked, Format

if TYPE_CHECKING:
    from foreigndesk.record import Record

_NEUTRAL, _VERBAL_CONFLICT = ("01", "02"), ("09", "10", "11", "12", "13", "16")
_VERBAL_COOPERATION, _MATERIAL_COOPERATION = ("03", "04", "05"), ("06", "07", "08")


def penta(root: str) -> int:
    """Phoenix' class of a CAMEO root: 0 neutral, 1 and 2 verbal and material cooperation, 3 and 4 conflict."""
    for number, roots in enumerate((_NEUTRAL, _VERBAL_COOPERATION, _MATERIAL_COOPERATION, _VERBAL_CONFLICT)):
        if root in roots:
            return number
    return 4


def _party(role: str, which: str) -> tuple[Column[Coded], ...]:
    return (
        Column(f"{role}ActorFull", f"the {which}'s CAMEO actor code", of_party(which, lambda one: one.code)),
        Column(f"{role}ActorEntity", "its first part: a country, or IGO, NGO, IMG, MNC", of_party(which, lambda one: one.root)),
        Column(
            f"{role}ActorRole",
            "its first role: GOV, MIL, REB, …",
            of_party(which, lambda one: next((part for part in one.agents if part != one.root), "")),
        ),
        Column(f"{role}ActorAttribute", "the parts that are neither, `;`-joined", of_party(which, lambda one: ";".join(one.others))),
    )


COLUMNS: tuple[Column[Coded], ...] = (
    Column("EventID", "the event's id; with a mark where it stands in several rows, so that it is unique", lambda row: row.row_id),
    Column("Date", "the event's day, YYYYMMDD (see *One day*)", lambda row: day(row.day)),
    Column("Year", "its year", lambda row: (row.day or "")[:4]),
    Column("Month", "its month, two digits", lambda row: (row.day or "")[5:7]),
    Column("Day", "its day of the month, two digits", lambda row: (row.day or "")[8:10]),
    *_party("Source", "actor"),
    *_party("Target", "recipient"),
    Column("EventCode", "the CAMEO code with its leading zero, three or four digits", lambda row: row.code.digits),
    Column("EventRootCode", "its first two digits", lambda row: row.code.root),
    Column(
        "PentaClass",
        "0 for roots 01 and 02, 1 for 03 to 05, 2 for 06 to 08, 3 for 09 to 13 and 16, 4 for the others",
        lambda row: penta(row.code.root),
    ),
    Column("GoldsteinScore", "the Goldstein value of the code, -10 to 10", lambda row: row.code.goldstein),
    Column("Issues", "empty: the issues of Phoenix are counts of its own word lists, which are not used here"),
    Column("Lat", "degrees north (WGS 84) of the event's first place", of_place("lat")),
    Column("Lon", "degrees east", of_place("lon")),
    Column("LocationName", "the place's name where it is a town or a point", of_place("name", "city", "point")),
    Column("StateName", "the place's name where it is a region", of_place("name", "region")),
    Column("CountryCode", "the ISO 3166 alpha-3 code of its country (NAM for Namibia, never NA)", of_place("country")),
    Column("SentenceID", "empty: the record points at characters, not at numbered sentences"),
    Column("URLs", "the report's address, or its id where it has none", lambda row: row.report["url"] or row.report["id"]),
    Column("NewsSources", "the report's publisher", lambda row: row.report["publisher"]),
)


def write(record: Record, asked: Asked, stream: IO[Any]) -> None:
    """Write the events as Phoenix' tab-separated file."""
    tabbed(COLUMNS, coded(record, asked.filters), stream, header=False)


FORMAT = Format(write)
