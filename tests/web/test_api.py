"""The API as it describes itself: every operation, with whatever its schema allows, answers and never fails."""

from __future__ import annotations

import warnings

import pytest
from fastapi.testclient import TestClient

from foreigndesk.web.app import application
from foreigndesk.web.jobs import Desk
from foreigndesk.web.safety import Door

schemathesis = pytest.importorskip("schemathesis", reason="schemathesis is not installed")

OPERATIONS = (
    "GET /api/actor", "GET /api/actors", "GET /api/commitments", "GET /api/disputes", "GET /api/events", "GET /api/explanation",
    "GET /api/queue", "GET /api/relations", "GET /api/report", "GET /api/reports", "GET /api/reviews", "GET /api/search",
    "GET /api/statements",
    "POST /api/reports", "POST /api/reviews", "POST /api/reviews/undo",
)  # fmt: skip
EXAMPLES = 12


def test_it_describes_all_that_it_has(client: TestClient) -> None:
    described = client.get("/api/openapi.json").json()["paths"]
    assert sorted(f"{method.upper()} {path}" for path, methods in described.items() for method in methods) == sorted(OPERATIONS)
    events = {one["name"] for one in described["/api/events"]["get"]["parameters"]}
    assert {"actor", "other", "place", "since", "until", "as_of", "type", "status", "min_confidence", "cursor", "limit", "format"} <= events


@pytest.mark.parametrize("operation", [one for one in OPERATIONS if "explanation" not in one])
def test_nothing_that_its_schema_allows_makes_it_fail(desk: Desk, operation: str) -> None:
    from hypothesis import HealthCheck, given, settings

    method, path = operation.split()
    app = application(desk, Door())
    schema = schemathesis.openapi.from_dict(app.openapi())
    with TestClient(app, base_url="http://127.0.0.1", raise_server_exceptions=False) as client, warnings.catch_warnings():
        warnings.simplefilter("ignore")

        @given(case=schema[path][method].as_strategy())
        @settings(max_examples=EXAMPLES, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck))
        def ask(case: object) -> None:
            sent = case.as_transport_kwargs(base_url="http://127.0.0.1")  # type: ignore[attr-defined]
            headers = {name: value for name, value in sent["headers"].items() if name.casefold() != "host"}
            body = {key: sent[key] for key in ("json", "content", "data") if sent.get(key) is not None}
            answer = client.request(sent["method"], sent["url"], params=sent.get("params"), headers=headers, **body)
            assert answer.status_code < 500, answer.text
            assert answer.headers["content-type"].split(";")[0] in ("application/json", "text/csv", "application/x-ndjson")

        ask()
