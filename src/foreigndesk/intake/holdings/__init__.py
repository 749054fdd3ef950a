"""Holdings: tables, archives of the web, office documents, mail and databases' exports, split into reports.

What needs a library of its own says which extra brings it. Every module yields pieces, and an IntakeError for what cannot
be read.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import IO

from foreigndesk.intake.piece import Part


def pieces(path: Path, file: IO[bytes], kind: str, columns: Mapping[str, str]) -> Iterator[Part]:
    """The pieces of one file of a kind that is no plain text or page; ``columns`` for tables, field to column name."""
    name = str(path)
    if kind == "sheet":
        from foreigndesk.intake.holdings import sheets

        yield from sheets.csv_pieces(name, file, columns)
    elif kind == "parquet":
        from foreigndesk.intake.holdings import sheets

        yield from sheets.parquet_pieces(name, file, columns)
    elif kind == "warc":
        from foreigndesk.intake.holdings import warc

        yield from warc.pieces(name, file)
    elif kind == "mail":
        from foreigndesk.intake.holdings import mail

        yield from mail.message_pieces(name, file)
    elif kind == "mailbox":
        from foreigndesk.intake.holdings import mail

        yield from mail.mailbox_pieces(path)
    else:
        from foreigndesk.intake.holdings import documents

        yield from documents.pieces(name, file, kind)
