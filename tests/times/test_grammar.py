"""Forms are tried only where the words that they need stand: that must spare time and never a match."""

from __future__ import annotations

import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from foreigndesk.errors import LexiconError
from foreigndesk.times import grammar as room
from foreigndesk.times import lexicon
from foreigndesk.times.grammar import Form, grammar
from foreigndesk.times.lexicon import Pattern

_AROUND = re.compile(r"\(\?<?[=!](?:\[[^\]]*\]|\\.|[^()\[\]]|\((?:[^()]|\([^()]*\))*\))*\)|\\b")  # what looks around, left out


def _texts(form: Form) -> st.SearchStrategy[tuple[Form, str]]:
    """Texts that a form without its conditions on what stands around it matches."""
    pattern = _AROUND.sub("", form.regex.pattern.replace(room._SPACE, " "))
    return st.tuples(st.just(form), st.from_regex(re.compile(pattern, re.ASCII), fullmatch=True))


@settings(derandomize=True, database=None, max_examples=250, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    st.sampled_from(grammar().forms).flatmap(_texts),
    st.sampled_from(("", "within ", "in ", "the ", "for ", "at ")),
    st.sampled_from(("", " of", ", it said", " and then.", "\n\nmay 2008")),
)
def test_no_form_needs_what_one_of_its_matches_lacks(made: tuple[Form, str], before: str, after: str) -> None:
    form, text = made
    low = f"{before}{text}{after}"
    if form.match(low, len(before)):
        assert not form.needs & grammar().unmet(low, len(before)), (form.pattern, low)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("12-14 june 2008", "day_range"), ("3 june until\n4 june", "day"), ("the 1990’s", "decade"), ("the '80s", "decade_short"),
        ("10:30pm gmt", "clock"), ("4 p.m.", "clock"), ("1800gmt", "clock"), ("fy2009", "fiscal"), ("q3 2010", "quarter"),
        ("year’s end", "year_end"), ("mid-2004", "year"), ("the very end of the week", "period"),
    ],
)  # fmt: skip
def test_the_first_form_that_matches_is_found(text: str, kind: str) -> None:
    match = grammar().match(text, 0)
    assert match is not None
    assert match.kind == kind


@pytest.mark.parametrize(
    ("patterns", "message"),
    [
        ((Pattern("day", "x", ("{moon}",)),), "patterns.toml: entry '{moon}', key 'needs'"),
    ],
)
def test_needs_name_slots(patterns: tuple[Pattern, ...], message: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lexicon, "patterns", lambda: ({}, patterns))
    with pytest.raises(LexiconError, match=message) as raised:
        grammar.__wrapped__()
    assert raised.value.code == "FD203"


@pytest.mark.parametrize(("form", "message"), [("{moon}", "neither a slot nor a macro"), ("(", "form")])
def test_a_broken_form_is_named_when_it_is_compiled(form: str, message: str) -> None:
    with pytest.raises(LexiconError, match=message) as raised:
        assert Form(Pattern("day", form), 0).regex
    assert raised.value.code == "FD203"
