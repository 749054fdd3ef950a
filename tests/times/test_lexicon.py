"""The words of time are checked when they are loaded."""

from __future__ import annotations

import pytest

from foreigndesk.errors import LexiconError
from foreigndesk.times import lexicon
from foreigndesk.times.finder import _RULES
from foreigndesk.times.grammar import grammar

BROKEN = [
    ("words", {"month": {"March": 3}}, "words.toml: entry 'month', key 'March'"),
    ("words", {"month": {}}, "words.toml: entry 'month', key 'table'"),
    ("holidays", {"easter": {"easter": 0, "day": 1, "month": 2}}, "holidays.toml: entry 'easter'"),
    ("holidays", {"easter": {"easter": 0, "colour": "white"}}, "holidays.toml: entry 'easter', key 'colour'"),
    ("patterns", {"macro": {}, "pattern": [{"kind": "day"}]}, "patterns.toml: entry 'pattern 1'"),
    ("context", {"shape": {"by": "near"}}, "context.toml: entry 'shape', key 'by'"),
    ("dated_events", {"event": [{"name": "A war", "start": "1999"}]}, "dated_events.toml: entry 'A war', key 'start"),
    ("dated_events", {"event": [{"name": "A war", "where": "there"}]}, "dated_events.toml: entry 'A war', key 'where'"),
]


@pytest.mark.parametrize(("table", "data", "message"), BROKEN, ids=[message for *_, message in BROKEN])
def test_broken_tables(table: str, data: object, message: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lexicon, "toml", lambda name: data)
    with pytest.raises(LexiconError, match=message) as raised:
        getattr(lexicon, table).__wrapped__()
    assert raised.value.code == "FD203"


def test_every_pattern_has_its_rule() -> None:
    assert {form.pattern.kind for form in grammar().forms} == set(_RULES)


def test_every_form_compiles() -> None:
    assert all(form.regex for form in grammar().forms)


def test_dated_events_are_many_and_in_order() -> None:
    events = lexicon.dated_events()
    assert len(events) >= 120
    assert [e.start for e in events] == sorted(e.start for e in events)
    assert len({e.name for e in events}) == len(events)
