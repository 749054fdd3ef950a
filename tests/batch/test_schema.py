"""The tables hold what the JSON lines hold."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from typing import Any

import pyarrow

from foreigndesk.batch.schema import KINDS, schema
from foreigndesk.model import Reading
from foreigndesk.rows import rows


def without_nulls(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: without_nulls(one) for key, one in value.items() if one is not None}
    return [without_nulls(one) for one in value] if isinstance(value, list) else value


def test_rows_come_back_as_they_were(
    make_treaty: Callable[..., Reading], make_talks: Callable[[], Reading], provenance: dict[str, str]
) -> None:
    told = [row for reading in (make_treaty(), make_talks()) for row in rows(reading, reader=provenance)]
    by_kind: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in told:
        by_kind[row["kind"]].append(row)
    assert set(by_kind) == set(KINDS)
    for kind, wanted in by_kind.items():
        back = pyarrow.Table.from_pylist(wanted, schema=schema(kind)).to_pylist()
        assert without_nulls(back) == without_nulls(wanted)
        assert set(wanted[0]) == set(schema(kind).names)
