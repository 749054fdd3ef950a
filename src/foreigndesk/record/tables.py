"""The record's tables, as SQLAlchemy sees them; the migrations make them.

A *report* is one version of a text as it came in; a *reading* is what one reader made of it. Nothing is overwritten: a
changed text is a further report row, a newer reader a further reading, and queries choose the newest reading of each
report, or the newest that was recorded by a moment. Facts, participants and evidence are keyed by their place in the
reading, so that the same reading always gives the same rows.

What a fact's body says is told again in columns only where queries search or sort by it.
"""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import (
    JSON,
    Column,
    Date,
    DateTime,
    Float,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator

metadata = MetaData()


class Moment(TypeDecorator[datetime]):
    """A moment in UTC, also in databases that keep no time zone."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Store in UTC."""
        return None if value is None else value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Hand out with its zone."""
        return value and (value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC))


report = Table(
    "report",
    metadata,
    Column("pk", Integer, primary_key=True),
    Column("id", String, nullable=False),
    Column("digest", String(64), nullable=False),  # SHA-256 of all that the row says, its text included
    Column("sha256", String(64), nullable=False),
    Column("url", Text),
    Column("title", Text),
    Column("publisher", Text),
    Column("agency", Text),
    Column("byline", Text),
    Column("language", String, nullable=False),
    Column("published_earliest", Date),
    Column("published_latest", Date),
    Column("body", JSON, nullable=False),
    UniqueConstraint("id", "digest", name="uq_report_id_digest"),
)

reading = Table(
    "reading",
    metadata,
    Column("pk", Integer, primary_key=True),
    Column("report", Integer, ForeignKey("report.pk", ondelete="CASCADE"), nullable=False),
    Column("report_id", String, nullable=False),
    Column("number", Integer, nullable=False),  # 1 for a report's first reading, 2 for the next
    Column("version", String, nullable=False),
    Column("model", String, nullable=False),
    Column("lexicon", String, nullable=False),
    Column("recorded", Moment, nullable=False),
    UniqueConstraint("report_id", "number", name="uq_reading_report_number"),
    Index("ix_reading_report_recorded", "report_id", "recorded", "number"),
)

actor = Table(
    "actor",
    metadata,
    Column("reading", Integer, ForeignKey("reading.pk", ondelete="CASCADE"), primary_key=True),
    Column("ordinal", Integer, primary_key=True),
    Column("id", String, nullable=False),
    Column("name", Text, nullable=False),
    Column("type", String, nullable=False),
    Column("iso3", String),
    Column("body", JSON, nullable=False),
    UniqueConstraint("reading", "id", name="uq_actor_reading_id"),
)

alias = Table(
    "alias",
    metadata,
    Column("reading", Integer, primary_key=True),
    Column("actor", Integer, primary_key=True),
    Column("words", String, primary_key=True),  # case-folded
    ForeignKeyConstraint(["reading", "actor"], ["actor.reading", "actor.ordinal"], ondelete="CASCADE"),
    Index("ix_alias_words", "words"),
    sqlite_with_rowid=False,
)

OVER_DAYS = "(earliest IS NULL OR latest IS NULL OR earliest <> latest)"
"""That a fact's window is not one day, in the words of its index."""

fact = Table(
    "fact",
    metadata,
    Column("reading", Integer, ForeignKey("reading.pk", ondelete="CASCADE"), primary_key=True),
    Column("ordinal", Integer, primary_key=True),
    Column("id", String, nullable=False),
    Column("kind", String, nullable=False),
    Column("type", String),
    Column("status", String),
    Column("earliest", Date),  # the window to search by: the fact's own, or else its report's
    Column("latest", Date),
    # The day it is sorted by: the first known of that window, or the last day of all.
    Column("first", Date, nullable=False, server_default=text("'9999-12-31'")),
    Column("begins", Date),  # valid time: the first day on which it stands; null where nothing bounds it
    Column("ends", Date),  # a relation's last day; the day on which a commitment was settled
    Column("due", Date),  # the last day of a commitment
    Column("by", String),
    Column("confidence", Float),
    Column("stems", String),  # the beginnings of words, between spaces: of a refusal's sentence, of a promised act's own word
    Column("body", JSON, nullable=False),
    UniqueConstraint("reading", "id", name="uq_fact_reading_id"),
    Index("ix_fact_id", "id"),
    Index("ix_fact_kind_first", "kind", "first", "begins", "ends", "type"),
    Index("ix_fact_kind_type_first", "kind", "type", "first", "begins", "ends"),
    Index(
        "ix_fact_over_days",
        *("kind", "first", "latest", "earliest"),
        sqlite_where=text(OVER_DAYS),
        postgresql_where=text(OVER_DAYS),
    ),
    Index("ix_fact_due", "due", sqlite_where=text("due IS NOT NULL"), postgresql_where=text("due IS NOT NULL")),
)

participant = Table(
    "participant",
    metadata,
    Column("reading", Integer, primary_key=True),
    Column("fact", Integer, primary_key=True),
    Column("role", String, primary_key=True),
    Column("ordinal", Integer, primary_key=True),
    Column("actor", Integer, nullable=False),
    Column("principal", String, nullable=False, server_default=""),  # for whom it acts: what two reports know one actor by
    Column("deed", String),  # of who acts in an event that was told: the event's type and first day, for commitments
    Column("day", Date),
    ForeignKeyConstraint(["reading", "fact"], ["fact.reading", "fact.ordinal"], ondelete="CASCADE"),
    ForeignKeyConstraint(["reading", "actor"], ["actor.reading", "actor.ordinal"], ondelete="CASCADE"),
    Index("ix_participant_actor", "reading", "actor"),
    Index(
        "ix_participant_deed",
        *("principal", "deed", "day"),
        sqlite_where=text("deed IS NOT NULL"),
        postgresql_where=text("deed IS NOT NULL"),
    ),
    sqlite_with_rowid=False,
)

evidence = Table(
    "evidence",
    metadata,
    Column("reading", Integer, primary_key=True),
    Column("fact", Integer, primary_key=True),
    Column("ordinal", Integer, primary_key=True),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    ForeignKeyConstraint(["reading", "fact"], ["fact.reading", "fact.ordinal"], ondelete="CASCADE"),
    sqlite_with_rowid=False,
)

withdrawal = Table(
    "withdrawal",
    metadata,
    Column("pk", Integer, primary_key=True),
    Column("report_id", String, nullable=False),
    Column("sha256", String(64), nullable=False),  # of one version of its text; a row for each
    Column("withdrawn", Moment, nullable=False),
    Column("reason", Text, nullable=False),
    Column("readmitted", Moment),
    Index("ix_withdrawal_report", "report_id"),
    Index("ix_withdrawal_sha256", "sha256"),
)

# What is noted to put the tellings of one event together (``merged``).

sketch = Table(
    "sketch",
    metadata,
    Column("report", Integer, ForeignKey("report.pk", ondelete="CASCADE"), primary_key=True),
    Column("hashes", LargeBinary, nullable=False),  # eight bytes each, ascending
)

telling = Table(
    "telling",
    metadata,
    Column("reading", Integer, primary_key=True),
    Column("fact", Integer, primary_key=True),
    Column("body", JSON, nullable=False),
    ForeignKeyConstraint(["reading", "fact"], ["fact.reading", "fact.ordinal"], ondelete="CASCADE"),
    sqlite_with_rowid=False,
)

meeting = Table(
    "meeting",
    metadata,
    Column("key", String, primary_key=True),  # where tellings of one event meet
    Column("latest", Date, primary_key=True),
    # A fact's place, but no foreign key: the index that deleting by it would need is as large as the table (``withdrawing``).
    Column("reading", Integer, primary_key=True),
    Column("fact", Integer, primary_key=True),
    sqlite_with_rowid=False,
)

link = Table(
    "link",
    metadata,
    Column("reading", Integer, primary_key=True),
    Column("fact", Integer, primary_key=True),
    Column("other_reading", Integer, primary_key=True),
    Column("other_fact", Integer, primary_key=True),
    Column("points", Float, nullable=False),
    Column("reasons", JSON, nullable=False),
    ForeignKeyConstraint(["reading", "fact"], ["fact.reading", "fact.ordinal"], ondelete="CASCADE"),
    ForeignKeyConstraint(["other_reading", "other_fact"], ["fact.reading", "fact.ordinal"], ondelete="CASCADE"),
    Index("ix_link_other", "other_reading", "other_fact"),
    sqlite_with_rowid=False,
)

# What is noted to follow commitments through all reports (``moving``).

awaited = Table(
    "awaited",
    metadata,
    Column("principal", String, primary_key=True),  # of who is to do what a commitment waits for
    Column("deed", String, primary_key=True),  # its type
    Column("until", Date, primary_key=True),  # the last day on which it still counts, and the last before the first
    Column("made", Date, primary_key=True),
    Column("reading", Integer, primary_key=True),
    Column("fact", Integer, primary_key=True),
    Column("part", String, primary_key=True),  # "act" or "condition"
    Column("stem", String),  # of the act's own word, by which refusals are known
    Column("body", JSON, nullable=False),
    ForeignKeyConstraint(["reading", "fact"], ["fact.reading", "fact.ordinal"], ondelete="CASCADE"),
    Index("ix_awaited_fact", "reading", "fact"),
    sqlite_with_rowid=False,
)

move = Table(
    "move",
    metadata,
    Column("reading", Integer, primary_key=True),  # of the commitment
    Column("fact", Integer, primary_key=True),
    Column("other_reading", Integer, primary_key=True),  # of the event that tells what became of it
    Column("other_fact", Integer, primary_key=True),
    Column("happening", String, primary_key=True),
    Column("day", Date, nullable=False),
    Column("due", Date),  # the last day that it gives the commitment, where it gives one
    Column("body", JSON, nullable=False),
    ForeignKeyConstraint(["reading", "fact"], ["fact.reading", "fact.ordinal"], ondelete="CASCADE"),
    ForeignKeyConstraint(["other_reading", "other_fact"], ["fact.reading", "fact.ordinal"], ondelete="CASCADE"),
    Index("ix_move_other", "other_reading", "other_fact"),
    Index("ix_move_due", "due", sqlite_where=text("due IS NOT NULL"), postgresql_where=text("due IS NOT NULL")),
    sqlite_with_rowid=False,
)

# What people judged of facts (``reviews``). Reviews are added, none is changed or deleted but with its report.

review = Table(
    "review",
    metadata,
    Column("id", String, primary_key=True),
    Column("report_id", String, nullable=False),
    Column("other_report_id", String),  # of the other telling, where two are taken apart or put together
    Column("verdict", String, nullable=False),
    Column("takes_back", String),  # the review that a withdrawal takes back
    Column("reviewer", String, nullable=False),
    Column("at", Moment, nullable=False),
    Column("recorded", Moment, nullable=False),  # when this record learned of it
    Column("correction", JSON(none_as_null=True)),
    Column("body", JSON, nullable=False),
    Index("ix_review_report", "report_id"),
    Index("ix_review_other_report", "other_report_id"),
)

anchor = Table(
    "anchor",
    metadata,
    Column("review", String, ForeignKey("review.id", ondelete="CASCADE"), primary_key=True),
    Column("side", Integer, primary_key=True),  # 0, or 1 for the other telling
    Column("reading", Integer, primary_key=True),
    Column("fact", Integer, nullable=False),
    ForeignKeyConstraint(["reading", "fact"], ["fact.reading", "fact.ordinal"], ondelete="CASCADE"),
    Index("ix_anchor_fact", "reading", "fact"),
    sqlite_with_rowid=False,
)
