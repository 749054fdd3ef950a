"""What befalls a promise not to act, and a promise to found a body, in other reports."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from foreigndesk.model import Actor, Statement
from foreigndesk.record import Record

Tell = Callable[..., Any]
FORGONE = "Arvania undertook not to shell merchant ships or port facilities of Belmora."
FOUNDING = "Arvania agreed to open a joint coordination centre in Tessel."


def state(provenance: dict[str, str], *readings: Any, **asked: Any) -> tuple[str, str | None]:
    with Record("sqlite://") as record:
        for reading in readings:
            record.add(reading, provenance)
        (row,) = record.facts("commitment", **asked)
    return row["state"], next((step["report"] for step in row["history"] if "words" in step), None)


def promise(tell: Tell, text: str, word: str) -> Any:
    told = tell("promise", "2031-03-01", text)
    made = told.promise(told.event(word, "AGREE", "ARV", status="promised"))
    if text == FORGONE:
        made.forgoes = "ASSAULT"
    else:
        made.founds = told.span("joint coordination centre")
    return told.reading


@pytest.mark.parametrize(
    ("text", "event", "now"),
    [
        ("Jets of Arvania hit two ports on Monday.", {"words": "hit"}, "broken"),
        ("Jets of Arvania hit a ship on Monday, a port official said.", {"words": "hit"}, "broken"),
        ("Jets of Arvania hit a barracks on Monday, a port official said.", {"words": "hit"}, "pending"),
        ("Jets of Arvania may hit ports.", {"words": "hit", "status": "possible"}, "pending"),
        ("Arvania condemned the ports.", {"words": "condemned", "type": "ACCUSE"}, "pending"),
        ("Jets of Corvane hit two ports on Monday.", {"words": "hit", "who": "COR"}, "pending"),
        ("Jets of Arvania hit two ports in January.", {"words": "hit", "when": "2031-01-10"}, "pending"),
    ],
)
def test_what_was_forgone_is_done(tell: Tell, provenance: dict[str, str], text: str, event: dict[str, Any], now: str) -> None:
    later = tell("later", "2031-04-20", text)
    later.event(**{"type": "ASSAULT", "who": "ARV"} | event)
    made = promise(tell, FORGONE, "undertook")
    assert state(provenance, made, later.reading) == state(provenance, later.reading, made) == (now, "later" if now == "broken" else None)
    assert state(provenance, made, later.reading, as_of=date(2031, 3, 10)) == ("pending", None)


@pytest.mark.parametrize(
    ("text", "published", "now"),
    [
        ("The coordination centre said nothing.", "2031-04-20", "fulfilled"),
        ("The joint coordination centre said nothing.", "2031-04-20", "fulfilled"),
        ("The centre said nothing.", "2031-04-20", "pending"),
        ("The coordination centre said nothing.", "2031-02-20", "pending"),  # another, that was there before
    ],
)
def test_what_was_to_be_founded_acts(tell: Tell, provenance: dict[str, str], text: str, published: str, now: str) -> None:


    later = tell("later", published, text)
    name = text[4 : text.index(" said")]
    later.reading.actors.append(Actor("actor-1", name, "other", mentions=(later.span(name),)))
    cue, content = later.span("said"), later.span("nothing")
    said = Statement("statement-1", "actor-1", later.span(name), cue, (content,), "indirect", ((0, len(text)),))
    later.reading.statements.append(said)
    made = promise(tell, FOUNDING, "agreed")
    assert state(provenance, made, later.reading) == (now, "later" if now == "fulfilled" else None)


def test_what_was_there_before_was_not_founded(tell: Tell, provenance: dict[str, str]) -> None:
    readings = []
    for id_, published in (("before", "2031-02-20"), ("after", "2031-04-20")):
        told = tell(id_, published, "The coordination centre said nothing.")
        told.reading.actors.append(Actor("actor-1", "coordination centre", "other", mentions=((4, 23),)))
        told.reading.statements.append(Statement(f"s-{id_}", "actor-1", (4, 23), (24, 28), ((29, 36),), "indirect", ((0, 37),)))
        readings.append(told.reading)
    assert state(provenance, promise(tell, FOUNDING, "agreed"), *readings) == ("pending", None)
