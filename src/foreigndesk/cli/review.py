"""``foreigndesk review`` and ``reviews``: what people judge of the record's facts."""

from __future__ import annotations

import getpass
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from foreigndesk.cli.options import RecordOption, TableFormat, TableFormatOption
from foreigndesk.cli.surroundings import FAILED, complain, console, plain_errors, record_at
from foreigndesk.errors import UsageError

if TYPE_CHECKING:
    from foreigndesk.record import Record

_COLUMNS = ("at", "reviewer", "verdict", "fact", "report", "correction", "state", "note", "id")
_SHOWN = ("at", "reviewer", "verdict", "fact", "correction", "state", "note")
_MINUTE = len("2024-03-01T12:30")


def review(
    what: Annotated[
        list[str],
        typer.Argument(
            metavar="WHAT",
            help="The id of a fact, or its beginning; or apart EVENT OTHER, together EVENT OTHER, undo ID (of a fact or a review), "
            "export, import FILE.",
        ),
    ],
    accept: Annotated[bool, typer.Option("--accept", help="The fact is right.")] = False,
    reject: Annotated[bool, typer.Option("--reject", help="The fact is wrong: queries leave it out.")] = False,
    correct: Annotated[
        list[str] | None,
        typer.Option(
            "--correct", metavar="FIELD=VALUE", help="The fact is right but for this field; may be given again. Lists have ; between."
        ),
    ] = None,
    reviewer: Annotated[str | None, typer.Option("--reviewer", metavar="NAME", help="Who judges; else the login name.")] = None,
    note: Annotated[str | None, typer.Option("--note", metavar="WORDS", help="Why, in a few words.")] = None,
    gold: Annotated[
        Path | None, typer.Option("--gold", metavar="FOLDER", help="For export: write gold lines there, not JSON lines.")
    ] = None,
    record: RecordOption = "record.db",
) -> None:
    """Accept, reject or correct a fact, or say which tellings are of one event; export such reviews, or import another's."""
    with plain_errors(), record_at(record, create=False) as opened:
        task, *rest = what
        wanted = {"apart": 2, "together": 2, "undo": 1, "export": 0, "import": 1}
        chosen = accept + reject + bool(correct)
        if len(rest) != wanted.get(task, 0) or (chosen != 1 if task not in wanted else chosen) or (gold and task != "export"):
            raise UsageError(
                "FD541",
                "give a fact's id with one of --accept, --reject and --correct FIELD=VALUE, or apart EVENT OTHER, together EVENT "
                "OTHER, undo ID, export [--gold FOLDER] or import FILE with none of them",
            )
        if task == "export":
            _export(opened, gold)
        elif task == "import":
            _import(opened, rest[0])
        else:
            by: dict[str, Any] = {"reviewer": reviewer or _login(), "note": note}
            if task in ("apart", "together"):
                made = getattr(opened, task)(*rest, **by)
            elif task == "undo":
                made = opened.undo(*rest, **by)
            else:
                verdict = "accepted" if accept else "rejected" if reject else "corrected"
                made = opened.review(task, verdict, _fields(correct or []) or None, **by)
            typer.echo(_told(made))


def reviews(
    record: RecordOption = "record.db",
    history: Annotated[bool, typer.Option("--history", help="Also what was superseded or taken back, and by what.")] = False,
    form: TableFormatOption = TableFormat.table,
) -> None:
    """List the reviews that stand, by their time."""
    with plain_errors(), record_at(record, create=False) as opened:
        rows = opened.reviews(history=history)
        if form is TableFormat.jsonl:
            from foreigndesk.export import jsonl

            jsonl.write(rows, sys.stdout)
            return
        flat = [_flat(row) for row in rows]
        if form is TableFormat.csv:
            from foreigndesk.export import csv

            csv.header(_COLUMNS, sys.stdout)
            csv.write(flat, _COLUMNS, sys.stdout)
        elif flat:
            _show(flat)
        else:
            typer.echo("The record has no reviews.")


def _login() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError) as error:  # a user without a name
        raise UsageError("FD541", "your login has no name: say who judges with --reviewer NAME") from error


def _fields(given: list[str]) -> dict[str, str]:
    out = {}
    for one in given:
        name, equals, value = one.partition("=")
        if not equals:
            raise UsageError("FD542", f"--correct {one} has no value: write it as field=value")
        out[name.strip()] = value.strip()
    return out


def _export(record: Record, gold: Path | None) -> None:
    if gold is None:
        from foreigndesk.export import jsonl

        rows = record.reviews(history=True)
        jsonl.write(({name: value for name, value in row.items() if name not in ("standing", "anchored")} for row in rows), sys.stdout)
        return
    from foreigndesk.export import gold as lines

    written, problems = lines.write(record, gold)
    for problem in problems:
        complain(problem)
    typer.echo(f"{written} facts written to {gold}")
    if problems:
        raise typer.Exit(FAILED)


def _import(record: Record, file: str) -> None:
    try:
        lines = sys.stdin.readlines() if file == "-" else Path(file).read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError("FD547", f"{file} cannot be read: {error}") from error
    new = record.take_reviews(lines)
    lost = sum(not row["anchored"] for row in record.reviews())
    typer.echo(f"{new} new reviews" + (f"; {lost} of those that stand are of facts that are not found" if lost else ""))


def _told(row: dict[str, Any]) -> str:
    if row["verdict"] == "withdrawn":
        return f"{row['takes_back']} is taken back ({row['id']})"
    facts = " and ".join(row[name]["id"] for name in ("fact", "other") if name in row)
    return f"{facts}: {row['verdict']} by {row['reviewer']} ({row['id']})"


def _flat(row: dict[str, Any]) -> dict[str, Any]:
    sides = [row[name] for name in ("fact", "other") if name in row]
    state = "stands" if row["standing"] else "taking back" if row["verdict"] == "withdrawn" else "superseded or taken back"
    correction = row["correction"] or {}
    return {
        **{name: row.get(name) for name in ("at", "reviewer", "verdict", "note", "id")},
        "fact": "; ".join(side["id"] for side in sides),
        "report": "; ".join(side["report"] for side in sides),
        "correction": "; ".join(f"{name}={_value(value)}" for name, value in correction.items()) or None,
        "state": state if row["anchored"] or row["verdict"] == "withdrawn" else f"{state}, not found",
    }


def _value(value: Any) -> str:
    if isinstance(value, dict) and "edtf" in value:
        return str(value["edtf"])
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _show(rows: list[dict[str, Any]]) -> None:
    from rich import box
    from rich.table import Table
    from rich.text import Text

    used = [name for name in _SHOWN if any(row[name] for row in rows)]
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for name in used:
        table.add_column(name, no_wrap=name in ("at", "verdict", "fact"))
    for row in rows:
        short = {**row, "at": row["at"][:_MINUTE].replace("T", " "), "fact": row["fact"].replace("; ", "\n")}
        table.add_row(*(Text(str(short[name] or "")) for name in used))
    console().print(table)
