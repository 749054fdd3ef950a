"""The scorers of dispatches and of merged events: which passages an event answers, and the figures of pairs."""

from __future__ import annotations

import importlib.util
import json
import sys
import tomllib
from datetime import UTC, date, datetime
from pathlib import Path
from types import ModuleType

import pytest

from foreigndesk.intake import reports
from foreigndesk.model import Actor, DateWindow, Event, Reading, Report
from foreigndesk.record import Record

STRIKE = "Kenyan jets bombed a camp in Uganda on Monday and killed nine people, officials in Kampala told reporters who were there."
AGAIN = "Nine died when Kenyan jets bombed a camp inside Uganda on Monday, according to doctors who treated the wounded."
BENCHMARKS = Path(__file__).parents[2] / "benchmarks"


def strike(id_: str, text: str) -> Reading:
    start = text.index("bombed")
    window = DateWindow(date(2030, 5, 6), date(2030, 5, 6), "2030-05-06", "text")
    event = Event(f"event-{id_}", "ASSAULT", ("KEN",), ("UGA",), "occurred", (start, start + 6), ((0, len(text)),), when=window)
    actors = [Actor(code, code, "state", iso3=code) for code in ("KEN", "UGA")]
    return Reading(Report(id_, text, published=window), actors=actors, events=[event])


def module(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(f"benchmark_{name}", BENCHMARKS / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    made = sys.modules[spec.name] = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(made)
    return made


@pytest.fixture(scope="module")
def dispatches() -> ModuleType:
    return module("dispatches")


@pytest.mark.parametrize(
    ("right", "recorded", "gold", "expected"),
    [(2, 2, 4, (100, 50, 200 / 3)), (0, 0, 4, (0, 0, 0)), (0, 3, 0, (0, 0, 0)), (3, 4, 4, (75, 75, 75))],
)
def test_f1(dispatches: ModuleType, right: int, recorded: int, gold: int, expected: tuple[float, float, float]) -> None:
    assert dispatches.f1(right, recorded, gold) == pytest.approx(expected)


def test_pairs(dispatches: ModuleType) -> None:
    assert dispatches.pairs(["abc", "d", "cc"]) == {frozenset("ab"), frozenset("ac"), frozenset("bc")}


def test_places(dispatches: ModuleType) -> None:
    assert list(dispatches.places("the  port", "At the\nport, the port.")) == [(3, 11), (13, 21)]


def test_the_words_of_the_key_stand_in_its_dispatches(dispatches: ModuleType) -> None:
    key = tomllib.loads((dispatches.FOLDER / "key.toml").read_text(encoding="utf-8"))
    texts = {}
    for path in dispatches.FOLDER.glob("*.html"):
        (texts[path.stem],) = (one.text for one in reports([path]) if isinstance(one, Report))
    passages = [told for event in key["event"] for told in event["told"]] + [one["words"] for one in key["commitment"]]
    assert [passage for passage in passages if not any(dispatches.places(passage[1], texts[passage[0]]))] == []
    assert {name for pair in key["copies"] for name in pair} <= set(texts)


def test_merged_events_are_drawn_and_judged(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(BENCHMARKS))
    merged = module("merged")
    with Record(tmp_path / "r.db") as record:
        for reading in (strike("a", STRIKE), strike("b", AGAIN)):
            record.add(reading, {"version": "1", "model": "m", "lexicon": "l"}, datetime(2030, 6, 1, tzinfo=UTC))
    judged = tmp_path / "judged.jsonl"
    judged.write_text(json.dumps({"tellings": [["a", 12], ["b", 27]], "verdict": "same"}))
    monkeypatch.setattr(merged, "JUDGED", judged)
    monkeypatch.setattr(sys, "argv", ["merged.py", str(tmp_path), "--record", str(tmp_path / "r.db"), "-v"])
    merged.main()
    assert capsys.readouterr().out.splitlines() == [
        "1 merged events, 2 tellings; 1 drawn, 1 of them judged", "rightly one event: 1 of 1, 100 % [21–100]"
    ]  # fmt: skip


def test_judgements_name_no_words() -> None:
    rows = [json.loads(line) for line in (BENCHMARKS / "merged.jsonl").read_text(encoding="utf-8").splitlines()]
    assert rows
    assert all(set(row) == {"tellings", "verdict"} and row["verdict"] in ("same", "other") for row in rows)
