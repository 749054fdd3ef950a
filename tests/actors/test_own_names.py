"""A reader's own names for actors of ours, and own kinds of bodies."""

from __future__ import annotations

from pathlib import Path

import pytest

from foreigndesk.actors.knowledge import Knowledge, load
from foreigndesk.errors import LexiconError
from foreigndesk.lexicon.loader import ROOT


def known(tmp_path: Path, text: str) -> Knowledge:
    file = tmp_path / "mine.toml"
    file.write_text(text, encoding="utf-8")
    return load(ROOT / "actors", file)


def test_names_are_added_to_an_actor_of_ours(tmp_path: Path) -> None:
    found = known(tmp_path, '[actors.TCD]\naliases = ["Lake Republic", "LRC"]\nadjectives = ["Lakeish"]\n')
    assert {(entity.key, form) for name in ("Lake Republic", "LRC", "Lakeish", "Chad") for entity, form in found.by_surface(name)} == {
        ("TCD", "name"), ("TCD", "acronym"), ("TCD", "adjective"),
    }  # fmt: skip


def test_bodies_of_ones_own(tmp_path: Path) -> None:
    found = known(
        tmp_path, '[bodies.rebels]\nnouns = ["maquisard"]\n[bodies.herders]\nnouns = ["goatherd"]\ntype = "population"\nsector = "CVL"\n'
    )
    maquis, herders = found.body("maquisards"), found.body("goatherd")
    assert maquis is not None
    assert herders is not None
    assert (maquis.key, herders.key, herders.sector) == ("rebels", "herders", "CVL")


@pytest.mark.parametrize(
    ("text", "code", "says"),
    [
        ('[actors.TCD]\naliases = ["Sudan"]', "FD205", "'Sudan' is also claimed by 'TCD' (mine.toml)"),
        ('[actors.TCD]\nname = "Chad"\naliases = ["Lake"]', "FD201", "mine.toml, entry 'TCD', key 'type'"),
        ('[bodies.rebels]\nnouns = ["army"]', "FD205", "mine.toml, entry 'rebels', key 'nouns': 'army' is also a noun of 'military'"),
        ('[bodies.rebels]\nnouns = ["maquisard"]\nsector = "REB"', "FD202", "is a kind of ours: give it nouns and nothing else"),
        ('[bodies.herders]\nnouns = ["goatherd"]', "FD201", "key 'type': is empty"),
        ('[bodies.herders]\ntype = "population"', "FD201", "key 'nouns': is empty"),
        ('[bodies.herders]\nnouns = ["goatherd"]\ntype = "planet"', "FD203", "'planet' is not known"),
        ('[bodies.herders]\nwords = ["goatherd"]', "FD203", "key 'words'"),
    ],
)
def test_a_fault_names_entry_and_key(tmp_path: Path, text: str, code: str, says: str) -> None:
    with pytest.raises(LexiconError) as raised:
        known(tmp_path, text)
    assert raised.value.code == code
    assert says in raised.value.message
