"""A reader's own actors: a TOML file of the same form beside the package's, and what a broken one is told."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from foreigndesk.actors.knowledge import OWN, knowledge, load
from foreigndesk.actors.names import name_matcher
from foreigndesk.errors import LexiconError
from foreigndesk.lexicon.loader import ROOT

ARVANIA = """
[actors.ARVANIA]
name = "Arvania"
type = "state"
aliases = ["Republic of Arvania", "Georgia*"]
adjectives = ["Arvanian"]
capital = "Velm"
valid_from = 1994-05-01
predecessors = ["SUN"]

[actors.lake_pact]
name = "Lake Pact"
type = "igo"
sector = "IGO"
members = ["ARVANIA@2001-02/", "GEO"]

[[terms]]
name = "Ilda Korr"
office = "prime_minister"
country = "ARVANIA"
from = "2019-05-01"
to = "2023-04"
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "mine.toml"
    path.write_text(ARVANIA, encoding="utf-8")
    return path


def test_own_actors_stand_beside_those_known(file: Path) -> None:
    known = load(ROOT / "actors", file)
    arvania = known.entity("ARVANIA")
    assert (arvania.capital, arvania.valid_from, arvania.predecessors) == (("Velm",), date(1994, 5, 1), ("SUN",))
    assert {entity.key for entity, _ in known.by_surface("Georgia")} == {"GEO", "GEO_US", "ARVANIA"}
    assert known.members("lake_pact", date(2000, 1, 1)) == ("GEO",)
    term = known.holder("prime_minister", "ARVANIA", date(2023, 4, 30))
    assert term is not None
    assert term.person == "ilda_korr"


def test_the_environment_names_the_file(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(OWN, str(file))
    assert knowledge().entity("ARVANIA").name == "Arvania"
    assert [match.key for match in name_matcher().find(["Ilda", "Korr", "left", "Velm"])] == ["ilda_korr", "ARVANIA"]
    monkeypatch.setenv(OWN, "")
    assert "ARVANIA" not in knowledge().entities


@pytest.mark.parametrize(
    ("old", "new", "code", "told"),
    [
        ('capital = "Velm"', 'capitol = "Velm"', "FD203", "mine.toml, entry 'ARVANIA', key 'capitol'"),
        ('capital = "Velm"', "capital = 7", "FD201", "mine.toml, entry 'ARVANIA', key 'capital'"),
        ('capital = "Velm"', 'capital = "Velm;Ost"', "FD201", "semicolon"),
        ('type = "state"', 'type = "planet"', "FD203", "mine.toml, entry 'ARVANIA', key 'type': 'planet' is not known"),
        ('name = "Arvania"', "", "FD201", "mine.toml, entry 'ARVANIA', key 'name'"),
        ('"Georgia*"', '"Georgia"', "FD205", "mine.toml, entry 'ARVANIA', key 'name': 'Georgia' is also claimed by 'GEO'"),
        ("[actors.lake_pact]", "[actors.NATO]", "FD202", "mine.toml, entry 'NATO', key 'key'"),
        ('"GEO"]', '"NOWHERE"]', "FD203", "mine.toml, entry 'lake_pact', key 'members': 'NOWHERE'"),
        ("valid_from = 1994-05-01", 'valid_from = "May 1994"', "FD204", "mine.toml, entry 'ARVANIA', key 'valid_from'"),
        ('office = "prime_minister"', 'office = "wizard"', "FD203", "mine.toml, entry 'terms 1', key 'office'"),
        ('country = "ARVANIA"', 'land = "ARVANIA"', "FD203", "mine.toml, entry 'terms 1', key 'land'"),
        ("[[terms]]", "[[people]]", "FD201", "mine.toml, entry 'people'"),
        ("[actors.ARVANIA]", "[actors.ARVANIA", "FD201", "mine.toml: cannot be read as TOML"),
    ],
)
def test_a_broken_file_names_entry_and_key(file: Path, old: str, new: str, code: str, told: str) -> None:
    assert ARVANIA.count(old) == 1
    file.write_text(ARVANIA.replace(old, new), encoding="utf-8")
    with pytest.raises(LexiconError) as caught:
        load(ROOT / "actors", file)
    assert caught.value.code == code
    assert told in str(caught.value)
