"""The draw of facts to judge: the same for a seed, whatever else is read, and what a judgement holds to."""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from foreigndesk.model import Reading

FOLDER = Path(__file__).parents[2] / "benchmarks"
TEXT = "Kenya promised to reopen its border with Somalia. Kenya accused Tanzania of arming fishermen. Tanzania denied the accusation."


@pytest.fixture(scope="module")
def standing() -> ModuleType:
    sys.path.insert(0, str(FOLDER))
    try:
        spec = importlib.util.spec_from_file_location("benchmark_standing", FOLDER / "standing.py")
        assert spec is not None
        assert spec.loader is not None
        module = sys.modules[spec.name] = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
    finally:
        sys.path.remove(str(FOLDER))
    return module


def drawn(standing: ModuleType, report: str, judged: str = "a", kind: str = "relation") -> Any:
    return standing.Drawn(kind, report, 0, "", judged, ())


def test_a_draw_is_the_same_whatever_else_is_read(standing: ModuleType) -> None:
    few = [drawn(standing, f"r{i}") for i in range(20)]
    more = [*reversed(few), *(drawn(standing, f"r{i}", kind="dispute") for i in range(20))]
    assert standing.draw(few, "relation", 7, 5) == standing.draw(more, "relation", 7, 5)
    assert standing.draw(few, "relation", 7, 5) != standing.draw(few, "relation", 8, 5)


def test_a_judgement_lapses_where_the_fact_is_read_otherwise(standing: ModuleType) -> None:
    one, other = drawn(standing, "r", "a"), drawn(standing, "r", "b")
    verdicts = {one.key: "accepted"}
    assert one.lot(7) == other.lot(7)
    assert standing.share([one], verdicts).startswith("judged 1 of 1; accepted 1 of 1")
    assert standing.share([other], verdicts).startswith("judged 0 of 1; accepted 0 of 0")


def test_facts_are_shown_in_words(standing: ModuleType, read: Callable[[str], Reading]) -> None:
    shown = {fact.kind: fact for fact in standing.Shown(read(TEXT)).all()}
    assert shown["commitment"].judged == "Kenya owes Somalia [reopen]; condition: -; due: -; pending"
    assert shown["commitment"].words == ("Kenya promised to reopen its border with Somalia.",)
    assert shown["dispute"].judged.endswith("Kenya: Kenya accused Tanzania of arming fishermen.")


def test_the_judgements_name_no_words(standing: ModuleType) -> None:
    assert {key[0] for key in standing.judgements()} == set(standing.KINDS)
    assert set(standing.judgements().values()) == {"accepted", "rejected"}
