"""The words of a brief: dates, names and facts as short English phrases."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from foreigndesk.views.phrases import phrase, told

_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
           "December")  # fmt: skip

# status → how the verb stands ({0} what was done, {1} to do it), and what is said of it at the end
_STATUS = {
    "occurred": ("{0}", ""),
    "ongoing": ("{0}", " (ongoing)"),
    "planned": ("planned to {1}", ""),
    "promised": ("promised to {1}", ""),
    "demanded": ("should {1}", " (demanded)"),
    "threatened": ("threatened to {1}", ""),
    "possible": ("may {1}", ""),
    "negated": ("did not {1}", ""),
}

# relation → while it holds, and when it is over
_RELATIONS = {
    "recognition": ("{0} recognises {1}", "{0} recognised {1}"),
    "diplomatic_relations": ("{0} and {1} have diplomatic relations", "{0} and {1} had diplomatic relations"),
    "treaty": ("{0} and {1} are bound by a treaty", "{0} and {1} were bound by a treaty"),
    "membership": ("{0} is a member of {1}", "{0} was a member of {1}"),
    "accession_bid": ("{0} seeks to join {1}", "{0} sought to join {1}"),
    "alliance": ("{0} and {1} are allies", "{0} and {1} were allies"),
    "military_presence": ("{0} has forces in {1}", "{0} had forces in {1}"),
    "occupation": ("{0} occupies {1}", "{0} occupied {1}"),
    "war": ("{0} and {1} are at war", "{0} and {1} were at war"),
    "ceasefire": ("{0} and {1} have a ceasefire", "{0} and {1} had a ceasefire"),
    "sanctions": ("{0} keeps sanctions on {1}", "{0} kept sanctions on {1}"),
    "territorial_claim": ("{0} claims territory of {1}", "{0} claimed territory of {1}"),
}

_BOUND = {"treaty": "is bound by treaty to", "pledge": "pledged to", "plan": "plans to"}


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


def due(of: Mapping[str, Any] | None) -> str:
    """A window that something is due in: ``by 1 April 2024`` for any that ends then; empty where nothing is known."""
    if of and of["latest"] and of["earliest"] != of["latest"]:
        return f"by {day(of['latest'])}"
    return window(of)


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
    return f"between {day(earliest)} and {day(latest)}"


def deed(row: Mapping[str, Any], names: Mapping[str, str]) -> str:
    """Who did, or is to do, what to whom: ``Kenya promised to give aid to Somalia``."""
    verb, note = _STATUS[row["status"]]
    who = listed([names.get(id_, id_) for id_ in row["actors"]]) if row["actors"] else "Someone"
    done, to_do = _told(row, names)
    return f"{who} {verb.format(done, to_do)}{note}"


def act(row: Mapping[str, Any], names: Mapping[str, str]) -> str:
    """What is to be done in an event: ``give humanitarian aid to Somalia``."""
    return _told(row, names)[1]


def relation(row: Mapping[str, Any], names: Mapping[str, str]) -> str:
    """What holds, or held, between two parties."""
    holds, held = _RELATIONS[row["type"]]
    return (held if row["to"] else holds).format(*(names.get(id_, id_) for id_ in row["parties"]))


def bound(strength: str) -> str:
    """How firmly a debtor is bound to what follows."""
    return _BOUND[strength]


def _told(row: Mapping[str, Any], names: Mapping[str, str]) -> tuple[str, str]:
    """What was done and to do it, with whom it was done to; the others where both sides act."""
    whom = [names.get(id_, id_) for id_ in row["recipients"] if id_ not in row["actors"]]
    found = phrase(row["type"], row["mode"], row["cameo"])
    done, to_do, rest = found[:3] if whom or found.alone is None else found.alone
    return told(done, rest, listed(whom) if whom else ""), told(to_do, rest, listed(whom) if whom else "")


def elided(words: str, length: int) -> str:
    """Words cut at a word's end to a length, with an ellipsis where something was cut."""
    if len(words) <= length:
        return words
    end = words.rfind(" ", 0, length)
    return f"{words[:end].rstrip(',;:–— ')}…" if end > 0 else f"{words[: length - 1]}…"
