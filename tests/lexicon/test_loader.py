from __future__ import annotations

from pathlib import Path

import pytest

from foreigndesk.errors import LexiconError
from foreigndesk.lexicon.loader import ROOT, bad, table, toml


def test_reads_toml_and_csv(tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_text('[words]\nyes = ["oui"]\n', encoding="utf-8")
    (tmp_path / "a.csv").write_text("key,name\nFRA,France\n", encoding="utf-8")
    assert toml(tmp_path / "a.toml") == {"words": {"yes": ["oui"]}}
    assert table(tmp_path / "a.csv") == [{"key": "FRA", "name": "France"}]


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


def test_a_bad_entry_names_file_entry_and_key() -> None:
    error = bad("frames.toml", "agree.sign", "type", "is no PLOVER type")
    assert error.code == "FD203"
    assert "frames.toml" in error.message
    assert "agree.sign" in error.message
    assert "type" in error.message


@pytest.mark.parametrize("file", sorted(p.relative_to(ROOT).as_posix() for p in ROOT.rglob("*.toml")))
def test_every_shipped_file_is_toml(file: str) -> None:
    assert toml(file)
