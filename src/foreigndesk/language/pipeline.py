"""The language pipeline: text to a Doc with sentences, tags, lemmas, tree and names.

The default is one component over the network that ``training/`` makes and that ships in ``weights/``. Any installed spaCy
pipeline with Universal Dependencies labels, or with ClearNLP's, can take its place by name.
"""

from __future__ import annotations

import functools

import spacy
from spacy.language import Language

from foreigndesk.errors import LanguageError
from foreigndesk.language import clearnlp, component
from foreigndesk.language import sentences as sentences  # registers the factory


@functools.cache
def load(name: str | None = None) -> Language:
    """The pipeline called ``name``, or the one that ships. Loaded once a process.

    Raises LanguageError where it is not installed or broken (FD301) or has no tree that can be used (FD302).
    """
    if name is None:
        nlp = spacy.blank("en")
        made = nlp.add_pipe("foreigndesk_language", config={"weights": str(component.WEIGHTS)})
        nlp.meta.update(name="foreigndesk", version=made.encoder.labels["version"][0])  # type: ignore[attr-defined]
        return nlp
    try:
        nlp = spacy.load(name)
    except OSError as error:
        what = f"the language pipeline {name!r} cannot be loaded ({error}); install it, or leave --language out"
        raise LanguageError("FD301", what) from error
    if "foreigndesk_language" in nlp.pipe_names:
        return nlp
    clearnlp.adapt(nlp)
    if "foreigndesk_sentences" not in nlp.pipe_names:
        nlp.add_pipe("foreigndesk_sentences", first=True)
    return nlp


def provenance(name: str | None = None) -> str:
    """The pipeline's name and version, for the record."""
    meta = load(name).meta
    return f"{meta['lang']}_{meta['name']}-{meta['version']}"
