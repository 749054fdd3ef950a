"""Trains the head for names over the finished encoder, whose weights stay as they are.

    python training/names.py TREEBANKS OUT [--extra FILE.conllu …] [--epochs 6] [--threads 1]

OUT is the folder that train.py has filled. The states of all words are computed once and kept in ``states.npy``; the head, which
sees a word between its neighbours, learns from them in minutes and is written to ``names.pt``.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional as F

from foreigndesk.language.pieces import Pieces
from network import WIDTH, Names, Network
from train import COLUMNS, NONE, SEED, WORDS_A_UNIT, Unit, batches, unit
from units import NAME_TAGS, corpora, cut

WORDS_A_STEP = 2048
RATE = 1e-3


@torch.no_grad()
def states(network: Network, units: list[Unit]) -> tuple[Tensor, Tensor]:
    """The states (n, WIDTH) and name tags (n,) of all words, a row of zeros without a tag between units."""
    found, tags = [torch.zeros(1, WIDTH, dtype=torch.float16)], [torch.tensor([NONE])]
    for batch in batches(units, None):
        encoded = network.encode(batch["pieces"], batch["cases"])
        words = encoded.gather(1, batch["first"][:, :, None].expand(-1, -1, WIDTH))
        for row, names in zip(words, batch["names"], strict=True):
            n = int((names != NONE).sum())
            if n:
                found += [row[:n].half(), found[0]]
                tags += [names[:n], tags[0]]
    return torch.cat(found), torch.cat(tags)


def score(head: Names, words: Tensor, tags: Tensor) -> float:
    """F1 of words inside names: the tag right, a word outside all names no hit."""
    head.eval()
    with torch.no_grad():
        guess = torch.cat([head(piece.float()[None])[0].argmax(-1) for piece in words.split(50_000)])
    head.train()
    known = tags != NONE
    hits = int(((guess == tags) & known & (tags > 0)).sum())
    return 200 * hits / (int((guess[known] > 0).sum()) + int((tags > 0).sum()))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("treebanks", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--extra", type=Path, nargs="*", default=[])
    parser.add_argument("--epochs", type=int, default=6)
    parser.add_argument("--threads", type=int, default=1)
    args = parser.parse_args()
    torch.manual_seed(SEED)
    torch.set_num_threads(args.threads)
    labels = json.loads((args.out / "labels.json").read_text())
    numbers = {column: {value: number for number, value in enumerate(labels[column])} for column in COLUMNS}
    network = Network({column: len(values) for column, values in labels.items()})
    network.load_state_dict(torch.load(args.out / "checkpoint.pt", map_location="cpu")["network"])
    network.eval()
    pieces = Pieces(args.out / "vocab.txt")
    sets = {}
    for part in ("dev", "train"):
        file = args.out / f"{part}-states.npz"
        if not file.exists():
            paragraphs = corpora(args.treebanks, part, args.extra if part == "train" else [])
            units = [unit(p, pieces, numbers) for paragraph in paragraphs for p in cut(paragraph, WORDS_A_UNIT)]
            words, tags = states(network, units)
            np.savez(file, words=words.numpy(), tags=tags.numpy())
        kept = np.load(file)
        sets[part] = torch.from_numpy(kept["words"]), torch.from_numpy(kept["tags"])
    head = Names(len(NAME_TAGS))
    head.train()
    optimizer = torch.optim.AdamW(head.parameters(), lr=RATE, weight_decay=0.01)
    words, tags = sets["train"]
    starts = torch.arange(0, len(words) - 1, WORDS_A_STEP)
    steps = args.epochs * len(starts)
    step = 0
    for epoch in range(args.epochs):
        for start in starts[torch.randperm(len(starts))].tolist():
            for group in optimizer.param_groups:
                group["lr"] = RATE * min(1.0, (step + 1) / 100, 1.5 * (1 - step / steps))
            own = slice(start, start + WORDS_A_STEP)
            loss = F.cross_entropy(head(words[own].float()[None])[0], tags[own], ignore_index=NONE)
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            step += 1
        print(f"epoch {epoch + 1}: dev F1 of words {score(head, *sets['dev']):.2f}", flush=True)
    torch.save(head.state_dict(), args.out / "names.pt")


if __name__ == "__main__":
    main()
