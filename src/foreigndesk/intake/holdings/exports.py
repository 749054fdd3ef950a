"""What Nexis, Factiva and ProQuest write when a search is saved as text: told apart by their marks, split into reports."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from foreigndesk.errors import IntakeError
from foreigndesk.intake.dates import full_day
from foreigndesk.intake.holdings.printed import reflowed
from foreigndesk.intake.piece import Part, row_piece

_HINT = re.compile(rb"\d of \d|End of Document|ProQuest document ID|\nDocument [A-Z]{2}")
_COPYRIGHT = re.compile(r"(?:copyright|\(c\)|©|all rights reserved)", re.IGNORECASE)
_DAY_LINE = re.compile(r"(?:[A-Z][a-z]+\.? \d{1,2},? \d{4}|\d{1,2} [A-Z][a-z]+ \d{4})\b")
_PAGE_MARK = re.compile(r"\s*Page \d+(?: of \d+)?\s*\Z")
_BY = re.compile(r"by\s+(?=\S)", re.IGNORECASE)


@dataclass(slots=True)
class Found:
    """One document of an export."""

    title: str | None = None
    publisher: str | None = None
    day: str | None = None
    byline: str | None = None
    url: str | None = None
    body: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Layout:
    """How one database writes: the mark that tells it, how documents are divided, how one is read."""

    name: str
    mark: re.Pattern[str]
    divided: Callable[[str, re.Pattern[str]], list[str]]
    read: Callable[[str], Found]


def hinted(data: bytes) -> bool:
    """Whether some bytes may be an export: a quick look before a close one."""
    return _HINT.search(data) is not None


def pieces(name: str, text: str, *, printed: bool = False) -> Iterator[Part] | None:
    """The documents of an export as pieces, or ``None`` where the text is no export.

    What has an export's marks in no known layout yields IntakeError FD124, a document without its text FD125. ``printed`` says
    that lines end where the page does, not the paragraph.
    """
    for layout in _LAYOUTS:
        if layout.mark.search(text):
            return _documents(name, text, layout, printed)
    return iter([_unknown(name)]) if _SOME_EXPORT.search(text) else None


def _unknown(name: str) -> IntakeError:
    known = ", ".join(dict.fromkeys(layout.name for layout in _LAYOUTS))
    return IntakeError("FD124", f"{name}: is an export of a layout that is not known; known are {known}. Save it as one of them or as CSV.")


def _documents(name: str, text: str, layout: Layout, printed: bool) -> Iterator[Part]:
    for number, part in enumerate(layout.divided(text, layout.mark), 1):
        where = f"{name}, document {number}"
        found = layout.read(part)
        if not found.body:
            yield IntakeError("FD125", f"{where}: has no text where {layout.name} puts it; export it again in full text.")
            continue
        body = reflowed(found.body) if printed else "\n\n".join(found.body)
        byline = _BY.sub("", found.byline, count=1) if found.byline else None
        row = {"text": body, "title": found.title, "publisher": found.publisher, "byline": byline, "url": found.url}
        yield row_piece(where, {**row, "published": found.day})


def blocks(text: str) -> list[str]:
    """The paragraphs of a text that blank lines divide, each on one line; page marks left out."""
    return [" ".join(part) for part in _divided(text)]


def _divided(text: str) -> list[list[str]]:
    """The paragraphs of a text as lines."""
    parts: list[list[str]] = [[]]
    for line in text.splitlines():
        plain = " ".join(line.split())
        if not plain:
            parts.append([])
        elif not _PAGE_MARK.match(line):
            parts[-1].append(plain)
    return [part for part in parts if part]


def lines_of(text: str) -> list[str]:
    """The lines that hold something, page marks left out."""
    return [" ".join(line.split()) for line in text.splitlines() if line.strip() and not _PAGE_MARK.match(line)]


def _day(text: str) -> str | None:
    day = full_day(text)
    return day.isoformat() if day else None


def _after(text: str, mark: re.Pattern[str]) -> list[str]:
    """The parts that a mark begins."""
    return mark.split(text)[1:]


def _before(text: str, mark: re.Pattern[str]) -> list[str]:
    """The parts that a mark ends; what follows the last is no document."""
    return mark.split(text)[:-1]


def _tags(*names: str) -> re.Pattern[str]:
    return re.compile(rf"({'|'.join(names)}):\s*(.*)", re.DOTALL)


# --- Nexis, as text until about 2019: "1 of 20 DOCUMENTS", tags in capitals

_NEXIS_HEAD = _tags("HEADLINE", "BYLINE", "SECTION", "LENGTH", "DATELINE", "HIGHLIGHT", "SOURCE", "SERIES", "COLUMN")
_NEXIS_TAIL = re.compile(r"(?:[A-Z]{3,}(?:-[A-Z]+)*: |URL:|Copyright \d{4})")


def _nexis(part: str) -> Found:
    found = Found()
    head: list[list[str]] = []
    told: dict[str, str] = {}
    for lines in _divided(part):
        block = " ".join(lines)
        tag = _NEXIS_HEAD.match(block)
        if tag and not found.body:
            told[tag[1]] = tag[2]
        elif not told:
            head.append(lines)
        elif block.startswith("BODY:"):
            found.body += filter(None, [block.removeprefix("BODY:").strip()])
        elif _NEXIS_TAIL.match(block):
            break
        else:
            found.body.append(block)
    day = next((number for number, lines in enumerate(head) if _DAY_LINE.match(lines[0])), None)
    if day is not None:
        found.day = _day(head[day][0])
        outlets = [line for lines in head[:day] for line in lines if not _COPYRIGHT.search(line)]
        found.publisher = outlets[-1] if outlets else None
        head = head[day + 1 :]
    found.title = told.get("HEADLINE") or (" ".join(head[-1]) if head else None)
    found.byline = told.get("BYLINE")
    return found


# --- Nexis Uni and Lexis Advance: title, outlet, day, a line "Body", and "End of Document"

_UNI_TAIL = re.compile(r"(?:Classification|Graphic|Notes|Correction(?:-Date)?)\Z|(?:Load-Date|Language|Publication-Type|Subject):")
_UNI_BYLINE = re.compile(r"Byline:\s*(.+)")


def _nexis_uni(part: str) -> Found:
    found = Found()
    lines = lines_of(part)
    start = next((number for number, line in enumerate(lines) if line == "Body"), len(lines))
    head = lines[:start]
    for line in lines[start + 1 :]:
        if _UNI_TAIL.match(line):
            break
        found.body.append(line)
    days = [number for number, line in enumerate(head) if _DAY_LINE.match(line)]
    if days:
        found.day = _day(head[days[0]])
        before = head[: days[0]]
        found.publisher = before[-1] if before else None
        found.title = before[-2] if len(before) > 1 else None
    found.byline = next((match[1] for line in head if (match := _UNI_BYLINE.match(line))), None)
    return found


# --- Factiva: with two-letter tags or without, "Document XYZ000…" after each

_FACTIVA_TAG = re.compile(
    r"(SE|HD|BY|CR|WC|PD|ET|SN|SC|ED|PG|VOL|LA|CY|LP|TD|CT|RF|CO|IN|NS|RE|IPC|IPD|PUB|AN|ART|CLM)(?:\s*[|\t]\s*|\s{2,}|\s*\Z)(.*)"
)
_WORDS = re.compile(r"[\d,]+ words\Z")
_CLOCK = re.compile(r"\d\d?[:.]\d\d\b")


def _factiva(part: str) -> Found:
    told: dict[str, list[str]] = {}
    tag = ""
    for line in part.splitlines():
        if match := _FACTIVA_TAG.match(line.strip(" |")):
            tag = match[1]
            told.setdefault(tag, [])
            line = match[2]
        if line.strip(" |\t") and tag:
            told[tag].append(" ".join(line.strip(" |\t").split()))
    return _factiva_tagged(told) if "HD" in told and ("LP" in told or "TD" in told) else _factiva_plain(lines_of(part))


def _factiva_tagged(told: dict[str, list[str]]) -> Found:
    def one(tag: str) -> str | None:
        return " ".join(told.get(tag, [])) or None

    return Found(one("HD"), one("SN"), _day(one("PD") or ""), one("BY"), None, [*told.get("LP", []), *told.get("TD", [])])


def _factiva_plain(lines: list[str]) -> Found:
    found = Found()
    count = next((number for number, line in enumerate(lines) if _WORDS.match(line)), None)
    if count is None:
        return found
    title = [line for line in lines[:count] if not _BY.match(line)]
    found.title = title[-1] if title else None
    found.byline = next((line for line in lines[:count] if _BY.match(line)), None)
    day = next((number for number in range(count + 1, len(lines)) if full_day(lines[number])), None)
    if day is None:
        return found
    found.day = _day(lines[day])
    rest = [line for line in lines[day + 1 :] if not _CLOCK.match(line)]
    found.publisher = rest[0] if rest else None
    start = next((number for number, line in enumerate(rest[:12]) if _COPYRIGHT.match(line)), None)
    if start is None:
        start = next((number for number, line in enumerate(rest[:12]) if line == "English"), len(rest))
    found.body = rest[start + 1 :]
    return found


# --- ProQuest: documents between rules, "Full text:", fields after it

_RULE = re.compile(r"^\s*_{20,}\s*$", re.MULTILINE)
_PROQUEST_FIELD = re.compile(
    r"(Author|Publication info|Abstract|Links|Full text|Credit|Caption|Illustration|Subject|Location|People|Company / organization|Title|"
    r"Publication title|Publication date|Publication year|Pages|First page|Section|Document URL|ProQuest document ID|Identifier / keyword|"
    r"Volume|Issue|Year|Publisher|Place of publication|Copyright|Database|Source type|Language of publication|Dateline|"
    r"Document type):\s*(.*)",
    re.IGNORECASE,
)
_OF = re.compile(r"Document \d+ of \d+\Z")
_NO_TEXT = re.compile(r"not available\b", re.IGNORECASE)


def _proquest_parts(text: str, mark: re.Pattern[str]) -> list[str]:
    return [part for part in _RULE.split(text) if mark.search(part)]


def _proquest(part: str) -> Found:
    told: dict[str, list[str]] = {"": []}
    at = ""
    for block in blocks(part):
        if match := _PROQUEST_FIELD.match(block):
            at = match[1].lower()
            told[at] = [match[2]] if match[2] else []
        elif not _OF.match(block):
            told[at].append(block)

    def one(*names: str) -> str | None:
        return next((told[name][0] for name in names if told.get(name)), None)

    info = one("publication info") or ""
    day = _day(one("publication date") or "") or _day(info)
    body = told.get("full text", [])
    return Found(
        one("title", ""), one("publication title") or info.partition(";")[0].strip() or None, day, one("author"), one("document url"),
        [] if body and _NO_TEXT.match(body[0]) else body,
    )  # fmt: skip


def _line(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"^\s*{pattern}\s*$", re.MULTILINE)


_LAYOUTS: Sequence[Layout] = (
    Layout("ProQuest", re.compile(r"^\s*ProQuest document ID:", re.MULTILINE | re.IGNORECASE), _proquest_parts, _proquest),
    Layout("Nexis", _line(r"\d+ of \d+ DOCUMENTS?"), _after, _nexis),
    Layout("Nexis", _line("End of Document"), _before, _nexis_uni),
    Layout("Factiva", _line(r"Document [A-Z][A-Z0-9]*\d{8}[0-9a-z]{6,}"), _before, _factiva),
)
_SOME_EXPORT = _line(r"(?:Document|Article|Item|Record|Result) \d+ of \d+")
