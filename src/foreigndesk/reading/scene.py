"""What the report has told so far: all that commitments, relations and disputes are read from."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass, field

from foreigndesk.actors.cast import Cast
from foreigndesk.model import DateWindow, Event, Offsets, Report, Statement
from foreigndesk.propositions.graph import Graph, Proposition
from foreigndesk.propositions.tree import Tree
from foreigndesk.reading.drafts import Draft
from foreigndesk.reading.events import EventReader
from foreigndesk.reading.held import Contents
from foreigndesk.reading.settings import Setting


@dataclass(frozen=True, slots=True)
class Why:
    """Why a fact is read: the rule's name, the token that it turned on, and the lexicon entry, draft or states it used."""

    rule: str
    token: int | None = None
    of: tuple[str, ...] = ()


@dataclass(slots=True)
class Scene:
    """One report as the rooms before have read it; ``events`` grows by promised acts that no frame reads."""

    tree: Tree
    graph: Graph
    cast: Cast
    setting: Setting
    reader: EventReader
    drafts: list[Draft]
    events: list[Event]
    said: list[Statement]
    report: Report
    by_head: dict[int, Draft] = field(init=False)
    why: dict[str, list[Why]] = field(default_factory=dict)  # by the id of a commitment, relation or dispute
    _heads: list[int] = field(init=False)
    _contents: Contents = field(init=False)

    def __post_init__(self) -> None:
        self.by_head = {d.p.head: d for d in self.drafts}
        self._heads = sorted(self.graph)
        self._contents = Contents(self.said)

    def because(self, fact: str, rule: str, token: int | None = None, *of: str) -> None:
        """Keeps the reason of a fact, or of one more step in its life."""
        self.why.setdefault(fact, []).append(Why(rule, token, of))

    def principals(self, actors: Iterable[str]) -> set[str]:
        """The states or bodies that the actors act for."""
        return {self.cast.principal(a) for a in actors}

    def parent(self, p: Proposition) -> Proposition | None:
        """The proposition that another stands in."""
        return self.graph.get(p.parent) if p.parent is not None else None

    def happened(self, p: Proposition) -> bool:
        """Whether the report tells the proposition as fact."""
        return self.reader.factuality.status(p.head) in {"occurred", "ongoing"}

    def ahead(self, window: DateWindow) -> bool:
        """Whether a window lies after the report's last day."""
        published = self.report.published
        return window.latest is not None and published is not None and published.latest is not None and window.latest > published.latest

    def span(self, token: int) -> Offsets:
        """The characters of one token."""
        return self.tree.starts[token], self.tree.ends[token]

    def phrase(self, token: int) -> Offsets:
        """The characters of a token's whole phrase."""
        return self.tree.offsets(*self.tree.subtree(token))

    def words(self, span: Offsets) -> str:
        """A stretch of the text on one line."""
        return " ".join(self.tree.text[span[0] : span[1]].split())

    def lemmas(self, tokens: Iterable[int]) -> set[str]:
        """The lower-case lemmas of tokens."""
        return {self.tree.lemmas[t].lower() for t in tokens}

    def statement_at(self, offset: int) -> Statement | None:
        """The innermost statement whose content holds a character."""
        return self._contents.innermost(offset)

    def told_in(self, start: int, end: int) -> list[Proposition]:
        """The propositions whose heads begin in a stretch of the text."""
        begin, stop = (bisect_left(self._heads, offset, key=self.tree.starts.__getitem__) for offset in (start, end))
        return [self.graph[head] for head in self._heads[begin:stop]]
