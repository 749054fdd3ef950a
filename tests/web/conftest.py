"""A desk over a record of invented reports, and a client of it."""

from __future__ import annotations

import time
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from foreigndesk.model import Reading, Report
from foreigndesk.record import Record

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    from fastapi.testclient import TestClient

from foreigndesk.web.app import application
from foreigndesk.web.jobs import Desk, Readers
from foreigndesk.web.safety import FORM, Door

AT = "http://127.0.0.1:8765"


class Reads:
    """A reader that finds nothing: quick, and enough for the queue."""

    @property
    def provenance(self) -> dict[str, str]:
        return {"version": "0", "model": "none", "lexicon": "none"}

    def read(self, report: Report) -> Reading:
        if "unreadable by us" in report.text:
            raise RuntimeError("a fault of ours")
        return Reading(report)


@pytest.fixture
def record(tmp_path: Path, make_treaty: Any, make_talks: Any, provenance: dict[str, str]) -> Iterator[Record]:
    with Record(tmp_path / "record.db") as made:
        made.add(make_treaty(), provenance)
        made.add(make_talks(), provenance)
        yield made


@pytest.fixture
def desk(record: Record) -> Desk:
    return Desk(record, Readers(Reads))  # type: ignore[arg-type]


@pytest.fixture
def client(desk: Desk) -> Iterator[TestClient]:
    with TestClient(application(desk), base_url=AT, raise_server_exceptions=False) as made:
        yield made


@pytest.fixture
def guarded(desk: Desk) -> Callable[..., TestClient]:
    """A client of a desk with another door."""
    return lambda base=AT, **door: TestClient(application(desk, Door(**door)), base_url=base, raise_server_exceptions=False)


@pytest.fixture
def hand_in(client: TestClient) -> Callable[..., Any]:
    """Send the form of the reports' page, and wait until all is read."""

    def send(**given: Any) -> Any:
        client.get("/reports")
        data = {"form": client.cookies[FORM], **{key: value for key, value in given.items() if key != "file"}}
        answer = client.post("/reports", data=data, files={"file": given["file"]} if "file" in given else None, follow_redirects=False)
        wait(client)
        return answer

    return send


def wait(client: TestClient) -> None:
    """Until the queue is empty."""
    for _ in range(200):
        if all(job["state"] in ("done", "failed") for job in client.get("/api/queue").json()):
            return
        time.sleep(0.02)
    raise AssertionError("the queue does not come to an end")
