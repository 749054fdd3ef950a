"""The pages' code runs, and prints what the pages say."""

from __future__ import annotations

import contextlib
import io
import os
import re
import shlex
import shutil
from pathlib import Path
from typing import Any

import pytest
import typer
from typer.core import TyperGroup
from typer.testing import CliRunner

from foreigndesk import components as components  # registers what an installed package's entry points would
from foreigndesk.cli import app
from foreigndesk.reader import Reader

ROOT = Path(__file__).parents[1]
PAGES = ("components.md", "dictionaries.md", "notebooks.md", "other-readers.md")
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def blocks(page: str) -> list[tuple[str, str]]:
    return [(match[1], match[2]) for match in BLOCK.finditer((ROOT / "docs" / page).read_text(encoding="utf-8"))]


def commands(block: str) -> list[tuple[list[str], str]]:
    """The commands of a console block, and what each prints."""
    found = re.split(r"^\$ foreigndesk ", block, flags=re.MULTILINE)[1:]
    return [(shlex.split(one.partition("\n")[0]), one.partition("\n")[2]) for one in found]


@pytest.mark.parametrize("page", PAGES)
def test_the_code_runs(page: str, reader: Reader, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(ROOT / "examples", tmp_path / "examples", ignore=shutil.ignore_patterns("grain"))
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(os, "environ", os.environ.copy())
    for name in ("FOREIGNDESK_FRAMES", "FOREIGNDESK_ACTORS"):
        os.environ.pop(name, None)
        monkeypatch.delenv(name, raising=False)
    namespace: dict[str, Any] = {"__name__": page}
    printed = ""
    for language, code in blocks(page):
        if language == "python":
            with contextlib.redirect_stdout(io.StringIO()) as out:
                exec(compile(code, page, "exec"), namespace)
            printed = out.getvalue()
        elif language == "text":
            assert printed == code
        elif language == "toml":
            (tmp_path / code.partition("\n")[0].removeprefix("# ")).write_text(code, encoding="utf-8")
        elif language == "console":
            for arguments, says in commands(code):
                done = CliRunner().invoke(app, arguments)
                assert (done.exit_code, done.output) == (0, says)


@pytest.mark.parametrize("page", PAGES)
def test_commands_that_are_only_shown_exist(page: str) -> None:
    group = typer.main.get_command(app)
    assert isinstance(group, TyperGroup)
    for language, code in blocks(page):
        for line in code.splitlines() if language == "sh" else ():
            _, name, *arguments = shlex.split(line)
            command = group.commands[name]
            given = {option for option in arguments if option.startswith("--")}
            assert given <= {option for parameter in command.params for option in parameter.opts}, line


@pytest.mark.parametrize("page", PAGES)
def test_links_lead_somewhere(page: str) -> None:
    for link in re.findall(r"\]\((?!https?:)([^)#]+)", (ROOT / "docs" / page).read_text(encoding="utf-8")):
        assert (ROOT / "docs" / link).exists(), link
