"""A real server on loopback that is slow, broken, redirecting, bombing and lying."""

from __future__ import annotations

import gzip
import threading
import time
import zlib
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("feedparser")
pytest.importorskip("httpx")

STORY = (
    "The envoys of Arvania and Belmora met in Corvane on Tuesday to talk about the bridge over the Tessel. "
    "“We keep our word,” said the Arvanian foreign minister, who asked for a café table between the two delegations. "
    "Belmora promised to withdraw its guards from the bridge by the end of June."
)


def page(number: int = 1, text: str = STORY, charset: str = "utf-8") -> str:
    return (
        f"<html><head><title>Envoys meet for the time number {number}</title><meta charset='{charset}'></head><body><article>"
        f"<h1>Envoys meet for the time number {number}</h1><p>{text}</p><p>Meeting {number} lasted for two hours, aides said.</p>"
        "</article></body></html>"
    )


def rss(*links: str, more: str = "") -> str:
    items = "".join(
        f"<item><title>Envoys meet</title><link>{link}</link><guid>{link}</guid>"
        "<pubDate>Tue, 10 Jun 2031 09:00:00 GMT</pubDate></item>"
        for link in links
    )
    return f"<?xml version='1.0'?><rss version='2.0'><channel><title>The Courier</title>{items}{more}</channel></rss>"


Route = Callable[[BaseHTTPRequestHandler], None]


class Server:
    """Answers by path; counts what it was asked, and when."""

    def __init__(self) -> None:
        self.routes: dict[str, Route] = {}
        self.asked: list[tuple[str, float, dict[str, str]]] = []
        self.stopping = threading.Event()
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                outer.asked.append((self.path, time.monotonic(), {k.lower(): v for k, v in self.headers.items()}))
                route = outer.routes.get(self.path)
                try:
                    if route is None:
                        self.send_error(404)
                    else:
                        route(self)
                except OSError:  # who asked has left
                    self.close_connection = True

            def log_message(self, *arguments: Any) -> None:
                pass

        self.http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.http.daemon_threads = True
        self.url = f"http://127.0.0.1:{self.http.server_port}"
        threading.Thread(target=self.http.serve_forever, args=(0.02,), daemon=True).start()

    def close(self) -> None:
        self.stopping.set()
        self.http.shutdown()
        self.http.server_close()

    def paths(self) -> list[str]:
        return [path for path, _, _ in self.asked if path != "/robots.txt"]

    def says(self, path: str, body: str | bytes, kind: str = "text/html", status: int = 200, **headers: str) -> str:
        data = body.encode() if isinstance(body, str) else body

        def route(handler: BaseHTTPRequestHandler) -> None:
            etag = headers.get("ETag")
            if etag and handler.headers.get("If-None-Match") == etag:
                handler.send_response(304)
                handler.end_headers()
                return
            handler.send_response(status)
            for name, value in {"Content-Type": kind, "Content-Length": str(len(data)), **headers}.items():
                handler.send_header(name.replace("_", "-"), value)
            handler.end_headers()
            handler.wfile.write(data)

        self.routes[path] = route
        return self.url + path

    def moved(self, path: str, to: str) -> str:
        return self.says(path, "", status=302, Location=to)

    def drips(self, path: str, head: bytes) -> str:
        """Sends one byte after the other, for as long as somebody listens, ten seconds at most."""

        def route(handler: BaseHTTPRequestHandler) -> None:
            handler.wfile.write(head)
            for _ in range(200):
                if self.stopping.wait(0.05):
                    return
                handler.wfile.write(b"x")
                handler.wfile.flush()

        self.routes[path] = route
        return self.url + path

    def sends(self, path: str, raw: bytes) -> str:
        """Sends these bytes and nothing else."""

        def route(handler: BaseHTTPRequestHandler) -> None:
            handler.wfile.write(raw)
            handler.close_connection = True

        self.routes[path] = route
        return self.url + path


def bomb(mebibytes: int) -> bytes:
    """A gzip file of so many MiB of zeros, some thousandth as large."""
    packer = zlib.compressobj(9, zlib.DEFLATED, zlib.MAX_WBITS | 16)
    return b"".join([*(packer.compress(bytes(2**20)) for _ in range(mebibytes)), packer.flush()])


def packed(text: str) -> bytes:
    return gzip.compress(text.encode())


@pytest.fixture
def server() -> Iterator[Server]:
    made = Server()
    yield made
    made.close()


@pytest.fixture
def feeds_toml(server: Server, tmp_path: Path) -> Callable[..., Path]:
    """Writes a FEEDS.toml that allows loopback and hurries."""

    def write(*urls: str, more: str = "", feed: str = "") -> Path:
        entries = "".join(f'[[feed]]\nurl = "{url}"\n{feed}\n' for url in urls)
        path = tmp_path / "feeds.toml"
        path.write_text(f'delay = 0\ntimeout = 1.5\nlargest = 0.25\nprivate = ["127.0.0.0/8"]\n{more}\n{entries}')
        return path

    return write
