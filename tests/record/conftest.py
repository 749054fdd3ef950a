"""Invented promises and what became of them, as readings of one sentence or a few each; the databases that records are tried in."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import create_engine

from foreigndesk.model import (
    Actor,
    Commitment,
    Condition,
    DateWindow,
    Event,
    Place,
    Reading,
    Report,
    StateChange,
)
from foreigndesk.record import Record

NAMES = {"ARV": "Arvania", "BLM": "Belmora", "COR": "Corvane"}


def on(iso: str | None) -> DateWindow | None:
    day = date.fromisoformat(iso) if iso else None
    return DateWindow(day, day, iso, "as written") if day and iso else None


class Telling:
    """One report: its text, and a builder of the facts in it by their words."""

    def __init__(self, id: str, published: str, text: str) -> None:
        self.report = Report(id, text, published=on(published))
        self.text = text
        self.reading = Reading(self.report)
        self.number = 0

    def _id(self, kind: str) -> str:
        self.number += 1
        return f"{kind}-{self.report.id}-{self.number}"

    def span(self, words: str) -> tuple[int, int]:
        start = self.text.index(words)
        return start, start + len(words)

    def _sentence(self, at: int) -> tuple[int, int]:
        start = self.text.rfind(". ", 0, at)
        return (0 if start < 0 else start + 2), self.text.index(".", at) + 1

    def _known(self, ids: Sequence[str]) -> tuple[str, ...]:
        for id_ in ids:
            if id_ not in {actor.id for actor in self.reading.actors}:
                self.reading.actors.append(Actor(id_, NAMES[id_], "state", "GOV", id_))
        return tuple(ids)

    def event(
        self, words: str, type: Any, who: str, to: str = "", *, status: Any = "occurred", when: str | None = None, place: str = "",
        mode: str | None = None, cameo: str | None = None,
    ) -> Event:  # fmt: skip
        trigger = self.span(words)
        places = (Place("p", place, (), 1.0, 2.0, None, None, "city"),) if place else ()
        event = Event(
            self._id("event"), type, self._known(who.split()), self._known(to.split()), status, trigger, (self._sentence(trigger[0]),),
            when=on(when), places=places, mode=mode, cameo=cameo,
        )  # fmt: skip
        self.reading.events.append(event)
        return event

    def promise(
        self, act: Event, *, due: str | None = None, condition: str = "", event: Event | None = None, days: int | None = None,
        to: str = "",
    ) -> Commitment:  # fmt: skip
        state: Any = "conditional" if condition else "pending"
        end = date.fromisoformat(due) if due else None
        commitment = Commitment(
            self._id("commitment"), act.actors, self._known(to.split()), act.id, "pledge", state, act.evidence,
            Condition(self.span(condition), event and event.id) if condition else None,
            DateWindow(None, end, f"../{due}", "by") if end else None,
            (StateChange(state, self.report.published, act.evidence, self.report.id),), days=days,
        )  # fmt: skip
        self.reading.commitments.append(commitment)
        return commitment


@pytest.fixture
def tell() -> Callable[[str, str, str], Telling]:
    return Telling


# --- databases

NewRecord = Callable[[str], str | Path]


def binaries() -> Path | None:
    """Where PostgreSQL's own programs are."""
    found = [Path(where).parent for name in ("initdb",) if (where := shutil.which(name))]
    found += sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    return next((folder for folder in found if (folder / "pg_ctl").exists()), None)


@pytest.fixture(scope="session")
def postgresql() -> Iterator[Callable[[str], str]]:
    """A server of our own; gives the address of a new empty record of a name. It sorts by the rules of English, not by bytes."""
    folder = binaries()
    if folder is None or not hasattr(os, "geteuid"):
        pytest.skip("PostgreSQL's programs (initdb, pg_ctl) are not installed")
    pytest.importorskip("pg8000", reason="PostgreSQL's driver is not installed: pip install 'foreigndesk[postgres]'")
    user = "postgres" if os.geteuid() == 0 else None  # it refuses to run as root
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    data = Path(tempfile.mkdtemp(prefix="foreigndesk-"))
    if user:
        shutil.chown(data, user)

    def call(program: str, *given: str) -> None:
        subprocess.run([folder / program, "-D", data / "data", *given], user=user, cwd=data, check=True, stdout=subprocess.DEVNULL)

    call("initdb", "-U", "tester", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync")
    settings = f"-p {port} -k {data} -c listen_addresses=127.0.0.1 -c fsync=off"
    call("pg_ctl", "-w", "-l", str(data / "log"), "-o", settings, "start")
    server = f"postgresql://tester@127.0.0.1:{port}"
    engine = create_engine(server.replace("://", "+pg8000://") + "/postgres", isolation_level="AUTOCOMMIT")
    made = 0

    def new(name: str) -> str:
        nonlocal made
        made += 1
        with engine.connect() as connection:
            connection.exec_driver_sql(f"CREATE DATABASE {name}_{made} TEMPLATE empty")
        return f"{server}/{name}_{made}"

    try:
        with engine.connect() as connection:
            connection.exec_driver_sql("CREATE DATABASE empty TEMPLATE template0 LOCALE_PROVIDER icu ICU_LOCALE 'en'")
        Record(f"{server}/empty").close()
        yield new
    finally:
        engine.dispose()
        call("pg_ctl", "-m", "immediate", "stop")
        shutil.rmtree(data)


@pytest.fixture(params=["sqlite", "postgresql"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> NewRecord:
    """Gives the address of a new record of a name, in each database."""
    if request.param == "postgresql":
        return request.getfixturevalue("postgresql")  # type: ignore[no-any-return]
    return lambda name: tmp_path / f"{name}.db"
