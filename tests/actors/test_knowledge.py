"""The knowledge base: which surface names whom, who held which office when, and what a broken file is told."""

from __future__ import annotations

import itertools
import re
import shutil
from datetime import date
from importlib.resources import files
from pathlib import Path

import pytest

from foreigndesk.actors.entities import within
from foreigndesk.actors.knowledge import knowledge, load
from foreigndesk.errors import LexiconError

SURFACES = [
    # states: names, acronyms, adjectives, inhabitants, capitals, seats of power
    ("Russia", "RUS", "name"), ("Russian Federation", "RUS", "name"), ("Russian", "RUS", "adjective"),
    ("Russians", "RUS", "inhabitant"), ("Moscow", "RUS", "capital"), ("Kremlin", "RUS", "metonym"),
    ("US", "USA", "acronym"), ("U.S.", "USA", "acronym"), ("America", "USA", "name"), ("American", "USA", "adjective"),
    ("Washington", "USA", "capital"), ("White House", "USA", "metonym"), ("Foggy Bottom", "USA", "metonym"),
    ("Britain", "GBR", "name"), ("UK", "GBR", "acronym"), ("Britons", "GBR", "inhabitant"),
    ("Downing Street", "GBR", "metonym"), ("Whitehall", "GBR", "metonym"), ("French", "FRA", "inhabitant"),
    ("French", "FRA", "adjective"), ("Élysée", "FRA", "metonym"), ("Zhongnanhai", "CHN", "metonym"),
    ("PRC", "CHN", "acronym"), ("DPRK", "PRK", "acronym"), ("ROK", "KOR", "acronym"), ("UAE", "ARE", "acronym"),
    ("DRC", "COD", "acronym"), ("Zaire", "COD", "name"), ("Burma", "MMR", "name"), ("Kiev", "UKR", "capital"),
    ("Kyiv", "UKR", "capital"), ("Dutch", "NLD", "adjective"), ("Danes", "DNK", "inhabitant"),
    ("Georgia", "GEO", "name"), ("Georgia", "GEO_US", "name"), ("Soviet", "SUN", "adjective"),
    ("Kenyan", "KEN", "adjective"), ("Mogadishu", "SOM", "capital"), ("Holy See", "VAT", "name"),
    # polities
    ("Abkhazia", "ABK", "name"), ("Abkhaz", "ABK", "adjective"), ("Tskhinvali", "OST", "capital"),
    ("Ossetians", "OST", "inhabitant"), ("Artsakh", "NKR", "name"), ("Kosovo Albanians", "XKX", "inhabitant"),
    ("Palestinians", "PSE", "inhabitant"), ("Taipei", "TWN", "capital"), ("Chechen", "CHE_N", "adjective"),
    ("Kurds", "KRG", "inhabitant"), ("Kurds", "ROJ", "inhabitant"), ("Bosnian Serbs", "SRP", "inhabitant"),
    # organisations
    ("United Nations", "UN", "name"), ("U.N.", "UN", "acronym"), ("UN Security Council", "UNSC", "name"),
    ("EU", "EU", "acronym"), ("Brussels", "EU", "metonym"), ("Brussels", "BEL", "capital"), ("Nato", "NATO", "name"),
    ("OSCE", "OSCE", "name"), ("G8", "G8", "name"), ("Arab League", "ARL", "name"), ("IAEA", "IAEA", "acronym"),
    ("Unicef", "UNICEF", "name"), ("Contadora Group", "CONTADORA", "name"), ("Minsk Group", "MINSK", "name"),
    # groups and bodies
    ("Hezbollah", "hezbollah", "name"), ("Hizbollah", "hezbollah", "name"), ("Houthi", "houthis", "adjective"),
    ("ISIS", "islamic_state", "acronym"), ("Daesh", "islamic_state", "name"), ("FARC", "farc", "acronym"),
    ("Human Rights Watch", "hrw", "name"), ("MSF", "msf", "acronym"), ("Reuters", "reuters", "name"),
    ("Interfax", "interfax", "name"), ("RIA-Novosti", "ria", "name"), ("Gazprom", "gazprom", "name"),
    ("Pentagon", "pentagon", "name"), ("Knesset", "knesset", "name"), ("Duma", "duma", "name"),
    ("IDF", "idf", "acronym"), ("Revolutionary Guards", "irgc", "name"), ("Mossad", "mossad", "name"),
]


@pytest.mark.parametrize(("surface", "key", "form"), SURFACES)
def test_a_surface_names_an_entity_in_a_form(surface: str, key: str, form: str) -> None:
    assert (key, form) in [(entity.key, f) for entity, f in knowledge().by_surface(surface)]


@pytest.mark.parametrize(
    ("surface", "on", "keys"),
    [
        ("Yugoslavia", date(1990, 1, 1), {"YUG"}),
        ("Yugoslavia", date(1999, 4, 1), {"SCG"}),
        ("Moscow", date(1985, 1, 1), {"SUN"}),
        ("Moscow", date(2008, 8, 8), {"RUS"}),
        ("Congo", None, {"COD", "COG"}),
        ("us", None, set()),
    ],
)
def test_a_surface_means_what_existed_then(surface: str, on: date | None, keys: set[str]) -> None:
    assert {entity.key for entity, _ in knowledge().by_surface(surface, on)} == keys


@pytest.mark.parametrize(
    ("office", "country", "on", "name"),
    [
        ("president", "RUS", date(2008, 5, 6), "Vladimir Putin"),
        ("president", "RUS", date(2008, 8, 8), "Dmitry Medvedev"),
        ("prime_minister", "RUS", date(2008, 8, 8), "Vladimir Putin"),
        ("president", "GEO", date(2008, 8, 8), "Mikheil Saakashvili"),
        ("secretary_of_state", "USA", date(2003, 2, 5), "Colin Powell"),
        ("secretary_general", "UN", date(2000, 1, 1), "Kofi Annan"),
        ("secretary_general", "NATO", date(2008, 9, 1), "Jaap de Hoop Scheffer"),
        ("high_representative", "EU", date(2016, 1, 1), "Federica Mogherini"),
        ("prime_minister", "ISR", date(1997, 1, 1), "Benjamin Netanyahu"),
        ("chancellor", "DEU", None, "Friedrich Merz"),
    ],
)
def test_who_holds_an_office(office: str, country: str, on: date | None, name: str) -> None:
    term = knowledge().holder(office, country, on)
    assert term is not None
    assert term.name == name


@pytest.mark.parametrize(
    ("name", "on", "persons"),
    [
        ("Bush", date(1991, 2, 1), {"george_h._w._bush"}),
        ("Bush", date(2003, 3, 20), {"george_w._bush"}),
        ("Medvedev", date(2010, 1, 1), {"dmitry_medvedev"}),
        ("Erdogan", None, {"recep_tayyip_erdogan"}),
        ("Xi", date(2015, 1, 1), {"xi_jinping"}),
        ("Nobody", None, set()),
    ],
)
def test_a_name_names_persons(name: str, on: date | None, persons: set[str]) -> None:
    assert {term.person for term in knowledge().person(name, on)} == persons


@pytest.mark.parametrize(
    ("phrase", "key"),
    [
        ("president", "president"), ("Russian President", "president"), ("the former prime minister", "prime_minister"),
        ("Deputy Foreign Minister", "deputy_foreign_minister"), ("secretary-general", "secretary_general"),
        ("Israeli defence minister", "defence_minister"), ("agriculture minister", "minister"),
        ("EU foreign policy chief", "high_representative"), ("spokeswoman for the ministry", "spokesperson"),
        ("chairman of the committee", "chairman"), ("Col.", "colonel"), ("banana", None),
    ],
)
def test_a_title_names_an_office(phrase: str, key: str | None) -> None:
    office = knowledge().office(phrase)
    assert (office and office.key) == key


@pytest.mark.parametrize(
    ("noun", "key", "sector"),
    [
        ("foreign ministry", "foreign_ministry", "GOV"), ("ministries", "ministry", "GOV"),
        ("troops", "military", "MIL"),
        ("warplanes", "air_force", "MIL"), ("policemen", "police", "COP"), ("rebels", "rebels", "REB"),
        ("Houthi rebels", "rebels", "REB"), ("peacekeepers", "peacekeepers", "MIL"), ("analysts", "experts", "CVL"),
        ("the opposition", "opposition", "OPP"), ("refugees", "refugees", "REF"), ("lawmakers", "lawmakers", "LEG"),
        ("protesters", "protesters", "CVL"), ("state media", "journalists", "MED"), ("embassies", "embassy", "GOV"),
        ("secret service", "intelligence", "SPY"), ("human rights groups", "activists", "NGO"),
    ],
)
def test_a_noun_names_a_kind_of_body(noun: str, key: str, sector: str) -> None:
    body = knowledge().body(noun)
    assert body is not None
    assert (body.key, body.sector) == (key, sector)


@pytest.mark.parametrize(
    ("organisation", "on", "member", "belongs"),
    [
        ("NATO", date(2008, 8, 8), "POL", True), ("NATO", date(1990, 1, 1), "POL", False),
        ("NATO", date(2024, 6, 1), "SWE", True), ("EU", date(2021, 1, 1), "GBR", False), ("EU", None, "GBR", True),
        ("CIS", date(2008, 8, 8), "GEO", True), ("CIS", date(2010, 1, 1), "GEO", False),
        ("G8", date(2015, 1, 1), "RUS", False), ("UNSC", date(1980, 1, 1), "SUN", True), ("GCC", None, "OMN", True),
    ],
)
def test_members_as_of_a_day(organisation: str, on: date | None, member: str, belongs: bool) -> None:
    assert (member in knowledge().members(organisation, on)) is belongs


def test_every_state_is_fully_described() -> None:
    for entity in knowledge().entities.values():
        if entity.type != "state":
            continue
        assert entity.adjectives, entity.key
        assert entity.inhabitants, entity.key
        assert entity.capital, entity.key
        assert entity.tags, entity.key
        assert re.fullmatch(r"[1-9]\d{0,2}", entity.cow or ""), entity.key
        if "former_state" not in entity.tags:
            assert entity.iso3 == entity.key
            assert re.fullmatch("[A-Z]{3}", entity.cameo or ""), entity.key


def test_the_knowledge_is_wide_enough() -> None:
    entities = knowledge().entities.values()
    assert sum(e.type == "state" and "former_state" not in e.tags for e in entities) >= 193
    assert sum(e.type == "igo" for e in entities) >= 120
    assert len(knowledge().terms) >= 300
    assert len(knowledge().offices) >= 60


def test_one_person_holds_one_office_at_a_time() -> None:
    terms = sorted(knowledge().terms, key=lambda t: (t.person, t.office, t.country, t.since))
    for before, after in itertools.pairwise(terms):
        if (before.person, before.office, before.country) == (after.person, after.office, after.country):
            assert before.until is not None, before
            assert before.until <= after.since, (before, after)


def test_an_organisation_does_not_count_a_member_twice_at_once() -> None:
    for entity in knowledge().entities.values():
        for m in entity.members:
            days = filter(None, (m.since, m.until))
            others = [o for o in entity.members if o.member == m.member and o is not m]
            assert not any(within(day, o.since, o.until) for day in days for o in others), (entity.key, m)
            assert not others or m.since or m.until, (entity.key, m)


BROKEN = [
    # file, text, in its place, code, what the message names
    ("states.csv", "AFG,Afghanistan,", "AFG,Afghanistan", "FD201", ("states.csv", "AFG")),
    ("states.csv", "\nALB,", "\nAFG,", "FD202", ("states.csv", "AFG", "key")),
    ("groups.csv", "\nhamas,", "\nAFG,", "FD202", ("groups.csv", "AFG")),
    ("groups.csv", "armed_group,REB,LBN", "armed_band,REB,LBN", "FD203", ("groups.csv", "hezbollah", "type")),
    ("groups.csv", "armed_group,REB,LBN", "armed_group,REB,XYZ", "FD203", ("groups.csv", "hezbollah", "country")),
    ("organisations.csv", "2009-08-18", "2009-02-31", "FD204", ("organisations.csv", "CIS", "members")),
    ("leaders.csv", "1989-01-20,1993-01-20", "1989-01-20,1983-01-20", "FD204", ("leaders.csv", "from")),
    ("leaders.csv", ",president,USA,1989", ",boss,USA,1989", "FD203", ("leaders.csv", "office")),
    ("polities.csv", "Georgia*", "Georgia", "FD205", ("polities.csv", "GEO_US", "name", "'GEO'")),
    ("bodies.toml", '"cabinet",', '"government",', "FD205", ("bodies.toml", "cabinet", "nouns")),
    ("offices.csv", ",GOV,1,presidency", ",GOV,9,presidency", "FD203", ("offices.csv", "rank")),
]


@pytest.mark.parametrize(("file", "text", "instead", "code", "named"), BROKEN)
def test_a_broken_file_names_file_entry_and_key(
    tmp_path: Path, file: str, text: str, instead: str, code: str, named: tuple[str, ...]
) -> None:
    folder = tmp_path / "actors"
    shutil.copytree(str(files("foreigndesk.lexicon").joinpath("actors")), folder)
    path = folder / file
    whole = path.read_text(encoding="utf-8")
    assert text in whole
    path.write_text(whole.replace(text, instead, 1), encoding="utf-8")
    with pytest.raises(LexiconError) as caught:
        load(folder)
    assert caught.value.code == code
    for word in named:
        assert word in caught.value.message


@pytest.mark.parametrize(
    ("office", "country", "on", "name"),
    [
        ("president", "FRA", date(1993, 1, 1), "François Mitterrand"), ("prime_minister", "FRA", date(1993, 1, 1), "Pierre Bérégovoy"),
        ("chancellor", "AUT", date(2018, 6, 1), "Sebastian Kurz"), ("prime_minister", "EST", date(2012, 1, 1), "Andrus Ansip"),
        ("president", "BIH", date(2013, 8, 1), "Željko Komšić"), ("president", "CHE", date(2017, 6, 1), "Doris Leuthard"),
        ("captain_regent", "SMR", date(2007, 12, 1), "Mirko Tomassoni"), ("king", "SWZ", date(2000, 1, 1), "King Mswati III"),
        ("president", "MNG", date(2010, 1, 1), "Tsakhiagiin Elbegdorj"), ("prime_minister", "NPL", date(2010, 1, 1), "Madhav Kumar Nepal"),
        ("foreign_minister", "ITA", date(2015, 1, 1), "Paolo Gentiloni"), ("foreign_minister", "JPN", date(2016, 1, 1), "Fumio Kishida"),
        ("foreign_minister", "ZAF", date(2005, 1, 1), "Nkosazana Dlamini-Zuma"),
        ("secretary_general", "OSCE", date(2008, 8, 8), "Marc Perrin de Brichambaut"),
        ("secretary_general", "COE", date(2008, 8, 8), "Terry Davis"), ("chairman", "AU", date(2005, 1, 1), "Alpha Oumar Konaré"),
    ],
)  # fmt: skip
def test_who_held_which_office(office: str, country: str, on: date, name: str) -> None:
    term = knowledge().holder(office, country, on)
    assert term is not None
    assert term.name == name


@pytest.mark.parametrize(
    ("organisation", "on", "count"),
    [
        ("UN", date(1945, 12, 31), 51), ("UN", date(1990, 1, 1), 159), ("UN", date(1990, 6, 1), 159), ("UN", date(2020, 1, 1), 193),
        ("NATO", date(1990, 1, 1), 16),
        ("NATO", date(2025, 1, 1), 32), ("EU", date(2010, 1, 1), 27), ("EU", date(2016, 1, 1), 28), ("COE", date(2021, 1, 1), 47),
        ("COE", date(2023, 1, 1), 46), ("OSCE", date(2020, 1, 1), 57), ("WTO", date(2013, 12, 31), 159), ("WTO", date(2025, 1, 1), 166),
        ("ICC", date(2019, 12, 31), 122), ("ICC", date(2025, 6, 1), 125), ("AU", date(2018, 1, 1), 55), ("ARL", date(2000, 1, 1), 22),
        ("OPEC", date(2010, 1, 1), 12), ("OECD", date(2025, 1, 1), 38), ("CSTO", date(2010, 1, 1), 7), ("SCO", date(2018, 1, 1), 8),
    ],
)  # fmt: skip
def test_how_many_belonged_on_a_day(organisation: str, on: date, count: int) -> None:
    assert len(knowledge().members(organisation, on)) == count
