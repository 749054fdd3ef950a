"""What is not documented fails: fields of the JSON lines, commands and their options."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable
from pathlib import Path

import pytest
import typer
from typer.core import TyperCommand, TyperGroup

from foreigndesk import model
from foreigndesk.cli import app
from foreigndesk.rows import rows

DOCS = Path(__file__).parents[1] / "docs"
RENAMED = {"since": "from", "until": "to"}
MORE = {"report": {"sha256", "reader"}}

# the model's class → its heading in docs/schema.md
HEADINGS = {
    model.DateWindow: "Date window",
    model.Report: "report",
    model.Actor: "actor",
    model.Affiliation: "Affiliation",
    model.Time: "time",
    model.Place: "place",
    model.Event: "event",
    model.Quantity: "Quantity",
    model.Statement: "statement",
    model.Stance: "Stance",
    model.Commitment: "commitment",
    model.Condition: "Condition",
    model.StateChange: "State change",
    model.Relation: "relation",
    model.Dispute: "dispute",
    model.Side: "Side",
}


def documented() -> dict[str, set[str]]:
    """The fields in the table beneath each heading."""
    sections = re.split(r"^### ", (DOCS / "schema.md").read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]
    return {
        section.splitlines()[0]: set(re.findall(r"^\| `(\w+)` \| \S", section, re.MULTILINE)) for section in sections
    }


def test_every_class_of_the_model_has_its_heading() -> None:
    classes = {one for one in vars(model).values() if isinstance(one, type) and dataclasses.is_dataclass(one)}
    assert classes - {model.Reading} == set(HEADINGS)
    assert set(documented()) == set(HEADINGS.values())


@pytest.mark.parametrize("kind", HEADINGS, ids=lambda kind: kind.__name__)
def test_every_field_is_documented_and_nothing_else(kind: type) -> None:
    heading = HEADINGS[kind]
    fields = {RENAMED.get(field.name, field.name) for field in dataclasses.fields(kind)} | MORE.get(heading, set())
    assert documented()[heading] == fields


def test_rows_have_the_documented_fields(make_treaty: Callable[[], model.Reading], provenance: dict[str, str]) -> None:
    tables = documented()
    for row in rows(make_treaty(), reader=provenance):
        kind = row["kind"]
        assert set(row) == tables[kind] | ({"kind"} if kind == "report" else {"kind", "report"})


def commands() -> list[TyperCommand]:
    group = typer.main.get_command(app)
    assert isinstance(group, TyperGroup)
    return [command for command in group.commands.values() if isinstance(command, TyperCommand)]


@pytest.mark.parametrize("command", commands(), ids=lambda command: command.name)
def test_every_command_and_option_is_documented(command: TyperCommand) -> None:
    page = (DOCS / "commands.md").read_text(encoding="utf-8")
    section = re.search(rf"^## {command.name}\n(.*?)(?=^## |\Z)", page, re.MULTILINE | re.DOTALL)
    assert section, f"run docs/commands.py: {command.name} is not in docs/commands.md"
    said = " ".join(section[1].split())
    assert " ".join(str(command.help).split()) in said
    for parameter in command.params:
        help_ = " ".join(str(parameter.help).split())  # type: ignore[attr-defined]
        assert help_ in said, f"run docs/commands.py: {parameter.name} of {command.name} has changed"
        assert all(option in said for option in parameter.opts if option.startswith("--"))
