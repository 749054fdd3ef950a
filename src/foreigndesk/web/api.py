"""The HTTP API under ``/api``: the rows of docs/schema.md, long lists by cursor. The pages' own scripts use it."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Depends, Query, Request
from pydantic import BaseModel, Field

from foreigndesk.errors import UsageError
from foreigndesk.record import browsing, searching
from foreigndesk.record.flat import KINDS
from foreigndesk.rows import Row
from foreigndesk.web import lists
from foreigndesk.web.asked import ASKED, Words
from foreigndesk.web.jobs import Desk, Job


class Problem(BaseModel):
    """Why there is no answer: the error's code, where it has one, and what to do."""

    code: str | None
    message: str


_REFUSALS: dict[int | str, dict[str, Any]] = {
    400: {"model": Problem, "description": "The question makes no sense."},
    404: {"model": Problem, "description": "The record has nothing of that id."},
    422: {"model": Problem, "description": "A parameter is not what it should be."},
}

router = APIRouter(prefix="/api", responses=_REFUSALS)

LONGEST = 2_000_000
"""Characters of a text that is handed in, at the most."""


def desk(request: Request) -> Desk:
    """The desk that a request is for."""
    made: Desk = request.app.state.desk
    return made


AtDesk = Annotated[Desk, Depends(desk)]
Cursor = Annotated[Words, Query(description="Where to go on: the `next` of the page before.")]
Id = Annotated[str, Query(min_length=1, max_length=2000)]


class Rows(BaseModel):
    """Some rows of a list, and the cursor of what follows; `null` at the end."""

    rows: list[dict[str, Any]]
    next: str | None


class Text(BaseModel):
    """A report that is handed in: a text, an HTML page, or JSON lines."""

    text: str = Field(min_length=1, max_length=LONGEST)
    name: str = Field("pasted text", max_length=200)
    published: date | None = Field(None, description="Its day of publication, where that is known.")


Verdict = Literal["accepted", "rejected", "corrected"]


class Review(BaseModel):
    """What somebody judges of a fact; see docs/reviewing.md for what can be corrected, and how it is written."""

    fact: str = Field(min_length=1, max_length=2000, description="The fact's id, or a beginning that only one fact has.")
    verdict: Verdict
    correction: dict[str, Annotated[str, Field(max_length=2000)]] | None = Field(None, description="Field to value, for `corrected`.")
    note: str | None = Field(None, max_length=2000, description="Why, in a few words.")
    reviewer: str | None = Field(None, max_length=200, description="Who judges; else the desk's own reviewer.")


class Undone(BaseModel):
    """A review that is taken back: its id, or its fact's."""

    review: str = Field(min_length=1, max_length=2000)
    reviewer: str | None = Field(None, max_length=200)


def _job(job: Job) -> Row:
    return {"id": job.id, "name": job.name, "state": job.state, "reports": list(job.reports), "problems": list(job.problems)}


@router.get("/reports")
def reports(desk: AtDesk, cursor: Cursor = None, limit: Annotated[int, Query(ge=1, le=200)] = 50) -> Rows:
    """The reports without their texts, the latest published first."""
    rows, following = desk.record.browse(browsing.reports, after=cursor, limit=limit)
    return Rows(rows=rows, next=following)


@router.post("/reports", status_code=202)
def add(desk: AtDesk, text: Text) -> dict[str, Any]:
    """Hand a report in; it is read after those that wait, see `/api/queue`."""
    return _job(desk.add(text.name, text.text.encode("utf-8", "replace"), text.published))


@router.get("/report")
def report(desk: AtDesk, id: Id) -> Rows:
    """All rows of one report, its text in the first."""
    return Rows(rows=list(desk.record.rows(id)), next=None)


@router.get("/queue")
def queue(desk: AtDesk) -> list[dict[str, Any]]:
    """What was handed in since the desk was opened, the latest first."""
    return [_job(job) for job in desk.jobs()]


@router.get("/search")
def search(desk: AtDesk, q: Annotated[str, Query(max_length=200)], cursor: Cursor = None) -> dict[str, Any]:
    """The latest reports that have all of some words, with the facts whose evidence has them."""
    hits, following = desk.record.browse(searching.search, q, after=cursor)
    told = [{"report": _head(hit.report), "facts": [shown.row for shown in hit.facts]} for hit in hits]
    return {"hits": told, "next": following}


def _head(report: Row) -> Row:
    return {key: value for key, value in report.items() if key not in ("text", "kept")}


@router.get("/actors")
def actors(
    desk: AtDesk,
    q: Annotated[Words, Query(description="Part of a name.")] = None,
    after: Annotated[int, Query(ge=0, le=10_000_000)] = 0,
    limit: Annotated[int, Query(ge=1, le=200)] = 100,
) -> Rows:
    """The actors, most reported first; `next` is the `after` of the page that follows."""
    rows = desk.actors(q, after=after, limit=limit + 1)
    return Rows(rows=rows[:limit], next=str(after + limit) if len(rows) > limit else None)


@router.get("/actor")
def actor(desk: AtDesk, id: Id) -> dict[str, Any]:
    """One actor: the latest row, with all names, words and roles."""
    return known(desk, id)


def known(desk: Desk, id: str) -> Row:
    """One actor's row. Raises UsageError FD566 where no report speaks of it."""
    found = desk.record.browse(browsing.known_as, id)
    if found is None:
        raise UsageError("FD566", f"no report speaks of an actor {id}: ids are those of the list of actors")
    return found


@router.get("/reviews")
def reviews(
    desk: AtDesk,
    after: Annotated[int, Query(ge=0, le=10_000_000)] = 0,
    limit: Annotated[int, Query(ge=1, le=1000)] = 200,
    history: Annotated[bool, Query(description="Also what was superseded or taken back.")] = False,
) -> Rows:
    """The reviews that stand, by their moment; `next` is the `after` of the page that follows."""
    rows = desk.record.reviews(history=history)
    return Rows(rows=rows[after : after + limit], next=str(after + limit) if len(rows) > after + limit else None)


@router.post("/reviews", status_code=201)
def judge(desk: AtDesk, given: Review) -> dict[str, Any]:
    """Judge a fact: the review is given back, and stands until another is made of the fact or it is taken back."""
    by = given.reviewer or desk.reviewer
    return desk.record.review(given.fact, given.verdict, given.correction or None, reviewer=by, note=given.note)


@router.post("/reviews/undo", status_code=201)
def undo(desk: AtDesk, given: Undone) -> dict[str, Any]:
    """Take a review back: the one before it stands again."""
    return desk.record.undo(given.review, reviewer=given.reviewer or desk.reviewer)


@router.get("/explanation")
def explanation(desk: AtDesk, id: Id) -> dict[str, Any]:
    """Why the record says one thing: a fact, an actor or a report, by its id or the beginning of it."""
    from foreigndesk.views import explain as view  # brings the whole reader: not before it is needed

    return view.row(desk.explained(id))


def _facts(kind: str) -> None:
    """The list of one kind of fact, as rows by cursor or whole as a file."""
    asked_for = ASKED[kind]

    def listed(
        desk: AtDesk,
        asked: Annotated[asked_for, Query()],  # type: ignore[valid-type]
        format: Annotated[Literal["json", "jsonl", "csv"], Query(description="A page, or the whole list as a file.")] = "json",
    ) -> Any:
        if format != "json":
            return lists.all_of(desk.record, kind, asked, format)
        page = lists.found(desk.record, kind, asked)
        return Rows(rows=[shown.row for shown in page.shown], next=page.next)

    listed.__doc__ = f"The {kind}s by day, under the filters; `format` `csv` or `jsonl` sends all of them."
    listed.__annotations__["asked"] = Annotated[asked_for, Query()]
    router.get(f"/{kind}s", response_model=Rows, name=f"{kind}s", operation_id=f"{kind}s")(listed)


for _kind in KINDS:
    _facts(_kind)
