"""Single documents, mail, tables and WARC."""

from __future__ import annotations

import gzip
import importlib
import importlib.util
import io
import zipfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from textwrap import wrap
from typing import Any

import pytest

from foreigndesk.errors import IntakeError
from foreigndesk.intake import day_window, reports
from foreigndesk.intake.holdings.printed import reflowed
from foreigndesk.model import Report

from .layouts import FIRST, SECOND, UNI

pyarrow = pytest.importorskip("pyarrow")
parquet = pytest.importorskip("pyarrow.parquet")
warc = pytest.importorskip("fastwarc.warc")
for library in ("docx", "striprtf", "pypdf"):
    pytest.importorskip(library)
files = importlib.import_module(".files", __package__)
pdf, rtf, word = files.pdf, files.rtf, files.word

PRINTED = ["Envoys meet at the bridge", *(line for one in FIRST for line in wrap(one, 60))]
STORY = "Envoys meet at the bridge\n\n" + "\n\n".join(FIRST)


def read(path: Path, data: bytes, **options: object) -> list[Report | IntakeError]:
    path.write_bytes(data)
    return list(reports([path], **options))  # type: ignore[arg-type]


def one(path: Path, data: bytes, **options: object) -> Report:
    (found,) = read(path, data, **options)
    assert isinstance(found, Report), found
    return found


@pytest.mark.parametrize(("name", "data"), [("a.rtf", rtf(STORY)), ("a.docx", word(STORY)), ("a.pdf", pdf(PRINTED))])
def test_a_document_is_a_report(name: str, data: bytes, tmp_path: Path) -> None:
    assert one(tmp_path / name, data).text == STORY


def test_an_export_as_pdf(tmp_path: Path) -> None:
    first, second = read(tmp_path / "a.pdf", pdf(UNI.replace("“", '"').replace("”", '"').splitlines()))
    assert isinstance(first, Report)
    assert isinstance(second, Report)
    assert first.text.endswith(FIRST[1])
    assert second.publisher == "The Gazette"


def test_lines_of_a_page_become_paragraphs() -> None:
    lines = ["Envoys meet", "", "The envoys of Arvania and Bel-", "mora met at the bridge over the", "river."]
    lines += ["They left on Friday, and nobody", "said why."]
    assert reflowed(lines) == (
        "Envoys meet\n\nThe envoys of Arvania and Belmora met at the bridge over the river.\n\nThey left on Friday, and nobody said why."
    )


def zip_bomb() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("word/document.xml", bytes(140 * 2**20))
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("a.pdf", pdf([]), "FD126"),
        ("a.pdf", b"no pdf", "FD126"),
        ("a.pdf", pdf(PRINTED)[:300], "FD126"),
        ("a.docx", b"no docx", "FD126"),
        ("a.docx", b"PK\x03\x04", "FD126"),
        ("a.docx", zip_bomb(), "FD111"),
        ("a.rtf", b"no rtf", "FD126"),
        ("a.rtf", rtf(""), "FD126"),
        ("a.eml", b"From: a@b.example\n\n", "FD127"),
        ("a.eml", b"Content-Type: text/plain; charset=nonsense\n\ntext \xff\n", "FD127"),
        ("a.mbox", b"no mailbox", "FD127"),
        ("a.csv", b"", "FD122"),
        ("a.csv", b"when,what\n1,2\n", "FD122"),
        ("a.csv", b'text\n"half', "FD121"),
        ("a.csv", "text\ncaf\xe9".encode("latin-1"), "FD105"),
        ("a.csv.gz", gzip.compress(b"text\nx")[:12], "FD104"),
        ("a.csv", f"text,date\n{FIRST[0]},soon\n".replace(", aides", " aides").encode(), "FD113"),
        ("a.parquet", b"no parquet", "FD121"),
        ("a.warc", b"WARC/1.0\r\nnonsense", "FD123"),
    ],
)
def test_what_cannot_be_read_is_one_line(name: str, data: bytes, code: str, tmp_path: Path) -> None:
    (found,) = read(tmp_path / name, data)
    assert isinstance(found, IntakeError)
    assert (found.code, "\n" in found.message) == (code, False)
    assert str(tmp_path / name) in found.message


@pytest.mark.parametrize(
    ("name", "module"), [("a.pdf", "pypdf"), ("a.docx", "docx"), ("a.rtf", "striprtf"), ("a.parquet", "pyarrow"), ("a.warc", "fastwarc")]
)
def test_libraries_that_are_missing(name: str, module: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    find = importlib.util.find_spec
    monkeypatch.setattr(importlib.util, "find_spec", lambda wanted: None if wanted == module else find(wanted))
    (found,) = read(tmp_path / name, b"x")
    assert isinstance(found, IntakeError)
    assert (found.code, "pip install" in found.message) == ("FD120", True)


def mail(number: int) -> bytes:
    return (
        "From: The Courier <news@courier.example>\nTo: desk@example.org\n"
        f"Subject: =?utf-8?q?Envoys_meet_at_the_bridge_again_{number}?=\n"
        "Date: Tue, 10 Jun 2031 23:30:00 +0200\nMIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\n\n"
        f"{FIRST[0]}\n\n{FIRST[1]}\n"
    ).encode()


def test_a_message(tmp_path: Path) -> None:
    report = one(tmp_path / "a.eml", mail(1))
    assert report.published == day_window(date(2031, 6, 10), "given")
    assert (report.publisher, report.title) == ("The Courier", "Envoys meet at the bridge again 1")
    assert report.text.endswith(FIRST[1])


def test_a_message_in_html_with_an_attachment(tmp_path: Path) -> None:
    from email.message import EmailMessage

    message = EmailMessage()
    message["From"], message["Subject"] = "news@gazette.example", "Guards leave the bridge"
    message.set_content("See the page.")
    message.add_alternative(f"<html><body><article><p>{SECOND[0]}</p><p>{SECOND[1]}</p></article></body></html>", subtype="html")
    message.add_attachment(b"\x00", maintype="application", subtype="octet-stream", filename="x")
    report = one(tmp_path / "a.eml", bytes(message))
    assert report.publisher == "news@gazette.example"
    assert report.published is None
    assert SECOND[1] in report.text


def test_a_mailbox(tmp_path: Path) -> None:
    box = b"".join(b"From news@courier.example Tue Jun 10 21:30:00 2031\n" + mail(n) + b"\n" for n in (1, 2))
    found = read(tmp_path / "a.mbox", box)
    assert [one.title for one in found if isinstance(one, Report)] == [f"Envoys meet at the bridge again {n}" for n in (1, 2)]


TABLE = (
    "Headline;Publication Date;Source;Full Text;Seite\n"
    f'Envoys meet;10 June 2031;The Courier;"{FIRST[0]}\n\n{FIRST[1]}";4\n'
    f'Guards leave;2031-06-12;The Gazette;"{SECOND[0]}\n\n{SECOND[1]}";1\n'
)


@pytest.mark.parametrize("pack", [bytes, gzip.compress])
def test_a_csv_table(pack: type[bytes], tmp_path: Path) -> None:
    found = read(tmp_path / "a.csv", pack(TABLE.encode("utf-8-sig")))
    told = [(one.title, one.published and one.published.edtf, one.publisher) for one in found if isinstance(one, Report)]
    assert told == [("Envoys meet", "2031-06-10", "The Courier"), ("Guards leave", "2031-06-12", "The Gazette")]


def test_columns_by_their_own_names(tmp_path: Path) -> None:
    table = TABLE.replace("Full Text", "Artikel").encode()
    assert one(tmp_path / "b.csv", table.split(b"Guards")[0], columns={"text": "Artikel"}).text.endswith(FIRST[1])
    (found,) = read(tmp_path / "a.csv", table, columns={"text": "Beitrag"})
    assert isinstance(found, IntakeError)
    assert (found.code, "Artikel" in found.message) == ("FD122", True)


def test_a_parquet_table(tmp_path: Path) -> None:
    rows = {"text": [FIRST[0], SECOND[0]], "date": [date(2031, 6, 10), None], "id": [7, 8], "other": [1.0, 2.0]}
    out = io.BytesIO()
    parquet.write_table(pyarrow.table(rows), out)
    first, second = read(tmp_path / "a.parquet", out.getvalue())
    assert isinstance(first, Report)
    assert isinstance(second, Report)
    assert (first.id, first.published and first.published.edtf, second.id, second.published) == ("7", "2031-06-10", "8", None)


def record(kind: Any, url: str, payload: bytes, type_: str) -> Any:
    made = warc.WarcRecord()
    made.init_headers(kind)
    made.headers["WARC-Target-URI"] = url
    made.headers["Content-Type"] = type_
    made.set_bytes_content(payload)
    return made


def answer(body: bytes, type_: str = "text/html; charset=utf-8", status: str = "200 OK", more: str = "") -> bytes:
    return f"HTTP/1.1 {status}\r\nContent-Type: {type_}\r\n{more}Content-Length: {len(body)}\r\n\r\n".encode() + body


def records() -> Iterator[Any]:
    story = f"<p>{FIRST[0]}</p><p>{FIRST[1]}</p>"
    page = f"<html><head><title>Envoys meet at the bridge</title></head><body><article>{story}</article></body></html>"
    http, response = "application/http; msgtype=response", warc.WarcRecordType.response
    yield record(response, "https://courier.example/2031/06/10/bridge", answer(page.encode()), http)
    packed = answer(gzip.compress(page.replace("Tuesday", "Friday").encode()), more="Content-Encoding: gzip\r\n")
    yield record(response, "https://courier.example/packed", packed, http)
    yield record(response, "https://courier.example/gone", answer(page.encode(), status="404 Not Found"), http)
    yield record(response, "https://courier.example/image", answer(b"\x89PNG", "image/png"), http)
    yield record(warc.WarcRecordType.request, "https://courier.example/x", b"GET / HTTP/1.1\r\n\r\n", "application/http; msgtype=request")
    yield record(warc.WarcRecordType.conversion, "https://gazette.example/a", "\n\n".join(SECOND).encode(), "text/plain")


@pytest.mark.parametrize("packed", [False, True])
def test_a_warc(packed: bool, tmp_path: Path) -> None:
    out = io.BytesIO()
    for one_ in records():
        plain = io.BytesIO()
        one_.write(plain)
        out.write(gzip.compress(plain.getvalue()) if packed else plain.getvalue())
    found = read(tmp_path / f"a.warc{'.gz' if packed else ''}", out.getvalue())
    assert all(isinstance(one_, Report) for one_ in found), found
    told = [one_ for one_ in found if isinstance(one_, Report)]
    assert [one_.url for one_ in told] == [
        "https://courier.example/2031/06/10/bridge", "https://courier.example/packed", "https://gazette.example/a",
    ]  # fmt: skip
    assert told[0].published == day_window(date(2031, 6, 10), "url")
    assert "Friday" in told[1].text
