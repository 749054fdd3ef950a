"""The other side that a report leaves out: "our talks", "they exchanged views" are with whom somebody has just been meeting."""

from __future__ import annotations

from foreigndesk.actors.cast import Cast
from foreigndesk.actors.mentions import PLURAL, US
from foreigndesk.propositions.graph import Proposition
from foreigndesk.propositions.tree import Tree
from foreigndesk.reading.drafts import Draft

SIDES = ("subj", "poss", "between", "obj", "by", "of")  # roles that may hold both sides in one pronoun
MEETING = "CONSULT"


class Counterparts:
    """Completes what is done together where a plural pronoun holds both sides, and tells what stays half told."""

    def __init__(self, tree: Tree, cast: Cast) -> None:
        self.tree, self.cast = tree, cast

    def complete(self, drafts: dict[int, Draft]) -> list[int]:
        """Fills in missing other sides from the last meeting told; returns the drafts whose other side nothing tells."""
        half: list[int] = []
        met: list[Draft] = []
        for i in sorted(drafts):
            d = drafts[i]
            if d.frame.symmetric and len({*d.actors, *d.recipients}) == 1 and self._pronoun(d.p):
                one = (d.actors or d.recipients)[0]
                other = self._other(one, met)
                if other is None:
                    half.append(i)
                    continue
                d.actors, d.recipients = (one,), (other,)
            elif d.frame.type == MEETING:
                met.append(d)
        return half

    def _pronoun(self, p: Proposition) -> bool:
        """Whether "we", "our", "they", "their" is all that names a side."""
        words = {self.tree.lower[t] for t in p.all(*SIDES)}
        return bool(words & (US | PLURAL))

    def _other(self, one: str, met: list[Draft]) -> str | None:
        """Whom somebody, or his state, met last: a person for a person, a state for a state."""
        home = self.cast.principal(one)
        for d in reversed(met):
            sides = dict.fromkeys((*d.actors, *d.recipients))
            others = [a for a in sides if self.cast.principal(a) != home and self.cast.actors[a].type != "igo"]
            if len(others) == 1 and (len({*d.actors, *d.recipients}) == 1 or d.frame.symmetric):
                return others[0] if self.cast.actors[one].type == "person" else self.cast.principal(others[0])
        return None
