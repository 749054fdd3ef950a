"""Where a speaker stands, told by the act and the content's own propositions."""

import pytest

from foreigndesk.intake import from_text
from foreigndesk.reader import Reader

CASES = [
    # an event in the content
    ("The ministry denied that its jets struck the port.", "ASSAULT", "against"),
    ("Ghana condemned the raid on Lome.", "ASSAULT", "against"),
    # an actor that it begins with
    ("The president praised Chad for its patience.", "Chad", "for"),
    # the speaker's own act within the content
    ("Ghana said on Monday that it supports Togo.", "Togo", "for"),
    # none
    ("The envoy said the talks had failed.", None, None),
    ("The ministry rejected the claim that troops had left.", None, None),
]


@pytest.mark.parametrize(("text", "toward", "polarity"), CASES)
def test_stances(reader: Reader, text: str, toward: str | None, polarity: str | None) -> None:
    reading = reader.read(from_text(text, raw=True))
    names = {a.id: a.name for a in reading.actors} | {e.id: e.type for e in reading.events}
    taken = [(names[s.stance.toward], s.stance.polarity) for s in reading.statements if s.stance is not None]
    assert taken == ([(toward, polarity)] if toward is not None else [])
