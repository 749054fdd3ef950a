"""Facts on a Doc in spaCy's own serial form (MessagePack): in a DocBin, and between the processes of ``nlp.pipe``.

Only what is named here comes out again: a file from elsewhere can make no other object.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from datetime import date
from typing import Any

import srsly

from foreigndesk import model
from foreigndesk.propositions.graph import Proposition
from foreigndesk.propositions.signatures import LightVerb

_MARK = "foreigndesk"  # the key by which a packed object is known
_PARTS = "parts"
_CLASSES: dict[str, type[Any]] = {
    one.__name__: one
    for one in (*vars(model).values(), Proposition, LightVerb)
    if isinstance(one, type) and dataclasses.is_dataclass(one)
}
Chain = Callable[[Any], Any] | None


def encode(value: Any, chain: Chain = None) -> Any:
    """A fact, a date or a frozen set as a marked dictionary; all else is left to the next encoder."""
    kind = type(value)
    if kind is date:
        return {_MARK: "date", _PARTS: value.isoformat()}
    if kind is frozenset:
        return {_MARK: "frozenset", _PARTS: sorted(value)}
    if _CLASSES.get(kind.__name__) is kind:
        return {_MARK: kind.__name__, _PARTS: [getattr(value, field.name) for field in dataclasses.fields(kind)]}
    return value if chain is None else chain(value)


def decode(value: Any, chain: Chain = None) -> Any:
    """The fact, date or frozen set of a marked dictionary; all else is left to the next decoder."""
    if isinstance(value, dict) and value.keys() == {_MARK, _PARTS}:
        name, parts = value[_MARK], value[_PARTS]
        if name == "date":
            return date.fromisoformat(parts)
        if name == "frozenset":
            return frozenset(parts)
        if name in _CLASSES:
            kind = _CLASSES[name]
            return kind(*map(_sequences, parts))
    return value if chain is None else chain(value)


def _sequences(value: Any) -> Any:
    """A fact's sequences are tuples; those of a proposition's roles are lists."""
    if isinstance(value, dict):
        return {key: list(items) for key, items in value.items()}
    return tuple(map(_sequences, value)) if isinstance(value, (list, tuple)) else value


srsly.msgpack_encoders.register("foreigndesk", func=encode)
srsly.msgpack_decoders.register("foreigndesk", func=decode)
