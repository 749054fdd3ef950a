"""POLECAT: the tab-separated columns of its weekly files, under their header.

Source: the POLECAT dataset (Scarborough, Bagozzi, Beger, Berrie, Halterman, Schrodt and Spivey, Harvard Dataverse,
doi:10.7910/DVN/AJGVIT) and its codebook.
"""

from __future__ import annotations

from typing import IO, TYPE_CHECKING, Any

from foreigndesk.export.columns import Column, tabbed
from foreigndesk.export.dyadic import Coded, Party, coded, of_party, of_place
from foreigndesk.export.formats import Asked, Format

if TYPE_CHECKING:
    from foreigndesk.record import Record

_ORGANISATIONS = frozenset({"igo", "government_body", "armed_force", "armed_group", "company", "ngo", "media", "party"})
_FEATURES = {"city": "PPL", "region": "RGN", "country": "PCL"}
_LANGUAGES = {"en": "English"}


def _story(kinds: frozenset[str]) -> Any:
    def value(row: Coded) -> str:
        return ";".join(actor["name"] for actor in row.told.actors.values() if actor["type"] in kinds)

    return value


def _roles(party: Party) -> str:
    return ";".join(one["role"] for one in party.row["affiliation"] if one["role"] != "of")


def _mention(row: Coded, party: Party | None) -> str | None:
    """The words that name a party where the event is told, or else where the report first does."""
    if party is None:
        return None
    mentions = party.row["mentions"]
    within = [span for span in mentions if any(start <= span[0] and span[1] <= end for start, end in row.event["evidence"])]
    return row.told.words(next(iter(within or mentions), None))


def _party(role: str, which: str) -> tuple[Column[Coded], ...]:
    """The eight columns of the actor or of the recipient."""

    return (
        Column(f"{role} Name", f"the {which}'s usual name", of_party(which, lambda one: one.name)),
        Column(f"{role} Country", "the ISO 3166 alpha-3 code of its state", of_party(which, lambda one: one.row["iso3"])),
        Column(f"{role} COW", "the Correlates of War number of its state", of_party(which, lambda one: one.row["cow"])),
        Column(f"Primary {role} Sector", "its PLOVER sector: GOV, MIL, REB, …", of_party(which, lambda one: one.row["sector"])),
        Column(f"{role} Sectors", "the same: the record keeps one sector", of_party(which, lambda one: one.row["sector"])),
        Column(f"{role} Title", "its offices as the report tells them, `;`-joined", of_party(which, lambda one: _roles(one))),
        Column(
            f"{role} Name Raw",
            "the words that name it in the evidence, or else its first mention",
            lambda row: _mention(row, getattr(row, which)),
        ),
        Column(f"Wikipedia {role} ID", "empty: the record links to Wikidata, not to Wikipedia's pages"),
    )


COLUMNS: tuple[Column[Coded], ...] = (
    Column("Event ID", "the event's id; with a mark where it stands in several rows, so that it is unique", lambda row: row.row_id),
    Column("Event Date", "the event's day, YYYY-MM-DD (see *One day*)", lambda row: row.day),
    Column("Event Type", "the PLOVER type", lambda row: row.event["type"]),
    Column("Event Mode", "the PLOVER mode, where one is known", lambda row: row.event["mode"]),
    Column("Intensity", "the Goldstein value of its CAMEO code, -10 to 10; POLECAT's own values differ", lambda row: row.code.goldstein),
    Column("Quad Code", "the quad category in capitals: VERBAL COOPERATION, …", lambda row: row.quad.replace("_", " ").upper()),
    Column("Contexts", "the PLOVER contexts, `;`-joined", lambda row: ";".join(row.event["context"])),
    *_party("Actor", "actor"),
    *_party("Recipient", "recipient"),
    Column("Placename", "the name of the event's first place", of_place("name")),
    Column("City", "the same where it is a town or a point", of_place("name", "city", "point")),
    Column("District", "empty: the record's places have no districts"),
    Column("Province", "the same where it is a region", of_place("name", "region")),
    Column("Country", "the ISO 3166 alpha-3 code of the place's country", of_place("country")),
    Column("Latitude", "degrees north (WGS 84)", of_place("lat")),
    Column("Longitude", "degrees east", of_place("lon")),
    Column("GeoNames ID", "the place's number in GeoNames", of_place("geonameid")),
    Column("Raw Placename", "empty: an event's place is kept by its name, not by its words"),
    Column(
        "Feature Type",
        "PPL for a town, RGN for a region, PCL for a country: no finer GeoNames code is kept",
        lambda row: _FEATURES.get(row.place["precision"]) if row.place else None,
    ),
    Column("Source", "the report's publisher", lambda row: row.report["publisher"]),
    Column("Publication Date", "the report's day, YYYY-MM-DD", lambda row: row.published),
    Column("Story People", "the persons of the report, `;`-joined", _story(frozenset({"person"}))),
    Column("Story Organizations", "its organisations, armed groups and bodies, `;`-joined", _story(_ORGANISATIONS)),
    Column(
        "Story Locations",
        "its places, `;`-joined",
        lambda row: ";".join(one["name"] for one in row.told.rows.values() if one["kind"] == "place"),
    ),
    Column("Language", "the report's language", lambda row: _LANGUAGES.get(row.report["language"], row.report["language"])),
    Column("Version", "the version of foreigndesk that read it", lambda row: row.report["reader"]["version"]),
)


def write(record: Record, asked: Asked, stream: IO[Any]) -> None:
    """Write the events as POLECAT's tab-separated file."""
    tabbed(COLUMNS, coded(record, asked.filters), stream, header=True)


FORMAT = Format(write)
