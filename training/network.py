"""The network: a small BERT encoder that also sees case and layout, and light heads on top.

The same classes train (batches, masks) and export (one window, no padding).
"""

from __future__ import annotations

import math
from dataclasses import asdict, dataclass

import torch
from torch import Tensor, nn
from torch.nn import functional

from kg.language.shapes import SHAPE_SIZES


@dataclass(frozen=True)
class Sizes:
    """How many labels each head has, and the widths of the heads."""

    upos: int
    xpos: int
    names: tuple[tuple[str, int], ...]
    labels: int
    roles: int
    rolesets: int
    vocabulary: int = 30522
    width: int = 384
    layers: int = 6
    attention_heads: int = 12
    positions: int = 512
    shape: int = 48
    tag: int = 256
    name: int = 256
    arc: int = 192
    label: int = 64
    role: int = 80
    sense: int = 128

    def as_dict(self) -> dict[str, object]:
        """For checkpoints."""
        return asdict(self)


class Layer(nn.Module):
    """One transformer layer, query, key and value in one product."""

    def __init__(self, width: int, heads: int) -> None:
        super().__init__()
        self.heads = heads
        self.qkv = nn.Linear(width, 3 * width)
        self.out = nn.Linear(width, width)
        self.norm_attention = nn.LayerNorm(width, eps=1e-12)
        self.up = nn.Linear(width, 4 * width)
        self.down = nn.Linear(4 * width, width)
        self.norm_out = nn.LayerNorm(width, eps=1e-12)
        self.dropout = nn.Dropout(0.1)

    def forward(self, x: Tensor, mask: Tensor | None) -> Tensor:
        """Attend, then transform; ``mask`` is added to the attention scores."""
        batch, length, width = x.shape
        q, k, v = (
            part.reshape(batch, length, self.heads, width // self.heads).transpose(1, 2)
            for part in self.qkv(x).split(width, dim=-1)
        )
        if mask is None:
            scores = q @ k.transpose(2, 3) * (1.0 / math.sqrt(width // self.heads))
            mixed = scores.softmax(-1) @ v
        else:
            drop = 0.1 if self.training else 0.0
            mixed = functional.scaled_dot_product_attention(q, k, v, mask.to(q.dtype), drop)
        x = self.norm_attention(
            x + self.dropout(self.out(mixed.transpose(1, 2).reshape(batch, length, width)))
        )
        return self.norm_out(x + self.dropout(self.down(functional.gelu(self.up(x)))))


class Bilinear(nn.Module):
    """Scores of (left word, right word, label): the left half first, so pairs stay cheap."""

    def __init__(self, width: int, rank: int, labels: int) -> None:
        super().__init__()
        self.rank, self.labels = rank, labels
        self.left = nn.Sequential(nn.Linear(width, rank), nn.GELU(), nn.Dropout(0.25))
        self.right = nn.Sequential(nn.Linear(width, rank), nn.GELU(), nn.Dropout(0.25))
        self.weights = nn.Linear(rank, labels * (rank + 1))
        nn.init.normal_(self.weights.weight, std=0.02)
        nn.init.zeros_(self.weights.bias)

    def forward(self, x: Tensor) -> tuple[Tensor, Tensor]:
        """(..., words, labels, rank + 1) and (..., words, rank + 1)."""
        left = self.weights(self.left(x))
        right = self.right(x)
        ones = torch.ones_like(right[..., :1])
        shape = (*left.shape[:-1], self.labels, self.rank + 1)
        return left.reshape(shape), torch.cat([right, ones], -1)


class Network(nn.Module):
    """Encoder and heads; ``forward`` gives a dictionary of scores."""

    def __init__(self, sizes: Sizes) -> None:
        super().__init__()
        self.sizes = sizes
        width = sizes.width
        self.words = nn.Embedding(sizes.vocabulary, width)
        self.positions = nn.Embedding(sizes.positions, width)
        self.kinds = nn.Parameter(torch.zeros(width))
        self.norm = nn.LayerNorm(width, eps=1e-12)
        self.layers = nn.ModuleList(
            Layer(width, sizes.attention_heads) for _ in range(sizes.layers)
        )
        self.shape_in = nn.Embedding(sum(SHAPE_SIZES), width)
        self.shape_out = nn.Embedding(sum(SHAPE_SIZES), sizes.shape)
        nn.init.zeros_(self.shape_in.weight)
        nn.init.normal_(self.shape_out.weight, std=0.1)
        self.mixes = nn.Parameter(torch.zeros(2, sizes.layers))
        offsets = [sum(SHAPE_SIZES[:i]) for i in range(len(SHAPE_SIZES))]
        self.register_buffer("shape_offsets", torch.tensor(offsets), persistent=False)
        wide = width + sizes.shape
        self.tag_hidden = _hidden(wide, sizes.tag, 0.2)
        self.tag_out = nn.Linear(sizes.tag, 2 + sizes.upos + sizes.xpos + 2)
        self.name_hidden = _hidden(wide, sizes.name, 0.2)
        self.name_out = nn.Linear(sizes.name, sum(count for _, count in sizes.names))
        self.arc_dependent = _hidden(wide, sizes.arc, 0.25)
        self.arc_head = _hidden(wide, sizes.arc, 0.25)
        self.arc_weights = nn.Linear(sizes.arc, sizes.arc)
        nn.init.eye_(self.arc_weights.weight)
        self.arc_bias = nn.Linear(sizes.arc, 1)
        self.arc_root = nn.Linear(wide, 1)
        self.labels = Bilinear(wide, sizes.label, sizes.labels)
        self.roles = Bilinear(wide, sizes.role, sizes.roles)
        self.sense_hidden = _hidden(wide, sizes.sense, 0.2)
        self.sense_out = nn.Linear(sizes.sense, sizes.rolesets)

    def encode(
        self, pieces: Tensor, piece_words: Tensor, shapes: Tensor, mask: Tensor | None
    ) -> list[Tensor]:
        """Hidden states of each layer. ``piece_words`` says whose shape a piece takes."""
        length = pieces.shape[1]
        looks = self.shape_in(shapes + self.shape_offsets).sum(2)
        edge = torch.zeros_like(looks[:, :1])
        looks = torch.cat([looks, edge], 1)
        index = piece_words.unsqueeze(-1).expand(-1, -1, looks.shape[-1])
        x = self.words(pieces) + self.positions.weight[:length] + self.kinds
        x = self.norm(x + looks.gather(1, index))
        if self.training:
            x = functional.dropout(x, 0.1)
        states = []
        for layer in self.layers:
            x = layer(x, mask)
            states.append(x)
        return states

    def forward(
        self,
        pieces: Tensor,
        piece_words: Tensor,
        first: Tensor,
        last: Tensor,
        shapes: Tensor,
        mask: Tensor | None = None,
    ) -> dict[str, Tensor]:
        """Scores for each word, and the halves of the scores of pairs of words."""
        states = torch.stack(self.encode(pieces, piece_words, shapes, mask))
        weights = self.mixes.softmax(-1).to(states.dtype)
        mixed = torch.einsum("ml,lbpw->mbpw", weights, states)
        index = torch.stack([first, last]).unsqueeze(-1).expand(-1, -1, -1, states.shape[-1])
        looks = self.shape_out(shapes + self.shape_offsets).sum(2).to(states.dtype)
        syntax = torch.cat([_ends(mixed[0], index), looks], -1)
        naming = torch.cat([_ends(mixed[1], index), looks], -1)
        return self._heads(syntax, naming)

    def _heads(self, x: Tensor, naming: Tensor) -> dict[str, Tensor]:
        sizes = self.sizes
        tags = self.tag_out(self.tag_hidden(x))
        starts, upos, xpos, predicates = tags.split([2, sizes.upos, sizes.xpos, 2], -1)
        head = self.arc_head(x)
        arcs = self.arc_weights(self.arc_dependent(x)) @ head.transpose(1, 2)
        arcs = arcs * (1.0 / math.sqrt(sizes.arc)) + self.arc_bias(head).transpose(1, 2)
        label_left, label_right = self.labels(x)
        role_left, role_right = self.roles(x)
        return {
            "starts": starts, "upos": upos, "xpos": xpos, "predicates": predicates,
            "names": self.name_out(self.name_hidden(naming)),
            "arcs": arcs, "roots": self.arc_root(x).squeeze(-1),
            "label_left": label_left, "label_right": label_right,
            "role_left": role_left, "role_right": role_right,
            "senses": self.sense_out(self.sense_hidden(x)),
        }  # fmt: skip


def _hidden(width: int, size: int, dropout: float) -> nn.Sequential:
    return nn.Sequential(nn.Linear(width, size), nn.GELU(), nn.Dropout(dropout))


def _ends(states: Tensor, index: Tensor) -> Tensor:
    return (states.gather(1, index[0]) + states.gather(1, index[1])) * 0.5


def load_encoder(network: Network, weights: dict[str, Tensor]) -> None:
    """Copies a published BERT's weights (their names as in safetensors) into the encoder."""

    def copy(target: Tensor, name: str) -> None:
        with torch.no_grad():
            target.copy_(weights[name])

    copy(network.words.weight, "embeddings.word_embeddings.weight")
    copy(network.positions.weight, "embeddings.position_embeddings.weight")
    with torch.no_grad():
        network.kinds.copy_(weights["embeddings.token_type_embeddings.weight"][0])
    copy(network.norm.weight, "embeddings.LayerNorm.weight")
    copy(network.norm.bias, "embeddings.LayerNorm.bias")
    for number, layer in enumerate(network.layers):
        base = f"encoder.layer.{number}"
        for kind in ("weight", "bias"):
            parts = [
                weights[f"{base}.attention.self.{n}.{kind}"] for n in ("query", "key", "value")
            ]
            with torch.no_grad():
                getattr(layer.qkv, kind).copy_(torch.cat(parts))
            copy(getattr(layer.out, kind), f"{base}.attention.output.dense.{kind}")
            copy(getattr(layer.norm_attention, kind), f"{base}.attention.output.LayerNorm.{kind}")
            copy(getattr(layer.up, kind), f"{base}.intermediate.dense.{kind}")
            copy(getattr(layer.down, kind), f"{base}.output.dense.{kind}")
            copy(getattr(layer.norm_out, kind), f"{base}.output.LayerNorm.{kind}")
