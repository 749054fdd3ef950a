"""The rooms that one report goes through after the language room, each entered when something asks for what it adds.

The reader asks for all of it, a spaCy component for its own room: both walk the same way, so that both tell the same facts.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import replace
from functools import cached_property

from spacy.tokens import Doc

from foreigndesk.actors.cast import Cast
from foreigndesk.actors.resolver import resolve
from foreigndesk.model import Actor, Commitment, CueChoice, Dispute, Event, Place, Reading, Relation, Report, Statement, Time
from foreigndesk.places import find_mentions
from foreigndesk.places import resolve as resolve_places
from foreigndesk.propositions.graph import Graph, expected, graph, tense_at
from foreigndesk.propositions.tree import Tree, tree
from foreigndesk.reading import drafts, statements
from foreigndesk.reading.commitments import commitments
from foreigndesk.reading.confidence import weigh
from foreigndesk.reading.contents import Draft
from foreigndesk.reading.disputes import disputes
from foreigndesk.reading.events import EventReader
from foreigndesk.reading.held import Contents
from foreigndesk.reading.relations import relations
from foreigndesk.reading.scene import Scene
from foreigndesk.reading.settings import Setting
from foreigndesk.reading.stances import take_sides
from foreigndesk.reading.vocabulary import event_nouns, known_nouns, known_verbs
from foreigndesk.times import find
from foreigndesk.undated import date_undated


class Corridor:
    """One report on its way: every property is a room's work, done once.

    ``doc`` is the report's text as the language room left it. A report without a date gets the window its own words allow.
    """

    def __init__(self, doc: Doc, report: Report, cues: CueChoice = "all") -> None:
        self.cues = cues
        self.tree: Tree = tree(doc, known_verbs(), known_nouns())
        self._told = report

    @cached_property
    def graph(self) -> Graph:
        """The propositions, by the token of their predicate."""
        return graph(self.tree, event_nouns())

    @cached_property
    def _tenses(self) -> dict[int, str]:
        return dict(tense_at(self.tree, self.graph))

    @cached_property
    def _starts(self) -> list[int]:
        return [self.tree.offsets(*sentence)[0] for sentence in self.tree.sentences]

    def tense(self, offset: int) -> str:
        """The tense of what a character of the text belongs to."""
        if expected(self.tree, self.graph, max(0, bisect_right(self.tree.starts, offset) - 1)):
            return "future"
        return self._tenses.get(max(0, bisect_right(self._starts, offset) - 1), "past")

    @cached_property
    def report(self) -> Report:
        """The report, dated."""
        if self._told.published is not None:
            return self._told
        return replace(self._told, published=date_undated(self._told.text, tense_at=self.tense))

    @cached_property
    def times(self) -> list[Time]:
        """The time expressions."""
        return find(self.report.text, published=self.report.published, report=self.report.id, tense_at=self.tense)

    @cached_property
    def _met(self) -> tuple[Cast, dict[str, int]]:
        """Who is named, before anybody speaks, and how often each country."""
        cast = resolve(self.tree, self.report.id, self.report.published)
        countries: dict[str, int] = {}
        for m in cast.mentions:
            for actor in m.ids:
                iso3 = cast.actors[actor].iso3
                if iso3:
                    countries[iso3] = countries.get(iso3, 0) + 1
        return cast, countries

    @cached_property
    def places(self) -> list[Place]:
        """The places, told apart by the countries that are named."""
        t, dated = self.tree, [time.span for time in self.times]
        found = find_mentions(self.report.text, words=t.words, offsets=t.starts, names=t.names, times=dated)
        return resolve_places(found, countries=self._met[1], report=self.report.id)

    @cached_property
    def setting(self) -> Setting:
        """Which time and place belongs to which proposition."""
        return Setting(self.tree, self.graph, self.times, self.places, self.report.published)

    @cached_property
    def _heard(self) -> tuple[Cast, list[Draft]]:
        """Who is named or speaks as "I" and "we", and the statements being put together."""
        cast = self._met[0]
        found = statements.find(self.tree, self.graph, cast, self.cues)
        statements.bind_first_person(self.tree, cast, found)
        return cast, found

    @property
    def cast(self) -> Cast:
        """The actors and their mentions."""
        return self._heard[0]

    @property
    def drafts(self) -> list[Draft]:
        """The statements being put together."""
        return self._heard[1]

    @cached_property
    def said(self) -> list[Statement]:
        """The statements."""
        return statements.finish(self.tree, self.cast, self.drafts, self.report.id)

    @cached_property
    def scene(self) -> Scene:
        """The events as told, and all that later facts are read from."""
        reader = EventReader(self.tree, self.graph, self.cast, self.setting, _title_sentences(self.tree, self.report))
        drafted = reader.run()
        events = drafts.finish(self.tree, drafted, self.report.id)
        contents = Contents(self.said)
        for event in events:
            holder = contents.innermost(event.trigger[0])
            if holder is not None:
                event.by = holder.id
        take_sides(self.said, self.drafts, events, self.tree, self.cast)
        return Scene(self.tree, self.graph, self.cast, self.setting, reader, drafted, events, self.said, self.report)

    @cached_property
    def reading(self) -> Reading:
        """The whole record of the report: events have their confidence, and later facts are read from them."""
        promised: list[Commitment] = commitments(self.scene)
        holds: list[Relation] = relations(self.scene)
        contested: list[Dispute] = disputes(self.scene, holds)
        weigh(self.scene, promised, holds)
        events: list[Event] = self.scene.events
        made = Reading(self.report, [], self.times, self.places, events, self.said, promised, holds, contested)
        made.actors = self.actors(made)
        return made

    def actors(self, reading: Reading) -> list[Actor]:
        """The actors that the text mentions, and those that the facts of a reading name beside them."""
        return self.cast.finished(_named(reading))


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
