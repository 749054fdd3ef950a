"""Surfaces in running tokens: the longest wins, case counts, the ambiguous give all their readings."""

from __future__ import annotations

import itertools

import pytest
import spacy

from foreigndesk.actors.knowledge import knowledge
from foreigndesk.actors.names import NameMatcher, name_matcher, tokenize

NLP = spacy.blank("en")

CASES = [
    ("Russia's parliament met.", {("Russia", "RUS")}),
    ("The U.S. envoy left.", {("U.S.", "USA")}),
    ("US-led forces told us to stop.", {("US", "USA")}),
    ("Help us in the end.", set()),
    ("US STRIKES SYRIA", {("US", "USA"), ("SYRIA", "SYR")}),
    ("WHO IS NEXT", set()),
    ("The WHO warned Iran.", {("WHO", "WHO"), ("Iran", "IRN")}),
    ("Al-Qaeda and al-Shabaab claimed it.", {("Al-Qaeda", "al_qaeda"), ("al-Shabaab", "al_shabaab")}),
    ("South Ossetia and North Ossetia", {("South Ossetia", "OST"), ("North Ossetia", "NOS")}),
    ("The South African leader spoke.", {("South African", "ZAF")}),
    ("The New York Times reported it.", {("The New York Times", "nyt")}),
    ("Papua New Guinea", {("Papua New Guinea", "PNG")}),
    ("Guinea-Bissau and Guinea", {("Guinea-Bissau", "GNB"), ("Guinea", "GIN")}),
    ("Congo", {("Congo", "COD"), ("Congo", "COG")}),
    ("Sino-Indian talks", {("Sino", "CHN"), ("Indian", "IND")}),
    ("Cote d’Ivoire", {("Cote d’Ivoire", "CIV")}),
    ("N’Djamena", {("N’Djamena", "TCD")}),
    ("Erdogan met Lula.", {("Erdogan", "recep_tayyip_erdogan"), ("Lula", "luiz_inacio_lula_da_silva")}),
    ("Ban Ki-moon", {("Ban Ki-moon", "ban_ki-moon")}),
    ("P5+1 talks", {("P5+1", "P5PLUS1")}),
    ("The Washington Post", {("The Washington Post", "wapo")}),
    ("in the EU", {("EU", "EU")}),
    ("a turkey and a polish", set()),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_names_in_a_text(text: str, expected: set[tuple[str, str]]) -> None:
    doc = NLP(text)
    found = name_matcher().find([token.text for token in doc])
    assert {(doc[m.start:m.end].text, m.key) for m in found} == expected


def test_every_reading_of_a_surface_is_handed_on() -> None:
    forms = {(m.key, m.form) for m in name_matcher().find(["Washington"])}
    assert {("USA", "capital"), ("WAS_US", "name")} <= forms


def test_matches_stand_in_order_and_do_not_overlap() -> None:
    words = [token.text for token in NLP("Russian and Georgian officials met the EU's Javier Solana in North Ossetia.")]
    extents = list(dict.fromkeys((m.start, m.end) for m in name_matcher().find(words)))
    assert extents == sorted(extents)
    assert all(before[1] <= after[0] for before, after in itertools.pairwise(extents))


def test_surfaces_are_split_as_spacy_splits_them() -> None:
    surfaces = sorted({surface for surface, _, _ in knowledge().surfaces()})
    texts = [[token.text for token in NLP(surface)] for surface in surfaces]
    assert [s for s, tokens in zip(surfaces, texts, strict=True) if tokenize(s) != tokens] == []


def test_a_matcher_of_ones_own() -> None:
    matcher = NameMatcher([("Ruritania", "RUR", "name"), ("Ruritanian Guard", "guard", "name")])
    assert [m.key for m in matcher.find(["Ruritania", "sent", "the", "Ruritanian", "Guard"])] == ["RUR", "guard"]
    assert matcher.find(["Ruritanian", "wine"]) == []
    assert [m.key for m in matcher.find(["RURITANIAN", "GUARD", "IN", "RURITANIA"])] == ["guard", "RUR"]
    assert matcher.find(["ruritania", "RuritaniA", "Ruritanian", "GUARD"]) == []


def test_nothing_in_no_words() -> None:
    assert name_matcher().find([]) == []
