"""WARC files: the pages of a crawl."""

from __future__ import annotations

from collections.abc import Iterator
from typing import IO

from foreigndesk.errors import IntakeError
from foreigndesk.intake.holdings.needed import missing
from foreigndesk.intake.piece import LARGEST, Part, Piece, as_utf8

_PAGES = {"text/html": "html", "application/xhtml+xml": "html", "text/plain": "text"}


def pieces(name: str, file: IO[bytes]) -> Iterator[Part]:
    """The pages that were answered with status 200, and texts made of pages (WET); all else in the file is no report."""
    if error := missing(name, "fastwarc", "fastwarc", "warc"):
        yield error
        return
    from fastwarc.warc import ArchiveIterator, WarcRecordType

    wanted = WarcRecordType.response | WarcRecordType.resource | WarcRecordType.conversion
    count = 0
    try:
        for record in ArchiveIterator(file, record_types=wanted, auto_decode="all", max_content_length=LARGEST):
            count += 1
            address = record.headers.get("WARC-Target-URI")
            if record.is_http:
                if record.http_headers is None or record.http_headers.status_code != 200:
                    continue
                kind = _PAGES.get((record.http_content_type or "").lower())
                charset = record.http_charset
            else:
                kind, charset = _PAGES.get((record.headers.get("Content-Type") or "").split(";")[0].strip().lower()), None
            if kind is None:
                continue
            data = record.reader.read(LARGEST + 1)
            where = f"{name}, {address or f'record {count}'}"
            if len(data) > LARGEST:
                yield IntakeError("FD111", f"{where}: is larger than 64 MiB.")
            else:
                yield Piece(where, as_utf8(data, charset), "html" if kind == "html" else "text", address)
    except (OSError, EOFError, ValueError) as broken:
        yield IntakeError("FD123", f"{name}: is no whole WARC file after {count} records ({broken}); the pages before are read.")
        return
    if count == 0:
        yield IntakeError("FD123", f"{name}: holds no answer of a server; is it a WARC file?")
