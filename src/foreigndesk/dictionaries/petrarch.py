"""The files of PETRARCH's dictionaries, line by line: verbs with synonym sets and patterns, actors with dated codes, agents.

The format is TABARI's with additions (Schrodt, Beieler & Norris, PETRARCH documentation, 2014–2015): ``#`` and ``<!-- -->`` comments;
``&SET`` and ``+WORD`` synonym sets; ``--- NAME [code] ---`` blocks of verbs; ``- … * … [code]`` patterns in which ``{}`` is a noun
phrase, ``()`` a prepositional phrase, ``$`` and ``+`` source and target; ``_`` joins words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from foreigndesk.errors import LexiconError

Sort = Literal["verbs", "actors", "agents"]

_CODE = re.compile(r"\[([^\]\[]*)\]")
_FORMS = re.compile(r"\{[^{}]*\}")
_SUBSTITUTION = re.compile(r"^!([^!]+)!\s*=\s*(.+)$")
_BLOCK = re.compile(r"^-{2,}\s*([^\[]*?)\s*(?:\[([^\]]*)\].*)?-*\s*$")


@dataclass(frozen=True, slots=True)
class Line:
    """A line that says something: its number in the file, and what it says without comments."""

    number: int
    text: str


@dataclass(frozen=True, slots=True)
class Note:
    """What was not taken over, or only in part: file, line, the entry, and why."""

    file: str
    line: int
    entry: str
    why: str
    part: bool = False


@dataclass(slots=True)
class Verb:
    """A verb of a block: its words, which of them is the verb, and a code of its own."""

    line: Line
    words: list[str]
    head: int = 0
    code: str | None = None


@dataclass(frozen=True, slots=True)
class Pattern:
    """What stands before and after the verb, and the code."""

    line: Line
    before: str
    after: str
    code: str


@dataclass(slots=True)
class Block:
    """Verbs that mean the same, the code of the verbs alone, and their patterns."""

    name: str
    code: str | None
    verbs: list[Verb] = field(default_factory=list)
    patterns: list[Pattern] = field(default_factory=list)


@dataclass(slots=True)
class Named:
    """An actor or agent: its names, its codes with their dates as written, and for agents their plurals."""

    line: Line
    names: list[str]
    codes: list[str] = field(default_factory=list)


def lines(file: Path) -> list[Line]:
    """The lines that are no comments. Raises LexiconError FD206 where the file cannot be read."""
    try:
        text = file.read_text(encoding="utf-8-sig", errors="strict")
    except UnicodeDecodeError:
        text = file.read_text(encoding="latin-1")
    except OSError as error:
        raise LexiconError("FD206", f"{file.name}: cannot be read: {error.strerror or error}") from error
    text = re.sub(r"<!\s?--.*?(?:-->|\Z)", lambda comment: "\n" * comment[0].count("\n"), text, flags=re.DOTALL)
    found = [Line(number, raw.split("#", 1)[0].rstrip()) for number, raw in enumerate(text.splitlines(), 1)]
    return [line for line in found if line.text.strip()]


def sort_of(file: Path, found: list[Line]) -> Sort:
    """Which dictionary a file is, by its lines. Raises LexiconError FD206 where it is none."""
    texts = [line.text for line in found]
    if any(text.startswith("---") for text in texts) and any(text.startswith("-") for text in texts):
        return "verbs"
    if any("[~" in text for text in texts):
        return "agents"
    if any(_CODE.search(text) for text in texts):
        return "actors"
    raise LexiconError("FD206", f"{file.name}: is no PETRARCH dictionary: it has neither verb blocks (--- NAME ---) nor codes in brackets")


def verbs(found: list[Line]) -> tuple[dict[str, list[str]], list[Block], list[Line]]:
    """The synonym sets, the blocks, and the lines that belong to none."""
    sets: dict[str, list[str]] = {}
    blocks: list[Block] = []
    odd: list[Line] = []
    open_set: list[str] | None = None
    for line in found:
        text = line.text.strip()
        block = _BLOCK.match(text) if text.startswith("---") else None
        if block is not None:
            open_set = None
            blocks.append(Block(block[1] or f"line {line.number}", _code(block[2])))
        elif text.startswith("&"):
            open_set = sets.setdefault(_plain(text[1:]), [])
        elif open_set is not None and text.startswith("+"):
            open_set.append(_plain(text[1:]))
        elif not blocks:
            odd.append(line)
        elif text.startswith("-") or "*" in text:
            pattern = _pattern(line)
            if pattern is None:
                odd.append(line)
            else:
                blocks[-1].patterns.append(pattern)
        else:
            open_set = None
            verb = _verb(line)
            if verb is None:
                odd.append(line)
            else:
                blocks[-1].verbs.append(verb)
    return sets, blocks, odd


def _pattern(line: Line) -> Pattern | None:
    text, code = line.text.strip().lstrip("-").strip(), _CODE.search(line.text)
    before, star, after = _CODE.sub("", text).partition("*")
    return Pattern(line, before.strip(), after.strip(), code[1].strip()) if star and code is not None else None


def _verb(line: Line) -> Verb | None:
    """``BREAK {BROKE BROKEN}``, ``+BREAK_DOWN {…}``, ``RE_+OPEN``: a plus marks the verb among several words."""
    text = _FORMS.sub("", line.text)
    code = _CODE.search(text)
    words = _CODE.sub("", text).strip().strip("_").lower().replace("_", " ").split()
    head = next((place for place, word in enumerate(words) if word.startswith("+")), 0)
    words = [word.lstrip("+") for word in words]
    if not words or not all(re.fullmatch(r"[a-z][a-z'’-]*", word) for word in words):
        return None
    return Verb(line, words, head, _code(code[1]) if code is not None else None)


def actors(found: list[Line]) -> tuple[list[Named], list[Line]]:
    """The actors of a file, and the lines that belong to none."""
    out: list[Named] = []
    odd: list[Line] = []
    for line in found:
        text = line.text.strip()
        codes = [code.strip() for code in _CODE.findall(text)]
        name = _CODE.sub("", _FORMS.sub("", text)).strip()
        if not name and out:
            out[-1].codes += codes
        elif name.startswith("+") and out:
            out[-1].names.append(_name(name[1:]))
            out[-1].codes += codes
        elif name and name[0] not in "+[<":
            out.append(Named(line, [_name(name)], codes))
        else:
            odd.append(line)
    return out, odd


def agents(found: list[Line]) -> tuple[list[Named], list[Line]]:
    """The agents of a file, their substitutions (``!PERSON!``) written out, and the lines that belong to none."""
    substitutions: dict[str, list[str]] = {}
    out: list[Named] = []
    odd: list[Line] = []
    for line in found:
        text = line.text.strip()
        given = _SUBSTITUTION.match(text)
        if given is not None:
            substitutions[given[1]] = [word.strip() for word in given[2].split(",")]
            continue
        code = _CODE.search(text)
        name = _name(_CODE.sub("", _FORMS.sub("", text)))
        if code is None or not code[1].strip().startswith("~") or not name:
            odd.append(line)
            continue
        out.append(Named(line, list(_written_out(name, substitutions)), [code[1].strip().lstrip("~")]))
    return out, odd


def _written_out(name: str, substitutions: dict[str, list[str]]) -> Iterator[str]:
    mark = re.search(r"!([^!]+)!", name)
    if mark is None:
        yield name
        return
    for word in substitutions.get(mark[1], ()):
        yield from _written_out(name[: mark.start()] + word + name[mark.end() :], substitutions)


def _code(text: str | None) -> str | None:
    """A code as written, or nothing where it is the null code."""
    code = (text or "").strip()
    return None if not code or set(code) <= set("-+:") else code


def _name(text: str) -> str:
    return " ".join(text.strip().strip("_").replace("_", " ").split())


def _plain(text: str) -> str:
    return " ".join(text.strip().strip("_").lower().replace("_", " ").split())
