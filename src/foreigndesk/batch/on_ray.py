"""Chunks read on Ray Data: files are read, and their reports too, wherever the cluster has room.

The workers write the parts themselves, into a folder that all of them see. An actor, the ledger, knows which report is
whose: the same report in two files is read once, and a chunk that Ray runs again after a machine died gives the same part.
"""

from __future__ import annotations

import hashlib
import logging
import os
import pickle
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import ray
import ray.data

from foreigndesk.batch.chunks import LARGEST_CHUNK, chunks
from foreigndesk.batch.reading import Failure, killed, unreadable
from foreigndesk.batch.work import Job, Outcome, Worker, one_thread_each
from foreigndesk.errors import IntakeError, UsageError
from foreigndesk.intake import inputs as intake
from foreigndesk.intake.piece import Piece


class Ledger:
    """Who reads which piece: the first chunk that asked, also when it asks again because its worker died."""

    def __init__(self, done: set[bytes]) -> None:
        self._owners = dict.fromkeys(done, b"")
        self._asked: dict[bytes, int] = {}
        self._at: dict[bytes, str] = {}
        self._killers: dict[bytes, set[str]] = {}

    def claim(self, chunk: bytes, digests: list[str]) -> tuple[list[bool], set[str], bool]:
        """Which of a chunk's pieces are its own, which of them kill their worker, and whether to look which."""
        asked = self._asked[chunk] = self._asked.get(chunk, 0) + 1
        killers = self._killers.setdefault(chunk, set())
        if killer := self._at.pop(chunk, None):
            killers.add(killer)
        return [self._owners.setdefault(bytes.fromhex(one), chunk) == chunk for one in digests], killers, asked > 1

    def at(self, chunk: bytes, digest: str | None) -> None:
        """Which piece of a chunk is being tried."""
        if digest is None:
            self._at.pop(chunk, None)
        else:
            self._at[chunk] = digest


class ChunkReader:
    """The actor that holds the model and reads what Ray hands it."""

    def __init__(self, job: Job, ledger: Any) -> None:
        one_thread_each()
        self._worker = Worker(job)
        self._ledger = ledger

    def __call__(self, batch: dict[str, Any]) -> dict[str, list[bytes]]:
        """What became of each chunk."""
        return {"outcome": [pickle.dumps(self._read(packed)) for packed in batch["chunk"]]}

    def _read(self, packed: bytes) -> Outcome:
        parts: list[Piece | Failure] = pickle.loads(packed)
        chunk = hashlib.sha256(packed).digest()
        own, killers, died = ray.get(self._ledger.claim.remote(chunk, [part.digest for part in parts]))
        new = {part.digest: part for part, mine in zip(parts, own, strict=True) if mine}
        failures = [part for part in new.values() if isinstance(part, Failure)]
        pieces = [part for part in new.values() if isinstance(part, Piece)]
        failures += [killed(piece) for piece in pieces if piece.digest in killers]
        pieces = [piece for piece in pieces if piece.digest not in killers]
        if died:  # each is tried by itself, so that the ledger knows which one a worker dies of
            for piece in pieces:
                ray.get(self._ledger.at.remote(chunk, piece.digest))
                self._worker.rehearse(piece)
            ray.get(self._ledger.at.remote(chunk, None))
        outcome = self._worker(pieces)
        return replace(outcome, failures=(*failures, *outcome.failures), known=len(parts) - len(new))


def outcomes(
    inputs: Sequence[str | Path],
    job: Job,
    workers: int,
    chunk: int,
    columns: Mapping[str, str] | None,
    done: set[bytes],
) -> Iterator[Outcome]:
    """What became of each chunk, in the order in which they are done.

    Joins the cluster that RAY_ADDRESS names, or starts one on this machine that ends with the run.
    """
    one_thread_each()
    groups = [{"group": group} for group in _groups(inputs, chunk)]
    started = not ray.is_initialized()
    if started:
        cluster = os.environ.get("RAY_ADDRESS")
        room = None if cluster else workers + 1  # one more than workers, for the files
        ray.init(address=cluster or "local", num_cpus=room, include_dashboard=False, log_to_driver=False, logging_level=logging.ERROR)
    try:
        logging.getLogger("ray.data").setLevel(logging.WARNING)
        context = ray.data.DataContext.get_current()
        context.target_max_block_size = 1  # a chunk is a block and a task of its own
        context.enable_progress_bars = False
        context.print_on_execution_start = False
        ledger = ray.remote(num_cpus=0)(Ledger).remote(done)

        def dealt(row: dict[str, Any]) -> Iterator[dict[str, bytes]]:
            found = intake.pieces(row["group"], columns=columns)
            for parts in chunks((unreadable(one) if isinstance(one, IntakeError) else one for one in found), 1, chunk):
                yield {"chunk": pickle.dumps(parts)}

        read = (
            ray.data.from_items(groups, override_num_blocks=len(groups))
            .flat_map(dealt, num_cpus=0.5)  # another share than the workers', so that Ray keeps the two apart
            .map_batches(
                ChunkReader,
                compute=ray.data.ActorPoolStrategy(size=workers),
                fn_constructor_args=(job, ledger),
                num_cpus=1,
            )
        )
        for row in read.iter_rows():
            yield pickle.loads(row["outcome"])
    finally:
        if started:
            ray.shutdown()


def _groups(inputs: Sequence[str | Path], chunk: int) -> list[list[str]]:
    """The inputs' files as they are read together: small ones up to a chunk's number and size, large ones alone."""
    groups: list[list[str]] = []
    room = 0
    for given in inputs:
        if str(given) == "-":
            raise UsageError("FD556", "Ray's workers have no standard input: write it to a file, and give that")
        for file in intake.files(Path(given)) or [Path(given)]:
            size = file.stat().st_size if file.is_file() else 0
            if not groups or size > room or len(groups[-1]) >= chunk:
                groups.append([])
                room = LARGEST_CHUNK
            groups[-1].append(str(file.absolute() if file.exists() else file))
            room -= size
    return groups
