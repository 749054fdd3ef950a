"""What later sentences of a report make of a promise, with the shipped weights (published on 15 May 2024)."""

from collections.abc import Callable

import pytest

from foreigndesk.model import Reading

Read = Callable[[str], Reading]

# the promise, what is told later, the states that the commitment goes through
BORDER = "Kenya promised to reopen its border with Somalia."
TROOPS = "Uganda pledged to withdraw its troops from Somalia by 1 June."
PRISONERS = "Poland vowed to release the prisoners if Belarus reopens the border."
RATIFIED = "Poland vowed to release the prisoners once the treaty is ratified."
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
    # … that failed, or slipped
    (PRISONERS, "Belarus did not reopen the border.", "conditional cancelled"),
    (PRISONERS, "Belarus has not reopened the border.", "conditional"),
    (PRISONERS, "Latvia did not reopen the bridge.", "conditional"),
    (PRISONERS, "Belarus refused to reopen the border on Tuesday.", "conditional cancelled"),
    (PRISONERS[:-1] + ", but Belarus has ruled out reopening the border.", "", "conditional cancelled"),
    (RATIFIED, "Parliament failed to ratify the treaty.", "conditional cancelled"),
    ("Poland vowed to release the prisoners after a summit in Minsk.", "The summit was cancelled.", "conditional cancelled"),
    ("Poland vowed to release the prisoners after a summit in Minsk.", "The summit was postponed.", "conditional conditional"),
    ("Poland vowed to release the prisoners once the treaty is signed.", "Belarus put off the signing.", "conditional conditional"),
    ("Uganda pledged to withdraw its troops if the ceasefire holds.", "The ceasefire collapsed.", "conditional cancelled"),
    ("Uganda pledged to withdraw its troops if the ceasefire holds.", "Rebels violated the ceasefire.", "conditional cancelled"),
    ("Kenya promised to sign the treaty if Somalia stops the shelling.", "Somalia stopped the shelling.", "conditional pending"),
    ("Kenya promised to sign the treaty if Somalia stops the shelling.", "Somalia kept shelling the town.", "conditional cancelled"),
    (PRISONERS, "Poland refused to release the prisoners.", "conditional cancelled"),
    # what was not to be done, and was
    ("Libya agreed not to attack ships.", "Libyan planes bombed a ship on Tuesday.", "pending broken"),
    ("Libya undertook not to attack ships or port facilities.", "Libyan forces shelled the port on Tuesday.", "pending broken"),
    ("Libya agreed not to attack ships.", "Libyan planes bombed a bridge on Tuesday.", "pending"),
    ("Libya agreed not to attack ships.", "Chadian planes bombed a ship on Tuesday.", "pending"),
    ("Libyan missiles hit the port a day after Libya had agreed not to attack harbours.", "", "pending broken"),
    # what may be changes nothing
    (BORDER, "Kenya may reopen the border.", "pending"),
]


@pytest.mark.parametrize(("promise", "later", "states"), CASES)
def test_outcomes(read: Read, promise: str, later: str, states: str) -> None:
    commitment = read(f"{promise} {later}").commitments[0]
    assert " ".join(change.state for change in commitment.history) == states
    assert commitment.state == states.split()[-1]


# the promise, the sentence that moves it, what it makes of it
MOVES = [
    (BORDER, "Kenya reopened the border on Tuesday.", "fulfilled"),
    (BORDER, "Kenya refused to reopen the border.", "broken"),
    (BORDER, "Kenya called off the plan.", "cancelled"),
    ("Kenya promised to release the prisoners.", "Kenya released some of the prisoners on Tuesday.", "pending"),
    (TROOPS, "Uganda postponed the withdrawal until 1 July.", "pending"),
    (PRISONERS, "Belarus reopened the border on Tuesday.", "pending"),
    (PRISONERS, "Belarus refused to reopen the border.", "cancelled"),
]


@pytest.mark.parametrize(("promise", "later", "state"), MOVES)
def test_the_sentence_that_moved_it_is_the_evidence(read: Read, promise: str, later: str, state: str) -> None:
    text = f"{promise} {later}"
    first, *_, last = read(text).commitments[0].history
    assert [text[slice(*span)] for span in first.evidence] == [promise]
    assert [text[slice(*span)] for span in last.evidence] == [later]
    assert last.state == state


def test_a_day_that_has_passed_is_told_by_the_promise(read: Read) -> None:
    text = "Uganda pledged to withdraw its troops from Somalia by 1 May 2024."
    commitment = read(text).commitments[0]
    assert [change.state for change in commitment.history] == ["pending", "overdue"]
    assert [text[slice(*span)] for span in commitment.history[-1].evidence] == [text]


def test_what_was_done_has_its_day(read: Read) -> None:
    change = read(f"{BORDER} Kenya reopened the border on Tuesday.").commitments[0].history[-1]
    assert change.when is not None
    assert change.when.edtf == "2024-05-14"


def test_what_slips_has_a_new_day(read: Read) -> None:
    due = read(f"{TROOPS} Uganda postponed the withdrawal until 1 July.").commitments[0].due
    assert due is not None
    assert due.latest is not None
    assert due.latest.isoformat() == "2024-07-01"
