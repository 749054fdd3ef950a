"""Pictures are well-formed, show what they are given, and escape it."""

from __future__ import annotations

from datetime import date, timedelta
from xml.etree import ElementTree

import pytest

from foreigndesk.record.ties import Tie
from foreigndesk.web import outlines
from foreigndesk.web.pictures import graticule, network, weeks
from foreigndesk.web.pictures.graticule import Spot

SVG = "{http://www.w3.org/2000/svg}"
EVIL = "<script>&\"'\x00"


def rects(svg: str) -> list[ElementTree.Element]:
    return [one for link in ElementTree.fromstring(svg).iter(f"{SVG}a") for one in link.iter(f"{SVG}rect")]


def test_cooperation_stands_above_the_line_and_conflict_below() -> None:
    unit, counts = weeks.periods([(date(2024, 3, 5), "AGREE", 2), (date(2024, 3, 6), "ASSAULT", 1), (date(2024, 3, 12), "AID", 1)])
    assert unit == "week"
    assert counts == {
        date(2024, 3, 4): {"verbal_cooperation": 2, "material_conflict": 1},
        date(2024, 3, 11): {"material_cooperation": 1},
    }
    svg = weeks.draw(counts, unit, "A and B", lambda first, last: f"/timeline?since={first}&until={last}")
    above, below, later = rects(svg)
    assert float(above.attrib["y"]) + float(above.attrib["height"]) == float(below.attrib["y"]) == 144
    assert float(above.attrib["height"]) == 2 * float(below.attrib["height"]) == 2 * float(later.attrib["height"])
    assert "/timeline?since=2024-03-04&amp;until=2024-03-10" in svg
    assert "week of 2024-03-04: 2 verbal cooperation, 1 material conflict" in svg


@pytest.mark.parametrize(("years", "unit"), [(1, "week"), (8, "month"), (60, "year")])
def test_long_times_are_drawn_in_larger_periods(years: int, unit: str) -> None:
    start = date(2024, 1, 1)
    found, counts = weeks.periods([(start, "AID", 1), (start + timedelta(365 * years), "AID", 1)])
    assert found == unit
    assert min(counts) == start
    ElementTree.fromstring(weeks.draw(counts, found, "A and B", lambda first, last: "/"))


def test_a_network_names_its_actors_and_relations() -> None:
    ties = [
        Tie("recognition", "a", "Arvania", "b", EVIL, 3),
        Tie("war", "b", EVIL, "a", "Arvania", 1),
        Tie("war", "a", "Arvania", "x", "X", 1),
    ]
    svg = network.draw(ties, [("a", "Arvania"), ("b", EVIL)], EVIL, lambda id_: f"/actor?id={id_}")
    drawn = ElementTree.fromstring(svg)
    assert len(list(drawn.iter(f"{SVG}path"))) == 2  # X is not among those shown
    assert len(list(drawn.iter(f"{SVG}a"))) == 2
    assert "<script" not in svg
    words = [one.text for one in drawn.iter(f"{SVG}text")]
    assert {"Arvania", "recognition", "war"} <= set(words)


def test_what_is_contested_is_dashed() -> None:
    ties = [Tie("recognition", "a", "A", "b", "B", 1, ("B is a contested polity",)), Tie("war", "a", "A", "c", "C", 1)]
    drawn = ElementTree.fromstring(network.draw(ties, [("a", "A"), ("b", "B"), ("c", "C")], "x", str))
    dashed = [one for one in drawn.iter(f"{SVG}path") if "stroke-dasharray" in one.attrib]
    assert ["contested: B is a contested polity" in (one.findtext(f"{SVG}title") or "") for one in dashed] == [True]
    assert "contested" in [one.text for one in drawn.iter(f"{SVG}text")]


def test_places_stand_on_the_grid() -> None:
    spots = [Spot("Tessel", 41.25, 20.5, 3), Spot(EVIL, 10.0, 30.0, 1)]
    svg = graticule.draw(spots, "Map", lambda spot: "/")
    tessel, other = list(ElementTree.fromstring(svg).iter(f"{SVG}circle"))
    assert float(tessel.attrib["cx"]) < float(other.attrib["cx"])
    assert float(tessel.attrib["cy"]) < float(other.attrib["cy"])
    assert float(tessel.attrib["r"]) > float(other.attrib["r"])
    assert "Tessel: 3 events" in svg


def test_land_lies_where_it_is_and_disputed_borders_are_dashed() -> None:
    near = graticule.draw([Spot("Khartoum", 15.5, 32.5, 1), Spot("Juba", 4.85, 31.6, 1)], "Map", lambda spot: "/")
    dashed = [one for one in ElementTree.fromstring(near).iter(f"{SVG}path") if "stroke-dasharray" in one.attrib]
    assert len(dashed) == 1
    assert dashed[0].attrib["d"].startswith("M")
    assert [one.between for one in outlines.dashed((22.0, -2.0, 42.0, 20.0))] == ["S. Sudan–Sudan"]
    assert outlines.dashed((-60.0, -30.0, -50.0, -20.0)) == []


def test_the_table_of_outlines_is_whole() -> None:
    assert {line.kind for line in outlines.world()} == set(outlines.KINDS)
    assert {line.between for line in outlines.world() if line.kind == "disputed"} == {one.between for one in outlines.disputed()}
    for line in outlines.world():
        west, south, east, north = line.box
        assert -180 <= west <= east <= 180
        assert -90 <= south <= north <= 90
        assert line.kind != "coast" or sum(x for x, _ in line.steps[1:]) == sum(y for _, y in line.steps[1:]) == 0  # closed


@pytest.mark.parametrize("spots", [[], [Spot("Pole", 90.0, 180.0, 1)], [Spot("A", -90.0, -180.0, 1), Spot("B", 90.0, 180.0, 1)]])
def test_the_grid_holds_at_the_ends_of_the_world(spots: list[Spot]) -> None:
    for mark in ElementTree.fromstring(graticule.draw(spots, "Map", lambda spot: "/")).iter(f"{SVG}circle"):
        assert 0 <= float(mark.attrib["cx"]) <= 960
        assert 0 <= float(mark.attrib["cy"]) <= 500


@pytest.mark.parametrize("draw", [lambda: weeks.draw({}, "week", "x", lambda a, b: "/"), lambda: network.draw([], [], "x", str)])
def test_nothing_is_said_to_be_nothing(draw: object) -> None:
    assert ">No " in draw()  # type: ignore[operator]
