"""The words of a brief: dates, names and facts as short English phrases."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
           "December")  # fmt: skip

# PLOVER type → what was done, to do it, and what joins it to whom it was done to
_VERBS = {
    "AGREE": ("agreed", "agree", "with"),
    "CONSULT": ("held talks", "hold talks", "with"),
    "SUPPORT": ("supported", "support", ""),
    "COOPERATE": ("worked together", "work together", "with"),
    "AID": ("gave aid", "give aid", "to"),
    "CONCEDE": ("made a concession", "make a concession", "to"),
    "RETREAT": ("pulled back", "pull back", "from"),
    "REQUEST": ("made a request", "make a request", "to"),
    "ACCUSE": ("accused", "accuse", ""),
    "REJECT": ("said no", "say no", "to"),
    "THREATEN": ("threatened", "threaten", ""),
    "PROTEST": ("protested", "protest", "against"),
    "SANCTION": ("put sanctions", "put sanctions", "on"),
    "MOBILIZE": ("moved forces", "move forces", "toward"),
    "COERCE": ("used coercion", "use coercion", "against"),
    "ASSAULT": ("attacked", "attack", ""),
}
# of these a sentence without an object would not stand
_TRANSITIVE = {"SUPPORT", "ACCUSE", "THREATEN", "ASSAULT"}

# status → how the verb stands: {0} what was done, {1} to do it
_STATUS = {
    "occurred": "{0}",
    "ongoing": "{0} (ongoing)",
    "planned": "planned to {1}",
    "promised": "promised to {1}",
    "demanded": "was or were told to {1}",
    "threatened": "threatened to {1}",
    "possible": "may {1}",
    "negated": "did not {1}",
}

_RELATIONS = {
    "recognition": "{0} recognises {1}",
    "diplomatic_relations": "{0} and {1} have diplomatic relations",
    "treaty": "{0} and {1} are bound by a treaty",
    "membership": "{0} is a member of {1}",
    "accession_bid": "{0} seeks to join {1}",
    "alliance": "{0} and {1} are allies",
    "military_presence": "{0} has forces in {1}",
    "occupation": "{0} occupies {1}",
    "war": "{0} and {1} are at war",
    "ceasefire": "{0} and {1} have a ceasefire",
    "sanctions": "{0} keeps sanctions on {1}",
    "territorial_claim": "{0} claims territory of {1}",
}

_BOUND = {"treaty": "is bound by treaty", "pledge": "pledged", "plan": "plans"}


def listed(names: Sequence[str]) -> str:
    """Names in a row: ``Kenya``, ``Kenya and Somalia``, ``Kenya, Somalia and Ethiopia``."""
    *head, last = names
    return f"{', '.join(head)} and {last}" if head else last


def day(iso: str) -> str:
    """A day as people write it: ``8 August 2008``."""
    when = date.fromisoformat(iso)
    return f"{when.day} {_MONTHS[when.month - 1]} {when.year}"


def window(of: Mapping[str, Any] | None) -> str:
    """A date window in words, no more exact than it is; empty where nothing is known."""
    if not of or not (of["earliest"] or of["latest"]):
        return ""
    words = _span(of["earliest"], of["latest"])
    weekday = of.get("weekday")
    if weekday is None or of["earliest"] == of["latest"]:
        return words
    return f"a {_WEEKDAYS[weekday]}, {words}"


def _span(earliest: str | None, latest: str | None) -> str:
    if earliest is None or latest is None:
        return f"from {day(earliest)} on" if earliest else f"by {day(str(latest))}"
    if earliest == latest:
        return day(earliest)
    start, end = date.fromisoformat(earliest), date.fromisoformat(latest)
    if start.day == 1 and (end + timedelta(days=1)).day == 1:  # whole months
        if (start.year, start.month) == (end.year, end.month):
            return f"{_MONTHS[start.month - 1]} {start.year}"
        if (start.month, end.month, start.year) == (1, 12, end.year):
            return str(start.year)
    if (start.year, start.month) == (end.year, end.month):
        return f"{start.day}–{day(latest)}"
    return f"{day(earliest)} – {day(latest)}"


def deed(row: Mapping[str, Any], names: Mapping[str, str]) -> str:
    """Who did, or is to do, what to whom, with its mode: ``Kenya promised to give aid to Somalia``."""
    done, to_do, _joint = _VERBS[row["type"]]
    who = listed([names.get(id_, id_) for id_ in row["actors"]]) if row["actors"] else "Someone"
    return " ".join((who, _STATUS[row["status"]].format(done, to_do), *_object(row, names)))


def act(row: Mapping[str, Any], names: Mapping[str, str]) -> str:
    """What is to be done in an event: ``give aid to Somalia (humanitarian)``."""
    return " ".join((_VERBS[row["type"]][1], *_object(row, names)))


def relation(row: Mapping[str, Any], names: Mapping[str, str]) -> str:
    """What holds, or held, between two parties."""
    return _RELATIONS[row["type"]].format(*(names.get(id_, id_) for id_ in row["parties"]))


def bound(strength: str) -> str:
    """How firmly a debtor is bound to what follows."""
    return _BOUND[strength]


def _object(row: Mapping[str, Any], names: Mapping[str, str]) -> Iterator[str]:
    """What follows the verb: to whom it was done, and in which mode."""
    whom = [names.get(id_, id_) for id_ in row["recipients"] if id_ not in row["actors"]]  # both sides of talks act
    if whom and _VERBS[row["type"]][2]:
        yield _VERBS[row["type"]][2]
    if whom or row["type"] in _TRANSITIVE:
        yield listed(whom or ["someone"])
    if row["mode"]:
        yield f"({row['mode'].replace('_', ' ').replace('-', ' ').lower()})"


def elided(words: str, length: int) -> str:
    """Words cut at a word's end to a length, with an ellipsis where something was cut."""
    if len(words) <= length:
        return words
    end = words.rfind(" ", 0, length)
    return f"{words[:end].rstrip(',;:–— ')}…" if end > 0 else f"{words[: length - 1]}…"
