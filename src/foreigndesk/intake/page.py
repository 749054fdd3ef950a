"""A web page to its article: the text by trafilatura, and what the page's own metadata says of it, no date made up."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from html import unescape
from typing import Any

from foreigndesk.errors import IntakeError
from foreigndesk.intake.agencies import agency_of
from foreigndesk.intake.data import agency_names
from foreigndesk.intake.dates import full_day, iso_day
from foreigndesk.intake.paragraphs import squeeze

_FEWEST_LETTERS = 100
_JSON_LD = re.compile(r"<script[^>]+application/ld\+json[^>]*>(.*?)</script>", re.IGNORECASE | re.DOTALL)
_META = re.compile(r"<meta\b[^>]*>", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"([\w:.-]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))")
_TIME = re.compile(r"<time\b[^>]*>", re.IGNORECASE)
_TAG = re.compile(r"<[^>]+>")
_MAIN_HEADING = re.compile(r"<h1\b[^>]*>(.*?)</h1>", re.IGNORECASE | re.DOTALL)
_HTTP = re.compile(r"https?://\S+")
# first published before last changed: the earliest of these names that the page uses
_DATE_NAMES = (
    "article:published_time", "og:article:published_time", "og:published_time", "datepublished", "article.published",
    "publish-date", "publish_date", "publishdate", "published_time", "pubdate", "publication_date", "publicationdate",
    "date_published", "parsely-pub-date", "sailthru.date", "article_date_original", "originalpublicationdate",
    "cxenseparse:recs:publishtime", "dc.date.issued", "dcterms.issued", "dc.date.created", "dcterms.created", "dc.date",
    "dcterms.date", "dcsext.articlefirstpublished", "article:post_date", "rnews:datepublished", "displaydate", "date",
)


@dataclass(frozen=True, slots=True)
class Page:
    """What one page holds: the article's lines and the metadata that came with it."""

    text: str
    headings: frozenset[str]
    title: str | None
    publisher: str | None
    byline: str | None
    agency: str | None
    url: str | None
    day: date | None


def read_page(html: str, *, url: str | None = None) -> Page:
    """The article of a page. Raises IntakeError FD108 where there is none."""
    import trafilatura  # slow to import, and wanted for pages alone
    from trafilatura.settings import Document

    # trafilatura's own date is not used: it may come from the page's prose
    for last_resort in (False, True):
        try:
            found = trafilatura.bare_extraction(
                html, url=url, include_comments=False, include_tables=last_resort, favor_recall=last_resort,
                with_metadata=True, date_extraction_params={"original_date": True, "extensive_search": False},
            )
        except Exception as error:  # whatever its libraries raise over a tree that is none
            raise IntakeError("FD108", "is too broken a page to find an article in; paste its text.") from error
        if isinstance(found, Document) and len(found.text or "") >= _FEWEST_LETTERS:
            break
    if not isinstance(found, Document) or len(found.text or "") < _FEWEST_LETTERS:
        raise IntakeError("FD108", "has no article in it; save the page of one story, or paste its text.")
    headings = frozenset(squeeze("".join(head.itertext())) for head in found.body.iter("head"))
    author = squeeze(found.author) if found.author else None
    agency = agency_of(author) if author else None
    return Page(
        text=found.text or "",
        headings=headings,
        title=_headline(html, _title(found.title, found.sitename)),
        publisher=squeeze(found.sitename) if found.sitename else None,
        byline=author if author and not agency and not _HTTP.match(author) else None,
        agency=agency or _credited_agency(html),
        url=url or found.url,
        day=page_day(html),
    )


def page_day(html: str) -> date | None:
    """The day on which the page's own metadata says that it was published; nothing is taken from its prose."""
    for day in _json_ld_days(html):
        return day
    meta: dict[str, str] = {}
    for tag in _META.findall(html):
        attributes = _attributes(tag)
        name = attributes.get("property") or attributes.get("name") or attributes.get("itemprop") or ""
        if name and attributes.get("content"):
            meta.setdefault(name.lower(), attributes["content"])
    for name in _DATE_NAMES:
        if name in meta and (stated := iso_day(meta[name]) or full_day(meta[name])):
            return stated
    times = [_attributes(tag) for tag in _TIME.findall(html)]
    marked = [t for t in times if "pubdate" in t or "publish" in (t.get("itemprop", "") + t.get("class", "")).lower()]
    days = {found for t in marked or times if (found := iso_day(t.get("datetime", "")))}
    if days and (marked or len(days) == 1):
        return min(days)
    return None


def _attributes(tag: str) -> dict[str, str]:
    found = {m[1].lower(): unescape(m[2] or m[3] or m[4] or "") for m in _ATTRIBUTE.finditer(tag)}
    if re.search(r"\spubdate\b", tag):
        found.setdefault("pubdate", "")
    return found


def _json_ld_days(html: str) -> Iterator[date]:
    for script in _JSON_LD.findall(html):
        try:
            tree = json.loads(script, strict=False)
        except ValueError:  # pages are full of broken JSON-LD; the date may still stand in it
            match = re.search(r"\"datePublished\"\s*:\s*\"([^\"]+)\"", script)
            if match and (day := iso_day(match[1]) or full_day(match[1])):
                yield day
            continue
        for node in _nodes(tree):
            value = node.get("datePublished")
            if isinstance(value, str) and (day := iso_day(value) or full_day(value)):
                yield day


def _nodes(tree: Any) -> Iterator[dict[str, Any]]:
    """Every object of a JSON-LD tree, outermost first, comments' objects left out."""
    if isinstance(tree, dict):
        if "Comment" in str(tree.get("@type")):
            return
        yield tree
        for key, value in tree.items():
            if key in ("@graph", "mainEntity", "mainEntityOfPage"):
                yield from _nodes(value)
    elif isinstance(tree, list):
        for item in tree:
            yield from _nodes(item)


def _credited_agency(html: str) -> str | None:
    """The agency in the page's own source line: ``Source: The Associated Press``."""
    start = html.find("<body")
    for match in re.finditer(r">\s*/?\s*Source\s*:?\s*<|>\s*/?\s*Source\s*:\s*[A-Z]", html[max(start, 0):]):
        after = html[max(start, 0) + match.start() + 1 :][:300]
        text = squeeze(_TAG.sub(" ", after))
        if named := re.match(rf"/?\s*Source\s*:?\s*({agency_names()})", text):
            return agency_of(named[1])
    return None


def _headline(html: str, title: str | None) -> str | None:
    """The page's one main heading where it agrees with the title, which is often cut or made for searching."""
    mains = {squeeze(unescape(_TAG.sub(" ", inner))) for inner in _MAIN_HEADING.findall(html)} - {""}
    if len(mains) != 1:
        return title
    main = mains.pop()
    if title and title.lower() in main.lower():
        return title
    if title is None:
        return main if len(main.split()) >= 3 else None
    have, want = set(main.lower().split()), set(title.lower().split())
    return main if len(have) >= 4 and len(main) <= 250 and len(have & want) * 2 >= min(len(have), len(want)) else title


def _title(title: str | None, sitename: str | None) -> str | None:
    """The headline without the site's name that pages put behind it."""
    if not title:
        return None
    title = squeeze(title)
    head, mark, tail = title.rpartition(" | ")
    if not mark and sitename:
        head, mark, tail = title.rpartition(" - ")
        if tail.strip().lower() != sitename.strip().lower():
            return title
    return head if mark and len(head.split()) >= 3 and len(tail.split()) <= 5 else title
