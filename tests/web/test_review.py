"""Judging facts at the desk: accept, reject, correct, take back, and what is left."""

from __future__ import annotations

import re
from typing import Any

import pytest
from fastapi.testclient import TestClient

from foreigndesk.record import Record
from foreigndesk.web.safety import FORM

LEFT = re.compile(r"<b>([\d,]+)</b> (\w+?)s?[,.]?(?=[ <])")


@pytest.fixture
def judge(client: TestClient) -> Any:
    """Send the form of a fact."""

    def send(fact: str, verdict: str, path: str = "/review", **more: str) -> Any:
        client.get("/review")
        given = {"form": client.cookies[FORM], "fact": fact, "verdict": verdict, **more}
        return client.post(path, data=given, follow_redirects=False)

    return send


def left(page: str) -> dict[str, int]:
    return {kind: int(count.replace(",", "")) for count, kind in LEFT.findall(page)}


def test_what_is_judged_is_left_no_more(client: TestClient, record: Record, judge: Any) -> None:
    before = left(client.get("/review").text)
    assert before["event"] > 1
    answer = judge("treaty-shelling", "accepted", back="/review?kind=event")
    assert (answer.status_code, answer.headers["location"]) == (303, "/review?kind=event")
    page = client.get("/review").text
    assert left(page)["event"] == before["event"] - 1
    waiting, last = page.split("Judged last")
    assert 'data-fact="treaty-shelling"' not in waiting
    assert 'data-fact="treaty-shelling"' in last
    assert "accepted by the desk" in last
    judge("treaty-shelling", "undo", "/review/undo")
    assert left(client.get("/review").text) == before
    assert record.reviews() == []


def test_what_is_rejected_is_in_no_list_and_struck_through_in_its_report(client: TestClient, judge: Any) -> None:
    judge("treaty-recognises", "rejected")
    assert "recognises" not in client.get("/relations?as_of=2024-03-10").text
    assert re.search(r'class="fact relation rejected"[^>]*data-fact="treaty-recognises"', client.get("/report?id=treaty").text)


def test_what_is_corrected_is_listed_by_what_it_is_now(client: TestClient, record: Record, judge: Any) -> None:
    record.review("treaty-shelling", "corrected", {"type": "COERCE", "when": "2024-06-01"}, reviewer="Ada")
    assert "treaty-shelling" not in client.get("/timeline?type=ASSAULT").text
    assert "treaty-shelling" in client.get("/timeline?type=COERCE&since=2024-05-25").text
    for order in ("first", "latest"):
        whole = [row["id"] for row in client.get(f"/api/events?order={order}").json()["rows"]]
        assert whole[-1 if order == "first" else 0] == "treaty-shelling"
        seen: list[str] = []
        path = f"/api/events?limit=1&order={order}"
        while path:
            page = client.get(path).json()
            seen += [row["id"] for row in page["rows"]]
            path = page["next"] and f"/api/events?limit=1&order={order}&cursor={page['next']}"
        assert seen == whole


def test_a_correction_sends_what_was_changed_alone(client: TestClient, record: Record, judge: Any) -> None:
    page = client.get("/judge?id=treaty-shelling&back=/timeline").text
    fields = dict(re.findall(r'<input id="(c-[a-z]+)" name="c-[a-z]+" value="([^"]*)"', page))
    assert fields["c-when"]
    answer = judge("treaty-shelling", "corrected", back="/timeline", **{**fields, "c-type": "COERCE", "c-status": "occurred"})
    assert answer.headers["location"] == "/timeline"
    (row,) = record.reviews()
    assert row["correction"]["type"] == "COERCE"
    assert set(row["correction"]) <= {"type", "status"}
    told = client.get("/report?id=treaty").text
    assert "corrected by the desk" in told
    again = client.get("/judge?id=treaty-shelling").text
    assert '<option value="COERCE" selected>' in again


def test_nothing_changed_is_accepted(record: Record, judge: Any) -> None:
    judge("treaty-shelling", "corrected")
    assert [row["verdict"] for row in record.reviews()] == ["accepted"]


@pytest.mark.parametrize(
    ("fact", "verdict", "more", "status", "code"),
    [
        ("none-such", "accepted", {}, 404, "FD540"),
        ("treaty-shelling", "perhaps", {}, 400, "FD541"),
        ("treaty-shelling", "corrected", {"c-status": "maybe"}, 400, "FD543"),
        ("treaty-shelling", "corrected", {"c-actors": "Nobody At All"}, 400, "FD544"),
        ("treaty-shelling", "accepted", {"form": "another's"}, 400, "FD567"),
    ],
)
def test_what_cannot_be_judged_says_why(
    judge: Any, record: Record, fact: str, verdict: str, more: dict[str, str], status: int, code: str
) -> None:
    answer = judge(fact, verdict, **more)
    assert answer.status_code == status
    assert code in answer.text
    assert record.reviews() == []


def test_nothing_to_take_back(judge: Any) -> None:
    answer = judge("treaty-shelling", "undo", "/review/undo")
    assert answer.status_code == 404
    assert "FD545" in answer.text


@pytest.mark.parametrize("back", ["https://attacker.example/", "//attacker.example", "/\\attacker.example", "javascript:alert(1)", ""])
def test_it_leads_back_to_no_other_site(judge: Any, client: TestClient, back: str) -> None:
    assert judge("treaty-shelling", "accepted", back=back).headers["location"] == "/review"
    assert f'href="{back}"' not in client.get("/judge", params={"id": "treaty-shelling", "back": back}).text or not back


def test_a_page_gets_the_fact_alone(judge: Any) -> None:
    answer = judge("treaty-shelling", "rejected", part="judging")
    assert answer.status_code == 200
    assert "<html" not in answer.text
    assert 'data-verdict="undo"' in answer.text
    assert left(answer.text)["event"] >= 1


def test_each_kind_has_its_form(client: TestClient, record: Record) -> None:
    for kind in ("event", "statement", "commitment", "relation", "dispute"):
        page = client.get(f"/review?kind={kind}")
        assert page.status_code == 200
        for row in record.facts(kind):
            assert "Correct it" in client.get("/judge", params={"id": row["id"]}).text


def test_programs_judge_too(client: TestClient) -> None:
    made = client.post("/api/reviews", json={"fact": "treaty-shelling", "verdict": "rejected", "reviewer": "Ada", "note": "a rumour"})
    assert made.status_code == 201
    (row,) = client.get("/api/reviews").json()["rows"]
    assert (row["reviewer"], row["note"], row["standing"]) == ("Ada", "a rumour", True)
    assert client.post("/api/reviews/undo", json={"review": made.json()["id"]}).status_code == 201
    assert client.get("/api/reviews").json() == {"rows": [], "next": None}
    assert len(client.get("/api/reviews?history=true&limit=1").json()["rows"]) == 1
    corrected = client.post("/api/reviews", json={"fact": "treaty-shelling", "verdict": "corrected", "correction": {"nothing": "x"}})
    assert corrected.json()["code"] == "FD542"


def test_another_site_may_not_judge(client: TestClient, record: Record) -> None:
    given = {"fact": "treaty-shelling", "verdict": "rejected"}
    assert client.post("/api/reviews", json=given, headers={"origin": "https://attacker.example"}).status_code == 403
    assert client.post("/review", data=given, headers={"sec-fetch-site": "cross-site"}).status_code == 403
    assert record.reviews() == []
