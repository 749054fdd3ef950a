"""Bytes to characters: what the bytes are, in which encoding, or an error that says why they are no text."""

from __future__ import annotations

import codecs
import re

from foreigndesk.errors import IntakeError

_MAGIC = (
    (b"%PDF", "a PDF"),
    (b"PK\x03\x04", "a zip archive or office document"),
    (b"\xd0\xcf\x11\xe0", "an old office document"),
    (b"{\\rtf", "a rich-text document"),
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"RIFF", "a media file"),
    (b"Rar!", "a RAR archive"),
    (b"7z\xbc\xaf", "a 7z archive"),
    (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ", "an xz archive"),
    (b"\x1f\x8b", "a gzip archive inside another"),
    (b"SQLite format", "a database"),
    (b"\x7fELF", "a program"),
)
_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF32_LE, "utf-32"), (codecs.BOM_UTF32_BE, "utf-32"),
         (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_META = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.IGNORECASE)
_XML = re.compile(rb"^\s*<\?xml[^>]{0,100}encoding=[\"']([\w.:-]{2,40})", re.IGNORECASE)
_CONTROLS = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_HTML = re.compile(r"\s*(?:<!--.{0,2000}?-->\s*|<\?xml.{0,300}?\?>\s*)*<(?:!doctype\s+html|html|head|body|meta)\b",
                   re.IGNORECASE | re.DOTALL)


def looks_like_html(text: str) -> bool:
    """Whether the text begins as a web page does."""
    return bool(_HTML.match(text[:5000]))


def decode(data: bytes, *, html: bool = False) -> str:
    """The characters of a text or page: byte-order mark, UTF-8, declared charset, else Windows-1252 where plausible.

    Raises IntakeError FD104 for bytes that are no text at all, FD105 for an encoding that cannot be made out.
    """
    for magic, what in _MAGIC:
        if data.startswith(magic):
            raise IntakeError("FD104", f"is {what}, not {'a page' if html else 'text'}; save it as text or HTML first.")
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return _strict(data, encoding)
    if len(_CONTROLS.findall(data[:65536])) > max(2, len(data[:65536]) // 200):
        raise IntakeError("FD104", "holds binary data, not text; save it as text or HTML first.")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    declared = (_META.search(data[:4096]) or _XML.match(data[:200])) if html else None
    if declared:
        return _declared(data, declared[1].decode("ascii", "replace").lower())
    return _western(data)


def _strict(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise IntakeError("FD105", f"is not valid {encoding.upper()}; save it again as UTF-8.") from error


def _declared(data: bytes, name: str) -> str:
    try:
        encoding = codecs.lookup(name).name
        # a few broken bytes are usual in pages, and browsers read iso-8859-1 as Windows-1252
        return data.decode("cp1252" if encoding == "iso8859-1" else encoding, "replace")
    except LookupError as error:  # also what is a codec, but of no characters: base64, rot13
        raise IntakeError("FD105", f"declares the unknown encoding {name!r}; save it again as UTF-8.") from error
    except UnicodeError as error:
        raise IntakeError("FD105", f"is not in the encoding {name!r} that it declares; save it again as UTF-8.") from error


def _western(data: bytes) -> str:
    high = sum(byte > 127 for byte in data[:65536])
    if high > len(data[:65536]) * 0.2:
        from charset_normalizer import from_bytes  # slow to import and seldom wanted

        best = from_bytes(data[:65536]).best()
        if best is None:
            raise IntakeError("FD105", "is in an encoding that cannot be made out; save it again as UTF-8.")
        return data.decode(best.encoding, "replace")
    try:
        return data.decode("cp1252")
    except UnicodeDecodeError as error:
        raise IntakeError("FD105", "is neither UTF-8 nor Windows-1252; save it again as UTF-8.") from error
