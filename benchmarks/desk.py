"""How fast the desk's pages of a large record come, and what they weigh.

    python benchmarks/desk.py [--events N] [--record FILE] [--seed S] [--runs R]

Fills a record with the invented reports of ``archive.py`` (11 events each) until it has N events; a record that FILE holds
already is only measured. Each page is asked R times through the application itself, on different days and of different actors,
after once unmeasured. Prints the median, the 95th percentile and the longest time, the 95th percentile of the processor's time
(which tells more where the machine is busy with other work), and the page's weight without its pictures and with. The limits
are those of the project: 150 ms at the 95th percentile, 300 kB without pictures.
"""

from __future__ import annotations

import argparse
import random
import re
import statistics
import tempfile
import time
import warnings
from datetime import timedelta
from pathlib import Path

import archive

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    from fastapi.testclient import TestClient

from foreigndesk.record import Record
from foreigndesk.web.app import application
from foreigndesk.web.jobs import Desk

EVENTS = 11  # of one report
SVG = re.compile(rb"<svg.*?</svg>", re.DOTALL)


def addresses(world: archive.World, draw: random.Random, ids: list[str], cursors: dict[str, str]) -> dict[str, str]:
    """One address of each page; days and actors are drawn."""
    day = archive.FIRST + timedelta(draw.randrange(archive.DAYS))
    month = f"since={day}&until={day + timedelta(30)}"
    most, often, seldom = (world.states[n][0] for n in (0, draw.randrange(5, 20), draw.randrange(100, archive.STATES)))
    word, place = draw.choice(world.words), draw.choice(world.words)
    return {
        "reports": "/reports",
        "reports, a later page": f"/reports?cursor={cursors['reports']}",
        "report": f"/report?id={draw.choice(ids)}",
        "timeline": "/timeline",
        "timeline, latest first": "/timeline?order=latest",
        "timeline, a later page": f"/timeline?cursor={cursors['events']}",
        "timeline of a month": f"/timeline?{month}",
        "timeline of a type": f"/timeline?type=SANCTION&since={day}",
        "timeline of the most reported actor": f"/timeline?actor={most}&since={day}",
        "timeline of a seldom reported actor": f"/timeline?actor={seldom}",
        "timeline of the most reported pair": f"/timeline?actor={most}&other={often}",
        "timeline of a seldom reported pair": f"/timeline?actor={most}&other={seldom}",
        "timeline of a place": f"/timeline?place={place}",
        "timeline, sure ones": f"/timeline?min_confidence=0.9&{month}",
        "commitments": f"/commitments?as_of={day}",
        "commitments of an actor": f"/commitments?as_of={day}&actor={often}",
        "commitments that are overdue": f"/commitments?as_of={day}&status=overdue",
        "commitments that are broken": f"/commitments?as_of={day}&status=broken",
        "relations": f"/relations?as_of={day}",
        "relations of an actor": f"/relations?as_of={day}&actor={often}",
        "disputes": "/disputes",
        "disputes of an actor": f"/disputes?actor={often}",
        "actors": "/actors",
        "actors by name": f"/actors?name={word}",
        "actor most reported": f"/actor?id={most}",
        "actor": f"/actor?id={often}",
        "map": "/map",
        "map of a month": f"/map?{month}",
        "search": f"/search?q={word}",
        "search for two words": f"/search?q={word}+{place}",
        "brief of an actor": f"/brief?actor={often}&{month}",
        "api: events": f"/api/events?{month}",
        "api: actors": "/api/actors",
    }


def main() -> None:
    """Fill, then measure."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--events", type=int, default=100_000)
    parser.add_argument("--record", type=Path, default=None)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--runs", type=int, default=20)
    given = parser.parse_args()
    world = archive.world(random.Random(given.seed))
    with tempfile.TemporaryDirectory() as folder:
        path = given.record or Path(folder) / "desk.db"
        there = path.exists()
        with Record(path) as record:
            if not there:
                archive.fill(record, 0, -(-given.events // EVENTS), world, given.seed)
            with TestClient(application(Desk(record)), base_url="http://127.0.0.1") as client:
                measure(client, world, given.runs, given.seed)


def measure(client: TestClient, world: archive.World, runs: int, seed: int) -> None:
    """Ask every page some times, and print what it took."""
    first = client.get("/api/reports?limit=200").json()
    ids = [row["id"] for row in first["rows"]]
    cursors = {"reports": first["next"], "events": client.get("/api/events?limit=200").json()["next"]}
    draw = random.Random(seed)
    slowest = heaviest = 0.0
    every: dict[str, list[float]] = {}
    work: dict[str, list[float]] = {}
    weights: dict[str, list[tuple[int, int]]] = {}
    for run in range(runs + 1):
        for name, address in addresses(world, draw, ids, cursors).items():
            before, worked = time.perf_counter(), time.process_time()
            answer = client.get(address)
            took, worked = (time.perf_counter() - before) * 1000, (time.process_time() - worked) * 1000
            assert answer.status_code == 200, (address, answer.text)
            if run:
                every.setdefault(name, []).append(took)
                work.setdefault(name, []).append(worked)
                weights.setdefault(name, []).append((len(SVG.sub(b"", answer.content)), len(answer.content)))
    for name, times in every.items():
        high, busy = (statistics.quantiles(one, n=20, method="inclusive")[-1] for one in (times, work[name]))
        plain, whole = (max(one[n] for one in weights[name]) / 1000 for n in (0, 1))
        slowest, heaviest = max(slowest, high), max(heaviest, plain)
        waited = f"{statistics.median(times):6.0f} ms {high:6.0f} ms {max(times):6.0f} ms {busy:6.0f} ms busy"
        print(f"{waited} {plain:6.0f} kB {whole:5.0f} kB  {name}")
    for what, measured in (("waited", every), ("busy", work)):
        together = [took for times in measured.values() for took in times]
        high = statistics.quantiles(together, n=20)[-1]
        print(f"all pages, {what}: {statistics.median(together):.0f} ms median, {high:.0f} ms 95th percentile")
    print(f"the slowest page: {slowest:.0f} ms at the 95th percentile; the heaviest: {heaviest:.0f} kB without pictures")


if __name__ == "__main__":
    main()
