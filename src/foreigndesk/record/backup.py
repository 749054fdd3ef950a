"""A copy of a record while it is in use: whole as of one moment, and checked before it takes its name."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from pathlib import Path

from foreigndesk.errors import RecordError
from foreigndesk.record.checks import Checked, check
from foreigndesk.record.opening import engine_of, file_of


def backup(path_or_url: str | Path, to: str | Path, *, force: bool = False) -> Checked:
    """Copy a record of one SQLite file to the file ``to`` and tell what a check of the copy saw.

    Readers and writers of the record go on meanwhile; what they write after the copy has begun is not in it. A copy of a
    record that had faults has them too: it is made all the same. Raises RecordError: FD426 not SQLite, FD427 ``to`` may
    not be overwritten, FD404 and its like where the record cannot be read or the copy cannot be written.
    """
    target = Path(to)
    source = file_of(path_or_url)
    if target.exists():
        if source is not None and target.samefile(source):
            raise RecordError("FD427", f"{target} is the record itself: give another file")
        if not force:
            raise RecordError("FD427", f"{target} is there already: give another file, or --force to overwrite it")
    for beside in ("-wal", "-journal"):  # it would be played into the new file
        if Path(f"{target}{beside}").exists():
            raise RecordError("FD427", f"{target} is in use, or was not closed ({target.name}{beside} is there): give another file")
    part = target.with_name(f"{target.name}.part")
    try:
        _copy(path_or_url, part)
        seen = check(part)
        os.replace(part, target)
    except (OSError, sqlite3.Error) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else error
        raise RecordError("FD428", f"the copy {target} cannot be written: {reason}") from error
    finally:
        for left in (part, *(Path(f"{part}{end}") for end in ("-wal", "-shm", "-journal"))):
            left.unlink(missing_ok=True)
    return seen


def _copy(path_or_url: str | Path, part: Path) -> None:
    part.unlink(missing_ok=True)
    engine = engine_of(path_or_url, create=False)
    try:
        with closing(engine.raw_connection()) as source, closing(sqlite3.connect(part)) as copy:
            assert source.driver_connection is not None  # it was checked out just now
            source.driver_connection.backup(copy)
    finally:
        engine.dispose()
