from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

pytest.importorskip("pyarrow")

HERE = str(Path(__file__).parent)


sys.path.insert(0, HERE)  # worker processes get this one's path and import the stand-in readers by it

Write = Callable[..., Path]


@pytest.fixture
def archive(tmp_path: Path) -> Write:
    """Writes a JSON-lines archive of so many reports over three months, and one more for each text given."""

    def write(count: int, *more: str, name: str = "archive.jsonl") -> Path:
        rows = [
            {"id": f"r{n}", "text": f"The envoys of Arvania and Belmora met for the time number {n}.", "raw": True,
             **({"published": f"2031-0{1 + n % 3}-10"} if n % 4 else {})}
            for n in range(count)
        ]  # fmt: skip
        rows += [{"id": f"more-{n}", "text": text, "raw": True} for n, text in enumerate(more)]
        path = tmp_path / name
        path.write_text("".join(json.dumps(row) + "\n" for row in rows))
        return path

    return write
