import pytest

from foreigndesk.model import Place
from foreigndesk.places import PlaceMention, resolve


def placed(names: list[tuple[str, str | None]], countries: dict[str, int] | None = None) -> list[Place]:
    mentions = [PlaceMention(name, (10 * n, 10 * n + len(name)), hint) for n, (name, hint) in enumerate(names)]
    return resolve(mentions, report="r1", countries=countries or {})


# mentions with hints, countries named, name asked, its country, latitude, longitude (to 0.7°)
NAMESAKES = [
    ([("Paris", None)], {}, "Paris", "FRA", 48.9, 2.4),
    ([("Paris", "Texas")], {}, "Paris", "USA", 33.7, -95.6),
    ([("Tripoli", None)], {"LBN": 3}, "Tripoli", "LBN", 34.4, 35.8),
    ([("Tripoli", None)], {"LBY": 3}, "Tripoli", "LBY", 32.9, 13.2),
    ([("Tripoli", "LBN")], {}, "Tripoli", "LBN", 34.4, 35.8),
    ([("Georgia", None)], {"RUS": 4}, "Georgia", "GEO", 42.2, 43.5),
    ([("Athens", "Georgia")], {"USA": 1}, "Athens", "USA", 33.95, -83.4),
    ([("Hyderabad", None), ("Karachi", None), ("Sindh", None)], {"PAK": 2}, "Hyderabad", "PAK", 25.4, 68.4),
    ([("Hyderabad", None)], {"IND": 2}, "Hyderabad", "IND", 17.4, 78.5),
    ([("Alexandria", None), ("Cairo", None)], {}, "Alexandria", "EGY", 31.2, 29.9),
    ([("Moscow", "Idaho")], {}, "Moscow", "USA", 46.7, -117.0),
    ([("Saint Petersburg", "Florida")], {}, "St. Petersburg", "USA", 27.8, -82.7),
    ([("Valencia", None), ("Caracas", None)], {"VEN": 2}, "Valencia", "VEN", 10.2, -68.0),
    ([("Punjab", None), ("Lahore", None)], {"PAK": 2}, "Punjab", "PAK", 31.0, 72.5),
    ([("Congo", None), ("Goma", None)], {}, "Democratic Republic of the Congo", "COD", -2.9, 23.6),
]


@pytest.mark.parametrize(("names", "countries", "name", "country", "lat", "lon"), NAMESAKES)
def test_namesakes(
    names: list[tuple[str, str | None]], countries: dict[str, int], name: str, country: str, lat: float, lon: float
) -> None:
    place = next(place for place in placed(names, countries) if place.name == name and place.country == country)
    assert place.lat is not None
    assert place.lon is not None
    assert abs(place.lat - lat) < 0.7
    assert abs(place.lon - lon) < 0.7


def test_what_contains_another_is_the_region() -> None:
    mentions = [PlaceMention("Buffalo", (0, 7), "New York"), PlaceMention("New York", (9, 17), None, True)]
    assert [place.precision for place in resolve(mentions, report="r1", countries={})] == ["city", "region"]


def test_spellings_of_one_place_are_merged() -> None:
    places = placed([("Kiev", None), ("Kyiv", None), ("Kyiv's", None)])
    assert [place.mentions for place in places] == [((0, 4), (10, 14), (20, 26))]


def test_a_hint_serves_the_later_mentions() -> None:
    assert len(placed([("Paris", "Texas"), ("Paris", None)])) == 1


def test_an_unknown_name_is_kept_without_coordinates() -> None:
    (place,) = placed([("Qwertzville", "GEO")])
    assert (place.name, place.country) == ("Qwertzville", "GEO")
    assert (place.lat, place.lon, place.geonameid) == (None, None, None)


def test_a_far_small_namesake_is_not_the_place() -> None:
    (near, far) = placed([("Nairobi", None), ("Aberystwyth", None)], {"KEN": 3})
    assert near.country == "KEN"
    assert far.lat is None


def test_ids_come_from_the_content() -> None:
    assert placed([("Aleppo", None)])[0].id == placed([("Cairo", None), ("Aleppo", None)])[1].id
