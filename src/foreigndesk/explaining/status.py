"""How an event's status was composed: from its predicate's own words up through everything that it stands under.

The composition itself is that of ``reading.factuality``, run once more with each step written down.
"""

from __future__ import annotations

from dataclasses import dataclass

from foreigndesk.explaining import sources
from foreigndesk.explaining.page import Page
from foreigndesk.explaining.tree import Reason
from foreigndesk.model import Status
from foreigndesk.propositions.graph import Proposition
from foreigndesk.propositions.signatures import Signature
from foreigndesk.reading.factuality import ACTUAL, Factuality

DEEPEST = 8  # predicates above one another that an explanation follows


@dataclass(slots=True)
class Step:
    """What one predicate's status was made of: its own, and what the predicate above told of it, by which entry."""

    own: Status
    told: Status | None = None
    signature: Signature | None = None
    by: str = ""
    status: Status = "possible"


class Steps(Factuality):
    """Factuality that writes down each step by the predicate's token."""

    def __init__(self, page: Page) -> None:
        super().__init__(page.tree, page.graph)
        self.steps: dict[int, Step] = {}
        self._open: list[Step] = []

    def status(self, head: int) -> Status:
        """As in factuality; the step stays in ``steps``."""
        known = head in self._known
        result = super().status(head)
        if not known:
            self.steps[head] = self._last
        return result

    def _compose(self, p: Proposition, own: Status) -> Status:
        self._open.append(Step(own))
        status = super()._compose(p, own)
        self._last = self._open.pop()
        self._last.status = status
        return status

    def _weigh(self, own: Status, told: Status, parent: Proposition) -> Status:
        self._open[-1].told, self._open[-1].by = told, "word"
        return super()._weigh(own, told, parent)

    def _under_light(self, p: Proposition, parent: Proposition, own: Status) -> Status:
        self._open[-1].by = "light"
        return super()._under_light(p, parent, own)

    def _noun(self, p: Proposition, parent: Proposition, own: Status) -> Status:
        self._open[-1].by = "noun"
        return super()._noun(p, parent, own)

    def signature(self, p: Proposition, parent: Proposition) -> Signature | None:
        """As in factuality; the entry is kept with the step."""
        found = super().signature(p, parent)
        if self._open and self._is_complement(p, parent):
            self._open[-1].signature = found
        return found


def path(page: Page, head: int) -> tuple[Reason, ...]:
    """The steps of a status from the predicate upward, one a predicate that it stands under."""
    steps = Steps(page)
    out: list[Reason] = []
    at: int | None = head
    while at is not None and len(out) < DEEPEST:
        steps.status(at)
        step, p = steps.steps[at], page.graph[at]
        out.append(_own(page, steps, p, step))
        parent = page.graph.get(p.parent) if p.parent is not None else None
        if parent is not None:
            out.append(_above(page, p, parent, step))
        at = parent.head if parent is not None else None
    return tuple(out)


def _own(page: Page, steps: Steps, p: Proposition, step: Step) -> Reason:
    mark = _mark(page, steps, p)
    return Reason(
        "own",
        f"{page.predicate(p.head)} by itself: {step.own} ({mark})",
        page.scene.span(p.head),
        page.tree.words[p.head],
    )


def _mark(page: Page, steps: Steps, p: Proposition) -> str:
    """The mark that gave a predicate its own status, in the order in which they are looked for."""
    tree, sig = page.tree, steps.signatures
    if p.negated:
        return "a negation"
    if p.conditional is not None and steps.steps[p.head].own == "possible":
        return f"under '{p.conditional}'"
    told = sig.modal(p.modal) if p.modal is not None else None
    if told is not None and told != "keep" and not (p.perfect and p.modal == "will"):
        return f"'{p.modal}'"
    for c in tree.children[p.head]:
        word = tree.lemmas[c].lower()
        if p.kind == "noun" and tree.deps[c].startswith(("amod", "compound")):
            told = sig.modifier(word) or sig.modifier(tree.lower[c])
        else:
            told = sig.adverb(word) if tree.deps[c].startswith("advmod") else None
        if told is not None and told != "keep":
            return f"'{tree.words[c]}'"
    moods = {"demanded": "an imperative", "ongoing": "the progressive", "possible": "a question", "planned": "a time ahead"}
    return moods.get(steps.steps[p.head].own, "nothing in it denies or doubts it")


def _above(page: Page, p: Proposition, parent: Proposition, step: Step) -> Reason:
    above = page.predicate(parent.head)
    span, words = page.scene.span(parent.head), page.tree.words[parent.head]
    entry = step.signature.id if step.signature is not None else None
    source = sources.entry("embedding", entry) if entry is not None else None
    if step.by == "word" and step.told is not None:
        kind = entry.partition(".")[0] if entry is not None else "obligation"
        denied = ", denied," if parent.negated else ""
        says = f"under {above} ({kind}{denied}) → {step.told}"
        if step.status != step.told:
            says += f", but {step.status}: " + (
                "what is denied or doubted itself stays so" if step.own not in ACTUAL else f"{above} itself is no more than that"
            )
    elif step.by == "light":
        says = f"{above} is but the verb of {page.word(p.head)} → {step.status}, as it is"
    elif step.signature is not None and step.status == step.own:
        says = f"under {above}, which leaves it as it is → {step.status}"
    elif step.status != step.own and p.infinitive and step.status in {"planned", "possible"}:
        says = f"an infinitive under {above} has not happened yet → {step.status}"
    elif step.status != step.own:
        says = f"{above} above it lends it its own status → {step.status}"
    else:
        says = f"{above} above it tells nothing against it → {step.status}"
    return Reason("above", says, span, words, source)
