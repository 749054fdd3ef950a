"""Who is meant: name linking and coreference against a hundred paragraphs annotated by hand in references.jsonl.

    python benchmarks/references.py TEXTS [-v]

TEXTS is the folder of the open texts; the gold keeps only offsets into their reports, so that none of their words is
stored here. A paragraph is read within its whole report, the title at its head as intake puts it. Names and adjectives
must be linked to the right actor of the world. Descriptions and pronouns must mean the actor that their gold entity is,
or that its names in the paragraph were read as; a group must come out whole, with nobody else. Every figure
stands with its count and Wilson's 95 % interval; ``-v`` prints the misses.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from foreigndesk.actors.knowledge import knowledge
from foreigndesk.actors.mentions import FIRST
from foreigndesk.model import Actor, Offsets, Reading, Report
from foreigndesk.reader import Reader
from foreigndesk.times import windows
from judged import wilson

GOLD = Path(__file__).with_name("references.jsonl")
FILLERS = frozenset("the of and for in against on".split())
LINKED = frozenset({"name", "adjective"})


@dataclass(frozen=True)
class Gold:
    """One annotated mention, its offsets in the read text, and the entities it means."""

    span: Offsets
    kind: str
    entities: tuple[str, ...]
    place: bool = False


def answering(gold: Offsets, spans: list[Offsets]) -> Offsets | None:
    """The recorded mention that answers a gold one: it ends where that ends (titles and articles may differ), or mostly covers it."""
    best: tuple[bool, float, Offsets] | None = None
    for span in spans:
        shared = min(gold[1], span[1]) - max(gold[0], span[0])
        overlap = shared / (max(gold[1], span[1]) - min(gold[0], span[0]))
        if shared > 0 and (span[1] == gold[1] or overlap >= 0.5):
            best = max(best or (False, 0.0, span), (span[1] == gold[1], overlap, span))
    return best[2] if best else None


def words(name: str, iso3: str | None) -> list[str]:
    """The words of a name that tell: without fillers and without the country's own names."""
    plain = re.sub(r"[.\"]", "", name.lower())
    entity = knowledge().entities.get(iso3 or "")
    for surface, _ in sorted(entity.surfaces(), key=lambda s: -len(s[0])) if entity is not None else ():
        plain = re.sub(rf"\b{re.escape(surface.lower().replace('.', ''))}\b(?= )|\bof (?:the )?{re.escape(surface.lower())}\b", "", plain)
    return [w for w in re.findall(r"[\w'’-]+", plain) if w not in FILLERS] or name.lower().split()


def same(actor: Actor, link: dict[str, str]) -> bool:
    """Whether a recorded actor is the one that the gold names: by the knowledge base where it knows it, else by the name."""
    kb = knowledge()
    name, iso3 = link["name"], link.get("iso3")
    keys = {e.key for e, form in kb.by_surface(name) if form == "name" and iso3 in {None, e.iso3, e.country, e.key}}
    keys |= {f"person:{t.person}" for t in kb.person(name)} if " " in name else set()
    if keys:
        owner, _, body = actor.id.partition(":")  # the authorities of a state act as the state
        return actor.id in keys or (owner in keys and body == "government")
    if actor.iso3 is not None and iso3 is not None and actor.iso3 != iso3:
        return False
    owner, _, key = actor.id.partition(":")
    if owner == iso3 or actor.id == iso3:
        gold_body = kb.body(re.sub(r"(?i)^(?:federal )?government of .*", "government", name))
        if gold_body is not None and gold_body.key == "government":
            return key in {"", "government", "cabinet"}
        if gold_body is not None and gold_body.key == key and gold_body.key != "parliament":
            return True
    if actor.id == iso3:
        return False
    want, have = words(name, iso3), words(actor.name, iso3)
    if actor.type == "person":  # a surname will do, and a word too many that stood before the name
        return want[-1] in have and (set(have) <= set(want) or (set(want) <= set(have) and len(have) <= len(want) + 1))
    return set(have) <= set(want) and 2 * len(have) > len(want)


class Paragraph:
    """One annotated paragraph within its reading."""

    def __init__(self, row: dict[str, Any], reading: Reading, shift: int) -> None:
        self.text = reading.report.text
        self.links: dict[str, dict[str, str] | None] = row["entities"]
        self.gold = [Gold((m[0] + shift, m[1] + shift), m[2], tuple(m[3]), "place" in m[4:]) for m in row["mentions"]]
        self.actors = {a.id: a for a in reading.actors}
        at: dict[Offsets, set[str]] = defaultdict(set)
        for actor in reading.actors:
            for span in actor.mentions:
                if span[0] < row["end"] + shift and row["start"] + shift < span[1]:
                    at[span].add(actor.id)
        self.read: dict[Offsets, set[str]] = {}
        for g in self.gold:
            answer = answering(g.span, list(at))
            self.read[g.span] = at[answer] if answer is not None else set()

    def others(self, g: Gold, entity: str) -> set[str]:
        """The actors that the names of an entity were read as; of an unnamed one, all its other mentions."""
        rest = [o for o in self.gold if o.entities == (entity,) and o.span != g.span]
        if self.links[entity] is not None:
            rest = [o for o in rest if o.kind in LINKED]
        return set().union(*(self.read[o.span] for o in rest))

    def judge(self, g: Gold) -> bool | None:
        """Whether a mention was read right; ``None`` where nobody could tell."""
        by: list[set[str]] = []
        for entity in g.entities:
            link = self.links[entity]
            fits = {a for a in self.read[g.span] if link is not None and same(self.actors[a], link)}
            if g.kind not in LINKED:
                if link is None and not any(o.entities == (entity,) and o.span != g.span for o in self.gold):
                    return None
                fits |= self.read[g.span] & self.others(g, entity)
            elif link is None:
                return None
            by.append(fits)
        return all(by) and set().union(*by) == self.read[g.span] and len(self.read[g.span]) == len(g.entities)

    def known(self, g: Gold) -> bool:
        """Whether the knowledge base has everybody whom a mention means."""
        kb = knowledge()
        names = [link["name"] if (link := self.links[e]) is not None else "" for e in g.entities]
        return all(kb.by_surface(n) or (" " in n and kb.person(n)) for n in names)

    def miss(self, g: Gold) -> str:
        read = ", ".join(sorted(f"{self.actors[a].name} [{a}]" for a in self.read[g.span])) or "nobody"
        meant = " + ".join((self.links[e] or {"name": e})["name"] for e in g.entities)
        before, after = self.text[max(0, g.span[0] - 60) : g.span[0]], self.text[g.span[1] : g.span[1] + 30]
        return f"{g.kind}: …{before}[[{self.text[slice(*g.span)]}]]{after}…  is {meant}; read as {read}".replace("\n", " ")


def paragraphs(texts: Path) -> Iterator[tuple[dict[str, Any], Paragraph]]:
    """The annotated paragraphs, each report read once. Raises SystemExit where a text is not the annotated one."""
    rows = [json.loads(line) for line in GOLD.read_text(encoding="utf-8").splitlines()]
    reports: dict[tuple[str, str], dict[str, Any]] = {}
    for file in sorted({row["file"] for row in rows}):
        for line in (texts / file).read_text(encoding="utf-8").splitlines():
            report = json.loads(line)
            reports[file, report["id"]] = report
    wanted = sorted({(row["file"], row["report"]) for row in rows})
    titled = []
    for key in wanted:
        report = reports[key]
        head = report["title"] + "\n\n" if report.get("title") else ""
        day = report.get("published") or report.get("date")
        published = windows.day_window(date.fromisoformat(day[:10]), "given") if day else None
        titled.append(replace(Report(report["id"], head + report["text"], title=report.get("title")), published=published))
    readings = dict(zip(wanted, Reader().read_many(titled), strict=True))
    for row in rows:
        key = (row["file"], row["report"])
        text = reports[key]["text"]
        if hashlib.sha256(text[row["start"] : row["end"]].encode()).hexdigest() != row["sha256"]:
            raise SystemExit(f"{row['file']}, {row['report']}: not the text that was annotated")
        yield row, Paragraph(row, readings[key], len(readings[key].report.text) - len(text))


def classes(p: Paragraph, g: Gold) -> Iterator[str]:
    """The lines of the table that a mention counts in."""
    if g.kind in LINKED:
        yield "linking"
        yield f"  {g.kind}s" if not g.place else "  as places"
        yield "  in the knowledge base" if p.known(g) else "  not in the knowledge base"
        return
    yield "coreference"
    if g.kind == "description":
        yield "  descriptions"
    else:
        yield "  pronouns"
        yield "    first person" if p.text[slice(*g.span)].lower() in FIRST else "    third person"
    yield "  groups" if len(g.entities) > 1 else "  single actors"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("texts", type=Path)
    parser.add_argument("-v", "--verbose", action="store_true", help="print the misses")
    options = parser.parse_args()
    counts: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])  # right, read at all, of
    untold = 0
    for row, p in paragraphs(options.texts):
        for g in p.gold:
            right = p.judge(g)
            if right is None:
                untold += 1
                continue
            for line in classes(p, g):
                counts[line][0] += right
                counts[line][1] += bool(p.read[g.span])
                counts[line][2] += 1
            if not right and options.verbose:
                print(f"{row['report']} {p.miss(g)}")
    order = ["linking", "  names", "  adjectives", "  as places", "  in the knowledge base", "  not in the knowledge base"]
    order += ["coreference", "  descriptions", "  pronouns", "    third person", "    first person", "  single actors", "  groups"]
    for line in order:
        good, bound, of = counts[line]
        low, high = wilson(good, of)
        print(f"{line:28} right {good:4} of {of:4}  {100 * good / max(1, of):5.1f} % [{low:.1f}–{high:.1f}]   bound {bound:4}")
    print(f"{untold} mentions of unknown actors, mentioned once, are not judged")


if __name__ == "__main__":
    main()
