import pytest

from foreigndesk.intake.agencies import agency_in_notice, agency_of, dateline

AP, AFP = "The Associated Press", "Agence France-Presse"


@pytest.mark.parametrize(
    ("name", "agency"),
    [
        ("AP", AP), ("the Associated Press", AP), ("(AFP)", AFP), ("Reuters, Zenda Post", "Reuters"),
        ("Zenda Post", None), ("ap", None), ("", None),
    ],
)
def test_names(name: str, agency: str | None) -> None:
    assert agency_of(name) == agency


@pytest.mark.parametrize(
    ("paragraph", "agency"),
    [
        ("ZENDA (AP) — The bridge opened.", AP),
        ("ZENDA, Ruritania (AP) -- The bridge opened.", AP),
        ("STRELSAU, March 4 (Reuters) - The bridge opened.", "Reuters"),
        ("Zenda (AFP) - The bridge opened.", AFP),
        ("(Reuters) — The bridge opened.", "Reuters"),
    ],
)
def test_datelines(paragraph: str, agency: str) -> None:
    found = dateline(paragraph)
    assert found
    assert found.agency == agency


@pytest.mark.parametrize(
    "paragraph", ["The bridge (AP) opened.", "Ruritania - a kingdom - opened a bridge.", "The AP said so."]
)
def test_no_datelines(paragraph: str) -> None:
    assert dateline(paragraph) is None


def test_a_dateline_without_an_agency_keeps_its_words() -> None:
    found = dateline("STRELSAU, March 4, 2015 — The bridge opened.")
    assert found
    assert (found.agency, "March 4, 2015" in found.words) == (None, True)


@pytest.mark.parametrize(
    ("line", "agency"),
    [
        ("© 2015 AFP", AFP),
        ("Copyright 2015 The Associated Press. All rights reserved.", AP),
        ("Associated Press writer Ada Lund in Zenda contributed to this report.", AP),
        ("© 2015 Zenda Post", None),
    ],
)
def test_notices(line: str, agency: str | None) -> None:
    assert agency_in_notice(line) == agency
