from typing import get_args

import pytest

from foreigndesk.errors import LexiconError
from foreigndesk.model import RelationType, Status
from foreigndesk.reading import effects as room
from foreigndesk.reading.effects import effects

GOOD = {"relation": "recognition", "holder": ["subj"], "other": ["obj"], "initiates": [{"verbs": ["recognise"]}]}

WRONG = [
    # an entry, the entry the error names, its key, words of the error
    ({**GOOD, "colour": "red"}, "recognition #1", "colour", "no such key"),
    ({**GOOD, "relation": "friendship"}, "friendship #1", "relation", "territorial_claim"),
    ({"initiates": [{"verbs": ["recognise"]}]}, "? #1", "relation", "is needed"),
    ({**GOOD, "initiates": [{"verb": ["recognise"]}]}, "recognition #1.initiates.1", "verb", "no such key"),
    ({**GOOD, "initiates": [{"frames": ["support.no-such-frame"]}]}, "recognition #1.initiates.1", "frames", "support.no-such-frame"),
    ({**GOOD, "initiates": [{"verbs": ["recognise"], "object": ["@none"]}]}, "recognition #1.initiates.1", "object", "@none"),
    ({**GOOD, "terminates": [{"verbs": ["drop"], "not_object": ["@none"]}]}, "recognition #1.terminates.1", "not_object", "@none"),
]


@pytest.mark.parametrize(("entry", "name", "key", "words"), WRONG)
def test_entries_that_break_the_schema(
    monkeypatch: pytest.MonkeyPatch, entry: dict[str, object], name: str, key: str, words: str
) -> None:
    monkeypatch.setattr(room, "toml", lambda file: {"effect": [entry]})
    with pytest.raises(LexiconError) as caught:
        effects.__wrapped__()
    assert caught.value.code == "FD203"
    assert f"effects.toml: entry {name!r}, key {key!r}" in str(caught.value)
    assert words in str(caught.value)


def test_an_entry_and_its_defaults(monkeypatch: pytest.MonkeyPatch) -> None:
    entry = {
        "relation": "treaty", "symmetric": True,
        "initiates": [{"verbs": ["sign up to", "sign"], "object": ["treaty"]}], "terminates": [{"nouns": ["end-date"], "needs": ["of"]}],
    }
    monkeypatch.setattr(room, "toml", lambda file: {"effect": [entry]})
    found = effects.__wrapped__()
    starts, ends = found.entries
    assert (starts.terminates, ends.terminates) == (False, True)
    assert (starts.holder, starts.other) == (("actor",), ("recipient",))
    assert starts.statuses == {"occurred", "ongoing"}
    assert starts.symmetric
    assert ends.needs == ("of",)
    assert [rest for _, rest in found.by_verb["sign"]] == [(), ("up", "to")]
    assert [rest for _, rest in found.by_noun["date"]] == [("end",)]
    assert found.nouns == {"date"}


def test_the_shipped_effects() -> None:
    entries = effects().entries
    assert {e.relation for e in entries if not e.terminates} == set(get_args(RelationType))
    assert all(e.statuses <= set(get_args(Status)) for e in entries)
    assert all(e.verbs or e.nouns or e.adjectives or e.frames for e in entries)
    assert len({e.id for e in entries}) == len(entries)


SHIPPED = [
    # a verb, relation, whether it ends it
    ("recognise", "recognition", False),
    ("join", "membership", False),
    ("leave", "membership", True),
    ("invade", "war", False),
    ("annex", "occupation", False),
    ("deploy", "military_presence", False),
    ("withdraw", "military_presence", True),
    ("impose", "sanctions", False),
    ("lift", "sanctions", True),
    ("break", "ceasefire", True),
]


@pytest.mark.parametrize(("verb", "relation", "ends"), SHIPPED)
def test_shipped_verbs(verb: str, relation: str, ends: bool) -> None:
    assert any(e.relation == relation and e.terminates is ends for e, _ in effects().by_verb[verb])
