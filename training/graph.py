"""The network as an ONNX graph for one window, in 32-bit floats and in 8-bit integers."""

from __future__ import annotations

from pathlib import Path

import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn

from training.network import Network

INPUTS = ("pieces", "piece_words", "first", "last", "shapes")
OUTPUTS = (
    "starts", "upos", "xpos", "predicates", "names", "arcs",
    "label_left", "label_right", "role_left", "role_right", "senses",
)  # fmt: skip


class OneWindow(nn.Module):
    """The network for a single window: no batch, no padding, no mask."""

    def __init__(self, network: Network) -> None:
        super().__init__()
        self.network = network

    def forward(
        self, pieces: Tensor, piece_words: Tensor, first: Tensor, last: Tensor, shapes: Tensor
    ) -> tuple[Tensor, ...]:
        """Scores in the order of OUTPUTS; the root's score stands on the arcs' diagonal."""
        inputs = (t.unsqueeze(0) for t in (pieces, piece_words, first, last, shapes))
        scores = {name: value.squeeze(0) for name, value in self.network(*inputs).items()}
        itself = torch.eye(first.shape[0])
        roots = scores["roots"].unsqueeze(-1)
        scores["arcs"] = scores["arcs"] * (1 - itself) + roots * itself
        return tuple(scores[name] for name in OUTPUTS)


def export_graph(network: Network, path: Path) -> None:
    """Writes the network as an ONNX graph of 32-bit floats."""
    words, pieces = 7, 11
    example = (
        torch.arange(pieces) + 1000,
        torch.tensor([7, 0, 1, 1, 2, 3, 4, 5, 5, 6, 7]),
        torch.tensor([1, 2, 4, 5, 6, 7, 9]),
        torch.tensor([1, 3, 4, 5, 6, 8, 9]),
        torch.zeros(words, 4, dtype=torch.int64),
    )
    axes = {"pieces": {0: "p"}, "piece_words": {0: "p"}}
    axes |= {name: {0: "w"} for name in ("first", "last", "shapes", *OUTPUTS)}
    axes["arcs"] = {0: "w", 1: "w2"}
    torch.onnx.export(
        OneWindow(network).eval(),
        example,
        str(path),
        input_names=list(INPUTS),
        output_names=list(OUTPUTS),
        dynamic_axes=axes,
        opset_version=17,
        dynamo=False,
    )


def quantize(source: Path, target: Path) -> None:
    """Int8 weights per channel with reduced range; activations are scaled window by window."""
    quantize_dynamic(
        source,
        target,
        op_types_to_quantize=["MatMul", "Gemm", "Gather"],
        per_channel=True,
        reduce_range=True,
        weight_type=QuantType.QInt8,
        extra_options={"MatMulConstBOnly": True},
    )
