"""FollowTheMoney's entities and statements, validated and read back by its own library."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from typing import Any

import pytest

from foreigndesk.export.ftm_entities import SCHEMATA, identity
from foreigndesk.export.ftm_statements import TYPES
from foreigndesk.record import Record
from foreigndesk.record.flat import KINDS

Export = Callable[..., str]


def lines(export: Export, **filters: Any) -> list[dict[str, Any]]:
    return [json.loads(line) for line in export("ftm", **filters).splitlines()]


def one(found: list[dict[str, Any]], kind: str, id_: str) -> dict[str, Any]:
    (entity,) = [entity for entity in found if entity["id"] == identity(kind, id_)]
    return entity


def test_every_fact_is_an_entity_and_every_id_is_there(export: Export, record: Record) -> None:
    found = lines(export)
    ids = [entity["id"] for entity in found]
    assert len(ids) == len(set(ids))
    assert {identity(kind, row["id"]) for kind in KINDS for row in record.facts(kind)} <= set(ids)
    named = {
        value for entity in found for prop, values in entity["properties"].items() if TYPES.get(prop) == "entity" for value in values
    }
    assert named <= set(ids)


def test_what_an_event_says(export: Export) -> None:
    found = lines(export)
    shelling = one(found, "event", "treaty-shelling")
    assert shelling["schema"] == "Event"
    properties = shelling["properties"]
    assert properties["name"] == ["Belmoran gunners shelled villagers"]
    assert (properties["date"], properties["location"], properties["description"]) == (["2024-02-27"], ["Tessel"], ["at least 12 killed"])
    assert properties["proof"] == [identity("report", "treaty")]
    assert properties["summary"] == ["Belmoran gunners had killed at least 12 villagers near Tessel, she said."]
    assert "occurred" in properties["keywords"]
    denied = one(found, "event", "wh-shelled")["properties"]
    assert "did not" in denied["name"][0]
    assert "negated" in denied["keywords"]


def test_relations_and_promises(export: Export) -> None:
    found = lines(export)
    link = one(found, "relation", "treaty-recognises")
    assert (link["schema"], link["properties"]["role"], link["properties"]["startDate"]) == ("UnknownLink", ["recognition"], ["1994-01-01"])
    promise = one(found, "commitment", "treaty-promise")["properties"]
    assert promise["name"][0].startswith("Arvania pledged to")
    assert promise["endDate"] == ["2024-04-01"]
    assert one(found, "actor", "NAM")["properties"]["country"] == ["na"]
    assert one(found, "statement", "treaty-said")["schema"] == "Note"


def test_the_library_takes_them_as_they_are(export: Export) -> None:
    ftm: Any = pytest.importorskip("followthemoney", reason="followthemoney, the extra ftm, is not installed")
    for row in lines(export):
        entity = ftm.EntityProxy.from_dict(row)
        assert entity.schema.name == row["schema"]
        for prop, values in row["properties"].items():
            type_ = entity.schema.get(prop).type
            assert type_.name == TYPES.get(prop, "string"), prop
            for value in values:
                assert type_.name == "address" or type_.clean(value) == value, (prop, value)  # in addresses it rewrites marks
                assert type_.validate(value), (prop, value)
        again = entity.to_dict()
        assert (again["id"], again["schema"]) == (row["id"], row["schema"])
        assert {prop: sorted(values) for prop, values in again["properties"].items()} == {
            prop: sorted(values) for prop, values in row["properties"].items()
        }
        assert set(entity.schema.required) <= set(row["properties"])
        for prop in row["properties"]:  # ranges: what is pointed at is of a schema that may stand there
            range_ = entity.schema.get(prop).range
            if range_ is not None:
                targets = {other["id"]: other["schema"] for other in lines(export)}
                assert all(ftm.model.get(targets[value]).is_a(range_) for value in row["properties"][prop])


def test_the_library_reads_the_statements_back(export: Export) -> None:
    pytest.importorskip("followthemoney", reason="followthemoney, the extra ftm, is not installed")
    from followthemoney.statement.serialize import read_csv_statements

    found: dict[str, dict[str, list[str]]] = {}
    for statement in read_csv_statements(io.BytesIO(export("ftm_statements").encode())):
        assert statement.id == statement.generate_key()
        assert (statement.dataset, statement.first_seen) == ("foreigndesk", "2024-06-01T12:30:00Z")
        found.setdefault(statement.entity_id, {}).setdefault(statement.prop, []).append(statement.value)
    assert found == {row["id"]: row["properties"] for row in lines(export)}


def test_every_type_of_actor_has_a_schema() -> None:
    from typing import get_args

    from foreigndesk.model import ActorType

    assert set(SCHEMATA) == set(get_args(ActorType))


def test_filters(export: Export) -> None:
    assert {row["schema"] for row in lines(export, actor="Ilda Korr")} >= {"Article", "Person", "Note"}
    assert lines(export, actor="Nowhere") == []
