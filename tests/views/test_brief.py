"""The brief: sections, lines and how they are printed."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from rich.console import Console

from foreigndesk.intake import from_text
from foreigndesk.model import DateWindow, Reading, Report, Statement
from foreigndesk.reader import Reader
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
            "Belmoran gunners shelled villagers in Tessel, 27 February 2024, according to Ilda Korr"
            " (at least 12 killed; confidence 0.40).",
            "Belmora rejected it, 2 March 2024.",
        ],
        "Who said what": ["Ilda Korr said (2 March 2024, against Belmora): “We keep our word”"],
        "What was promised": [
            "Arvania pledged to make a concession to Belmora; condition: “if the shelling stops”;"
            " due by 1 April 2024; pending."
        ],
        "What holds": ["Arvania recognises Belmora, since 1994."],
        "What is contested": ["The shelling near Tessel"],
    }


def test_a_dispute_sets_its_sides_below_each_other(make_treaty: Make, provenance: dict[str, str]) -> None:
    reading = make_treaty()
    (line,) = view.brief(rows_of(reading, provenance))[-1].lines
    assert line.points == ("Ilda Korr: “Belmoran gunners killed villagers”", "Belmora: “it did not happen”")
    reading.disputes[0].about = "It did not happen."
    (line,) = view.brief(rows_of(reading, provenance))[-1].lines
    assert line.points[1] == "Belmora: says so."


@pytest.mark.parametrize(
    ("since", "until", "expected"),
    [
        (None, None, "Arvania recognises Belmora."),
        (("1994-03-02", "1994-03-02"), None, "Arvania recognises Belmora, since 2 March 1994."),
        (("1994-03-02", "1994-05-02"), None, "Arvania recognises Belmora, begun between 2 March 1994 and 2 May 1994."),
        (None, ("2008-08-01", "2008-08-31"), "Arvania recognised Belmora, until August 2008."),
        (None, (None, "2008-08-31"), "Arvania recognised Belmora, ended by 31 August 2008."),
        (None, (None, None), "Arvania recognised Belmora, which is over."),
    ],
)
def test_relations_hold_or_held(
    since: tuple[str, str] | None, until: tuple[str | None, str | None] | None, expected: str,
    make_treaty: Make, provenance: dict[str, str],
) -> None:  # fmt: skip
    reading = make_treaty()
    for end, given in (("since", since), ("until", until)):
        days = [one and date.fromisoformat(one) for one in given or ()]
        setattr(reading.relations[0], end, DateWindow(days[0], days[1], "", "as written") if given else None)
    assert told(view.brief(rows_of(reading, provenance)))["What holds"] == [expected]


def test_what_rests_on_one_sentence_is_quoted_once(make_talks: Make, provenance: dict[str, str]) -> None:
    reading = make_talks()
    reading.events[1].evidence = reading.events[0].evidence
    text = printed(view.brief(rows_of(reading, provenance)))
    assert text.count("“Belmora and Arvania held talks in Corvane on 20 May 2024.”") == 1
    assert "United States may impose sanctions on Belmora." in text


def test_what_the_title_announces_is_told_by_the_story(make_talks: Make, provenance: dict[str, str]) -> None:
    reading = make_talks()
    held = reading.events[0]
    title = (0, len("Talks resume"))
    reading.events.insert(0, replace(held, id="talks-title", evidence=(title,)))
    told_once = told(view.brief(rows_of(reading, provenance)))["What happened"]
    assert told_once[0] == "Belmora and Arvania held talks, 20 May 2024."
    assert len(told_once) == 2
    held.evidence = (title, *held.evidence)
    assert view.brief(rows_of(reading, provenance))[0].lines[0].quote.startswith("Belmora and Arvania held")
    del reading.events[1:]  # what the title alone tells is told
    assert view.brief(rows_of(reading, provenance))[0].lines[0].quote == "Talks resume"


@pytest.mark.parametrize(
    ("cue", "addressee", "expected"),
    [
        ("warned", "arvania", "Belmora warned Arvania: “We wait”"),
        ("promised", None, "Belmora promised: “We wait”"),
        ("declared", "arvania", "Belmora declared to Arvania: “We wait”"),
        ("told", "arvania", "Belmora said to Arvania: “We wait”"),
        ("according to", None, "Belmora said: “We wait”"),
    ],
)
def test_statements_are_told_by_their_cue(
    cue: str, addressee: str | None, expected: str, make_talks: Make, provenance: dict[str, str]
) -> None:
    reading = make_talks()
    text = f"Belmora {cue} Arvania: “We wait,”"
    reading.report = Report("talks", text)
    quote = (text.index("“"), len(text))
    at = (text.index(cue), text.index(cue) + len(cue))
    statement = Statement("s", "belmora", None, at, (quote,), "direct", ((0, 7),), addressee)
    reading.events, reading.statements = [], [statement]
    assert told(view.brief(rows_of(reading, provenance)))["Who said what"] == [expected]


def test_masthead(make_treaty: Make, make_talks: Make, provenance: dict[str, str]) -> None:
    report = rows_of(make_treaty(), provenance)[0]
    assert view.masthead(report) == ("Arvania vows to open its border", "The Test · A. Writer · 3 March 2024")
    reading = make_talks()
    window = DateWindow(date(2024, 5, 1), date(2024, 5, 31), "2024-05", "inferred")
    reading.report = replace(reading.report, title=None, published=window)
    assert view.masthead(rows_of(reading, provenance)[0]) == ("talks", "May 2024 (inferred from the text)")


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
    assert [line.strip() for line in printed(merged, sources=True).splitlines()[-4:-1]] == [
        "Sources",
        "[1] Arvania vows to open its border, The Test, 3 March 2024",
        "[2] Talks resume, 21 May 2024",
    ]


def test_plain_where_no_terminal_is(make_treaty: Make, provenance: dict[str, str]) -> None:
    text = printed(view.brief(rows_of(make_treaty(), provenance)), width=50)
    assert "\x1b" not in text
    assert text.startswith("A [title]\n\nWhat happened\n  Belmoran gunners shelled")
    assert max(map(len, text.splitlines())) <= 50
    assert not any(line.endswith(" ") for line in text.splitlines())
    assert "\x1b" in printed(view.brief(rows_of(make_treaty(), provenance)), terminal=True)


def test_quotes_are_the_reports_words_elided(make_treaty: Make, provenance: dict[str, str]) -> None:
    reading = make_treaty()
    reading.events[1].evidence = ((0, len(reading.report.text)),)
    (line, _) = view.brief(rows_of(reading, provenance))[0].lines
    assert line.quote.endswith("…")
    assert len(line.quote) <= 240
    assert line.quote[:-1] in " ".join(reading.report.text.split())


def test_a_report_that_says_nothing(make_talks: Make, provenance: dict[str, str]) -> None:
    reading = Reading(make_talks().report)
    assert view.brief(rows_of(reading, provenance)) == []
    assert printed([]).splitlines()[2].startswith("Nothing was found in it")


@pytest.mark.parametrize(
    ("text", "told_so"), [
        ("Chad agreed not to attack the oil fields of Sudan.", "Chad pledged not to “attack the oil fields of Sudan”; pending."),
        ("Chad said it would charter a ship of its own.", "Chad pledged to “charter a ship of its own”; pending."),
    ]
)  # fmt: skip
def test_what_was_promised_stands_in_its_own_words(reader: Reader, text: str, told_so: str) -> None:
    rows = rows_of(reader.read(from_text(text, raw=True)), reader.provenance)
    assert told(view.brief(rows))["What was promised"][0] == told_so
