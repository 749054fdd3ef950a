"""What people judged of facts, and where in each reading the judged facts stand."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "review",
        sa.Column("id", sa.String, primary_key=True),
        sa.Column("report_id", sa.String, nullable=False),
        sa.Column("other_report_id", sa.String),
        sa.Column("verdict", sa.String, nullable=False),
        sa.Column("takes_back", sa.String),
        sa.Column("reviewer", sa.String, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded", sa.DateTime(timezone=True), nullable=False),
        sa.Column("correction", sa.JSON(none_as_null=True)),
        sa.Column("body", sa.JSON, nullable=False),
    )
    op.create_index("ix_review_report", "review", ["report_id"])
    op.create_index("ix_review_other_report", "review", ["other_report_id"])
    op.create_table(
        "anchor",
        sa.Column("review", sa.String, sa.ForeignKey("review.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("side", sa.Integer, primary_key=True),
        sa.Column("reading", sa.Integer, primary_key=True),
        sa.Column("fact", sa.Integer, nullable=False),
        sa.ForeignKeyConstraint(["reading", "fact"], ["fact.reading", "fact.ordinal"], ondelete="CASCADE"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_anchor_fact", "anchor", ["reading", "fact"])
