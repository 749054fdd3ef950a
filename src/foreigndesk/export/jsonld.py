"""JSON-LD: reports, actors, places and facts in RDF, with the words that each fact rests on as Web Annotations.

Terms: the Simple Event Model (``sem:Event``, ``sem:hasActor``, ``sem:hasPlace`` and its time stamps), PROV-O (where a fact comes
from, by which reading), the Web Annotation vocabulary (``oa:TextQuoteSelector``, ``oa:TextPositionSelector``), Dublin Core, WGS 84
positions; what these do not say, in a vocabulary of our own (``fd:``, docs/exports.md). The context stands in the document:
nothing is fetched. Positions count Unicode characters in the report's text, as the annotation model asks.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import IO, TYPE_CHECKING, Any
from urllib.parse import quote

from foreigndesk.export.formats import Asked, Format
from foreigndesk.export.told import Told, facts
from foreigndesk.model import fact_id
from foreigndesk.record.flat import KINDS, parties, quantity, spans
from foreigndesk.rows import Row

if TYPE_CHECKING:
    from foreigndesk.record import Record

_BASE = "urn:foreigndesk:"
_AROUND = 32  # characters before and after a quotation that help to find it again

CONTEXT: dict[str, Any] = {
    "sem": "http://semanticweb.cs.vu.nl/2009/11/sem/",
    "prov": "http://www.w3.org/ns/prov#",
    "oa": "http://www.w3.org/ns/oa#",
    "dcterms": "http://purl.org/dc/terms/",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "wgs84": "http://www.w3.org/2003/01/geo/wgs84_pos#",
    "fd": f"{_BASE}term:",
    **{term: {"@id": f"sem:{term}", "@type": "xsd:date"} for term in (
        "hasTimeStamp", "hasEarliestBeginTimeStamp", "hasLatestEndTimeStamp",
    )},
    **{term: {"@id": f"fd:{term}", "@type": "xsd:date"} for term in (
        "publishedEarliest", "publishedLatest", "dueEarliest", "dueLatest",
        "fromEarliest", "fromLatest", "toEarliest", "toLatest",
    )},
    **{term: {"@id": f"prov:{term}", "@type": "xsd:dateTime"} for term in ("generatedAtTime", "endedAtTime")},
    "start": {"@id": "oa:start", "@type": "xsd:nonNegativeInteger"},
    "end": {"@id": "oa:end", "@type": "xsd:nonNegativeInteger"},
    "confidence": {"@id": "fd:confidence", "@type": "xsd:double"},
    "lat": {"@id": "wgs84:lat", "@type": "xsd:double"},
    "long": {"@id": "wgs84:long", "@type": "xsd:double"},
}  # fmt: skip


def nodes(told: Iterable[Told]) -> Iterator[Row]:
    """The nodes of the graph, report after report; an actor of several reports stands once in each, the same."""
    for _id, group in groupby(told, key=lambda one: one.report["id"]):
        seen: set[str] = set()
        for number, one in enumerate(group):
            if number == 0:
                yield from _report(one.report)
            around = [_actor(one, id_) for side in parties(one.fact) for id_ in side]
            around += [_place(place) for place in one.fact.get("places", ())]
            for node in around:
                if node["@id"] not in seen:
                    seen.add(node["@id"])
                    yield node
            yield _fact(one)
            yield _annotation(one)


def write(record: Record, asked: Asked, stream: IO[Any]) -> None:
    """Write the facts as one JSON-LD document, node by node."""
    stream.write('{"@context": ' + json.dumps(CONTEXT, ensure_ascii=False) + ',\n"@graph": [')
    for number, node in enumerate(nodes(facts(record, KINDS, asked.filters))):
        stream.write((",\n" if number else "\n") + json.dumps(node, ensure_ascii=False))
    stream.write("\n]}\n")


def iri(kind: str, id_: str) -> str:
    """The IRI of something of the record."""
    return f"{_BASE}{kind}:{quote(id_, safe='')}"


def _ref(kind: str, id_: str | None) -> Row | None:
    return None if id_ is None else {"@id": iri(kind, id_)}


def _known(node: Row) -> Row:
    """A node without what is not known."""
    return {key: value for key, value in node.items() if value not in (None, [], "")}


def _window(window: Row | None, prefix: str) -> Row:
    if not window:
        return {}
    return {f"{prefix}Earliest": window["earliest"], f"{prefix}Latest": window["latest"], f"fd:{prefix}Edtf": window["edtf"]}


def _report(report: Row) -> Iterator[Row]:
    reader = f"reader:{report['reader']['version']}"
    yield _known({
        "@id": iri("report", report["id"]),
        "@type": ["prov:Entity", "fd:Report"],
        "dcterms:identifier": report["id"],
        "dcterms:title": report["title"],
        "dcterms:source": {"@id": report["url"]} if report["url"] else None,
        "dcterms:publisher": report["publisher"],
        "dcterms:creator": report["byline"],
        "dcterms:language": report["language"],
        "fd:agency": report["agency"],
        "fd:sha256": report["sha256"],
        **_window(report["published"], "published"),
    })  # fmt: skip
    yield {
        "@id": iri("reading", report["id"]),
        "@type": "prov:Activity",
        "prov:used": {"@id": iri("report", report["id"])},
        "prov:wasAssociatedWith": {"@id": _BASE + reader},
        "endedAtTime": report["recorded"],
        "fd:model": report["reader"]["model"],
        "fd:lexicon": report["reader"]["lexicon"],
    }
    yield {
        "@id": _BASE + reader,
        "@type": ["prov:Agent", "prov:SoftwareAgent"],
        "rdfs:label": f"foreigndesk {report['reader']['version']}",
    }


def _actor(told: Told, id_: str) -> Row:
    actor = told.actors[id_]
    return _known({
        "@id": iri("actor", id_),
        "@type": ["sem:Actor", "prov:Agent"],
        "rdfs:label": actor["name"],
        "sem:actorType": {"@id": f"fd:{actor['type']}"},
        "fd:sector": actor["sector"],
        "fd:iso3": actor["iso3"],
        "fd:cameoActor": actor["cameo"],
        "owl:sameAs": {"@id": f"http://www.wikidata.org/entity/{actor['wikidata']}"} if actor["wikidata"] else None,
    })  # fmt: skip


def _place_iri(place: Row) -> str:
    if place["geonameid"]:
        return f"https://sws.geonames.org/{place['geonameid']}/"
    return iri("place", fact_id("place", place["name"], place["lat"], place["lon"]))


def _place(place: Row) -> Row:
    return _known({
        "@id": _place_iri(place),
        "@type": "sem:Place",
        "rdfs:label": place["name"],
        "lat": place["lat"],
        "long": place["lon"],
        "fd:iso3": place["country"],
        "fd:precision": place["precision"],
    })  # fmt: skip


def _fact(told: Told) -> Row:
    row = told.fact
    node = {
        "@id": iri("fact", row["id"]),
        "@type": ["prov:Entity"],
        "dcterms:identifier": row["id"],
        **_MAKERS[row["kind"]](told),
        "fd:reportedBy": _ref("fact", row.get("by")),
        "prov:wasDerivedFrom": _ref("report", row["report"]),
        "prov:wasGeneratedBy": _ref("reading", row["report"]),
        "generatedAtTime": row["recorded"],
    }
    node["@type"] = [*node["@type"], f"fd:{row['kind'].capitalize()}", *(["sem:Event"] if row["kind"] == "event" else [])]
    return _known(node)


def _actors(ids: Iterable[str]) -> list[Row]:
    return [{"@id": iri("actor", id_)} for id_ in ids]


def _event(told: Told) -> Row:
    row = told.fact
    when = row["when"] or {"earliest": None, "latest": None, "edtf": None}
    single = when["earliest"] if when["earliest"] == when["latest"] else None
    return {
        "sem:eventType": {"@id": f"fd:{row['type']}"},
        "sem:hasActor": _actors(dict.fromkeys([*row["actors"], *row["recipients"]])),
        "fd:actor": _actors(row["actors"]),
        "fd:recipient": _actors(row["recipients"]),
        "sem:hasPlace": [{"@id": _place_iri(place)} for place in row["places"]],
        "hasTimeStamp": single,
        "hasEarliestBeginTimeStamp": when["earliest"],
        "hasLatestEndTimeStamp": when["latest"],
        "fd:edtf": when["edtf"],
        "fd:status": row["status"],
        "fd:mode": row["mode"],
        "fd:context": row["context"],
        "fd:cameo": row["cameo"],
        "fd:quantity": [quantity(one) for one in row["quantities"]],
        "confidence": row["confidence"],
    }


def _statement(told: Told) -> Row:
    row = told.fact
    stance = row["stance"] or {}
    toward = stance.get("toward")
    return {
        "prov:wasAttributedTo": _ref("actor", row["speaker"]),
        "fd:addressee": _ref("actor", row["addressee"]),
        "fd:cue": told.words(row["cue"]),
        "fd:content": told.words(*row["content"]),
        "fd:mode": row["mode"],
        "fd:sort": row.get("sort", "speech"),
        "fd:stance": stance.get("polarity"),
        "fd:stanceToward": _ref("actor" if toward in told.actors else "fact", toward),
        "fd:edtf": (row["when"] or {}).get("edtf"),
    }


def _commitment(told: Told) -> Row:
    row = told.fact
    condition = row["condition"] or {}
    return {
        "fd:debtor": _actors(row["debtor"]),
        "fd:creditor": _actors(row["creditor"]),
        "fd:act": _ref("fact", row["act"]),
        "fd:strength": row["strength"],
        "fd:state": row["state"],
        "fd:condition": told.words(condition.get("text")),
        "fd:conditionEvent": _ref("fact", condition.get("event")),
        **_window(row["due"], "due"),
    }


def _relation(told: Told) -> Row:
    row = told.fact
    holder, other = row["parties"]
    return {
        "fd:relation": {"@id": f"fd:{row['type']}"},
        "fd:holder": _ref("actor", holder),
        "fd:other": _ref("actor", other),
        **_window(row["from"], "from"),
        **_window(row["to"], "to"),
        "fd:initiatedBy": _ref("fact", row["initiated_by"]),
        "fd:terminatedBy": _ref("fact", row["terminated_by"]),
    }


def _dispute(told: Told) -> Row:
    row = told.fact
    sides = [
        _known({
            "@id": f"{iri('fact', row['id'])}:{number}",
            "fd:holder": _actors(side["holders"]),
            "fd:position": side["position"],
            "fd:statement": [{"@id": iri("fact", id_)} for id_ in side["statements"]],
        })
        for number, side in enumerate(row["sides"], 1)
    ]  # fmt: skip
    return {"fd:about": row["about"], "fd:side": sides}


_MAKERS = {
    "event": _event,
    "statement": _statement,
    "commitment": _commitment,
    "relation": _relation,
    "dispute": _dispute,
}


def _annotation(told: Told) -> Row:
    """The words that a fact rests on: one target for each span, found by its words and by its place in the text."""
    text = told.report["text"]
    return {
        "@id": iri("evidence", told.fact["id"]),
        "@type": "oa:Annotation",
        "oa:motivatedBy": {"@id": "oa:identifying"},
        "oa:hasBody": {"@id": iri("fact", told.fact["id"])},
        "oa:hasTarget": [
            {
                "@type": "oa:SpecificResource",
                "oa:hasSource": {"@id": iri("report", told.fact["report"])},
                "oa:hasSelector": [
                    {
                        "@type": "oa:TextQuoteSelector",
                        "oa:exact": text[start:end],
                        "oa:prefix": text[max(0, start - _AROUND) : start],
                        "oa:suffix": text[end : end + _AROUND],
                    },
                    {"@type": "oa:TextPositionSelector", "start": start, "end": end},
                ],
            }
            for start, end in spans(told.fact)
        ],
    }


FORMAT = Format(write, kind=None)
