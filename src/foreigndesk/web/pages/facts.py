"""Timeline, commitments and disputes: lists of facts under filters."""

from __future__ import annotations

from datetime import date
from itertools import groupby
from typing import Annotated, get_args

from fastapi import APIRouter, Query, Request
from fastapi.responses import RedirectResponse, Response

from foreigndesk import model
from foreigndesk.errors import UsageError
from foreigndesk.record import browsing
from foreigndesk.rows import Row
from foreigndesk.views import words
from foreigndesk.web import lists, render
from foreigndesk.web.api import AtDesk
from foreigndesk.web.asked import CommitmentsAsked, DisputesAsked, EventsAsked
from foreigndesk.web.jobs import Desk
from foreigndesk.web.pictures import weeks
from foreigndesk.web.tellings import Telling, steps, tell, waits_for

router = APIRouter()

STATES = ("overdue", "pending", "conditional", "fulfilled", "broken", "cancelled")
"""The board's columns, what needs looking after first."""

_OVERDUE = 8  # overdue commitments that stand before the others


@router.get("/timeline")
def timeline(request: Request, desk: AtDesk, asked: Annotated[EventsAsked, Query()]) -> Response:
    """Events by day."""
    page = lists.found(desk.record, "event", asked)
    days = [(day, list(some)) for day, some in groupby(map(tell, page.shown), key=lambda one: one.when or "Day unknown")]
    svg = _weeks(desk, asked, asked.actor, asked.other) if asked.actor and asked.other else None
    return render.page(
        request, "timeline.html", asked=asked, days=days, page=page, svg=svg, types=get_args(model.EventType),
        statuses=get_args(model.Status),
    )  # fmt: skip


@router.get("/timeline.svg")
def timeline_svg(desk: AtDesk, asked: Annotated[EventsAsked, Query()]) -> Response:
    """The timeline's picture, to keep. Raises UsageError FD569 without a pair."""
    if not asked.actor or not asked.other:
        raise UsageError("FD569", "the picture is of two actors: give `actor` and `other`")
    return render.picture(_weeks(desk, asked, asked.actor, asked.other), "weeks")


def _weeks(desk: Desk, asked: EventsAsked, actor: str, other: str) -> str:
    unit, counts = weeks.periods(desk.record.browse(browsing.days, asked.question(), actor, other))
    label = f"{actor} and {other} by {unit}: cooperation above, conflict below"

    base = f"/timeline?{asked.query(since=None, until=None, cursor=None)}"

    def at(first: date, last: date) -> str:
        return f"{base}&since={first.isoformat()}&until={last.isoformat()}"

    return weeks.draw(counts, unit, label, at)


@router.get("/commitments")
def commitments(request: Request, desk: AtDesk, asked: Annotated[CommitmentsAsked, Query()]) -> Response:
    """The board: what was promised, by the state that it has come to."""
    if asked.as_of is None:
        return RedirectResponse(f"/commitments?{asked.query(as_of=date.today().isoformat())}", 307)
    board: dict[str, list[browsing.Shown]] = {state: [] for state in STATES}
    seen: set[tuple[str, str]] = set()
    if asked.status is None and asked.cursor is None:
        first = lists.found(desk.record, "commitment", asked, status="overdue", limit=_OVERDUE)
        _put(board, seen, first.shown)

    def new(row: Row) -> bool:
        return (row["report"], row["id"]) not in seen

    page = lists.found(desk.record, "commitment", asked, new)
    _put(board, seen, page.shown)
    columns = [(state, sorted(((tell(one), steps(one), waits_for(one)) for one in some), key=_by_due)) for state, some in board.items()]
    return render.page(
        request, "commitments.html", asked=asked, columns=columns, page=page, count=len(seen), states=STATES,
        strengths=get_args(model.Strength),
    )  # fmt: skip


def _put(board: dict[str, list[browsing.Shown]], seen: set[tuple[str, str]], some: tuple[browsing.Shown, ...]) -> None:
    for one in some:
        seen.add((one.row["report"], one.row["id"]))
        board[one.row["state"]].append(one)


def _by_due(one: tuple[Telling, object, object]) -> tuple[str, str]:
    due: Row = one[0].row["due"] or {}
    return due.get("latest") or "9999", one[0].id


@router.get("/disputes")
def disputes(request: Request, desk: AtDesk, asked: Annotated[DisputesAsked, Query()]) -> Response:
    """Positions side by side."""
    page = lists.found(desk.record, "dispute", asked)
    shown = []
    for one in page.shown:
        telling = tell(one)
        sides = [
            (words.listed([one.names.get(id_, id_) for id_ in side["holders"]]) if side["holders"] else "Someone", side["holders"], side)
            for side in one.row["sides"]
        ]
        quotes = [" … ".join(" ".join(one.text[start:end].split()) for start, end in side["evidence"]) for _, _, side in sides]
        shown.append((telling, list(zip(sides, quotes, strict=True))))
    return render.page(request, "disputes.html", asked=asked, shown=shown, page=page)
