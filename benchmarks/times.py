"""Time expressions on the open corpora, by the times room alone (tense told by the words), and its speed once warm.

    python benchmarks/times.py CORPORA/times         each corpus of a folder, or one file of JSON lines
    python benchmarks/times.py CORPORA/times -v      and name each expression missed, misvalued or found beside the gold

The scorer ``score_corpus.py`` is looked for in the folders above. A corpus that annotates TEI dates alone marks no
lengths, no repetitions, no "now" or "recently", and writes the day of "Monday night": for it the figures are given twice,
for all that was found and for the dates among it.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import re
import time
from collections import defaultdict
from datetime import date
from pathlib import Path
from types import ModuleType
from typing import Any

from foreigndesk.model import DateWindow, Time
from foreigndesk.times import find, windows

_PART_OF_DAY = re.compile(r"(\d{4}-\d\d-\d\d)T[A-Z]{2}")


def scorer(corpus: Path) -> ModuleType:
    file = next((p for folder in corpus.resolve().parents if (p := folder / "score_corpus.py").exists()), None)
    if file is None:
        raise SystemExit(f"no score_corpus.py above {corpus}")
    spec = importlib.util.spec_from_file_location("score_corpus", file)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def published(report: dict[str, Any]) -> DateWindow | None:
    day = report.get("published") or report.get("dct") or report.get("dateCreated")
    return windows.day_window(date.fromisoformat(day[:10]), "given") if day else None


def record(report: dict[str, Any], times: list[Time]) -> dict[str, Any]:
    """What the scorer reads of one report."""
    rows = [{"span": list(t.span), "type": t.type, "value": t.value} for t in times]
    return defaultdict(list, {"report": {"text": report["text"]}, "time": rows})


def dates_alone(made: dict[str, Any]) -> dict[str, Any]:
    """The record without lengths, repetitions and times that no calendar has; a part of a day as its day."""
    kept = []
    for row in made["time"]:
        if row["type"] in ("DATE", "TIME") and row["value"][:1].isdigit():
            part = _PART_OF_DAY.fullmatch(row["value"])
            kept.append({**row, "value": part[1], "type": "DATE"} if part else row)
    return defaultdict(list, {**made, "time": kept})


def details(score: ModuleType, report: dict[str, Any], made: dict[str, Any]) -> None:
    """Print each gold expression that was missed or misvalued, and each that was found beside the gold."""
    text = report["text"]
    dates = report.get("dates", [])
    gold = report.get("timex") or [{**d, "value": d["when"]} for d in dates if d.get("when")]
    unjudged = [(d["start"], d["end"]) for d in dates if not d.get("when")]
    got = [(tuple(t["span"]), t) for t in made["time"] if not any(score.overlap(t["span"], u) for u in unjudged)]
    used: set[int] = set()

    def shown(start: int, end: int) -> str:
        return f"{text[max(0, start - 40) : start]}[{text[start:end]}]{text[end : end + 30]}".replace("\n", " | ")

    for t in gold:
        n = score.best_match((t["start"], t["end"]), got, used)
        if n is None:
            print(f"  missed    {t['value']:12} {shown(t['start'], t['end'])}")
            continue
        used.add(n)
        if score.calendar(got[n][1]["value"]) != score.calendar(t["value"]):
            print(f"  not {t['value']:12} {got[n][1]['value']:12} {shown(*got[n][0])}")
    for n, (span, row) in enumerate(got):
        if n not in used:
            print(f"  beside    {row['type']} {row['value']:12} {shown(*span)}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("-v", "--verbose", action="store_true", help="name each expression that does not answer the gold")
    args = parser.parse_args()
    score = scorer(args.corpus)
    for file in sorted(args.corpus.glob("*.jsonl")) if args.corpus.is_dir() else [args.corpus]:
        reports = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines() if line.strip()]
        made = {r["id"]: record(r, find(r["text"], published=published(r), report=r["id"])) for r in reports}
        print(f"{file.stem}: {len(reports)} reports")
        score.times(reports, made)
        if not any("timex" in report for report in reports):
            print(f"{file.stem}, its kind alone: dates")
            score.times(reports, {key: dates_alone(row) for key, row in made.items()})
        began = time.process_time()
        for report in reports:
            find(report["text"], published=published(report), report=report["id"])
        words = sum(len(report["text"].split()) for report in reports) / (time.process_time() - began)
        print(f"{words:,.0f} words a second of one core\n")
        if args.verbose:
            for report in reports:
                print(report["id"])
                details(score, report, made[report["id"]])


if __name__ == "__main__":
    main()
