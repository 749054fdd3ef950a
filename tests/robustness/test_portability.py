"""What holds on each system: encodings are said, line ends and modules that only Unix has are looked after."""

from __future__ import annotations

import ast
import os
import signal
import subprocess
import sys
import tomllib
from collections.abc import Callable
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import pytest

import foreigndesk
from foreigndesk import limits
from foreigndesk.model import Reading
from foreigndesk.record import Record

PACKAGE = Path(foreigndesk.__file__).parent
UNIX = frozenset({"fcntl", "grp", "posix", "pty", "pwd", "resource", "termios"})
TEXT_MODES = frozenset("rwax+tb")


@cache
def modules() -> list[tuple[str, ast.Module]]:
    paths = sorted(PACKAGE.rglob("*.py"))
    return [(path.relative_to(PACKAGE).as_posix(), ast.parse(path.read_text(encoding="utf-8"))) for path in paths]


def opens_text_in_any_encoding(call: ast.Call) -> bool:
    """Whether a call reads or writes text in an encoding that the system chooses."""
    name = call.func.attr if isinstance(call.func, ast.Attribute) else call.func.id if isinstance(call.func, ast.Name) else ""
    said = any(keyword.arg in {"encoding", None} for keyword in call.keywords)
    given = [a.value for a in call.args if isinstance(a, ast.Constant) and isinstance(a.value, str)]
    match name:
        case "read_text":
            return not said and not call.args
        case "write_text":
            return not said and len(call.args) < 2
        case "open":
            modes = [m for m in given if m and set(m) <= TEXT_MODES]
            modes += [k.value.value for k in call.keywords if k.arg == "mode" and isinstance(k.value, ast.Constant)]
            return not said and isinstance(call.func, ast.Name) and not any("b" in str(m) for m in modes)
        case _:
            return False


def test_every_text_file_has_its_encoding() -> None:
    found = [
        f"{name}:{node.lineno}" for name, tree in modules() for node in ast.walk(tree)
        if isinstance(node, ast.Call) and opens_text_in_any_encoding(node)
    ]  # fmt: skip
    assert found == []


def test_what_only_unix_has_is_imported_where_it_is_used() -> None:
    found = [
        f"{name}:{node.lineno}" for name, tree in modules() for node in tree.body
        if isinstance(node, ast.Import | ast.ImportFrom)
        and UNIX & {alias.name for alias in node.names} | UNIX & {getattr(node, "module", None)}
    ]  # fmt: skip
    assert found == []


def test_output_is_utf8_whatever_the_system_writes(
    tmp_path: Path, make_treaty: Callable[..., Reading], provenance: dict[str, str]
) -> None:
    path = tmp_path / "record.db"
    with Record(path) as record:
        record.add(make_treaty(), provenance, datetime(2024, 6, 1, tzinfo=UTC))
    plain = {**os.environ, "LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"}
    plain.pop("PYTHONIOENCODING", None)
    done = subprocess.run([sys.executable, "-m", "foreigndesk.cli", "brief", "--record", str(path)], env=plain, capture_output=True)
    assert "“it did not happen”" in done.stdout.decode("utf-8")
    assert b"\r" not in done.stdout


def test_what_an_older_pip_leaves_out_is_asked_for() -> None:
    """Pages need lxml_html_clean; the pip of Python 3.11 does not find the extra of lxml by which trafilatura names it."""
    project = Path(__file__).parents[2] / "pyproject.toml"
    needs = tomllib.loads(project.read_text(encoding="utf-8"))["project"]["dependencies"]
    assert any(need.startswith("lxml_html_clean") for need in needs)


@pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="Windows has no alarm")
def test_an_alarm_of_the_program_around_python_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(signal, "getsignal", lambda _: None)  # so it says of a handler that was not set in Python
    with limits.within(0.01):
        assert signal.getitimer(signal.ITIMER_REAL) == (0.0, 0.0)
