"""The record as Python sees it: open it, add readings, ask it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime
from functools import lru_cache
from itertools import groupby
from json import JSONDecodeError
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec, Self, TypeVar

from sqlalchemy import Connection, select
from sqlalchemy.exc import DBAPIError, IntegrityError

from foreigndesk.errors import RecordError, UsageError
from foreigndesk.model import CueChoice, Offsets, Reading
from foreigndesk.record import frames, queries, reviews, tables, withdrawing
from foreigndesk.record.asking import asked, moment_text
from foreigndesk.record.changes import changes
from foreigndesk.record.corrections import Given
from foreigndesk.record.flat import KINDS, flat, told_text
from foreigndesk.record.merged import links_of
from foreigndesk.record.opening import damaged, engine_of, trouble
from foreigndesk.record.queries import Question, moment_of
from foreigndesk.record.withdrawing import admit
from foreigndesk.record.writing import write
from foreigndesk.rows import Row, rows

if TYPE_CHECKING:
    from pandas import DataFrame
    from polars import DataFrame as PolarsFrame
    from pyarrow import Table as ArrowTable

_REPORTS_AT_HAND = 256

_Asked = ParamSpec("_Asked")
_Found = TypeVar("_Found")


class Record:
    """A record in a database: SQLite by path, any other by SQLAlchemy URL.

    Use it as a context manager. It is made where there is none, unless ``create`` is false, and brought to this
    version's schema. Rows are those of the JSON lines (docs/schema.md); each fact's row also has ``recorded``.
    The filters of all queries: ``actor`` (a name, code, id or words it is mentioned by; case does not matter),
    ``since`` and ``until`` (days that the fact's window must touch; an undated fact has its report's window),
    ``as_of`` (what stood on that day), ``known_by`` (what the record knew at a moment, or at the end of a day in UTC),
    ``types``, ``status`` (one or several), ``min_confidence`` (what rests on no event has none, and stays), ``cues``
    (``speech`` leaves out statements of thought and wish), ``limit`` (no more than so many rows), ``each`` (every telling
    of an event apart: else an event that several reports tell is given once, with its ``sources``), ``rejected`` (also what a
    reviewer rejected: else it is left out), and for commitments
    ``due_before`` (a day) and ``assume`` (the day on which an event is taken to happen, by the event's or commitment's id
    or by its words).
    """

    def __init__(self, path_or_url: str | Path, *, create: bool = True) -> None:
        self._engine = engine_of(path_or_url, create=create)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the database."""
        self._engine.dispose()

    def add(
        self,
        reading: Reading,
        reader: Mapping[str, str],
        recorded: datetime | None = None,
        *,
        keep_text: bool = True,
        readmit: bool = False,
    ) -> bool:
        """Write one report's record in one transaction; ``False`` if the newest reading of the report is this one.

        ``reader`` tells version, model and lexicon. A changed report or reader is added, nothing is overwritten. Without
        ``keep_text`` only the words that facts rest on are kept. A report that was withdrawn, by id or text, is refused
        (RecordError FD410) unless ``readmit`` says that it may come back.
        """
        told = rows(reading, reader=dict(reader))
        return self.add_rows(told, recorded, keep_text=keep_text, readmit=readmit)

    def add_rows(
        self, told: Iterable[Row], recorded: datetime | None = None, *, keep_text: bool = True, readmit: bool = False
    ) -> bool:
        """Write one report's record as ``add`` does, from its rows in the order of the JSON lines, the report's first."""
        moment = recorded or datetime.now(UTC).replace(microsecond=0)
        if moment.tzinfo is None:
            raise UsageError("FD503", f"the moment {moment} has no time zone: give one in UTC")
        report, *facts = told
        try:
            with self._connection(writes=True) as connection:
                admit(connection, report["id"], report["sha256"], moment, readmit=readmit)
                key = write(connection, [report, *facts], moment, keep_text=keep_text)
                if key is not None:
                    reviews.anchor_all(connection, key, report["id"])
                return key is not None
        except IntegrityError as error:
            raise RecordError("FD406", f"{report['id']} does not fit the record: {error.orig}") from error

    def withdraw(self, report_id: str, reason: str, moment: datetime | None = None) -> Row:
        """Take a report out for good: its texts and facts go, a tombstone stays, which is given back.

        All its versions and readings go in one transaction, and SQLite overwrites what it frees, also in its log. Copies
        of the record made before keep what they have. Raises RecordError FD407 where there is no such report.
        """
        when = moment_of(moment or datetime.now(UTC).replace(microsecond=0))
        assert when is not None
        with self._connection(writes=True) as connection:
            tombstone = withdrawing.withdraw(connection, report_id, reason, when)
        with self._engine.connect() as connection:
            withdrawing.erase(connection)
        return tombstone

    def withdrawals(self) -> list[Row]:
        """The tombstones: report, digests of its texts, when and why it was withdrawn, and when readmitted, if it was."""
        with self._connection() as connection:
            return withdrawing.tombstones(connection)

    def review(
        self,
        fact: str,
        verdict: str,
        correction: Mapping[str, Given] | None = None,
        *,
        reviewer: str,
        note: str | None = None,
        at: datetime | None = None,
    ) -> Row:
        """Add somebody's review of a fact (its id, or the id's unique beginning) as read now, and give it back.

        ``verdict`` is ``accepted``, ``rejected`` or ``corrected``, the last with the fields to correct (docs/reviewing.md). A
        later review takes the place of an earlier one; a correction adds to the one that stands. Raises UsageError FD540 to FD544.
        """
        with self._connection(writes=True) as connection:
            return reviews.judge(connection, fact, verdict, correction, reviewer, at or datetime.now(UTC), note)

    def apart(self, event: str, other: str, *, reviewer: str, note: str | None = None, at: datetime | None = None) -> Row:
        """Add the review that two reports' events are not one, and give it back. Raises UsageError FD540 and FD546."""
        with self._connection(writes=True) as connection:
            return reviews.pair(connection, event, other, "apart", reviewer, at or datetime.now(UTC), note)

    def together(self, event: str, other: str, *, reviewer: str, note: str | None = None, at: datetime | None = None) -> Row:
        """Add the review that two reports' events are one, and give it back. Raises UsageError FD540 and FD546."""
        with self._connection(writes=True) as connection:
            return reviews.pair(connection, event, other, "together", reviewer, at or datetime.now(UTC), note)

    def undo(self, review: str, *, reviewer: str, note: str | None = None, at: datetime | None = None) -> Row:
        """Take back a review, by its id or its fact's: the one before it stands again. Raises UsageError FD545."""
        with self._connection(writes=True) as connection:
            return reviews.undo(connection, review, reviewer, at or datetime.now(UTC), note)

    def reviews(self, *, history: bool = False) -> list[Row]:
        """The reviews that stand by their moment, or with ``history`` all; each also says whether its fact is found now (``anchored``)."""
        with self._connection() as connection:
            return [row for row in reviews.history(connection) if history or row["standing"]]

    def take_reviews(self, lines: Iterable[str], recorded: datetime | None = None) -> int:
        """Take in the reviews of another record, as JSON lines; how many are new here. All or none: UsageError FD547."""
        moment = moment_of(recorded or datetime.now(UTC).replace(microsecond=0))
        assert moment is not None
        with self._connection(writes=True) as connection:
            return reviews.take(connection, list(reviews.parsed(lines)), moment)

    def tellings(self, event: str) -> list[Row]:
        """Why an event is taken for the same as others: report and id of each that it was linked with, points and reasons."""
        with self._connection() as connection:
            return links_of(connection, event)

    def reports(self, *, known_by: datetime | date | None = None) -> Iterator[Row]:
        """The report rows, by their day of publication."""
        moment = moment_of(known_by)
        with self._connection() as connection:
            for id_ in connection.scalars(queries.report_ids(moment)).all():
                yield _report(connection, id_, moment)[1]

    def rows(self, report_id: str, *, known_by: datetime | date | None = None) -> Iterator[Row]:
        """All rows of one report, in the order of the JSON lines."""
        with self._connection() as connection:
            yield from _rows(connection, report_id, moment_of(known_by))

    def stream(self, kind: str, **filters: Any) -> Iterator[Row]:
        """The rows of one kind of fact (``event``, ``statement``, …) by date, one after the other; see ``facts``."""
        question = Question(**filters)
        with self._connection() as connection:
            for _reading, row in asked(connection, (kind,), question):
                yield row

    def facts(
        self,
        kind: str,
        *,
        actor: str | None = None,
        since: date | None = None,
        until: date | None = None,
        as_of: date | None = None,
        known_by: datetime | date | None = None,
        due_before: date | None = None,
        types: Sequence[str] | None = None,
        status: str | Sequence[str] | None = None,
        min_confidence: float | None = None,
        cues: CueChoice = "all",
        assume: Mapping[str, date] | None = None,
        limit: int | None = None,
        each: bool = False,
        rejected: bool = False,
    ) -> list[Row]:
        """The rows of one kind of fact by date, under the filters that the class describes."""
        return list(
            self.stream(
                kind,
                actor=actor,
                since=since,
                until=until,
                as_of=as_of,
                known_by=known_by,
                due_before=due_before,
                types=types,
                status=status,
                min_confidence=min_confidence,
                cues=cues,
                assume=assume,
                limit=limit,
                each=each,
                rejected=rejected,
            )
        )

    def table(self, kind: str, **filters: Any) -> Iterator[Row]:
        """The facts of one kind as flat rows: names for ids, days for windows, the words for spans; see ``facts``."""
        question = Question(**filters)
        with self._connection() as connection:

            @lru_cache(_REPORTS_AT_HAND)
            def context(reading: int) -> tuple[dict[str, str], str]:
                return _names(connection, reading), _text(connection, reading)

            for reading, row in asked(connection, (kind,), question):
                yield flat(row, *context(reading))

    def frame(self, kind: str, **filters: Any) -> DataFrame:
        """The facts of one kind as a pandas data frame, with the columns of ``table``; lists are joined names."""
        return frames.to_pandas(kind, self.table(kind, **filters))

    def polars(self, kind: str, **filters: Any) -> PolarsFrame:
        """The same as a polars data frame with typed columns: days are dates, ``recorded`` a moment in UTC."""
        return frames.to_polars(kind, self.table(kind, **filters))

    def arrow(self, kind: str, **filters: Any) -> ArrowTable:
        """The same as an Arrow table, typed like the polars frame."""
        return frames.to_arrow(kind, self.table(kind, **filters))

    def chosen(self, **filters: Any) -> Iterator[tuple[list[Row], set[str]]]:
        """For each report with facts asked for: all its rows (states as of the day) and those facts' ids."""
        question = Question(**filters)
        with self._connection() as connection:
            found = asked(connection, KINDS, question, by_report=True)
            for _reading, group in groupby(found, key=lambda pair: pair[0]):
                picked = {row["id"]: row for _, row in group}
                report = next(iter(picked.values()))["report"]
                whole = _rows(connection, report, question.moment)
                yield [picked.get(row["id"], row) for row in whole], set(picked)

    def changes(self, since: datetime | None = None) -> Iterator[Row]:
        """What the record learned since a moment, or ever: see `foreigndesk.record.changes`."""
        with self._connection() as connection:
            yield from changes(connection, since)

    def actors(self, search: str | None = None, *, known_by: datetime | date | None = None) -> list[Row]:
        """The actors, most reported first: id, name, type, iso3, number of reports; ``search`` is part of a name."""
        with self._connection() as connection:
            keys = ("id", "name", "type", "iso3", "reports")
            found = connection.execute(queries.actors(search, moment_of(known_by)))
            return [dict(zip(keys, row, strict=True)) for row in found]

    def named(self, beginning: str) -> list[tuple[str, str, str]]:
        """Kind, id and report of all facts, actors and reports whose id begins so, the newest reading of each report alone."""
        with self._connection() as connection:
            return [(kind, id_, report) for kind, id_, report in connection.execute(queries.named(beginning))]

    def text(self, report_id: str, span: Offsets | None = None) -> str:
        """The text of a report's newest version, or the words of one span of it.

        Where the text is not kept, only what facts rest on can be had; for the rest, RecordError FD411.
        """
        with self._connection() as connection:
            report = _report(connection, report_id)[1]
        if report["text"] is None:
            start, end = span or (0, -1)
            if not any(first <= start <= end <= last for first, last, _ in report["kept"]):
                raise RecordError("FD411", f"the text of {report_id} is not kept, only the words that its facts rest on")
        text = told_text(report)
        if span is None:
            return text
        start, end = span
        if not 0 <= start <= end <= len(text):
            raise UsageError("FD505", f"the span {start}–{end} is not in {report_id}, which has {len(text)} characters")
        return text[start:end]

    def browse(self, look: Callable[Concatenate[Connection, _Asked], _Found], *asked: _Asked.args, **also: _Asked.kwargs) -> _Found:
        """What a function of `foreigndesk.record.browsing` finds: a page of facts or reports, or counts over many."""
        with self._connection() as connection:
            return look(connection, *asked, **also)

    @contextmanager
    def _connection(self, *, writes: bool = False) -> Iterator[Connection]:
        try:
            with self._engine.connect().execution_options(writes=writes) as connection, connection.begin():
                yield connection
        except IntegrityError:
            raise
        except DBAPIError as error:
            raise trouble(error, self._engine.url.render_as_string(hide_password=True)) from error
        except JSONDecodeError as error:
            raise damaged(self._engine.url.render_as_string(hide_password=True), error) from error


def _report(connection: Connection, report_id: str, known_by: datetime | None = None) -> tuple[int, Row]:
    found = connection.execute(queries.report_of(report_id, known_by)).first()
    if found is None:
        raise RecordError("FD407", f"the record has no report {report_id}: its ids are those of `reports()`")
    reader = {"version": found.version, "model": found.model, "lexicon": found.lexicon}
    return found.pk, {**found.body, "reader": reader, "recorded": moment_text(found.recorded)}


def _rows(connection: Connection, report_id: str, known_by: datetime | None = None) -> Iterator[Row]:
    reading, report = _report(connection, report_id, known_by)
    yield report
    for table in (tables.actor, tables.fact):
        query = select(table.c.body).where(table.c.reading == reading).order_by(table.c.ordinal)
        for body in connection.scalars(query):
            yield {**body, "recorded": report["recorded"]} if body["kind"] in KINDS else body


def _names(connection: Connection, reading: int) -> dict[str, str]:
    table = tables.actor
    found = connection.execute(select(table.c.id, table.c.name).where(table.c.reading == reading))
    return {row.id: row.name for row in found}


def _text(connection: Connection, reading: int) -> str:
    query = select(tables.report.c.body).join(tables.reading).where(tables.reading.c.pk == reading)
    return told_text(connection.execute(query).scalar_one())
