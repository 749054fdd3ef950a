"""Takes dictionaries over into files of a reader's own, which are validated as soon as they are written."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from foreigndesk.actors.knowledge import load as load_actors
from foreigndesk.dictionaries import actors, petrarch, verbs
from foreigndesk.dictionaries.petrarch import Line, Note, Sort
from foreigndesk.errors import UsageError
from foreigndesk.lexicon.loader import ROOT
from foreigndesk.reading.frames import load as load_frames

Row = dict[str, Any]


@dataclass(slots=True)
class Imported:
    """What was taken over, what is known already, and what could not be taken over, or only in part."""

    frames: int = 0
    actors: int = 0
    names: int = 0
    nouns: int = 0
    known: int = 0
    notes: list[Note] = field(default_factory=list)


def imported(files: Sequence[Path], *, frames: Path | None = None, actors_to: Path | None = None, sort: Sort | None = None) -> Imported:
    """Writes the frames of verb dictionaries to one new file, actors and agents to another.

    What a file is, is told by its lines where ``sort`` does not say. Raises LexiconError FD206 for a file that is none, UsageError
    FD591 where a file to write is missing or there already.
    """
    for target in (frames, actors_to):
        if target is not None and target.exists():
            raise UsageError("FD591", f"{target} is there already: name a new file, or move it away")
    done = Imported()
    rows: list[Row] = []
    people = actors.Converter()
    for file in files:
        found = petrarch.lines(file)
        kind = sort or petrarch.sort_of(file, found)
        if (frames if kind == "verbs" else actors_to) is None:
            wanted = "--to-frames FILE.toml for its verbs" if kind == "verbs" else "--to-actors FILE.toml for its actors"
            raise UsageError("FD591", f"{file.name} needs a file to write to: give {wanted}")
        if kind == "verbs":
            sets, blocks, odd = petrarch.verbs(found)
            converter = verbs.Converter(file.name, sets)
            rows += converter.frames(blocks)
            done.notes += converter.notes
        elif kind == "actors":
            named, odd = petrarch.actors(found)
            people.actors(file.name, named)
        else:
            named, odd = petrarch.agents(found)
            people.agents(file.name, named)
        done.notes += [_odd(file.name, line) for line in odd]
    if frames is not None:
        rows = _apart(rows)
        _write(frames, [("[[frame]]", row) for row in rows])
        load_frames(frames)
        done.frames = len(rows)
    if actors_to is not None:
        entries = people.entries
        tables = [(f"[actors.{_key(key)}]", row) for key, row in entries.actors.items()]
        _write(actors_to, [*tables, *((f"[bodies.{_key(key)}]", row) for key, row in entries.bodies.items())])
        load_actors(ROOT / "actors", actors_to)
        done.actors = sum("name" in row for row in entries.actors.values())
        done.names, done.known = entries.names, entries.known
        done.nouns = sum(len(row["nouns"]) for row in entries.bodies.values())
        done.notes += entries.notes
    done.notes.sort(key=lambda note: (note.file, note.line, note.why))
    return done


def _odd(file: str, line: Line) -> Note:
    return Note(file, line.number, " ".join(line.text.split()), "it is no entry of such a dictionary")


def _apart(rows: Iterable[Row]) -> list[Row]:
    """Each frame under an id of its own, also where two files call one so."""
    seen: dict[str, int] = {}
    out = []
    for row in rows:
        number = seen[row["id"]] = seen.get(row["id"], 0) + 1
        out.append(row if number == 1 else {**row, "id": f"{row['id']}-{number}"})
    return out


def _key(key: str) -> str:
    return key if key.replace("_", "").isalnum() and key.isascii() else json.dumps(key, ensure_ascii=False)


def _write(to: Path, entries: Iterable[tuple[str, Mapping[str, Any]]]) -> None:
    """Tables as TOML: of its values JSON's texts, lists and truths are the same."""
    tables = [
        "\n".join([head, *(f"{key} = {json.dumps(value, ensure_ascii=False)}" for key, value in row.items())]) for head, row in entries
    ]
    try:
        to.write_text("\n\n".join(tables) + "\n", encoding="utf-8")
    except OSError as error:
        raise UsageError("FD509", f"{to} cannot be written: {error.strerror or error}") from error
