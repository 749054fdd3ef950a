"""Acts that are no events: merely entertained, or lacking."""

from collections.abc import Callable

import pytest

from foreigndesk.model import Reading
from foreigndesk.reading.idle import MATERIAL

ENTERTAINED = [
    "Iran considered attacking Israel.",
    "Turkey is considering an attack on Syria.",
    "Japan is mulling sending aid to Kenya.",
    "Chad said that it hoped the pact could avoid a war with Niger.",
    "Egypt voiced hope that Ghana would help Togo.",
]
LACKING = ["The agency counted two million people in need of help in Chad."]
EVENTS = [
    # text, type, status
    ("Iran is planning to attack Israel.", "ASSAULT", "planned"),
    ("Iran is ready to attack Israel.", "ASSAULT", "possible"),
    ("Iran allegedly attacked Israel.", "ASSAULT", "possible"),
    ("Ghana asked Togo to send aid to Chad.", "AID", "demanded"),
    ("Libya mourned the nine people who were killed by Egyptian troops.", "ASSAULT", "occurred"),
]


@pytest.mark.parametrize("text", [*ENTERTAINED, *LACKING])
def test_no_material_event(read: Callable[[str], Reading], text: str) -> None:
    assert [e.type for e in read(text).events if e.type in MATERIAL] == []


@pytest.mark.parametrize(("text", "kind", "status"), EVENTS)
def test_material_event(read: Callable[[str], Reading], text: str, kind: str, status: str) -> None:
    assert (kind, status) in [(e.type, e.status) for e in read(text).events]
