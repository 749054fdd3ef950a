"""Exports of Nexis, Factiva and ProQuest, as text, RTF and DOCX."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from foreigndesk.errors import IntakeError
from foreigndesk.intake import reports
from foreigndesk.model import Report

pytest.importorskip("docx")
pytest.importorskip("striprtf")

from .files import rtf, word
from .layouts import CUT, FIRST, NEXIS, SECOND, TEXTS

FORMS: dict[str, Callable[[str], bytes]] = {"txt": str.encode, "rtf": rtf, "docx": word}


def read(path: Path, data: bytes) -> list[Report | IntakeError]:
    path.write_bytes(data)
    return list(reports([path]))


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("layout", TEXTS)
def test_two_reports_with_their_days_and_outlets(layout: str, form: str, tmp_path: Path) -> None:
    if layout == "Nexis" and form != "txt":
        pytest.skip("this layout was only ever plain text: its lines are no paragraphs")
    first, second = read(tmp_path / f"a.{form}", FORMS[form](TEXTS[layout]))
    assert isinstance(first, Report), first
    assert isinstance(second, Report), second
    assert first.text == "\n\n".join(["Envoys meet at the bridge", *FIRST])
    assert second.text == "\n\n".join(["Guards leave the bridge", *SECOND])
    assert [one.published and (one.published.edtf, one.published.basis) for one in (first, second)] == [
        ("2031-06-10", "given"), ("2031-06-12", "given"),
    ]  # fmt: skip
    assert first.publisher in ("The Courier", "The Courier (Corvane)")
    assert second.publisher == "The Gazette"
    assert first.byline in ("Jane Roe", "Jane Roe, Corvane correspondent", "Roe, Jane")


@pytest.mark.parametrize("before", ["Document 1 of 2", "Article 1 of 7", " Result 3 of 9 "])
def test_an_unknown_layout_is_one_line(before: str, tmp_path: Path) -> None:
    (found,) = read(tmp_path / "a.txt", f"{before}\n\nTITEL: Guards leave\n\n{SECOND[0]}\n".encode())
    assert isinstance(found, IntakeError)
    assert found.code == "FD124"
    assert "Nexis, Factiva" in found.message


def test_a_document_without_its_text_costs_the_other_nothing(tmp_path: Path) -> None:
    text = NEXIS.replace(FIRST[0][:CUT], "").replace(FIRST[0][CUT + 1 :], "").replace(FIRST[1], "")
    first, second = read(tmp_path / "a.txt", text.encode())
    assert isinstance(first, IntakeError)
    assert (first.code, "document 1" in first.message) == ("FD125", True)
    assert isinstance(second, Report)


def test_numbers_in_a_report_are_no_export(tmp_path: Path) -> None:
    (found,) = read(tmp_path / "a.txt", f"{FIRST[0]} It was talk 1 of 2.\n\n{FIRST[1]}\n".encode())
    assert isinstance(found, Report)
