import pytest

from foreigndesk.errors import IntakeError
from foreigndesk.intake.decode import decode, looks_like_html

WORDS = "The café of Fröjd, “open” again"


@pytest.mark.parametrize(
    ("data", "html"),
    [
        (WORDS.encode(), False),
        (WORDS.encode("utf-8-sig"), False),
        (WORDS.encode("utf-16"), False),
        (WORDS.encode("cp1252"), False),
        (b"<meta charset=windows-1252>" + WORDS.encode("cp1252"), True),
        (b'<meta http-equiv="Content-Type" content="text/html; charset=ISO-8859-1">' + WORDS.encode("cp1252"), True),
    ],
)
def test_encodings(data: bytes, html: bool) -> None:
    assert decode(data, html=html).endswith(WORDS)


def test_a_declared_encoding_is_believed() -> None:
    page = b"<meta charset=koi8-r>" + "Привет".encode("koi8-r")
    assert "Привет" in decode(page, html=True)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"%PDF-1.7 ...", "FD104"),
        (b"PK\x03\x04....", "FD104"),
        (b"\x89PNG\r\n\x1a\n", "FD104"),
        (b"\xff\xd8\xff\xe0", "FD104"),
        (bytes(range(256)) * 4, "FD104"),
        (b"\xff\xfea", "FD105"),
        (b"caf\xe9 \x81\x8d and so on", "FD105"),
    ],
)
def test_no_text(data: bytes, code: str) -> None:
    with pytest.raises(IntakeError) as caught:
        decode(data)
    assert caught.value.code == code


def test_an_unknown_declared_encoding() -> None:
    with pytest.raises(IntakeError) as caught:
        decode(b"<meta charset=klingon>caf\xe9", html=True)
    assert caught.value.code == "FD105"


def test_what_looks_like_html() -> None:
    assert looks_like_html("<!DOCTYPE html><html>")
    assert looks_like_html("<!-- saved --><html>")
    assert not looks_like_html("<The king> said")
