"""Averages two checkpoints of one line of training: ``python -m training.average A B --share 0.3``.

The mean of a run's weights and of a second run's that began there reads better than either.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import torch


def average(first: Path, second: Path, share: float, out: Path) -> None:
    """Writes ``1 - share`` of the first and ``share`` of the second checkpoint's mean weights."""
    old = torch.load(first, weights_only=False)
    state = torch.load(second, weights_only=False)
    for name, weights in state["average"].items():
        state["average"][name] = (1 - share) * old["average"][name] + share * weights
    torch.save(state, out)


def main() -> None:
    """Averages."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("first", type=Path)
    parser.add_argument("second", type=Path)
    parser.add_argument("--share", type=float, default=0.3, help="share of the second")
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    average(options.first, options.second, options.share, options.out)


if __name__ == "__main__":
    main()
