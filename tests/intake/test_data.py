import re

import pytest

from foreigndesk.errors import LexiconError
from foreigndesk.intake import data
from foreigndesk.lexicon.loader import toml


def test_the_lexicons_are_sound() -> None:
    assert data.agencies()["AP"] == "The Associated Press"
    assert data.boilerplate().notices
    assert "French" in data.languages().words


@pytest.mark.parametrize(
    ("table", "load", "words"),
    [
        ({"agency": [{"name": "X"}]}, data.agencies, "agencies.toml: entry 'agency 1', key 'aliases'"),
        ({"agency": [{"name": "X", "aliases": ["A"]}, {"name": "Y", "aliases": ["A"]}]}, data.agencies, "agency 2"),
        ({"notice": [{"patterns": ["("], "max_words": 3}]}, data.boilerplate, "'notice 1', key 'patterns'"),
        ({"notice": [{"patterns": ["a"]}]}, data.boilerplate, "'notice 1', key 'max_words'"),
        ({"notice": []}, data.boilerplate, "'captions', key 'patterns'"),
        ({"language": [{"name": "", "words": []}]}, data.languages, "'language 1', key 'name'"),
        ({"script": [{"name": "X", "ranges": [[2, 1]]}]}, data.languages, "'script 1', key 'ranges'"),
    ],
)
def test_a_broken_lexicon_names_file_entry_and_key(
    table: dict[str, object], load: object, words: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(data, "toml", lambda name: table)
    with pytest.raises(LexiconError, match=words) as caught:
        load.__wrapped__()  # type: ignore[attr-defined]
    assert caught.value.code == "FD203"


def test_every_pattern_stands_alone() -> None:
    for notice in toml("intake/boilerplate.toml")["notice"]:
        for pattern in notice["patterns"]:
            assert re.compile(pattern)
