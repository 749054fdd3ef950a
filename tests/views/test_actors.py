"""The knowledge base as it is listed, searched and explained."""

from __future__ import annotations

import io
from datetime import date

import pytest
from rich.console import Console

from foreigndesk.actors.knowledge import knowledge
from foreigndesk.rows import Row
from foreigndesk.views import actors as view


@pytest.mark.parametrize(
    ("words", "on", "ids"),
    [
        ("warsaw pact", None, ["WARPACT"]),
        ("warsaw pact", date(2000, 1, 1), []),
        ("Houphouët", None, ["person:felix_houphouet-boigny"]),
        ("houphouet", None, ["person:felix_houphouet-boigny"]),
        ("nobody is called so", None, []),
    ],
)
def test_search(words: str, on: date | None, ids: list[str]) -> None:
    assert [row["id"] for row in view.listed(knowledge(), words, on)] == ids


def test_a_list_has_everybody_of_the_day() -> None:
    rows = {row["id"]: row for row in view.listed(knowledge(), None, date(2008, 8, 8))}
    assert "SUN" not in rows
    assert rows["person:dmitry_medvedev"]["role"] == "president"
    assert rows["RUS"] == {
        "id": "RUS", "name": "Russia", "type": "state", "iso3": "RUS", "country": None, "role": None, "from": "1991-12-25", "to": None,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("words", "ids"),
    [
        ("GEO", ["GEO"]), ("georgia", ["GEO", "GEO_US"]), ("372", ["GEO"]), ("Geor", []), ("Tbilisi", []), ("nato", ["NATO"]),
        ("Angela Merkel", ["person:angela_merkel"]), ("person:angela_merkel", ["person:angela_merkel"]), ("Merkel", []),
    ],
)  # fmt: skip
def test_who_is_meant_by_an_exact_name(words: str, ids: list[str]) -> None:
    assert view.named(knowledge(), words) == ids


def explained(identity: str, on: date | None = None) -> Row:
    return view.explained(knowledge(), identity, on)


def test_a_state_and_those_before_and_after_it() -> None:
    czechoslovakia = explained("CSK")
    assert (czechoslovakia["cow"], czechoslovakia["from"], czechoslovakia["to"]) == ("315", "1918-10-28", "1992-12-31")
    assert [link["id"] for link in czechoslovakia["successors"]] == ["CZE", "SVK"]
    assert explained("CZE")["predecessors"] == [{"id": "CSK", "name": "Czechoslovakia"}]


def test_memberships_and_terms_as_of_a_day() -> None:
    poland = explained("POL", date(2000, 6, 1))
    memberships = {link["id"]: link["from"] for link in poland["memberships"]}
    assert memberships["NATO"] == "1999-03-12"
    assert "EU" not in memberships
    assert {term["name"] for term in poland["offices"] if term["office"] == "president"} == {"Aleksander Kwaśniewski"}
    assert "EU" in {link["id"] for link in explained("POL")["memberships"]}


def test_members_of_an_organisation() -> None:
    assert "GBR" not in {link["id"] for link in explained("EU", date(2021, 1, 1))["members"]}
    assert len(explained("UN", date(2012, 1, 1))["members"]) == 193


def test_a_person_and_their_terms() -> None:
    terms = [(term["office"], term["id"], term["from"]) for term in explained("person:alexander_stubb")["terms"]]
    assert terms == [
        ("chairman", "OSCE", "2008-01-01"), ("foreign_minister", "FIN", "2008-04-04"), ("prime_minister", "FIN", "2014-06-24"),
        ("president", "FIN", "2024-03-01"),
    ]  # fmt: skip
    assert [term["office"] for term in explained("person:alexander_stubb", date(2015, 1, 1))["terms"]] == ["prime_minister"]


def test_as_text() -> None:
    console = Console(file=io.StringIO(), width=200, highlight=False, markup=False)
    view.show([explained("SVK", date(1995, 1, 1)), explained("SUN", date(1995, 1, 1))], console)
    view.show_list(view.listed(knowledge(), "warsaw pact"), console)
    view.show_list([], console)
    text = console.file.getvalue()  # type: ignore[attr-defined]
    assert text.startswith("Slovakia (SVK), as of 1995-01-01\n  state, ISO3 SVK, COW 317, CAMEO SVK, since 1993-01-01\n")
    assert "\n  came after:   Czechoslovakia (CSK)\n" in text
    assert "prime minister: Vladimír Mečiar (person:vladimir_meciar) 1994-12-13 to 1998-10-30\n" in text
    assert "1922-12-30 to 1991-12-26, did not exist then\n" in text
    assert text.endswith(
        "Warsaw Pact (WARPACT): igo, 1955-05-14 to 1991-07-01\nThe knowledge base has nothing of what is asked for.\n"
    )
