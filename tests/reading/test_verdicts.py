import pytest

from foreigndesk.errors import LexiconError
from foreigndesk.reading import verdicts as room
from foreigndesk.reading.verdicts import poles

GOOD = {"id": "validity", "thing": "subject", "for": ["valid"], "against": ["void"]}
WRONG = [
    # the entries, key of the error, words of the error
    ([{**GOOD, "colour": "red"}], "colour", "unknown key"),
    ([{**GOOD, "thing": "verb"}], "thing", "is none of"),
    ([{**GOOD, "against": []}], "against", "is missing or empty"),
    ([{**GOOD, "against": ["valid"]}], "against", "stands on both sides"),
    ([GOOD, GOOD], "id", "stands twice"),
    ([], "pole", "there is none"),
]


@pytest.mark.parametrize(("entries", "key", "words"), WRONG)
def test_poles_that_break_the_schema(monkeypatch: pytest.MonkeyPatch, entries: list[object], key: str, words: str) -> None:
    monkeypatch.setattr(room, "toml", lambda file: {"pole": entries})
    with pytest.raises(LexiconError) as caught:
        poles.__wrapped__()
    assert caught.value.code == "FD203"
    assert f"key {key!r}" in str(caught.value)
    assert words in str(caught.value)


def test_the_shipped_poles() -> None:
    words = {pole.id: pole.words for pole in poles()}
    assert words["validity"]["valid"] is True
    assert words["validity"]["void"] is False
