"""Each room as a spaCy component, for pipelines of other people's making (docs/components.md).

    nlp = spacy.blank("en")
    for room in foreigndesk.components.ROOMS:
        nlp.add_pipe(f"foreigndesk_{room}")
    doc = nlp("Kenya vowed to reopen its border with Somalia.")
    doc._.fd_events

Where the package is installed spaCy finds the components by itself; elsewhere importing this module registers them.
"""

from __future__ import annotations

from foreigndesk.components.attributes import document
from foreigndesk.components.factories import ROOMS

__all__ = ["ROOMS", "document"]
