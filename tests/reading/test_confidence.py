"""How sure a fact is: what speaks against it lowers its confidence, and what rests on it is no surer."""

import dataclasses
from collections.abc import Callable
from pathlib import Path

import pytest

import foreigndesk
from foreigndesk.errors import LexiconError
from foreigndesk.lexicon import loader
from foreigndesk.model import Condition, Reading, Stance
from foreigndesk.reader import Reader
from foreigndesk.reading import confidence
from foreigndesk.reading.confidence import EVIDENCE, at_least, chance

Read = Callable[[str], Reading]

# the surer sentence, the less sure one, the evidence that sets them apart
PAIRS = [
    ("Kenya attacked Chad.", "Farmers attacked Chad.", "outsider_acts"),
    ("Chad praised Kenya.", "Chad praised farmers.", "outsider_receives"),
    ("Kenya attacked Chad.", "Kenya may attack Chad.", "unreal"),
    ("Kenya criticised Chad. Chad attacked Peru.", "Kenya criticised Chad. It attacked Peru.", "pointed_to"),
    ("Chadian soldiers attacked Kenya.", "Kenyan soldiers attacked Kenya.", "one_home"),
    ("Kenya made a visit to Chad.", "Kenya visited Chad.", "light_verb"),
    ("Kenya attacked Chad.", "Peru said that Kenya attacked Chad.", "embedded"),
    ("Kenya attacked Chad.", "Short of fuel and food after a winter of snow in the hills, Kenya attacked Chad.", "long_sentence"),
]


@pytest.mark.parametrize(("surer", "less_sure", "why"), PAIRS, ids=[why for *_, why in PAIRS])
def test_what_speaks_against_an_event(read: Read, surer: str, less_sure: str, why: str) -> None:
    one, other = read(surer).events[-1], read(less_sure).events[-1]
    assert one.confidence > other.confidence, why


def test_evidence_adds_up() -> None:
    none = dict.fromkeys(EVIDENCE, 0.0)
    bias, weights = confidence.weights()
    for name, weight in weights.items():
        assert (chance({**none, name: 1.0}) > chance(none)) == (weight > 0), name
    assert 0.5 < chance(none) < 1
    assert bias == round(bias, 2)


def test_commitments_and_relations_are_as_sure_as_their_events(read: Read) -> None:
    reading = read(
        "Kenya promised Chad to withdraw its troops by June. France recognised Kosovo in 2009. Sweden is a member of the African Union."
    )
    sure = {event.id: event.confidence for event in reading.events}
    (promise,) = reading.commitments
    assert promise.confidence == sure[promise.act]
    by_type = {relation.type: relation for relation in reading.relations}
    began = by_type["recognition"]
    assert began.initiated_by is not None
    assert began.confidence == sure[began.initiated_by]
    assert by_type["membership"].confidence is None  # no event began it: a sentence says that it holds


def test_what_is_less_sure_falls_with_all_that_rests_on_it(make_treaty: Callable[[], Reading]) -> None:
    reading = make_treaty()
    opening, shelling, denial = (event.id for event in reading.events)
    reading.commitments[0] = dataclasses.replace(reading.commitments[0], confidence=0.5)
    reading.relations[0] = dataclasses.replace(reading.relations[0], confidence=0.45)
    reading.statements[0] = dataclasses.replace(reading.statements[0], stance=Stance(shelling, "against"))
    kept = at_least(reading, 0.5)
    assert [event.id for event in kept.events] == [opening, denial]
    assert (len(kept.commitments), len(kept.relations), len(kept.disputes)) == (1, 0, 1)
    assert [statement.stance for statement in kept.statements] == [None]
    assert at_least(reading, 0.6).commitments == []
    assert len(reading.events) == 3  # the reading itself stays


def test_read_leaves_out_what_is_less_sure(reader: Reader) -> None:
    text = "Kenya held talks with Chad. Peru said that farmers may attack Chad."
    every, sure = (foreigndesk.read(text, min_confidence=least) for least in (None, 0.7))
    assert [event.type for event in every.events] == ["CONSULT", "ASSAULT"]
    assert [event.type for event in sure.events] == ["CONSULT"]
    assert sure.statements == every.statements


def test_a_condition_that_falls(make_treaty: Callable[[], Reading]) -> None:
    reading = make_treaty()
    condition = reading.commitments[0].condition
    assert condition is not None
    reading.commitments[0] = dataclasses.replace(reading.commitments[0], condition=Condition(condition.text, reading.events[1].id))
    assert at_least(reading, 0.5).commitments[0].condition == condition


@pytest.mark.parametrize(
    ("text", "entry"),
    [
        ("bias = 1.0\n[weights]\nthing = 1.0\n", "embedded"),
        ("bias = 1.0\nbase = 2\n[weights]\n", "base"),
        ("bias = 'high'\n[weights]\n" + "".join(f"{name} = 0.0\n" for name in EVIDENCE), "bias"),
        ("bias = 1.0\n[weights]\n" + "".join(f"{name} = inf\n" for name in EVIDENCE), "outsider_acts"),
    ],
)
def test_broken_weights(text: str, entry: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "confidence").mkdir()
    (tmp_path / confidence.FILE).write_text(text)
    monkeypatch.setattr(loader, "ROOT", tmp_path)
    with pytest.raises(LexiconError, match=entry) as raised:
        confidence.weights.__wrapped__()
    assert raised.value.code == "FD203"
