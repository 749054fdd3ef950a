"""The folder of a batch: a table a kind in Parquet parts by month, what was set aside, and what it was made with.

A part is all rows of some reports of one month: a file a kind, all of one name, which is that of its reports. The report's
file comes last and its being there makes the part whole: what a killed run left without it is removed when the folder is
opened again. Every file is written under another name, flushed to disk and renamed, and has the digests of its reports'
pieces in its metadata.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path

from foreigndesk.batch.reading import Failure, Part
from foreigndesk.errors import UsageError

MANIFEST = b"foreigndesk.pieces"
_MADE_WITH = "batch.json"
_FAILED = "failed.jsonl"
_UNFINISHED = ".unfinished-"
_GROUP = 20_000  # rows


class Output:
    """A batch's folder; what is in it already is known by ``done``."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @contextmanager
    def opened(self, made_with: Mapping[str, object]) -> Iterator[None]:
        """Hold the folder alone, in the state that a whole run would have left.

        Raises UsageError: FD550 where another run holds it, FD551 where it was made with another reader or options.
        """
        self.folder.mkdir(parents=True, exist_ok=True)
        with self.held():
            self._agree(made_with)
            self.tidy()
            yield

    @contextmanager
    def held(self) -> Iterator[None]:
        """Hold the folder alone. Raises UsageError FD550 where another run holds it."""
        with (self.folder / ".lock").open("w") as lock:
            _hold(lock.fileno(), self.folder)
            yield

    def write(self, part: Part) -> None:
        """Add a part, whole or not at all; the same part again replaces itself."""
        from foreigndesk.batch.schema import KINDS

        for kind in (*(kind for kind in KINDS if kind != "report"), "report"):
            if part.rows.get(kind):
                self._write_table(kind, part)

    def done(self) -> set[bytes]:
        """The digests of all pieces that were read or set aside."""
        from pyarrow import parquet

        found: set[bytes] = set()
        for file in self._files("report"):
            told = parquet.read_metadata(file).metadata[MANIFEST]
            found.update(bytes.fromhex(digest) for digest in json.loads(told))
        return found | self._set_aside()

    def set_aside(self, failures: Sequence[Failure]) -> None:
        """Add failures to ``failed.jsonl``."""
        if failures:
            with (self.folder / _FAILED).open("a", encoding="utf-8") as file:
                file.writelines(json.dumps(asdict(one), ensure_ascii=False) + "\n" for one in failures)

    def tidy(self) -> None:
        """Remove what a killed run left unfinished."""
        whole = set(self.parts())
        for file in self.folder.glob("*/month=*/*"):
            kind = self.folder / file.relative_to(self.folder).parts[0]
            if file.name.startswith(_UNFINISHED) or file.relative_to(kind) not in whole:
                file.unlink()
        failed = self.folder / _FAILED
        if failed.exists() and not (told := failed.read_bytes()).endswith(b"\n"):
            os.truncate(failed, told.rfind(b"\n") + 1)

    def parts(self) -> list[Path]:
        """The whole parts by month, by their names within each table: ``month=2031-06/part-….parquet``."""
        return [file.relative_to(self.folder / "report") for file in self._files("report")]

    def _files(self, kind: str) -> list[Path]:
        return sorted(self.folder.glob(f"{kind}/month=*/part-*.parquet"))

    def _write_table(self, kind: str, part: Part) -> None:
        import pyarrow
        from pyarrow import parquet

        from foreigndesk.batch.schema import schema

        columns = schema(kind).with_metadata({MANIFEST: json.dumps(sorted(part.digests)).encode()})
        table = pyarrow.Table.from_pylist(part.rows[kind], schema=columns)
        place = self.folder / kind / f"month={part.month}"
        place.mkdir(parents=True, exist_ok=True)
        unfinished = place / f"{_UNFINISHED}{os.getpid()}-{part.name}"
        with unfinished.open("wb") as file:
            parquet.write_table(table, file, compression="zstd", row_group_size=_GROUP)
            file.flush()
            os.fsync(file.fileno())
        unfinished.replace(place / f"part-{part.name}.parquet")

    def _agree(self, made_with: Mapping[str, object]) -> None:
        file = self.folder / _MADE_WITH
        if not file.exists():
            unfinished = self.folder / f"{_UNFINISHED}{_MADE_WITH}"
            unfinished.write_text(json.dumps(made_with, indent=1) + "\n", encoding="utf-8")
            unfinished.replace(file)
            return
        before = json.loads(file.read_text(encoding="utf-8"))
        if other := [key for key in sorted({*before, *made_with}) if before.get(key) != made_with.get(key)]:
            told = "; ".join(f"{key} was {before.get(key)}, is {made_with.get(key)}" for key in other)
            raise UsageError("FD551", f"{self.folder} was made otherwise ({told}): give another folder")

    def _set_aside(self) -> set[bytes]:
        file = self.folder / _FAILED
        if not file.exists():
            return set()
        with file.open(encoding="utf-8") as lines:
            return {bytes.fromhex(json.loads(line)["digest"]) for line in lines}


def _hold(handle: int, folder: Path) -> None:
    if sys.platform == "win32":  # no such lock there: two runs on one folder are the caller's to avoid
        return
    import fcntl

    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        raise UsageError("FD550", f"another run writes {folder}: wait for it, or give another folder") from error
