from datetime import date

import pytest

from foreigndesk.errors import IntakeError
from foreigndesk.intake.page import page_day, read_page

STORY = "".join(
    f"<p>{text}</p>"
    for text in (
        "Ruritania withdrew its guards from the bridge over the Elb on Tuesday, officials in Zenda said.",
        "Graustark's foreign minister welcomed the step and promised to do the same by the end of May.",
        "The bridge has been closed since the war of 2011, which left both kingdoms poor and full of widows.",
        "The parliaments of both countries must still approve the accord, which was signed without ceremony.",
    )
)


def page(head: str = "", title: str = "Guards leave the bridge | Zenda Post", source: str = "") -> str:
    return f"""<!DOCTYPE html><html lang="en"><head><title>{title}</title>
    <meta property="og:site_name" content="Zenda Post">{head}</head>
    <body><nav><ul><li><a href="/">Home</a></li><li><a href="/w">World</a></li></ul></nav>
    <article><h1>Guards leave the bridge</h1>{source}{STORY}</article>
    <footer><p>We use cookies. All rights reserved.</p></footer></body></html>"""


def test_the_article_and_what_its_page_says() -> None:
    head = '<meta name="author" content="Anna Vell"><link rel="canonical" href="https://post.example/2015/03/bridge">'
    found = read_page(page(head))
    assert (found.title, found.publisher, found.byline) == ("Guards leave the bridge", "Zenda Post", "Anna Vell")
    assert found.url == "https://post.example/2015/03/bridge"
    assert "Ruritania withdrew" in found.text
    assert "cookies" not in found.text
    assert found.day is None


def test_an_agency_named_in_the_source_line_or_as_author() -> None:
    found = read_page(page(source="<div>/ <span>Source:</span> The Associated Press</div>"))
    assert found.agency == "The Associated Press"
    found = read_page(page('<meta name="author" content="Agence France-Presse">'))
    assert (found.agency, found.byline) == ("Agence France-Presse", None)


@pytest.mark.parametrize(
    ("html", "day"),
    [
        ('<meta property="article:published_time" content="2015-03-04T08:00:00Z">', date(2015, 3, 4)),
        ("<meta content='March 4, 2015' name='pubdate'>", date(2015, 3, 4)),
        ('<script type="application/ld+json">{"@graph":[{"datePublished":"2015-03-04"}]}</script>', date(2015, 3, 4)),
        ('<script type="application/ld+json">{"datePublished":"2015-03-04",}</script>', date(2015, 3, 4)),
        ('<time class="published" datetime="2015-03-04">today</time><time datetime="2015-03-09">', date(2015, 3, 4)),
        ('<time datetime="2015-03-04">', date(2015, 3, 4)),
        ('<time datetime="2015-03-04"><time datetime="2015-03-09">', None),
        ('<meta property="article:modified_time" content="2015-03-04">', None),
        ("<p>The war began on March 4, 2015.</p><footer>© 2015</footer>", None),
    ],
)
def test_the_day_is_what_the_metadata_says(html: str, day: date | None) -> None:
    assert page_day(html) == day


@pytest.mark.parametrize("html", ["<html></html>", "<html><body><nav><a href='/'>Home</a></nav></body></html>"])
def test_no_article(html: str) -> None:
    with pytest.raises(IntakeError) as caught:
        read_page(html)
    assert caught.value.code == "FD108"
