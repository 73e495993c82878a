"""From scores to one tree per sentence: a single root, no cycles (Chu and Liu, Edmonds)."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]

_NEVER = np.float32(-1e9)


def decode_tree(scores: Floats) -> Ints:
    """The best tree's heads; ``scores[word, head]``, the root's on the diagonal.

    A word whose head is itself is the root. Most sentences are trees at once.
    """
    heads: Ints = scores.argmax(axis=1)
    if _is_tree(heads):
        return heads
    return _best_tree(scores)


def one_of_each(fits: Floats, heads: Ints, exclusive: Sequence[Ints]) -> Ints:
    """The best label of each word, a clause having one subject and one object at most.

    ``fits[word, label]``; ``exclusive`` are groups of labels of which a head has one dependent.
    Of two subjects, the one that loses least by another of these labels gives way; where what fits
    it next is none of them, its head is wrong and not its label, and it is left alone.
    """
    best: Ints = fits.argmax(axis=1)
    arguments = np.concatenate(exclusive)
    for group in exclusive:
        members = np.flatnonzero(np.isin(best, group))
        if len(members) == len(np.unique(heads[members])):
            continue
        others = fits[members].copy()
        others[:, group] = -np.inf
        loss = fits[members, best[members]] - others.max(axis=1)
        for head in np.unique(heads[members]):
            rivals = np.flatnonzero(heads[members] == head)
            for loser in rivals[np.argsort(-loss[rivals], kind="stable")][1:]:
                other = others[loser].argmax()
                if other in arguments:
                    best[members[loser]] = other
    return best


def _is_tree(heads: Ints) -> bool:
    roots = np.flatnonzero(heads == np.arange(len(heads)))
    if len(roots) != 1:
        return False
    reached = heads
    for _ in range(max(1, len(heads).bit_length())):
        reached = reached[reached]
    return bool((reached == roots[0]).all())


def _best_tree(scores: Floats) -> Ints:
    """Tries the likeliest roots first; a root that cannot win any more ends the search."""
    diagonal = scores.diagonal()
    free = scores.copy()
    np.fill_diagonal(free, _NEVER)
    best_of_others = free.max(axis=1)
    bound = best_of_others.sum() - best_of_others + diagonal
    best, best_score = np.zeros(len(scores), dtype=np.int64), -np.inf
    for root in np.argsort(-bound, kind="stable")[:_MOST_ROOTS]:
        if bound[root] <= best_score:
            break
        heads = _arborescence(free, int(root))
        others = np.arange(len(heads)) != root
        total = float(free[others, heads[others]].sum() + diagonal[root])
        if total > best_score:
            best, best_score = heads, total
    return best


_MOST_ROOTS = 3


def _arborescence(scores: Floats, root: int) -> Ints:
    """Chu-Liu/Edmonds for a given root, contracting one cycle at a time."""
    heads: Ints = scores.argmax(axis=1)
    heads[root] = root
    cycle = _find_cycle(heads)
    if cycle is None:
        return heads
    return _expand(scores, root, cycle, heads)


def _find_cycle(heads: Ints) -> Ints | None:
    state = np.zeros(len(heads), dtype=np.int8)
    for start in range(len(heads)):
        path, word = [], start
        while state[word] == 0:
            state[word] = 1
            path.append(word)
            word = int(heads[word])
        if state[word] == 1 and heads[word] != word and word in path:
            return np.array(path[path.index(word) :], dtype=np.int64)
        state[path] = 2
    return None


def _expand(scores: Floats, root: int, cycle: Ints, heads: Ints) -> Ints:
    """Solves the graph with the cycle as one word, then opens the cycle where it is entered."""
    count = len(scores)
    rest = np.setdiff1d(np.arange(count), cycle)
    cost = scores[cycle, heads[cycle]]
    entering = scores[np.ix_(cycle, rest)] - cost[:, None]
    leaving = scores[np.ix_(rest, cycle)]
    small = np.full((len(rest) + 1, len(rest) + 1), _NEVER, dtype=np.float32)
    small[:-1, :-1] = scores[np.ix_(rest, rest)]
    small[-1, :-1] = entering.max(axis=0)
    small[:-1, -1] = leaving.max(axis=1)
    solved = _arborescence(small, int(np.flatnonzero(rest == root)[0]))
    result = heads.copy()
    for word, head in enumerate(solved[:-1]):
        target = rest[word]
        if target == root:
            result[target] = root
        elif head == len(rest):
            result[target] = cycle[leaving[word].argmax()]
        else:
            result[target] = rest[head]
    outside = int(solved[-1])
    entry = int(entering[:, outside].argmax())
    result[cycle[entry]] = rest[outside]
    return result
