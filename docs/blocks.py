"""Runs the code blocks of README.md and of the pages in docs/, and writes the output of their commands anew: ``python docs/blocks.py``.

A page's blocks are run in order, in a folder of its own with the examples in it:

* ``console``: lines that begin with ``$`` are commands, what follows is what they print;
* ``sh``: commands without their output;
* ``python``: one program a page; a ``text`` block right after it is what it prints;
* ``toml``: a file, named in its first line (``# mine.toml``).

Commands are ``foreigndesk …`` with patterns of file names, ``VAR=value`` before it and ``> FILE`` behind it, or ``cat FILE``; they
run in this process, so that the language model is loaded once. What stands beneath a line ``<!-- not run: reason -->`` is not run.
"""

from __future__ import annotations

import glob
import io
import os
import re
import shlex
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import chdir, contextmanager, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from typer.testing import CliRunner

from foreigndesk import components as components  # registers what an installed package's entry points would
from foreigndesk.cli import app

DOCS = Path(__file__).parent
ROOT = DOCS.parent
MADE = {"commands.md", "exports.md", "frames.md"}  # by programs beside this one, without commands to run
BLOCK = re.compile(
    r"(?:^<!-- not run: (?P<why>[^\n]+) -->\n)?^```(?P<kind>console|sh|python|text|toml)\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL
)
FILE = re.compile(r"# (\S+\.toml)\n")
WIDTH = "100"


@dataclass(frozen=True, slots=True)
class Block:
    """A fenced block: ``kind``, its text, the line it begins at, and why it is not run."""

    kind: str
    text: str
    line: int
    why: str | None


def pages() -> list[Path]:
    """README.md and the pages that are written by hand."""
    return [ROOT / "README.md", *(page for page in sorted(DOCS.glob("*.md")) if page.name not in MADE)]


def blocks(page: Path) -> Iterator[Block]:
    """The blocks of a page in order."""
    text = page.read_text(encoding="utf-8")
    for match in BLOCK.finditer(text):
        yield Block(match["kind"], match["text"], text.count("\n", 0, match.start("text")), match["why"])


def commands(block: Block) -> list[str]:
    """The commands of a ``console`` or ``sh`` block, a line that ends in a backslash joined to the next."""
    lines = block.text.replace("\\\n", " ").splitlines()
    if block.kind == "console":
        return [line[2:] for line in lines if line.startswith("$ ")]
    return [line for line in lines if line.strip() and not line.startswith("#")]


def output(command: str) -> str:
    """What a command prints on standard output, without the blank lines around it and the spaces at the ends of its lines.

    Raises AssertionError where it fails.
    """
    words = shlex.split(command, comments=True)
    environment = {"COLUMNS": WIDTH}
    while "=" in words[0]:
        name, _, value = words.pop(0).partition("=")
        environment[name] = value
    target = Path(words[-1]) if len(words) > 2 and words[-2] == ">" else None
    program, *arguments = words[:-2] if target else words
    arguments = [found for word in arguments for found in (sorted(glob.glob(word)) if set("*?") & set(word) else ()) or (word,)]
    if program == "cat":
        printed = "".join(Path(name).read_text(encoding="utf-8") for name in arguments)
    else:
        assert program == "foreigndesk", f"only foreigndesk and cat are run: {command}"
        done = CliRunner().invoke(app, arguments, env=environment)
        assert done.exit_code == 0, f"{command}\n{done.stderr}{done.exception!r}"
        printed = done.stdout
    if target:
        target.write_text(printed, encoding="utf-8")
        return ""
    return "\n".join(line.rstrip() for line in printed.strip("\n").splitlines())


def transcript(block: Block) -> str:
    """A ``console`` block with what its commands print now."""
    parts = []
    for command in commands(block):
        printed = output(command)
        parts.append(f"$ {command}\n{printed}\n" if printed else f"$ {command}\n")
    return "".join(parts)


@contextmanager
def _own_environment() -> Iterator[None]:
    """What a page puts into the environment is gone after it."""
    before = dict(os.environ)
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)


def run(page: Path) -> Iterator[tuple[Block, str]]:
    """Every block of a page with its text as it should be; to be used to the end, for the page's folder is left then."""
    names: dict[str, Any] = {"__name__": page.stem}
    printed, end = "", 0
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder, chdir(folder), _own_environment():
        shutil.copytree(ROOT / "examples", "examples")
        for block in blocks(page):
            text = block.text
            if block.why is None and block.kind == "console":
                text = transcript(block)
            elif block.why is None and block.kind == "sh":
                for command in commands(block):
                    output(command)
            elif block.why is None and block.kind == "python":
                with redirect_stdout(io.StringIO()) as out:
                    exec(compile("\n" * block.line + block.text, str(page), "exec"), names)
                printed, end = out.getvalue(), block.line + block.text.count("\n")
            elif block.kind == "text" and block.line == end + 3:
                text = printed
            elif block.kind == "toml" and (name := FILE.match(block.text)):
                Path(name[1]).write_text(block.text, encoding="utf-8")
            yield block, text


def main() -> None:
    wanted = [Path(name).resolve() for name in sys.argv[1:]] or pages()
    for page in wanted:
        lines = page.read_text(encoding="utf-8").splitlines(keepends=True)
        for block, text in reversed(list(run(page))):
            lines[block.line : block.line + block.text.count("\n")] = [text]
        page.write_text("".join(lines), encoding="utf-8")
        print(os.path.relpath(page))


if __name__ == "__main__":
    main()
