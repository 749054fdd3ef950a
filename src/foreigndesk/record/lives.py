"""What became of a commitment, told anywhere in the record: pure functions from rows and deeds to rows.

A commitment's own report tells the beginning of its life. Another report tells how it goes on where an event of it

- is the promised act: of the same type (and mode), one of the debtors acts in it, and both name somebody or some place in
  common (the creditor counts as named), or neither names any and both have one CAMEO code;
- is the condition's event, by the same rule; or
- is a refusal by a debtor whose sentence tells the act by its own word.

It must be told of a day after the promise was made and at most a year after it was due (or made, where it has no day).
What was claimed by a speaker counts like what the report says itself: the step keeps ``by``. The order in which reports
came in plays no part: steps are sorted by their days. Promises of agreement as such (PLOVER's AGREE, but for treaties
signed) are never moved by other agreements: that one agreed on something does not say on what.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Any

from foreigndesk.model import CommitmentState
from foreigndesk.reading.lifecycle import Happening, after
from foreigndesk.reading.pledges import pledges
from foreigndesk.record.columns import stems, window
from foreigndesk.rows import Row

HORIZON = timedelta(366)
"""How long after its day an act still answers a promise."""

_TREATY = "057"


@dataclass(frozen=True, slots=True)
class Deed:
    """An event as reports can agree on it: its type, who does it toward whom (principals), where, and whether it is denied."""

    id: str
    report: str
    type: str
    mode: str | None
    cameo: str | None
    denied: bool
    doers: frozenset[str]
    toward: frozenset[str]
    places: frozenset[str]
    origin: str = "frame"

    def is_same(self, other: Deed) -> bool:
        """Whether two reports tell of one deed, by the rule of the module; that one is denied is left aside."""
        if self.type != other.type or not self.doers & other.doers or "commitment" in (self.origin, other.origin):
            return False
        if self.mode and other.mode and self.mode != other.mode:
            return False
        if self.type == "AGREE" and not (is_treaty(self) and is_treaty(other)):
            return False
        if self.toward & other.toward or self.places & other.places:
            return True
        return not (self.toward | self.places | other.toward | other.places) and bool(self.cameo) and self.cameo == other.cameo


def is_treaty(deed: Deed) -> bool:
    """Whether it is the signing of a treaty, the one agreement that a promise can be of."""
    return (deed.cameo or "").startswith(_TREATY)


def deed(row: Row, doers: Iterable[str], toward: Iterable[str]) -> Deed:
    """An event's row with the principals of those who take part."""
    places = frozenset(place["name"].casefold() for place in row["places"])
    return Deed(
        id=row["id"],
        report=row["report"],
        type=row["type"],
        mode=row["mode"],
        cameo=row["cameo"],
        denied=row["status"] == "negated",
        doers=frozenset(doers),
        toward=frozenset(toward) - frozenset(doers),
        places=places,
        origin=row["origin"],
    )


@dataclass(frozen=True, slots=True)
class Told:
    """A happening in a commitment's life that its own report does not tell; ``report`` is ``None`` for what is assumed."""

    happening: Happening
    when: dict[str, Any]
    report: str | None
    evidence: tuple[tuple[int, int], ...]
    words: str
    by: str | None = None
    due: dict[str, Any] | None = None

    @property
    def day(self) -> str:
        """The first day on which it can have been."""
        return self.when["earliest"] or self.when["latest"] or ""


def happening(row: Row, words: str, trigger: str, owed: Mapping[str, float]) -> Happening | None:
    """What an event that is a commitment's act tells of it, by its status and the words of its sentence.

    ``trigger`` is the event's own word: a withdrawal is not called off by its verb, "withdrew". ``owed`` says how many of
    what unit were promised.
    """
    match row["status"]:
        case "occurred":
            return "done_in_part" if _less(row, owed) or _in_part(words) else "done"
        case "ongoing":
            return "done_in_part"
        case "negated":
            others = set(stems(words)) - set(stems(trigger))
            if _says(others, "slipped"):
                return "slipped"
            return "called_off" if _says(others, "called_off") else "refused"
        case "planned":
            return "slipped" if _says(set(stems(words)) - set(stems(trigger)), "slipped") else None
        case _:
            return None


def refuses(words: str, act: str) -> bool:
    """Whether a refusal's sentence tells of an act, known by its stem: "refused to withdraw", of a withdrawal."""
    said = set(stems(words))
    return _has(said, act) and _says(said, "refusing")


def _says(said: set[str], outcome: str) -> bool:
    """Whether all of one of an outcome's words ("put off") were said."""
    return any(all(_has(said, stem) for stem in needed) for needed in _outcome(outcome))


@cache
def _outcome(name: str) -> tuple[tuple[str, ...], ...]:
    found = (tuple(stems(word)) for word in sorted(pledges().lists[f"outcomes.{name}"]))
    return tuple(needed for needed in found if needed)


def _has(said: set[str], stem: str) -> bool:
    """Whether a word was said in some form: a stem of four letters or more begins it, a shorter one is it."""
    return stem in said or (len(stem) > 3 and any(one.startswith(stem) for one in said))


def _in_part(words: str) -> bool:
    return bool(set(words.casefold().split()) & pledges().lists["outcomes.part"])


def _less(row: Row, owed: Mapping[str, float]) -> bool:
    """Whether fewer were moved, freed or given than had been promised."""
    return any(one["value"] < owed.get(one["unit"], 0) for one in row["quantities"])


def made(row: Row) -> date | None:
    """The day on which a commitment was made, as far as it is known."""
    return next((day for change in row["history"] if (day := window(change["when"])[0])), None)


def life(row: Row, told: Iterable[Told]) -> Row:
    """A commitment's row with what was told of it elsewhere: its state, due day and history moved on, by day."""
    steps: list[tuple[str, int, Any]] = []
    day = ""
    for change in row["history"]:
        day = (change["when"] or {}).get("earliest") or day
        steps.append((day, 0, change))
    further = sorted(told, key=lambda one: (one.day, one.report or "", one.evidence, one.happening))
    if not further:
        return row
    steps += ((one.day, 1, one) for one in further)
    steps.sort(key=lambda step: step[:2])
    state: CommitmentState = "conditional" if row["condition"] else "pending"
    if not row["history"]:
        state = row["state"]
    due, history = row["due"], []
    for _day, _rank, step in steps:
        if not isinstance(step, Told):
            state = step["state"]
            history.append(step)
            continue
        moved, later = after(state, step.happening), _due(row, step, due)
        if moved == state and later == due and step.happening != "done_in_part":
            continue
        state, due = moved, later
        history.append(_step(state, step))
    if len(history) == len(row["history"]) and due == row["due"]:
        return row
    return {**row, "state": state, "due": due, "history": history}


def _step(state: str, told: Told) -> Row:
    known = {"evidence": [list(span) for span in told.evidence], "report": told.report, "words": told.words}
    return {"state": state, "when": told.when, **known, **({"by": told.by} if told.by else {})}


def _due(row: Row, told: Told, due: dict[str, Any] | None) -> dict[str, Any] | None:
    """The due day after a happening: put off to a later one, or counted from the day on which the condition came about."""
    if told.happening == "slipped":
        return told.due if told.due and (not due or (told.due["latest"] or "") > (due["latest"] or "")) else due
    days = row.get("days")
    met = told.when["latest"] or told.when["earliest"]
    if told.happening != "condition_met" or days is None or not met:
        return due
    return counted(date.fromisoformat(met), days, f"{days} days after its condition, which came about by {met}")


def counted(start: date, days: int, basis: str) -> dict[str, Any]:
    """The window that ends some days after one."""
    latest = (start + timedelta(days)).isoformat()
    return {"earliest": None, "latest": latest, "edtf": f"../{latest}", "basis": basis}
