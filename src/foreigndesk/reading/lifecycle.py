"""The life of a commitment as a state machine (after Yolum & Singh 2002; Telang & Singh 2012).

A promise is *conditional* until its condition comes about, then *pending*; it ends *fulfilled*, *broken* or *cancelled*,
and is *overdue* while its day has passed with nothing told. What is refused before anything was owed is cancelled, and
what was broken may still be made good.
"""

from __future__ import annotations

from typing import Literal

from foreigndesk.model import CommitmentState

Happening = Literal[
    "condition_met", "condition_failed", "done", "done_in_part", "refused", "called_off", "slipped", "deadline_passed"
]

TRANSITIONS: dict[CommitmentState, dict[Happening, CommitmentState]] = {
    "conditional": {
        "condition_met": "pending",
        "condition_failed": "cancelled",
        "done": "fulfilled",
        "done_in_part": "conditional",
        "refused": "cancelled",
        "called_off": "cancelled",
        "slipped": "conditional",
        "deadline_passed": "conditional",
    },
    "pending": {
        "condition_met": "pending",
        "condition_failed": "pending",
        "done": "fulfilled",
        "done_in_part": "pending",
        "refused": "broken",
        "called_off": "cancelled",
        "slipped": "pending",
        "deadline_passed": "overdue",
    },
    "overdue": {
        "condition_met": "overdue",
        "condition_failed": "overdue",
        "done": "fulfilled",
        "done_in_part": "overdue",
        "refused": "broken",
        "called_off": "cancelled",
        "slipped": "pending",
        "deadline_passed": "overdue",
    },
    "broken": {
        "condition_met": "broken",
        "condition_failed": "broken",
        "done": "fulfilled",
        "done_in_part": "broken",
        "refused": "broken",
        "called_off": "broken",
        "slipped": "broken",
        "deadline_passed": "broken",
    },
    "fulfilled": dict.fromkeys(
        ("condition_met", "condition_failed", "done", "done_in_part", "refused", "called_off", "slipped", "deadline_passed"), "fulfilled"
    ),
    "cancelled": dict.fromkeys(
        ("condition_met", "condition_failed", "done", "done_in_part", "refused", "called_off", "slipped", "deadline_passed"), "cancelled"
    ),
}
FINAL = frozenset(state for state, moves in TRANSITIONS.items() if set(moves.values()) == {state})


def after(state: CommitmentState, happening: Happening) -> CommitmentState:
    """The state that a happening leaves a commitment in."""
    return TRANSITIONS[state][happening]
