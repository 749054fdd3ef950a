"""What a watcher remembers between rounds: which items were read, what the server said last, when to ask again."""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path

from foreigndesk.errors import UsageError

TRIES = 3
_FORGOTTEN = timedelta(days=60)
_LONGEST = timedelta(days=1)


@dataclass(slots=True)
class Memory:
    """Of one feed. ``seen`` is for each item the day when the feed had it last and how often it failed, or -1 when done."""

    etag: str | None = None
    modified: str | None = None
    failures: int = 0
    not_before: str | None = None
    seen: dict[str, tuple[str, int]] = field(default_factory=dict)

    def wants(self, item: str) -> bool:
        """Whether an item is still to be read."""
        return 0 <= self.seen.get(item, ("", 0))[1] < TRIES

    def done(self, item: str, today: date) -> None:
        """An item is read, or never will be."""
        self.seen[item] = today.isoformat(), -1

    def failed(self, item: str, today: date) -> None:
        """An item could not be read this time."""
        self.seen[item] = today.isoformat(), self.seen.get(item, ("", 0))[1] + 1

    def still_there(self, items: list[str], today: date) -> None:
        """Keep what the feed has; forget what it has not had for long."""
        for item in items:
            if item in self.seen:
                self.seen[item] = today.isoformat(), self.seen[item][1]
        oldest = (today - _FORGOTTEN).isoformat()
        self.seen = {item: told for item, told in self.seen.items() if told[0] >= oldest}

    def put_off(self, now: datetime, every: timedelta, asked: timedelta | None) -> None:
        """The feed could not be had: ask again after twice as long each time, or when the server says; at most in a day."""
        self.failures += 1
        wait = max(every * 2 ** min(self.failures - 1, 16), asked or timedelta())
        self.not_before = (now + min(wait, _LONGEST)).isoformat()

    def is_put_off(self, now: datetime) -> bool:
        """Whether it is too early to ask again."""
        return self.not_before is not None and now < datetime.fromisoformat(self.not_before)

    def answered(self) -> None:
        """The feed could be had."""
        self.failures, self.not_before = 0, None


class State:
    """The memories of all feeds, in a JSON file beside FEEDS.toml."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.feeds: dict[str, Memory] = {}
        if path.exists():
            try:
                told = json.loads(path.read_text(encoding="utf-8"))
                for url, memory in told.items():
                    seen = {item: (str(day), int(tries)) for item, (day, tries) in memory.pop("seen").items()}
                    self.feeds[url] = Memory(**memory, seen=seen)
            except (ValueError, TypeError, KeyError, AttributeError) as error:
                raise UsageError("FD581", f"{path}: is no state of a watcher; delete it, and all items are looked at anew") from error

    def of(self, url: str) -> Memory:
        """One feed's memory."""
        return self.feeds.setdefault(url, Memory())

    def save(self) -> None:
        """Write the file, whole or not at all."""
        told = json.dumps({url: asdict(memory) for url, memory in sorted(self.feeds.items())}, ensure_ascii=False, indent=1)
        unfinished = self.path.with_name(f".{self.path.name}.{os.getpid()}")
        unfinished.write_text(told + "\n", encoding="utf-8")
        unfinished.replace(self.path)
