"""The component over the weights that ship: structure always, and grammar on clear sentences."""

from itertools import pairwise

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc

from foreigndesk.errors import LanguageError
from foreigndesk.language import component
from foreigndesk.language.component import paragraphs

pytestmark = pytest.mark.skipif(not (component.WEIGHTS / "words.onnx").exists(), reason="the language weights are not in this checkout")


@pytest.fixture(scope="module")
def nlp() -> Language:
    made = spacy.blank("en")
    made.add_pipe("foreigndesk_language")
    return made


def assert_well_formed(doc: Doc) -> None:
    for sentence in doc.sents:
        assert sum(token.head.i == token.i for token in sentence) == 1
        for token in sentence:
            steps = token
            for _ in range(len(sentence)):
                steps = steps.head
            assert steps.head.i == steps.i
            assert token.pos_
            assert token.dep_
            assert token.lemma_
            assert sentence.start <= token.head.i < sentence.end
    assert all(a.end <= b.start for a, b in pairwise(doc.ents))
    assert not any(token.is_space for span in doc.ents for token in (span[0], span[-1]))


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "\n\n",
        "\n\nA ship sank.",
        "A ship sank. \n",
        "Kestrel  Bay\tagreed .",
        "!!! ??? ...",
        "“‘’”",
        "word " * 900,
        "The minister, " * 300 + "left.",
        "x" * 3000,
        "Ünïcödé \u200b and \ufeff marks",
    ],
)
def test_any_text_gives_trees(nlp: Language, text: str) -> None:
    doc = nlp(text)
    assert doc.text == text
    assert_well_formed(doc)


@pytest.mark.parametrize(
    ("text", "arcs"),
    [
        ("Norland shelled the port.", "nsubj(shelled, Norland) obj(shelled, port)"),
        ("The port was shelled by Norland.", "nsubj:pass(shelled, port) obl:agent(shelled, Norland)"),
        ("The minister said the talks had failed.", "nsubj(said, minister) ccomp(said, failed) nsubj(failed, talks)"),
        ("Spain and Portugal signed a treaty.", "nsubj(signed, Spain) conj(Spain, Portugal) obj(signed, treaty)"),
        ("France's foreign minister, Jean Roux, resigned.", "nsubj(resigned, minister) nmod:poss(minister, France) appos(minister, Jean)"),
        ("Norway agreed to withdraw its troops.", "nsubj(agreed, Norway) xcomp(agreed, withdraw) obj(withdraw, troops)"),
    ],
)
def test_grammar(nlp: Language, text: str, arcs: str) -> None:
    found = {f"{token.dep_}({token.head.text}, {token.text})" for token in nlp(text)}
    assert {arc + ")" for arc in arcs.rstrip(")").split(") ")} <= found


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Angela Merkel met the French president in Oslo.", {("Angela Merkel", "PER"), ("French", "NORP"), ("Oslo", "LOC")}),
        ("The United Nations condemned the attack in Kabul.", {("United Nations", "ORG"), ("Kabul", "LOC")}),
    ],
)
def test_names(nlp: Language, text: str, names: set[tuple[str, str]]) -> None:
    assert {(span.text, span.label_) for span in nlp(text).ents} == names


def test_lemmas(nlp: Language) -> None:
    doc = nlp("The ministries denied that ships were seized.")
    assert [token.lemma_ for token in doc] == ["the", "ministry", "deny", "that", "ship", "be", "seize", "."]


def test_a_text_reads_alike_alone_and_among_others(nlp: Language) -> None:
    texts = ["Peru recalled its envoy. Chile protested.\n\nTalks go on.", "A storm hit Manila.", "He left " + "very " * 200 + "early."]
    for alone, among in zip(map(nlp, texts), nlp.pipe(texts), strict=True):
        assert alone.to_json() == among.to_json()


def test_parts_end_with_paragraphs_and_hold_whole_sentences(nlp: Language) -> None:
    doc = nlp.make_doc("One came. Two left.\n\n" + "Nobody stayed in the town after that. " * 30)
    parts = list(paragraphs(doc))
    assert [doc[i].text for i in parts[0][0]] == "One came . Two left .".split()
    assert all(begins[0] for _, begins in parts)
    assert all(len(tokens) <= component.WORDS_A_PARAGRAPH for tokens, _ in parts)
    assert sum(len(tokens) for tokens, _ in parts) == sum(not token.is_space for token in doc)


def test_a_dateline_governs_nothing(nlp: Language) -> None:
    doc = nlp("NAIROBI, July 22 (Agency) - Kenya and Sudan signed a treaty with Egypt on Friday.")
    signed = next(token for token in doc if token.text == "signed")
    assert [child.text for child in signed.children if child.dep_ == "nsubj"] == ["Kenya"]
    assert [sentence[0].text for sentence in doc.sents] == ["NAIROBI", "Kenya"]


def test_missing_weights(tmp_path: object) -> None:
    made = spacy.blank("en")
    made.add_pipe("foreigndesk_language", config={"weights": str(tmp_path)})
    with pytest.raises(LanguageError, match=r"lack words\.onnx") as caught:
        made("A ship sank.")
    assert caught.value.code == "FD301"
