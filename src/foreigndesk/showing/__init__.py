"""What notebooks show: a reading as its marked text, a record as a timeline or a table (docs/notebooks.md).

The HTML is plain: styles stand in the elements, nothing is loaded, no script runs, and all words of a report are escaped.
"""

from __future__ import annotations

from foreigndesk.showing.shown import Shown
from foreigndesk.showing.tables import table, timeline
from foreigndesk.showing.text import reading

__all__ = ["Shown", "reading", "table", "timeline"]
