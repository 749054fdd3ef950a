"""Exports tell facts as people reviewed them: rejected ones are left out, corrected ones are told as corrected."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from foreigndesk.export import parquet
from foreigndesk.export.formats import Asked
from foreigndesk.record import Record

Export = Callable[..., str]
REVIEWED = datetime(2024, 6, 5, 9, tzinfo=UTC)
SINCE = "2024-06-05T09:00:00Z"
Told = dict[str, dict[str, Any]]


def as_csv(export: Export, record: Record, kind: str, folder: Path) -> Told:
    return {row["id"]: row for row in csv.DictReader(io.StringIO(export("wide", kind=kind)))}


def as_parquet(export: Export, record: Record, kind: str, folder: Path) -> Told:
    read = pytest.importorskip("pyarrow.parquet", reason="pyarrow, the extra [parquet], is not installed")
    with (folder / "facts.parquet").open("wb") as stream:
        parquet.write(record, Asked(kind=kind), stream)
    return {row["id"]: row for row in read.read_table(folder / "facts.parquet").to_pylist()}


def as_changes(export: Export, record: Record, kind: str, folder: Path) -> Told:
    lines = map(json.loads, export("changes", moment=None).splitlines())
    return {line["id"]: line for line in lines if line["kind"] == kind}


@pytest.mark.parametrize("exported", [as_csv, as_parquet, as_changes])
def test_rejected_and_corrected(exported: Callable[..., Told], export: Export, record: Record, tmp_path: Path) -> None:
    assert {"wh-met", "wh-shelled"} <= set(exported(export, record, "event", tmp_path))
    record.review("wh-shelled", "rejected", reviewer="ada", at=REVIEWED)
    record.review("wh-met", "corrected", {"type": "AGREE", "mode": "", "cameo": "057"}, reviewer="ada", at=REVIEWED)
    record.review("wh-treaty", "rejected", reviewer="ada", at=REVIEWED)
    events = exported(export, record, "event", tmp_path)
    assert "wh-shelled" not in events
    assert (events["wh-met"]["type"], events["wh-met"]["cameo"]) == ("AGREE", "057")
    assert "wh-treaty" not in exported(export, record, "relation", tmp_path)


def test_the_promised_act_is_told_as_corrected(export: Export, record: Record, tmp_path: Path) -> None:
    record.review("wh-aid", "corrected", {"type": "COOPERATE", "cameo": "06"}, reviewer="ada", at=REVIEWED)
    promise = as_csv(export, record, "commitment", tmp_path)["wh-promise"]
    assert (promise["act_type"], promise["act_cameo"]) == ("COOPERATE", "06")


def test_reviews_are_changes(export: Export, record: Record) -> None:
    def feed(since: str) -> list[tuple[str, str]]:
        lines = map(json.loads, export("changes", moment=since).splitlines())
        return [(line["change"], line["id"]) for line in lines]

    before = datetime.now(UTC).replace(microsecond=0).isoformat()
    assert feed(before) == []
    record.review("wh-shelled", "rejected", reviewer="ada")
    record.review("wh-met", "corrected", {"status": "planned"}, reviewer="ada")
    record.review("wh-treaty", "accepted", reviewer="ada")
    assert sorted(feed(before)) == [("changed", "wh-met"), ("changed", "wh-treaty"), ("withdrawn", "wh-shelled")]
    assert feed("2999-01-01T00:00:00Z") == []
    told = [line for line in feed("2024-06-01T12:30:00Z") if line[1].startswith("wh-")]
    assert ("added", "wh-met") in told
    assert "wh-shelled" not in {id_ for _, id_ in told}
