"""The network: a BERT encoder of six layers whose last states feed every head.

Written out rather than taken from a library so that what is trained is what is exported, operator by operator.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional as F

WIDTH, HEADS, LAYERS, INNER, POSITIONS, PIECES = 384, 12, 6, 1536, 512, 30522
CASES = 12  # six casings, each with or without white space before the word
ARC, LABEL, NAMES = 256, 128, 256


class Layer(nn.Module):
    """Self-attention and feed-forward, each normalised after the sum (Devlin et al. 2019)."""

    def __init__(self, dropout: float) -> None:
        super().__init__()
        self.qkv = nn.Linear(WIDTH, 3 * WIDTH)
        self.out = nn.Linear(WIDTH, WIDTH)
        self.norm1 = nn.LayerNorm(WIDTH, eps=1e-12)
        self.inner = nn.Linear(WIDTH, INNER)
        self.outer = nn.Linear(INNER, WIDTH)
        self.norm2 = nn.LayerNorm(WIDTH, eps=1e-12)
        self.dropout = dropout

    def forward(self, x: Tensor, bias: Tensor) -> Tensor:
        batch, length = x.shape[0], x.shape[1]
        q, k, v = self.qkv(x).view(batch, length, 3, HEADS, WIDTH // HEADS).permute(2, 0, 3, 1, 4).unbind(0)
        scores = q @ k.transpose(-1, -2) * (WIDTH // HEADS) ** -0.5 + bias
        mixed = (scores.softmax(-1) @ v).transpose(1, 2).reshape(batch, length, WIDTH)
        x = self.norm1(x + F.dropout(self.out(mixed), self.dropout, self.training))
        return self.norm2(x + F.dropout(self.outer(F.gelu(self.inner(x))), self.dropout, self.training))


class Names(nn.Module):
    """Scores (B, W, tags) of name tags from the states of words (B, W, WIDTH), each between its neighbours."""

    def __init__(self, tags: int, dropout: float = 0.2) -> None:
        super().__init__()
        self.hidden = nn.Linear(3 * WIDTH, NAMES)
        self.out = nn.Linear(NAMES, tags)
        self.dropout = dropout

    def forward(self, words: Tensor) -> Tensor:
        edge = torch.zeros_like(words[:, :1])
        around = torch.cat([torch.cat([edge, words[:, :-1]], 1), words, torch.cat([words[:, 1:], edge], 1)], 2)
        hidden = F.gelu(self.hidden(F.dropout(around, self.dropout, self.training)))
        return self.out(F.dropout(hidden, self.dropout, self.training))


class Network(nn.Module):
    """Pieces to a state a word, and the heads over it. ``sizes`` counts the labels of each column.

    Inputs: ``pieces`` and ``cases`` (B, P), ``first`` (B, W) the place of each word's first piece; padding is piece 0.
    Place 0, the begin mark, stands for the root.
    """

    def __init__(self, sizes: dict[str, int], dropout: float = 0.1) -> None:
        super().__init__()
        self.words = nn.Embedding(PIECES, WIDTH, padding_idx=0)
        self.positions = nn.Embedding(POSITIONS, WIDTH)
        self.kind = nn.Parameter(torch.zeros(WIDTH))
        self.cases = nn.Embedding(CASES + 1, WIDTH)
        nn.init.zeros_(self.cases.weight)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.layers = nn.ModuleList(Layer(dropout) for _ in range(LAYERS))
        self.columns = nn.ModuleDict({name: nn.Linear(WIDTH, size) for name, size in sizes.items() if name != "label"})
        self.dependent, self.governor = nn.Linear(WIDTH, ARC), nn.Linear(WIDTH, ARC)
        self.biaffine = nn.Parameter(torch.zeros(ARC, ARC))
        self.prior = nn.Linear(ARC, 1)
        self.below, self.above = nn.Linear(WIDTH, LABEL), nn.Linear(WIDTH, LABEL)
        self.label = nn.Linear(LABEL, sizes["label"])
        self.dropout = dropout

    def start_from(self, encoder: Path) -> None:
        """The pretrained weights of a BertModel in safetensors."""
        old = load_file(encoder)
        part = "embeddings."
        new: dict[str, Any] = {
            "words.weight": old[part + "word_embeddings.weight"],
            "positions.weight": old[part + "position_embeddings.weight"],
            "kind": old[part + "token_type_embeddings.weight"][0],
            "norm.weight": old[part + "LayerNorm.weight"],
            "norm.bias": old[part + "LayerNorm.bias"],
        }
        names = {
            "attention.output.dense": "out", "attention.output.LayerNorm": "norm1", "intermediate.dense": "inner",
            "output.dense": "outer", "output.LayerNorm": "norm2",
        }
        for i in range(LAYERS):
            for kind in ("weight", "bias"):
                whole = f"encoder.layer.{i}."
                parts = [old[f"{whole}attention.self.{part}.{kind}"] for part in ("query", "key", "value")]
                new[f"layers.{i}.qkv.{kind}"] = torch.cat(parts)
                for theirs, ours in names.items():
                    new[f"layers.{i}.{ours}.{kind}"] = old[f"{whole}{theirs}.{kind}"]
        missing, unexpected = self.load_state_dict(new, strict=False)
        assert not unexpected
        assert not any(name.startswith(("layers", "norm", "words")) for name in missing)

    def encode(self, pieces: Tensor, cases: Tensor) -> Tensor:
        """The last state of each piece."""
        places = torch.arange(pieces.shape[1], device=pieces.device)
        x = self.norm(self.words(pieces) + self.positions(places) + self.kind + self.cases(cases))
        x = F.dropout(x, self.dropout, self.training)
        bias = (pieces == 0)[:, None, None, :].to(x.dtype) * -1e4
        for layer in self.layers:
            x = layer(x, bias)
        return x

    def forward(self, pieces: Tensor, cases: Tensor, first: Tensor) -> tuple[Tensor, ...]:
        """Scores: one (B, W, labels) a column in the order of ``columns``; arcs (B, W, 1 + W), the root first; the two
        halves of the label's hidden layer, (B, W, LABEL) below and (B, 1 + W, LABEL) above."""
        states = self.encode(pieces, cases)
        words = states.gather(1, first[:, :, None].expand(-1, -1, WIDTH))
        words = F.dropout(words, self.dropout, self.training)
        nodes = torch.cat([states[:, :1], words], 1)
        out = [head(words) for head in self.columns.values()]
        dependents, governors = F.gelu(self.dependent(words)), F.gelu(self.governor(nodes))
        arcs = dependents @ self.biaffine @ governors.transpose(1, 2) + self.prior(governors).transpose(1, 2)
        return (*out, arcs, self.below(words), self.above(nodes))

    def labels(self, below: Tensor, above: Tensor, heads: Tensor) -> Tensor:
        """Scores of the label of each word's arc to the node that ``heads`` (B, W) names."""
        chosen = above.gather(1, heads[:, :, None].expand(-1, -1, LABEL))
        return self.label(F.gelu(below + chosen))
