"""The words of reports, to search by: SQLite's FTS5 beside the reports, an index over them in PostgreSQL.

SQLite's index keeps no text of its own. What is withdrawn leaves it with its report, and the index is written anew then, for
it would else keep the words of what is gone until it next tidies up.
"""

from __future__ import annotations

from alembic import op

from foreigndesk.record.searching import POSTGRESQL_WORDS, sqlite_words

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Make the index, fill it, and have it kept."""
    if op.get_bind().dialect.name == "postgresql":
        # As English as PostgreSQL's own, but for the words that it would pass over: a phrase may have them.
        op.execute("CREATE TEXT SEARCH DICTIONARY foreigndesk_stems (TEMPLATE = snowball, LANGUAGE = english)")
        op.execute("CREATE TEXT SEARCH CONFIGURATION foreigndesk (COPY = pg_catalog.english)")
        op.execute("ALTER TEXT SEARCH CONFIGURATION foreigndesk ALTER MAPPING REPLACE english_stem WITH foreigndesk_stems")
        op.execute(f"CREATE INDEX ix_report_words ON report USING gin (({POSTGRESQL_WORDS}))")
        return
    op.execute("CREATE VIRTUAL TABLE words USING fts5(said, content='', tokenize='porter unicode61 remove_diacritics 2')")
    op.execute(f"INSERT INTO words(rowid, said) SELECT pk, {sqlite_words('report')} FROM report ORDER BY pk")
    op.execute(
        "CREATE TRIGGER words_come AFTER INSERT ON report BEGIN "
        f"INSERT INTO words(rowid, said) VALUES (new.pk, {sqlite_words('new')}); END"
    )
    op.execute(
        "CREATE TRIGGER words_go AFTER DELETE ON report BEGIN "
        f"INSERT INTO words(words, rowid, said) VALUES ('delete', old.pk, {sqlite_words('old')}); END"
    )
    op.execute(
        "CREATE TRIGGER words_erased AFTER INSERT ON withdrawal BEGIN INSERT INTO words(words) VALUES ('optimize'); END"
    )
