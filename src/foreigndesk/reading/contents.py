"""What is said: the content of a cue as character spans.

A content is the quotation that touches cue and speaker, a complement clause, the sentence around a parenthetical cue,
or what objects and obliques hold.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field

from foreigndesk.model import Offsets, StatementSort
from foreigndesk.propositions.graph import Proposition
from foreigndesk.reading.cues import PREPOSITIONS, Cue
from foreigndesk.reading.frames import CALENDAR
from foreigndesk.reading.quotations import Quotation
from foreigndesk.reading.speakers import FINITE, NAMED, PHRASE, QUOTING, SCARE, Speakers

OF_THINGS = frozenset({"for", "of", "about", "against", "over", "on"})
HOLDING = frozenset({"about", "over", "at", "with"})  # behind a noun of speech or feeling: "concern *about*"
OTHERS = frozenset({"him", "her", "them", "it"})
SAID_OF = frozenset({"as", "for", "with", "to"})  # "call X Y", "blame X for Y": the object belongs to the content
_NO_WORDS = re.compile(r"[^\w\n]*(?:(?:and|but|then|also|as)\s)?[^\w\n]*")
_WITHIN_PHRASE = re.compile(r"(?:['’]s?)?[ ]?[“\"‘']")
_COLON = re.compile(r"(?: [\w’']+){0,5}:\s+(?=[A-Z])")
_LEADS_IN = re.compile(r"(?:[^\n.!?]|[.](?=\w)|(?<=\b[A-Z])[.]|(?<=[A-Z][a-z])[.]){0,160}?[,:]?\s*[“”\"'‘«„‚»「『`(]*[ \u00a0]?")


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
    how: str = "subject"  # by which rule the speaker was found

    @property
    def sort(self) -> StatementSort:
        """Whether it is said, or only in somebody's mind."""
        return "mental" if self.cue is not None and self.cue.sort == "mental" else "speech"


class Contents(Speakers):
    """What is said at each cue."""

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
            spans = self._turn(cue, hull) or clauses or self._rest(p, cue, hull)
            spans = spans or self._phrases(p, cue, role) or self._behind(p, cue, hull)
        spans = self._whole_quotes(spans, hull)
        spans = self._without(spans, hull)
        quoted = [q for q in (before, after) if q is not None]
        around = self._quotation_at(hull[0])  # a cue within a quotation does not claim it
        inner = self._inner(around) if around is not None else []
        held = [*self._quotes_in(spans), *(q for q in inner if any(a <= q.start and q.end <= b for a, b in spans))]
        return spans, quoted + [q for q in held if q not in quoted and q != around]

    def _right_behind(self, hull: Offsets, a: int) -> bool:
        gap = self.tree.text[hull[1] : a] if a >= hull[1] else ","
        return gap.strip() in {"", "that"} and self._quotation_at(a) is None

    def _whole_quotes(self, spans: list[Offsets], hull: Offsets) -> list[Offsets]:
        """Spans that cut a quotation take it whole, and spans that touch or cross become one."""
        text = self.tree.text
        out: list[Offsets] = []
        for a, b in sorted(set(spans)):
            for q in self._quotes_in([(a, b)]):
                if not q.start <= hull[0] < q.end:
                    a, b = min(a, q.start), max(b, q.end)
            k = bisect_left(
                self.begins, b
            )  # "cited the government's “failures”": the marks open in the middle of a phrase
            if k < len(self.quotes) and _WITHIN_PHRASE.fullmatch(text, b, self.quotes[k].start) and b > hull[1]:
                b = self.quotes[k].end
            if out and a <= out[-1][1] + 1:
                out[-1] = out[-1][0], max(b, out[-1][1])
            else:
                out.append((a, b))
        return out

    def _without(self, spans: list[Offsets], hull: Offsets) -> list[Offsets]:
        """The spans less the words of cue and speaker."""
        text = self.tree.text
        out: list[Offsets] = []
        for a, b in spans:
            pieces = [(a, b)] if hull[1] <= a or b <= hull[0] else [(a, hull[0]), (hull[1], b)]
            for x, y in pieces:
                stop = text.find("\n", x, y)
                x, y = self._trimmed(x, stop if stop > 0 and self._quotation_at(x) is None else y)
                if text[x:y].endswith(".") and y in self.stops and self._quotation_at(y - 1) is None:
                    y -= 1
                if y - x > 1 and ((x, y) == (a, b) or len(text[x:y].split()) > 1):
                    out.append((x, y))
        return out

    def _trimmed(self, a: int, b: int) -> Offsets:
        text = self.tree.text
        while a < b and (text[a].isspace() or text[a] in ',;:—–-“”"'):
            a += 1
        while b > a and (text[b - 1].isspace() or text[b - 1] in ',;:—–-“”"'):
            b -= 1
        return a, b

    def _touching(self, p: Proposition, cue: Cue, hull: Offsets) -> tuple[Quotation | None, Quotation | None]:
        """The quotations that end right before cue and speaker, or begin right behind them."""
        if not {"quote", "ccomp"} & set(cue.takes) or (p.passive and not p.roles.get("subj")):
            return None, None
        around = self._quotation_at(hull[0])
        before, after = self._nearest(p, cue, hull, self._inner(around) if around is not None else [])
        if before is None and after is None:
            before, after = self._nearest(p, cue, hull, self.quotes)
        if before is not None and after is not None and self._words(after) < 2:
            after = None
        return before, after

    def _nearest(
        self, p: Proposition, cue: Cue, hull: Offsets, quotes: list[Quotation]
    ) -> tuple[Quotation | None, Quotation | None]:
        text, before, after = self.tree.text, None, None
        k = bisect_right(quotes, hull[0], key=lambda q: q.end) - 1
        if k >= 0 and quotes[k] not in self.used:
            q = quotes[k]
            if _NO_WORDS.fullmatch(text, q.end, hull[0]) and ("quote" in cue.takes or self._words(q) >= SCARE):
                before = q
        k = bisect_left(quotes, hull[1], key=lambda q: q.start)
        if k < len(quotes) and quotes[k] not in self.used:
            q = quotes[k]
            gap = text[hull[1] : q.start].rstrip("“”\"'‘«„‚`")
            close = gap.strip(" ,:") == "" or gap.rstrip().endswith((":", ","))
            if close and _LEADS_IN.fullmatch(text, hull[1], q.start) and not self._cue_between(hull[1], q.start, p):
                after = q
        return before, after

    def _lead(self, q: Quotation) -> int:
        """Where the content begins that ends in this quotation: at its mark or before ("It was “a mistake,” he said")."""
        text = self.tree.text
        s = bisect_right(self.bounds, (q.start, len(text))) - 1
        if s < 0:
            return q.start
        start = self.bounds[s][0]
        lead = text[start : q.start].rstrip("“”\"'‘«„`").rstrip()
        goes_on = text[q.start].islower() or not lead.endswith((",", "—", ".", "!", "?"))
        if len(lead.split()) < 2 or not goes_on or lead.endswith(":") or re.search('["“”\n]', lead):
            return q.start
        return q.start if self._cue_between(start, q.start, None) else start

    def _clauses(self, p: Proposition, cue: Cue, role: str) -> list[Offsets]:
        tree = self.tree
        spans: list[Offsets] = []
        objects = [t for t in p.roles.get(role, ()) if t > p.head and ("obj+xcomp" in cue.takes or role in PREPOSITIONS)]
        for c in p.roles.get("comp", ()):
            infinite = tree.deps[c] == "xcomp"
            inner = self.graph.get(c)
            clausal = not infinite or (inner is not None and inner.kind == "verb")
            if self._describes(c, cue):
                continue
            if ("ccomp" in cue.takes and (not infinite or p.passive)) or ("xcomp" in cue.takes and clausal):
                a, b = self._clause(c, p.head)
                if (
                    objects
                    and objects[0] < c
                    and inner is not None
                    and inner.infinitive
                    and tree.starts[objects[0]] < a
                ):
                    a = tree.starts[max(p.head + 1, tree.left[objects[0]])]  # "urged *Iran to stop*"
                if inner is not None and inner.infinitive and p.passive and "obj" not in cue.addressee:  # "*Roe* was said *to have died*"
                    spans += [self._noun_phrase(t, p.head) for t in p.roles.get("obj", ()) if t < p.head and tree.pos[t] in NAMED]
                if len(tree.text[a:b].split()) > 2 or self._quotes_in([(a, b)]) or tree.text[a:b] != tree.words[c]:
                    spans.append((a, b))
        return spans

    def _describes(self, c: int, cue: Cue) -> bool:
        """Whether a participle describes the noun right before it, whatever the tree has hung it on: "the deals *reached* there"."""
        tree, first = self.tree, self.tree.left[c]
        if tree.tags[c] != "VBN" or "obj+xcomp" in cue.takes or tree.child(c, "nsubj", "nsubj:pass", "mark") is not None:
            return False
        finite = any(tree.tags[i] in FINITE for i in tree.children[c])
        return not finite and first > 0 and tree.pos[first - 1] in {"NOUN", "PROPN"}

    def _clause(self, c: int, cue: int) -> Offsets:
        tree = self.tree
        left, right = tree.subtree(c)
        for k in tree.children[c]:  # "said the talks failed, but …": a clause of its own is the report's again
            if tree.deps[k] in {"conj", "parataxis"} and k > c > cue and tree.child(k, "nsubj", "nsubj:pass") is not None:
                cc = tree.child(k, "cc")
                first = tree.left[k] + (tree.pos[tree.left[k]] == "PUNCT")
                mark = tree.lower[first - 1]
                again = cc is not None and tree.lower[cc] in {"but", "yet"} and mark == ","
                finite = tree.tags[c] == "VB" and tree.deps[c] == "xcomp" and tree.deps[k] == "conj"  # behind an infinitive
                if again or finite or (mark == ";" and tree.lower[first] not in {"that", "and"}):
                    right = min(right, first)
        for k in range(c, right):  # "were told to leave and roads were closed": what the tree hangs across another clause
            if tree.heads[k] == cue and tree.deps[k] == "conj" and k > c > cue:
                right = min(right, tree.left[k])
        end = tree.sentences[tree.sentence[cue]][1]
        divided = tree.pos[right - 1] == "PUNCT"
        if c > cue and right < end and not divided and tree.pos[right] not in {"PUNCT", "SPACE", "SCONJ"} and tree.deps[right] != "cc":
            tail = range(right, end)  # a finite verb is left over and no mark divides it from the clause
            if any(tree.tags[i] in FINITE for i in tail) and not any(tree.lower[i] in {",", ";", ":"} for i in tail):
                right = end
        while left < right - 1 and (tree.lower[left] == "that" or tree.pos[left] in {"PUNCT", "SPACE"}):
            left += 1
        while right - 1 > left and tree.pos[right - 1] in {"PUNCT", "SPACE"}:
            right -= 1
        return tree.offsets(left, right)

    def _turn(self, cue: Cue, hull: Offsets) -> list[Offsets]:
        """The rest of the paragraph behind a cue and its colon, where no marks stand: "The mayor added: It is over. …"."""
        text = self.tree.text
        colon = _COLON.match(text, hull[1]) if "quote" in cue.takes and self._quotation_at(hull[0]) is None else None
        if colon is None:
            return []
        stop = text.find("\n", colon.end())
        return [self._trimmed(colon.end(), stop if stop >= 0 else len(text))]

    def _behind(self, p: Proposition, cue: Cue, hull: Offsets) -> list[Offsets]:
        """The sentence behind a verb of saying in which the tree has found no clause."""
        tree = self.tree
        quoted = p.link == "advcl:as" and p.parent is not None and tree.lemmas[p.parent] in QUOTING
        if cue.takes[:2] != ("quote", "ccomp") or cue.addressee == ("obj",) or p.passive:
            return []
        if tree.tags[p.head] not in FINITE and not quoted:
            return []
        end = tree.sentences[tree.sentence[p.head]][1]
        first = p.head + 1
        marker = next(
            (i for i in range(first, min(end, first + 7)) if tree.lower[i] == "that" and tree.deps[i] != "det"), None
        )
        if marker is not None:
            first = marker + 1
        elif first >= end or tree.pos[first] not in PHRASE | {"PRON"} or not (p.roles.get("obj") or quoted or self._runs_on(first, end)):
            return []
        finite = next((i for i in range(first, end) if tree.tags[i] in FINITE), None)
        if finite is None or (tree.deps[finite] == "conj" and tree.heads[finite] == p.head):
            return []  # "recalled its ambassador from the capital", "assessed the samples and looked for traces"
        if tree.deps[finite] in {"root", "parataxis"} and finite in self.graph and self._cue(self.graph[finite]) is not None:
            return []  # "the pact reflects a wish for peace, the envoy noted"
        span = self._trimmed(tree.starts[first], tree.ends[end - 1])
        return [span] if len(tree.text[span[0] : span[1]].split()) >= SCARE and span[0] >= hull[1] else []

    def _runs_on(self, first: int, end: int) -> bool:
        """Whether a clause begins at a token: a phrase that no mark divides from its finite verb."""
        tree = self.tree
        stop = next((i for i in range(first, end) if tree.tags[i] in FINITE or tree.pos[i] == "PUNCT"), end)
        while stop < end and tree.lower[stop] in {'"', "“", "''", "‘"}:  # "said the ruling “will force …”"
            stop += 1
        return first < stop < end and tree.tags[stop] in FINITE and tree.lower[first] not in CALENDAR

    def _rest(self, p: Proposition, cue: Cue, hull: Offsets) -> list[Offsets]:
        """The sentence around a cue that stands between commas or behind one: "The talks failed, officials said"."""
        tree, text = self.tree, self.tree.text
        quoted = p.parent is not None and tree.lemmas[p.parent] in QUOTING
        things = any(tree.pos[t] != "PRON" for t in p.roles.get("obj", ()))  # "as they offer flights"
        if p.link == "advcl:as" and not quoted and "ccomp" in cue.takes and not p.roles.get("comp") and not things:
            # "as the envoy put it, …"
            begin, end = tree.sentences[tree.sentence[p.head]]
            inner = tree.offsets(*tree.subtree(p.head))
            a, b = tree.offsets(begin, end)
            sides = [s for s in (self._trimmed(a, inner[0]), self._trimmed(inner[1], b)) if s[0] < s[1]]
            return sides if any(len(text[slice(*s)].split()) > 2 for s in sides) else []
        told = p.roles.get("obj", []) == p.roles.get("iobj") or "obj" in cue.addressee  # "…, the mayor told *the council*"
        if "ccomp" not in cue.takes or (p.roles.get("obj") and not told) or p.link == "relcl" or tree.tags[p.head] in {"VBG", "VB"}:
            return []
        begin, end = tree.sentences[tree.sentence[p.head]]
        a, b = tree.offsets(begin, end)
        left = text[a : hull[0]].rstrip()
        if not left.endswith((",", "—", "–", "--")):
            return []
        tokens = range(begin, bisect_left(tree.starts, hull[0]))
        inserted = tree.deps[p.head] == "parataxis" and text[hull[1] : b].startswith(",")  # "the test, they said, was …"
        if not inserted and not any(
            tree.deps[t] in {"root", "ccomp", "parataxis", "conj"}
            and t != p.head
            and tree.pos[t] not in {"PUNCT", "SPACE"}
            for t in tokens
        ):
            return []
        spans = [self._trimmed(a, hull[0])]
        right = text[hull[1] : b]
        if (
            right.startswith((",", " —", " –", " --"))
            and len(right.split()) > 2
            and not self._cue_between(hull[1], b, p)
        ):
            spans.append(self._trimmed(hull[1], b))
        return [s for s in spans if inserted or len(text[s[0] : s[1]].split()) > 2]

    def _of_words(self, p: Proposition, cue: Cue, t: int) -> bool:
        """Whether a mere object tells what a document shows ("the poll *showed a close race*"), or what somebody stands for is
        itself words ("backed *the plan*", not "backed the rebels")."""
        lemmas = self.tree.lemmas
        if cue.force == "praising":
            return lemmas[t].lower() in self.cues.documents or self.cues.noun(lemmas[t].lower()) is not None
        return cue.sort == "text" and any(lemmas[s].lower() in self.cues.documents for s in p.roles.get("subj", ()))

    def _to_do(self, cue: Cue, t: int) -> bool:
        """An object with an infinitive of its own, which the tree could as well have hung on the cue: "wants talks to go on"."""
        tree = self.tree
        acts = (c for c in tree.children[t] if tree.deps[c] == "acl" and tree.tags[c] == "VB")
        return "obj+xcomp" in cue.takes and any(tree.lower[m] == "to" for c in acts for m in tree.children[c])

    def _phrases(self, p: Proposition, cue: Cue, role: str) -> list[Offsets]:
        """What objects and obliques hold: accused X *of Y*, blamed *X for Y*, called *X Y*, denied *the charges*."""
        tree = self.tree
        objects = [t for t in p.roles.get(role, ()) if t != p.head]
        for take in cue.takes:
            first, _, second = take.partition("+")
            if second == "xcomp" and (objects or cue.id == "characterise"):
                parts = [
                    t
                    for t in (*objects, *p.roles.get("comp", ()), *p.roles.get("iobj", ()))
                    if t > p.head
                ]
                ends = [tree.right[t] + 1 for t in parts]
                if len(parts) > 1 or (parts and cue.id == "characterise" and ends[0] - tree.left[parts[0]] >= SCARE):
                    return [tree.offsets(max(p.head + 1, min(tree.left[t] for t in parts)), max(ends))]
            oblique = second or first
            if oblique in {"quote", "ccomp", "xcomp", "obj"} or (second and not objects):
                continue
            tokens = [t for t in p.roles.get(oblique, ()) if t > p.head and tree.lower[t] not in CALENDAR and not tree.words[t].isdigit()]
            tokens += [
                c
                for c in tree.children[p.head]
                if tree.deps[c].startswith("advcl")
                and c > p.head
                and any(tree.lower[m] == oblique and tree.deps[m] == "mark" for m in tree.children[c])
            ]
            if tokens and (oblique != "to" or second):
                left, right = tree.subtree(tokens[0])
                while left < right - 1 and tree.lower[left] in {oblique, "having"}:
                    left += 1
                if second in SAID_OF and objects[0] > p.head and cue.id != "threaten":
                    left = min(left, tree.left[objects[0]])
                return [tree.offsets(max(left, p.head + 1), right)]
        spoken = objects and "obj" in cue.takes and (cue.speaks_object or role != "obj" or self._of_words(p, cue, objects[0]))
        if objects and (spoken or self._to_do(cue, objects[0])) and (not p.passive or p.roles.get("subj")):
            left, right = tree.subtree(objects[0])
            while left < right - 1 and tree.lower[left] == role:
                left += 1
            for c in tree.children[p.head]:  # "claimed responsibility *for the attack*", hung on the verb
                case = tree.child(c, "case") if tree.deps[c] == "obl" and tree.left[c] == right else None
                if case is not None and tree.lower[case] in OF_THINGS and tree.pos[c] == "NOUN":
                    right = tree.right[c] + 1
            for c in tree.children[objects[0]]:
                if tree.deps[c] == "acl:relcl" and c > objects[0] and tree.lower[tree.left[c] - 1] == ",":
                    right = min(right, tree.left[c] - 1)
            held = self.cast.mention_at.get(objects[0])
            somebody = held is not None and held.head == objects[0] and held.kind in {"person", "office", "people", "body"}
            # "condemned Mensah", "mocked him", "praised Mensah for his patience"; but "welcomed Mensah at the airport"
            judging = cue.force == "accusing" or cue.id == "endorse"
            longer = cue.force == "praising" and held is not None and right > held.end
            named = tree.pos[objects[0]] == "PROPN"
            judged = (named and longer) or (judging and (named or somebody or tree.lower[objects[0]] in OTHERS))
            if (
                (tree.pos[objects[0]] != "PRON" or judged)
                and (not somebody or judged)  # "recalled its ambassador" says nothing
                and (right - left >= 2 or judged)
                and (objects[0] > p.head or p.passive)
                and not left <= p.head < right
            ):
                return [tree.offsets(left, right)]
        return []
