"""How a record of a million facts answers, grows and takes in one report more.

    python benchmarks/archive.py [--facts N] [--record FILE_OR_URL] [--seed S] [--runs R]

Makes invented reports of the sizes that real ones have (about 3,000 characters and 25 facts each, spread over twenty years,
a few states in most of them and most actors in few), and adds them through ``Record.add``, one at a time and none kept in
memory. A record that is there already is filled up to N, and measured as it is where it has more. Prints the bytes on disk
for each fact, the time that a report takes to be added, and of each question, with a page of 100 rows, the median and the
longest time of R runs on different days; beside the time by the clock that of the processor, which a busy machine does not
lengthen. The limits are those of the project: questions as of a day 100 ms, a report 50 ms, a fact 2,000 bytes.
"""

from __future__ import annotations

import argparse
import bisect
import itertools
import os
import random
import resource
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any, get_args

from sqlalchemy import text

from foreigndesk.model import (
    Actor,
    Commitment,
    Condition,
    DateWindow,
    Dispute,
    Event,
    EventType,
    Offsets,
    Place,
    Quantity,
    Reading,
    Relation,
    RelationType,
    Report,
    Side,
    StateChange,
    Statement,
    Time,
    fact_id,
)
from foreigndesk.record import Record

FIRST = date(2004, 1, 1)
DAYS = 20 * 365
READER = {"version": "0", "model": "none", "lexicon": "invented"}
STATES = 200
PAGE = 100
MODES = {"ASSAULT": ("heavy-weapons", "firearms", "explosives"), "RETREAT": ("withdraw", "access"), "CONSULT": ("visit", "phone")}
SYLLABLES = "ba de fi go ku la me ni po ru sa te vi wo za bel dor fan gir kal lim mor nes pol rin sol tar ves".split()


@dataclass(frozen=True, slots=True)
class World:
    """Who there is, and how often each is heard of."""

    states: tuple[tuple[str, str], ...]  # code and name
    weights: tuple[float, ...]  # cumulated: the nth is heard of 1/n as often as the first
    words: tuple[str, ...]
    sentences: tuple[str, ...]

    def state(self, draw: random.Random) -> tuple[str, str]:
        """One of them by weight."""
        return self.states[bisect.bisect(self.weights, draw.random() * self.weights[-1])]


def world(draw: random.Random) -> World:
    """The states and words of an invented world."""
    letters = [a + b + c for a, b, c in itertools.product("ABCDEFGHIJKLMNOPQRSTUVWXYZ", repeat=3)]
    codes = draw.sample(letters, STATES)
    states = tuple((code, "".join(draw.choices(SYLLABLES, k=3)).title()) for code in codes)
    weights = tuple(itertools.accumulate(1 / n for n in range(1, STATES + 1)))
    words = tuple("".join(draw.choices(SYLLABLES, k=draw.choice((1, 2, 2, 3)))) for _ in range(4000))
    sentences = tuple(" ".join(draw.choices(words, k=draw.randrange(14, 24))).capitalize() + "." for _ in range(20_000))
    return World(states, weights, words, sentences)


class Writer:
    """Writes one invented report with its facts."""

    def __init__(self, number: int, world: World, seed: int) -> None:
        self.draw = draw = random.Random(seed * 1_000_003 + number)
        self.world = world
        self.id = f"report-{number:016x}"
        self.day = FIRST + timedelta(draw.randrange(DAYS))
        self.text = self._text()
        self.sentences = self._sentences()
        self.actors = self._actors()
        self.number = 0

    def _text(self) -> str:
        return " ".join(self.draw.choices(self.world.sentences, k=26))

    def _sentences(self) -> list[Offsets]:
        ends = [at + 1 for at, letter in enumerate(self.text) if letter == "."]
        return list(zip([0, *(end + 1 for end in ends[:-1])], ends, strict=True))

    def _actors(self) -> list[Actor]:
        draw, out = self.draw, {}
        for _ in range(5):
            code, name = self.world.state(draw)
            out[code] = Actor(code, name, "state", "GOV", code, mentions=self.spans(5))
            if draw.random() < 0.4:
                body = f"{code}:{draw.choice(('government', 'foreign_ministry', 'military'))}"
                out[body] = Actor(body, f"{name} {body.split(':')[1]}", "government_body", "GOV", code, mentions=self.spans(2))
        for _ in range(5):
            code, _name = self.world.state(draw)
            name = " ".join(draw.choices(self.world.words, k=2)).title()
            id_ = fact_id("actor", self.id, name)
            out[id_] = Actor(id_, name, "person", None, code, mentions=self.spans(3), confidence=0.8)
        return list(out.values())

    def spans(self, count: int) -> tuple[Offsets, ...]:
        """Some words of the text."""
        starts = sorted(self.draw.randrange(len(self.text) - 12) for _ in range(count))
        return tuple((start, start + 8) for start in starts)

    def sentence(self) -> Offsets:
        """One sentence of it."""
        return self.draw.choice(self.sentences)

    def some(self, most: int) -> tuple[str, ...]:
        """The ids of some actors, the states among them first."""
        return tuple(dict.fromkeys(self.draw.choice(self.actors).id for _ in range(self.draw.randint(1, most))))

    def when(self, ahead: int = -20) -> DateWindow:
        """A day near the report's."""
        day = self.day + timedelta(self.draw.randint(min(ahead, 0), max(ahead, 0)))
        return DateWindow(day, day, day.isoformat(), "day named, year by the report")

    def new(self, kind: str) -> str:
        """The id of one more fact."""
        self.number += 1
        return fact_id(kind, self.id, self.number)

    def place(self) -> Place:
        """A place with coordinates."""
        draw = self.draw
        name = draw.choice(self.world.words).title()
        where = (round(draw.uniform(-60, 70), 4), round(draw.uniform(-180, 180), 4))
        return Place(self.new("place"), name, self.spans(2), *where, draw.randrange(10**7), self.world.state(draw)[0], "city")

    def event(self) -> Event:
        """An event with a place in two of five."""
        draw = self.draw
        type_ = draw.choice(get_args(EventType))
        sentence = self.sentence()
        return Event(
            self.new("event"), type_, self.some(2), self.some(2),
            draw.choices(("occurred", "planned", "promised", "demanded", "possible", "negated"), (70, 8, 6, 6, 6, 4))[0],
            (sentence[0] + 4, sentence[0] + 11), (sentence,), mode=draw.choice(MODES.get(type_, (None, "change"))),
            context=("military",) if draw.random() < 0.3 else (), cameo=f"{draw.randrange(10, 204):03}",
            places=(self.place(),) if draw.random() < 0.4 else (), when=self.when() if draw.random() < 0.8 else None,
            quantities=(Quantity(float(draw.randrange(2, 400)), "killed"),) if draw.random() < 0.15 else (),
            confidence=round(draw.uniform(0.3, 1), 2), frame=f"{type_.lower()}.{draw.choice(self.world.words)}",
        )  # fmt: skip

    def statement(self) -> Statement:
        """A statement by one actor."""
        start, end = self.sentence()
        speaker = self.draw.choice(self.actors)
        return Statement(
            self.new("statement"), speaker.id, (start, start + 9), (start + 10, start + 14), ((start + 15, end),),
            self.draw.choice(("direct", "indirect", "mixed")), ((start, end),), when=self.when(-3),
        )  # fmt: skip

    def commitment(self, act: Event) -> Commitment:
        """A promise of an event, due in the following year or on no known day, conditional in one of five."""
        sentence = self.sentence()
        act.status = "promised"
        waits = self.draw.random() < 0.2
        state: Any = "conditional" if waits else "pending"
        published = DateWindow(self.day, self.day, self.day.isoformat(), "metadata")
        due = self.day + timedelta(self.draw.randrange(5, 365))
        return Commitment(
            self.new("commitment"), act.actors, act.recipients, act.id, "pledge", state, (sentence,),
            Condition((sentence[0] + 20, sentence[1])) if waits else None,
            DateWindow(None, due, f"../{due.isoformat()}", "due: day named") if self.draw.random() < 0.5 else None,
            (StateChange(state, published, (sentence,), self.id),),
        )  # fmt: skip

    def relation(self, begun: Event) -> Relation:
        """A relation that an event began, ended in half of all cases."""
        one, other = self.draw.sample([actor.id for actor in self.actors], 2)
        ended = self.when(900) if self.draw.random() < 0.5 else None
        type_ = self.draw.choice(get_args(RelationType))
        return Relation(self.new("relation"), type_, (one, other), self.when(-4000), ended, (self.sentence(),), begun.id)

    def dispute(self, said: Sequence[Statement]) -> Dispute:
        """Two statements against each other."""
        sides = tuple(Side((one.speaker or "",), self.text[slice(*one.content[0])], (one.id,), one.evidence) for one in said)
        return Dispute(self.new("dispute"), sides[0].position, sides)

    def reading(self) -> Reading:
        """The report's record: 25 facts, and the times and places that it names."""
        events = [self.event() for _ in range(11)]
        said = [self.statement() for _ in range(9)]
        times = [Time(self.new("time"), span, "DATE", self.day.isoformat(), self.when()) for span in self.spans(5)]
        published = DateWindow(self.day, self.day, self.day.isoformat(), "metadata")
        report = Report(
            self.id, self.text, url=f"https://example.org/{self.id}", title=self.text[:60], publisher="The Invented", published=published
        )
        return Reading(
            report, self.actors, times, [self.place() for _ in range(5)], events, said,
            [self.commitment(event) for event in events[:2]], [self.relation(event) for event in events[2:4]], [self.dispute(said[:2])],
        )  # fmt: skip


FACTS = 25  # of one report


def readings(first: int, count: int, world: World, seed: int) -> Iterator[Reading]:
    """So many invented reports, the same for the same seed."""
    for number in range(first, first + count):
        yield Writer(number, world, seed).reading()


def fill(record: Record, there: int, count: int, world: World, seed: int) -> None:
    """Add reports until there are so many."""
    start = time.perf_counter()
    for number, reading in enumerate(readings(there, count - there, world, seed), there + 1):
        record.add(reading, READER, datetime(2024, 1, 1, tzinfo=UTC) + timedelta(seconds=number))
        if number % max(1, count // 10) == 0:
            mib = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
            print(f"  {number:,} reports in {time.perf_counter() - start:.0f} s, peak memory {mib:.0f} MiB", flush=True)


def reports_in(record: Record) -> int:
    """How many reports a record has."""
    return record.browse(lambda connection: int(connection.execute(text("SELECT count(*) FROM report")).scalar_one()))


def bytes_of(record: Record, place: str) -> int:
    """What a record takes on disk, its log included."""
    if "://" in place:
        return record.browse(lambda connection: int(connection.execute(text("SELECT pg_database_size(current_database())")).scalar_one()))
    path = Path(place)
    return sum(os.path.getsize(one) for one in path.parent.glob(f"{path.name}*"))


def questions(world: World, day: date) -> dict[str, dict[str, Any]]:
    """What is asked as of a day; the kind of fact is the first word of the name."""
    (most, _), (seldom, _) = world.states[0], world.states[-1]
    return {
        "event of the most reported actor, one type": {"actor": most, "types": ["ASSAULT"], "as_of": day},
        "event of a seldom reported actor": {"actor": seldom, "as_of": day},
        "event of an actor that nobody reports": {"actor": "nobody", "as_of": day},
        "event of two types": {"types": ["RETREAT", "ASSAULT"], "as_of": day},
        "event of one month": {"since": day - timedelta(30), "until": day, "as_of": day},
        "event of the most reported actor in one month": {"actor": most, "since": day - timedelta(30), "until": day, "as_of": day},
        "statement of the most reported actor": {"actor": most, "as_of": day},
        "commitment that is overdue": {"status": "overdue", "as_of": day},
        "commitment that is overdue, of the most reported actor": {"actor": most, "status": "overdue", "as_of": day},
        "commitment due within a month": {"due_before": day + timedelta(30), "status": "pending", "as_of": day},
        "relation": {"as_of": day},
        "relation of one type of the most reported actor": {"actor": most, "types": ["recognition"], "as_of": day},
        "relation of a seldom reported actor": {"actor": seldom, "as_of": day},
        "relation as known before": {"as_of": day, "known_by": datetime(2024, 1, 1, 1, tzinfo=UTC)},
        "dispute": {"as_of": day},
    }


class Times:
    """Milliseconds by the clock and by the processor, run by run."""

    def __init__(self) -> None:
        self.clock: list[float] = []
        self.processor: list[float] = []

    def of(self, work: Callable[[], Any]) -> Any:
        """Do some work and note what it took."""
        clock, processor = time.perf_counter(), time.process_time()
        out = work()
        self.clock.append((time.perf_counter() - clock) * 1000)
        self.processor.append((time.process_time() - processor) * 1000)
        return out

    def __str__(self) -> str:
        median, longest = (f"{of(self.clock):6.1f} ({of(self.processor):5.1f})" for of in (statistics.median, max))
        return f"{median} ms median {longest} ms longest"


def main() -> None:
    """Fill, then measure."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--facts", type=int, default=1_000_000)
    parser.add_argument("--record", default=None)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--runs", type=int, default=9)
    given = parser.parse_args()
    invented = world(random.Random(given.seed))
    with tempfile.TemporaryDirectory() as folder:
        place = given.record or str(Path(folder) / "archive.db")
        count = -(-given.facts // FACTS)
        with Record(place) as record:
            fill(record, reports_in(record), count, invented, given.seed)
        with Record(place) as record:
            count, size = reports_in(record), bytes_of(record, place)
            told = f"{size / 2**20:,.0f} MiB on disk, {size / (count * FACTS):,.0f} bytes a fact"
            print(f"{count * FACTS:,} facts of {count:,} reports: {told}", flush=True)
            print("times by the clock (and by the processor)")
            for name in questions(invented, FIRST):
                times, rows = Times(), 0
                for run in range(given.runs):
                    day = FIRST + timedelta(DAYS * (run + 1) // (given.runs + 1))
                    ask = questions(invented, day)[name]
                    rows = len(times.of(lambda name=name, ask=ask: record.facts(name.split()[0], **ask, limit=PAGE)))
                print(f"{times} {rows:4} rows  {name}", flush=True)
            added = Times()
            for reading in list(readings(10**9 + int(time.time()), 100, invented, given.seed)):
                added.of(lambda reading=reading: record.add(reading, READER))
            print(f"{added} of 100 reports added")


if __name__ == "__main__":
    main()
