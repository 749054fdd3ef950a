from __future__ import annotations

from pathlib import Path

import pytest

from foreigndesk.errors import LexiconError
from foreigndesk.lexicon.loader import ROOT, Entry, bad, cells, entries, table, toml


def test_reads_toml_and_csv(tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_text('[words]\nyes = ["oui"]\n', encoding="utf-8")
    (tmp_path / "a.csv").write_text("key,name\nFRA,France\n", encoding="utf-8")
    assert toml(tmp_path / "a.toml") == {"words": {"yes": ["oui"]}}
    assert table(tmp_path / "a.csv") == [{"key": "FRA", "name": "France"}]
    assert cells(tmp_path / "a.csv") == [["key", "name"], ["FRA", "France"]]


@pytest.mark.parametrize(("name", "content"), [("broken.toml", "[words\n"), ("missing.toml", None)])
def test_unreadable_toml_is_named(tmp_path: Path, name: str, content: str | None) -> None:
    if content is not None:
        (tmp_path / name).write_text(content)
    with pytest.raises(LexiconError, match=name) as caught:
        toml(tmp_path / name)
    assert caught.value.code == "FD201"


def test_missing_table_is_named(tmp_path: Path) -> None:
    with pytest.raises(LexiconError, match=r"nothing\.csv") as caught:
        table(tmp_path / "nothing.csv")
    assert caught.value.code == "FD202"


def test_a_ragged_table_names_its_row(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("key,name\n\nFRA\n", encoding="utf-8")
    with pytest.raises(LexiconError, match=r"a\.csv: entry 'FRA' has 1 cells") as caught:
        table(tmp_path / "a.csv")
    assert caught.value.code == "FD202"


@pytest.mark.parametrize(
    ("values", "key"),
    [
        ("say", ""), ({"colour": "red"}, "colour"), ({}, "force"), ({"force": " neutral"}, "force"), ({"force": "loud"}, "force"),
        ({"force": "neutral", "verbs": "say"}, "verbs"), ({"force": "neutral", "verbs": ["say", "say"]}, "verbs"),
        ({"force": "neutral", "medium": 1}, "medium"),
    ],
)  # fmt: skip
def test_an_entry_names_what_breaks_its_schema(values: object, key: str) -> None:
    def read() -> None:
        entry = Entry("cues.toml", "say", values, {"force", "verbs", "medium"})
        entry.word("force", {"neutral"})
        entry.words("verbs")
        entry.flag("medium")

    with pytest.raises(LexiconError, match=f"'say', key '{key}'") as caught:
        read()
    assert caught.value.code == "FD203"


def test_entries_go_by_their_name_or_number() -> None:
    data = {"cue": [{"id": "say"}, {"verbs": ["tell"]}]}
    assert [entry.name for entry in entries("cues.toml", data, "cue", {"id", "verbs"}, "id")] == ["say", "cue 2"]
    with pytest.raises(LexiconError, match="array of tables"):
        list(entries("cues.toml", {"cue": {}}, "cue", {"id"}, "id"))


def test_a_bad_entry_names_file_entry_and_key() -> None:
    error = bad("frames.toml", "agree.sign", "type", "is no PLOVER type")
    assert error.code == "FD203"
    assert "frames.toml" in error.message
    assert "agree.sign" in error.message
    assert "type" in error.message


@pytest.mark.parametrize("file", sorted(p.relative_to(ROOT).as_posix() for p in ROOT.rglob("*.toml")))
def test_every_shipped_file_is_toml(file: str) -> None:
    assert toml(file)
