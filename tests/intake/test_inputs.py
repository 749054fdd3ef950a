import gzip
import io
import json
import os
from datetime import date
from pathlib import Path

import pytest

from foreigndesk.errors import IntakeError
from foreigndesk.intake import reports
from foreigndesk.intake.inputs import Found
from foreigndesk.model import Report

from .test_page import page

TEXT = "Ruritania withdrew its guards from the bridge on Tuesday, officials said."
FRENCH = "Le roi de Ruritanie a signé mardi le traité avec la Graustark, qui est en guerre depuis une année."


def read(path: Path | str, **options: object) -> list[Found]:
    return list(reports([path], **options))  # type: ignore[arg-type]


def codes(found: list[Found]) -> list[str]:
    return [item.code if isinstance(item, IntakeError) else "ok" for item in found]


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("a.txt", TEXT.encode(), "ok"),
        ("a.text", TEXT.encode("utf-16"), "ok"),
        ("a.md", f"# Guards leave\n\n{TEXT}".encode(), "ok"),
        ("a.html", page().encode(), "ok"),
        ("a.HTM", page().encode(), "ok"),
        ("a.txt", page().encode(), "ok"),
        ("a.txt.gz", gzip.compress(TEXT.encode()), "ok"),
        ("a.html.gz", gzip.compress(page().encode()), "ok"),
        ("a.jsonl", json.dumps({"text": TEXT}).encode(), "ok"),
        ("a.ndjson.gz", gzip.compress(json.dumps({"text": TEXT}).encode()), "ok"),
        ("a", TEXT.encode(), "ok"),
        ("a.xyz", b"%PDF-1.4", "FD109"),
        ("a.txt", b"%PDF-1.4", "FD104"),
        ("a.html", b"PK\x03\x04", "FD104"),
        ("a.txt.gz", b"no gzip", "FD104"),
        ("a.txt.gz", gzip.compress(TEXT.encode())[:20], "FD104"),
        ("a.txt", b"\xff\xfea", "FD105"),
        ("a.txt", FRENCH.encode(), "FD106"),
        ("a.txt", b"", "FD107"),
        ("a.html", b" \n", "FD107"),
        ("a.html", b"<html><body><a href='/'>Home</a></body></html>", "FD108"),
        ("a.jsonl", b"{", "FD112"),
        ("a.jsonl", b"\xff\xfe{\x00", "FD105"),
        ("a.jsonl", b'{"text": "caf\xe9"}', "FD105"),
        ("a.jsonl", b'{"text": "\\ud800 is half"}', "FD105"),
        ("a.jsonl", b"[1]", "FD113"),
        ("a.jsonl", b'{"title": "x"}', "FD113"),
        ("a.jsonl", b'{"text": 1}', "FD113"),
        ("a.jsonl", b'{"text": "x", "published": "soon"}', "FD113"),
        ("a.jsonl", b'{"text": "x", "raw": "yes"}', "FD113"),
        ("a.jsonl", b'{"text": "x", "id": []}', "FD113"),
        ("a.jsonl", b'{"text": ""}', "FD107"),
        ("a.jsonl", b"[" * 100_000, "FD112"),
    ],
)
def test_files(name: str, data: bytes, code: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    found = read(path)
    assert codes(found) == [code]
    if isinstance(found[0], IntakeError):
        assert str(path) in found[0].message
        assert "\n" not in found[0].message


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ("https://post.example/bridge", "FD101"),
        (Path("https://post.example/bridge"), "FD101"),
        ("FTP://post.example/bridge", "FD101"),
        ("no/such/file.txt", "FD102"),
        ("no\0path", "FD103"),
        ("x" * 5000, "FD103"),
    ],
)
def test_what_is_no_file(given: str | Path, code: str) -> None:
    assert codes(read(given)) == [code]


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read everything, and Windows knows no such mode")
def test_a_forbidden_file(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(TEXT)
    path.chmod(0)
    assert codes(read(path)) == ["FD103"]


def test_json_lines_keep_their_fields_and_number_their_errors(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    rows = [
        {"id": "r1", "text": f" {TEXT}", "raw": True, "published": "2015-03-04", "url": "https://post.example/b"},
        {"id": 7, "html": page(), "title": "Guards go"},
    ]
    path.write_text("\ufeff" + json.dumps(rows[0]) + "\n\nnot json\n" + json.dumps(rows[1]) + "\n", encoding="utf-8")
    first, error, second = read(path)
    assert isinstance(first, Report)
    assert first.published
    assert (first.id, first.text, first.published.basis) == ("r1", f" {TEXT}", "given")
    assert first.url == "https://post.example/b"
    assert isinstance(error, IntakeError)
    assert "line 3" in error.message
    assert isinstance(second, Report)
    assert (second.id, second.title) == ("7", "Guards go")


def test_a_folder_is_read_in_the_order_of_names_and_the_rest_after_an_error(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "two.txt").write_text(TEXT)
    (tmp_path / "a.txt").write_text("")
    (tmp_path / "c.html").write_text(page())
    (tmp_path / "picture.png").write_bytes(b"\x89PNG")
    (tmp_path / ".hidden.txt").write_text(TEXT)
    assert codes(read(tmp_path)) == ["FD107", "ok", "ok"]


def test_a_folder_with_nothing_to_read(tmp_path: Path) -> None:
    assert codes(read(tmp_path)) == ["FD110"]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (TEXT, ["ok"]),
        (page(), ["ok"]),
        (f"\n\n{TEXT}\n", ["ok"]),
        (json.dumps({"text": TEXT}) + "\n" + json.dumps({"text": TEXT}), ["ok", "ok"]),
        (json.dumps({"text": TEXT}) + "\noops\n", ["ok", "FD112"]),
        ("{The king} " + TEXT, ["ok"]),
        ("", ["FD107"]),
    ],
)
def test_standard_input_is_told_by_its_beginning(data: str, code: list[str]) -> None:
    assert codes(read("-", stdin=io.BytesIO(data.encode()))) == code


def test_a_given_day_beats_all(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(json.dumps({"text": TEXT, "published": "2015-03-04"}))
    (found,) = read(path, published=date(2015, 3, 9))
    assert isinstance(found, Report)
    assert found.published
    assert (found.published.edtf, found.published.basis) == ("2015-03-09", "given")


def test_too_large(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT)
    (tmp_path / "b.jsonl").write_text(json.dumps({"text": TEXT}) + "\n")
    assert codes(read(tmp_path, megabytes=50 / 1024**2)) == ["FD111", "FD111"]


def test_reading_is_lazy() -> None:
    class Endless(io.BytesIO):
        def readline(self, size: int | None = -1, /) -> bytes:
            return json.dumps({"text": TEXT}).encode() + b"\n"

    assert isinstance(next(reports(["-"], stdin=Endless())), Report)
