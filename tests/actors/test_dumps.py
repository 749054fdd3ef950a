"""Dumps of office-holders: their columns and codes, what is wrong with a row, and the file that they are added to."""

from __future__ import annotations

from pathlib import Path

import pytest

from foreigndesk.actors import dumps
from foreigndesk.actors.knowledge import load
from foreigndesk.errors import LexiconError
from foreigndesk.lexicon.loader import ROOT

OURS = "name,country,office,start,end\n"
KORR = {"name": "Ilda Korr", "office": "president", "country": "GEO", "from": "2019-05-01", "to": "2023"}


@pytest.mark.parametrize(
    ("text", "term"),
    [
        (OURS + "Ilda Korr,GEO,president,2019-05-01,2023\n", KORR),
        (OURS + "Ilda Korr,Georgia,State President,2019-05-01,2023\n", None),  # the state, or the one of the United States?
        (OURS + "Ilda Korr,372,President,2019-05-01,\n", {k: v for k, v in KORR.items() if k != "to"}),
        (
            OURS + "Ilda Korr,360,,1970-05,1970-06\n",
            {"name": "Ilda Korr", "office": "leader", "country": "ROU", "from": "1970-05", "to": "1970-06"},
        ),
        # as Wikidata's query service gives it
        (
            "person,personLabel,positionLabel,countryLabel,start,end\n"
            "Q1,Ilda Korr,Prime Minister,Kenya,2019-05-01T00:00:00Z,2023-01-02T00:00:00Z\n",
            {"name": "Ilda Korr", "office": "prime_minister", "country": "KEN", "from": "2019-05-01", "to": "2023-01-02"},
        ),
        # as REIGN gives it; the code was Yugoslavia's, then Serbia's
        (
            "stateabb,ccode,leader,sdate,smonth,syear,emonth,eyear\nYUG,345,Korr,4,5,2019,,\n",
            {"name": "Korr", "office": "leader", "country": "SRB", "from": "2019-05-04"},
        ),
        (
            "stateabb,ccode,leader,sdate,smonth,syear,emonth,eyear\nBHM,031,Korr,4,5,1999,7,2001\n",
            {"name": "Korr", "office": "leader", "country": "BHS", "from": "1999-05-04", "to": "2001-07"},
        ),
    ],
)  # fmt: skip
def test_a_row_is_a_term(tmp_path: Path, text: str, term: dict[str, str] | None) -> None:
    (tmp_path / "dump.csv").write_text(text, encoding="utf-8")
    (found,) = dumps.read(tmp_path / "dump.csv")
    assert isinstance(found, LexiconError) if term is None else found == term


@pytest.mark.parametrize(
    ("row", "told"),
    [
        (",GEO,president,2019,", "dump.csv, entry 2, key 'name': is empty"),
        ("Korr,Atlantis,president,2019,", "dump.csv, entry 2, key 'country': 'Atlantis' names no actor"),
        ("Korr,Georgia,president,2019,", "dump.csv, entry 2, key 'country': 'Georgia' names several: GEO, GEO_US"),
        ("Korr,,president,2019,", "dump.csv, entry 2, key 'country'"),
        ("Korr,GEO,wizard,2019,", "dump.csv, entry 2, key 'office': 'wizard' is the title of no office"),
        ("Korr,GEO,president,,", "dump.csv, entry 2, key 'start': is empty"),
        ("Korr,GEO,president,May,", "dump.csv, entry 2, key 'start': 'May' is no date"),
        ("Korr,GEO,president,2019-05-01,2018", "dump.csv, entry 2, key 'end': 2018 lies before 2019-05-01"),
    ],
)
def test_what_is_wrong_with_a_row(tmp_path: Path, row: str, told: str) -> None:
    (tmp_path / "dump.csv").write_text(f"{OURS}{row}\n", encoding="utf-8")
    (found,) = dumps.read(tmp_path / "dump.csv")
    assert isinstance(found, LexiconError)
    assert found.code == "FD203"
    assert told in str(found)


@pytest.mark.parametrize("text", ["", "name,office,start\n", "name,country,office\n"])
def test_a_dump_without_its_columns(tmp_path: Path, text: str) -> None:
    (tmp_path / "dump.csv").write_text(text, encoding="utf-8")
    with pytest.raises(LexiconError, match=r"FD202.*dump\.csv: has no column"):
        list(dumps.read(tmp_path / "dump.csv"))


def test_terms_are_added_once(tmp_path: Path) -> None:
    mine = tmp_path / "mine.toml"
    mine.write_text('# mine\n[actors.lake_pact]\nname = "Lake Pact"\ntype = "igo"\n', encoding="utf-8")
    assert dumps.write([KORR], mine) == 1
    assert dumps.write([KORR, {**KORR, "name": 'Ana "A" Vell'}], mine) == 1
    assert mine.read_text(encoding="utf-8").startswith("# mine\n")
    known = load(ROOT / "actors", mine)
    assert known.entity("lake_pact").name == "Lake Pact"
    assert [term.name for term in known.terms[-2:]] == ["Ilda Korr", 'Ana "A" Vell']


def test_a_new_file_is_made(tmp_path: Path) -> None:
    assert dumps.write([KORR], tmp_path / "new.toml") == 1
    assert load(ROOT / "actors", tmp_path / "new.toml").terms[-1].name == "Ilda Korr"
