"""The field's event tables: their very columns, and what stands in them."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date
from typing import Any

import pandas
import pytest

from foreigndesk.export import gdelt, icews, phoenix, polecat
from foreigndesk.export.dyadic import Coded, Party, dyads
from foreigndesk.export.told import Told

Export = Callable[..., str]

_PARTY = "{0} Name|{0} Country|{0} COW|Primary {0} Sector|{0} Sectors|{0} Title|{0} Name Raw|Wikipedia {0} ID"
_POLECAT = (
    "Event ID|Event Date|Event Type|Event Mode|Intensity|Quad Code|Contexts|" + _PARTY.format("Actor") + "|" + _PARTY.format("Recipient")
    + "|Placename|City|District|Province|Country|Latitude|Longitude|GeoNames ID|Raw Placename|Feature Type|Source|Publication Date"
    "|Story People|Story Organizations|Story Locations|Language|Version"
)  # fmt: skip
_ICEWS = (
    "Event ID|Event Date|Source Name|Source Sectors|Source Country|Event Text|CAMEO Code|Intensity|Target Name|Target Sectors"
    "|Target Country|Story ID|Sentence Number|Publisher|City|District|Province|Country|Latitude|Longitude"
)
_PHOENIX = (
    "EventID|Date|Year|Month|Day|SourceActorFull|SourceActorEntity|SourceActorRole|SourceActorAttribute|TargetActorFull"
    "|TargetActorEntity|TargetActorRole|TargetActorAttribute|EventCode|EventRootCode|PentaClass|GoldsteinScore|Issues|Lat|Lon"
    "|LocationName|StateName|CountryCode|SentenceID|URLs|NewsSources"
)
_CODES = (
    "Code|{0}Name|{0}CountryCode|{0}KnownGroupCode|{0}EthnicCode|{0}Religion1Code|{0}Religion2Code|{0}Type1Code|{0}Type2Code|{0}Type3Code"
)
_GEO = "{0}Geo_Type|{0}Geo_FullName|{0}Geo_CountryCode|{0}Geo_ADM1Code|{0}Geo_ADM2Code|{0}Geo_Lat|{0}Geo_Long|{0}Geo_FeatureID"
_GDELT = (
    "GLOBALEVENTID|SQLDATE|MonthYear|Year|FractionDate|Actor1" + _CODES.format("Actor1") + "|Actor2" + _CODES.format("Actor2")
    + "|IsRootEvent|EventCode|EventBaseCode|EventRootCode|QuadClass|GoldsteinScale|NumMentions|NumSources|NumArticles|AvgTone|"
    + "|".join(map(_GEO.format, ("Actor1", "Actor2", "Action"))) + "|DATEADDED|SOURCEURL"
)  # fmt: skip

TABLES: dict[str, tuple[tuple[Any, ...], str, int]] = {
    "polecat": (polecat.COLUMNS, _POLECAT, 40),
    "icews": (icews.COLUMNS, _ICEWS, 20),
    "phoenix": (phoenix.COLUMNS, _PHOENIX, 26),
    "gdelt": (gdelt.COLUMNS, _GDELT, 61),
}


def read(name: str, text: str) -> pandas.DataFrame:
    """A table as its users read it, all cells as text."""
    columns = TABLES[name][1].split("|")
    header: dict[str, Any] = {"header": 0} if name in ("polecat", "icews") else {"header": None, "names": columns}
    return pandas.read_csv(io.StringIO(text), sep="\t", quoting=3, dtype="str", keep_default_na=False, **header)


@pytest.mark.parametrize("name", TABLES)
def test_columns_are_the_fields_own(name: str, export: Export) -> None:
    columns, expected, number = TABLES[name]
    assert [column.name for column in columns] == expected.split("|")
    assert len(columns) == number
    lines = export(name).splitlines()
    assert (lines[0].split("\t") == expected.split("|")) == (name in ("polecat", "icews"))
    assert {line.count("\t") for line in lines} == {number - 1}


@pytest.mark.parametrize("name", TABLES)
def test_what_is_empty_says_why(name: str, export: Export) -> None:
    every = ("occurred", "ongoing", "promised", "possible", "negated")
    frame = read(name, export(name, status=every))
    for column in TABLES[name][0]:
        if column.value is None:
            assert column.about.startswith("empty: ")
            assert set(frame[column.name]) == {""}
        else:
            assert not column.about.startswith("empty")


@pytest.mark.parametrize("name", TABLES)
def test_only_what_happened_unless_asked(name: str, export: Export) -> None:
    first = TABLES[name][1].split("|")[0]
    happened = read(name, export(name))
    everything = read(name, export(name, status=["occurred", "promised", "possible", "negated"]))
    # shelling, denial, talks, and a meeting with two; then also an opening, a threat, a shelling by two, an aid
    assert (len(happened), len(everything)) == (5, 10)
    assert everything[first].is_unique
    assert set(happened[first]) < set(everything[first])  # an id does not depend on what else is asked for


def test_polecat(export: Export) -> None:
    rows = read("polecat", export("polecat", actor="Namibia")).to_dict("records")
    met = rows[0]
    assert [row["Recipient Name"] for row in rows] == ["Angola", "United Nations"]
    assert rows[0]["Event ID"] == "wh-met"
    assert rows[1]["Event ID"].startswith("wh-met-")
    expected = {
        "Event Date": "2024-05-27", "Event Type": "CONSULT", "Event Mode": "meet", "Intensity": "1.0",
        "Quad Code": "VERBAL COOPERATION", "Contexts": "diplomatic", "Actor Country": "NAM", "Actor COW": "565",
        "Actor Name Raw": "Namibia", "Recipient COW": "540", "Placename": "Windhoek", "City": "Windhoek", "Province": "",
        "Country": "NAM", "Latitude": "-22.56", "GeoNames ID": "3352136", "Feature Type": "PPL", "Source": "NA",
        "Story People": "None; 'or' \\ else Ödön", "Story Organizations": "NA;United Nations", "Language": "English", "Version": "0.1.0",
    }  # fmt: skip
    assert {key: met[key] for key in expected} == expected


def test_icews(export: Export) -> None:
    rows = read("icews", export("icews", actor="Namibia", status="negated", types=["ASSAULT"])).to_dict("records")
    assert rows == []
    group, odd = read("icews", export("icews", actor="na", status="negated")).to_dict("records")
    expected = {
        "Event Date": "2024-05-27", "Source Name": "NA", "Source Sectors": "Insurgents", "Source Country": "Namibia",
        "Event Text": "Fight with artillery and tanks", "CAMEO Code": "194", "Intensity": "-10.0", "Target Name": "",
        "Story ID": "windhoek", "Publisher": "NA", "City": "Windhoek", "Country": "Namibia",
    }  # fmt: skip
    assert {key: group[key] for key in expected} == expected
    assert odd["Source Name"] == "None; 'or' \\ else Ödön"  # the tab has become a space
    assert 0 < int(group["Event ID"]) < 2**53


def test_phoenix(export: Export) -> None:
    met, with_un = read("phoenix", export("phoenix", actor="Namibia")).to_dict("records")
    expected = {
        "Date": "20240527", "Year": "2024", "Month": "05", "Day": "27", "SourceActorFull": "NAM", "SourceActorEntity": "NAM",
        "SourceActorRole": "", "TargetActorFull": "AGO", "EventCode": "040", "EventRootCode": "04", "PentaClass": "1",
        "GoldsteinScore": "1.0", "LocationName": "Windhoek", "CountryCode": "NAM", "URLs": "https://example.org/na?a=1&b=2",
    }  # fmt: skip
    assert {key: met[key] for key in expected} == expected
    keys = ("TargetActorFull", "TargetActorEntity", "TargetActorRole", "TargetActorAttribute")
    assert [with_un[key] for key in keys] == ["IGOUNO", "IGO", "", "UNO"]
    (group, _) = read("phoenix", export("phoenix", actor="na", status="negated")).to_dict("records")
    assert [group[key.replace("Target", "Source")] for key in keys] == ["NAMREBNAX", "NAM", "REB", "NAX"]


def test_gdelt(export: Export) -> None:
    met, with_un = read("gdelt", export("gdelt", actor="Namibia")).to_dict("records")
    expected = {
        "SQLDATE": "20240527", "MonthYear": "202405", "Year": "2024", "FractionDate": "2024.4027", "Actor1Code": "NAM",
        "Actor1Name": "NAMIBIA", "Actor1CountryCode": "NAM", "Actor2Code": "AGO", "IsRootEvent": "1", "EventCode": "040",
        "EventBaseCode": "040", "EventRootCode": "04", "QuadClass": "1", "GoldsteinScale": "1.0", "NumArticles": "1", "AvgTone": "",
        "ActionGeo_Type": "4", "ActionGeo_FullName": "Windhoek, Namibia", "ActionGeo_CountryCode": "WA", "ActionGeo_Lat": "-22.56",
        "ActionGeo_FeatureID": "", "DATEADDED": "20240601123000", "SOURCEURL": "https://example.org/na?a=1&b=2",
    }  # fmt: skip
    assert {key: met[key] for key in expected} == expected
    assert (with_un["Actor2Type1Code"], with_un["Actor2KnownGroupCode"], with_un["Actor2CountryCode"]) == ("IGO", "UNO", "")
    (group, _) = read("gdelt", export("gdelt", actor="na", status="negated")).to_dict("records")
    assert [group[f"Actor1{key}"] for key in ("Type1Code", "Type2Code", "KnownGroupCode")] == ["REB", "", "NAX"]
    assert group["IsRootEvent"] == "0"


@pytest.mark.parametrize(
    ("type_", "actors", "recipients", "pairs"),
    [
        ("ASSAULT", "a", "b", "a-b"),
        ("ASSAULT", "a b", "c d", "a-c a-d b-c b-d"),
        ("ASSAULT", "a", "", "a-"),
        ("ASSAULT", "", "b", "-b"),
        ("ASSAULT", "a b", "", "a- b-"),
        ("ASSAULT", "a b", "a b", "a-b b-a"),  # each on the other
        ("ASSAULT", "a", "a", ""),  # nobody is a party of their own
        ("CONSULT", "a b c", "", "a-b a-c b-c"),
        ("CONSULT", "a b", "b a", "a-b"),  # one meeting
        ("AGREE", "a", "", "a-"),
    ],
)
def test_dyads(type_: str, actors: str, recipients: str, pairs: str) -> None:
    found = dyads({"type": type_, "actors": actors.split(), "recipients": recipients.split()})
    assert " ".join(f"{one or ''}-{other or ''}" for one, other in found) == pairs


def window(earliest: str | None, latest: str | None) -> dict[str, str | None]:
    return {"earliest": earliest, "latest": latest}


@pytest.mark.parametrize(
    ("when", "published", "day"),
    [
        (window("2024-05-01", "2024-05-01"), window("2024-05-03", "2024-05-03"), "2024-05-01"),  # its own day
        (None, window("2024-05-03", "2024-05-03"), "2024-05-03"),
        (window("2024-05-01", "2024-05-31"), window("2024-05-03", "2024-05-03"), "2024-05-03"),  # the report's is within
        (window("2024-04-01", "2024-04-30"), window("2024-05-03", "2024-05-03"), "2024-04-30"),  # it is not
        (window(None, "2024-04-30"), None, "2024-04-30"),
        (window("2024-06-01", None), window("2024-05-03", "2024-05-03"), "2024-06-01"),
        (None, window("2024-05-01", "2024-05-31"), "2024-05-31"),
        (None, None, None),
    ],
)
def test_one_day(when: Any, published: Any, day: str | None) -> None:
    told = Told({"when": when}, {"published": published}, {}, {})
    assert Coded(told, None, None, first=True).day == day


@pytest.mark.parametrize(
    ("type_", "code", "iso3", "sector", "whole", "root", "agents", "others"),
    [
        ("state", "KEN", "KEN", None, "KEN", "KEN", "", ""),
        ("state", None, "ARV", "GOV", "ARV", "ARV", "", ""),  # a state is its country, no part of it
        ("person", "KEN", "KEN", "GOV", "KENGOV", "KEN", "GOV", ""),
        ("armed_force", "SDNMIL", "SDN", "MIL", "SDNMIL", "SDN", "MIL", ""),
        ("armed_group", "LBNREBHEZ", "LBN", "REB", "LBNREBHEZ", "LBN", "REB", "HEZ"),
        ("igo", "IGOEUREEC", None, "IGO", "IGOEUREEC", "IGO", "IGO", "EUR EEC"),
        ("armed_group", None, None, "REB", "REB", "", "REB", ""),
        ("other", None, None, None, "", "", "", ""),
    ],
)
def test_actor_codes(
    type_: str, code: str | None, iso3: str | None, sector: str | None, whole: str, root: str, agents: str, others: str
) -> None:
    party = Party({"type": type_, "cameo": code, "iso3": iso3, "sector": sector, "name": "x"})
    assert (party.code, party.root, " ".join(party.agents), " ".join(party.others)) == (whole, root, agents, others)


@pytest.mark.parametrize(
    ("root", "penta", "quad"),
    [("01", 0, 1), ("02", 0, 1), ("03", 1, 1), ("05", 1, 1), ("06", 2, 2), ("08", 2, 2), ("09", 3, 2), ("10", 3, 3), ("13", 3, 3),
     ("14", 4, 3), ("15", 4, 4), ("16", 3, 4), ("17", 4, 4), ("20", 4, 4)],
)  # fmt: skip
def test_classes_of_roots(root: str, penta: int, quad: int) -> None:
    assert (phoenix.penta(root), gdelt.quad_class(root)) == (penta, quad)


@pytest.mark.parametrize(("day", "share"), [("2013-01-01", "2013.0027"), ("2013-12-31", "2013.9890"), (None, "")])
def test_fraction_of_a_year(day: str | None, share: str) -> None:
    assert gdelt.fraction(day) == share


@pytest.mark.parametrize(
    ("country", "precision", "kind"),
    [("NAM", "country", 1), ("USA", "region", 2), ("USA", "city", 3), ("NAM", "city", 4), (None, "point", 4), ("NAM", "region", 5)],
)
def test_kinds_of_places(country: str | None, precision: str, kind: int) -> None:
    told = Told({"places": [{"country": country, "precision": precision}]}, {}, {}, {})
    assert gdelt.geo_type(Coded(told, None, None, first=True)) == kind


def test_the_same_bytes_and_days_in_any_run(export: Export) -> None:
    for name in TABLES:
        assert export(name) == export(name)
    days = {row["Event Date"] for row in read("icews", export("icews", since=date(2024, 5, 1))).to_dict("records")}
    assert days == {"2024-05-20", "2024-05-27"}
