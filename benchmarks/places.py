"""Places found in JSON-lines reports, as record rows on standard output, for the exam's scorer.

    python benchmarks/places.py INPUTS.jsonl [--language NAME | --alone] > OUT.jsonl

Names are found by the language network that ships, or by another spaCy pipeline; with ``--alone`` the gazetteer and the words
around each name decide by themselves. The time that the room took, without the language's, goes to standard error.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections import Counter
from pathlib import Path

import spacy

from foreigndesk.language import pipeline
from foreigndesk.model import Reading, Report
from foreigndesk.places import find_mentions, resolve
from foreigndesk.places.gazetteer import adjectives
from foreigndesk.rows import rows


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("inputs", type=Path)
    arguments.add_argument("--language", metavar="NAME")
    arguments.add_argument("--alone", action="store_true")
    options = arguments.parse_args()
    nlp = spacy.blank("en") if options.alone else pipeline.load(options.language)
    reports = [json.loads(line) for line in options.inputs.read_text(encoding="utf-8").splitlines()]
    spent, tokens = 0.0, 0
    for row, doc in zip(reports, nlp.pipe(row["text"] for row in reports), strict=True):
        words = [token.text for token in doc]
        names = [(ent.start, ent.end, ent.label_) for ent in doc.ents]
        start = time.perf_counter()
        mentions = find_mentions(row["text"], words=words, offsets=[t.idx for t in doc], names=names)
        countries = Counter(adjectives()[word.lower()] for word in words if word.lower() in adjectives())
        reading = Reading(Report(row["id"], row["text"]))
        reading.places = resolve(mentions, report=row["id"], countries=countries)
        spent, tokens = spent + time.perf_counter() - start, tokens + len(words)
        for out in rows(reading, reader={"version": "benchmark", "model": nlp.meta["name"], "lexicon": ""}):
            print(json.dumps(out, ensure_ascii=False))
    print(f"{1e3 * spent / len(reports):.2f} ms a report, {5e5 * spent / tokens:.2f} ms for 500 words", file=sys.stderr)


if __name__ == "__main__":
    main()
