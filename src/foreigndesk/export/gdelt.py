"""GDELT 2.0: the 61 tab-separated columns of its event files, which have no header.

Source: the GDELT Event Database Data Format Codebook, version 2.0 (gdeltproject.org).
"""

from __future__ import annotations

from datetime import date
from typing import IO, TYPE_CHECKING, Any

from foreigndesk.export.columns import Column, day, tabbed
from foreigndesk.export.dyadic import Coded, coded, country_name, fips, of_party, of_place
from foreigndesk.export.formats import Asked, Format

if TYPE_CHECKING:
    from foreigndesk.record import Record

_NO_WORDS = "empty: actors are known by name and role, not by"
_NO_PLACE = "empty: the record gives places to events, not to actors"
_COUNTRY, _US_STATE, _US_CITY, _WORLD_CITY, _WORLD_STATE = range(1, 6)
_LAST_ROOTS = ("05", "09", "14", "20")  # of each quad class, 1 to 4


def quad_class(root: str) -> int:
    """GDELT's class of a CAMEO root: 1 and 2 verbal and material cooperation, 3 and 4 verbal and material conflict."""
    return next(number for number, last in enumerate(_LAST_ROOTS, 1) if root <= last)


def fraction(iso: str | None) -> str:
    """A day as the year and the share of it that has passed, months taken as 30 days, as GDELT counts."""
    if not iso:
        return ""
    when = date.fromisoformat(iso)
    return f"{when.year + ((when.month - 1) * 30 + when.day) / 365:.4f}"


def geo_type(row: Coded) -> int | None:
    """GDELT's kind of place: 1 country, 2 US state, 3 US city, 4 city elsewhere, 5 state or province elsewhere."""
    if row.place is None:
        return None
    american = row.place["country"] == "USA"
    match row.place["precision"]:
        case "country":
            return _COUNTRY
        case "region":
            return _US_STATE if american else _WORLD_STATE
        case _:
            return _US_CITY if american else _WORLD_CITY


def _full_name(row: Coded) -> str | None:
    if row.place is None:
        return None
    country = country_name(row.place["country"])
    return row.place["name"] if country in ("", row.place["name"]) else f"{row.place['name']}, {country}"


def _country_alone(row: Coded) -> str | None:
    return fips(row.place["country"]) if row.place and row.place["precision"] == "country" else None


def _party(role: str, which: str) -> tuple[Column[Coded], ...]:
    def agent(number: int) -> Any:
        return of_party(which, lambda one: one.agents[number] if len(one.agents) > number else "")

    return (
        Column(f"{role}Code", f"the {which}'s CAMEO actor code", of_party(which, lambda one: one.code)),
        Column(f"{role}Name", "its usual name in capitals", of_party(which, lambda one: one.name.upper())),
        Column(f"{role}CountryCode", "the alpha-3 code of its state", of_party(which, lambda one: one.country)),
        Column(
            f"{role}KnownGroupCode",
            "the part of its code that names a group or organisation",
            of_party(which, lambda one: one.others[-1] if one.others else ""),
        ),
        Column(f"{role}EthnicCode", f"{_NO_WORDS} ethnic group"),
        Column(f"{role}Religion1Code", f"{_NO_WORDS} religion"),
        Column(f"{role}Religion2Code", f"{_NO_WORDS} religion"),
        Column(f"{role}Type1Code", "the first role in its code: GOV, MIL, REB, IGO, …", agent(0)),
        Column(f"{role}Type2Code", "the second role, if any", agent(1)),
        Column(f"{role}Type3Code", "the third role, if any", agent(2)),
    )


def _geo_of_party(role: str) -> tuple[Column[Coded], ...]:
    parts = ("Type", "FullName", "CountryCode", "ADM1Code", "ADM2Code", "Lat", "Long", "FeatureID")
    return tuple(Column(f"{role}Geo_{part}", _NO_PLACE) for part in parts)


COLUMNS: tuple[Column[Coded], ...] = (
    Column(
        "GLOBALEVENTID",
        "a whole number below 2^53 made from the event and its two parties: the same in every export",
        lambda row: row.number,
    ),
    Column("SQLDATE", "the event's day, YYYYMMDD (see *One day*)", lambda row: day(row.day)),
    Column("MonthYear", "its year and month, YYYYMM", lambda row: day(row.day)[:6]),
    Column("Year", "its year", lambda row: day(row.day)[:4]),
    Column("FractionDate", "its year and the share of it that has passed, months taken as 30 days", lambda row: fraction(row.day)),
    *_party("Actor1", "actor"),
    *_party("Actor2", "recipient"),
    Column("IsRootEvent", "1 where the words that tell it stand in the title or first paragraph, else 0", lambda row: int(row.lead())),
    Column("EventCode", "the CAMEO code with its leading zero, three or four digits", lambda row: row.code.digits),
    Column("EventBaseCode", "its first three digits", lambda row: row.code.base),
    Column("EventRootCode", "its first two digits", lambda row: row.code.root),
    Column("QuadClass", "1 for roots 01 to 05, 2 for 06 to 09, 3 for 10 to 14, 4 for 15 to 20", lambda row: quad_class(row.code.root)),
    Column("GoldsteinScale", "the Goldstein value of the code, -10 to 10", lambda row: row.code.goldstein),
    Column("NumMentions", "1: each report's events are rows of their own", lambda row: 1),
    Column("NumSources", "1, likewise", lambda row: 1),
    Column("NumArticles", "1, likewise", lambda row: 1),
    Column("AvgTone", "empty: no tone is measured"),
    *_geo_of_party("Actor1"),
    *_geo_of_party("Actor2"),
    Column("ActionGeo_Type", "1 country, 2 US state, 3 US town, 4 town elsewhere, 5 region elsewhere", geo_type),
    Column("ActionGeo_FullName", "the event's first place and its country", _full_name),
    Column(
        "ActionGeo_CountryCode",
        "the FIPS 10-4 code of that country (WA for Namibia)",
        lambda row: fips(row.place["country"]) if row.place else None,
    ),
    Column("ActionGeo_ADM1Code", "the same where the place is a country; else empty: the record has no codes of provinces", _country_alone),
    Column("ActionGeo_ADM2Code", "empty: the record has no codes of districts"),
    Column("ActionGeo_Lat", "degrees north (WGS 84)", of_place("lat")),
    Column("ActionGeo_Long", "degrees east", of_place("lon")),
    Column(
        "ActionGeo_FeatureID",
        "the FIPS code where the place is a country; else empty: the record has GeoNames numbers, not GNS'",
        _country_alone,
    ),
    Column(
        "DATEADDED",
        "when the record learned it, YYYYMMDDHHMMSS in UTC",
        lambda row: "".join(filter(str.isdigit, row.event["recorded"]))[:14],
    ),
    Column("SOURCEURL", "the report's address, or its id where it has none", lambda row: row.report["url"] or row.report["id"]),
)


def write(record: Record, asked: Asked, stream: IO[Any]) -> None:
    """Write the events as a GDELT 2.0 event file."""
    tabbed(COLUMNS, coded(record, asked.filters), stream, header=False)


FORMAT = Format(write)
