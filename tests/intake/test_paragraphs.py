import pytest

from foreigndesk.intake.paragraphs import blocks, ends_sentence, squeeze, tidy, undouble

WRAPPED = """The foreign ministers of Ruritania and Graustark agreed on Tuesday to reopen
the bridge over the Elb, which has been closed since the war of 2011, and
General Marek of the border guard said that his men would leave the bridge.
The accord was signed in Zenda."""

RAGGED = """The two ministers
discussed trade, the bridge over the Elb and the return of prisoners to their homes before the winter sets in.
The meeting was attended by Federal Councillor
Ada Lund and others."""


def paragraphs(text: str) -> list[str]:
    return [part.text for part in blocks([squeeze(line) for line in tidy(text).split("\n")])]


def test_hard_wrapped_lines_are_joined() -> None:
    assert paragraphs(WRAPPED) == [" ".join(WRAPPED.split())]


def test_ragged_lines_are_joined_and_sentences_stay_apart() -> None:
    assert [text.split()[-1] for text in paragraphs(RAGGED)] == ["in.", "others."]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One sentence here.\nAnother one there.", ["One sentence here.", "Another one there."]),
        ("A headline of the day\n\nA sentence of prose.", ["A headline of the day", "A sentence of prose."]),
        ("He spoke of the\nTreaty of Zenda.", ["He spoke of the Treaty of Zenda."]),
        ("They will:\n- open it.\n- close it.", ["They will:", "- open it.", "- close it."]),
        ("\n\n\n", []),
    ],
)
def test_line_breaks(text: str, expected: list[str]) -> None:
    assert paragraphs(text) == expected


def test_plain_characters() -> None:
    assert squeeze(tidy("\ufeffa\u00a0 b\tc\u00add\u200be &amp; f\r\n")) == "a b cde & f"
    assert tidy("AT&T; R&D") == "AT&T; R&D"


def test_a_spreadsheets_quotes() -> None:
    assert undouble('"He spoke of ""a flagrant act"", she said."') == 'He spoke of "a flagrant act", she said.'
    assert undouble('"We are ready," he said. "Now."') == '"We are ready," he said. "Now."'


@pytest.mark.parametrize(("text", "ends"), [("It is.", True), ('"It is."', True), ("It is", False), ("Is it?", True)])
def test_ends(text: str, ends: bool) -> None:
    assert ends_sentence(text) is ends
