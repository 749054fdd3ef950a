"""Dictionaries of PETRARCH, PETRARCH2, UniversalPetrarch and TABARI, taken over as own frames and actors (docs/dictionaries.md).

``petrarch`` reads the files, ``verbs`` makes frames of verbs and their patterns, ``actors`` makes actors and bodies of names and
agents. What cannot be said in our terms is handed back with its line and the reason.
"""

from __future__ import annotations

from foreigndesk.dictionaries.imported import Imported, imported
from foreigndesk.dictionaries.petrarch import Note

__all__ = ["Imported", "Note", "imported"]
