"""Relations: what stood on a day, as a matrix and as a network."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import Annotated, get_args

from fastapi import APIRouter, Query, Request
from fastapi.responses import RedirectResponse, Response

from foreigndesk import model
from foreigndesk.record import Record, browsing
from foreigndesk.record.ties import UNDIRECTED, Tie, ties
from foreigndesk.web import lists, render
from foreigndesk.web.api import AtDesk
from foreigndesk.web.asked import RelationsAsked
from foreigndesk.web.pictures import network
from foreigndesk.web.tellings import actor_at, tell

router = APIRouter()

_DRAWN = 24  # actors in the picture
_MATRIX = 12  # actors in the matrix


@dataclass(frozen=True, slots=True)
class Standing:
    """What stood on a day: the ties, and those who have them, with most first."""

    ties: list[Tie]
    actors: list[tuple[str, str]]


def _standing(record: Record, asked: RelationsAsked) -> Standing:
    found = record.browse(ties, asked.question())
    names = {id_: name for tie in found for id_, name in ((tie.holder, tie.holder_name), (tie.other, tie.other_name))}
    counted: Counter[str] = Counter()
    for tie in found:
        counted.update({tie.holder: tie.tellings, tie.other: tie.tellings})
    most = sorted(counted, key=lambda id_: (-counted[id_], id_))
    return Standing(found, [(id_, names[id_]) for id_ in most])


def _label(asked: RelationsAsked) -> str:
    return f"Relations as of {asked.as_of}" if asked.as_of else "Relations that have no end"


@router.get("/relations")
def relations(request: Request, desk: AtDesk, asked: Annotated[RelationsAsked, Query()]) -> Response:
    """The slider, the picture, the matrix and the list."""
    first, last = desk.record.browse(browsing.span)
    if asked.as_of is None:
        return RedirectResponse(f"/relations?{asked.query(as_of=(last or date.today()).isoformat())}", 307)
    standing = _standing(desk.record, asked)
    drawn = standing.actors[:_DRAWN]
    svg = network.draw(standing.ties, drawn, _label(asked), actor_at)
    rows = standing.actors[:_MATRIX]
    cells: dict[tuple[str, str], list[Tie]] = {}
    for tie in standing.ties:
        cells.setdefault((tie.holder, tie.other), []).append(tie)
        if tie.type in UNDIRECTED:
            cells.setdefault((tie.other, tie.holder), []).append(tie)
    page = lists.found(desk.record, "relation", asked)
    contested = {(tie.type, frozenset((tie.holder, tie.other))): tie.contested for tie in standing.ties if tie.contested}
    tellings = [(tell(one), contested.get((one.row["type"], frozenset(one.row["parties"])), ())) for one in page.shown]
    low, high = min(first or asked.as_of, asked.as_of), max(last or asked.as_of, asked.as_of)
    return render.page(
        request, "relations.html", asked=asked, svg=svg, rows=rows, cells=cells, page=page, tellings=tellings,
        low=low, days=(high - low).days, at=(asked.as_of - low).days, types=get_args(model.RelationType), actors=len(standing.actors),
    )  # fmt: skip


@router.get("/relations.svg")
def relations_svg(desk: AtDesk, asked: Annotated[RelationsAsked, Query()]) -> Response:
    """The network, to keep."""
    standing = _standing(desk.record, asked)
    return render.picture(network.draw(standing.ties, standing.actors[:_DRAWN], _label(asked), actor_at), "relations")
