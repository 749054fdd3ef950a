"""Reports: handing in, the list, one report with its marks, its brief, explanations, and the search."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Annotated

from fastapi import APIRouter, File, Form, Query, Request, UploadFile
from fastapi.responses import RedirectResponse, Response

from foreigndesk.errors import UsageError
from foreigndesk.record import browsing, reviewing, searching
from foreigndesk.record.flat import KINDS
from foreigndesk.views import brief as briefs
from foreigndesk.views import words
from foreigndesk.web import render
from foreigndesk.web.api import LONGEST, AtDesk, Cursor, Id
from foreigndesk.web.asked import Asked
from foreigndesk.web.marks import marked
from foreigndesk.web.safety import FORM, same
from foreigndesk.web.tellings import report_at, tell, told

router = APIRouter()

_BRIEFED = 60  # facts of a brief over several reports


@router.get("/")
def home() -> Response:
    """The desk opens on the reports."""
    return RedirectResponse("/reports", 307)


@router.get("/reports")
def reports(request: Request, desk: AtDesk, cursor: Cursor = None) -> Response:
    """The form, the queue and the list."""
    rows, following = desk.record.browse(browsing.reports, after=cursor)
    return render.page(request, "reports.html", rows=rows, next=following, cursor=cursor, jobs=desk.jobs()[:20])


@router.post("/reports")
def add(
    request: Request,
    desk: AtDesk,
    form: Annotated[str, Form(max_length=200)] = "",
    text: Annotated[str, Form(max_length=LONGEST)] = "",
    published: Annotated[str, Form(max_length=10)] = "",
    file: Annotated[list[UploadFile] | None, File()] = None,
) -> Response:
    """Hand in a pasted text, files, the files of a folder, or all of them."""
    if not same((form, request.cookies.get(FORM))):
        raise UsageError("FD567", "the form was too old, or another site's: open the page again and send it once more")
    try:
        day = date.fromisoformat(published) if published else None
    except ValueError as error:
        raise UsageError("FD506", f"the day of publication {published} is not a date: write it as 2024-03-01") from error
    found = [((one.filename or "a file")[-200:], one.file.read()) for one in file or ()]
    files = [(name, data) for name, data in found if data]
    if not text.strip() and not files:
        raise UsageError("FD568", "there is nothing to read: paste a report's text, or choose a file")
    if text.strip():
        desk.add(words.elided(" ".join(text.split()), 60), text.encode("utf-8", "replace"), day)
    for name, data in files:
        desk.add(name, data, day)
    return RedirectResponse("/reports", 303)


@router.get("/queue")
def queue(request: Request, desk: AtDesk) -> Response:
    """The queue alone: what the reports' page shows anew while something is read."""
    return render.page(request, "queue.html", jobs=desk.jobs()[:20])


@router.get("/report")
def report(request: Request, desk: AtDesk, id: Id) -> Response:
    """The story with its marks, and its facts beside it."""
    rows = desk.record.browse(reviewing.report, id, list(desk.record.rows(id)))
    head, below = briefs.masthead(rows[0])
    tellings = list(told(rows))
    groups = [(title, kind, [one for one in enumerate(tellings) if one[1].row["kind"] == kind]) for kind, title in briefs.SECTIONS.items()]
    actors = [row for row in rows if row["kind"] == "actor"]
    actors.sort(key=lambda row: (-len(row["mentions"]), row["id"]))
    return render.page(
        request, "report.html", report=rows[0], title=head, below=below, marked=marked(rows), groups=groups, actors=actors,
        facts=len(tellings),
    )  # fmt: skip


@router.get("/explain")
def explain(request: Request, desk: AtDesk, id: Id) -> Response:
    """Why a fact is read, step by step."""
    return render.page(request, "explain.html", found=desk.explained(id))


@router.get("/search")
def search(request: Request, desk: AtDesk, q: Annotated[str, Query(max_length=200)] = "", cursor: Cursor = None) -> Response:
    """Reports, facts and actors with some words."""
    hits, following = desk.record.browse(searching.search, q, after=cursor)
    actors = desk.actors(q.strip(), limit=12) if q.strip() and not cursor else []
    shown = [(briefs.masthead(hit.report), hit, [tell(one) for one in hit.facts]) for hit in hits]
    return render.page(request, "search.html", hits=shown, next=following, cursor=cursor, actors=actors)


@router.get("/brief")
def brief(
    request: Request, desk: AtDesk, asked: Annotated[Asked, Query()], id: Annotated[str | None, Query(max_length=2000)] = None
) -> Response:
    """What one report says, or the first facts under some filters, to print."""
    sections: list[tuple[str, list[tuple[briefs.Line, str]]]]
    if id is not None:
        rows = list(desk.record.rows(id))
        title, below = briefs.masthead(rows[0])
        sections = [(section.title, [(line, report_at(id)) for line in section.lines]) for section in briefs.brief(rows)]
    else:
        names = ("actor", "other", "since", "until", "as_of", "known_by", "min_confidence")
        given = {name: value for name in names if (value := asked.given.get(name)) is not None}
        title, below = "Brief", ", ".join(f"{name.replace('_', ' ')} {value}" for name, value in given.items())
        sections = []
        for kind, name in briefs.SECTIONS.items():
            found = desk.record.browse(browsing.page, kind, asked.question(limit=_BRIEFED // len(KINDS)), other=asked.other)
            lines = [(briefs.Line(one.line, one.quote, "", one.report, one.points), one.there) for one in map(tell, found.shown)]
            if lines:
                sections.append((name, lines))
    notes = {(line.quote, line.source): there for _, lines in sections for line, there in reversed(lines) if line.quote}
    numbers = {note: number for number, note in enumerate(dict.fromkeys(_notes(sections)), 1)}
    return render.page(request, "brief.html", title=title, below=below, sections=sections, numbers=numbers, notes=notes)


def _notes(sections: list[tuple[str, list[tuple[briefs.Line, str]]]]) -> Iterator[tuple[str, str]]:
    """The sentences that a brief rests on, in the order in which it tells them."""
    yield from ((line.quote, line.source) for _, lines in sections for line, _ in lines if line.quote)
