"""What a newer reading of a report would change: its facts beside those that the record has, kind by kind.

Facts are the same by their ids, which are made of their content. Where ids differ, a fact that only the old reading has and
one that only the new has count as one that changed when they are of one kind and rest on the same words: the same trigger,
cue or span, or else the same evidence. What is left is dropped or added. Actors and their mentions are compared like facts.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from foreigndesk.errors import RecordError
from foreigndesk.model import DateWindow, Report
from foreigndesk.record.columns import window
from foreigndesk.rows import Row

KINDS = ("actor", "time", "place", "event", "statement", "commitment", "relation", "dispute")
COLUMNS = ("report", "change", "kind", "id", "fields", "before", "after")
_POINTERS = ("trigger", "cue", "span", "mentions")
_NOT_COMPARED = ("recorded",)


def changes(before: Iterable[Row], after: Iterable[Row]) -> Iterator[Row]:
    """Each fact that two readings of one report tell differently: ``change`` is added, dropped or changed."""
    old, new = (_by_kind(rows) for rows in (before, after))
    for kind in KINDS:
        yield from _of_kind(kind, old[kind], new[kind])


def _of_kind(kind: str, old: dict[str, Row], new: dict[str, Row]) -> Iterator[Row]:
    pairs = [(old[id_], new[id_]) for id_ in old if id_ in new]
    gone, come = ([row for id_, row in one.items() if id_ not in other] for one, other in ((old, new), (new, old)))
    for row in list(gone):
        match = next((other for other in come if _words(other) == _words(row)), None)
        if match is not None:
            gone.remove(row)
            come.remove(match)
            pairs.append((row, match))
    for one, two in pairs:
        fields = [key for key in two if key != "id" and one.get(key) != two[key]]
        if fields or one["id"] != two["id"]:
            yield _change("changed", kind, fields or ["id"], one, two)
    for row in gone:
        yield _change("dropped", kind, [], row, None)
    for row in come:
        yield _change("added", kind, [], None, row)


def _change(change: str, kind: str, fields: list[str], before: Row | None, after: Row | None) -> Row:
    one = after or before or {}
    return {"report": one["report"], "change": change, "kind": kind, "id": one["id"], "fields": fields, "before": before, "after": after}


def _words(row: Row) -> str:
    """The words that a fact is told by."""
    pointer = next((row[key] for key in _POINTERS if key in row), None)
    return json.dumps([pointer if pointer is not None else row.get("evidence"), row.get("about")])


def _by_kind(rows: Iterable[Row]) -> dict[str, dict[str, Row]]:
    out: dict[str, dict[str, Row]] = defaultdict(dict)
    for row in rows:
        if row["kind"] in KINDS:
            out[row["kind"]][row["id"]] = {key: value for key, value in row.items() if key not in _NOT_COMPARED}
    return out


def shown(change: Row, quote: Any) -> Row:
    """A change as one line of a table; ``quote`` gives the words of a fact's row."""
    before, after = change["before"], change["after"]
    if change["change"] != "changed":
        one = after or before
        return {**change, "fields": "", "before": quote(before) if before else "", "after": quote(one) if after else ""}
    values = [" ".join(f"{key}={_short(row.get(key))}" for key in change["fields"] if key != "id") for row in (before, after)]
    return {**change, "fields": " ".join(change["fields"]), "before": values[0], "after": values[1]}


def _short(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def report_of(row: Row) -> Report:
    """A stored report to be read again; a day that was only inferred is inferred anew. Raises RecordError FD411."""
    if row["text"] is None:
        raise RecordError("FD411", f"the text of {row['id']} is not kept, so that it cannot be read again")
    published = row["published"]
    known = published if published and published["basis"] != "inferred" else None
    plain = {key: row[key] for key in ("id", "text", "url", "title", "publisher", "agency", "byline", "language")}
    return replace(Report(**plain), published=known and _window(known))


def _window(given: Row) -> DateWindow:
    earliest, latest = window(given)
    return DateWindow(earliest, latest, given["edtf"], given["basis"], given.get("weekday"), tuple(given.get("reasons", ())))
