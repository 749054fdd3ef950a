"""Invented readings with facts of every kind, made by hand: what the rooms after the reader are tested with."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

import pytest

from foreigndesk.intake import from_text
from foreigndesk.language.component import WEIGHTS
from foreigndesk.model import (
    Actor,
    Affiliation,
    Commitment,
    Condition,
    DateWindow,
    Dispute,
    Event,
    Offsets,
    Place,
    Quantity,
    Reading,
    Relation,
    Report,
    Side,
    Stance,
    StateChange,
    Statement,
    Time,
)
from foreigndesk.reader import Reader

PROVENANCE = {"version": "0.1.0", "model": "test-model", "lexicon": "test-lexicon"}

TREATY = (
    "Arvania vows to open its border\n\n"
    "Arvania promised on 2 March 2024 to open its border with Belmora by 1 April if the shelling stops. "
    "“We keep our word,” Prime Minister Ilda Korr said in Tessel. "
    "Belmoran gunners had killed at least 12 villagers near Tessel, she said. "
    "Belmora denied it. He called us liars. Arvania recognised Belmora in 1994."
)
TALKS = (
    "Talks resume\n\nBelmora and Arvania held talks in Corvane on 20 May 2024. The US may impose sanctions on Belmora."
)


def day(iso: str, basis: str = "metadata") -> DateWindow:
    when = date.fromisoformat(iso)
    return DateWindow(when, when, iso, basis)


def span(text: str, words: str, nth: int = 0) -> Offsets:
    """Where some words stand in a text."""
    found = [match.start() for match in re.finditer(re.escape(words), text)]
    return found[nth], found[nth] + len(words)


def treaty(*, id: str = "treaty", text: str = TREATY) -> Reading:
    """A report with every kind of fact in it."""

    def of(words: str) -> Offsets:
        return span(text, words)

    promise = of("Arvania promised on 2 March 2024 to open its border with Belmora by 1 April")
    quote = of("“We keep our word,”")
    tessel = Place(f"{id}-place", "Tessel", (of("Tessel"),), 41.25, 20.5, None, "ARV", "city")
    reading = Reading(
        Report(
            id,
            text,
            url="https://example.org/treaty",
            title="Arvania vows to open its border",
            publisher="The Test",
            byline="A. Writer",
            published=day("2024-03-03"),
        )
    )
    reading.actors = [
        Actor("arvania", "Arvania", "state", "GOV", "ARV", mentions=(of("Arvania"),)),
        Actor("belmora", "Belmora", "state", "GOV", "BLM", mentions=(of("Belmora"),)),
        Actor(
            "korr",
            "Ilda Korr",
            "person",
            "GOV",
            "ARV",
            affiliation=(Affiliation("arvania", "prime minister", date(2023, 1, 5)),),
            mentions=(of("Prime Minister Ilda Korr"), of("she")),
        ),
        Actor("gunners", "Belmoran gunners", "armed_force", "MIL", "BLM", mentions=(of("Belmoran gunners"), of("He"))),
        Actor("villagers", "villagers", "population", mentions=(of("villagers"), of("us "))),
    ]
    reading.times = [Time(f"{id}-time", of("2 March 2024"), "DATE", "2024-03-02", day("2024-03-02", "as written"))]
    reading.places = [tessel]
    reading.events = [
        Event(
            f"{id}-opening",
            "CONCEDE",
            ("arvania",),
            ("belmora",),
            "promised",
            of("open its border with"),
            (promise,),
            mode="open_border",
            context=("diplomatic",),
            when=DateWindow(None, date(2024, 4, 1), "../2024-04-01", "by"),
        ),
        Event(
            f"{id}-shelling",
            "ASSAULT",
            ("gunners",),
            ("villagers",),
            "occurred",
            of("killed"),
            (of("Belmoran gunners had killed at least 12 villagers near Tessel, she said."),),
            mode="artillery",
            places=(tessel,),
            when=day("2024-02-27"),
            quantities=(Quantity(12, "killed", qualifier="at least"),),
            by=f"{id}-said",
            confidence=0.4,
            cameo="194",
        ),
        Event(
            f"{id}-denial",
            "REJECT",
            ("belmora",),
            (),
            "occurred",
            of("denied"),
            (of("Belmora denied it."),),
            when=day("2024-03-02"),
            confidence=0.9,
        ),
    ]
    reading.statements = [
        Statement(
            f"{id}-said",
            "korr",
            of("Prime Minister Ilda Korr"),
            of("said in"),
            (quote,),
            "direct",
            (of("“We keep our word,” Prime Minister Ilda Korr said in Tessel."),),
            when=day("2024-03-02"),
            stance=Stance("belmora", "against"),
        ),
    ]
    reading.commitments = [
        Commitment(
            f"{id}-promise",
            ("arvania",),
            ("belmora",),
            f"{id}-opening",
            "pledge",
            "pending",
            (promise,),
            condition=Condition(of("if the shelling stops")),
            due=DateWindow(None, date(2024, 4, 1), "../2024-04-01", "by"),
            history=(StateChange("pending", day("2024-03-02"), (promise,), id),),
        ),
    ]
    reading.relations = [
        Relation(
            f"{id}-recognises",
            "recognition",
            ("arvania", "belmora"),
            DateWindow(date(1994, 1, 1), date(1994, 12, 31), "1994", "as written"),
            None,
            (of("Arvania recognised Belmora in 1994."),),
        ),
    ]
    reading.disputes = [
        Dispute(
            f"{id}-dispute",
            "the shelling near Tessel",
            (
                Side(
                    ("korr",),
                    "Belmoran gunners killed villagers",
                    (f"{id}-said",),
                    (of("Belmoran gunners had killed"),),
                ),
                Side(("belmora",), "it did not happen", (), (of("Belmora denied it."),)),
            ),
        ),
    ]
    return reading


def talks() -> Reading:
    """A later, shorter report; one actor of it bears the name that a pronoun of the other looks like."""
    report = Report("talks", TALKS, title="Talks resume", published=day("2024-05-21"))
    held = span(TALKS, "Belmora and Arvania held talks in Corvane on 20 May 2024.")
    threat = span(TALKS, "The US may impose sanctions on Belmora.")
    return Reading(
        report,
        actors=[
            Actor("belmora", "Belmora", "state", "GOV", "BLM", mentions=(span(TALKS, "Belmora"),)),
            Actor("arvania", "Arvania", "state", "GOV", "ARV", mentions=(span(TALKS, "Arvania"),)),
            Actor("USA", "United States", "state", "GOV", "USA", mentions=(span(TALKS, "The US"),)),
        ],
        events=[
            Event(
                "talks-held",
                "CONSULT",
                ("belmora", "arvania"),
                ("arvania", "belmora"),
                "occurred",
                span(TALKS, "held talks"),
                (held,),
                when=day("2024-05-20"),
                confidence=0.95,
            ),
            Event(
                "talks-threat",
                "SANCTION",
                ("USA",),
                ("belmora",),
                "possible",
                span(TALKS, "impose"),
                (threat,),
                confidence=0.6,
            ),
        ],
    )


@pytest.fixture
def make_treaty() -> Callable[..., Reading]:
    return treaty


@pytest.fixture
def make_talks() -> Callable[[], Reading]:
    return talks


@pytest.fixture
def provenance() -> dict[str, str]:
    return dict(PROVENANCE)


@pytest.fixture(scope="session")
def reader() -> Reader:
    """The one reader that all tests share; those that ask for it are skipped where the weights are missing."""
    if not WEIGHTS.exists():
        pytest.skip("the shipped weights of the language model are missing (src/foreigndesk/language/weights)")
    return Reader()


@pytest.fixture(scope="session")
def read(reader: Reader) -> Callable[[str], Reading]:
    """Reads a bare text, published on Wednesday 15 May 2024, as it stands."""
    return lambda text: reader.read(from_text(text, raw=True, published=date(2024, 5, 15)))
