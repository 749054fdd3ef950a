"""The language pipeline: text to a Doc with sentences, tags, lemmas, tree and names.

The default is the pipeline that ``training/`` makes and that ships in ``weights/``; any installed spaCy pipeline with
Universal Dependencies labels can take its place by name.
"""

from __future__ import annotations

import functools
from pathlib import Path

import spacy
from spacy.language import Language

from foreigndesk.errors import LanguageError
from foreigndesk.language import sentences as sentences  # registers the factory

WEIGHTS = Path(__file__).parent / "weights"
NEEDED_LABELS = frozenset({"nsubj", "obj", "obl", "case", "conj", "ccomp", "xcomp"})


@functools.cache
def load(name: str | None = None) -> Language:
    """The pipeline called ``name``, or the one that ships. Loaded once a process.

    Raises LanguageError where it is not installed (FD301) or has no tree with UD labels (FD302).
    """
    try:
        # The shipped pipeline's tokeniser is spaCy's own for English, which the configuration has made already.
        nlp = spacy.load(WEIGHTS, exclude=["tokenizer"]) if name is None else spacy.load(name)
    except OSError as error:
        what = "the shipped weights" if name is None else f"the language pipeline {name!r}"
        raise LanguageError("FD301", f"{what} cannot be loaded ({error}); install it, or leave --language out") from error
    if "parser" not in nlp.pipe_names or not set(nlp.pipe_labels["parser"]) >= NEEDED_LABELS:
        raise LanguageError("FD302", f"{name!r} has no parser with Universal Dependencies labels; choose a UD pipeline")
    if "foreigndesk_sentences" not in nlp.pipe_names:
        nlp.add_pipe("foreigndesk_sentences", first=True)
    return nlp


def provenance(name: str | None = None) -> str:
    """The pipeline's name and version, for the record."""
    meta = load(name).meta
    return f"{meta['lang']}_{meta['name']}-{meta['version']}"
