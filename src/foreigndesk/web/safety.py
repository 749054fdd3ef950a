"""What stands between the desk and the world: who may ask, from where, and what a page may do in a browser.

- The ``Host`` must be the machine's own (a name made to point at it by somebody else's name server is refused).
- With a token, every request must show it: ``Authorization: Bearer …``, or the cookie that the entrance gives.
- What changes something must come from the desk's own pages: neither ``Origin`` nor ``Sec-Fetch-Site`` may tell of
  another site, and forms carry the token of a same-site cookie.
- A body may be of ``LARGEST`` bytes.
- Pages may load only what the desk itself serves, run no inline script, and stand in no other site's frame.
"""

from __future__ import annotations

import hashlib
import hmac
import ipaddress
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from http.cookies import CookieError, SimpleCookie
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse, RedirectResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from foreigndesk.errors import UsageError

LARGEST = 8 * 1024 * 1024
"""Bytes of a request's body, at the most."""

SHORTEST_TOKEN = 16
ENTRANCE = "/enter"
SESSION = "foreigndesk_session"
FORM = "foreigndesk_form"
_OPEN = (ENTRANCE, "/static/")
_SAFE = frozenset({"GET", "HEAD"})
_LOCAL = frozenset({"localhost", "127.0.0.1", "::1"})

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)
_HEADERS = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",  # with none at all, browsers would send our own forms without their origin
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
}


@dataclass(frozen=True, slots=True)
class Door:
    """Who is let in: by which names the desk is asked, and with which token, if any.

    Raises UsageError FD561 where the desk would be open to others without a token, FD562 where the token is short.
    """

    host: str = "127.0.0.1"
    token: str | None = None
    names: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if not self.is_local and self.token is None:
            raise UsageError("FD561", f"at {self.host} others can reach the desk: give a --token, or leave --host out")
        if self.token is not None and len(self.token) < SHORTEST_TOKEN:
            raise UsageError("FD562", f"the token is shorter than {SHORTEST_TOKEN} characters: give a longer one")

    @property
    def is_local(self) -> bool:
        """Whether only this machine can reach it."""
        return self.host in _LOCAL or bool((address := _address(self.host)) and address.is_loopback)

    def knows(self, host: str) -> bool:
        """Whether a ``Host`` header names this desk: by name, or away from this machine by any number."""
        name = _name_of(host)
        if name in _LOCAL or name == self.host.casefold() or name in {one.casefold() for one in self.names}:
            return True
        return not self.is_local and _address(name) is not None

    def session(self) -> str:
        """What the cookie of one who came in holds: no token, but a proof of it."""
        return hmac.new((self.token or "").encode(), b"foreigndesk session", hashlib.sha256).hexdigest()

    def opens_to(self, token: str) -> bool:
        """Whether a token is the right one."""
        return self.token is not None and hmac.compare_digest(token.encode(), self.token.encode())


def _address(name: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    try:
        return ipaddress.ip_address(name)
    except ValueError:
        return None


def _name_of(host: str) -> str:
    try:
        return (urlsplit(f"//{host}").hostname or "").casefold()
    except ValueError:
        return ""


def form_token() -> str:
    """A new token for the cookie and the forms of one browser."""
    return secrets.token_urlsafe(24)


class Guard:
    """The application with all of it around: answers for it where a request may not pass."""

    def __init__(self, app: ASGIApp, door: Door) -> None:
        self.app, self.door = app, door

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or answer why not."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        cookies = _cookies(headers)
        scope["foreigndesk_form"] = token = cookies.get(FORM) or form_token()

        async def sending(message: Message) -> None:
            if message["type"] == "http.response.start":
                answer = MutableHeaders(scope=message)
                for name, value in _HEADERS.items():
                    answer[name] = value
                if not scope["path"].startswith("/static/"):
                    answer["cache-control"] = "no-store"
                if FORM not in cookies:
                    answer.append("set-cookie", cookie(FORM, token))
            await send(message)

        refusal = self._refusal(scope, headers, cookies)
        if refusal is None:
            await self.app(scope, _bounded(receive), sending)
        elif isinstance(refusal, str):
            await RedirectResponse(refusal, 303)(scope, receive, sending)
        else:
            status, why = refusal
            extra = {"www-authenticate": "Bearer"} if status == 401 else {}
            await PlainTextResponse(f"{why}\n", status, extra)(scope, receive, sending)

    def _refusal(self, scope: Scope, headers: Headers, cookies: dict[str, str]) -> tuple[int, str] | str | None:
        """Why a request may not pass, or where it should go first."""
        if len(hosts := headers.getlist("host")) != 1 or not self.door.knows(hosts[0]):
            return 421, "This desk is not at that address: open it by the address that `foreigndesk serve` prints."
        if (length := headers.get("content-length", "0")).isdecimal() and int(length) > LARGEST:
            return 413, f"A report may have {LARGEST // 2**20} MiB: read larger ones with `foreigndesk read`."
        path: str = scope["path"]
        if scope["method"] not in _SAFE and (why := _from_elsewhere(headers, hosts[0])):
            return 403, why
        if self.door.token is None or path.startswith(_OPEN):
            return None
        scheme, _, given = headers.get("authorization", "").partition(" ")
        if scheme.casefold() == "bearer" and self.door.opens_to(given.strip()):
            return None
        if hmac.compare_digest(cookies.get(SESSION, "").encode(), self.door.session().encode()):
            return None
        if path.startswith("/api") or scope["method"] not in _SAFE:
            return 401, "This desk asks for its token: send it as `Authorization: Bearer …`."
        return ENTRANCE


def _from_elsewhere(headers: Headers, host: str) -> str | None:
    """Why a request that would change something is taken for another site's."""
    if headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
        return "Another site's page may not do that here."
    origin = headers.get("origin")
    if origin is not None and urlsplit(origin).netloc.casefold() != host.casefold():
        return "Another site's page may not do that here."
    return None


def cookie(name: str, value: str) -> str:
    """A cookie that no script reads and no other site's request carries."""
    return f"{name}={value}; Path=/; HttpOnly; SameSite=Strict"


def _cookies(headers: Headers) -> dict[str, str]:
    found: SimpleCookie = SimpleCookie()
    try:
        found.load("; ".join(headers.getlist("cookie")))
    except CookieError:
        return {}
    return {name: one.value for name, one in found.items()}


def _bounded(receive: Receive) -> Receive:
    """The body, cut off where it grows too large without having said so."""
    size = 0

    async def receiving() -> Message:
        nonlocal size
        message = await receive()
        size += len(message.get("body", b""))
        return {"type": "http.disconnect"} if size > LARGEST else message

    return receiving


def same(tokens: Iterable[str | None]) -> bool:
    """Whether a form's token is the cookie's."""
    one, other = tokens
    return bool(one and other) and hmac.compare_digest(str(one).encode(), str(other).encode())
