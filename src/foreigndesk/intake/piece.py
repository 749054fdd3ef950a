"""What a report is made of, before it is made: cheap to find, to hand to another process and to tell from others."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from foreigndesk.errors import IntakeError

LARGEST = 64 * 1024 * 1024
"""Bytes: what is larger is no single report."""


@dataclass(frozen=True, slots=True)
class Piece:
    """The bytes of a page or text, or a row as JSON (``kind`` row); ``None`` where the bytes themselves have to tell.

    ``name`` tells where it lies, for messages.
    """

    name: str
    data: bytes
    kind: Literal["text", "html", "row"] | None
    url: str | None = None

    @property
    def size(self) -> int:
        """In bytes."""
        return len(self.data)

    @property
    def digest(self) -> str:
        """32 hex digits that are the same for the same content, wherever it lies."""
        head = f"{self.kind}\x1f{self.url}\x1f".encode()
        return hashlib.sha256(head + self.data).hexdigest()[:32]


Part = Piece | IntakeError


def row_piece(name: str, row: Mapping[str, Any]) -> Piece:
    """A piece of the fields that a JSON line has; absent ones are left out."""
    told = {key: value for key, value in row.items() if value is not None and value != ""}
    return Piece(name, json.dumps(told, ensure_ascii=False).encode("utf-8", "surrogatepass"), "row")


def as_utf8(data: bytes, charset: str | None) -> bytes:
    """Bytes of a page as UTF-8 where they are not yet and the transfer names another charset that fits them."""
    if charset is None:
        return data
    try:
        data.decode("utf-8")
        return data
    except UnicodeDecodeError:
        pass
    try:
        return data.decode(charset).encode("utf-8")
    except (LookupError, UnicodeError):  # it was named wrongly: the bytes have to tell
        return data
