"""Every exception that foreigndesk raises on purpose.

::

    ForeignDeskError
    ├── IntakeError        FD1xx  an input that cannot be read as a report
    ├── LexiconError       FD2xx  a lexicon file that breaks its schema
    ├── LanguageError      FD3xx  a language pipeline that is missing or lacks what reading needs
    ├── RecordError        FD4xx  a record that cannot be opened, read or written
    └── UsageError         FD5xx  a call or option that makes no sense

Each carries a ``code`` and a one-line message that says what is wrong and what to do.
"""

from __future__ import annotations


class ForeignDeskError(Exception):
    """The root of the tree: ``code`` names the case, the message says the way out."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(f"[{code}] {message}")
        self.code = code
        self.message = message


class IntakeError(ForeignDeskError):
    """An input that cannot be read as a report."""


class LanguageError(ForeignDeskError):
    """A language pipeline that is missing or lacks what reading needs."""


class LexiconError(ForeignDeskError):
    """A lexicon file that breaks its schema."""


class RecordError(ForeignDeskError):
    """A record that cannot be opened, read or written."""


class UsageError(ForeignDeskError):
    """A call or option that makes no sense."""
