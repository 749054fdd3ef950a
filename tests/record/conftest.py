"""Invented promises and what became of them, as readings of one sentence or a few each."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

import pytest

from foreigndesk.model import (
    Actor,
    Commitment,
    Condition,
    DateWindow,
    Event,
    Place,
    Reading,
    Report,
    StateChange,
)

NAMES = {"ARV": "Arvania", "BLM": "Belmora", "COR": "Corvane"}


def on(iso: str | None) -> DateWindow | None:
    day = date.fromisoformat(iso) if iso else None
    return DateWindow(day, day, iso, "as written") if day and iso else None


class Telling:
    """One report: its text, and a builder of the facts in it by their words."""

    def __init__(self, id: str, published: str, text: str) -> None:
        self.report = Report(id, text, published=on(published))
        self.text = text
        self.reading = Reading(self.report)
        self.number = 0

    def _id(self, kind: str) -> str:
        self.number += 1
        return f"{kind}-{self.report.id}-{self.number}"

    def span(self, words: str) -> tuple[int, int]:
        start = self.text.index(words)
        return start, start + len(words)

    def _sentence(self, at: int) -> tuple[int, int]:
        start = self.text.rfind(". ", 0, at)
        return (0 if start < 0 else start + 2), self.text.index(".", at) + 1

    def _known(self, ids: Sequence[str]) -> tuple[str, ...]:
        for id_ in ids:
            if id_ not in {actor.id for actor in self.reading.actors}:
                self.reading.actors.append(Actor(id_, NAMES[id_], "state", "GOV", id_))
        return tuple(ids)

    def event(
        self, words: str, type: Any, who: str, to: str = "", *, status: Any = "occurred", when: str | None = None, place: str = "",
        mode: str | None = None, cameo: str | None = None,
    ) -> Event:  # fmt: skip
        trigger = self.span(words)
        places = (Place("p", place, (), 1.0, 2.0, None, None, "city"),) if place else ()
        event = Event(
            self._id("event"), type, self._known(who.split()), self._known(to.split()), status, trigger, (self._sentence(trigger[0]),),
            when=on(when), places=places, mode=mode, cameo=cameo,
        )  # fmt: skip
        self.reading.events.append(event)
        return event

    def promise(
        self, act: Event, *, due: str | None = None, condition: str = "", event: Event | None = None, days: int | None = None,
        to: str = "",
    ) -> Commitment:  # fmt: skip
        state: Any = "conditional" if condition else "pending"
        end = date.fromisoformat(due) if due else None
        commitment = Commitment(
            self._id("commitment"), act.actors, self._known(to.split()), act.id, "pledge", state, act.evidence,
            Condition(self.span(condition), event and event.id) if condition else None,
            DateWindow(None, end, f"../{due}", "by") if end else None,
            (StateChange(state, self.report.published, act.evidence, self.report.id),), days=days,
        )  # fmt: skip
        self.reading.commitments.append(commitment)
        return commitment


@pytest.fixture
def tell() -> Callable[[str, str, str], Telling]:
    return Telling
