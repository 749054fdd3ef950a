"""Events merged over a batch's tables are those that a record with the same reports tells."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from pathlib import Path

import pytest
from typer.testing import CliRunner

from foreigndesk.batch import merging
from foreigndesk.batch.loading import load
from foreigndesk.batch.merging import FILE, Merged, merge
from foreigndesk.batch.output import Output
from foreigndesk.batch.reading import Part
from foreigndesk.cli import app
from foreigndesk.errors import UsageError
from foreigndesk.model import Actor, DateWindow, Event, Reading, Report
from foreigndesk.record import Record
from foreigndesk.rows import rows

pytest.importorskip("duckdb", reason="DuckDB is not installed: pip install 'foreigndesk[merging]'")

READER = {"version": "0", "model": "none", "lexicon": "invented"}
ACTORS = ("ARV", "BLM", "COR")
SENTENCES = (
    "Gunners shelled the harbour of Tessel at dawn and burned two fishing boats.",
    "The harbour of Tessel was shelled, and fishing boats burned, officials said at dawn.",
    "Envoys met in a hotel by the lake to discuss the price of grain.",
    "Talks on the price of grain went on by the lake.",
)


def readings(count: int, seed: int) -> list[Reading]:
    """Reports of a few acts among few actors within some weeks, some of them copies, some twice with another text."""
    draw, out = random.Random(seed), []
    for number in range(count):
        published = date(2031, 1, 20) + timedelta(draw.randrange(40))
        said = draw.choice([one.report.text for one in out]) if out and draw.random() < 0.2 else " ".join(draw.choices(SENTENCES, k=3))
        id_ = f"r{draw.randrange(number) if number and draw.random() < 0.1 else number}"
        window = DateWindow(published, published, published.isoformat(), "metadata") if draw.random() < 0.9 else None
        reading = Reading(Report(id_, said, publisher=f"paper {number % 3}", published=window))
        reading.actors = [Actor(one, one, "state", "GOV", one) for one in ACTORS]
        sentence = 0, said.index(".") + 1
        for nth in range(3):
            who, to = draw.sample(ACTORS, 2)
            first = published - timedelta(draw.randrange(4))
            when = DateWindow(first, published, f"{first}/{published}", "as written") if draw.random() < 0.8 else None
            event = Event(
                f"e-{number}-{nth}", draw.choice(("ASSAULT", "CONSULT")), (who,), (to,) if draw.random() < 0.7 else (),
                "occurred", (0, 7), (sentence,), when=when, cameo="190",
            )  # fmt: skip
            reading.events.append(event)
        out.append(reading)
    return out


def written(folder: Path, found: Sequence[Reading]) -> Path:
    for number, reading in enumerate(found):
        part = Part("2031-01", [f"{number:032x}"])
        for row in rows(reading, reader=READER):
            part.rows[row["kind"]].append(row)
        Output(folder).write(part)
    return folder


def told_by_record(folder: Path) -> dict[str, set[tuple[str, bool]]]:
    """Each event that the record tells: the tellings' ids, and whether their reports are independent."""
    with Record("sqlite://") as record:
        load(folder, record)
        found = record.facts("event")
    return {row["id"]: {(one["event"], one["independent"]) for one in row.get("sources", ())} or {(row["id"], True)} for row in found}


def told_by_table(folder: Path) -> dict[str, set[tuple[str, bool]]]:
    from pyarrow import parquet

    out: dict[str, set[tuple[str, bool]]] = defaultdict(set)
    table = parquet.read_table(folder / FILE).to_pylist()
    for row in table:
        out[row["merged"]].add((row["event"], row["independent"]))
    for row in table:
        group = out[row["merged"]]
        assert (row["sources"], row["independent_sources"]) == (len(group), sum(alone for _, alone in group))
    return out


@pytest.mark.parametrize(("seed", "together"), [(1, 20_000), (2, 20_000), (2, 1), (3, 40)])
def test_the_events_are_those_of_a_record(seed: int, together: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(merging, "TOGETHER", together)
    folder = written(tmp_path / "tables", readings(60, seed))
    done = merge(folder)
    told = told_by_record(folder)
    assert told_by_table(folder) == told
    assert (done.reports, done.events) == (60, len(told))
    assert done.events < done.tellings
    assert not list(folder.glob(".merging-*"))


def test_again_after_more_was_read_and_with_less_memory(tmp_path: Path) -> None:
    found = readings(30, 4)
    folder = written(tmp_path / "tables", found[:20])
    merge(folder)
    written(folder, found)
    (folder / ".merging-killed" / "spilled").mkdir(parents=True)  # as a killed run leaves it
    merge(folder, memory=64)
    assert not list(folder.glob(".merging-*"))
    assert told_by_table(folder) == told_by_record(folder)
    before = (folder / FILE).read_bytes()
    merge(folder)
    assert (folder / FILE).read_bytes() == before


def test_a_run_that_fails_leaves_the_table_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = written(tmp_path / "tables", readings(20, 5))
    merge(folder)
    before = (folder / FILE).read_bytes()

    def fails(*_given: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(merging, "decide", fails)
    with pytest.raises(KeyboardInterrupt):
        merge(folder)
    assert (folder / FILE).read_bytes() == before
    assert not list(folder.glob(".merging-*"))


def test_what_is_missing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(UsageError, match=r"FD549.*foreigndesk batch"):
        merge(tmp_path)
    find: Callable[..., object] = merging.importlib.util.find_spec
    monkeypatch.setattr(merging.importlib.util, "find_spec", lambda name: None if name == "duckdb" else find(name))
    with pytest.raises(UsageError, match=r"FD538.*pip install 'foreigndesk\[merging\]'"):
        merge(tmp_path)


def test_the_command(tmp_path: Path) -> None:
    folder = written(tmp_path / "tables", readings(10, 6))
    done: Merged = merge(folder)
    run = CliRunner().invoke(app, ["merge", str(folder), "--memory", "128"])
    assert run.output == f"30 tellings in 10 reports, of {done.events} events\n".replace("30", str(done.tellings))
