"""Which machines may be asked: none of the house, unless the reader says so."""

from __future__ import annotations

import asyncio
import ipaddress
import socket
from collections.abc import Sequence
from urllib.parse import SplitResult, urlsplit

from foreigndesk.errors import IntakeError
from foreigndesk.feeds.settings import Network

Address = ipaddress.IPv4Address | ipaddress.IPv6Address

_TRANSLATED = ipaddress.ip_network("64:ff9b::/96")  # IPv4 addresses in IPv6 (RFC 6052)
_LONGEST = 4000


def checked(url: str) -> SplitResult:
    """The parts of a web address. Raises IntakeError FD130 for any other scheme, for names and passwords in it."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise IntakeError("FD130", f"{url}: is no web address ({error})") from error
    if parts.scheme not in ("http", "https") or not parts.hostname or len(url) > _LONGEST or port == 0:
        raise IntakeError("FD130", f"{url[:200]}: is no http or https address that can be fetched")
    if parts.username is not None or parts.password is not None:
        raise IntakeError("FD130", f"{parts.scheme}://{parts.hostname}: a name or password stands in the address; it is not fetched")
    return parts


async def addresses(host: str, port: int, private: Sequence[Network]) -> list[Address]:
    """The addresses of a host, all allowed: what is connected to is what was checked.

    Raises IntakeError: FD130 where one of them is no public address and not in ``private``, FD135 where it has none.
    """
    try:
        found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise IntakeError("FD135", f"{host}: has no address ({error})") from error
    known = [ipaddress.ip_address(str(one[4][0]).partition("%")[0]) for one in found]
    for address in known:
        if not allowed(address, private):
            raise IntakeError("FD130", f"{host}: is at {address}, which is not public; allow it with private = [\"{address}\"]")
    return list(dict.fromkeys(known))


def allowed(address: Address, private: Sequence[Network]) -> bool:
    """Whether an address is public, or among those that the reader allows."""
    inner = _inner(address)
    return is_private_allowed(inner, private) or (inner.is_global and not inner.is_multicast)


def is_private_allowed(address: Address, private: Sequence[Network]) -> bool:
    """Whether an address is among those that the reader allows."""
    return any(address in network for network in private)


def _inner(address: Address) -> Address:
    """The IPv4 address that an IPv6 one stands for, where it does."""
    if isinstance(address, ipaddress.IPv6Address):
        if address.ipv4_mapped:
            return address.ipv4_mapped
        if address.sixtofour:
            return address.sixtofour
        if address in _TRANSLATED:
            return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    return address
