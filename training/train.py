"""Trains the English model: ``python -m training.train --corpora DIR --encoder DIR --out DIR``.

Two stages: the ground, from the published encoder; then the news, in which the ground's model types
the names of a year of news items. ``--start MODEL`` takes an exported model for the ground. It is
deterministic under a seed for one machine and number of threads, and goes on where it was stopped.
"""

from __future__ import annotations

import argparse
import json
import logging
import math
import random
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor
from torch.nn import functional

from kg.language import load
from kg.language.pieces import Pieces
from training.corpora import (
    GUM,
    UNER,
    WIKI,
    Document,
    read_demonyms,
    read_ewt,
    read_gum,
    read_wiki_names,
)  # fmt: skip
from training.export import export
from training.network import Network, Sizes, load_encoder
from training.news import read_news
from training.weights import load_exported, load_trained, mix_in
from training.windows import (
    IGNORED,
    Batch,
    Encoder,
    Labels,
    Pool,
    Window,
    batches,
    collect_labels,
    cut_windows,
    vary,
)  # fmt: skip

log = logging.getLogger("training")

WEIGHTS = {
    "starts": 1.0, "upos": 0.7, "xpos": 0.7, "arcs": 1.2, "deprel": 0.7, "predicates": 0.7,
    "roles": 1.4, "senses": 0.4, UNER: 1.3, WIKI: 1.0, GUM: 0.8,
}  # fmt: skip


@dataclass(frozen=True)
class Plan:
    """What a run does; the whole of it is in the checkpoint."""

    stage: str
    seed: int
    steps: int = 4200
    batch_words: int = 640
    encoder_rate: float = 2e-4
    head_rate: float = 1.5e-3
    average: float = 0.998
    warm_up: float = 0.06
    start_share: float = 0.0
    passes: tuple[tuple[str, float], ...] = (("ewt", 1.0), ("gum", 1.1), ("wiki", 0.7))


GROUND = Plan("ground", seed=7)
NEWS = Plan(
    "news",
    seed=8,
    encoder_rate=1e-4,
    head_rate=7e-4,
    start_share=0.3,
    passes=(("ewt", 1.0), ("gum", 1.1), ("wiki", 0.6), ("news", 0.6)),
)


def losses(scores: dict[str, Tensor], batch: Batch, sizes: Sizes) -> dict[str, Tensor]:
    """One mean loss per task; a task that nothing in the batch knows gives nothing."""
    scores = {name: value.float() for name, value in scores.items()}
    found = {
        task: _cross_entropy(scores[task], batch[task])
        for task in ("starts", "upos", "xpos", "predicates")
    }
    parts = scores["names"].split([count for _, count in sizes.names], -1)
    for (scheme, _), part in zip(sizes.names, parts, strict=True):
        found[scheme] = _cross_entropy(part, batch[scheme])
    found["arcs"] = _cross_entropy(arc_scores(scores, batch["sentence"]), batch["heads"])
    found["deprel"] = _cross_entropy(_label_scores(scores, batch["heads"]), batch["deprel"])
    found["roles"] = _role_loss(scores, batch["role_pairs"])
    found["senses"] = _sense_loss(scores["senses"], batch["senses"])
    return {task: loss for task, loss in found.items() if loss is not None}


def _cross_entropy(scores: Tensor, targets: Tensor) -> Tensor | None:
    if not bool((targets != IGNORED).any()):
        return None
    return functional.cross_entropy(scores.flatten(0, -2), targets.flatten(), ignore_index=IGNORED)


def arc_scores(scores: dict[str, Tensor], sentence: Tensor) -> Tensor:
    """Word by head scores, the root's on the diagonal, other sentences' words out of reach."""
    arcs = scores["arcs"]
    itself = torch.eye(arcs.shape[-1], dtype=torch.bool)
    arcs = torch.where(itself, scores["roots"].unsqueeze(-1), arcs)
    return arcs.masked_fill(sentence.unsqueeze(1) != sentence.unsqueeze(2), -1e9)


def _label_scores(scores: dict[str, Tensor], heads: Tensor) -> Tensor:
    right = scores["label_right"]
    index = heads.clamp_min(0).unsqueeze(-1).expand(-1, -1, right.shape[-1])
    return torch.einsum("bwle,bwe->bwl", scores["label_left"], right.gather(1, index))


def _role_loss(scores: dict[str, Tensor], pairs: Tensor) -> Tensor | None:
    if not len(pairs):
        return None
    window, predicate, word, role = pairs.unbind(1)
    left = scores["role_left"][window, predicate]
    found = torch.einsum("nle,ne->nl", left, scores["role_right"][window, word])
    total = functional.cross_entropy(found, role, reduction="sum")
    return total / (role > 0).sum().clamp_min(1) * 0.5


def _sense_loss(scores: Tensor, senses: Tensor) -> Tensor | None:
    if not len(senses):
        return None
    options = senses[:, 3:]
    rows = scores[senses[:, 0], senses[:, 1]].gather(1, options.clamp_min(0))
    return functional.cross_entropy(rows.masked_fill(options < 0, -1e9), senses[:, 2])


def endless(
    corpora: dict[str, list[Document]],
    plan: Plan,
    encoder: Encoder,
    skip: int,
    pool: Pool | None = None,
) -> Iterator[Batch]:
    """Batches without end; the first ``skip`` are drawn but not made."""
    number = 0
    for epoch in range(10_000):
        dice = random.Random(plan.seed * 1000 + epoch)
        windows: list[Window] = []
        for name, passes in plan.passes:
            if passes <= 0:
                continue
            for part in range(math.ceil(passes)):
                found = cut_windows(corpora[name], dice)
                windows += dice.sample(found, int(len(found) * min(1.0, passes - part)))
        for group in batches(windows, plan.batch_words, dice):
            number += 1
            varied = [vary(window, dice, pool) for window in group]
            if number > skip:
                yield encoder.batch(varied)


def rate_at(step: int, plan: Plan) -> float:
    """Share of the highest learning rate: up in a line, down along a cosine."""
    top = max(1, int(plan.steps * plan.warm_up))
    if step < top:
        return (step + 1) / top
    done = (step - top) / max(1, plan.steps - top)
    return 0.01 + 0.99 * 0.5 * (1 + math.cos(math.pi * min(1.0, done)))


def optimizer_for(network: Network, plan: Plan) -> torch.optim.AdamW:
    """AdamW with a gentle rate for the encoder, lower for its lower layers."""
    network.words.weight.requires_grad_(False)
    groups: list[dict[str, object]] = []
    seen: set[int] = {id(network.words.weight)}
    count = len(network.layers)
    for depth, layer in enumerate(network.layers):
        rate = plan.encoder_rate * 0.9 ** (count - 1 - depth)
        groups.append({"params": list(layer.parameters()), "peak": rate})
    bottom = [network.positions.weight, network.kinds, *network.norm.parameters()]
    groups.append({"params": bottom, "peak": plan.encoder_rate * 0.9**count})
    for group in groups:
        seen.update(id(p) for p in group["params"])  # type: ignore[attr-defined]
    rest = [p for p in network.parameters() if id(p) not in seen]
    groups.append({"params": rest, "peak": plan.head_rate})
    return torch.optim.AdamW(groups, lr=plan.head_rate, betas=(0.9, 0.98), weight_decay=0.01)


class Run:
    """A training run: network, its running average, optimizer, and where it stands."""

    def __init__(self, labels: Labels, sizes: Sizes, plan: Plan, encoder_weights: Path) -> None:
        torch.manual_seed(plan.seed)
        self.labels, self.sizes, self.plan, self.step = labels, sizes, plan, 0
        self.network = Network(sizes)
        load_encoder(self.network, load_file(str(encoder_weights)))
        self.optimizer = optimizer_for(self.network, plan)
        self.average = {n: p.detach().clone() for n, p in self._trained()}

    def _trained(self) -> list[tuple[str, Tensor]]:
        return [(n, p) for n, p in self.network.named_parameters() if p.requires_grad]

    def learn(self, batch: Batch) -> dict[str, float]:
        """One step."""
        self.network.train()
        torch.manual_seed(self.plan.seed + self.step)
        for group in self.optimizer.param_groups:
            group["lr"] = group["peak"] * rate_at(self.step, self.plan)
        inputs = {n: batch[n] for n in ("pieces", "piece_words", "first", "last", "shapes", "mask")}
        with torch.autocast("cpu", dtype=torch.bfloat16):
            scores = self.network(**inputs)
        found = losses(scores, batch, self.sizes)
        total = torch.stack([WEIGHTS[task] * loss for task, loss in found.items()]).sum()
        self.optimizer.zero_grad(set_to_none=True)
        total.backward()  # type: ignore[no-untyped-call]
        torch.nn.utils.clip_grad_norm_([p for _, p in self._trained()], 2.0)
        self.optimizer.step()
        self.step += 1
        self._follow()
        return {task: float(loss.detach()) for task, loss in found.items()}

    def _follow(self) -> None:
        keep = min(self.plan.average, (1 + self.step) / (10 + self.step))
        with torch.no_grad():
            names = self._trained()
            old = [self.average[n] for n, _ in names]
            torch._foreach_lerp_(old, [p.detach() for _, p in names], 1 - keep)

    def save(self, path: Path) -> None:
        """Writes a checkpoint to resume from and to export."""
        state = {
            "step": self.step, "plan": self.plan.__dict__, "sizes": self.sizes.as_dict(),
            "labels": self.labels.__dict__, "network": self.network.state_dict(),
            "average": self.average, "optimizer": self.optimizer.state_dict(),
        }  # fmt: skip
        torch.save(state, path.with_suffix(".tmp"))
        path.with_suffix(".tmp").replace(path)

    def start_from(self, path: Path) -> None:
        """Begins with the averaged weights of an earlier run, or with an exported model's."""
        if path.is_dir():
            load_exported(path, self.network, self.labels)
        else:
            network, _ = load_trained(path)
            self.network.load_state_dict(network.state_dict())
        self.average = {n: p.detach().clone() for n, p in self._trained()}

    def resume(self, path: Path) -> None:
        """Takes up a run where a checkpoint left it."""
        state = torch.load(path, weights_only=False)
        self.step = state["step"]
        self.network.load_state_dict(state["network"])
        self.average = state["average"]
        self.optimizer.load_state_dict(state["optimizer"])


def read_corpora(root: Path) -> dict[str, list[Document]]:
    """The training documents by source."""
    return {
        "ewt": read_ewt(root, "train"),
        "gum": read_gum(root, "train"),
        "wiki": read_wiki_names(root, read_demonyms(root)),
    }


def main() -> None:
    """Reads the corpora, trains, and leaves the model in the output folder."""
    options = _options()
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    torch.set_num_threads(options.threads)
    corpora = read_corpora(options.corpora)
    pieces = Pieces(options.encoder / "vocab.txt")
    rolesets = options.corpora / "propbank/rolesets.json"
    labels = collect_labels(corpora["ewt"] + corpora["gum"], rolesets)
    encoder = Encoder(pieces, labels)

    def train(plan: Plan, start: Path | None, pool: Pool | None) -> Path:
        checkpoint: Path = options.out / plan.stage / "checkpoint.pt"
        checkpoint.parent.mkdir(parents=True, exist_ok=True)
        run = Run(labels, labels.sizes(pieces.size), plan, options.encoder / "model.safetensors")
        if checkpoint.exists():
            run.resume(checkpoint)
        elif start is not None:
            run.start_from(start)
        log.info("%s; %s", plan, json.dumps(run.sizes.as_dict()))
        _loop(run, endless(corpora, plan, encoder, run.step, pool), checkpoint, options.every)
        return checkpoint

    start, model = options.start, options.start
    if start is None:
        start = train(replace(GROUND, steps=options.steps or GROUND.steps), None, None)
        model = options.out / GROUND.stage / "model"
        export(start, options.corpora, options.encoder, model)
    corpora["news"], pool = read_news(options.corpora, load(model), read_demonyms(options.corpora))
    last = train(replace(NEWS, steps=options.steps or NEWS.steps), start, pool)
    mean = options.out / "mean.pt"
    mix_in(start, last, NEWS.start_share, mean)
    export(mean, options.corpora, options.encoder, options.out / "model")


def _loop(run: Run, stream: Iterator[Batch], checkpoint: Path, every: int) -> None:
    sums: dict[str, list[float]] = {}
    words = 0
    if run.step >= run.plan.steps:
        return
    for batch in stream:
        for task, loss in run.learn(batch).items():
            sums.setdefault(task, []).append(loss)
        words += int((batch["sentence"] >= 0).sum())
        if run.step % 50 == 0:
            means = " ".join(f"{t} {sum(v) / len(v):.3f}" for t, v in sums.items())
            log.info("step %d words %d %s", run.step, words, means)
            sums = {}
        if run.step % every == 0 or run.step >= run.plan.steps:
            run.save(checkpoint)
        if run.step >= run.plan.steps:
            return


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpora", type=Path, required=True)
    parser.add_argument("--encoder", type=Path, required=True, help="folder of MiniLM weights")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--start", type=Path, help="an exported model to go on from")
    parser.add_argument("--steps", type=int, help="of each stage, for a trial")
    parser.add_argument("--every", type=int, default=200, help="steps between checkpoints")
    parser.add_argument("--threads", type=int, default=2)
    return parser.parse_args()


if __name__ == "__main__":
    main()
