"""Cues that are no verbs: fixed phrases ("according to X", "in X's view") and nouns with a content of their own.

A noun attributes by its clause ("Iran's claim that …", "a promise to …") or by a preposition that the lexicon gives it
("his criticism of the deal"); its speaker owns it, signs it ("by", "from"), or is the subject of the verb that it is the
object of ("issued a warning that …").
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from foreigndesk.actors.mentions import PRONOUNS
from foreigndesk.model import Offsets
from foreigndesk.reading.contents import Draft
from foreigndesk.reading.cues import Cue, Phrase
from foreigndesk.reading.extents import Extents
from foreigndesk.reading.speakers import MAKES, NAMED, Speaker

_COLON = re.compile(r":\s*[“\"'‘«„]*")
LONGEST_OWNER = 12  # tokens between the words of a phrase: "in [the foreign minister of the new government]'s view"
OWNS = frozenset({"his", "her", "their", "its", "my", "our", "your"})
SIGNS = frozenset({"by", "from"})


class Nominal(Extents):
    """Fixed phrases and nouns of attribution."""

    def _fixed(self, s: int) -> list[Draft]:
        """According to X, in X's view: the clause around it is the content."""
        tree = self.tree
        begin, end = tree.sentences[s]
        out = []
        for i, word in enumerate(tree.lower[begin : end - 1], begin):
            for phrase in self.phrases.get(word, ()):
                if tuple(tree.lower[i : i + len(phrase.before)]) != phrase.before:
                    continue
                if self._quotation_at(tree.starts[i]) is None and (draft := self._phrase(phrase, i, begin, end)):
                    out.append(draft)
                    break
        return out

    def _phrase(self, phrase: Phrase, i: int, begin: int, end: int) -> Draft | None:
        tree = self.tree
        first = i + len(phrase.before)
        head: int | None
        if phrase.after:
            found = self._owner_before(phrase.after, first, end)
            if found is None:
                return None
            head, last, stop = found
            ids = self._actors(head, i)
            span: Offsets = tree.offsets(first, last)
            cue = tree.offsets(stop - 1, stop)
        else:
            heads = (tree.heads[k] for k in (first - 1, i))
            head = next((h for h in heads if first <= h < end and tree.pos[h] in NAMED | {"PRON"}), None)
            head = head if head is not None else self._phrase_after(first, end)
            if head is None:
                return None
            ids = self._actors(head, first - 1)
            span = self._noun_phrase(head, first - 1)
            stop = bisect_left(tree.starts, span[1])
            if stop < end and tree.pos[stop] == "ADP":  # "a tweet by X": the phrase goes on to the next mark
                author = self._phrase_after(stop + 1, end) if tree.lower[stop] in SIGNS else None
                ids = self.cast.at.get(author, ids) if author is not None else ids
                stop = next((k for k in range(stop, end) if tree.pos[k] in {"PUNCT", "SPACE"}), end)
            cue = tree.offsets(i, first)
        content = self._around(i, stop, begin, end)
        if not content:
            return None
        content = self._whole_quotes(content, span)
        quoted = self._quotes_in(content)
        self.used.update(quoted)
        return Draft(i, phrase.cue, ids, span, cue, content, None, quoted, "phrase")

    def _owner_before(self, after: Sequence[str], first: int, end: int) -> tuple[int, int, int] | None:
        """The owner's head, where the owner ends, and where the phrase does: "[the envoy]'s view", "[his] view"."""
        tree = self.tree
        words = after[1:]  # behind 's
        if tree.lower[first] in OWNS and tuple(tree.lower[first + 1 : first + 1 + len(words)]) == words:
            return first, first + 1, first + 1 + len(words)
        for k in range(first + 1, min(end, first + LONGEST_OWNER)):
            if tree.pos[k] in {"PUNCT", "VERB"}:
                return None
            if tree.lower[k] in {"'s", "’s", "'", "’"} and tuple(tree.lower[k + 1 : k + 1 + len(words)]) == words:
                return tree.heads[k] if first <= tree.heads[k] < k else k - 1, k, k + 1 + len(words)
        return None

    def _around(self, i: int, stop: int, begin: int, end: int) -> list[Offsets]:
        tree = self.tree
        joined = i > begin and (tree.pos[i - 1] in {"CCONJ", "SCONJ"} or tree.lower[i - 1] in {"that", "which", "who"})
        content: list[Offsets] = []
        for a, b in ((stop, end), (i, i) if joined else (begin, i)):
            while a < b and (tree.pos[a] in {"PUNCT", "SPACE", "CCONJ"}):
                a += 1
            while b > a and tree.pos[b - 1] in {"PUNCT", "SPACE"}:
                b -= 1
            subject = a < i and bool(content) and any(tree.pos[k] in NAMED | {"PRON"} for k in range(a, b))
            if b - a >= 3 or subject:  # "The rebels, according to the army, had mined the road"
                content.append(tree.offsets(a, b))
        return sorted(content)

    def _nouns(self, s: int, drafted: Sequence[Draft]) -> list[Draft]:
        """Nouns of a sentence with a content of their own that no cue of the sentence has taken already."""
        tree = self.tree
        out = []
        for i in range(*tree.sentences[s]):
            cue = self.cues.noun(tree.lemmas[i].lower()) if tree.pos[i] == "NOUN" else None
            if cue is None:
                continue
            content = self._held(i, cue)
            if content is None or any(content in d.content for d in drafted):
                continue
            speaker = self._speaker_of(i, {d.cue_token for d in drafted})
            if speaker is None or (speaker.span is not None and content[0] <= speaker.span[0] < content[1]):
                continue  # "the wishes of the people": whose they are, not what
            quoted = self._quotes_in([content])
            self.used.update(quoted)
            cue_span = self._with_preposition((tree.starts[self._begun(i, speaker)], tree.ends[i]), [content])
            out.append(Draft(i, cue, speaker.ids, speaker.span, cue_span, [content], None, quoted, speaker.how))
        return out

    def _begun(self, i: int, speaker: Speaker) -> int:
        """Where the cue of a noun begins: at the verb right before it whose subject speaks ("*issued a* warning"), else at the noun."""
        verb = self.graph.get(self.tree.heads[i])
        near = verb is not None and verb.lemma in MAKES and 0 < i - verb.head <= 4
        return self._first(verb) if verb is not None and near and speaker.head in verb.roles.get("subj", ()) else i

    def _held(self, i: int, cue: Cue) -> Offsets | None:
        """The content of a noun: a quotation behind its colon, its that-clause, its infinitive, or what its preposition holds."""
        tree = self.tree
        k = bisect_left(self.begins, tree.ends[i])
        if k < len(self.quotes) and "quote" in cue.takes and _COLON.fullmatch(tree.text, tree.ends[i], self.quotes[k].start):
            return self.quotes[k].start, self.quotes[k].end
        for c in tree.children[i]:
            if c < i:
                continue
            marks = {tree.lower[m] for m in tree.children[c] if tree.deps[m] in {"mark", "case"} and m < c}
            clause = tree.deps[c] in {"acl", "ccomp", "acl:relcl"}
            that = "ccomp" in cue.takes and clause and "that" in marks
            to = "xcomp" in cue.takes and tree.deps[c] == "acl" and "to" in marks and tree.tags[c] == "VB"
            of = tree.deps[c] in {"nmod", "acl"} and marks & set(cue.takes) and tree.pos[c] != "PRON"
            if that or to or of:
                left, right = tree.subtree(c)
                while left < right - 1 and (tree.lower[left] in marks - {"to"} or tree.pos[left] in {"PUNCT", "SPACE"}):
                    left += 1
                while right - 1 > left and tree.pos[right - 1] in {"PUNCT", "SPACE"}:
                    right -= 1
                return tree.offsets(left, right) if right - left > 1 else None
        return None

    def _speaker_of(self, i: int, cues: set[int]) -> Speaker | None:
        """Who owns or signs a noun of speech, or does a verb with it that isn't itself one of the cues found."""
        tree = self.tree
        for c in tree.children[i]:
            case = tree.child(c, "case")
            if tree.deps[c] == "nmod:poss" or (tree.deps[c] == "nmod" and case is not None and tree.lower[case] in SIGNS):
                ids = self._actors(c, i) if tree.pos[c] != "PRON" else self.cast.at.get(c, ())
                if ids or tree.lower[c] in PRONOUNS | OWNS:
                    return Speaker(ids, self._noun_phrase(c, i) if tree.pos[c] != "PRON" else tree.offsets(c, c + 1), c, "owner")
        for c in tree.children[i]:  # "the intention *of the two leaders* to meet"
            case = tree.child(c, "case") if tree.deps[c] == "nmod" else None
            if case is not None and tree.lower[case] == "of" and (ids := self.cast.at.get(c, ())):
                return Speaker(ids, self._noun_phrase(c, i), c, "owner")
        if tree.heads[i] in cues:
            return None  # "expressed hope that …" is read at its verb
        held = self.cues.noun(tree.lemmas[i].lower())
        if tree.deps[i] != "obj" and held is not None and held.force == "accusing" and tree.child(i, "acl", "ccomp", "acl:relcl"):
            return Speaker((), None, None, "untold")  # "the allegation that …": whose, the report does not tell
        verb = self.graph.get(tree.heads[i])
        if tree.deps[i] != "obj" or verb is None or verb.kind != "verb" or verb.lemma not in MAKES or verb.passive:
            return None
        if verb.negated or verb.modal or verb.conditional:
            return None
        for t in verb.roles.get("subj", ()):
            ids = self._actors(t, verb.head)
            if ids:
                return Speaker(ids, self._noun_phrase(t, verb.head), t, "maker")
        return None
