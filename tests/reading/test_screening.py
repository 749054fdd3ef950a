"""What is left out of a report's events, and whose other side is told elsewhere."""

import pytest

from foreigndesk.intake import from_text
from foreigndesk.reader import Reader

LEFT_OUT = [  # text, the type that it must not give
    ("The singer Jane Roe met the drummer John Doe at school.", "CONSULT"),  # nobody's politics
    ("Mr Smith attacked a girl.", "ASSAULT"),
    ("Ghana mourned the nine people who were killed on the road.", "ASSAULT"),  # told by the way
    ("Five soldiers were killed when a bomber crashed in Kenya.", "ASSAULT"),  # an accident
    ("A hall fire killed five soldiers in Kenya.", "ASSAULT"),
    ("The Chadian and Kenyan ministers discussed prospects for developing Chadian-Kenyan ties.", "SUPPORT"),  # a topic
]
SIDES = [  # text, type, actors, recipients
    ("Chad should continue efforts to develop Chadian-Sudanese relations.", "SUPPORT", ("TCD",), ("SDN",)),
    ("Chad and Sudan fight in Darfur.", "ASSAULT", ("TCD",), ("SDN",)),
    ("Kenya agreed to pull Kenyan forces from Somalia.", "RETREAT", ("KEN",), ("SOM",)),
    ("Two rebels killed in Darfur.", "ASSAULT", (), None),
]


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader()


@pytest.mark.parametrize(("text", "kind"), LEFT_OUT)
def test_left_out(reader: Reader, text: str, kind: str) -> None:
    assert kind not in {e.type for e in reader.read(from_text(text, raw=True)).events}


@pytest.mark.parametrize(("text", "kind", "actors", "recipients"), SIDES)
def test_sides(
    reader: Reader, text: str, kind: str, actors: tuple[str, ...] | None, recipients: tuple[str, ...] | None
) -> None:
    found = [e for e in reader.read(from_text(text, raw=True)).events if e.type == kind]
    assert found
    assert actors is None or found[0].actors == actors
    assert recipients is None or found[0].recipients == recipients
