"""Pages fetched politely and safely: one at a time from a host, as robots.txt allows, within bounds of size and time."""

from __future__ import annotations

import asyncio
import re
import time
import zlib
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from types import TracebackType
from typing import Any, Self
from urllib.parse import SplitResult, urljoin
from urllib.robotparser import RobotFileParser

import httpx

from foreigndesk.errors import IntakeError
from foreigndesk.feeds.addresses import Address, addresses, checked, is_private_allowed
from foreigndesk.feeds.settings import Settings

_REDIRECTS = 5
_MOVED = frozenset({301, 302, 303, 307, 308})
_LEAST_DELAY = 1.0  # seconds, for hosts that are not the reader's own
_ROBOTS_STAY = 24 * 3600.0  # seconds
_ADDRESSES = 3  # that are tried of a host
_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]{2,40})", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Page:
    """What was answered, unpacked: the address it came from at last, status, headers in lower case, bytes."""

    url: str
    status: int
    headers: Mapping[str, str]
    data: bytes

    @property
    def charset(self) -> str | None:
        """The encoding that the transfer names, which may be wrong."""
        match = _CHARSET.search(self.headers.get("content-type", ""))
        return match[1] if match else None


class Fetcher:
    """Fetches pages; hosts are asked side by side, each host one request after the other. Use it as a context manager."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self._client = httpx.AsyncClient(
            trust_env=False,  # a proxy would look up addresses itself
            timeout=settings.timeout,
            # A kept connection is found by its address alone, and two hosts may share one.
            limits=httpx.Limits(max_keepalive_connections=0),
            headers={"User-Agent": settings.agent, "Accept-Encoding": "gzip, deflate"},
        )
        self._turns: dict[str, asyncio.Lock] = {}
        self._last: dict[str, float] = {}
        self._robots: dict[str, tuple[float, RobotFileParser | IntakeError]] = {}
        self._asking: dict[str, asyncio.Lock] = {}

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        await self._client.aclose()

    async def get(self, url: str, headers: Mapping[str, str] | None = None, *, robots: bool = True) -> Page:
        """A page after at most five redirections, each of them checked like the first address.

        Raises IntakeError: FD130 an address that must not be asked, FD131 robots.txt forbids it, FD133 too large, FD134 too
        slow, FD135 no answer or a broken one, FD136 redirected without end.
        """
        at = url
        for _ in range(_REDIRECTS + 1):
            parts = checked(at)
            delay = await self._allowed(at, parts) if robots else 0.0
            page = await self._request(at, parts, headers or {}, delay)
            if page.status not in _MOVED or "location" not in page.headers:
                return page
            at = urljoin(at, page.headers["location"])
        raise IntakeError("FD136", f"{url}: is redirected more than {_REDIRECTS} times")

    async def _allowed(self, url: str, parts: SplitResult) -> float:
        """The delay that the host's robots.txt asks for, 0 for none. Raises IntakeError FD131 where it forbids the page."""
        origin = f"{parts.scheme}://{parts.netloc}"
        async with self._asking.setdefault(origin, asyncio.Lock()):
            read, rules = self._robots.get(origin, (-_ROBOTS_STAY, None))
            if rules is None or time.monotonic() - read >= _ROBOTS_STAY:
                rules = await self._rules(origin)
                if isinstance(rules, RobotFileParser):
                    self._robots[origin] = time.monotonic(), rules
        if isinstance(rules, IntakeError):
            raise rules
        agent = self.settings.agent.partition("/")[0]
        if not rules.can_fetch(agent, url):
            raise IntakeError("FD131", f"{url}: the site's robots.txt forbids it")
        asked = rules.crawl_delay(agent)
        return float(asked) if asked else 0.0

    async def _rules(self, origin: str) -> RobotFileParser | IntakeError:
        """What a robots.txt says: nothing where there is none, and all is forbidden where it is not for us or cannot be had."""
        rules = RobotFileParser()
        try:
            page = await self.get(f"{origin}/robots.txt", robots=False)
        except IntakeError as error:
            if error.code == "FD130":
                return error
            return IntakeError("FD131", f"{origin}: its robots.txt cannot be had, so nothing is fetched ({error.message})")
        if page.status >= 500 or page.status == 429:
            return IntakeError("FD131", f"{origin}: its robots.txt cannot be had (status {page.status}), so nothing is fetched")
        told = page.data.decode("utf-8", "replace").splitlines() if page.status == 200 else []
        rules.parse(["User-agent: *", "Disallow: /"] if page.status in (401, 403) else told)
        return rules

    async def _request(self, url: str, parts: SplitResult, headers: Mapping[str, str], asked: float) -> Page:
        try:
            host = httpx.URL(url).raw_host.decode("ascii")  # as the name system has it, also where it has other letters
        except (httpx.InvalidURL, ValueError) as error:
            raise IntakeError("FD130", f"{url}: is no web address ({error})") from error
        port = parts.port or (443 if parts.scheme == "https" else 80)
        try:
            async with asyncio.timeout(self.settings.timeout):
                known = await addresses(host, port, self.settings.private)
        except TimeoutError as error:
            raise IntakeError("FD134", f"{url}: its address takes more than {self.settings.timeout:g} s to look up") from error
        own = all(is_private_allowed(address, self.settings.private) for address in known)
        async with self._turn(host, max(self.settings.delay, asked, 0.0 if own else _LEAST_DELAY)):
            try:
                async with asyncio.timeout(self.settings.timeout):
                    return await self._answer(url, host, known[:_ADDRESSES], headers)
            except TimeoutError as error:
                raise IntakeError("FD134", f"{url}: takes more than {self.settings.timeout:g} s") from error

    @asynccontextmanager
    async def _turn(self, host: str, delay: float) -> AsyncIterator[None]:
        """A host's only request at a time, so long after the one before."""
        async with self._turns.setdefault(host, asyncio.Lock()):
            await asyncio.sleep(max(0.0, self._last.get(host, -delay) + delay - time.monotonic()))
            try:
                yield
            finally:
                self._last[host] = time.monotonic()

    async def _answer(self, url: str, host: str, known: list[Address], headers: Mapping[str, str]) -> Page:
        """The answer of the first of some addresses that can be reached."""
        for address in known:
            asked = httpx.URL(url)
            named = {"Host": asked.netloc.decode("ascii"), **headers}
            sni: dict[str, Any] = {} if host == str(address) else {"sni_hostname": host}
            request = self._client.build_request("GET", asked.copy_with(host=str(address)), headers=named, extensions=_timed(self, sni))
            try:
                response = await self._client.send(request, stream=True)
            except (httpx.ConnectError, httpx.ConnectTimeout) as error:
                if address == known[-1]:
                    raise IntakeError("FD135", f"{url}: cannot be reached ({error or type(error).__name__})") from error
                continue
            except (httpx.HTTPError, httpx.InvalidURL) as error:
                raise IntakeError("FD135", f"{url}: broke off ({error or type(error).__name__})") from error
            try:
                data = await self._body(url, response)
            except httpx.HTTPError as error:
                raise IntakeError("FD135", f"{url}: broke off ({error or type(error).__name__})") from error
            finally:
                await response.aclose()
                self._client.cookies.clear()
            return Page(url, response.status_code, {key.lower(): value for key, value in response.headers.items()}, data)
        raise IntakeError("FD135", f"{url}: has no address")

    async def _body(self, url: str, response: httpx.Response) -> bytes:
        """The bytes of an answer, unpacked no further than the bound: a small file can hold a huge one."""
        packing = response.headers.get("content-encoding", "identity").strip().lower()
        if packing not in ("identity", "gzip", "x-gzip", "deflate"):
            raise IntakeError("FD135", f"{url}: is packed as {packing!r}, which was not asked for")
        unpack = None if packing == "identity" else zlib.decompressobj(zlib.MAX_WBITS | 32)
        found = bytearray()
        async for chunk in response.aiter_raw():
            room = self.settings.largest - len(found) + 1
            try:
                found += unpack.decompress(chunk, room) if unpack else chunk
            except zlib.error as error:
                raise IntakeError("FD135", f"{url}: is no whole {packing} ({error})") from error
            if len(found) > self.settings.largest:
                raise IntakeError("FD133", f"{url}: is larger than {self.settings.largest / 2**20:g} MiB")
        if unpack and found and not unpack.eof:
            raise IntakeError("FD135", f"{url}: is no whole {packing}")
        return bytes(found)


def _timed(fetcher: Fetcher, extensions: dict[str, Any]) -> dict[str, Any]:
    return {**extensions, "timeout": httpx.Timeout(fetcher.settings.timeout).as_dict()}
