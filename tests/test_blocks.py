"""Every code block of the README and the documents runs, and prints what is printed there."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

DOCS = Path(__file__).parents[1] / "docs"


def _load() -> ModuleType:
    spec = importlib.util.spec_from_file_location("docs_blocks", DOCS / "blocks.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module  # dataclasses look their module up
    spec.loader.exec_module(module)
    return module


blocks = _load()
PAGES = [page for page in blocks.pages() if any(blocks.blocks(page))]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_block_runs_and_prints_what_the_page_says(page: Path) -> None:
    for block, text in blocks.run(page):
        assert block.text == text, f"{page.name}, line {block.line}: run python docs/blocks.py"


def test_what_is_not_run_says_why() -> None:
    reasons = [block.why for page in PAGES for block in blocks.blocks(page) if block.why]
    assert all(len(why.split()) > 2 for why in reasons)
