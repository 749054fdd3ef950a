"""What later sentences of a report make of a promise, with the shipped weights (published on 15 May 2024)."""

from collections.abc import Callable

import pytest

from foreigndesk.model import Reading

Read = Callable[[str], Reading]

# the promise, what is told later, the states that the commitment goes through
BORDER = "Kenya promised to reopen its border with Somalia."
TROOPS = "Uganda pledged to withdraw its troops from Somalia by 1 June."
PRISONERS = "Poland vowed to release the prisoners if Belarus reopens the border."
CASES = [
    # the act, told again
    (BORDER, "Kenya reopened the border on Tuesday.", "pending fulfilled"),
    (BORDER, "Kenya refused to reopen the border.", "pending broken"),
    (BORDER, "Uganda reopened the border on Tuesday.", "pending"),
    ("Kenya promised to release the prisoners.", "Kenya released some of the prisoners on Tuesday.", "pending pending"),
    # by its noun
    (TROOPS, "Uganda called off the withdrawal on Tuesday.", "pending cancelled"),
    (TROOPS, "Uganda postponed the withdrawal until 1 July.", "pending pending"),
    # by the noun of the promise
    (BORDER, "Kenya broke its promise.", "pending broken"),
    (BORDER, "Kenya kept its promise.", "pending fulfilled"),
    (BORDER, "Kenya abandoned the plan.", "pending cancelled"),
    (BORDER, "Uganda broke its promise.", "pending"),
    # the condition
    (PRISONERS, "Belarus reopened the border on Tuesday.", "conditional pending"),
    (PRISONERS, "Belarus reopened the border on Tuesday. Poland released the prisoners on Wednesday.", "conditional pending fulfilled"),
    (PRISONERS, "Belarus did not reopen the border.", "conditional"),
    (PRISONERS, "Poland refused to release the prisoners.", "conditional cancelled"),
    # what may be changes nothing
    (BORDER, "Kenya may reopen the border.", "pending"),
]


@pytest.mark.parametrize(("promise", "later", "states"), CASES)
def test_outcomes(read: Read, promise: str, later: str, states: str) -> None:
    commitment = read(f"{promise} {later}").commitments[0]
    assert " ".join(change.state for change in commitment.history) == states
    assert commitment.state == states.split()[-1]


def test_the_sentence_that_moved_it_is_the_evidence(read: Read) -> None:
    text = f"{BORDER} Kenya reopened the border on Tuesday."
    change = read(text).commitments[0].history[-1]
    assert [text[slice(*span)] for span in change.evidence] == ["Kenya reopened the border on Tuesday."]
    assert change.when is not None
    assert change.when.edtf == "2024-05-14"


def test_what_slips_has_a_new_day(read: Read) -> None:
    due = read(f"{TROOPS} Uganda postponed the withdrawal until 1 July.").commitments[0].due
    assert due is not None
    assert due.latest is not None
    assert due.latest.isoformat() == "2024-07-01"
