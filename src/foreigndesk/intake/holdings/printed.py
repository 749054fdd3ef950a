"""Lines of a printed page made paragraphs again."""

from __future__ import annotations

import re
from collections.abc import Sequence
from statistics import quantiles

_STOP = re.compile(r"[.!?:]['\"”’)]*\Z")
_HYPHEN = re.compile(r"\w-\Z")


def reflowed(lines: Sequence[str]) -> str:
    """Lines of a printed page as paragraphs: one ends with a blank line, or with a sentence on a short line."""
    lengths = [len(line.rstrip()) for line in lines if line.strip()]
    if len(lengths) < 2:
        return "\n".join(lines)
    full = quantiles(lengths, n=10)[-1]  # the measure: one line in ten is longer
    parts: list[str] = [""]
    for line in (line.strip() for line in lines):
        if not line:
            parts.append("")
        elif _HYPHEN.search(parts[-1]) and line[0].islower():
            parts[-1] = parts[-1][:-1] + line
        else:
            parts[-1] = f"{parts[-1]} {line}".lstrip()
        if line and len(line) < 0.8 * full and (_STOP.search(line) or len(parts[-1]) == len(line)):
            parts.append("")
    return "\n\n".join(part for part in parts if part)
