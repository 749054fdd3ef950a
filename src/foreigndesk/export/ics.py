"""iCalendar: each commitment's due day as an all-day event.

Source: RFC 5545. Lines end with CR LF and are folded at 75 octets.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import IO, TYPE_CHECKING, Any

from foreigndesk.export.columns import day
from foreigndesk.export.formats import Asked, Format
from foreigndesk.export.told import Told, facts

if TYPE_CHECKING:
    from foreigndesk.record import Record

_OCTETS = 75
_ESCAPED = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n"})
_SETTLED = {"fulfilled": "CONFIRMED", "broken": "CONFIRMED", "cancelled": "CANCELLED"}


def lines(told: Told) -> Iterator[str]:
    """The content lines of one commitment with a due day."""
    row = told.fact
    due = row["due"]
    last = due["latest"] or due["earliest"]
    debtor = ", ".join(str(told.name(one)) for one in row["debtor"]) or "Somebody"
    creditor = ", ".join(str(told.name(one)) for one in row["creditor"])
    title = f"{debtor}, toward {creditor}" if creditor else debtor
    said = [f"{row['strength']}, {row['state']}", f"“{told.evidence}”", told.report["title"], f"report {row['report']}"]
    yield "BEGIN:VEVENT"
    yield f"UID:{_text(row['id'])}@foreigndesk"
    yield f"DTSTAMP:{_stamp(row['recorded'])}"
    yield f"DTSTART;VALUE=DATE:{day(last)}"
    yield f"DTEND;VALUE=DATE:{day((date.fromisoformat(last) + timedelta(days=1)).isoformat())}"
    yield f"SUMMARY:{_text(f'Due: {title}')}"
    yield f"DESCRIPTION:{_text(chr(10).join(one for one in said if one))}"
    if told.report["url"]:
        yield f"URL:{told.report['url']}"
    yield f"STATUS:{_SETTLED.get(row['state'], 'TENTATIVE')}"
    yield f"CATEGORIES:{_text(row['state'])}"
    yield f"X-FOREIGNDESK-DUE:{_text(due['edtf'])}"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def folded(line: str) -> str:
    """A content line with its end, broken into pieces of at most 75 octets, never within a letter."""
    pieces, size = [""], 0
    for letter in line:
        octets = len(letter.encode())
        if size + octets > _OCTETS:
            pieces.append(" ")
            size = 1
        pieces[-1] += letter
        size += octets
    return "\r\n".join(pieces) + "\r\n"


def write(record: Record, asked: Asked, stream: IO[Any]) -> None:
    """Write a calendar of all commitments that have a due day."""
    for line in ("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//foreigndesk//due days//EN", "CALSCALE:GREGORIAN"):
        stream.write(folded(line))
    for told in facts(record, ("commitment",), asked.filters):
        due = told.fact["due"]
        if due and (due["latest"] or due["earliest"]):
            for line in lines(told):
                stream.write(folded(line))
    stream.write(folded("END:VCALENDAR"))


def _text(value: str) -> str:
    return value.replace("\r", "").translate(_ESCAPED)


def _stamp(moment: str) -> str:
    digits = "".join(filter(str.isdigit, moment))
    return f"{digits[:8]}T{digits[8:14]}Z"


FORMAT = Format(write, kind="commitment")
