"""The watch command: one round, as from cron."""

from __future__ import annotations

import importlib.util
import sys
import types
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner

from foreigndesk import cli
from foreigndesk.record import Record

from .conftest import Server, page, rss
from .test_watching import Reader


class CliReader(Reader):
    def __init__(self, *, cues: str = "all") -> None:
        pass


@pytest.fixture(autouse=True)
def _reader(monkeypatch: pytest.MonkeyPatch) -> None:
    import foreigndesk.feeds.watching  # noqa: F401  # imports the real reader first

    module = types.ModuleType("foreigndesk.reader")
    module.Reader = CliReader  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "foreigndesk.reader", module)


def test_once(server: Server, feeds_toml: Callable[..., Path], tmp_path: Path) -> None:
    toml = feeds_toml(server.says("/feed", rss(server.says("/0", page())), "text/xml"), server.says("/bad", "", status=500))
    done = CliRunner().invoke(cli.app, ["watch", str(toml), "--record", str(tmp_path / "r.db"), "--once"])
    assert done.exit_code == 2
    assert "added" in done.stdout
    assert "FD132" in done.stdout
    with Record(tmp_path / "r.db", create=False) as record:
        assert len(list(record.reports())) == 1
    assert (tmp_path / "feeds.state.json").exists()


def test_libraries_that_are_missing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    find = importlib.util.find_spec
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None if name == "httpx" else find(name))
    done = CliRunner().invoke(cli.app, ["watch", str(tmp_path / "feeds.toml"), "--once"])
    assert (done.exit_code, "FD582" in done.stderr) == (2, True)
