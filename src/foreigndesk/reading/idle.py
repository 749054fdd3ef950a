"""Acts that a report only toys with, or says are wanting: no events, though a frame reads them.

Somebody *considers sending aid* or *hopes that a strike can be avoided*: nothing was done, promised, asked or threatened.
"""

from __future__ import annotations

from foreigndesk.propositions.graph import Graph, Proposition
from foreigndesk.reading.drafts import Draft
from foreigndesk.reading.factuality import Factuality

MATERIAL = frozenset({"AID", "COOPERATE", "SANCTION", "COERCE", "PROTEST", "MOBILIZE", "ASSAULT"})
HIGHEST = 5  # predicates above an act that are asked
INNER = frozenset({"comp", "obj", "acl", "of", "for", "about", "over", "advcl:to", "advcl:of", "advcl:if", "towards", "against"})


class Idle:
    """Says of a report's drafts which are idle."""

    def __init__(self, graph: Graph, factuality: Factuality) -> None:
        self.graph, self.factuality = graph, factuality

    def __call__(self, d: Draft) -> bool:
        """Whether a material act is merely entertained or needed."""
        if d.frame.type not in MATERIAL:
            return False
        return (d.status == "possible" and self._entertained(d.p)) or self._needed(d.p)

    def _entertained(self, p: Proposition) -> bool:
        """Whether somebody considers or hopes for an act: "is mulling an attack", "hopes that aid will come"."""
        words = self.factuality.signatures.words("entertaining")
        for _ in range(HIGHEST):
            above = self.graph.get(p.parent) if p.parent is not None else None
            if above is None or p.link not in INNER:
                return False
            if above.lemma in words and not above.passive:
                return True
            p = above
        return False

    def _needed(self, p: Proposition) -> bool:
        """ "People in need of help": what they lack, nobody's act."""
        above = self.graph.get(p.parent) if p.parent is not None else None
        return above is not None and p.kind == "noun" and p.link == "of" and above.lemma == "need" and above.link == "in"
