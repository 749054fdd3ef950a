"""Reviews as gold lines: what people accepted or corrected, in a form that a reader of the same reports can be scored against.

A folder for each report has its text (``report.txt``) and its facts (``facts.jsonl``), one a line: ``kind``, ``in`` (words of the
report, unique in it, that point at the fact), and what is right of it. Who takes part is a regular expression on names and
codes; a window is two days; types, modes, statuses and states are lists of what is right. A key that is left out is not
judged. The first line tells the report's day, and for which kinds the list is ``complete``: those of which every fact that
the record has was reviewed, so that what was rejected counts against a reader.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

from foreigndesk.merging.same import MUTUAL
from foreigndesk.record.flat import KINDS
from foreigndesk.rows import Row

if TYPE_CHECKING:
    from foreigndesk.record import Record

_PLAIN = re.compile(r"[\w-]{1,80}")
_FEWEST, _MOST = 40, 200  # characters of the words that point at a fact
_CONTENT = 6  # words of a statement, condition or point of dispute
_COUNTRIES = frozenset({"state", "contested_polity"})


def write(record: Record, folder: Path) -> tuple[int, list[str]]:
    """Write the folders; how many facts there are, and one line for each review that cannot be told so."""
    by_report: dict[str, list[Row]] = defaultdict(list)
    for row in record.reviews():
        by_report[row["fact"]["report"]].append(row)
    known = {row["id"]: row for row in record.reports()}
    written, problems = 0, []
    for report, reviews in sorted(by_report.items()):
        found = known.get(report)
        if found is None or found["text"] is None:
            problems.append(f"{report}: its text is not in the record")
            continue
        lines: list[Row] = []
        for review in reviews:
            if review["verdict"] in ("accepted", "corrected"):
                try:
                    lines.append({"id": f"r{len(lines) + 1:02}", **_line(review, found)})
                except ValueError as error:
                    problems.append(f"{review['id']}: {error}")
        if lines:
            into = folder / (report if _PLAIN.fullmatch(report) else sha256(report.encode()).hexdigest()[:16])
            into.mkdir(parents=True, exist_ok=True)
            (into / "report.txt").write_text(found["text"], encoding="utf-8")
            told = [_meta(record, found, reviews), *lines]
            (into / "facts.jsonl").write_text("".join(json.dumps(one, ensure_ascii=False) + "\n" for one in told), encoding="utf-8")
            written += len(lines)
    return written, problems


def _meta(record: Record, report: Row, reviews: Sequence[Row]) -> Row:
    judged = {row["id"] for kind in KINDS for row in record.stream(kind, each=True, rejected=True) if "review" in row}
    left = {row["kind"] for row in record.rows(report["id"]) if row["kind"] in KINDS and row["id"] not in judged}
    reviewed = {row["fact"]["kind"] for row in reviews if row["verdict"] in ("accepted", "corrected")}
    out: Row = {"kind": "meta", "complete": [kind for kind in KINDS if kind in reviewed - left]}
    published = report["published"] or {}
    if published.get("earliest") and published["earliest"] == published["latest"]:
        out["given"] = {"published": published["earliest"]}
    return out


def _line(review: Row, report: Row) -> Row:
    """One gold line. Raises ValueError where the fact cannot be told so."""
    fact = review["fact"]
    row = {**fact["row"], **(review["correction"] or {})}
    told = dict(_TELLERS[fact["kind"]](row, fact, report["text"]))
    line = {"kind": fact["kind"]}
    if fact["kind"] != "dispute":  # whose evidence is that of its sides
        line["in"] = _pointer(fact, report)
    return {**line, **told}


def _pointer(fact: Row, report: Row) -> str:
    """Words around the one that a fact turns on, within its evidence, as few as are unique in the text."""
    text, evidence = report["text"], fact["words"]
    turns = fact["turns"] or [evidence[0][0], evidence[0][0] + 1, ""]
    start, end, words = next((one for one in evidence if one[0] <= turns[0] < one[1]), evidence[0])
    shift = 0
    if report["sha256"] != fact["sha256"]:
        at = text.find(words)
        if at < 0:
            raise ValueError("the report's text has changed, and its words are no longer in it")
        shift = at - start
    spans = [match.span() for match in re.finditer(r"\S+", text[start + shift : end + shift])]
    spans = [(first + start + shift, last + start + shift) for first, last in spans]
    low = high = max((n for n, one in enumerate(spans) if one[0] <= turns[0] + shift), default=0)
    while True:
        said = text[spans[low][0] : spans[high][1]]
        if (len(said) >= _FEWEST and text.count(said) == 1) or (low, high) == (0, len(spans) - 1):
            break
        if len(said) > _MOST:
            break
        low, high = max(0, low - 1), min(len(spans) - 1, high + 1)
    return " ".join(said.split())


def _pattern(fact: Row, id_: str) -> str:
    """An actor by name or, of a state, code."""
    actor = fact["actors"].get(id_)
    if actor is None:
        raise ValueError(f"the actor {id_} has no name")
    code = actor["iso3"] if actor["type"] in _COUNTRIES else None
    return "|".join(part for part in (re.escape(actor["name"]), code) if part)


def _patterns(fact: Row, ids: Sequence[str]) -> list[str]:
    return [_pattern(fact, id_) for id_ in ids]


def _days(window: Row | None) -> list[str] | None:
    ends = [window["earliest"], window["latest"]] if window else []
    return ends if ends and all(ends) else None


def _first(words: str) -> str:
    return re.escape(" ".join(words.split()[:_CONTENT]))


def _event(row: Row, fact: Row, text: str) -> Iterator[tuple[str, Any]]:
    yield "type", [row["type"]]
    for side in ("actors", "recipients"):
        if row[side]:
            yield side, _patterns(fact, row[side])
    if row["type"] in MUTUAL:
        yield "symmetric", True
    yield "status", [row["status"]]
    if row["mode"]:
        yield "mode", [row["mode"]]
    if row["cameo"]:
        yield "cameo", row["cameo"]
    if days := _days(row["when"]):
        yield "when", days
    if row["places"]:
        yield "place", re.escape(row["places"][0]["name"])
    if row["quantities"]:
        yield "quantity", [row["quantities"][0]["value"], re.escape(row["quantities"][0]["unit"])]


def _statement(row: Row, fact: Row, text: str) -> Iterator[tuple[str, Any]]:
    if row["speaker"] is None:
        raise ValueError("a statement without a speaker cannot be scored")
    yield "speaker", _pattern(fact, row["speaker"])
    yield "mode", [row["mode"]]
    yield "content", _first(_said(fact, row["content"][0], text))
    if days := _days(row["when"]):
        yield "when", days


def _said(fact: Row, span: Sequence[int], text: str) -> str:
    """Some words of a fact: its own where they lie in its evidence, whatever has become of the text."""
    for start, end, words in fact["words"]:
        if start <= span[0] and span[1] <= end:
            return str(words[span[0] - start : span[1] - start])
    return text[slice(*span)]


def _commitment(row: Row, fact: Row, text: str) -> Iterator[tuple[str, Any]]:
    if not row["debtor"]:
        raise ValueError("a commitment of nobody cannot be scored")
    yield "debtor", _pattern(fact, row["debtor"][0])
    if row["creditor"]:
        yield "creditor", _patterns(fact, row["creditor"])
    if row["condition"]:
        yield "condition", _first(_said(fact, row["condition"]["text"], text))
    if row["due"] and row["due"]["latest"]:
        yield "due", [row["due"]["latest"]] * 2
    yield "state", [row["state"]]


def _relation(row: Row, fact: Row, text: str) -> Iterator[tuple[str, Any]]:
    yield "type", [row["type"]]
    yield "parties", _patterns(fact, row["parties"])
    if days := _days(row["from"]):
        yield "from", days


def _dispute(row: Row, fact: Row, text: str) -> Iterator[tuple[str, Any]]:
    holders = [side["holders"] for side in row["sides"] if side["holders"]]
    if len(holders) < 2:
        raise ValueError("a dispute without two sides cannot be scored")
    yield "holders", [_pattern(fact, ids[0]) for ids in holders[:2]]
    yield "about", _first(row["about"])


_TELLERS = {"event": _event, "statement": _statement, "commitment": _commitment, "relation": _relation, "dispute": _dispute}
