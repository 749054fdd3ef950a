"""Intake: finds the report in what it is given, a page, a pasted text, JSON lines, a folder, and hands on a Report."""

from foreigndesk.intake.dates import day_window
from foreigndesk.intake.inputs import reports
from foreigndesk.intake.report import from_html, from_text

__all__ = ["day_window", "from_html", "from_text", "reports"]
