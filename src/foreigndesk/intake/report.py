"""One text or page to one Report."""

from __future__ import annotations

from datetime import date

from foreigndesk.errors import IntakeError
from foreigndesk.intake.dates import day_window, url_window
from foreigndesk.intake.decode import decode
from foreigndesk.intake.language import require_english
from foreigndesk.intake.page import read_page
from foreigndesk.intake.pasted import read_story
from foreigndesk.model import DateWindow, Report, fact_id


def from_text(
    text: str, *, id: str | None = None, url: str | None = None, title: str | None = None,
    published: date | None = None, raw: bool = False,
) -> Report:
    """The report in a pasted text: title, date, byline and source found, all that is no story left out.

    ``raw`` takes the text as it stands, to the byte. Raises IntakeError: FD105 half a
    character, FD106 another language, FD107 nothing in it.
    """
    _require_whole(text, id, url, title)
    if not text.strip():
        raise IntakeError("FD107", "is empty; give a report's text.")
    if raw:
        require_english(text)
        return _report(text, id, url=url, title=title, published=_window(published, None, url, None))
    story = read_story(text, title=title)
    if not story.paragraphs:
        raise IntakeError("FD107", "holds no story, only notices and headings; give a report's text.")
    require_english("\n".join(story.paragraphs))
    return _report(
        story.text, id, url=url, title=story.title, agency=story.agency, byline=story.byline,
        published=_window(published, None, url, story.day),
    )


def from_html(
    html: str | bytes, *, id: str | None = None, url: str | None = None, title: str | None = None,
    published: date | None = None,
) -> Report:
    """The report on a web page, with its publisher, byline and date where the page states them.

    Raises IntakeError: FD104 and FD105 bytes that are no page, FD106 another language, FD107 nothing, FD108 no article.
    """
    if isinstance(html, bytes):
        html = decode(html, html=True)
    _require_whole(html, id, url, title)
    if not html.strip():
        raise IntakeError("FD107", "is empty; give a page's HTML.")
    page = read_page(html, url=url)
    story = read_story(page.text, title=title or page.title, headings=page.headings)
    if not story.paragraphs:
        raise IntakeError("FD108", "has no article in it; save the page of one story, or paste its text.")
    require_english("\n".join(story.paragraphs))
    return _report(
        story.text, id, url=page.url, title=story.title, publisher=page.publisher, agency=story.agency or page.agency,
        byline=page.byline or story.byline, published=_window(published, page.day, page.url, story.day),
    )


def _require_whole(*texts: str | None) -> None:
    """Raise IntakeError FD105 for half a surrogate pair, which cannot be written again."""
    try:
        for text in texts:
            (text or "").encode("utf-8")
    except UnicodeEncodeError as error:
        raise IntakeError("FD105", "has half a character (a lone surrogate) in it; write it again as UTF-8.") from error


def _window(given: date | None, metadata: date | None, url: str | None, line: date | None) -> DateWindow | None:
    """What is known of the day: as given, else the page's metadata, its address, its date line, the address's month."""
    if given:
        return day_window(given, "given")
    if metadata:
        return day_window(metadata, "metadata")
    by_url = url_window(url) if url else None
    if by_url and by_url.earliest == by_url.latest:
        return by_url
    return day_window(line, "dateline") if line else by_url


def _report(
    text: str, id: str | None, *, url: str | None, title: str | None, published: DateWindow | None,
    publisher: str | None = None, agency: str | None = None, byline: str | None = None,
) -> Report:
    return Report(
        id=id or fact_id("report", text), text=text, url=url, title=title, publisher=publisher, agency=agency,
        byline=byline, published=published,
    )
