"""Whatever comes in, each room keeps its word; ``benchmarks/fuzz.py`` asks it for longer.

A case that once broke a room stands in the tables below, as short as it could be made.
"""

from __future__ import annotations

from random import Random
from types import ModuleType

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from foreigndesk.reader import Reader

ROOMS = ("page", "stdin", "lines", "text", "times", "quotations")
BYTES, TEXTS = ("page", "stdin", "lines"), ("text", "times", "quotations")

quick = settings(
    max_examples=25, deadline=None, database=None, derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)  # fmt: skip
# every character of every plane but the halves of surrogate pairs; Hypothesis's own table of them takes seconds to make
any_text = st.lists(st.integers(0, 0x10F7FF).map(lambda code: chr(code if code < 0xD800 else code + 0x800)), max_size=300).map("".join)


@pytest.mark.parametrize("room", ROOMS)
@quick
@given(seed=st.integers(0, 2**32))
def test_made_to_break(room: str, seed: int, hostile: ModuleType) -> None:
    make, target = hostile.TARGETS[room]
    target(make(Random(seed)))


@pytest.mark.parametrize("room", BYTES)
@quick
@given(data=st.binary(max_size=400))
def test_any_bytes(room: str, data: bytes, hostile: ModuleType) -> None:
    hostile.TARGETS[room][1](data)


@pytest.mark.parametrize("room", TEXTS)
@quick
@given(text=any_text)
def test_any_text(room: str, text: str, hostile: ModuleType) -> None:
    hostile.TARGETS[room][1](text)


@settings(quick, max_examples=12)
@given(seed=st.integers(0, 2**32))
def test_the_whole_way(seed: int, hostile: ModuleType, reader: Reader) -> None:
    make, target = hostile.TARGETS["reading"]
    target(make(Random(seed))[:600])


@settings(quick, max_examples=12)
@given(text=any_text)
def test_the_whole_way_of_any_text(text: str, hostile: ModuleType, reader: Reader) -> None:
    hostile.TARGETS["reading"][1](text[:120])


CASES = [
    # declared encodings that are no encodings of characters, or cannot be read with broken bytes
    ("page", b"<html><head><meta charset=base64></head><body>caf\xe9</body></html>"),
    ("page", b"<html><head><meta charset=idna></head><body>caf\xe9</body></html>"),
    ("page", b"<html><head><meta charset=undefined></head><body>caf\xe9</body></html>"),
    # a tree that trafilatura stumbles over
    ("page", "<svg></body></html>".encode("utf-32")),
    # half a character, in any field
    ("lines", b'{"text": "Norway recalled its ambassador, officials said.", "id": "\\ud800"}'),
    ("lines", b'{"text": "Norway recalled its ambassador, officials said.", "title": "\\udfff"}'),
    ("lines", b'{"html": "<p>\\ud800</p>"}'),
    ("text", "\ud800"),
    # a title of invisible characters alone is none
    ("lines", b'{"text": "Norway recalled its ambassador on Monday, officials said.", "title": "\\u200b"}'),
    # what stands before a verb may hang beside the clause that the verb governs: the way up never met it, and had no end
    (
        "reading",
        'the 40th century \xbd the 40th century said or warned \uff11\uff12 May 5,,5 mid-May. she The treaty, signed 20 ye'
        'ars ago in the 1990s,e pxires " three days before 2031. Christmas vowed 5,,5 \uff11\uff12 May in 99999 Kosovo '
        'France pays $1.2bn a year, or 3.5<!-- per cent, until the "31st of December, said the IMF\'s'
    ),
    # two statements, each with the other's cue in its content
    ("reading", "Ramadan 2,5 days later promised U.S. a century recognised 30 February 2031 said the EU"),
]


@pytest.mark.parametrize(("room", "value"), CASES)
def test_what_once_broke(room: str, value: str | bytes, hostile: ModuleType, reader: Reader) -> None:
    hostile.TARGETS[room][1](value)


@pytest.mark.parametrize("name", ["letters", "digits", "straight quotes", "initials", "newlines", "emoji", "and names", "tags"])
def test_a_million_characters_of_nothing_are_taken_in(name: str, hostile: ModuleType) -> None:
    (text,) = (text for trap, text in hostile.traps(1_000_000) if trap == name)
    hostile.given_page(text.encode())


@pytest.mark.parametrize("unit", ["A. ", ". ", "- "])
def test_a_sentence_without_end_is_cut(unit: str, reader: Reader) -> None:
    sentences = list(reader.nlp(unit * 400).sents)
    assert max(map(len, sentences)) <= 300
