"""A fact's row made flat, for tables, CSV and data frames: names for ids, dates for windows, the words for spans."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from foreigndesk.rows import Row

KINDS = ("event", "statement", "commitment", "relation", "dispute")
"""The kinds of fact that queries and tables speak of; actors, times and places are what they are about."""

_COLUMNS: dict[str, tuple[str, ...]] = {
    "event": (
        "report", "id", "earliest", "latest", "actors", "type", "mode", "recipients", "context", "cameo", "status",
        "place", "lat", "lon", "country", "quantities", "by", "origin", "confidence", "actor_ids", "recipient_ids",
        "sources", "independent", "evidence",
    ),
    "statement": (
        "report", "id", "earliest", "latest", "speaker", "mode", "sort", "content", "addressee", "stance", "toward", "by",
        "speaker_id", "evidence",
    ),
    "commitment": (
        "report", "id", "debtor", "act", "creditor", "strength", "state", "earliest", "latest", "condition", "by",
        "confidence", "debtor_ids", "creditor_ids", "moved", "evidence",
    ),
    "relation": (
        "report", "id", "type", "holder", "other", "from_earliest", "from_latest", "to_earliest", "to_latest",
        "initiated_by", "terminated_by", "confidence", "party_ids", "evidence",
    ),
    "dispute": ("report", "id", "about", "holders", "positions", "statements", "evidence"),
}  # fmt: skip

_UNCOUNTED = ("s", "ed", "people", "police", "military", "percent")  # "12 killed", "3 police"
_IRREGULAR = {"man": "men", "child": "children", "person": "people"}

COMMON = ("report", "kind", "id", "type", "status", "earliest", "latest", "who", "whom", "place", "by", "confidence",
          "evidence")  # fmt: skip
"""The columns of a table of all kinds together."""


def columns(kind: str) -> tuple[str, ...]:
    """The columns of a table of one kind; ``recorded`` and ``review`` follow in the record of many reports."""
    return _COLUMNS[kind]


def flat(row: Row, names: Mapping[str, str], text: str) -> Row:
    """One fact's row in plain values, under ``columns(kind)``; ``names`` and ``text`` are its report's."""
    made = _MAKERS[row["kind"]](row, names, text)
    made |= {"report": row["report"], "id": row["id"]}
    made["evidence"] = quoted(spans(row), text)
    ordered = {column: made[column] for column in _COLUMNS[row["kind"]]}
    if "recorded" not in row:
        return ordered
    return {**ordered, "recorded": row["recorded"], "review": row["review"]["verdict"] if "review" in row else None}


def common(row: Row, names: Mapping[str, str], text: str) -> Row:
    """One fact's row of whatever kind under the ``COMMON`` columns."""
    who, whom = parties(row)
    window = row.get("when") or row.get("due") or row.get("from")
    places = row.get("places") or ()
    return {
        "report": row["report"],
        "kind": row["kind"],
        "id": row["id"],
        "type": row.get("type") or row.get("strength") or row.get("mode"),
        "status": row.get("status") or row.get("state"),
        **_window(window),
        "who": named(who, names),
        "whom": named(whom, names),
        "place": "; ".join(place["name"] for place in places),
        "by": row.get("by"),
        "confidence": row.get("confidence"),
        "evidence": quoted(spans(row), text),
    }


def parties(row: Row) -> tuple[list[str], list[str]]:
    """The ids of who acts, speaks, owes or holds in a fact, and of whom it is toward."""
    match row["kind"]:
        case "event":
            return row["actors"], row["recipients"]
        case "statement":
            return _one(row["speaker"]), _one(row["addressee"])
        case "commitment":
            return row["debtor"], row["creditor"]
        case "relation":
            return row["parties"][:1], row["parties"][1:]
        case _:
            return [holder for side in row["sides"] for holder in side["holders"]], []


def spans(row: Row) -> list[list[int]]:
    """The evidence of a fact; a dispute's is that of its sides."""
    if row["kind"] == "dispute":
        return [span for side in row["sides"] for span in side["evidence"]]
    found: list[list[int]] = row["evidence"]
    return found


def quoted(ranges: Iterable[list[int]], text: str) -> str:
    """The words of some spans, on one line, an ellipsis between them and for what is not kept; one within another once."""
    kept: list[list[int]] = []
    for span in ranges:
        if not any(start <= span[0] and span[1] <= end for start, end in kept):
            kept.append(span)
    return " … ".join(" ".join(text[start:end].split()) or "…" for start, end in kept)


def told_text(report: Row) -> str:
    """A report's text to take words from by their offsets.

    Where the text is not kept, what is kept of it stands in its place, an ellipsis and blanks for what is missing.
    """
    if report["text"] is not None:
        return str(report["text"])
    pieces: list[str] = []
    at = 0
    for start, end, words in report["kept"]:
        pieces += (_missing(start - at), words)
        at = end
    return "".join(pieces) + "…"


def _missing(length: int) -> str:
    return f"…{' ' * (length - 1)}" if length > 0 else ""


def named(ids: Iterable[str], names: Mapping[str, str]) -> str:
    """Names joined by semicolons; an id that has none stands for itself."""
    return "; ".join(names.get(id_, id_) for id_ in ids)


def number(value: float) -> str:
    """A number as people write it: no needless ``.0``, thousands set apart."""
    return f"{value:,.10g}"


def quantity(one: Mapping[str, Any]) -> str:
    """A quantity in words: ``at least 2,000 troops``, ``40–50 killed``."""
    amount = f"{number(one['low'])}–{number(one['high'])}" if _is_range(one) else number(one["value"])
    unit = one["unit"] if one["value"] == 1 else _plural(one["unit"])
    return " ".join(part for part in (one["qualifier"], amount, unit) if part)


def _plural(unit: str) -> str:
    """The plural of a unit that is a noun's own lemma; codes and participles stay as they are."""
    if not unit.islower() or unit.endswith(_UNCOUNTED):
        return unit
    for one, many in _IRREGULAR.items():
        if unit.endswith(one):
            return unit.removesuffix(one) + many
    if unit.endswith("y") and unit[-2:-1] not in "aeo":
        return f"{unit[:-1]}ies"
    return f"{unit}es" if unit.endswith(("ch", "sh", "x")) else f"{unit}s"


def _is_range(one: Mapping[str, Any]) -> bool:
    return one["low"] is not None and one["high"] is not None and one["low"] != one["high"]


def _one(id_: str | None) -> list[str]:
    return [] if id_ is None else [id_]


def _window(window: Mapping[str, Any] | None, prefix: str = "") -> Row:
    return {f"{prefix}{end}": window[end] if window else None for end in ("earliest", "latest")}


def _event(row: Row, names: Mapping[str, str], text: str) -> Row:
    place = row["places"][0] if row["places"] else {"lat": None, "lon": None, "country": None}
    sources = row.get("sources") or ({"report": row["report"], "independent": True},)
    return {
        **{key: row[key] for key in ("type", "mode", "cameo", "status", "by", "origin", "confidence")},
        **_window(row["when"]),
        "actors": named(row["actors"], names),
        "recipients": named(row["recipients"], names),
        "context": "; ".join(row["context"]),
        "place": "; ".join(one["name"] for one in row["places"]),
        **{key: place[key] for key in ("lat", "lon", "country")},
        "quantities": "; ".join(map(quantity, row["quantities"])),
        "actor_ids": "; ".join(row["actors"]),
        "recipient_ids": "; ".join(row["recipients"]),
        "sources": "; ".join(source["report"] for source in sources),
        "independent": sum(source["independent"] for source in sources),
    }


def _statement(row: Row, names: Mapping[str, str], text: str) -> Row:
    stance = row["stance"]
    return {
        **_window(row["when"]),
        "speaker": named(_one(row["speaker"]), names),
        "mode": row["mode"],
        "sort": row.get("sort", "speech"),
        "content": quoted(row["content"], text),
        "addressee": named(_one(row["addressee"]), names),
        "stance": stance["polarity"] if stance else None,
        "toward": named([stance["toward"]], names) if stance else None,
        "by": row["by"],
        "speaker_id": row["speaker"],
    }


def _commitment(row: Row, names: Mapping[str, str], text: str) -> Row:
    condition = row["condition"]
    return {
        **{key: row.get(key) for key in ("act", "strength", "state", "by", "confidence")},
        **_window(row["due"]),
        "debtor": named(row["debtor"], names),
        "creditor": named(row["creditor"], names),
        "condition": quoted([condition["text"]], text) if condition else None,
        "debtor_ids": "; ".join(row["debtor"]),
        "creditor_ids": "; ".join(row["creditor"]),
        "moved": "; ".join(_moved(step) for step in row["history"] if "words" in step),
    }


def _moved(step: Row) -> str:
    """A step that another report tells: its day, the state, the sentence, and the report."""
    when = step["when"]["earliest"] or step["when"]["latest"]
    told = f" in {step['report']}" if step["report"] else ""
    return " ".join(part for part in (when, f"{step['state']}{told}:", f"“{step['words']}”") if part)


def _relation(row: Row, names: Mapping[str, str], text: str) -> Row:
    holder, other = row["parties"]
    return {
        **{key: row.get(key) for key in ("type", "initiated_by", "terminated_by", "confidence")},
        **_window(row["from"], "from_"),
        **_window(row["to"], "to_"),
        "holder": named([holder], names),
        "other": named([other], names),
        "party_ids": f"{holder}; {other}",
    }


def _dispute(row: Row, names: Mapping[str, str], text: str) -> Row:
    sides = row["sides"]
    return {
        "about": row["about"],
        "holders": " / ".join(named(side["holders"], names) for side in sides),
        "positions": " / ".join(side["position"] for side in sides),
        "statements": "; ".join(id_ for side in sides for id_ in side["statements"]),
    }


_MAKERS = {
    "event": _event,
    "statement": _statement,
    "commitment": _commitment,
    "relation": _relation,
    "dispute": _dispute,
}
