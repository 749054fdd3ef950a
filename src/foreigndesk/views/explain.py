"""An explanation on the screen, as a tree of lines; and as rows."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable
from typing import TYPE_CHECKING

from foreigndesk.explaining.tree import Explanation, Reason
from foreigndesk.rows import Row

if TYPE_CHECKING:
    from rich.console import Console
    from rich.tree import Tree


def row(explanation: Explanation) -> Row:
    """An explanation as a JSON lines row: its tree, the spans as pairs, what is absent left out of the reasons."""
    found = {f.name: getattr(explanation, f.name) for f in dataclasses.fields(explanation)}
    found |= {"notes": list(explanation.notes), "reasons": [_reason(reason) for reason in explanation.reasons]}
    return {"kind": "explanation", "of": found.pop("kind"), **found}


def _reason(reason: Reason) -> Row:
    made: Row = {"what": reason.what, "says": reason.says}
    made |= {key: value for key in ("words", "source") if (value := getattr(reason, key)) is not None}
    if reason.span is not None:
        made["span"] = list(reason.span)
    if reason.because:
        made["because"] = [_reason(inner) for inner in reason.because]
    return made


def show(explanations: Iterable[Explanation], console: Console) -> None:
    """Print explanations, a blank line between them."""
    from rich.tree import Tree

    for number, explanation in enumerate(explanations):
        if number:
            console.print()
        tree = Tree(f"{explanation.says}\n{explanation.kind} {explanation.id}".rstrip(), guide_style="dim")
        for note in explanation.notes:
            tree.add(f"note: {note}")
        for reason in explanation.reasons:
            _grow(tree, reason)
        console.print(tree)


def _grow(tree: Tree, reason: Reason) -> None:
    branch = tree.add(f"{reason.what}: {reason.says}" + (f"  {{{reason.source}}}" if reason.source is not None else ""))
    for inner in reason.because:
        _grow(branch, inner)
