"""Acts that a report only toys with, and acts that are nobody's politics: no events, though a frame reads them.

Somebody *considers sending aid* or *hopes that a strike can be avoided*: nothing was done, promised, asked or threatened.
"""

from __future__ import annotations

from foreigndesk.actors.cast import Cast
from foreigndesk.propositions.graph import Graph, Proposition
from foreigndesk.reading.drafts import Draft
from foreigndesk.reading.factuality import Factuality

MATERIAL = frozenset({"AID", "COOPERATE", "SANCTION", "COERCE", "PROTEST", "MOBILIZE", "ASSAULT"})
PRIVATE = frozenset({"person", "company", "media"})
CROWD = frozenset({"population", "other"})
HIGHEST = 5  # predicates above an act that are asked
INNER = frozenset({"comp", "obj", "acl", "of", "for", "about", "over", "advcl:to", "advcl:of", "advcl:if", "towards", "against"})


class Idle:
    """Says of a report's drafts which are idle."""

    def __init__(self, graph: Graph, cast: Cast, factuality: Factuality) -> None:
        self.graph, self.cast, self.factuality = graph, cast, factuality

    def __call__(self, d: Draft) -> bool:
        """Whether a material act is merely entertained, needed or private."""
        if d.frame.type not in MATERIAL:
            return False
        return (d.status == "possible" and self._entertained(d.p)) or self._needed(d.p) or self._of_nobody(d)

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

    def _of_nobody(self, d: Draft) -> bool:
        """Whether an act is between nobody political: crime, business, sport; or dead told of by the way ("a fire that killed nine")."""
        if d.actors:
            return all(self._apolitical(a, PRIVATE) for a in d.actors) and all(self._apolitical(r, PRIVATE | CROWD) for r in d.recipients)
        aside = d.p.kind == "verb" and d.p.link in {"relcl", "acl"} and self._far_from(d.p)
        return aside and all(self._apolitical(r, CROWD) for r in d.recipients)

    def _far_from(self, p: Proposition) -> bool:
        """Whether the thing that a clause tells of is no act of its own: "farmers killed in a clash", not "the raid that killed"."""
        above = self.graph.get(p.parent) if p.parent is not None else None
        return above is None or above.kind != "noun" or above.head not in p.roles.get("subj", ())

    def _apolitical(self, actor: str, types: frozenset[str]) -> bool:
        a = self.cast.actors[actor]
        return a.type in types and actor not in self.cast.states and a.iso3 is None and a.sector in {None, "CVL"}
