"""What notebooks show: every word of the text, marked; nothing that runs or loads; nothing unescaped."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from html.parser import HTMLParser

import pytest

from foreigndesk import showing
from foreigndesk.model import Reading, Report
from foreigndesk.record import Record
from foreigndesk.showing.text import STYLES

Make = Callable[..., Reading]


class Page(HTMLParser):
    """The tags and words of some HTML; a tag that is not closed, or closed out of turn, fails."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: set[str] = set()
        self.words: list[str] = []
        self.by_style: dict[str, list[str]] = {}
        self._open: list[tuple[str, str]] = []
        self.feed(html)
        self.close()
        assert not self._open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes |= {name for name, _ in attrs}
        if tag != "br":
            self._open.append((tag, dict(attrs).get("style") or ""))

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop()[0] == tag

    def handle_data(self, data: str) -> None:
        self.words.append(data)
        if self._open:
            self.by_style.setdefault(self._open[-1][1], []).append(data)


@pytest.fixture
def record(make_treaty: Make, make_talks: Make, provenance: dict[str, str]) -> Iterator[Record]:
    with Record("sqlite://") as opened:
        for reading in (make_treaty(), make_talks()):
            opened.add(reading, provenance, datetime(2024, 6, 1, tzinfo=UTC))
        yield opened


def test_a_reading_is_its_marked_text(make_treaty: Make) -> None:
    reading = make_treaty()
    page = Page(reading._repr_html_())
    assert set(page.attributes) <= {"style", "title"}
    assert set(page.tags) <= {"div", "p", "span", "strong", "br", "details", "summary", "ul", "li"}
    words = " ".join("".join(page.words).split())
    assert " ".join(reading.report.text.split("\n\n")[1].split()) in words
    marked = {style: "".join(found) for style, found in page.by_style.items()}
    assert "killed" in marked[STYLES["event"]]
    assert "open its border with" in marked[f"{STYLES['event']}; {STYLES['promise']}"]
    assert "Belmora" in "".join(text for style, text in marked.items() if STYLES["actor"] in style)
    assert "6 facts" in words
    assert repr(showing.reading(reading)) == "Arvania vows to open its border: 6 facts"


def test_what_a_report_says_is_never_markup() -> None:
    text = "<script>alert(1)</script> & \"Arvania\" <b>met</b> Belmora."
    html = Reading(Report("r", text, title="<img src=x onerror=alert(1)>"))._repr_html_()
    page = Page(html)
    assert not {"script", "b", "img"} & set(page.tags)
    assert "<script>alert(1)</script>" in "".join(page.words)
    assert "0 facts" in html


def test_a_timeline_is_in_the_order_of_days(record: Record) -> None:
    shown = showing.timeline(record)
    page = Page(shown._repr_html_())
    assert page.tags.count("tr") == 1 + 8
    days = re.findall(r"^\d{4}-\d\d-\d\d", repr(shown), re.MULTILINE)
    assert days == sorted(days)
    assert "Arvania recognises Belmora" in repr(shown)
    assert repr(showing.timeline(record, rows=2)).endswith("The first 2 of 8.")
    assert repr(showing.timeline(record, actor="Nowhere")).endswith("nothing of what is asked for.")


@pytest.mark.parametrize("kind", ["event", "statement", "commitment", "relation", "dispute"])
def test_tables(record: Record, kind: str) -> None:
    shown = showing.table(record, kind)
    assert Page(shown._repr_html_()).tags.count("tr") == 1 + len(record.facts(kind))


def test_a_table_has_no_more_rows_than_asked(record: Record) -> None:
    assert repr(showing.table(record, "event", rows=1)).endswith("The first 1; there are more.")
