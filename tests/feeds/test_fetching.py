"""What may be fetched, and what a hostile server can do: nothing that lasts, nothing that grows."""

from __future__ import annotations

import asyncio
import ipaddress
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest

from foreigndesk.errors import IntakeError
from foreigndesk.feeds.addresses import allowed
from foreigndesk.feeds.fetching import Fetcher, Page
from foreigndesk.feeds.settings import Settings, load

from .conftest import Server, bomb, packed

Toml = Callable[..., Path]


@pytest.fixture
def settings(feeds_toml: Toml) -> Settings:
    return load(feeds_toml("http://127.0.0.1/feed"))


def get(url: str, settings: Settings) -> Page:
    async def fetched() -> Page:
        async with Fetcher(settings) as fetcher:
            return await fetcher.get(url)

    return asyncio.run(fetched())


def code(url: str, settings: Settings) -> str:
    with pytest.raises(IntakeError) as caught:
        get(url, settings)
    assert "\n" not in caught.value.message
    return caught.value.code


def test_a_page_says_who_asks(server: Server, settings: Settings) -> None:
    page = get(server.says("/a", "<p>hello"), replace(settings, contact="mailto:desk@example.org"))
    assert (page.status, page.data, page.charset) == (200, b"<p>hello", None)
    assert server.asked[-1][2]["user-agent"].endswith("(+mailto:desk@example.org)")
    assert server.asked[-1][2]["host"] == server.url.removeprefix("http://")


def test_a_packed_page_is_unpacked(server: Server, settings: Settings) -> None:
    assert get(server.says("/a", packed("hello"), Content_Encoding="gzip"), settings).data == b"hello"


@pytest.mark.parametrize(
    "address",
    ["127.0.0.1", "10.0.0.1", "192.168.1.1", "172.16.0.9", "169.254.169.254", "100.64.0.1", "0.0.0.0", "224.0.0.1", "::1", "fe80::1",
     "fc00::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "64:ff9b::a00:1", "2002:a00:1::", "255.255.255.255"],
)  # fmt: skip
def test_private_addresses_are_not_allowed(address: str) -> None:
    found = ipaddress.ip_address(address)
    assert not allowed(found, ())
    assert allowed(found, (ipaddress.ip_network("0.0.0.0/0"), ipaddress.ip_network("::/0")))


@pytest.mark.parametrize("address", ["93.184.216.34", "2606:2800:220:1::1", "::ffff:93.184.216.34"])
def test_public_addresses_are(address: str) -> None:
    assert allowed(ipaddress.ip_address(address), ())


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "2130706433", "0x7f.1", "[::1]", "[::ffff:127.0.0.1]"])
def test_loopback_by_any_name_is_refused(host: str, server: Server, settings: Settings) -> None:
    strict = replace(settings, private=())
    assert code(f"http://{host}:{server.http.server_port}/a", strict) in ("FD130", "FD135")
    assert server.asked == []


@pytest.mark.parametrize(
    "url", ["file:///etc/hosts", "ftp://example.org/a", "gopher://x/1", "http:///a", "http://me:secret@127.0.0.1/a", "http://127.0.0.1:0/"]
)
def test_other_addresses_are_refused(url: str, settings: Settings) -> None:
    assert code(url, settings) == "FD130"


@pytest.mark.parametrize(
    ("to", "wanted"),
    [("file:///etc/hosts", "FD130"), ("http://10.0.0.1/secret", "FD130"), ("http://169.254.169.254/", "FD130"), ("/a", "FD136")],
)
def test_redirections_are_checked_like_addresses(to: str, wanted: str, server: Server, settings: Settings) -> None:
    assert code(server.moved("/a", to), settings) == wanted
    assert len(server.paths()) <= 6


def test_a_redirection_is_followed(server: Server, settings: Settings) -> None:
    server.says("/b", "there")
    page = get(server.moved("/a", "/b"), settings)
    assert (page.url, page.data) == (f"{server.url}/b", b"there")


def test_a_name_is_connected_to_where_it_was_checked(server: Server, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    """A name that points elsewhere when asked again (DNS rebinding) gains nothing: it is asked once."""
    real = asyncio.base_events.BaseEventLoop.getaddrinfo
    asked: list[str] = []

    async def answers(self: asyncio.BaseEventLoop, host: str, port: int, **options: int) -> object:
        if host == "courier.example":
            asked.append(host)
            host = "127.0.0.1" if len(asked) <= 2 else "10.0.0.1"
        return await real(self, host, port, **options)

    monkeypatch.setattr(asyncio.base_events.BaseEventLoop, "getaddrinfo", answers)
    server.says("/a", "hello")
    assert get(f"http://courier.example:{server.http.server_port}/a", settings).data == b"hello"
    assert len(asked) == 2  # robots.txt and the page, each once
    assert server.asked[-1][2]["host"].startswith("courier.example")


def test_a_bomb_is_left_packed(server: Server, settings: Settings) -> None:
    url = server.says("/a", bomb(96), Content_Encoding="gzip")
    resource = pytest.importorskip("resource", reason="Unix tells how much memory it took")
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    assert code(url, settings) == "FD133"
    unit = 1024 * 1024 if sys.platform == "darwin" else 1024  # bytes there, KiB elsewhere
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 30 * unit


HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"


@pytest.mark.parametrize(
    ("raw", "wanted"),
    [
        (HEAD + b"\r\n" + bytes(300_000), "FD133"),
        (HEAD + b"Content-Length: 100\r\n\r\nshort", "FD135"),
        (HEAD + b"Content-Encoding: gzip\r\n\r\nno gzip", "FD135"),
        (HEAD + b"Content-Encoding: gzip\r\n\r\n" + packed("hello")[:12], "FD135"),
        (HEAD + b"Content-Encoding: br\r\n\r\nx", "FD135"),
        (HEAD + b"Transfer-Encoding: chunked\r\n\r\nzz\r\n", "FD135"),
        (b"no HTTP at all\r\n\r\n", "FD135"),
        (b"", "FD135"),
    ],
)
def test_broken_answers(raw: bytes, wanted: str, server: Server, settings: Settings) -> None:
    assert code(server.sends("/a", raw), settings) == wanted


@pytest.mark.parametrize("head", [b"", b"HTTP/1.1 200 OK\r\nX-", HEAD + b"\r\n"], ids=["status", "header", "body"])
def test_a_dripping_server_is_left(head: bytes, server: Server, settings: Settings) -> None:
    begun = time.monotonic()
    assert code(server.drips("/a", head), replace(settings, timeout=0.4)) in ("FD134", "FD135")
    assert time.monotonic() - begun < 3


def test_nobody_there(settings: Settings) -> None:
    assert code("http://127.0.0.1:9/a", settings) in ("FD131", "FD135")


def test_robots_are_honoured(server: Server, settings: Settings) -> None:
    server.says("/robots.txt", "User-agent: foreigndesk\nDisallow: /private/\nUser-agent: *\nDisallow: /", "text/plain")
    assert get(server.says("/open", "yes"), settings).data == b"yes"
    assert code(server.says("/private/a", "no"), settings) == "FD131"
    assert "/private/a" not in server.paths()


def test_a_redirection_to_a_forbidden_page(server: Server, settings: Settings) -> None:
    server.says("/robots.txt", "User-agent: *\nDisallow: /private/", "text/plain")
    assert code(server.moved("/a", "/private/a"), settings) == "FD131"


@pytest.mark.parametrize("status", [500, 503, 429, 401, 403])
def test_without_its_robots_a_site_is_left_alone(status: int, server: Server, settings: Settings) -> None:
    server.says("/robots.txt", "", status=status)
    assert code(server.says("/a", "x"), settings) == "FD131"
    assert server.paths() == []


def test_requests_to_a_host_keep_their_distance(server: Server, settings: Settings) -> None:
    server.says("/robots.txt", "User-agent: *\nCrawl-delay: 0.3", "text/plain")  # no whole number: not heard
    urls = [server.says(f"/{n}", "x") for n in range(4)]

    async def all_at_once() -> None:
        async with Fetcher(replace(settings, delay=0.15)) as fetcher:
            await asyncio.gather(*map(fetcher.get, urls))

    asyncio.run(all_at_once())
    times = [when for _, when, _ in server.asked]
    assert min(later - earlier for earlier, later in pairwise(times)) >= 0.14
