"""Places found in JSON-lines reports, as record rows on standard output, for the exam's scorer.

    python benchmarks/places.py INPUTS.jsonl [PIPELINE] > OUT.jsonl

PIPELINE is the folder or name of a spaCy pipeline with names (labels PER, ORG, LOC, NORP); without it the gazetteer and
the words around each name decide alone. The time that the room took, without the pipeline's, goes to standard error.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections import Counter
from pathlib import Path

import spacy

from foreigndesk.model import Reading, Report
from foreigndesk.places import find_mentions, resolve
from foreigndesk.places.gazetteer import adjectives
from foreigndesk.rows import rows

LABELS = {"GPE": "LOC", "FAC": "LOC", "PERSON": "PER"}


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("inputs", type=Path)
    arguments.add_argument("pipeline", nargs="?")
    options = arguments.parse_args()
    nlp = spacy.load(options.pipeline) if options.pipeline else spacy.blank("en")
    reports = [json.loads(line) for line in options.inputs.read_text(encoding="utf-8").splitlines()]
    spent, tokens = 0.0, 0
    for row, doc in zip(reports, nlp.pipe(row["text"] for row in reports), strict=True):
        words = [token.text for token in doc]
        names = [(ent.start, ent.end, LABELS.get(ent.label_, ent.label_)) for ent in doc.ents]
        start = time.perf_counter()
        mentions = find_mentions(row["text"], words=words, offsets=[t.idx for t in doc], names=names)
        countries = Counter(adjectives()[word.lower()] for word in words if word.lower() in adjectives())
        reading = Reading(Report(row["id"], row["text"]))
        reading.places = resolve(mentions, report=row["id"], countries=countries)
        spent, tokens = spent + time.perf_counter() - start, tokens + len(words)
        for out in rows(reading, reader={"version": "benchmark", "model": options.pipeline or "none", "lexicon": ""}):
            print(json.dumps(out, ensure_ascii=False))
    print(f"{1e3 * spent / len(reports):.2f} ms a report, {5e5 * spent / tokens:.2f} ms for 500 words", file=sys.stderr)


if __name__ == "__main__":
    main()
