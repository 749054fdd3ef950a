"""Lists of facts for pages, the API and exports: one page by cursor, or all of them as they come."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from typing import Any

from fastapi.responses import StreamingResponse

from foreigndesk.export import csv, jsonl
from foreigndesk.record import Record, browsing
from foreigndesk.record.browsing import Page
from foreigndesk.record.flat import columns, flat
from foreigndesk.rows import Row
from foreigndesk.web.asked import MOST, Asked

Keep = Callable[[Row], bool]


def found(record: Record, kind: str, asked: Asked, keep: Keep | None = None, **more: Any) -> Page:
    """One page of what is asked. Raises UsageError."""
    chosen = [one for one in (keep, _at(asked.place)) if one is not None]
    return record.browse(
        browsing.page,
        kind,
        asked.question(**more),
        other=asked.other,
        after=asked.cursor,
        backwards=asked.order == "latest",
        keep=lambda row: all(one(row) for one in chosen),
    )


def _at(place: str | None) -> Keep | None:
    if place is None:
        return None
    beginning = place.casefold()
    return lambda row: any(one["name"].casefold().startswith(beginning) for one in row.get("places", ()))


def all_of(record: Record, kind: str, asked: Asked, form: str) -> StreamingResponse:
    """All facts under the filters, page after page, as CSV or JSON lines. Raises UsageError before anything is sent."""
    first = found(record, kind, asked, limit=MOST)

    def pages() -> Iterator[Page]:
        page = first
        yield page
        while page.next is not None:
            page = found(record, kind, asked.model_copy(update={"cursor": page.next}), limit=MOST)
            yield page

    def written() -> Iterator[str]:
        header = [*columns(kind), "recorded"]
        stream = io.StringIO()
        if form == "csv":
            csv.header(header, stream)
        for page in pages():
            if form == "csv":
                csv.write((flat(one.row, one.names, one.text) for one in page.shown), header, stream)
            else:
                jsonl.write((one.row for one in page.shown), stream)
            yield stream.getvalue()
            stream.seek(0)
            stream.truncate()

    kind_of = "text/csv; charset=utf-8" if form == "csv" else "application/x-ndjson"
    return StreamingResponse(written(), media_type=kind_of, headers={"content-disposition": f'attachment; filename="{kind}s.{form}"'})
