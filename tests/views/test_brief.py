"""The brief: sections, lines and how they are printed."""

from __future__ import annotations

import io
from collections.abc import Callable

from rich.console import Console

from foreigndesk.model import Reading
from foreigndesk.rows import Row, rows
from foreigndesk.views import brief as view

Make = Callable[..., Reading]


def told(sections: list[view.Section]) -> dict[str, list[str]]:
    return {section.title: [line.text for line in section.lines] for section in sections}


def printed(sections: list[view.Section], *, width: int = 80, terminal: bool = False, sources: bool = False) -> str:
    stream = io.StringIO()
    console = Console(file=stream, width=width, force_terminal=terminal, highlight=False, markup=False, emoji=False)
    view.show(sections, console, title="A [title]", sources=sources)
    return stream.getvalue()


def rows_of(reading: Reading, provenance: dict[str, str]) -> list[Row]:
    return list(rows(reading, reader=provenance))


def test_every_kind_is_told(make_treaty: Make, provenance: dict[str, str]) -> None:
    assert told(view.brief(rows_of(make_treaty(), provenance))) == {
        "What happened": [
            "Belmoran gunners attacked villagers (artillery) in Tessel, 27 February 2024, according to Ilda Korr"
            " (at least 12 killed; confidence 0.40).",
            "Belmora said no, 2 March 2024.",
        ],
        "Who said what": ["Ilda Korr said (2 March 2024, against Belmora): “We keep our word,”"],
        "What was promised": [
            "Arvania pledged to make a concession to Belmora (open border), on condition “if the shelling stops”,"
            " due by 1 April 2024, pending."
        ],
        "What holds": ["Arvania recognises Belmora, since 1994."],
        "What is contested": [
            "The shelling near Tessel — Ilda Korr: “Belmoran gunners killed villagers”; Belmora: “it did not happen”"
        ],
    }


def test_only_what_is_chosen_is_told_with_all_that_it_refers_to(make_treaty: Make, provenance: dict[str, str]) -> None:
    found = told(view.brief(rows_of(make_treaty(), provenance), {"treaty-shelling", "treaty-opening"}))
    assert list(found) == ["What happened"]
    first, second = found["What happened"]
    assert first.startswith("Arvania promised to make a concession")  # its promise is not told, so it is told here
    assert "according to Ilda Korr" in second  # the statement is not told, but known


def test_merged_is_by_date_with_sources(make_treaty: Make, make_talks: Make, provenance: dict[str, str]) -> None:
    briefs = [view.brief(rows_of(reading, provenance)) for reading in (make_talks(), make_treaty())]
    merged = view.merged(briefs)
    happened = merged[0].lines
    assert [line.day for line in happened] == ["2024-02-27", "2024-03-02", "2024-05-20", "2024-05-21"]
    assert happened[0].source == "Arvania vows to open its border, The Test, 3 March 2024"
    assert "— Talks resume, 21 May 2024" in printed(merged, sources=True)


def test_plain_where_no_terminal_is(make_treaty: Make, provenance: dict[str, str]) -> None:
    text = printed(view.brief(rows_of(make_treaty(), provenance)), width=50)
    assert "\x1b" not in text
    assert text.startswith("A [title]\n\nWhat happened\n  Belmoran gunners attacked")
    assert max(map(len, text.splitlines())) <= 50
    assert not any(line.endswith(" ") for line in text.splitlines())
    assert "\x1b" in printed(view.brief(rows_of(make_treaty(), provenance)), terminal=True)


def test_quotes_are_the_reports_words_elided(make_treaty: Make, provenance: dict[str, str]) -> None:
    reading = make_treaty()
    reading.events[1].evidence = ((0, len(reading.report.text)),)
    (line, _) = view.brief(rows_of(reading, provenance))[0].lines
    assert line.quote.endswith("…")
    assert len(line.quote) <= 200
    assert " ".join(reading.report.text.split()).startswith(line.quote[:-1])


def test_a_report_that_says_nothing(make_talks: Make, provenance: dict[str, str]) -> None:
    reading = Reading(make_talks().report)
    assert view.brief(rows_of(reading, provenance)) == []
