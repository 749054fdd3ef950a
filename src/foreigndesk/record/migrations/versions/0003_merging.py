"""What is noted to put the tellings of one event together."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Make the tables; reports that are in the record are compared when they are read again."""
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


def _place(prefix: str = "") -> list[sa.Column[int]]:
    return [sa.Column(f"{prefix}{name}", sa.Integer, primary_key=True) for name in ("reading", "fact")]


def _of_fact(prefix: str = "") -> sa.ForeignKeyConstraint:
    names = [f"{prefix}{name}" for name in ("reading", "fact")]
    return sa.ForeignKeyConstraint(names, ["fact.reading", "fact.ordinal"], ondelete="CASCADE")
