"""Opening a record: its engine, SQLite's settings, the schema brought up to date, and what goes wrong with a database.

A file is looked at before anything is written: what turns out to be no record, or a newer one, is left as it was.
"""

from __future__ import annotations

import json
import os
import sqlite3
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, String, create_engine, event, inspect, make_url, text
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError

from foreigndesk.errors import RecordError
from foreigndesk.record.tables import metadata

VERSION_TABLE = "foreigndesk_version"
"""Our own name, so that another application's database is never taken for a record."""

HEAD = "0006"
"""The revision that this version writes; when a record has it, Alembic is not even imported."""

BUSY_MS = 30_000
WRITERS = 0x666F726569676E  # the number of the lock that PostgreSQL's writers take turns by: "foreign" in ASCII
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
    elif engine.dialect.name == "postgresql":
        _set_up_postgresql(engine)
    try:
        with engine.begin() as connection:
            current = _is_current(connection, shown)
        if not current:
            if is_sqlite:
                _write_ahead(engine)
            with engine.connect().execution_options(writes=True) as connection, connection.begin():
                if not _is_current(connection, shown):  # nobody made it meanwhile
                    _migrate(connection, shown)
                    if engine.dialect.name == "postgresql":
                        _sort_by_bytes(connection)
    except DBAPIError as error:
        engine.dispose()
        raise trouble(error, shown) from error
    except BaseException:
        engine.dispose()
        raise
    return engine


_compact = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def file_of(path_or_url: str | Path) -> Path | None:
    """The file of an SQLite record; ``None`` for one in memory. Raises RecordError FD426 for any other database."""
    url = _url(path_or_url)
    if url.get_backend_name() != "sqlite":
        message = f"{url.render_as_string(hide_password=True)} is no SQLite file: copy it with its own tool (PostgreSQL: pg_dump)"
        raise RecordError("FD426", message)
    return None if url.database in (None, "", ":memory:") else Path(str(url.database))


def trouble(error: DBAPIError, shown: str) -> RecordError:
    """What a database's error means for who uses the record, and the way out of it."""
    code = getattr(error.orig, "sqlite_errorcode", 0) & 0xFF  # the high bits tell where in SQLite it happened
    match code:
        case sqlite3.SQLITE_NOTADB:
            return RecordError("FD402", f"{shown} is not a database, or its beginning is damaged: give another file, or a backup")
        case sqlite3.SQLITE_FULL | sqlite3.SQLITE_IOERR:
            return RecordError("FD421", f"{shown} cannot be written or read: {error.orig}; make room on the disk and try again")
        case sqlite3.SQLITE_READONLY:
            return RecordError("FD422", f"{shown} may not be written: change its permissions, or write to a copy")
        case sqlite3.SQLITE_BUSY | sqlite3.SQLITE_LOCKED:
            return RecordError("FD423", f"{shown} is being written by another program: wait until it is done and try again")
        case sqlite3.SQLITE_CORRUPT:
            return damaged(shown, error.orig)
        case _ if "decode to UTF-8" in str(error.orig):
            return damaged(shown, "a text in it is no UTF-8")
        case _:
            return RecordError("FD404", f"the record {shown} cannot be used: {error.orig}")


def damaged(shown: str, why: object) -> RecordError:
    """The error for a record that holds what nobody wrote into it."""
    return RecordError("FD424", f"{shown} is damaged ({why}): go back to a backup")


def _url(path_or_url: str | Path) -> URL:
    if isinstance(path_or_url, Path) or "://" not in path_or_url:
        return URL.create("sqlite", database=str(path_or_url))
    try:
        url = make_url(path_or_url)
    except ArgumentError as error:
        raise RecordError("FD404", f"not a database address: {error}") from error
    return url.set(drivername="postgresql+pg8000") if url.drivername == "postgresql" else url


def _sealed(url: URL) -> URL | None:
    """The address that asks a file which may not be written, if it is one: SQLite would want to write beside it."""
    if url.database in (None, "", ":memory:") or os.access(str(url.database), os.W_OK) or "uri" in url.query:
        return None
    file = Path(str(url.database)).absolute()
    query = {"mode": "ro", "uri": "true"}
    if not os.access(file.parent, os.W_OK) and not Path(f"{file}-wal").exists():
        query["immutable"] = "1"
    return url.set(database=file.as_uri(), query=query)


def _set_up_sqlite(engine: Engine, sealed: bool) -> None:
    lasting = ("synchronous=NORMAL",)
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


def _set_up_postgresql(engine: Engine) -> None:
    # A report's rows go in one statement a table: pg8000 would send each by itself and wait for the answer.
    engine.dialect.use_insertmanyvalues_wo_returning = True

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        # Writers take turns, as in SQLite: one that does not see what another is writing would miss that both tell one event,
        # or number a report's readings alike. A reader sees one moment of the record throughout.
        if connection.get_execution_options().get("writes", False):
            connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({WRITERS})")
        else:
            connection.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")


def _sort_by_bytes(connection: Connection) -> None:
    """Have texts sorted as SQLite sorts them, whatever the database's own language, so that answers come in the same order."""
    quote_ = connection.dialect.identifier_preparer.quote
    for table in metadata.sorted_tables:
        texts = [column for column in table.columns if isinstance(column.type, String)]
        if texts:
            types = ((quote_(column.name), column.type.compile(connection.dialect)) for column in texts)
            changes = ", ".join(f'ALTER COLUMN {name} TYPE {type_} COLLATE "C"' for name, type_ in types)
            connection.exec_driver_sql(f"ALTER TABLE {quote_(table.name)} {changes}")


def _write_ahead(engine: Engine) -> None:
    """Let a new file keep its changes in a log beside it, so that readers and a writer do not wait for each other."""
    connection = engine.raw_connection()
    try:
        connection.cursor().execute("PRAGMA journal_mode=WAL")
    finally:
        connection.close()


def _is_current(connection: Connection, shown: str) -> bool:
    tables = set(inspect(connection).get_table_names())
    if VERSION_TABLE in tables:
        version = connection.scalar(text(f"SELECT version_num FROM {VERSION_TABLE}"))
        if version is None:
            raise damaged(shown, "it does not say by which version it was written")
        return bool(version == HEAD)
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
