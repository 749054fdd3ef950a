"""A reading as its report's text, what was read marked in colours by kind, and the facts in words under it."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from foreigndesk.model import Reading
from foreigndesk.rows import rows
from foreigndesk.showing.shown import FONT, SOFT, Shown, element
from foreigndesk.views.brief import Line, Section, brief, masthead
from foreigndesk.web.marks import Stretch, marked

# By what a stretch is marked as; the colours are see-through, so that they do on a light and on a dark page.
STYLES = {
    "actor": "border-bottom: 2px solid rgba(38, 110, 200, 0.9)",
    "event": "background: rgba(214, 78, 40, 0.30); border-radius: 3px",
    "promise": "background: rgba(214, 160, 20, 0.45); border-radius: 3px",
    "cue": "background: rgba(122, 47, 143, 0.28); border-radius: 3px",
    "said": "background: rgba(122, 47, 143, 0.10)",
}
LEGEND = {"actor": "actor", "event": "event", "promise": "promised act", "cue": "who says so", "said": "what is said"}


def reading(one: Reading) -> Shown:
    """The marked text of a reading, with a legend and its facts."""
    told = list(rows(one, reader={}))
    title, below = masthead(told[0])
    paragraphs = "".join(element("p", "".join(map(_stretch, stretches))) for stretches in marked(told).paragraphs)
    legend = " ".join(element("span", escape(LEGEND[kind]), STYLES[kind]) for kind in STYLES)
    sections = brief(told)
    number = sum(len(section.lines) for section in sections)
    facts = f"{number} fact{'' if number == 1 else 's'}"
    html = element(
        "div",
        element("p", element("strong", escape(title)) + (f"<br>{escape(below)}" if below else ""))
        + element("p", legend, SOFT) + paragraphs
        + (element("details", element("summary", facts) + _facts(sections)) if sections else element("p", facts, SOFT)),
        FONT,
    )  # fmt: skip
    return Shown(html, f"{title}: {facts}")


def _stretch(one: Stretch) -> str:
    styles = [STYLES[kind] for kind in STYLES if kind in one.classes]
    return element("span", escape(one.text), "; ".join(styles), title=one.label or "") if styles else escape(one.text)


def _facts(sections: Iterable[Section]) -> str:
    parts = []
    for section in sections:
        items = "".join(element("li", _line(line)) for line in section.lines)
        parts.append(element("p", element("strong", escape(section.title))) + element("ul", items))
    return "".join(parts)


def _line(line: Line) -> str:
    quote = element("span", escape(f"“{line.quote}”"), SOFT) if line.quote else ""
    return escape(line.text) + (f"<br>{quote}" if quote else "")
