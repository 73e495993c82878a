"""Weights in and out: of a training run's checkpoint, and back out of an exported model.

An exported graph has lost the names of most weights, and int8 their last digits. The names come
back by exporting a network of random numbers the same way and seeing which number went where.
"""

from __future__ import annotations

import json
import tempfile
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import numpy_helper
from torch import Tensor

from training.graph import export_graph
from training.network import Network, Sizes
from training.windows import Labels


def load_trained(path: Path) -> tuple[Network, Labels]:
    """The averaged network of a checkpoint, ready to read."""
    state = torch.load(path, weights_only=False)
    network = Network(Sizes(**state["sizes"]))
    network.load_state_dict(state["network"])
    network.load_state_dict(state["average"], strict=False)
    network.eval()
    return network, Labels(**state["labels"])


def mix_in(start: Path, checkpoint: Path, share: float, out: Path) -> None:
    """Writes a checkpoint whose weights are, by this share, those that its run started from.

    The mean of both reads better than either: what the first stage knew best comes back.
    """
    state = torch.load(checkpoint, weights_only=False)
    if start.is_dir():
        old = Network(Sizes(**state["sizes"]))
        load_exported(start, old, Labels(**state["labels"]))
    else:
        old, _ = load_trained(start)
    for name, weights in old.named_parameters():
        if name in state["average"]:
            mean = share * weights.detach() + (1 - share) * state["average"][name]
            state["average"][name] = mean
    torch.save(state, out)


def load_exported(folder: Path, network: Network, labels: Labels) -> None:
    """Fills a network with the weights of an exported model that has the same labels."""
    told = json.loads((folder / "labels.json").read_text(encoding="utf-8"))
    for kind in ("upos", "xpos", "deprel", "roles", "rolesets"):
        if tuple(told[kind]) != getattr(labels, kind):
            raise ValueError(f"{folder}: its {kind} labels are not those of the corpora")
    found = _floats(onnx.load(str(folder / "model.onnx")))
    with torch.no_grad():
        for name, (initializer, turned) in _places(network.sizes).items():
            values = found[initializer]
            parameter = network.get_parameter(name)
            parameter.copy_(torch.from_numpy(values.T.copy() if turned else values.copy()))
        softmaxed = next(v for v in found.values() if v.shape == tuple(network.mixes.shape))
        network.mixes.copy_(torch.from_numpy(np.log(softmaxed)))


def _floats(model: onnx.ModelProto) -> dict[str, np.ndarray]:
    """Every constant by name, the quantized ones as floats under the name they had before."""
    arrays = {i.name: numpy_helper.to_array(i) for i in model.graph.initializer}
    found = {}
    for name, values in arrays.items():
        if name.endswith("_quantized"):
            base = name.removesuffix("_quantized")
            scale, zero = arrays[f"{base}_scale"], arrays[f"{base}_zero_point"]
            axis = (1, -1) if scale.ndim and values.shape[-1] == len(scale) else (-1, 1)
            shape = axis if scale.ndim and scale.size > 1 else ()
            shifted = values.astype(np.float32) - zero.astype(np.float32).reshape(shape)
            found[base] = (shifted * scale.reshape(shape)).astype(np.float32)
        elif values.dtype == np.float32:
            found[name] = values
    return found


def _places(sizes: Sizes) -> dict[str, tuple[str, bool]]:
    """Each parameter's name in an exported graph, and whether it stands there turned."""
    network = Network(sizes)
    with torch.no_grad():
        for parameter in network.parameters():
            parameter.normal_()
    with tempfile.TemporaryDirectory() as folder:
        export_graph(network, Path(folder) / "model.onnx")
        constants = _floats(onnx.load(str(Path(folder) / "model.onnx")))
    by_values = {_key(values): name for name, values in constants.items()}
    places = {}
    for name, parameter in network.named_parameters():
        if name == "mixes":
            continue
        values = _numbers(parameter)
        for turned in (False, True):
            place = by_values.get(_key(values.T if turned else values))
            if place:
                places[name] = (place, turned)
                break
        else:
            raise ValueError(f"{name} has no place in the exported graph")
    return places


def _numbers(parameter: Tensor) -> np.ndarray:
    return parameter.detach().numpy()


def _key(values: np.ndarray) -> tuple[tuple[int, ...], bytes]:
    return values.shape, np.ascontiguousarray(values).tobytes()
