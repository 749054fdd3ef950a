"""One report read again for explaining: its trace, and the words of tokens, spans and actors."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from foreigndesk.model import DateWindow, Offsets
from foreigndesk.reading.contents import Draft as Said
from foreigndesk.reading.scene import Scene

if TYPE_CHECKING:
    from foreigndesk.reader import Trace


@dataclass
class Page:
    """The trace of a report, with what the explainers ask of it."""

    trace: Trace
    scene: Scene = field(init=False)

    def __post_init__(self) -> None:
        self.scene = self.trace.scene
        self.reading, self.tree, self.graph = self.trace.reading, self.scene.tree, self.scene.graph
        self.text = self.reading.report.text

    @cached_property
    def names(self) -> dict[str, str]:
        """Actors' names by id."""
        return {a.id: a.name for a in self.scene.cast.actors.values()}

    def name(self, actor: str) -> str:
        """An actor's name with its id: ``Kenya (KEN)``."""
        return f"{self.names.get(actor, actor)} ({actor})"

    def listed(self, actors: Iterable[str]) -> str:
        """The names of actors, or that there are none."""
        return ", ".join(self.names.get(a, a) for a in actors) or "nobody named"

    def words(self, span: Offsets) -> str:
        """A stretch of the text on one line."""
        return self.scene.words(span)

    def word(self, token: int) -> str:
        """One token, in quotation marks."""
        return f"'{self.tree.words[token]}'"

    def predicate(self, token: int) -> str:
        """A predicate's token with its particle, in quotation marks."""
        p = self.graph.get(token)
        return f"'{self.tree.words[token]}{f' {p.particle}' if p is not None and p.particle else ''}'"

    def sentence(self, span: Offsets) -> tuple[str, Offsets]:
        """The sentence around a span, with the span in square brackets, and the sentence's own place."""
        token = self.scene.setting.head(span)
        first, last = self.tree.sentence_offsets(token)
        start, end = max(first, span[0]), min(last, span[1])
        marked = f"{self.text[first:start]}[{self.text[start:end]}]{self.text[end:last]}"
        return " ".join(marked.split()), (first, last)

    def said(self, cue: Offsets, content: tuple[Offsets, ...]) -> Said | None:
        """The draft that a statement was made of."""
        same = (d for d in self.trace.said if d.cue_span == cue and tuple(sorted(dict.fromkeys(d.content))) == content)
        return next(same, None)


def days(window: DateWindow | None) -> str:
    """A date window in words, no more exact than it is."""
    if window is None or not (window.earliest or window.latest):
        return "no day known"
    if window.earliest == window.latest:
        return str(window.earliest)
    if window.earliest is None:
        return f"by {window.latest}"
    return f"{window.earliest} to {window.latest}" if window.latest else f"from {window.earliest} on"
