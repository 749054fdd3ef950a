"""The site: ``make docs`` builds it into ``site/``, every warning and every broken link an error."""

from __future__ import annotations

import sys
from pathlib import Path

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE), str(HERE.parent / "src")]

import frames  # noqa: E402

from foreigndesk import __version__  # noqa: E402

project = "Foreign Desk"
author = copyright = "the authors of Foreign Desk"
release = version = __version__
extensions = ["myst_parser", "sphinx.ext.autodoc", "sphinx.ext.autosummary"]
exclude_patterns = ["pictures/README.md"]
myst_enable_extensions = ["attrs_inline", "deflist"]
myst_heading_anchors = 3
autodoc_member_order = "bysource"
autodoc_typehints = "signature"
autodoc_default_options = {"members": True, "show-inheritance": True}
html_theme = "furo"
html_title = "Foreign Desk"
html_copy_source = False
html_show_sphinx = False
linkcheck_timeout = 20

frames.TARGET.write_text(frames.render(), encoding="utf-8")
