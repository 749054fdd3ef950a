"""How each room's time grows with its input: the exponent of time over size, 1 where twice the text takes twice the time.

    python benchmarks/linear.py [--words 400] [--doublings 4] [--seed 1] [--traps] [--profile ROOM]

The text is news-like and made here, with new names as it goes on, so that whatever a room remembers grows with it; ``--traps`` takes
texts that slow patterns hang on, instead. Times are of the processor, the best of several runs where they are short. The exponent
is the slope of a straight line through the logarithms; "last" is that of the last doubling alone. Leaves with 1 where one is above 1.15.
"""

from __future__ import annotations

import argparse
import cProfile
import io
import json
import math
import os
import pstats
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import date
from pathlib import Path
from random import Random

for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "BLIS_NUM_THREADS"):
    os.environ.setdefault(name, "1")
sys.path.insert(0, str(Path(__file__).parent))

import foreigndesk.corridor as corridor
from foreigndesk import intake
from foreigndesk.errors import IntakeError
from foreigndesk.intake import day_window, from_html, from_text
from foreigndesk.model import Report
from foreigndesk.reader import Reader
from foreigndesk.reading.quotations import labels, quotations
from foreigndesk.record import Record
from foreigndesk.times import find
from hostile import traps

MOST = 1.15
SHORT_S = 0.02
ROOMS = {  # the corridor's functions by the room that they belong to; what is left of its time is the reading
    "propositions": ("tree", "graph", "tense_at"),
    "times": ("find", "date_undated"),
    "actors": ("resolve",),
    "places": ("find_mentions", "resolve_places"),
}
STATES = "Norway Kenya Somalia Egypt Sudan Ethiopia Poland Belarus Georgia Armenia Japan India Pakistan Chile Peru Iran Iraq Syria".split()
PLACES = "Geneva Oslo Nairobi Cairo Khartoum Warsaw Minsk Tbilisi Yerevan Tokyo Delhi Lahore Santiago Lima Basra Aleppo".split()
SYLLABLES = "ka ro lin ta mer sa vo dan il be ren go ha mi tor es wa ly".split()
OFFICES = ("President", "Prime Minister", "Foreign Minister", "General", "Ambassador", "Defence Minister")
DAYS = ("on Monday", "last week", "in mid-October", "on 3 March 2031", "two days ago", "by the end of June", "since 2029")
PATTERNS = (
    "{a} vowed {t} to reopen its border with {b} if the shelling near {p} stops.",
    "“We will not yield to {b},” {o} {n} told reporters in {p} {t}, “and we never did.”",
    "{a}'s forces killed at least {k} people near {p} {t}, officials said.",
    "{o} {n} of {a} denied that his troops had crossed into {b}, and called the reports a lie.",
    "{a} imposed sanctions on {b} {t}, and {c} said it would follow within {k} days.",
    "According to the {a} foreign ministry, {k} tanks were sent to {p}, which {b} claims.",
    "{n} met the ambassador of {b} in {p} {t}; they agreed to a ceasefire and to further talks.",
    "The ministry said that {b} had promised to withdraw {k} soldiers from {p} by the end of the month.",
    "{a} recognised the region in 1994, but {b} and {c} have refused to do so.",
    "She warned {c} that {a} would close the crossing at {p} unless the attacks on its convoys ended.",
)


def news(words: int, seed: int) -> str:
    """A report of about so many words; a longer one begins as the shorter does."""
    random = Random(seed)
    paragraphs: list[str] = []
    count = 0
    while count < words:
        sentences = [_sentence(random) for _ in range(3)]
        count += sum(len(sentence.split()) for sentence in sentences)
        paragraphs.append(" ".join(sentences))
    return "\n\n".join(paragraphs)


def _sentence(random: Random) -> str:
    a, b, c = random.sample(STATES, 3)
    name = " ".join("".join(random.choices(SYLLABLES, k=random.randrange(2, 5))).capitalize() for _ in range(2))
    return random.choice(PATTERNS).format(
        a=a, b=b, c=c, n=name, p=random.choice(PLACES), o=random.choice(OFFICES), t=random.choice(DAYS), k=random.randrange(2, 900)
    )


def html(text: str) -> str:
    paragraphs = "".join(f"<p>{paragraph}</p><div class='ad'><a href='/x'>More</a></div>" for paragraph in text.split("\n\n"))
    return f"<html><head><title>Talks go on at the border</title></head><body><article>{paragraphs}</article></body></html>"


def took(work: Callable[[], object]) -> float:
    """Seconds of processor time; the best of several where they are few."""
    best = math.inf
    for _ in range(5):
        start = time.process_time()
        with suppress(IntakeError):
            work()
        best = min(best, time.process_time() - start)
        if best > SHORT_S:
            break
    return best


@contextmanager
def by_room() -> Iterator[dict[str, float]]:
    """Counts the time of the corridor's functions while the block runs."""
    spent = dict.fromkeys(ROOMS, 0.0)
    kept = {function: getattr(corridor, function) for functions in ROOMS.values() for function in functions}

    def timed(function: str, room: str) -> Callable[..., object]:
        def run(*arguments: object, **options: object) -> object:
            start = time.process_time()
            try:
                return kept[function](*arguments, **options)
            finally:
                spent[room] += time.process_time() - start

        return run

    for room, functions in ROOMS.items():
        for function in functions:
            setattr(corridor, function, timed(function, room))
    try:
        yield spent
    finally:
        for function, own in kept.items():
            setattr(corridor, function, own)


def rooms(text: str, reader: Reader) -> dict[str, float]:
    """Each room's time on one text."""
    line = json.dumps({"text": text}).encode()
    report = Report("r", text, published=day_window(date(2031, 5, 14), "given"))
    done = {
        "intake: page": took(lambda: from_html(html(text))),
        "intake: pasted": took(lambda: from_text(text)),
        "intake: JSON lines": took(lambda: list(intake.reports(["-"], stdin=io.BytesIO(line)))),  # type: ignore[arg-type]
    }
    start = time.process_time()
    doc = reader.nlp(text)
    done["language"] = time.process_time() - start
    whole = math.inf
    spent: dict[str, float] = {}
    for _ in range(2):
        with by_room() as now:
            start = time.process_time()
            reading = reader._reading(report, doc)
            once = time.process_time() - start
        if once < whole:
            whole, spent = once, dict(now)
    done |= spent | {"reading": whole - sum(spent.values())}
    start = time.process_time()
    with Record("sqlite://") as record:
        done["record: open"] = time.process_time() - start
        start = time.process_time()
        record.add(reading, reader.provenance)
        done["record: add"] = time.process_time() - start
        done["record: ask"] = took(lambda: [list(record.table(kind)) for kind in ("event", "statement", "relation")])
    del done["record: open"]
    return done


def trapped(text: str) -> dict[str, float]:
    """The time of the rooms that read characters, on a text that slow patterns hang on."""
    return {
        "intake: page": took(lambda: from_html(f"<html><body><article><p>{text}</p></article></body></html>")),
        "intake: pasted": took(lambda: from_text(text)),
        "times": took(lambda: find(text, published=day_window(date(2031, 5, 14), "given"), report="r", tense_at=lambda _: "past")),
        "quotations": took(lambda: (quotations(text), list(labels(text)))),
    }


def exponent(sizes: list[int], times: list[float]) -> float:
    """The slope of the straight line of least squares through the logarithms."""
    xs, ys = [math.log(size) for size in sizes], [math.log(max(seconds, 1e-6)) for seconds in times]
    middle, level = sum(xs) / len(xs), sum(ys) / len(ys)
    return sum((x - middle) * (y - level) for x, y in zip(xs, ys, strict=True)) / sum((x - middle) ** 2 for x in xs)


def show(name: str, sizes: list[int], times: list[float]) -> bool:
    """Print one room's line; whether it grows faster than it may. Below some milliseconds nothing can be said."""
    fit, last = exponent(sizes, times), exponent(sizes[-2:], times[-2:])
    steep = fit > MOST and times[-1] > SHORT_S
    print(f"{name:34}" + "".join(f"{1000 * seconds:10.1f}" for seconds in times) + f"{fit:9.2f}{last:7.2f}{'  steep' if steep else ''}")
    return steep


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--words", type=int, default=400, help="of the shortest text")
    parser.add_argument("--doublings", type=int, default=4)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--traps", action="store_true")
    parser.add_argument("--profile", action="store_true", help="profile the corridor without the language on the longest text")
    args = parser.parse_args()
    factors = [2**n for n in range(args.doublings + 1)]
    steep = False
    print("milliseconds".ljust(34) + "".join(f"{f'{factor}×':>10}" for factor in factors) + "      fit   last")
    if args.traps:
        sizes = [args.words * 10 * factor for factor in factors]
        for name in [name for name, _ in traps(1)]:
            found = [trapped(next(text for trap, text in traps(size) if trap == name)) for size in sizes]
            for room in found[0]:
                steep |= show(f"{room}, {name}", sizes, [times[room] for times in found])
    else:
        reader = Reader()
        warm = news(200, args.seed)
        rooms(warm, reader)
        sizes = [args.words * factor for factor in factors]
        found = [rooms(news(size, args.seed), reader) for size in sizes]
        for room in found[0]:
            steep |= show(room, sizes, [times[room] for times in found])
        if args.profile:
            text = news(sizes[-1], args.seed)
            doc = reader.nlp(text)
            with cProfile.Profile() as profile:
                reader._reading(Report("r", text, published=day_window(date(2031, 5, 14), "given")), doc)
            pstats.Stats(profile).sort_stats("tottime").print_stats(25)
    raise SystemExit(steep)


if __name__ == "__main__":
    main()
