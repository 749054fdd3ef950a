"""The corridor itself: hands a report from room to room and gives its record back."""

from __future__ import annotations

import functools
import hashlib
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from spacy.tokens import Doc

from foreigndesk import limits
from foreigndesk._version import __version__
from foreigndesk.actors.knowledge import own_actors
from foreigndesk.actors.resolver import resolve
from foreigndesk.language import pipeline
from foreigndesk.lexicon.loader import ROOT
from foreigndesk.model import CueChoice, Reading, Report
from foreigndesk.places import find_mentions
from foreigndesk.places import resolve as resolve_places
from foreigndesk.propositions.graph import expected, graph, tense_at
from foreigndesk.propositions.tree import Tree, tree
from foreigndesk.reading import statements
from foreigndesk.reading.commitments import commitments
from foreigndesk.reading.confidence import weigh
from foreigndesk.reading.contents import Draft
from foreigndesk.reading.disputes import disputes
from foreigndesk.reading.drafts import finish
from foreigndesk.reading.events import EventReader
from foreigndesk.reading.held import Contents
from foreigndesk.reading.relations import relations
from foreigndesk.reading.scene import Scene
from foreigndesk.reading.settings import Setting
from foreigndesk.reading.stances import take_sides
from foreigndesk.reading.vocabulary import event_nouns, known_nouns, known_verbs
from foreigndesk.times import find
from foreigndesk.undated import date_undated

BATCH = 16


@functools.cache
def lexicon_digest() -> str:
    """The first 12 hex digits of the SHA-256 over all lexicon files, the reader's own too: which lexicon made a record."""
    digest = hashlib.sha256()
    for file in sorted(p for p in ROOT.rglob("*") if p.suffix in {".csv", ".toml", ".zip"} and p.parent.name != "export"):
        digest.update(file.relative_to(ROOT).as_posix().encode())
        digest.update(file.read_bytes())
    own = own_actors()
    if own is not None:
        digest.update(own.read_bytes())
    return digest.hexdigest()[:12]


@dataclass(frozen=True, slots=True)
class Trace:
    """A reading, the scene that its facts were read from, and the drafts of its statements."""

    reading: Reading
    scene: Scene
    said: list[Draft]


class Reader:
    """Reads reports to records; loads the language pipeline once.

    ``language`` names another installed spaCy pipeline with Universal Dependencies labels. ``cues`` are those that make
    statements: ``speech`` leaves out what is only thought or wished. A report of more than ``max_words`` words is an
    IntakeError FD120. Raises LanguageError.
    """

    def __init__(self, language: str | None = None, *, cues: CueChoice = "all", max_words: int = limits.WORDS) -> None:
        self.language = language
        self.cues = cues
        self.max_words = max_words
        self.nlp = pipeline.load(language)
        self.nlp.max_length = max(self.nlp.max_length, max_words * limits.CHARACTERS_A_WORD)  # ours is told in words

    @property
    def provenance(self) -> dict[str, str]:
        """What made the record: version of the reader, language model, digest of the lexicons."""
        return {"version": __version__, "model": pipeline.provenance(self.language), "lexicon": lexicon_digest()}

    def read(self, report: Report) -> Reading:
        """The record of one report."""
        limits.require_length(report.text, self.max_words)
        return self._reading(report, self.nlp(report.text))

    def trace(self, report: Report) -> Trace:
        """The record of one report, with all that it was read from: what explanations are made of."""
        return self._trace(report, self.nlp(report.text))

    def read_many(self, reports: Iterable[Report]) -> Iterator[Reading]:
        """The records of many reports in their order, a batch of texts at a time. One that is too long ends it."""
        for doc, report in self.nlp.pipe(self._pairs(reports), as_tuples=True, batch_size=BATCH):
            yield self._reading(report, doc)

    def _pairs(self, reports: Iterable[Report]) -> Iterator[tuple[str, Report]]:
        for report in reports:
            limits.require_length(report.text, self.max_words)
            yield report.text, report

    def _reading(self, report: Report, doc: Doc) -> Reading:
        return self._trace(report, doc).reading

    def _trace(self, report: Report, doc: Doc) -> Trace:
        t = tree(doc, known_verbs(), known_nouns())
        g = graph(t, event_nouns())
        tenses = tense_at(t, g)
        starts = [t.offsets(*s)[0] for s in t.sentences]

        def tense(offset: int) -> str:
            if expected(t, g, max(0, bisect_right(t.starts, offset) - 1)):
                return "future"
            return tenses.get(max(0, bisect_right(starts, offset) - 1), "past")

        if report.published is None:
            report = replace(report, published=date_undated(report.text, tense_at=tense))
        times = find(report.text, published=report.published, report=report.id, tense_at=tense)
        cast = resolve(t, report.id, report.published)
        countries: dict[str, int] = {}
        for m in cast.mentions:
            for actor in m.ids:
                iso3 = cast.actors[actor].iso3
                if iso3:
                    countries[iso3] = countries.get(iso3, 0) + 1
        dated = [time.span for time in times]
        found = find_mentions(report.text, words=t.words, offsets=t.starts, names=t.names, times=dated)
        places = resolve_places(found, countries=countries, report=report.id)
        setting = Setting(t, g, times, places, report.published)
        drafts = statements.find(t, g, cast, self.cues)
        statements.bind_first_person(t, cast, drafts)
        event_reader = EventReader(t, g, cast, setting, _title_sentences(t, report))
        event_drafts = event_reader.run()
        said = statements.finish(t, cast, drafts, report.id)
        events = finish(t, event_drafts, report.id)
        contents = Contents(said)
        for event in events:
            holder = contents.innermost(event.trigger[0])
            if holder is not None:
                event.by = holder.id
        take_sides(said, drafts, events, t, cast)
        scene = Scene(t, g, cast, setting, event_reader, event_drafts, events, said, report)
        promised = commitments(scene)
        holds = relations(scene)
        contested = disputes(scene, holds)
        weigh(scene, promised, holds)
        reading = Reading(report, [], times, places, events, said, promised, holds, contested)
        reading.actors = cast.finished(_named(reading))
        return Trace(reading, scene, drafts)


def _named(reading: Reading) -> set[str]:
    """The actors that the facts of a reading name."""
    sides: list[Iterable[str | None]] = []
    sides += [(*e.actors, *e.recipients) for e in reading.events]
    sides += [(s.speaker, s.addressee) for s in reading.statements]
    sides += [(*c.debtor, *c.creditor) for c in reading.commitments]
    sides += [r.parties for r in reading.relations]
    sides += [side.holders for d in reading.disputes for side in d.sides]
    return {actor for side in sides for actor in side if actor is not None}


def _title_sentences(t: Tree, report: Report) -> int:
    """How many sentences the title takes at the head of the text."""
    if not report.title or not report.text.startswith(report.title):
        return 0
    return sum(1 for begin, end in t.sentences if t.offsets(begin, end)[1] <= len(report.title))
