"""What stands on a day, kind by kind."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from foreigndesk.record.asof import as_of


def window(earliest: str | None, latest: str | None) -> dict[str, Any]:
    return {"earliest": earliest, "latest": latest}


@pytest.mark.parametrize(
    ("since", "until", "on", "holds"),
    [
        # begun
        (("1994-01-01", "1994-12-31"), None, "1993-12-31", False),
        (("1994-01-01", "1994-12-31"), None, "1994-01-01", True),  # may have begun: nothing says it had not
        (("1994-01-01", "1994-12-31"), None, "2024-01-01", True),
        (None, None, "1900-01-01", True),  # since when is not known
        ((None, "1994-12-31"), None, "1990-01-01", True),
        # ended
        (None, ("2008-08-26", "2008-08-26"), "2008-08-26", True),
        (None, ("2008-08-26", "2008-08-26"), "2008-08-27", False),
        (None, ("2008-08-01", None), "2008-07-31", True),
        (None, ("2008-08-01", None), "2008-09-01", False),
        (None, (None, None), "2008-09-01", False),  # an end on an unknown day is an end
    ],
)
def test_relations_stand_while_they_hold(
    since: tuple[str | None, str | None] | None, until: tuple[str | None, str | None] | None, on: str, holds: bool
) -> None:
    row = {"kind": "relation", "from": since and window(*since), "to": until and window(*until)}
    assert as_of(row, date.fromisoformat(on)) == (row if holds else None)


@pytest.mark.parametrize(
    ("kind", "when", "on", "stands"),
    [
        ("event", ("2024-03-02", "2024-03-02"), "2024-03-01", False),
        ("event", ("2024-03-02", "2024-03-02"), "2024-03-02", True),
        ("event", ("2024-03-01", "2024-03-31"), "2024-03-02", True),
        ("event", (None, "2024-03-31"), "2024-03-02", True),
        ("event", None, "1900-01-01", True),
        ("statement", ("2024-03-02", "2024-03-02"), "2024-03-01", False),
        ("statement", ("2024-03-02", "2024-03-02"), "2024-03-03", True),
    ],
)
def test_events_and_statements_stand_from_their_first_day(
    kind: str, when: tuple[str | None, str | None] | None, on: str, stands: bool
) -> None:
    row = {"kind": kind, "when": when and window(*when)}
    assert as_of(row, date.fromisoformat(on)) == (row if stands else None)


@pytest.mark.parametrize(
    ("state", "due", "history", "on", "then"),
    [
        # no history: only the due day tells
        ("pending", "2024-04-01", [], "2024-03-01", "pending"),
        ("pending", "2024-04-01", [], "2024-04-01", "pending"),
        ("pending", "2024-04-01", [], "2024-04-02", "overdue"),
        ("overdue", "2024-04-01", [], "2024-03-01", "pending"),
        ("pending", None, [], "2030-01-01", "pending"),
        ("conditional", "2024-04-01", [], "2024-04-02", "conditional"),  # what it waits for has not come
        ("fulfilled", "2024-04-01", [], "2024-05-01", "fulfilled"),
        # its life
        ("pending", None, [("pending", "2024-03-02")], "2024-03-01", None),  # not made yet
        ("pending", "2024-04-01", [("pending", "2024-03-02")], "2024-05-01", "overdue"),
        ("broken", None, [("pending", "2024-03-02"), ("broken", "2024-03-09")], "2024-03-08", "pending"),
        ("broken", None, [("pending", "2024-03-02"), ("broken", "2024-03-09")], "2024-03-09", "broken"),
        ("fulfilled", "2024-04-01", [("pending", "2024-03-02"), ("fulfilled", "2024-04-10")], "2024-04-05", "overdue"),
        (
            "fulfilled",
            "2024-04-01",
            [("pending", "2024-03-02"), ("fulfilled", "2024-04-10")],
            "2024-06-01",
            "fulfilled",
        ),
        ("cancelled", None, [("cancelled", "2024-03-09"), ("pending", "2024-03-02")], "2024-03-05", "pending"),
    ],
)
def test_commitments_have_the_state_of_the_day(
    state: str, due: str | None, history: list[tuple[str, str]], on: str, then: str | None
) -> None:
    changes = [{"state": step, "when": window(day, day)} for step, day in history]
    row = {"kind": "commitment", "state": state, "due": due and window(None, due), "history": changes}
    found = as_of(row, date.fromisoformat(on))
    assert (found and found["state"]) == then
    assert row["state"] == state  # the row that came in is left as it was


def test_disputes_stand_always() -> None:
    row = {"kind": "dispute"}
    assert as_of(row, date(1900, 1, 1)) is row
