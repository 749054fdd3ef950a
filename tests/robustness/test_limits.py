"""A report is bounded in size and time: what is too much is told, and the others are read."""

from __future__ import annotations

import io
import json
import threading
import time
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from foreigndesk import intake, limits
from foreigndesk.cli import app
from foreigndesk.errors import IntakeError
from foreigndesk.intake import from_text
from foreigndesk.language.component import Component
from foreigndesk.reader import Reader

STORY = "Arvania recalled its ambassador from Belmora on Monday, officials said."


def run(*arguments: str) -> Any:
    return CliRunner().invoke(app, ["read", *arguments, "--format", "jsonl"])


def read(done: Any) -> list[str]:
    return [row["id"] for row in map(json.loads, done.stdout.splitlines()) if row["kind"] == "report"]


def lines(tmp_path: Path, *texts: str) -> str:
    path = tmp_path / "reports.jsonl"
    path.write_text("".join(json.dumps({"id": str(number), "text": text, "raw": True}) + "\n" for number, text in enumerate(texts)))
    return str(path)


def test_a_line_that_is_too_large(tmp_path: Path, reader: Reader) -> None:
    done = run(lines(tmp_path, STORY, STORY * 20, STORY), "--max-megabytes", "0.0009765625")
    assert (done.exit_code, read(done)) == (2, ["0", "2"])
    assert "[FD111]" in done.stderr
    assert "line 2: is longer than 0.000976562 MiB" in done.stderr


@pytest.mark.parametrize("text", [f"{STORY} " * 6, "x" * 600])
def test_a_report_that_is_too_long(tmp_path: Path, text: str, reader: Reader) -> None:
    done = run(lines(tmp_path, STORY, STORY, text, STORY), "--max-words", "50")
    assert (done.exit_code, read(done)) == (2, ["0", "1", "3"])
    assert done.stderr.startswith("foreigndesk: 2: [FD120] has ")
    assert done.stderr.count("\n") == 1


def test_a_report_that_takes_too_long(tmp_path: Path, reader: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    annotate = Component.__call__

    def slow(component: Component, doc: Any) -> Any:
        if "slow" in doc.text:
            time.sleep(5)
        return annotate(component, doc)

    monkeypatch.setattr(Component, "__call__", slow)
    done = run(lines(tmp_path, STORY, STORY, f"A slow story: {STORY}", STORY), "--max-seconds", "1")
    assert (done.exit_code, read(done)) == (2, ["0", "1", "3"])
    assert done.stderr == "foreigndesk: 2: [FD121] took longer than 1 s and was given up: allow more with --max-seconds\n"


def test_a_page_that_takes_too_long(monkeypatch: pytest.MonkeyPatch) -> None:
    def slow(text: str) -> None:
        try:
            time.sleep(5)
        except Exception:  # as libraries do, and go on
            time.sleep(5)

    monkeypatch.setattr("foreigndesk.intake.report.require_english", slow)
    (found,) = intake.reports(["-"], stdin=io.BytesIO(STORY.encode()), seconds=0.05)  # type: ignore[arg-type]
    assert isinstance(found, IntakeError)
    assert found.message == "standard input: took longer than 0.05 s and was given up: allow more with --max-seconds"


def test_in_python(reader: Reader) -> None:
    short = Reader(max_words=8)
    with pytest.raises(IntakeError, match=r"FD120.*10 words, more than 8.*max_words"):
        short.read(from_text(STORY, raw=True))
    with pytest.raises(IntakeError, match="FD120"):
        list(short.read_many([from_text(STORY, raw=True)]))


def test_a_limit_of_time_leaves_another_in_force() -> None:
    def work() -> None:
        with limits.within(60):
            pass
        time.sleep(5)

    with pytest.raises(IntakeError, match=r"longer than 0\.1 s"), limits.within(0.1):
        work()


def test_outside_the_main_thread_there_is_no_limit_of_time() -> None:
    done: list[bool] = []

    def work() -> None:
        with limits.within(0.01):
            time.sleep(0.05)
            done.append(True)

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert done == [True]
