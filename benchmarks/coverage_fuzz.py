"""Lets a coverage-guided fuzzer look for the inputs that break a room: atheris (Apache-2.0), which is no dependency.

    pip install atheris
    python benchmarks/coverage_fuzz.py [--minutes 6] [--seed 1] [--room NAME…] [--folder FOLDER] [--longest 800]

Each room gets so many minutes of the processor's time in a process of its own, begins with texts of benchmarks/hostile.py and
mutates those that reach new code of the package, with that file's fragments as its dictionary. What a room is asked to keep is told
by its target there. A finding is printed once for each place that it is raised at, with its shortest input, and the
search goes on; an input that takes more than five seconds is one, too. ``--folder`` keeps the inputs that reached new code, to
go on from another day. Leaves with 1 where anything was found.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
import traceback
from collections.abc import Callable
from pathlib import Path
from random import Random

sys.path.insert(0, str(Path(__file__).parent))

LONGEST_S = 5  # of the processor's time; by the clock, a hanging process is ended after so many times as much
PATIENCE = 40
SEEDS = 60
BYTES = ("page", "stdin", "lines")
ROOMS = (*BYTES, "text", "times", "quotations", "reading")
FOUND, TRIED = "found.json", "tried"


def fuzz(room: str, folder: Path, seconds: float, longest: int, seed: int) -> None:
    """The process of one room: ends with the time, or where an input hangs."""
    import atheris

    with atheris.instrument_imports(include=["foreigndesk"]):
        import hostile

    target: Callable[..., None] = hostile.TARGETS[room][1]
    path = folder / FOUND
    found: dict[str, list[str]] = json.loads(path.read_text("utf-8")) if path.exists() else {}
    tried = 0
    end = time.process_time() + seconds

    def one(data: bytes) -> None:
        nonlocal tried
        tried += 1
        value = data if room in BYTES else data.decode("utf-8", "replace")
        start = time.process_time()
        try:
            target(value)
        except Exception as error:
            frames = traceback.extract_tb(error.__traceback__)
            last = ([frame for frame in frames if "foreigndesk" in frame.filename] or frames)[-1]
            place = f"{type(error).__name__} at {Path(last.filename).name}:{last.lineno}"
            if place not in found or len(repr(value)) < len(found[place][1]):
                found[place] = [str(error)[:200], repr(value)]
                path.write_text(json.dumps(found), "utf-8")
        now = time.process_time()
        if now - start > LONGEST_S and tried > 1:  # the first loads what is loaded once
            found["slow"] = [f"{now - start:.1f} s", repr(value)]
            path.write_text(json.dumps(found), "utf-8")
        if now > end or tried % 100 == 0:
            (folder / TRIED).write_text(str(tried), "utf-8")
        if now > end:
            os._exit(0)  # libFuzzer would take SystemExit for a finding

    options = [f"-seed={seed}", f"-timeout={LONGEST_S * PATIENCE}", f"-max_len={longest}", f"-dict={folder / 'dictionary'}"]
    options += ["-print_final_stats=0", "-verbosity=0", "-rss_limit_mb=4096", f"-artifact_prefix={folder}/"]
    atheris.Setup([sys.argv[0], *options, str(folder / "corpus")], one)
    atheris.Fuzz()


def prepare(room: str, folder: Path, longest: int, seed: int) -> None:
    """The inputs to begin with, and the dictionary."""
    import hostile

    (folder / "corpus").mkdir(parents=True, exist_ok=True)
    for number in range(SEEDS):
        value = hostile.TARGETS[room][0](Random(f"{room}:{seed}:{number}"))
        data = value if isinstance(value, bytes) else str(value).encode("utf-8", "replace")
        (folder / "corpus" / f"seed-{number}").write_bytes(data[:longest])
    fragments = [*hostile.WORDS, *hostile.MARKS, *hostile.STRANGE, *(hostile.TAGS if room in BYTES else ())]
    entries = ['"' + "".join(f"\\x{byte:02x}" for byte in fragment.encode()[:60]) + '"' for fragment in fragments]
    (folder / "dictionary").write_text("\n".join(entries) + "\n", "utf-8")


def spent() -> float:
    """Seconds of processor time of the processes that have ended."""
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def room_run(room: str, folder: Path, args: argparse.Namespace) -> int:
    """All of one room's time; how many findings. A process that an input ended is followed by another."""
    prepare(room, folder, args.longest, args.seed)
    began, tried, runs = spent(), 0, 0
    while (left := args.minutes * 60 - (spent() - began)) > 5:
        command = [sys.executable, __file__, "--one", room, "--folder", str(folder), "--longest", str(args.longest)]
        done = subprocess.run([*command, "--minutes", str(left / 60), "--seed", str(args.seed + runs)], capture_output=True, check=False)
        runs += 1
        tried += int((folder / TRIED).read_text("utf-8")) if (folder / TRIED).exists() else 0
        if not (folder / TRIED).exists():
            raise SystemExit(done.stderr.decode("utf-8", "replace")[-2000:])
    path = folder / FOUND
    found: dict[str, list[str]] = json.loads(path.read_text("utf-8")) if path.exists() else {}
    hangs = [*folder.glob("timeout-*"), *folder.glob("crash-*"), *folder.glob("oom-*")]
    corpus = sum(1 for _ in (folder / "corpus").iterdir())
    print(f"{room}: {tried} inputs in {(spent() - began) / 60:.1f} min, {corpus} kept; {len(found) + len(hangs)} findings", flush=True)
    for place, (message, value) in found.items():
        print(f"    {place}: {message}\n        {value[:1000]}")
    for hang in hangs:
        print(f"    {hang.name.split('-')[0]}\n        {hang.read_bytes()!r:.1000}")
    return len(found) + len(hangs)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--minutes", type=float, default=6, help="of each room")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--room", action="append", choices=ROOMS)
    parser.add_argument("--folder", type=Path)
    parser.add_argument("--longest", type=int, default=800, help="bytes of an input")
    parser.add_argument("--one", choices=ROOMS, help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.one:
        fuzz(args.one, args.folder, args.minutes * 60, args.longest, args.seed)
        return
    with tempfile.TemporaryDirectory() as temporary:
        findings = sum(room_run(room, (args.folder or Path(temporary)) / room, args) for room in args.room or ROOMS)
    raise SystemExit(bool(findings))


if __name__ == "__main__":
    main()
