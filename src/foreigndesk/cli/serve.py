"""``foreigndesk serve``: the desk, in the browser and as an API."""

from __future__ import annotations

import getpass
import importlib.util
import sys
from typing import TYPE_CHECKING, Annotated

import typer

from foreigndesk.cli.options import OwnActorsOption, OwnFramesOption
from foreigndesk.cli.surroundings import plain_errors, record_at
from foreigndesk.errors import UsageError

if TYPE_CHECKING:
    from foreigndesk.reader import Reader

_NEEDED = ("fastapi", "jinja2", "python_multipart", "uvicorn")


def serve(
    record: Annotated[
        str,
        typer.Option("--record", envvar="FOREIGNDESK_RECORD", metavar="FILE_OR_URL", help="The record; made where there is none."),
    ] = "record.db",
    port: Annotated[int, typer.Option("--port", min=0, max=65535, help="The port; 0 for any that is free.")] = 8765,
    host: Annotated[str, typer.Option("--host", metavar="ADDRESS", help="Where to listen; away from this machine a token is needed.")] = (
        "127.0.0.1"
    ),
    token: Annotated[
        str | None,
        typer.Option("--token", envvar="FOREIGNDESK_TOKEN", metavar="TOKEN", help="Let in only who has it; 16 characters or more."),
    ] = None,
    names: Annotated[
        list[str] | None, typer.Option("--name", metavar="HOST", help="A further name the desk is asked by; may be given again.")
    ] = None,
    reviewer: Annotated[str | None, typer.Option("--reviewer", metavar="NAME", help="Who judges facts there; else the login name.")] = None,
    language: Annotated[str | None, typer.Option("--language", metavar="NAME", help="Another spaCy pipeline to read with.")] = None,
    own: OwnActorsOption = None,
    frames: OwnFramesOption = None,
) -> None:
    """Open the desk: the record in the browser, and as an HTTP API, for this machine alone unless told otherwise."""
    with plain_errors():
        missing = [name for name in _NEEDED if importlib.util.find_spec(name) is None]
        if missing:
            raise UsageError("FD570", "the desk needs some more packages: install them with `pip install 'foreigndesk[web]'`")
        _serve(record, port, host, token, tuple(names or ()), reviewer or _login(), language, own)


def _login() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError):  # a user without a name
        return "the desk"


def _serve(
    record: str, port: int, host: str, token: str | None, names: tuple[str, ...], reviewer: str, language: str | None, own: str | None
) -> None:
    from foreigndesk.web.safety import Door

    door = Door(host, token or None, names)
    import socket

    import uvicorn

    from foreigndesk.cli.known_actors import use
    from foreigndesk.web.app import application
    from foreigndesk.web.jobs import Desk, Readers

    def read_with() -> Reader:
        from foreigndesk.reader import Reader

        return Reader(language)

    use(own)
    with record_at(record, create=True) as opened:
        try:
            family = socket.AF_INET6 if ":" in host else socket.AF_INET
            listening = socket.socket(family, socket.SOCK_STREAM)
            if sys.platform != "win32":  # there it would share the port with another program
                listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            listening.bind((host, port))
        except OSError as error:
            raise UsageError("FD571", f"cannot listen at {host}, port {port}: {error.strerror or error}; give another --port") from error
        at = f"[{host}]" if ":" in host else host
        typer.echo(f"The desk is open at http://{at}:{listening.getsockname()[1]}/ (Ctrl+C closes it).")
        desk = Desk(opened, Readers(read_with), reviewer)
        config = uvicorn.Config(application(desk, door), log_level="warning", access_log=False, server_header=False, proxy_headers=False)
        uvicorn.Server(config).run(sockets=[listening])
