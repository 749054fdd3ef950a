"""Which words of a telling count, and which clause is its own."""

from __future__ import annotations

import pytest

from foreigndesk.errors import LexiconError
from foreigndesk.lexicon import loader
from foreigndesk.lexicon.loader import toml
from foreigndesk.merging import wording
from foreigndesk.merging.wording import FILE, clause, content_words


def test_content_words() -> None:
    assert content_words("The harbours of Velm were shelled on Monday, said 3 of them") == {"harbou", "velm", "shelle"}


@pytest.mark.parametrize(
    ("text", "word", "own"),
    [
        ("Jets hit Velm on Friday, a day after Norland had agreed not to shell ports that ship grain.", "agreed",
         "Norland had agreed not to shell ports that ship grain."),
        ("Norland, which had left in May, returned to the talks.", "left", "had left in May"),
        ("Norland left the talks after its ships were shelled.", "left", "Norland left the talks after its ships were shelled."),
        ("It returned on Friday, four days after it had walked out.", "walked", "it had walked out."),
        ("Velm fell - the third town - and Norland fled.", "fled", "and Norland fled."),
    ],
)  # fmt: skip
def test_clause(text: str, word: str, own: str) -> None:
    at = text.index(word)
    start, end = clause(text, (0, len(text)), (at, at + len(word)))
    assert text[start:end].strip() == own


@pytest.mark.parametrize(
    ("change", "words"),
    [({"bounds": []}, "is missing or empty"), ({"more": ["x"]}, "unknown key"), ({"days": ["may", "may"]}, "stands twice")],
)
def test_words_that_break_the_schema(monkeypatch: pytest.MonkeyPatch, change: dict[str, list[str]], words: str) -> None:
    shipped = toml(FILE)
    monkeypatch.setattr(loader, "toml", lambda file: {**shipped, **change})
    with pytest.raises(LexiconError, match=words):
        wording._lists.__wrapped__()
