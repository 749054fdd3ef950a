from pathlib import Path

import pytest
import spacy
from spacy.language import Language

from foreigndesk.errors import LanguageError
from foreigndesk.language import pipeline


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
    monkeypatch.setattr(pipeline, "WEIGHTS", tmp_path / "weights")
    with pytest.raises(LanguageError, match="the shipped weights") as caught:
        pipeline.load.__wrapped__(None)
    assert caught.value.code == "FD301"


def test_a_pipeline_without_a_parser(tmp_path: Path) -> None:
    with pytest.raises(LanguageError, match="choose a UD pipeline") as caught:
        pipeline.load(saved(spacy.blank("en"), tmp_path / "blank"))
    assert caught.value.code == "FD302"


def test_a_parser_with_other_labels(tmp_path: Path) -> None:
    with pytest.raises(LanguageError) as caught:
        pipeline.load(saved(with_labels(["nsubj", "dobj", "pobj", "prep"]), tmp_path / "other"))
    assert caught.value.code == "FD302"


def test_another_ud_pipeline_gets_the_sentence_splitter_in_front(tmp_path: Path) -> None:
    name = saved(with_labels(sorted(pipeline.NEEDED_LABELS)), tmp_path / "ud")
    nlp = pipeline.load(name)
    assert nlp.pipe_names == ["foreigndesk_sentences", "parser"]
    assert pipeline.load(name) is nlp
    assert pipeline.provenance(name) == "en_pipeline-0.0.0"


@pytest.mark.skipif(not pipeline.WEIGHTS.exists(), reason="the shipped weights are missing")
def test_the_shipped_pipeline() -> None:
    nlp = pipeline.load()
    assert nlp.pipe_names.index("foreigndesk_sentences") < nlp.pipe_names.index("parser")
    assert set(nlp.pipe_labels["parser"]) >= pipeline.NEEDED_LABELS
    assert pipeline.provenance().startswith("en_")
    assert pipeline.load() is nlp
