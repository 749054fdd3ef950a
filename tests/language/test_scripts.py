"""Edit scripts between forms and lemmas."""

import pytest

from foreigndesk.language.scripts import apply, script


@pytest.mark.parametrize(
    ("form", "lemma", "expected"),
    [
        ("ministries", "ministry", "k:3:y"),
        ("Ministries", "ministry", "l:3:y"),
        ("talks", "talk", "k:1:"),
        ("Talks", "talk", "l:1:"),
        ("said", "say", "k:2:y"),
        ("was", "be", "=be"),
        ("NATO", "NATO", "k:0:"),
        ("PARIS", "Paris", "t:0:"),
        ("The", "the", "l:0:"),
    ],
)
def test_script(form: str, lemma: str, expected: str) -> None:
    assert script(form, lemma) == expected
    assert apply(expected, form) == lemma


@pytest.mark.parametrize(
    ("edit", "form", "expected"),
    [("k:3:y", "parties", "party"), ("k:5:", "was", "was"), ("=go", "went", "go"), ("k:1::", "a:b", "a::")],
)
def test_apply(edit: str, form: str, expected: str) -> None:
    assert apply(edit, form) == expected
