"""How far a cue reaches: its auxiliaries, adverbs, particle, medium and day, as PolNeAR marks them.

"also said on Twitter", "said Monday", "made it clear", "has become increasingly worried about": the words beside the verb
that tell how, when and in what it is said belong to the cue; the speaker, the addressee and the content do not.
"""

from __future__ import annotations

from bisect import bisect_left

from foreigndesk.model import Offsets
from foreigndesk.propositions.graph import Proposition
from foreigndesk.reading.contents import HOLDING, Contents
from foreigndesk.reading.cues import PREPOSITIONS
from foreigndesk.reading.frames import CALENDAR
from foreigndesk.reading.speakers import MAKES

# Prepositions before what it is said in: "said *in* a statement".
MEDIA = frozenset({"in", "on", "at", "via", "by", "during"})
UNMARKED = frozenset({"obl:unmarked", "obl:tmod", "nmod:tmod", "obl"})
NEAR = 4  # tokens from a verb to the noun that it makes a cue with: "raised serious new concerns"


class Extents(Contents):
    """Where cues begin and end."""

    def _cue_span(self, p: Proposition, role: str) -> Offsets:
        """A cue's own words: auxiliaries, adverbs, verb, particle, preposition, and the noun without which it is none."""
        tree = self.tree
        begin, end = self._first(p), p.head + 1
        if p.particle is not None and end < len(tree) and tree.lower[end] == p.particle:
            end += 1
        if role in PREPOSITIONS:
            bound = end + (end < len(tree) and tree.pos[end] == "ADV" and tree.heads[end] == p.head)
            if bound < len(tree) and tree.lower[bound] == role:
                end = bound + 1  # "called *for* restraint", "spoke warmly *of* her"
        for t in p.roles.get("obj", ())[:1]:
            if end <= t < p.head + NEAR and self.cues.verb(p.lemma, tree.lemmas[t]) is not None:
                end = t + 1  # "put *it*"
        return tree.starts[begin], tree.ends[end - 1]

    def _reached(self, p: Proposition, cue: Offsets, content: list[Offsets]) -> Offsets:
        """The cue with the adverbs, the day and the medium right behind it: "said *angrily*", "said *Monday in a statement*"."""
        tree = self.tree
        while True:
            first = bisect_left(tree.starts, cue[1])
            if first >= len(tree):
                return cue
            end = self._manner(p, first) or self._medium(p, first)
            if end is None or any(a < end and cue[1] < b for a, b in content):
                return cue
            cue = cue[0], end

    def _manner(self, p: Proposition, first: int) -> int | None:
        """Where an adverb or a bare day ends that begins at a token and belongs to a verb."""
        tree = self.tree
        for c in tree.children[p.head]:
            if c < first or tree.left[c] != first:
                continue
            day = tree.deps[c] in UNMARKED and tree.lower[c] in CALENDAR
            if (day and tree.child(c, "case") is None) or (tree.deps[c] == "advmod" and tree.right[c] == c == first):
                return tree.ends[c]
        return None

    def _medium(self, p: Proposition, first: int) -> int | None:
        """Where what it is said in ends, right behind the verb: "said *in a statement*", "wrote *on Twitter*"."""
        tree = self.tree
        if tree.lower[first] not in MEDIA:
            return None
        t = next((c for c in tree.children[p.head] if tree.left[c] == first and c > first), None)
        noun = self.cues.noun(tree.lemmas[t].lower()) if t is not None else None
        return tree.ends[t] if t is not None and noun is not None and noun.medium else None

    def _with_preposition(self, cue: Offsets, content: list[Offsets]) -> Offsets:
        """A preposition alone between cue and content belongs to the cue: "warned *against* a raid"."""
        start = min((a for a, _ in content), default=0)
        gap = self.tree.text[cue[1] : start] if start > cue[1] else ""
        word = gap.strip(" “\"'‘")
        return (cue[0], cue[1] + gap.index(word) + len(word)) if word in PREPOSITIONS else cue

    def _with_object(self, p: Proposition, cue: Offsets, content: list[Offsets]) -> tuple[Offsets, list[Offsets]]:
        """Cue and content where the verb's object only names the act: "expressed concern about *the raid*"."""
        tree = self.tree
        noun = next((t for t in p.roles.get("obj", ()) if t > p.head), None)
        held = self.cues.noun(tree.lemmas[noun].lower()) if noun is not None and p.lemma in MAKES else None
        if noun is None or held is None or noun + 2 >= len(tree) or not content:
            return cue, content
        begin, end = content[0]
        bound = tree.lower[noun + 1]
        if not begin <= tree.starts[noun] < end or tree.ends[noun + 1] >= end or self._quotation_at(begin) is not None:
            return cue, content
        if bound == "that" or bound in HOLDING or (bound in PREPOSITIONS and bound in held.takes):
            rest = self._trimmed(tree.starts[noun + 2], end)
            return (cue[0], tree.ends[noun]), [rest, *content[1:]]
        return cue, content
