"""The Arrow schema of each kind's table, made from the model's own types: the columns are the fields of the JSON lines."""

from __future__ import annotations

import dataclasses
import types
from functools import cache
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

import pyarrow

from foreigndesk import model
from foreigndesk.rows import RENAMED

KINDS = ("report", "actor", "time", "place", "event", "statement", "commitment", "relation", "dispute")
_CLASSES: dict[str, Any] = {kind: getattr(model, kind.title()) for kind in KINDS}
_UNTOLD = ("id", "mentions")  # what an event's place does not repeat


@cache
def schema(kind: str) -> pyarrow.Schema:
    """The columns of one kind's table: ``kind``, ``id``, the report's id, and the fields of docs/schema.md.

    Days are ISO dates as text, spans lists of two numbers, windows and the like structs. What the JSON lines leave out is null.
    """
    text = pyarrow.string()
    columns = {"kind": text, "id": text}
    if kind != "report":
        columns["report"] = text
    columns |= {field: type_ for field, type_ in _fields(_CLASSES[kind]) if field != "id"}
    if kind == "report":
        reader = pyarrow.struct([("version", text), ("model", text), ("lexicon", text)])
        columns |= {"sha256": text, "reader": reader}
    if kind == "event":
        place = [(field, type_) for field, type_ in _fields(model.Place) if field not in _UNTOLD]
        columns["places"] = pyarrow.list_(pyarrow.struct(place))
    return pyarrow.schema(list(columns.items()))


def _fields(of: Any) -> list[tuple[str, pyarrow.DataType]]:
    hints = get_type_hints(of)
    return [(RENAMED.get(field.name, field.name), _type(hints[field.name])) for field in dataclasses.fields(of)]


def _type(hint: Any) -> pyarrow.DataType:
    """The Arrow type of a field's type."""
    origin = get_origin(hint)
    if origin in (Union, types.UnionType):
        return _type(next(one for one in get_args(hint) if one is not type(None)))
    if origin is Literal:
        return pyarrow.string()
    if origin in (tuple, list):
        return pyarrow.list_(_type(get_args(hint)[0]))
    if dataclasses.is_dataclass(hint):
        return pyarrow.struct(_fields(hint))
    return {int: pyarrow.int64(), float: pyarrow.float64(), bool: pyarrow.bool_()}.get(hint, pyarrow.string())
