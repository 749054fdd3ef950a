"""Another reader beside ours: a local server that speaks chat completions, and what of its answers may enter a record."""

from __future__ import annotations

import importlib.util
import json
import socket
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from foreigndesk.cli import app
from foreigndesk.errors import UsageError
from foreigndesk.intake import from_text
from foreigndesk.model import Report
from foreigndesk.other_readers import Endpoint, Joined, SetAside
from foreigndesk.reader import Reader
from foreigndesk.record import Record

pytest.importorskip("httpx")

FIRST = "Chad piled ancient grudges upon Sudan on Monday."
SECOND = "Sudan, an envoy said, would bury the hatchet with Chad."
TEXT = f"{FIRST} {SECOND} Norway condemned the raid. The rain fell for days."
GRUDGES = {
    "type": "THREATEN", "status": "occurred", "quote": FIRST, "trigger": "piled ancient grudges", "actors": ["Chad"],
    "recipients": ["Sudan"],
    "when": "on Monday",
}  # fmt: skip


@dataclass
class Server:
    """Answers every question with what it is told to, and keeps the questions."""

    url: str
    answer: Callable[[], tuple[int, str]] = lambda: (200, "{}")
    asked: list[dict[str, Any]] = field(default_factory=list)

    def says(self, *events: object) -> None:
        self.says_text(json.dumps({"events": list(events)}))

    def says_text(self, content: str) -> None:
        self.answer = lambda: (200, json.dumps({"choices": [{"message": {"role": "assistant", "content": content}}]}))


@pytest.fixture
def server() -> Iterator[Server]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            told.asked.append({"path": self.path, "key": self.headers.get("Authorization"), **body})
            status, text = told.answer()
            self.send_response(status)
            if 300 <= status < 400:
                self.send_header("Location", "http://127.0.0.1:9/elsewhere")
            self.end_headers()
            self.wfile.write(text.encode())

        def log_message(self, format: str, *args: object) -> None:
            pass

    http = HTTPServer(("127.0.0.1", 0), Handler)
    told = Server(f"http://127.0.0.1:{http.server_port}/v1")
    thread = threading.Thread(target=http.serve_forever, daemon=True)
    thread.start()
    yield told
    http.shutdown()
    http.server_close()
    thread.join()


def report() -> Report:
    return from_text(TEXT, raw=True, published=date(2024, 5, 15))


def joined(reader: Reader, server: Server) -> Joined:
    return Joined(reader, Endpoint(server.url, model="tiny-1", key="secret"))


def test_what_is_asked(reader: Reader, server: Server) -> None:
    server.says()
    joined(reader, server).read(report())
    (asked,) = server.asked
    assert (asked["path"], asked["key"], asked["model"], asked["temperature"]) == ("/v1/chat/completions", "Bearer secret", "tiny-1", 0)
    assert [message["role"] for message in asked["messages"]] == ["system", "user"]
    assert asked["messages"][1]["content"] == TEXT
    assert "copied to the letter" in asked["messages"][0]["content"]


def test_what_the_report_bears_out_enters_and_is_marked(reader: Reader, server: Server) -> None:
    server.says(GRUDGES)
    both = joined(reader, server)
    reading = both.read(report())
    own = reader.read(report())
    (added,) = [event for event in reading.events if event.origin != "frame"]
    assert (added.type, added.status, added.actors, added.recipients, added.origin) == (
        "THREATEN", "occurred", ("TCD",), ("SDN",), "reader:tiny-1",
    )  # fmt: skip
    assert TEXT[slice(*added.trigger)] == "piled ancient grudges"
    assert [TEXT[slice(*span)] for span in added.evidence] == [FIRST]
    assert [event for event in reading.events if event.origin == "frame"] == own.events
    assert both.aside == []
    assert both.provenance["model"] == f"{reader.provenance['model']}+tiny-1"
    assert both.read(report()) == reading
    with Record("sqlite://") as record:
        record.add(reading, both.provenance)
        assert {row["origin"] for row in record.facts("event")} >= {"reader:tiny-1"}


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"quote": FIRST.replace("Sudan", "South Sudan")}, "its quoted words do not stand in the report"),
        ({"quote": FIRST.lower()}, "its quoted words do not stand in the report"),
        ({"quote": "ad piled ancient grudges upon Sudan"}, "its quoted words do not stand in the report"),
        ({"quote": ""}, "it quotes no words"),
        ({"trigger": "condemned"}, "its trigger, or somebody's words, do not stand in its quotation"),
        ({"actors": ["Norway"]}, "its trigger, or somebody's words, do not stand in its quotation"),
        ({"actors": ["ancient"]}, "“ancient” mention nobody that is known in the report"),
        ({"actors": [], "recipients": []}, "it names nobody"),
        ({"quote": TEXT}, "its quotation is longer than 2 sentences"),
        ({"type": "BETRAY"}, "'BETRAY' is no type of event"),
        ({"status": "likely"}, "'likely' is no status"),
        ({"type": "ACCUSE", "quote": "Norway condemned the raid.", "trigger": "condemned", "actors": ["Norway"], "recipients": []},
         "it is told already"),
        ({"quote": 7}, "it lacks one of the texts type, status, quote, trigger"),
        ({"actors": "Chad"}, "actors and recipients are no lists of texts"),
    ],
)  # fmt: skip
def test_what_it_does_not_bear_out_is_set_aside(reader: Reader, server: Server, change: dict[str, Any], why: str) -> None:
    server.says({**GRUDGES, **change})
    both = joined(reader, server)
    assert both.read(report()) == reader.read(report())
    assert [one.why for one in both.aside] == [why]
    assert both.aside[0].report == report().id


@pytest.mark.parametrize("content", ["I see no events.", "[]", '{"events": 3}', '{"facts": []}', ""])
def test_an_answer_that_is_no_list_is_set_aside(reader: Reader, server: Server, content: str) -> None:
    server.says_text(content)
    both = joined(reader, server)
    assert both.read(report()) == reader.read(report())
    assert [one.why for one in both.aside] == ["the answer is no JSON object with a list called events"]


def test_a_code_fence_round_the_answer(reader: Reader, server: Server) -> None:
    server.says_text("```json\n" + json.dumps({"events": [GRUDGES]}) + "\n```")
    assert "reader:tiny-1" in {event.origin for event in joined(reader, server).read(report()).events}


@pytest.mark.parametrize(
    ("status", "text", "says"),
    [
        (500, "out of\nmemory", "answered with status 500: out of memory"),
        (302, "", "answered with status 302"),
        (200, "hello", "did not answer in the form of chat completions"),
        (200, '{"choices": []}', "did not answer in the form of chat completions"),
    ],
)
def test_an_endpoint_in_trouble(reader: Reader, server: Server, status: int, text: str, says: str) -> None:
    server.answer = lambda: (status, text)
    with pytest.raises(UsageError, match="FD593") as raised:
        joined(reader, server).read(report())
    assert says in raised.value.message


def test_nobody_there(reader: Reader) -> None:
    with pytest.raises(UsageError, match="FD593"):
        Joined(reader, Endpoint("http://127.0.0.1:9", model="m", seconds=2)).read(report())


def test_no_endpoint_at_all(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(UsageError, match="FD592"):
        Endpoint("localhost:8000", model="m")
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    with pytest.raises(UsageError, match=r"FD592.*pip install 'foreigndesk\[endpoint\]'"):
        Endpoint("http://localhost:8000", model="m")


def test_nothing_connects_unless_asked(reader: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    def connect(*_: object) -> None:
        raise AssertionError("a connection")

    monkeypatch.setattr(socket.socket, "connect", connect)
    monkeypatch.setattr(socket, "create_connection", connect)
    assert reader.read(report()).events


def test_any_other_reader_may_be_plugged_in(reader: Reader) -> None:
    class Silent:
        name = "silent"

        def propose(self, report: Report) -> list[SetAside]:
            return [SetAside(report.id, "all", "nothing to say")]

    both = Joined(reader, Silent())
    assert list(both.read_many([report()])) == [reader.read(report())]
    assert [one.why for one in both.aside] == ["nothing to say"]


def test_the_command(server: Server, tmp_path: Path, reader: Reader) -> None:
    file = tmp_path / "report.txt"
    file.write_text(TEXT)
    server.says(GRUDGES, {**GRUDGES, "quote": "Not a word of it."})
    run = ["read", str(file), "--format", "jsonl", "--endpoint", server.url]
    done = CliRunner().invoke(app, [*run, "--endpoint-model", "tiny-1"])
    assert done.exit_code == 0, done.output
    assert '"origin": "reader:tiny-1"' in done.output
    assert "THREATEN “piled ancient grudges” set aside: its quoted words do not stand in the report" in done.output
    assert "FD594" in CliRunner().invoke(app, run).output
