"""Asking for an explanation: by the id of a fact, actor or report, or by words of a report."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

from foreigndesk.errors import RecordError, UsageError
from foreigndesk.explaining import actors, events, facts, merging, misses
from foreigndesk.explaining.page import Page, days
from foreigndesk.explaining.tree import Explanation, Reason
from foreigndesk.model import DateWindow, Offsets, Reading, Report
from foreigndesk.reader import Reader

if TYPE_CHECKING:
    from foreigndesk.record import Record

KINDS = ("event", "statement", "commitment", "relation", "dispute")
SHOWN = 4  # ids that an ambiguous beginning names
REPORTS = 3  # reports in which an actor is followed
MENTIONS = 12  # mentions of an actor in one report
_REASONS: dict[str, Callable[[Page, Any], tuple[Reason, ...]]] = {
    "event": events.explain,
    "statement": facts.statement,
    "commitment": facts.commitment,
    "relation": facts.relation,
    "dispute": facts.dispute,
}


def explain(source: Reading | Record, id: str, *, reader: Reader | None = None) -> Explanation:
    """Why a reading or a record says one thing, by the id of a fact, an actor or a report; its unique beginning is enough.

    The report's text is read again, by ``reader`` or one as it ships: where the record was made by another version, a
    note says so. Raises UsageError FD530 (no such id), FD531 (several begin so) and FD533 (what is recorded is no longer
    read), RecordError FD532 (the report's text is gone).
    """
    if isinstance(source, Reading):
        kind, identity = _one(id, _ids(source))
        page = Page((reader or Reader()).trace(source.report))
        _check(page, kind, identity, "it was made by another reader")
        return _explained(page, kind, identity, ())
    found = source.named(id)
    kind, identity = _one(id, {(kind, identity) for kind, identity, _ in found})
    reports = [report for k, i, report in found if (k, i) == (kind, identity)]
    reader = reader or Reader()
    each = [_again(source, report, kind, identity, reader) for report in reports[:REPORTS]]
    return each[0] if len(each) == 1 else _together(each, len(reports))


def explained(report: Report, at: str | None = None, *, reader: Reader | None = None) -> list[Explanation]:
    """Why a report is read as it is: its day and every fact, or what is read at some words of it.

    Raises UsageError FD534 where the words are not in the report.
    """
    page = Page((reader or Reader()).trace(report))
    if at is not None:
        return list(_at(page, at))
    asked = [("report", page.reading.report.id), *((kind, fact.id) for kind, fact in _facts(page.reading))]
    return [_explained(page, kind, identity, ()) for kind, identity in asked]


# -- which is asked for ----------------------------------------------------------------------------------------------------


def _facts(reading: Reading) -> Iterator[tuple[str, Any]]:
    for kind in KINDS:
        for fact in getattr(reading, f"{kind}s"):
            yield kind, fact


def _ids(reading: Reading) -> set[tuple[str, str]]:
    known = {(kind, fact.id) for kind, fact in _facts(reading)}
    return known | {("actor", a.id) for a in reading.actors} | {("report", reading.report.id)}


def _one(id: str, known: set[tuple[str, str]]) -> tuple[str, str]:
    """The one kind and id that is meant: the id itself, or the only one that begins so."""
    exact = sorted(pair for pair in known if pair[1] == id)
    found = exact or sorted(pair for pair in known if id and pair[1].startswith(id))
    if not found:
        raise UsageError("FD530", f"nothing here has the id {id!r}: ids are those that the lists print with --format jsonl or csv")
    if len(found) > 1:
        shown = ", ".join(identity for _, identity in found[:SHOWN])
        more = f" and {len(found) - SHOWN} more" if len(found) > SHOWN else ""
        raise UsageError("FD531", f"{id!r} may be any of {len(found)}: {shown}{more}; give more of the one you mean")
    return found[0]


def _at(page: Page, words: str) -> Iterator[Explanation]:
    """Why the facts are read that turn on some words, or why none is; then who is mentioned there."""
    spans = list(_occurrences(page.text, words))
    if not spans:
        raise UsageError("FD534", f"the report has no words {words!r}: give them as they stand in it")
    found = [(kind, f.id) for kind, f in _facts(page.reading) if any(_meet(x, s) for x in _turns(page, kind, f) for s in spans)]
    mentioned = [("actor", a.id) for a in page.reading.actors if any(_within(m, s) for m in a.mentions for s in spans)]
    if not found and (misses.predicates(page, spans) or not mentioned):
        yield Explanation("", "nothing", page.reading.report.id, f"no fact turns on '{words}'", misses.explain(page, spans))
    for kind, identity in dict.fromkeys([*found, *mentioned]):
        yield _explained(page, kind, identity, ())


def _turns(page: Page, kind: str, fact: Any) -> list[Offsets]:
    """The words that a fact turns on."""
    if kind == "event":
        return [fact.trigger]
    if kind == "statement":
        return [fact.cue]
    promised = [e.trigger for e in page.reading.events if kind == "commitment" and e.id == fact.act]
    return promised + [page.scene.span(why.token) for why in page.scene.why.get(fact.id, ()) if why.token is not None]


def _occurrences(text: str, words: str) -> Iterator[Offsets]:
    start = text.find(words) if words else -1
    while start >= 0:
        yield start, start + len(words)
        start = text.find(words, start + 1)


def _meet(one: Offsets, other: Offsets) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _within(one: Offsets, other: Offsets) -> bool:
    return other[0] <= one[0] and one[1] <= other[1]


# -- reading it again ------------------------------------------------------------------------------------------------------


def _again(record: Record, report: str, kind: str, identity: str, reader: Reader) -> Explanation:
    row = next(iter(record.rows(report)))
    if not row.get("text"):
        raise RecordError("FD532", f"the text of the report {report} is no longer in the record: read the report again to explain it")
    made = row["reader"]
    now = reader.provenance
    other = [f"{key} {made[key]}, now {now[key]}" for key in ("version", "model", "lexicon") if made.get(key) != now[key]]
    notes = (f"recorded by another reader ({'; '.join(other)}): explained with the present one",) if other else ()
    page = Page(reader.trace(_report(row)))
    _check(page, kind, identity, "it was made by another reader" if other else "other options, such as --cues or --actors, made it")
    found = _explained(page, kind, identity, notes)
    if kind not in KINDS:
        return found
    return replace(found, reasons=(*found.reasons, *merging.same(record.tellings(identity), record.reviews(), identity)))


def _check(page: Page, kind: str, identity: str, why: str) -> None:
    """Raises UsageError FD533 where what was read once is not read now."""
    if (kind, identity) not in _ids(page.reading):
        raise UsageError("FD533", f"the present reader does not find {identity} in {page.reading.report.id} again: {why}")


def _report(row: Mapping[str, Any]) -> Report:
    fields = ("id", "text", "url", "title", "publisher", "agency", "byline", "language")
    return Report(**{key: row[key] for key in fields}, published=_window(row["published"]))


def _window(row: Mapping[str, Any] | None) -> DateWindow | None:
    if row is None:
        return None
    earliest, latest = (date.fromisoformat(row[end]) if row[end] else None for end in ("earliest", "latest"))
    return DateWindow(earliest, latest, row["edtf"], row["basis"], row.get("weekday"), tuple(row.get("reasons", ())))


def _together(each: list[Explanation], reports: int) -> Explanation:
    """One explanation of an actor that several reports mention."""
    inside = tuple(Reason("report", str(one.report), because=one.reasons) for one in each)
    notes = dict.fromkeys(note for one in each for note in one.notes)
    left = (f"the first {len(each)} of {reports} reports that mention it",) if reports > len(each) else ()
    return Explanation(each[0].id, each[0].kind, None, each[0].says, inside, (*notes, *left))


# -- telling it ------------------------------------------------------------------------------------------------------------


def _explained(page: Page, kind: str, identity: str, notes: tuple[str, ...]) -> Explanation:
    report = page.reading.report
    if kind == "report":
        return Explanation(identity, kind, report.id, report.title or report.id, (_day(report),), notes)
    if kind == "actor":
        return Explanation(identity, kind, report.id, page.name(identity), _actor(page, identity), notes)
    fact = next(f for k, f in _facts(page.reading) if (k, f.id) == (kind, identity))
    return Explanation(identity, kind, report.id, _says(page, kind, fact), _REASONS[kind](page, fact), notes)


def _day(report: Report) -> Reason:
    if report.published is None:
        return Reason("published", "no day known: the report tells none, and its words allow any")
    inner = tuple(Reason("reason", reason) for reason in report.published.reasons)
    return Reason("published", f"{days(report.published)} ({report.published.basis})", because=inner)


def _actor(page: Page, actor: str) -> tuple[Reason, ...]:
    seen = actors.mentions(page, actor, MENTIONS)
    a = page.scene.cast.actors[actor]
    out = [Reason("type", f"{a.type}{f', {a.sector}' if a.sector else ''}; {actors.sure(page, actor)}"), *actors.known(page, actor)]
    out += [actors.chain(page, m, actor) for m in seen]
    if not seen:
        voices = [t for t, voice in page.scene.cast.voices.items() if voice == actor]
        out += [actors.at(page, t, actor) for t in voices] or [Reason("mention", "not mentioned: a fact of one of its people names it")]
    if len(a.mentions) > len(seen) >= MENTIONS:
        out.append(Reason("mention", f"and {len(a.mentions) - len(seen)} more"))
    return tuple(out)


def _says(page: Page, kind: str, f: Any) -> str:
    """A fact in one line."""
    match kind:
        case "event":
            toward = f" → {page.listed(f.recipients)}" if f.recipients else ""
            return f"{f.type}{f' ({f.mode})' if f.mode else ''}: {page.listed(f.actors)}{toward}, {f.status}"
        case "statement":
            speaker = page.listed([f.speaker]) if f.speaker is not None else "somebody unnamed"
            return f"{speaker}: '{' … '.join(page.words(c) for c in f.content)}'"
        case "commitment":
            return f"commitment of {page.listed(f.debtor)} to {page.listed(f.creditor)}, {f.state}"
        case "relation":
            return f"{f.type.replace('_', ' ')}: {' – '.join(page.listed([a]) for a in f.parties)}"
        case _:
            return " ".join(f.about.split())
