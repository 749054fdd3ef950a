"""Scores to trees and names."""

import itertools

import numpy as np
import pytest

from foreigndesk.language.decoding import is_tree, spans, tree

TAGS = ["O", "B-PER", "I-PER", "B-LOC", "I-LOC"]


def best_by_trial(arcs: np.ndarray) -> float:
    """The score of the best tree with one of the roots that are tried."""
    n = len(arcs)
    open_arcs = arcs.copy()
    open_arcs[np.arange(n), np.arange(1, n + 1)] = -np.inf
    wanting = set(np.flatnonzero(open_arcs.argmax(1) == 0)) or {int(arcs[:, 0].argmax())}
    every = itertools.product(range(n + 1), repeat=n)
    return max(
        float(sum(arcs[i, h] for i, h in enumerate(heads)))
        for heads in every
        if 0 in heads and heads.index(0) in wanting and all(h != i + 1 for i, h in enumerate(heads)) and is_tree(np.array(heads))
    )


@pytest.mark.parametrize("seed", range(60))
def test_best_tree(seed: int) -> None:
    rng = np.random.default_rng(seed)
    arcs = rng.normal(size=(2 + seed % 4, 3 + seed % 4)).astype(np.float32)
    heads = tree(arcs.copy())
    assert is_tree(heads)
    assert float(arcs[np.arange(len(arcs)), heads].sum()) == pytest.approx(best_by_trial(arcs), abs=1e-5)


@pytest.mark.parametrize("size", [1, 2, 7, 40, 130])
def test_always_a_tree(size: int) -> None:
    rng = np.random.default_rng(size)
    for _ in range(20):
        assert is_tree(tree(rng.normal(size=(size, size + 1)).astype(np.float32)))


def test_cycle_is_broken_at_the_least_loss() -> None:
    arcs = np.array([[1.0, 0, 5], [0, 6, 0]], np.float32)  # each word wants the other
    assert tree(arcs).tolist() == [0, 1]


@pytest.mark.parametrize(
    ("heads", "expected"),
    [([0], True), ([0, 1], True), ([2, 0, 2], True), ([0, 0], False), ([2, 1], False), ([0, 3, 2], False)],
)
def test_is_tree(heads: list[int], expected: bool) -> None:
    assert is_tree(np.array(heads)) is expected


@pytest.mark.parametrize(
    ("tags", "expected"),
    [
        ("O O", []),
        ("B-PER I-PER O B-LOC", [(0, 2, "PER"), (3, 4, "LOC")]),
        ("B-PER B-PER", [(0, 1, "PER"), (1, 2, "PER")]),
    ],
)
def test_spans(tags: str, expected: list[tuple[int, int, str]]) -> None:
    scores = np.full((len(tags.split()), len(TAGS)), -5, np.float32)
    for i, tag in enumerate(tags.split()):
        scores[i, TAGS.index(tag)] = 5
    assert spans(scores, TAGS) == expected


def test_a_name_cannot_go_on_before_it_begins() -> None:
    scores = np.array([[0.0, 1, 2, 0, 0], [0, 0, 3, 0, 2.5]], np.float32)
    assert spans(scores, TAGS) == [(0, 2, "PER")]
