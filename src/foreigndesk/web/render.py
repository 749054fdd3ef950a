"""Templates and static files, loaded from the package once; every text that goes into a page is escaped."""

from __future__ import annotations

import hashlib
import mimetypes
from datetime import UTC, datetime
from functools import cache
from importlib import resources
from typing import Any

from fastapi import Request
from fastapi.responses import HTMLResponse, Response
from jinja2 import Environment, PackageLoader, StrictUndefined

from foreigndesk._version import __version__
from foreigndesk.views import words
from foreigndesk.web.marks import explanation
from foreigndesk.web.tellings import actor_at, report_at

NAVIGATION = (
    ("/reports", "Reports"),
    ("/timeline", "Timeline"),
    ("/commitments", "Commitments"),
    ("/relations", "Relations"),
    ("/disputes", "Disputes"),
    ("/actors", "Actors"),
    ("/map", "Map"),
    ("/review", "Review"),
)


@cache
def environment() -> Environment:
    """The templates, with what all of them use."""
    made = Environment(
        loader=PackageLoader("foreigndesk.web"), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    made.globals |= {
        "actor_at": actor_at,
        "explanation": explanation,
        "navigation": NAVIGATION,
        "report_at": report_at,
        "static": {name: f"/static/{name}?{digest}" for name, (_, _, digest) in statics().items()},
        "version": __version__,
        "now": lambda: datetime.now(UTC).replace(microsecond=0).isoformat().replace("+00:00", "Z"),
        "window": words.window,
        "due": words.due,
        "plain": lambda value: str(value).replace("_", " "),
    }
    return made


@cache
def statics() -> dict[str, tuple[bytes, str, str]]:
    """The static files by name: bytes, type, digest. No other file can be asked for."""
    found = {}
    for file in resources.files("foreigndesk.web").joinpath("static").iterdir():
        data = file.read_bytes()
        kind = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
        found[file.name] = data, kind, hashlib.sha256(data).hexdigest()[:12]
    return found


def page(request: Request, template: str, *, status: int = 200, **context: Any) -> HTMLResponse:
    """A page from a template."""
    shared = {
        "path": request.url.path,
        "here": request.url.path + (f"?{request.url.query}" if request.url.query else ""),
        "form_token": request.scope["foreigndesk_form"],
        "sought": request.query_params.get("q", ""),
    }
    return HTMLResponse(environment().get_template(template).render(**{**shared, **context}), status)


def picture(svg: str, name: str) -> Response:
    """A picture to keep."""
    return Response(svg, media_type="image/svg+xml", headers={"content-disposition": f'attachment; filename="{name}.svg"'})
