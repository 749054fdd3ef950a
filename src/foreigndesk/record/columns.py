"""What of a fact goes into columns beside its body: the days it is searched, sorted and judged by, and for whom it acts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from foreigndesk.rows import Row

LAST = date.max
"""Where facts without a day are sorted."""

TOLD = frozenset({"occurred", "ongoing", "negated", "planned"})
"""The statuses of events that can tell what became of a commitment."""

_STEM = 5  # letters that the forms of a verb, and the noun of its act, share
_OFFICIAL_TYPES = frozenset({"state", "contested_polity", "government_body", "armed_force"})
_OFFICIAL_SECTORS = frozenset({"GOV", "MIL"})
_WORD = re.compile(r"[^\W\d_]{3,}")


def columns(row: Row, report: Row) -> dict[str, Any]:
    """The columns of one fact's row but its key, body and stems; what ``report`` says of its day stands in."""
    kind = row["kind"]
    if kind == "relation":
        earliest, latest = window(row["from"])[0], window(row["to"])[1]
    else:
        own = row.get("when") or row.get("window") or row.get("due")
        earliest, latest = window(own if own and (own["earliest"] or own["latest"]) else report["published"])
    begins, ends = _stands(row)
    return {
        "id": row["id"],
        "kind": kind,
        "type": row.get("type") or row.get("strength") or row.get("mode") or row.get("precision"),
        "status": row.get("status") or row.get("state"),
        "earliest": earliest,
        "latest": latest,
        "first": earliest or latest or LAST,
        "begins": begins,
        "ends": ends,
        "due": window(row.get("due"))[1],
        "by": row.get("by"),
        "confidence": row.get("confidence"),
    }


def _stands(row: Row) -> tuple[date | None, date | None]:
    """The first day on which a fact stands, and its last, as ``asof`` judges them; a commitment's last is when it was settled."""
    match row["kind"]:
        case "event" | "statement":
            return window(row["when"])[0], None
        case "relation":
            end = row["to"]
            return window(row["from"])[0], (window(end)[1] or window(end)[0] or date.min) if end else None
        case "commitment" if row["history"]:
            days = [window(change["when"])[0] for change in row["history"]]
            settled = row["state"] in ("fulfilled", "broken", "cancelled")
            known = [day for day in days if day]
            return (min(known) if len(known) == len(days) else None), (max(known) if settled and known else None)
        case _:
            return None, None


def window(given: Mapping[str, Any] | None) -> tuple[date | None, date | None]:
    """The ends of a row's date window."""
    if not given:
        return None, None
    earliest, latest = given["earliest"], given["latest"]
    return earliest and date.fromisoformat(earliest), latest and date.fromisoformat(latest)


def told_on(row: Row, report: Row) -> date | None:
    """The day on which an event can have moved a commitment: its own, or for what is only planned, its report's."""
    if row["kind"] != "event" or row["status"] not in TOLD:
        return None
    found = columns(row, report)
    earliest, latest = window(report["published"]) if row["status"] == "planned" else (found["earliest"], found["latest"])
    return earliest or latest


def told_stems(row: Row, text: str) -> str | None:
    """The stems of a refusal's sentences and of a promised act's own word, between spaces: by them is found what was refused."""
    if row["kind"] != "event":
        return None
    found = row["evidence"] if row["type"] == "REJECT" else [row["trigger"]] if row["status"] in ("promised", "planned") else []
    return f" {' '.join(sorted({stem for start, end in found for stem in stems(text[start:end])}))} " if found else None


def principal(actor: Row) -> str:
    """For whom an actor acts, as two reports can agree on it: his state, the body he belongs to, or his own id or name.

    A government, its ministries, forces and officials act for their state (its ISO code), "EU:commission" for the EU. Whom
    the knowledge base does not know goes by a name of two words or more, each with a capital; "rebels" are these alone.
    """
    official = actor["type"] in _OFFICIAL_TYPES or actor["sector"] in _OFFICIAL_SECTORS
    if actor["iso3"] and official:
        return str(actor["iso3"])
    head, colon, _rest = actor["id"].partition(":")
    if colon:
        return str(head)
    name = str(actor["name"]).split()
    named = head.startswith("actor-") and len(name) > 1 and all(word[0].isupper() for word in name)
    return " ".join(name).casefold() if named else str(head)


def stems(words: str) -> Iterator[str]:
    """The beginnings of the words of a text, case-folded: "withdrew", "withdrawal" and "withdraw" begin alike."""
    return (word[:_STEM].casefold() for word in _WORD.findall(words))
