"""JSON-LD, read back by rdflib: the same facts, and evidence that a selector finds in the report's text."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any

import pytest

from foreigndesk.record import Record
from foreigndesk.record.flat import KINDS, spans

rdflib: Any = pytest.importorskip("rdflib", reason="rdflib, a development dependency, is not installed")

Export = Callable[..., str]
PREFIXES = """
PREFIX sem: <http://semanticweb.cs.vu.nl/2009/11/sem/>
PREFIX prov: <http://www.w3.org/ns/prov#>
PREFIX oa: <http://www.w3.org/ns/oa#>
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX fd: <urn:foreigndesk:term:>
"""


@pytest.fixture
def graph(export: Export) -> Any:
    return rdflib.Graph().parse(data=export("jsonld"), format="json-ld")


def ask(graph: Any, query: str) -> set[tuple[str, ...]]:
    return {tuple(map(str, row)) for row in graph.query(PREFIXES + query)}


def test_every_fact_is_there(graph: Any, record: Record) -> None:
    for kind in ("event", "statement", "commitment", "relation", "dispute"):
        found = ask(graph, f"SELECT ?id {{ ?fact a fd:{kind.capitalize()} ; dcterms:identifier ?id }}")
        assert found == {(row["id"],) for row in record.facts(kind)}


def test_events_in_the_simple_event_model(graph: Any, record: Record) -> None:
    query = """SELECT ?id ?type ?status ?actor { ?e a sem:Event ; dcterms:identifier ?id ; sem:eventType ?type ; fd:status ?status ;
        fd:actor ?a . ?a a sem:Actor ; rdfs:label ?actor . ?e sem:hasActor ?a }"""
    found = ask(graph, query)
    names = {row["id"]: row["name"] for row in record.actors()}
    assert found == {
        (row["id"], f"urn:foreigndesk:term:{row['type']}", row["status"], names[actor])
        for row in record.facts("event")
        for actor in row["actors"]
    }
    days = ask(graph, "SELECT ?id ?day { ?e dcterms:identifier ?id ; sem:hasTimeStamp ?day }")
    single = [row for row in record.facts("event") if row["when"] and row["when"]["earliest"] == row["when"]["latest"]]
    assert days == {(row["id"], row["when"]["earliest"]) for row in single}
    places = ask(graph, "SELECT ?id ?p { ?e dcterms:identifier ?id ; sem:hasPlace ?x . ?x a sem:Place ; rdfs:label ?p }")
    assert places == {(row["id"], place["name"]) for row in record.facts("event") for place in row["places"]}


def test_where_facts_come_from(graph: Any) -> None:
    query = """SELECT DISTINCT ?title ?reader { ?f prov:wasDerivedFrom ?r ; prov:wasGeneratedBy ?a ; prov:generatedAtTime ?t .
        ?r a prov:Entity ; dcterms:title ?title . ?a a prov:Activity ; prov:used ?r ; prov:wasAssociatedWith [ rdfs:label ?reader ] }"""
    assert {title for title, _ in ask(graph, query)} == {"Arvania vows to open its border", "Talks resume", "Windhoek talks"}
    assert {reader for _, reader in ask(graph, query)} == {"foreigndesk 0.1.0"}
    assert ask(graph, "SELECT ?name { ?s a fd:Statement ; prov:wasAttributedTo [ rdfs:label ?name ] }") == {("Ilda Korr",)}


def test_selectors_find_the_evidence(graph: Any, record: Record) -> None:
    oa, identifier = rdflib.Namespace("http://www.w3.org/ns/oa#"), rdflib.DCTERMS.identifier
    found = set()
    for note in graph.subjects(rdflib.RDF.type, oa.Annotation):
        fact = graph.value(graph.value(note, oa.hasBody), identifier)
        for target in graph.objects(note, oa.hasTarget):
            text = record.text(str(graph.value(graph.value(target, oa.hasSource), identifier)))
            quote, position = sorted(graph.objects(target, oa.hasSelector), key=lambda one: (one, oa.exact, None) not in graph)
            start, end = (graph.value(position, bound).toPython() for bound in (oa.start, oa.end))
            prefix, exact, suffix = (str(graph.value(quote, part)) for part in (oa.prefix, oa.exact, oa.suffix))
            assert text[start:end] == exact
            assert prefix + exact + suffix in text
            found.add((str(fact), start, end))
    facts = [row for kind in KINDS for row in record.facts(kind)]
    assert found == {(row["id"], start, end) for row in facts for start, end in spans(row)}


def test_types_of_values(graph: Any) -> None:
    query = "SELECT ?p ?o { VALUES ?p { sem:hasTimeStamp prov:generatedAtTime oa:start fd:confidence } ?s ?p ?o }"
    kinds = {str(row[1].datatype).rpartition("#")[2] for row in graph.query(PREFIXES + query)}
    assert kinds == {"date", "dateTime", "nonNegativeInteger", "double"}


def test_own_terms_are_documented(export: Export, page: str) -> None:
    used = set(re.findall(r'"fd:(\w+)": ', export("jsonld")))
    used |= {term for term, meaning in json.loads(export("jsonld"))["@context"].items() if str(meaning).find("'fd:") >= 0}
    used |= {"Report", "Event", "Statement", "Commitment", "Relation", "Dispute"}
    assert used <= set(re.findall(r"`fd:(\w+)`", page))


def test_a_context_alone_where_there_is_nothing(export: Export) -> None:
    document = json.loads(export("jsonld", actor="nobody"))
    assert document["@graph"] == []


def test_another_library_reads_the_same_graph(export: Export, graph: Any) -> None:
    pyld = pytest.importorskip("pyld", reason="pyld, a development dependency, is not installed").jsonld
    document = json.loads(export("jsonld"))
    expanded = pyld.expand(document)
    assert len({node["@id"] for node in expanded}) == len({node["@id"] for node in document["@graph"]})
    quads = pyld.to_rdf(document, {"format": "application/n-quads"})
    again = rdflib.Dataset()
    again.parse(data=quads, format="nquads")
    assert len(set(again.quads())) == len(graph)
    assert pyld.compact(expanded, document["@context"])["@graph"]
