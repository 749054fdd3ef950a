"""The command line, with a reader made of the invented readings in place of the real one."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
import types
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from foreigndesk import __version__, cli, intake
from foreigndesk.errors import IntakeError, LanguageError
from foreigndesk.model import Reading, Report
from foreigndesk.record import Record

Make = Callable[..., Reading]
Run = Callable[..., Any]


@pytest.fixture
def run(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, make_treaty: Make, make_talks: Make, provenance: dict[str, str]
) -> Run:
    """Runs a command in an empty folder; inputs are names of readings, or of failures."""
    readings = {"treaty": make_treaty(), "talks": make_talks()}

    class Reader:
        def __init__(self, language: str | None = None, *, cues: str = "all", max_words: int = 0) -> None:
            if language == "none":
                raise LanguageError("FD301", "no pipeline is called none")

        @property
        def provenance(self) -> dict[str, str]:
            return provenance

        def read_many(self, reports: list[Report]) -> Iterator[Reading]:
            return map(self.read, reports)

        def read(self, report: Report) -> Reading:
            if report.id == "fault":
                raise ZeroDivisionError("a fault\nof ours")
            return readings[report.id]

    def reports(inputs: list[str], **asked: object) -> object:
        for name in inputs:
            if name == "bad":
                yield IntakeError("FD102", "bad: there is no such file.")
            else:
                yield readings[name].report if name in readings else Report(name, "Text.", title="A title")

    module = types.ModuleType("foreigndesk.reader")
    module.Reader = Reader  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "foreigndesk.reader", module)
    monkeypatch.setattr(intake, "reports", reports)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "120")
    monkeypatch.delenv("FOREIGNDESK_RECORD", raising=False)

    def runs(*arguments: str) -> Any:
        return CliRunner().invoke(cli.app, arguments)

    return runs


@pytest.fixture
def kept(run: Run) -> Run:
    """The same, in a folder that has a record.db of both reports."""
    assert run("read", "treaty", "talks", "--record", "record.db", "--quiet").exit_code == 0
    return run


def test_version(run: Run) -> None:
    assert run("--version").stdout == f"foreigndesk {__version__}\n"


# --- read


def test_read_prints_a_brief_a_report(run: Run) -> None:
    done = run("read", "treaty", "talks")
    assert (done.exit_code, done.stderr) == (0, "")
    lines = done.stdout.splitlines()
    assert lines[:2] == ["Arvania vows to open its border", "The Test · A. Writer · 3 March 2024"]
    assert lines[lines.index("Talks resume") + 1] == "21 May 2024"
    assert not Path("record.db").exists()


def test_read_as_json_lines(run: Run) -> None:
    rows = [json.loads(line) for line in run("read", "treaty", "talks", "--format", "jsonl").stdout.splitlines()]
    assert [row["id"] for row in rows if row["kind"] == "report"] == ["treaty", "talks"]
    assert rows[0]["text"].startswith("Arvania vows")


def test_read_as_csv_has_one_header(run: Run) -> None:
    rows = list(csv.DictReader(io.StringIO(run("read", "treaty", "talks", "--format", "csv").stdout)))
    assert [row["report"] for row in rows] == ["treaty"] * 7 + ["talks"] * 2
    assert rows[1]["who"], rows[1]["whom"] == ("Belmoran gunners", "villagers")
    assert rows[1]["evidence"] == "Belmoran gunners had killed at least 12 villagers near Tessel, she said."


def test_read_prints_no_less_sure_facts_and_keeps_them_all(run: Run) -> None:
    done = run("read", "treaty", "--min-confidence", "0.6", "--record", "kept.db", "--format", "jsonl")
    kinds = [row["id"] for row in map(json.loads, done.stdout.splitlines()) if row["kind"] in {"event", "statement"}]
    assert kinds == ["treaty-denial", "treaty-said"]
    with Record("kept.db", create=False) as record:
        assert len(record.facts("event")) == 3


def test_read_keeps_a_record(run: Run) -> None:
    assert run("read", "treaty", "--record", "kept.db", "--quiet").stdout == ""
    assert run("read", "treaty", "--record", "kept.db", "--quiet").exit_code == 0
    with Record("kept.db", create=False) as record:
        assert [row["id"] for row in record.reports()] == ["treaty"]


def test_what_cannot_be_read_is_told_and_the_rest_is_read(run: Run) -> None:
    done = run("read", "bad", "treaty", "fault", "talks", "--record", "record.db", "--format", "jsonl")
    assert done.exit_code == 2
    assert done.stderr.splitlines() == [
        "foreigndesk: [FD102] bad: there is no such file.",
        "foreigndesk: A title: could not be read: ZeroDivisionError: a fault of ours",
    ]
    reports = [row for row in map(json.loads, done.stdout.splitlines()) if row["kind"] == "report"]
    assert [row["id"] for row in reports] == ["treaty", "talks"]
    with Record("record.db", create=False) as record:
        assert [row["id"] for row in record.reports()] == ["treaty", "talks"]


def test_many_reports_keep_their_order_whatever_fails(run: Run) -> None:
    inputs = ["talks", *["treaty"] * 20, "fault", "bad", "talks"]
    done = run("read", *inputs, "--format", "jsonl")
    reports = [row for row in map(json.loads, done.stdout.splitlines()) if row["kind"] == "report"]
    assert [row["id"] for row in reports] == ["talks", *["treaty"] * 20, "talks"]
    assert [line[:20] for line in done.stderr.splitlines()] == ["foreigndesk: A title", "foreigndesk: [FD102]"]


@pytest.mark.parametrize(
    ("arguments", "line"),
    [
        (("read", "treaty", "--published", "yesterday"), "[FD506] --published yesterday is not a date"),
        (("read", "treaty", "--language", "none"), "[FD301] no pipeline is called none"),
        (("read", "treaty", "--record", "none/record.db"), "[FD401] no folder none"),
        (("events",), "[FD401] no record at record.db"),
        (("brief", "--record", "none.db"), "[FD401] no record at none.db"),
        (("actors", "--record", "none.db"), "[FD401] no record at none.db"),
    ],
)
def test_one_clear_line_and_status_2(run: Run, arguments: tuple[str, ...], line: str) -> None:
    done = run(*arguments)
    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr.startswith(f"foreigndesk: {line}")
    assert done.stderr.count("\n") == 1


# --- asking


@pytest.mark.parametrize("option", ["--as-of", "--since", "--until"])
def test_bad_dates(kept: Run, option: str) -> None:
    done = kept("events", option, "2024-13-01")
    assert done.exit_code == 2
    assert done.stderr == f"foreigndesk: [FD506] {option} 2024-13-01 is not a date: write it as 2024-03-01\n"


@pytest.mark.parametrize(
    ("command", "line"),
    [
        (("events", "--type", "WAR"), "--type WAR is no event's: give one of AGREE, CONSULT"),
        (("commitments", "--status", "kept"), "--status kept is no commitment's: give one of pending"),
        (("relations", "--status", "over"), "a relation has nothing that --status could choose by"),
    ],
)
def test_unknown_types_and_statuses(kept: Run, command: tuple[str, ...], line: str) -> None:
    done = kept(*command)
    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr.startswith(f"foreigndesk: [FD508] {line}")


def test_since_after_until(kept: Run) -> None:
    done = kept("events", "--since", "2024-03-02", "--until", "2024-03-01")
    assert (done.exit_code, done.stderr[:20]) == (2, "foreigndesk: [FD502]")


@pytest.mark.parametrize(
    ("command", "expected"),
    [
        (("events",), ["treaty-shelling", "treaty-denial", "treaty-opening", "talks-held", "talks-threat"]),
        (("events", "--actor", "belmora", "--since", "2024-05-01"), ["talks-held", "talks-threat"]),
        (("events", "--type", "ASSAULT", "--type", "sanction"), ["treaty-shelling", "talks-threat"]),
        (("events", "--status", "Possible"), ["talks-threat"]),
        (("events", "--until", "2024-02-28", "--min-confidence", "0.45"), ["treaty-opening"]),
        (("statements",), ["treaty-said"]),
        (("commitments", "--as-of", "2024-03-01"), []),
        (("commitments", "--as-of", "2024-05-01", "--status", "overdue"), ["treaty-promise"]),
        (("relations", "--as-of", "2024-05-01", "--actor", "arv"), ["treaty-recognises"]),
        (("disputes",), ["treaty-dispute"]),
    ],
)
def test_lists_of_facts_in_every_format(kept: Run, command: tuple[str, ...], expected: list[str]) -> None:
    lines = [json.loads(line) for line in kept(*command, "--format", "jsonl").stdout.splitlines()]
    table = list(csv.DictReader(io.StringIO(kept(*command, "--format", "csv").stdout)))
    assert [row["id"] for row in lines] == [row["id"] for row in table] == expected
    assert all(row["recorded"].endswith("Z") for row in lines)
    assert kept(*command).exit_code == 0


def test_table(kept: Run) -> None:
    shown = kept("relations").stdout
    assert "to" not in shown.splitlines()[1].split()  # empty in every row
    assert kept("relations", "--actor", "nobody").stdout == "The record has nothing of what is asked for.\n"
    assert all(word in shown for word in ("holder", "Arvania", "recognition", "Belmora", "1994-01-01/1994-12-31"))


def test_brief_of_a_record(kept: Run) -> None:
    shown = kept("brief", "--as-of", "2024-05-01", "--actor", "Arvania").stdout
    assert "pledged to make a concession to Belmora" in shown
    assert "overdue." in shown
    assert "  [1] Arvania vows to open its border, The Test, 3 March 2024" in shown
    assert "held talks" not in shown  # not yet
    assert "villagers (artillery)" not in shown  # not Arvania's
    assert kept("brief", "--actor", "nobody").stdout == "The record has nothing of what is asked for.\n"
    rows = [json.loads(line) for line in kept("brief", "--format", "jsonl", "--actor", "usa").stdout.splitlines()]
    assert [row["id"] for row in rows] == ["talks-threat"]
    table = list(csv.DictReader(io.StringIO(kept("brief", "--format", "csv").stdout)))
    assert {row["kind"] for row in table} == {"event", "statement", "commitment", "relation", "dispute"}


def test_the_actors_of_a_record(kept: Run) -> None:
    asked = ("actors", "--record", "record.db")
    rows = [json.loads(line) for line in kept(*asked, "minister", "--format", "jsonl").stdout.splitlines()]
    assert [row["name"] for row in rows] == ["Ilda Korr"]
    table = list(csv.DictReader(io.StringIO(kept(*asked, "--format", "csv").stdout)))
    assert table[0] == {"id": "arvania", "name": "Arvania", "type": "state", "iso3": "ARV", "reports": "2"}
    assert "Arvania" in kept(*asked).stdout


def test_the_known_actors(run: Run) -> None:
    assert run("actors", "warsaw p").stdout == "Warsaw Pact (WARPACT): igo, 1955-05-14 to 1991-07-01\n"
    assert run("actors", "warsaw p", "--as-of", "2001-01-01").stdout == "The knowledge base has nothing of what is asked for.\n"
    assert run("actors", "WARPACT").stdout.startswith("Warsaw Pact (WARPACT)\n  igo, IGO, 1955-05-14 to 1991-07-01\n")
    (row,) = map(json.loads, run("actors", "WARPACT", "--json").stdout.splitlines())
    assert {"id": "DDR", "name": "East Germany", "from": None, "to": None} in row["members"]
    table = list(csv.DictReader(io.StringIO(run("actors", "warsaw p", "--format", "csv").stdout)))
    assert table[0]["id"] == "WARPACT"


def test_own_actors_and_a_dump_of_terms(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FOREIGNDESK_ACTORS", "")
    Path("mine.toml").write_text('[actors.ARVANIA]\nname = "Arvania"\ntype = "state"\n', encoding="utf-8")
    Path("dump.csv").write_text(
        "name,country,office,start,end\nIlda Korr,ARVANIA,president,2019,\nAna Vell,Atlantis,president,2019,\n", encoding="utf-8"
    )
    assert run("actors", "Arvania", "--actors", "mine.toml").stdout == "Arvania (ARVANIA)\n  state\n"
    done = run("actors", "--actors", "mine.toml", "--import", "dump.csv", "--to", "mine.toml")
    assert done.stdout == "1 terms added to mine.toml, 0 there before, 1 left out\n"
    assert (done.exit_code, done.stderr.count("\n")) == (2, 1)
    assert done.stderr.startswith("foreigndesk: [FD203] dump.csv, entry 3, key 'country': 'Atlantis' names no actor")
    Path("broken.toml").write_text('[actors.ARVANIA]\nname = 3\ntype = "state"\n', encoding="utf-8")
    monkeypatch.setenv("FOREIGNDESK_ACTORS", "")
    done = run("read", "treaty", "--actors", "broken.toml")
    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr.startswith("foreigndesk: [FD201] broken.toml, entry 'ARVANIA', key 'name'")


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("--import", "dump.csv"), "FD510"),
        (("--to", "mine.toml"), "FD510"),
        (("words", "--import", "dump.csv", "--to", "mine.toml"), "FD510"),
        (("--record", "record.db", "--as-of", "2020-01-01"), "FD511"),
        (("--import", "none.csv", "--to", "mine.toml"), "FD202"),
    ],
)
def test_what_does_not_go_together(run: Run, arguments: tuple[str, ...], code: str) -> None:
    done = run("actors", *arguments)
    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr.startswith(f"foreigndesk: [{code}]")


def test_the_environment_names_the_record(kept: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    Path("record.db").rename("elsewhere.db")
    monkeypatch.setenv("FOREIGNDESK_RECORD", "elsewhere.db")
    assert "recognition" in kept("relations").stdout


def test_a_reader_that_leaves_early_is_no_error(tmp_path: Path, make_treaty: Make, provenance: dict[str, str]) -> None:
    path = tmp_path / "record.db"
    with Record(path) as record:
        for number in range(80):  # more than a pipe holds
            record.add(make_treaty(id=f"report-{number}"), provenance)
    command = [sys.executable, "-m", "foreigndesk.cli", "events", "--format", "jsonl", "--record", str(path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        assert process.stdout.readline().startswith(b'{"kind": "event"')
        process.stdout.close()
        assert process.stderr.read() == b""


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a device that is always full is a Linux thing")
@pytest.mark.parametrize("form", ["csv", "table"])
def test_a_full_disk_is_one_line(form: str, tmp_path: Path, make_treaty: Make, provenance: dict[str, str]) -> None:
    path = tmp_path / "record.db"
    with Record(path) as record:
        record.add(make_treaty(), provenance)
    command = [sys.executable, "-m", "foreigndesk.cli", "events", "--format", form, "--record", str(path)]
    with open("/dev/full", "w") as full:
        done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, text=True)
    assert done.returncode == 2
    assert done.stderr.startswith("foreigndesk: [FD509] the output cannot be written")
    assert done.stderr.count("\n") == 1


def test_help_loads_nothing_heavy() -> None:
    code = (
        "import sys; from foreigndesk import cli\n"
        "heavy = {'spacy', 'sqlalchemy', 'alembic', 'pandas', 'numpy', 'rich.table'} & set(sys.modules)\n"
        "assert not heavy, heavy"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
