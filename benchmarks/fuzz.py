"""Feeds every room hostile input for as long as asked, and prints each input that breaks one.

    python benchmarks/fuzz.py [--seconds 60] [--seed 1] [--room NAME…] [--atheris]

Inputs come from a seeded generator (benchmarks/hostile.py), so a finding is found again by its seed. An input that takes longer
than ten seconds is a finding, too. ``--atheris`` lets the fuzzer of that name (Apache-2.0; pip install atheris) look for inputs that
reach new code, with one room; it is no dependency.
"""

from __future__ import annotations

import argparse
import signal
import sys
import time
import traceback
from collections import Counter
from pathlib import Path
from random import Random
from types import FrameType

sys.path.insert(0, str(Path(__file__).parent))

LONGEST_S = 10
ROOMS = ("page", "stdin", "lines", "text", "times", "quotations", "reading")


class Hang(BaseException):
    """An input took too long; not an Exception, so that no room can take it for one of its own."""


def _ring(_signal: int, _frame: FrameType | None) -> None:
    raise Hang


def run(seconds: float, seed: int, rooms: list[str]) -> tuple[Counter[str], dict[str, tuple[str, object]]]:
    """How many inputs each room had, and of each kind of fault the first, with its seed and its shortest input."""
    from hostile import TARGETS

    signal.signal(signal.SIGALRM, _ring)
    tried: Counter[str] = Counter()
    found: dict[str, tuple[str, object]] = {}
    end = time.monotonic() + seconds
    number = 0
    spent: Counter[str] = Counter()
    while time.monotonic() < end:
        room = min(rooms, key=lambda name: spent[name])  # each its share of the time
        make, target = TARGETS[room]
        name = f"{room}:{seed}:{number}"
        value = make(Random(name))
        number += 1
        tried[room] += 1
        start = time.monotonic()
        signal.setitimer(signal.ITIMER_REAL, LONGEST_S)
        try:
            target(value)
        except (Exception, Hang) as error:
            signal.setitimer(signal.ITIMER_REAL, 0)
            last = traceback.extract_tb(error.__traceback__)[-1]
            kind = f"{room} {type(error).__name__} at {Path(last.filename).name}:{last.lineno}: {str(error)[:200]}"
            key = kind.split(": ")[0]
            if key not in found or len(value) < len(found[key][1]):  # type: ignore[arg-type]
                found[key] = (f"{name} {kind}", value)
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)
            spent[room] += time.monotonic() - start
    return tried, found


def guided(room: str, seconds: float, seed: int) -> None:
    """Let atheris look for inputs; it prints its findings itself and leaves."""
    import atheris

    with atheris.instrument_imports(include=["foreigndesk"]):
        from hostile import TARGETS

    _, target = TARGETS[room]
    takes_bytes = room in ("page", "stdin", "lines")

    def one(data: bytes) -> None:
        target(data if takes_bytes else data.decode("utf-8", "replace"))

    atheris.Setup([sys.argv[0], f"-max_total_time={int(seconds)}", f"-seed={seed}", f"-timeout={LONGEST_S}", "-max_len=4096"], one)
    atheris.Fuzz()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--room", action="append", choices=ROOMS)
    parser.add_argument("--atheris", action="store_true")
    args = parser.parse_args()
    rooms = args.room or list(ROOMS)
    if args.atheris:
        guided(rooms[0], args.seconds, args.seed)
        return
    tried, found = run(args.seconds, args.seed, rooms)
    for name, value in found.values():
        print(name)
        print(f"    {value!r}"[:600])
    print(", ".join(f"{room} {count}" for room, count in tried.items()), f"inputs in {args.seconds:.0f} s; {len(found)} kinds of fault")
    raise SystemExit(bool(found))


if __name__ == "__main__":
    main()
