"""What an explanation tells of facts that are read: one case a line, by the words that it must have."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

import foreigndesk
from foreigndesk.actors.knowledge import knowledge
from foreigndesk.errors import ForeignDeskError, RecordError, UsageError
from foreigndesk.explaining import Explanation, Reason, explain, explained
from foreigndesk.intake import from_text
from foreigndesk.model import Reading, Report
from foreigndesk.reader import Reader
from foreigndesk.record import Record

DAY = date(2031, 6, 2)  # a Monday

Line = tuple[str, str]


def report(text: str, day: date | None = DAY) -> Report:
    return from_text(text, raw=True, published=day)


def flat(reasons: tuple[Reason, ...]) -> Iterator[Reason]:
    for reason in reasons:
        yield reason
        yield from flat(reason.because)


def lines(explanation: Explanation) -> list[Line]:
    return [(r.what, r.says) for r in flat(explanation.reasons)]


def has(found: list[Line], what: str, says: str) -> bool:
    return any(w == what and says in s for w, s in found)


def one(reader: Reader, text: str, at: str, kind: str) -> Explanation:
    return next(e for e in explained(report(text), at, reader=reader) if e.kind == kind)


# --- events

VOW = "Kenya vowed to reopen its border with Somalia within two weeks."
DENIAL = "Chad denied that Chadian jets had struck a camp in Libya on Sunday."

EVENTS = [
    # text, trigger, what, says
    (VOW, "reopen", "sentence", "vowed to [reopen] its border"),
    (VOW, "reopen", "frame", "'reopen' is CONCEDE · CAMEO 081"),
    (VOW, "reopen", "entry", "verbs: 'reopen'"),
    (VOW, "reopen", "condition", "object: border, the object of 'reopen'"),
    (VOW, "reopen", "actor", "Kenya (KEN): the subject of 'reopen'; confidence 0.95: a name of the knowledge base"),
    (VOW, "reopen", "mention", "'Kenya' is a name of Kenya (KEN) in the knowledge base"),
    (VOW, "reopen", "recipient", "Somalia (SOM): after 'with' with 'reopen'"),
    (VOW, "reopen", "status", "promised"),
    (VOW, "reopen", "own", "'reopen' by itself: occurred"),
    (VOW, "reopen", "above", "under 'vowed' (promise) → promised"),
    (VOW, "reopen", "by", "Kenya (KEN), 'vowed'"),
    (VOW, "reopen", "when", "no day"),
    (DENIAL, "struck", "status", "negated"),
    (DENIAL, "struck", "above", "under 'denied' (negated) → negated"),
    (DENIAL, "struck", "actor", "Chadian jets (TCD:air_force): the subject of 'struck'; confidence 0.85: a body, office or group"),
    (DENIAL, "struck", "mention", "'jets' is the air force of Chad (TCD)"),
    (DENIAL, "struck", "mention", "'Chadian' is the adjective of Chad (TCD)"),
    (DENIAL, "struck", "where", "Libya (country, GeoNames 2215636), by 'in Libya'"),
    (DENIAL, "struck", "when", "2031-06-01: its own time, with 'struck'"),
    (DENIAL, "struck", "time", "'Sunday' is DATE 2031-06-01 (weekday counted from the report); the report is of 2031-06-02"),
    ("Peru did not attack Chile.", "attack", "own", "'attack' by itself: negated (a negation)"),
    ("Peru may attack Chile.", "attack", "own", "'attack' by itself: possible ('may')"),
    ("Peru allegedly shelled Chile.", "shelled", "own", "possible ('allegedly')"),
    ("If Peru attacks Chile, Brazil will send troops.", "attacks", "own", "possible (under 'if')"),
    ("Peru was shelling Chile.", "shelling", "by", "the report itself"),
    ("France launched an attack on Mali.", "attack", "above", "'launched' is but the verb of 'attack' → occurred, as it is"),
    ("Egypt has begun to withdraw from Libya.", "withdraw", "above", "under 'begun' (aspect) → ongoing"),
    ("Kenya will not lift the ban on Somali ships.", "lift", "frame", "'lift' under 'will not' is a refusal of it: REJECT"),
    ("Lithuania expelled three Belarusian diplomats.", "expelled", "number", "3 diplomat"),
]


@pytest.mark.parametrize(("text", "at", "what", "says"), EVENTS)
def test_events(reader: Reader, text: str, at: str, what: str, says: str) -> None:
    found = lines(one(reader, text, at, "event"))
    assert has(found, what, says), found


def test_sources_name_file_line_and_entry(reader: Reader) -> None:
    made = {r.what: r.source for r in flat(one(reader, VOW, "reopen", "event").reasons) if r.source}
    for what, folder in (("frame", "frames"), ("above", "embedding"), ("mention", "actors")):
        place, _, entry = str(made[what]).partition(" ")
        file, _, number = place.partition(":")
        assert file.startswith(f"{folder}/")
        line = (Path(foreigndesk.__file__).parent / "lexicon" / file).read_text(encoding="utf-8").splitlines()[int(number) - 1]
        assert entry.strip("[]") in line


def test_confidence_is_the_events_own(reader: Reader) -> None:
    made = reader.read(report(VOW)).events[0]
    (reason,) = (r for r in one(reader, VOW, "reopen", "event").reasons if r.what == "confidence")
    assert reason.says == f"{made.confidence:g}"


def test_the_same_event_told_again(reader: Reader) -> None:
    text = "Kenya closes border\n\nKenya closed its border with Somalia on Sunday."
    made = explained(replace(report(text), title="Kenya closes border"), "closes", reader=reader)
    assert has(lines(made[0]), "told again", "'closed' tells the same event once more")


# --- whom a mention means

MINISTER = (
    "Kenyan Foreign Minister Alma Teri met Chadian officials on Sunday. The minister praised the talks. "
    "She said the two countries would sign a treaty."
)
PERSONS = [
    (MINISTER, "She", "mention", "'She' points back to 'minister'"),
    (MINISTER, "She", "mention", "'minister' is the last person named with that office: 'Foreign Minister Alma Teri'"),
    (MINISTER, "She", "mention", "a person known from the text itself: Kenyan + Foreign Minister + Alma Teri (Foreign Minister of Kenya)"),
    ("Rome has agreed to help.", "Rome", "mention", "'Rome' is a capital, read for its state, Italy (ITA)"),
    ("Kenya and Peru met on Sunday. They left.", "They", "mention", "'They' points back to those named before, among them Peru (PER)"),
    ("Gunmen attacked the Chadian army.", "Gunmen", "mention", "'Gunmen' is named no further"),
    ("The Chadian army shelled Peru. The army left Lima.", "army", "mention", "'army' is the same body as 'army'"),
]


@pytest.mark.parametrize(("text", "at", "what", "says"), PERSONS)
def test_actors(reader: Reader, text: str, at: str, what: str, says: str) -> None:
    found = [line for e in explained(report(text), at, reader=reader) if e.kind == "actor" for line in lines(e)]
    assert has(found, what, says), found


def test_an_office_holder_is_known_with_the_term(reader: Reader) -> None:
    term = knowledge().holder("president", "FRA", date(2024, 5, 15))
    assert term is not None
    text = f"French President {term.name} attacked Chad's plan. The president said that he would not sign it."
    made = explained(report(text, date(2024, 5, 15)), "he", reader=reader)
    found = lines(next(e for e in made if e.kind == "actor"))
    assert has(found, "mention", "'he' points back to 'president'")
    assert has(found, "known", f"{term.name}: president of France, {term.since} to")


# --- statements, commitments, relations, disputes

FACTS = [
    ('"It is over," Chad said.', "said", "statement", "cue", "'said' is speech, neutral"),
    ('"It is over," Chad said.', "said", "statement", "speaker", "Chad (TCD): "),
    ('"It is over," Chad said.', "said", "statement", "mode", "direct: all of it stands in quotation marks"),
    ("According to Chad, Peru has shelled Lima.", "According", "statement", "speaker", "the name in the fixed phrase"),
    ("Chad said that Peru had denied that it shelled Lima.", "denied", "statement", "by", "Chad (TCD): the cue stands in that statement"),
    (VOW, "reopen", "commitment", "promise", "it stands under a word of promising or planning, 'vowed': pledge"),
    (VOW, "reopen", "commitment", "due", "2031-06-02 (the report's last day) + 14 days = 2031-06-16"),
    (VOW, "reopen", "commitment", "made", "pending: it waits for nothing"),
    (
        "Chad pledged to withdraw its troops by 20 June if the shelling stops.",
        "pledged",
        "commitment",
        "made",
        "conditional: it has a condition",
    ),
    (
        "Chad pledged to withdraw its troops by 20 June. Chad refused to withdraw the troops.",
        "pledged",
        "commitment",
        "moved",
        "pending → broken: it was refused: Chad refused to [withdraw] the troops.",
    ),
    (
        "Chad pledged to withdraw its troops within 10 days of the signing of the treaty on 5 June.",
        "withdraw",
        "commitment",
        "due",
        "2031-06-05 (the day of its condition) + 10 days = 2031-06-15",
    ),
    ("Chad imposed sanctions on Peru on Sunday.", "imposed", "relation", "starts", "'imposed' starts sanctions"),
    ("Chad imposed sanctions on Peru on Sunday.", "imposed", "relation", "from", "2031-06-01"),
    ("The war between Mali and Chad ended on Sunday.", "ended", "relation", "ends", "'ended' ends war"),
]


@pytest.mark.parametrize(("text", "at", "kind", "what", "says"), FACTS)
def test_facts(reader: Reader, text: str, at: str, kind: str, what: str, says: str) -> None:
    found = lines(one(reader, text, at, kind))
    assert has(found, what, says), found


def test_a_dispute_tells_its_opposition(reader: Reader) -> None:
    made = explained(report("Kenya accused Chad of arming rebels. Chad denied the accusation."), reader=reader)
    found = lines(next(e for e in made if e.kind == "dispute"))
    assert has(found, "opposition", "the one side")
    assert has(found, "side", "Chad: 'Chad denied the accusation.'")
    assert has(found, "side", "Kenya: ")


# --- reports, words, ids


def test_the_day_of_an_undated_report_has_its_reasons(reader: Reader) -> None:
    (first, *_) = explained(report("The treaty of 12 May 2029 was broken by Chad last week.", None), reader=reader)
    assert first.kind == "report"
    assert has(lines(first), "published", "(inferred)")
    assert has(lines(first), "reason", "speaks of")


MISSES = [
    ("Chad was not able to prevent the storm.", "prevent", "asks for an object such as"),
    ("The storm prevented nothing.", "storm prevented", "'prevented' makes no fact"),
    ("Peru is warm.", "warm", "'warm' is in no frame and no cue"),
    ("The tea of Peru is good.", "tea of", "no verb, and no noun or adjective that any lexicon knows"),
]


@pytest.mark.parametrize(("text", "at", "says"), MISSES)
def test_why_no_fact_is_read(reader: Reader, text: str, at: str, says: str) -> None:
    first = explained(report(text), at, reader=reader)[0]
    assert first.kind == "nothing"
    assert any(says in s for _, s in lines(first)), lines(first)


def test_words_that_are_not_there(reader: Reader) -> None:
    with pytest.raises(UsageError, match="FD534"):
        explained(report(VOW), "Uganda", reader=reader)


def test_every_fact_of_a_reading_is_explained(reader: Reader) -> None:
    text = f"{VOW} {DENIAL} {MINISTER} Kenya imposed sanctions on Chad. Chad condemned the sanctions."
    reading = reader.read(report(text))
    ids = [f.id for kind in ("events", "statements", "commitments", "relations", "disputes", "actors") for f in getattr(reading, kind)]
    assert ids
    assert len(reading.disputes) == 1
    assert [explain(reading, id_, reader=reader).id for id_ in ids] == ids
    assert explain(reading, reading.report.id, reader=reader).kind == "report"


def test_a_unique_beginning_is_enough(reader: Reader) -> None:
    reading = reader.read(report(VOW))
    event = reading.events[0].id
    assert explain(reading, event[:-4], reader=reader).id == event
    assert foreigndesk.explain is explain


@pytest.mark.parametrize(("asked", "code"), [("none", "FD530"), ("", "FD530"), ("event-", "FD531")])
def test_unknown_and_ambiguous_ids(reader: Reader, asked: str, code: str) -> None:
    reading = reader.read(report(f"{VOW} {DENIAL}"))
    with pytest.raises(UsageError, match=code):
        explain(reading, asked, reader=reader)


# --- records


@pytest.fixture
def kept(reader: Reader, tmp_path: Path) -> Iterator[Callable[..., Record]]:
    opened: list[Record] = []

    def keep(*readings: Reading, **provenance: str) -> Record:
        record = Record(tmp_path / f"{len(opened)}.db")
        opened.append(record)
        for reading in readings:
            record.add(reading, {**reader.provenance, **provenance})
        return record

    yield keep
    for record in opened:
        record.close()


def test_a_record_explains_as_the_reading_does(reader: Reader, kept: Callable[..., Record]) -> None:
    reading = reader.read(report(VOW))
    record = kept(reading)
    for fact in (*reading.events, *reading.statements, *reading.commitments, *reading.actors):
        assert explain(record, fact.id, reader=reader) == explain(reading, fact.id, reader=reader)


def test_an_actor_of_several_reports(reader: Reader, kept: Callable[..., Record]) -> None:
    record = kept(*(reader.read(report(text)) for text in (VOW, "Kenya attacked Peru.", "Kenya left Lima.", "Kenya praised Peru.")))
    made = explain(record, "KEN", reader=reader)
    assert [r.what for r in made.reasons] == ["report"] * 3
    assert made.notes == ("the first 3 of 4 reports that mention it",)


def test_another_reader_is_told(reader: Reader, kept: Callable[..., Record]) -> None:
    reading = reader.read(report(VOW))
    made = explain(kept(reading, version="0.0.1"), reading.events[0].id, reader=reader)
    assert made.notes[0].startswith("recorded by another reader (version 0.0.1, now ")


def test_what_is_no_longer_read_and_what_has_no_text(reader: Reader, kept: Callable[..., Record]) -> None:
    reading = reader.read(report(VOW))
    gone = replace(reading, events=[replace(e, id="event-old") for e in reading.events], commitments=[])
    bare = replace(reader.read(report(DENIAL)), report=Report("bare", ""), events=[], statements=[], actors=[], times=[], places=[])
    record = kept(gone, bare)
    cases: list[tuple[str, type[ForeignDeskError], str]] = [("event-old", UsageError, "FD533"), ("bare", RecordError, "FD532")]
    for asked, error, code in cases:
        with pytest.raises(error, match=code):
            explain(record, asked, reader=reader)
