"""Libraries that only some inputs need."""

from __future__ import annotations

import importlib.util

from foreigndesk.errors import IntakeError


def missing(name: str, module: str, library: str, extra: str) -> IntakeError | None:
    """The error (FD120) that tells how to install a library that an input needs, where it is not installed."""
    if importlib.util.find_spec(module) is not None:
        return None
    return IntakeError("FD120", f"{name}: needs {library}: install it with `pip install 'foreigndesk[{extra}]'`")
