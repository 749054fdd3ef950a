"""Writes the output of README.md's commands anew: ``python docs/readme.py`` after every change of reader or model.

Each line of a ``console`` block that begins with ``$`` is run, in order, in a folder of its own beside the examples; what
follows it in the block is replaced by what it prints.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[1]
TARGET = ROOT / "README.md"
BLOCK = re.compile(r"^```console\n(.*?)^```$", re.MULTILINE | re.DOTALL)
WIDTH = "100"


def commands(block: str) -> list[str]:
    """The commands of a block."""
    return [line[2:] for line in block.splitlines() if line.startswith("$ ")]


def output(command: str, folder: Path) -> str:
    """What a command prints, without the blank lines around it and the spaces at the ends of its lines."""
    scripts = Path(sys.executable).parent
    environment = {**os.environ, "COLUMNS": WIDTH, "PATH": f"{scripts}{os.pathsep}{os.environ['PATH']}"}
    done = subprocess.run(
        ["bash", "-c", command], cwd=folder, env=environment, check=True, capture_output=True, text=True
    )
    return "\n".join(line.rstrip() for line in done.stdout.strip("\n").splitlines())


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        shutil.copytree(ROOT / "examples", folder / "examples")

        def run(match: re.Match[str]) -> str:
            parts = []
            for command in commands(match[1]):
                printed = output(command, folder)
                parts.append(f"$ {command}\n{printed}\n" if printed else f"$ {command}\n")
            return f"```console\n{''.join(parts)}```"

        TARGET.write_text(BLOCK.sub(run, TARGET.read_text(encoding="utf-8")), encoding="utf-8")


if __name__ == "__main__":
    main()
