"""What ``foreigndesk actors`` does: lists and explains the known actors, takes in a reader's own, adds dumps to them."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from foreigndesk.actors import dumps
from foreigndesk.actors.knowledge import OWN, knowledge
from foreigndesk.errors import LexiconError
from foreigndesk.export import csv, jsonl
from foreigndesk.rows import Row
from foreigndesk.views import actors as view
from foreigndesk.views import tables

if TYPE_CHECKING:
    from rich.console import Console

_RECORDED = ("id", "name", "type", "iso3", "reports")


def use(own: str | None) -> None:
    """Reads the reader's own actors with those of the package, here and in every process that this one starts."""
    if own is not None:
        os.environ[OWN] = own
        knowledge()  # a fault in the file is told before any report is read


def known(search: str | None, on: date | None, form: str, console: Console) -> None:
    """Print all of the actors that are meant by their exact name, code or id, or list those found."""
    kb = knowledge()
    meant = view.named(kb, search) if search and form != "csv" else []
    if meant:
        told = [view.explained(kb, identity, on) for identity in meant]
        _print(told, (), form, lambda: view.show(told, console))
    else:
        found = list(view.listed(kb, search, on))
        _print(found, view.COLUMNS, form, lambda: view.show_list(found, console))


def recorded(found: Sequence[Row], form: str, console: Console) -> None:
    """Print the actors that a record knows."""
    _print(found, _RECORDED, form, lambda: tables.show("actor", found, console))


def add(dump: Path, to: Path) -> list[str]:
    """Adds a dump of office-holders to a file of the reader's own actors; gives what was wrong with the rows left out."""
    found = list(dumps.read(dump))
    problems = [str(one) for one in found if isinstance(one, LexiconError)]
    added = dumps.write((one for one in found if not isinstance(one, LexiconError)), to)
    print(f"{added} terms added to {to}, {len(found) - len(problems) - added} there before, {len(problems)} left out")
    return problems


def _print(rows: Iterable[Row], header: Sequence[str], form: str, show: Callable[[], None]) -> None:
    if form == "jsonl":
        jsonl.write(rows, sys.stdout)
    elif form == "csv":
        csv.header(header, sys.stdout)
        csv.write(rows, header, sys.stdout)
    else:
        show()
