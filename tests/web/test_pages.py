"""What each page shows."""

from __future__ import annotations

import re
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from fastapi.testclient import TestClient

from foreigndesk.model import Actor, Event, Reading, Report
from foreigndesk.record import Record
from foreigndesk.web.jobs import WAITING, Desk

EVIL = "<script>alert(1)</script><img src=x onerror=alert(2)>\"'"
PAGES = [
    "/reports",
    "/report?id=treaty",
    "/timeline",
    "/timeline?actor=Arvania&other=Belmora",
    "/commitments?as_of=2024-03-10",
    "/relations?as_of=2024-03-10",
    "/disputes",
    "/actors",
    "/actor?id=arvania",
    "/map",
    "/search?q=villagers",
    "/brief",
    "/brief?id=treaty",
    "/review",
    "/review?kind=commitment",
    "/judge?id=treaty-shelling",
    "/queue",
    "/enter",
]


class Outline(HTMLParser):
    """What a page asks of a browser, and the names of its fields."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.labelled: set[str | None] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag == "label":
            self.labelled.add(dict(attrs).get("for"))


@pytest.mark.parametrize("path", PAGES)
def test_a_page_is_sound(client: TestClient, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 200
    assert len(answer.content) < 300_000
    page = Outline()
    page.feed(answer.text)
    ids = [given["id"] for _, given in page.tags if "id" in given]
    assert len(ids) == len(set(ids)), "an id stands twice"
    for tag, given in page.tags:
        assert not [name for name in given if name.startswith("on") or name == "style"], (tag, given)
        assert tag != "style"
        if tag == "script":
            assert str(given["src"]).startswith("/static/")
        for name in ("src", "href", "action"):
            assert not str(given.get(name, "")).startswith(("http", "//", "javascript:")), (tag, given)
        if tag in ("input", "select", "textarea") and given.get("type") != "hidden":
            assert given.get("id") in page.labelled, given
        if tag == "img":
            assert "alt" in given
    if path != "/queue":
        assert [tag for tag, _ in page.tags].count("h1") == 1
        assert page.tags[0] == ("html", {"lang": "en"})
        assert ("a", {"class": "skip", "href": "#main"}) in page.tags


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/reports", ["Arvania vows to open its border", "The Test", "3 March 2024"]),
        ("/timeline", ["20 May 2024", "Belmora and Arvania held talks", "27 February 2024", "12 killed", "Why?"]),
        ("/timeline?type=CONSULT", ["held talks"]),
        ("/timeline?place=tess", ["12 killed"]),
        ("/timeline?actor=Arvania&other=Belmora", ["<svg", "cooperation above"]),
        ("/commitments?as_of=2024-03-10", ["pending", "by 1 April 2024", "if the shelling stops", "History"]),
        ("/commitments?as_of=2024-04-02", ["overdue"]),
        ("/relations?as_of=2024-03-10", ["Arvania recognises Belmora", "<svg", "Matrix", "recognition"]),
        ("/disputes", ["the shelling near Tessel", "Ilda Korr", "it did not happen", "Belmora denied it."]),
        ("/actors", ["Ilda Korr", "Belmoran gunners"]),
        ("/actors?name=korr", ["Ilda Korr"]),
        ("/actor?id=korr", ["Ilda Korr", "prime minister", "Nothing recorded", "We keep our word"]),
        ("/actor?id=arvania", ["open", "recognises"]),
        ("/map", ["Tessel", "A dashed line is disputed", "takes no side", "41.25"]),
        ("/search?q=VILLAGERS+tessel", ["Arvania vows", "12 killed"]),
        ("/search?q=korr", ["Ilda Korr"]),
        ("/brief?id=treaty", ["What was promised", "Arvania"]),
        ("/brief?actor=Belmora", ["What happened", "The sentences it rests on", '<li id="n1">', 'href="#n1"']),
    ],
)
def test_it_tells(client: TestClient, path: str, words: list[str]) -> None:
    page = client.get(path).text
    for one in words:
        assert one in page, one


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/timeline?type=CONSULT", "12 killed"),
        ("/timeline?actor=United States", "held talks"),
        ("/timeline?since=2024-04-01", "12 killed"),
        ("/timeline?until=2024-04-01", "held talks"),
        ("/timeline?min_confidence=0.5", "12 killed"),
        ("/timeline?place=corvane", "12 killed"),
        ("/relations?as_of=1990-01-01", "recognises"),
        ("/commitments?as_of=2024-03-10&status=overdue", "shelling stops"),
        ("/commitments?as_of=2024-01-01", "shelling stops"),
        ("/search?q=nothing+such", "vows"),
    ],
)
def test_it_leaves_out(client: TestClient, path: str, words: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 200
    assert words not in answer.text


def test_marks_lead_to_explanations_and_facts_to_their_words(client: TestClient) -> None:
    page = client.get("/report?id=treaty").text
    story, facts = page.split('<aside class="facts"')
    assert re.search(r'<a href="/explain\?id=treaty-promise"[^>]*class="promise event owed"[^>]*>open its border with</a>', story)
    assert re.search(r'<a href="/explain\?id=treaty-said"[^>]*class="cue"[^>]*data-f="3"', story)
    assert re.search(r'<a href="/explain\?id=korr"[^>]*class="actor c\d"[^>]*>Prime Minister Ilda Korr</a>', story)
    for fact in ("treaty-opening", "treaty-shelling", "treaty-said", "treaty-promise", "treaty-recognises", "treaty-dispute"):
        assert f'id="f-{fact}"' in facts
        assert f"/explain?id={fact}" in facts
    for anchor in set(re.findall(r'href="#(s\d+)"', facts)):
        assert f'id="{anchor}"' in story
    assert "Its words" in facts


def test_the_story_is_whole(client: TestClient, record: Record) -> None:
    story = client.get("/report?id=treaty").text.split('<section class="story"')[1].split("</section>")[0]
    words = re.sub(r"<[^>]+>", "", story.split("</p>", 1)[1]).replace("&#39;", "'")
    assert words.split() == record.text("treaty").split()


def test_what_a_report_says_is_text(client: TestClient, record: Record, provenance: dict[str, str]) -> None:
    text = f"{EVIL}\n\n{EVIL} attacked Belmora."
    reading = Reading(Report(f"evil/{EVIL}", text, title=EVIL, publisher=EVIL, url="javascript:alert(1)", byline=EVIL))
    end = len(text)
    reading.actors = [Actor(f"a{EVIL}", EVIL, "state", mentions=((0, 9),)), Actor("b", "Belmora", "state", mentions=((end - 8, end - 1),))]
    evidence = ((len(EVIL) + 2, end),)
    reading.events = [Event(f"e{EVIL}", "ASSAULT", (f"a{EVIL}",), ("b",), "occurred", (end - 17, end - 9), evidence)]
    record.add(reading, provenance)
    given = {
        "/report": {"id": f"evil/{EVIL}"}, "/brief": {"id": f"evil/{EVIL}"}, "/actor": {"id": f"a{EVIL}"}, "/search": {"q": EVIL},
        "/timeline": {"actor": EVIL, "other": "b"}, "/actors": {"name": EVIL}, "/explain": {"id": EVIL},
    }  # fmt: skip
    plain = ["/reports", "/timeline", "/actors", "/search?q=attacked", "/timeline?place=<script>"]
    for path in [*plain, *(f"{path}?{urlencode(asked)}" for path, asked in given.items())]:
        page = client.get(path).text
        assert "<script>" not in page
        assert "<img" not in page
        assert "&lt;script&gt;" in page
        assert 'href="javascript' not in page


def test_lists_go_on_by_cursor(client: TestClient, record: Record, make_treaty: Any, provenance: dict[str, str]) -> None:
    for number in range(4):
        record.add(make_treaty(id=f"more-{number}"), provenance)
    for order in ("first", "latest"):
        path, seen = f"/api/events?limit=3&order={order}", []
        while path:
            page = client.get(path).json()
            assert len(page["rows"]) <= 3
            seen += [row["id"] for row in page["rows"]]
            path = page["next"] and f"/api/events?limit=3&order={order}&cursor={page['next']}"
        whole = [row["id"] for row in client.get(f"/api/events?limit=200&order={order}").json()["rows"]]
        assert seen == whole
        assert len(set(seen)) == len(seen)


def test_an_event_that_several_reports_tell_is_shown_once_over_pages(
    client: TestClient, record: Record, make_treaty: Any, provenance: dict[str, str]
) -> None:
    record.add(make_treaty(id="another"), provenance)
    rows: list[Any] = []
    cursor = ""
    while cursor is not None:
        page = client.get("/api/events", params={"limit": 1, "cursor": cursor}).json()
        rows += page["rows"]
        cursor = page["next"]
    told = [row for row in rows if "sources" in row]
    assert told
    shown = [one["event"] for row in told for one in row["sources"]]
    assert len(shown) == len(set(shown))


@pytest.mark.parametrize("path", ["/timeline", "/disputes", "/reports", "/commitments?as_of=2024-03-10"])
def test_a_page_says_where_it_goes_on(client: TestClient, path: str) -> None:
    assert 'rel="next"' not in client.get(path).text


def test_the_board_opens_on_today_and_keeps_it_in_the_address(client: TestClient) -> None:
    answer = client.get("/commitments?actor=Arvania", follow_redirects=False)
    assert re.fullmatch(r"/commitments\?actor=Arvania&as_of=\d{4}-\d\d-\d\d", answer.headers["location"])


def test_a_view_can_be_cited_as_the_record_knows_it_now(
    client: TestClient, record: Record, make_treaty: Any, provenance: dict[str, str]
) -> None:
    link = re.search(r'href="(/timeline\?[^"]*known_by=[^"]*)">Link to cite', client.get("/timeline?type=CONSULT").text)
    assert link
    cited = link[1].replace("&amp;", "&")
    assert "type=CONSULT" in cited
    assert "As the record knew it at 20" in client.get(cited).text
    assert "talks-held" not in client.get("/timeline?known_by=2020-01-01").text
    assert client.get("/timeline?known_by=2020-01-01T12:00:00").status_code == 422
    assert client.get("/timeline?known_by=0001-01-01T00:00:01%2B10:00").status_code == 422


def test_an_assumption_moves_a_promise(client: TestClient) -> None:
    page = client.get("/commitments?as_of=2024-03-20&assume=shelling+stops&assume_on=2024-03-15").text
    assert "assuming “shelling stops” on 2024-03-15" in page
    assert "FD565" in client.get("/commitments?as_of=2024-03-20&assume=shelling").text
    assert "FD518" in client.get("/commitments?as_of=2024-03-20&assume=no+such+thing&assume_on=2024-03-15").text


@pytest.mark.parametrize(
    ("path", "status", "words"),
    [
        ("/timeline?since=tomorrow", 422, "since"),
        ("/timeline?since=2024-03-01&until=2024-01-01", 400, "FD502"),
        ("/timeline?other=Belmora", 400, "FD564"),
        ("/timeline.svg?actor=Belmora", 400, "FD569"),
        ("/timeline?cursor=made-up", 400, "FD560"),
        ("/timeline?cursor=w4bDtg", 400, "FD560"),
        ("/timeline?type=WHIM", 422, "type"),
        ("/report?id=none", 404, "FD407"),
        ("/actor?id=none", 404, "FD566"),
        ("/explain?id=none", 404, "FD530"),
        ("/nowhere", 404, "Not Found"),
    ],
)
def test_what_cannot_be_answered_says_why(client: TestClient, path: str, status: int, words: str) -> None:
    answer = client.get(path)
    assert answer.status_code == status
    assert words in answer.text
    assert "<h1>That did not work</h1>" in answer.text


def test_empty_fields_of_a_form_ask_nothing(client: TestClient) -> None:
    empty = "/timeline?actor=&other=&type=&status=&place=&since=&until=&min_confidence=&order="
    assert client.get(empty).text.count("<article") == client.get("/timeline").text.count("<article") > 0


@pytest.mark.parametrize(
    ("path", "kind", "words"),
    [
        ("/api/events?format=csv", "text/csv", "report,id,earliest"),
        ("/api/events?format=jsonl&type=CONSULT", "application/x-ndjson", '"talks-held"'),
        ("/api/commitments?format=csv&as_of=2024-04-02", "text/csv", "overdue"),
        ("/api/relations?format=csv", "text/csv", "recognition"),
        ("/api/disputes?format=jsonl", "application/x-ndjson", "the shelling near Tessel"),
        ("/api/statements?format=csv", "text/csv", "We keep our word"),
        ("/timeline.svg?actor=Arvania&other=Belmora", "image/svg+xml", "<svg"),
        ("/relations.svg?as_of=2024-03-10", "image/svg+xml", "<svg"),
        ("/map.svg", "image/svg+xml", "Tessel"),
    ],
)
def test_views_can_be_taken_along(client: TestClient, path: str, kind: str, words: str) -> None:
    answer = client.get(path)
    assert answer.headers["content-type"].startswith(kind)
    assert answer.headers["content-disposition"].startswith("attachment")
    assert words in answer.text


def test_an_export_has_all_pages(client: TestClient, record: Record, make_treaty: Any, provenance: dict[str, str]) -> None:
    for number in range(80):
        record.add(make_treaty(id=f"r{number}", text=make_treaty().report.text + f" Number {number}."), provenance)
    lines = client.get("/api/statements?format=jsonl").text.splitlines()
    assert len(lines) == 81


# -- handing in --------------------------------------------------------------------------------------------------------------


def test_a_pasted_text_is_read(client: TestClient, hand_in: Callable[..., Any]) -> None:
    text = "Border talks\n\nThe envoys of Arvania and Belmora met in Corvane on Tuesday. They agreed to meet again in the spring."
    answer = hand_in(text=text, published="2024-06-01")
    assert (answer.status_code, answer.headers["location"]) == (303, "/reports")
    job = client.get("/api/queue").json()[0]
    assert job["state"] == "done"
    report = client.get("/api/report", params={"id": job["reports"][0]}).json()["rows"][0]
    assert report["published"]["earliest"] == "2024-06-01"
    assert "Border talks" in client.get("/reports").text


def test_a_file_of_many_reports_is_read(client: TestClient, hand_in: Callable[..., Any]) -> None:
    lines = b'{"id": "l1", "text": "Arvania met Belmora in Corvane again.", "raw": true}\nno json\n'
    hand_in(file=("many.jsonl", lines))
    job = client.get("/api/queue").json()[0]
    assert (job["name"], job["state"], job["reports"]) == ("many.jsonl", "done", ["l1"])
    assert "line 2: is no JSON" in job["problems"][0]
    assert "standard input" not in job["problems"][0]


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"text": "unreadable by us: Arvania and Belmora met in Corvane on Tuesday to talk about their border."}, "a fault of ours"),
        ({"file": ("empty.txt", b"   ")}, ""),
        ({"file": ("binary.bin", bytes(range(256)) * 20)}, ""),
    ],
)
def test_what_cannot_be_read_is_told_and_the_next_is_read(
    client: TestClient, hand_in: Callable[..., Any], given: dict[str, Any], words: str
) -> None:
    hand_in(**given)
    job = client.get("/api/queue").json()[0]
    assert job["state"] == "failed"
    assert words in job["problems"][0]
    assert "problem" in client.get("/reports").text
    hand_in(text="Arvania and Belmora met in Corvane on Tuesday to talk about the border between them.")
    assert client.get("/api/queue").json()[0]["state"] == "done"


@pytest.mark.parametrize(("given", "code"), [({}, "FD568"), ({"text": "a b", "published": "soon"}, "FD506")])
def test_what_is_missing_is_said(hand_in: Callable[..., Any], given: dict[str, str], code: str) -> None:
    answer = hand_in(**given)
    assert answer.status_code == 400
    assert code in answer.text


def test_the_queue_has_an_end(desk: Desk, client: TestClient) -> None:
    with desk.readers.lock:  # nothing is read meanwhile
        for _ in range(WAITING):
            desk.add("one", b"Arvania met Belmora in Corvane.")
        for _ in range(50):  # the first may have been taken up already
            answer = client.post("/api/reports", json={"text": "Arvania met Belmora in Corvane."})
            if answer.status_code == 400:
                break
        assert answer.json()["code"] == "FD563"


def test_explanations_by_the_real_reader(tmp_path: Path, reader: Any) -> None:
    from foreigndesk.intake import from_text
    from foreigndesk.web.app import application
    from foreigndesk.web.jobs import Readers

    with Record(tmp_path / "r.db") as record:
        reading = reader.read(from_text("Arvania attacked Belmora on 2 March 2024. “We regret it,” the minister said.", raw=True))
        record.add(reading, reader.provenance)
        with TestClient(application(Desk(record, Readers(lambda: reader))), base_url="http://127.0.0.1") as client:
            for id_ in (reading.events[0].id, reading.actors[0].id, reading.report.id):
                page = client.get("/explain", params={"id": id_})
                assert page.status_code == 200
                assert "<h1>Why?</h1>" in page.text
                assert client.get("/api/explanation", params={"id": id_}).json()["id"] == id_
            assert "attacked" in client.get("/explain", params={"id": reading.events[0].id}).text
