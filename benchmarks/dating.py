"""Reports with their date lines taken out: does the true day lie in the window that their words allow, and how wide is it?

    python benchmarks/dating.py TEXTS        a file of JSON lines, or a folder of such files
    python benchmarks/dating.py TEXTS -v     and name each report whose day lies outside, with the reasons

Each line has ``text``, a ``title`` or none, and its day as ``published`` or ``date``. Titles are read with the text, as the
reader has them. No language pipeline is loaded: tenses are told by the words.
"""

from __future__ import annotations

import argparse
import json
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from foreigndesk.model import DateWindow
from foreigndesk.undated import date_undated

_MONTH = (
    r"(?:Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|June?|July?|Aug(?:ust|\.)?|Sept(?:ember|\.)?|Oct(?:ober|\.)?"
    r"|Nov(?:ember|\.)?|Dec(?:ember|\.)?)"
)
_DAY = rf"(?:{_MONTH} \d{{1,2}}(?:, \d{{4}})?|\d{{1,2}} {_MONTH}(?: \d{{4}})?|\d{{4}}-\d\d-\d\d)"
# a line that is a date alone, and the date of a dateline ("GENEVA, March 3 (Agency) –")
_LINE = re.compile(rf"^[ \t\xa0]*(?:(?:Published|Updated|Posted)(?: on)?:? )?(?:\w+day, )?{_DAY}[ \t\xa0]*$\n?", re.MULTILINE)
_DATELINE = re.compile(rf"^([A-Z][\w .'-]+), (?:\w+day, )?{_DAY}(?=[ ,]*(?:\(|[-–—]))", re.MULTILINE)

SHARES = (7, 31, 366, 1461, 3653)  # a week, a month, a year, four, ten


def undated(text: str) -> str:
    """The text without its date lines and the dates of its datelines."""
    return _DATELINE.sub(r"\1", _LINE.sub("", text)).strip()


def reports(texts: Path) -> Iterator[tuple[str, str, date]]:
    """The id, the text without its date, and the true day of each report."""
    for file in sorted(texts.rglob("*.jsonl")) if texts.is_dir() else [texts]:
        for line in file.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            day = date.fromisoformat((row.get("published") or row["date"])[:10])
            title = row.get("title")
            yield row["id"], (f"{title}\n\n" if title else "") + undated(row["text"]), day


def holds(window: DateWindow, day: date) -> bool:
    return (window.earliest or day) <= day <= (window.latest or day)


def quartiles(widths: list[float]) -> list[str]:
    """The quartiles; a window with an open end is wider than any other."""
    ordered = sorted(widths)
    found = [ordered[min(len(ordered) - 1, len(ordered) * k // 4)] for k in (1, 2, 3)] if ordered else []
    return ["open" if width == float("inf") else f"{width:.0f}" for width in found]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("texts", type=Path)
    parser.add_argument("-v", "--verbose", action="store_true", help="name each report whose day lies outside its window")
    args = parser.parse_args()
    widths: list[float] = []
    count = placed = inside = bounded = bounded_inside = 0
    for name, text, day in reports(args.texts):
        count += 1
        window = date_undated(text)
        if window is None or (window.earliest is None and window.latest is None):
            continue  # nothing is known of it but perhaps a weekday
        placed += 1
        within = holds(window, day)
        inside += within
        if window.earliest and window.latest:
            bounded += 1
            bounded_inside += within
            widths.append((window.latest - window.earliest).days + 1)
        else:
            widths.append(float("inf"))
        if args.verbose and not within:
            print(f"{name}  {day}  {window.edtf}  {text.splitlines()[0][:70]}\n    " + "\n    ".join(window.reasons))
    print(f"{count} reports; {placed} with a window, {count - placed} of which nothing is known; {bounded} windows are closed")
    print(f"the true day lies inside {100 * inside / placed:.1f} % of the windows")
    print(f"the true day lies inside {100 * bounded_inside / max(1, bounded):.1f} % of the closed windows")
    everything = [*widths, *[float("inf")] * (count - placed)]
    for label, kept in (("all reports", everything), ("closed windows", [w for w in widths if w != float("inf")])):
        print(f"days of the window, {label}: quartiles {', '.join(quartiles(kept))}")
    shares = ", ".join(f"≤ {days}: {100 * sum(w <= days for w in widths) / count:.1f} %" for days in SHARES)
    print(f"share of all reports with a window of days {shares}")



if __name__ == "__main__":
    main()
