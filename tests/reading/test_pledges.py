from collections.abc import Mapping

import pytest

from foreigndesk.errors import LexiconError
from foreigndesk.lexicon.loader import toml
from foreigndesk.reading import pledges as room
from foreigndesk.reading.pledges import FILE, KEYS, pledges

WRONG: list[tuple[dict[str, object], str, str]] = [
    # tables that take the shipped ones' place, key of the error, words of the error
    ({"wishes": {}}, "", "no such table"),
    ({"offers": {}}, "adjectives", "is missing or empty"),
    ({"offers": {"adjectives": ["ready"], "verbs": ["offer"]}}, "verbs", "unknown key"),
    ({"offers": {"adjectives": ["ready", "ready"]}}, "adjectives", "stands twice"),
]


@pytest.mark.parametrize(("tables", "key", "words"), WRONG)
def test_words_that_break_the_schema(monkeypatch: pytest.MonkeyPatch, tables: Mapping[str, object], key: str, words: str) -> None:
    shipped = toml(FILE)
    monkeypatch.setattr(room, "toml", lambda file: {**shipped, **tables})
    with pytest.raises(LexiconError) as caught:
        pledges.__wrapped__()
    assert caught.value.code == "FD203"
    assert f"key {key!r}" in str(caught.value)
    assert words in str(caught.value)


def test_a_verb_tells_one_outcome(monkeypatch: pytest.MonkeyPatch) -> None:
    shipped = toml(FILE)
    monkeypatch.setattr(room, "toml", lambda file: {**shipped, "outcomes": {**shipped["outcomes"], "refused": ["keep"]}})
    with pytest.raises(LexiconError, match="'keep' tells 'done' already"):
        pledges.__wrapped__()


def test_the_shipped_words() -> None:
    shipped = pledges()
    assert set(shipped.lists) == {f"{table}.{key}" for table, keys in KEYS.items() for key in keys}
    assert (shipped.outcome["keep"], shipped.outcome["break"]) == ("done", "refused")
    assert shipped.has("clauses.papers", None, "treaty")
    assert not shipped.has("clauses.papers", "border")
