"""Files, folders and standard input to reports; what cannot be read becomes an error in its place."""

from __future__ import annotations

import gzip
import io
import json
import os
import re
import sys
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any, BinaryIO

from foreigndesk import limits
from foreigndesk.errors import IntakeError
from foreigndesk.intake.decode import decode, looks_like_html
from foreigndesk.intake.piece import Part, Piece
from foreigndesk.intake.report import from_html, from_text
from foreigndesk.model import Report

_KINDS = {
    ".txt": "text", ".text": "text", ".md": "text", ".html": "html", ".htm": "html", ".xhtml": "html",
    ".jsonl": "lines", ".ndjson": "lines", ".csv": "sheet", ".tsv": "sheet", ".parquet": "parquet", ".warc": "warc", ".wet": "warc",
    ".rtf": "rtf", ".docx": "docx", ".pdf": "pdf", ".eml": "mail", ".mbox": "mailbox",
}
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]+):(?=/)|(mailto|data|javascript|urn|doi):")  # a Path has lost one slash
_READABLE = (
    "a .txt, .html, .jsonl, .csv, .parquet, .warc, .rtf, .docx, .pdf, .eml or .mbox file (also .gz of them), a folder, "
    "or - for standard input"
)

_MEBI = 1024 * 1024
_MORE = "--max-megabytes"
_STREAMED = {"text", "html", "lines", None}

Found = Report | IntakeError


@dataclass(frozen=True, slots=True)
class _Asked:
    """What holds for every input: the names of tables' columns, and the most bytes of one report."""

    columns: Mapping[str, str]
    largest: int


def reports(
    inputs: Sequence[str | Path], *, published: date | None = None, stdin: BinaryIO | None = None,
    columns: Mapping[str, str] | None = None, megabytes: float = limits.MEGABYTES, seconds: float = limits.SECONDS,
) -> Iterator[Found]:
    """Every report in the inputs, in order: files, folders (searched through, in the order of names), ``-`` for stdin.

    Nothing is raised for a bad input: it yields an IntakeError that names it, and the rest is read. JSON lines are read
    one by one. ``published`` is the day of every report, whatever the report says; ``columns`` names the columns of
    tables (field to column name) that are not called as usual. A report of more than ``megabytes`` (MiB, unpacked), or one
    whose story is not found within ``seconds``, is an error, too.
    """
    for part in pieces(inputs, stdin=stdin, columns=columns, megabytes=megabytes):
        yield part if isinstance(part, IntakeError) else report_of(part, published=published, seconds=seconds)


def pieces(
    inputs: Sequence[str | Path], *, stdin: BinaryIO | None = None, columns: Mapping[str, str] | None = None,
    megabytes: float = limits.MEGABYTES,
) -> Iterator[Part]:
    """What the reports of the inputs are made of, in the same order: cheap to find, and ``report_of`` makes the report."""
    asked = _Asked(columns or {}, int(megabytes * _MEBI))
    for given in inputs:
        name = str(given)
        try:
            if name == "-":
                yield from _from_stream("standard input", stdin or sys.stdin.buffer, None, asked)
            elif match := _SCHEME.match(name):
                scheme = match[1] or match[2]
                yield IntakeError(
                    "FD101", f"{name}: {scheme} addresses are not supported and nothing is fetched; "
                    "save the page and give the file."
                )
            else:
                yield from _from_path(Path(given), asked)
        except (OSError, ValueError) as error:  # ValueError: a NUL in a path
            yield _unreadable(name, error)


def report_of(piece: Piece, *, published: date | None = None, seconds: float = limits.SECONDS) -> Found:
    """The report that a piece holds, or the error that names the piece; ``seconds`` is the longest that it may take."""
    try:
        with limits.within(seconds):
            return _from_line(piece.data, published) if piece.kind == "row" else _from_bytes(piece, published)
    except IntakeError as error:
        return IntakeError(error.code, f"{piece.name}: {error.message}")


def _unreadable(name: str, error: Exception) -> IntakeError:
    if isinstance(error, FileNotFoundError):
        return IntakeError("FD102", f"{name}: there is no such file or folder; check the path.")
    reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    return IntakeError("FD103", f"{name}: cannot be read ({reason}); check its permissions and its name.")


def _kind(path: Path) -> str | None:
    suffixes = [suffix.lower() for suffix in path.suffixes]
    if suffixes and suffixes[-1] == ".gz":
        suffixes.pop()
    return _KINDS.get(suffixes[-1]) if suffixes else None


def files(path: Path, unlisted: Callable[[OSError], None] | None = None) -> list[Path]:
    """The files that are read of a folder, in their order; a file is its own. ``unlisted`` is told what cannot be listed."""
    if not path.is_dir():
        return [path]
    found = []
    for root, folders, names in os.walk(path, onerror=unlisted):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        found += [Path(root) / name for name in names if not name.startswith(".") and _kind(Path(name))]
    return sorted(found)


def _from_path(path: Path, asked: _Asked) -> Iterator[Part]:
    if path.is_dir():
        yield from _from_folder(path, asked)
        return
    with path.open("rb"):  # a missing or forbidden file is told before its type
        pass
    kind = _kind(path)
    if kind is None and path.suffix:
        yield IntakeError("FD109", f"{path}: {path.suffix} files are not read; give {_READABLE}.")
        return
    yield from _from_file(path, kind, asked)


def _from_folder(folder: Path, asked: _Asked) -> Iterator[Part]:
    unlisted: list[OSError] = []
    paths = files(folder, unlisted.append)
    for error in unlisted:
        yield _unreadable(str(error.filename or folder), error)
    if not paths and not unlisted:
        yield IntakeError("FD110", f"{folder}: the folder holds no file that can be read; give {_READABLE}.")
    for path in paths:
        try:
            yield from _from_file(path, _kind(path), asked)
        except (OSError, ValueError) as error:
            yield _unreadable(str(path), error)


def _from_file(path: Path, kind: str | None, asked: _Asked) -> Iterator[Part]:
    with path.open("rb") as file:
        if kind not in _STREAMED:
            from foreigndesk.intake import holdings  # its libraries are seldom wanted

            yield from holdings.pieces(path, file, str(kind), asked.columns)
        elif path.suffix.lower() == ".gz" or (kind is not None and file.peek(2)[:2] == b"\x1f\x8b"):
            with gzip.open(file) as unpacked:
                yield from _from_stream(str(path), unpacked, kind, asked)
        else:
            yield from _from_stream(str(path), file, kind, asked)


def _from_stream(name: str, stream: Any, kind: str | None, asked: _Asked) -> Iterator[Part]:
    """The pieces in a stream of bytes; a kind that is not known is told by how the stream begins."""
    try:
        if kind == "lines":
            yield from _from_lines(name, stream, b"", asked)
            return
        first = b""
        if kind is None:
            while not first.strip() and len(first) <= asked.largest and (line := stream.readline(asked.largest)):
                first += line
            if _is_json_object(first):
                yield from _from_lines(name, stream, first, asked)
                return
        data = first + stream.read(max(0, asked.largest + 1 - len(first)))
        if len(data) > asked.largest:
            size = f"{asked.largest / _MEBI:g} MiB"
            yield IntakeError("FD111", f"{name}: is larger than {size}; give many reports as JSON lines, or allow more with {_MORE}.")
            return
        yield from _from_data(name, data, kind)
    except (gzip.BadGzipFile, EOFError, zlib.error):
        yield IntakeError("FD104", f"{name}: is no whole gzip file; pack it again or give it unpacked.")


def _from_data(name: str, data: bytes, kind: str | None) -> Iterator[Part]:
    """A page or text; what a database exported is split."""
    if kind != "html":
        from foreigndesk.intake.holdings import exports

        if exports.hinted(data):
            try:
                found = exports.pieces(name, decode(data))
            except IntakeError as error:
                yield IntakeError(error.code, f"{name}: {error.message}")
                return
            if found is not None:
                yield from found
                return
    yield Piece(name, data, kind)  # type: ignore[arg-type]  # text, html or None here


def _is_json_object(line: bytes) -> bool:
    if not line.lstrip(b"\xef\xbb\xbf").lstrip().startswith(b"{"):
        return False
    try:
        return isinstance(json.loads(line), dict)
    except (ValueError, RecursionError):
        return False


def _from_bytes(piece: Piece, published: date | None) -> Report:
    text = decode(piece.data, html=piece.kind == "html" or b"<html" in piece.data[:2000].lower())
    if piece.kind == "html" or looks_like_html(text):
        return from_html(text, url=piece.url, published=published)
    return from_text(text, url=piece.url, published=published)


def _from_lines(name: str, stream: Any, first: bytes, asked: _Asked) -> Iterator[Part]:
    for number, line in enumerate(_lines(stream, first, asked.largest), 1):
        if number == 1:
            line = line.removeprefix(b"\xef\xbb\xbf")
            if line.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\0" in line[:200]:
                yield IntakeError("FD105", f"{name}: is not UTF-8 text; save the JSON lines as UTF-8.")
                return
        if len(line) > asked.largest:
            size, where = f"{asked.largest / _MEBI:g} MiB", f"{name}, line {number}"
            yield IntakeError("FD111", f"{where}: is longer than {size}; give one report a line, or allow more with {_MORE}.")
        elif line.strip():
            yield Piece(f"{name}, line {number}", line, "row")


def _lines(stream: Any, first: bytes, largest: int) -> Iterator[bytes]:
    """The lines of a stream whose beginning is read already; of a line past all bounds only the beginning."""
    yield from io.BytesIO(first)
    while line := stream.readline(largest + 1):
        yield line
        while len(line) > largest and not line.endswith(b"\n"):
            line = stream.readline(largest + 1)


def _from_line(line: bytes, published: date | None) -> Report:
    try:
        row = json.loads(line.decode("utf-8"))
    except UnicodeDecodeError as error:
        raise IntakeError("FD105", "is not UTF-8; save the JSON lines as UTF-8.") from error
    except (ValueError, RecursionError) as error:
        reason = getattr(error, "msg", "too deeply nested")
        raise IntakeError("FD112", f"is no JSON ({reason}); write one JSON object a line.") from error
    return _from_row(row, published)


def _from_row(row: Any, published: date | None) -> Report:
    if not isinstance(row, dict):
        raise IntakeError("FD113", "is no JSON object; write {\"text\": …} or {\"html\": …}.")
    for key in ("text", "html", "url", "title", "published", "publisher", "byline"):
        if row.get(key) is not None and not isinstance(row[key], str):
            raise IntakeError("FD113", f"has a {key!r} that is no string; put it in quotes.")
    if not isinstance(row.get("raw", False), (bool, type(None))):
        raise IntakeError("FD113", "has a 'raw' that is neither true nor false.")
    if row.get("text") is None and row.get("html") is None:
        raise IntakeError("FD113", "has neither 'text' nor 'html'; one of them is the report.")
    if isinstance(row.get("id"), (dict, list, bool, float)):
        raise IntakeError("FD113", "has an 'id' that is neither a string nor a whole number.")
    name = None if row.get("id") is None else str(row["id"])
    url, title = row.get("url") or None, row.get("title") or None
    day = published or _given_day(row.get("published"))
    if row.get("text") is not None:
        raw = bool(row.get("raw"))
        report = from_text(row["text"], id=name, url=url, title=title, published=day, raw=raw)
    else:
        report = from_html(row["html"], id=name, url=url, title=title, published=day)
    told = {key: row[key] for key in ("publisher", "byline") if row.get(key)}
    return replace(report, **told) if told else report


def _given_day(value: str | None) -> date | None:
    if not value:
        return None
    try:
        return date.fromisoformat(value[:10])
    except ValueError as error:
        raise IntakeError("FD113", f"has the 'published' {value!r}; write it as YYYY-MM-DD.") from error
