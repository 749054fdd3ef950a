"""Our reader with another beside it: one record of both, each event marked by who found it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from foreigndesk.model import Reading, Report
from foreigndesk.other_readers.proposals import OtherReader, SetAside, verified
from foreigndesk.reader import Reader


class Joined:
    """Reads like a `Reader` and adds what another reader proposes, as far as the report bears it out.

    ``set_aside`` is called with everything that does not enter; by default it is kept in ``aside``, the latest report's last.
    """

    def __init__(self, reader: Reader, other: OtherReader, set_aside: Callable[[SetAside], object] | None = None) -> None:
        self.reader, self.other = reader, other
        self.aside: list[SetAside] = []
        self._set_aside = set_aside or self.aside.append

    @property
    def provenance(self) -> dict[str, str]:
        """What made the record: our own, with the other reader's name beside our language model's."""
        own = self.reader.provenance
        return {**own, "model": f"{own['model']}+{self.other.name}"}

    def read(self, report: Report) -> Reading:
        """The record of one report."""
        trace = self.reader.trace(report)
        tree, reading = trace.scene.tree, trace.reading
        sentences = [tree.offsets(*sentence) for sentence in tree.sentences]
        added, aside = verified(reading, sentences, self.other.propose(reading.report), self.other.name)
        for one in aside:
            self._set_aside(one)
        events = sorted((*reading.events, *added), key=lambda event: event.trigger)
        return replace(reading, events=events)

    def read_many(self, reports: Iterable[Report]) -> Iterator[Reading]:
        """The records of many reports in their order."""
        return map(self.read, reports)
