"""Something to show: as HTML in a notebook, as text elsewhere; and the small pieces that such HTML is made of."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape

FONT = "font-family: system-ui, sans-serif; line-height: 1.6; max-width: 60rem"
CELL = "text-align: left; vertical-align: top; padding: 0.25em 0.7em; border-bottom: 1px solid rgba(128, 128, 128, 0.35)"
SOFT = "opacity: 0.75; font-size: 0.9em"


@dataclass(frozen=True, slots=True)
class Shown:
    """What a notebook shows of a record or reading."""

    html: str
    text: str

    def _repr_html_(self) -> str:
        return self.html

    def __repr__(self) -> str:
        return self.text


def element(tag: str, inside: str, style: str = "", **attributes: str) -> str:
    """An element round HTML that is safe already; the values of attributes are escaped here."""
    pairs = {**({"style": style} if style else {}), **attributes}
    opening = "".join([tag, *(f' {name}="{escape(value)}"' for name, value in pairs.items())])
    return f"<{opening}>{inside}</{tag}>"


def grid(header: Sequence[str], rows: Iterable[Sequence[str]], note: str = "") -> str:
    """Plain texts as a table of HTML, a note under it."""
    head = element("tr", "".join(element("th", escape(name), CELL) for name in header))
    body = "".join(element("tr", "".join(element("td", escape(text), CELL) for text in row)) for row in rows)
    table = element("table", f"<thead>{head}</thead><tbody>{body}</tbody>", "border-collapse: collapse")
    return element("div", table + (element("p", escape(note), SOFT) if note else ""), FONT)


def lines(header: Sequence[str], rows: Iterable[Sequence[str]], note: str = "") -> str:
    """The same as text, a line a row."""
    found = [" | ".join(header), *(" | ".join(row) for row in rows)]
    return "\n".join([*found, *([note] if note else [])])
