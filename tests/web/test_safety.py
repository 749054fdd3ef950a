"""Who may ask, from where, and what a page may do."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from fastapi.testclient import TestClient
from typer.testing import CliRunner

from foreigndesk.cli import app
from foreigndesk.errors import UsageError
from foreigndesk.web.safety import FORM, LARGEST, POLICY, Door

TOKEN = "a-token-of-some-length"
WRITES = {"text": "Arvania and Belmora met in Corvane on Tuesday to talk about the border."}


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("127.0.0.1:8765", 200),
        ("localhost:9", 200),
        ("[::1]:8765", 200),
        ("LOCALHOST", 200),
        ("attacker.example", 421),
        ("127.0.0.1.attacker.example:8765", 421),
        ("192.168.1.7:8765", 421),
        ("", 421),
        ("[", 421),
    ],
)
def test_a_name_that_was_made_to_point_here_is_refused(client: TestClient, host: str, status: int) -> None:
    assert client.get("/api/queue", headers={"host": host}).status_code == status


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 202),
        ({"origin": "http://127.0.0.1:8765"}, 202),
        ({"origin": "http://127.0.0.1:8765", "sec-fetch-site": "same-origin"}, 202),
        ({"origin": "https://attacker.example"}, 403),
        ({"origin": "http://127.0.0.1:9999"}, 403),
        ({"origin": "null"}, 403),
        ({"sec-fetch-site": "cross-site"}, 403),
        ({"sec-fetch-site": "same-site"}, 403),
    ],
)
def test_another_site_may_not_write(client: TestClient, headers: dict[str, str], status: int) -> None:
    assert client.post("/api/reports", json=WRITES, headers=headers).status_code == status


def test_a_plain_form_of_another_site_is_no_json(client: TestClient) -> None:
    answer = client.post("/api/reports", content='{"text": "a b"}', headers={"content-type": "text/plain"})
    assert answer.status_code == 422
    assert client.get("/api/queue").json() == []


@pytest.mark.parametrize("form", ["", "made-up"])
def test_a_form_needs_the_token_of_the_cookie(client: TestClient, form: str) -> None:
    client.get("/reports")
    answer = client.post("/reports", data={**WRITES, "form": form})
    assert answer.status_code == 400
    assert "FD567" in answer.text
    assert client.get("/api/queue").json() == []


def test_cookies_are_for_this_site_and_no_script(client: TestClient) -> None:
    given = client.get("/reports").headers["set-cookie"]
    assert "HttpOnly" in given
    assert "SameSite=Strict" in given


@pytest.mark.parametrize("path", ["/reports", "/timeline", "/static/desk.js", "/api/events", "/nothing", "/timeline?since=x", "/map.svg"])
def test_every_answer_has_the_policy(client: TestClient, path: str) -> None:
    headers = client.get(path).headers
    assert headers["content-security-policy"] == POLICY
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["x-frame-options"] == "DENY"
    assert headers["referrer-policy"] == "same-origin"


def test_a_refusal_has_the_policy_too(client: TestClient) -> None:
    assert client.get("/", headers={"host": "attacker.example"}).headers["content-security-policy"] == POLICY


def test_too_much_is_refused(client: TestClient) -> None:
    answer = client.post("/api/reports", content=b"x" * (LARGEST + 1), headers={"content-type": "application/json"})
    assert answer.status_code == 413


def test_too_much_without_its_length_is_not_read(client: TestClient) -> None:
    def pieces() -> Any:
        for _ in range(LARGEST // 2**20 + 2):
            yield b"x" * 2**20

    answer = client.post("/api/reports", content=pieces(), headers={"content-type": "application/json"})
    assert answer.status_code >= 400
    assert client.get("/api/queue").json() == []


@pytest.mark.parametrize("path", ["/static/../app.py", "/static/%2e%2e%2fapp.py", "/static//etc/passwd", "/static/desk.css%00"])
def test_only_the_packaged_files_are_served(client: TestClient, path: str) -> None:
    assert client.get(path).status_code == 404


@pytest.mark.parametrize("host", ["0.0.0.0", "192.168.1.7", "::", "desk.example"])
def test_no_desk_for_others_without_a_token(host: str) -> None:
    with pytest.raises(UsageError, match="FD561"):
        Door(host)
    assert CliRunner().invoke(app, ["serve", "--host", host, "--record", "/nonexistent/record.db"]).exit_code == 2


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "::1", "127.0.0.2"])
def test_this_machine_needs_none(host: str) -> None:
    assert Door(host).is_local


def test_a_short_token_is_refused() -> None:
    with pytest.raises(UsageError, match="FD562"):
        Door("0.0.0.0", "short")


def test_with_a_token_nobody_else_comes_in(guarded: Callable[..., TestClient]) -> None:
    with guarded(token=TOKEN) as client:
        assert client.get("/api/events").status_code == 401
        assert client.get("/api/openapi.json").status_code == 401
        assert client.post("/reports", data=WRITES).status_code == 401
        assert client.get("/timeline", follow_redirects=False).headers["location"] == "/enter"
        for given in ("Bearer wrong", f"Basic {TOKEN}", "Bearer", f"Bearer {TOKEN}x"):
            assert client.get("/api/events", headers={"authorization": given}).status_code == 401
        assert client.get("/api/events", headers={"authorization": f"Bearer {TOKEN}"}).status_code == 200
        assert client.get("/static/desk.css").status_code == 200


def test_the_entrance_gives_a_cookie_that_is_not_the_token(guarded: Callable[..., TestClient]) -> None:
    with guarded(token=TOKEN) as client:
        form = client.get("/enter") and client.cookies[FORM]
        assert client.post("/enter", data={"token": "wrong", "form": form}).status_code == 403
        assert client.post("/enter", data={"token": TOKEN, "form": "made-up"}).status_code == 403
        answer = client.post("/enter", data={"token": TOKEN, "form": form})
        assert answer.status_code == 200
        assert answer.url.path == "/reports"
        assert TOKEN not in str(client.cookies)
        assert client.get("/timeline", follow_redirects=False).status_code == 200


def test_away_from_this_machine_it_is_asked_by_numbers_and_names_given(guarded: Callable[..., TestClient]) -> None:
    with guarded("http://192.168.1.7:8765", host="0.0.0.0", token=TOKEN, names=("desk.example",)) as client:
        shown = {"authorization": f"Bearer {TOKEN}"}
        for host, status in (("192.168.1.7:8765", 200), ("desk.example", 200), ("attacker.example", 421)):
            assert client.get("/api/queue", headers={**shown, "host": host}).status_code == status


def test_the_address_and_port_must_be_free(tmp_path: Any) -> None:
    import socket

    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        asked = ["serve", "--record", str(tmp_path / "r.db"), "--port", str(taken.getsockname()[1])]
        done = CliRunner().invoke(app, asked)
    assert done.exit_code == 2
    assert "FD571" in done.output


def test_without_its_packages_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    done = CliRunner().invoke(app, ["serve"])
    assert done.exit_code == 2
    assert "FD570" in done.output
    assert "foreigndesk[web]" in done.output
