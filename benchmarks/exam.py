"""The open exam's facts: score every report, and compare with the figures kept in exam.json.

    python benchmarks/exam.py EXAM            print the table
    python benchmarks/exam.py EXAM --keep     and keep the figures
    python benchmarks/exam.py EXAM --compare  and print what has changed since they were kept

EXAM is the folder that holds ``score_facts.py``, ``seed`` and ``facts``. The scorer's own process reads nothing of ours:
each report is read here in one process and handed to it as a file.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import sys
from datetime import date
from pathlib import Path
from types import ModuleType
from typing import Any

from foreigndesk.intake import reports
from foreigndesk.model import Report
from foreigndesk.reader import Reader
from foreigndesk.rows import rows

KEPT = Path(__file__).with_name("exam.json")
PARTS = {"seed": ["seed"], "facts": ["facts/*"]}


def scorer(exam: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("score_facts", exam / "score_facts.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def record(reader: Reader, folder: Path, gold: list[dict[str, Any]]) -> list[dict[str, Any]]:
    file = next(p for p in sorted(folder.iterdir()) if p.name.startswith("report."))
    given = next((g for g in gold if g["kind"] == "meta"), {}).get("given", {}).get("published")
    report = next(iter(reports([file], published=date.fromisoformat(given) if given else None)))
    if not isinstance(report, Report):
        raise SystemExit(f"{file}: {report}")
    return list(rows(reader.read(report), reader=reader.provenance))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("exam", type=Path)
    parser.add_argument("--keep", action="store_true")
    parser.add_argument("--compare", action="store_true")
    parser.add_argument("-v", "--verbose", action="store_true", help="name each fact that was missed or partly wrong")
    parser.add_argument("--spurious", action="store_true", help="name each recorded fact that answers no gold fact")
    parser.add_argument("--json", type=Path, help="write the figures to this file too")
    args = parser.parse_args()
    score = scorer(args.exam)
    reader = Reader()
    result: dict[str, dict[str, dict[str, float | None]]] = {}
    met: dict[tuple[str, str], list[int]] = {}
    for part, patterns in PARTS.items():
        total: dict[str, Any] = {"kinds": {}, "attrs": {}}
        first = True
        for folder in sorted(f for pattern in patterns for f in args.exam.glob(pattern)):
            gold = score.load(folder / "facts.jsonl")
            rec = score.Record(json.loads(json.dumps(record(reader, folder, gold))))
            total = score.tally(rec, gold, folder.name, args.verbose, None if first else total)
            first = False
            if args.spurious:
                spurious(score, rec, gold, folder.name)
        result[part] = figures(total["kinds"])
        for attribute, (right, asked) in total["attrs"].items():
            met[attribute] = [a + b for a, b in zip(met.get(attribute, [0, 0]), (right, asked), strict=True)]
    show(result)
    print("met where the fact is found:")
    for attribute, (right, asked) in sorted(met.items()):
        print(f"  {' '.join(attribute):24}{right:>4} of{asked:>4}{100 * right / asked:>7.1f} %")
    if args.compare and KEPT.exists():
        compare(json.loads(KEPT.read_text()), result)
    if args.json:
        args.json.write_text(json.dumps(result))
    if args.keep:
        KEPT.write_text(json.dumps(result, indent=1, sort_keys=True) + "\n")


def spurious(score: ModuleType, rec: Any, gold: list[dict[str, Any]], name: str) -> None:
    hits = {id(hit) for _, hit, _ in score.score([g for g in gold if g["kind"] != "meta"], rec) if hit is not None}
    complete = next((g for g in gold if g["kind"] == "meta"), {}).get("complete", ())
    for kind in complete:
        for row in rec.by_kind[kind]:
            if id(row) in hits:
                continue
            people = [rec.actors[a]["name"] for key in ("actors", "recipients", "debtor", "parties") for a in row.get(key) or ()]
            words = " ".join(rec.text[slice(*rec.evidence(row)[0])].split()) if rec.evidence(row) else ""
            trigger = rec.text[slice(*row["trigger"])] if "trigger" in row else rec.text[slice(*row["cue"])] if "cue" in row else ""
            told = " ".join(row.get(key) or "" for key in ("type", "frame", "status"))
            print(f"  + {name} {kind} {told} [{trigger}] {people} :: {words[:160]}")


def figures(kinds: dict[str, list[int]]) -> dict[str, dict[str, float | None]]:
    out: dict[str, dict[str, float | None]] = {}
    whole = [0, 0, 0]
    for kind, (gold, found, right, _, complete, matched) in sorted(kinds.items()):
        out[kind] = {
            "gold": gold,
            "found": round(100 * found / max(1, gold), 1),
            "right": round(100 * right / max(1, gold), 1),
            "precision": round(100 * matched / complete, 1) if complete else None,
        }
        whole = [whole[0] + gold, whole[1] + found, whole[2] + right]
    out["total"] = {
        "gold": whole[0],
        "found": round(100 * whole[1] / max(1, whole[0]), 1),
        "right": round(100 * whole[2] / max(1, whole[0]), 1),
        "precision": None,
    }
    return out


def show(result: dict[str, dict[str, dict[str, float | None]]]) -> None:
    print(f"{'part':7}{'kind':12}{'gold':>6}{'found %':>9}{'right %':>9}{'precision %':>13}")
    for part, kinds in result.items():
        for kind, f in kinds.items():
            precision = "-" if f["precision"] is None else f["precision"]
            print(f"{part:7}{kind:12}{f['gold']:>6}{f['found']:>9}{f['right']:>9}{precision:>13}")


def compare(kept: dict[str, Any], now: dict[str, Any]) -> None:
    changed = [
        f"  {part} {kind} {key}: {before[key]} -> {now.get(part, {}).get(kind, {}).get(key)}"
        for part, kinds in kept.items()
        for kind, before in kinds.items()
        for key in before
        if before[key] != now.get(part, {}).get(kind, {}).get(key)
    ]
    print("\n".join(["changed since the figures were kept:", *changed]) if changed else "no figure has changed since they were kept")


if __name__ == "__main__":
    sys.exit(main())
