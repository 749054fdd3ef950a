"""Events across an archive: which tellings in a batch's tables are of one event, decided as the record decides, in bounded memory.

The tellings are gone through by their last days, in blocks of days that hold so many of them. A group is told once nothing that
is still to come can be of it. The result is the table ``merged.parquet`` in the batch's folder, a row for each event of the tables.
"""

from __future__ import annotations

import importlib.util
import shutil
import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from foreigndesk.batch.loading import reports
from foreigndesk.batch.output import Output
from foreigndesk.errors import UsageError
from foreigndesk.merging.clusters import clusters
from foreigndesk.merging.copies import independent
from foreigndesk.merging.same import decide
from foreigndesk.record.noting import REACH
from foreigndesk.rows import Row

if TYPE_CHECKING:
    from foreigndesk.batch.staging import Place, Staged, Staging

FILE = "merged.parquet"
MEMORY = 1024  # MiB
TOGETHER = 20_000  # tellings in memory, unless one day and those in its reach have more
_UNFINISHED = ".merging-"


@dataclass(frozen=True, slots=True)
class Merged:
    """How many reports the tables have, how often an event is told in them, and how many events these are."""

    reports: int
    tellings: int
    events: int


def merge(folder: Path, *, memory: int = MEMORY, tell: Callable[[], None] = lambda: None) -> Merged:
    """Write ``merged.parquet`` into a batch's folder, in place of the one that is there; ``memory`` is DuckDB's, in MiB.

    Columns: ``event`` and ``report``; ``merged``, the id of the first telling of the same event; ``independent``, whether the
    report is no copy of an earlier one that tells it; ``sources`` and ``independent_sources``, how many reports tell it. A run
    that was killed leaves the table as it was. ``tell`` hears of every report taken out. Raises UsageError: FD538 where DuckDB or
    pyarrow is missing, FD549 where the folder is no batch's, FD550 where another run holds it.
    """
    if importlib.util.find_spec("duckdb") is None or importlib.util.find_spec("pyarrow") is None:
        raise UsageError("FD538", "merging needs DuckDB and pyarrow: install them with `pip install 'foreigndesk[merging]'`")
    from foreigndesk.batch.staging import Staging

    output = Output(folder)
    files = output.parts()
    if not files:
        raise UsageError("FD549", f"{folder} has no tables of a batch: give the OUTPUT of `foreigndesk batch`")
    with output.held(), _scratch(folder) as scratch:
        staging = Staging(scratch, memory)
        try:
            for name in files:
                taken = list(reports(folder, name))
                staging.add(taken)
                for _ in taken:
                    tell()
            staging.settle()
            for told in _groups(staging):
                staging.merge(told)
            made = scratch / FILE
            events, tellings = staging.write(made)
        finally:
            staging.close()
        made.replace(folder / FILE)
    return Merged(staging.reports, tellings, events)


@contextmanager
def _scratch(folder: Path) -> Iterator[Path]:
    """A folder to work in; those that killed runs left are removed."""
    for left in folder.glob(f"{_UNFINISHED}*"):
        shutil.rmtree(left)
    with tempfile.TemporaryDirectory(prefix=_UNFINISHED, dir=folder) as scratch:
        yield Path(scratch)


@dataclass(frozen=True, slots=True)
class _Linked:
    """Of a telling that is linked to others: what it is sorted by, its event's id, and its last day."""

    first: date
    report: str
    event: str
    latest: date


def _groups(staging: Staging) -> Iterator[list[Row]]:
    """The rows of ``merged`` of all events that are told more than once."""
    links: set[tuple[Place, Place]] = set()
    linked: dict[Place, _Linked] = {}
    for first, last, known in _blocks(staging):
        for one, other in staging.pairs(first, last):
            if decide(known[one].telling, known[other].telling).same:
                links.add((one, other))
                linked |= {place: _known(known[place]) for place in (one, other) if place not in linked}
        done = [group for group in _connected(links) if max(linked[place].latest for place in group) <= last]
        yield _rows(done, links, linked, staging)
        closed = {place for group in done for place in group}
        links = {pair for pair in links if pair[0] not in closed}
        for place in closed:
            del linked[place]


def _known(staged: Staged) -> _Linked:
    one = staged.telling
    assert one.latest is not None
    return _Linked(staged.first, one.report, one.id, one.latest)


def _blocks(staging: Staging) -> Iterator[tuple[date, date, Mapping[Place, Staged]]]:
    """Runs of days, each with its tellings and those in reach of it."""
    days = staging.days()
    known: dict[Place, Staged] = {}
    there: date | None = None  # the day up to which they are known
    at = 0
    while at < len(days):
        end, reach, count = at, at, 0  # the block is days[at:end]; it and its reach are days[at:reach]
        while end < len(days):
            beyond = reach
            while beyond < len(days) and days[beyond][0] - days[end][0] <= REACH:
                count += days[beyond][1]
                beyond += 1
            if end > at and count > TOGETHER:
                break
            end, reach = end + 1, beyond
        first, last, until = days[at][0], days[end - 1][0], days[reach - 1][0]
        known = {place: one for place, one in known.items() if (one.telling.latest or first) >= first}
        if there is None or until > there:
            known |= staging.tellings(first if there is None else max(first, there + timedelta(1)), until)
            there = until
        yield first, last, known
        at = end


def _connected(links: Iterable[tuple[Place, Place]]) -> Iterator[list[Place]]:
    """The tellings that hang together."""
    beside: dict[Place, list[Place]] = defaultdict(list)
    for one, other in links:
        beside[one].append(other)
        beside[other].append(one)
    seen: set[Place] = set()
    for place in beside:
        if place in seen:
            continue
        seen.add(place)
        group = [place]
        for one in group:  # grows while it is gone through
            new = [other for other in beside[one] if other not in seen]
            seen.update(new)
            group += new
        yield group


def _rows(
    connected: Iterable[list[Place]], links: Iterable[tuple[Place, Place]], linked: Mapping[Place, _Linked], staging: Staging
) -> list[Row]:
    """Tellings that hang together, put into events as the record puts them."""
    whole = {place for group in connected for place in group}
    order = sorted(whole, key=lambda place: (linked[place].first, linked[place].report, place[1]))
    groups = [group for group in clusters(order, (pair for pair in links if pair[0] in whole)) if len(group) > 1]
    if not groups:
        return []
    told = staging.sketches({place[0] for group in groups for place in group})
    out: list[Row] = []
    for group in groups:
        by_day = sorted(group, key=lambda place: (told[place[0]][0], linked[place].report))
        own = independent([told[place[0]][1] for place in by_day])
        counts = {"sources": len(group), "independent_sources": sum(own)}
        for place, alone in zip(by_day, own, strict=True):
            one = {"number": place[0], "ordinal": place[1], "merged": linked[group[0]].event, "independent": alone}
            out.append(one | counts)
    return out
