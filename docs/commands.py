"""Writes docs/commands.md from the commands' own ``--help``: ``python docs/commands.py`` after every change of one."""

from __future__ import annotations

from pathlib import Path

import typer
from typer.core import TyperCommand, TyperGroup

from foreigndesk.cli import app

TARGET = Path(__file__).with_name("commands.md")
HEAD = """# Commands

Made by `python docs/commands.py` from the commands' own `--help`. A record is named by an SQLite file's path or a
SQLAlchemy URL. The exit status is 0, or 2 where an input or option could not be used: one line on standard error says
which, and all other inputs are read. A full disk, a locked or damaged record or one that may not be written ends a command with one
line and 2, too, and leaves the record as it was; `check` and `backup` leave with 1 where they find a fault in it.

A report is read up to 16 MiB of its file (or JSON line, unpacked), 100,000 words, ten characters a word, and ten minutes: `read` has
options for each; in Python, `Reader(max_words=…)`. Time is kept by the alarm of Unix; on other systems it has no bound.
"""


def render() -> str:
    """The page as it should be."""
    group = typer.main.get_command(app)
    assert isinstance(group, TyperGroup)
    parts = [HEAD, _block("foreigndesk", group)]
    for name, command in group.commands.items():
        assert isinstance(command, TyperCommand)
        parts += [f"## {name}\n", _block(f"foreigndesk {name}", command)]
    return "\n".join(parts)


def _block(name: str, command: TyperCommand | TyperGroup) -> str:
    context = command.context_class(command, info_name=name, max_content_width=100, terminal_width=100)
    text = "\n".join(line.rstrip() for line in command.get_help(context).splitlines())
    return f"```\n$ {name} --help\n{text.strip()}\n```\n"


if __name__ == "__main__":
    TARGET.write_text(render(), encoding="utf-8")
