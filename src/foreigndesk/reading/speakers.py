"""Who speaks: the speaker of a cue and the noun phrase that names it.

The tree says who the subject is; where a quotation or a comma stands right beside the cue, the marks are believed
first.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass

from foreigndesk.actors.cast import Cast
from foreigndesk.actors.knowledge import knowledge
from foreigndesk.actors.mentions import PRONOUNS
from foreigndesk.model import Offsets
from foreigndesk.propositions.graph import RELATIVES, Graph, Proposition
from foreigndesk.propositions.tree import Tree
from foreigndesk.reading.cues import PREPOSITIONS, Cue, cues
from foreigndesk.reading.frames import CALENDAR, frames
from foreigndesk.reading.quotations import CLOSERS, Quotation, quotations, within

ATTRIBUTING = frozenset({"speech", "text", "mental"})  # who perceives something does not tell it
QUOTING = frozenset({"quote", "cite"})
SCARE = 4  # a quotation of fewer words in nobody's cue is a scare quote
LONGEST_NAME = 25  # tokens in a speaker's noun phrase
LONGEST_CUE = 12  # tokens from a verb to the cue that it carries
FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
WORDLESS = frozenset({"ASSAULT", "PROTEST", "COERCE"})
# Who does these with a noun of speech is its speaker; with others ("rejected the claim that"), another is.
MAKES = frozenset({
    "make", "issue", "give", "offer", "send", "deliver", "release", "publish", "post", "repeat", "renew", "reiterate",
    "voice", "express", "have", "hold", "take", "raise", "put", "file", "lodge", "write", "announce", "submit", "adopt",
    "share", "reaffirm", "restate", "extend", "level", "unveil",
})  # fmt: skip
NAMED = frozenset({"NOUN", "PROPN", "NUM"})
PHRASE = frozenset({"NOUN", "PROPN", "ADJ", "DET", "NUM"})
MANY = frozenset({"they", "them"})
DEMONSTRATIVES = frozenset({"this", "that", "these", "those"})  # "this means that …": nobody says it
ABSTRACT = ("tion", "sion", "ment", "ness", "ity", "ance", "ence", "ship", "ism", "ture")  # nouns of deeds and states: no speakers
BREAKS = CLOSERS | {",", "—", "–", "--", ":", ";", "’", "'", "(", "…"}


@dataclass(frozen=True, slots=True)
class Speaker:
    """Actors, the words that name them, and the token at their head."""

    ids: tuple[str, ...]
    span: Offsets | None
    head: int | None = None
    how: str = "subject"  # by which rule it was found


class Speakers:
    """A report's quotations and cues, and who speaks at each cue."""

    def __init__(self, tree: Tree, graph: Graph, cast: Cast) -> None:
        self.tree, self.graph, self.cast = tree, graph, cast
        self.quotes = quotations(tree.text)
        self.ends = [q.end for q in self.quotes]
        self.begins = [q.start for q in self.quotes]
        self.cues = cues()
        self.phrases = self.cues.by_word
        self.used: set[Quotation] = set()
        self.nested: dict[Quotation, list[Quotation]] = {}
        self.bounds = [tree.offsets(*s) for s in tree.sentences]
        self.stops = {b for _, b in self.bounds}

    def _quotation_at(self, offset: int) -> Quotation | None:
        k = bisect_right(self.begins, offset) - 1
        return self.quotes[k] if k >= 0 and offset < self.quotes[k].end else None

    def _quotes_in(self, spans: Iterable[Offsets]) -> list[Quotation]:
        out = []
        for a, b in spans:
            for k in range(bisect_right(self.ends, a), len(self.quotes)):
                if self.quotes[k].start >= b:
                    break
                out.append(self.quotes[k])
        return out

    def _inner(self, q: Quotation) -> list[Quotation]:
        """The quotations that stand in a quotation."""
        if q not in self.nested:
            self.nested[q] = within(self.tree.text, q)
        return self.nested[q]

    def _words(self, q: Quotation) -> int:
        return len(self.tree.text[q.start : q.end].split())

    def _cue(self, p: Proposition) -> tuple[Cue, str] | None:
        """The cue of a verb or adjective, and the role that is its object ("call *for* restraint", "raise *concern*")."""
        tree = self.tree
        if p.kind == "adjective":
            held = self.cues.adjective(p.lemma)
            return (held, "obj") if held is not None else None
        extras = [(p.particle, "obj")] if p.particle else []
        extras += [
            (r, r) for r, held in p.roles.items() if r not in {"subj", "obj", "comp", "tmod"} and held[:1] > [p.head]
        ]
        extras += [(tree.lemmas[t], "obj") for t in p.roles.get("obj", ())[:1]]
        for c in tree.children[p.head]:  # "called *for* ending the talks"
            mark = tree.child(c, "mark") if tree.deps[c] in {"advcl", "xcomp", "ccomp"} and c > p.head else None
            if mark is not None and tree.lower[mark] in PREPOSITIONS:
                extras.append((tree.lower[mark], tree.lower[mark]))
        for extra, role in extras:
            cue = self.cues.verb(p.lemma, extra)
            if cue is not None:
                return (cue, role) if cue.sort in ATTRIBUTING else None
        if p.particle is not None and not p.roles.get("comp"):
            return None  # "called off the search" is no calling
        cue = self.cues.verb(p.lemma)
        return (cue, "obj") if cue is not None and cue.sort in ATTRIBUTING else None

    def _first(self, p: Proposition) -> int:
        """The token with which a cue begins: its auxiliaries and adverbs, and a verb that only carries it ("*continued to* insist")."""
        carrier = self._carrier(p)
        if carrier is not None:
            return self._first(carrier)
        tree, begin = self.tree, p.head
        while begin > 0 and tree.sentence[begin - 1] == tree.sentence[p.head]:
            i = begin - 1
            aside = tree.deps[i] == "advmod" and tree.pos[i] in {"ADV", "PART"}
            own = tree.deps[i] in {"aux", "aux:pass", "cop"} or aside
            if not (tree.heads[i] == p.head and own) and not (aside and begin < p.head and tree.heads[i] == begin):
                break
            begin = i
        return begin

    def _carrier(self, p: Proposition) -> Proposition | None:
        """The verb in front that only carries a cue: "*went on* to say", "*seemed* hopeful", "*responded* by saying", "*issued* a
        statement condemning"."""
        tree, above = self.tree, self.tree.heads[p.head]
        issued = self._issued(p)
        if issued is not None and p.head - issued.head <= LONGEST_CUE:
            return issued
        verb = self.graph.get(above)
        if verb is None or verb.kind != "verb" or not 0 < p.head - above <= LONGEST_CUE or p.roles.get("subj", [above])[-1] > above:
            return None
        near = p.head - above <= 4
        before = tree.lower[p.head - 1]
        if p.kind == "adjective":
            return verb if near and tree.lemmas[above] in self.cues.copulas and tree.deps[p.head] == "xcomp" else None
        if p.infinitive and before == "to" and tree.deps[p.head] in {"xcomp", "advcl"}:
            return verb if near and tree.lemmas[above] in self.cues.auxiliaries else None
        if tree.tags[p.head] != "VBG" or tree.child(p.head, "nsubj") is not None:
            return None
        by = before == "by" and near and not verb.passive and self.cues.verb(verb.lemma, verb.particle) is not None
        made = any(self.cues.noun(tree.lemmas[t].lower()) is not None for t in verb.roles.get("obj", ()))
        return verb if by or (before == "," and made and verb.lemma in MAKES and verb.tense == "past") else None

    def _cue_between(self, a: int, b: int, p: Proposition | None) -> bool:
        tree = self.tree
        for i in range(bisect_left(tree.starts, a), bisect_left(tree.starts, b)):
            if (
                tree.pos[i] == "VERB"
                and i in self.graph
                and self.graph[i] is not p
                and not self.graph[i].passive
                and self._cue(self.graph[i]) is not None
            ):
                return True
        return False

    def _speaker(self, p: Proposition, cue: Cue) -> Speaker | None:
        tree = self.tree
        beside = self._beside(p)
        subjects = [beside] if beside is not None else self._subjects(p)
        own = [c for c in tree.children[p.head] if tree.deps[c].startswith("nsubj")]
        relative = next((c for c in own if tree.lower[c] in RELATIVES), None)
        inner = next((c for c in own if tree.lower[c] not in RELATIVES), None)
        if relative is not None and inner is not None:  # "the fires, which *a witness* had called small"
            subjects, relative = tree.conjuncts(inner), None
        for t in subjects:
            if tree.lower[t] in RELATIVES or t == p.head:
                continue
            ids = self._actors(t, p.head)
            if not ids:
                continue
            every = tuple(dict.fromkeys([*ids, *(a for s in subjects if s != t for a in self.cast.at.get(s, ()))]))
            if relative is not None and beside is None:
                every = self._makers(t) or every
                return Speaker(every, (tree.starts[relative], tree.ends[relative]), relative, "relative")
            how = "beside" if beside is not None else "subject" if t in p.roles.get("subj", ()) else "shared"
            return Speaker(every, self._noun_phrase(t, p.head), t, how)
        for t in subjects:
            if tree.pos[t] == "PRON" and tree.lower[t] not in RELATIVES | DEMONSTRATIVES:
                return Speaker((), (tree.starts[t], tree.ends[t]), t, "untold")
            if tree.pos[t] in {"NUM", "DET", "ADJ"} and tree.lower[t] not in RELATIVES | DEMONSTRATIVES and "nsubj" in tree.deps[t]:
                return Speaker((), self._noun_phrase(t, p.head), t, "untold")  # "some", "two in three farmers"
        if p.passive and cue.sort == "speech" and p.roles.get("comp"):
            return Speaker((), None, None, "untold")
        return None

    def _actors(self, t: int, cue: int) -> tuple[str, ...]:
        """Who a noun phrase means: the author of a tweet or statement, else its head, else a name within it."""
        tree = self.tree
        if self.cues.noun(tree.lemmas[t]) is not None or tree.lemmas[t] in self.cues.documents:
            for c in tree.children[t]:
                case = tree.child(c, "case")
                if tree.deps[c] == "nmod:poss" or (
                    tree.deps[c] == "nmod" and case is not None and tree.lower[case] in {"by", "from"}
                ):
                    ids = self.cast.at.get(c, ())
                    if ids:
                        return ids
        ids = self._apart(t, self.cast.at.get(t, ()))
        if ids or tree.lower[t] in PRONOUNS:
            return ids
        a, b = self._noun_phrase(t, cue)
        for i in range(bisect_left(tree.starts, a), bisect_left(tree.starts, b)):
            m = self.cast.mention_at.get(i)
            beside = tree.heads[i] == t or tree.heads[t] == i
            if m is not None and m.ids and beside and (m.kind == "person" or (m.kind == "organisation" and tree.deps[i] == "appos")):
                return m.ids
        if tree.lower[t] in CALENDAR or tree.pos[t] == "NUM":
            return ()
        if self._abstract(t):
            return ()
        deed = any(frame.type in WORDLESS for frame, _ in frames().nouns.get(tree.lemmas[t].lower(), ()))
        if deed and tree.child(cue, "ccomp") is None:
            return ()  # "attacks claimed lives": an attack says nothing
        actor = self.cast.adhoc(t)
        return (actor,) if actor is not None else ()

    def _makers(self, t: int) -> tuple[str, ...]:
        """Who makes the document that is said to say something: "*The firm* issued a statement which read …"."""
        tree, verb = self.tree, self.graph.get(self.tree.heads[t])
        words = tree.lemmas[t].lower() in self.cues.documents or self.cues.noun(tree.lemmas[t].lower()) is not None
        if not words or verb is None or verb.lemma not in MAKES or verb.passive or t not in verb.roles.get("obj", ()):
            return ()
        return next((ids for s in verb.roles.get("subj", ()) if (ids := self.cast.at.get(s, ()))), ())

    def _apart(self, t: int, ids: tuple[str, ...]) -> tuple[str, ...]:
        """The person that a name in apposition tells ("a Republican, *Mensah*"); nobody where "they" would be one person."""
        tree, actors = self.tree, self.cast.actors
        people = all(actors[a].type == "person" for a in ids if a in actors)
        if tree.lower[t] in MANY and len(ids) == 1 and people:
            return ()
        for c in tree.children[t] if ids and not people and tree.pos[t] in NAMED else ():
            m = self.cast.mention_at.get(c)
            if tree.deps[c] == "appos" and m is not None and m.is_person and m.ids:
                return m.ids
        return ids

    def _abstract(self, t: int) -> bool:
        """Whether a noun that names no body and no document can't speak: "the development demanded a reform"."""
        lemma = self.tree.lemmas[t].lower()
        if self.tree.pos[t] != "NOUN" or lemma in self.cues.documents or self.cues.noun(lemma) is not None:
            return False
        return lemma.endswith(ABSTRACT) and knowledge().body(lemma) is None

    def _subjects(self, p: Proposition) -> list[int]:
        tree = self.tree
        parent = self.graph.get(p.parent) if p.parent is not None else None
        if parent is not None and parent.lemma in QUOTING and parent.roles.get("obj") and p.link.startswith("advcl"):
            return parent.roles["obj"]  # who is quoted as saying, not who quotes
        issued = self._issued(p)
        if issued is not None:
            return issued.roles["subj"]
        matrix = self._matrix(p)
        subjects = (matrix or p).roles.get("subj", [])
        if not subjects and tree.tags[p.head] in FINITE and tree.lower[max(0, p.head - 1)] == ",":
            begin, end = tree.sentences[tree.sentence[p.head]]  # "Reuters, citing officials, reported …"
            first = self._phrase_after(begin, end)
            comma = first is not None and first + 1 < p.head and tree.lower[first + 1] == ","
            subjects = [first] if first is not None and comma else []
        if not subjects and tree.tags[p.head] in FINITE and not p.passive and tree.deps[p.head] != "conj":
            before = self._right_before(p.head)
            subjects = [before] if before is not None else []
        here = self._quotation_at(tree.starts[p.head])
        subjects = [t for t in subjects if self._scare(self._quotation_at(tree.starts[t]), here)]
        if matrix is None and any(t < p.head for t in subjects):  # "said Friday": a day behind the verb is no speaker
            subjects = [t for t in subjects if t < p.head or tree.deps[t] == "conj"]
        return subjects

    def _issued(self, p: Proposition) -> Proposition | None:
        """The verb whose subject speaks through its object: "*issued* a statement condemning …"."""
        tree, noun = self.tree, self.tree.heads[p.head]
        verb = self.graph.get(tree.heads[noun])
        if tree.deps[p.head] != "acl" or tree.tags[p.head] != "VBG" or tree.deps[noun] != "obj" or verb is None:
            return None
        spoken = self.cues.noun(tree.lemmas[noun].lower()) is not None or tree.lemmas[noun].lower() in self.cues.documents
        return verb if spoken and verb.lemma in MAKES and verb.roles.get("subj") and not verb.passive else None

    def _right_before(self, verb: int) -> int | None:
        """The head of the noun phrase that ends right before a finite verb to which the tree has given no subject."""
        tree = self.tree
        i = verb - 1
        while i >= 0 and tree.sentence[i] == tree.sentence[verb] and tree.pos[i] in {"AUX", "ADV"}:
            i -= 1
        if i < 0 or tree.sentence[i] != tree.sentence[verb] or tree.pos[i] not in NAMED | {"PRON"}:
            return None
        m = self.cast.mention_at.get(i)
        if m is not None and m.end == i + 1 and not m.place_only:
            i = m.head
            while tree.deps[i] in {"nmod", "conj", "flat", "compound"} and tree.sentences[tree.sentence[i]][0] <= tree.heads[i] < i:
                i = tree.heads[i]  # "scientists from Oslo and Bergen say"
            return i
        return i if tree.pos[i] == "NOUN" and not tree.deps[i].startswith(("obl", "nmod")) else None

    def _scare(self, q: Quotation | None, here: Quotation | None) -> bool:
        return q is None or q == here or len(self.tree.text[q.start : q.end].split()) < SCARE

    def _trails(self, i: int) -> bool:
        tree = self.tree
        return tree.tags[i] == "VBG" and i > 0 and tree.lower[i - 1] == ","

    def _joined(self, i: int) -> bool:
        """A finite verb that the tree joins to the clause that was said ("said the talks had failed and warned …")."""
        tree = self.tree
        return tree.deps[i] == "conj" and tree.tags[i] in FINITE and tree.deps[tree.heads[i]] == "ccomp"

    def _matrix(self, p: Proposition) -> Proposition | None:
        """The cue whose speaker a later verb shares ("said that …, adding that …")."""
        tree = self.tree
        if tree.child(p.head, "nsubj") is not None or not (self._trails(p.head) or self._joined(p.head)):
            return None
        enclosing, at = tree.heads[p.head], tree.heads[p.head]
        for _ in range(8):
            outer = self.graph.get(at)
            if (
                outer is not None
                and outer.kind == "verb"
                and at < p.head
                and self._cue(outer) is not None
                and outer.roles.get("subj")
            ):
                break
            if tree.heads[at] == at:
                return None
            at = tree.heads[at]
        else:
            return None
        if at == enclosing:
            return outer if not p.roles.get("subj") and tree.deps[p.head] != "conj" else None
        inner = self.graph.get(enclosing)
        doers = inner.roles.get("subj", []) if inner is not None else []
        animate = any(
            tree.lower[t] not in PRONOUNS and self.cast.actors[a].type != "other"
            for t in doers
            for a in self.cast.at.get(t, ())
        )
        return outer if p.lemma == "add" or not animate else None

    def _beside(self, p: Proposition) -> int | None:
        """The speaker that stands right before or behind the cue, between marks, where the tree has found another."""
        tree = self.tree
        if tree.tags[p.head] not in {"VBD", "VBZ", "VBP"} and not (
            tree.tags[p.head] == "VBN" and p.perfect and not p.passive
        ):
            return None
        parsed = [t for t in p.roles.get("subj", ()) if tree.heads[t] == p.head or tree.deps[t] == "conj"]
        begin, end = tree.sentences[tree.sentence[p.head]]
        i = p.head - 1
        while i >= begin and (tree.pos[i] in {"AUX", "ADV", "PART"} or tree.pos[i] == "SPACE"):
            i -= 1
        if i < begin or tree.lower[i] in BREAKS:
            if i >= begin and tree.lower[i] == "," and not any(t > p.head for t in parsed):
                apposed = self._apposed(i, begin)
                if apposed is not None and not any(apposed[0] <= t <= i for t in parsed):
                    return apposed[1]
            closing = i >= begin and (tree.lower[i] in CLOSERS or tree.lower[i] in {"’", "'", ","})
            if not closing or any(t > p.head for t in parsed) or (parsed and tree.lower[i] == ","):
                return None
            return self._phrase_after(p.head + 1, end)
        if tree.pos[i] not in NAMED and not (tree.pos[i] == "PRON" and tree.lower[i] in PRONOUNS):
            return None
        m = self.cast.mention_at.get(i)
        start = m.start if m is not None and m.end == i + 1 else i
        while start > begin and tree.pos[start - 1] in PHRASE:
            start -= 1
        if start > begin and tree.lower[start - 1] not in BREAKS:
            return None
        if any(start <= t <= i or t > p.head for t in parsed) or tree.deps[i].startswith(("obl", "nmod:tmod", "appos")):
            return None
        return m.head if m is not None and m.end == i + 1 else i

    def _apposed(self, comma: int, begin: int) -> tuple[int, int] | None:
        """Where ``” Name, description,`` begins before a cue, and the name's head."""
        tree = self.tree
        for i in range(comma - 1, max(begin - 1, comma - LONGEST_NAME), -1):
            if tree.tags[i] in FINITE:
                return None
            if tree.lower[i] in CLOSERS:
                head = self._phrase_after(i + 1, comma)
                return (i + 1, head) if head is not None else None
        return None

    def _phrase_after(self, i: int, end: int) -> int | None:
        tree = self.tree
        while i < end and tree.pos[i] == "ADV":
            i += 1
        last = None
        while i < end and tree.pos[i] in PHRASE | {"PRON"}:
            if i in self.cast.mention_at and self.cast.mention_at[i].start >= i - 3:
                m = self.cast.mention_at[i]
                return (
                    m.head
                    if m.kind != "name" or m.end >= end or tree.pos[m.end] not in NAMED
                    else self._phrase_after(m.end, end)
                )
            if tree.pos[i] in NAMED:
                last = i
            i += 1
        return last

    def _noun_phrase(self, t: int, cue: int) -> Offsets:
        """The speaker's noun phrase without relative clauses, and never over the cue or a mark of quotation."""
        tree = self.tree
        m = self.cast.mention_at.get(t)
        low, high = (m.start, m.end) if m is not None else (t, t + 1)
        left, right = tree.subtree(t)
        for c in tree.children[t]:
            if tree.deps[c] in {"acl:relcl", "parataxis", "acl", "cop", "ccomp", "advcl", "nsubj"}:
                if c > t:
                    right = min(right, max(t + 1, tree.left[c]))
                else:
                    left = max(left, min(t, tree.right[c] + 1))
            elif c > t and tree.deps[c] in {"nmod", "obl"} and tree.lower[tree.left[c] - 1] == ",":
                right = min(right, tree.left[c] - 1)  # "the minister, in a letter, warned"
        for k in range(high, right):  # "the minister, when asked, said": what hangs on the verb is not the minister's
            if tree.pos[k] != "PUNCT" and not left <= tree.heads[k] < right:
                right = max(t + 1, tree.left[k])
                break
        left, right = min(left, low), max(right, high)
        if left <= cue < right:
            left, right = (left, cue) if t < cue else (cue + 1, right)
        for i in range(left, right):
            if tree.lower[i] in CLOSERS or tree.lower[i] in {"“", "\n\n"}:
                if i < t:
                    left = i + 1
                elif i > t:
                    right = i
                    break
        if right - left > LONGEST_NAME or right <= left:
            left, right = low, high
        while right - 1 > t and tree.pos[right - 1] in {"PUNCT", "SPACE", "CCONJ"} and tree.words[right - 1] != ")":
            right -= 1
        while left < t and tree.pos[left] in {"PUNCT", "SPACE", "CCONJ", "SCONJ", "AUX", "ADP"}:
            left += 1
        return tree.offsets(left, right)
