"""The trained network to what ships: int8 weights, tokeniser and labels.

    python training/export.py OUT WEIGHTS [--float]

OUT is the folder that train.py and names.py fill. WEIGHTS gets ``words.onnx`` (pieces to scores; its tensors apart in
``words.bin``, which is mapped into memory), ``labels.onnx`` (label of an arc), ``vocab.txt``, ``labels.json`` and ``known.txt``
(lemmas of the training data). Weights are signed int8 with a scale a channel, of seven bits, since eight saturate on
processors without VNNI.
``--float`` leaves them as they are, to see what int8 costs.
"""

from __future__ import annotations

import argparse
import json
import shutil
import tempfile
from pathlib import Path

import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn

from network import LABEL, WIDTH, Names, Network

VERSION = "0.2.0"


class Words(nn.Module):
    """The network with its embedding in bytes and the choice of each column made."""

    def __init__(self, network: Network, *, whole: bool) -> None:
        super().__init__()
        self.network = network
        table = network.words.weight.detach()
        scale = table.abs().amax(1, keepdim=True).clamp(min=1e-8) / 127
        self.whole = whole
        self.register_buffer("table", table if whole else (table / scale).round().to(torch.int8))
        self.register_buffer("scale", torch.ones_like(scale) if whole else scale)

    def forward(self, pieces: Tensor, cases: Tensor, first: Tensor) -> tuple[Tensor, ...]:
        network = self.network
        table, scale = self.table, self.scale
        assert isinstance(table, Tensor)
        assert isinstance(scale, Tensor)
        embedded = table[pieces].float() * scale[pieces]
        places = network.positions.weight[: pieces.shape[1]]
        x = network.norm(embedded + places + network.kind + network.cases(cases))
        bias = (pieces == 0)[:, None, None, :].to(x.dtype) * -1e4
        for layer in network.layers:
            x = layer(x, bias)
        words = x.gather(1, first[:, :, None].expand(-1, -1, WIDTH))
        nodes = torch.cat([x[:, :1], words], 1)
        out = []
        for column, head in network.columns.items():
            scores = head(words)
            if column == "start":
                scores = scores[..., 1] - scores[..., 0]
            elif column == "lemma":
                scores = scores.topk(4).indices
            elif column != "names":
                scores = scores.argmax(-1)
            out.append(scores)
        dependents = nn.functional.gelu(network.dependent(words))
        governors = nn.functional.gelu(network.governor(nodes))
        arcs = (dependents @ network.biaffine) @ governors.transpose(1, 2) + network.prior(governors).transpose(1, 2)
        return (*out, arcs, network.below(words), network.above(nodes))

class Labels(nn.Module):
    """The label of an arc from the two halves of its hidden layer."""

    def __init__(self, network: Network) -> None:
        super().__init__()
        self.network = network

    def forward(self, below: Tensor, above: Tensor) -> Tensor:
        return self.network.label(nn.functional.gelu(below + above)).argmax(-1)

def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("trained", type=Path)
    parser.add_argument("weights", type=Path)
    parser.add_argument("--float", action="store_true", dest="whole")
    args = parser.parse_args()
    args.weights.mkdir(parents=True, exist_ok=True)
    labels = json.loads((args.trained / "labels.json").read_text())
    network = Network({column: len(values) for column, values in labels.items()})
    network.load_state_dict(torch.load(args.trained / "checkpoint.pt", map_location="cpu")["network"])
    names = Names(len(labels["names"]))
    names.load_state_dict(torch.load(args.trained / "names.pt", map_location="cpu"))
    network.columns["names"] = names
    network.eval()
    inputs = torch.ones(2, 9, dtype=torch.long), torch.zeros(2, 9, dtype=torch.long), torch.ones(2, 6, dtype=torch.long)
    axes = {"pieces": {0: "b", 1: "p"}, "cases": {0: "b", 1: "p"}, "first": {0: "b", 1: "w"}}
    outputs = [*network.columns, "arcs", "below", "above"]
    axes |= {name: {0: "b", 1: "w" if name != "above" else "n"} for name in outputs}
    axes["arcs"] = {0: "b", 1: "w", 2: "n"}
    with tempfile.TemporaryDirectory() as folder:
        plain, quantised = Path(folder) / "plain.onnx", Path(folder) / "quantised.onnx"
        torch.onnx.export(
            Words(network, whole=args.whole), inputs, str(plain), input_names=list(axes)[:3], output_names=outputs,
            dynamic_axes=axes, opset_version=17, dynamo=False,
        )
        if args.whole:
            quantised = plain
        else:
            quantize_dynamic(
                plain, quantised, op_types_to_quantize=["MatMul"], per_channel=True, reduce_range=True, weight_type=QuantType.QInt8
            )
        model = onnx.load(quantised)
        for name in ("words.onnx", "words.bin"):
            (args.weights / name).unlink(missing_ok=True)
        onnx.save(model, args.weights / "words.onnx", save_as_external_data=True, location="words.bin", size_threshold=1024)
    hidden = torch.zeros(3, LABEL)
    torch.onnx.export(
        Labels(network), (hidden, hidden), str(args.weights / "labels.onnx"), input_names=["below", "above"], output_names=["label"],
        dynamic_axes={"below": {0: "n"}, "above": {0: "n"}}, opset_version=17, dynamo=False,
    )
    for name in ("vocab.txt", "known.txt"):
        shutil.copyfile(args.trained / name, args.weights / name)
    (args.weights / "labels.json").write_text(json.dumps({"version": [VERSION], **labels}, indent=0) + "\n", encoding="utf-8")

if __name__ == "__main__":
    main()
