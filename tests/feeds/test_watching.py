"""Rounds over feeds: new items once, whatever the server does."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from foreigndesk.errors import RecordError, UsageError
from foreigndesk.feeds.fetching import Page
from foreigndesk.feeds.settings import load
from foreigndesk.feeds.state import State
from foreigndesk.feeds.watching import Round, once, retry_after
from foreigndesk.model import Reading, Report
from foreigndesk.record import Record

from .conftest import Server, page, rss

Toml = Callable[..., Path]
NOW = datetime(2031, 6, 11, 12, tzinfo=UTC)


class Reader:
    provenance = {"version": "0", "model": "none", "lexicon": "none"}  # noqa: RUF012

    def read(self, report: Report) -> Reading:
        if "raises" in report.text:
            raise ZeroDivisionError("a fault of ours")
        return Reading(report)


class Watch:
    """A watcher over a file, its record beside it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.log: list[str] = []

    def round(self, toml: Path, after: timedelta = timedelta()) -> Round:
        self.log.clear()
        with Record(self.folder / "record.db") as record:
            state = State(toml.with_suffix(".state.json"))
            return once(load(toml), state, record, Reader(), self.log.append, NOW + after)  # type: ignore[arg-type]

    def reports(self) -> list[dict[str, Any]]:
        with Record(self.folder / "record.db") as record:
            return list(record.reports())


@pytest.fixture
def watch(tmp_path: Path) -> Watch:
    return Watch(tmp_path)


def test_new_items_are_read_once(server: Server, feeds_toml: Toml, watch: Watch) -> None:
    links = [server.says(f"/{n}", page(n)) for n in range(3)]
    toml = feeds_toml(server.says("/feed", rss(*links[:2]), "application/rss+xml"))
    assert watch.round(toml).added == 2
    assert watch.log[-1].endswith("2 items, 2 new")
    server.says("/feed", rss(*links), "application/rss+xml")
    assert watch.round(toml).added == 1
    assert watch.round(toml).added == 0
    assert sorted(server.paths()) == ["/0", "/1", "/2", "/feed", "/feed", "/feed"]
    told = {row["url"]: row for row in watch.reports()}
    assert set(told) == set(links)
    assert {row["published"]["edtf"] for row in told.values()} == {"2031-06-10"}
    assert {row["publisher"] for row in told.values()} == {"The Courier"}


def test_an_unchanged_feed_is_not_sent_again(server: Server, feeds_toml: Toml, watch: Watch) -> None:
    link = server.says("/0", page())
    server.says("/feed", rss(link), "text/xml", ETag='"one"', Last_Modified="Tue, 10 Jun 2031 09:00:00 GMT")
    toml = feeds_toml(f"{server.url}/feed")
    watch.round(toml)
    watch.round(toml)
    assert watch.log == [f"{server.url}/feed: unchanged"]
    assert server.asked[-1][2]["if-none-match"] == '"one"'
    assert server.asked[-1][2]["if-modified-since"] == "Tue, 10 Jun 2031 09:00:00 GMT"


def test_what_is_left_comes_in_the_next_round(server: Server, feeds_toml: Toml, watch: Watch) -> None:
    links = [server.says(f"/{n}", page(n)) for n in range(5)]
    toml = feeds_toml(server.says("/feed", rss(*links), "text/xml", ETag='"one"'), more="most = 2")
    assert [watch.round(toml).added for _ in range(4)] == [2, 2, 1, 0]
    assert watch.log == [f"{server.url}/feed: unchanged"]


def test_atom_and_the_feeds_own_text(server: Server, feeds_toml: Toml, watch: Watch) -> None:
    story = page().partition("<article>")[2].partition("</article>")[0].replace("&", "&amp;").replace("<", "&lt;")
    atom = (
        "<?xml version='1.0'?><feed xmlns='http://www.w3.org/2005/Atom'><title>The Gazette</title><id>urn:x</id>"
        f"<entry><id>urn:x:1</id><title>Envoys meet</title><link href='{server.url}/never'/><updated>2031-06-09T10:00:00Z</updated>"
        f"<content type='html'>{story}</content></entry></feed>"
    )
    toml = feeds_toml(server.says("/feed", atom, "application/atom+xml"), feed='pages = false\nname = "Gazette of Corvane"')
    assert watch.round(toml).added == 1
    (report,) = watch.reports()
    assert (report["publisher"], report["published"]["edtf"]) == ("Gazette of Corvane", "2031-06-09")
    assert "withdraw its guards" in report["text"]
    assert "/never" not in server.paths()


@pytest.mark.parametrize("charset", ["iso-8859-1", "utf-8", "x-unknown", "utf-16"])
def test_lies_about_encodings(charset: str, server: Server, feeds_toml: Toml, watch: Watch) -> None:
    """Pages in UTF-8 and in Latin-1 that say they are in something else."""
    links = [
        server.says("/utf", page(1, charset=charset).encode("utf-8"), f"text/html; charset={charset}"),
        server.says("/latin", page(2, charset="utf-8").replace("“", '"').replace("”", '"').encode("latin-1"), "text/html; charset=utf-8"),
    ]
    toml = feeds_toml(server.says("/feed", rss(*links).encode(), f"application/rss+xml; charset={charset}"))
    watch.round(toml)
    told = {row["url"].rpartition("/")[2]: row["text"] for row in watch.reports()}
    assert "café" in told["utf"]
    assert "caf" in told["latin"]


def test_bad_items_cost_the_others_nothing(server: Server, feeds_toml: Toml, watch: Watch) -> None:
    good = server.says("/good", page())
    bad = {
        "/gone": None,
        "/image": server.says("/image", b"\x89PNG", "image/png"),
        "/menu": server.says("/menu", "<html><body><a href='/'>Home</a></body></html>"),
        "/fault": server.says("/fault", page(9, "The envoy of Arvania raises his hat to the envoys of Belmora on the bridge of Tessel.")),
        "/house": server.moved("/house", "http://10.0.0.1/"),
    }
    links = [f"{server.url}{path}" for path in bad]
    toml = feeds_toml(server.says("/feed", rss(*links, "file:///etc/hosts", "javascript:alert(1)", good), "text/xml"))
    done = watch.round(toml)
    assert (done.added, done.failed) == (1, 7)
    assert sum("not read" in line for line in watch.log) == 7
    assert watch.round(toml).failed == 0
    assert server.paths().count("/fault") == 1


def test_a_passing_fault_is_tried_again_and_given_up(server: Server, feeds_toml: Toml, watch: Watch) -> None:
    link = server.says("/a", "", status=503)
    toml = feeds_toml(server.says("/feed", rss(link), "text/xml", ETag='"one"'))
    assert [watch.round(toml).failed for _ in range(4)] == [1, 1, 1, 0]
    assert server.paths().count("/a") == 3


def test_a_feed_that_fails_is_put_off_ever_longer(server: Server, feeds_toml: Toml, watch: Watch) -> None:
    good = feeds_toml(server.says("/bad", "oops", status=500), server.says("/feed", rss(server.says("/0", page())), "text/xml"))
    done = watch.round(good)
    assert (done.added, done.feeds_failed) == (1, 1)
    assert "asked again after 2031-06-11T12:30:00+00:00" in watch.log[0]
    watch.round(good, timedelta(minutes=20))
    assert "not asked before" in watch.log[0]
    watch.round(good, timedelta(minutes=30))
    assert "asked again after 2031-06-11T13:30:00+00:00" in watch.log[0]
    server.says("/bad", rss(), "text/xml")
    watch.round(good, timedelta(hours=3))
    assert watch.log[0].endswith("0 items, 0 new")


@pytest.mark.parametrize(
    ("told", "seconds"),
    [("120", 120), ("Wed, 11 Jun 2031 12:10:00 GMT", 600), ("soon", None), ("", None), ("Tue, 10 Jun 2031 12:10:00 GMT", 0)],
)
def test_retry_after(told: str, seconds: int | None) -> None:
    wait = retry_after(Page("", 503, {"retry-after": told}, b""), NOW)
    assert wait == (None if seconds is None else timedelta(seconds=seconds))


def test_what_is_no_feed(server: Server, feeds_toml: Toml, watch: Watch) -> None:
    entities = "<?xml version='1.0'?><!DOCTYPE a [<!ENTITY a 'x'>]><a>&a;</a>"
    toml = feeds_toml(server.says("/feed", page()), server.says("/entities", entities))
    assert watch.round(toml).feeds_failed == 2
    assert all("FD137" in line for line in watch.log)


def test_what_was_withdrawn_is_not_read_again(server: Server, feeds_toml: Toml, watch: Watch, tmp_path: Path) -> None:
    toml = feeds_toml(server.says("/feed", rss(server.says("/0", page())), "text/xml"))
    watch.round(toml)
    with Record(tmp_path / "record.db") as record:
        record.withdraw(next(record.reports())["id"], "asked by its subject")
    toml.with_suffix(".state.json").unlink()
    assert (watch.round(toml).failed, watch.round(toml).failed) == (1, 0)
    assert watch.reports() == []


def test_trouble_with_the_record_loses_nothing(server: Server, feeds_toml: Toml, watch: Watch, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*arguments: object, **options: object) -> bool:
        raise RecordError("FD404", "the disk is full")

    toml = feeds_toml(server.says("/feed", rss(server.says("/0", page())), "text/xml", ETag='"one"'))
    with monkeypatch.context() as patched:
        patched.setattr(Record, "add", full)
        with pytest.raises(RecordError, match="FD404"):
            watch.round(toml)
    assert watch.round(toml).added == 1


def test_memory_forgets_what_is_long_gone() -> None:
    from foreigndesk.feeds.state import Memory

    memory = Memory()
    memory.done("old", date(2031, 1, 1))
    memory.done("there", date(2031, 1, 1))
    memory.still_there(["there"], date(2031, 6, 1))
    assert set(memory.seen) == {"there"}
    assert not memory.wants("there")


@pytest.mark.parametrize(
    "text",
    ["", "every = 5", "feed = 3", "every = 'x'", "nonsense = 1\n[[feed]]\nurl='http://a/'", "[[feed]]\nurl = 'file:///a'",
     "[[feed]]\nname = 'x'", "every = 0\n[[feed]]\nurl='http://a/'", "private = ['x']\n[[feed]]\nurl='http://a/'",
     "[[feed]]\nurl='http://a/'\npages = 1", "= 1"],
)  # fmt: skip
def test_a_file_of_feeds_with_a_fault(text: str, tmp_path: Path) -> None:
    path = tmp_path / "feeds.toml"
    path.write_text(text)
    with pytest.raises(UsageError, match="FD580") as caught:
        load(path)
    assert str(path) in str(caught.value)


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="FD580"):
        load(tmp_path / "none.toml")


def test_a_broken_state(tmp_path: Path) -> None:
    path = tmp_path / "feeds.state.json"
    path.write_text("[1]")
    with pytest.raises(UsageError, match="FD581"):
        State(path)
