"""Tables with named columns, CSV and Parquet: a row a report."""

from __future__ import annotations

import csv
import gzip
import io
import zlib
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import IO, Any

from foreigndesk.errors import IntakeError
from foreigndesk.intake.dates import full_day
from foreigndesk.intake.holdings.needed import missing
from foreigndesk.intake.piece import LARGEST, Part, row_piece

FIELDS: dict[str, tuple[str, ...]] = {
    "text": ("text", "fulltext", "body", "content", "articletext", "article", "story"),
    "html": ("html",),
    "id": ("id",),
    "title": ("title", "headline"),
    "published": ("published", "date", "publicationdate", "pubdate", "publishdate", "publishedat"),
    "url": ("url", "link", "uri"),
    "publisher": ("publisher", "outlet", "source", "publication", "newspaper"),
    "byline": ("byline", "author", "authors"),
}
"""What the fields of a report are usually called in tables, letters and digits alone, the first that is there."""

_BATCH = 64


def csv_pieces(name: str, file: IO[bytes], columns: Mapping[str, str]) -> Iterator[Part]:
    """The rows of a CSV file in UTF-8, also gzipped; comma, semicolon, tab or bar between its cells."""
    packed = file.peek(2)[:2] == b"\x1f\x8b" if isinstance(file, io.BufferedReader) else False
    stream: Any = gzip.GzipFile(fileobj=file) if packed else file
    text = io.TextIOWrapper(stream, encoding="utf-8-sig", newline="")
    before = csv.field_size_limit(LARGEST)
    try:
        header = text.readline()
        delimiter = max(",;\t|", key=header.count)
        names = next(csv.reader([header], delimiter=delimiter), [])
        try:
            found = chosen(names, columns)
        except IntakeError as error:
            yield IntakeError(error.code, f"{name}: {error.message}")
            return
        reader = csv.DictReader(text, fieldnames=names, delimiter=delimiter, strict=True)
        for number, row in enumerate(reader, 2):
            yield row_piece(f"{name}, row {number}", {field: _cell(field, row.get(column)) for field, column in found.items()})
    except UnicodeDecodeError:
        yield IntakeError("FD105", f"{name}: is not UTF-8 text; save the table as CSV in UTF-8.")
    except csv.Error as error:
        yield IntakeError("FD121", f"{name}: is no whole CSV ({error}); save the table anew, with quoted cells.")
    except (gzip.BadGzipFile, EOFError, zlib.error):
        yield IntakeError("FD104", f"{name}: is no whole gzip file; pack it again or give it unpacked.")
    finally:
        csv.field_size_limit(before)
        text.detach()


def parquet_pieces(name: str, file: IO[bytes], columns: Mapping[str, str]) -> Iterator[Part]:
    """The rows of a Parquet file, some at a time."""
    if error := missing(name, "pyarrow", "pyarrow", "parquet"):
        yield error
        return
    import pyarrow
    from pyarrow import parquet

    try:
        table = parquet.ParquetFile(file)
        found = chosen(table.schema_arrow.names, columns)
        number = 0
        for batch in table.iter_batches(batch_size=_BATCH, columns=sorted(set(found.values()))):
            for row in batch.to_pylist():
                number += 1
                yield row_piece(f"{name}, row {number}", {field: _cell(field, row[column]) for field, column in found.items()})
    except (pyarrow.ArrowException, OSError) as broken:
        reason = str(broken).splitlines()[0]
        yield IntakeError("FD121", f"{name}: is no whole Parquet file ({reason}); write it anew.")
    except IntakeError as error:
        yield IntakeError(error.code, f"{name}: {error.message}")


def chosen(names: Sequence[str], columns: Mapping[str, str]) -> dict[str, str]:
    """The column of each field: as given, or as it is usually called.

    Raises IntakeError FD122 where a given column is not there, or none holds a report's text.
    """
    plain = {"".join(filter(str.isalnum, name.casefold())): name for name in reversed(names)}
    found: dict[str, str] = {}
    for field, usual in FIELDS.items():
        if field in columns:
            if columns[field] not in names:
                raise IntakeError("FD122", f"has no column {columns[field]!r}; its columns are {', '.join(names)}.")
            found[field] = columns[field]
        elif column := next((plain[one] for one in usual if one in plain), None):
            found[field] = column
    if "text" not in found and "html" not in found:
        raise IntakeError("FD122", f"has no column of texts; name it with --column text=NAME, one of {', '.join(names)}.")
    return found


def _cell(field: str, value: Any) -> Any:
    """A cell as a JSON line has it: days as ISO dates, where they are whole."""
    if value is None or isinstance(value, list):  # a list is what a row has too many of
        return None
    if isinstance(value, date):
        return value.isoformat()[:10]
    text = value if isinstance(value, str) else str(value)
    day = full_day(text) if field == "published" else None
    return day.isoformat() if day else text
