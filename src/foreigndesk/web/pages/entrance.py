"""The entrance of a desk with a token."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form, Request
from fastapi.responses import RedirectResponse, Response

from foreigndesk.web import render
from foreigndesk.web.safety import ENTRANCE, FORM, SESSION, Door, cookie, same

router = APIRouter()


@router.get(ENTRANCE)
def ask(request: Request) -> Response:
    """Ask for the token."""
    return render.page(request, "enter.html", problem=None)


@router.post(ENTRANCE)
def enter(request: Request, token: Annotated[str, Form(max_length=500)] = "", form: Annotated[str, Form(max_length=200)] = "") -> Response:
    """Let in who has it."""
    door: Door = request.app.state.door
    if not same((form, request.cookies.get(FORM))):
        return render.page(request, "enter.html", status=403, problem="The form was too old: try again.")
    if not door.opens_to(token):
        return render.page(request, "enter.html", status=403, problem="That is not the token.")
    answer = RedirectResponse("/", 303)
    answer.headers.append("set-cookie", cookie(SESSION, door.session()))
    return answer
