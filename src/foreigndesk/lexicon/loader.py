"""Reading lexicon files: TOML tables and CSV rows that ship with the package, with errors that name file, entry and key."""

from __future__ import annotations

import csv
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


def table(path: str | Path) -> list[dict[str, str]]:
    """The rows of a CSV file under the lexicon folder. Raises LexiconError FD202."""
    file = ROOT / path
    try:
        with file.open(encoding="utf-8", newline="") as handle:
            return list(csv.DictReader(handle))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise LexiconError("FD202", f"{file.name}: cannot be read as CSV: {error}") from error


def bad(file: str, entry: str, key: str, what: str) -> LexiconError:
    """The error of an entry that breaks its schema."""
    return LexiconError("FD203", f"{file}: entry {entry!r}, key {key!r}: {what}")
