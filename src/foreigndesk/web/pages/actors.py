"""Actors: the list, and a page each."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response

from foreigndesk.record import browsing
from foreigndesk.record.queries import Question
from foreigndesk.web import render
from foreigndesk.web.api import AtDesk, Id, known
from foreigndesk.web.asked import Words
from foreigndesk.web.tellings import tell

router = APIRouter()

_LISTED = 100
_SECTIONS = (
    ("event", "actor", "Did", "/timeline"),
    ("statement", "speaker", "Said", None),
    ("commitment", "debtor", "Promised", "/commitments"),
    ("relation", "holder", "Holds", "/relations"),
)
_EACH = 6  # facts of a kind on an actor's page


@router.get("/actors")
def actors(
    request: Request, desk: AtDesk, name: Annotated[Words, Query()] = None, after: Annotated[int, Query(ge=0, le=10_000_000)] = 0
) -> Response:
    """The most reported first."""
    rows = desk.actors(name, after=after, limit=_LISTED + 1)
    following = after + _LISTED if len(rows) > _LISTED else None
    return render.page(request, "actors.html", rows=rows[:_LISTED], name=name, next=following, after=after)


@router.get("/actor")
def actor(request: Request, desk: AtDesk, id: Id) -> Response:
    """Names, roles, and what the actor did, said, promised and holds."""
    found = known(desk, id)
    sections = []
    for kind, role, title, more in _SECTIONS:
        page = desk.record.browse(browsing.page, kind, Question(actor=id, limit=_EACH), role=role, backwards=True)
        sections.append((kind, title, more, [tell(one) for one in page.shown], page.next))
    return render.page(request, "actor.html", actor=found, sections=sections)
