from datetime import date

import pytest

from foreigndesk.errors import IntakeError
from foreigndesk.intake import from_html, from_text
from foreigndesk.model import fact_id

from .test_page import page

TEXT = "Wednesday, March 4, 2015\n\nRuritania withdrew its guards from the bridge on Tuesday, officials said."
DAY = date(2015, 3, 5)


@pytest.mark.parametrize(
    ("published", "url", "edtf", "basis"),
    [
        (DAY, "https://post.example/2015/03/03/b", "2015-03-05", "given"),
        (None, "https://post.example/2015/03/03/b", "2015-03-03", "url"),
        (None, "https://post.example/2015/03/b", "2015-03-04", "dateline"),
        (None, None, "2015-03-04", "dateline"),
    ],
)
def test_whose_date_counts(published: date | None, url: str | None, edtf: str, basis: str) -> None:
    window = from_text(TEXT, published=published, url=url).published
    assert window
    assert (window.edtf, window.basis) == (edtf, basis)


def test_without_any_date_there_is_none() -> None:
    assert from_text("The king left on Tuesday.").published is None


def test_a_pages_metadata_beats_its_address() -> None:
    html = page('<meta property="article:published_time" content="2015-03-04T08:00:00Z">')
    report = from_html(html, url="https://post.example/2015/03/05/bridge")
    assert report.published
    assert (report.published.edtf, report.published.basis) == ("2015-03-04", "metadata")
    assert report.text.startswith("Guards leave the bridge\n\nRuritania withdrew")
    assert from_html(html.encode(), url="https://post.example/2015/03/05/bridge") == report


def test_raw_text_stands_to_the_byte() -> None:
    text = "  Advertisement\r\n\u00a0Read more: the king left. \n"
    report = from_text(text, raw=True, title="A title")
    assert (report.text, report.title) == (text, "A title")


def test_ids_are_given_or_made_of_the_text() -> None:
    first, second = from_text("The king left."), from_text("The  king left.\n")
    assert first.id == second.id == fact_id("report", "The king left.")
    assert from_text("The king left.", id="r1").id == "r1"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (" \n", "FD107"),
        ("Advertisement\nShare this article", "FD107"),
        ("Le roi de Ruritanie a signé mardi le traité avec la Graustark, qui est en guerre depuis une année.", "FD106"),
    ],
)
def test_what_cannot_be_read(text: str, code: str) -> None:
    with pytest.raises(IntakeError) as caught:
        from_text(text)
    assert caught.value.code == code


@pytest.mark.parametrize(("html", "code"), [("", "FD107"), (b"%PDF-1.4", "FD104"), ("<html></html>", "FD108")])
def test_what_is_no_page(html: str | bytes, code: str) -> None:
    with pytest.raises(IntakeError) as caught:
        from_html(html)
    assert caught.value.code == code
