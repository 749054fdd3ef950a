"""Writes docs/exports.md from the exports' own columns: ``python docs/exports.py`` after every change of one."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from foreigndesk.export import dyads, ftm_entities, gdelt, graphml, icews, phoenix, polecat, wide
from foreigndesk.export.columns import Column
from foreigndesk.export.formats import formats

TARGET = Path(__file__).with_name("exports.md")

HEAD = """# Exports

Made by `python docs/exports.py` from the code's own columns.

```sh
foreigndesk export FORMAT --record desk.db [--to FILE] [--actor A] [--since DATE] [--until DATE] [--as-of DATE] \\
    [--type TYPE] [--status STATUS] [--min-confidence X]
```

| format | what it is |
|---|---|
{formats}

Rows go out report by report, in the order in which the record learned of them as they now are; memory holds one report at
a time.
With `--to` a file is whole or is not there: it is written beside its place and moved there at the end.
The same record gives the same bytes.

## The field's event tables

POLECAT's, ICEWS', Phoenix' and GDELT's tables are made for the scripts that read theirs. They hold less than the record:

* **Status.** These tables know none: what they list has happened. So by default they have only events that `occurred` or are
  `ongoing`; what was promised, planned, demanded, threatened, possible or denied stays out. `--status` chooses otherwise,
  and then nothing in the row tells one status from another.
* **One row a dyad.** An event of several actors or recipients is a row for each actor with each recipient, itself left out.
  Partners of an agreement, a consultation or a cooperation without a recipient are paired with one another, once: unlike
  some of the field's coders, we do not count one meeting in both directions. Where nobody is known, the cells are empty.
* **One day.** The record keeps windows. A table's day is the event's own where its window is one day; else the report's day
  where the window allows it; else the last day of the window. What has no day at all has an empty cell. Use `wide` for the windows.
* **One code.** Where only a root was read (`17`), the general code below it stands (`170`); where no CAMEO code was read, the
  general code of the PLOVER type. Goldstein values are those of the code.
* **One place.** The first. Its precision is lost in all but POLECAT's table.
* **One source.** Each report's events are rows of their own.
* **No evidence.** The tables have no room for the words. `Story ID`, `SOURCEURL` and the event's id lead back to the record.

* **Numbers for ids.** ICEWS and GDELT number their events. The numbers here are 53 bits of a hash, which R and pandas keep
  exact: among a million rows, two agree once in some 18,000 such tables.

Files are UTF-8 with tabs between cells, no quotes: within a cell a tab or line end has become a space, a double quote a single
one. What is unknown is an empty cell. Read CAMEO codes as text: as numbers they lose their leading zero.
"""

FIELD = (
    ("polecat", "POLECAT", polecat.COLUMNS, "With a header line."),
    ("icews", "ICEWS", icews.COLUMNS, "With a header line."),
    (
        "phoenix", "Phoenix", phoenix.COLUMNS,
        "Without a header line. The dataset's page and its pipeline use the words *entity* and *role* the other way round; "
        "the order here is the pipeline's: the country first, then the role.",
    ),
    ("gdelt", "GDELT 2.0 events", gdelt.COLUMNS, "Without a header line."),
)  # fmt: skip

WIDE = """## Our own tables: `wide`, `parquet`, `codebook`

`--kind` names the table: `event` (the default), `statement`, `commitment`, `relation` or `dispute`. One row a fact, whatever its
status. The columns are a contract: later versions may add some at the end; none is dropped, renamed or moved.
`foreigndesk export codebook` prints the tables below as CSV.

* Names are snake_case, days ISO 8601 (`2031-06-02`), moments ISO 8601 in UTC.
* Countries are ISO 3166 alpha-3 codes throughout, so Namibia is `NAM` and no cell of a code can be `NA`.
* In the CSV, text is always in quotes and an unknown value is an empty cell without quotes: the text `"NA"` is not a missing
  value. pandas does not tell the two apart by itself; the line below does. In Parquet an unknown value is null.
* CAMEO codes are text with their leading zero.
* A list is one cell: its members joined by `;`, with a backslash before a `;` or a backslash within a member. Lists about the
  same actors (ids, names, types, sectors, countries) or places run in parallel; an unknown member is empty, and where all are
  unknown the cell is. `foreigndesk.export.wide.split` takes a cell apart.
* Types: `text`, `integer`, `number`, `date`, and `list`, which is text in CSV and Parquet alike.

```python
import pandas

book = pandas.read_csv("codebook.csv").query("table == 'event'")
text = {column: "string" for column in book.query("type in ('text', 'list', 'date')")["column"]}
events = pandas.read_csv("events.csv", dtype=text, keep_default_na=False, na_values=[""])
```

```sql
-- DuckDB: all_varchar keeps the codes' zeros; cast what you need as a number
SELECT type, count(*) FROM read_csv('events.csv', header = true, all_varchar = true) GROUP BY type;
SELECT type, avg(goldstein) FROM 'events.parquet' GROUP BY type;
```

`parquet` needs pyarrow: `pip install 'foreigndesk[parquet]'`.
"""

DYADS = """## Dyads: `dyads`

For models: one row for each period, actor and recipient, counted from the rows that the field's tables have (the same
statuses, dyads and days). Counts and sums may be added up to countries, quarters or whatever a model asks; means may not.
A dyad without events in a period has no row.
"""

CHANGES = """## Changes: `changes`

`foreigndesk export changes --since 2031-06-03T08:00:00Z` gives what the record learned at that moment or later, as JSON lines: for
each report that came in or was read anew, first the report without its text, then the facts that differ from what the record
had before that moment. Each line is a row of [the record](schema.md), with `recorded`, and with `change` first:

| `change` | meaning |
|---|---|
| `added` | the report or fact is new |
| `changed` | the report's text is another one; the fact has the same id, and something else in it differs |
| `reread` | the report was read again by another version, its text is the same |
| `withdrawn` | the newest reading of the report no longer has the fact, or a review rejects it; the row is the one that it had |

Facts are told as they are [reviewed](reviewing.md), with their `review`: a review since the moment changes a fact that was read
before it, and is a line of its own.

The next feed begins at the `recorded` of the last line. That very second comes again, so that nothing is missed of a record
that is being written: take lines in by their `id`. No other filter applies.
"""

RDF = """## RDF: `jsonld`

All five kinds of fact as one JSON-LD document. Its context stands in it; nothing is fetched. It uses

* the [Simple Event Model](https://semanticweb.cs.vu.nl/2009/11/sem/): `sem:Event`, `sem:Actor`, `sem:Place`, `sem:eventType`,
  `sem:hasActor`, `sem:hasPlace`, `sem:hasEarliestBeginTimeStamp`, `sem:hasLatestEndTimeStamp`, and `sem:hasTimeStamp` where
  the window is one day;
* [PROV-O](https://www.w3.org/TR/prov-o/): a fact `prov:wasDerivedFrom` its report and `prov:wasGeneratedBy` the reading, an activity that
  `prov:used` the report and `prov:wasAssociatedWith` the version of foreigndesk; a statement `prov:wasAttributedTo` its speaker;
* the [Web Annotation](https://www.w3.org/TR/annotation-model/) vocabulary: an `oa:Annotation` for each fact, with a target for each span of
  its evidence, found by an `oa:TextQuoteSelector` and by an `oa:TextPositionSelector` (Unicode characters in the report's text);
* Dublin Core terms, `wgs84:lat` and `wgs84:long`, `owl:sameAs` for Wikidata's items.

The rest is said in terms of our own, `fd:` (`urn:foreigndesk:term:`), which mean what the fields of [the record](schema.md) mean:

{terms}

Facts that did not happen are `sem:Event`s as well: ask for `fd:status`. Events are `sem:Event`s as told, not merged across reports.
"""

TERMS = {
    "classes": "Report Event Statement Commitment Relation Dispute",
    "of actors and places": "sector iso3 cameoActor precision",
    "of reports": "agency sha256 model lexicon publishedEarliest publishedLatest publishedEdtf",
    "of every fact": "reportedBy edtf",
    "of events": "actor recipient status mode context cameo quantity confidence",
    "of statements": "addressee cue content mode sort stance stanceToward",
    "of commitments": "debtor creditor act strength state condition conditionEvent dueEarliest dueLatest dueEdtf",
    "of relations": "relation holder other fromEarliest fromLatest fromEdtf toEarliest toLatest toEdtf initiatedBy terminatedBy",
    "of disputes": "about side position statement holder",
}
"""The terms of our own; types of events, actors and relations are terms too, by the record's own words for them."""

FTM = """## FollowTheMoney: `ftm`, `ftm_statements`

For Aleph, OpenSanctions' tools and all else that speaks [FollowTheMoney](https://followthemoney.tech): `ftm` has entities as JSON lines,
`ftm_statements` each value of their properties apart, as CSV, with the moments at which the record learned it.

| of the record | schema |
|---|---|
| report | `Article`, with its text in `bodyText` |
| actor | {actors} |
| event, commitment | `Event`: `organizer` did it or owes it, `involved` are all |
| membership | `Membership` |
| sanctions | `Sanction`: `authority` imposes them on `entity` |
| other relations | `UnknownLink`, its type in `role` |
| statement, dispute | `Note` |

Every fact has its report in `proof` and the words that it rests on in `summary`. FollowTheMoney has no status for events: one that did not
happen, or not yet, says so in its `name` ("promised to …", "did not …") and in its `keywords`. A window of days is `startDate` and
`endDate`, a single day `date`. Reading the lines back needs no more than `followthemoney`: `pip install 'foreigndesk[ftm]'`.
"""

GRAPH = """## Graph: `graphml`

A directed multigraph: actors are nodes, and an edge goes from an actor to a recipient for each event between them (with the
statuses that the field's tables have), and from the holder to the other side of each relation. Events without an actor or a
recipient are no edges.
"""

CALENDAR = """## Calendar: `ics`

Every commitment that has a due day, as an all-day event on the last day it can be due: who owes it to whom, how firmly, its
state, and the sentence. `X-FOREIGNDESK-DUE` has the whole window as EDTF. Its `STATUS` is `TENTATIVE` while the commitment is
open, `CANCELLED` where it was cancelled, `CONFIRMED` where it was kept or broken; `CATEGORIES` has the state itself. `--as-of`
gives the states of a day, `--status` chooses some.
"""


def table(columns: Sequence[Column[Any]], *, types: bool = False) -> str:
    """The columns as a Markdown table."""
    lines = ["| | column |" + (" type |" if types else "") + " holds |", "|---|---|" + ("---|" if types else "") + "---|"]
    for number, column in enumerate(columns, 1):
        kind = f" {column.kind} |" if types else ""
        lines.append(f"| {number} | `{column.name}` |{kind} {column.about} |")
    return "\n".join(lines) + "\n"


def _schemata() -> dict[str, list[str]]:
    """The types of actors by FollowTheMoney's schema."""
    found: dict[str, list[str]] = {}
    for kind, schema in ftm_entities.SCHEMATA.items():
        found.setdefault(schema, []).append(kind)
    return found


def render() -> str:
    """The page as it should be."""
    parts = [HEAD.format(formats="\n".join(f"| `{name}` | {about} |" for name, about in formats().items()))]
    for name, title, columns, note in FIELD:
        parts += [f"### {title}: `{name}`\n", note + "\n", table(columns)]
    parts.append(WIDE)
    for kind, columns in wide.TABLES.items():
        parts += [f"### Table `{kind}`\n", table(columns, types=True)]
    parts += [DYADS, table(dyads.COLUMNS, types=True), CHANGES]
    terms = "\n".join(f"* {what}: " + ", ".join(f"`fd:{term}`" for term in words.split()) for what, words in TERMS.items())
    actors = ", ".join(f"`{schema}` ({', '.join(kinds)})" for schema, kinds in _schemata().items())
    parts += [RDF.format(terms=terms), FTM.format(actors=actors)]
    parts += [GRAPH, "Nodes:\n", table(graphml.NODE), "Edges:\n", table(graphml.EDGE), CALENDAR]
    return "\n".join(parts)


if __name__ == "__main__":
    TARGET.write_text(render(), encoding="utf-8")
