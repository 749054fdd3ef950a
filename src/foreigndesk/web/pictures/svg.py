"""A few elements of SVG, with every text escaped."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from xml.sax.saxutils import escape

_NOT_XML = {code: None for code in (*range(32), 0xFFFE, 0xFFFF) if code not in (9, 10, 13)}

_QUOTE = {'"': "&quot;"}

PAPER, INK, FAINT = "#ffffff", "#1f2933", "#cfd6dd"
"""A picture brings its own ground, so that it reads the same on a dark page and in print."""


def element(name: str, inside: str | Iterable[str] = "", **attributes: object) -> str:
    """An element; ``inside`` is SVG already. An underscore in an attribute's name stands for a hyphen."""
    body = inside if isinstance(inside, str) else "".join(inside)
    given = "".join([f' {_named(key)}="{_value(value)}"' for key, value in attributes.items()])
    return f"<{name}{given}>{body}</{name}>" if body else f"<{name}{given}/>"


def text(words: str, x: float, y: float, **attributes: object) -> str:
    """Some words at a place."""
    return element("text", escape(words.translate(_NOT_XML)), x=x, y=y, **{"fill": INK, "font_size": 12} | attributes)


def title(words: str) -> str:
    """What a pointer shows, and a screen reader says."""
    return element("title", escape(words.translate(_NOT_XML)))


def link(href: str, inside: str | Iterable[str]) -> str:
    """What leads somewhere."""
    return element("a", inside, href=href)


def drawing(width: int, height: int, label: str, inside: Iterable[str]) -> str:
    """A whole picture that a screen reader names by its label."""
    ground = element("rect", width=width, height=height, fill=PAPER)
    return element(
        "svg",
        [title(label), ground, *inside],
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {width} {height}",
        role="group",
        aria_label=label,
        font_family="system-ui, sans-serif",
    )


@cache
def _named(key: str) -> str:
    return key.rstrip("_").replace("_", "-")


def _value(value: object) -> str:
    if isinstance(value, float):
        return f"{value:.2f}".rstrip("0").rstrip(".")
    return str(value) if isinstance(value, int) else escape(str(value).translate(_NOT_XML), _QUOTE)
