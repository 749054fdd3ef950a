"""When: time expressions turned into TIMEX3 values and date windows, and the day of a report that tells none."""

from foreigndesk.times.dating import date_report
from foreigndesk.times.finder import find

__all__ = ["date_report", "find"]
