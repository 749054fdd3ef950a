"""Documents of office programs and PDF: their text, in paragraphs."""

from __future__ import annotations

import io
import logging
import zipfile
from collections.abc import Callable, Iterator
from typing import IO

from foreigndesk.errors import IntakeError
from foreigndesk.intake.holdings import exports
from foreigndesk.intake.holdings.needed import missing
from foreigndesk.intake.holdings.printed import reflowed
from foreigndesk.intake.piece import LARGEST, Part, Piece

_LIBRARIES = {"rtf": ("striprtf", "striprtf"), "docx": ("docx", "python-docx"), "pdf": ("pypdf", "pypdf")}


def pieces(name: str, file: IO[bytes], kind: str) -> Iterator[Part]:
    """The reports of a document: an export's, or the one that it is."""
    module, library = _LIBRARIES[kind]
    if error := missing(name, module, library, "holdings"):
        yield error
        return
    data = file.read(LARGEST + 1)
    if len(data) > LARGEST:
        yield IntakeError("FD111", f"{name}: is larger than 64 MiB; split it.")
        return
    try:
        text = _READ[kind](data)
    except IntakeError as error:
        yield IntakeError(error.code, f"{name}: {error.message}")
        return
    except Exception as error:  # the libraries raise whatever a broken file makes them stumble over
        yield IntakeError("FD126", f"{name}: is no whole {kind.upper()} ({type(error).__name__}: {error}); save it anew.")
        return
    if not text.strip():
        what = "it may be a scan: have its letters recognised first" if kind == "pdf" else "save it anew, or as text"
        yield IntakeError("FD126", f"{name}: has no text in it; {what}.")
        return
    found = exports.pieces(name, text, printed=kind == "pdf")
    if found is None:
        whole = reflowed(text.splitlines()) if kind == "pdf" else text
        yield Piece(name, whole.encode("utf-8", "replace"), "text")
    else:
        yield from found


def _rtf(data: bytes) -> str:
    from striprtf.striprtf import rtf_to_text

    if not data.lstrip().startswith(b"{\\rtf"):
        raise IntakeError("FD126", "is no RTF; save it anew.")
    text: str = rtf_to_text(data.decode("cp1252", "replace"), errors="replace")
    return "\n\n".join(text.splitlines())


def _docx(data: bytes) -> str:
    import docx

    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        if sum(one.file_size for one in packed.infolist()) > 2 * LARGEST:
            raise IntakeError("FD111", "is larger than 128 MiB unpacked; split it.")
    parts = []
    for block in docx.Document(io.BytesIO(data)).iter_inner_content():
        if hasattr(block, "rows"):
            parts += ["\t".join(cell.text for cell in row.cells) for row in block.rows]
        else:
            parts.append(block.text)
    return "\n\n".join(part for text in parts for part in text.split("\n"))


def _pdf(data: bytes) -> str:
    import pypdf

    logging.getLogger("pypdf").setLevel(logging.ERROR)  # it mends much, and would tell of each thing
    document = pypdf.PdfReader(io.BytesIO(data))
    if document.is_encrypted and not document.decrypt(""):
        raise IntakeError("FD126", "is locked with a password; save it without.")
    lines: list[str] = []
    size = 0
    for page in document.pages:
        found = page.extract_text()
        size += len(found)
        if size > LARGEST:
            raise IntakeError("FD111", "has more than 64 MiB of text; split it.")
        lines += found.splitlines()
    return "\n".join(lines)


_READ: dict[str, Callable[[bytes], str]] = {"rtf": _rtf, "docx": _docx, "pdf": _pdf}
