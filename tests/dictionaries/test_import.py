"""Dictionaries taken over: what they say is read afterwards, and what they cannot say is told line by line."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests.dictionaries.samples import ACTORS, AGENTS, VERBS
from typer.testing import CliRunner

from foreigndesk.actors.knowledge import OWN as OWN_ACTORS
from foreigndesk.cli import app
from foreigndesk.dictionaries import Imported, imported
from foreigndesk.errors import LexiconError, UsageError
from foreigndesk.model import Reading
from foreigndesk.reading.own_frames import OWN as OWN_FRAMES

Write = Callable[[str, str], Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def written(name: str, text: str) -> Path:
        file = tmp_path / name
        file.write_text(text, encoding="utf-8")
        return file

    return written


@pytest.fixture
def verbs(write: Write, tmp_path: Path) -> tuple[Imported, list[dict[str, Any]]]:
    to = tmp_path / "frames.toml"
    done = imported([write("verbs.txt", VERBS)], frames=to)
    return done, tomllib.loads(to.read_text(encoding="utf-8"))["frame"]


@pytest.fixture
def people(write: Write, tmp_path: Path) -> tuple[Imported, dict[str, Any]]:
    to = tmp_path / "actors.toml"
    done = imported([write("actors.txt", ACTORS), write("agents.txt", AGENTS)], actors_to=to)
    return done, tomllib.loads(to.read_text(encoding="utf-8"))


def left(done: Imported, *, part: bool = False) -> dict[str, str]:
    return {note.entry.split("[")[0].strip(): note.why for note in done.notes if note.part is part}


SIDES = {"actor_needed": True, "person_needed": True}


@pytest.mark.parametrize(
    ("id_", "row"),
    [
        ("rustle.1", {"type": "COERCE", "cameo": "171", "verbs": ["rustle"], "not_object": ["applause"], "weight": 0.95}),
        ("rustle.2", {"type": "COERCE", "cameo": "1711", "verbs": ["make off with"], "not_object": ["applause"], "weight": 0.95}),
        ("rustle.3", {
            "type": "COERCE", "cameo": "173", "verbs": ["rustle", "make off with"], "object": ["camel", "goats", "goat", "pack mule"],
            "needs": ["from"], "recipient": ["from"], "weight": 1.0,
        }),
        ("rustle.4", {"type": "COERCE", "cameo": "174", "object": ["three camel", "three goats", "three goat", "pack mule"]}),
        ("ink.1", {"type": "AGREE", "cameo": "057", "symmetric": True, "verbs": ["ink", "initial"], "object": ["pact", "treaty"]}),
        ("ink.2", {"cameo": "057", "object": ["border treaties", "border treaty"]}),
        ("ink.3", {"type": "SUPPORT", "cameo": "050", "verbs": ["ink off on", "initial off on"], "object": ["plan"]}),
        ("ink.4", {"cameo": "036", "symmetric": True, "needs": ["with"], "object": ["pact", "treaty"]}),
        ("ink.5", {"type": "CONSULT", "cameo": "043", "object": ["visitors", "visitor"]}),
        ("ink.6", {"type": "AGREE", "cameo": "035", "verbs": ["ink to", "initial to"], "object": ["withdraw"]}),
        ("ink.7", {"type": "AGREE", "cameo": "035", "verbs": ["ink", "initial"], "complement": ["withdraw"]}),
        ("ink.8", {"object": ["herders", "herder"], "needs": ["over"]}),
        ("moan.1", {"type": "ACCUSE", "cameo": "112", "verbs": ["moan"]}),
    ],
)  # fmt: skip
def test_frames(verbs: tuple[Imported, list[dict[str, Any]]], id_: str, row: dict[str, Any]) -> None:
    (found,) = [one for one in verbs[1] if one["id"] == f"petrarch.{id_}"]
    assert {key: found.get(key) for key in row | SIDES} == row | SIDES


def test_what_a_frame_cannot_say_is_told(verbs: tuple[Imported, list[dict[str, Any]]]) -> None:
    done, rows = verbs
    assert done.frames == len(rows) == 13
    assert left(done) == {
        "RE_+RUSTLE": "the verb is not the first of its words",
        "- NOT *": "it rests on words before the verb, of which a frame has no condition",
        "- SAID *": "it rests on words before the verb, of which a frame has no condition",
        "- * &LOST": "its synonym set is empty or not in the file",
        "- * &UNKNOWN": "its synonym set is empty or not in the file",
        "- * LETTER (TO +) (ABOUT &TREATY)": "':173' is a code of the target alone",
        "- * HERSELF": "'010' is a public statement, which is no PLOVER event; statements are read by themselves",
        "- * CHEQUE": "'345' is no CAMEO code",
        "+ABC_123": "it is no entry of such a dictionary",
        "- BROKEN PATTERN": "it is no entry of such a dictionary",
    }
    assert left(done, part=True) == {
        "- * HERDERS (OVER {GOAT RAID})": "what stands after 'over' is not asked for",
        "- * {NEW BORDER TREATIES}": "of its words only the last two are asked for",
        "- * VISITORS": "of its two codes only '043' is taken",
        "INK": "its patterns without a code hold an event back that none of its verbs tells alone",
    }
    assert {note.line for note in done.notes if note.entry.startswith("- NOT")} == {26}


def test_actors_names_and_agents(people: tuple[Imported, dict[str, Any]]) -> None:
    done, data = people
    assert data["actors"] == {
        "TCD": {"aliases": ["Lake Republic", "Tchadish"]},
        "arvanian_herders_union": {
            "name": "Arvanian Herders Union", "type": "population", "sector": "LAB", "cameo": "TCDLAB", "country": "TCD",
            "aliases": ["A.H.U."],
        },
        "kanem_rifles": {"name": "Kanem Rifles", "type": "armed_force", "sector": "MIL", "cameo": "TCDMIL", "country": "TCD"},
        "grand_council_of_goats": {
            "name": "Grand Council of Goats", "type": "igo", "sector": "IGO", "cameo": "IGOGOA", "valid_from": "1999-01-31",
        },
        "pepe_azul": {"name": "Pepe Azul", "type": "person", "sector": "OPP", "cameo": "TCDOPP", "country": "TCD"},
        "long_water_front": {
            "name": "Long Water Front", "type": "armed_group", "sector": "REB", "cameo": "TCDREB", "country": "TCD",
            "valid_to": "1991-12-26",
        },
    }  # fmt: skip
    assert data["bodies"] == {
        "petrarch_agr": {"nouns": ["goatherd"], "type": "population"},
        "petrarch_bus": {"nouns": ["camelman", "camelwoman"], "type": "company", "sector": "BUS"},
        "petrarch_copgov": {"nouns": ["dune warden"], "type": "armed_force", "sector": "COP"},
    }
    assert (done.actors, done.names, done.nouns, done.known) == (5, 2, 4, 2)
    assert left(done) == {
        "NOBODY": "it has no code, or only the null code",
        "TWO_SIDES": "'TCD/SDN' is several actors",
        "SHORT": "'AB' is not made of groups of three letters",
        "SEMI;COLON": "a name of ours has no semicolon and no star",
        "ELFLAND": "'ELF' is the code of no state that we know, nor one of IGO, NGO, NGM, MNC, IMG",
        "ODD": "'X' is not made of groups of three letters",
        "HALF!LOST!": "its substitution set is not in the file",
        "CODELESS": "it is no entry of such a dictionary",
    }


def test_what_was_taken_over_is_read(
    write: Write, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, read: Callable[[str], Reading]
) -> None:
    frames, actors = tmp_path / "frames.toml", tmp_path / "actors.toml"
    imported([write("verbs.txt", VERBS), write("actors.txt", ACTORS), write("agents.txt", AGENTS)], frames=frames, actors_to=actors)
    monkeypatch.setenv(OWN_FRAMES, str(frames))
    monkeypatch.setenv(OWN_ACTORS, str(actors))
    reading = read("The Kanem Rifles rustled forty camels from Sudan. The Lake Republic and Sudan inked a treaty on Monday.")
    found = {(event.frame, event.actors, event.recipients) for event in reading.events}
    assert ("petrarch.rustle.3", ("kanem_rifles",), ("SDN",)) in found
    assert any(frame == "petrarch.ink.1" and {*actors, *recipients} == {"TCD", "SDN"} for frame, actors, recipients in found)


@pytest.mark.parametrize(
    ("text", "raises", "code", "says"),
    [
        ("nothing of the kind", LexiconError, "FD206", "verbs.txt: is no PETRARCH dictionary"),
        (None, LexiconError, "FD206", "cannot be read: No such file"),
        (ACTORS, UsageError, "FD591", "verbs.txt needs a file to write to: give --to-actors FILE.toml for its actors"),
    ],
)
def test_what_cannot_be_imported(
    write: Write, tmp_path: Path, text: str | None, raises: type[LexiconError | UsageError], code: str, says: str
) -> None:
    file = tmp_path / "verbs.txt" if text is None else write("verbs.txt", text)
    with pytest.raises(raises, match=code) as raised:
        imported([file], frames=tmp_path / "frames.toml")
    assert says in raised.value.message


def test_no_file_is_written_over(write: Write, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="FD591"):
        imported([write("verbs.txt", VERBS)], frames=write("frames.toml", ""))


def test_the_command(write: Write, tmp_path: Path) -> None:
    report = tmp_path / "left.csv"
    arguments = [str(write("verbs.txt", VERBS)), "--to-frames", str(tmp_path / "frames.toml"), "--report", str(report)]
    done = CliRunner().invoke(app, ["import-dictionary", *arguments])
    assert done.exit_code == 0, done.output
    assert done.output.startswith(f"13 frames in {tmp_path / 'frames.toml'}\n10 left out:\n       2  it is no entry of such a dictionary\n")
    assert "4 taken in part:" in done.output
    header, *lines = report.read_text(encoding="utf-8").splitlines()
    assert header == "file,line,entry,taken,why"
    assert len(lines) == 14
    assert lines[0].startswith("verbs.txt,22,RE_+RUSTLE,no,")
