from pathlib import Path

import pytest
import spacy
from spacy.language import Language

from foreigndesk.errors import LanguageError
from foreigndesk.language import clearnlp, component, pipeline


def saved(nlp: Language, folder: Path) -> str:
    nlp.to_disk(folder)
    return str(folder)


def with_labels(labels: list[str]) -> Language:
    nlp = spacy.blank("en")
    parser = nlp.add_pipe("parser")
    for label in labels:
        parser.add_label(label)  # type: ignore[attr-defined]
    nlp.initialize()
    return nlp


def test_a_pipeline_that_is_not_installed() -> None:
    with pytest.raises(LanguageError, match="no_such_pipeline") as caught:
        pipeline.load("no_such_pipeline")
    assert caught.value.code == "FD301"


def test_missing_weights(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(component, "WEIGHTS", tmp_path / "weights")
    with pytest.raises(LanguageError, match="the language weights") as caught:
        pipeline.load.__wrapped__(None)
    assert caught.value.code == "FD301"


@pytest.mark.skipif(not component.WEIGHTS.exists(), reason="the shipped weights are missing")
def test_broken_weights(tmp_path: Path) -> None:
    for file in component.WEIGHTS.iterdir():
        (tmp_path / file.name).write_bytes(file.read_bytes()[:1000])
    nlp = spacy.blank("en")
    nlp.add_pipe("foreigndesk_language", config={"weights": str(tmp_path)})
    with pytest.raises(LanguageError, match="cannot be read") as caught:
        nlp("A ship sank.")
    assert caught.value.code == "FD301"
    assert "\n" not in str(caught.value)


def test_a_pipeline_without_a_parser(tmp_path: Path) -> None:
    with pytest.raises(LanguageError, match="choose a UD pipeline") as caught:
        pipeline.load(saved(spacy.blank("en"), tmp_path / "blank"))
    assert caught.value.code == "FD302"


def test_a_parser_with_other_labels(tmp_path: Path) -> None:
    with pytest.raises(LanguageError) as caught:
        pipeline.load(saved(with_labels(["SB", "OA", "nsubj"]), tmp_path / "other"))
    assert caught.value.code == "FD302"


def test_another_ud_pipeline_gets_the_sentence_splitter_in_front(tmp_path: Path) -> None:
    name = saved(with_labels(sorted(clearnlp.UD_LABELS)), tmp_path / "ud")
    nlp = pipeline.load(name)
    assert nlp.pipe_names == ["foreigndesk_sentences", "parser"]
    assert pipeline.load(name) is nlp
    assert pipeline.provenance(name) == "en_pipeline-0.0.0"


def test_a_clearnlp_pipeline_is_mapped(tmp_path: Path) -> None:
    nlp = pipeline.load(saved(with_labels(sorted(clearnlp.CLEARNLP_LABELS)), tmp_path / "clearnlp"))
    assert nlp.pipe_names == ["foreigndesk_sentences", "parser", "foreigndesk_clearnlp"]


@pytest.mark.skipif(not component.WEIGHTS.exists(), reason="the shipped weights are missing")
def test_the_shipped_pipeline(tmp_path: Path) -> None:
    nlp = pipeline.load()
    assert nlp.pipe_names == ["foreigndesk_language"]
    assert pipeline.provenance().startswith("en_foreigndesk-")
    assert pipeline.load() is nlp
    again = pipeline.load(saved(nlp, tmp_path / "ours"))
    text = "Peru recalled its envoy from Quito."
    assert [token.dep_ for token in again(text)] == [token.dep_ for token in nlp(text)]
