"""Writes docs/frames.md, the codebook of frames, from the lexicon; the site's build runs it, nothing of it is committed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from foreigndesk.lexicon.loader import toml
from foreigndesk.reading.frames import EFFECTS, FOLDER, Frame

TARGET = Path(__file__).with_name("frames.md")
SHOWN = {"id", "type", "mode", "context", "cameo", "weight", "verbs", "nouns", "adjectives"}

Entry = dict[str, Any]

HEAD = """# Codebook of frames

Made from the lexicon when this site is built: {count} frames of the sixteen types of PLOVER, with {words} predicates. A frame says
which predicate with which roles is which event; what its keys mean, and how to add your own, is told in [Your own frames](own-frames.md).
`@name` stands for a list of words in `classes.toml` or `classes_conflict.toml`. *Weight* is how sure the frame is alone; of two frames on
one word the one with more conditions met wins, then the weightier. Whether an event occurred, is planned or is denied is never a frame's
business: see [What happened, and what did not](factuality.md).
"""


def words(frame: Entry) -> Iterator[str]:
    """The predicates of a frame, each list with its part of speech."""
    for key in ("verbs", "nouns", "adjectives"):
        if key in frame:
            yield f"*{key}* " + ", ".join(sorted(frame[key]))


def conditions(frame: Entry) -> Iterator[str]:
    """What else must hold, and which roles are taken from where, in the words of the lexicon's keys."""
    for key, value in frame.items():
        if key in SHOWN:
            continue
        if isinstance(value, list):
            yield f"`{key}` " + ", ".join(value)
        else:
            yield f"`{key}`" if value is True else f"`{key}` {value}"


def row(frame: Entry) -> str:
    """One line of the table."""
    code = " ".join([frame.get("mode", ""), *frame.get("context", [])]).strip()
    cells = (f"`{frame['id']}`", frame.get("cameo", ""), code, "<br>".join(words(frame)), "<br>".join(conditions(frame)))
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in (*cells, f"{frame.get('weight', Frame.weight):g}")) + " |"


def render() -> str:
    """The page as it should be."""
    files = sorted(path for path in FOLDER.glob("*.toml") if path.name != EFFECTS)
    every = sorted((frame for path in files for frame in toml(path).get("frame", [])), key=lambda frame: str(frame["id"]))
    classes = {name: words for path in files for name, words in toml(path).get("classes", {}).items()}
    count = sum(len(frame.get(key, ())) for frame in every for key in ("verbs", "nouns", "adjectives"))
    parts = [HEAD.format(count=len(every), words=count)]
    for kind in sorted({frame["type"] for frame in every}):
        parts.append(f"\n## {kind}\n\n| frame | CAMEO | mode, context | predicates | conditions | weight |\n|---|---|---|---|---|---|")
        parts += [row(frame) for frame in every if frame["type"] == kind]
    parts.append("\n## Classes of words\n\n| class | words |\n|---|---|")
    parts += [f"| `@{name}` | {', '.join(sorted(members))} |" for name, members in sorted(classes.items())]
    return "\n".join(parts) + "\n"


if __name__ == "__main__":
    TARGET.write_text(render(), encoding="utf-8")
