"""The first schema: reports, readings, actors, facts, participants and evidence."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "report",
        sa.Column("pk", sa.Integer, primary_key=True),
        sa.Column("id", sa.String, nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("url", sa.Text),
        sa.Column("title", sa.Text),
        sa.Column("publisher", sa.Text),
        sa.Column("agency", sa.Text),
        sa.Column("byline", sa.Text),
        sa.Column("language", sa.String, nullable=False),
        sa.Column("published_earliest", sa.Date),
        sa.Column("published_latest", sa.Date),
        sa.Column("body", sa.JSON, nullable=False),
        sa.UniqueConstraint("id", "digest", name="uq_report_id_digest"),
    )
    op.create_table(
        "reading",
        sa.Column("pk", sa.Integer, primary_key=True),
        sa.Column("report", sa.Integer, sa.ForeignKey("report.pk", ondelete="CASCADE"), nullable=False),
        sa.Column("report_id", sa.String, nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("version", sa.String, nullable=False),
        sa.Column("model", sa.String, nullable=False),
        sa.Column("lexicon", sa.String, nullable=False),
        sa.Column("recorded", sa.DateTime(timezone=True), nullable=False),
        sa.UniqueConstraint("report_id", "number", name="uq_reading_report_number"),
    )
    op.create_table(
        "actor",
        sa.Column("reading", sa.Integer, sa.ForeignKey("reading.pk", ondelete="CASCADE"), primary_key=True),
        sa.Column("ordinal", sa.Integer, primary_key=True),
        sa.Column("id", sa.String, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("type", sa.String, nullable=False),
        sa.Column("iso3", sa.String),
        sa.Column("body", sa.JSON, nullable=False),
        sa.UniqueConstraint("reading", "id", name="uq_actor_reading_id"),
    )
    op.create_table(
        "alias",
        sa.Column("reading", sa.Integer, primary_key=True),
        sa.Column("actor", sa.Integer, primary_key=True),
        sa.Column("words", sa.String, primary_key=True),
        sa.ForeignKeyConstraint(["reading", "actor"], ["actor.reading", "actor.ordinal"], ondelete="CASCADE"),
    )
    op.create_index("ix_alias_words", "alias", ["words"])
    op.create_table(
        "fact",
        sa.Column("reading", sa.Integer, sa.ForeignKey("reading.pk", ondelete="CASCADE"), primary_key=True),
        sa.Column("ordinal", sa.Integer, primary_key=True),
        sa.Column("id", sa.String, nullable=False),
        sa.Column("kind", sa.String, nullable=False),
        sa.Column("type", sa.String),
        sa.Column("status", sa.String),
        sa.Column("earliest", sa.Date),
        sa.Column("latest", sa.Date),
        sa.Column("by", sa.String),
        sa.Column("confidence", sa.Float),
        sa.Column("body", sa.JSON, nullable=False),
        sa.UniqueConstraint("reading", "id", name="uq_fact_reading_id"),
    )
    op.create_index("ix_fact_id", "fact", ["id"])
    op.create_index("ix_fact_kind_type", "fact", ["kind", "type"])
    op.create_index("ix_fact_kind_window", "fact", ["kind", "earliest", "latest"])
    op.create_table(
        "participant",
        sa.Column("reading", sa.Integer, primary_key=True),
        sa.Column("fact", sa.Integer, primary_key=True),
        sa.Column("role", sa.String, primary_key=True),
        sa.Column("ordinal", sa.Integer, primary_key=True),
        sa.Column("actor", sa.Integer, nullable=False),
        sa.ForeignKeyConstraint(["reading", "fact"], ["fact.reading", "fact.ordinal"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["reading", "actor"], ["actor.reading", "actor.ordinal"], ondelete="CASCADE"),
    )
    op.create_index("ix_participant_actor", "participant", ["reading", "actor"])
    op.create_table(
        "evidence",
        sa.Column("reading", sa.Integer, primary_key=True),
        sa.Column("fact", sa.Integer, primary_key=True),
        sa.Column("ordinal", sa.Integer, primary_key=True),
        sa.Column("start", sa.Integer, nullable=False),
        sa.Column("end", sa.Integer, nullable=False),
        sa.ForeignKeyConstraint(["reading", "fact"], ["fact.reading", "fact.ordinal"], ondelete="CASCADE"),
    )


def downgrade() -> None:
    """Drop them again."""
    for table in ("evidence", "participant", "fact", "alias", "actor", "reading", "report"):
        op.drop_table(table)
