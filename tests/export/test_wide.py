"""Our own tables: nothing is lost on the way out and back, whoever reads them."""

from __future__ import annotations

import csv
import io
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas
import pytest
from hypothesis import given
from hypothesis import strategies as st

from foreigndesk.errors import UsageError
from foreigndesk.export import codebook, parquet
from foreigndesk.export.columns import Column
from foreigndesk.export.formats import Asked
from foreigndesk.export.wide import TABLES, join, rows, split
from foreigndesk.record import Record

Export = Callable[..., str]
KINDS = tuple(TABLES)


def frame(text: str, kind: str) -> pandas.DataFrame:
    """A table as docs/exports.md tells to read it: by the codebook's types, and only empty cells are missing."""
    book = io.StringIO()
    codebook.write(None, Asked(), book)
    types = pandas.read_csv(io.StringIO(book.getvalue())).query(f"table == '{kind}'")
    dtype: Any = dict.fromkeys(types.query("type in ('text', 'list', 'date')")["column"], "string")
    return pandas.read_csv(io.StringIO(text), dtype=dtype, keep_default_na=False, na_values=[""])


def plain(table: pandas.DataFrame) -> list[list[object]]:
    return [[None if pandas.isna(value) else value for value in row] for row in table.itertuples(index=False)]


# --- lists


@pytest.mark.parametrize(
    ("members", "cell"),
    [
        ([], None),
        (["a"], "a"),
        (["a", "b c"], "a;b c"),
        (["a;b", "c"], "a\\;b;c"),
        (["a\\", "b"], "a\\\\;b"),
        ([None, "b", None], ";b;"),
        (["NA", "NAM"], "NA;NAM"),
    ],
)
def test_lists(members: list[str | None], cell: str | None) -> None:
    assert join(members) == cell
    assert split(cell) == [one or "" for one in members]


@given(st.lists(st.text(), min_size=1).filter(lambda members: members != [""]))
def test_any_list_comes_back(members: list[str]) -> None:
    assert split(join(members)) == members


# --- one schema


def test_names_are_snake_case_unique_and_told() -> None:
    for columns in TABLES.values():
        names = [column.name for column in columns]
        assert len(set(names)) == len(names)
        assert all(name.isidentifier() and name == name.lower() for name in names)
        assert all(column.about for column in columns)


def test_the_contract_of_events() -> None:
    # Columns may be added at the end; none of these may be dropped, renamed or moved.
    assert [column.name for column in TABLES["event"]][:47] == [
        "id", "report", "earliest", "latest", "edtf", "date_basis", "type", "mode", "contexts", "status", "cameo", "cameo_full",
        "cameo_label", "goldstein", "quad", "actor_ids", "actor_names", "actor_types", "actor_sectors", "actor_countries",
        "recipient_ids", "recipient_names", "recipient_types", "recipient_sectors", "recipient_countries", "place_names",
        "place_countries", "lat", "lon", "geonameid", "place_precision", "quantities", "trigger", "confidence", "origin", "frame",
        "by", "evidence", "evidence_spans", "report_url", "report_title", "publisher", "agency", "published_earliest",
        "published_latest", "reader_version", "recorded",
    ]  # fmt: skip


@pytest.mark.parametrize("kind", KINDS)
def test_ids_are_unique(kind: str, export: Export) -> None:
    table = frame(export("wide", kind=kind), kind)
    assert len(table)
    assert table["id"].is_unique


def test_codebook_tells_every_column(export: Export) -> None:
    told = [(row["table"], row["column"], row["type"]) for row in csv.DictReader(io.StringIO(export("codebook")))]
    assert told == [(kind, column.name, column.kind) for kind, columns in TABLES.items() for column in columns]


# --- what an event's row says


def test_an_event(export: Export) -> None:
    table = frame(export("wide"), "event").set_index("id")
    met = table.loc["wh-met"]
    assert (met["earliest"], met["edtf"], met["cameo"], met["cameo_full"]) == ("2024-05-27", "2024-05-27", "04", "040")
    assert (met["recipient_ids"], met["recipient_countries"], met["recipient_sectors"]) == ("AGO;UNO", "AGO;", ";IGO")
    assert (met["place_names"], met["place_countries"], met["lat"], met["geonameid"]) == ("Windhoek", "NAM", -22.56, 3352136)
    assert met["trigger"] == "met"
    shelled = table.loc["wh-shelled"]
    assert split(shelled["actor_names"]) == ["NA", 'None; "or" \\ else\tÖdön']
    assert shelled["quantities"] == "at least 2,000 killed"
    assert (shelled["place_names"], shelled["place_countries"]) == ("Windhoek;a\\;b", "NAM;")
    assert shelled["evidence"] == "Later NA shelled nobody; “Ödön” said so."
    assert pandas.isna(table.loc["wh-aid"]["latest"])


def test_other_kinds(export: Export) -> None:
    said = frame(export("wide", kind="statement"), "statement").iloc[0]
    assert (said["speaker_name"], said["content"], said["cue"], said["stance_toward"]) == (
        "Ilda Korr",
        "“We keep our word,”",
        "said in",
        "belmora",
    )
    promise = frame(export("wide", kind="commitment"), "commitment").set_index("id").loc["wh-promise"]
    assert (promise["due_earliest"], promise["due_latest"], promise["act_type"]) == ("2024-06-10", "2024-06-20", "AID")
    treaty = frame(export("wide", kind="relation"), "relation").set_index("id").loc["wh-treaty"]
    assert (treaty["holder_country"], treaty["other_name"], treaty["initiated_by"]) == ("NAM", "Angola", "wh-met")
    dispute = frame(export("wide", kind="dispute"), "dispute").iloc[0]
    assert (dispute["sides"], split(dispute["holder_names"])) == (2, ["Ilda Korr", "Belmora"])


# --- Namibia


def test_the_text_na_is_no_missing_value(export: Export, tmp_path: Path) -> None:
    text = export("wide")
    assert frame(text, "event").set_index("id").loc["wh-met"]["publisher"] == "NA"
    careless = pandas.read_csv(io.StringIO(text)).set_index("id")  # with pandas' own guesses, no country is lost
    assert careless.loc["wh-met"]["place_countries"] == "NAM"
    assert careless.loc["wh-met"]["actor_countries"] == "NAM"
    assert ',"NA",' in text
    assert ",NA," not in text
    duckdb = pytest.importorskip("duckdb", reason="duckdb, a development dependency, is not installed")
    (tmp_path / "events.csv").write_text(text, encoding="utf-8")
    read = f"read_csv('{tmp_path / 'events.csv'}', header = true, all_varchar = true)"
    (found,) = duckdb.sql(f"SELECT publisher, actor_countries, cameo FROM {read} WHERE id = 'wh-met'").fetchall()
    assert found == ("NA", "NAM", "04")


# --- every reader reads the same


@pytest.mark.parametrize("kind", KINDS)
def test_csv_parquet_pandas_and_duckdb_agree(kind: str, export: Export, record: Record, tmp_path: Path) -> None:
    pytest.importorskip("pyarrow", reason="pyarrow, the extra [parquet], is not installed")
    duckdb = pytest.importorskip("duckdb", reason="duckdb, a development dependency, is not installed")
    written = list(rows(record, Asked(kind=kind)))
    file = tmp_path / "facts.parquet"
    with file.open("wb") as stream:
        parquet.write(record, Asked(kind=kind), stream)
    (tmp_path / "facts.csv").write_text(export("wide", kind=kind), encoding="utf-8", newline="")

    by_pandas = plain(frame(export("wide", kind=kind), kind))
    assert by_pandas == written
    from_parquet = pandas.read_parquet(file)
    assert [[str(value) if is_day(column) and value is not None else value for column, value in zip(TABLES[kind], row, strict=True)]
            for row in plain(from_parquet)] == written  # fmt: skip
    said = duckdb.sql(f"SELECT * FROM read_csv('{tmp_path / 'facts.csv'}', header = true, all_varchar = true)").fetchall()
    typed = duckdb.sql(f"SELECT * FROM '{file}'").fetchall()
    texts = [[None if value is None else str(value) for value in row] for row in written]
    assert [list(row) for row in said] == texts
    assert [[None if value is None else str(value) for value in row] for row in typed] == texts


def is_day(column: Column[Any]) -> bool:
    return column.kind == "date"


def test_parquet_keeps_types(record: Record) -> None:
    arrow = pytest.importorskip("pyarrow.parquet", reason="pyarrow, the extra [parquet], is not installed")
    stream = io.BytesIO()
    parquet.write(record, Asked(), stream)
    schema = arrow.read_schema(io.BytesIO(stream.getvalue()))
    types = {name: str(schema.field(name).type) for name in ("earliest", "cameo", "actor_ids", "goldstein", "geonameid")}
    assert types == {"earliest": "date32[day]", "cameo": "string", "actor_ids": "string", "goldstein": "double", "geonameid": "int64"}


def test_parquet_without_pyarrow_says_what_to_do(record: Record, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    with pytest.raises(UsageError, match=r"FD513.*foreigndesk\[parquet\]"):
        parquet.write(record, Asked(), io.BytesIO())
