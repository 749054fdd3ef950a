"""Each room as a spaCy component: the reader's own facts, in anybody's pipeline, in an order that is checked."""

from __future__ import annotations

import subprocess
import sys
import tomllib
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc, DocBin, Span

from foreigndesk.components import ROOMS, document
from foreigndesk.errors import LanguageError, UsageError
from foreigndesk.intake import from_text
from foreigndesk.model import Reading, Report
from foreigndesk.reader import Reader

ROOT = Path(__file__).parents[2]
TEXT = (
    "Kenya vowed on Monday to reopen its border with Somalia if the shelling near Mandera stops. "
    "“We keep our word,” Foreign Minister Jane Oduya said. Somali troops killed at least 12 villagers in April. "
    "Somalia denied the charge. The United States recognised Kosovo in 2008."
)
UNDATED = "Norway and Chile signed a treaty on fishing last week. Chile’s president said the talks had been hard."


def report(text: str = TEXT, published: date | None = date(2024, 5, 15)) -> Report:
    return from_text(text, raw=True, published=published)


@pytest.fixture(scope="module")
def nlp(reader: Reader) -> Language:
    made = spacy.blank("en")
    for room in ROOMS:
        made.add_pipe(f"foreigndesk_{room}")
    return made


def pipeline(*rooms: str) -> Language:
    made = spacy.blank("en")
    for room in rooms:
        made.add_pipe(f"foreigndesk_{room}")
    return made


@pytest.mark.parametrize("told", [report(), report(UNDATED, None), report(UNDATED)], ids=["dated", "undated", "given a day"])
def test_the_same_facts_as_the_reader_gives(nlp: Language, reader: Reader, told: Report) -> None:
    assert nlp(document(nlp, told))._.fd_reading == reader.read(told)


def test_a_bare_text_is_a_report_of_its_own(nlp: Language, reader: Reader) -> None:
    assert nlp(TEXT)._.fd_reading == reader.read(report(published=None))


def test_statements_may_come_before_events(reader: Reader) -> None:
    other = pipeline("language", "propositions", "times", "actors", "statements", "places", "events")
    assert other(document(other, report()))._.fd_reading == reader.read(report())


@Language.component("test_ud_of_another_make")
def ud_of_another_make(doc: Doc) -> Doc:
    """Stands for any pipeline with Universal Dependencies: its annotation reaches the rooms by the Doc alone."""
    made = pipeline("language")(doc.text)
    for token, other in zip(doc, made, strict=True):
        token.tag_, token.pos_, token.lemma_, token.dep_ = other.tag_, other.pos_, other.lemma_, other.dep_
        token.head = doc[other.head.i]
    doc.set_ents([Span(doc, span.start, span.end, label=span.label_) for span in made.ents])
    return doc


def test_after_another_pipeline(reader: Reader) -> None:
    other = pipeline()
    other.add_pipe("test_ud_of_another_make")
    for room in ROOMS[1:]:
        other.add_pipe(f"foreigndesk_{room}")
    assert other(document(other, report()))._.fd_reading == reader.read(report())


def test_what_tokens_and_spans_say(nlp: Language) -> None:
    doc = nlp(document(nlp, report()))
    first = doc[:1]
    assert [actor.id for actor in first._.fd_actors] == ["KEN"]
    assert [actor.id for actor in doc[0]._.fd_actors] == ["KEN"]
    vowed = doc[1]
    assert (vowed.text, vowed._.fd_proposition.lemma) == ("vowed", "vow")
    sentence = next(iter(doc.sents))
    assert {(event.type, event.status) for event in sentence._.fd_events} >= {("CONCEDE", "promised")}
    assert [statement.cue for statement in sentence._.fd_statements]
    assert [time.value for time in sentence._.fd_times] == ["2024-05-13"]
    assert "Mandera County" in [place.name for place in sentence._.fd_places]
    assert ("Kenya", "state", "KEN") in {(span.text, span.label_, span.kb_id_) for span in doc.spans["fd_actors"]}
    assert {"fd_times", "fd_places", "fd_events", "fd_statements"} <= set(doc.spans)


def test_what_no_room_has_said_is_none(reader: Reader) -> None:
    doc = pipeline("language", "times")(TEXT)
    assert (doc._.fd_times is None, doc._.fd_actors, doc._.fd_reading, doc[0]._.fd_actors, doc[:2]._.fd_events) == (False, *[None] * 4)
    assert doc[0]._.fd_proposition is None


@pytest.mark.parametrize(
    ("rooms", "code", "says"),
    [
        (("actors",), "FD303", "foreigndesk_actors needs TAG, POS, LEMMA, DEP, SENT_START: put foreigndesk_language"),
        (("language", "places"), "FD304", "foreigndesk_places needs foreigndesk_actors, foreigndesk_times before it: nlp.add_pipe("),
        (("language", "actors", "statements"), "FD304", "foreigndesk_statements needs foreigndesk_propositions before it"),
        (("language", "actors", "propositions", "events", "times", "places"), "FD304", "foreigndesk_events needs foreigndesk_times, "),
    ],
)  # fmt: skip
def test_the_order_is_checked(reader: Reader, rooms: tuple[str, ...], code: str, says: str) -> None:
    with pytest.raises(LanguageError, match=code) as raised:
        pipeline(*rooms)(TEXT)
    assert raised.value.message.startswith(says)
    assert "\n" not in raised.value.message


def test_trees_of_another_kind_are_told(reader: Reader) -> None:
    made = pipeline("language")
    doc = made(TEXT)
    for token in doc:
        if token.dep_ == "obj":
            token.dep_ = "dobj"
    with pytest.raises(LanguageError, match=r"FD303.*foreigndesk_clearnlp"):
        pipeline("actors").get_pipe("foreigndesk_actors")(doc)


def test_a_report_with_another_text(nlp: Language) -> None:
    doc = document(nlp, report())
    doc._.fd_report = report(UNDATED)
    with pytest.raises(UsageError, match="FD590"):
        nlp(doc)


@pytest.mark.parametrize("text", ["", " \n ", "?"])
def test_a_text_without_words(nlp: Language, text: str) -> None:
    reading = nlp(text)._.fd_reading
    assert isinstance(reading, Reading)
    assert (reading.events, reading.actors) == ([], [])


def test_facts_go_into_a_file_and_come_out(nlp: Language) -> None:
    doc = nlp(document(nlp, report()))
    stored = DocBin(docs=[doc], store_user_data=True).to_bytes()
    (again,) = DocBin().from_bytes(stored).get_docs(nlp.vocab)
    assert again._.fd_reading == doc._.fd_reading
    assert again._.fd_propositions == doc._.fd_propositions
    assert [span.text for span in again.spans["fd_events"]] == [span.text for span in doc.spans["fd_events"]]


def test_several_processes(nlp: Language, reader: Reader) -> None:
    told = [report(), report(UNDATED)]
    docs = list(nlp.pipe([document(nlp, one) for one in told], n_process=2, batch_size=1))
    assert [doc._.fd_reading for doc in docs] == [reader.read(one) for one in told]


def test_spacy_knows_what_each_needs(nlp: Language) -> None:
    problems = nlp.analyze_pipes()["problems"]
    assert not any(problems[f"foreigndesk_{room}"] for room in ROOMS)
    found = pipeline("language", "events").analyze_pipes()["problems"]["foreigndesk_events"]
    assert "doc._.fd_actors" in found


def test_spacy_finds_them_where_the_package_is_installed() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    points = project["entry-points"]["spacy_factories"]
    assert {f"foreigndesk_{room}" for room in ROOMS} <= set(points)
    for name, place in points.items():
        module, _, attribute = place.partition(":")
        found: Any = import_module(module)
        assert not attribute or callable(getattr(found, attribute))
        assert Language.has_factory(name)


def test_other_pipelines_do_not_wait_for_our_rooms() -> None:
    code = "import sys, foreigndesk.components\nassert not {'foreigndesk.corridor', 'foreigndesk.reading.events'} & set(sys.modules)"
    subprocess.run([sys.executable, "-c", code], check=True)
