"""Review: facts that nobody has judged yet, one after the other; accept, reject, correct, take back."""

from __future__ import annotations

import re
from typing import Annotated, get_args

from fastapi import APIRouter, Form, Query, Request
from fastapi.responses import RedirectResponse, Response
from starlette.concurrency import run_in_threadpool

from foreigndesk import model
from foreigndesk.errors import UsageError
from foreigndesk.record import reviewing
from foreigndesk.record.flat import KINDS
from foreigndesk.web import lists, render
from foreigndesk.web.api import AtDesk, Id
from foreigndesk.web.asked import ReviewAsked
from foreigndesk.web.correcting import changed, fields
from foreigndesk.web.jobs import Desk
from foreigndesk.web.safety import FORM, same
from foreigndesk.web.tellings import tell

router = APIRouter()

_TYPES: dict[str, tuple[str, ...]] = {
    "event": get_args(model.EventType),
    "statement": get_args(model.StatementMode),
    "commitment": get_args(model.Strength),
    "relation": get_args(model.RelationType),
    "dispute": (),
}
_LATEST = 5  # facts judged last that stand below what is left, to be taken back
_INSIDE = re.compile(r"/(?![/\\])[^\s\\]*")  # an address of the desk itself

FormToken = Annotated[str, Form(max_length=200)]
Back = Annotated[str, Form(max_length=4000)]
Short = Annotated[str, Form(max_length=2000)]


@router.get("/review")
def review(request: Request, desk: AtDesk, asked: Annotated[ReviewAsked, Query()]) -> Response:
    """What is left to judge of one kind, in its order."""
    page = lists.found(desk.record, asked.kind, asked, keep=lambda row: "review" not in row, each=True)
    return render.page(
        request, "review.html", asked=asked, page=page, tellings=[tell(one) for one in page.shown], left=desk.left(), kinds=KINDS,
        types=_TYPES[asked.kind], reviewer=desk.reviewer, latest=[tell(one) for one in desk.record.browse(reviewing.latest, _LATEST)],
    )  # fmt: skip


@router.get("/judge")
def judge(request: Request, desk: AtDesk, id: Id, back: Annotated[str, Query(max_length=4000)] = "/review") -> Response:
    """One fact, and the form to correct it. Raises UsageError FD540."""
    found = desk.record.browse(reviewing.one, id)
    return render.page(
        request, "judge.html", one=tell(found.shown), fields=fields(found), actors=found.actors, places=found.places, back=_inside(back),
        reviewer=desk.reviewer,
    )  # fmt: skip


@router.post("/review")
async def judged(request: Request, desk: AtDesk) -> Response:
    """Judge a fact. Raises UsageError FD540 to FD544, and FD567 where the form is another's."""
    form = {name: value for name, value in (await request.form()).items() if isinstance(value, str)}
    return await run_in_threadpool(_judge, request, desk, form)


def _judge(request: Request, desk: Desk, form: dict[str, str]) -> Response:
    _own(request, form.get("form", ""))
    id_, verdict, note = form.get("fact", "")[:2000], form.get("verdict", ""), form.get("note", "").strip()[:2000]
    correction = None
    if verdict == "corrected":
        correction = changed(desk.record.browse(reviewing.one, id_), {name: value[:2000] for name, value in form.items()})
        if not correction:
            verdict = "accepted"  # all of it is as it was
    desk.record.review(id_, verdict, correction, reviewer=desk.reviewer, note=note or None)
    return _answer(request, desk, id_, form)


@router.post("/review/undo")
def undo(request: Request, desk: AtDesk, form: FormToken = "", fact: Short = "", part: Short = "", back: Back = "/review") -> Response:
    """Take back what stands of a fact. Raises UsageError FD545."""
    _own(request, form)
    desk.record.undo(fact, reviewer=desk.reviewer)
    return _answer(request, desk, fact, {"part": part, "back": back})


def _own(request: Request, token: str) -> None:
    if not same((token, request.cookies.get(FORM))):
        raise UsageError("FD567", "the form was too old, or another site's: open the page again and send it once more")


def _inside(address: str) -> str:
    return address if _INSIDE.fullmatch(address) else "/review"


def _answer(request: Request, desk: Desk, id_: str, form: dict[str, str]) -> Response:
    """The fact alone, as it stands now, where a page asks for it; else back to where the form was."""
    if not form.get("part"):
        return RedirectResponse(_inside(form.get("back", "")), 303)
    told = tell(desk.record.browse(reviewing.one, id_).shown)
    return render.page(request, "judged.html", one=told, left=desk.left(), judging=form["part"] == "judging")
