"""One round over all feeds: what is new is fetched, read once, and kept in the record."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

from foreigndesk.errors import ForeignDeskError, IntakeError, RecordError
from foreigndesk.feeds.fetching import Fetcher, Page
from foreigndesk.feeds.items import Item, Told, parse, report_in, report_on
from foreigndesk.feeds.settings import Feed, Settings
from foreigndesk.feeds.state import Memory, State
from foreigndesk.model import Reading, Report
from foreigndesk.reader import Reader
from foreigndesk.record import Record

Tell = Callable[[str], None]
_FACTS = ("events", "statements", "commitments", "relations", "disputes")
_DIGITS = re.compile(r"\d{1,9}")
_PASSING = frozenset({"FD131", "FD132", "FD133", "FD134", "FD135"})  # may be otherwise next time


@dataclass(slots=True)
class Gathered:
    """What a feed had that is new: reports, or why there is none; ``etag`` and ``modified`` for the next time."""

    feed: Feed
    new: list[tuple[Item, Report | IntakeError]] = field(default_factory=list)
    there: list[str] = field(default_factory=list)
    left: int = 0
    etag: str | None = None
    modified: str | None = None
    problem: IntakeError | None = None
    wait: timedelta | None = None
    skipped: bool = False
    unchanged: bool = False


@dataclass(slots=True)
class Round:
    """What a round did: reports added, items that could not be read, feeds that could not be had."""

    added: int = 0
    failed: int = 0
    feeds_failed: int = 0


def once(settings: Settings, state: State, record: Record, reader: Reader, tell: Tell, now: datetime | None = None) -> Round:
    """Ask every feed once, read what is new into the record, and remember it; ``tell`` hears one line for each thing."""
    moment = now or datetime.now(UTC)
    done = Round()
    for found in asyncio.run(_gather(settings, state, moment)):
        memory = state.of(found.feed.url)
        name = found.feed.name or found.feed.url
        if found.skipped:
            tell(f"{name}: not asked before {memory.not_before}")
        elif found.problem is not None:
            memory.put_off(moment, timedelta(minutes=settings.every), found.wait)
            done.feeds_failed += 1
            tell(f"{name}: {found.problem}; asked again after {memory.not_before}")
        else:
            memory.answered()
            _keep(found, memory, record, reader, moment, done, tell)
            tell(f"{name}: {_summed(found)}")
        state.save()
    return done


def _summed(found: Gathered) -> str:
    if found.unchanged:
        return "unchanged"
    more = f", {found.left} left for the next round" if found.left else ""
    return f"{len(found.there)} items, {len(found.new)} new{more}"


def _keep(found: Gathered, memory: Memory, record: Record, reader: Reader, now: datetime, done: Round, tell: Tell) -> None:
    """Read a feed's new reports into the record, each once, oldest first."""
    today = now.date()
    again = found.left > 0
    for item, report in reversed(found.new):
        problem: Exception | None = report if isinstance(report, IntakeError) else None
        if isinstance(report, Report):
            try:
                reading = reader.read(report)
            except Exception as error:  # a fault in one report must not stop the watch
                problem = error
            else:
                problem = _add(record, reading, reader, item, done, tell)
        if problem is None:
            memory.done(item.id, today)
            continue
        done.failed += 1
        code = problem.code if isinstance(problem, ForeignDeskError) else ""
        told = str(problem) if code else f"{item.url or item.id}: {type(problem).__name__}: {problem}"
        if code in _PASSING:
            memory.failed(item.id, today)
            again = again or memory.wants(item.id)
            tell(f"not read {told}; {'tried again next time' if memory.wants(item.id) else 'given up'}")
        else:
            memory.done(item.id, today)
            tell(f"not read {told}")
    if not found.unchanged:
        memory.still_there(found.there, today)
        # What is still to be read would not come again if the server told us that nothing has changed.
        memory.etag, memory.modified = (None, None) if again else (found.etag, found.modified)


def _add(record: Record, reading: Reading, reader: Reader, item: Item, done: Round, tell: Tell) -> RecordError | None:
    """Keep a reading; a report that was withdrawn is refused for good, any other trouble with the record ends the round."""
    report = reading.report
    try:
        added = record.add(reading, reader.provenance)
    except RecordError as error:
        if error.code != "FD410":
            raise
        return error
    done.added += added
    what = f"{report.url or item.id}: {report.title or item.title or 'untitled'} ({_counted(reading)})"
    tell(f"{'added' if added else 'known'} {what}")
    return None


def _counted(reading: Reading) -> str:
    counts = [(len(getattr(reading, kind)), kind) for kind in _FACTS]
    return ", ".join(f"{count} {kind if count != 1 else kind[:-1]}" for count, kind in counts if count) or "no facts"


async def _gather(settings: Settings, state: State, now: datetime) -> list[Gathered]:
    async with Fetcher(settings) as fetcher:
        return list(await asyncio.gather(*(_poll(fetcher, feed, state.of(feed.url), now) for feed in settings.feeds)))


async def _poll(fetcher: Fetcher, feed: Feed, memory: Memory, now: datetime) -> Gathered:
    """Ask one feed, and fetch the pages of its new items."""
    found = Gathered(feed)
    if memory.is_put_off(now):
        found.skipped = True
        return found
    headers = {"If-None-Match": memory.etag, "If-Modified-Since": memory.modified}
    try:
        page = await fetcher.get(feed.url, {name: value for name, value in headers.items() if value})
        if page.status == 304:
            found.unchanged = True
            return found
        if page.status != 200:
            found.wait = retry_after(page, now)
            raise IntakeError("FD132", f"{feed.url}: was answered with status {page.status}")
        told = parse(page)
    except IntakeError as error:
        found.problem = error
        return found
    found.etag, found.modified = page.headers.get("etag"), page.headers.get("last-modified")
    found.there = list(dict.fromkeys(item.id for item in told.items))
    new = list({item.id: item for item in reversed(told.items) if memory.wants(item.id)}.values())[::-1]
    found.left = max(0, len(new) - fetcher.settings.most)
    for item in new[: fetcher.settings.most]:
        found.new.append((item, await _report(fetcher, feed, item, told)))
    return found


async def _report(fetcher: Fetcher, feed: Feed, item: Item, told: Told) -> Report | IntakeError:
    try:
        if not feed.pages:
            return report_in(item, feed, told)
        if item.url is None:
            raise IntakeError("FD137", f"{item.id}: the feed has no address of it")
        page = await fetcher.get(item.url)
        if page.status in (404, 410):
            raise IntakeError("FD138", f"{item.url}: is gone (status {page.status})")
        if page.status != 200:
            raise IntakeError("FD132", f"{item.url}: was answered with status {page.status}")
        return report_on(page, item, feed, told)
    except IntakeError as error:
        return error


def retry_after(page: Page, now: datetime) -> timedelta | None:
    """How long a server asks to be left alone, where it does."""
    told = page.headers.get("retry-after", "").strip()
    if _DIGITS.fullmatch(told):
        return timedelta(seconds=int(told))
    try:
        when = parsedate_to_datetime(told)
    except ValueError:
        return None
    return max(timedelta(), (when if when.tzinfo else when.replace(tzinfo=UTC)) - now)
