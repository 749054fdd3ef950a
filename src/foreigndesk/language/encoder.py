"""The network at work: a paragraph's words in, scores a word out, by onnxruntime on the processor.

Paragraphs run one by one: int8 scales depend on all that runs together, and what is read of a report must not depend on the
reports beside it. A paragraph longer than the network's window is read in parts that overlap, and each word takes what the
part says in which it stands further from an edge.
"""

from __future__ import annotations

import functools
import itertools
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime
from numpy.typing import NDArray
from onnxruntime.capi import onnxruntime_pybind11_state as onnx_errors

from foreigndesk.errors import LanguageError
from foreigndesk.language.decoding import FORBIDDEN
from foreigndesk.language.pieces import CASINGS, Pieces, casing

WINDOW = 380  # pieces; the network has seen no more than 500 places
OVERLAP = 120
BROKEN = (ValueError, onnx_errors.Fail, onnx_errors.InvalidGraph, onnx_errors.InvalidProtobuf, onnx_errors.RuntimeException)
CASES = 2 * CASINGS  # the case of the marks at both ends
FILES = ("words.onnx", "words.bin", "labels.onnx", "labels.json", "vocab.txt", "known.txt")


@dataclass(slots=True)
class Scores:
    """What the network says of a paragraph's n words.

    ``columns`` are numbers of labels: upos, tag and feats (n,), lemma (n, 4), the best script first. ``start`` (n,) is the
    log-odds that a sentence begins, ``names`` (n, tags) the scores of each tag, ``arcs`` (n, 1 + n) how well node j governs
    word i, node 0 being the root; ``below`` and ``above`` the halves of an arc's label, of word and node, by window.
    """

    columns: dict[str, NDArray[np.int64]]
    start: NDArray[np.float32]
    names: NDArray[np.float32]
    arcs: NDArray[np.float32]
    windows: list[tuple[int, int, NDArray[np.float32], NDArray[np.float32]]]
    window_of: NDArray[np.int64]


class Encoder:
    """The network of a folder of weights. ``threads`` is how many cores one call may use.

    Raises LanguageError FD301 where a file is missing or broken.
    """

    def __init__(self, weights: Path, threads: int = 1) -> None:
        missing = [name for name in FILES if not (weights / name).is_file()]
        if missing:
            raise LanguageError("FD301", f"the language weights in {weights} lack {', '.join(missing)}; install the package again")
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        providers = ["CPUExecutionProvider"]
        try:
            self._words = onnxruntime.InferenceSession(str(weights / "words.onnx"), options, providers=providers)
            self._labels = onnxruntime.InferenceSession(str(weights / "labels.onnx"), options, providers=providers)
            self.labels: dict[str, list[str]] = json.loads((weights / "labels.json").read_text(encoding="utf-8"))
        except BROKEN as error:
            what = f"the language weights in {weights} cannot be read ({type(error).__name__}); install the package again"
            raise LanguageError("FD301", what) from error
        self.pieces = Pieces(weights / "vocab.txt")
        self.known = frozenset((weights / "known.txt").read_text(encoding="utf-8").split("\n"))
        self._outputs = [output.name for output in self._words.get_outputs()]
        self._case = functools.lru_cache(maxsize=200_000)(casing)

    def __call__(self, words: list[str], spaced: list[bool]) -> Scores:
        """The scores of a paragraph, given as its words and whether white space stands before each."""
        return _joined(len(words), [(window, self._run(window)) for window in self._windows(words, spaced)])

    def arc_labels(self, below: NDArray[np.float32], above: NDArray[np.float32]) -> NDArray[np.int64]:
        """The number of the best label of each arc, from the halves of its two ends, (n, width) each."""
        found: NDArray[np.int64] = self._labels.run(None, {"below": below, "above": above})[0]
        return found

    def _windows(self, words: list[str], spaced: list[bool]) -> Iterator[_Window]:
        pieces = [self.pieces.of(word) for word in words]
        cases = [self._case(word) + CASINGS * space for word, space in zip(words, spaced, strict=True)]
        begin, n = 0, len(words)
        while True:
            end, size = begin, 0
            while end < n and size + len(pieces[end]) <= WINDOW:
                size += len(pieces[end])
                end += 1
            yield _Window(begin, end, self.pieces.begin, self.pieces.end, pieces[begin:end], cases[begin:end])
            if end == n:
                return
            back = 0
            while end - 1 > begin and back < OVERLAP:
                end -= 1
                back += len(pieces[end])
            begin = end

    def _run(self, window: _Window) -> dict[str, Any]:
        given = {"pieces": window.pieces, "cases": window.cases, "first": window.first}
        found = self._words.run(None, {name: np.array([numbers], np.int64) for name, numbers in given.items()})
        return {name: values[0] for name, values in zip(self._outputs, found, strict=True)}


class _Window:
    """A run of a paragraph's words in the network's numbers."""

    __slots__ = ("begin", "cases", "end", "first", "pieces")

    def __init__(self, begin: int, end: int, opening: int, closing: int, pieces: list[tuple[int, ...]], cases: list[int]) -> None:
        self.begin, self.end = begin, end
        self.pieces, self.cases, self.first = [opening], [CASES], []
        for own, case in zip(pieces, cases, strict=True):
            self.first.append(len(self.pieces))
            self.pieces += own
            self.cases += [case] * len(own)
        self.pieces.append(closing)
        self.cases.append(CASES)


def _joined(n: int, parts: list[tuple[_Window, dict[str, Any]]]) -> Scores:
    """The scores of a paragraph from those of its windows."""
    if len(parts) == 1:
        _, one = parts[0]
        columns = {name: one[name] for name in ("upos", "tag", "feats", "lemma")}
        windows = [(0, n, one["below"], one["above"])]
        return Scores(columns, one["start"], one["names"], one["arcs"], windows, np.zeros(n, np.int64))
    window_of = np.zeros(n, np.int64)
    for k, ((window, _), (following, _)) in enumerate(itertools.pairwise(parts)):
        window_of[(following.begin + window.end) // 2 :] = k + 1
    arcs = np.full((n, 1 + n), FORBIDDEN, np.float32)
    merged = {}
    for name in ("upos", "tag", "feats", "lemma", "start", "names"):
        merged[name] = np.concatenate(
            [one[name][window_of[window.begin : window.end] == k] for k, (window, one) in enumerate(parts)]
        )
    for k, (window, one) in enumerate(parts):
        own = np.flatnonzero(window_of == k)
        arcs[own, window.begin + 1 : window.end + 1] = one["arcs"][own - window.begin, 1:]
        arcs[own, 0] = one["arcs"][own - window.begin, 0]
    columns = {name: merged[name] for name in ("upos", "tag", "feats", "lemma")}
    windows = [(window.begin, window.end, one["below"], one["above"]) for window, one in parts]
    return Scores(columns, merged["start"], merged["names"], arcs, windows, window_of)
