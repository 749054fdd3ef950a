"""What commitments wait for, and what other reports tell of them; where tellings meet, without an index as large as itself."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from foreigndesk.record import moving, tables
from foreigndesk.record.columns import principal
from foreigndesk.rows import Row

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Make the tables and fill them: the commitments in the record are followed as when they are added."""
    _remake_meetings()
    op.create_table(
        "awaited",
        *(sa.Column(name, sa.String, primary_key=True) for name in ("principal", "deed")),
        *(sa.Column(name, sa.Date, primary_key=True) for name in ("until", "made")),
        *_place(),
        sa.Column("part", sa.String, primary_key=True),
        sa.Column("stem", sa.String),
        sa.Column("body", sa.JSON, nullable=False),
        _of_fact(),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_awaited_fact", "awaited", ["reading", "fact"])
    op.create_table(
        "move",
        *_place(),
        *_place("other_"),
        sa.Column("happening", sa.String, primary_key=True),
        sa.Column("day", sa.Date, nullable=False),
        sa.Column("due", sa.Date),
        sa.Column("body", sa.JSON, nullable=False),
        _of_fact(),
        _of_fact("other_"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_move_other", "move", ["other_reading", "other_fact"])
    given = sa.text("due IS NOT NULL")
    op.create_index("ix_move_due", "move", ["due"], sqlite_where=given, postgresql_where=given)
    connection = op.get_bind()
    promised = sa.select(tables.fact.c.reading).where(tables.fact.c.kind == "commitment").distinct()
    readings = sa.select(tables.reading.c.pk, tables.reading.c.report).where(tables.reading.c.pk.in_(promised))
    for key, report in connection.execute(readings.order_by(tables.reading.c.pk)).all():
        body = connection.execute(sa.select(tables.report.c.body).where(tables.report.c.pk == report)).scalar_one()
        moving.note_waits(connection, key, body, *_rows(connection, key))


def _remake_meetings() -> None:
    """Make the table anew without its foreign key, which SQLite cannot drop."""
    op.create_table(
        "new_meeting",
        sa.Column("key", sa.String, primary_key=True),
        sa.Column("latest", sa.Date, primary_key=True),
        *_place(),
        sqlite_with_rowid=False,
    )
    op.execute("INSERT INTO new_meeting (key, latest, reading, fact) SELECT key, latest, reading, fact FROM meeting")
    op.drop_table("meeting")
    op.rename_table("new_meeting", "meeting")


def _rows(connection: sa.Connection, key: int) -> tuple[list[Row], dict[str, str]]:
    """The facts of a reading, and for whom its actors act."""
    actors, facts = (
        list(connection.scalars(sa.select(table.c.body).where(table.c.reading == key).order_by(table.c.ordinal)))
        for table in (tables.actor, tables.fact)
    )
    return facts, {row["id"]: principal(row) for row in actors}


def _place(prefix: str = "") -> list[sa.Column[int]]:
    return [sa.Column(f"{prefix}{name}", sa.Integer, primary_key=True) for name in ("reading", "fact")]


def _of_fact(prefix: str = "") -> sa.ForeignKeyConstraint:
    names = [f"{prefix}{name}" for name in ("reading", "fact")]
    return sa.ForeignKeyConstraint(names, ["fact.reading", "fact.ordinal"], ondelete="CASCADE")
