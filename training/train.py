"""Trains the language network; goes on from its last checkpoint where there is one.

    python training/train.py TREEBANKS ENCODER OUT [--extra FILE.conllu …] [--epochs 5] [--threads 1]

ENCODER is the folder of all-MiniLM-L6-v2 (``model.safetensors``, ``vocab.txt``). OUT gets ``checkpoint.pt`` every few
minutes, ``labels.json``, ``known.txt``, ``vocab.txt`` and a line a report in ``log.txt``. The rate rises, stays, and falls over the last
part of the training, so that a longer one may go on from a checkpoint of a shorter.
"""

from __future__ import annotations

import argparse
import json
import random
import shutil
import time
from collections.abc import Iterator
from pathlib import Path

import torch
from torch import Tensor
from torch.nn import functional as F

from foreigndesk.language.pieces import CASINGS, Pieces, casing
from network import CASES, Network
from units import COLUMNS, NAME_TAGS, Paragraph, corpora, cut, inventories, lemmas

SEED = 0
WORDS_A_UNIT = 110
PIECES_A_BATCH = 1100
WEIGHTS = {"upos": 0.5, "tag": 0.5, "feats": 0.5, "lemma": 0.5, "start": 0.5, "names": 1.0}
RATE, HEAD_RATE, WARM, FALL = 2e-4, 1e-3, 300, 0.4
NONE = -100

Unit = dict[str, list[int]]


def unit(paragraph: Paragraph, pieces: Pieces, numbers: dict[str, dict[str, int]]) -> Unit:
    """One part of a paragraph as numbers; NONE where nothing is known."""
    out: Unit = {key: [] for key in ("pieces", "cases", "first", "head", "sentence", "start", "names", *COLUMNS)}
    out["pieces"], out["cases"] = [pieces.begin], [CASES]
    for number, sentence in enumerate(paragraph):
        base = len(out["first"])
        for i, word in enumerate(sentence.words):
            own = pieces.of(word)
            out["first"].append(len(out["pieces"]))
            out["pieces"] += own
            out["cases"] += [casing(word) + CASINGS * sentence.spaced[i]] * len(own)
            out["sentence"].append(number)
            out["start"].append(int(i == 0))
            out["names"].append(NAME_TAGS.index(sentence.names[i]) if sentence.names is not None else NONE)
            head = NONE
            if sentence.heads is not None:
                head = 0 if sentence.heads[i] < 0 else 1 + base + sentence.heads[i]
            out["head"].append(head)
            for column in COLUMNS:
                values = sentence.columns.get(column)
                out[column].append(numbers[column].get(values[i], NONE) if values else NONE)
    out["pieces"].append(pieces.end)
    out["cases"].append(CASES)
    return out


def batches(units: list[Unit], rng: random.Random | None) -> Iterator[dict[str, Tensor]]:
    """Units of like length together, in random order where ``rng`` is given."""
    units = sorted((u for u in units if len(u["pieces"]) <= 500), key=lambda u: len(u["pieces"]))
    groups: list[list[Unit]] = [[]]
    for u in units:
        if groups[-1] and len(u["pieces"]) * (len(groups[-1]) + 1) > PIECES_A_BATCH:
            groups.append([])
        groups[-1].append(u)
    if rng is not None:
        rng.shuffle(groups)
    for group in groups:
        batch = {}
        for key in group[0]:
            fill = {"pieces": 0, "cases": CASES, "first": 0, "sentence": -1}.get(key, NONE)
            length = max(len(u[key]) for u in group)
            batch[key] = torch.tensor([u[key] + [fill] * (length - len(u[key])) for u in group])
        yield batch


def allowed(sentence: Tensor) -> Tensor:
    """Which nodes may govern which words: those of the same sentence, and the root."""
    same = sentence[:, :, None] == sentence[:, None, :]
    return F.pad(same, (1, 0), value=True)


def losses(network: Network, batch: dict[str, Tensor]) -> dict[str, Tensor]:
    """The mean loss of each task over the words that have its annotation."""
    *scores, arcs, below, above = network(batch["pieces"], batch["cases"], batch["first"])
    out = {}
    for column, score in zip(network.columns, scores, strict=True):
        gold = batch[column]
        if (gold != NONE).any():
            out[column] = WEIGHTS[column] * F.cross_entropy(score.flatten(0, 1), gold.flatten(), ignore_index=NONE)
    heads = batch["head"]
    if (heads != NONE).any():
        arcs = arcs.masked_fill(~allowed(batch["sentence"]), -1e4)
        out["arc"] = F.cross_entropy(arcs.flatten(0, 1), heads.flatten(), ignore_index=NONE)
        labels = network.labels(below, above, heads.clamp(min=0))
        out["label"] = F.cross_entropy(labels.flatten(0, 1), batch["label"].flatten(), ignore_index=NONE)
    return out


@torch.no_grad()
def scores_on(network: Network, units: list[Unit]) -> str:
    """Shares of right words on held-out units; trees greedily, names by word."""
    network.eval()
    right: dict[str, int] = {}
    total: dict[str, int] = {}
    for batch in batches(units, None):
        *scores, arcs, below, above = network(batch["pieces"], batch["cases"], batch["first"])
        guesses = {column: score.argmax(-1) for column, score in zip(network.columns, scores, strict=True)}
        heads = arcs.masked_fill(~allowed(batch["sentence"]), -1e4).argmax(-1)
        labels = network.labels(below, above, heads).argmax(-1)
        known = {column: batch[column] != NONE for column in guesses}
        for column, guess in guesses.items():
            keep = known[column] & (batch[column] > 0) if column in ("names", "start") else known[column]
            right[column] = right.get(column, 0) + int(((guess == batch[column]) & keep).sum())
            total[column] = total.get(column, 0) + int(keep.sum())
        keep = batch["head"] != NONE
        good = keep & (heads == batch["head"])
        for name, hits in (("UAS", good), ("LAS", good & (labels == batch["label"]))):
            right[name] = right.get(name, 0) + int(hits.sum())
            total[name] = total.get(name, 0) + int(keep.sum())
    network.train()
    return " ".join(f"{name} {100 * right[name] / max(1, total[name]):.2f}" for name in right)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("treebanks", type=Path)
    parser.add_argument("encoder", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--extra", type=Path, nargs="*", default=[])
    parser.add_argument("--epochs", type=float, default=5)
    parser.add_argument("--threads", type=int, default=1)
    args = parser.parse_args()
    torch.manual_seed(SEED)
    torch.set_num_threads(args.threads)
    args.out.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(args.encoder / "vocab.txt", args.out / "vocab.txt")
    pieces = Pieces(args.out / "vocab.txt")
    train = corpora(args.treebanks, "train", args.extra)
    labels_file = args.out / "labels.json"
    if not labels_file.exists():
        labels_file.write_text(json.dumps({**inventories(train), "start": ["in", "start"], "names": NAME_TAGS}, indent=0))
    labels = json.loads(labels_file.read_text())
    (args.out / "known.txt").write_text("\n".join(lemmas(train)) + "\n", encoding="utf-8")
    numbers = {column: {value: number for number, value in enumerate(labels[column])} for column in COLUMNS}
    held = [unit(part, pieces, numbers) for p in corpora(args.treebanks, "dev")[::6] for part in cut(p, WORDS_A_UNIT)]

    network = Network({column: len(values) for column, values in labels.items()})
    network.start_from(args.encoder / "model.safetensors")
    network.words.weight.requires_grad_(False)
    old = [p for name, p in network.named_parameters() if p.requires_grad and name.startswith(("layers", "norm", "positions"))]
    kept = {id(p) for p in old}
    new = [p for p in network.parameters() if p.requires_grad and id(p) not in kept]
    groups = [{"params": old, "full": RATE}, {"params": new, "full": HEAD_RATE}]
    optimizer = torch.optim.AdamW(groups, lr=RATE, betas=(0.9, 0.98), weight_decay=0.01)
    step, epoch, seen = 0, 0, 0
    checkpoint = args.out / "checkpoint.pt"
    if checkpoint.exists():
        kept_state = torch.load(checkpoint)
        network.load_state_dict(kept_state["network"])
        optimizer.load_state_dict(kept_state["optimizer"])
        step, epoch, seen = kept_state["step"], kept_state["epoch"], kept_state["seen"]
    words = sum(len(s.words) for p in train for s in p)
    network.train()
    begun, begun_seen, saved = time.time(), seen, time.time()
    while seen < args.epochs * words:
        rng = random.Random(SEED + epoch)
        parts = [unit(part, pieces, numbers) for p in train for part in cut(p, WORDS_A_UNIT, rng)]
        for batch in batches(parts, rng):
            share = min(1.0, (step + 1) / WARM, (args.epochs * words - seen) / (FALL * args.epochs * words))
            for group in optimizer.param_groups:
                group["lr"] = group["full"] * max(share, 0.0)
            terms = losses(network, batch)
            loss = torch.stack(list(terms.values())).sum()
            optimizer.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimizer.step()
            step += 1
            seen += int((batch["sentence"] >= 0).sum())
            if step % 50 == 0:
                pace = (seen - begun_seen) / (time.time() - begun)
                line = f"step {step} epoch {epoch} words {seen} loss {loss.item():.3f} {pace:.0f} words/s"
                if step % 600 == 0:
                    line += " | " + scores_on(network, held)
                with (args.out / "log.txt").open("a") as log:
                    log.write(line + "\n")
            if time.time() - saved > 240:
                save(checkpoint, network, optimizer, step, epoch, seen)
                saved = time.time()
            if seen >= args.epochs * words:
                break
        epoch += 1
        save(checkpoint, network, optimizer, step, epoch, seen)
    print(scores_on(network, held))


def save(path: Path, network: Network, optimizer: torch.optim.Optimizer, step: int, epoch: int, seen: int) -> None:
    """Writes a checkpoint beside the old one, then in its place."""
    state = {"network": network.state_dict(), "optimizer": optimizer.state_dict(), "step": step, "epoch": epoch, "seen": seen}
    torch.save(state, path.with_suffix(".new"))
    path.with_suffix(".new").replace(path)


if __name__ == "__main__":
    main()
