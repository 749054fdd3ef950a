"""The public surface: sorted, complete, and quick to import."""

from __future__ import annotations

import subprocess
import sys
import types
from pathlib import Path

import pytest

import foreigndesk
from foreigndesk.errors import IntakeError, UsageError
from foreigndesk.model import Reading, Report

TEXT = (
    "The envoys of Arvania and Belmora met in Corvane on Tuesday. They agreed to meet again in the spring of next year."
)
HEAVY = frozenset(
    "alembic fastapi httpx jinja2 lxml multiprocessing numpy onnxruntime pandas pyarrow pydantic ray rich spacy sqlalchemy sqlite3 thinc "
    "trafilatura typer uvicorn".split()
)


def test_all_is_sorted() -> None:
    assert foreigndesk.__all__ == sorted(foreigndesk.__all__)


@pytest.mark.parametrize("name", [name for name in foreigndesk.__all__ if name != "Reader"])
def test_every_name_is_there(name: str) -> None:
    assert getattr(foreigndesk, name)


def test_other_names_are_not() -> None:
    with pytest.raises(AttributeError, match="nothing_like_that"):
        foreigndesk.nothing_like_that  # noqa: B018


def test_import_loads_no_other_library() -> None:
    """As ``python -X importtime`` tells it."""
    command = [sys.executable, "-X", "importtime", "-c", "import foreigndesk"]
    done = subprocess.run(command, check=True, capture_output=True, encoding="utf-8")
    loaded = {line.rpartition("|")[2].strip().partition(".")[0] for line in done.stderr.splitlines()}
    assert "foreigndesk" in loaded
    assert sorted(loaded & HEAVY) == []


@pytest.fixture
def _reader(monkeypatch: pytest.MonkeyPatch) -> None:
    class Reader:
        def read(self, report: Report) -> Reading:
            return Reading(report)

    monkeypatch.setattr(foreigndesk, "_reader", Reader)


@pytest.mark.usefixtures("_reader")
def test_read_takes_a_path_or_a_text(tmp_path: Path) -> None:
    path = tmp_path / "report.txt"
    path.write_text(TEXT)
    for source in (path, str(path), TEXT):
        assert foreigndesk.read(source).report.text.endswith("next year.")


@pytest.mark.usefixtures("_reader")
def test_read_wants_one_report(tmp_path: Path) -> None:
    with pytest.raises(IntakeError, match="FD102"):
        foreigndesk.read(tmp_path / "none.txt")
    with pytest.raises(IntakeError, match="FD102"):
        foreigndesk.read("none.txt")
    for name in ("a", "b"):
        (tmp_path / f"{name}.txt").write_text(TEXT)
    with pytest.raises(UsageError, match="FD507"):
        foreigndesk.read(tmp_path)


def test_the_reader_is_made_once(monkeypatch: pytest.MonkeyPatch) -> None:
    module = types.ModuleType("foreigndesk.reader")
    module.Reader = lambda: object()  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "foreigndesk.reader", module)
    foreigndesk._reader.cache_clear()
    assert foreigndesk._reader() is foreigndesk._reader()
    foreigndesk._reader.cache_clear()
