import time
from pathlib import Path

import pytest

from foreigndesk.errors import LexiconError
from foreigndesk.lexicon import loader
from foreigndesk.places import Gazetteer, shipped
from foreigndesk.places.gazetteer import adjectives

MINOR = {"ALA", "ANT", "ATF", "BES", "CCK", "CXR", "HMD", "IOT", "SCG", "UMI"}  # towns, but no row of their own
FORMER = {"CSK", "DDR", "SCG", "SUN", "VDR", "XKO", "YMD", "YUG"}  # states that are no more
# name, first candidate's precision, country, latitude, longitude (to a degree)
KNOWN = [
    ("Ukraine", "country", "UKR", 49.0, 31.4),
    ("U.S.", "country", "USA", 39.8, -98.6),
    ("Côte d’Ivoire", "country", "CIV", 7.6, -5.6),
    ("Abkhazia", "region", "GEO", 43.0, 41.0),
    ("Donbass", "region", "UKR", 48.3, 38.2),
    ("Kaluga Oblast", "region", "RUS", 54.4, 35.4),
    ("Kaluga region", "region", "RUS", 54.4, 35.4),
    ("province of Idlib", "region", "SYR", 35.8, 36.7),
    ("Bab al-Mandab", "region", "YEM", 12.6, 43.3),
    ("Strait of Hormuz", "region", None, 26.6, 56.3),
    ("Panmunjom", "point", None, 38.0, 126.7),
    ("Guantánamo Bay", "point", "CUB", 19.9, -75.2),
    ("Kyiv city", "city", "UKR", 50.5, 30.5),
    ("city of Kiev", "city", "UKR", 50.5, 30.5),
    ("Mexico City", "city", "MEX", 19.4, -99.1),
    ("Gori city", "city", "GEO", 42.0, 44.1),
    ("city of São Paulo", "city", "BRA", -23.5, -46.6),
    ("Saint Petersburg", "city", "RUS", 59.9, 30.3),
    ("Eastern Ghouta", "region", "SYR", 33.5, 36.4),
    ("western Ukraine", "country", "UKR", 49.0, 31.4),
]


@pytest.mark.parametrize(("name", "precision", "country", "lat", "lon"), KNOWN)
def test_lookup_knows(name: str, precision: str, country: str | None, lat: float, lon: float) -> None:
    place = shipped().lookup(name)[0]
    assert (place.precision, place.country) == (precision, country)
    assert abs(place.lat - lat) < 1
    assert abs(place.lon - lon) < 1


@pytest.mark.parametrize("name", ["", "Syrian", "Qwertzville", "negotiations"])
def test_lookup_of_no_place_is_empty(name: str) -> None:
    assert shipped().lookup(name) == []


def test_namesakes_come_largest_first() -> None:
    towns = [place for place in shipped().lookup("Tripoli") if place.kind == "town"]
    assert {"LBY", "LBN", "GRC"} <= {place.country for place in towns}
    assert [p.population for p in towns] == sorted((p.population for p in towns), reverse=True)


def test_a_country_has_its_geonameid() -> None:
    assert shipped().lookup("Georgia")[0].geonameid is not None


def test_own_rows_are_many_and_unlike() -> None:
    rows = loader.table("places/extra.csv")
    keys = [(row["name"], row["country"]) for row in rows]
    assert len(rows) >= 900
    assert len(set(keys)) == len(keys)
    countries = {row["country"] for row in rows if row["precision"] == "country"}
    assert len(countries) >= 200
    assert {row["country"] for row in rows} - {"", "ATA"} <= countries


def test_own_rows_are_sound() -> None:
    for row in loader.table("places/extra.csv"):
        assert shipped().lookup(row["name"]), row["name"]


def test_every_state_of_the_actors_has_a_country_row() -> None:
    countries = {row["country"] for row in loader.table("places/extra.csv") if row["precision"] == "country"}
    assert set(adjectives().values()) - countries <= FORMER


def test_shipped_towns_are_valid() -> None:
    archive = shipped()._archive
    known = {row["country"] for row in loader.table("places/extra.csv")}
    last = ""
    for member in archive.namelist():
        for line in archive.read(member).decode().splitlines()[1:]:
            cells = line.split("\t")
            assert last <= cells[0]
            last = cells[0]
            if len(cells) == 3:
                assert cells[1].startswith("=")
                continue
            _, name, lat, lon, geonameid, country, _, population = cells
            assert name
            assert -90 <= float(lat) <= 90
            assert -180 <= float(lon) <= 180
            assert geonameid.isdigit()
            assert population.isdigit()
            assert country in known or country in MINOR, country


def test_it_opens_and_answers_fast() -> None:
    start = time.process_time()
    assert Gazetteer().lookup("Aleppo")
    assert time.process_time() - start < 0.5  # about 0.04 s on a quiet laptop


BROKEN = [
    ("lat", "91", "is not within"),
    ("lon", "east", "is no number"),
    ("country", "Georgia", "is no ISO3 code"),
    ("precision", "village", "is none of"),
    ("geonameid", "x1", "is no number"),
]


@pytest.mark.parametrize(("key", "value", "message"), BROKEN)
def test_a_broken_row_names_file_entry_and_key(tmp_path: Path, key: str, value: str, message: str) -> None:
    row = {"name": "Gori", "aliases": "", "lat": "42", "lon": "44", "country": "GEO", "precision": "city"}
    row |= {"kind": "town", "code": "", "geonameid": "", key: value}
    file = tmp_path / "extra.csv"
    file.write_text(",".join(row) + "\n" + ",".join(row.values()) + "\n", encoding="utf-8")
    with pytest.raises(LexiconError, match=message) as raised:
        Gazetteer(extra=file).lookup("Gori")
    assert raised.value.code == "FD203"
    assert "'Gori'" in raised.value.message
    assert f"'{key}'" in raised.value.message
