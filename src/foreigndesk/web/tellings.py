"""Facts as pages tell them: a line in words, the sentence it rests on, and where it leads."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from foreigndesk.record.browsing import Shown
from foreigndesk.record.flat import KINDS, quoted, spans, told_text
from foreigndesk.rows import Row
from foreigndesk.views import brief, words
from foreigndesk.web.marks import explanation

_QUOTE = 360


@dataclass(frozen=True, slots=True)
class Telling:
    """One fact for a page: its row, its line, the points below it, the words of its evidence, its days, its report."""

    row: Row
    line: str
    points: tuple[str, ...]
    quote: str
    when: str
    report: str
    names: Mapping[str, str]

    @property
    def id(self) -> str:
        """The fact's id."""
        return str(self.row["id"])

    @property
    def explain(self) -> str:
        """Where it is explained."""
        return explanation(self.id)

    @property
    def judge(self) -> str:
        """Where it is judged."""
        return f"/judge?{urlencode({'id': self.id})}"

    @property
    def review(self) -> Row | None:
        """What was judged of it: verdict and reviewer."""
        found: Row | None = self.row.get("review")
        return found

    @property
    def there(self) -> str:
        """Its words in its report."""
        return report_at(self.row["report"], self.id)

    @property
    def sources(self) -> list[Row]:
        """The reports that tell it, where several do."""
        return list(self.row.get("sources", ()))

    @property
    def independent(self) -> int:
        """How many of them are no copies."""
        return sum(one["independent"] for one in self.sources)


@dataclass(frozen=True, slots=True)
class Step:
    """One step in a commitment's life: its state, day and words, and the report that tells it."""

    state: str
    when: str
    words: str
    there: str | None


def report_at(id_: str, fact: str | None = None) -> str:
    """A report's page, or one fact on it."""
    return f"/report?{urlencode({'id': id_})}" + (f"#f-{fact}" if fact else "")


def actor_at(id_: str) -> str:
    """An actor's page."""
    return f"/actor?{urlencode({'id': id_})}"


def tell(shown: Shown) -> Telling:
    """A fact that was found in the record, in words."""
    head = {**shown.report, "text": shown.text}
    actors: list[Row] = [{"kind": "actor", "id": id_, "name": name} for id_, name in shown.names.items()]
    return _telling(shown.row, [head, *actors, *shown.related.values(), shown.row], shown.names)


def told(rows: Sequence[Row]) -> Iterator[Telling]:
    """The facts of one report's rows in words, in their order."""
    rows = [{**rows[0], "text": told_text(rows[0])}, *rows[1:]]
    names = {row["id"]: row["name"] for row in rows if row["kind"] == "actor"}
    for row in rows:
        if row["kind"] in KINDS:
            yield _telling(row, rows, names)


def _telling(row: Row, rows: Sequence[Row], names: Mapping[str, str]) -> Telling:
    head = rows[0]
    line = next(line for section in brief.brief(rows, {row["id"]}) for line in section.lines)
    when = row.get("when") or row.get("due") or row.get("from")
    quote = words.elided(quoted(spans(row), head["text"]), _QUOTE)
    return Telling(row, line.text, line.points, quote, words.window(when), brief.heading(head), names)


def steps(shown: Shown) -> list[Step]:
    """What became of a commitment, step by step."""
    return [_step(step, shown) for step in shown.row["history"]]


def _step(step: Row, shown: Shown) -> Step:
    said = step.get("words") or quoted(step["evidence"], shown.text)
    there = report_at(step["report"]) if step["report"] else None
    return Step(step["state"], words.window(step["when"]), words.elided(said, _QUOTE), there)


def waits_for(shown: Shown) -> str:
    """The words of a commitment's condition; empty where it has none."""
    condition: Any = shown.row["condition"]
    return quoted([condition["text"]], shown.text) if condition else ""
