"""Who says so: cues with their speakers and contents, direct, indirect and mixed.

Source, cue and content as in PolNeAR and PARC (Newell et al. 2018; Pareti 2012): one statement is one cue's content;
a quotation that goes on after its cue with no new cue belongs to the same statement.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from foreigndesk.actors.mentions import FIRST
from foreigndesk.actors.resolver import Cast
from foreigndesk.model import Offsets, Statement, StatementMode, fact_id
from foreigndesk.propositions.graph import RELATIVES, Graph, Proposition
from foreigndesk.propositions.tree import Tree
from foreigndesk.reading.cues import Cue, cues
from foreigndesk.reading.quotations import Quotation, quotations, quoted_share

SCARE = 4  # a quotation of fewer words in nobody's cue is a scare quote
OBLIQUE = {"of", "for", "on", "about", "against", "as", "at", "to", "with", "in"}

SPEAKING = frozenset({"speech", "text"})


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


class _Finder:
    def __init__(self, tree: Tree, graph: Graph, cast: Cast) -> None:
        self.tree, self.graph, self.cast = tree, graph, cast
        self.quotes = quotations(tree.text)
        self.cues = cues()
        self.used: set[Quotation] = set()
        self.drafts: list[Draft] = []

    def run(self) -> list[Draft]:
        tree = self.tree
        by_sentence: dict[int, list[Proposition]] = {}
        for i in sorted(self.graph):
            by_sentence.setdefault(tree.sentence[i], []).append(self.graph[i])
        quotes_at: dict[int, list[Quotation]] = {}
        k = 0
        bounds = [tree.offsets(*s) for s in tree.sentences]
        for q in self.quotes:
            while k + 1 < len(bounds) and bounds[k][1] <= q.start:
                k += 1
            j = k
            while j < len(bounds) and bounds[j][0] < q.end:
                quotes_at.setdefault(j, []).append(q)
                j += 1
        for s in range(len(tree.sentences)):
            drafted = [d for p in by_sentence.get(s, ()) if (d := self._verb(p, quotes_at.get(s, []))) is not None]
            drafted += self._attributive(s)
            drafted.sort(key=lambda d: d.cue_span)
            self.drafts += drafted
        self._orphans(quotes_at, bounds)
        return self.drafts

    # -- one cue -------------------------------------------------------------------------------------------------

    def _quoted(self, token: int) -> bool:
        return any(q.start <= self.tree.starts[token] < q.end for q in self.quotes)

    def _verb(self, p: Proposition, quotes: list[Quotation]) -> Draft | None:
        if p.kind != "verb":
            return None
        cue = (self.cues.verb(p.lemma, p.particle) if p.particle else None) or self.cues.verb(p.lemma)
        if cue is None or cue.sort not in SPEAKING:
            return None
        own = [q for q in quotes if not q.start <= self.tree.starts[p.head] < q.end and q not in self.used]
        speaker = self._speaker(p)
        if speaker is None and p.passive and cue.sort == "speech" and p.roles.get("comp"):
            speaker = (), None
        if speaker is None:
            return None
        content, quoted = self._content(p, cue, own)
        if not content:
            return None
        if p.infinitive and not quoted and p.parent is not None and p.link != "comp":
            return None
        self.used.update(quoted)
        draft = Draft(p.head, cue, speaker[0], speaker[1], self._cue_span(p), content, self._addressee(p, cue), quoted)
        return draft

    def _cue_span(self, p: Proposition) -> Offsets:
        end = p.head + 1
        if p.particle is not None and end < len(self.tree) and self.tree.lower[end] == p.particle:
            end += 1
        return self.tree.starts[p.head], self.tree.ends[end - 1]

    def _speaker(self, p: Proposition) -> tuple[tuple[str, ...], Offsets | None] | None:
        subjects = p.roles.get("subj", [])
        if not subjects and p.link in {"conj"}:
            return None
        for t in subjects:
            if self.tree.lower[t] in RELATIVES:
                continue
            ids = self.cast.at.get(t)
            if ids is None and self.tree.lower[t] not in FIRST:
                actor = self.cast.adhoc(t)
                ids = (actor,) if actor is not None else None
            if ids:
                every = tuple(dict.fromkeys((*ids, *(a for s in subjects for a in self.cast.at.get(s, ())))))
                return every, self.cast.span_of(t)
        pronoun = next((t for t in subjects if self.tree.pos[t] == "PRON" and self.tree.lower[t] not in RELATIVES), None)
        if pronoun is not None:
            return (), (self.tree.starts[pronoun], self.tree.ends[pronoun])
        return None

    def _addressee(self, p: Proposition, cue: Cue) -> str | None:
        for role in cue.addressee:
            for t in p.roles.get(role, ()):
                ids = self.cast.at.get(t)
                if ids:
                    return ids[0]
        return None

    def _content(self, p: Proposition, cue: Cue, quotes: list[Quotation]) -> tuple[list[Offsets], list[Quotation]]:
        tree, takes = self.tree, cue.takes
        spans: list[Offsets] = []
        comps = [c for c in p.roles.get("comp", ()) if not (tree.left[c] <= p.head < tree.right[c] + 1)]
        for c in comps:
            clausal = tree.deps[c] != "xcomp" or self.graph.get(c) is not None and self.graph[c].kind == "verb"
            if ("ccomp" in takes and (tree.deps[c] != "xcomp" or p.passive)) or ("xcomp" in takes and clausal):
                spans.append(self._clause(c, p.head))
        if not spans and tree.deps[p.head].startswith(("parataxis", "appos")) and {"quote", "ccomp"} & set(takes):
            spans += self._around(p)
        if not spans:
            spans += self._phrases(p, takes)
        if "quote" in takes or spans:
            near = self._own_quotes(p, quotes)
        else:
            near = []
        if not spans and near:
            for q in near:
                if len(tree.text[q.start : q.end].split()) >= 2 or "quote" in takes:
                    spans.append((q.start, q.end))
        elif spans:
            for q in near:
                if not any(a <= q.start + 1 and q.end - 1 <= b for a, b in spans):
                    clash = [(a, b) for a, b in spans if q.start < b and a < q.end]
                    if clash:
                        a = min(q.start, *(x for x, _ in clash))
                        b = max(q.end, *(y for _, y in clash))
                        spans = [s for s in spans if s not in clash] + [(a, b)]
                    elif len(tree.text[q.start : q.end].split()) >= SCARE:
                        spans.append((q.start, q.end))
        if not spans and cue.speaks_object and p.roles.get("obj") and not p.passive:
            t = p.roles["obj"][0]
            left, right = tree.subtree(t)
            if tree.pos[t] != "PRON" and right - left >= 2 and t > p.head:
                spans.append(tree.offsets(left, right))
        cue_span = self._cue_span(p)
        spans = [s for s in spans if s[1] - s[0] > 1 and not (s[0] <= cue_span[0] < s[1])]
        return sorted(set(spans)), [q for q in near if any(a < q.end and q.start < b for a, b in spans)]

    def _own_quotes(self, p: Proposition, quotes: list[Quotation]) -> list[Quotation]:
        """The quotations of the sentence that are nearer to this cue than to another."""
        tree = self.tree
        begin, end = tree.sentences[tree.sentence[p.head]]
        rivals = [
            i for i in range(begin, end)
            if i != p.head and i in self.graph and self.graph[i].kind == "verb" and not self._quoted(i)
            and (c := self.cues.verb(tree.lemmas[i])) is not None and c.sort in SPEAKING and "quote" in c.takes and self.graph[i].roles.get("subj")
        ]
        out = []
        for q in quotes:
            distance = min(abs(tree.starts[p.head] - q.end), abs(tree.starts[p.head] - q.start))
            if all(min(abs(tree.starts[r] - q.end), abs(tree.starts[r] - q.start)) >= distance for r in rivals):
                out.append(q)
        return out

    def _clause(self, c: int, cue: int) -> Offsets:
        tree = self.tree
        left, right = tree.subtree(c)
        if left <= cue < right:
            left, right = (cue + 1, right) if c > cue else (left, cue)
        while left < right - 1 and (tree.lower[left] in {"that", ","} or tree.pos[left] in {"PUNCT", "SPACE"}):
            left += 1
        while right - 1 > left and (tree.pos[right - 1] in {"PUNCT", "SPACE"}):
            right -= 1
        return tree.offsets(left, right)

    def _around(self, p: Proposition) -> list[Offsets]:
        """The sentence without the parenthetical that holds the cue."""
        tree = self.tree
        begin, end = tree.sentences[tree.sentence[p.head]]
        left, right = tree.subtree(p.head)
        out = []
        for a, b in ((begin, left), (right, end)):
            while a < b and tree.pos[a] in {"PUNCT", "SPACE"}:
                a += 1
            while b > a and tree.pos[b - 1] in {"PUNCT", "SPACE"}:
                b -= 1
            if b - a >= 2:
                out.append(tree.offsets(a, b))
        return out

    def _phrases(self, p: Proposition, takes: tuple[str, ...]) -> list[Offsets]:
        """What oblique complements hold: accused X *of Y*, blamed X *for Y*, called *X Y*."""
        tree = self.tree
        out: list[Offsets] = []
        for take in takes:
            first, _, second = take.partition("+")
            if first in {"quote", "ccomp", "xcomp"} or (first == "obj" and not second):
                continue
            if first == "obj" and second == "xcomp":
                objects, comps = p.roles.get("obj", []), p.roles.get("comp", [])
                if objects and comps:
                    left = min(tree.left[objects[0]], tree.left[comps[0]])
                    right = max(tree.right[objects[0]], tree.right[comps[0]]) + 1
                    if not left <= p.head < right:
                        out.append(tree.offsets(left, right))
                continue
            role = second or first
            if role not in OBLIQUE or (second and not p.roles.get("obj") and not p.roles.get("subj")):
                continue
            tokens = [t for t in p.roles.get(role, ()) if t > p.head]
            tokens += [c for c in tree.children[p.head] if tree.deps[c].startswith("advcl") and c > p.head and any(
                tree.lower[m] == role and tree.deps[m] == "mark" for m in tree.children[c])]
            if tokens and role != "to":
                left, right = tree.subtree(tokens[0])
                while left < right - 1 and tree.lower[left] in {role, "having"}:
                    left += 1
                out.append(tree.offsets(left, right))
            if out:
                break
        return out

    def _attributive(self, s: int) -> list[Draft]:
        """According to X, and its kin: the rest of the sentence is the content."""
        tree = self.tree
        begin, end = tree.sentences[s]
        out = []
        for i in range(begin, end - 1):
            if tree.lower[i] != "according" or tree.lower[i + 1] != "to" or self._quoted(i):
                continue
            head = next((h for h in (tree.heads[i], tree.heads[i + 1]) if h > i and h != i + 1), None)
            if head is None:
                head = next((k for k in range(i + 2, min(end, i + 9)) if k in self.cast.at or tree.pos[k] in {"NOUN", "PROPN", "PRON"}), None)
            if head is None:
                continue
            ids = self.cast.at.get(head, ())
            if not ids:
                actor = self.cast.adhoc(head)
                ids = (actor,) if actor is not None else ()
            m = self.cast.mention_at.get(head)
            stop = max(tree.right[head] + 1, m.end if m is not None else 0)
            span = self.cast.span_of(head)
            content = []
            for a, b in ((begin, i), (stop, end)):
                while a < b and (tree.pos[a] in {"PUNCT", "SPACE"} or tree.lower[a] in {"and", "but"}):
                    a += 1
                while b > a and tree.pos[b - 1] in {"PUNCT", "SPACE"}:
                    b -= 1
                if b - a >= 3:
                    content.append(tree.offsets(a, b))
            if content:
                quoted = [q for q in self.quotes if any(a < q.end and q.start < b for a, b in content)]
                self.used.update(quoted)
                out.append(Draft(i, None, ids, span, (tree.starts[i], tree.ends[i + 1]), content, None, quoted))
        return out

    # -- quotations that no cue of their own sentence claims -------------------------------------------------------

    def _orphans(self, quotes_at: dict[int, list[Quotation]], bounds: list[Offsets]) -> None:
        tree = self.tree
        for s in sorted(quotes_at):
            for q in quotes_at[s]:
                if q in self.used:
                    continue
                words = len(tree.text[q.start : q.end].split())
                share = quoted_share([q], *bounds[s])
                if words < SCARE or (share < 0.6 and words < 8):
                    continue
                draft = self._last_before(q, share)
                if draft is not None:
                    self.used.add(q)
                    draft.content.append((q.start, q.end))
                    draft.quotes.append(q)

    def _last_before(self, q: Quotation, share: float) -> Draft | None:
        """The statement that a floating quotation goes on with: the last one before it, near and of the same kind."""
        text = self.tree.text
        best: Draft | None = None
        for d in self.drafts:
            if d.cue_span[0] < q.start and d.speakers:
                best = d
        following = next((d for d in self.drafts if d.cue_span[0] > q.end and text.find("\n", q.end, d.cue_span[0]) < 0 and d.speakers), None)
        if best is None:
            return following
        gap = text[max(best.cue_span[1], *(b for _, b in best.content)) : q.start]
        breaks = gap.count("\n\n") if gap else 0
        if following is not None and breaks and share > 0.6:
            return following
        if breaks == 0 or (breaks == 1 and share > 0.6 and (best.quotes or len(gap) < 40)):
            return best
        return None


def find(tree: Tree, graph: Graph, cast: Cast) -> list[Draft]:
    """The statements of a report as drafts, in the order of their cues."""
    return sorted(_Finder(tree, graph, cast).run(), key=lambda d: d.cue_span)


def bind_first_person(tree: Tree, cast: Cast, drafts: list[Draft]) -> None:
    """"We", "our country", "I" in a quotation mean its speaker."""
    for m in cast.mentions:
        if m.kind == "pronoun" and m.phrase in FIRST and not m.ids:
            at = tree.starts[m.head]
            for d in drafts:
                if d.speakers and any(a <= at < b for a, b in d.content):
                    cast.bind(m, d.speakers)
                    break


def finish(tree: Tree, cast: Cast, drafts: list[Draft], report: str) -> list[Statement]:
    """Statements with ids, each with the one that reports it."""
    quotes = quotations(tree.text)
    out: list[Statement] = []
    by_cue: dict[int, str] = {}
    for d in drafts:
        content = tuple(sorted(dict.fromkeys(d.content)))
        mode = _mode(quotes, content)
        speaker = d.speakers[0] if d.speakers else None
        identity = fact_id("statement", report, d.cue_span, content)
        by_cue[d.cue_token] = identity
        out.append(
            Statement(
                identity, speaker, d.speaker_span, d.cue_span, content, mode,
                evidence=_evidence(tree, d), addressee=d.addressee,
            )
        )
    for d, statement in zip(drafts, out, strict=True):
        outer = [o for o in drafts if o is not d and any(a <= d.cue_span[0] < b for a, b in o.content)]
        if outer:
            statement.by = by_cue[max(outer, key=lambda o: o.cue_span).cue_token]
    return out


def _mode(quotes: list[Quotation], content: tuple[Offsets, ...]) -> StatementMode:
    total = sum(b - a for a, b in content)
    inside = sum(quoted_share(quotes, a, b) * (b - a) for a, b in content)
    if inside >= 0.85 * total:
        return "direct"
    return "mixed" if inside >= 8 else "indirect"


def _evidence(tree: Tree, d: Draft) -> tuple[Offsets, ...]:
    spans = {tree.sentence_offsets(d.cue_token)}
    for a, b in d.content:
        for begin, end in tree.sentences:
            s = tree.offsets(begin, end)
            if s[0] < b and a < s[1]:
                spans.add(s)
    return tuple(sorted(spans))


def contains(statement: Statement, offset: int) -> bool:
    """Whether a character offset lies in a statement's content."""
    return any(a <= offset < b for a, b in statement.content)


