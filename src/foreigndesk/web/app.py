"""The desk as an ASGI application: pages, API and static files over one record, behind the guard."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, Response
from starlette.exceptions import HTTPException

from foreigndesk._version import __version__
from foreigndesk.errors import ForeignDeskError, RecordError
from foreigndesk.web import api, render
from foreigndesk.web.jobs import Desk
from foreigndesk.web.pages import ROUTERS
from foreigndesk.web.safety import Door, Guard

_GONE = frozenset({"FD407", "FD530", "FD540", "FD545", "FD566"})
_YEAR = 31_536_000


def application(desk: Desk, door: Door | None = None) -> FastAPI:
    """The desk over a record; whoever calls closes the record."""
    door = door or Door()

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        yield
        desk.close()

    app = FastAPI(
        title="Foreign Desk",
        version=__version__,
        description="The record of who did, said and promised what, to whom, where and when, according to whom.",
        openapi_url="/api/openapi.json",
        docs_url=None,  # these pages would load scripts from elsewhere
        redoc_url=None,
        lifespan=lifespan,
    )
    app.state.desk, app.state.door = desk, door
    app.include_router(api.router)
    for router in ROUTERS:
        app.include_router(router, include_in_schema=False)
    app.get("/static/{name}", include_in_schema=False)(_static)
    app.exception_handler(ForeignDeskError)(_refused)
    app.exception_handler(RequestValidationError)(_not_understood)
    app.exception_handler(HTTPException)(_no_page)
    app.add_middleware(Guard, door=door)
    return app


def _static(name: str) -> Response:
    if name not in render.statics():
        raise HTTPException(404, "There is no such file.")
    data, kind, _ = render.statics()[name]
    return Response(data, media_type=kind, headers={"cache-control": f"max-age={_YEAR}, immutable"})


def _answer(request: Request, status: int, message: str, code: str | None = None, **more: Any) -> Response:
    if request.url.path.startswith("/api"):
        return JSONResponse({"code": code, "message": message, **more}, status)
    return render.page(request, "problem.html", status=status, message=message, code=code)


def _refused(request: Request, error: Exception) -> Response:
    assert isinstance(error, ForeignDeskError)
    status = 404 if error.code in _GONE else 500 if isinstance(error, RecordError) and error.code == "FD404" else 400
    return _answer(request, status, error.message, error.code)


def _not_understood(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    told = [f"{'.'.join(str(part) for part in one['loc'][1:]) or one['loc'][0]}: {one['msg']}" for one in error.errors()]
    return _answer(request, 422, "; ".join(told))


def _no_page(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    answer = _answer(request, error.status_code, str(error.detail))
    answer.headers.update(error.headers or {})
    return answer
