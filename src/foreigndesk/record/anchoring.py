"""Finding a judged fact again: by its report, kind, words, type and roles, whatever a newer reading calls it.

A review keeps the fact as it was judged. In another reading of the same report it is found where a fact of its kind says
the same of the same words: its type and status are those judged (or those that the review corrects them to), each side that both
name has somebody in common, its evidence overlaps, and so does the word that it turns on. In a changed text words stand
for places: half of the evidence's words, and the same turning word. What cannot be found so is not guessed at.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from foreigndesk.record.columns import stems
from foreigndesk.record.flat import parties, spans
from foreigndesk.rows import Row

_WORD = re.compile(r"\w+")
_ENOUGH = 0.5  # of the shorter evidence
_SAME = {"event": ("type", "status"), "relation": ("type",)}
_SIDES = {
    "event": ("actors", "recipients"),
    "statement": ("speaker",),
    "commitment": ("debtor", "creditor"),
    "relation": ("holder", "other"),
    "dispute": ("holders",),
}

Actors = Mapping[str, Row]


def kept(row: Row, facts: Iterable[Row], actors: Actors, text: str, sha256: str) -> Row:
    """A fact as its review keeps it: id, report and kind, its row, its words, and who takes part in it.

    ``facts`` are those of its reading, ``actors`` their actors by id, ``text`` the report's (see ``told_text``).
    """
    turns = turning(row, facts)
    return {
        "id": row["id"],
        "report": row["report"],
        "kind": row["kind"],
        "sha256": sha256,
        "words": [[start, end, text[start:end]] for start, end in spans(row)],
        "turns": [*turns, text[slice(*turns)]] if turns else None,
        "actors": {id_: _actor(actors[id_]) for side in parties(row) for id_ in side if id_ in actors},
        "row": {name: value for name, value in row.items() if name not in ("id", "report", "kind")},
    }


def _actor(row: Row) -> Row:
    return {name: row[name] for name in ("name", "type", "iso3")}


def turning(row: Row, facts: Iterable[Row]) -> list[int] | None:
    """Where the word stands that a fact turns on: an event's trigger, a statement's cue, the act of a commitment."""
    if row["kind"] == "commitment":
        return next((one["trigger"] for one in facts if one["id"] == row["act"] and one["kind"] == "event"), None)
    return row.get("trigger") or row.get("cue")


def found(
    fact: Row, correction: Mapping[str, Any] | None, facts: Sequence[Row], actors: Actors, text: str, sha256: str
) -> int | None:
    """The place, in a reading's list of facts, of the one that says what a judged one said; ``None`` where there is none."""
    best: tuple[tuple[bool, float, int], int] | None = None
    for ordinal, row in enumerate(facts):
        if row["kind"] != fact["kind"] or not _agrees(fact, correction or {}, row, actors):
            continue
        share = _overlap(fact, row, turning(row, facts), text, sha256)
        if share < _ENOUGH:
            continue
        rank = (row["id"] == fact["id"], share, -abs(spans(row)[0][0] - fact["words"][0][0]))
        if best is None or rank > best[0]:
            best = rank, ordinal
    return best and best[1]


def _agrees(fact: Row, correction: Mapping[str, Any], row: Row, actors: Actors) -> bool:
    """Whether a row is of the type and status, and between those, that were judged or put in their place."""
    old = {**fact["row"], "kind": fact["kind"]}
    new = {**old, **correction}
    if any(row[name] not in (old[name], new[name]) for name in _SAME.get(row["kind"], ())):
        return False
    shared = []
    for side in _SIDES[row["kind"]]:
        theirs = _known_as(_side(row, side), actors)
        ours = _known_as([*_side(old, side), *_side(new, side)], fact["actors"])
        if theirs and ours:
            shared.append(bool(theirs & ours))
    return all(shared) and (bool(shared) or not any(parties(old)))


def _side(row: Row, side: str) -> list[str]:
    match side:
        case "speaker":
            return [row["speaker"]] if row["speaker"] else []
        case "holder" | "other":
            return [row["parties"][side == "other"]]
        case "holders":
            return [holder for one in row["sides"] for holder in one["holders"]]
        case _:
            return list(row[side])


def _known_as(ids: Iterable[str], actors: Actors) -> set[str]:
    """What actors are known by in every reading: their ids, and their names without regard to case."""
    return {known for id_ in ids for known in (id_, actors[id_]["name"].casefold() if id_ in actors else id_)}


def _overlap(fact: Row, row: Row, turns: list[int] | None, text: str, sha256: str) -> float:
    """How much of the shorter evidence both share, 0–1; nothing where they turn on different words."""
    if sha256 == fact["sha256"]:
        if turns and fact["turns"] and not _meet(turns, fact["turns"]):
            return 0.0
        ours, theirs = _covered(fact["words"]), _covered(spans(row))
    else:
        if turns and fact["turns"] and set(stems(text[slice(*turns)])).isdisjoint(stems(fact["turns"][2])):
            return 0.0
        ours = {word.casefold() for _, _, words in fact["words"] for word in _WORD.findall(words)}
        theirs = {word.casefold() for start, end in spans(row) for word in _WORD.findall(text[start:end])}
    smaller = min(len(ours), len(theirs))
    return len(ours & theirs) / smaller if smaller else 0.0


def _covered(ranges: Iterable[Sequence[Any]]) -> set[Any]:
    return {at for one in ranges for at in range(one[0], one[1])}


def _meet(one: Sequence[Any], other: Sequence[Any]) -> bool:
    return bool(one[0] < other[1] and other[0] < one[1])
