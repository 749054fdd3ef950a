"""Why the record says what it says: the report is read again by the same rules, and each step is written down."""

from foreigndesk.explaining.asking import explain, explained
from foreigndesk.explaining.tree import Explanation, Reason

__all__ = ["Explanation", "Reason", "explain", "explained"]
