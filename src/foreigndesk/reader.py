"""The reader: takes reports through the language room and the corridor, and gives their records back."""

from __future__ import annotations

import functools
import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from spacy.tokens import Doc

from foreigndesk import limits
from foreigndesk._version import __version__
from foreigndesk.actors.knowledge import own_actors
from foreigndesk.corridor import Corridor
from foreigndesk.language import pipeline
from foreigndesk.lexicon.loader import ROOT
from foreigndesk.model import CueChoice, Reading, Report
from foreigndesk.reading import own_frames
from foreigndesk.reading.contents import Draft
from foreigndesk.reading.scene import Scene

BATCH = 16
UNREAD = frozenset({"dictionaries", "export"})  # folders of the lexicon that no reading depends on


@functools.cache
def lexicon_digest() -> str:
    """The first 12 hex digits of the SHA-256 over all lexicon files, the reader's own too: which lexicon made a record."""
    digest = hashlib.sha256()
    files = (p for p in ROOT.rglob("*") if p.suffix in {".csv", ".toml", ".zip"} and p.parent.name not in UNREAD)
    for name, file in sorted((file.relative_to(ROOT).as_posix(), file) for file in files):  # paths sort otherwise on Windows
        digest.update(name.encode())
        digest.update(file.read_bytes())
    for own in (own_actors(), own_frames.named()):
        if own is not None:
            digest.update(Path(own).read_bytes())
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
        way = Corridor(doc, report, self.cues)
        return Trace(way.reading, way.scene, way.drafts)
