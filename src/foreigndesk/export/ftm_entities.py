"""The record as entities of FollowTheMoney (followthemoney.tech), the model of Aleph and OpenSanctions.

A report is an ``Article``; actors are ``Person``, ``PublicBody``, ``Organization``, ``Company`` or ``LegalEntity``; events and commitments
are ``Event``; memberships ``Membership``, sanctions ``Sanction``, all other relations ``UnknownLink``; statements and disputes ``Note``.
FollowTheMoney has no status for events: what did not happen says so in its name and keywords. Each entity has the words that it rests
on (``summary``) and its report (``proof``). Values are clean as the model's types ask: dates ISO 8601, countries ISO 3166 alpha-2.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from foreigndesk.export.told import Told
from foreigndesk.lexicon.loader import table
from foreigndesk.record.flat import parties, quantity
from foreigndesk.rows import Row
from foreigndesk.views import words

SCHEMATA = {
    "state": "PublicBody", "contested_polity": "PublicBody", "igo": "PublicBody", "government_body": "PublicBody", "person": "Person",
    "company": "Company", "armed_force": "Organization", "armed_group": "Organization", "ngo": "Organization", "media": "Organization",
    "party": "Organization", "population": "LegalEntity", "other": "LegalEntity",
}  # fmt: skip
"""The schema of each type of actor."""


@dataclass(slots=True)
class Entity:
    """One entity: its id, schema and properties, every value a text; ``seen`` is when the record learned it."""

    id: str
    schema: str
    properties: dict[str, list[str]] = field(default_factory=dict)
    seen: str = ""

    def row(self) -> Row:
        """The entity as FollowTheMoney's JSON has it."""
        return {"id": self.id, "schema": self.schema, "properties": self.properties}


def identity(kind: str, id_: str) -> str:
    """An id as FollowTheMoney allows it: letters, digits and hyphens."""
    return f"fd-{kind}-{hashlib.sha1(id_.encode(), usedforsecurity=False).hexdigest()[:24]}"


def entities(told: Iterable[Told]) -> Iterator[Entity]:
    """The entities of facts, each report and actor before the first fact that names it, and once."""
    seen: set[str] = set()
    for one in told:
        around = [_report(one), *(_actor(one, id_) for side in parties(one.fact) for id_ in side if id_ in one.actors)]
        for entity in (*around, *_fact(one)):
            if entity.id not in seen:
                seen.add(entity.id)
                yield entity


def _entity(told: Told, kind: str, id_: str, schema: str, **properties: Any) -> Entity:
    made: dict[str, list[str]] = {}
    for name, value in properties.items():
        values = value if isinstance(value, (list, tuple)) else [value]
        given = [str(one) for one in values if one is not None]
        texts = list(dict.fromkeys(one if name == "bodyText" else " ".join(one.split()) for one in given if one.strip()))
        if texts:
            made[name] = texts
    return Entity(identity(kind, id_), schema, made, told.report["recorded"])


def _report(told: Told) -> Entity:
    report = told.report
    url = report["url"] if str(report["url"] or "").startswith(("http://", "https://")) else None
    published = report["published"] or {}
    return _entity(
        told, "report", report["id"], "Article", title=report["title"], publisher=report["publisher"], author=report["byline"],
        sourceUrl=url, bodyText=report["text"], language="eng", publishedAt=_day(published),
    )  # fmt: skip


def _actor(told: Told, id_: str) -> Entity:
    actor = told.actors[id_]
    schema = SCHEMATA[actor["type"]]
    return _entity(
        told, "actor", id_, schema, name=actor["name"], country=country(actor["iso3"]), wikidataId=actor["wikidata"],
        classification=None if schema == "Person" else actor["type"], keywords=actor["sector"],
    )  # fmt: skip


def _fact(told: Told) -> Iterator[Entity]:
    row = told.fact
    names = {id_: actor["name"] for id_, actor in told.actors.items()}
    common = {"summary": told.evidence, "proof": identity("report", row["report"]), "publisher": told.report["publisher"]}
    yield _MAKERS[row["kind"]](told, row, names, common)


def _event(told: Told, row: Row, names: dict[str, str], common: Row) -> Entity:
    return _entity(
        told, "event", row["id"], "Event", name=words.deed(row, names), **_dates(row["when"]), **common, recordId=row["id"],
        organizer=_actors(row["actors"]), involved=_actors([*row["actors"], *row["recipients"]]),
        location=[place["name"] for place in row["places"]], country=[country(place["country"]) for place in row["places"]],
        description=[quantity(one) for one in row["quantities"]],
        keywords=[row["type"], row["mode"], row["status"], *row["context"], f"CAMEO {row['cameo']}" if row["cameo"] else None],
    )  # fmt: skip


def _commitment(told: Told, row: Row, names: dict[str, str], common: Row) -> Entity:
    act = told.rows.get(row["act"])
    debtors = words.listed([names.get(id_, id_) for id_ in row["debtor"]]) if row["debtor"] else "Someone"
    deed = words.act(act, names) if act is not None else "act"
    condition = (row["condition"] or {}).get("text")
    return _entity(
        told, "commitment", row["id"], "Event", name=f"{debtors} {words.bound(row['strength'])} {deed}", **_dates(row["due"]), **common,
        recordId=row["id"], organizer=_actors(row["debtor"]), involved=_actors([*row["debtor"], *row["creditor"]]),
        description=told.words(condition), keywords=["commitment", row["strength"], row["state"]],
    )  # fmt: skip


def _statement(told: Told, row: Row, names: dict[str, str], common: Row) -> Entity:
    speaker = names.get(row["speaker"], "Someone") if row["speaker"] else "Someone"
    return _entity(
        told, "statement", row["id"], "Note", name=f"{speaker}: {told.words(row['cue'])}",
        description=told.words(*row["content"]), entity=_actors([row["speaker"]] if row["speaker"] else []),
        keywords=["statement", row["mode"], row.get("sort", "speech")], **common,
    )  # fmt: skip


def _relation(told: Told, row: Row, names: dict[str, str], common: Row) -> Entity:
    holder, other = row["parties"]
    subject, object_ = _actors(row["parties"])
    begun, ended = _day(row["from"] or {}), _day(row["to"] or {}, last=True)
    dates = {"startDate": begun, "endDate": ended, "recordId": row["id"]}
    body = SCHEMATA.get(told.actors.get(other, {}).get("type", ""))
    if row["type"] == "membership" and body in {"PublicBody", "Organization", "Company"}:
        return _entity(told, "relation", row["id"], "Membership", member=subject, organization=object_, **dates, **common)
    if row["type"] == "sanctions":
        of = {"authority": names.get(holder, holder), "country": country(told.actors.get(holder, {}).get("iso3"))}
        return _entity(told, "relation", row["id"], "Sanction", entity=object_, **of, **dates, **common)
    return _entity(told, "relation", row["id"], "UnknownLink", subject=subject, object=object_, role=row["type"], **dates, **common)


def _dispute(told: Told, row: Row, names: dict[str, str], common: Row) -> Entity:
    positions = [
        f"{words.listed([names.get(id_, id_) for id_ in side['holders']]) if side['holders'] else 'Someone'}: {side['position']}"
        for side in row["sides"]
    ]
    holders = [id_ for side in row["sides"] for id_ in side["holders"]]
    said = {"description": positions, "entity": _actors(holders), "keywords": "dispute"}
    return _entity(told, "dispute", row["id"], "Note", name=row["about"], **said, **common)


_MAKERS = {"event": _event, "commitment": _commitment, "statement": _statement, "relation": _relation, "dispute": _dispute}


def _actors(ids: Iterable[str]) -> list[str]:
    return [identity("actor", id_) for id_ in ids]


def _dates(window: Row | None) -> dict[str, str | None]:
    """One day as a date; else the ends of the window as far as they are known."""
    if not window:
        return {}
    first, last = window["earliest"], window["latest"]
    return {"date": first} if first == last else {"startDate": first, "endDate": last}


def _day(window: Row, *, last: bool = False) -> str | None:
    first, second = ("latest", "earliest") if last else ("earliest", "latest")
    found: str | None = window.get(first) or window.get(second)
    return found


def country(iso3: str | None) -> str | None:
    """The alpha-2 code, in small letters, of an alpha-3 code; nothing where there is none."""
    return _codes().get(iso3 or "")


@cache
def _codes() -> dict[str, str]:
    return {row["iso3"]: row["iso2"] for row in table("export/iso2.csv")}
