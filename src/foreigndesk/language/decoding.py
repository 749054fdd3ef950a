"""From scores to structures: the best tree of a sentence, and names that begin before they go on."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Scores = NDArray[np.float32]
Numbers = NDArray[np.int64]
Sums = NDArray[np.float64]
FORBIDDEN = np.float32(-1e9)


def tree(arcs: Scores) -> Numbers:
    """The heads of the best tree with one root: for each of n words a node from 0 (the root) to n.

    ``arcs`` is (n, 1 + n): how well node j governs word i. The best node of each word is taken where this is a tree already,
    as it mostly is; else the maximum spanning arborescence (Chu and Liu 1965, Edmonds 1967), with each word that wants to be
    the root tried as the only one.
    """
    n = len(arcs)
    sums: Sums = arcs.astype(np.float64)
    sums[np.arange(n), np.arange(1, n + 1)] = FORBIDDEN
    heads: Numbers = sums.argmax(1)
    if is_tree(heads):
        return heads
    wanting = np.flatnonzero(heads == 0)
    roots = wanting if len(wanting) else sums[:, 0].argsort()[-1:]
    best, best_score = heads, -np.inf
    for root in sorted(roots, key=lambda r: -sums[r, 0])[:4]:
        tried = sums.copy()
        tried[:, 0] = FORBIDDEN
        tried[root] = FORBIDDEN
        tried[root, 0] = 0.0
        found = _arborescence(tried)
        score = sums[np.arange(n), found].sum()
        if score > best_score:
            best, best_score = found, score
    return best


def is_tree(heads: Numbers) -> bool:
    """Whether exactly one word hangs from the root and every word reaches it."""
    if np.count_nonzero(heads == 0) != 1:
        return False
    up = np.concatenate([[0], heads])
    for _ in range(len(heads).bit_length()):
        up = up[up]
    return not up.any()


def _arborescence(arcs: Sums) -> Numbers:
    """The maximum spanning arborescence from node 0, by contracting one cycle after another."""
    n = len(arcs)
    heads: Numbers = arcs.argmax(1)
    cycle = _cycle(heads)
    if cycle is None:
        return heads
    inside = np.zeros(n + 1, bool)
    inside[[word + 1 for word in cycle]] = True
    outer = [node for node in range(n + 1) if not inside[node]]  # 0 and the words outside, in order
    kept = arcs[cycle, heads[cycle]]
    enter_gain = arcs[np.ix_(cycle, outer)] - kept[:, None]
    enter = enter_gain.argmax(0)  # for each outer node, which word of the cycle it would govern
    outer_words = [node - 1 for node in outer[1:]]
    within = [word + 1 for word in cycle]
    leave_scores = arcs[np.ix_(outer_words, within)] if outer_words else np.empty((0, len(cycle)))
    leave = leave_scores.argmax(1) if outer_words else np.empty(0, np.int64)
    m = len(outer_words) + 1  # words of the smaller problem; the last stands for the cycle
    small = np.full((m, m + 1), FORBIDDEN, np.float64)
    small[: m - 1, : len(outer)] = arcs[np.ix_(outer_words, outer)] if outer_words else small[: m - 1, : len(outer)]
    if outer_words:
        small[: m - 1, m] = leave_scores.max(1)
    small[m - 1, : len(outer)] = enter_gain.max(0)
    solved = _arborescence(small)
    for k, word in enumerate(outer_words):
        heads[word] = within[leave[k]] if solved[k] == m else outer[solved[k]]
    entered = solved[m - 1]
    heads[cycle[enter[entered]]] = outer[entered]
    return heads


def _cycle(heads: Numbers) -> list[int] | None:
    """The words of one cycle, or ``None``."""
    state = [0] * len(heads)
    for begin in range(len(heads)):
        path, word = [], begin
        while word >= 0 and state[word] == 0:
            state[word] = 1
            path.append(word)
            word = int(heads[word]) - 1
        if word >= 0 and state[word] == 1:
            return sorted(path[path.index(word) :])
        for seen in path:
            state[seen] = 2
    return None


def spans(scores: Scores, tags: list[str]) -> list[tuple[int, int, str]]:
    """Word ranges ``[start, end)`` of names with their labels: the best sequence in which I-X follows only B-X or I-X.

    ``scores`` is (n, tags); found by Viterbi search.
    """
    best = scores.argmax(1)
    if not best.any():
        return []
    allowed = np.zeros((len(tags), len(tags)), np.float32)
    for i, after in enumerate(tags):
        if after.startswith("I-"):
            allowed[[j for j, before in enumerate(tags) if before[1:] != after[1:]], i] = FORBIDDEN
    begin = np.array([FORBIDDEN if tag.startswith("I-") else 0 for tag in tags], np.float32)
    if begin[best[0]] or allowed[best[:-1], best[1:]].any():
        total, back = scores[0] + begin, []
        for row in scores[1:]:
            paths = total[:, None] + allowed
            back.append(paths.argmax(0))
            total = paths.max(0) + row
        path = [int(total.argmax())]
        for step in reversed(back):
            path.append(int(step[path[-1]]))
        best = np.array(path[::-1])
    out: list[tuple[int, int, str]] = []
    for i, number in enumerate(best):
        side, _, label = tags[number].partition("-")
        if side == "B":
            out.append((i, i + 1, label))
        elif side == "I":
            out[-1] = (out[-1][0], i + 1, label)
    return out
