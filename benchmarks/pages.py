"""How well the story is found on web pages: word F1 against gold bodies, or the share of must and must-not strings.

    python benchmarks/pages.py FOLDER

FOLDER holds ``html/NAME.html.gz`` and either ``ground-truth.json`` ({NAME: {"articleBody": …}}) or ``evaldata*.json``
({"NAME.html": {"with": […], "without": […]}}).
"""

from __future__ import annotations

import gzip
import json
import sys
from collections import Counter
from pathlib import Path
from typing import Any

from foreigndesk.errors import IntakeError
from foreigndesk.intake.decode import decode
from foreigndesk.intake.page import Page, read_page
from foreigndesk.intake.paragraphs import squeeze, tidy
from foreigndesk.intake.pasted import Story, read_story


def words(text: str) -> Counter[str]:
    return Counter("".join(c.lower() if c.isalnum() else " " for c in text).split())


def word_scores(found: str, gold: str) -> tuple[float, float, float]:
    have, want = words(found), words(gold)
    common = sum((have & want).values())
    if not common:
        return 0.0, 0.0, 0.0
    precision, recall = common / sum(have.values()), common / sum(want.values())
    return precision, recall, 2 * precision * recall / (precision + recall)


def read(path: Path) -> tuple[Page, Story] | None:
    """The page and its story as from_html finds them, whatever the language."""
    try:
        page = read_page(decode(gzip.decompress(path.read_bytes()), html=True))
    except IntakeError as error:
        print(f"{path.name}: {error}", file=sys.stderr)
        return None
    return page, read_story(page.text, title=page.title, headings=page.headings)


def against_bodies(folder: Path, gold: dict[str, Any], verbose: bool) -> None:
    scores = []
    for name, entry in sorted(gold.items()):
        found = read(folder / "html" / f"{name}.html.gz")
        one = word_scores("\n".join(found[1].paragraphs) if found else "", entry["articleBody"])
        scores.append(one)
        if verbose:
            print(f"{one[2]:.3f} p {one[0]:.3f} r {one[1]:.3f} {name[:12]} {entry.get('url', '')}")
    precision, recall, f1 = (sum(column) / len(scores) for column in zip(*scores, strict=True))
    print(f"{len(scores)} pages: word precision {precision:.3f}, recall {recall:.3f}, F1 {f1:.3f}")


def against_strings(folder: Path, gold: dict[str, Any], verbose: bool) -> None:
    kept, out, titles, dates = [], [], [], []
    for name, entry in sorted(gold.items()):
        found = read(folder / "html" / f"{name}.gz")
        text = squeeze(tidy(found[1].text)) if found else ""
        for wanted in entry["with"]:
            kept.append(squeeze(tidy(wanted)) in text)
            if verbose and not kept[-1]:
                print(f"{name}: lacks {wanted!r}")
        for unwanted in entry["without"]:
            out.append(squeeze(tidy(unwanted)) not in text)
            if verbose and not out[-1]:
                print(f"{name}: has {unwanted!r}")
        if entry.get("title"):
            titles.append(found is not None and words(found[1].title or "") == words(entry["title"]))
            if verbose and not titles[-1]:
                print(f"{name}: titled {found and found[1].title!r}, gold {entry['title']!r}")
        day = found[0].day if found else None
        if day and entry.get("date"):
            dates.append(day.isoformat() == entry["date"])
            if verbose and not dates[-1]:
                print(f"{name}: dated {day}, gold {entry['date']}")
    print(
        f"{len(gold)} pages: must kept {share(kept)}, must-not left out {share(out)}, titles {share(titles)}, "
        f"metadata dates {share(dates)} of {len(dates)}"
    )


def share(hits: list[bool]) -> str:
    return f"{sum(hits) / len(hits):.3f}" if hits else "-"


def main() -> None:
    verbose = "-v" in sys.argv
    folder = Path(next(argument for argument in sys.argv[1:] if argument != "-v"))
    bodies = folder / "ground-truth.json"
    if bodies.exists():
        against_bodies(folder, json.loads(bodies.read_text(encoding="utf-8")), verbose)
    else:
        strings = sorted(folder.glob("evaldata*.json"))[0]
        against_strings(folder, json.loads(strings.read_text(encoding="utf-8")), verbose)


if __name__ == "__main__":
    main()
