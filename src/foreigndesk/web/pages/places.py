"""The map: events at their coordinates."""

from __future__ import annotations

from collections import Counter
from typing import Annotated, get_args
from urllib.parse import urlencode

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response

from foreigndesk import model
from foreigndesk.record.browsing import Page
from foreigndesk.rows import Row
from foreigndesk.web import lists, render
from foreigndesk.web.api import AtDesk
from foreigndesk.web.asked import MOST, EventsAsked
from foreigndesk.web.jobs import Desk
from foreigndesk.web.outlines import dashed
from foreigndesk.web.pictures import graticule
from foreigndesk.web.pictures.graticule import Spot

router = APIRouter()


def _is_placed(row: Row) -> bool:
    return any(place["lat"] is not None for place in row["places"])


def _spots(desk: Desk, asked: EventsAsked) -> tuple[list[Spot], Page]:
    page = lists.found(desk.record, "event", asked, keep=_is_placed, limit=MOST)
    counted: Counter[tuple[str, float, float]] = Counter()
    for shown in page.shown:
        counted.update({(one["name"], one["lat"], one["lon"]) for one in shown.row["places"] if one["lat"] is not None})
    spots = [Spot(name, lat, lon, count) for (name, lat, lon), count in counted.items()]
    return sorted(spots, key=lambda spot: (-spot.events, spot.name, spot.lat, spot.lon)), page


def _addresses(spots: list[Spot], asked: EventsAsked) -> dict[Spot, str]:
    """Where the events of each place are listed."""
    base = asked.query(place=None, cursor=None)
    return {spot: "/timeline?" + "&".join(part for part in (base, urlencode({"place": spot.name})) if part) for spot in spots}


def _draw(spots: list[Spot], listed: dict[Spot, str]) -> str:
    return graticule.draw(spots, "Events at their places", listed.__getitem__)


@router.get("/map")
def map_(request: Request, desk: AtDesk, asked: Annotated[EventsAsked, Query()]) -> Response:
    """The map with its places, and the same as a table."""
    spots, page = _spots(desk, asked)
    listed = _addresses(spots, asked)
    return render.page(
        request, "map.html", asked=asked, svg=_draw(spots, listed), spots=listed, page=page, dashed=dashed(graticule.frame(spots)),
        types=get_args(model.EventType), statuses=get_args(model.Status),
    )  # fmt: skip


@router.get("/map.svg")
def map_svg(desk: AtDesk, asked: Annotated[EventsAsked, Query()]) -> Response:
    """The map, to keep."""
    spots, _ = _spots(desk, asked)
    return render.picture(_draw(spots, _addresses(spots, asked)), "map")
