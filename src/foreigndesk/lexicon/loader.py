"""Reading lexicon files: TOML tables and CSV rows that ship with the package, with errors that name file, entry and key."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import tomli as tomllib

from foreigndesk.errors import LexiconError

ROOT = Path(__file__).parent


def toml(path: str | Path) -> dict[str, Any]:
    """A TOML file under the lexicon folder (or anywhere, by absolute path). Raises LexiconError FD201."""
    file = ROOT / path
    try:
        with file.open("rb") as handle:
            return tomllib.load(handle)
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise LexiconError("FD201", f"{file.name}: cannot be read as TOML: {error}") from error


def cells(path: str | Path) -> list[list[str]]:
    """The lines of a CSV file under the lexicon folder, its header first. Raises LexiconError FD202."""
    file = ROOT / path
    try:
        with file.open(encoding="utf-8", newline="") as handle:
            return list(filter(None, csv.reader(handle)))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise LexiconError("FD202", f"{file.name}: cannot be read as CSV: {error}") from error


def table(path: str | Path) -> list[dict[str, str]]:
    """The rows of a CSV file under the lexicon folder, by column. Raises LexiconError FD202."""
    header, *rows = cells(path)
    for row in rows:
        if len(row) != len(header):
            what = f"entry {row[0]!r} has {len(row)} cells where the header has {len(header)}"
            raise LexiconError("FD202", f"{Path(path).name}: {what}")
    return [dict(zip(header, row, strict=True)) for row in rows]


def bad(file: str, entry: str, key: str, what: str) -> LexiconError:
    """The error of an entry that breaks its schema."""
    return LexiconError("FD203", f"{file}: entry {entry!r}, key {key!r}: {what}")


class Entry:
    """One table of a lexicon file, read key by key; what breaks the schema raises LexiconError FD203."""

    def __init__(self, file: str, name: str, values: object, keys: Iterable[str]) -> None:
        self.file, self.name = file, name
        if not isinstance(values, dict):
            raise self.wrong("", "must be a table")
        self.values: dict[str, Any] = values
        allowed = set(keys)
        for key in values:
            if key not in allowed:
                raise self.wrong(key, f"unknown key; use {', '.join(sorted(allowed))}")

    def wrong(self, key: str, what: str) -> Exception:
        """The error that names this file, this entry and the key."""
        return bad(self.file, self.name, key, what)

    def word(self, key: str, allowed: Iterable[str] | None = None) -> str:
        """A value that must be there: text, and one of ``allowed`` where that is given."""
        if key not in self.values:
            raise self.wrong(key, "is missing")
        return self._checked(key, self.values[key], allowed)

    def maybe(self, key: str, allowed: Iterable[str] | None = None) -> str | None:
        """A value that may be absent."""
        return self.word(key, allowed) if key in self.values else None

    def words(self, key: str, allowed: Iterable[str] | None = None) -> tuple[str, ...]:
        """A list of words without repeats; empty where absent."""
        value = self.values.get(key, [])
        if not isinstance(value, list):
            raise self.wrong(key, "must be a list of text")
        found = tuple(self._checked(key, item, allowed) for item in value)
        if len(set(found)) < len(found):
            twice = next(item for item in found if found.count(item) > 1)
            raise self.wrong(key, f"{twice!r} stands twice")
        return found

    def flag(self, key: str) -> bool:
        """``true`` or ``false``; false where absent."""
        value = self.values.get(key, False)
        if not isinstance(value, bool):
            raise self.wrong(key, "must be true or false")
        return value

    def _checked(self, key: str, value: object, allowed: Iterable[str] | None) -> str:
        if not isinstance(value, str) or not value or value != " ".join(value.split()):
            raise self.wrong(key, f"{value!r} must be text without spaces at its ends or doubled")
        if allowed is not None and value not in allowed:
            raise self.wrong(key, f"{value!r} is none of {', '.join(sorted(allowed))}")
        return value


def entries(file: str, data: dict[str, Any], key: str, keys: Iterable[str], name: str) -> Iterator[Entry]:
    """The tables of an array ``[[key]]``; each is called by its value of ``name``, or by its number without one."""
    listed = data.get(key, [])
    if not isinstance(listed, list):
        raise bad(file, key, key, f"must be an array of tables, [[{key}]]")
    for number, values in enumerate(listed, 1):
        given = values.get(name) if isinstance(values, dict) else None
        yield Entry(file, given if isinstance(given, str) else f"{key} {number}", values, keys)


def word_lists(file: str, names: Iterable[str]) -> dict[str, frozenset[str]]:
    """The lists of words that a file consists of, none missing or empty. Raises LexiconError FD203."""
    entry = Entry(file, "words", toml(file), names)
    lists = {name: frozenset(entry.words(name)) for name in names}
    for name, words in lists.items():
        if not words:
            raise entry.wrong(name, "is missing or empty")
    return lists
