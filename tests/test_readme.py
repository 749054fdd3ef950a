"""The README's commands exist, and so do the files that it points to."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
import typer
from typer.core import TyperGroup

from foreigndesk.cli import app

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```(?:console|sh)\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)
COMMANDS = [
    line.removeprefix("$ ")
    for block in BLOCKS
    for line in block.splitlines()
    if line.removeprefix("$ ").startswith("foreigndesk ")
]
LINKS = re.findall(r"\]\((?!https?:)([^)#]+)\)", README)


def test_there_are_commands_in_blocks() -> None:
    assert len(COMMANDS) >= 5


@pytest.mark.parametrize("line", COMMANDS)
def test_every_command_and_option_exists(line: str) -> None:
    group = typer.main.get_command(app)
    assert isinstance(group, TyperGroup)
    _, name, *arguments = shlex.split(re.split(r" [|>] ", line)[0], comments=True)
    assert name in group.commands, line
    group.commands[name].make_context(name, arguments)  # parses the options and their values; runs nothing


@pytest.mark.parametrize("name", re.findall(r"^\| `foreigndesk ([\w-]+)", README, re.MULTILINE))
def test_every_command_of_the_table_exists(name: str) -> None:
    group = typer.main.get_command(app)
    assert isinstance(group, TyperGroup)
    assert name in group.commands


@pytest.mark.parametrize("link", sorted(set(LINKS)))
def test_every_link_leads_somewhere(link: str) -> None:
    assert (ROOT / link).exists()
