"""The sentences that the templates of training/news.toml make: well-formed trees, whole names, expected arcs."""

from __future__ import annotations

import importlib.util
import re
import sys
from pathlib import Path
from types import ModuleType

import pytest

SCRIPT = Path(__file__).parents[2] / "training" / "news.py"


def load() -> ModuleType:
    spec = importlib.util.spec_from_file_location("training_news", SCRIPT)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module  # dataclasses look their module up
    spec.loader.exec_module(module)
    return module


news = load()
grammar = news.load()
SENTENCES = news.expanded(grammar, seed=7, per_template=3)


def rows(sentence: str) -> list[list[str]]:
    return [line.split("\t") for line in sentence.strip().split("\n") if not line.startswith("#")]


def misc(row: list[str]) -> dict[str, str]:
    return dict(part.split("=") for part in row[9].split("|")) if row[9] != "_" else {}


def arcs(template: str) -> dict[str, tuple[str, str]]:
    """Word → head and relation of a template that has no slots."""
    _, words, names = grammar.tree(template)
    table = rows(news.conllu(words, names, "t", curly=False))
    return {row[1]: (table[int(row[6]) - 1][1] if row[6] != "0" else "", row[7]) for row in table}


def test_there_are_enough_templates_with_names_of_their_own() -> None:
    assert len(grammar.templates) >= 90
    assert len({name for name, _, _ in grammar.templates}) == len(grammar.templates)


def test_every_tree_has_one_root_and_no_cycle() -> None:
    for sentence in SENTENCES:
        heads = [int(row[6]) for row in rows(sentence)]
        assert heads.count(0) == 1, sentence
        assert all(0 <= head <= len(heads) for head in heads), sentence
        for start in range(1, len(heads) + 1):
            at, steps = start, 0
            while at:
                at, steps = heads[at - 1], steps + 1
                assert steps <= len(heads), sentence


def test_slots_and_brackets_are_gone_and_the_text_is_that_of_the_words() -> None:
    for sentence in SENTENCES:
        text = re.search(r"^# text = (.*)$", sentence, re.MULTILINE)
        assert text
        assert not re.search(r"[\[\]{}_/@`]", text[1]), sentence
        built = "".join(row[1] + ("" if "SpaceAfter" in misc(row) else " ") for row in rows(sentence))
        assert built.strip() == text[1]
        assert not re.search(r" [,.;:?)]|\( |  | 's| n't", text[1]), sentence


def test_relations_agree_with_each_other() -> None:
    for sentence in SENTENCES:
        table = rows(sentence)
        for row in table:
            below = {other[7] for other in table if other[6] == row[0]}
            assert not ({"aux:pass"} <= below and "nsubj" in below), sentence
            assert not ("obl:agent" in below and row[4] != "VBN"), sentence
            if row[7] in {"case", "det", "aux", "aux:pass", "mark", "cc", "punct", "flat"}:
                assert not below - {"fixed", "punct"}, sentence
            assert row[7] != "fixed" or int(row[6]) == int(row[0]) - 1, sentence
            assert all(column for column in row), sentence


def test_names_are_whole() -> None:
    kinds = set()
    for sentence in SENTENCES:
        before = "O"
        for row in rows(sentence):
            label = misc(row).get("Name", "O")
            kinds.add(label[2:])
            assert not label.startswith("I-") or before[2:] == label[2:], sentence
            assert not (label.startswith("B-") and row[1].lower() in {"the", "president", "minister"}), sentence
            before = label
    assert kinds == {"", "PER", "ORG", "LOC", "NORP"}


def test_the_same_seed_gives_the_same_sentences() -> None:
    assert news.expanded(grammar, seed=7, per_template=1) == news.expanded(news.load(), seed=7, per_template=1)
    assert news.expanded(grammar, seed=7, per_template=1) != news.expanded(grammar, seed=8, per_template=1)


@pytest.mark.parametrize(
    ("template", "expected"),
    [
        (
            "[nsubj:pass a convoy] was/aux:pass shell_VBN [obl:agent by rebel/compound fighters] [obl on Monday] .",
            {"convoy": ("shelled", "nsubj:pass"), "was": ("shelled", "aux:pass"), "fighters": ("shelled", "obl:agent")}
            | {"by": ("fighters", "case"), "shelled": ("", "root"), "Monday": ("shelled", "obl"), ".": ("shelled", "punct")},
        ),
        (
            "[nsubj [nmod:poss [@LOC Kenya] 's] [nmod:desc Foreign/amod Minister] [@PER Ana Diallo/flat]] resign_VBD .",
            {"Kenya": ("Ana", "nmod:poss"), "'s": ("Kenya", "case"), "Foreign": ("Minister", "amod")}
            | {"Minister": ("Ana", "nmod:desc"), "Diallo": ("Ana", "flat"), "Ana": ("resigned", "nsubj")},
        ),
        (
            "[ccomp `` We/nsubj will/aux not stop_VB , ''] say_VBD [nsubj [@PER Omar] [appos , a spokesman]] .",
            {"stop": ("said", "ccomp"), "not": ("stop", "advmod"), "Omar": ("said", "nsubj"), "spokesman": ("Omar", "appos")},
        ),
        (
            "[advcl After bomb_VBG Goma/obj ,] they/nsubj withdraw_VBD .",
            {"After": ("bombing", "mark"), "bombing": ("withdrew", "advcl"), ",": ("bombing", "punct"), "Goma": ("bombing", "obj")},
        ),
        (
            "[nsubj@LOC Kenya] offer_VBD [obj a [compound [nummod 10 -] year] truce] .",
            {"10": ("year", "nummod"), "-": ("10", "punct"), "year": ("truce", "compound"), "truce": ("offered", "obj")},
        ),
    ],
    ids=["agent passive", "title and owner", "speech before", "clause before", "hyphen"],
)
def test_a_template_gives_these_arcs(template: str, expected: dict[str, tuple[str, str]]) -> None:
    got = arcs(template)
    assert {word: got[word] for word in expected} == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Ana Diallo", "Ana Diallo/flat"),
        ("Ana al-Masri", "Ana [flat al - ] Masri/flat"),
        ("Min-ho Park", "Min - ho/flat Park/flat"),
    ],
)
def test_names_are_flat(name: str, expected: str) -> None:
    assert news.flat(name) == expected


@pytest.mark.parametrize(
    ("verb", "tag", "form"),
    [
        ("shell", "VBD", "shelled"),
        ("stop", "VBG", "stopping"),
        ("carry", "VBZ", "carries"),
        ("withdraw", "VBN", "withdrawn"),
        ("raise", "VBG", "raising"),
        ("flee", "VBG", "fleeing"),
        ("let", "VBD", "let"),
        ("expel", "VBN", "expelled"),
    ],
)
def test_verbs_are_inflected(verb: str, tag: str, form: str) -> None:
    assert grammar.inflected(verb, tag) == form


@pytest.mark.parametrize("template", ["they go_VBD", "[nsubj they/nsubj] go_VBD", "go_VBD ]"])
def test_a_template_without_one_head_is_refused(template: str) -> None:
    with pytest.raises(ValueError, match=r"head|bracket"):
        grammar.tree(template)


def test_headlines_come_in_every_letter_case() -> None:
    texts = [re.search(r"# text = (.*)", s)[1] for s in news.expanded(grammar, 1, 6) if "sent_id = news-headline" in s]  # type: ignore[index]
    assert any(text.isupper() for text in texts)
    assert any(text.islower() for text in texts)
