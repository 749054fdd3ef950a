"""The scripts of ``benchmarks/`` find what they share beside them."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.append(str(Path(__file__).parents[2] / "benchmarks"))  # behind all packages: some scripts have a package's name
