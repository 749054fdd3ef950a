"""``python -m foreigndesk.cli``."""

from foreigndesk.cli import main

main()
