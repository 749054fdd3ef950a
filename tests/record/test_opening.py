"""Opening: the schema is made, known, and never guessed."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import select
from sqlalchemy.exc import OperationalError

from foreigndesk.errors import RecordError
from foreigndesk.model import Reading
from foreigndesk.record import Record, migrations, opening
from foreigndesk.record.opening import HEAD, VERSION_TABLE, engine_of
from foreigndesk.record.tables import metadata


def test_the_migrations_make_the_tables_that_the_code_knows(tmp_path: Path) -> None:
    engine = engine_of(tmp_path / "record.db", create=True)
    with engine.connect() as connection:
        opts = {"version_table": VERSION_TABLE, "compare_type": True, "include_name": _is_ours}
        context = MigrationContext.configure(connection, opts=opts)
        assert compare_metadata(context, metadata) == []
    engine.dispose()


def _is_ours(name: str, kind: str, _parents: object) -> bool:
    return kind != "table" or not name.startswith("words")  # the full text's own


_BACK: dict[str, str | dict[str, str]] = {
    "0005": "DROP TABLE move; DROP TABLE awaited",
    "0004": {
        "sqlite": "DROP TRIGGER words_come; DROP TRIGGER words_go; DROP TRIGGER words_erased; DROP TABLE words",
        "postgresql": """
DROP INDEX ix_report_words; DROP TEXT SEARCH CONFIGURATION foreigndesk; DROP TEXT SEARCH DICTIONARY foreigndesk_stems
""",
    },
    "0003": "DROP TABLE anchor; DROP TABLE review",
    "0002": "DROP TABLE link; DROP TABLE meeting; DROP TABLE telling; DROP TABLE sketch",
    "0001": """
DROP TABLE withdrawal;
DROP INDEX ix_reading_report_recorded;
DROP INDEX ix_fact_kind_first; DROP INDEX ix_fact_kind_type_first; DROP INDEX ix_fact_due; DROP INDEX ix_fact_over_days;
ALTER TABLE fact DROP COLUMN first; ALTER TABLE fact DROP COLUMN begins; ALTER TABLE fact DROP COLUMN ends;
ALTER TABLE fact DROP COLUMN due; ALTER TABLE fact DROP COLUMN stems;
CREATE INDEX ix_fact_kind_type ON fact (kind, type); CREATE INDEX ix_fact_kind_window ON fact (kind, earliest, latest);
DROP INDEX ix_participant_deed;
ALTER TABLE participant DROP COLUMN principal; ALTER TABLE participant DROP COLUMN deed; ALTER TABLE participant DROP COLUMN day
""",
}
"""What a record has less of that was written by an earlier schema, the later ones first."""


@pytest.mark.parametrize("schema", list(_BACK))
def test_an_older_record_is_brought_up_to_date(
    schema: str,
    place: Callable[[str], str | Path],
    make_treaty: Callable[..., Reading],
    make_talks: Callable[..., Reading],
    provenance: dict[str, str],
) -> None:
    """A record made by any schema there was says the same as one made now, in each database."""
    old, new = place("old"), place("new")
    for address in (old, new):
        with Record(address) as record:
            for reading in (make_treaty(), make_talks()):
                record.add(reading, provenance, datetime(2024, 6, 1, tzinfo=UTC))
    wanted = _rows(new)
    engine = engine_of(old, create=False)
    with engine.connect().execution_options(writes=True) as connection, connection.begin():
        for version, given in _BACK.items():
            statements = given if isinstance(given, str) else given[engine.dialect.name]
            for statement in statements.split(";") if version >= schema else ():
                connection.exec_driver_sql(statement)
        connection.exec_driver_sql(f"UPDATE {VERSION_TABLE} SET version_num = '{schema}'")
    engine.dispose()
    with Record(old) as record:
        assert [row["id"] for row in record.facts("event")]
    assert _rows(old) == wanted


def _rows(address: str | Path) -> dict[str, list[dict[str, Any]]]:
    engine = engine_of(address, create=False)
    with engine.connect() as connection:
        found = {table: connection.execute(select(table)).mappings() for table in metadata.sorted_tables}
        rows = {table.name: sorted((dict(row) for row in every), key=repr) for table, every in found.items()}
    engine.dispose()
    return rows


def test_head_is_the_last_revision() -> None:
    assert ScriptDirectory(str(Path(migrations.__file__).parent)).get_heads() == [HEAD]


def test_sqlite_settings(tmp_path: Path) -> None:
    engine = engine_of(tmp_path / "record.db", create=True)
    with engine.connect() as connection:
        settings = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "foreign_keys", "busy_timeout")
        }
    engine.dispose()
    assert settings == {"journal_mode": "wal", "foreign_keys": 1, "busy_timeout": 30_000}


def test_a_url_opens_the_same_record(tmp_path: Path) -> None:
    Record(tmp_path / "record.db").close()
    with Record(f"sqlite:///{tmp_path}/record.db", create=False) as record:
        assert list(record.reports()) == []
    with Record("sqlite://") as in_memory:
        assert list(in_memory.reports()) == []


def test_an_empty_file_becomes_a_record(tmp_path: Path) -> None:
    (tmp_path / "record.db").touch()
    with Record(tmp_path / "record.db") as record:
        assert record.facts("event") == []


def test_no_record_there(tmp_path: Path) -> None:
    with pytest.raises(RecordError, match=r"FD401.*foreigndesk read"):
        Record(tmp_path / "none.db", create=False)
    assert not (tmp_path / "none.db").exists()
    with pytest.raises(RecordError, match=r"FD401.*no folder"):
        Record(tmp_path / "none" / "record.db")


def test_not_a_record(tmp_path: Path) -> None:
    (tmp_path / "text.db").write_text("This is no database at all, only a line of text.\n" * 40)
    with pytest.raises(RecordError, match=r"FD402.*not a database"):
        Record(tmp_path / "text.db")
    with closing(sqlite3.connect(tmp_path / "foreign.db")) as connection:
        connection.execute("CREATE TABLE alembic_version (version_num TEXT)")
    with pytest.raises(RecordError, match=r"FD402.*not a foreigndesk record"):
        Record(tmp_path / "foreign.db")


def test_a_newer_record(tmp_path: Path) -> None:
    Record(tmp_path / "record.db").close()
    with closing(sqlite3.connect(tmp_path / "record.db")) as connection, connection:
        connection.execute(f"UPDATE {VERSION_TABLE} SET version_num = '9999'")
    with pytest.raises(RecordError, match=r"FD403.*newer"):
        Record(tmp_path / "record.db")


@pytest.mark.parametrize("url", ["nosuchdatabase://host/name", "://", "sqlite:////no/such/folder/record.db"])
def test_addresses_that_lead_nowhere(url: str) -> None:
    with pytest.raises(RecordError, match=r"FD40[14]"):
        Record(url)


def test_passwords_are_not_shown() -> None:
    with pytest.raises(RecordError) as raised:
        Record("nosuchdatabase://me:secret@host/name")
    assert "secret" not in str(raised.value)


@pytest.mark.parametrize("folder_is_sealed", [False, True])
def test_a_record_that_may_not_be_written_can_be_asked(
    folder_is_sealed: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a record, 50% #1?.db"
    Record(path).close()
    monkeypatch.setattr(opening.os, "access", lambda file, _mode: Path(file) != path and not folder_is_sealed)
    with Record(path, create=False) as record:
        assert list(record.reports()) == []
    engine = engine_of(path, create=False)
    assert engine.url.query == {"mode": "ro", "uri": "true"} | ({"immutable": "1"} if folder_is_sealed else {})
    with engine.connect() as connection, pytest.raises(OperationalError, match="readonly"):
        connection.exec_driver_sql("DELETE FROM report")
    engine.dispose()
