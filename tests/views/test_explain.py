"""An explanation as lines and as rows."""

from __future__ import annotations

import io

from rich.console import Console

from foreigndesk.explaining.tree import Explanation, Reason
from foreigndesk.views.explain import row, show

MADE = Explanation(
    "event-1",
    "event",
    "report-1",
    "AID: Kenya → Chad, occurred",
    (
        Reason("frame", "'gave' is AID", (6, 10), "gave", "frames/aid.toml:3 [aid.give]", (Reason("entry", "verbs: 'give'"),)),
        Reason("by", "the report itself"),
    ),
    ("recorded by another reader",),
)


def test_lines() -> None:
    out = io.StringIO()
    show([MADE, MADE], Console(file=out, width=90, highlight=False, markup=False))
    first, second = out.getvalue().split("\n\n")
    assert first.strip() == second.strip()
    assert first.splitlines() == [
        "AID: Kenya → Chad, occurred",
        "event event-1",
        "├── note: recorded by another reader",
        "├── frame: 'gave' is AID  {frames/aid.toml:3 [aid.give]}",
        "│   └── entry: verbs: 'give'",
        "└── by: the report itself",
    ]


def test_row() -> None:
    assert row(MADE) == {
        "kind": "explanation",
        "of": "event",
        "id": "event-1",
        "report": "report-1",
        "says": "AID: Kenya → Chad, occurred",
        "notes": ["recorded by another reader"],
        "reasons": [
            {
                "what": "frame",
                "says": "'gave' is AID",
                "words": "gave",
                "source": "frames/aid.toml:3 [aid.give]",
                "span": [6, 10],
                "because": [{"what": "entry", "says": "verbs: 'give'"}],
            },
            {"what": "by", "says": "the report itself"},
        ],
    }
