"""JSON lines: one row a line, as docs/schema.md describes them."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import IO

from foreigndesk.rows import Row


def write(rows: Iterable[Row], stream: IO[str]) -> None:
    """Write each row as one line of JSON, letters of all scripts as they are."""
    for row in rows:
        stream.write(json.dumps(row, ensure_ascii=False) + "\n")
