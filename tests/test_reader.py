"""Properties that the reading of any report has, whatever the language model makes of it."""

import json
import string
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from foreigndesk.intake import from_text, reports
from foreigndesk.model import DateWindow, Offsets, Reading, Report
from foreigndesk.reader import Reader, lexicon_digest
from foreigndesk.record import Record
from foreigndesk.rows import Row, rows

EXAMPLES = Path(__file__).parent.parent / "examples"
KINDS = ["report", "actor", "time", "place", "event", "statement", "commitment", "relation", "dispute"]


def example_reports() -> list[Report]:
    paths = sorted(path for path in EXAMPLES.iterdir() if path.suffix in {".txt", ".html"})
    return [report for report in reports(paths) if isinstance(report, Report)]


def lines(reader: Reader, reading: Reading) -> str:
    return "\n".join(json.dumps(row, ensure_ascii=False) for row in rows(reading, reader=reader.provenance))


def spans(value: object, key: str = "") -> Iterator[Offsets]:
    """Every character range in a row, by the keys that hold ranges."""
    if key in {"span", "speaker_span", "cue", "trigger", "mentions", "content", "evidence", "text"}:
        if isinstance(value, list) and len(value) == 2 and all(isinstance(v, int) for v in value):
            yield value[0], value[1]
            return
        if isinstance(value, list):
            for item in value:
                yield from spans(item, key)
            return
    if isinstance(value, dict):
        for name, item in value.items():
            yield from spans(item, name)
    elif isinstance(value, list):
        for item in value:
            yield from spans(item)


def windows(reading: Reading) -> Iterator[DateWindow]:
    found = [reading.report.published, *(t.window for t in reading.times), *(e.when for e in reading.events)]
    found += [s.when for s in reading.statements] + [c.due for c in reading.commitments]
    found += [w for r in reading.relations for w in (r.since, r.until)]
    yield from (w for w in found if w is not None)


def check(reader: Reader, reading: Reading) -> None:
    text = reading.report.text
    record: list[Row] = list(rows(reading, reader=reader.provenance))
    kinds = [row["kind"] for row in record]
    assert kinds == sorted(kinds, key=KINDS.index)
    ids = [row["id"] for row in record]
    assert len(ids) == len(set(ids))
    assert all(row["report"] == reading.report.id for row in record[1:])
    for row in record[1:]:
        for begin, end in spans(row):
            assert 0 <= begin < end <= len(text), row
    _check_actors(reading)
    _check_evidence(reader, reading)
    for window in windows(reading):
        assert window.earliest is None or window.latest is None or window.earliest <= window.latest, window
    for facts, first in (
        (reading.times, [t.span for t in reading.times]),
        (reading.events, [e.trigger for e in reading.events]),
        (reading.statements, [s.cue for s in reading.statements]),
        (reading.actors, [a.mentions[0] for a in reading.actors]),
        (reading.relations, [r.evidence[0] for r in reading.relations]),
    ):
        assert first == sorted(first), facts


def _check_actors(reading: Reading) -> None:
    actors = {a.id for a in reading.actors}
    events = {e.id for e in reading.events}
    statements = {s.id for s in reading.statements}
    for event in reading.events:
        assert event.actors or event.recipients
        assert {*event.actors, *event.recipients} <= actors
        assert event.by is None or event.by in statements
        assert 0 < event.confidence <= 1
    for s in reading.statements:
        assert {s.speaker, s.addressee} - {None} <= actors
        assert s.by is None or s.by in statements
    for c in reading.commitments:
        assert {*c.debtor, *c.creditor} <= actors
        assert c.debtor
        assert c.act in events
        assert c.by is None or c.by in statements
        assert c.condition is None or c.condition.event is None or c.condition.event in events
    for r in reading.relations:
        assert set(r.parties) <= actors
        assert r.parties[0] != r.parties[1]
        assert {r.initiated_by, r.terminated_by} - {None} <= events
    for d in reading.disputes:
        assert len(d.sides) >= 2
        for side in d.sides:
            assert set(side.holders) <= actors
            assert set(side.statements) <= statements


def _check_evidence(reader: Reader, reading: Reading) -> None:
    """Each span of evidence covers no more than two sentences."""
    doc = reader.nlp(reading.report.text)
    starts = [sentence.start_char for sentence in doc.sents if sentence.text.strip()]
    facts = [*reading.events, *reading.statements, *reading.commitments, *reading.relations]
    found = [span for fact in facts for span in fact.evidence]
    found += [span for d in reading.disputes for side in d.sides for span in side.evidence]
    for begin, end in found:
        assert sum(begin < start < end for start in starts) <= 1, reading.report.text[begin:end]
    assert all(fact.evidence for fact in facts)


@pytest.mark.parametrize("report", example_reports(), ids=lambda report: str(report.title))
def test_the_examples(reader: Reader, report: Report) -> None:
    reading = reader.read(report)
    check(reader, reading)
    assert reading.events
    assert reading.statements
    assert lines(reader, reader.read(report)) == lines(reader, reading)


def test_a_second_reader_gives_the_same_bytes(reader: Reader) -> None:
    second = Reader()
    for report in example_reports():
        assert lines(second, second.read(report)) == lines(reader, reader.read(report))


def test_many_reports_are_read_as_each_alone(reader: Reader) -> None:
    together = [lines(reader, reading) for reading in reader.read_many(example_reports())]
    assert together == [lines(reader, reader.read(report)) for report in example_reports()]


def test_the_examples_hold_every_kind_of_fact(reader: Reader) -> None:
    readings = list(reader.read_many(example_reports()))
    for kind in KINDS[1:]:
        assert any(getattr(reading, f"{kind}s") for reading in readings), kind


WORDS = st.sampled_from(
    "Kenya Uganda Russia NATO Moscow president Otara minister said signed treaty attacked promised to withdraw its troops from by on "
    "Monday March 2024 12 if that the a of and or not may will , . ; : \" “ ” ( ) — … 's he they it we \n \n\n “We agree,” U.S. Mr. "
    "sanctions denied accused rebels talks in Nairobi ceasefire \t é 战争 🕊".split(" ")
)
SENTENCES = st.lists(WORDS, min_size=1, max_size=60).map(" ".join)
ANYTHING = st.text(alphabet=string.printable + "“”‘’—…éßñ中\u00a0\u200b", min_size=1, max_size=200)
LIMITS = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True, database=None)


@LIMITS
@given(text=SENTENCES | ANYTHING, title=st.none() | st.just("") | SENTENCES)
def test_any_text(reader: Reader, text: str, title: str | None) -> None:
    whole = f"{title}\n\n{text}" if title else text
    report = Report("r1", whole, title=title)
    reading = reader.read(report)
    check(reader, reading)
    assert lines(reader, reader.read(report)) == lines(reader, reading)


SMALL = ["", ".", "...", "?!", "“”", "—", "\n", " \n\n ", "(((", "12", "“", "a", "\u200b", "🕊", "- - -"]


@pytest.mark.parametrize("text", SMALL)
def test_texts_without_a_story(reader: Reader, text: str) -> None:
    reading = reader.read(Report("r1", text))
    check(reader, reading)
    assert reading.events == []
    assert reading.statements == []


@pytest.mark.parametrize("title", [None, "", "Talks resume", "A title that the text does not begin with"])
def test_titles(reader: Reader, title: str | None) -> None:
    reading = reader.read(Report("r1", "Talks resume\n\nEgypt and Sudan held talks in Cairo on Tuesday.", title=title))
    check(reader, reading)
    assert reading.report.title == title
    assert [e.type for e in reading.events] == ["CONSULT"]


def test_a_day_that_is_given_stands(reader: Reader) -> None:
    reading = reader.read(from_text("Kenya signed a treaty with Uganda on Tuesday.", raw=True, published=date(2024, 5, 15)))
    assert reading.report.published is not None
    assert reading.report.published.edtf == "2024-05-15"
    assert reading.events[0].when is not None
    assert reading.events[0].when.edtf == "2024-05-14"


def test_a_day_that_nobody_tells_is_not_made_up(reader: Reader) -> None:
    published = reader.read(Report("r1", "Kenya signed a treaty with Uganda on Tuesday.")).report.published
    assert published is None or published.earliest is None or published.earliest != published.latest


def test_what_made_the_record(reader: Reader) -> None:
    assert set(reader.provenance) == {"version", "model", "lexicon"}
    assert len(lexicon_digest()) == 12
    assert reader.provenance["lexicon"] == lexicon_digest()


@pytest.mark.parametrize(
    "text",
    [
        "Mr Scholz and Mr Tusk reached agreements on German rail traffic and tolls.",
        "Chad's army shelled a village. Its foreign minister denied it.",
        "The envoy of Norway promised to open an embassy.",
    ],
)
def test_every_actor_that_a_fact_names_is_listed(read: Callable[[str], Reading], text: str, provenance: dict[str, str]) -> None:
    reading = read(text)
    with Record("sqlite://") as record:  # refuses a fact about somebody who is not
        record.add(reading, provenance)
    listed = {actor.id for actor in reading.actors}
    assert {party for relation in reading.relations for party in relation.parties} <= listed
    assert {actor for event in reading.events for actor in (*event.actors, *event.recipients)} <= listed
