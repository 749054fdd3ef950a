"""E-mail, one message or a mailbox: newsletters and wire copy sent to a desk. Attachments are left alone."""

from __future__ import annotations

import mailbox
from collections.abc import Iterator
from email import message_from_bytes, policy
from email.utils import parseaddr
from pathlib import Path
from typing import IO

from foreigndesk.errors import IntakeError
from foreigndesk.intake.piece import LARGEST, Part, row_piece


def message_pieces(name: str, file: IO[bytes]) -> Iterator[Part]:
    """The report that one message is."""
    yield _piece(name, file.read(LARGEST + 1))


def mailbox_pieces(path: Path) -> Iterator[Part]:
    """The reports of a mailbox, a message each."""
    box = mailbox.mbox(path, create=False)
    try:
        number = 0
        for number, key in enumerate(box.iterkeys(), 1):
            yield _piece(f"{path}, message {number}", box.get_bytes(key))
        if number == 0:
            yield IntakeError("FD127", f"{path}: holds no message; a mailbox begins with a line `From …`.")
    finally:
        box.close()


def _piece(name: str, data: bytes) -> Part:
    """The sender is the publisher, the subject the title, the day that on which it was sent."""
    if len(data) > LARGEST:
        return IntakeError("FD111", f"{name}: is larger than 64 MiB.")
    message = message_from_bytes(data, policy=policy.default)
    try:
        body = message.get_body(("html", "plain"))
        text = str(body.get_content()) if body is not None else ""
        sender, address = parseaddr(str(message.get("From", "")))
        sent = getattr(message.get("Date"), "datetime", None)
        subject = " ".join(str(message.get("Subject", "")).split())
    except (LookupError, ValueError, AttributeError, TypeError) as error:  # headers and charsets that break their own rules
        return IntakeError("FD127", f"{name}: is a broken message ({type(error).__name__}: {error}).")
    if not text.strip():
        return IntakeError("FD127", f"{name}: is a message without any text of its own.")
    html = body is not None and body.get_content_type() == "text/html"
    row = {"html" if html else "text": text, "title": subject, "publisher": sender or address}
    return row_piece(name, {**row, "published": sent.date().isoformat() if sent else None})
