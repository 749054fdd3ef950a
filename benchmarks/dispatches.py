"""What the record makes of one crisis told in fifteen dispatches (examples/grain), against a key written by hand before it was read.

    python benchmarks/dispatches.py        the figures
    python benchmarks/dispatches.py -v     and what was missed

- Events: the key says which passages tell of one event. A passage is found where an event's own word is its head in the tree, or the
  object of that ("signed agreements"), or where the event rests on the passage and its word, in the headline, is a form of the head.
  Pairs of found passages that the record has as one event are counted against the pairs that the key has; *across* leaves out
  the pairs within one dispatch, which tells an event once.
- Copies: each pair of dispatches is told to be a copy and its source, or not.
- Commitments: found where their act's word or half of their evidence stands in the passage; the state is that of ``AS_OF``.
- Relations: as of each of the key's days; *false* are those recorded of the types that the key speaks of, and not in it.
- Disputes: found where both sides, or those who speak for them, stand against each other about something that shares a word with
  the key's point.
"""

from __future__ import annotations

import argparse
import re
import tempfile
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from itertools import combinations
from pathlib import Path
from typing import Any

from spacy.tokens import Doc

from foreigndesk.intake import reports
from foreigndesk.merging.copies import copied, sketch
from foreigndesk.merging.wording import content_words
from foreigndesk.model import Report
from foreigndesk.reader import Reader
from foreigndesk.record import Record
from foreigndesk.record.columns import principal, stems
from foreigndesk.rows import rows

FOLDER = Path(__file__).parents[1] / "examples" / "grain"
AS_OF = date(2024, 1, 1)
Span = tuple[int, int]
Passage = tuple[str, str]  # dispatch, words
Row = dict[str, Any]


@dataclass
class Score:
    """Figures, and what was missed on the way to them."""

    right: int = 0
    found: int = 0
    of: int = 0
    false: int = 0
    misses: list[str] = field(default_factory=list)


def places(words: str, text: str) -> Iterator[Span]:
    """Where words stand in a text, whatever white space is between them."""
    for match in re.finditer(r"\s+".join(map(re.escape, words.split())), text):
        yield match.span()


def meets(one: Sequence[int], other: Sequence[int]) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def pairs(groups: Iterable[Iterable[Any]]) -> set[frozenset[Any]]:
    """All pairs within the groups."""
    return {frozenset(pair) for group in groups for pair in combinations(sorted(set(group)), 2)}


def f1(right: int, recorded: int, gold: int) -> tuple[float, float, float]:
    """Precision, recall and F1 in per cent."""
    precision, recall = right / recorded if recorded else 0.0, right / gold if gold else 0.0
    both = precision + recall
    return 100 * precision, 100 * recall, 200 * precision * recall / both if both else 0.0


class Desk:
    """The dispatches, read into a record."""

    def __init__(self, record: Record, reader: Reader) -> None:
        self.record = record
        self.texts: dict[str, str] = {}
        self.docs: dict[str, Doc] = {}
        self.names: dict[str, str] = {}  # of reports, by id
        self.actors: dict[str, dict[str, str]] = {}
        self.principals: dict[str, dict[str, str]] = {}  # by id, for whom each acts
        for path in sorted(FOLDER.glob("*.html")):
            (report,) = reports([path])
            assert isinstance(report, Report), report
            reading = reader.read(report)
            record.add(reading, reader.provenance, datetime(2024, 1, 1, tzinfo=UTC))
            self.texts[path.stem], self.names[report.id] = report.text, path.stem
            self.docs[path.stem] = reader.nlp(report.text)
            self.actors[path.stem] = {actor.id: actor.name for actor in reading.actors}
            listed = (row for row in rows(reading, reader=reader.provenance) if row["kind"] == "actor")
            self.principals[path.stem] = {row["id"]: principal(row) for row in listed}

    def dispatch(self, row: Row) -> str:
        return self.names[row["report"]]

    def called(self, name: str, row: Row, ids: Iterable[str]) -> bool:
        """Whether one of a row's actors bears a name, from the beginning of a word."""
        known = self.actors[self.dispatch(row)]
        return any(re.search(rf"\b{re.escape(name)}", known.get(id_, id_)) for id_ in ids)

    def on_the_side(self, name: str, row: Row, ids: Sequence[str]) -> bool:
        """Whether one of a row's actors bears a name, or acts for a state that does: a minister for his state."""
        of = self.principals[self.dispatch(row)]
        states = {id_: state for known in self.actors.values() for id_, state in known.items()}
        return self.called(name, row, ids) or any(states.get(of.get(id_, "")) == name for id_ in ids)

    def span(self, passage: Passage) -> Span:
        found = next(places(passage[1], self.texts[passage[0]]), None)
        if found is None:
            raise SystemExit(f"{passage[0]} has no words {passage[1]!r}")
        return found

    def events(self, told: Iterable[Passage]) -> dict[Passage, str]:
        """The event that each passage means, by its id."""
        rows = list(self.record.stream("event", each=True))
        out = {}
        for passage in told:
            span, text = self.span(passage), self.texts[passage[0]]
            heads, objects = self.heads(passage)
            told_here = [row for row in rows if self.dispatch(row) == passage[0]]
            own = [row for row in told_here if any(meets(row["trigger"], head) for head in heads)]
            own += [row for row in told_here if any(meets(row["trigger"], one) for one in objects)]
            forms = {stem for head in heads for stem in stems(text[slice(*head)])}
            for row in told_here:
                if any(meets(one, span) for one in row["evidence"]) and forms.intersection(stems(text[slice(*row["trigger"])])):
                    own.append(row)
            if own:
                out[passage] = own[0]["id"]
        return out

    def heads(self, passage: Passage) -> tuple[list[Span], list[Span]]:
        """The words of a passage that hang on no other word of it, and their objects in it."""
        doc = self.docs[passage[0]]
        inside = doc.char_span(*self.span(passage), alignment_mode="expand")
        heads = [token for token in inside if token.head == token or token.head not in inside]
        objects = [token for token in inside if token.dep_ == "obj" and token.head in heads]
        return tuple([(one.idx, one.idx + len(one)) for one in some] for some in (heads, objects))  # type: ignore[return-value]


def merged(desk: Desk, key: Row) -> tuple[Score, dict[str, tuple[float, float, float]]]:
    """How passages were put together: those found, and the figures of pairs, of all and across dispatches."""
    told = [[tuple(one) for one in event["told"]] for event in key["event"]]
    every = sorted({passage for passages in told for passage in passages})
    means = desk.events(every)
    groups = [[one["event"] for one in row.get("sources", [{"event": row["id"]}])] for row in desk.record.stream("event")]
    together = pairs([[passage for passage in means if means[passage] in group] for group in groups])
    gold = pairs([[passage for passage in passages if passage in means] for passages in told])
    score = Score(found=len(means), of=len(every))
    score.misses += [f"not found: {': '.join(passage)}" for passage in every if passage not in means]
    for what, some in (("not put together", gold - together), ("wrongly put together", together - gold)):
        score.misses += sorted(f"{what}: {'  |  '.join(sorted(': '.join(one) for one in pair))}" for pair in some)
    figures = {}
    for name, chosen in (("all pairs", lambda pair: True), ("across", lambda pair: len({one[0] for one in pair}) > 1)):
        have, want = ({pair for pair in some if chosen(pair)} for some in (together, gold))
        figures[name] = f1(len(have & want), len(have), len(want))
    return score, figures


def copies(desk: Desk, key: Row) -> Score:
    """Each pair of dispatches: a copy or not, as the key says."""
    sketches = {name: sketch(text) for name, text in desk.texts.items()}
    gold = {frozenset(pair) for pair in key["copies"]}
    score = Score()
    for pair in map(frozenset, combinations(sorted(sketches), 2)):
        one, other = sorted(pair)
        score.of += 1
        right = copied(sketches[one], sketches[other]) == (pair in gold)
        score.right += right
        if not right:
            score.misses.append(f"{one} and {other} are {'copies' if pair in gold else 'no copies'}")
    return score


def commitments(desk: Desk, key: Row) -> Score:
    """The promises found, and those in the right state."""
    rows = list(desk.record.stream("commitment", as_of=AS_OF))
    acts = {row["id"]: row for row in desk.record.stream("event", each=True)}
    score = Score(of=len(key["commitment"]))
    for gold in key["commitment"]:
        passage = tuple(gold["words"])
        span = desk.span(passage)
        near = []
        for row in rows:
            if desk.dispatch(row) != passage[0]:
                continue
            act = acts.get(row["act"])
            half = any(min(e, span[1]) - max(s, span[0]) >= (span[1] - span[0]) / 2 for s, e in row["evidence"])
            if half or (act is not None and meets(act["trigger"], span)):
                near.append((act is not None and meets(act["trigger"], span), row))
        if not near:
            score.misses.append(f"not found: {': '.join(passage)}")
            continue
        best = max(near, key=lambda one: one[0])[1]
        score.found += 1
        score.right += best["state"] == gold["state"]
        if best["state"] != gold["state"]:
            score.misses.append(f"{best['state']}, not {gold['state']}: {': '.join(passage)}")
    return score


def relations(desk: Desk, key: Row) -> Score:
    """The relations of the key's days that are found, and those recorded that the key does not have."""
    score = Score()
    types = sorted({type_ for one in key["relation"] for type_, *_ in one["holds"]})
    for one in key["relation"]:
        rows = list(desk.record.stream("relation", as_of=one["on"], types=types))
        answered: set[str] = set()
        for type_, holder, other in one["holds"]:
            score.of += 1
            hits = [
                row for row in rows
                if row["type"] == type_ and desk.called(holder, row, row["parties"][:1]) and desk.called(other, row, row["parties"][1:])
            ]  # fmt: skip
            answered |= {row["id"] for row in hits}
            score.right += bool(hits)
            if not hits:
                score.misses.append(f"{one['on']}: no {type_} of {holder} and {other}")
        false = {}
        for row in rows:
            if row["id"] not in answered:
                known = desk.actors[desk.dispatch(row)]
                false[row["type"], *(known[id_] for id_ in row["parties"])] = desk.dispatch(row)
        score.false += len(false)
        score.misses += [f"{one['on']}: false {' '.join(what)}, in {where}" for what, where in sorted(false.items())]
    return score


def disputes(desk: Desk, key: Row) -> Score:
    """The key's points of dispute that are found, each by a dispute of its own."""
    found = list(desk.record.stream("dispute"))
    score = Score(of=len(key["dispute"]))
    used: set[str] = set()
    for gold in key["dispute"]:
        names = [side[0] for side in gold["sides"]]
        point = content_words(gold["about"]) - {word for name in names for word in content_words(name)} - {"whethe"}
        hits = []
        for row in found:
            sides = [side["holders"] for side in row["sides"]]
            opposed = any(
                desk.on_the_side(names[0], row, one) and desk.on_the_side(names[1], row, other)
                for number, one in enumerate(sides) for at, other in enumerate(sides) if number != at
            )  # fmt: skip
            evidence = (span for side in row["sides"] for span in side["evidence"])
            said = " ".join([row["about"], *(desk.texts[desk.dispatch(row)][start:end] for start, end in evidence)])
            shared = len(content_words(said) & point)
            if opposed and shared and row["id"] not in used:
                hits.append((shared, row["id"]))
        if hits:
            used.add(max(hits)[1])
            score.right += 1
        else:
            score.misses.append(f"not found: {gold['about']}")
    return score


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("-v", "--verbose", action="store_true", help="print what was missed")
    options = parser.parse_args()
    key = tomllib.loads((FOLDER / "key.toml").read_text(encoding="utf-8"))
    with tempfile.TemporaryDirectory() as folder, Record(Path(folder) / "grain.db") as record:
        desk = Desk(record, Reader())
        told, figures = merged(desk, key)
        lines = [f"events: {told.found} of {told.of} passages found"]
        for name, (precision, recall, both) in figures.items():
            lines.append(f"  merged, {name}: precision {precision:.0f} %, recall {recall:.0f} %, F1 {both:.0f} %")
        scores = {"events": told}
        scores["copies"] = one = copies(desk, key)
        lines.append(f"copies: {one.right} of {one.of} pairs right ({100 * one.right / one.of:.0f} %)")
        scores["commitments"] = one = commitments(desk, key)
        share = f"{100 * one.right / one.of:.0f} % of all, {100 * one.right / max(1, one.found):.0f} % of those found"
        lines.append(f"commitments: {one.found} of {one.of} found, {one.right} in the right state ({share})")
        scores["relations"] = one = relations(desk, key)
        lines.append(f"relations: {one.right} of {one.of} found, {one.false} false")
        scores["disputes"] = one = disputes(desk, key)
        lines.append(f"disputes: {one.right} of {one.of} found")
        print("\n".join(lines))
        if options.verbose:
            for name, one in scores.items():
                print("\n".join([f"\n{name}:", *(f"  {miss}" for miss in one.misses)]))


if __name__ == "__main__":
    main()
