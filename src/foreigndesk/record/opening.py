"""Opening a record: its engine, SQLite's settings, and the schema brought up to date."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any
from urllib.parse import quote

from sqlalchemy import URL, Connection, Engine, create_engine, event, inspect, make_url, text
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError

from foreigndesk.errors import RecordError

VERSION_TABLE = "foreigndesk_version"
"""Our own name, so that another application's database is never taken for a record."""

HEAD = "0004"
"""The revision that this version writes; when a record has it, Alembic is not even imported."""

BUSY_MS = 30_000
CACHE_KIB = -65_536  # SQLite takes a negative number for KiB


def engine_of(path_or_url: str | Path, *, create: bool) -> Engine:
    """An engine on an up-to-date record; where there is none, it is made if ``create`` says so."""
    url = _url(path_or_url)
    is_sqlite = url.get_backend_name() == "sqlite"
    sealed = False
    if is_sqlite and url.database not in (None, "", ":memory:") and not (file := Path(str(url.database))).exists():
        if not create:
            raise RecordError("FD401", f"no record at {file}: make one with `foreigndesk read REPORT --record {file}`")
        if not file.parent.is_dir():
            raise RecordError("FD401", f"no folder {file.parent} to keep the record in: make it first")
    shown = url.render_as_string(hide_password=True)
    if is_sqlite and not create and (found := _sealed(url)):
        url, sealed = found, True
    try:
        engine = create_engine(url, json_serializer=_compact)
    except (NoSuchModuleError, ModuleNotFoundError) as error:
        raise RecordError("FD404", f"no database driver for {shown}: {error}") from error
    if is_sqlite:
        _set_up_sqlite(engine, sealed)
    try:
        with engine.begin() as connection:
            current = _is_current(connection, shown)
        if not current:
            with engine.connect().execution_options(writes=True) as connection, connection.begin():
                if not _is_current(connection, shown):  # nobody made it meanwhile
                    _migrate(connection, shown)
    except DBAPIError as error:
        engine.dispose()
        if "not a database" in str(error.orig):
            raise RecordError("FD402", f"{shown} is not a database") from error
        raise RecordError("FD404", f"cannot open the record {shown}: {error.orig}") from error
    except BaseException:
        engine.dispose()
        raise
    return engine


_compact = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def _url(path_or_url: str | Path) -> URL:
    if isinstance(path_or_url, Path) or "://" not in path_or_url:
        return URL.create("sqlite", database=str(path_or_url))
    try:
        return make_url(path_or_url)
    except ArgumentError as error:
        raise RecordError("FD404", f"not a database address: {error}") from error


def _sealed(url: URL) -> URL | None:
    """The address that asks a file which may not be written, if it is one: SQLite would want to write beside it."""
    if url.database in (None, "", ":memory:") or os.access(str(url.database), os.W_OK) or "uri" in url.query:
        return None
    file = Path(str(url.database)).absolute()
    query = {"mode": "ro", "uri": "true"}
    if not os.access(file.parent, os.W_OK) and not Path(f"{file}-wal").exists():
        query["immutable"] = "1"
    return url.set(database=f"file:{quote(str(file))}", query=query)


def _set_up_sqlite(engine: Engine, sealed: bool) -> None:
    lasting = ("journal_mode=WAL", "synchronous=NORMAL")
    # What is withdrawn is overwritten with zeros; a cache of 64 MiB holds the upper pages of a million facts' indexes.
    pragmas = (f"busy_timeout={BUSY_MS}", "foreign_keys=ON", "secure_delete=ON", f"cache_size={CACHE_KIB}", *(() if sealed else lasting))

    @event.listens_for(engine, "connect")
    def settings(connection: Any, _record: Any) -> None:
        connection.isolation_level = None  # transactions are begun below, not by the driver's guess
        for pragma in pragmas:
            connection.execute(f"PRAGMA {pragma}").close()

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        # A writer takes its lock at once: between its look whether a report is new and its writing nobody steps in.
        writes = connection.get_execution_options().get("writes", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _is_current(connection: Connection, shown: str) -> bool:
    tables = set(inspect(connection).get_table_names())
    if VERSION_TABLE in tables:
        return bool(connection.scalar(text(f"SELECT version_num FROM {VERSION_TABLE}")) == HEAD)
    if tables:
        raise RecordError("FD402", f"{shown} is a database, but not a foreigndesk record: give another file")
    return False


def _migrate(connection: Connection, shown: str) -> None:
    from alembic import command
    from alembic.config import Config
    from alembic.util import CommandError

    config = Config()
    config.set_main_option("script_location", "foreigndesk.record:migrations")
    config.attributes["connection"] = connection
    try:
        command.upgrade(config, "head")
    except CommandError as error:
        message = f"{shown} was written by a newer foreigndesk: update the package to read it"
        raise RecordError("FD403", message) from error
