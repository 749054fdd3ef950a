"""GraphML, read back by networkx."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import pytest

networkx = pytest.importorskip("networkx", reason="networkx, a development dependency, is not installed")

Export = Callable[..., str]


def graph(text: str) -> Any:
    return networkx.read_graphml(io.BytesIO(text.encode()), force_multigraph=True)


def test_actors_events_and_relations(export: Export) -> None:
    found = graph(export("graphml"))
    assert found.is_directed()
    assert {(source, target, data["kind"], data["type"]) for source, target, data in found.edges(data=True)} == {
        ("gunners", "villagers", "event", "ASSAULT"),
        ("belmora", "arvania", "event", "CONSULT"),
        ("arvania", "belmora", "relation", "recognition"),
        ("NAM", "AGO", "event", "CONSULT"),
        ("NAM", "UNO", "event", "CONSULT"),
        ("NAM", "AGO", "relation", "treaty"),
    }
    assert found.nodes["NAM"] == {"name": "Namibia", "actor_type": "state", "country": "NAM"}


def test_what_an_edge_says(export: Export) -> None:
    ((*_, met),) = (edge for edge in graph(export("graphml", actor="Angola", types=["CONSULT"])).edges(data=True) if edge[1] == "AGO")
    expected = {
        "fact": "wh-met", "mode": "meet", "status": "occurred", "cameo": "040", "goldstein": 1.0, "earliest": "2024-05-27",
        "latest": "2024-05-27", "confidence": 0.5, "report": "windhoek",
    }  # fmt: skip
    assert {key: met[key] for key in expected} == expected


def test_statuses_and_odd_names(export: Export) -> None:
    found = graph(export("graphml", status=["promised"], actor="Namibia"))
    assert ("NAM", "odd") in found.edges()
    assert found.nodes["odd"]["name"] == 'None; "or" \\ else\tÖdön'
    relations = [data for *_, data in found.edges(data=True) if data["kind"] == "relation"]
    assert [data["fact"] for data in relations] == ["wh-treaty"]  # relations have no status to be chosen by
