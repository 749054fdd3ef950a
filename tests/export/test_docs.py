"""docs/exports.md tells of every format and column, and says what the code says."""

from __future__ import annotations

import re
import runpy
from pathlib import Path

import pytest

from foreigndesk.export import dyads, gdelt, graphml, icews, phoenix, polecat, wide
from foreigndesk.export.formats import formats

DOCS = Path(__file__).parents[2] / "docs"


@pytest.mark.parametrize("name", formats())
def test_every_format_is_told(name: str, page: str) -> None:
    assert f"| `{name}` | {formats()[name]} |" in page


@pytest.mark.parametrize(
    ("heading", "columns"),
    [
        ("POLECAT: `polecat`", polecat.COLUMNS),
        ("ICEWS: `icews`", icews.COLUMNS),
        ("Phoenix: `phoenix`", phoenix.COLUMNS),
        ("GDELT 2.0 events: `gdelt`", gdelt.COLUMNS),
        *((f"Table `{kind}`", columns) for kind, columns in wide.TABLES.items()),
        ("Dyads: `dyads`", dyads.COLUMNS),
        ("Graph: `graphml`", (*graphml.NODE, *graphml.EDGE)),
    ],
)
def test_every_column_is_told(heading: str, columns: tuple[wide.WideColumn, ...], page: str) -> None:
    section = re.search(rf"^##+ {re.escape(heading)}\n(.*?)(?=^## |^### |\Z)", page, re.MULTILINE | re.DOTALL)
    assert section, f"run docs/exports.py: {heading} is not in docs/exports.md"
    told = re.findall(r"^\| \d+ \| `([^`]+)` \|", section[1], re.MULTILINE)
    assert told == [column.name for column in columns]


def test_the_page_is_what_the_code_says(page: str) -> None:
    made = runpy.run_path(str(DOCS / "exports.py"))["render"]()
    assert made == page, "run docs/exports.py"
