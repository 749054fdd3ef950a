"""A reader's own frames: read beside ours, in the stead of ours, and checked."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from foreigndesk.errors import LexiconError
from foreigndesk.model import Reading
from foreigndesk.reading import own_frames
from foreigndesk.reading.frames import frames

GOOD = """
without = ["accuse.condemn"]

[classes]
herd = ["camel", "goat"]

[[frame]]
id = "own.rustle"
type = "COERCE"
mode = "seize"
cameo = "171"
verbs = ["rustle"]
object = ["@herd"]
recipient = ["from", "obj"]
actor_needed = true

[[frame]]
id = "own.denounce"
type = "THREATEN"
cameo = "13"
verbs = ["denounce"]
"""
Write = Callable[[str], Path]


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Write:
    def write(text: str) -> Path:
        file = tmp_path / "own.toml"
        file.write_text(text)
        monkeypatch.setenv(own_frames.OWN, str(file))
        return file

    return write


def events(reading: Reading) -> set[tuple[str, str | None]]:
    return {(event.type, event.frame) for event in reading.events}


def test_own_frames_are_read(own: Write, read: Callable[[str], Reading]) -> None:
    told = "Chad rustled forty camels from Sudan. Chad denounced Sudan."
    assert ("COERCE", "own.rustle") not in events(read(told))
    own(GOOD)
    assert events(read(told)) == {("COERCE", "own.rustle"), ("THREATEN", "own.denounce")}
    (rustled,) = [event for event in read(told).events if event.frame == "own.rustle"]
    assert (rustled.actors, rustled.recipients, rustled.mode, rustled.cameo) == (("TCD",), ("SDN",), "seize", "171")


def test_ours_come_back_without_them(own: Write, read: Callable[[str], Reading], monkeypatch: pytest.MonkeyPatch) -> None:
    own(GOOD)
    assert "accuse.condemn" not in frames().frames
    monkeypatch.delenv(own_frames.OWN)
    assert "accuse.condemn" in frames().frames
    assert events(read("Chad denounced Sudan.")) == {("ACCUSE", "accuse.condemn")}


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("frames = 1", "entry 'frames', key 'frames': holds tables [[frame]] and [classes]"),
        ('without = ["accuse.nobody"]', "key 'accuse.nobody': no frame of ours is called so"),
        ('[[frame]]\ntype = "ACCUSE"\nverbs = ["x"]', "entry '?', key 'type': an id and one of the types ACCUSE, AGREE"),
        ('[[frame]]\nid = "a"\ntype = "BLAME"\nverbs = ["x"]', "entry 'a', key 'type': an id and one of the types"),
        ('[[frame]]\nid = "a"\ntype = "ACCUSE"', "entry 'a', key 'verbs': a frame needs verbs, nouns or adjectives"),
        ('[[frame]]\nid = "a"\ntype = "ACCUSE"\nverbs = "x"', "entry 'a', key 'verbs': 'x' must be a list of texts"),
        ('[[frame]]\nid = "a"\ntype = "ACCUSE"\nverbs = ["Blame"]', "'Blame' must be in lower case"),
        ('[[frame]]\nid = "a"\ntype = "ACCUSE"\nverbs = ["x"]\nverb = ["y"]', "entry 'a', key 'verb': no such key; a frame has"),
        ('[[frame]]\nid = "a"\ntype = "ACCUSE"\nverbs = ["x"]\nactor = ["subject"]', "key 'actor': 'subject' is none of about, adj"),
        ('[[frame]]\nid = "a"\ntype = "ACCUSE"\nverbs = ["x"]\nobject = ["@none"]', "no class called '@none'"),
        ('[[frame]]\nid = "a"\ntype = "ACCUSE"\nverbs = ["x"]\ncameo = "999"', "'999' is no CAMEO code"),
        ('[[frame]]\nid = "a"\ntype = "ACCUSE"\nverbs = ["x"]\nweight = 2', "key 'weight': 2 must be a number from 0 to 1"),
        ('[[frame]]\nid = "a"\ntype = "ACCUSE"\nverbs = ["x"]\nsymmetric = 1', "key 'symmetric': 1 must be true or false"),
        ('[[frame]]\nid = "a"\ntype = "ACCUSE"\nmode = 3\nverbs = ["x"]', "key 'mode': 3 must be text"),
        ('[[frame]]\nid = "accuse.condemn"\ntype = "ACCUSE"\nverbs = ["x"]', "another frame is called so"),
        ("[[frame]", "cannot be read as TOML"),
    ],
)  # fmt: skip
def test_a_fault_is_told_in_one_line(own: Write, text: str, says: str) -> None:
    own(text)
    with pytest.raises(LexiconError, match=r"own\.toml") as raised:
        frames()
    assert says in raised.value.message
    assert "\n" not in raised.value.message
