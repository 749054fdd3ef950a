"""The whole table of a commitment's transitions, told against a copy written by hand."""

from typing import get_args

import pytest

from foreigndesk.model import CommitmentState
from foreigndesk.reading.lifecycle import FINAL, TRANSITIONS, Happening, after

# the state before, then what each happening makes of it
HAPPENINGS = "condition_met condition_failed done      done_in_part refused   called_off slipped     deadline_passed"
TABLE = """
conditional  pending       cancelled        fulfilled conditional  cancelled cancelled  conditional conditional
pending      pending       pending          fulfilled pending      broken    cancelled  pending     overdue
overdue      overdue       overdue          fulfilled overdue      broken    cancelled  pending     overdue
broken       broken        broken           fulfilled broken       broken    broken     broken      broken
fulfilled    fulfilled     fulfilled        fulfilled fulfilled    fulfilled fulfilled  fulfilled   fulfilled
cancelled    cancelled     cancelled        cancelled cancelled    cancelled cancelled  cancelled   cancelled
"""
CASES = [
    (row.split()[0], happening, then)
    for row in TABLE.strip().splitlines()
    for happening, then in zip(HAPPENINGS.split(), row.split()[1:], strict=True)
]


@pytest.mark.parametrize(("before", "happening", "then"), CASES)
def test_transitions(before: CommitmentState, happening: Happening, then: CommitmentState) -> None:
    assert after(before, happening) == then


def test_the_table_is_whole() -> None:
    assert set(TRANSITIONS) == set(get_args(CommitmentState))
    assert all(set(moves) == set(get_args(Happening)) for moves in TRANSITIONS.values())
    assert {before for before, _, _ in CASES} == set(TRANSITIONS)


def test_final_states() -> None:
    assert sorted(FINAL) == ["cancelled", "fulfilled"]
