"""A batch's tables into a record: each report's rows as they were read, none read again."""

from __future__ import annotations

import importlib.util
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from foreigndesk.batch.output import Output
from foreigndesk.errors import RecordError, UsageError
from foreigndesk.record import Record
from foreigndesk.rows import Row

_FACTS = ("actor", "time", "place", "event", "statement", "commitment", "relation", "dispute")  # in the order of the JSON lines
_WITHDRAWN = "FD410"


@dataclass(slots=True)
class Loaded:
    """How many reports were added, how many the record had as they are, and how many it refused, for they were withdrawn."""

    added: int = 0
    known: int = 0
    refused: int = 0


def load(
    folder: Path,
    record: Record,
    *,
    recorded: datetime | None = None,
    keep_text: bool = True,
    tell: Callable[[Loaded], None] | None = None,
) -> Loaded:
    """Add all reports of a batch's folder to a record, which then answers as if it had read them itself.

    What it has already is passed over, so that a load that was stopped goes on. ``tell`` hears of every report. Raises UsageError
    FD513 where pyarrow is missing and FD549 where the folder is no batch's, and what ``Record.add`` raises.
    """
    if importlib.util.find_spec("pyarrow") is None:
        raise UsageError("FD513", "Parquet needs pyarrow: install it with `pip install 'foreigndesk[parquet]'`")
    files = Output(folder).parts()
    if not files:
        raise UsageError("FD549", f"{folder} has no tables of a batch: give the OUTPUT of `foreigndesk batch`")
    done = Loaded()
    for name in files:
        for rows in reports(folder, name):
            try:
                new = record.add_rows(rows, recorded, keep_text=keep_text)
            except RecordError as error:
                if error.code != _WITHDRAWN:
                    raise
                done.refused += 1
            else:
                done.added += new
                done.known += not new
            if tell is not None:
                tell(done)
    return done


def reports(folder: Path, name: Path) -> Iterator[list[Row]]:
    """The rows of each report of a part, by its name within the tables, in the order of the JSON lines."""
    from pyarrow import parquet

    facts: dict[str, list[Row]] = defaultdict(list)
    for kind in _FACTS:
        if (file := folder / kind / name).exists():
            for row in parquet.ParquetFile(file).read().to_pylist():
                facts[row["report"]].append(_told(row))
    for row in parquet.ParquetFile(folder / "report" / name).read().to_pylist():
        told = _told(row)
        text = told.pop("text")
        yield [{**told, "text": text}, *facts.get(row["id"], ())]


def _told(value: Any) -> Any:
    """A table's value as the JSON lines have it: of a date window, what is absent is left out."""
    if isinstance(value, dict):
        window = "edtf" in value
        return {key: _told(one) for key, one in value.items() if not (window and key in ("weekday", "reasons") and not (one or one == 0))}
    return [_told(one) for one in value] if isinstance(value, Sequence) and not isinstance(value, str) else value
