import pytest

from foreigndesk.errors import LexiconError
from foreigndesk.intake import data


def test_the_lexicons_are_sound() -> None:
    assert data.agencies()["AP"] == "The Associated Press"
    assert data.boilerplate().notices
    assert "French" in data.languages().words


@pytest.mark.parametrize(
    ("table", "load", "words"),
    [
        ({"agency": [{"name": "X"}]}, data.agencies, "agencies.toml, agency 1, aliases"),
        ({"agency": [{"name": "X", "aliases": ["A"]}, {"name": "Y", "aliases": ["A"]}]}, data.agencies, "agency 2"),
        ({"notice": [{"patterns": ["("], "max_words": 3}]}, data.boilerplate, "notice 1, patterns"),
        ({"notice": [{"patterns": ["a"]}]}, data.boilerplate, "notice 1, max_words"),
        ({"notice": []}, data.boilerplate, "captions, patterns"),
        ({"language": [{"name": "", "words": []}]}, data.languages, "language 1, name"),
        ({"script": [{"name": "X", "ranges": [[2, 1]]}]}, data.languages, "script 1, ranges"),
    ],
)
def test_a_broken_lexicon_names_file_entry_and_key(
    table: dict[str, object], load: object, words: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(data, "_load", lambda name: table)
    with pytest.raises(LexiconError, match=words) as caught:
        load.__wrapped__()  # type: ignore[attr-defined]
    assert caught.value.code == "FD202"


def test_a_missing_lexicon() -> None:
    with pytest.raises(LexiconError) as caught:
        data._load("nothing.toml")
    assert caught.value.code == "FD201"
