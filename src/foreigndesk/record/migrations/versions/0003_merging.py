"""What is noted to put the tellings of one event together."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from foreigndesk.record import noting, tables
from foreigndesk.record.columns import principal
from foreigndesk.rows import Row

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Make the tables and fill them: what is in the record is compared as it is when it is added."""
    op.create_table(
        "sketch",
        sa.Column("report", sa.Integer, sa.ForeignKey("report.pk", ondelete="CASCADE"), primary_key=True),
        sa.Column("hashes", sa.LargeBinary, nullable=False),
    )
    op.create_table("telling", *_place(), sa.Column("body", sa.JSON, nullable=False), _of_fact(), sqlite_with_rowid=False)
    op.create_table(
        "meeting",
        sa.Column("key", sa.String, primary_key=True),
        sa.Column("latest", sa.Date, primary_key=True),
        *_place(),
        _of_fact(),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_meeting_fact", "meeting", ["reading", "fact"])
    op.create_table(
        "link",
        *_place(),
        *_place("other_"),
        sa.Column("points", sa.Float, nullable=False),
        sa.Column("reasons", sa.JSON, nullable=False),
        _of_fact(),
        _of_fact("other_"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_link_other", "link", ["other_reading", "other_fact"])
    connection = op.get_bind()
    for key, body in connection.execute(sa.select(tables.report.c.pk, tables.report.c.body).order_by(tables.report.c.pk)).all():
        if body.get("text") is not None:
            noting.note_text(connection, key, body["text"])
    readings = sa.select(tables.reading.c.pk, tables.report.c.body).join(tables.report).order_by(tables.reading.c.pk)
    for key, body in connection.execute(readings).all():
        if body.get("text") is not None:
            noting.note(connection, key, body, *_rows(connection, key))


def _rows(connection: sa.Connection, key: int) -> tuple[list[Row], dict[str, str]]:
    """The rows of a reading, and for whom its actors act."""
    found = {
        table.name: list(connection.scalars(sa.select(table.c.body).where(table.c.reading == key).order_by(table.c.ordinal)))
        for table in (tables.actor, tables.fact)
    }
    return [*found["actor"], *found["fact"]], {row["id"]: principal(row) for row in found["actor"]}


def _place(prefix: str = "") -> list[sa.Column[int]]:
    return [sa.Column(f"{prefix}{name}", sa.Integer, primary_key=True) for name in ("reading", "fact")]


def _of_fact(prefix: str = "") -> sa.ForeignKeyConstraint:
    names = [f"{prefix}{name}" for name in ("reading", "fact")]
    return sa.ForeignKeyConstraint(names, ["fact.reading", "fact.ordinal"], ondelete="CASCADE")
