"""Who says so: cues with their speakers and contents, direct, indirect and mixed.

Source, cue and content as in PolNeAR and PARC (Newell et al. 2018; Pareti 2012): one statement is one cue's content;
a quotation that goes on after its cue with no new cue belongs to the same statement. Trees say who speaks and what the
clause is; where a quotation or a comma stands right beside the cue, the marks are believed before the tree.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field

from foreigndesk.actors.mentions import FIRST, PRONOUNS
from foreigndesk.actors.resolver import Cast
from foreigndesk.model import Offsets, Statement, StatementMode, fact_id
from foreigndesk.propositions.graph import RELATIVES, Graph, Proposition
from foreigndesk.propositions.signatures import signatures
from foreigndesk.propositions.tree import Tree
from foreigndesk.reading.cues import Cue, cues
from foreigndesk.reading.quotations import CLOSERS, Quotation, labels, quotations, quoted_share, signature

SPEAKING = frozenset({"speech", "text"})
QUOTING = frozenset({"quote", "cite"})
SCARE = 4  # a quotation of fewer words in nobody's cue is a scare quote
LONGEST_NAME = 25  # tokens in a speaker's noun phrase
FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
NAMES = frozenset({"person", "government_body", "igo", "ngo", "party"})  # who may stand before a colon
SAID_OF = frozenset({"as", "for", "with", "to"})  # "call X Y", "blame X for Y": the object belongs to the content
NAMED = frozenset({"NOUN", "PROPN", "NUM"})
PHRASE = frozenset({"NOUN", "PROPN", "ADJ", "DET", "NUM"})
BREAKS = CLOSERS | {",", "—", "–", "--", ":", ";", "’", "'", "(", "…"}
# Prepositions before a participle that speaks ("responded by saying"); after others it is only talked about.
SPOKEN_AFTER = frozenset({"by", "in", "after", "while", "as", "when", "with"})
_NO_WORDS = re.compile(r"[^\w\n]*(?:(?:and|but|then|also|as)\s)?[^\w\n]*")
_LEADS_IN = re.compile(r"(?:[^\n.!?]|[.](?=\w)|(?<=\b[A-Z])[.]|(?<=[A-Z][a-z])[.]){0,160}?[,:]?\s*[“”\"'‘«„`(]*")


@dataclass(slots=True)
class Draft:
    """A statement being put together."""

    cue_token: int
    cue: Cue | None
    speakers: tuple[str, ...]
    speaker_span: Offsets | None
    cue_span: Offsets
    content: list[Offsets]
    addressee: str | None = None
    quotes: list[Quotation] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Speaker:
    ids: tuple[str, ...]
    span: Offsets | None
    head: int | None = None


class _Finder:
    def __init__(self, tree: Tree, graph: Graph, cast: Cast) -> None:
        self.tree, self.graph, self.cast = tree, graph, cast
        self.quotes = quotations(tree.text)
        self.ends = [q.end for q in self.quotes]
        self.begins = [q.start for q in self.quotes]
        self.cues = cues()
        self.used: set[Quotation] = set()
        self.drafts: list[Draft] = []
        self.bounds = [tree.offsets(*s) for s in tree.sentences]

    def run(self) -> list[Draft]:
        tree = self.tree
        by_sentence: dict[int, list[Proposition]] = {}
        for i in sorted(self.graph):
            by_sentence.setdefault(tree.sentence[i], []).append(self.graph[i])
        for s in range(len(tree.sentences)):
            drafted = [d for p in by_sentence.get(s, ()) if (d := self._verb(p)) is not None]
            self._hand_over(drafted)
            drafted += self._according(s)
            drafted.sort(key=lambda d: d.cue_span)
            self.drafts += drafted
        self._labelled()
        self.drafts.sort(key=lambda d: d.cue_span)
        self._floating()
        return [d for d in self.drafts if d.content]

    # -- one cue -------------------------------------------------------------------------------------------------

    def _quotation_at(self, offset: int) -> Quotation | None:
        k = bisect_right(self.begins, offset) - 1
        return self.quotes[k] if k >= 0 and offset < self.quotes[k].end else None

    def _cue(self, p: Proposition) -> tuple[Cue, str] | None:
        """The cue of a verb, and the role that is its object ("call *for* restraint", "raise *concern*")."""
        tree = self.tree
        extras = [(p.particle, "obj")] if p.particle else []
        extras += [(r, r) for r, held in p.roles.items() if r not in {"subj", "obj", "comp", "tmod"} and held[:1] > [p.head]]
        extras += [(tree.lemmas[t], "obj") for t in p.roles.get("obj", ())[:1]]
        for extra, role in extras:
            cue = self.cues.verb(p.lemma, extra)
            if cue is not None:
                return (cue, role) if cue.sort in SPEAKING else None
        cue = self.cues.verb(p.lemma)
        return (cue, "obj") if cue is not None and cue.sort in SPEAKING else None

    def _verb(self, p: Proposition) -> Draft | None:
        if p.kind != "verb":
            return None
        found = self._cue(p)
        if found is None:
            return None
        cue, role = found
        if p.lemma in QUOTING and any(self._quoted_as(c) for c in self.tree.children[p.head]):
            return None  # "quoted X as saying": X says it
        speaker = self._speaker(p, cue)
        if speaker is None:
            return None
        cue_span = self._cue_span(p)
        hull = cue_span
        if speaker.span is not None and speaker.head is not None and not self._has_letters_between(cue_span, speaker.span):
            hull = min(cue_span[0], speaker.span[0]), max(cue_span[1], speaker.span[1])
        content, quoted = self._content(p, cue, role, hull)
        if not quoted and self._hollow(p, cue):
            return None
        if not content and not self._opens(p, cue):
            return None
        self.used.update(quoted)
        return Draft(p.head, cue, speaker.ids, speaker.span, cue_span, content, self._addressee(p, cue), quoted)

    def _quoted_as(self, c: int) -> bool:
        p = self.graph.get(c)
        return p is not None and p.link == "advcl:as" and p.kind == "verb" and self._cue(p) is not None

    def _has_letters_between(self, a: Offsets, b: Offsets) -> bool:
        gap = self.tree.text[min(a[1], b[1]) : max(a[0], b[0])]
        return len(gap.split()) > 3

    def _hollow(self, p: Proposition, cue: Cue) -> bool:
        """Whether nothing is said: the verb is denied, wished, ordered or supposed."""
        tree = self.tree
        if p.conditional or p.modal or (p.negated and cue.status == "occurred"):
            return True
        if (p.lemma == "cite" and tree.tags[p.head] == "VBG") or (tree.tags[p.head] == "VB" and not p.infinitive and p.tense == "none"):
            return True
        subject = next(iter(p.roles.get("subj", ())), None)
        if subject is not None and tree.lower[subject] in FIRST | {"you"} and p.tense != "past":
            return True
        if p.infinitive:
            parent = self.graph.get(p.parent) if p.parent is not None else None
            if parent is None or p.link != "comp" or parent.kind != "verb":
                return True
            outer = signatures().verb(parent.lemma, parent.particle, "xcomp")
            return outer is None or outer.positive not in {"occurred", "ongoing"} or parent.negated
        if tree.tags[p.head] == "VBG" and not p.progressive:
            mark = next((tree.lower[c] for c in tree.children[p.head] if tree.deps[c] in {"mark", "case"}), None)
            return mark is not None and mark not in SPOKEN_AFTER
        return p.passive and not p.roles.get("subj") and (cue.status != "occurred" or "ccomp" not in cue.takes)

    def _opens(self, p: Proposition, cue: Cue) -> bool:
        """Whether the sentence ends in a colon after its cue: the content is still to come."""
        end = self.bounds[self.tree.sentence[p.head]][1]
        return "quote" in cue.takes and self.tree.text[:end].endswith(":", max(0, end - 2)) and not p.infinitive

    def _cue_span(self, p: Proposition) -> Offsets:
        tree = self.tree
        begin, end = p.head, p.head + 1
        while begin > 0 and tree.heads[begin - 1] == p.head and (
            tree.deps[begin - 1] in {"aux", "aux:pass"} or (tree.deps[begin - 1] == "advmod" and tree.pos[begin - 1] in {"ADV", "PART"})
        ):
            begin -= 1
        if p.particle is not None and end < len(tree) and tree.lower[end] == p.particle:
            end += 1
        return tree.starts[begin], tree.ends[end - 1]

    def _addressee(self, p: Proposition, cue: Cue) -> str | None:
        for role in cue.addressee:
            for t in p.roles.get(role, ()):
                ids = self.cast.at.get(t)
                if ids:
                    return ids[0]
        return None

    # -- speakers ------------------------------------------------------------------------------------------------

    def _speaker(self, p: Proposition, cue: Cue) -> _Speaker | None:
        tree = self.tree
        beside = self._beside(p)
        subjects = [beside] if beside is not None else self._subjects(p)
        relative = next((c for c in tree.children[p.head] if tree.deps[c].startswith("nsubj") and tree.lower[c] in RELATIVES), None)
        for t in subjects:
            if tree.lower[t] in RELATIVES or t == p.head:
                continue
            ids = self._actors(t, p.head)
            if not ids:
                continue
            every = tuple(dict.fromkeys([*ids, *(a for s in subjects if s != t for a in self.cast.at.get(s, ()))]))
            if relative is not None and beside is None:
                return _Speaker(every, (tree.starts[relative], tree.ends[relative]), relative)
            return _Speaker(every, self._noun_phrase(t, p.head), t)
        pronoun = next((t for t in subjects if tree.pos[t] == "PRON" and tree.lower[t] not in RELATIVES), None)
        if pronoun is not None:
            return _Speaker((), (tree.starts[pronoun], tree.ends[pronoun]), pronoun)
        if p.passive and cue.sort == "speech" and p.roles.get("comp"):
            return _Speaker((), None)
        return None

    def _actors(self, t: int, cue: int) -> tuple[str, ...]:
        """Who a noun phrase means: its author where it is a tweet or a statement, else its head, else a name within it."""
        tree = self.tree
        noun = self.cues.noun(tree.lemmas[t])
        if noun is not None and noun.medium:
            for c in tree.children[t]:
                case = tree.child(c, "case")
                if tree.deps[c] == "nmod:poss" or (tree.deps[c] == "nmod" and case is not None and tree.lower[case] in {"by", "from"}):
                    ids = self.cast.at.get(c, ())
                    if ids:
                        return ids
        ids = self.cast.at.get(t, ())
        if ids or tree.lower[t] in PRONOUNS:
            return ids
        a, b = self._noun_phrase(t, cue)
        for i in range(bisect_left(tree.starts, a), bisect_left(tree.starts, b)):
            m = self.cast.mention_at.get(i)
            if m is not None and m.ids and m.kind == "person" and (tree.heads[i] == t or tree.heads[t] == i):
                return m.ids
        actor = self.cast.adhoc(t)
        return (actor,) if actor is not None else ()

    def _subjects(self, p: Proposition) -> list[int]:
        parent = self.graph.get(p.parent) if p.parent is not None else None
        if parent is not None and parent.lemma in QUOTING and parent.roles.get("obj") and p.link.startswith("advcl"):
            return parent.roles["obj"]  # who is quoted as saying, not who quotes
        matrix = self._matrix(p)
        subjects = (matrix or p).roles.get("subj", [])
        here = self._quotation_at(self.tree.starts[p.head])
        outside = [t for t in subjects if self._scare(self._quotation_at(self.tree.starts[t]), here)]
        return outside

    def _scare(self, q: Quotation | None, here: Quotation | None) -> bool:
        return q is None or q == here or len(self.tree.text[q.start : q.end].split()) < SCARE

    def _matrix(self, p: Proposition) -> Proposition | None:
        """The cue whose speaker a participle behind a comma shares ("said that …, adding that …")."""
        tree = self.tree
        if tree.tags[p.head] != "VBG" or p.head == 0 or tree.lower[p.head - 1] != "," or tree.child(p.head, "nsubj") is not None:
            return None
        enclosing, at = tree.heads[p.head], tree.heads[p.head]
        for _ in range(8):
            outer = self.graph.get(at)
            if outer is not None and outer.kind == "verb" and at < p.head and self._cue(outer) is not None and outer.roles.get("subj"):
                break
            if tree.heads[at] == at:
                return None
            at = tree.heads[at]
        else:
            return None
        if at == enclosing:
            return None
        inner = self.graph.get(enclosing)
        doers = inner.roles.get("subj", []) if inner is not None else []
        animate = any(
            tree.lower[t] not in PRONOUNS and self.cast.actors[a].type != "other" for t in doers for a in self.cast.at.get(t, ())
        )
        return outer if p.lemma == "add" or not animate else None

    def _beside(self, p: Proposition) -> int | None:
        """The speaker that stands right before or behind the cue, between marks, where the tree has found another."""
        tree = self.tree
        if tree.tags[p.head] not in {"VBD", "VBZ", "VBP"} and not (tree.tags[p.head] == "VBN" and p.perfect and not p.passive):
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
                return m.head if m.kind != "name" or m.end >= end or tree.pos[m.end] not in NAMED else self._phrase_after(m.end, end)
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

    # -- contents ------------------------------------------------------------------------------------------------

    def _content(self, p: Proposition, cue: Cue, role: str, hull: Offsets) -> tuple[list[Offsets], list[Quotation]]:
        clauses = self._clauses(p, cue, role)
        before, after = self._touching(p, cue, hull)
        if before is not None and any(self._right_behind(hull, a) for a, _ in clauses):
            before = None
        spans: list[Offsets] = []
        if before is not None:
            spans.append((self._lead(before), before.end))
        if after is not None:
            # `said that the talks were over, "for good"`: the quotation closes a clause that begins before it
            spans.append((after.start, after.end))
            if before is None:
                whole = clauses or self._phrases(p, cue, role)
                spans += [x for x in whole if x[0] >= hull[1] and (clauses or x[0] <= after.start)]
        if not spans:
            spans = clauses or self._rest(p, cue, hull) or self._phrases(p, cue, role) or self._behind(p, cue, hull)
        spans = self._whole_quotes(spans, hull)
        spans = self._without(spans, hull)
        quoted = [q for q in (before, after) if q is not None]
        around = self._quotation_at(hull[0])  # a cue within a quotation does not claim it
        return spans, quoted + [q for q in self._quotes_in(spans) if q not in quoted and q != around]

    def _right_behind(self, hull: Offsets, a: int) -> bool:
        gap = self.tree.text[hull[1] : a] if a >= hull[1] else ","
        return gap.strip() in {"", "that"} and self._quotation_at(a) is None

    def _quotes_in(self, spans: Iterable[Offsets]) -> list[Quotation]:
        out = []
        for a, b in spans:
            for k in range(bisect_right(self.ends, a), len(self.quotes)):
                if self.quotes[k].start >= b:
                    break
                out.append(self.quotes[k])
        return out

    def _whole_quotes(self, spans: list[Offsets], hull: Offsets) -> list[Offsets]:
        """Spans that cut a quotation take it whole, and spans that touch or cross become one."""
        out: list[Offsets] = []
        for a, b in sorted(set(spans)):
            for q in self._quotes_in([(a, b)]):
                if not q.start <= hull[0] < q.end:
                    a, b = min(a, q.start), max(b, q.end)
            if out and a <= out[-1][1] + 1:
                out[-1] = out[-1][0], max(b, out[-1][1])
            else:
                out.append((a, b))
        return out

    def _without(self, spans: list[Offsets], hull: Offsets) -> list[Offsets]:
        """The spans less the words of cue and speaker."""
        out: list[Offsets] = []
        for a, b in spans:
            pieces = [(a, b)] if hull[1] <= a or b <= hull[0] else [(a, hull[0]), (hull[1], b)]
            for x, y in pieces:
                stop = self.tree.text.find("\n", x, y)
                x, y = self._trimmed(x, stop if stop > 0 and self._quotation_at(x) is None else y)
                if y - x > 1 and ((x, y) == (a, b) or len(self.tree.text[x:y].split()) > 1):
                    out.append((x, y))
        return out

    def _trimmed(self, a: int, b: int) -> Offsets:
        text = self.tree.text
        while a < b and (text[a].isspace() or text[a] in ",;:—–-“”\""):
            a += 1
        while b > a and (text[b - 1].isspace() or text[b - 1] in ",;:—–-“”\""):
            b -= 1
        return a, b

    def _touching(self, p: Proposition, cue: Cue, hull: Offsets) -> tuple[Quotation | None, Quotation | None]:
        """The quotations that end right before cue and speaker, or begin right behind them."""
        if not {"quote", "ccomp"} & set(cue.takes) or (p.passive and not p.roles.get("subj")):
            return None, None
        text, before, after = self.tree.text, None, None
        k = bisect_right(self.ends, hull[0]) - 1
        if k >= 0 and self.quotes[k] not in self.used:
            q = self.quotes[k]
            if _NO_WORDS.fullmatch(text, q.end, hull[0]) and ("quote" in cue.takes or self._words(q) >= SCARE):
                before = q
        k = bisect_left(self.begins, hull[1])
        if k < len(self.quotes) and self.quotes[k] not in self.used:
            q = self.quotes[k]
            gap = text[hull[1] : q.start].rstrip("“”\"'‘«„`")
            close = gap.strip(" ,:") == "" or gap.rstrip().endswith((":", ","))
            if close and _LEADS_IN.fullmatch(text, hull[1], q.start) and not self._cue_between(hull[1], q.start, p):
                after = q
        if before is not None and after is not None and self._words(after) < 2:
            after = None
        return before, after

    def _words(self, q: Quotation) -> int:
        return len(self.tree.text[q.start : q.end].split())

    def _cue_between(self, a: int, b: int, p: Proposition | None) -> bool:
        tree = self.tree
        for i in range(bisect_left(tree.starts, a), bisect_left(tree.starts, b)):
            if tree.pos[i] == "VERB" and i in self.graph and self.graph[i] is not p and self._cue(self.graph[i]) is not None:
                return True
        return False

    def _lead(self, q: Quotation) -> int:
        """Where the content begins that ends in this quotation: at its mark, or before it ("It was “a mistake,” he said")."""
        tree, text = self.tree, self.tree.text
        s = bisect_right(self.bounds, (q.start, len(text))) - 1
        if s < 0:
            return q.start
        start = self.bounds[s][0]
        lead = text[start : q.start].rstrip("“”\"'‘«„`").rstrip()
        goes_on = text[q.start].islower() or not lead.endswith((",", "—", ".", "!", "?"))
        if len(lead.split()) < 2 or not goes_on or lead.endswith(":") or re.search("[\"“”\n]", lead):
            return q.start
        return q.start if self._cue_between(start, q.start, None) else start

    def _clauses(self, p: Proposition, cue: Cue, role: str) -> list[Offsets]:
        tree = self.tree
        spans: list[Offsets] = []
        objects = [t for t in p.roles.get(role, ()) if t > p.head and "obj+xcomp" in cue.takes]
        for c in p.roles.get("comp", ()):
            infinite = tree.deps[c] == "xcomp"
            inner = self.graph.get(c)
            clausal = not infinite or (inner is not None and inner.kind == "verb")
            if ("ccomp" in cue.takes and (not infinite or p.passive)) or ("xcomp" in cue.takes and clausal):
                a, b = self._clause(c, p.head)
                if objects and objects[0] < c and inner is not None and inner.infinitive and tree.starts[objects[0]] < a:
                    a = tree.starts[max(p.head + 1, tree.left[objects[0]])]  # "urged *Iran to stop*"
                if len(tree.text[a:b].split()) > 2 or self._quotes_in([(a, b)]) or tree.text[a:b] != tree.words[c]:
                    spans.append((a, b))
        return spans

    def _clause(self, c: int, cue: int) -> Offsets:
        tree = self.tree
        left, right = tree.subtree(c)
        for k in tree.children[c]:  # "said the talks failed, but …": a clause of its own is the report's again
            if tree.deps[k] == "conj" and k > c > cue and tree.child(k, "nsubj") is not None:
                cc = tree.child(k, "cc")
                if cc is not None and tree.lower[cc] in {"but", "yet"} and tree.lower[tree.left[k] - 1] == ",":
                    right = min(right, tree.left[k])
        if left <= cue < right and not any(tree.heads[x] != cue and x < cue for x in (c,)):
            left, right = (cue + 1, right) if c > cue else (left, cue)
        end = tree.sentences[tree.sentence[cue]][1]
        if c > cue and right < end and tree.pos[right] not in {"PUNCT", "SPACE", "SCONJ"} and tree.deps[right] != "cc":
            tail = range(right, end)  # a finite verb is left over and no mark divides it from the clause
            if any(tree.tags[i] in FINITE for i in tail) and not any(tree.lower[i] in {",", ";", ":"} for i in tail):
                right = end
        while left < right - 1 and (tree.lower[left] == "that" or tree.pos[left] in {"PUNCT", "SPACE"}):
            left += 1
        while right - 1 > left and tree.pos[right - 1] in {"PUNCT", "SPACE"}:
            right -= 1
        return tree.offsets(left, right)

    def _behind(self, p: Proposition, cue: Cue, hull: Offsets) -> list[Offsets]:
        """The sentence behind a verb of saying in which the tree has found no clause."""
        tree = self.tree
        if cue.takes[:2] != ("quote", "ccomp") or cue.addressee == ("obj",) or p.passive or tree.tags[p.head] not in FINITE:
            return []
        end = tree.sentences[tree.sentence[p.head]][1]
        first = p.head + 1
        marker = next((i for i in range(first, min(end, first + 7)) if tree.lower[i] == "that" and tree.pos[i] == "SCONJ"), None)
        if marker is not None:
            first = marker + 1
        elif first >= end or tree.pos[first] not in PHRASE | {"PRON"} or not p.roles.get("obj"):
            return []
        span = self._trimmed(tree.starts[first], tree.ends[end - 1]) if first < end else (0, 0)
        return [span] if len(tree.text[span[0] : span[1]].split()) >= SCARE and span[0] >= hull[1] else []

    def _rest(self, p: Proposition, cue: Cue, hull: Offsets) -> list[Offsets]:
        """The sentence around a cue that stands between commas or behind one: "The talks failed, officials said"."""
        tree, text = self.tree, self.tree.text
        if "ccomp" not in cue.takes or p.roles.get("obj") or p.link == "relcl" or tree.tags[p.head] in {"VBG", "VB"}:
            return []
        begin, end = tree.sentences[tree.sentence[p.head]]
        a, b = tree.offsets(begin, end)
        left = text[a : hull[0]].rstrip()
        if not left.endswith((",", "—", "–", "--")):
            return []
        tokens = range(begin, bisect_left(tree.starts, hull[0]))
        if not any(tree.deps[t] in {"root", "ccomp", "parataxis", "conj"} and t != p.head and tree.pos[t] not in {"PUNCT", "SPACE"} for t in tokens):
            return []
        spans = [self._trimmed(a, hull[0])]
        right = text[hull[1] : b]
        if right.startswith((",", " —", " –", " --")) and len(right.split()) > 2 and not self._cue_between(hull[1], b, p):
            spans.append(self._trimmed(hull[1], b))
        return [s for s in spans if len(text[s[0] : s[1]].split()) > 2]

    def _phrases(self, p: Proposition, cue: Cue, role: str) -> list[Offsets]:
        """What objects and obliques hold: accused X *of Y*, blamed *X for Y*, called *X Y*, denied *the charges*."""
        tree = self.tree
        objects = [t for t in p.roles.get(role, ()) if t != p.head]
        for take in cue.takes:
            first, _, second = take.partition("+")
            if second == "xcomp" and objects:
                parts = [t for t in (objects[0], *objects[1:], *p.roles.get("comp", ()), *p.roles.get("iobj", ())) if t > p.head]
                ends = [tree.right[t] + 1 for t in parts]
                if len(parts) > 1 or (parts and cue.id == "characterise" and ends[0] - tree.left[parts[0]] >= SCARE):
                    return [tree.offsets(max(p.head + 1, min(tree.left[t] for t in parts)), max(ends))]
            oblique = second or first
            if oblique in {"quote", "ccomp", "xcomp", "obj"} or (second and not objects):
                continue
            tokens = [t for t in p.roles.get(oblique, ()) if t > p.head]
            tokens += [c for c in tree.children[p.head] if tree.deps[c].startswith("advcl") and c > p.head and any(
                tree.lower[m] == oblique and tree.deps[m] == "mark" for m in tree.children[c])]
            if tokens and (oblique != "to" or second):
                left, right = tree.subtree(tokens[0])
                while left < right - 1 and tree.lower[left] in {oblique, "having"}:
                    left += 1
                if second in SAID_OF and objects[0] > p.head and cue.id != "threaten":
                    left = min(left, tree.left[objects[0]])
                return [tree.offsets(max(left, p.head + 1), right)]
        if (cue.speaks_object or role != "obj") and "obj" in cue.takes and objects and (not p.passive or p.roles.get("subj")):
            left, right = tree.subtree(objects[0])
            while left < right - 1 and tree.lower[left] == role:
                left += 1
            for c in tree.children[objects[0]]:
                if tree.deps[c] == "acl:relcl" and c > objects[0] and tree.lower[tree.left[c] - 1] == ",":
                    right = min(right, tree.left[c] - 1)
            if tree.pos[objects[0]] != "PRON" and right - left >= 2 and (objects[0] > p.head or p.passive) and not left <= p.head < right:
                return [tree.offsets(left, right)]
        return []

    def _hand_over(self, drafted: list[Draft]) -> None:
        """A participle that shares its cue's speaker takes its words out of that cue's content."""
        tree = self.tree
        for d in drafted:
            at = d.cue_span[0]
            if tree.tags[d.cue_token] == "VBG" and tree.lower[max(0, d.cue_token - 1)] == "," and self._quotation_at(at) is None:
                for outer in drafted:
                    if outer is not d:
                        outer.content = [self._trimmed(a, at) if a < at < b else (a, b) for a, b in outer.content]

    # -- forms without a verb --------------------------------------------------------------------------------------

    def _according(self, s: int) -> list[Draft]:
        """According to X: the clause around it is the content."""
        tree = self.tree
        begin, end = tree.sentences[s]
        out = []
        for i in range(begin, end - 1):
            if tree.lower[i] != "according" or tree.lower[i + 1] != "to" or self._quotation_at(tree.starts[i]) is not None:
                continue
            head = next((h for h in (tree.heads[i], tree.heads[i + 1]) if h > i + 1), None)
            head = head if head is not None else self._phrase_after(i + 2, end)
            if head is None:
                continue
            ids = self._actors(head, i + 1)
            span = self._noun_phrase(head, i + 1)
            stop = bisect_left(tree.starts, span[1])
            after_word = i > begin and (tree.pos[i - 1] in {"CCONJ", "SCONJ"} or tree.lower[i - 1] in {"that", "which", "who"})
            content = []
            for a, b in ((i, i) if after_word else (begin, i), (stop, end)):
                while a < b and (tree.pos[a] in {"PUNCT", "SPACE", "CCONJ"}):
                    a += 1
                while b > a and tree.pos[b - 1] in {"PUNCT", "SPACE"}:
                    b -= 1
                if b - a >= 3:
                    content.append(tree.offsets(a, b))
            if content:
                content = self._whole_quotes(content, span)
                quoted = self._quotes_in(content)
                self.used.update(quoted)
                out.append(Draft(i, None, ids, span, (tree.starts[i], tree.ends[i + 1]), content, None, quoted))
        return out

    def _labelled(self) -> None:
        """``Minister: talks failed`` at the head of a paragraph, and the turns of a transcript."""
        tree = self.tree
        found = list(labels(tree.text))
        turns = sum(1 for (a, b), _, _ in found if tree.text[a:b].isupper())
        for label, colon, rest in found:
            words = tree.text[label[0] : label[1]]
            first, last = bisect_left(tree.starts, label[0]), bisect_left(tree.starts, label[1])
            if last >= len(tree) or any(tree.pos[i] in {"VERB", "AUX", "ADP", "PART"} for i in range(first, last)):
                continue
            m = next((self.cast.mention_at[i] for i in range(last - 1, first - 1, -1) if i in self.cast.mention_at), None)
            ids: tuple[str, ...] = ()
            if m is not None and m.kind != "pronoun" and not m.place_only and m.start >= first:
                ids = m.ids if {self.cast.actors[a].type for a in m.ids} <= NAMES else ()
            elif m is None and turns > 1 and words.isupper():
                actor = self.cast.adhoc(last - 1)
                ids = (actor,) if actor is not None else ()
            if ids and len(tree.text[rest[0] : rest[1]].split()) > 2:
                self.used.update(self._quotes_in([rest]))
                self.drafts.append(Draft(last, None, ids, label, colon, [self._trimmed(*rest)]))

    def _signed(self, q: Quotation) -> Draft | None:
        """``“…” — Name``: the quotation's speaker is who signs it."""
        signed = signature(self.tree.text, q)
        if signed is None:
            return None
        dash, name = signed
        first = bisect_left(self.tree.starts, name[0])
        head = self._phrase_after(first, min(len(self.tree), bisect_left(self.tree.starts, name[1])))
        if head is None:
            return None
        actor = self.cast.at.get(head) or tuple(filter(None, [self.cast.adhoc(head)]))
        return Draft(max(0, first - 1), None, actor, name, dash, [(q.start, q.end)], None, [q]) if actor else None

    def _floating(self) -> None:
        """Quotations that no cue beside them claims: signed, or going on with the speaker before or behind them."""
        text = self.tree.text
        starts = [d.cue_span[0] for d in self.drafts]
        signed: list[Draft] = []
        for q in self.quotes:
            if q in self.used:
                continue
            own = self._signed(q)
            if own is not None:
                signed.append(own)
                continue
            begin = text.rfind("\n", 0, q.start) + 1
            stop = text.find("\n", q.end)
            stop = stop if stop >= 0 else len(text)
            words = self._words(q)
            s = max(0, bisect_right(self.bounds, (q.start, len(text))) - 1)
            share = (q.end - q.start) / max(1, self.bounds[s][1] - self.bounds[s][0])
            if words < (2 if share > 0.9 else SCARE) or (share < 0.6 and words < 8):
                continue
            k = bisect_left(starts, q.start)
            last = next((d for d in reversed(self.drafts[max(0, k - 9) : k]) if d.speakers and self._quotation_at(d.cue_span[0]) is None), None)
            following = next((d for d in self.drafts[k : k + 3] if q.end <= d.cue_span[0] < stop and d.speakers and d.quotes), None)
            draft = self._owner(q, begin, share, last, following)
            if draft is not None:
                self.used.add(q)
                draft.content.append((q.start, q.end))
                draft.quotes.append(q)
        self.drafts = sorted([*self.drafts, *signed], key=lambda d: d.cue_span)

    def _owner(self, q: Quotation, begin: int, share: float, last: Draft | None, following: Draft | None) -> Draft | None:
        text = self.tree.text
        if last is not None and last.cue_span[0] >= begin and (last.quotes or not last.content or share > 0.6):
            return last
        if following is not None:
            return following
        if last is None or share < 0.6:
            return None
        end = max(last.cue_span[1], *(b for _, b in last.content), 0) if last.content else last.cue_span[1]
        gap = text[end : q.start]
        near = len(re.findall(r"\w+", gap)) <= 12 and len(re.findall(r"\n\s*\n?", gap.strip("\n"))) == 0
        return last if near and (last.quotes or not last.content) else None


def find(tree: Tree, graph: Graph, cast: Cast) -> list[Draft]:
    """The statements of a report as drafts, in the order of their cues."""
    return _Finder(tree, graph, cast).run()


def _holders(drafts: list[Draft], offsets: Iterable[int]) -> dict[int, list[Draft]]:
    """For each offset the drafts whose content holds it; one pass over both."""
    spans = sorted(((a, b, k) for k, d in enumerate(drafts) for a, b in d.content), reverse=True)
    active: list[tuple[int, int]] = []
    out: dict[int, list[Draft]] = {}
    for at in sorted(set(offsets)):
        while spans and spans[-1][0] <= at:
            _, b, k = spans.pop()
            active.append((b, k))
        active = [(b, k) for b, k in active if b > at]
        out[at] = [drafts[k] for _, k in sorted(active, key=lambda x: x[1])]
    return out


def bind_first_person(tree: Tree, cast: Cast, drafts: list[Draft]) -> None:
    """"We", "our country", "I" in a quotation mean its speaker."""
    firsts = [m for m in cast.mentions if m.kind == "pronoun" and m.phrase in FIRST and not m.ids]
    holders = _holders(drafts, (tree.starts[m.head] for m in firsts))
    for m in firsts:
        holder = next((d for d in holders[tree.starts[m.head]] if d.speakers), None)
        if holder is not None:
            cast.bind(m, holder.speakers)


def finish(tree: Tree, cast: Cast, drafts: list[Draft], report: str) -> list[Statement]:
    """Statements with ids, each with the one that reports it."""
    quotes = quotations(tree.text)
    starts = [tree.starts[begin] for begin, _ in tree.sentences]
    holders = _holders(drafts, (d.cue_span[0] for d in drafts))
    contents = [tuple(sorted(dict.fromkeys(d.content))) for d in drafts]
    ids = {id(d): fact_id("statement", report, d.cue_span, c) for d, c in zip(drafts, contents, strict=True)}
    out: list[Statement] = []
    for d, content in zip(drafts, contents, strict=True):
        outer = [o for o in holders[d.cue_span[0]] if o is not d]
        out.append(
            Statement(
                ids[id(d)], d.speakers[0] if d.speakers else None, d.speaker_span, d.cue_span, content, _mode(quotes, content, d.cue_span[0]),
                evidence=_evidence(tree, starts, d), addressee=d.addressee,
                by=ids[id(max(outer, key=lambda o: o.cue_span))] if outer else None,
            )
        )
    return out


def _mode(quotes: list[Quotation], content: tuple[Offsets, ...], cue: int) -> StatementMode:
    k = bisect_right(quotes, cue, key=lambda q: q.start) - 1
    if k >= 0 and cue < quotes[k].end and all(quotes[k].start <= a and b <= quotes[k].end for a, b in content):
        return "indirect"  # cue and content in one quotation: the marks are the outer speaker's
    total = sum(b - a for a, b in content)
    inside = sum(quoted_share(quotes, a, b) * (b - a) for a, b in content)
    if inside >= 0.85 * total:
        return "direct"
    return "mixed" if inside >= 6 else "indirect"


def _evidence(tree: Tree, starts: list[int], d: Draft) -> tuple[Offsets, ...]:
    """The sentences of cue and content."""
    found = {tree.sentence[d.cue_token]}
    for a, b in d.content:
        found.update(range(max(0, bisect_right(starts, a) - 1), bisect_left(starts, b)))
    return tuple(sorted(tree.offsets(*tree.sentences[s]) for s in found))


def contains(statement: Statement, offset: int) -> bool:
    """Whether a character offset lies in a statement's content."""
    return any(a <= offset < b for a, b in statement.content)
