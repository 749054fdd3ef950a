"""What benchmarks of judged facts share: the reports they are drawn from, and shares with their intervals."""

from __future__ import annotations

import math
import random
from pathlib import Path

from foreigndesk.intake import reports
from foreigndesk.model import Report


def load(folder: Path, sample: int | None = None, seed: int = 5) -> list[Report]:
    """The reports of a folder's JSON lines, or a fixed sample of them. Raises the IntakeError of one that cannot be read."""
    out: list[Report] = []
    for found in reports(sorted(folder.rglob("*.jsonl"))):
        if not isinstance(found, Report):
            raise found
        out.append(found)
    if sample is None or sample >= len(out):
        return out
    return [out[i] for i in sorted(random.Random(seed).sample(range(len(out)), sample))]


def wilson(hits: int, n: int) -> tuple[float, float]:
    """The 95 % interval of a share, in per cent (Wilson 1927)."""
    if n == 0:
        return 0.0, 100.0
    z, share = 1.96, hits / n
    centre = (share + z * z / (2 * n)) / (1 + z * z / n)
    half = z * math.sqrt(share * (1 - share) / n + z * z / (4 * n * n)) / (1 + z * z / n)
    return max(0.0, 100 * (centre - half)), min(100.0, 100 * (centre + half))


def told(hits: int, n: int) -> str:
    """A share in words: how many of how many, per cent, its interval."""
    low, high = wilson(hits, n)
    return f"{hits} of {n}, {100 * hits / max(1, n):.1f} % ({low:.1f}-{high:.1f})"
