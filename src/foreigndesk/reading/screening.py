"""Which drafts are left out: nobody's politics, an accident, what is only the topic of talk, an act told by the way."""

from __future__ import annotations

import functools

from foreigndesk.actors.cast import Cast
from foreigndesk.propositions.graph import Graph
from foreigndesk.propositions.tree import Tree
from foreigndesk.reading.drafts import Draft
from foreigndesk.reading.frames import classes
from foreigndesk.reading.one_act import OneAct

PRIVATE = frozenset({"person", "company", "media", "population"})
CROWD = frozenset({"population", "other"})
ASKING = frozenset({"CONSULT", "REQUEST"})
AT_A_PLACE = frozenset({"ASSAULT", "AID", "COERCE", "MOBILIZE"})  # what is done in a country is done to it
SOFT = frozenset({"SUPPORT", "COOPERATE", "AGREE", "AID"})  # what talks are about
TOPICS = frozenset("obj about on of for to over within acl comp".split())
UNTOLD = frozenset({"possible", "planned"})
BESIDE = frozenset({"appos", "nmod", "nmod:desc", "amod", "compound", "nmod:poss"})  # how a post stands with its holder
POLITICAL = frozenset({"state", "contested_polity", "igo", "government_body", "armed_force", "armed_group", "party"})
DONE_TO_PEOPLE = frozenset({"ASSAULT", "COERCE", "CONCEDE"})
OF_OFFICE = frozenset({"accuse.no-confidence", "coerce.drive-from-power"})
CASUALTIES = frozenset({"killed", "wounded"})
CAUSES = ("subj", "in", "by", "from", "during", "after", "of")  # roles that tell what people died of
DEPTH = 6


class Screening:
    """Tells which drafts of a report are no events of international affairs."""

    def __init__(self, tree: Tree, graph: Graph, cast: Cast, one_act: OneAct) -> None:
        self.tree, self.graph, self.cast, self.one_act = tree, graph, cast, one_act
        self.topics, self.calamity = classes()["topic_talk"], classes()["calamity"]

    def out(self, d: Draft) -> bool:
        """Whether a draft is left out."""
        return self._nobodys(d) or self._by_the_way(d) or self._accident(d) or self._topic(d)

    def _nobodys(self, d: Draft) -> bool:
        """Acts among private people and firms; what the press asks and is told."""
        if d.frame.type in ASKING and any(sides and all(map(self._medium, sides)) for sides in (d.actors, d.recipients)):
            return True  # "told the broadcaster"
        if (d.frame.type == "ASSAULT" and not d.actors) or d.frame.type == "PROTEST" or d.frame.id in OF_OFFICE:
            return False  # victims of whoever it was; what is done to those in office
        people = all(map(self._private, d.actors)) and all(self._private(r) or self._crowd(r) for r in d.recipients)
        return people and not self._state_near(d)

    def _state_near(self, d: Draft) -> bool:
        """Whether the sentence names somebody of politics too; for what is done to people a place will do: "arrested in X"."""
        begin, end = self.tree.sentences[self.tree.sentence[d.p.head]]
        near = [m for i in range(begin, end) if (m := self.cast.mention_at.get(i)) is not None]
        return any(not self._private(a) for m in near if d.frame.type in DONE_TO_PEOPLE or not m.place_only for a in m.ids)

    def _medium(self, actor: str) -> bool:
        return self.cast.actors[actor].type == "media"

    def _private(self, actor: str) -> bool:
        """Whether somebody acts for no state: a person without a post, a firm, people at large."""
        a = self.cast.actors[actor]
        bare = a.type in PRIVATE and actor not in self.cast.states and a.iso3 is None and a.sector in {None, "CVL"}
        return bare and actor not in self._posts

    @functools.cached_property
    def _posts(self) -> frozenset[str]:
        """Persons beside whom their post stands: "the emir of X", "Jane Roe, the speaker of the house"."""
        out: set[str] = set()
        for m in self.cast.mentions:
            if m.is_person:
                inner = [c for c in self.tree.children[m.head] if self.tree.deps[c] in BESIDE]
                inner += [k for c in inner for k in self.tree.children[c] if self.tree.deps[k] in BESIDE]
                inner += [self.tree.heads[m.head]] if self.tree.deps[m.head] in {"appos", "nmod:desc"} else []
                if m.plural or any(self._political(k) for k in inner):
                    out.update(m.ids)
        return frozenset(out)

    def _political(self, token: int) -> bool:
        m = self.cast.mention_at.get(token)
        return m is not None and (m.office is not None or any(self.cast.actors[a].type in POLITICAL for a in m.ids))

    def _by_the_way(self, d: Draft) -> bool:
        """ "Grief over the attack in X", "a fire that killed nine": told by the way, of nobody."""
        if not d.actors and d.p.kind == "verb" and d.p.link in {"relcl", "acl"} and self._far_from_its_noun(d):
            return d.frame.type in AT_A_PLACE and all(map(self._crowd, d.recipients))
        aside = d.p.kind == "noun" and d.p.light is None and d.p.link != "subj" and d.frame.type in AT_A_PLACE
        return aside and not d.actors and len(self.one_act.hosts(d)) == len(d.recipients)

    def _far_from_its_noun(self, d: Draft) -> bool:
        """Whether the thing that a clause tells of is no act of its own: "farmers killed in a clash", not "the raid that killed"."""
        above = self.graph.get(d.p.parent) if d.p.parent is not None else None
        return above is None or above.kind != "noun" or above.head not in d.p.roles.get("subj", ())

    def _crowd(self, actor: str) -> bool:
        """Whether somebody is people of no state or group."""
        a = self.cast.actors[actor]
        return a.type in CROWD and actor not in self.cast.states and a.iso3 is None and a.sector in {None, "CVL"}

    def _accident(self, d: Draft) -> bool:
        """ "Nine were killed when the bomber crashed", "in the blaze": nature or chance did it."""
        if d.frame.unit not in CASUALTIES or d.actors:
            return False
        causes = [*d.p.all(*CAUSES), *(q.head for q in self.graph.values() if q.parent == d.p.head and q.link.startswith("advcl"))]
        return any(self.tree.lemmas[k].lower() in self.calamity for t in causes for k in (t, *self.tree.children[t])) or any(
            self.tree.lemmas[t].lower() == "fire" and not self._armed(t) for t in d.p.roles.get("subj", ())
        )

    def _armed(self, t: int) -> bool:
        """Whether a "fire" is that of guns or of somebody: "artillery fire", "rebel fire"."""
        near = self.tree.children[t]
        weapons = classes()["weapon"] | {"enemy", "heavy", "friendly", "sniper", "police", "army"}
        return any(k in self.cast.mention_at or self.tree.lemmas[k].lower() in weapons for k in near)

    def _topic(self, d: Draft) -> bool:
        """ "Discussed prospects for developing ties": what is talked of has not been done, nor is it planned."""
        if d.frame.type not in SOFT or d.status not in UNTOLD:
            return False
        p = d.p
        for _ in range(DEPTH):
            if p.parent is None or p.light is not None or (p.link not in TOPICS and not p.link.startswith("advcl:")):
                return False
            above = self.graph[p.parent]
            if above.lemma in self.topics and p.link != "comp":
                return True
            if above.kind == "verb" and above.tense != "none":
                return False
            p = above
        return False
