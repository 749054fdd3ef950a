"""The items of a feed, RSS or Atom, and the report that each is."""

from __future__ import annotations

import html
import io
import re
from dataclasses import dataclass, replace
from datetime import date
from urllib.parse import urlsplit

import feedparser

from foreigndesk.errors import IntakeError
from foreigndesk.feeds.fetching import Page
from foreigndesk.feeds.settings import Feed
from foreigndesk.intake import day_window, from_html
from foreigndesk.intake.inputs import report_of
from foreigndesk.intake.piece import Piece, as_utf8
from foreigndesk.model import Report

_BREAK = re.compile(r"<\s*(?:br|/p|/div|/li)\b[^>]*>", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Item:
    """One item of a feed: its id, address, title, day, and its text as HTML, where the feed has it."""

    id: str
    url: str | None
    title: str | None
    published: date | None
    text: str | None


@dataclass(frozen=True, slots=True)
class Told:
    """What a feed says: its own title and its items, in its order."""

    title: str | None
    items: tuple[Item, ...]


def parse(page: Page) -> Told:
    """The items in a feed, however it is encoded. Raises IntakeError FD137 where it is none."""
    data = as_utf8(page.data, page.charset)
    found = feedparser.parse(io.BytesIO(data), response_headers={"content-location": page.url, "content-type": "application/xml"})
    if not found.version:
        raise IntakeError("FD137", f"{page.url}: is neither RSS nor Atom; give the address of the feed itself")
    items = []
    for entry in found.entries:
        url = entry.get("link") or None
        id_ = entry.get("id") or url
        if not id_:
            continue
        when = entry.get("published_parsed") or entry.get("updated_parsed")
        content = entry.get("content") or [{}]
        text = content[0].get("value") or entry.get("summary") or None
        title = " ".join(html.unescape(re.sub(r"<[^>]*>", "", entry.get("title") or "")).split()) or None
        items.append(Item(id_, url, title, date(*when[:3]) if when else None, text))
    return Told(found.feed.get("title") or None, tuple(items))


def report_on(page: Page, item: Item, feed: Feed, told: Told) -> Report:
    """The report on an item's page. Raises IntakeError where there is none."""
    kind = page.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind.startswith(("image/", "audio/", "video/")) or kind in ("application/pdf", "application/zip"):
        raise IntakeError("FD138", f"{page.url}: is {kind}, no page")
    piece = Piece(page.url, as_utf8(page.data, page.charset), "text" if kind == "text/plain" else "html", page.url)
    found = report_of(piece)
    if isinstance(found, IntakeError):
        raise found
    return _completed(found, item, feed, told)


def report_in(item: Item, feed: Feed, told: Told) -> Report:
    """The report that the feed itself has. Raises IntakeError where there is none."""
    if not item.text:
        raise IntakeError("FD137", f"{item.url or item.id}: the feed has no text of it; leave pages = false out")
    body = item.text if "<p" in item.text.lower() else "".join(f"<p>{part}</p>" for part in _BREAK.split(item.text))
    title = html.escape(item.title or "")
    page = f"<html><head><title>{title}</title></head><body><article><h1>{title}</h1>{body}</article></body></html>"
    try:
        return _completed(from_html(page, url=item.url), item, feed, told)
    except IntakeError as error:
        raise IntakeError(error.code, f"{item.url or item.id}: {error.message}") from error


def _completed(report: Report, item: Item, feed: Feed, told: Told) -> Report:
    """What the page does not say and the feed does: day and publisher."""
    more: dict[str, object] = {}
    if report.published is None and item.published:
        more["published"] = day_window(item.published, "metadata")
    host = urlsplit(report.url or "").netloc.removeprefix("www.")
    if feed.name or (told.title and report.publisher in (None, host)):  # a host's name is what a page goes by that names none
        more["publisher"] = feed.name or told.title
    return replace(report, **more) if more else report  # type: ignore[arg-type]
