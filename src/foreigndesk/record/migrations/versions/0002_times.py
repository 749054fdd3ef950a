"""Valid and record time as columns, for whom actors act, tombstones; keys alone where a table has little else."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

_MANY = 500
_WORD = re.compile(r"[^\W\d_]{3,}")
_TOLD = ("occurred", "ongoing", "negated", "planned")
_OFFICIAL = ("state", "contested_polity", "government_body", "armed_force")


_TYPES: dict[str, Any] = {**dict.fromkeys(("first", "begins", "ends", "due"), sa.Date()), "stems": sa.String()}


def upgrade() -> None:
    """Make the new columns and fill them from the rows' bodies."""
    # With a default, for SQLite could only forbid nulls by making the table anew, and with it go the rows that name its facts.
    op.add_column("fact", sa.Column("first", sa.Date, nullable=False, server_default=sa.text("'9999-12-31'")))
    for name in ("begins", "ends", "due", "stems"):
        op.add_column("fact", sa.Column(name, _TYPES[name]))
    _fill_facts()
    op.drop_index("ix_fact_kind_type", "fact")
    op.drop_index("ix_fact_kind_window", "fact")
    op.create_index("ix_fact_kind_first", "fact", ["kind", "first", "begins", "ends", "type"])
    op.create_index("ix_fact_kind_type_first", "fact", ["kind", "type", "first", "begins", "ends"])
    wide = sa.text("(earliest IS NULL OR latest IS NULL OR earliest <> latest)")
    columns = ["kind", "first", "latest", "earliest"]
    op.create_index("ix_fact_over_days", "fact", columns, sqlite_where=wide, postgresql_where=wide)
    there = sa.text("due IS NOT NULL")
    op.create_index("ix_fact_due", "fact", ["due"], sqlite_where=there, postgresql_where=there)
    op.create_index("ix_reading_report_recorded", "reading", ["report_id", "recorded", "number"])
    _remake_keyed_tables()
    _fill_participants()
    op.create_table(
        "withdrawal",
        sa.Column("pk", sa.Integer, primary_key=True),
        sa.Column("report_id", sa.String, nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("withdrawn", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("readmitted", sa.DateTime(timezone=True)),
    )
    op.create_index("ix_withdrawal_report", "withdrawal", ["report_id"])
    op.create_index("ix_withdrawal_sha256", "withdrawal", ["sha256"])


def _remake_keyed_tables() -> None:
    """Make the tables whose rows are little more than keys anew, stored by key."""
    of_fact = (["reading", "fact"], ["fact.reading", "fact.ordinal"])
    of_actor = (["reading", "actor"], ["actor.reading", "actor.ordinal"])
    made: dict[str, tuple[list[sa.Column[Any]], list[Any], str]] = {
        "alias": (
            [*map(_key, ("reading", "actor")), sa.Column("words", sa.String, primary_key=True)],
            [of_actor],
            "reading, actor, words",
        ),
        "participant": (
            [
                *map(_key, ("reading", "fact")),
                sa.Column("role", sa.String, primary_key=True),
                _key("ordinal"),
                sa.Column("actor", sa.Integer, nullable=False),
                sa.Column("principal", sa.String, nullable=False, server_default=""),
                sa.Column("deed", sa.String),
                sa.Column("day", sa.Date),
            ],
            [of_fact, of_actor],
            "reading, fact, role, ordinal, actor",
        ),
        "evidence": (
            [*map(_key, ("reading", "fact", "ordinal")), *(sa.Column(end, sa.Integer, nullable=False) for end in ("start", "end"))],
            [of_fact],
            'reading, fact, ordinal, start, "end"',
        ),
    }
    for name, (columns, references, kept) in made.items():
        keys = [sa.ForeignKeyConstraint(own, others, ondelete="CASCADE") for own, others in references]
        op.create_table(f"new_{name}", *columns, *keys, sqlite_with_rowid=False)
        op.execute(f"INSERT INTO new_{name} ({kept}) SELECT {kept} FROM {name}")
        op.drop_table(name)
        op.rename_table(f"new_{name}", name)
    op.create_index("ix_alias_words", "alias", ["words"])
    op.create_index("ix_participant_actor", "participant", ["reading", "actor"])
    there = sa.text("deed IS NOT NULL")
    op.create_index(
        "ix_participant_deed", "participant", ["principal", "deed", "day"], sqlite_where=there, postgresql_where=there
    )


def _key(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.Integer, primary_key=True, autoincrement=False)


def _fill_facts() -> None:
    fact = sa.table("fact", *map(sa.column, ("reading", "ordinal", "first", "begins", "ends", "due", "stems")))
    key = (fact.c.reading == sa.bindparam("at_reading"), fact.c.ordinal == sa.bindparam("at_ordinal"))
    changed = ("first", "begins", "ends", "due", "stems")
    update = sa.update(fact).where(*key).values({name: sa.bindparam(f"to_{name}", type_=_TYPES[name]) for name in changed})
    for chunk in _chunks():
        op.get_bind().execute(update, chunk)


def _chunks() -> Iterator[list[dict[str, Any]]]:
    """What the new columns of all facts hold, so many facts at a time."""
    fact = sa.table(
        "fact",
        *map(sa.column, ("reading", "ordinal", "kind", "type")),
        *(sa.column(name, type_) for name, type_ in (("earliest", sa.Date()), ("latest", sa.Date()), ("body", sa.JSON()))),
    )
    reading = sa.table("reading", sa.column("pk"), sa.column("report"))
    report = sa.table("report", sa.column("pk"), sa.column("body", sa.JSON()))
    last = (-1, -1)
    while True:
        query = (
            sa.select(*fact.c, report.c.body.label("report"))
            .join(reading, reading.c.pk == fact.c.reading)
            .join(report, report.c.pk == reading.c.report)
            .where(sa.tuple_(fact.c.reading, fact.c.ordinal) > sa.tuple_(*map(sa.literal, last)))
            .order_by(fact.c.reading, fact.c.ordinal)
            .limit(_MANY)
        )
        found = op.get_bind().execute(query).all()
        if not found:
            return
        last = (found[-1].reading, found[-1].ordinal)
        yield [_filled(one) for one in found]


def _filled(one: Any) -> dict[str, Any]:
    begins, ends = _stands(one.kind, one.body)
    stems, spans = None, []
    if one.kind == "event" and one.type == "REJECT":
        spans = one.body["evidence"]
    elif one.kind == "event" and one.body["status"] in ("promised", "planned"):
        spans = [one.body["trigger"]]
    if spans:
        told = " ".join(one.report["text"][start:end] for start, end in spans)
        stems = f" {' '.join(sorted({word[:5].casefold() for word in _WORD.findall(told)}))} "
    return {
        "at_reading": one.reading,
        "at_ordinal": one.ordinal,
        "to_first": one.earliest or one.latest or datetime.date.max,
        "to_begins": begins,
        "to_ends": ends,
        "to_due": _window(one.body.get("due"))[1],
        "to_stems": stems,
    }


def _stands(kind: str, body: dict[str, Any]) -> tuple[datetime.date | None, datetime.date | None]:
    if kind in ("event", "statement"):
        return _window(body["when"])[0], None
    if kind == "relation":
        end = body["to"]
        return _window(body["from"])[0], (_window(end)[1] or _window(end)[0] or datetime.date.min) if end else None
    if kind == "commitment" and body["history"]:
        days = [_window(change["when"])[0] for change in body["history"]]
        known = [day for day in days if day]
        settled = body["state"] in ("fulfilled", "broken", "cancelled")
        return (min(known) if len(known) == len(days) else None), (max(known) if settled and known else None)
    return None, None


def _window(given: dict[str, Any] | None) -> tuple[datetime.date | None, datetime.date | None]:
    ends = (given["earliest"], given["latest"]) if given else (None, None)
    earliest, latest = (datetime.date.fromisoformat(end) if end else None for end in ends)
    return earliest, latest


def _fill_participants() -> None:
    connection = op.get_bind()
    actor = sa.table("actor", sa.column("reading"), sa.column("ordinal"), sa.column("body", sa.JSON()))
    update = sa.text("UPDATE participant SET principal = :principal WHERE reading = :reading AND actor = :actor")
    for one in connection.execute(sa.select(*actor.c)).all():
        values = {"principal": _principal(one.body), "reading": one.reading, "actor": one.ordinal}
        connection.execute(update, values)
    told = ", ".join(f"'{status}'" for status in _TOLD)
    op.execute(
        f"""
        UPDATE participant SET
            deed = (SELECT type FROM fact WHERE fact.reading = participant.reading AND fact.ordinal = participant.fact),
            day = (SELECT CASE WHEN fact.status = 'planned' THEN COALESCE(report.published_earliest, report.published_latest)
                          ELSE COALESCE(fact.earliest, fact.latest) END
                   FROM fact JOIN reading ON reading.pk = fact.reading JOIN report ON report.pk = reading.report
                   WHERE fact.reading = participant.reading AND fact.ordinal = participant.fact)
        WHERE role = 'actor' AND EXISTS (
            SELECT 1 FROM fact WHERE fact.reading = participant.reading AND fact.ordinal = participant.fact
            AND fact.kind = 'event' AND fact.status IN ({told}))
        """
    )
    op.execute("UPDATE participant SET deed = NULL WHERE day IS NULL")


def _principal(body: dict[str, Any]) -> str:
    if body["iso3"] and (body["type"] in _OFFICIAL or body["sector"] in ("GOV", "MIL")):
        return str(body["iso3"])
    head, colon, _ = str(body["id"]).partition(":")
    name = str(body["name"]).split()
    named = not colon and head.startswith("actor-") and len(name) > 1 and all(word[0].isupper() for word in name)
    return " ".join(name).casefold() if named else head
