"""Several processes that write into one record make the same record as one."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from foreigndesk.record import Record
from foreigndesk.record.flat import KINDS

NewRecord = Callable[[str], str | Path]

WRITER = """
import sys
from datetime import UTC, date, datetime
from foreigndesk.model import Actor, DateWindow, Event, Reading, Report
from foreigndesk.record import Record

FIRST = "Kenyan jets bombed a camp in Uganda on Monday and killed nine people, officials in Kampala told those who came to see it."

def reading(number):
    day = date(2030, 5, 6)
    window = DateWindow(day, day, "2030-05-06", "text")
    text = f"{FIRST} Paper {number} has no more to tell."
    event = Event(f"event-{number}", "ASSAULT", ("KEN",), ("UGA",), "occurred", (12, 18), ((0, len(FIRST)),), when=window)
    made = Reading(Report(f"report-{number}", text, publisher=f"Paper {number}", published=window), events=[event])
    made.actors = [Actor(code, code, "state", iso3=code) for code in ("KEN", "UGA")]
    return made

with Record(sys.argv[1]) as record:
    for number in map(int, sys.argv[2:]):
        record.add(reading(number), {"version": "1", "model": "m", "lexicon": "l"}, datetime(2030, 6, 1, tzinfo=UTC))
"""


def write(address: str | Path, *shares: range) -> None:
    """One process for each share of the reports, all at once."""
    command = [sys.executable, "-c", WRITER, str(address)]
    running = [subprocess.Popen([*command, *map(str, share)], stderr=subprocess.PIPE, text=True) for share in shares]
    for one in running:
        assert (one.communicate()[1], one.returncode) == ("", 0)


def answers(address: str | Path) -> list[Any]:
    with Record(address, create=False) as record:
        found = [[record.facts(kind), record.facts(kind, each=True)] for kind in KINDS]
        return [list(record.reports()), record.actors(), *found]


def test_ten_writers_make_the_record_of_one(place: NewRecord) -> None:
    together, alone = place("together"), place("alone")
    shares = [range(first, first + 3) for first in range(0, 10, 2)]  # of the same reports and of others
    write(together, *shares, *(share[::-1] for share in shares))
    write(alone, range(11))
    assert answers(together) == answers(alone)
    assert len(answers(alone)[0]) == 11
