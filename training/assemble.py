"""Join the trained tree and names pipelines to the one that ships.

    python training/assemble.py TREES NAMES OUT
"""

from __future__ import annotations

import argparse
import shutil
from pathlib import Path

import spacy

from foreigndesk.language import sentences as sentences  # registers the factory

VERSION = "0.1.0"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("trees", type=Path)
    parser.add_argument("names", type=Path)
    parser.add_argument("out", type=Path)
    args = parser.parse_args()
    nlp = spacy.load(args.trees)
    names = spacy.load(args.names, vocab=nlp.vocab)
    names.replace_listeners("tok2vec", "ner", ["model.tok2vec"])
    nlp.add_pipe("foreigndesk_sentences", first=True)
    nlp.add_pipe("ner", source=names)
    nlp.config["paths"] = dict.fromkeys(nlp.config["paths"])  # where the data lay is no part of the model
    performance = {**nlp.meta["performance"], **names.meta["performance"]}
    nlp.meta.update(
        name="foreigndesk", version=VERSION, description="Universal Dependencies and names for news, small CNN",
        license="CC BY-SA 4.0", performance={k: v for k, v in performance.items() if isinstance(v, float) and not k.endswith("_loss")},
    )
    shutil.rmtree(args.out, ignore_errors=True)
    nlp.to_disk(args.out, exclude=["vectors"])


if __name__ == "__main__":
    main()
