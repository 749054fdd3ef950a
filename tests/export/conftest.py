"""A record with every kind of fact, and what is hard to write: NA, semicolons, quotes, tabs, letters of other scripts."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from foreigndesk.export.formats import Asked, format_of
from foreigndesk.model import Actor, Affiliation, Commitment, DateWindow, Event, Place, Quantity, Reading, Relation, Report
from foreigndesk.record import Record

MOMENT = datetime(2024, 6, 1, 12, 30, tzinfo=UTC)
WINDHOEK = "Windhoek talks\n\nNamibia and Angola met in Windhoek on Monday.\n\nLater NA shelled nobody; “Ödön”\tsaid so."
DAY = DateWindow(date(2024, 5, 27), date(2024, 5, 27), "2024-05-27", "metadata")


def namibia() -> Reading:
    """A report whose names and codes look like missing values, separators and quotes."""
    text = WINDHOEK
    met, shelled = (text.index("met"), text.index("met") + 3), (text.index("shelled"), text.index("shelled") + 7)
    first = (text.index("Namibia"), text.index("Monday.") + 7)
    last = (text.index("Later"), len(text))
    windhoek = Place("p1", "Windhoek", (), -22.56, 17.08, 3352136, "NAM", "city")
    return Reading(
        Report("windhoek", text, url="https://example.org/na?a=1&b=2", title="Windhoek talks", publisher="NA", published=DAY),
        actors=[
            Actor("NAM", "Namibia", "state", None, "NAM", "565", "NAM", mentions=((first[0], first[0] + 7),)),
            Actor("AGO", "Angola", "state", None, "AGO", "540", "AGO"),
            Actor("na", "NA", "armed_group", "REB", "NAM", "565", "NAMREBNAX", affiliation=(Affiliation("NAM", "rival"),)),
            Actor("odd", 'None; "or" \\ else\tÖdön', "person", "MED", None),
            Actor("UNO", "United Nations", "igo", "IGO", None, None, "IGOUNO"),
        ],
        places=[windhoek],
        events=[
            Event(
                "wh-met", "CONSULT", ("NAM",), ("AGO", "UNO"), "occurred", met, (first,), "meet", ("diplomatic",), "04", (windhoek,), DAY
            ),
            Event(
                "wh-shelled",
                "ASSAULT",
                ("na", "odd"),
                (),
                "negated",
                shelled,
                (last,),
                cameo="194",
                quantities=(Quantity(2000, "killed", qualifier="at least"),),
                places=(windhoek, Place("p2", "a;b", (), None, None, None, None, "point")),
            ),
            Event(
                "wh-aid",
                "AID",
                ("NAM",),
                ("odd",),
                "promised",
                shelled,
                (last,),
                when=DateWindow(date(2024, 6, 1), None, "2024-06-01/..", ""),
            ),
        ],
        commitments=[
            Commitment(
                "wh-promise",
                ("NAM",),
                ("odd",),
                "wh-aid",
                "pledge",
                "pending",
                (last,),
                due=DateWindow(date(2024, 6, 10), date(2024, 6, 20), "2024-06-10/2024-06-20", ""),
            ),
            Commitment("wh-undated", ("NAM",), (), "wh-aid", "plan", "pending", (last,)),
        ],
        relations=[Relation("wh-treaty", "treaty", ("NAM", "AGO"), DAY, None, (first,), "wh-met")],
    )


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "record.db"


@pytest.fixture
def record(
    path: Path, make_treaty: Callable[..., Reading], make_talks: Callable[..., Reading], provenance: dict[str, str]
) -> Iterator[Record]:
    with Record(path) as opened:
        for reading in (make_treaty(), make_talks(), namibia()):
            opened.add(reading, provenance, MOMENT)
        yield opened


Export = Callable[..., str]


@pytest.fixture
def export(record: Record) -> Export:
    """What a text format writes of the record, under filters and options."""

    def exported(name: str, /, *, by: str = "month", kind: str = "event", moment: str | None = None, **filters: Any) -> str:
        stream = io.StringIO(newline="")
        format_of(name).write(record, Asked(filters=filters, by=by, kind=kind, moment=moment), stream)
        return stream.getvalue()

    return exported


def tab_separated(text: str) -> list[list[str]]:
    """The cells of a tab-separated text."""
    return list(csv.reader(io.StringIO(text), delimiter="\t", quoting=csv.QUOTE_NONE))


@pytest.fixture(scope="session")
def page() -> str:
    """The documents' page on exports."""
    return (Path(__file__).parents[2] / "docs" / "exports.md").read_text(encoding="utf-8")
