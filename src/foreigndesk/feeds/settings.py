"""What a FEEDS.toml says: which feeds, how often, how politely, and which private addresses may be asked."""

from __future__ import annotations

import ipaddress
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from foreigndesk._version import __version__
from foreigndesk.errors import UsageError

Network = ipaddress.IPv4Network | ipaddress.IPv6Network

_KEYS = {
    "every": (int, float), "contact": str, "delay": (int, float), "timeout": (int, float), "largest": (int, float),
    "most": int, "private": list, "feed": list,
}  # fmt: skip
_FEED_KEYS = {"url": str, "name": str, "pages": bool}


@dataclass(frozen=True, slots=True)
class Feed:
    """One feed: its address, the publisher's name where pages name none, whether items' pages are fetched."""

    url: str
    name: str | None = None
    pages: bool = True


@dataclass(frozen=True, slots=True)
class Settings:
    """All that a FEEDS.toml says (docs/feeds.md)."""

    feeds: tuple[Feed, ...]
    every: float = 30.0  # minutes
    contact: str | None = None
    delay: float = 5.0  # seconds between requests to a host
    timeout: float = 30.0  # seconds that a request may take in all
    largest: int = 5 * 1024 * 1024  # bytes of a page, unpacked
    most: int = 100  # new items of a feed in one round
    private: tuple[Network, ...] = ()

    @property
    def agent(self) -> str:
        """What the watcher calls itself."""
        return f"foreigndesk/{__version__}" + (f" (+{self.contact})" if self.contact else "")


def load(path: Path) -> Settings:
    """The settings in a file. Raises UsageError FD580, which names the file and the entry."""
    try:
        told = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise UsageError("FD580", f"{path}: there is no such file") from error
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise UsageError("FD580", f"{path}: cannot be read ({error})") from error
    _check(path, "the file", told, _KEYS)
    feeds = tuple(_feed(path, number, entry) for number, entry in enumerate(told.get("feed", []), 1))
    if not feeds:
        raise UsageError("FD580", f'{path}: has no feed; write [[feed]] and url = "https://…"')
    numbers = {key: told[key] for key in ("every", "delay", "timeout", "most") if key in told}
    if any(value <= 0 for key, value in numbers.items() if key != "delay") or numbers.get("delay", 0) < 0:
        raise UsageError("FD580", f"{path}: every, timeout, largest and most are more than 0, delay no less")
    largest = int(told.get("largest", 5) * 1024 * 1024)
    return Settings(feeds, contact=told.get("contact"), largest=largest, private=_networks(path, told.get("private", [])), **numbers)


def _feed(path: Path, number: int, entry: Any) -> Feed:
    where = f"feed {number}"
    if not isinstance(entry, dict):
        raise UsageError("FD580", f"{path}: {where} is no table; write [[feed]]")
    _check(path, where, entry, _FEED_KEYS)
    parts = urlsplit(entry.get("url", ""))
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise UsageError("FD580", f"{path}: {where} has no http or https address as its url")
    return Feed(**entry)


def _check(path: Path, where: str, table: dict[str, Any], keys: dict[str, Any]) -> None:
    for key, value in table.items():
        if key not in keys:
            raise UsageError("FD580", f"{path}: {where} has the unknown key {key!r}; known are {', '.join(keys)}")
        if not isinstance(value, keys[key]) or (isinstance(value, bool) and keys[key] is not bool):
            raise UsageError("FD580", f"{path}: {where} has a {key!r} of the wrong type: {value!r}")


def _networks(path: Path, given: list[Any]) -> tuple[Network, ...]:
    try:
        return tuple(ipaddress.ip_network(one) for one in given)
    except ValueError as error:
        raise UsageError("FD580", f'{path}: private has no address or network ({error}); write "10.1.0.0/16"') from error
